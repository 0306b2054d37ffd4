//! Claims while they are put together: prepared in a call, countersigned by somebody else, passed
//! on. What is due comes from `act::due`, which reads the programme's checkpoints; outcome rules
//! will take its place there and nowhere else.

pub mod act;
pub mod api;
pub mod store;
pub mod view;
pub mod web;
