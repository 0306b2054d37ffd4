//! The form of a report: what it may be narrowed to, and periods by name.

use super::filter::{Choices, Filter, Told};
use super::view::way;
use crate::page::{Choice, Field, Problems, Tab, Words};
use domain::reports::{Preset, Way};
use jiff::civil::Date;

/// The fields of the filter, with what is wrong.
#[must_use]
pub fn fields(
    words: Words,
    (filter, choices): (&Filter, &Choices),
    problems: &Problems,
) -> Vec<Field> {
    let any = |key: &str| Choice::new("", words.say(key));
    let list = |name: &str, key: &str, first: &str, all: Vec<Choice>, value: String| {
        let choices = std::iter::once(any(first)).chain(all).collect();
        Field::new(words, name, key).choices(choices).value(value).problem(problems)
    };
    let packs = choices
        .packs
        .iter()
        .map(|pack| Choice::new(pack.code.clone(), pack.title.in_language(words.locale.into())));
    let offices = choices.offices.iter().map(|(id, name)| Choice::new(id.to_string(), name));
    let ways = Way::ALL.into_iter().map(|one| Choice::new(one.word(), way(words, one)));
    let points = choices.points(words).into_iter().map(|(code, said)| Choice::new(code, said));
    let programme = filter.programme.clone().unwrap_or_default();
    let office = filter.office.map(|office| office.to_string()).unwrap_or_default();
    let point = filter.point.clone().unwrap_or_default();
    let channel = filter.way.map_or("", Way::word).to_owned();
    let told = Told::ALL
        .map(|told| Choice::new(told.word(), words.say(&format!("reports-told-{}", told.word()))));
    vec![
        list("programme", "reports-programme", "reports-any-programme", packs.collect(), programme),
        list("office", "reports-office", "reports-any-office", offices.collect(), office),
        list("channel", "reports-channel", "reports-all-channels", ways.collect(), channel),
        list("checkpoint", "reports-point", "reports-any-point", points.collect(), point),
        Field::new(words, "answers", "reports-told")
            .choices(told.to_vec())
            .value(filter.told.word())
            .problem(problems),
    ]
}

/// The first and the last day as fields; what was typed stands in them.
#[must_use]
pub fn days(words: Words, typed: [String; 2], problems: &Problems) -> [Field; 2] {
    let [from, until] = typed;
    let field = |name: &str, value: String| {
        Field::new(words, name, &format!("reports-{name}")).value(value).problem(problems)
    };
    [field("from", from), field("until", until)]
}

/// Periods by name.
#[must_use]
pub fn presets(words: Words, filter: &Filter, today: Date) -> Vec<Tab> {
    let tab = |preset: Preset| {
        let period = preset.period(today);
        let own = Filter { period, ..filter.clone() };
        let said = words.say(&format!("reports-period-{}", preset.word()));
        let address = format!("/reports/feedback?{}", own.query());
        Tab::new(said, address).here(period == filter.period)
    };
    Preset::ALL.map(tab).to_vec()
}
