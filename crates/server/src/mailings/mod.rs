//! Mailings: many people asked at once.
//!
//! `act` sorts out who is asked and who is left out, and records the mailing with a line for each
//! in one unit of work. `jobs` writes the messages, one person and one unit of work at a time, so
//! that a process may die anywhere and the next goes on where it stopped; each is decided again
//! as it is written, and once more when it leaves. Until then `act` can take all of it back that
//! waits, in one unit of work; what has left stays sent, and the page says so. A mailing never
//! changes its words or its people.

pub mod act;
pub mod api;
mod draft;
pub mod jobs;
pub mod said;
mod show;
pub mod store;
mod view;
pub mod web;
