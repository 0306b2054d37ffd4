//! What the conditions of a questionnaire are asked with: the answers so far, and a closed set of
//! things that are known without asking.

use super::{Answer, Face, Kind, Question};
use crate::expression::{Condition, ConditionFault, Fact, Facts};
use jiff::civil::Date;

/// What is known before anything is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The office's calendar day.
    pub today: Date,
    /// The checkpoint's due date.
    pub due_on: Date,
    /// The checkpoint's code, such as `m3`.
    pub point: String,
    pub job: Option<KnownJob>,
    /// Whether what we know may be shown: to staff, or after the identity gate.
    pub may_show: bool,
    /// Whether a valid release for calling the employer is on file.
    pub release_on_file: bool,
    /// Whether the person received social assistance on entry. None: not known.
    pub on_assistance_at_intake: Option<bool>,
}

/// The job that the checkpoint follows up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownJob {
    pub employer: String,
    pub job_title: String,
    pub started_on: Date,
}

/// The names that a condition may use beside the ids of earlier questions. No question may bear
/// one of them.
///
/// | name | holds |
/// | --- | --- |
/// | `point` | the checkpoint's code, such as `'m3'` |
/// | `due_on`, `today` | dates as `'2026-03-31'`, which compare as texts |
/// | `job_on_file` | true or false |
/// | `job_started_on` | a date, or `''` |
/// | `release_on_file` | true or false |
/// | `on_assistance_at_intake` | true, false, or null where we do not know |
/// | `by_staff` | true or false |
pub const KNOWN_NAMES: [&str; 8] = [
    "point",
    "due_on",
    "today",
    "job_on_file",
    "job_started_on",
    "release_on_file",
    "on_assistance_at_intake",
    "by_staff",
];

/// How "prefer not to say" reads in conditions, forms and the interface.
pub const PREFER_NOT: &str = "prefer_not";
/// How "I do not know" reads there.
pub const NOT_KNOWN: &str = "unknown";

impl Known {
    /// The known part of the facts of a condition, by [`KNOWN_NAMES`].
    #[must_use]
    pub fn facts(&self, face: Face) -> Facts {
        let started = self.job.as_ref().map(|job| job.started_on.to_string());
        let assistance = self.on_assistance_at_intake.map_or(Fact::Nothing, Fact::Yes);
        let facts = [
            ("point", Fact::Text(self.point.clone())),
            ("due_on", Fact::Text(self.due_on.to_string())),
            ("today", Fact::Text(self.today.to_string())),
            ("job_on_file", Fact::Yes(self.job.is_some())),
            ("job_started_on", Fact::Text(started.unwrap_or_default())),
            ("release_on_file", Fact::Yes(self.release_on_file)),
            ("on_assistance_at_intake", assistance),
            ("by_staff", Fact::Yes(face.is_by_staff())),
        ];
        facts.into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect()
    }
}

/// How an answer, or none, reads in a condition.
///
/// Unanswered choices, texts and dates are `''`, lists are `[]`, numbers and amounts are null. A
/// declaration, contact details, files and repeated questions are only ever true or false: given
/// or not. "Prefer not to say" is `'prefer_not'`, in a list where the question takes several.
#[must_use]
pub fn fact(kind: &Kind, answer: Option<&Answer>) -> Fact {
    let Some(answer) = answer else { return unanswered(kind) };
    match answer {
        Answer::Choice(text) | Answer::Text(text) => Fact::Text(text.clone()),
        Answer::Number(number) => Fact::Number(number.as_f64()),
        Answer::Date(day) => Fact::Text(day.to_string()),
        Answer::Many { chosen, note: _ } => Fact::List(chosen.clone()),
        Answer::Declared { .. } | Answer::Contact { .. } | Answer::Files(_) | Answer::Rows(_) => {
            Fact::Yes(true)
        }
        Answer::PreferNot => stand_in(kind, PREFER_NOT),
        Answer::NotKnown => stand_in(kind, NOT_KNOWN),
    }
}

fn unanswered(kind: &Kind) -> Fact {
    match kind {
        Kind::Single(_)
        | Kind::Outcome(_)
        | Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Date { .. }
        | Kind::OccupationCode => Fact::Text(String::new()),
        Kind::Multi { .. } | Kind::DocumentTypes(_) => Fact::List(Vec::new()),
        Kind::Number { .. } | Kind::Money { .. } | Kind::Scale { .. } => Fact::Nothing,
        Kind::Repeat { .. } | Kind::Declaration | Kind::Contact | Kind::Files { .. } => {
            Fact::Yes(false)
        }
    }
}

fn stand_in(kind: &Kind, code: &str) -> Fact {
    match unanswered(kind) {
        Fact::List(_) => Fact::List(vec![code.to_owned()]),
        Fact::Yes(_) => Fact::Yes(false),
        Fact::Nothing | Fact::Number(_) | Fact::Text(_) => Fact::Text(code.to_owned()),
    }
}

/// What stands for the answer to a question that is not put to anybody on this face.
pub(super) fn assumed(question: &Question) -> Fact {
    match (&question.assume, unanswered(&question.kind)) {
        (None, fact) => fact,
        (Some(code), Fact::List(_)) => Fact::List(vec![code.clone()]),
        (Some(_), Fact::Yes(_)) => Fact::Yes(true),
        (Some(code), Fact::Nothing | Fact::Number(_) | Fact::Text(_)) => Fact::Text(code.clone()),
    }
}

/// Asks a condition with only those facts that it names: most name one or two of fifty.
pub(super) fn holds(condition: &Condition, facts: &Facts) -> Result<bool, ConditionFault> {
    let named: Facts = condition
        .variables()
        .into_iter()
        .filter_map(|name| facts.get(&name).cloned().map(|fact| (name, fact)))
        .collect();
    condition.holds(&named)
}

/// Values of an answer that are worth trying, to see whether a condition can hold: every choice,
/// both ends of a range, some text, and no answer at all.
pub(super) fn possible(question: &Question) -> Vec<Fact> {
    let mut facts = vec![unanswered(&question.kind)];
    match &question.kind {
        Kind::Single(choices) | Kind::Outcome(choices) => {
            facts.extend(choices.iter().map(|choice| Fact::Text(choice.code.clone())));
        }
        Kind::Multi { choices, note_max: _ } | Kind::DocumentTypes(choices) => {
            facts.extend(choices.iter().map(|choice| Fact::List(vec![choice.code.clone()])));
        }
        Kind::Text { .. } | Kind::LongText { .. } => facts.push(Fact::Text("x".to_owned())),
        Kind::OccupationCode => facts.push(Fact::Text("10010".to_owned())),
        Kind::Date { .. } => {
            facts.extend(["1900-01-01", "2100-12-31"].map(|day| Fact::Text(day.to_owned())));
        }
        Kind::Number { min, max, .. } => {
            facts.extend([min, max].map(|bound| Fact::Number(bound.as_f64())));
        }
        Kind::Money { max } => facts.extend([Fact::Number(0.0), Fact::Number(max.as_f64())]),
        Kind::Scale { from, to, .. } => {
            facts.extend((*from..=*to).map(|step| Fact::Number(step as f64)));
        }
        Kind::Repeat { .. } | Kind::Declaration | Kind::Contact | Kind::Files { .. } => {
            facts.push(Fact::Yes(true));
        }
    }
    if question.prefer_not {
        facts.push(stand_in(&question.kind, PREFER_NOT));
    }
    if question.not_known.is_some() {
        facts.push(stand_in(&question.kind, NOT_KNOWN));
    }
    facts
}
