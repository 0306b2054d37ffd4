//! The addresses of the diary.

use super::{agenda, booking, entry, feed};
use crate::routes::Routes;

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/diary", agenda::show)
        .get("/diary/feed", feed::show)
        .post("/diary/feed", feed::update)
        .get("/diary/feed/{file}", feed::calendar)
        .get("/diary/{id}", entry::show)
        .post("/diary/{id}", entry::update)
        .get("/people/{id}/diary/new", booking::new)
        .post("/people/{id}/diary/new", booking::create)
}
