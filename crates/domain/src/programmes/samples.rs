//! A programme for tests, of no funder.

use super::{
    Anchor, CheckpointRule, ContactPolicy, EvidenceRule, Offset, Programme, Shift, Span, Standing,
    Strength,
};
use crate::words::Words;
use jiff::civil::time;

/// Counts 1, 3, 6 and 12 months from the first day of the job, in Ontario.
pub fn programme() -> Programme {
    Programme {
        code: "sample".to_owned(),
        version: 1,
        title: Words::new("Sample", "Exemple"),
        status: Standing::ConfirmWithFunder,
        time_zone: "America/Toronto".to_owned(),
        region: "CA-ON".to_owned(),
        currency: "CAD".to_owned(),
        anchor: Anchor::PlacementStart,
        checkpoints: vec![
            rule("m1", Offset::Months(1)),
            rule("m3", Offset::Months(3)),
            rule("m6", Offset::Months(6)),
            rule("m12", Offset::Months(12)),
        ],
        questionnaires: Vec::new(),
        document_types: Vec::new(),
        outcomes: Vec::new(),
        stages: Vec::new(),
        templates: Vec::new(),
        contact: ContactPolicy {
            asks_by_itself: true,
            ask_after: Span::Days(0),
            ask_at: time(10, 0, 0, 0),
            channels: Vec::new(),
            reminders: Vec::new(),
            reminders_shift: Shift::NextWorkingDay,
            quiet_from: time(21, 0, 0, 0),
            quiet_until: time(8, 30, 0, 0),
            messages_per_day_max: 2,
            attempts_max: 5,
            consent_by_notice: true,
            calls: Vec::new(),
        },
        forms: Vec::new(),
        review: crate::programmes::ReviewRule::NONE,
        submission: None,
        facts: Vec::new(),
        minimum_wage_cents: None,
    }
}

/// Open from 7 days before the due date to 30 days after it.
pub fn rule(code: &str, due: Offset) -> CheckpointRule {
    CheckpointRule {
        code: code.to_owned(),
        label: Words::new(code, code),
        due,
        opens_before: Span::Days(7),
        closes_after: Span::Days(30),
        shift: Shift::Stay,
        questionnaire: "sample".to_owned(),
        evidence: EvidenceRule { items_min: 1, strength_min: Strength::B },
        milestone_when: None,
    }
}
