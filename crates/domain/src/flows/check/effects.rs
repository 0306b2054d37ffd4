//! Effects whose values are missing or of no use, and events that never happen.

use super::super::effect::{END_SOURCES, Effect, Param, Takes};
use super::super::paper::By;
use super::super::{FactKind, Flow, Kind, Node, What};
use super::{FaultKind, Part, known};
use crate::{claims, contacts, diary};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn effects(
    flow: &Flow,
    node: &Node,
    before: &BTreeMap<&str, BTreeSet<&str>>,
    at: &mut impl FnMut(&str, Part, FaultKind),
) {
    for (place, effect) in node.effects.iter().enumerate() {
        let part = Part::Effect(place);
        for (name, takes, is_needed) in effect.what.takes() {
            match effect.params.get(name) {
                None if *is_needed => at(&node.id, part, FaultKind::NoParam(name)),
                None => {}
                Some(param) if !fits(*takes, param) => {
                    at(&node.id, part, FaultKind::WrongParam(name));
                }
                Some(Param::Role(role)) if flow.role(role).is_none() => {
                    at(&node.id, part, FaultKind::NoRole(role.clone()));
                }
                Some(Param::Setting(name)) if flow.setting(name).is_none() => {
                    at(&node.id, part, FaultKind::NoSetting(name.clone()));
                }
                Some(Param::Fact(fact)) if known(fact) != Some(FactKind::Number) => {
                    at(&node.id, part, FaultKind::NoFact(fact.clone()));
                }
                Some(Param::Field(id)) => {
                    let has =
                        before.get(node.id.as_str()).is_some_and(|all| all.contains(id.as_str()));
                    if !has {
                        at(&node.id, part, FaultKind::NoField(id.clone()));
                    }
                }
                Some(_) => {}
            }
        }
        for kind in words_of(flow, effect) {
            at(&node.id, part, kind);
        }
        let fact = effect.word("fact").filter(|_| effect.what == What::FactSet);
        if let Some(fact) = fact.filter(|fact| known(fact) != Some(FactKind::Yes)) {
            at(&node.id, part, FaultKind::NoFact(fact.to_owned()));
        }
    }
}

/// What happens and can wake a run; the first ones carry a word behind a dot.
pub const EVENTS: [&str; 5] = [
    "diary_due",
    "task_done",
    "employer_reply_received",
    "approval.decided",
    "new_employment_started",
];

/// Whether a run that waits for this waits to hear whether the job goes on.
#[must_use]
pub fn asks_about_the_job(event: &str) -> bool {
    match event.split_once('.') {
        Some(("diary_due", kind)) => {
            diary::Kind::of_word(kind).is_some_and(diary::Kind::asks_about_the_job)
        }
        Some(("task_done", kind)) => kind == "arrange_site_visit",
        Some(_) | None => event == "employer_reply_received",
    }
}

pub(super) fn events(node: &Node, at: &mut impl FnMut(&str, Part, FaultKind)) {
    let Kind::End { wakes } = &node.kind else { return };
    for (place, wake) in wakes.iter().enumerate() {
        let is_known = match wake.event.split_once('.') {
            Some(("diary_due", kind)) => diary::Kind::of_word(kind).is_some(),
            Some(("task_done", kind)) => !kind.is_empty(),
            Some(_) | None => EVENTS[2..].contains(&wake.event.as_str()),
        };
        if !is_known {
            at(&node.id, Part::Wake(place), FaultKind::NoEvent(wake.event.clone()));
        }
    }
}

/// Words of an effect that nobody knows.
fn words_of(flow: &Flow, effect: &Effect) -> Vec<FaultKind> {
    let mut found = Vec::new();
    let mut look = |name: &'static str, is_known: fn(&str) -> bool| {
        let word = effect.word(name).filter(|word| !is_known(word));
        found.extend(word.map(|word| FaultKind::NoWord(name, word.to_owned())));
    };
    match effect.what {
        What::DiaryLog | What::DiarySchedule | What::DiaryEnsure | What::DiaryCancel => {
            look("type", |word| diary::Kind::of_word(word).is_some());
            look("attempt", |word| ["first", "next"].contains(&word));
            look("round", |word| word == "next");
            look("outcome", |word| diary::Outcome::of_word(word).is_some());
        }
        What::ContactAttempt => {
            look("party", |word| contacts::Party::of_word(word).is_some());
            look("channel", |word| contacts::Channel::of_word(word).is_some());
        }
        What::EmploymentEnd => look("source", |word| END_SOURCES.contains(&word)),
        What::ClaimSubmit => look("kind", |word| claims::Kind::of_word(word).is_some()),
        _ => {}
    }
    if let What::LetterSend | What::EmailSend = effect.what {
        let wanted = if effect.what == What::LetterSend { By::Letter } else { By::Email };
        let code = effect.word("template").unwrap_or_default();
        if flow.template(code).is_none_or(|one| one.by != wanted) {
            found.push(FaultKind::NoTemplate(code.to_owned()));
        }
    }
    let forms = match effect.params.get("forms") {
        Some(Param::Words(forms)) => forms.iter().map(String::as_str).collect(),
        Some(_) | None => Vec::new(),
    };
    let own = effect.word("form").filter(|_| effect.what == What::FormFill);
    for form in forms.into_iter().chain(own).filter(|form| flow.form(form).is_none()) {
        found.push(FaultKind::NoForm(form.to_owned()));
    }
    found
}

fn fits(takes: Takes, param: &Param) -> bool {
    match takes {
        Takes::Word => matches!(param, Param::Word(_)),
        Takes::Words => matches!(param, Param::Words(_)),
        Takes::Field => matches!(param, Param::Field(_)),
        Takes::FieldOrWord => matches!(param, Param::Field(_) | Param::Word(_)),
        Takes::When => matches!(param, Param::Field(_) | Param::Setting(_) | Param::Fact(_)),
        Takes::Setting => matches!(param, Param::Setting(_)),
        Takes::Role => matches!(param, Param::Role(_)),
        Takes::Yes => matches!(param, Param::Yes(_)),
    }
}
