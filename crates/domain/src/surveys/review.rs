//! What staff make of a client's answers: differences, what is still missing before submission,
//! and the work that answers ask for.

use super::facts::holds;
use super::journey::{Put, is_required, put, route_facts};
use super::{Answer, Answers, Face, Known, Questionnaire};
use std::collections::BTreeMap;

/// The code under which a missing source is named. No question may be called so.
pub const SOURCE: &str = "source";

/// One question on the staff route on which the client and the review do not say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub question: String,
    /// What the client submitted. None: the client was asked, or could have been, and left it.
    pub was: Option<Answer>,
    /// None: taken out.
    pub now: Option<Answer>,
}

impl Difference {
    /// Whether a reason has to be given. Filling in what the client left open is no change to
    /// what the client said.
    #[must_use]
    pub fn needs_reason(&self) -> bool {
        self.was.is_some()
    }
}

/// One thing that stands between a review and its submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The id of a question, or [`SOURCE`].
    pub code: String,
    pub kind: MissingKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingKind {
    /// A required question without an answer.
    Answer,
    /// A changed answer without a reason.
    Reason,
    /// Who answered, and how.
    Source,
}

/// Work that an answer asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    pub question: String,
    /// The kind of task, such as `call_back`.
    pub task: String,
    pub working_days: Option<u8>,
}

/// What differs between the client's submitted answers and the reviewed ones, in the order of the
/// questionnaire.
///
/// Only questions on the staff route that a client may meet; only those client answers count that
/// were on the client's route. Without a client's answers there is nothing to differ from.
#[must_use]
pub fn differences(
    questionnaire: &Questionnaire,
    client: Option<&Answers>,
    reviewed: &Answers,
    known: &Known,
) -> Vec<Difference> {
    let Some(client) = client else { return Vec::new() };
    let (said, _) = route_facts(questionnaire, client, Face::Client, known);
    let (taken, _) = route_facts(questionnaire, reviewed, Face::Staff, known);
    let mut differences = Vec::new();
    for question in &questionnaire.questions {
        if put(question, Face::Client) != Put::Asked || !taken.contains(&question.id) {
            continue;
        }
        let was = client.get(&question.id).filter(|_| said.contains(&question.id));
        let now = reviewed.get(&question.id);
        if was != now {
            let (was, now) = (was.cloned(), now.cloned());
            differences.push(Difference { question: question.id.clone(), was, now });
        }
    }
    differences
}

/// What is missing before a review may be submitted, in the order of the questionnaire; the
/// source last.
///
/// Required is every question on the staff route that the client or staff must answer. "Prefer
/// not to say" is an answer. A reason is wanted wherever the client's own answer was changed or
/// taken out; blank reasons are none.
#[must_use]
pub fn missing_for_submission(
    questionnaire: &Questionnaire,
    client: Option<&Answers>,
    reviewed: &Answers,
    reasons: &BTreeMap<String, String>,
    source_given: bool,
    known: &Known,
) -> Vec<Missing> {
    let (taken, facts) = route_facts(questionnaire, reviewed, Face::Staff, known);
    let differences = differences(questionnaire, client, reviewed, known);
    let mut missing = Vec::new();
    let mut lacks = |code: &str, kind| missing.push(Missing { code: code.to_owned(), kind });
    for question in questionnaire.questions.iter().filter(|one| taken.contains(&one.id)) {
        let answered = reviewed.contains_key(&question.id);
        if !answered && is_required(question, Face::Staff, &facts) {
            lacks(&question.id, MissingKind::Answer);
        }
        let changed = differences
            .iter()
            .any(|difference| difference.question == question.id && difference.needs_reason());
        let reason = reasons.get(&question.id).is_some_and(|reason| !reason.trim().is_empty());
        if changed && !reason {
            lacks(&question.id, MissingKind::Reason);
        }
    }
    if !source_given {
        lacks(SOURCE, MissingKind::Source);
    }
    missing
}

/// The work that these answers ask for, in the order of the questionnaire.
///
/// A condition without an answer raises nothing; the static check of the pack names it.
#[must_use]
pub fn raised(
    questionnaire: &Questionnaire,
    answers: &Answers,
    face: Face,
    known: &Known,
) -> Vec<Raised> {
    let (taken, facts) = route_facts(questionnaire, answers, face, known);
    let mut raised = Vec::new();
    for question in questionnaire.questions.iter().filter(|one| taken.contains(&one.id)) {
        let Some(raise) = &question.raises else { continue };
        if holds(&raise.when, &facts).unwrap_or(false) {
            raised.push(Raised {
                question: question.id.clone(),
                task: raise.task.clone(),
                working_days: raise.working_days,
            });
        }
    }
    raised
}

#[cfg(test)]
#[path = "review_test.rs"]
mod tests;
