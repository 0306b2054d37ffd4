//! What happened to the person or the job that stops a checkpoint.

use super::{AnswerState, Checkpoint, Stop, SubmissionState};
use crate::people::Standing;
use jiff::civil::Date;

/// What a checkpoint hangs from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Circumstances {
    pub standing: Standing,
    /// The last day worked, where the job has ended.
    pub placement_ended_on: Option<Date>,
}

/// Decides what stops a checkpoint, if anything does.
///
/// What is answered, reviewed, achieved or on its way to the funder goes on. A death or a
/// withdrawal stops everything else. The end of a job stops what was due after its last day: a
/// checkpoint due on or before that day still asks about a day on which the person worked.
#[must_use]
pub fn stop_for(checkpoint: &Checkpoint, circumstances: &Circumstances) -> Option<Stop> {
    if is_under_way(checkpoint) {
        return None;
    }
    let standing = &circumstances.standing;
    if let Some(on) = standing.died_on {
        return Some(Stop::Died { on });
    }
    if let Some(on) = standing.withdrawn_on {
        return Some(Stop::Withdrawn { on });
    }
    match circumstances.placement_ended_on {
        Some(on) if checkpoint.due_on() > on => Some(Stop::PlacementEnded { on }),
        Some(_) | None => None,
    }
}

fn is_under_way(checkpoint: &Checkpoint) -> bool {
    let answered = match checkpoint.answer {
        AnswerState::Submitted { .. } | AnswerState::Refused { .. } => true,
        AnswerState::None | AnswerState::Partial { .. } => false,
    };
    let reviewed = checkpoint.review.is_submitted();
    let sent = checkpoint.submission != SubmissionState::None;
    answered || reviewed || sent || checkpoint.achieved_on.is_some()
}
