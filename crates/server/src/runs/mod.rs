//! One person's walk through a flow: begun from the diary or a job, answered node by node, kept
//! as it is typed, ended with a summary of what it does, woken by what happens.
//!
//! `start` begins a run and `act` takes it from one step to the next by the pure functions of
//! `domain::flows`; `carry` does what the flow says, all in the unit of work that ends the sitting
//! and each once; `wake` goes on when an entry of the diary comes due, a task is done, an employer
//! answers, and ends a run that nothing can wake any more. `effects` says what is done in words,
//! `saying` what is read out to whoever is called, `steps` which step an entry of the timeline
//! left. A run stays with the version of its flow.

pub mod act;
mod answer;
pub mod api;
mod begin;
mod beside;
mod call;
mod carry;
mod effects;
mod facts;
mod known;
pub mod next_job;
mod say;
mod saying;
mod sent;
pub mod start;
pub mod steps;
pub mod store;
pub mod view;
pub mod wake;
pub mod walk;
pub mod web;
