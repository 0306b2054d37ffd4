//! Text that must be sealed at rest: contact points, answers, notes, messages.
//!
//! For now it is stored in clear; everything that is to be sealed goes through this one type, so
//! that sealing it is a change in this one file.

use std::fmt;

/// A text that must not lie open in the database, nor show in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(String);

impl Sealed {
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// As it is stored.
    #[must_use]
    pub fn stored(&self) -> &str {
        &self.0
    }

    /// From what is stored.
    #[must_use]
    pub fn from_stored(stored: String) -> Self {
        Self(stored)
    }

    /// The text itself.
    #[must_use]
    pub fn open(self) -> String {
        self.0
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed")
    }
}
