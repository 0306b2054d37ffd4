//! Remarks in the record: reasons and notes.
//!
//! What somebody typed stays as it was typed. What the program puts there is kept as what it
//! means, and said in the language of whoever reads it.

use crate::page::{Locale, Words};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Stands before what is meant. No door takes it, so nobody types it.
const MARK: char = '\u{1}';

/// What the program means by a remark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meant {
    /// How often one keeps in touch from a day on; no weeks where the assessment was removed.
    Frequency { weeks: Option<u8>, from: Date, reason: Option<String> },
    /// What an agency's flow calls it, in both its languages, and what was typed about it.
    Flow { en: String, fr: String, typed: Option<String> },
    /// A task falls away: the job that it was about goes on.
    JobGoesOn,
    /// A task falls away: the last day that it was to find is known.
    LastDayKnown,
}

impl Meant {
    /// As it is stored: one line.
    #[must_use]
    pub fn stored(&self) -> String {
        format!("{MARK}{}", serde_json::to_string(self).unwrap_or_default())
    }

    fn said(&self, words: Words) -> String {
        match self {
            Self::Frequency { weeks, from, reason } => {
                let from = words.date(*from).into();
                let said = match weeks {
                    Some(weeks) => {
                        let args = [("weeks", i64::from(*weeks).into()), ("from", from)];
                        words.with("support-change-said", &args)
                    }
                    None => words.with("support-removed-said", &[("from", from)]),
                };
                with_typed(words, said, reason.as_deref())
            }
            Self::Flow { en, fr, typed } => {
                let said = match words.locale {
                    Locale::En => en,
                    Locale::Fr => fr,
                };
                with_typed(words, said.clone(), typed.as_deref())
            }
            Self::JobGoesOn => words.say("tasks-job-goes-on"),
            Self::LastDayKnown => words.say("tasks-last-day-known"),
        }
    }
}

fn with_typed(words: Words, said: String, typed: Option<&str>) -> String {
    match typed {
        Some(typed) => {
            let args = [("said", said.into()), ("reason", typed.into())];
            words.with("support-with-reason", &args)
        }
        None => said,
    }
}

/// A reason or a note as it is stored. It is shown by [`Remark::said`] alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark(String);

impl Remark {
    /// What somebody typed.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(text.replace(MARK, ""))
    }

    #[must_use]
    pub fn from_stored(stored: String) -> Self {
        Self(stored)
    }

    #[must_use]
    pub fn stored(&self) -> &str {
        &self.0
    }

    /// Whether nothing of it is meant by the program.
    #[must_use]
    pub fn is_typed(&self) -> bool {
        !self.0.contains(MARK)
    }

    /// In the language of whoever reads it. What is meant stands in lines of its own: before it
    /// and behind it stands what was typed.
    #[must_use]
    pub fn said(&self, words: Words) -> String {
        if self.is_typed() {
            return self.0.clone();
        }
        let said = |line: &str| match line.strip_prefix(MARK) {
            Some(meant) => serde_json::from_str::<Meant>(meant)
                .map_or_else(|_| meant.to_owned(), |meant| meant.said(words)),
            None => line.to_owned(),
        };
        self.0.split('\n').map(said).collect::<Vec<_>>().join("\n")
    }
}

impl From<&Meant> for Remark {
    fn from(meant: &Meant) -> Self {
        Self(meant.stored())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_meant_is_said_to_whoever_reads_and_what_was_typed_stays() {
        let (en, fr) = (Words::new(Locale::En), Words::new(Locale::Fr));
        let from = date(2026, 11, 16);
        let flow = |typed: Option<&str>| Meant::Flow {
            en: "E-mail".to_owned(),
            fr: "Courriel".to_owned(),
            typed: typed.map(str::to_owned),
        };
        let change =
            Meant::Frequency { weeks: Some(2), from, reason: Some("Misses\nshifts".to_owned()) };
        let removed = Meant::Frequency { weeks: None, from, reason: None };
        for (meant, english, french) in [
            (
                change,
                "Contact every 2 weeks from Mon 16 Nov 2026: Misses\nshifts",
                "toutes les 2 semaines",
            ),
            (removed, "Assessment removed from Mon 16 Nov 2026", "16 nov. 2026"),
            (flow(None), "E-mail", "Courriel"),
            (flow(Some("At noon")), "E-mail: At noon", "Courriel\u{a0}: At noon"),
        ] {
            let remark = Remark::from(&meant);
            assert!(!remark.stored().contains('\n'), "one line: {meant:?}");
            assert_eq!(remark.said(en), english);
            let said = remark.said(fr);
            assert!(said.contains(french), "{said}");
        }
        let typed = Remark::typed("Rang twice\nAsked for Ben");
        assert_eq!((typed.said(en), typed.said(fr)), (typed.said(fr), typed.stored().to_owned()));
        let after = Remark::from_stored(format!("Rang twice\n{}", flow(None).stored()));
        assert_eq!(after.said(fr), "Rang twice\nCourriel");
        assert!(typed.is_typed() && !after.is_typed());
        // Whoever types what is stored has typed it.
        let forged = Remark::typed(&flow(None).stored());
        assert!(forged.said(fr).starts_with("{\"flow\""), "{}", forged.said(fr));
    }
}
