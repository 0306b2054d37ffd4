//! The demo's pages and doors.

use crate::routes::Routes;

pub fn pages() -> Routes {
    Routes::new()
}
