//! What staff say of a message whose fate is not known, or that did not arrive.

use crate::checkpoints::Fate;

/// What somebody of the staff found out, or does about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settling {
    /// The person has it: from now on it counts as sent.
    Arrived,
    /// It is asked again, another way or once more; this one is left as it is.
    Again,
}

impl Settling {
    pub const ALL: [Self; 2] = [Self::Arrived, Self::Again];

    /// The word that is stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Arrived => "arrived",
            Self::Again => "again",
        }
    }

    /// What this word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Why nothing is to be said of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettleRefused {
    /// Somebody did already.
    Already,
    /// It waits, has left or was kept back: nobody needs to look after it.
    NeedsNobody,
    /// It certainly was not taken, so it cannot have arrived.
    NotTaken,
}

/// Whether somebody has to look after a message of this fate.
#[must_use]
pub fn needs_somebody(fate: Fate) -> bool {
    match fate {
        Fate::Unknown | Fate::Undeliverable | Fate::Failed => true,
        Fate::Waiting | Fate::Sent | Fate::Withheld | Fate::Recalled => false,
    }
}

/// Decides whether a message may be settled so: once, by whoever is first.
///
/// # Errors
///
/// Refuses a second time, a message that needs nobody, and the arrival of what was never taken.
pub fn settle(
    fate: Fate,
    settled: Option<Settling>,
    asked: Settling,
) -> Result<Settling, SettleRefused> {
    if settled.is_some() {
        return Err(SettleRefused::Already);
    }
    if !needs_somebody(fate) {
        return Err(SettleRefused::NeedsNobody);
    }
    match (fate, asked) {
        (Fate::Failed | Fate::Undeliverable, Settling::Arrived) => Err(SettleRefused::NotTaken),
        (_, Settling::Arrived | Settling::Again) => Ok(asked),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_have_been_taken_can_have_arrived() {
        use Settling::{Again, Arrived};
        let rows = [
            (Fate::Unknown, None, Arrived, Ok(Arrived)),
            (Fate::Unknown, None, Again, Ok(Again)),
            (Fate::Unknown, Some(Again), Arrived, Err(SettleRefused::Already)),
            (Fate::Failed, None, Again, Ok(Again)),
            (Fate::Failed, None, Arrived, Err(SettleRefused::NotTaken)),
            (Fate::Undeliverable, None, Arrived, Err(SettleRefused::NotTaken)),
            (Fate::Undeliverable, Some(Again), Again, Err(SettleRefused::Already)),
            (Fate::Sent, None, Again, Err(SettleRefused::NeedsNobody)),
            (Fate::Waiting, None, Arrived, Err(SettleRefused::NeedsNobody)),
            (Fate::Withheld, None, Again, Err(SettleRefused::NeedsNobody)),
            (Fate::Recalled, None, Again, Err(SettleRefused::NeedsNobody)),
        ];
        for (fate, settled, asked, expected) in rows {
            assert_eq!(settle(fate, settled, asked), expected, "{fate:?} {settled:?} {asked:?}");
        }
    }
}
