//! What is another answer than at the checkpoint before.

use super::{Answer, Answers, Questionnaire};

/// A question with the answer that it had at the checkpoint before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    pub question: String,
    pub was: Answer,
}

/// The questions of a questionnaire whose answers differ from those of the checkpoint before, in
/// its order.
///
/// Only what was asked both times is held against each other: the ids of questions are stable
/// over questionnaires and versions. What is unanswered on either side is no change.
#[must_use]
pub fn since(questionnaire: &Questionnaire, before: &Answers, now: &Answers) -> Vec<Since> {
    let mut changed = Vec::new();
    for question in &questionnaire.questions {
        let (was, is) = (before.get(&question.id), now.get(&question.id));
        if let (Some(was), Some(is)) = (was, is)
            && was != is
            && is_of_one_sort(was, is)
        {
            changed.push(Since { question: question.id.clone(), was: was.clone() });
        }
    }
    changed
}

/// Names typed under a declaration, papers and texts of one's own are new each time: that they
/// differ says nothing.
fn is_of_one_sort(was: &Answer, is: &Answer) -> bool {
    match (was, is) {
        (Answer::Declared { .. } | Answer::Files(_) | Answer::Contact { .. }, _)
        | (_, Answer::Declared { .. } | Answer::Files(_) | Answer::Contact { .. }) => false,
        (
            Answer::Choice(_)
            | Answer::Text(_)
            | Answer::Number(_)
            | Answer::Date(_)
            | Answer::Many { .. }
            | Answer::Rows(_)
            | Answer::PreferNot
            | Answer::NotKnown,
            _,
        ) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::*;
    use super::super::{Decimal, Kind};
    use super::*;

    fn asked(id: &str) -> super::super::Question {
        question(id, Kind::Text { length_max: 100 })
    }

    fn check(before: &[(&str, Answer)], now: &[(&str, Answer)], expected: &[&str]) {
        let all = ["hours_week", "work_status", "c"].map(asked);
        let questionnaire = questionnaire(all.to_vec());
        let of = |all: &[(&str, Answer)]| -> Answers {
            all.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())).collect()
        };
        let found = since(&questionnaire, &of(before), &of(now));
        let found: Vec<&str> = found.iter().map(|one| one.question.as_str()).collect();
        assert_eq!(found, expected, "{before:?} {now:?}");
    }

    #[test]
    fn only_what_was_answered_both_times_can_have_changed() {
        let hours = |hours| ("hours_week", Answer::Number(Decimal::whole(hours)));
        let status = |code: &str| ("work_status", Answer::Choice(code.to_owned()));
        check(&[hours(40)], &[hours(40)], &[]);
        check(&[hours(40)], &[hours(32)], &["hours_week"]);
        check(&[], &[hours(32)], &[]);
        check(&[hours(40)], &[], &[]);
        check(&[hours(40)], &[("hours_week", Answer::NotKnown)], &["hours_week"]);
        // In the order of the questionnaire.
        check(
            &[status("same_job"), hours(40)],
            &[status("looking"), hours(20)],
            &["hours_week", "work_status"],
        );
        // A question that this questionnaire does not have is no change of it.
        check(&[("gone", Answer::PreferNot)], &[("gone", Answer::NotKnown)], &[]);
        let papers = |id: &str| ("c", Answer::Files(vec![id.to_owned()]));
        check(&[papers("a")], &[papers("b")], &[]);
    }
}
