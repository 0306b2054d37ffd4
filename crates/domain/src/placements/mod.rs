//! A placement: a person placed into Outcomes with a job.
//!
//! Placing makes the checkpoints and their surveys at once. A corrected start moves only what
//! nobody has touched, after showing what would move. An ended job stops what was due after its
//! last day. Another placement of the same person is never touched.

mod correct;
mod end;
mod place;
mod present;

pub use correct::{CorrectRefused, Corrected, correct_start};
pub use end::{EndRefused, Ended, end};
pub use place::{
    EMPLOYER_LENGTH_MAX, HOURS_MAX, Pay, PayPeriod, Place, PlaceProblem, PlaceRefused, Placed,
    START_YEARS_BACK_MAX, place, read_terms,
};

pub use present::{latest, present};

use crate::ids::PlacementId;
use jiff::civil::Date;

/// A placement as decisions read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    pub id: PlacementId,
    pub started_on: Date,
    /// The last day worked.
    pub ended_on: Option<Date>,
}
