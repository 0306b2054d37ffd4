//! Who answered, and how.

use std::str::FromStr;

/// Who answered, and how. It belongs to the response and is no question of the questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    ClientWeb,
    ClientSms,
    ClientPhone,
    ClientInPerson,
    ClientPaper,
    Employer,
    Records,
    Other,
}

impl Source {
    pub const ALL: [Self; 8] = [
        Self::ClientWeb,
        Self::ClientSms,
        Self::ClientPhone,
        Self::ClientInPerson,
        Self::ClientPaper,
        Self::Employer,
        Self::Records,
        Self::Other,
    ];

    /// The word that is stored, and the word of the interface.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ClientWeb => "client_web",
            Self::ClientSms => "client_sms",
            Self::ClientPhone => "client_phone",
            Self::ClientInPerson => "client_in_person",
            Self::ClientPaper => "client_paper",
            Self::Employer => "employer",
            Self::Records => "records",
            Self::Other => "other",
        }
    }

    /// The key of its words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::ClientWeb => "surveys-source-client-web",
            Self::ClientSms => "surveys-source-client-sms",
            Self::ClientPhone => "surveys-source-client-phone",
            Self::ClientInPerson => "surveys-source-client-in-person",
            Self::ClientPaper => "surveys-source-client-paper",
            Self::Employer => "surveys-source-employer",
            Self::Records => "surveys-source-records",
            Self::Other => "surveys-source-other",
        }
    }
}

/// A word that names no source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownSource;

impl FromStr for Source {
    type Err = UnknownSource;

    fn from_str(word: &str) -> Result<Self, UnknownSource> {
        Self::ALL.into_iter().find(|source| source.word() == word).ok_or(UnknownSource)
    }
}
