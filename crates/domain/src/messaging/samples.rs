//! A person with one open checkpoint, for tests.

use crate::calendar::Region;
use crate::checkpoints::{
    AnswerState, Asked, AskedBy, Case, Checkpoint, Ending, EndingKind, Fate, ReviewState,
    SubmissionState,
};
use crate::ids::{CheckpointId, ContactPointId};
use crate::people::{Consent, ContactKind, ContactPoint, Standing};
use crate::programmes::{AskChannel, ContactPolicy, Purpose, Shift, Span};
use jiff::Timestamp;
use jiff::civil::{DateTime, date, datetime, time};
use jiff::tz::TimeZone;

/// What a `Case` borrows.
#[derive(Debug, Clone)]
pub struct Facts {
    pub checkpoint: Checkpoint,
    pub standing: Standing,
    pub points: Vec<ContactPoint>,
    pub policy: ContactPolicy,
    pub zone: TimeZone,
    pub sent_today: u32,
}

impl Facts {
    pub fn case(&self) -> Case<'_> {
        Case {
            checkpoint: &self.checkpoint,
            standing: &self.standing,
            points: &self.points,
            policy: &self.policy,
            region: Region::of("CA-ON"),
            office_zone: &self.zone,
            person_zone: &self.zone,
            sent_today: self.sent_today,
        }
    }

    /// As these, with something else about them.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut facts = self.clone();
        change(&mut facts);
        facts
    }

    pub fn ended(&self, kind: EndingKind) -> Self {
        let reason = String::new();
        self.with(|facts| facts.checkpoint.ending = Some(Ending { kind, reason }))
    }

    pub fn asked(&self, by: AskedBy, at: DateTime, fate: Fate) -> Self {
        self.with(|facts| {
            let attempt = facts.checkpoint.asked.len() as u32 + 1;
            let at = moment(at);
            let asked = Asked { purpose: Purpose::Survey, attempt, by, at, fate };
            facts.checkpoint.asked.push(asked);
        })
    }
}

/// A moment by the clocks of Toronto.
pub fn moment(local: DateTime) -> Timestamp {
    local.to_zoned(zone()).expect("a moment of Toronto").timestamp()
}

pub fn zone() -> TimeZone {
    TimeZone::get("America/Toronto").expect("Toronto has a zone")
}

/// The checkpoint's due date, at noon.
pub fn noon() -> Timestamp {
    moment(datetime(2025, 9, 30, 12, 0, 0, 0))
}

pub fn point(n: u128, kind: ContactKind, value: &str, consent: Consent) -> ContactPoint {
    let id = ContactPointId::from_number(n);
    ContactPoint { id, kind, value: value.to_owned(), consent, position: n as i64 }
}

/// Due on 30 September 2025, open until 30 October; reachable by e-mail and text; never asked.
pub fn open() -> Facts {
    Facts {
        checkpoint: Checkpoint {
            id: CheckpointId::from_number(1),
            code: "m1".to_owned(),
            expected_on: date(2025, 9, 30),
            pinned_on: None,
            opens_on: date(2025, 9, 23),
            closes_on: date(2025, 10, 30),
            made_on: date(2025, 9, 1),
            ending: None,
            asked: Vec::new(),
            answer: AnswerState::None,
            review: ReviewState::None,
            achieved_on: None,
            submission: SubmissionState::None,
        },
        standing: Standing::default(),
        points: vec![
            point(1, ContactKind::Email, "zoe@mail.example", Consent::Given),
            point(2, ContactKind::Phone, "+14165550123", Consent::ByNotice),
        ],
        policy: ContactPolicy {
            asks_by_itself: true,
            ask_after: Span::Days(0),
            ask_at: time(10, 0, 0, 0),
            channels: vec![AskChannel::Email, AskChannel::Sms],
            reminders: Vec::new(),
            reminders_shift: Shift::Stay,
            quiet_from: time(21, 0, 0, 0),
            quiet_until: time(8, 30, 0, 0),
            messages_per_day_max: 2,
            attempts_max: 4,
            consent_by_notice: true,
            calls: Vec::new(),
        },
        zone: zone(),
        sent_today: 0,
    }
}
