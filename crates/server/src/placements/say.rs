//! What is wrong with a job, in sentences.

use super::act::Change;
use crate::page::{Problems, Words};
use crate::people::act::text_sentence;
use domain::placements::{CorrectRefused, PlaceProblem};

pub(super) fn correct_problems(refused: &CorrectRefused, words: Words) -> Problems {
    let mut problems = Problems::new();
    match refused {
        CorrectRefused::Start(problem) => {
            let (_, sentence) = place_problem(problem, words);
            problems.add("started_on", sentence);
        }
        CorrectRefused::AfterItEnded { ended_on } => {
            let last = words.date(*ended_on);
            problems
                .add("started_on", words.with("placements-not-after", &[("last", last.into())]));
        }
    }
    problems
}

/// The field and the sentence of what is wrong with a job.
#[must_use]
pub fn place_problem(problem: &PlaceProblem, words: Words) -> (&'static str, String) {
    match problem {
        PlaceProblem::Employer(why) => ("employer", text_sentence(*why, words)),
        PlaceProblem::JobTitle(why) => ("job_title", text_sentence(*why, words)),
        PlaceProblem::StartMissing => ("started_on", words.say("placements-start-wanted")),
        PlaceProblem::StartInFuture { today } => {
            let today = words.date(*today);
            ("started_on", words.with("placements-start-future", &[("today", today.into())]))
        }
        PlaceProblem::StartTooLongAgo { earliest } => {
            let first = words.date(*earliest);
            ("started_on", words.with("placements-not-before", &[("first", first.into())]))
        }
        PlaceProblem::Hours => ("hours_per_week", words.say("placements-hours-wanted")),
        PlaceProblem::Pay => ("pay_cents", words.say("placements-pay-wanted")),
        PlaceProblem::PayPeriod => ("pay_period", words.say("placements-pay-period-wanted")),
        PlaceProblem::PayIncomplete => ("pay_cents", words.say("placements-pay-incomplete")),
        PlaceProblem::BeyondCalendar => ("started_on", words.say("placements-start-wanted")),
    }
}

/// What a change changes, for the audit.
pub(super) fn detail(change: &Change) -> String {
    let mut words = Vec::new();
    if let Some(on) = change.started_on {
        words.push(format!("started {on}"));
    }
    match change.ended_on {
        Some(Some(on)) => words.push(format!("ended {on}")),
        Some(None) => words.push("end taken back".to_owned()),
        None => {}
    }
    if change.hours_per_week.is_some() || change.pay_cents.is_some() {
        words.push("hours or pay".to_owned());
    }
    words.join(", ")
}
