//! A mailing: many people asked at once, as one record that can be taken back.
//!
//! Who is asked and who is left out is decided for each person by `sort_out`: when the mailing is
//! looked at, when it is sent, when each message is written, and by `messaging::may_leave` when it
//! leaves. A mailing waits a little before anything of it leaves; until then, and for whatever
//! still waits afterwards, it can be withdrawn (`withdraw`). It never sends twice what one asking
//! would send once, and never asks anybody whom a single asking would not.

mod sort_out;
mod withdraw;

pub use sort_out::{Going, LeftOut, Seen, Way, is_as_seen, sort_out};
pub use withdraw::{Standing, WithdrawRefused, Withdrawn, withdraw};

use jiff::{SignedDuration, Timestamp};

/// People of one mailing, at most.
pub const PEOPLE_MAX: usize = 2_000;
/// How long a mailing waits before anything of it leaves.
pub const GRACE: SignedDuration = SignedDuration::from_mins(5);

/// When a mailing begins to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaves {
    /// After [`GRACE`], so that it can be undone.
    AfterGrace,
    Now,
}

impl Leaves {
    /// The moment, for a mailing that is sent now.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Timestamp {
        match self {
            Self::AfterGrace => now.saturating_add(GRACE).unwrap_or(now),
            Self::Now => now,
        }
    }
}
