//! A questionnaire and the answers to it.
//!
//! A questionnaire is a versioned definition; a response is what a client answered, never altered,
//! and beside it what staff made of it, each difference with who, when and why. Which questions
//! are on the way is computed from the answers each time (`journey`), by the same function while
//! asking, reviewing and exporting. Answers off the taken route are set aside: kept, shown as
//! such, not submitted.

mod answer;
mod check;
mod clauses;
mod decimal;
mod facts;
mod journey;
#[cfg(test)]
mod naive;
mod paper;
mod paper_terms;
mod parts;
mod quick;
mod reach;
mod read;
mod review;
#[cfg(test)]
mod samples;
mod since;
mod sound;
mod warnings;

pub use answer::{Answer, AnswerRefused, Answers, Given, Wanted, read_answer, read_stored_answer};
pub use check::{DefinitionFault, FaultKind, definition_faults};
pub use clauses::{
    CLAUSES_MAX, Clause, ClauseFault, ClauseRefused, Clauses, Joined, Subject, SubjectKind, Verb,
    read_clauses, subjects,
};
pub use decimal::{Decimal, NotADecimal};
pub use facts::{KNOWN_NAMES, Known, KnownJob, NOT_KNOWN, PREFER_NOT, fact};
pub use journey::{
    CHECK_SCREEN, Face, Journey, MORE_SCREEN, PAPER_SCREEN, Placed, REVIEW_SCREEN, Screen, journey,
};
pub use paper::{Form, Jump, Line, Only, Says, Term, paper_form};
pub use parts::NAME_LENGTH_MAX;
pub use quick::{
    Again, QUICK_CHOICES_MAX, Quick, QuickChoice, QuickGiven, QuickRefused, answer_quickly,
    is_offered,
};
pub use reach::{Meets, meets};
pub use review::{
    Difference, Missing, MissingKind, Raised, SOURCE, differences, missing_for_submission, raised,
};
pub use since::{Since, since};
pub use sound::{Alteration, Doubt, alterations, doubts};
pub use warnings::{Warning, warnings};

use crate::expression::Condition;
use crate::words::Words;

/// What is asked at a checkpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct Questionnaire {
    /// Such as `checkin-1m`.
    pub code: String,
    pub version: u32,
    pub title: Words,
    /// What a client must show before anything that we know is shown. Not a question: the server
    /// asks it before the journey, and it leaves no answer.
    pub gate: Option<Gate>,
    /// The question that is answered in two taps by whoever came by a text message.
    pub quick: Option<Quick>,
    /// In the order in which they are asked.
    pub questions: Vec<Question>,
}

/// What a client must know before anything that we know is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    YearOfBirth,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The key of its answer, such as `hours_week`. Stable over versions.
    pub id: String,
    pub text: Words,
    /// Used instead of `text` while nothing that we know may be shown (no identity gate passed).
    pub text_unknown: Option<Words>,
    pub hint: Option<Words>,
    pub kind: Kind,
    pub need: Need,
    /// The need stands only while this holds. Left out: always.
    pub required_when: Option<Condition>,
    /// Never shown to the client.
    pub staff_only: bool,
    /// Asked only where a client answers alone (consent to answer, the declaration). On the staff
    /// side it is left out, and `assume` stands for its answer in conditions.
    pub self_completed_only: bool,
    pub assume: Option<String>,
    /// Left out: always shown.
    pub shown_when: Option<Condition>,
    /// Where the client meets it. Staff see everything on one page.
    pub place: Place,
    /// Whether "prefer not to say" may be chosen instead of an answer.
    pub prefer_not: bool,
    /// How "I do not know" reads, where that may be chosen instead of an answer.
    pub not_known: Option<Words>,
    /// An answer that makes a task for the owner of the file, such as `yes` to `need_help`.
    pub raises: Option<Raise>,
    /// Whether a chosen answer ends the questionnaire at once, and how.
    pub ends: Vec<Ending>,
    /// The funder's name of the column.
    pub column: Option<String>,
}

/// Who must answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The client, when it is shown to them; and before submission.
    Client,
    /// Staff, before submission, when it is on the route.
    Submission,
    /// Nobody.
    Optional,
}

/// The screen on which a client meets a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A screen of its own.
    Own,
    /// With the others of this name, where the first of them stands.
    With(String),
    /// On the last screen before the check, in plain sight.
    Last,
    /// On that same screen, in the part that opens on demand: what nobody must answer.
    More,
    /// Where the answers are checked and sent.
    Check,
}

/// What an answer looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// One of the choices.
    Single(Vec<Choice>),
    /// Any of the choices; a choice marked `alone` excludes the others. With `note_max`, so many
    /// characters may be added in words.
    Multi { choices: Vec<Choice>, note_max: Option<u32> },
    /// One line, at most so many characters.
    Text { length_max: u32 },
    /// Several lines, at most so many characters.
    LongText { length_max: u32 },
    /// Digits with a decimal point or comma; both bounds inclusive.
    Number { min: Decimal, max: Decimal, step: Decimal, unit: Option<Words> },
    /// An amount in the programme's currency, as the page shows it (dollars and cents).
    Money { max: Decimal },
    /// A civil date with bounds from what is known.
    Date { earliest: DateBound, latest: DateBound },
    /// How much, in words: from 1 to the number of words, or a bare range.
    Scale { from: i64, to: i64, words: Vec<Words> },
    /// A few short questions, several times over.
    Repeat { times_max: u32, questions: Vec<Question> },
    /// A box to tick with the person's typed name.
    Declaration,
    /// Telephone and e-mail, applied only after staff approve.
    Contact,
    /// Files, optional. Stored in the archive.
    Files { files_max: u32 },
    /// A code of the National Occupational Classification: five digits.
    OccupationCode,
    /// One of the pack's outcome codes, filled in when the pack is read.
    Outcome(Vec<Choice>),
    /// Any of the pack's document types that prove something, filled in when the pack is read.
    DocumentTypes(Vec<Choice>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateBound {
    None,
    Today,
    /// The checkpoint's due date.
    Due,
    /// The first day of the job on file.
    JobStart,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is stored. Never translated.
    pub code: String,
    pub label: Words,
    /// Excludes the other choices of a multi ("none of these").
    pub alone: bool,
}

/// Work that an answer asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Raise {
    pub when: Condition,
    /// The kind of task, such as `call_back`.
    pub task: String,
    /// Working days until it is due. Left out: as the kind of task says.
    pub working_days: Option<u8>,
}

/// A choice after which nothing more is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    pub choice: String,
    pub how: EndingKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndingKind {
    /// The client does not want to answer.
    Refused,
    /// The message reached somebody else: the contact point is wrong.
    WrongPerson,
}

impl Questionnaire {
    /// The question with this id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

impl Kind {
    /// The choices, where there are any.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Single(choices)
            | Self::Multi { choices, note_max: _ }
            | Self::Outcome(choices)
            | Self::DocumentTypes(choices) => choices,
            Self::Text { .. }
            | Self::LongText { .. }
            | Self::Number { .. }
            | Self::Money { .. }
            | Self::Date { .. }
            | Self::Scale { .. }
            | Self::Repeat { .. }
            | Self::Declaration
            | Self::Contact
            | Self::Files { .. }
            | Self::OccupationCode => &[],
        }
    }

    /// Whether any words are an answer, so that a code is one as well.
    fn takes_words(&self) -> bool {
        match self {
            Self::Text { .. } | Self::LongText { .. } => true,
            Self::Single(_)
            | Self::Multi { .. }
            | Self::Outcome(_)
            | Self::DocumentTypes(_)
            | Self::Number { .. }
            | Self::Money { .. }
            | Self::Date { .. }
            | Self::Scale { .. }
            | Self::Repeat { .. }
            | Self::Declaration
            | Self::Contact
            | Self::Files { .. }
            | Self::OccupationCode => false,
        }
    }
}
