//! Reading what was typed about a person.

use crate::words::Language;
use jiff::civil::Date;
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters of one name, at most.
pub const NAME_LENGTH_MAX: usize = 100;
/// Earliest year of birth that is believed.
pub const YEAR_OF_BIRTH_MIN: i16 = 1900;
/// Characters of the agency's own reference, at most.
pub const REFERENCE_LENGTH_MAX: usize = 60;

/// What was typed about a person, before it is believed.
#[derive(Debug, Clone, Default)]
pub struct PersonAsk {
    pub given_name: String,
    pub family_name: String,
    pub language: String,
    pub year_of_birth: Option<i64>,
    pub reference: Option<String>,
}

/// A person that can be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRead {
    pub given_name: String,
    pub family_name: String,
    pub language: Language,
    pub year_of_birth: Option<i16>,
    pub reference: Option<String>,
}

/// Everything that is wrong with what was typed, by field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRefused(pub Vec<PersonProblem>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonProblem {
    GivenName(TextRefused),
    FamilyName(TextRefused),
    Reference(TextRefused),
    /// It would be `en` or `fr`.
    Language,
    /// A year from [`YEAR_OF_BIRTH_MIN`] to this year.
    YearOfBirth {
        latest: i16,
    },
}

/// Why a line of text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRefused {
    Empty,
    TooLong {
        length_max: usize,
    },
    /// Control characters, or line breaks where one line is wanted.
    Unprintable,
}

impl fmt::Display for TextRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty"),
            Self::TooLong { length_max } => write!(f, "more than {length_max} characters"),
            Self::Unprintable => f.write_str("characters that cannot be printed"),
        }
    }
}

/// Reads one line of text: composed (NFC), trimmed, no control characters, at most so long.
///
/// # Errors
///
/// When nothing is left, too much is left, or it holds what cannot be printed.
pub fn line(text: &str, length_max: usize) -> Result<String, TextRefused> {
    let text: String = text.trim().nfc().collect();
    if text.is_empty() {
        return Err(TextRefused::Empty);
    }
    if text.chars().any(|c| c.is_control() || is_direction_override(c)) {
        return Err(TextRefused::Unprintable);
    }
    if text.chars().count() > length_max {
        return Err(TextRefused::TooLong { length_max });
    }
    Ok(text)
}

/// Marks that turn the direction of writing: harmless in a paragraph, a forgery in a name.
pub(crate) fn is_direction_override(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Reads what was typed about a person.
///
/// # Errors
///
/// Names every field that cannot be recorded, all at once.
pub fn read_person(ask: &PersonAsk, today: Date) -> Result<PersonRead, PersonRefused> {
    let mut problems = Vec::new();
    let given_name = line(&ask.given_name, NAME_LENGTH_MAX)
        .map_err(|why| problems.push(PersonProblem::GivenName(why)));
    let family_name = line(&ask.family_name, NAME_LENGTH_MAX)
        .map_err(|why| problems.push(PersonProblem::FamilyName(why)));
    let language =
        ask.language.parse::<Language>().map_err(|_| problems.push(PersonProblem::Language));
    let year_of_birth = match ask.year_of_birth {
        None => Ok(None),
        Some(year) => match i16::try_from(year) {
            Ok(year) if (YEAR_OF_BIRTH_MIN..=today.year()).contains(&year) => Ok(Some(year)),
            Ok(_) | Err(_) => {
                problems.push(PersonProblem::YearOfBirth { latest: today.year() });
                Err(())
            }
        },
    };
    let reference = match ask.reference.as_deref().map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => line(text, REFERENCE_LENGTH_MAX)
            .map(Some)
            .map_err(|why| problems.push(PersonProblem::Reference(why))),
    };
    match (given_name, family_name, language, year_of_birth, reference) {
        (Ok(given_name), Ok(family_name), Ok(language), Ok(year_of_birth), Ok(reference)) => {
            Ok(PersonRead { given_name, family_name, language, year_of_birth, reference })
        }
        (_, _, _, _, _) => Err(PersonRefused(problems)),
    }
}

/// A text as it is searched: unaccented, lower case, one space between words.
#[must_use]
pub fn folded(text: &str) -> String {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let lower = plain.to_lowercase().replace(['\'', '’', '-', '.', ','], " ");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_person_is_read_or_every_problem_is_named() {
        let ask = PersonAsk {
            given_name: "  Zoë ".into(),
            family_name: "O’Brien".into(),
            language: "fr".into(),
            year_of_birth: Some(1990),
            reference: Some(" ".into()),
        };
        let read = read_person(&ask, date(2025, 9, 30)).expect("can be recorded");
        assert_eq!(read.given_name, "Zoë");
        assert_eq!(read.reference, None);

        let worse = PersonAsk {
            given_name: "\u{0}".into(),
            family_name: "x".repeat(NAME_LENGTH_MAX + 1),
            language: "de".into(),
            year_of_birth: Some(2026),
            reference: None,
        };
        let refused = read_person(&worse, date(2025, 9, 30)).expect_err("cannot be recorded");
        assert_eq!(refused.0.len(), 4);
    }

    #[test]
    fn search_ignores_accents_case_and_marks() {
        for (typed, kept) in [
            ("Zoë O’Brien", "zoe o brien"),
            ("MARC-ANDRÉ", "marc andre"),
            ("  Łukasz  Żak ", "łukasz zak"),
        ] {
            assert_eq!(folded(typed), kept);
        }
    }
}
