//! Work to be done later: one table, in the same transaction as the change that
//! asked for it, and workers that take from it.
//!
//! A job is a few ids under a key that is unique within its agency and kind:
//! asking twice for the same one is asking once. A worker takes a job under a
//! **lease** (real time) with a **fence**, a number that grows with every taking.
//! A worker that stopped for too long presents an old number and changes nothing;
//! a handler that must not do its work twice asks [`Claimed::hold`] in its own
//! unit of work. Due times are the application's clock, which a demo may move;
//! both clocks and the randomness are handed in.
//!
//! ```text
//! waiting ── claim ── leased ── finish ─────────────── done
//!    ^                  │ ├──── never, or no try left ─ dead   (revive: waiting)
//!    └── again, expired ┘ └──── cancel ──────────────── cancelled
//! ```
//!
//! Ended jobs stay, so that their keys stay taken, until [`forget_ended`].

mod backoff;
mod claim;
mod jobs;
mod worker;

pub use backoff::back_off_ms;
pub use claim::{Claimed, Hold, Lease, again, claim, finish, never};
pub use jobs::{
    Dead, Enqueued, Job, MIGRATION, cancel, dead, enqueue, forget_ended, oldest_due, revive,
};
pub use worker::{Clock, Done, JobFailure, Limits, Outcome, Outside, Worker};
