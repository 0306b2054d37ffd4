//! Submissions: what was reviewed, on its way to the funder.
//!
//! One is prepared from a reviewed checkpoint by the mapping of its pack (`payload`), frozen and
//! hashed, approved by a second person where the pack wants one, and taken there by its connector:
//! typed from a sheet, put into a file, or sent by HTTP (`jobs`, `funder`). What may be done with
//! one is decided in `domain::submissions`; each step is an event that stays. What it stands on
//! (the answers, the evidence, the milestone) cannot change while it is with the funder.

pub mod act;
pub mod api;
mod file;
pub mod funder;
pub mod jobs;
pub mod payload;
pub mod row;
pub mod say;
pub mod sheet;
pub mod store;
pub mod view;
pub mod web;
