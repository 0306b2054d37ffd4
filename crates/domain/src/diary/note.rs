//! The note of an entry, which is written before and when it gets its outcome.

/// What becomes of the note of an entry that gets its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// What was written stays, and this comes after it, where there is something to say. Whoever
    /// had it before them and wrote on has said it all.
    Further(Option<String>),
    /// What was written stood before whoever says this.
    Whole(Option<String>),
}

impl Note {
    /// The note as it is then. Nothing of either is lost.
    #[must_use]
    pub fn after(&self, earlier: Option<&str>) -> Option<String> {
        let goes_on = |earlier: &str, said: &str| {
            let rest = said.strip_prefix(earlier);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        match (self, earlier) {
            (Self::Whole(said), _) | (Self::Further(said), None) => said.clone(),
            (Self::Further(None), Some(earlier)) => Some(earlier.to_owned()),
            (Self::Further(Some(said)), Some(earlier)) if goes_on(earlier, said) => {
                Some(said.clone())
            }
            (Self::Further(Some(said)), Some(earlier)) => Some(format!("{earlier}\n{said}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Note;
    use crate::diary::NOTE_LENGTH_MAX;

    #[test]
    fn what_is_written_on_an_open_entry_stays_before_what_is_said_at_its_end() {
        let further = |said: &str| Note::Further(Some(said.to_owned()));
        for (earlier, said, kept) in [
            (None, further("rang"), Some("rang")),
            (Some("asks for Ben"), further("rang"), Some("asks for Ben\nrang")),
            (Some("asks for Ben"), further("asks for Ben, rang"), Some("asks for Ben, rang")),
            (Some("No"), further("Nobody answered"), Some("No\nNobody answered")),
            (Some("asks for Ben"), Note::Further(None), Some("asks for Ben")),
            (Some("asks for Ben"), Note::Whole(Some("rang".to_owned())), Some("rang")),
            (Some("asks for Ben"), Note::Whole(None), None),
        ] {
            assert_eq!(said.after(earlier).as_deref(), kept, "{said:?} after {earlier:?}");
        }
        // Nothing of either is lost.
        let long = further(&"é".repeat(NOTE_LENGTH_MAX)).after(Some("a")).expect("a note");
        assert_eq!(long.chars().count(), NOTE_LENGTH_MAX + 2);
    }
}
