//! Flows: drawn procedures, such as the tracking call.
//!
//! A flow is a YAML file (`docs/flows.md`), read by `file` and checked by `domain::flows::check`;
//! those that are shipped are inside the program. `cli` lists and checks flows, goes through the
//! walks that are stored with them, and draws them. A flow that has one problem is not used at
//! all. An agency may publish versions of its own (`store`, `web`); a run stays with its version.

pub mod api;
pub mod cli;
pub mod controls;
pub mod draw;
mod file;
mod labels;
pub mod roles;
mod shipped;
pub mod steps;
pub mod store;
pub mod web;
pub mod wire;

pub use self::file::read_flow;
pub use self::shipped::shipped;

#[cfg(test)]
mod walking_test;
