//! Filling in the fields of a node: what fits, what is filled in by itself, what is missing.

use super::known::facts;
use super::run::{Given, Run};
use super::step::{Around, Refused};
use super::{Flow, Node, REASON_LENGTH_MAX};
use crate::calendar::next_working_day;
use crate::expression::Fact;
use crate::forms::{Default, Fault, Field, FieldKind, Value, fault, printable};
use jiff::ToSpan;
use jiff::civil::Date;

/// What a field is filled with until somebody writes something else.
#[must_use]
pub fn default_of((flow, field): (&Flow, &Field), run: &Run, around: Around<'_>) -> Option<Value> {
    let number = |fact: &str| match facts(flow, run, around).get(fact) {
        Some(Fact::Number(number)) => Some(*number as i64),
        Some(_) | None => None,
    };
    match field.default.as_ref()? {
        Default::Words(words) => Some(Value::Text(words.in_language(around.language).to_owned())),
        Default::FactElse(fact, words) => match facts(flow, run, around).remove(fact) {
            Some(Fact::Text(text)) => Some(Value::Text(text)),
            Some(_) | None => Some(Value::Text(words.in_language(around.language).to_owned())),
        },
        Default::Today => Some(Value::Day(around.today)),
        Default::AnswerAt(question) => run.answer(question).map(|it| Value::Text(it.to_owned())),
        Default::WeeksAhead(fact) => {
            // What is booked lands on a working day; what is proposed is the day that it will be.
            let day = around.today.checked_add(number(fact)?.weeks()).ok()?;
            next_working_day(day, around.region).ok().map(Value::Day)
        }
        Default::Fact(fact) => match &field.kind {
            FieldKind::Choice(choices) => {
                let word = number(fact)?.to_string();
                choices.iter().any(|one| one.id == word).then_some(Value::Text(word))
            }
            FieldKind::Whole { least, most } => {
                number(fact).filter(|it| (least..=most).contains(&it)).map(Value::Whole)
            }
            FieldKind::Day | FieldKind::Phone | FieldKind::Text => {
                let Some(Fact::Text(text)) = facts(flow, run, around).remove(fact) else {
                    return None;
                };
                if field.kind == FieldKind::Day {
                    return text.parse().ok().map(Value::Day);
                }
                Some(Value::Text(text))
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
    let mut amiss = |fault: Fault| wrong.push(("override_reason".to_owned(), fault));
    if reason.chars().count() > REASON_LENGTH_MAX {
        amiss(Fault::TooLong(REASON_LENGTH_MAX));
    } else if printable(&FieldKind::Text, reason.trim()) != reason.trim() {
        amiss(Fault::Unprintable);
    }
    if wrong.is_empty() { Ok(()) } else { Err(Refused::Fields(wrong)) }
}

/// Fills in what nobody wrote, and asks for what is needed and is not there, and for days that may
/// be.
pub(super) fn fill(
    (flow, node): (&Flow, &Node),
    run: &mut Run,
    around: Around<'_>,
) -> Result<(), Refused> {
    let mut wrong = Vec::new();
    for field in &node.fields {
        let given = run.here().and_then(|here| here.given.fields.get(&field.id));
        let fault = |day: &Date| field.between.fault(*day, (around.today, around.first_day));
        let fault = given.map_or(&[][..], Value::days).iter().find_map(fault);
        wrong.extend(fault.map(|fault| (field.id.clone(), fault)));
        // Blanks say nothing.
        let is_there = match given {
            Some(Value::Text(text)) => !text.trim().is_empty(),
            Some(Value::Days(days)) => !days.is_empty(),
            Some(Value::Several(words)) => !words.is_empty(),
            Some(_) => true,
            None => false,
        };
        let value = default_of((flow, field), run, around);
        if is_there {
            let is_proposed = value.as_ref() == given;
            if let Some(here) = run.path.last_mut().filter(|_| is_proposed) {
                here.given.proposed.insert(field.id.clone());
            }
            continue;
        }
        match (value, run.path.last_mut()) {
            (Some(value), Some(here)) => {
                here.given.proposed.insert(field.id.clone());
                here.given.fields.insert(field.id.clone(), value);
            }
            (_, _) if field.is_required => wrong.push((field.id.clone(), Fault::Missing)),
            (_, _) => {}
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Refused::Fields(wrong)) }
}
