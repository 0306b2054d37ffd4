//! Reports and exports: what clients say in figures, and lists as files.
//!
//! Nothing here is kept: a report is computed from the responses of a period when it is opened,
//! in one pass and within bounded memory (`gather`, `questions`), by the definitions that each
//! response is pinned to. What is shown is decided in `domain::reports`, which leaves out what
//! would speak of too few people; page (`view`, `web`) and files (`sheets`) show the same
//! (`Feedback`). Lists become files row by row (`lists`, `export`). Opening a report and taking
//! a file are recorded; a report says no name.

pub mod comments;
pub mod export;
pub mod filter;
pub mod form;
pub mod gather;
mod labels;
pub mod lists;
pub mod questions;
pub mod sheets;
pub mod store;
pub mod view;
pub mod web;
