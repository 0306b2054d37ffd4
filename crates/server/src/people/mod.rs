//! People: entering them, correcting them, and what stops following somebody.

pub mod act;
pub mod api;
pub mod contact;
pub mod hand;
mod standing;
pub mod store;
pub mod web;
