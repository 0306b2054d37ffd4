//! The pages of this folder.

use super::day;
use crate::routes::Routes;

/// The addresses of this folder.
pub fn pages() -> Routes {
    Routes::new().get("/", day::show)
}
