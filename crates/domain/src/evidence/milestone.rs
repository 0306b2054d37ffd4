//! May a milestone be ticked, and what became of it?
//!
//! Cairn computes and says why; a person ticks. A tick stands on what was true when it was made:
//! whatever changes later, only a person takes it back, with a reason, and the history keeps both.

use super::Checklist;
use crate::checkpoints::{Checkpoint, ReviewState, SubmissionState};
use crate::programmes::CheckpointRule;
use crate::programmes::milestone::{MilestoneFacts, condition_holds};
use jiff::civil::Date;

/// One thing that has to hold before a milestone can be ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// The answers were reviewed, and read by a second person where the programme wants one.
    Reviewed,
    /// The programme's own condition about the job.
    Condition,
    Evidence,
}

impl Point {
    /// The word under which programs are told.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reviewed => "review",
            Self::Condition => "condition",
            Self::Evidence => "evidence",
        }
    }
}

/// Whether something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eligible {
    Yes,
    NotYet,
}

/// Everything that has to hold, each with whether it does. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligibility {
    pub points: Vec<(Point, Eligible)>,
}

impl Eligibility {
    /// Whether a person may tick.
    #[must_use]
    pub fn is_eligible(&self) -> bool {
        self.lacking().next().is_none()
    }

    /// What does not hold yet.
    pub fn lacking(&self) -> impl Iterator<Item = Point> {
        self.points.iter().filter(|(_, holds)| *holds == Eligible::NotYet).map(|(point, _)| *point)
    }
}

/// Says what has to hold for a checkpoint's milestone and whether it does.
///
/// A condition that has no answer for these facts does not hold.
#[must_use]
pub fn eligibility(
    rule: &CheckpointRule,
    review: ReviewState,
    facts: &MilestoneFacts,
    evidence: &Checklist,
) -> Eligibility {
    let holds = |holds: bool| if holds { Eligible::Yes } else { Eligible::NotYet };
    let is_reviewed = match review {
        ReviewState::Reviewed { .. } => true,
        ReviewState::None | ReviewState::Draft | ReviewState::ToRead { .. } => false,
        ReviewState::Returned => false,
    };
    let mut points = vec![(Point::Reviewed, holds(is_reviewed))];
    if rule.milestone_when.is_some() {
        points.push((Point::Condition, holds(condition_holds(rule, facts).unwrap_or(false))));
    }
    if evidence.wanted > 0 {
        points.push((Point::Evidence, holds(evidence.is_enough())));
    }
    Eligibility { points }
}

/// Where a milestone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Milestone {
    NotEligible,
    Eligible,
    Achieved,
    /// On its way to the funder, or confirmed there.
    Claimed,
    /// The funder has paid for it.
    Paid,
    /// The funder refused it, with reasons.
    Rejected,
    /// Was ticked, and taken back since; what it stood on does not hold any more.
    Reversed,
}

impl Milestone {
    /// The word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotEligible => "not_eligible",
            Self::Eligible => "eligible",
            Self::Achieved => "achieved",
            Self::Claimed => "claimed",
            Self::Paid => "paid",
            Self::Rejected => "rejected",
            Self::Reversed => "reversed",
        }
    }
}

/// Where the milestone of a checkpoint stands. `was_reversed`: a tick was taken back before.
#[must_use]
pub fn state(checkpoint: &Checkpoint, eligibility: &Eligibility, was_reversed: bool) -> Milestone {
    let is_ticked = checkpoint.achieved_on.is_some();
    let at_funder = match checkpoint.submission {
        SubmissionState::None => None,
        SubmissionState::OnItsWay | SubmissionState::Confirmed => Some(Milestone::Claimed),
        SubmissionState::Paid => Some(Milestone::Paid),
        SubmissionState::Rejected => Some(Milestone::Rejected),
    };
    // What went to the funder without a tick claims no milestone.
    if let (true, Some(there)) = (is_ticked, at_funder) {
        return there;
    }
    if is_ticked {
        Milestone::Achieved
    } else if eligibility.is_eligible() {
        Milestone::Eligible
    } else if was_reversed {
        Milestone::Reversed
    } else {
        Milestone::NotEligible
    }
}

/// Why a day cannot be the one on which a milestone was achieved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AchievedRefused {
    Ahead,
    /// Before the job's first day.
    BeforeFirstDay {
        first: Date,
    },
}

/// The day on which a milestone was achieved. `first` is the first day of the job it hangs on.
///
/// # Errors
///
/// When it lies ahead, or before the job began.
pub fn achieved(on: Date, first: Option<Date>, today: Date) -> Result<Date, AchievedRefused> {
    if on > today {
        return Err(AchievedRefused::Ahead);
    }
    match first {
        Some(first) if on < first => Err(AchievedRefused::BeforeFirstDay { first }),
        Some(_) | None => Ok(on),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::checklist;
    use crate::expression::Condition;
    use crate::programmes::samples::rule;
    use crate::programmes::{EvidenceRule, Offset, Strength};
    use jiff::Timestamp;
    use jiff::civil::date;

    const REVIEWED: ReviewState = ReviewState::Reviewed { at: Timestamp::UNIX_EPOCH };

    fn list(items_min: u8, is_waived: bool) -> Checklist {
        let rule = EvidenceRule { items_min, strength_min: Strength::B };
        checklist(rule, date(2026, 9, 23), &[], is_waived)
    }

    #[test]
    fn each_thing_that_does_not_hold_is_named() {
        let mut one = rule("m1", Offset::Months(1));
        one.milestone_when = Some(Condition::compile("working_on_due").expect("is a condition"));
        let works = MilestoneFacts { working_on_due: true, ..MilestoneFacts::default() };
        let rests = MilestoneFacts::default();
        let to_read = ReviewState::ToRead { at: Timestamp::UNIX_EPOCH };
        let rows: [(ReviewState, &MilestoneFacts, Checklist, &[Point]); 6] = [
            (REVIEWED, &works, list(1, true), &[]),
            (REVIEWED, &works, list(0, false), &[]),
            (REVIEWED, &works, list(1, false), &[Point::Evidence]),
            (REVIEWED, &rests, list(0, false), &[Point::Condition]),
            (to_read, &works, list(0, false), &[Point::Reviewed]),
            (
                ReviewState::None,
                &rests,
                list(1, false),
                &[Point::Reviewed, Point::Condition, Point::Evidence],
            ),
        ];
        for (review, facts, evidence, expected) in rows {
            let found = eligibility(&one, review, facts, &evidence);
            let lacking: Vec<Point> = found.lacking().collect();
            assert_eq!(lacking, expected, "{review:?} {facts:?} {evidence:?}");
            assert_eq!(found.is_eligible(), expected.is_empty());
        }
    }

    #[test]
    fn a_condition_without_an_answer_does_not_hold() {
        let mut one = rule("m1", Offset::Months(1));
        let forgets = Condition::compile("hours_week >= 20").expect("is a condition");
        one.milestone_when = Some(forgets);
        let found = eligibility(&one, REVIEWED, &MilestoneFacts::default(), &list(0, false));
        assert_eq!(found.lacking().collect::<Vec<_>>(), [Point::Condition]);
    }

    #[test]
    fn a_day_ahead_or_before_the_job_is_refused() {
        let (first, today) = (date(2026, 9, 1), date(2026, 10, 2));
        let rows = [
            (date(2026, 10, 2), Ok(date(2026, 10, 2))),
            (date(2026, 10, 3), Err(AchievedRefused::Ahead)),
            (date(2026, 9, 1), Ok(date(2026, 9, 1))),
            (date(2026, 8, 31), Err(AchievedRefused::BeforeFirstDay { first })),
        ];
        for (on, expected) in rows {
            assert_eq!(achieved(on, Some(first), today), expected, "{on}");
        }
    }
}
