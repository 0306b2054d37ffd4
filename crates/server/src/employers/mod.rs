//! Employers: whom one may ask about a job and why, and what they answer by a link without an
//! account. Nobody is asked without a basis. An answer is kept as it was given, stands as evidence
//! and wakes the call that waits for it.

pub mod act;
pub mod api;
mod confirm;
mod contact;
pub mod store;
pub mod view;
pub mod web;
