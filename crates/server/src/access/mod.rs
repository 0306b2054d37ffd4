//! Who asks: signing in, sessions, tokens, and what a viewer may see.
//!
//! A `Viewer` is made once for each request, from a session or a token, and handed to everything
//! below. Not yours and not there look the same. Sessions, lock-outs and their times follow the
//! machine's clock, never the office's movable one.

mod address;
mod again;
mod files;
mod guard;
pub mod guesses;
pub mod password;
mod reason;
mod sessions;
mod sign_in;
pub mod store;
mod viewer;
pub mod web;

pub use address::{ClientAddress, Peer, own_path};
pub use again::Again;
pub use files::{AccessReason, FileOf, REASON_LENGTH_MAX, in_caseload, open_file, reason_address};
pub use guard::{authenticate, cookie, language_chosen, same_site, sign_in_address, words_of};
pub use sign_in::{DEMO_PASSWORD, sign_in_name};
pub use viewer::{By, MaybeViewer, Viewer};
