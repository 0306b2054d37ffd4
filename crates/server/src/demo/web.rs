//! The demo's pages and doors.

use super::{clock, outbox};
use crate::routes::Routes;

/// Every address that exists in a demo only.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/demo", clock::show)
        .post("/demo/clock", clock::post)
        .put("/demo/clock", clock::put)
        .post("/demo/tick", clock::run)
        .get("/demo/outbox", outbox::show)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::html_check::check;
    use crate::page::{Locale, Words};

    #[test]
    fn every_page_reads_well_in_both_languages() {
        for locale in [Locale::En, Locale::Fr] {
            let words = Words::new(locale);
            for page in [clock::samples(words), outbox::samples(words)].concat() {
                let faults = check(&page);
                assert!(faults.is_empty(), "{faults:?}\n{page}");
                assert!(!page.contains('⟦'), "{page}");
            }
        }
    }
}
