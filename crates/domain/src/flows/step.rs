//! From one node to the next: (flow, run, what was given, facts) → the run as it then stands.

use super::entering::{ask_again, come_back, enter, may_stay, why_not_here};
use super::filling::{fill, fit};
use super::known::holds;
use super::run::{Given, Run, State, Visit};
use super::{AutoBy, Flow, Kind, Node, Setting, SettingValue};
use crate::calendar::Region;
use crate::expression::{Fact, Facts};
use crate::forms::{Fault, Value};
use crate::words::{Language, Words};
use jiff::civil::Date;
use std::mem::discriminant;

/// What is known beside the run.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The facts of the record, see [`super::FACTS`].
    pub facts: &'a Facts,
    pub today: Date,
    /// The first day of the job, where it is known.
    pub first_day: Option<Date>,
    /// Whose holidays count.
    pub region: Region,
    /// The flow's roles that whoever sits there holds.
    pub roles: &'a [String],
    /// In which texts are filled in beforehand.
    pub language: Language,
    /// What the programme sets instead of the flow.
    pub settings: &'a [Setting],
}

impl Around<'_> {
    /// What a setting of the flow holds here: the programme's own value, where it is of the same
    /// kind.
    #[must_use]
    pub fn setting<'a>(&'a self, flow: &'a Flow, name: &str) -> Option<&'a SettingValue> {
        let usual = &flow.setting(name)?.value;
        let own = self.settings.iter().find(|one| one.name == name).map(|one| &one.value);
        Some(own.filter(|own| discriminant(*own) == discriminant(usual)).unwrap_or(usual))
    }
}

/// Why a run stays where it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Refused {
    /// Another visit is the present one.
    Stale,
    NotOpen,
    /// It waits for no such event.
    NotWaiting,
    /// The sitting is at its end: it is finished, not answered.
    AtEnd,
    /// Not at its end yet.
    NotAtEnd,
    /// The sitting begins here.
    AtBegin,
    /// This role does it.
    NotYours(String),
    /// By field.
    Fields(Vec<(String, Fault)>),
    /// It is no question.
    NoQuestion,
    AnswerWanted,
    NoSuchAnswer,
    /// What has to hold for the answer does not.
    NotYet(Words),
    /// The record says this answer; another one wants a reason.
    ReasonWanted(String),
    /// More visits than a run may have.
    TooLong,
    /// The flow is at fault: it was not checked.
    Broken(String),
}

/// Begins a run.
///
/// # Errors
///
/// `Broken` for a flow that was not checked.
pub fn begin(flow: &Flow, around: Around<'_>) -> Result<Run, Refused> {
    begin_at(flow, around, &flow.start)
}

/// Begins a run in the middle, as walks do.
///
/// # Errors
///
/// As [`begin`].
pub fn begin_at(flow: &Flow, around: Around<'_>, node: &str) -> Result<Run, Refused> {
    let run = Run {
        path: Vec::new(),
        sitting_from: 0,
        state: State::Open,
        drafts: std::collections::BTreeMap::new(),
    };
    enter(flow, run, around, node)
}

/// Keeps what was typed, without going on.
///
/// # Errors
///
/// `Stale`, `NotOpen`; `Fields` where a value does not fit, of which nothing is kept.
pub fn save(flow: &Flow, mut run: Run, visit: usize, given: Given) -> Result<Run, Refused> {
    let node = present(flow, &run, Some(visit))?;
    fit(node, &given)?;
    if let Some(here) = run.path.last_mut() {
        merge(&mut here.given, given);
    }
    Ok(run)
}

/// Answers the present node, and goes on to the next. A node that may not be entered any more is
/// not answered: the run stands where one goes instead, and what was typed is kept.
///
/// # Errors
///
/// Why it does not go on. The run that was handed in is as it was.
pub fn answer(
    flow: &Flow,
    mut run: Run,
    around: Around<'_>,
    (visit, given): (Option<usize>, Given),
) -> Result<Run, Refused> {
    let node = present(flow, &run, visit)?;
    may_sit(node, around)?;
    fit(node, &given)?;
    let is_asked = given.answer.is_some();
    if let Some(here) = run.path.last_mut() {
        merge(&mut here.given, given);
    }
    let (mut run, may_stay) = may_stay(flow, run, around)?;
    if !may_stay {
        return Ok(run);
    }
    fill((flow, node), &mut run, around)?;
    let to = match &node.kind {
        Kind::End { .. } => return Err(Refused::AtEnd),
        Kind::Instruction { next } if !is_asked => next.clone(),
        Kind::Instruction { .. } => return Err(Refused::NoQuestion),
        Kind::Question { .. } => chosen(flow, node, &mut run, around)?,
    };
    enter(flow, run, around, &to)
}

/// Where the answer leads; notes the one that was taken from the record.
fn chosen(flow: &Flow, node: &Node, run: &mut Run, around: Around<'_>) -> Result<String, Refused> {
    let auto = auto(flow, run, around, node)?;
    let Some(here) = run.path.last_mut() else { return Err(Refused::NotOpen) };
    let given = here.given.answer.clone().or_else(|| auto.clone());
    let given = given.ok_or(Refused::AnswerWanted)?;
    let found = node.answers().iter().find(|answer| answer.id == given);
    let found = found.ok_or(Refused::NoSuchAnswer)?;
    match auto {
        Some(ref auto) if *auto != given => {
            let reason = here.given.override_reason.as_deref().unwrap_or_default();
            if reason.trim().is_empty() {
                return Err(Refused::ReasonWanted(auto.clone()));
            }
        }
        // Nothing is overridden.
        Some(_) | None => here.given.override_reason = None,
    }
    here.given.is_record = auto.is_some_and(|auto| auto == given);
    here.given.answer = Some(given);
    if let Some((condition, sentence)) = &found.requires
        && !holds(flow, run, around, condition)?
    {
        return Err(Refused::NotYet(sentence.clone()));
    }
    Ok(found.to.clone())
}

/// Goes back to the node before, which stands as it was left; where it may not be entered any more,
/// to the one in its stead. What was typed here is kept.
///
/// # Errors
///
/// `Stale`, `NotOpen`; `AtBegin` where the sitting begins: what earlier sittings did is done.
/// `Broken` for a condition without an answer.
pub fn back(
    flow: &Flow,
    mut run: Run,
    around: Around<'_>,
    visit: Option<usize>,
) -> Result<Run, Refused> {
    present(flow, &run, visit)?;
    let before = run.path.len().saturating_sub(1);
    let earlier = (run.sitting_from..before).rfind(|at| !run.path[*at].is_skipped);
    let at = earlier.ok_or(Refused::AtBegin)?;
    if let Some(left) = run.path.pop() {
        run.drafts.entry(left.node).or_default().push(left.given);
    }
    run.path.truncate(at + 1);
    if let Some(here) = run.path.last_mut() {
        ask_again(&mut here.given);
    }
    come_back(flow, run, around)
}

/// Ends the sitting: at an end of the flow, or where another role goes on. Its effects are what
/// [`super::due::due`] says of the run that comes back.
///
/// # Errors
///
/// `NotOpen`, `NotAtEnd`; `NotYet` where what the end asks for does not hold any more; `Fields`
/// where the end has fields that are not filled.
pub fn finish(
    flow: &Flow,
    mut run: Run,
    around: Around<'_>,
    (visit, given): (Option<usize>, Given),
) -> Result<Run, Refused> {
    let node = present(flow, &run, visit)?;
    run.state = match (&node.kind, may_sit(node, around)) {
        (_, Err(_)) => State::Waiting,
        (Kind::End { wakes }, Ok(())) => {
            // What it asks for may be gone by now: back leads to where one goes instead.
            if let Some(because) = why_not_here(flow, &run, around, node)? {
                return Err(Refused::NotYet(because));
            }
            fit(node, &given)?;
            if let Some(here) = run.path.last_mut() {
                merge(&mut here.given, given);
            }
            fill((flow, node), &mut run, around)?;
            if wakes.is_empty() { State::Closed } else { State::Waiting }
        }
        (Kind::Instruction { .. } | Kind::Question { .. }, Ok(()))
            if hands_back(flow, &run, node) =>
        {
            State::Waiting
        }
        (Kind::Instruction { .. } | Kind::Question { .. }, Ok(())) => {
            return Err(Refused::NotAtEnd);
        }
    };
    run.drafts.clear();
    Ok(run)
}

/// Whether a node is of another role than the one before it in the sitting. Whoever stands in for
/// both may go on, or leave it to those whose it is.
#[must_use]
pub fn hands_back(flow: &Flow, run: &Run, node: &Node) -> bool {
    let visits: Vec<&Visit> = run.sitting().map(|(_, visit)| visit).collect();
    let [.., before, _] = visits.as_slice() else { return false };
    let before = flow.node(&before.node).and_then(|before| before.actor.as_ref());
    before.is_some() && node.actor.is_some() && before != node.actor.as_ref()
}

/// An event wakes a run that waits for it; a new sitting begins.
///
/// # Errors
///
/// `NotWaiting` where it waits for something else.
pub fn wake(flow: &Flow, mut run: Run, around: Around<'_>, event: &str) -> Result<Run, Refused> {
    if run.state != State::Waiting {
        return Err(Refused::NotWaiting);
    }
    let node = run.here().and_then(|here| flow.node(&here.node)).ok_or(Refused::NotWaiting)?;
    let Kind::End { wakes } = &node.kind else { return Err(Refused::NotWaiting) };
    let wake = wakes.iter().find(|wake| wake.event == event).ok_or(Refused::NotWaiting)?;
    run.state = State::Open;
    run.sitting_from = run.path.len();
    enter(flow, run, around, &wake.at)
}

/// Somebody of the role at whose node the run waits sits down with it; a new sitting begins.
///
/// # Errors
///
/// `NotWaiting` where it waits for an event, `NotYours` for another role.
pub fn take_over(flow: &Flow, mut run: Run, around: Around<'_>) -> Result<Run, Refused> {
    let here = run.here().filter(|_| run.state == State::Waiting).ok_or(Refused::NotWaiting)?;
    let node = flow.node(&here.node).filter(|node| !node.is_end()).ok_or(Refused::NotWaiting)?;
    may_sit(node, around)?;
    run.state = State::Open;
    run.sitting_from = run.path.len() - 1;
    Ok(run)
}

/// The answer that the record gives to a question, if it gives one.
///
/// # Errors
///
/// `Broken` for a condition without an answer.
pub fn auto(
    flow: &Flow,
    run: &Run,
    around: Around<'_>,
    node: &Node,
) -> Result<Option<String>, Refused> {
    let Kind::Question { answers, auto: Some(auto) } = &node.kind else { return Ok(None) };
    match &auto.by {
        AutoBy::First(rules) => {
            for (condition, answer) in rules {
                if holds(flow, run, around, condition)? {
                    return Ok(Some(answer.clone()));
                }
            }
            Ok(None)
        }
        AutoBy::Fact(name) => match around.facts.get(name) {
            Some(Fact::Text(word)) => {
                Ok(answers.iter().find(|one| one.id == *word).map(|one| one.id.clone()))
            }
            Some(_) | None => Ok(None),
        },
    }
}

/// The present node of an open run.
fn present<'f>(flow: &'f Flow, run: &Run, visit: Option<usize>) -> Result<&'f Node, Refused> {
    if run.state != State::Open {
        return Err(Refused::NotOpen);
    }
    if visit.is_some_and(|visit| visit != run.visit()) {
        return Err(Refused::Stale);
    }
    let here = run.here().ok_or(Refused::NotOpen)?;
    flow.node(&here.node).ok_or_else(|| Refused::Broken(format!("no node `{}`", here.node)))
}

/// Whether whoever sits there does this node.
fn may_sit(node: &Node, around: Around<'_>) -> Result<(), Refused> {
    match &node.actor {
        Some(role) if !around.roles.contains(role) => Err(Refused::NotYours(role.clone())),
        Some(_) | None => Ok(()),
    }
}

fn merge(kept: &mut Given, given: Given) {
    if given.answer.is_some() {
        kept.answer = given.answer;
        kept.is_record = false;
    }
    if given.override_reason.is_some() {
        kept.override_reason = given.override_reason;
    }
    kept.proposed.retain(|field| !given.fields.contains_key(field));
    let fields = given.fields.into_iter().map(|(id, value)| (id, value.once_each()));
    kept.fields.extend(fields);
    // An empty text takes back what stood there.
    kept.fields.retain(|_, value| *value != Value::Text(String::new()));
}
