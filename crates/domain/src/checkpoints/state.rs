//! The one word for a checkpoint, and the one meaning of overdue.

use super::{AnswerState, Checkpoint, EndingKind, ReviewState, SubmissionState};
use jiff::civil::Date;

/// The one word that people see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    Scheduled,
    Open,
    Asked,
    Answered,
    Reviewed,
    Achieved,
    Submitted,
    Confirmed,
    Missed,
    Waived,
    Stopped,
}

impl State {
    pub const ALL: [Self; 11] = [
        Self::Scheduled,
        Self::Open,
        Self::Asked,
        Self::Answered,
        Self::Reviewed,
        Self::Achieved,
        Self::Submitted,
        Self::Confirmed,
        Self::Missed,
        Self::Waived,
        Self::Stopped,
    ];

    /// The word of the interface.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Open => "open",
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Reviewed => "reviewed",
            Self::Achieved => "achieved",
            Self::Submitted => "submitted",
            Self::Confirmed => "confirmed",
            Self::Missed => "missed",
            Self::Waived => "waived",
            Self::Stopped => "stopped",
        }
    }
}

/// Where today stands against the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeState {
    /// Before the window opens.
    Scheduled,
    /// In the window, before the due date.
    Open,
    /// On the due date.
    Due,
    /// After the due date, in the window.
    Overdue,
    /// After the window's last day.
    Closed,
}

/// Where `today` (the office's day) stands against the window.
#[must_use]
pub fn time_state(checkpoint: &Checkpoint, today: Date) -> TimeState {
    let due_on = checkpoint.due_on();
    if today > checkpoint.closes_on {
        TimeState::Closed
    } else if today > due_on {
        TimeState::Overdue
    } else if today == due_on {
        TimeState::Due
    } else if today >= checkpoint.opens_on {
        TimeState::Open
    } else {
        TimeState::Scheduled
    }
}

/// The one word for a checkpoint on `today`, the office's day.
///
/// What went to the funder comes before the tick, the tick before the review. A review outlives a
/// later stop (finished things never move); an ending outlives an answer that nobody reviewed.
#[must_use]
pub fn state(checkpoint: &Checkpoint, today: Date) -> State {
    match checkpoint.submission {
        SubmissionState::Confirmed | SubmissionState::Paid => return State::Confirmed,
        SubmissionState::OnItsWay => return State::Submitted,
        SubmissionState::None | SubmissionState::Rejected => {}
    }
    if checkpoint.achieved_on.is_some() {
        return State::Achieved;
    }
    match checkpoint.review {
        ReviewState::Reviewed { .. } => return State::Reviewed,
        // Nothing goes to the funder before the second reader agrees.
        ReviewState::ToRead { .. } => return State::Answered,
        ReviewState::None | ReviewState::Draft | ReviewState::Returned => {}
    }
    if let Some(ending) = &checkpoint.ending {
        return match ending.kind {
            EndingKind::Missed | EndingKind::MissedByClosing => State::Missed,
            EndingKind::Waived => State::Waived,
            EndingKind::Stopped(_) => State::Stopped,
        };
    }
    match checkpoint.answer {
        AnswerState::Submitted { .. } | AnswerState::Refused { .. } => return State::Answered,
        AnswerState::None | AnswerState::Partial { .. } => {}
    }
    if checkpoint.asked.iter().any(super::Asked::counts) {
        return State::Asked;
    }
    match time_state(checkpoint, today) {
        TimeState::Scheduled => State::Scheduled,
        TimeState::Open | TimeState::Due | TimeState::Overdue | TimeState::Closed => State::Open,
    }
}

/// Whether a checkpoint is overdue: its due date has passed and no outcome was recorded.
///
/// Reviewed, achieved, missed, waived and stopped are outcomes. An answer that nobody reviewed is
/// not: it stays overdue until somebody does. A review that waits for its second reader is one.
#[must_use]
pub fn is_overdue(checkpoint: &Checkpoint, today: Date) -> bool {
    if today <= checkpoint.due_on() || checkpoint.review.is_submitted() {
        return false;
    }
    match state(checkpoint, today) {
        State::Scheduled | State::Open | State::Asked | State::Answered => true,
        State::Reviewed
        | State::Achieved
        | State::Submitted
        | State::Confirmed
        | State::Missed
        | State::Waived
        | State::Stopped => false,
    }
}

impl super::Asked {
    /// Whether this used up one of the attempts that a programme allows.
    #[must_use]
    pub fn is_attempt(&self) -> bool {
        self.fate != super::Fate::Recalled
    }

    /// Whether the person was, or may have been, asked by this.
    #[must_use]
    pub fn counts(&self) -> bool {
        match self.fate {
            super::Fate::Waiting | super::Fate::Sent | super::Fate::Unknown => true,
            super::Fate::Undeliverable
            | super::Fate::Withheld
            | super::Fate::Recalled
            | super::Fate::Failed => false,
        }
    }
}
