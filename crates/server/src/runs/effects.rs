//! Effects in words: what will be done and what was done, each with its facts.

use super::act::Loaded;
use super::carry::job::stage_meant;
use super::store::{Effect, Kept};
use crate::page::Words;
use crate::people::web::head::phone_said;
use domain::flows::{SettingValue, What};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

/// What an effect is done with, as it is kept and as programs see it.
pub(super) type Detail = Map<String, Json>;

/// Something that will be done, in a sentence; where it was done before, saying so.
pub(super) fn will_be_said(
    words: Words,
    loaded: &Loaded,
    (what, detail, is_done): (&str, &Detail, bool),
) -> String {
    let said = said(words, loaded, ("does", what, detail));
    if is_done { words.with("runs-done-before", &[("said", said.into())]) } else { said }
}

/// Something that was done, with what became of it.
pub(super) fn done_said(words: Words, loaded: &Loaded, effect: &Effect) -> String {
    let detail: Detail = serde_json::from_str(&effect.detail).unwrap_or_default();
    match &effect.left_out {
        Some(why) => {
            // It was not done: it is named as what was to be done.
            let said = said(words, loaded, ("does", &effect.what, &detail));
            let why = words.say(&format!("runs-left-out-{}", why.replace('_', "-")));
            words.with("runs-left-out", &[("said", said.into()), ("why", why.into())])
        }
        None => said(words, loaded, ("did", &effect.what, &detail)),
    }
}

fn said(words: Words, loaded: &Loaded, (tense, what, detail): (&str, &str, &Detail)) -> String {
    let language = words.locale.into();
    let flow = &loaded.flow;
    let word = |name: &str| word_of(detail, name);
    let role = |name: &str| {
        let code = word(name);
        flow.role(code).map_or(code, |role| role.label.in_language(language)).to_owned()
    };
    let template = flow.template(word("template"));
    let template =
        template.map(|one| one.subject.in_language(language).replace("{{reference}}", ""));
    let template = template.map(|text| text.trim().trim_end_matches([':', ' ']).to_owned());
    let form = flow.form(word("form")).map(|form| form.title.in_language(language).to_owned());
    let to = role(if detail.contains_key("for") { "for" } else { "to" });
    let args = [
        ("type", word_said(words, "diary-kind", word("type")).into()),
        ("task", word_said(words, "tasks-kind", word("type")).into()),
        ("template", template.unwrap_or_default().into()),
        ("form", form.unwrap_or_default().into()),
        ("to", to.into()),
        ("from", role("from").into()),
        ("kind", word_said(words, "claims-kind", word("kind")).into()),
    ];
    let key = format!("runs-{tense}-{}", what.replace(['.', '_'], "-"));
    let said = words.with(&key, &args);
    let facts: Vec<String> = match What::of_word(what) {
        Some(what) => facts(words, loaded, (what, detail)),
        None => Vec::new(),
    };
    if facts.is_empty() {
        return said;
    }
    let key = if said.contains(':') { "runs-does-also" } else { "runs-does-with" };
    words.with(key, &[("said", said.into()), ("facts", facts.join(", ").into())])
}

/// What an effect is about beside its kind: its day, the number, how often.
fn facts(words: Words, loaded: &Loaded, (what, detail): (What, &Detail)) -> Vec<String> {
    let word = |name: &str| word_of(detail, name);
    let day = |name: &str| word(name).parse::<Date>().ok().map(|day| words.date(day));
    let number = || Some(phone_said(word("number"))).filter(|number| !number.is_empty());
    let noun = |noun: &str, name: &str| {
        Some(word_said(words, noun, word(name))).filter(|said| !said.is_empty())
    };
    let from = || day("from").map(|day| words.with("runs-does-from", &[("day", day.into())]));
    let yes = |name: &str, key: &str| {
        let is_so = detail.get(name)?.as_bool()?;
        Some(words.say(&format!("runs-does-{key}-{}", if is_so { "yes" } else { "no" })))
    };
    let all: Vec<Option<String>> = match what {
        What::DiarySchedule | What::DiaryEnsure => vec![day("on")],
        What::DiaryLog => vec![how(words, word("outcome"))],
        What::ContactAttempt => vec![noun("contacts-outcome", "result"), number()],
        What::ContactPoint => vec![number()],
        What::EmailSend => vec![Some(days(words, detail)).filter(|said| !said.is_empty())],
        What::EmployerAsk => vec![noun("contacts-channel", "channel")],
        What::EmploymentEnd => vec![day("date")],
        What::IwsAgree => vec![yes("accepted", "accepted")],
        What::SraAmend => vec![weeks(words, detail), from()],
        What::StageChange => vec![stage(words, loaded, word("to"))],
        What::SummaryNote => vec![day("dated")],
        What::BenefitCheck => vec![yes("closed", "closed")],
        What::ClaimSubmit => vec![period(words, detail), text(word("line"))],
        _ => Vec::new(),
    };
    all.into_iter().flatten().collect()
}

fn word_of<'d>(detail: &'d Detail, name: &str) -> &'d str {
    detail.get(name).and_then(Json::as_str).unwrap_or_default()
}

/// A word of the record as people say it; one that has no saying (a funder's own) as it stands.
fn word_said(words: Words, noun: &str, word: &str) -> String {
    let key = format!("{noun}-{}", word.replace('_', "-"));
    if words.has(&key) { words.say(&key) } else { word.replace('_', " ") }
}

/// How something went, or by which way somebody was asked: entries are made with either.
fn how(words: Words, word: &str) -> Option<String> {
    let nouns = ["contacts-outcome", "contacts-channel", "diary-outcome"];
    let keys = nouns.map(|noun| format!("{noun}-{}", word.replace('_', "-")));
    keys.iter().find(|key| !word.is_empty() && words.has(key)).map(|key| words.say(key))
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn days(words: Words, detail: &Detail) -> String {
    let all = detail.get("dates").and_then(Json::as_array).into_iter().flatten();
    let days = all.filter_map(|day| day.as_str()?.parse::<Date>().ok());
    words.list(&days.map(|day| words.date(day)).collect::<Vec<_>>())
}

fn weeks(words: Words, detail: &Detail) -> Option<String> {
    let weeks = detail.get("weeks")?;
    let weeks = weeks.as_i64().or_else(|| weeks.as_str()?.parse().ok())?;
    Some(words.with("runs-does-weeks", &[("weeks", weeks.into())]))
}

fn period(words: Words, detail: &Detail) -> Option<String> {
    let day = |name: &str| word_of(detail, name).parse::<Date>().ok().map(|day| words.date(day));
    let args = [("from", day("from")?.into()), ("to", day("to")?.into())];
    Some(words.with("runs-does-period", &args))
}

/// The stage that a setting names, as the programme calls it.
fn stage(words: Words, loaded: &Loaded, setting: &str) -> Option<String> {
    let value = loaded.around(words).setting(&loaded.flow, setting)?.clone();
    let SettingValue::Word(code) = value else { return None };
    let stage = stage_meant(loaded.programme.as_ref()?, &code)?;
    Some(stage.label.in_language(words.locale.into()).to_owned())
}

/// Where what was made by an effect is shown.
pub(super) fn subject_address(kept: &Kept, effect: &Effect) -> Option<String> {
    let subject = effect.subject.as_deref()?;
    let below = match subject.get(..4)? {
        "dia_" => format!("/diary/{subject}"),
        "tsk_" => format!("/tasks/{subject}"),
        "ltr_" => format!("/letters/{subject}"),
        "frm_" => format!("/forms/{subject}"),
        "clm_" => format!("/claims/{subject}"),
        "chk_" => format!("/people/{}?tab=checkpoints&open={subject}#{subject}", kept.person),
        "sra_" | "iws_" | "cta_" | "ben_" | "emp_" => {
            format!("/people/{}?tab=support", kept.person)
        }
        "not_" => format!("/people/{}?tab=summary", kept.person),
        _ => return None,
    };
    Some(below)
}
