//! Which checkpoints a corrected date moves, and which stay.

use super::{AnswerState, Checkpoint, EndingKind, ReviewState, SubmissionState};
use crate::ids::CheckpointId;
use crate::programmes::ScheduledCheckpoint;
use jiff::civil::Date;

/// A checkpoint's dates before and after a correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub checkpoint: CheckpointId,
    pub code: String,
    pub was: Dates,
    pub now: Dates,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    pub due_on: Date,
    pub opens_on: Date,
    pub closes_on: Date,
}

/// Whether somebody has already acted on a checkpoint, so that its dates must not move under them.
///
/// A stop that follows from the person or the job is not an act on the checkpoint itself.
#[must_use]
pub fn is_touched(checkpoint: &Checkpoint) -> bool {
    let ended = match checkpoint.ending.as_ref().map(|ending| ending.kind) {
        Some(EndingKind::Missed | EndingKind::MissedByClosing | EndingKind::Waived) => true,
        Some(EndingKind::Stopped(_)) | None => false,
    };
    ended
        || checkpoint.pinned_on.is_some()
        || !checkpoint.asked.is_empty()
        || checkpoint.answer != AnswerState::None
        || checkpoint.review != ReviewState::None
        || checkpoint.achieved_on.is_some()
        || checkpoint.submission != SubmissionState::None
}

/// Decides which checkpoints move to a new schedule: those that nobody has touched and whose
/// dates differ. The same list is the preview and what is done.
#[must_use]
pub fn move_untouched(checkpoints: &[Checkpoint], schedule: &[ScheduledCheckpoint]) -> Vec<Moved> {
    let mut moved = Vec::new();
    for checkpoint in checkpoints.iter().filter(|checkpoint| !is_touched(checkpoint)) {
        let Some(planned) = schedule.iter().find(|planned| planned.code == checkpoint.code) else {
            continue;
        };
        let was = Dates {
            due_on: checkpoint.expected_on,
            opens_on: checkpoint.opens_on,
            closes_on: checkpoint.closes_on,
        };
        let now = Dates {
            due_on: planned.expected_on,
            opens_on: planned.opens_on,
            closes_on: planned.closes_on,
        };
        if was != now {
            moved.push(Moved {
                checkpoint: checkpoint.id,
                code: checkpoint.code.clone(),
                was,
                now,
            });
        }
    }
    moved
}
