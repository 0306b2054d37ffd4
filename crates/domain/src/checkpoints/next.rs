//! What happens next at a checkpoint, when and why; or why nothing will.
//!
//! One pure function, `plan`, decides every act of a checkpoint. The page, the worker, the
//! explanation and the interface are views of it: the worker does what is automatic and due by
//! now, and asks again when a message is about to leave. Nothing is queued as an order.

use super::Checkpoint;
use super::plan::plan;
use crate::calendar::Region;
use crate::people::{ContactPoint, Standing, Unreachable};
use crate::programmes::{AskChannel, ContactPolicy, Purpose};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The facts that `plan` decides on.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    pub checkpoint: &'a Checkpoint,
    pub standing: &'a Standing,
    pub points: &'a [ContactPoint],
    pub policy: &'a ContactPolicy,
    /// Whose public holidays count, such as `CA-ON`.
    pub region: Region,
    /// Zone of due dates and windows.
    pub office_zone: &'a TimeZone,
    /// Zone of sending and of quiet hours.
    pub person_zone: &'a TimeZone,
    /// Messages that left for this person on the person's present day, at any checkpoint.
    pub sent_today: u32,
}

/// Something that may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    SendSurvey {
        channel: Option<AskChannel>,
        attempt: u32,
    },
    /// `n` counts the programme's reminders from 1.
    SendReminder {
        channel: Option<AskChannel>,
        attempt: u32,
        n: u32,
    },
    /// Staff ask, because nothing is sent by itself here.
    AskByHand,
    /// Staff review what was answered.
    Review,
    /// A second person reads the review.
    SecondReading,
    /// The window closes unanswered: recorded as missed.
    Close,
}

impl What {
    /// Whether the worker does it, rather than a person.
    #[must_use]
    pub fn is_automatic(self) -> bool {
        match self {
            Self::SendSurvey { .. } | Self::SendReminder { .. } | Self::Close => true,
            Self::AskByHand | Self::Review | Self::SecondReading => false,
        }
    }

    /// The word of the interface.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::SendSurvey { .. } => "send_survey",
            Self::SendReminder { .. } => "send_reminder",
            Self::AskByHand => "ask_by_hand",
            Self::Review => "review",
            Self::SecondReading => "second_reading",
            Self::Close => "close_unanswered",
        }
    }

    /// Where in a pack the rule stands that plans this.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::SendSurvey { .. } | Self::AskByHand => "contact.ask",
            Self::SendReminder { .. } => "contact.reminders",
            Self::Review => "questionnaires",
            Self::SecondReading => "review.second_reader",
            Self::Close => "checkpoints.closes",
        }
    }
}

/// An act with its moment and its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub what: What,
    pub when: Timestamp,
    pub why: Because,
}

/// Why something will, or will not, happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    FallsDue {
        on: Date,
    },
    NotAnswered {
        asked_on: Date,
    },
    WindowCloses {
        on: Date,
    },
    Answered,
    Refused,
    ProgrammeAsksByHand,
    /// Entered after its due date: nobody is sent messages about the past by itself.
    EnteredLate {
        due_on: Date,
    },
    DailyLimit {
        messages_max: u8,
    },
    /// Reminders count from the first asking, which has not happened.
    NotAskedYet,
    AttemptsUsedUp {
        attempts_max: u8,
    },
    NoChannel(Unreachable),
    Undeliverable,
    WindowClosed {
        on: Date,
    },
    AfterWindow {
        closes_on: Date,
    },
    /// Staff submitted the review.
    Submitted,
    Reviewed,
    Achieved,
    WithFunder,
    Missed {
        reason: String,
    },
    Waived {
        reason: String,
    },
    Died {
        on: Date,
    },
    Withdrawn {
        on: Date,
    },
    PlacementEnded {
        on: Date,
    },
}

/// One act that will, would or will not happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub what: What,
    /// None where it has no moment, because it hangs on something that will not happen.
    pub when: Option<Timestamp>,
    pub will: bool,
    pub because: Because,
}

/// What happens next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    Will(Act),
    Nothing(Because),
}

/// What happens next: the earliest act that will happen; or why nothing will be sent or done.
///
/// A window that only waits to close is what comes next when nothing else can.
#[must_use]
pub fn next(case: &Case<'_>, now: Timestamp) -> Next {
    let planned = plan(case, now);
    let coming = planned
        .iter()
        .filter(|one| one.will && one.what != What::Close)
        .min_by_key(|one| one.when.unwrap_or(Timestamp::MAX));
    if let Some(act) = coming.and_then(Planned::act) {
        return Next::Will(act);
    }
    if let Some(blocked) = planned.iter().find(|one| one.is_blocked()) {
        return Next::Nothing(blocked.because.clone());
    }
    if let Some(act) = planned.iter().find(|one| one.will).and_then(Planned::act) {
        return Next::Will(act);
    }
    Next::Nothing(planned.into_iter().next().map_or(Because::Reviewed, |one| one.because))
}

/// What the worker has to do by now, if anything: automatic acts only.
#[must_use]
pub fn due_by(case: &Case<'_>, now: Timestamp) -> Option<Act> {
    let due = |one: &Planned| {
        one.will && one.what.is_automatic() && one.when.is_some_and(|when| when <= now)
    };
    plan(case, now).iter().find(|one| due(one)).and_then(Planned::act)
}

/// When the worker should look at this checkpoint again, if ever. A hint for an index, never an
/// order: what is done is decided afresh at that moment.
#[must_use]
pub fn look_again_at(case: &Case<'_>, now: Timestamp) -> Option<Timestamp> {
    plan(case, now)
        .into_iter()
        .filter(|one| one.will && one.what.is_automatic())
        .filter_map(|one| one.when)
        .min()
}

/// The number of the next attempt of a purpose, counted from 1 and never used twice.
#[must_use]
pub fn next_attempt(checkpoint: &Checkpoint, purpose: Purpose) -> u32 {
    let of_purpose = checkpoint.asked.iter().filter(|asked| asked.purpose == purpose);
    of_purpose.map(|asked| asked.attempt).max().unwrap_or(0) + 1
}

impl Planned {
    fn act(&self) -> Option<Act> {
        self.when.map(|when| Act { what: self.what, when, why: self.because.clone() })
    }

    fn is_blocked(&self) -> bool {
        let sends = matches!(self.what, What::SendSurvey { .. } | What::SendReminder { .. });
        let blocked = matches!(
            self.because,
            Because::NoChannel(_) | Because::Undeliverable | Because::AttemptsUsedUp { .. }
        );
        sends && !self.will && blocked
    }
}
