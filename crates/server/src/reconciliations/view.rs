//! A comparison as its page shows it: line by line, section by section.

use super::act::of_section;
use super::store::{self, Kept, Seen, Taken, Value};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::view::language;
use crate::failure::Failure;
use crate::page::{Tab, Words};
use crate::record::Held;
use crate::submissions;
use domain::access::Right;
use domain::ids::SubmissionId;
use domain::programmes::Programme;
use domain::reconciliations::Kind;
use std::collections::HashMap;

/// One line.
pub struct LineView {
    pub number: i64,
    /// Where in the extract; empty for what only we have.
    pub line: String,
    pub who: String,
    /// The submission's page; empty where there is none.
    pub address: String,
    pub what: String,
    pub state: String,
    pub tone: &'static str,
    pub parts: Vec<PartView>,
}

/// The values of one section.
pub struct PartView {
    pub code: String,
    pub title: String,
    pub values: Vec<ValueView>,
    /// Who took the funder's version and when; empty where nobody has.
    pub taken: String,
    pub may_take: bool,
}

/// One value beside the other.
pub struct ValueView {
    pub label: String,
    pub name: String,
    pub ours: String,
    pub theirs: String,
}

/// The kinds as tabs, with how many lines each has.
///
/// # Errors
///
/// What the database says.
pub async fn tabs(
    held: &mut impl Held,
    words: Words,
    (kept, here): (&Kept, Option<Kind>),
) -> Result<(Vec<Tab>, Kind), Failure> {
    let counts = store::counts(held, &kept.id).await?;
    let first = counts.iter().find(|(_, many)| *many > 0).map_or(Kind::Agrees, |(kind, _)| *kind);
    let here = here.unwrap_or(first);
    let tab = |(kind, many): &(Kind, i64)| {
        let said = words.say(&format!("reconciliations-kind-{}", kind.word().replace('_', "-")));
        let address = format!("/submissions/reconciliations/{}?show={}", kept.id, kind.word());
        let many = usize::try_from(*many).unwrap_or_default();
        Tab::new(said, address).count(many).here(*kind == here)
    };
    Ok((counts.iter().map(tab).collect(), here))
}

/// Lines as they are shown.
///
/// # Errors
///
/// What the database says.
pub async fn lines(
    app: &App,
    held: &mut impl Held,
    viewer: &Viewer,
    (kept, rows): (&Kept, &[Seen]),
) -> Result<Vec<LineView>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let programme = super::act::programme_with_extract(app, held, &kept.pack).await?;
    let ids: Vec<SubmissionId> = rows.iter().filter_map(|row| row.submission).collect();
    let all = submissions::store::of_ids(held, &ids).await?;
    let cards = submissions::view::cards(app, held, viewer, &all).await?;
    let of: HashMap<String, _> =
        cards.into_iter().map(|card| (card.address.clone(), card)).collect();
    let numbers = rows.iter().map(|row| row.number);
    let ends = numbers.clone().min().zip(numbers.max());
    let taken = match ends {
        Some(ends) => store::of_row(held, &kept.id, ends).await?,
        None => Vec::new(),
    };
    let may_take = viewer.role.holds(Right::ApproveSubmissions);
    let about = About { words, programme: programme.as_deref(), taken: &taken, may_take, viewer };
    let line = |row: &Seen| {
        let card = row.submission.and_then(|id| of.get(&format!("/submissions/{id}")));
        LineView {
            number: row.number,
            line: row.line.map(|line| line.to_string()).unwrap_or_default(),
            who: card.map(|card| card.who.clone()).unwrap_or_default(),
            address: card.map(|card| card.address.clone()).unwrap_or_default(),
            what: card.map(|card| card.what.clone()).unwrap_or_default(),
            state: card.map(|card| card.state.clone()).unwrap_or_default(),
            tone: card.map_or("", |card| card.tone),
            parts: about.parts(row),
        }
    };
    Ok(rows.iter().map(line).collect())
}

struct About<'a> {
    words: Words,
    programme: Option<&'a Programme>,
    taken: &'a [Taken],
    may_take: bool,
    viewer: &'a Viewer,
}

impl About<'_> {
    fn parts(&self, row: &Seen) -> Vec<PartView> {
        let rule = self.programme.and_then(|programme| programme.submission.as_ref());
        let sections = rule.map_or(&[][..], |rule| rule.sections.as_slice());
        let part = |section: &domain::programmes::submission::Section| {
            let values = of_section(self.programme, &section.code, &row.told);
            let is_of = |one: &&Taken| one.number == row.number && one.section == section.code;
            let taken = self.taken.iter().find(is_of).map(|one| self.taken(one));
            let is_open = self.may_take && row.kind == Kind::Differs && taken.is_none();
            (!values.is_empty()).then(|| PartView {
                code: section.code.clone(),
                title: section.title.in_language(language(self.words)).to_owned(),
                values: values.iter().map(|value| self.value(value)).collect(),
                taken: taken.unwrap_or_default(),
                may_take: is_open,
            })
        };
        sections.iter().filter_map(part).collect()
    }

    fn taken(&self, one: &Taken) -> String {
        let by = one.by_name.clone().unwrap_or_else(|| one.by.clone());
        let at = self.words.moment(&one.at.to_zoned(self.viewer.zone.clone()));
        self.words.with("reconciliations-taken", &[("by", by.into()), ("at", at.into())])
    }

    fn value(&self, value: &Value) -> ValueView {
        let rule = self.programme.and_then(|programme| programme.submission.as_ref());
        let field = rule.and_then(|rule| rule.fields().find(|one| one.name == value.name));
        let label = field.map(|one| one.label.in_language(language(self.words)).to_owned());
        ValueView {
            label: label.unwrap_or_else(|| value.name.clone()),
            name: value.name.clone(),
            ours: value.ours.clone(),
            theirs: value.theirs.clone(),
        }
    }
}
