//! Fields, of the forms of a pack or a flow and of the nodes of a flow.

use super::LABEL_LENGTH_MAX;
use super::node::{Node as Yaml, Value as YamlValue};
use super::problems::{Fields, Problems};
use super::scalars::span_in;
use domain::forms::{Between, Bound, Choice, Default, Field, FieldKind};
use domain::programmes::Span;
use std::collections::BTreeSet;

const CHOICES_MAX: usize = 30;
const WHOLE_MAX: i64 = 1_000_000;
/// Characters of what a field is filled with, at most.
const TEXT_LENGTH_MAX: usize = 2_000;

#[derive(Clone, Copy)]
enum Word {
    Text,
    LongText,
    Phone,
    Day,
    Days,
    Yes,
    Whole,
    Choice,
    Several,
}

const KINDS: [(&str, Word); 9] = [
    ("text", Word::Text),
    ("long_text", Word::LongText),
    ("phone", Word::Phone),
    ("date", Word::Day),
    ("dates", Word::Days),
    ("bool", Word::Yes),
    ("int", Word::Whole),
    ("choice", Word::Choice),
    ("several", Word::Several),
];

/// The keys of every field.
pub(super) const KEYS: [&str; 7] = ["id", "label", "type", "required", "choices", "least", "most"];

/// Reads a field of a node of a flow, which may be filled with something from the start.
pub(crate) fn read_field(node: &Yaml, check: &mut Problems) -> Option<Field> {
    let mut keys = KEYS.to_vec();
    keys.extend(["default", "keep", "not_before", "not_after"]);
    let fields = check.fields(node, "a field", &keys)?;
    let between = between(&fields, check);
    let read = field(&fields, check)?;
    let is_of_days = matches!(read.kind, FieldKind::Day | FieldKind::Days);
    if between != Between::default() && !is_of_days {
        check.add(node.place, "only days are bounded: leave `not_before` and `not_after` out");
    }
    let is_kept = fields.optional("keep").and_then(|node| check.yes(node)).unwrap_or(false);
    Some(Field { between, is_kept, ..read })
}

/// A field whose keys were looked at.
pub(super) fn field(fields: &Fields<'_>, check: &mut Problems) -> Option<Field> {
    let id = fields.required("id", check).and_then(|node| check.code(node));
    let label = fields.required("label", check);
    let label = label.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
    let kind = fields.required("type", check).and_then(|node| check.one_of(node, &KINDS));
    let kind = kind.and_then(|word| kind_in(word, fields, check));
    let is_required = fields.optional("required").and_then(|node| check.yes(node));
    let default = fields.optional("default");
    let default = default.map(|node| default_in(node, check));
    if default.as_ref().is_some_and(Option::is_none) {
        return None;
    }
    Some(Field {
        id: id?,
        label: label?,
        kind: kind?,
        is_required: is_required.unwrap_or(false),
        default: default.flatten(),
        between: Between::default(),
        is_kept: false,
    })
}

fn between(fields: &Fields<'_>, check: &mut Problems) -> Between {
    let mut bound = |key: &str| fields.optional(key).and_then(|node| bound(node, check));
    Between { not_before: bound("not_before"), not_after: bound("not_after") }
}

/// `today`, `first_day` or the days after today as `P90D`.
fn bound(node: &Yaml, check: &mut Problems) -> Option<Bound> {
    let text = check.text(node, 20)?;
    match (text.as_str(), span_in(&text)) {
        ("today", _) => Some(Bound::Today),
        ("first_day", _) => Some(Bound::FirstDay),
        (_, Some(Span::Days(days))) => Some(Bound::DaysAhead(days)),
        (_, _) => {
            let sentence = format!(
                "`{text}` bounds no day: write `today`, `first_day` (of the job) or the days after \
                 today as `P90D`"
            );
            check.add(node.place, sentence);
            None
        }
    }
}

fn kind_in(word: Word, fields: &Fields<'_>, check: &mut Problems) -> Option<FieldKind> {
    Some(match word {
        Word::Text => FieldKind::Text,
        Word::LongText => FieldKind::LongText,
        Word::Phone => FieldKind::Phone,
        Word::Day => FieldKind::Day,
        Word::Days => FieldKind::Days,
        Word::Yes => FieldKind::Yes,
        Word::Whole => {
            let bound = |key: &str, check: &mut Problems| {
                let node = fields.required(key, check)?;
                check.whole(node, -WHOLE_MAX, WHOLE_MAX)
            };
            let (least, most) = (bound("least", check), bound("most", check));
            FieldKind::Whole { least: least?, most: most? }
        }
        Word::Choice => FieldKind::Choice(choices(fields, check)?),
        Word::Several => FieldKind::Several(choices(fields, check)?),
    })
}

fn choices(fields: &Fields<'_>, check: &mut Problems) -> Option<Vec<Choice>> {
    let node = fields.required("choices", check)?;
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for node in check.list(node, "choices", CHOICES_MAX) {
        let Some(fields) = check.fields(node, "a choice", &["id", "label"]) else { continue };
        let id = fields.required("id", check).and_then(|node| check.text(node, 40));
        let label = fields.required("label", check);
        let label = label.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
        let Some(id) = id else { continue };
        if !seen.insert(id.clone()) {
            check.add(node.place, format!("`{id}` is taken: each choice has its own id"));
        }
        found.extend(label.map(|label| Choice { id, label }));
    }
    Some(found)
}

/// `today`, `{words: {en: …, fr: …}}`, `{fact: …}`, both of them, `{answer_at: …}` or
/// `{weeks_ahead: …}`.
fn default_in(node: &Yaml, check: &mut Problems) -> Option<Default> {
    if node.value == YamlValue::Text("today".to_owned()) {
        return Some(Default::Today);
    }
    let keys = ["words", "fact", "answer_at", "weeks_ahead"];
    let fields = check.fields(node, "what a field is filled with", &keys)?;
    let words = fields.optional("words").map(|node| check.words(node, TEXT_LENGTH_MAX));
    let fact = fields.optional("fact").map(|node| check.code(node));
    match (fact, words) {
        (Some(fact), Some(words)) => return Some(Default::FactElse(fact?, words?)),
        (Some(fact), None) => return fact.map(Default::Fact),
        (None, Some(words)) => return words.map(Default::Words),
        (None, None) => {}
    }
    if let Some(node) = fields.optional("answer_at") {
        return check.code(node).map(Default::AnswerAt);
    }
    let node = fields.required("weeks_ahead", check)?;
    check.code(node).map(Default::WeeksAhead)
}
