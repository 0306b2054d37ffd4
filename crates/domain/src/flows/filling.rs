//! Filling in the fields of a node: what fits, what is filled in by itself, what is missing.

use super::run::{Given, Run, Value};
use super::step::{Around, Refused, facts};
use super::{
    DAYS_MAX, Default, Field, FieldKind, Flow, LONG_TEXT_LENGTH_MAX, Node, REASON_LENGTH_MAX,
    TEXT_LENGTH_MAX,
};
use crate::expression::Fact;
use jiff::ToSpan;

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The node has no such field.
    NoField,
    /// It is needed.
    Missing,
    WrongKind,
    TooLong(usize),
    OutOfRange(i64, i64),
    NoChoice,
    TooMany(usize),
}

/// What a field is filled with until somebody writes something else.
#[must_use]
pub fn default_of((flow, field): (&Flow, &Field), run: &Run, around: Around<'_>) -> Option<Value> {
    let number = |fact: &str| match facts(flow, run, around).get(fact) {
        Some(Fact::Number(number)) => Some(*number as i64),
        Some(_) | None => None,
    };
    match field.default.as_ref()? {
        Default::Words(words) => Some(Value::Text(words.in_language(around.language).to_owned())),
        Default::Today => Some(Value::Day(around.today)),
        Default::AnswerAt(question) => run.answer(question).map(|it| Value::Text(it.to_owned())),
        Default::WeeksAhead(fact) => {
            let day = around.today.checked_add(number(fact)?.weeks()).ok()?;
            Some(Value::Day(day))
        }
        Default::Fact(fact) => match &field.kind {
            FieldKind::Choice(choices) => {
                let word = number(fact)?.to_string();
                choices.iter().any(|one| one.id == word).then_some(Value::Text(word))
            }
            FieldKind::Whole { least, most } => {
                number(fact).filter(|it| (least..=most).contains(&it)).map(Value::Whole)
            }
            _ => None,
        },
    }
}

/// Whether what is given fits the node: each value its field, and the reason its length.
pub(super) fn fit(node: &Node, given: &Given) -> Result<(), Refused> {
    let mut wrong: Vec<(String, Fault)> = given
        .fields
        .iter()
        .filter_map(|(id, value)| {
            let fault = match node.field(id) {
                Some(field) => fault(&field.kind, value),
                None => Some(Fault::NoField),
            };
            fault.map(|fault| (id.clone(), fault))
        })
        .collect();
    let reason = given.override_reason.as_deref().unwrap_or_default();
    if reason.chars().count() > REASON_LENGTH_MAX {
        wrong.push(("override_reason".to_owned(), Fault::TooLong(REASON_LENGTH_MAX)));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Refused::Fields(wrong)) }
}

/// What is wrong with a value of a field of this kind.
#[must_use]
pub fn fault(kind: &FieldKind, value: &Value) -> Option<Fault> {
    let long =
        |text: &str, most: usize| (text.chars().count() > most).then_some(Fault::TooLong(most));
    match (kind, value) {
        (_, Value::Text(text)) if text.is_empty() => None,
        (FieldKind::Text | FieldKind::Phone, Value::Text(text)) => long(text, TEXT_LENGTH_MAX),
        (FieldKind::LongText, Value::Text(text)) => long(text, LONG_TEXT_LENGTH_MAX),
        (FieldKind::Choice(choices), Value::Text(id)) => {
            (!choices.iter().any(|one| one.id == *id)).then_some(Fault::NoChoice)
        }
        (FieldKind::Day, Value::Day(_)) | (FieldKind::Yes, Value::Yes(_)) => None,
        (FieldKind::Days, Value::Days(days)) => {
            (days.len() > DAYS_MAX).then_some(Fault::TooMany(DAYS_MAX))
        }
        (FieldKind::Whole { least, most }, Value::Whole(number)) => {
            let is_in = (least..=most).contains(&number);
            (!is_in).then_some(Fault::OutOfRange(*least, *most))
        }
        (FieldKind::Several(choices), Value::Several(ids)) => {
            let is_one = |id: &String| choices.iter().any(|one| one.id == *id);
            match ids.len() > choices.len() {
                true => Some(Fault::TooMany(choices.len())),
                false => (!ids.iter().all(is_one)).then_some(Fault::NoChoice),
            }
        }
        (_, _) => Some(Fault::WrongKind),
    }
}

/// Fills in what nobody wrote, and asks for what is needed and is not there.
pub(super) fn fill(
    (flow, node): (&Flow, &Node),
    run: &mut Run,
    around: Around<'_>,
) -> Result<(), Refused> {
    let mut missing = Vec::new();
    for field in &node.fields {
        let given = run.here().and_then(|here| here.given.fields.get(&field.id));
        // Blanks say nothing.
        let is_there = match given {
            Some(Value::Text(text)) => !text.trim().is_empty(),
            Some(_) => true,
            None => false,
        };
        if is_there {
            continue;
        }
        let value = default_of((flow, field), run, around);
        match (value, run.path.last_mut()) {
            (Some(value), Some(here)) => {
                here.given.fields.insert(field.id.clone(), value);
            }
            (_, _) if field.is_required => missing.push((field.id.clone(), Fault::Missing)),
            (_, _) => {}
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(Refused::Fields(missing)) }
}
