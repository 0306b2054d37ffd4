//! May a checkpoint go to the funder?

use crate::checkpoints::{Checkpoint, SubmissionState};
use crate::evidence::{Eligibility, Eligible, Point};

/// One thing that has to be done before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lacks {
    /// A submission of this checkpoint is on its way already.
    OnItsWay,
    /// The funder has confirmed one.
    Confirmed,
    /// The answers were not reviewed, or wait for a second reader.
    Review,
    Evidence,
    /// All that a milestone needs holds, and nobody ticked it.
    Milestone,
}

impl Lacks {
    /// The word under which programs are told.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OnItsWay => "on_its_way",
            Self::Confirmed => "confirmed",
            Self::Review => "review",
            Self::Evidence => "evidence",
            Self::Milestone => "milestone",
        }
    }
}

/// What a checkpoint lacks before it may be submitted; empty where it may.
///
/// Where the programme's condition about the job does not hold (the work was lost, too few hours),
/// there is no milestone to prove: what was reviewed goes to the funder as it is.
#[must_use]
pub fn ready(checkpoint: &Checkpoint, eligibility: &Eligibility) -> Vec<Lacks> {
    match checkpoint.submission {
        SubmissionState::OnItsWay => return vec![Lacks::OnItsWay],
        SubmissionState::Confirmed | SubmissionState::Paid => return vec![Lacks::Confirmed],
        SubmissionState::None | SubmissionState::Rejected => {}
    }
    let lacks = |point: Point| {
        eligibility.points.iter().any(|(one, holds)| *one == point && *holds == Eligible::NotYet)
    };
    let mut all = Vec::new();
    if lacks(Point::Reviewed) {
        all.push(Lacks::Review);
    }
    if checkpoint.achieved_on.is_some() || lacks(Point::Condition) {
        return all;
    }
    if lacks(Point::Evidence) {
        all.push(Lacks::Evidence);
    }
    all.push(Lacks::Milestone);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messaging::samples::open;
    use jiff::civil::date;

    fn points(review: bool, condition: Option<bool>, evidence: bool) -> Eligibility {
        let holds = |holds: bool| if holds { Eligible::Yes } else { Eligible::NotYet };
        let mut points = vec![(Point::Reviewed, holds(review))];
        points.extend(condition.map(|it| (Point::Condition, holds(it))));
        points.push((Point::Evidence, holds(evidence)));
        Eligibility { points }
    }

    #[test]
    fn a_milestone_that_is_due_is_ticked_and_proved_first() {
        use Lacks::{Confirmed, Evidence, Milestone, OnItsWay, Review};
        use SubmissionState as S;
        type Case = (S, bool, Eligibility, &'static [Lacks]);
        let rows: [Case; 11] = [
            (S::None, true, points(true, Some(true), true), &[]),
            (S::Rejected, true, points(true, Some(true), true), &[]),
            (S::OnItsWay, true, points(true, Some(true), true), &[OnItsWay]),
            (S::Confirmed, true, points(true, Some(true), true), &[Confirmed]),
            (S::Paid, true, points(true, Some(true), true), &[Confirmed]),
            (S::None, false, points(true, Some(true), true), &[Milestone]),
            (S::None, false, points(true, None, true), &[Milestone]),
            (S::None, false, points(true, Some(true), false), &[Evidence, Milestone]),
            (S::None, false, points(false, Some(true), false), &[Review, Evidence, Milestone]),
            // Nobody works there any more: that is what the funder is told.
            (S::None, false, points(true, Some(false), false), &[]),
            (S::None, false, points(false, Some(false), false), &[Review]),
        ];
        for (submission, is_ticked, eligibility, expected) in rows {
            let mut one = open().checkpoint;
            one.submission = submission;
            one.achieved_on = is_ticked.then(|| date(2026, 4, 5));
            assert_eq!(ready(&one, &eligibility), expected, "{submission:?} {eligibility:?}");
        }
    }
}
