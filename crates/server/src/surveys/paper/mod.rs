//! A questionnaire on paper: the form that is printed with a letter, and the page on which a form
//! that came back is typed in.
//!
//! Both are made of `domain::surveys::paper_form`, so they have the same questions under the same
//! numbers. What is typed is read like every other answer and kept as the draft of staff with the
//! day of receipt; what stands off the route is kept and set aside. Nothing is submitted here.

mod entry;
pub mod form;
mod route;
mod said;
mod store;

use crate::routes::Routes;

/// The addresses of what comes on paper.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/checkpoints/{id}/paper", entry::show)
        .post("/checkpoints/{id}/paper", entry::enter)
        .post("/checkpoints/{id}/route", route::show)
}
