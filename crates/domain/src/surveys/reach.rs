//! Trying answers: whether a condition always has an answer, and whether any answers put a question
//! on the route.

use super::facts::{fact, holds, possible};
use super::{Kind, Question};
use crate::expression::{Condition, ConditionFault, Fact, Facts};
use std::collections::BTreeSet;

/// Combinations of answers that are tried for one condition.
const TRIALS_MAX: usize = 20_000;

/// Why a condition has no answer for some answers, if so.
pub(super) fn fails(condition: &Condition, questions: &[Question]) -> Option<ConditionFault> {
    let names: Vec<String> = condition.variables().into_iter().collect();
    let values = values(&names, questions, &[condition]);
    combinations(&names, &values).find_map(|facts| condition.holds(&facts).err())
}

/// The values to try for each name.
fn values(names: &[String], questions: &[Question], conditions: &[&Condition]) -> Vec<Vec<Fact>> {
    let quoted = || conditions.iter().flat_map(|condition| quoted(condition.source()));
    let days = || ["", "1900-01-01", "2100-12-31"].map(|day| Fact::Text(day.to_owned())).to_vec();
    let of = |name: &String| match name.as_str() {
        "point" => {
            let mut points: Vec<Fact> = quoted().map(Fact::Text).collect();
            points.push(Fact::Text(String::new()));
            points
        }
        "due_on" | "today" | "job_started_on" => days(),
        "job_on_file" | "release_on_file" | "by_staff" => {
            vec![Fact::Yes(true), Fact::Yes(false)]
        }
        "on_assistance_at_intake" => vec![Fact::Nothing, Fact::Yes(true), Fact::Yes(false)],
        other => {
            let question = questions.iter().find(|question| question.id == other);
            let mut facts = question.map(possible).unwrap_or_default();
            if let Some(Kind::Multi { choices, note_max: _ } | Kind::DocumentTypes(choices)) =
                question.map(|question| &question.kind)
            {
                let all = choices.iter().filter(|choice| !choice.alone);
                facts.push(Fact::List(all.map(|choice| choice.code.clone()).collect()));
            }
            facts
        }
    };
    names.iter().map(of).collect()
}

/// The texts that a condition quotes.
fn quoted(source: &str) -> Vec<String> {
    source.split(['\'', '"']).skip(1).step_by(2).map(str::to_owned).collect()
}

/// Every combination of values, up to the limit: an odometer over their places.
fn combinations(names: &[String], values: &[Vec<Fact>]) -> impl Iterator<Item = Facts> {
    let total = size(values).min(TRIALS_MAX);
    (0..total).map(move |number| {
        let mut rest = number;
        let mut facts = Facts::new();
        for (name, values) in names.iter().zip(values) {
            facts.insert(name.clone(), values[rest % values.len()].clone());
            rest /= values.len();
        }
        facts
    })
}

fn size(values: &[Vec<Fact>]) -> usize {
    values.iter().fold(1, |size, values| size.saturating_mul(values.len()))
}

/// Whether no answers to the questions that it hangs on, and theirs in turn, put this question on
/// the route. Only said where all of them can be tried.
pub(super) fn never_shown(questions: &[Question], at: usize) -> bool {
    let (asked, names) = closure(questions, at);
    if !asked.iter().all(|dependency| is_listed(&dependency.kind))
        || names.iter().any(|name| name.ends_with("_on") || name == "today")
    {
        return false;
    }
    let conditions: Vec<&Condition> = asked
        .iter()
        .filter_map(|one| one.shown_when.as_ref())
        .chain(&questions[at].shown_when)
        .collect();
    let values = values(&names, questions, &conditions);
    size(&values) <= TRIALS_MAX
        && combinations(&names, &values).all(|facts| !is_shown(questions, at, &asked, facts))
}

/// The questions on which the one at this place hangs, in order, and every name they use.
fn closure(questions: &[Question], at: usize) -> (Vec<&Question>, Vec<String>) {
    let mut names = BTreeSet::new();
    let mut asked = Vec::new();
    names.extend(questions[at].shown_when.iter().flat_map(Condition::variables));
    // Conditions only name earlier questions, so one way back meets them all.
    for question in questions[..at].iter().rev() {
        if names.contains(&question.id) {
            names.extend(question.shown_when.iter().flat_map(Condition::variables));
            asked.push(question);
        }
    }
    asked.reverse();
    (asked, names.into_iter().collect())
}

fn is_shown(questions: &[Question], at: usize, asked: &[&Question], mut facts: Facts) -> bool {
    let shown = |question: &Question, facts: &Facts| {
        let condition = question.shown_when.as_ref();
        condition.is_none_or(|condition| holds(condition, facts).unwrap_or(false))
    };
    for question in asked {
        if !shown(question, &facts) {
            facts.insert(question.id.clone(), fact(&question.kind, None));
        }
    }
    shown(&questions[at], &facts)
}

/// Whether trying the listed values tries everything that matters.
fn is_listed(kind: &Kind) -> bool {
    match kind {
        Kind::Single(_)
        | Kind::Multi { .. }
        | Kind::Outcome(_)
        | Kind::DocumentTypes(_)
        | Kind::Scale { .. }
        | Kind::Repeat { .. }
        | Kind::Declaration
        | Kind::Contact
        | Kind::Files { .. } => true,
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Number { .. }
        | Kind::Money { .. }
        | Kind::Date { .. }
        | Kind::OccupationCode => false,
    }
}
