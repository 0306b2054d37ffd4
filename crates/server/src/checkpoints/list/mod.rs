//! Checkpoints that wait for somebody, each in exactly one class.
//!
//! The class is decided twice: here, from the decisions of `domain`, and in `list.sql`, so that a
//! million checkpoints can be counted without loading them. A test holds one against the other.
//! Numbers on tabs and the rows under them come from the same text, so they cannot disagree.

pub mod api;
pub(super) mod page;
pub mod store;
mod whose;

pub use whose::Whose;

use domain::checkpoints::{Checkpoint, State, TimeState, is_overdue, state, time_state};
use jiff::ToSpan;
use jiff::civil::Date;

/// How many days a look ahead is.
pub const AHEAD_DAYS: i64 = 7;

/// Where a waiting checkpoint belongs. The first that fits, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Its due date has passed and no outcome is recorded, whatever else is so.
    Overdue,
    /// Submitted, and waiting for a second reader.
    ToRead,
    /// Answered and not reviewed.
    Review,
    /// Due today and asked already.
    DueAsked,
    /// Due today, nobody was asked.
    Due,
    /// Asked before its due date, not answered.
    Waiting,
    /// Its window opens within [`AHEAD_DAYS`] days.
    Upcoming,
    /// Open, not yet due, and its window closes within [`AHEAD_DAYS`] days.
    Closing,
    /// Open and not yet due.
    Open,
}

impl Class {
    pub const ALL: [Self; 9] = [
        Self::Overdue,
        Self::ToRead,
        Self::Review,
        Self::DueAsked,
        Self::Due,
        Self::Waiting,
        Self::Upcoming,
        Self::Closing,
        Self::Open,
    ];

    /// The word of `list.sql`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::ToRead => "to_read",
            Self::Review => "review",
            Self::DueAsked => "due_asked",
            Self::Due => "due",
            Self::Waiting => "waiting",
            Self::Upcoming => "upcoming",
            Self::Closing => "closing",
            Self::Open => "open",
        }
    }

    /// The class with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.word() == word)
    }

    /// Decides the class of a checkpoint on `today`, the office's day; none when it waits for
    /// nobody.
    #[must_use]
    pub fn of(checkpoint: &Checkpoint, today: Date) -> Option<Self> {
        if is_overdue(checkpoint, today) {
            return Some(Self::Overdue);
        }
        let soon = ahead_of(today);
        let time = time_state(checkpoint, today);
        match state(checkpoint, today) {
            State::Answered if checkpoint.review.is_submitted() => Some(Self::ToRead),
            State::Answered => Some(Self::Review),
            State::Asked if time == TimeState::Due => Some(Self::DueAsked),
            State::Asked => Some(Self::Waiting),
            State::Open if time == TimeState::Due => Some(Self::Due),
            State::Open if checkpoint.closes_on <= soon => Some(Self::Closing),
            State::Open => Some(Self::Open),
            State::Scheduled => (checkpoint.opens_on <= soon).then_some(Self::Upcoming),
            State::Reviewed
            | State::Achieved
            | State::Submitted
            | State::Confirmed
            | State::Missed
            | State::Waived
            | State::Stopped => None,
        }
    }
}

/// The last day of a look ahead.
#[must_use]
pub fn ahead_of(today: Date) -> Date {
    today.checked_add(AHEAD_DAYS.days()).unwrap_or(Date::MAX)
}

/// A tab of the list and a queue of the interface. They partition the classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Queue {
    Overdue,
    DueToday,
    ToReview,
    ToRead,
    Waiting,
    Closing,
    Open,
    Upcoming,
}

impl Queue {
    pub const ALL: [Self; 8] = [
        Self::Overdue,
        Self::DueToday,
        Self::ToReview,
        Self::ToRead,
        Self::Waiting,
        Self::Closing,
        Self::Open,
        Self::Upcoming,
    ];

    /// The word of addresses and of the interface.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::DueToday => "due_today",
            Self::ToReview => "to_review",
            Self::ToRead => "to_read",
            Self::Waiting => "waiting",
            Self::Closing => "closing",
            Self::Open => "open",
            Self::Upcoming => "upcoming",
        }
    }

    /// The queue with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|queue| queue.word() == word)
    }

    /// The queue that a class is shown in.
    #[must_use]
    pub const fn of(class: Class) -> Self {
        match class {
            Class::Overdue => Self::Overdue,
            Class::Review => Self::ToReview,
            Class::ToRead => Self::ToRead,
            Class::DueAsked | Class::Due => Self::DueToday,
            Class::Waiting => Self::Waiting,
            Class::Upcoming => Self::Upcoming,
            Class::Closing => Self::Closing,
            Class::Open => Self::Open,
        }
    }

    /// The classes that are shown in this queue.
    #[must_use]
    pub fn classes(self) -> Vec<Class> {
        Class::ALL.into_iter().filter(|class| Self::of(*class) == self).collect()
    }
}

#[cfg(test)]
mod test;
