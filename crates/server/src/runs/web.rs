//! The addresses of runs.

use super::{begin, call};
use crate::routes::Routes;

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/runs/{id}", call::show)
        .post("/runs/{id}", call::step)
        .post("/runs/{id}/draft", call::draft)
        .get("/people/{id}/runs/new", begin::choose)
        .post("/people/{id}/runs/new", begin::begin)
        .post("/diary/{id}/call", begin::from_entry)
}
