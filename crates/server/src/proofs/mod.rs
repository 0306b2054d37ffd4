//! Proof packs: everything that stands behind a person's checkpoints in one file, for whoever
//! audits the office, provable without it.
//!
//! A pack is a ZIP without compression and without times of its own, so that the same contents are
//! the same bytes: the answers raw and edited, the evidence, the contact log, what the funder was
//! sent, and the person's chain of the audit (`gather`). Its manifest names every file with its
//! hash and is signed with the office's Ed25519 key. `verify` needs nothing but the file: it hashes
//! what is in it, walks the chains, writes the ZIP anew and compares, and names what differs.
//! Making one is written down in the audit of every person who is in it.

pub mod gather;
mod manifest;
pub mod sample;
mod store;
mod summary;
pub mod verify;
pub mod web;
mod zipped;
