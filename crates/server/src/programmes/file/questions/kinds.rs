//! The `type:` of a question and the limits that go with it.

use super::super::node::{Node, Value};
use super::super::problems::{Fields, Problems};
use super::{Lists, TEXT_LENGTH_MAX};
use domain::programmes::{DocumentType, OutcomeCode};
use domain::surveys::{Choice, DateBound, Decimal, Kind, Question};
use std::collections::BTreeSet;

const CHOICES_MAX: usize = 80;
const ROW_QUESTIONS_MAX: usize = 8;
const LENGTH_MAX: i64 = 4_000;
const TEXT_LENGTH: i64 = 120;
const LONG_TEXT_LENGTH: i64 = 1_000;

#[derive(Clone, Copy)]
enum Type {
    Single,
    Multi,
    Text,
    LongText,
    Number,
    Money,
    Date,
    Scale,
    Repeat,
    Declaration,
    Contact,
    Files,
    Noc,
    Outcome,
    DocumentTypes,
}

const TYPES: [(&str, Type); 15] = [
    ("single", Type::Single),
    ("multi", Type::Multi),
    ("text", Type::Text),
    ("long_text", Type::LongText),
    ("number", Type::Number),
    ("money", Type::Money),
    ("date", Type::Date),
    ("scale", Type::Scale),
    ("repeat", Type::Repeat),
    ("declaration", Type::Declaration),
    ("contact", Type::Contact),
    ("files", Type::Files),
    ("noc", Type::Noc),
    ("outcome", Type::Outcome),
    ("document_types", Type::DocumentTypes),
];

const BOUNDS: [(&str, DateBound); 3] =
    [("today", DateBound::Today), ("due", DateBound::Due), ("job_start", DateBound::JobStart)];

pub(super) fn kind(fields: &Fields<'_>, lists: Lists<'_>, check: &mut Problems) -> Option<Kind> {
    let named = fields.required("type", check)?;
    let kind = check.one_of(named, &TYPES)?;
    no_other_limits(fields, kind, check);
    Some(match kind {
        Type::Single => Kind::Single(choices(fields, check)),
        Type::Multi => {
            let note = fields.optional("note").and_then(|node| check.whole(node, 1, LENGTH_MAX));
            let note_max = note.and_then(|length| u32::try_from(length).ok());
            Kind::Multi { choices: choices(fields, check), note_max }
        }
        Type::Text => Kind::Text { length_max: length(fields, TEXT_LENGTH, check) },
        Type::LongText => Kind::LongText { length_max: length(fields, LONG_TEXT_LENGTH, check) },
        Type::Number => Kind::Number {
            min: decimal(fields, "min", check)?,
            max: decimal(fields, "max", check)?,
            step: match fields.optional("step") {
                Some(_) => decimal(fields, "step", check)?,
                None => Decimal::whole(1),
            },
            unit: fields.optional("unit").and_then(|node| check.words(node, TEXT_LENGTH_MAX)),
        },
        Type::Money => Kind::Money { max: decimal(fields, "max", check)? },
        Type::Date => {
            let mut bound = |name: &str| {
                let node = fields.optional(name);
                node.and_then(|node| check.one_of(node, &BOUNDS)).unwrap_or(DateBound::None)
            };
            Kind::Date { earliest: bound("earliest"), latest: bound("latest") }
        }
        Type::Scale => scale(fields, check)?,
        Type::Repeat => repeat(fields, lists, check)?,
        Type::Declaration => Kind::Declaration,
        Type::Contact => Kind::Contact,
        Type::Files => {
            let files = fields.required("files", check).and_then(|node| check.whole(node, 1, 10));
            Kind::Files { files_max: u32::try_from(files?).ok()? }
        }
        Type::Noc => Kind::OccupationCode,
        Type::Outcome => Kind::Outcome(outcomes(lists.outcomes)),
        Type::DocumentTypes => Kind::DocumentTypes(document_types(lists.document_types)),
    })
}

/// A limit that the type does not know would be believed and never kept.
fn no_other_limits(fields: &Fields<'_>, kind: Type, check: &mut Problems) {
    let own: &[&str] = match kind {
        Type::Single => &["choices"],
        Type::Multi => &["choices", "note"],
        Type::Text | Type::LongText => &["length"],
        Type::Number => &["min", "max", "step", "unit"],
        Type::Money => &["max"],
        Type::Date => &["earliest", "latest"],
        Type::Scale => &["from", "to", "words"],
        Type::Repeat => &["times", "questions"],
        Type::Files => &["files"],
        Type::Declaration | Type::Contact | Type::Noc | Type::Outcome | Type::DocumentTypes => &[],
    };
    let limits = [
        "choices",
        "note",
        "length",
        "min",
        "max",
        "step",
        "unit",
        "earliest",
        "latest",
        "from",
        "to",
        "words",
        "times",
        "questions",
        "files",
    ];
    for name in limits.iter().filter(|name| !own.contains(name)) {
        if let Some(node) = fields.optional(name) {
            check.add(node.place, format!("`{name}` does not go with this type: take it out"));
        }
    }
}

fn choices(fields: &Fields<'_>, check: &mut Problems) -> Vec<Choice> {
    let list = fields.required("choices", check);
    let nodes = list.map_or(&[][..], |node| check.list(node, "choices", CHOICES_MAX));
    let mut codes = BTreeSet::new();
    let mut choices = Vec::new();
    for node in nodes {
        choices.extend(choice(node, &mut codes, check));
    }
    choices
}

/// `{code, en, fr, alone?}`.
fn choice(node: &Node, codes: &mut BTreeSet<String>, check: &mut Problems) -> Option<Choice> {
    let fields = check.fields(node, "a choice", &["code", "en", "fr", "alone"])?;
    let code = fields.required("code", check);
    let code = code.and_then(|node| check.new_code(node, "choice", codes));
    let mut label = |name: &str| {
        let node = fields.required(name, check)?;
        check.text(node, TEXT_LENGTH_MAX)
    };
    let (en, fr) = (label("en"), label("fr"));
    let alone = fields.optional("alone").and_then(|node| check.yes(node));
    let label = domain::words::Words { en: en?, fr: fr? };
    Some(Choice { code: code?, label, alone: alone.unwrap_or(false) })
}

fn length(fields: &Fields<'_>, otherwise: i64, check: &mut Problems) -> u32 {
    let length = fields.optional("length").and_then(|node| check.whole(node, 1, LENGTH_MAX));
    u32::try_from(length.unwrap_or(otherwise)).unwrap_or(1)
}

/// A number with at most two decimals.
fn decimal(fields: &Fields<'_>, name: &str, check: &mut Problems) -> Option<Decimal> {
    let node = fields.required(name, check)?;
    let written = match &node.value {
        Value::Whole(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Nothing | Value::Yes(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => {
            String::new()
        }
    };
    let read = Decimal::read(&written).ok();
    if read.is_none() {
        check.add(node.place, "this is a number with at most two decimals");
    }
    read
}

fn scale(fields: &Fields<'_>, check: &mut Problems) -> Option<Kind> {
    let mut bound = |name: &str| {
        let node = fields.required(name, check)?;
        check.whole(node, -100, 100)
    };
    let (from, to) = (bound("from"), bound("to"));
    let nodes = fields.optional("words");
    let nodes = nodes.map_or(&[][..], |node| check.list(node, "words", CHOICES_MAX));
    let mut words = Vec::new();
    for node in nodes {
        words.push(check.words(node, TEXT_LENGTH_MAX)?);
    }
    Some(Kind::Scale { from: from?, to: to?, words })
}

fn repeat(fields: &Fields<'_>, lists: Lists<'_>, check: &mut Problems) -> Option<Kind> {
    let times = fields.required("times", check).and_then(|node| check.whole(node, 1, 10));
    let nodes = fields.required("questions", check);
    let nodes = nodes.map_or(&[][..], |node| check.list(node, "questions", ROW_QUESTIONS_MAX));
    let mut questions: Vec<Question> = Vec::new();
    for node in nodes {
        let (_, entry) = super::entry(node, lists, check)?;
        questions.push(entry?.question);
    }
    Some(Kind::Repeat { times_max: u32::try_from(times?).ok()?, questions })
}

fn outcomes(outcomes: &[OutcomeCode]) -> Vec<Choice> {
    outcomes
        .iter()
        .map(|one| Choice { code: one.code.clone(), label: one.label.clone(), alone: false })
        .collect()
}

/// Only papers that prove something say how an answer was verified.
fn document_types(types: &[DocumentType]) -> Vec<Choice> {
    types
        .iter()
        .filter(|one| one.strength.is_some())
        .map(|one| Choice { code: one.code.clone(), label: one.label.clone(), alone: false })
        .collect()
}
