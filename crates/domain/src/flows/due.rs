//! What a sitting will do when it ends.

use super::effect::{Effect, Once, Param, What};
use super::filling::default_of;
use super::known::{facts, holds_by};
use super::run::{Run, State};
use super::step::{Around, Refused};
use super::{Flow, Kind, Node, SettingValue};
use crate::expression::Fact;
use crate::forms::Value;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One effect that will be done, with what was filled in for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Due<'f> {
    pub what: What,
    pub effect: &'f Effect,
    /// The visit that it stands on, and its node.
    pub visit: usize,
    pub node: &'f str,
    pub once: Once,
    /// By which it is known whether it was done: within the run, the round or the job, as
    /// [`Due::once`] says.
    pub key: String,
    /// The fields that it asks for, by the effect's own names.
    pub values: BTreeMap<&'static str, Value>,
}

/// How far ahead something is booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ahead {
    WorkingDays(u16),
    Weeks(u16),
    On(Date),
}

/// The effects of the present sitting, in the order of its nodes, each once. A node that was not
/// left yet has none, but an end has its own.
///
/// # Errors
///
/// `Broken` for a condition without an answer.
pub fn due<'f>(flow: &'f Flow, run: &Run, around: Around<'_>) -> Result<Vec<Due<'f>>, Refused> {
    let mut all = Vec::new();
    for (number, visit) in run.sitting() {
        let Some(node) = flow.node(&visit.node).filter(|_| !visit.is_skipped) else { continue };
        let is_left = number < run.visit() || matches!(node.kind, Kind::End { .. });
        for (at, effect) in node.effects.iter().enumerate().filter(|_| is_left) {
            let does = match &effect.when {
                Some(condition) => holds_by(flow, (run, number), around, condition)?,
                None => true,
            };
            let mut one = of((flow, node), (number, at), effect, run);
            if does && says_something(flow, run, &mut one) {
                // Asked for twice in a sitting it is done once, as it was said last.
                all.retain(|earlier: &Due<'_>| {
                    (earlier.once, &earlier.key) != (one.once, &one.key)
                });
                all.push(one);
            }
        }
    }
    Ok(all)
}

/// Whether there is anything to enter. Whether a benefit claim is closed is what its field says;
/// where that was left open, the answer to the question that follows, whether there is a new claim.
fn says_something(flow: &Flow, run: &Run, due: &mut Due<'_>) -> bool {
    if due.what != What::BenefitCheck || due.values.contains_key("closed") {
        return true;
    }
    let is_left = run.visit() > due.visit + 1 || run.state != State::Open;
    let next = run.path.get(due.visit).filter(|_| is_left);
    let next = next.filter(|next| flow.node(&next.node).is_some_and(|node| !node.is_end()));
    let is_closed = match next.and_then(|next| next.given.answer.as_deref()) {
        Some("no") => true,
        Some("yes") => false,
        Some(_) | None => return false,
    };
    due.values.insert("closed", Value::Yes(is_closed));
    true
}

fn of<'f>(
    (flow, node): (&'f Flow, &'f Node),
    (number, at): (usize, usize),
    effect: &'f Effect,
    run: &Run,
) -> Due<'f> {
    let mut values = BTreeMap::new();
    for (name, param) in &effect.params {
        if let Param::Field(id) = param {
            let value = flow.value_by(run, number, id);
            values.extend(value.map(|value| (*name, value.clone())));
        }
    }
    let subject = ["type", "template", "form", "kind"].iter().find_map(|name| effect.word(name));
    let subject = subject.unwrap_or_default();
    let what = effect.what.word();
    let key = match effect.once {
        Once::Visit => format!("{number}.{at} {what}"),
        Once::Round | Once::JobLoss => format!("{what} {subject}"),
    };
    let once = effect.once;
    Due { what: effect.what, effect, visit: number, node: &node.id, once, key, values }
}

/// What stands in the field; where nobody filled it in yet, what it proposes.
fn given_or_proposed(
    flow: &Flow,
    (run, around): (&Run, Around<'_>),
    (due, id): (&Due<'_>, &str),
) -> Option<Value> {
    if let Some(value) = due.values.get("in") {
        return Some(value.clone());
    }
    let field = flow.node(due.node)?.fields.iter().find(|field| field.id == id)?;
    default_of((flow, field), run, around)
}

/// How far ahead an effect books; none where the record does not say.
#[must_use]
pub fn ahead(flow: &Flow, run: &Run, around: Around<'_>, due: &Due<'_>) -> Option<Ahead> {
    let weeks = |number: f64| (number >= 0.0).then_some(Ahead::Weeks(number as u16));
    match due.effect.params.get("in")? {
        Param::Setting(name) => match around.setting(flow, name)? {
            SettingValue::WorkingDays(days) => Some(Ahead::WorkingDays(*days)),
            SettingValue::Weeks(weeks) => Some(Ahead::Weeks(*weeks)),
            SettingValue::Count(_) | SettingValue::Word(_) => None,
        },
        Param::Fact(name) => match facts(flow, run, around).get(name)? {
            Fact::Number(number) => weeks(*number),
            Fact::Nothing | Fact::Yes(_) | Fact::Text(_) | Fact::List(_) => None,
        },
        Param::Field(id) => match given_or_proposed(flow, (run, around), (due, id))? {
            Value::Day(day) => Some(Ahead::On(day)),
            Value::Whole(number) => u16::try_from(number).ok().map(Ahead::Weeks),
            Value::Text(word) => word.parse().ok().map(Ahead::Weeks),
            Value::Yes(_) | Value::Days(_) | Value::Several(_) => None,
        },
        Param::Word(_) | Param::Words(_) | Param::Role(_) | Param::Yes(_) => None,
    }
}
