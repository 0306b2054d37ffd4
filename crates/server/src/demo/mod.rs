//! The demo: a clock that moves, due work on demand, and an outbox in place of the world.

pub mod web;
