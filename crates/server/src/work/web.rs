//! The pages of this folder.

use super::{day, desk, handover};
use crate::routes::Routes;

/// The addresses of this folder.
pub fn pages() -> Routes {
    Routes::new()
        .get("/", day::show)
        .get("/desk", desk::show)
        .post("/desk", handover::hand_over)
        .get("/desk/handover", handover::show)
}
