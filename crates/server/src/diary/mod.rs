//! The diary: appointments and entries of those who look after people.
//!
//! An entry is booked for a person (`act::book`), moved, handed over and closed with an outcome
//! (`act::settle`, and `within` other acts), and what is written on it mended while it is open
//! (`act::mend`); what may become of it is decided in `domain::diary`. Booking a tracking call
//! closes the open one of the same job as replaced. At a page, a day on which nobody works is
//! asked about first (`days`).
//! Entries are never removed: they say who was called, when, and how it went. Pages show a day, a
//! week and what lies ahead (`agenda`), one entry with all that can be done with it (`entry`), and
//! a person's own (`tab`); calendars read one's own without anybody's name (`feed`).

pub mod act;
pub mod agenda;
pub mod api;
mod booking;
pub mod days;
pub mod entry;
mod feed;
pub mod listing;
pub mod store;
pub mod tab;
pub mod view;
pub mod web;
pub mod within;
