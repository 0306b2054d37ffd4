//! A condition as rows that are chosen from lists, and the CEL text that says the same.
//!
//! Whoever changes a questionnaire chooses a question, a verb and a value; the pack keeps the text.
//! Both ways are here: [`Clauses::to_condition`] writes the text, [`read_clauses`] reads it back. A
//! text that says more than rows can say is left as it is.

mod read;
mod subject;

pub use read::read_clauses;
pub use subject::subjects;

use super::Decimal;
use crate::expression::CONDITION_LENGTH_MAX;
use jiff::civil::Date;

/// Rows of one condition, and values of one row, at most.
pub const CLAUSES_MAX: usize = 12;
const VALUES_MAX: usize = 80;
/// Characters of a value that is typed, at most.
const VALUE_LENGTH_MAX: usize = 120;

/// How rows are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// Every row holds.
    All,
    /// At least one row holds.
    Any,
}

/// A condition as rows. One row alone is joined by `All`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clauses {
    pub joined: Joined,
    pub rows: Vec<Clause>,
}

/// One row: of what, how, what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The id of a question, or one of the known names.
    pub subject: String,
    pub verb: Verb,
    /// Codes, a number, a day, words, or `yes` and `no`. None for *is answered*.
    pub values: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Is,
    IsNot,
    OneOf,
    NoneOf,
    Answered,
    Unanswered,
    MoreThan,
    LessThan,
    AtLeast,
    AtMost,
}

/// What a row may speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub name: String,
    pub kind: SubjectKind,
    /// Whether "prefer not to say" and "I do not know" may stand for its answer.
    pub stand_ins: Vec<&'static str>,
    /// The codes to choose from; none where a value is typed.
    pub codes: Vec<String>,
}

/// How the value of a subject reads in CEL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectKind {
    /// One code; `''` where unanswered.
    Choice,
    /// A list of codes.
    Several,
    /// Typed words.
    Words,
    /// A day as text; `''` where unanswered.
    Day,
    /// A number; `null` where unanswered.
    Number,
    /// True or false, or `null` where it is not known.
    Truth,
}

/// Why a row is no condition. Rows are counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseRefused {
    pub row: usize,
    pub why: ClauseFault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseFault {
    UnknownSubject,
    VerbDoesNotFit,
    ValueWanted,
    NotANumber,
    NotADay,
    UnknownCode,
    TooLong,
    TooManyRows,
}

impl Verb {
    pub const ALL: [Self; 10] = [
        Self::Is,
        Self::IsNot,
        Self::OneOf,
        Self::NoneOf,
        Self::Answered,
        Self::Unanswered,
        Self::MoreThan,
        Self::LessThan,
        Self::AtLeast,
        Self::AtMost,
    ];

    /// The word that forms post.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is-not",
            Self::OneOf => "one-of",
            Self::NoneOf => "none-of",
            Self::Answered => "answered",
            Self::Unanswered => "unanswered",
            Self::MoreThan => "more-than",
            Self::LessThan => "less-than",
            Self::AtLeast => "at-least",
            Self::AtMost => "at-most",
        }
    }

    /// The verb of a posted word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.word() == word)
    }

    /// Whether a value stands behind it.
    #[must_use]
    pub fn takes_value(self) -> bool {
        !matches!(self, Self::Answered | Self::Unanswered)
    }

    fn sign(self) -> &'static str {
        match self {
            Self::MoreThan => ">",
            Self::LessThan => "<",
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::IsNot => "!=",
            Self::Is | Self::OneOf | Self::NoneOf | Self::Answered | Self::Unanswered => "==",
        }
    }
}

impl SubjectKind {
    /// The verbs that make sense of it.
    #[must_use]
    pub fn verbs(self) -> &'static [Verb] {
        use Verb::{
            Answered, AtLeast, AtMost, Is, IsNot, LessThan, MoreThan, NoneOf, OneOf, Unanswered,
        };
        match self {
            Self::Choice => &[Is, IsNot, OneOf, NoneOf, Answered, Unanswered],
            Self::Several => &[OneOf, NoneOf, Answered, Unanswered],
            Self::Words => &[Is, IsNot, Answered, Unanswered],
            Self::Day => &[MoreThan, LessThan, AtLeast, AtMost, Answered, Unanswered],
            Self::Number => &[Is, IsNot, MoreThan, LessThan, AtLeast, AtMost, Answered, Unanswered],
            Self::Truth => &[Is, IsNot],
        }
    }
}

impl Clauses {
    /// Rows as they are compared: how a single row is joined means nothing.
    #[must_use]
    pub fn new(joined: Joined, rows: Vec<Clause>) -> Self {
        let joined = if rows.len() < 2 { Joined::All } else { joined };
        Self { joined, rows }
    }

    /// The CEL text that says these rows; none without rows.
    ///
    /// # Errors
    ///
    /// The first row that is no condition, and why.
    pub fn to_condition(&self, subjects: &[Subject]) -> Result<Option<String>, ClauseRefused> {
        if self.rows.len() > CLAUSES_MAX {
            return Err(ClauseRefused { row: CLAUSES_MAX, why: ClauseFault::TooManyRows });
        }
        let mut texts = Vec::new();
        for (row, clause) in self.rows.iter().enumerate() {
            let text = clause.text(subjects).map_err(|why| ClauseRefused { row, why })?;
            texts.push(text);
        }
        let sign = match self.joined {
            Joined::All => " && ",
            Joined::Any => " || ",
        };
        let text = texts.join(sign);
        if text.chars().count() > CONDITION_LENGTH_MAX {
            return Err(ClauseRefused { row: self.rows.len() - 1, why: ClauseFault::TooLong });
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }
}

impl Clause {
    fn text(&self, subjects: &[Subject]) -> Result<String, ClauseFault> {
        let subject = subjects.iter().find(|one| one.name == self.subject);
        let subject = subject.ok_or(ClauseFault::UnknownSubject)?;
        if !subject.kind.verbs().contains(&self.verb) {
            return Err(ClauseFault::VerbDoesNotFit);
        }
        let wanted = match self.verb {
            Verb::Answered | Verb::Unanswered => 0..=0,
            Verb::OneOf | Verb::NoneOf => 1..=VALUES_MAX,
            Verb::Is
            | Verb::IsNot
            | Verb::MoreThan
            | Verb::LessThan
            | Verb::AtLeast
            | Verb::AtMost => 1..=1,
        };
        if !wanted.contains(&self.values.len()) {
            return Err(ClauseFault::ValueWanted);
        }
        let name = &self.subject;
        Ok(match subject.kind {
            SubjectKind::Several => self.of_several(subject)?,
            SubjectKind::Number => self.of_number(subject)?,
            SubjectKind::Day => self.of_day()?,
            SubjectKind::Truth => {
                let truth = match self.values[0].as_str() {
                    "yes" => "true",
                    "no" => "false",
                    _ => return Err(ClauseFault::UnknownCode),
                };
                format!("{name} {} {truth}", self.verb.sign())
            }
            SubjectKind::Choice | SubjectKind::Words => self.of_text(subject)?,
        })
    }

    fn of_text(&self, subject: &Subject) -> Result<String, ClauseFault> {
        let name = &self.subject;
        let quoted = self.quoted(subject)?;
        Ok(match self.verb {
            Verb::OneOf => format!("{name} in [{}]", quoted.join(", ")),
            Verb::NoneOf => format!("!({name} in [{}])", quoted.join(", ")),
            Verb::Answered => format!("{name} != ''"),
            Verb::Unanswered => format!("{name} == ''"),
            Verb::Is
            | Verb::IsNot
            | Verb::MoreThan
            | Verb::LessThan
            | Verb::AtLeast
            | Verb::AtMost => format!("{name} {} {}", self.verb.sign(), quoted[0]),
        })
    }

    fn of_several(&self, subject: &Subject) -> Result<String, ClauseFault> {
        let name = &self.subject;
        let held: Vec<String> =
            self.quoted(subject)?.iter().map(|code| format!("{code} in {name}")).collect();
        Ok(match (self.verb, held.as_slice()) {
            (Verb::Unanswered, _) => format!("size({name}) == 0"),
            (Verb::NoneOf, _) => format!("!({})", held.join(" || ")),
            (Verb::OneOf, [only]) => only.clone(),
            (Verb::OneOf, _) => format!("({})", held.join(" || ")),
            (
                Verb::Answered
                | Verb::Is
                | Verb::IsNot
                | Verb::MoreThan
                | Verb::LessThan
                | Verb::AtLeast
                | Verb::AtMost,
                _,
            ) => format!("size({name}) > 0"),
        })
    }

    /// A comparison of a number that may be missing asks first whether it is there.
    fn of_number(&self, subject: &Subject) -> Result<String, ClauseFault> {
        let name = &self.subject;
        let value = match self.values.first() {
            None => String::new(),
            Some(value) if subject.stand_ins.contains(&value.as_str()) => quote(value),
            Some(value) => number(value)?,
        };
        Ok(match self.verb {
            Verb::Answered => format!("{name} != null"),
            Verb::Unanswered => format!("{name} == null"),
            Verb::MoreThan | Verb::LessThan | Verb::AtLeast | Verb::AtMost => {
                if value.starts_with('\'') {
                    return Err(ClauseFault::NotANumber);
                }
                let there = subject.stand_ins.iter().map(|code| format!("{name} != '{code}' && "));
                let there: String = there.collect();
                format!("({name} != null && {there}{name} {} {value})", self.verb.sign())
            }
            Verb::Is | Verb::IsNot | Verb::OneOf | Verb::NoneOf => {
                format!("{name} {} {value}", self.verb.sign())
            }
        })
    }

    /// Days compare as texts; one that is missing is neither before nor after.
    fn of_day(&self) -> Result<String, ClauseFault> {
        let name = &self.subject;
        Ok(match self.verb {
            Verb::Answered => format!("{name} != ''"),
            Verb::Unanswered => format!("{name} == ''"),
            Verb::Is
            | Verb::IsNot
            | Verb::OneOf
            | Verb::NoneOf
            | Verb::MoreThan
            | Verb::LessThan
            | Verb::AtLeast
            | Verb::AtMost => {
                let day: Date = self.values[0].parse().map_err(|_| ClauseFault::NotADay)?;
                format!("({name} != '' && {name} {} '{day}')", self.verb.sign())
            }
        })
    }

    fn quoted(&self, subject: &Subject) -> Result<Vec<String>, ClauseFault> {
        for value in &self.values {
            let is_typed = subject.kind == SubjectKind::Words;
            if !is_typed && !subject.codes.contains(value) {
                return Err(ClauseFault::UnknownCode);
            }
            if value.trim().is_empty() {
                return Err(ClauseFault::ValueWanted);
            }
            if value.chars().count() > VALUE_LENGTH_MAX || value.chars().any(char::is_control) {
                return Err(ClauseFault::TooLong);
            }
        }
        Ok(self.values.iter().map(|value| quote(value)).collect())
    }
}

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// A number as CEL writes a fraction, since facts are fractions: `20.0`.
fn number(value: &str) -> Result<String, ClauseFault> {
    let number = Decimal::read(value).map_err(|_| ClauseFault::NotANumber)?.to_string();
    Ok(if number.contains('.') { number } else { format!("{number}.0") })
}

#[cfg(test)]
#[path = "clauses_test.rs"]
mod tests;
