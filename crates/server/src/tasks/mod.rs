//! Tasks: work that an answer asks of somebody.
//!
//! They are opened in the unit of work that keeps the answers (`act::open_raised`), shown on My
//! day, on the person's page and in a list of their own, and closed or handed on by whoever may
//! review answers. What becomes of one is decided in `domain::tasks`. A task never closes itself,
//! and what is closed stays as a record of who did it, when and how.

pub mod act;
pub mod api;
pub mod store;
pub mod view;
pub mod web;
