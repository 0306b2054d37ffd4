//! Fields of flows and forms as controls of a page, and their values in words.

use super::wire;
use crate::api::Posted;
use crate::page::{Choice, Field, Problems, Words};
use crate::people::web::head::phone_said;
use domain::forms::{
    Choice as FieldChoice, DAYS_MAX, Default, Field as FormField, FieldKind, LONG_TEXT_LENGTH_MAX,
    TEXT_LENGTH_MAX, Value,
};

/// A field with the control that it gets.
#[derive(Debug, Clone)]
pub struct Control {
    pub field: Field,
    pub look: Look,
}

impl Control {
    /// What there is no choice about, in words.
    #[must_use]
    pub fn said(&self) -> String {
        let only = self.field.choices.first().map(|only| only.label.clone());
        let args =
            [("field", self.field.label.clone().into()), ("said", only.unwrap_or_default().into())];
        self.field.words.with("runs-field-said", &args)
    }
}

/// Which control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Line,
    Area,
    Tel,
    Day,
    Select,
    Ticks,
    /// There is nothing to choose between: it is said.
    Said,
}

/// The control of a field. `value` is what is known, unless something was posted.
#[must_use]
pub fn control(
    words: Words,
    field: &FormField,
    (value, posted): (String, Option<&Posted>),
    problems: &Problems,
) -> Control {
    let language = words.locale.into();
    let label = field.label.in_language(language);
    let sent: Option<Vec<&str>> = posted.map(|posted| posted.all(&field.id).collect());
    let value = match &sent {
        Some(sent) => sent.first().map(|text| (*text).to_owned()).unwrap_or_default(),
        None => value,
    };
    let mut own = Field::labelled(words, &field.id, label).value(value.clone()).problem(problems);
    own.optional = !field.is_required;
    let choose = || Choice::new("", words.say("field-choose"));
    let choices = |all: &[FieldChoice]| -> Vec<Choice> {
        all.iter().map(|one| Choice::new(&one.id, one.label.in_language(language))).collect()
    };
    let (field, look) = match &field.kind {
        FieldKind::Text => (own.length_max(TEXT_LENGTH_MAX), Look::Line),
        FieldKind::LongText => (own.rows(6).length_max(LONG_TEXT_LENGTH_MAX), Look::Area),
        FieldKind::Phone => (own.keyboard("tel"), Look::Tel),
        FieldKind::Day => (own, Look::Day),
        FieldKind::Days => (own.hint("runs-days-hint"), Look::Line),
        FieldKind::Whole { .. } => (own.keyboard("numeric").width("short"), Look::Line),
        FieldKind::Yes => {
            let answers = [("yes", "runs-yes"), ("no", "runs-no")];
            let answers = answers.map(|(value, key)| Choice::new(value, words.say(key)));
            let mut all = vec![choose()];
            all.extend(answers);
            (own.choices(all), Look::Select)
        }
        FieldKind::Choice(all) if let [only] = all.as_slice() => {
            // One that may be left out and was is not given by being shown.
            let given = if own.optional { value } else { only.id.clone() };
            (own.value(given).choices(choices(all)), Look::Said)
        }
        FieldKind::Choice(all) => {
            let mut list = vec![choose()];
            list.extend(choices(all));
            (own.choices(list), Look::Select)
        }
        FieldKind::Several(all) => {
            let chosen: Vec<String> = match sent {
                Some(sent) => sent.iter().map(|text| (*text).to_owned()).collect(),
                None => value.split_whitespace().map(str::to_owned).collect(),
            };
            (own.choices(choices(all)).chosen(&chosen), Look::Ticks)
        }
    };
    Control { field, look }
}

/// What would fit a field, in a sentence.
#[must_use]
pub fn wanted(words: Words, kind: &FieldKind) -> String {
    let many = |many: usize| i64::try_from(many).unwrap_or_default();
    match kind {
        FieldKind::Text => {
            words.with("flows-wanted-text", &[("most", many(TEXT_LENGTH_MAX).into())])
        }
        FieldKind::LongText => {
            words.with("flows-wanted-text", &[("most", many(LONG_TEXT_LENGTH_MAX).into())])
        }
        FieldKind::Phone => words.say("people-phone-wanted"),
        FieldKind::Day => words.say("flows-wanted-day"),
        FieldKind::Days => words.with("flows-wanted-days", &[("most", many(DAYS_MAX).into())]),
        FieldKind::Yes => words.say("flows-wanted-yes"),
        FieldKind::Whole { least, most } => {
            words.with("runs-out-of-range", &[("least", (*least).into()), ("most", (*most).into())])
        }
        FieldKind::Choice(all) | FieldKind::Several(all) => {
            let known: Vec<String> = all.iter().map(|one| one.id.clone()).collect();
            words.with("flows-wanted-choice", &[("known", words.list(&known).into())])
        }
    }
}

/// What may stand in a text, in a sentence; in a line where it is of no field.
#[must_use]
pub fn unprintable(words: Words, kind: Option<&FieldKind>) -> String {
    match kind {
        Some(FieldKind::LongText) => words.say("flows-text-unprintable"),
        Some(_) | None => words.say("people-text-unprintable"),
    }
}

/// A value in words.
#[must_use]
pub fn said(words: Words, field: &FormField, value: &Value) -> String {
    let language = words.locale.into();
    let label = |all: &[FieldChoice], id: &str| {
        let found = all.iter().find(|one| one.id == id);
        found.map_or(id.to_owned(), |one| one.label.in_language(language).to_owned())
    };
    match (&field.kind, value) {
        (FieldKind::Choice(all), Value::Text(id)) => label(all, id),
        (FieldKind::Several(all), Value::Several(ids)) => {
            words.list(&ids.iter().map(|id| label(all, id)).collect::<Vec<_>>())
        }
        (FieldKind::Phone, Value::Text(number)) => phone_said(number),
        (_, Value::Yes(yes)) => words.say(if *yes { "runs-yes" } else { "runs-no" }),
        (_, Value::Day(day)) => words.date(*day),
        (_, Value::Days(days)) => {
            words.list(&days.iter().map(|day| words.date(*day)).collect::<Vec<_>>())
        }
        (_, Value::Text(text)) => match own_words(field) {
            Some(own) if *text == own.en || *text == own.fr => own.in_language(language).to_owned(),
            Some(_) | None => wire::shown(value),
        },
        (_, Value::Whole(_) | Value::Several(_)) => wire::shown(value),
    }
}

/// The flow's own words with which a field is filled in beforehand. Left standing, they are the
/// flow's, whoever's language they were in.
fn own_words(field: &FormField) -> Option<&domain::words::Words> {
    match &field.default {
        Some(Default::Words(words) | Default::FactElse(_, words)) => Some(words),
        Some(_) | None => None,
    }
}
