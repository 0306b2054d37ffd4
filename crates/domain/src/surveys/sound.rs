//! What else is looked at before a questionnaire is published: codes that nobody can choose any
//! more, questions after which nobody gets on, and what a new version changes in an old one.

use super::clauses::SubjectKind;
use super::reach::quoted;
use super::{Kind, Need, Question, Questionnaire, subjects};
use crate::expression::Condition;
use crate::words::Words;
use std::collections::BTreeSet;

/// One thing that would go wrong, with the question it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// A condition waits for a code that none of the questions it names can have.
    UnknownCode { question: String, condition: String, code: String },
    /// Every answer to what the client must answer ends the survey: nobody reaches the page on
    /// which answers are checked and sent.
    EveryAnswerEnds { question: String },
}

/// What is doubtful in a questionnaire. `points` are the codes of the checkpoints.
#[must_use]
pub fn doubts(questionnaire: &Questionnaire, points: &[String]) -> Vec<Doubt> {
    let questions = &questionnaire.questions;
    let mut doubts = Vec::new();
    for question in questions {
        for condition in conditions(question) {
            doubts.extend(unknown_codes(question, condition, questions, points));
        }
        if ends_for_all(question) {
            doubts.push(Doubt::EveryAnswerEnds { question: question.id.clone() });
        }
    }
    doubts
}

/// Every condition of a question.
pub(super) fn conditions(question: &Question) -> impl Iterator<Item = &Condition> {
    let raise = question.raises.as_ref().map(|raise| &raise.when);
    question.shown_when.iter().chain(&question.required_when).chain(raise)
}

fn unknown_codes(
    question: &Question,
    condition: &Condition,
    questions: &[Question],
    points: &[String],
) -> Vec<Doubt> {
    let names = condition.variables();
    let mut codes: BTreeSet<&str> = BTreeSet::from([""]);
    let subjects = subjects(questions, points);
    for subject in subjects.iter().filter(|subject| names.contains(&subject.name)) {
        match subject.kind {
            SubjectKind::Words | SubjectKind::Day => return Vec::new(),
            SubjectKind::Choice
            | SubjectKind::Several
            | SubjectKind::Number
            | SubjectKind::Truth => {
                codes.extend(subject.codes.iter().map(String::as_str));
                codes.extend(subject.stand_ins.iter().copied());
            }
        }
    }
    let unknown: BTreeSet<String> = quoted(condition.source())
        .into_iter()
        .filter(|code| !codes.contains(code.as_str()))
        .collect();
    let doubt = |code| Doubt::UnknownCode {
        question: question.id.clone(),
        condition: condition.source().to_owned(),
        code,
    };
    unknown.into_iter().map(doubt).collect()
}

fn ends_for_all(question: &Question) -> bool {
    let Kind::Single(choices) = &question.kind else { return false };
    let ends = |code: &str| question.ends.iter().any(|ending| ending.choice == code);
    let has_other = question.prefer_not || question.not_known.is_some();
    question.need == Need::Client
        && !question.staff_only
        && !has_other
        && !choices.is_empty()
        && choices.iter().all(|choice| ends(&choice.code))
}

/// What a new version of a questionnaire changes, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alteration {
    Added {
        question: String,
    },
    Removed {
        question: String,
    },
    /// Text, hint, unit or a label reads otherwise.
    Reworded {
        question: String,
    },
    /// Who must answer, or on which screen it stands.
    Needed {
        question: String,
    },
    /// Under which answers it is asked.
    Conditioned {
        question: String,
    },
    /// Other choices, or other bounds.
    Bounded {
        question: String,
    },
    /// The same questions in another order.
    Reordered,
    /// A code that was there before now stands for other words. Old and new answers with it may
    /// mean different things.
    Renamed {
        question: String,
        code: String,
        was: Words,
        now: Words,
    },
}

/// Compares two versions of a questionnaire.
#[must_use]
pub fn alterations(was: &Questionnaire, now: &Questionnaire) -> Vec<Alteration> {
    let mut found = Vec::new();
    for question in &now.questions {
        match was.question(&question.id) {
            None => found.push(Alteration::Added { question: question.id.clone() }),
            Some(before) => altered(before, question, &mut found),
        }
    }
    for before in was.questions.iter().filter(|before| now.question(&before.id).is_none()) {
        found.push(Alteration::Removed { question: before.id.clone() });
    }
    let common = |one: &Questionnaire, other: &Questionnaire| -> Vec<String> {
        let ids = one.questions.iter().map(|question| question.id.clone());
        ids.filter(|id| other.question(id).is_some()).collect()
    };
    if common(was, now) != common(now, was) {
        found.push(Alteration::Reordered);
    }
    found
}

fn altered(was: &Question, now: &Question, found: &mut Vec<Alteration>) {
    let question = now.id.clone();
    let words = |one: &Question| (one.text.clone(), one.text_unknown.clone(), one.hint.clone());
    let labels = |one: &Question| -> Vec<Words> {
        one.kind.choices().iter().map(|choice| choice.label.clone()).collect()
    };
    let codes = |one: &Question| -> Vec<String> {
        one.kind.choices().iter().map(|choice| choice.code.clone()).collect()
    };
    let same_codes = codes(was) == codes(now);
    if words(was) != words(now)
        || (same_codes && labels(was) != labels(now))
        || was.not_known != now.not_known
    {
        found.push(Alteration::Reworded { question: question.clone() });
    }
    if (was.need, &was.required_when, &was.place, was.staff_only)
        != (now.need, &now.required_when, &now.place, now.staff_only)
    {
        found.push(Alteration::Needed { question: question.clone() });
    }
    if was.shown_when != now.shown_when {
        found.push(Alteration::Conditioned { question: question.clone() });
    }
    let has_choices = !was.kind.choices().is_empty() && !now.kind.choices().is_empty();
    let is_bounded = if has_choices { !same_codes } else { was.kind != now.kind };
    if is_bounded || was.prefer_not != now.prefer_not {
        found.push(Alteration::Bounded { question: question.clone() });
    }
    for choice in now.kind.choices() {
        let before = was.kind.choices().iter().find(|before| before.code == choice.code);
        if let Some(before) = before.filter(|before| before.label != choice.label) {
            found.push(Alteration::Renamed {
                question: question.clone(),
                code: choice.code.clone(),
                was: before.label.clone(),
                now: choice.label.clone(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys::samples::{choices, condition, question, questionnaire};
    use crate::surveys::{Ending, EndingKind};

    fn status() -> Question {
        question("status", Kind::Single(choices(&["same", "new"])))
    }

    fn doubted(change: impl FnOnce(&mut Vec<Question>)) -> Vec<Doubt> {
        let mut questions = vec![status(), question("town", Kind::Text { length_max: 9 })];
        change(&mut questions);
        doubts(&questionnaire(questions), &["m1".to_owned()])
    }

    #[test]
    fn codes_that_nobody_can_choose_are_found() {
        let cases = [
            ("status == 'same'", None),
            ("status == 'gone'", Some("gone")),
            ("status in ['new', 'gone'] && point == 'm1'", Some("gone")),
            ("point == 'm9'", Some("m9")),
            ("status == '' || status == \"new\"", None),
        ];
        for (text, code) in cases {
            let found = doubted(|questions| questions[1].shown_when = condition(text));
            let expected = code.map(|code| Doubt::UnknownCode {
                question: "town".to_owned(),
                condition: text.to_owned(),
                code: code.to_owned(),
            });
            assert_eq!(found, Vec::from_iter(expected), "{text}");
        }
    }

    #[test]
    fn a_question_that_lets_nobody_on_is_found() {
        let end = |choice: &str| Ending { choice: choice.to_owned(), how: EndingKind::Refused };
        let ends = |codes: &[&str], need| {
            doubted(|questions| {
                questions[0].need = need;
                questions[0].ends = codes.iter().map(|code| end(code)).collect();
            })
        };
        assert_eq!(ends(&["new"], Need::Client), Vec::new());
        assert_eq!(ends(&["new", "same"], Need::Optional), Vec::new());
        let question = "status".to_owned();
        assert_eq!(ends(&["new", "same"], Need::Client), [Doubt::EveryAnswerEnds { question }]);
    }

    #[test]
    fn what_a_version_changes_is_named() {
        let was = questionnaire(vec![status(), question("town", Kind::Text { length_max: 9 })]);
        assert_eq!(alterations(&was, &was), Vec::new());
        let question_named = |id: &str| id.to_owned();
        let mut now = was.clone();
        now.questions.swap(0, 1);
        now.questions[0].kind = Kind::Text { length_max: 12 };
        now.questions[0].shown_when = condition("by_staff");
        now.questions[0].need = Need::Client;
        if let Kind::Single(choices) = &mut now.questions[1].kind {
            choices[0].label = Words::new("y", "y");
        }
        now.questions.push(question("extra", Kind::Declaration));
        let (town, status) = (question_named("town"), question_named("status"));
        assert_eq!(
            alterations(&was, &now),
            [
                Alteration::Needed { question: town.clone() },
                Alteration::Conditioned { question: town.clone() },
                Alteration::Bounded { question: town.clone() },
                Alteration::Reworded { question: status.clone() },
                Alteration::Renamed {
                    question: status,
                    code: "same".to_owned(),
                    was: Words::new("x", "x"),
                    now: Words::new("y", "y"),
                },
                Alteration::Added { question: question_named("extra") },
                Alteration::Reordered,
            ]
        );
        now.questions.retain(|question| question.id != "town");
        assert!(alterations(&was, &now).contains(&Alteration::Removed { question: town }));
    }
}
