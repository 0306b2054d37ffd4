//! Forms: fields, what may stand in them, and when a form is complete.
//!
//! A programme has the forms of its funder; a flow has those that an agency uses where the
//! programme has none with the same code. What is filled in at the nodes of a flow are the same
//! fields.

use crate::words::Words;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Forms of one pack or flow, at most.
pub const FORMS_MAX: usize = 20;
/// Fields of one form, at most.
pub const FORM_FIELDS_MAX: usize = 60;
/// Characters of one long text that is typed, at most.
pub const LONG_TEXT_LENGTH_MAX: usize = 10_000;
/// Characters of one short text that is typed, at most.
pub const TEXT_LENGTH_MAX: usize = 300;
/// Days of one list of days, at most.
pub const DAYS_MAX: usize = 20;

/// A form: fields that are complete before it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    pub code: String,
    pub title: Words,
    pub fields: Vec<FormField>,
}

/// A field of a form, and what of the record stands in it until somebody writes something else.
#[derive(Debug, Clone, PartialEq)]
pub struct FormField {
    pub field: Field,
    pub from: Option<Source>,
}

macro_rules! sources {
    ($($name:ident $word:literal,)+) => {
        /// What of the record may be filled in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Source { $($name),+ }

        impl Source {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// As packs and flows write it, also within `{{` and `}}`.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }
    };
}

sources! {
    GivenName "given_name",
    FamilyName "family_name",
    Reference "reference",
    Agency "agency",
    Office "office",
    Adviser "adviser",
    Today "today",
    Employer "employer",
    JobTitle "job_title",
    StartedOn "started_on",
    EndedOn "ended_on",
    Hours "hours",
    // Days that the effect names.
    Dates "dates",
    // Where the file, or the form, is.
    Link "link",
}

impl Source {
    /// Reads [`Source::word`].
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.word() == word)
    }
}

/// What is filled in, on a form or at a node of a flow.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub id: String,
    pub label: Words,
    pub kind: FieldKind,
    pub is_required: bool,
    pub default: Option<Default>,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldKind {
    Text,
    LongText,
    Phone,
    Day,
    Days,
    Yes,
    Whole { least: i64, most: i64 },
    Choice(Vec<Choice>),
    Several(Vec<Choice>),
}

/// One of several values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub id: String,
    pub label: Words,
}

/// What a field is filled with until somebody writes something else.
#[derive(Debug, Clone, PartialEq)]
pub enum Default {
    Words(Words),
    Today,
    /// A fact of the record.
    Fact(String),
    /// The answer that was given last at a question.
    AnswerAt(String),
    /// The day that lies as many weeks ahead as a fact says.
    WeeksAhead(String),
}

/// What was filled into a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Whole(i64),
    Yes(bool),
    Day(Date),
    Days(Vec<Date>),
    Several(Vec<String>),
}

/// What was filled in, by field.
pub type Values = BTreeMap<String, Value>;

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The node has no such field.
    NoField,
    /// It is needed.
    Missing,
    WrongKind,
    TooLong(usize),
    OutOfRange(i64, i64),
    NoChoice,
    TooMany(usize),
}

/// What is wrong with a value of a field of this kind.
#[must_use]
pub fn fault(kind: &FieldKind, value: &Value) -> Option<Fault> {
    let long =
        |text: &str, most: usize| (text.chars().count() > most).then_some(Fault::TooLong(most));
    match (kind, value) {
        (_, Value::Text(text)) if text.is_empty() => None,
        (FieldKind::Text | FieldKind::Phone, Value::Text(text)) => long(text, TEXT_LENGTH_MAX),
        (FieldKind::LongText, Value::Text(text)) => long(text, LONG_TEXT_LENGTH_MAX),
        (FieldKind::Choice(choices), Value::Text(id)) => {
            (!choices.iter().any(|one| one.id == *id)).then_some(Fault::NoChoice)
        }
        (FieldKind::Day, Value::Day(_)) | (FieldKind::Yes, Value::Yes(_)) => None,
        (FieldKind::Days, Value::Days(days)) => {
            (days.len() > DAYS_MAX).then_some(Fault::TooMany(DAYS_MAX))
        }
        (FieldKind::Whole { least, most }, Value::Whole(number)) => {
            let is_in = (least..=most).contains(&number);
            (!is_in).then_some(Fault::OutOfRange(*least, *most))
        }
        (FieldKind::Several(choices), Value::Several(ids)) => {
            let is_one = |id: &String| choices.iter().any(|one| one.id == *id);
            match ids.len() > choices.len() {
                true => Some(Fault::TooMany(choices.len())),
                false => (!ids.iter().all(is_one)).then_some(Fault::NoChoice),
            }
        }
        (_, _) => Some(Fault::WrongKind),
    }
}

impl Form {
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&FormField> {
        self.fields.iter().find(|one| one.field.id == id)
    }

    /// The fields that are needed and are not there.
    #[must_use]
    pub fn missing(&self, values: &Values) -> Vec<&FormField> {
        let is_missing =
            |one: &&FormField| one.field.is_required && !values.contains_key(&one.field.id);
        self.fields.iter().filter(is_missing).collect()
    }
}
