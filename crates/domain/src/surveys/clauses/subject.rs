//! What the rows of a condition may speak of.

use super::{Subject, SubjectKind};
use crate::surveys::{Kind, NOT_KNOWN, PREFER_NOT, Question};

/// What a row may speak of: everything that is known without asking, then these questions.
/// `points` are the codes of the checkpoints.
#[must_use]
pub fn subjects(questions: &[Question], points: &[String]) -> Vec<Subject> {
    let known = |name: &str, kind, codes: &[String]| Subject {
        name: name.to_owned(),
        kind,
        stand_ins: Vec::new(),
        codes: codes.to_vec(),
    };
    let truth = ["yes", "no"].map(str::to_owned);
    let mut all = vec![
        known("point", SubjectKind::Choice, points),
        known("job_on_file", SubjectKind::Truth, &truth),
        known("by_staff", SubjectKind::Truth, &truth),
        known("release_on_file", SubjectKind::Truth, &truth),
        known("on_assistance_at_intake", SubjectKind::Truth, &truth),
        known("due_on", SubjectKind::Day, &[]),
        known("today", SubjectKind::Day, &[]),
        known("job_started_on", SubjectKind::Day, &[]),
    ];
    all.extend(questions.iter().map(subject));
    all
}

fn subject(question: &Question) -> Subject {
    let kind = match &question.kind {
        Kind::Single(_) | Kind::Outcome(_) => SubjectKind::Choice,
        Kind::Multi { .. } | Kind::DocumentTypes(_) => SubjectKind::Several,
        Kind::Text { .. } | Kind::LongText { .. } | Kind::OccupationCode => SubjectKind::Words,
        Kind::Date { .. } => SubjectKind::Day,
        Kind::Number { .. } | Kind::Money { .. } | Kind::Scale { .. } => SubjectKind::Number,
        Kind::Repeat { .. } | Kind::Declaration | Kind::Contact | Kind::Files { .. } => {
            SubjectKind::Truth
        }
    };
    let offered = [(question.prefer_not, PREFER_NOT), (question.not_known.is_some(), NOT_KNOWN)];
    let stand_ins: Vec<&'static str> = match kind {
        SubjectKind::Truth => Vec::new(),
        SubjectKind::Choice
        | SubjectKind::Several
        | SubjectKind::Words
        | SubjectKind::Day
        | SubjectKind::Number => {
            offered.into_iter().filter(|(offers, _)| *offers).map(|(_, code)| code).collect()
        }
    };
    let mut codes: Vec<String> =
        question.kind.choices().iter().map(|choice| choice.code.clone()).collect();
    match kind {
        SubjectKind::Truth => codes.extend(["yes", "no"].map(str::to_owned)),
        SubjectKind::Choice | SubjectKind::Several => {
            codes.extend(stand_ins.iter().map(|code| (*code).to_owned()));
        }
        SubjectKind::Words | SubjectKind::Day | SubjectKind::Number => {}
    }
    Subject { name: question.id.clone(), kind, stand_ins, codes }
}
