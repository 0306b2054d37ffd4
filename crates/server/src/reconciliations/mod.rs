//! Reconciliation: the funder's extract beside what was submitted.
//!
//! An extract is a CSV of the funder's system (`extract`). It is compared with the submissions of
//! one programme (`act`, decided in `domain::reconciliations`); every row of it is kept with what
//! became of it, and pages show them by kind. Where the two differ, the funder's version of a
//! section is taken with one act: it then stands on the submission beside what was sent, in its
//! history, and in whatever is compared later. The frozen payload is never changed.

pub mod act;
mod extract;
mod making;
mod say;
pub mod store;
mod view;
pub mod web;
