//! Evidence: what proves a checkpoint, and whether that is enough.
//!
//! A piece is a link between a checkpoint and a document, or a confirmation given by word of mouth
//! with the five things that make one worth something. How much it proves stands with its type in
//! the programme. Whether the pieces are enough is decided here and nowhere else; so is whether a
//! milestone may be ticked (`milestone`).

mod checklist;
mod facts;
mod milestone;
mod verbal;

pub use checklist::{Checklist, Piece, Usable, Verdict, checklist};
pub use facts::{Job, Terms, around_due};
pub use milestone::{
    AchievedRefused, Eligibility, Eligible, Milestone, Point, achieved, eligibility, state,
};
pub use verbal::{
    PHONE_LENGTH_MAX, TEXT_LENGTH_MAX, Verbal, VerbalLacks, VerbalTyped, read_verbal,
};

/// Pieces on one checkpoint, at most.
pub const PIECES_MAX: i64 = 40;

/// How a piece was obtained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    ClientUpload,
    Email,
    Post,
    InPerson,
    Phone,
    SiteVisit,
    System,
}

impl How {
    pub const ALL: [Self; 7] = [
        Self::ClientUpload,
        Self::Email,
        Self::Post,
        Self::InPerson,
        Self::Phone,
        Self::SiteVisit,
        Self::System,
    ];

    /// The word that is stored, and that programs say.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ClientUpload => "client_upload",
            Self::Email => "email",
            Self::Post => "post",
            Self::InPerson => "in_person",
            Self::Phone => "phone",
            Self::SiteVisit => "site_visit",
            Self::System => "system",
        }
    }

    /// The way of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.word() == word)
    }
}
