//! The one question that a client can answer in two taps from a text message.

use super::facts::KNOWN_NAMES;
use super::{Answer, Answers, Kind, Question, Questionnaire};
use crate::words::Words;

/// Choices of a quick answer, at most: what fits on an old telephone's screen under the thumb.
pub const QUICK_CHOICES_MAX: usize = 3;

/// The question of a questionnaire that is asked first of somebody who came by a text message,
/// before anything else and before the gate, with a few of its choices as large buttons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quick {
    /// The id of a question with choices.
    pub question: String,
    /// In the order of the buttons, and of the numbers of a reply.
    pub choices: Vec<QuickChoice>,
}

/// One button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickChoice {
    /// A code of the question's choices.
    pub code: String,
    /// What stands on the button: shorter than the choice itself.
    pub label: Words,
}

/// What a tap comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickGiven {
    pub question: String,
    pub answer: Answer,
    /// What stood there before, where it was another answer.
    pub was: Option<String>,
    /// The same answer stands there already: another tap on the same button.
    pub again: Again,
}

/// Whether a tap says anything new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    First,
    Same,
    Other,
}

/// Why a tap is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuickRefused {
    /// The questionnaire has no such question, or not this choice of it.
    NotOffered,
    /// The client has begun with the other questions: this one is changed among them.
    RestBegun,
}

/// Decides whether one tap is taken as the answer. The last tap wins, until the client has begun
/// with the rest.
///
/// # Errors
///
/// What is not offered, and what comes after other answers.
pub fn answer_quickly(
    questionnaire: &Questionnaire,
    so_far: &Answers,
    choice: &str,
) -> Result<QuickGiven, QuickRefused> {
    let quick = questionnaire.quick.as_ref().ok_or(QuickRefused::NotOffered)?;
    if quick.choices.iter().all(|one| one.code != choice) {
        return Err(QuickRefused::NotOffered);
    }
    if !is_offered(questionnaire, so_far) {
        return Err(QuickRefused::RestBegun);
    }
    let answer = Answer::Choice(choice.to_owned());
    let (was, again) = match so_far.get(&quick.question) {
        None => (None, Again::First),
        Some(same) if *same == answer => (None, Again::Same),
        Some(Answer::Choice(code)) => (Some(code.clone()), Again::Other),
        Some(_) => (None, Again::Other),
    };
    Ok(QuickGiven { question: quick.question.clone(), answer, was, again })
}

/// Whether the quick question is put to somebody with these answers: nothing else is answered.
#[must_use]
pub fn is_offered(questionnaire: &Questionnaire, so_far: &Answers) -> bool {
    let quick = questionnaire.quick.as_ref();
    quick.is_some_and(|quick| so_far.keys().all(|id| *id == quick.question))
}

/// Whether a question can be answered alone, with nothing said before it and nothing known shown:
/// one of several choices, asked of every client. What only a client alone is asked (whether they
/// agree) may come before it.
pub(super) fn can_stand_alone(question: &Question, questions: &[Question]) -> bool {
    let is_own = |name: &String| {
        let asked = questions.iter().find(|one| one.id == *name);
        KNOWN_NAMES.contains(&name.as_str()) || asked.is_some_and(|one| one.self_completed_only)
    };
    let condition = question.shown_when.as_ref();
    matches!(question.kind, Kind::Single(_))
        && !question.staff_only
        && !question.self_completed_only
        && condition.is_none_or(|condition| condition.variables().iter().all(is_own))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{choices, condition, question, questionnaire};
    use super::*;
    use crate::surveys::{FaultKind, definition_faults};
    use proptest::prelude::*;

    fn sample() -> Questionnaire {
        let mut agree = question("agree", Kind::Single(choices(&["yes", "no"])));
        agree.self_completed_only = true;
        agree.assume = Some("yes".to_owned());
        let mut status = question("status", Kind::Single(choices(&["same", "new", "none", "x"])));
        status.shown_when = condition("agree == 'yes'");
        let mut hours = question("hours", Kind::Single(choices(&["few", "many"])));
        hours.shown_when = condition("status == 'same'");
        let quick = quick("status", &["same", "new", "none"]);
        Questionnaire { quick: Some(quick), ..questionnaire(vec![agree, status, hours]) }
    }

    fn quick(question: &str, codes: &[&str]) -> Quick {
        let choice =
            |code: &&str| QuickChoice { code: (*code).to_owned(), label: Words::new("x", "x") };
        Quick { question: question.to_owned(), choices: codes.iter().map(choice).collect() }
    }

    fn given(pairs: &[(&str, &str)]) -> Answers {
        let answer =
            |(id, code): &(&str, &str)| ((*id).to_owned(), Answer::Choice((*code).to_owned()));
        pairs.iter().map(answer).collect()
    }

    #[test]
    fn the_last_tap_wins_until_the_rest_is_begun() {
        let taken = |was: Option<&str>, again| {
            let was = was.map(str::to_owned);
            let answer = Answer::Choice("new".to_owned());
            Ok(QuickGiven { question: "status".to_owned(), answer, was, again })
        };
        let rows = [
            (given(&[]), "new", taken(None, Again::First)),
            (given(&[("status", "new")]), "new", taken(None, Again::Same)),
            (given(&[("status", "same")]), "new", taken(Some("same"), Again::Other)),
            (given(&[("status", "same"), ("agree", "yes")]), "new", Err(QuickRefused::RestBegun)),
            (given(&[]), "x", Err(QuickRefused::NotOffered)),
            (given(&[]), "", Err(QuickRefused::NotOffered)),
        ];
        for (so_far, choice, expected) in rows {
            assert_eq!(answer_quickly(&sample(), &so_far, choice), expected, "{so_far:?} {choice}");
        }
        let without = Questionnaire { quick: None, ..sample() };
        let refused = answer_quickly(&without, &given(&[]), "new");
        assert_eq!(refused, Err(QuickRefused::NotOffered));
    }

    #[test]
    fn what_cannot_be_asked_alone_is_a_fault() {
        let fault = |quick: Quick| {
            let questionnaire = Questionnaire { quick: Some(quick), ..sample() };
            definition_faults(&questionnaire).into_iter().map(|one| one.kind).collect::<Vec<_>>()
        };
        let unknown = |code: &str| FaultKind::UnknownChoice { code: code.to_owned() };
        let twice = FaultKind::DuplicateChoice { code: "new".to_owned() };
        let many = quick("status", &["same", "new", "none", "x"]);
        let mut mute = quick("status", &["same"]);
        mute.choices[0].label = Words::new("Same", " ");
        let missing = FaultKind::MissingText { language: crate::words::Language::French };
        let rows = [
            (quick("status", &["same", "new", "none"]), vec![]),
            (quick("hours", &["few"]), vec![FaultKind::NotAlone]),
            (quick("agree", &["yes"]), vec![FaultKind::NotAlone]),
            (quick("nothing", &["yes"]), vec![FaultKind::NotAlone]),
            (quick("status", &[]), vec![FaultKind::NoChoices]),
            (many, vec![FaultKind::TooManyChoices { choices_max: QUICK_CHOICES_MAX }]),
            (quick("status", &["same", "old"]), vec![unknown("old")]),
            (quick("status", &["new", "new"]), vec![twice]),
            (mute, vec![missing]),
        ];
        for (quick, expected) in rows {
            assert_eq!(fault(quick.clone()), expected, "{quick:?}");
        }
    }

    proptest! {
        /// However often and in whatever order somebody taps: one answer, the last one.
        #[test]
        fn taps_come_to_the_last(taps in prop::collection::vec(0_usize..3, 1..20)) {
            let questionnaire = sample();
            let mut answers = Answers::new();
            for tap in &taps {
                let code = ["same", "new", "none"][*tap];
                let given = answer_quickly(&questionnaire, &answers, code).expect("is offered");
                prop_assert_eq!(given.again == Again::Same,
                    answers.get("status") == Some(&Answer::Choice(code.to_owned())));
                answers.insert(given.question, given.answer);
            }
            let last = ["same", "new", "none"][taps[taps.len() - 1]];
            prop_assert_eq!(answers, given(&[("status", last)]));
        }
    }
}
