//! The server: connections with limits, the layers of each request, health and counts.

pub mod health;
pub mod layers;
pub mod metrics;
pub mod store;
