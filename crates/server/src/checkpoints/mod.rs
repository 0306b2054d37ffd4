//! Checkpoints: the dated points of a placement, and everything that is known of each.
//!
//! `store` reads and writes rows; `desk` loads a person's whole file in a fixed number of
//! statements, puts each checkpoint before the decisions of `domain` and writes back what follows
//! from them (what stops, when to look again). Lists use columns that `desk` keeps in step, in the
//! same transaction as their cause, so that a list and a page never disagree. `say` puts what was
//! decided into words; `jobs` does what is due by now.

pub mod act;
pub mod api;
pub mod desk;
pub mod explain;
pub mod jobs;
pub mod list;
pub mod row;
pub mod say;
pub mod store;
pub mod tab;
pub mod view;
pub mod web;
mod why;
