//! Work: what waits for the viewer, and the frame that stands around every page of staff.
//!
//! `My day` is one list from the same source as the list of checkpoints, so that its numbers and
//! theirs cannot disagree. Nothing is kept here and nothing is decided here: it shows what the
//! decisions of other nouns leave to be done.

mod calls;
mod day;
mod desk;
pub mod frame;
mod handover;
pub mod pager;
mod piles;
pub mod web;

#[cfg(test)]
mod test;
