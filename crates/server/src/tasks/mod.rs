//! Tasks: work that an answer asks of whoever looks after the person, or a call of a role.
//!
//! They are opened in the unit of work that keeps the answers (`act::open_raised`) or ends the
//! call (`act::open_for_role`), shown on My day, on the desk, on the person's page and in a list of
//! their own, and closed or handed on by whoever may review answers, or has the role that is asked
//! (`act::may_do`). What becomes of one is decided in `domain::tasks`. A task never closes itself;
//! it is cancelled where the loss of the job of which it came is taken back, and a visit that asks
//! for the last day of a job once that is known (`asked`). What is closed stays as a record of who
//! did it, when and how.

pub mod act;
pub mod api;
pub mod asked;
pub mod store;
mod task;
pub mod view;
pub mod web;
