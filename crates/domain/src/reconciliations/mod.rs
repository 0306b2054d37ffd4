//! Reconciliation: what the funder's system holds beside what was submitted, row by row.
//!
//! The funder's extract is a table whose columns bear the funder's own names, as the pack's
//! `submission` does. Its rows are matched with our submissions by a few of these fields and then
//! compared by all that both have. Nothing here changes anything: whoever looks decides whose
//! version of a section stands.

mod compare;
mod plain;
mod taking;

pub use compare::{Compared, Kind, Ours, Row, compare};
pub use plain::{Nature, fold, nature};
pub use taking::{Asked, NotTaken, Taken, Taking, take};

/// Rows of one extract, at most.
pub const ROWS_MAX: usize = 100_000;
/// Bytes of one extract, at most (40 MB).
pub const BYTES_MAX: usize = 40_000_000;
/// Columns of one extract, at most.
pub const COLUMNS_MAX: usize = 300;
/// Characters of one value, at most.
pub const VALUE_LENGTH_MAX: usize = 4_000;
