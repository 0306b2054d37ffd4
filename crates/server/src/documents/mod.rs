//! Documents: files in a person's archive.
//!
//! A file comes in as a stream: hashed, measured, sealed piece by piece and laid into the store;
//! only when its bytes are durable there, its row and the audit entry are committed. So no row is
//! ever without its bytes; bytes without a row are what an upload left that was cut off, and a
//! sweep removes them after a day. Bytes never change and are never removed while a row names
//! them. Whoever is handed a file gets it checked against the hash of what was once brought.
//!
//! Where a scanner is set up, a document is `scanning` until it has looked, and `quarantined` where
//! it found something: both open for nobody and prove nothing (`scan`). Without one a document is
//! `clean`, and pages say that nothing was scanned.

pub mod act;
pub mod apart;
pub mod api;
pub mod archive;
mod cipher;
pub mod copying;
pub mod handing;
pub mod intake;
pub mod keyring;
pub mod look;
pub mod place;
pub mod renewal;
pub mod say;
pub mod scan;
pub mod store;
pub mod sweep;
pub mod tab;
pub mod verify;
pub mod web;
