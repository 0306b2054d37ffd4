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
pub(super) fn quoted(source: &str) -> Vec<String> {
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

/// Combinations that are tried for one place of the picture of routes.
const PICTURE_TRIALS_MAX: usize = 1_000;

/// How a question is met by those who gave one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meets {
    Always,
    /// It hangs on other answers as well.
    Sometimes,
    Never,
}

/// Whether those who chose `code` at a question with choices meet the one at a place. Where there
/// is more to try than can be, *sometimes*.
#[must_use]
pub fn meets(questions: &[Question], at: usize, (pivot, code): (&str, &str)) -> Meets {
    let (asked, mut names) = closure(questions, at);
    let conditions: Vec<&Condition> = asked
        .iter()
        .filter_map(|one| one.shown_when.as_ref())
        .chain(&questions[at].shown_when)
        .collect();
    let gate = questions.iter().find(|question| question.id == pivot);
    let gate = gate.and_then(|question| question.shown_when.as_ref());
    names.extend(gate.iter().flat_map(|condition| condition.variables()));
    names.sort();
    names.dedup();
    names.retain(|name| name != pivot);
    let values = values(&names, questions, &conditions);
    if size(&values) > PICTURE_TRIALS_MAX {
        return Meets::Sometimes;
    }
    let asked: Vec<&Question> = asked.into_iter().filter(|one| one.id != pivot).collect();
    let (mut met, mut missed) = (false, false);
    for mut facts in combinations(&names, &values) {
        // Whoever chose something met that question.
        if gate.is_some_and(|condition| !holds(condition, &facts).unwrap_or(false)) {
            continue;
        }
        facts.insert(pivot.to_owned(), Fact::Text(code.to_owned()));
        let shown = is_shown(questions, at, &asked, facts);
        met |= shown;
        missed |= !shown;
    }
    match (met, missed) {
        (true, false) => Meets::Always,
        (true, true) => Meets::Sometimes,
        (false, _) => Meets::Never,
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys::samples::{choices, condition, question};

    #[test]
    fn the_picture_says_who_meets_a_question() {
        let single = |id: &str, codes: &[&str], when: &str| {
            let mut question = question(id, Kind::Single(choices(codes)));
            question.shown_when = condition(when);
            question
        };
        let questions = [
            single("agree", &["yes", "no"], "true"),
            single("status", &["same", "new", "none"], "agree == 'yes'"),
            single("confirm", &["yes", "no"], "status == 'same'"),
            single("title", &["x"], "status == 'new' || confirm == 'no'"),
            single("end", &["x"], "agree == 'yes'"),
        ];
        let row =
            |at: usize| ["same", "new", "none"].map(|code| meets(&questions, at, ("status", code)));
        use Meets::{Always, Never, Sometimes};
        assert_eq!(row(2), [Always, Never, Never]);
        assert_eq!(row(3), [Sometimes, Always, Never]);
        assert_eq!(row(4), [Always, Always, Always]);
    }
}
