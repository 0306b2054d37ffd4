//! Whether somebody may be asked now, in this way, by a person of the staff or by the programme.

use super::Channel;
use crate::checkpoints::{
    AnswerState, Asked, Case, Checkpoint, EndingKind, Fate, Stop, next_allowed, next_attempt,
};
use crate::ids::ContactPointId;
use crate::people::{Reach, Unreachable, reach};
use crate::programmes::Purpose;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// A survey that is asked for after its window had closed can be answered for so many days.
const LATE_DAYS: i64 = 30;

/// What may be sent or handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    pub purpose: Purpose,
    pub attempt: u32,
    /// None for what is handed over.
    pub to: Option<Recipient>,
    /// The first moment outside quiet hours: what is asked in the night leaves in the morning.
    pub leaves_at: Timestamp,
}

/// Where a message goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub point: ContactPointId,
    pub value: String,
}

/// Why nobody may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskRefused {
    Died {
        on: Date,
    },
    Withdrawn {
        on: Date,
    },
    DoNotContact,
    NoAddress,
    ConsentNotGiven,
    ConsentWithdrawn,
    /// The job ended before the checkpoint fell due.
    Ended {
        on: Date,
    },
    Waived,
    Missed,
    Answered,
    /// The person said that they do not want to answer.
    Declined,
    Reviewed,
    Achieved,
    WithFunder,
    AttemptsUsedUp {
        attempts_max: u8,
    },
    DailyLimit {
        messages_max: u8,
    },
    /// Asked by the same channel on the person's same day, or a message waits to leave.
    AlreadyAsked {
        at: Timestamp,
    },
}

impl AskRefused {
    /// The code of the interface.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Died { .. } => "died",
            Self::Withdrawn { .. } => "withdrawn",
            Self::DoNotContact => "do_not_contact",
            Self::NoAddress => "no_address",
            Self::ConsentNotGiven | Self::ConsentWithdrawn => "consent",
            Self::Ended { .. } => "ended",
            Self::Waived => "waived",
            Self::Missed => "missed",
            Self::Answered | Self::Declined => "answered",
            Self::Reviewed => "reviewed",
            Self::Achieved => "achieved",
            Self::WithFunder => "submitted",
            Self::AttemptsUsedUp { .. } => "attempts",
            Self::DailyLimit { .. } => "daily_limit",
            Self::AlreadyAsked { .. } => "already_asked",
        }
    }
}

impl From<Unreachable> for AskRefused {
    /// The dates of a death or a withdrawal are looked at before.
    fn from(why: Unreachable) -> Self {
        match why {
            Unreachable::Died => Self::Died { on: Date::ZERO },
            Unreachable::Withdrawn => Self::Withdrawn { on: Date::ZERO },
            Unreachable::DoNotContact => Self::DoNotContact,
            Unreachable::NoAddress => Self::NoAddress,
            Unreachable::ConsentNotGiven => Self::ConsentNotGiven,
            Unreachable::ConsentWithdrawn => Self::ConsentWithdrawn,
        }
    }
}

/// Decides whether a person may be asked about a checkpoint in this way.
///
/// A window that closed long ago does not stand in the way: what is entered late is asked late,
/// by hand. Quiet hours do not either; they only say when a message leaves. What is handed over
/// has no consent, no ceiling and no count: somebody stands there and decides.
///
/// # Errors
///
/// The one reason that says most: the person first, then the checkpoint, then the way.
pub fn may_ask(case: &Case<'_>, channel: Channel, now: Timestamp) -> Result<Allowed, AskRefused> {
    refuse_if_over(case)?;
    let purpose = purpose_now(case.checkpoint);
    let attempt = next_attempt(case.checkpoint, purpose);
    let Some(by) = channel.leaves_by() else {
        return Ok(Allowed { purpose, attempt, to: None, leaves_at: now });
    };
    let to = match reach(case.standing, case.points, by) {
        Reach::At { point, value } => Recipient { point, value },
        Reach::Not(why) => return Err(why.into()),
    };
    if let Some(asked) = asked_already(case, channel, now) {
        return Err(AskRefused::AlreadyAsked { at: asked.at });
    }
    let attempts_max = case.policy.attempts_max;
    let attempts = case.checkpoint.asked.iter().filter(|asked| asked.is_attempt()).count();
    if attempts >= usize::from(attempts_max) {
        return Err(AskRefused::AttemptsUsedUp { attempts_max });
    }
    let messages_max = case.policy.messages_per_day_max;
    if case.sent_today >= u32::from(messages_max) {
        return Err(AskRefused::DailyLimit { messages_max });
    }
    let leaves_at = next_allowed(now, case.policy, case.person_zone).unwrap_or(now);
    Ok(Allowed { purpose, attempt, to: Some(to), leaves_at })
}

/// Refuses where nobody is to be asked at all any more, in whatever way.
pub(super) fn refuse_if_over(case: &Case<'_>) -> Result<(), AskRefused> {
    if let Some(on) = case.standing.died_on {
        return Err(AskRefused::Died { on });
    }
    if let Some(on) = case.standing.withdrawn_on {
        return Err(AskRefused::Withdrawn { on });
    }
    let checkpoint = case.checkpoint;
    if checkpoint.submission.is_with_funder() {
        return Err(AskRefused::WithFunder);
    }
    if checkpoint.achieved_on.is_some() {
        return Err(AskRefused::Achieved);
    }
    if checkpoint.review.is_submitted() {
        return Err(AskRefused::Reviewed);
    }
    if let Some(ending) = &checkpoint.ending {
        return Err(match ending.kind {
            EndingKind::Missed | EndingKind::MissedByClosing => AskRefused::Missed,
            EndingKind::Waived => AskRefused::Waived,
            EndingKind::Stopped(Stop::Died { on }) => AskRefused::Died { on },
            EndingKind::Stopped(Stop::Withdrawn { on }) => AskRefused::Withdrawn { on },
            EndingKind::Stopped(Stop::PlacementEnded { on }) => AskRefused::Ended { on },
        });
    }
    match checkpoint.answer {
        AnswerState::Submitted { .. } => return Err(AskRefused::Answered),
        AnswerState::Refused { .. } => return Err(AskRefused::Declined),
        AnswerState::None | AnswerState::Partial { .. } => {}
    }
    if case.standing.do_not_contact_on.is_some() {
        return Err(AskRefused::DoNotContact);
    }
    Ok(())
}

/// The message of this channel that left today, or that waits to leave on whatever day.
fn asked_already<'a>(case: &Case<'a>, channel: Channel, now: Timestamp) -> Option<&'a Asked> {
    let day_of = |at: Timestamp| at.to_zoned(case.person_zone.clone()).date();
    let same = |asked: &&Asked| asked.by == channel.asked_by() && asked.counts();
    let mut same = case.checkpoint.asked.iter().filter(same);
    same.find(|asked| asked.fate == Fate::Waiting || day_of(asked.at) == day_of(now))
}

/// Whether this would be the first asking of a checkpoint, or another.
#[must_use]
pub fn purpose_now(checkpoint: &Checkpoint) -> Purpose {
    if checkpoint.asked.iter().any(Asked::counts) { Purpose::Reminder } else { Purpose::Survey }
}

/// The last day on which what is asked on `today` (the office's day) can be answered: the
/// window's last day, or thirty days on where the window has closed.
#[must_use]
pub fn last_day(checkpoint: &Checkpoint, today: Date) -> Date {
    if checkpoint.closes_on >= today {
        return checkpoint.closes_on;
    }
    today.checked_add(LATE_DAYS.days()).unwrap_or(Date::MAX)
}

#[cfg(test)]
#[path = "ask_test.rs"]
mod tests;
