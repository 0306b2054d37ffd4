//! Correcting the first day of a job.

use super::Placement;
use super::place::{PlaceProblem, read_start};
use crate::checkpoints::{Checkpoint, Moved, move_untouched};
use crate::programmes::{Anchors, Programme, schedule};
use jiff::civil::Date;

/// A corrected start and the checkpoints that it moves.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrected {
    pub started_on: Date,
    pub moved: Vec<Moved>,
}

/// Why a start cannot be corrected so.
#[derive(Debug, Clone, PartialEq)]
pub enum CorrectRefused {
    Start(PlaceProblem),
    /// The job ended before that day.
    AfterItEnded {
        ended_on: Date,
    },
}

/// Decides what a corrected start moves. The preview and the change are the same answer.
///
/// # Errors
///
/// Refuses a start in the future, one too long ago, and one after the last day worked.
pub fn correct_start(
    placement: &Placement,
    checkpoints: &[Checkpoint],
    programme: &Programme,
    started_on: Date,
    today: Date,
) -> Result<Corrected, CorrectRefused> {
    let started_on = read_start(Some(started_on), today).map_err(CorrectRefused::Start)?;
    if let Some(ended_on) = placement.ended_on.filter(|ended_on| *ended_on < started_on) {
        return Err(CorrectRefused::AfterItEnded { ended_on });
    }
    let anchors = Anchors { placement_start: Some(started_on), ..Anchors::default() };
    let planned = schedule(programme, &anchors)
        .map_err(|_| CorrectRefused::Start(PlaceProblem::BeyondCalendar))?;
    Ok(Corrected { started_on, moved: move_untouched(checkpoints, &planned) })
}
