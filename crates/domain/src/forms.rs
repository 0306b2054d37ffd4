//! Forms: fields, what may stand in them, and when a form is complete.
//!
//! A programme has the forms of its funder; a flow has those that an agency uses where the
//! programme has none with the same code. What is filled in at the nodes of a flow are the same
//! fields.

use crate::people::is_direction_override as turns_around;
use crate::words::Words;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

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
    /// A day lies within these, and so does each of several.
    pub between: Between,
    /// What was given counts over the whole run, and not only in the sitting in which it was.
    pub is_kept: bool,
}

/// Within which days a day lies, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, std::default::Default)]
pub struct Between {
    pub not_before: Option<Bound>,
    pub not_after: Option<Bound>,
}

/// A day by which another is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Today,
    /// The first day of the job. Where that is not known, it bounds nothing.
    FirstDay,
    /// So many days after today.
    DaysAhead(u16),
}

impl Between {
    /// What is wrong with a day, where something is.
    #[must_use]
    pub fn fault(self, day: Date, (today, first_day): (Date, Option<Date>)) -> Option<Fault> {
        let at = |bound: Bound| match bound {
            Bound::Today => Some(today),
            Bound::FirstDay => first_day,
            Bound::DaysAhead(days) => today.checked_add(i32::from(days).days()).ok(),
        };
        let (from, until) = (self.not_before.and_then(at), self.not_after.and_then(at));
        let is_early = from.is_some_and(|from| day < from);
        let is_late = until.is_some_and(|until| day > until);
        (is_early || is_late).then_some(Fault::DayOutside { from, until })
    }
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
    /// A text of the record, and these words where it holds none.
    FactElse(String, Words),
    /// The answer that was given last at a question.
    AnswerAt(String),
    /// The day that lies as many weeks ahead as a fact says, or the next working day after it.
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

impl Value {
    /// The same day named twice is one day.
    #[must_use]
    pub fn once_each(self) -> Self {
        match self {
            Self::Days(days) => {
                let mut seen = BTreeSet::new();
                Self::Days(days.into_iter().filter(|day| seen.insert(*day)).collect())
            }
            Self::Text(_) | Self::Whole(_) | Self::Yes(_) | Self::Day(_) | Self::Several(_) => self,
        }
    }

    /// The days that it names.
    #[must_use]
    pub fn days(&self) -> &[Date] {
        match self {
            Self::Day(day) => std::slice::from_ref(day),
            Self::Days(days) => days,
            Self::Text(_) | Self::Whole(_) | Self::Yes(_) | Self::Several(_) => &[],
        }
    }
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
    /// Not within these days.
    DayOutside {
        from: Option<Date>,
        until: Option<Date>,
    },
    NoChoice,
    TooMany(usize),
    /// A sign that cannot be printed, or a line break where one line is wanted.
    Unprintable,
}

/// Whether a sign may not stand in what is typed, as in every other text of the record.
fn is_unprintable(kind: &FieldKind, sign: char) -> bool {
    match kind {
        FieldKind::LongText => sign.is_control() && !matches!(sign, '\n' | '\r' | '\t'),
        FieldKind::Text
        | FieldKind::Phone
        | FieldKind::Day
        | FieldKind::Days
        | FieldKind::Yes
        | FieldKind::Whole { .. }
        | FieldKind::Choice(_)
        | FieldKind::Several(_) => (sign.is_control() && sign != '\t') || turns_around(sign),
    }
}

/// A text without what may not stand in it: what is still being typed is kept, not refused.
#[must_use]
pub fn printable(kind: &FieldKind, text: &str) -> String {
    text.chars().filter(|sign| !is_unprintable(kind, *sign)).collect()
}

/// What is wrong with a value of a field of this kind.
#[must_use]
pub fn fault(kind: &FieldKind, value: &Value) -> Option<Fault> {
    let long = |text: &str, most: usize| {
        let is_printable = !text.trim().chars().any(|sign| is_unprintable(kind, sign));
        match text.chars().count() > most {
            true => Some(Fault::TooLong(most)),
            false => (!is_printable).then_some(Fault::Unprintable),
        }
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_that_is_named_twice_is_one_day() {
        let (one, other) = (date(2026, 3, 2), date(2026, 2, 9));
        let days = Value::Days(vec![one, other, one]);
        assert_eq!(days.clone().once_each(), Value::Days(vec![one, other]), "in their order");
        assert_eq!(days.days(), [one, other, one]);
        let day = Value::Day(one);
        assert_eq!((day.clone().once_each(), day.days()), (day.clone(), &[one][..]));
        assert!(Value::Yes(true).days().is_empty());
    }

    #[test]
    fn what_is_typed_can_be_printed() {
        let (line, lines) = (FieldKind::Text, FieldKind::LongText);
        for (kind, typed, said, left) in [
            (&line, "Jo, at\tthe desk", None, "Jo, at\tthe desk"),
            (&line, "Jo\n", None, "Jo"),
            (&line, "Jo\nMary", Some(Fault::Unprintable), "JoMary"),
            (&line, "\u{1}Jo", Some(Fault::Unprintable), "Jo"),
            (&line, "Jo\u{202e}oJ", Some(Fault::Unprintable), "JooJ"),
            (&FieldKind::Phone, "+1\u{7}", Some(Fault::Unprintable), "+1"),
            (&lines, "Rang twice\r\n\tno answer\n", None, "Rang twice\r\n\tno answer\n"),
            (&lines, "\u{1}{}", Some(Fault::Unprintable), "{}"),
            (&lines, "Rang\u{0}", Some(Fault::Unprintable), "Rang"),
        ] {
            assert_eq!(fault(kind, &Value::Text(typed.to_owned())), said, "{typed:?}");
            assert_eq!(printable(kind, typed), left, "{typed:?}");
        }
    }

    #[test]
    fn a_day_lies_within_its_bounds() {
        let (today, first) = (date(2026, 3, 4), date(2026, 2, 6));
        let ended = Between { not_before: Some(Bound::FirstDay), not_after: Some(Bound::Today) };
        let soon = Between { not_before: None, not_after: Some(Bound::DaysAhead(92)) };
        let told =
            |from: Option<Date>, until: Date| Some(Fault::DayOutside { from, until: Some(until) });
        let known = (today, Some(first));
        for (between, day, around, said) in [
            (ended, first, known, None),
            (ended, today, known, None),
            (ended, date(2026, 2, 5), known, told(Some(first), today)),
            (ended, date(9999, 1, 1), known, told(Some(first), today)),
            (ended, date(1990, 1, 1), (today, None), None),
            (soon, date(1990, 1, 1), known, None),
            (soon, date(2026, 6, 4), known, None),
            (soon, date(2026, 6, 5), known, told(None, date(2026, 6, 4))),
            (Between::default(), date(9999, 1, 1), known, None),
        ] {
            assert_eq!(between.fault(day, around), said, "{between:?} {day}");
        }
    }
}
