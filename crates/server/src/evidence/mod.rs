//! Evidence of a checkpoint, and its milestone.
//!
//! A piece is a link between a checkpoint and a document of the person's archive (or a confirmation
//! by word of mouth), with its type and how, when and by whom it was obtained. The same document
//! may serve several checkpoints; while one stands on it, it cannot be removed from the archive.
//! What the pieces come to, and whether a milestone may be ticked, is decided in `domain`; a person
//! ticks. Whoever leads a team may let a checkpoint go without, with a reason.

pub mod act;
pub mod api;
pub mod page;
pub mod proof;
pub mod row;
pub mod say;
pub mod store;
pub mod web;
pub mod wire;
