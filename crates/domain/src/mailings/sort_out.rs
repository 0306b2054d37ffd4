//! Who of many is asked, by which way, and who is left out and why.

use crate::checkpoints::{Case, Checkpoint, next_attempt};
use crate::messaging::{Allowed, AskRefused, Channel, may_ask, purpose_now};
use crate::programmes::{AskChannel, Purpose};
use jiff::Timestamp;

/// How the people of a mailing are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// Each by their best way: e-mail, else text.
    Best,
    Email,
    Sms,
}

impl Way {
    pub const ALL: [Self; 3] = [Self::Best, Self::Email, Self::Sms];

    /// The word that is stored, and that of the interface.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }

    /// The way of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.word() == word)
    }

    /// What is tried, in this order.
    #[must_use]
    pub fn channels(self) -> &'static [AskChannel] {
        match self {
            Self::Best => &[AskChannel::Email, AskChannel::Sms],
            Self::Email => &[AskChannel::Email],
            Self::Sms => &[AskChannel::Sms],
        }
    }
}

/// Which asking somebody saw when they chose: another one since, and it is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub purpose: Purpose,
    pub attempt: u32,
}

impl Seen {
    /// The next asking of a checkpoint, as it is now.
    #[must_use]
    pub fn of(checkpoint: &Checkpoint) -> Self {
        let purpose = purpose_now(checkpoint);
        Self { purpose, attempt: next_attempt(checkpoint, purpose) }
    }
}

/// Somebody who is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Going {
    pub channel: AskChannel,
    pub allowed: Allowed,
}

/// Why somebody is not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftOut {
    Refused {
        channel: AskChannel,
        why: AskRefused,
    },
    /// This installation cannot send by this way.
    NotSetUp(AskChannel),
    /// The programme has no words for this way, and none were written.
    NoWords(AskChannel),
    /// Not of the sender's caseload: their file has to be opened with a reason first.
    NotYours,
    /// Asked by somebody else since it was looked at.
    AskedMeanwhile,
}

impl LeftOut {
    /// The code that is stored, and that of the interface.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused { why, .. } => why.code(),
            Self::NotSetUp(_) => "not_set_up",
            Self::NoWords(_) => "no_text",
            Self::NotYours => "not_yours",
            Self::AskedMeanwhile => "already_asked",
        }
    }
}

/// Whether the asking that somebody saw is still the next one.
#[must_use]
pub fn is_as_seen(checkpoint: &Checkpoint, seen: Seen) -> bool {
    Seen::of(checkpoint) == seen
}

/// Decides for the checkpoints of one person, in their order, who is asked and how.
///
/// What is decided for one counts against the person's day for the next: several checkpoints of
/// one person never make more messages than the programme allows in a day. Only a way that does
/// not reach the person leads on to the next; whoever was asked or wrote already is left alone.
#[must_use]
pub fn sort_out(
    cases: &[Case<'_>],
    (way, ready): (Way, &[AskChannel]),
    now: Timestamp,
) -> Vec<Result<Going, LeftOut>> {
    let mut more = 0;
    let mut sorted = Vec::with_capacity(cases.len());
    for case in cases {
        let case = Case { sent_today: case.sent_today.saturating_add(more), ..*case };
        let one = one(&case, (way, ready), now);
        more += u32::from(one.is_ok());
        sorted.push(one);
    }
    sorted
}

fn one(
    case: &Case<'_>,
    (way, ready): (Way, &[AskChannel]),
    now: Timestamp,
) -> Result<Going, LeftOut> {
    let mut first = None;
    for channel in way.channels() {
        let refused = match may_ask(case, Channel::from(*channel), now) {
            Ok(allowed) if ready.contains(channel) => {
                return Ok(Going { channel: *channel, allowed });
            }
            Ok(_) => LeftOut::NotSetUp(*channel),
            Err(why) if does_not_reach(&why) => LeftOut::Refused { channel: *channel, why },
            Err(why) => return Err(LeftOut::Refused { channel: *channel, why }),
        };
        first.get_or_insert(refused);
    }
    Err(first.unwrap_or(LeftOut::AskedMeanwhile))
}

/// Whether only the way is in question, and another might do.
fn does_not_reach(why: &AskRefused) -> bool {
    match why {
        AskRefused::NoAddress | AskRefused::ConsentNotGiven | AskRefused::ConsentWithdrawn => true,
        AskRefused::Died { .. }
        | AskRefused::Withdrawn { .. }
        | AskRefused::DoNotContact
        | AskRefused::Ended { .. }
        | AskRefused::Waived
        | AskRefused::Missed
        | AskRefused::Answered
        | AskRefused::Declined
        | AskRefused::Reviewed
        | AskRefused::Achieved
        | AskRefused::WithFunder
        | AskRefused::AttemptsUsedUp { .. }
        | AskRefused::DailyLimit { .. }
        | AskRefused::AlreadyAsked { .. } => false,
    }
}

#[cfg(test)]
#[path = "sort_out_test.rs"]
mod tests;
