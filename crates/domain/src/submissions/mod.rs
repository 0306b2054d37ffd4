//! Submissions: a reviewed checkpoint on its way to the funder, byte for byte, and what comes back.
//!
//! What is sent is frozen and hashed when it is prepared: whatever changes in the file later
//! changes nothing of it. Where the programme wants one, a second person approves it, never the one
//! who prepared it. Each programme has one way to its funder (`Connector`): typed into the funder's
//! own screen from a sheet, put into a file, or sent by HTTP. Only an act of a person or an answer
//! of the funder moves a submission on (`act`); what is heard of a try by HTTP decides whether it
//! may be tried again (`trying`). One that was removed or rejected makes room for another.

mod act;
mod ready;
mod trying;

pub use act::{Ask, REFERENCE_LENGTH_MAX, Refused, decide, read_reference};
pub use ready::{Lacks, ready};
pub use trying::{
    Answer, Before, GIVE_UP_AFTER_MS, Heard, Next, Reason, STUCK_AFTER_MS, TRIES_MAX, after_try,
};

use crate::checkpoints::SubmissionState;

/// Submissions on a checkpoint over the years, at most: each rejected or removed one counts.
pub const ROUNDS_MAX: i64 = 50;

/// Where a submission stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    AwaitingApproval,
    /// Ready to go; nobody had to approve it.
    Queued,
    /// Ready to go; a second person approved it.
    Approved,
    /// A try by HTTP is under way, or its answer was lost.
    Sending,
    /// The funder has it and has not answered, or it stands in a file.
    Sent,
    Confirmed,
    /// Given up; it needs a person.
    Failed,
    /// The funder refused it, with reasons.
    Rejected,
    /// Taken out by a person before the funder had it, or after it was refused.
    Removed,
}

impl State {
    pub const ALL: [Self; 9] = [
        Self::AwaitingApproval,
        Self::Queued,
        Self::Approved,
        Self::Sending,
        Self::Sent,
        Self::Confirmed,
        Self::Failed,
        Self::Rejected,
        Self::Removed,
    ];

    /// The word of rows and programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::AwaitingApproval => "awaiting_approval",
            Self::Queued => "queued",
            Self::Approved => "approved",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Confirmed => "confirmed",
            Self::Failed => "failed",
            Self::Rejected => "rejected",
            Self::Removed => "removed",
        }
    }

    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// What the checkpoint says of it.
    #[must_use]
    pub fn at_checkpoint(self) -> SubmissionState {
        match self {
            Self::AwaitingApproval | Self::Queued | Self::Approved | Self::Sending => {
                SubmissionState::OnItsWay
            }
            Self::Sent | Self::Failed => SubmissionState::OnItsWay,
            Self::Confirmed => SubmissionState::Confirmed,
            Self::Rejected => SubmissionState::Rejected,
            Self::Removed => SubmissionState::None,
        }
    }

    /// Whether the funder has it, as far as we know, or may have it.
    #[must_use]
    pub fn is_with_funder(self) -> bool {
        match self {
            Self::Sending | Self::Sent | Self::Confirmed | Self::Failed => true,
            Self::AwaitingApproval | Self::Queued | Self::Approved => false,
            Self::Rejected | Self::Removed => false,
        }
    }

    /// The lane of the submission centre.
    #[must_use]
    pub fn lane(self) -> Option<Lane> {
        match self {
            Self::AwaitingApproval => Some(Lane::ToApprove),
            Self::Queued | Self::Approved => Some(Lane::ToSend),
            Self::Sending | Self::Sent => Some(Lane::Sent),
            Self::Confirmed => Some(Lane::Answered),
            Self::Failed | Self::Rejected => Some(Lane::NeedsYou),
            Self::Removed => None,
        }
    }
}

/// A column of the submission centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    NeedsYou,
    ToApprove,
    ToSend,
    Sent,
    Answered,
}

impl Lane {
    pub const ALL: [Self; 5] =
        [Self::NeedsYou, Self::ToApprove, Self::ToSend, Self::Sent, Self::Answered];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NeedsYou => "needs_you",
            Self::ToApprove => "to_approve",
            Self::ToSend => "to_send",
            Self::Sent => "sent",
            Self::Answered => "answered",
        }
    }

    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// The states that stand in it.
    pub fn states(self) -> impl Iterator<Item = State> {
        State::ALL.into_iter().filter(move |state| state.lane() == Some(self))
    }
}
