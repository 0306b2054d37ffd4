//! A checkpoint: one follow-up point of one placement.
//!
//! It is at once the date and its window, the survey, the messages, the review and what went to
//! the funder. Each of these is an axis of its own, a record with who, when and why; the one word
//! that people see (`State`) is computed from them here and nowhere else. So is *overdue*, and so
//! is what happens next (`next`), when and why, or why nothing will.

mod moving;
mod next;
mod plan;
pub mod second;
mod state;
mod stopping;

pub use moving::{Dates, Moved, is_touched, move_untouched};
pub use next::{
    Act, Because, Case, Next, Planned, What, due_by, look_again_at, next, next_attempt,
};
pub use plan::{next_allowed, plan};
pub use state::{State, TimeState, is_overdue, state, time_state};
pub use stopping::{Circumstances, stop_for};

use crate::ids::CheckpointId;
use crate::programmes::{AskChannel, Purpose};
use jiff::Timestamp;
use jiff::civil::Date;

/// A checkpoint as decisions read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkpoint {
    pub id: CheckpointId,
    /// The rule's code in the pack, such as `m3`.
    pub code: String,
    /// What the schedule gives.
    pub expected_on: Date,
    /// What a person set instead, with a reason. It stays until a person takes it away.
    pub pinned_on: Option<Date>,
    /// Window of the effective date, first and last day included.
    pub opens_on: Date,
    pub closes_on: Date,
    /// The office's day on which it was made.
    pub made_on: Date,
    pub ending: Option<Ending>,
    pub asked: Vec<Asked>,
    pub answer: AnswerState,
    pub review: ReviewState,
    pub achieved_on: Option<Date>,
    pub submission: SubmissionState,
}

impl Checkpoint {
    /// The effective date: the pinned one where there is one.
    #[must_use]
    pub fn due_on(&self) -> Date {
        self.pinned_on.unwrap_or(self.expected_on)
    }
}

/// Why nothing more will come of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    pub kind: EndingKind,
    /// The words of the person who decided, or the rule's own.
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EndingKind {
    /// A person said that there will be no answer.
    Missed,
    /// The window closed unanswered.
    MissedByClosing,
    Waived,
    /// Stopped by what happened to the person or the job.
    Stopped(Stop),
}

/// What stops a checkpoint. It goes when its cause is corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stop {
    Died { on: Date },
    Withdrawn { on: Date },
    PlacementEnded { on: Date },
}

/// One asking: a message, or a link, letter or script handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub purpose: Purpose,
    pub attempt: u32,
    pub by: AskedBy,
    pub at: Timestamp,
    pub fate: Fate,
}

/// The way in which someone was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AskedBy {
    Message(AskChannel),
    Link,
    Print,
    Phone,
}

/// What became of an asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// In the outbox, not yet left.
    Waiting,
    /// Accepted by the provider, or handed over.
    Sent,
    /// Refused for good: the address is wrong.
    Undeliverable,
    /// Decided again when it was about to leave, and it did not leave.
    Withheld,
    /// Taken back by staff before it left: as if it had never been.
    Recalled,
    /// The provider may or may not have taken it: never sent again blindly.
    Unknown,
    /// Given up after the last try.
    Failed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerState {
    None,
    Partial { at: Timestamp },
    Submitted { at: Timestamp },
    Refused { at: Timestamp },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewState {
    None,
    Draft,
    /// Submitted, and waiting for a second reader.
    ToRead {
        at: Timestamp,
    },
    Reviewed {
        at: Timestamp,
    },
    /// Given back to the client, who is to answer once more.
    Returned,
}

impl ReviewState {
    /// Whether staff have submitted it, read by a second person or not.
    #[must_use]
    pub fn is_submitted(self) -> bool {
        match self {
            Self::ToRead { .. } | Self::Reviewed { .. } => true,
            Self::None | Self::Draft | Self::Returned => false,
        }
    }
}

/// Where a checkpoint stands with the funder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubmissionState {
    None,
    /// Prepared, sent, or given up on the way: what it stands on must not change.
    OnItsWay,
    Confirmed,
    /// Confirmed, and the funder has paid for it.
    Paid,
    /// The funder refused it: it is put right and submitted again.
    Rejected,
}

impl SubmissionState {
    /// The word of rows.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::OnItsWay => "on_its_way",
            Self::Confirmed => "confirmed",
            Self::Paid => "paid",
            Self::Rejected => "rejected",
        }
    }

    /// Whether what the checkpoint stands on must not change.
    #[must_use]
    pub fn is_with_funder(self) -> bool {
        match self {
            Self::OnItsWay | Self::Confirmed | Self::Paid => true,
            Self::None | Self::Rejected => false,
        }
    }
}
