//! The explanation: every act that will, would or will not happen, by the same function that the
//! worker asks; and a look ahead to any day.

use super::desk::{File, OnFile};
use super::say;
use crate::page::Words;
use domain::programmes::{Anchors, schedule};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::Serialize;
use utoipa::ToSchema;

/// One act of one checkpoint.
#[derive(Debug, Serialize, ToSchema)]
pub struct Explained {
    /// `send_survey`, `send_reminder`, `ask_by_hand`, `review` or `close_unanswered`; `task` for
    /// an open task, whose `when` is noon of the day on which it is due.
    pub what: &'static str,
    /// The checkpoint's id, or the task's.
    pub subject: String,
    /// The rule's code in the pack, such as `m3`.
    pub checkpoint: String,
    /// Null where it has no moment, because it hangs on something that will not happen.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub when: Option<Timestamp>,
    pub will: bool,
    pub because: String,
    /// Where the rule stands: pack, version and place.
    pub rule: String,
}

/// Explains every checkpoint of a file.
#[must_use]
pub fn explained(file: &File, words: Words) -> Vec<Explained> {
    let mut all = Vec::new();
    for one in &file.checkpoints {
        for planned in file.plan(one) {
            let pack = &one.kept.pack;
            let (version, rule) = (one.kept.pack_version, planned.what.rule());
            all.push(Explained {
                what: planned.what.word(),
                subject: one.kept.checkpoint.id.to_string(),
                checkpoint: one.kept.checkpoint.code.clone(),
                when: planned.when,
                will: planned.will,
                because: say::because(words, &planned.because),
                rule: format!("{pack} v{version} {rule}"),
            });
        }
    }
    all
}

/// The moment for which a day is explained: now for today, else the end of that day's morning.
#[must_use]
pub fn moment_of(file: &File, on: Option<Date>) -> Timestamp {
    let Some(on) = on.filter(|on| *on != file.today()) else {
        return file.now;
    };
    let noon = on.to_datetime(Time::constant(12, 0, 0, 0));
    noon.to_zoned(file.kept.office_zone.clone()).map_or(file.now, |zoned| zoned.timestamp())
}

/// The date that the programme gives a checkpoint by the present anchors.
#[must_use]
pub fn expected_of(file: &File, one: &OnFile) -> Option<Date> {
    let anchors = match file.placement_of(one) {
        Some(kept) => {
            Anchors { placement_start: Some(kept.placement.started_on), ..Anchors::default() }
        }
        None => file.enrolments.iter().find(|kept| kept.id == one.kept.enrolment)?.anchors(),
    };
    let planned = schedule(&one.programme, &anchors).ok()?;
    let own = planned.into_iter().find(|planned| planned.code == one.kept.checkpoint.code);
    own.map(|planned| planned.expected_on)
}
