//! An answer, and how what was typed or sent becomes one.

use super::facts::{NOT_KNOWN, PREFER_NOT};
use super::read;
use super::{Decimal, Known, Question};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What somebody answered to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The code of the one choice.
    Choice(String),
    /// Words, or a code of the occupational classification.
    Text(String),
    /// A number, or an amount in the unit that the page shows: 18.50 dollars.
    Number(Decimal),
    Date(Date),
    /// Codes in the order of the choices, and what was added in words.
    Many {
        chosen: Vec<String>,
        note: Option<String>,
    },
    /// Some short questions, several times over. Rows left blank are not kept.
    Rows(Vec<Answers>),
    /// Ticked, with the name as typed.
    Declared {
        name: String,
    },
    /// To be applied only after staff approve. At least one is there.
    Contact {
        phone: Option<String>,
        email: Option<String>,
    },
    /// Documents in the archive, by identifier.
    Files(Vec<String>),
    PreferNot,
    NotKnown,
}

/// Answers by the id of their question.
pub type Answers = BTreeMap<String, Answer>;

/// What a form or the interface brought for one question, before anybody looked at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// No field, an empty one, or null.
    Nothing,
    /// One text, as typed.
    Text(String),
    /// A number of the interface, in its digits.
    Number(String),
    /// True or false of the interface.
    Yes(bool),
    /// The three fields of a date, as typed.
    Day { year: String, month: String, day: String },
    /// Ticked boxes, or a list.
    Several(Vec<Given>),
    /// Named parts: of a declaration, of contact details, of one row.
    Parts(BTreeMap<String, Given>),
}

/// What would have been an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Text,
    Number,
    Choice,
    Choices,
    Date,
    Rows,
    Declaration,
    Contact,
    Files,
    /// Answers by question, all together.
    Answers,
}

/// Why what was given is not an answer, with what a sentence needs to say what would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerRefused {
    /// The interface sent another type of value.
    Unfit {
        wanted: Wanted,
    },
    TooLong {
        length_max: u32,
    },
    /// Characters that are not letters, digits, signs or spaces.
    ControlCharacters,
    /// More than one line where one is asked.
    SeveralLines,
    NotANumber,
    OutOfRange {
        min: Decimal,
        max: Decimal,
    },
    /// More decimals, or another fraction, than asked: whole numbers, halves, cents.
    NotOnStep {
        step: Decimal,
    },
    /// Not written as a date: 2026-03-31.
    NotADate,
    /// One of day, month and year is missing.
    DateIncomplete,
    /// Well written, but the calendar has no such day.
    NoSuchDay {
        year: i16,
        month: i8,
        day: i8,
    },
    TooEarly {
        earliest: Date,
    },
    TooLate {
        latest: Date,
    },
    /// A date after today.
    InTheFuture {
        today: Date,
    },
    NotAChoice,
    /// A choice that excludes the others came with others.
    AloneWithOthers {
        choice: String,
    },
    TooManyRows {
        times_max: u32,
    },
    /// One part of one row, counted from 1.
    InRow {
        row: usize,
        question: String,
        refused: Box<AnswerRefused>,
    },
    /// A name was typed, but the box is not ticked.
    NotTicked,
    /// The box is ticked, but no name is typed.
    NameMissing,
    NotAPhone,
    NotAnEmail,
    TooManyFiles {
        files_max: u32,
    },
    NotAFile,
    /// Not five digits.
    NotAnOccupation,
    /// This question has to be answered, or left out.
    MayNotPreferNot,
    MayNotBeUnknown,
    /// A named part that this question does not have.
    UnknownPart {
        part: String,
    },
    /// The questionnaire has no such question.
    UnknownQuestion,
}

/// Reads one answer. `Ok(None)` means that nothing was answered, which is always allowed here:
/// what must be answered is for the journey to say.
///
/// # Errors
///
/// Says what would be an answer to this question.
pub fn read_answer(
    question: &Question,
    given: &Given,
    known: &Known,
) -> Result<Option<Answer>, AnswerRefused> {
    read(question, given, Some(known))
}

/// Reads an answer that was accepted once. Dates keep no bounds, since today has moved and the
/// job on file may have changed.
///
/// # Errors
///
/// When it is no answer to this question, on any day.
pub fn read_stored_answer(
    question: &Question,
    given: &Given,
) -> Result<Option<Answer>, AnswerRefused> {
    read(question, given, None)
}

pub(super) fn read(
    question: &Question,
    given: &Given,
    known: Option<&Known>,
) -> Result<Option<Answer>, AnswerRefused> {
    match lone_code(given) {
        Some(PREFER_NOT) if question.prefer_not => Ok(Some(Answer::PreferNot)),
        Some(NOT_KNOWN) if question.not_known.is_some() => Ok(Some(Answer::NotKnown)),
        Some(PREFER_NOT) if is_a_stand_in(question, PREFER_NOT) => {
            Err(AnswerRefused::MayNotPreferNot)
        }
        Some(NOT_KNOWN) if is_a_stand_in(question, NOT_KNOWN) => {
            Err(AnswerRefused::MayNotBeUnknown)
        }
        Some(_) | None => read::by_kind(&question.kind, given, known),
    }
}

/// Whether the code can only be meant for "prefer not to say" or "I do not know": the question
/// neither takes words nor has a choice of that name.
fn is_a_stand_in(question: &Question, code: &str) -> bool {
    let kind = &question.kind;
    !kind.takes_words() && kind.choices().iter().all(|choice| choice.code != code)
}

/// The text, if one text and nothing else was given: alone or as the only one of a list.
fn lone_code(given: &Given) -> Option<&str> {
    match given {
        Given::Text(text) => Some(text.trim()),
        Given::Several(several) => match several.as_slice() {
            [Given::Text(text)] => Some(text.trim()),
            _ => None,
        },
        Given::Nothing | Given::Number(_) | Given::Yes(_) | Given::Day { .. } | Given::Parts(_) => {
            None
        }
    }
}
