//! What calls write: letters on paper, forms, and e-mails to colleagues and employers.
//!
//! A letter is kept exactly as it was written and is printed from there. A form is filled in until
//! it is complete; an e-mail that goes with forms waits until they are. E-mails leave by jobs, each
//! once: one that was cut off on its way is sent again under the same Message-ID.

pub mod act;
pub mod api;
pub mod filling;
mod forms;
pub mod jobs;
mod letters;
mod posting;
pub mod store;
mod unsent;
pub mod view;
pub mod web;
