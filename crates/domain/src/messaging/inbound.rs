//! What a text message that comes in means, and what follows from it.

/// What somebody wrote, by its one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// No more messages to this number. The words that carriers know, and their French.
    Stop,
    /// Messages may come again.
    Start,
    /// Who are you?
    Help,
    /// Yes to what we asked last.
    Yes,
    /// One of the numbered answers, counted from 1.
    Number(u8),
    /// Something to be read by a person.
    Words,
}

/// What we know of the conversation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Talk<'a> {
    /// The codes of the quick answers that can be given now, in their order: the last text that
    /// left carried a link whose survey offers them still.
    pub offered: &'a [String],
    /// The choice of which we asked last whether it is meant.
    pub unconfirmed: Option<&'a str>,
}

/// What follows from a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Follows {
    Withdraw,
    Restore,
    SayWho,
    /// Ask once whether this choice is meant: a number alone may be a slip of the thumb.
    AskToConfirm {
        choice: String,
    },
    /// Keep this choice as the answer.
    Keep {
        choice: String,
    },
    /// Staff read it on the person's page.
    ShowToStaff,
}

/// Reads the one word that a text consists of. Case, accents, spaces and signs around it do not
/// matter; a word within a sentence is no order.
#[must_use]
pub fn meaning(text: &str) -> Meaning {
    let outer = |sign: char| !sign.is_alphanumeric();
    let word: String = text
        .trim_matches(outer)
        .chars()
        .flat_map(char::to_uppercase)
        .filter(|sign| *sign != '\u{302}' && *sign != '\u{301}')
        .collect();
    match word.as_str() {
        "STOP" | "STOPALL" | "UNSUBSCRIBE" | "CANCEL" | "END" | "QUIT" | "ARRET" | "ARRÊT" => {
            Meaning::Stop
        }
        "START" | "UNSTOP" | "DEBUT" | "DÉBUT" => Meaning::Start,
        "HELP" | "INFO" | "AIDE" => Meaning::Help,
        "YES" | "OUI" => Meaning::Yes,
        "1" => Meaning::Number(1),
        "2" => Meaning::Number(2),
        "3" => Meaning::Number(3),
        _ => Meaning::Words,
    }
}

/// Decides what follows. Stopping comes before everything else, and nothing is kept as an answer
/// that was not said twice.
#[must_use]
pub fn follows(meaning: Meaning, talk: Talk<'_>) -> Follows {
    match meaning {
        Meaning::Stop => Follows::Withdraw,
        Meaning::Start => Follows::Restore,
        Meaning::Help => Follows::SayWho,
        Meaning::Yes => match talk.unconfirmed {
            Some(choice) if talk.offered.iter().any(|code| code == choice) => {
                Follows::Keep { choice: choice.to_owned() }
            }
            Some(_) | None => Follows::ShowToStaff,
        },
        Meaning::Number(number) => {
            let place = usize::from(number).checked_sub(1);
            match place.and_then(|place| talk.offered.get(place)) {
                Some(choice) => Follows::AskToConfirm { choice: choice.clone() },
                None => Follows::ShowToStaff,
            }
        }
        Meaning::Words => Follows::ShowToStaff,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_word_is_an_order_and_a_sentence_is_not() {
        for (text, expected) in [
            ("STOP", Meaning::Stop),
            (" stop. ", Meaning::Stop),
            ("Arrêt!", Meaning::Stop),
            ("ARRE\u{302}T", Meaning::Stop),
            ("arret", Meaning::Stop),
            ("Unsubscribe", Meaning::Stop),
            ("cancel", Meaning::Stop),
            ("End", Meaning::Stop),
            ("quit", Meaning::Stop),
            ("“Stop”", Meaning::Stop),
            ("start", Meaning::Start),
            ("Aide ?", Meaning::Help),
            ("help", Meaning::Help),
            ("Oui", Meaning::Yes),
            ("yes!", Meaning::Yes),
            ("1", Meaning::Number(1)),
            ("2.", Meaning::Number(2)),
            ("3)", Meaning::Number(3)),
            ("4", Meaning::Words),
            ("Please do not stop", Meaning::Words),
            ("stop calling my sister", Meaning::Words),
            ("", Meaning::Words),
            ("👍", Meaning::Words),
            ("ok", Meaning::Words),
        ] {
            assert_eq!(meaning(text), expected, "{text}");
        }
    }

    #[test]
    fn a_number_is_asked_about_and_a_yes_keeps_it() {
        let codes = ["same_job", "new_job", "looking"].map(str::to_owned);
        let talk = |unconfirmed| Talk { offered: &codes, unconfirmed };
        let ask = |choice: &str| Follows::AskToConfirm { choice: choice.to_owned() };
        let keep = |choice: &str| Follows::Keep { choice: choice.to_owned() };
        for (meaning, talk, expected) in [
            (Meaning::Number(1), talk(None), ask("same_job")),
            (Meaning::Number(3), talk(Some("same_job")), ask("looking")),
            (Meaning::Yes, talk(Some("new_job")), keep("new_job")),
            (Meaning::Yes, talk(None), Follows::ShowToStaff),
            (Meaning::Yes, talk(Some("gone")), Follows::ShowToStaff),
            (Meaning::Yes, Talk { offered: &[], ..talk(Some("new_job")) }, Follows::ShowToStaff),
            (Meaning::Number(2), Talk::default(), Follows::ShowToStaff),
            (Meaning::Stop, talk(Some("new_job")), Follows::Withdraw),
            (Meaning::Start, talk(None), Follows::Restore),
            (Meaning::Help, talk(None), Follows::SayWho),
            (Meaning::Words, talk(Some("new_job")), Follows::ShowToStaff),
        ] {
            assert_eq!(follows(meaning, talk), expected, "{meaning:?} {talk:?}");
        }
    }

    proptest! {
        /// Whatever comes in: nothing is kept that was not offered and asked about, and a stop
        /// always stops.
        #[test]
        fn nothing_is_kept_unasked(text in ".{0,40}", unconfirmed in prop::option::of("[a-c]")) {
            let codes = ["a", "b"].map(str::to_owned);
            let talk = Talk { offered: &codes, unconfirmed: unconfirmed.as_deref() };
            if let Follows::Keep { choice } = follows(meaning(&text), talk) {
                prop_assert_eq!(Some(choice.as_str()), unconfirmed.as_deref());
                prop_assert!(codes.contains(&choice));
            }
            prop_assert_eq!(follows(meaning(&format!(" {} ", "stop")), talk), Follows::Withdraw);
        }
    }
}
