//! Programmes: a funder's rules as data, read from packs.
//!
//! A pack is a YAML file (`docs/packs.md`). Some are shipped inside the program; others are files
//! of an agency, or copies of shipped ones. `file` reads a pack into the domain's `Programme` and
//! names everything that is wrong with it; a pack with a problem is not used. What is pinned to an
//! enrolment is the text of the pack that was in force, read again by the same reader.

pub mod cli;
pub mod draft;
pub(crate) mod file;
mod shipped;
pub mod store;
pub mod web;

pub use file::{FILE_BYTES_MAX, PackProblem, read_programme};
pub use shipped::{ShippedPack, find_shipped, shipped};
