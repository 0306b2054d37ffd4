//! Tries to reach a person, their employer, or whoever knows of their benefits: entered by hand
//! or by a flow, counted in rounds (`domain::contacts`), never changed afterwards.

pub mod act;
pub mod api;
pub mod store;
pub mod view;
pub mod web;
