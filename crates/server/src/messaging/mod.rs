//! Messages: asking a person by e-mail or text, or by a link, a letter or a telephone script that
//! staff hand over.
//!
//! `ask` writes a message with its link and its job in the unit of work of whoever asks: staff by
//! a page or a door, or the worker when `domain` says that something is due. A message waits until
//! its minute comes; then `leave` decides again, marks it, sends it by one of the ways of
//! `deliver`, and writes down what was heard. It ends as `sent`, `undeliverable`, `withheld`,
//! `failed` or `unknown`, and the checkpoint is put in step each time. What is kept holds
//! `{{link}}` where the link belongs: its secret is made again from the installation's key, and
//! stands nowhere. Nothing here says why somebody is asked, and nothing is sent twice.

pub mod api;
pub mod ask;
pub mod compose;
pub mod deliver;
mod draft;
pub mod inbound;
pub mod jobs;
pub mod leave;
pub mod needs;
pub mod refused;
mod sheet;
pub mod store;
pub mod trial;
pub mod view;
pub mod web;
