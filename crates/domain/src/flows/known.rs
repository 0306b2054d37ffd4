//! What conditions may ask for: the record, the settings, what was filled in, and what the sitting
//! has set.

use super::step::{Around, Refused};
use super::{Effect, Flow, Param, Run, SettingValue, What};
use crate::expression::{Condition, Fact, Facts};
use crate::forms::Value;

/// Everything that conditions may ask for: the record, the settings, what was filled in, and what
/// this sitting has set.
#[must_use]
pub fn facts(flow: &Flow, run: &Run, around: Around<'_>) -> Facts {
    facts_by(flow, (run, run.visit()), around)
}

/// The same as it was at a visit: what was filled in later is no matter of it.
fn facts_by(flow: &Flow, (run, until): (&Run, usize), around: Around<'_>) -> Facts {
    let mut all = around.facts.clone();
    for setting in &flow.settings {
        let value = match around.setting(flow, &setting.name).unwrap_or(&setting.value) {
            SettingValue::Count(many)
            | SettingValue::WorkingDays(many)
            | SettingValue::Weeks(many) => Fact::Number(f64::from(*many)),
            SettingValue::Word(word) => Fact::Text(word.clone()),
        };
        all.insert(setting.name.clone(), value);
    }
    for field in flow.nodes.iter().flat_map(|node| &node.fields) {
        let value = flow.value_by(run, until, &field.id).map_or(Fact::Nothing, as_fact);
        all.insert(field.id.clone(), value);
    }
    let left = run.sitting().filter(|(number, visit)| *number < until && !visit.is_skipped);
    for (number, visit) in left {
        let effects = flow.node(&visit.node).map_or(&[][..], |node| &node.effects);
        all.extend(effects.iter().filter_map(|one| set_by((flow, one), (run, number), around)));
    }
    all
}

/// The fact that an effect of this sitting will have set. A change of how often one keeps in touch
/// counts from the day that it names.
fn set_by(
    (flow, effect): (&Flow, &Effect),
    (run, number): (&Run, usize),
    around: Around<'_>,
) -> Option<(String, Fact)> {
    let value = |name: &str| match effect.params.get(name) {
        Some(Param::Field(id)) => flow.value_by(run, number, id),
        Some(_) | None => None,
    };
    match (effect.what, effect.params.get("is")) {
        // The one that was just found is tried next.
        (What::ContactPoint, _) => match value("number") {
            Some(Value::Text(number)) if effect.params.contains_key("unusable") => {
                Some(("other_number".to_owned(), left_of(around.facts, number)))
            }
            Some(Value::Text(number)) => {
                Some(("number_to_call".to_owned(), Fact::Text(number.clone())))
            }
            Some(_) | None => None,
        },
        // What they answered before is no answer to what they are asked now.
        (What::EmployerAsk, _) => {
            Some(("employer_reply".to_owned(), Fact::Text("none".to_owned())))
        }
        (What::LetterSend, _) => Some(("letter_sent".to_owned(), Fact::Yes(true))),
        (What::FactSet, Some(Param::Yes(yes))) => {
            Some((effect.word("fact")?.to_owned(), Fact::Yes(*yes)))
        }
        (What::SraAmend, _) => {
            let is_later = matches!(value("from"), Some(Value::Day(day)) if *day > around.today);
            let weeks = value("weeks").filter(|_| !is_later)?;
            Some(("sra_interval_weeks".to_owned(), as_fact(weeks)))
        }
        (_, _) => None,
    }
}

/// The number that is tried next where one is dead.
fn left_of(facts: &Facts, dead: &str) -> Fact {
    let known = ["number_to_call", "other_number"].into_iter().filter_map(|name| facts.get(name));
    let mut left = known.filter(|fact| matches!(fact, Fact::Text(number) if number != dead));
    left.next().cloned().unwrap_or(Fact::Nothing)
}

fn as_fact(value: &Value) -> Fact {
    match value {
        Value::Text(text) => Fact::Text(text.clone()),
        Value::Whole(number) => Fact::Number(*number as f64),
        Value::Yes(yes) => Fact::Yes(*yes),
        Value::Day(day) => Fact::Text(day.to_string()),
        Value::Days(days) => Fact::List(days.iter().map(ToString::to_string).collect()),
        Value::Several(words) => Fact::List(words.clone()),
    }
}

pub(super) fn holds(
    flow: &Flow,
    run: &Run,
    around: Around<'_>,
    condition: &Condition,
) -> Result<bool, Refused> {
    holds_by(flow, (run, run.visit()), around, condition)
}

/// Whether it held at a visit.
pub(super) fn holds_by(
    flow: &Flow,
    (run, until): (&Run, usize),
    around: Around<'_>,
    condition: &Condition,
) -> Result<bool, Refused> {
    let told = condition.holds(&facts_by(flow, (run, until), around));
    told.map_err(|fault| Refused::Broken(fault.to_string()))
}
