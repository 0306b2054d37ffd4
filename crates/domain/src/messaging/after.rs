//! What is to be done after a try, by what was heard of it.
//!
//! A message must not be sent twice, and must not be lost. What certainly was not taken is tried
//! again; what may have been taken is tried again only where the provider knows it for the same.

/// Tries of one message, at most.
pub const TRIES_MAX: i64 = 12;
/// From when it might first leave to when it is given up: four hours, in milliseconds.
pub const GIVE_UP_AFTER_MS: i64 = 4 * 3_600_000;

/// What was heard of one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// The provider took it.
    Taken { reference: Option<String> },
    /// It will never be taken: the address or the text is wrong.
    Refused { because: &'static str },
    /// It was certainly not taken, and may be later.
    NotTaken(Fault),
    /// Nobody knows: the answer did not arrive, or cannot be read.
    Lost,
}

/// Why a try failed for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Of this message or its address only: greylisting, a full mailbox.
    Message,
    /// Of the provider, or of our way to it.
    Provider,
    /// The provider asked us to wait for so long.
    TooMany { wait_ms: i64 },
    /// No call was made: the provider rests.
    Resting,
}

/// What a provider makes of the same message sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// It knows it for the same, by its key or its Message-ID.
    Known,
    /// It would be a second message.
    Another,
}

/// What became of the tries before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    NotTaken,
    /// At least one may have been taken.
    MayBeTaken,
}

/// One try and what came before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trying {
    pub repeat: Repeat,
    pub before: Before,
    /// Tries that reached out to the provider, with this one.
    pub tries: i64,
    /// Milliseconds since it might first have left.
    pub waited_ms: i64,
}

/// What is to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    Sent {
        reference: Option<String>,
    },
    Undeliverable {
        because: &'static str,
    },
    /// Given up: certainly not taken.
    Failed,
    /// The provider may or may not have taken it. Never sent again.
    Unknown,
    /// To be tried again later.
    Again {
        before: Before,
    },
}

/// Decides what follows from a try.
#[must_use]
pub fn after(heard: Heard, trying: &Trying) -> After {
    let given_up = trying.tries >= TRIES_MAX || trying.waited_ms >= GIVE_UP_AFTER_MS;
    let end = |before| match before {
        Before::NotTaken => After::Failed,
        Before::MayBeTaken => After::Unknown,
    };
    match heard {
        Heard::Taken { reference } => After::Sent { reference },
        Heard::Refused { because } => After::Undeliverable { because },
        Heard::NotTaken(_) if given_up => end(trying.before),
        Heard::NotTaken(_) => After::Again { before: trying.before },
        Heard::Lost => match trying.repeat {
            Repeat::Another => After::Unknown,
            Repeat::Known if given_up => After::Unknown,
            Repeat::Known => After::Again { before: Before::MayBeTaken },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn trying(repeat: Repeat, before: Before, tries: i64) -> Trying {
        Trying { repeat, before, tries, waited_ms: 0 }
    }

    #[test]
    fn each_try_has_one_consequence() {
        use Before::{MayBeTaken, NotTaken};
        use Repeat::{Another, Known};
        let taken = Heard::Taken { reference: Some("1".to_owned()) };
        let away = Heard::NotTaken(Fault::Provider);
        let rows = [
            (taken, Another, NotTaken, 1, After::Sent { reference: Some("1".to_owned()) }),
            (
                Heard::Refused { because: "address" },
                Known,
                NotTaken,
                1,
                After::Undeliverable { because: "address" },
            ),
            (away.clone(), Another, NotTaken, 1, After::Again { before: NotTaken }),
            (away.clone(), Known, MayBeTaken, 3, After::Again { before: MayBeTaken }),
            (away.clone(), Another, NotTaken, TRIES_MAX, After::Failed),
            (away, Known, MayBeTaken, TRIES_MAX, After::Unknown),
            (Heard::Lost, Another, NotTaken, 1, After::Unknown),
            (Heard::Lost, Known, NotTaken, 1, After::Again { before: MayBeTaken }),
            (Heard::Lost, Known, NotTaken, TRIES_MAX, After::Unknown),
        ];
        for (heard, repeat, before, tries, expected) in rows {
            let trying = trying(repeat, before, tries);
            assert_eq!(after(heard.clone(), &trying), expected, "{heard:?} {trying:?}");
        }
    }

    #[test]
    fn what_waits_for_four_hours_is_given_up() {
        let waited = |waited_ms| Trying { waited_ms, ..trying(Repeat::Known, Before::NotTaken, 2) };
        let resting = || Heard::NotTaken(Fault::Resting);
        let still = After::Again { before: Before::NotTaken };
        assert_eq!(after(resting(), &waited(GIVE_UP_AFTER_MS - 1)), still);
        assert_eq!(after(resting(), &waited(GIVE_UP_AFTER_MS)), After::Failed);
    }

    /// What a provider does with a call, and what we hear of it.
    fn answers() -> impl Strategy<Value = (bool, Heard)> {
        prop_oneof![
            Just((true, Heard::Taken { reference: None })),
            Just((false, Heard::NotTaken(Fault::Provider))),
            Just((false, Heard::NotTaken(Fault::Message))),
            Just((false, Heard::Refused { because: "address" })),
            Just((true, Heard::Lost)),
            Just((false, Heard::Lost)),
        ]
    }

    proptest! {
        /// However a provider answers, a telephone shows a message once, and each message ends.
        #[test]
        fn nobody_gets_a_message_twice(
            calls in prop::collection::vec(answers(), 1..40),
            known: bool,
        ) {
            let repeat = if known { Repeat::Known } else { Repeat::Another };
            let (mut shown, mut before) = (0, Before::NotTaken);
            let mut ended = None;
            for (place, (takes, heard)) in calls.into_iter().enumerate() {
                let is_new = repeat == Repeat::Another || shown == 0;
                shown += u32::from(takes && is_new);
                // A provider that knows it for the same answers as it did before.
                let heard = if known && shown > 0 && heard != Heard::Lost {
                    Heard::Taken { reference: None }
                } else {
                    heard
                };
                let tries = place as i64 + 1;
                match after(heard, &trying(repeat, before, tries)) {
                    After::Again { before: now } => before = now,
                    over => {
                        ended = Some(over);
                        break;
                    }
                }
                prop_assert!(tries < TRIES_MAX);
            }
            prop_assert!(shown <= 1);
            match ended {
                Some(After::Sent { .. }) => prop_assert_eq!(shown, 1),
                Some(After::Failed | After::Undeliverable { .. }) => prop_assert_eq!(shown, 0),
                Some(After::Unknown | After::Again { .. }) | None => {}
            }
        }
    }
}
