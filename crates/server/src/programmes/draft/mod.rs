//! Drafts: a pack of the agency's own while an administrator changes its questionnaires.
//!
//! A draft begins as a copy of a version, one for each pack. Its text is the truth: pages change
//! the tree of that text (`change`, `form`) and write it again. It is checked (`findings`), tried
//! out (`web::trial`) and published (`act`); what is published never changes, and nothing that is
//! out changes with it. Only administrators come here.

pub mod act;
pub mod change;
pub mod findings;
pub mod form;
pub mod web;
pub mod wording;

use super::file::{Reading, read_draft};
use super::store::{Draft, find_draft};
use crate::failure::Failure;
use crate::record::Held;
use domain::programmes::Programme;

/// A draft with what can be read of it.
#[derive(Debug)]
pub struct Desk {
    pub draft: Draft,
    pub reading: Reading,
    programme: Programme,
}

impl Desk {
    /// Opens the draft of a pack.
    ///
    /// # Errors
    ///
    /// `NotFound` where none is open.
    pub async fn open(held: &mut impl Held, pack: &str) -> Result<Self, Failure> {
        let draft = find_draft(held, pack).await?.ok_or(Failure::NotFound)?;
        Self::of(draft)
    }

    /// Reads a draft.
    ///
    /// # Errors
    ///
    /// A fault when it cannot be read at all, which no form of ours brings about.
    pub fn of(draft: Draft) -> Result<Self, Failure> {
        let mut reading = read_draft(&draft.source, &draft.pack)
            .map_err(|problem| Failure::fault("reading a draft", &problem))?;
        let programme = reading.programme.take();
        let programme = programme.ok_or_else(|| {
            let first = reading.others.first().map(ToString::to_string).unwrap_or_default();
            Failure::fault("reading a draft", &first)
        })?;
        Ok(Self { draft, reading, programme })
    }

    /// The draft as a programme; a text that is lacking reads as in the other language.
    #[must_use]
    pub fn programme(&self) -> &Programme {
        &self.programme
    }

    /// The codes of the checkpoints.
    #[must_use]
    pub fn points(&self) -> Vec<String> {
        self.programme.checkpoints.iter().map(|rule| rule.code.clone()).collect()
    }
}
