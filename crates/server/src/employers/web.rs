//! The addresses of employers: the form of staff, and the page of a link.

use super::{confirm, contact};
use crate::routes::Routes;

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/placements/{id}/employer", contact::edit)
        .post("/placements/{id}/employer", contact::update)
        .get("/e/{token}", confirm::show)
        .post("/e/{token}", confirm::answer)
}
