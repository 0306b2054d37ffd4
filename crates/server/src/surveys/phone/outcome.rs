//! How a call went.

use std::str::FromStr;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The person is on the line: the questions follow.
    Speaking,
    NoAnswer,
    MessageLeft,
    SomebodyElse,
    /// They asked not to be contacted any more.
    NoMore,
}

impl Outcome {
    /// In the order of their number keys.
    pub const ALL: [Self; 5] =
        [Self::Speaking, Self::NoAnswer, Self::MessageLeft, Self::SomebodyElse, Self::NoMore];

    /// The word that is stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Speaking => "speaking",
            Self::NoAnswer => "no_answer",
            Self::MessageLeft => "message_left",
            Self::SomebodyElse => "somebody_else",
            Self::NoMore => "no_more_contact",
        }
    }

    /// The key of its words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Speaking => "phone-outcome-speaking",
            Self::NoAnswer => "phone-outcome-no-answer",
            Self::MessageLeft => "phone-outcome-message-left",
            Self::SomebodyElse => "phone-outcome-somebody-else",
            Self::NoMore => "phone-outcome-no-more",
        }
    }
}

/// A word that names no outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownOutcome;

impl FromStr for Outcome {
    type Err = UnknownOutcome;

    fn from_str(word: &str) -> Result<Self, UnknownOutcome> {
        Self::ALL.into_iter().find(|one| one.word() == word).ok_or(UnknownOutcome)
    }
}
