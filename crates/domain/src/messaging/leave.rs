//! Deciding again when a message is about to leave.

use super::ask::{AskRefused, Recipient, refuse_if_over};
use super::{Before, Channel};
use crate::checkpoints::{Case, next_allowed};
use crate::people::{Consent, ContactPoint, Reach, reach};
use crate::programmes::AskChannel;
use jiff::Timestamp;
use jiff::civil::Date;

/// A message that is about to leave.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'a> {
    pub channel: AskChannel,
    /// Where it was to go, or went at the last try.
    pub recipient: &'a str,
    /// What became of the tries before.
    pub before: Before,
    /// The last day of its link, in the office's calendar.
    pub link_ends_on: Date,
    /// Other messages that left, or may have left, on the person's present day.
    pub left_today: u32,
}

/// What is to be done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leave {
    Now {
        to: Recipient,
    },
    Later {
        at: Timestamp,
    },
    /// It may not leave any more, and it did not.
    Withhold(Withheld),
    /// It may not leave any more, but an earlier try may have reached the person.
    Unknown(Withheld),
}

/// Why a message did not leave after all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Withheld {
    Refused(AskRefused),
    /// Its link has ended: there is nothing to be answered any more.
    Closed {
        on: Date,
    },
    /// The address that an earlier try went to is no longer the person's.
    Moved,
}

impl Withheld {
    /// The word that is kept as the reason.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(why) => why.code(),
            Self::Closed { .. } => "closed",
            Self::Moved => "moved",
        }
    }
}

/// Decides again, at the moment of leaving.
///
/// Answered, withdrawn, stopped or opted out meanwhile, and it does not leave. An address that was
/// corrected before anything was tried is where it goes; once an earlier try may have arrived, it
/// goes to the same address or nowhere. Quiet hours and the day's ceiling let it wait.
#[must_use]
pub fn may_leave(case: &Case<'_>, leaving: &Leaving<'_>, now: Timestamp) -> Leave {
    let not = |why: Withheld| match leaving.before {
        Before::NotTaken => Leave::Withhold(why),
        Before::MayBeTaken => Leave::Unknown(why),
    };
    if let Err(why) = refuse_if_over(case) {
        return not(Withheld::Refused(why));
    }
    let office_today = now.to_zoned(case.office_zone.clone()).date();
    if office_today > leaving.link_ends_on {
        return not(Withheld::Closed { on: leaving.link_ends_on });
    }
    let to = match reach(case.standing, case.points, leaving.channel) {
        Reach::At { point, value } => Recipient { point, value },
        Reach::Not(why) => return not(Withheld::Refused(why.into())),
    };
    let to = match leaving.before {
        Before::NotTaken => to,
        Before::MayBeTaken => match still_open(case.points, leaving) {
            Some(same) => same,
            None => return not(Withheld::Moved),
        },
    };
    let zone = case.person_zone;
    let mut at = now;
    if leaving.left_today >= u32::from(case.policy.messages_per_day_max) {
        let tomorrow = now.to_zoned(zone.clone()).date().tomorrow().ok();
        let morning =
            tomorrow.and_then(|on| on.to_datetime(case.policy.ask_at).to_zoned(zone.clone()).ok());
        at = morning.map_or(now, |morning| morning.timestamp());
    }
    let at = next_allowed(at, case.policy, zone).unwrap_or(at);
    if at > now { Leave::Later { at } } else { Leave::Now { to } }
}

/// The point that an earlier try went to, if messages may still go there.
fn still_open(points: &[ContactPoint], leaving: &Leaving<'_>) -> Option<Recipient> {
    let kind = Channel::from(leaving.channel).contact_kind()?;
    let is_open = |consent| match consent {
        Consent::Given | Consent::ByNotice => true,
        Consent::NotGiven | Consent::Withdrawn => false,
    };
    let same = points.iter().find(|point| {
        point.kind == kind && point.value == leaving.recipient && is_open(point.consent)
    })?;
    Some(Recipient { point: same.id, value: same.value.clone() })
}

#[cfg(test)]
#[path = "leave_test.rs"]
mod tests;
