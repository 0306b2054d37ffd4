//! The audit: who did, saw and changed what.
//!
//! One entry for each change, in the change's own transaction, and one for each viewer, person
//! and quarter of an hour. Entries hold ids and words of ours, never names or answers. They chain
//! per person (what belongs to no person chains under the agency's id), and a seal over all heads
//! is added at intervals, so that a chain that lost its tail is found. Nothing here is ever
//! altered or removed; `cairn verify` proves it.

mod detail;
mod entry;
pub mod seal;
pub mod store;
pub mod timeline;
pub mod told;
pub mod verify;

pub use entry::{Entry, Kind};
