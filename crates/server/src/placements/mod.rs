//! Placements: a person placed into Outcomes with a job, and the enrolment it hangs from.
//!
//! Placing makes the checkpoints of the programme at once, in the same unit of work. A corrected
//! start moves only what nobody has touched, and the preview is the same decision as the change.

pub mod act;
pub mod api;
mod changed;
pub mod enrol;
pub mod enrol_api;
pub mod say;
pub mod store;
pub mod view;
pub mod web;
