//! The walks that are stored with a flow.

use super::LABEL_LENGTH_MAX;
use crate::programmes::file::{Node as Yaml, Problems, Value as YamlValue};
use domain::expression::{Fact, Facts};
use domain::flows::walk::{Step, Walk};
use domain::flows::{FACTS, Node, What};
use domain::forms::{Field, FieldKind, Value, Values};

const STEPS_MAX: usize = 200;

pub(super) fn read(node: &Yaml, nodes: &[Node], check: &mut Problems) -> Option<Walk> {
    let keys = ["id", "facts", "steps", "does", "does_not", "shows"];
    let fields = check.fields(node, "a walk", &keys)?;
    let id = fields.required("id", check).and_then(|node| check.text(node, LABEL_LENGTH_MAX));
    let facts = fields.optional("facts").map(|node| facts(node, check)).unwrap_or_default();
    let steps = fields.required("steps", check);
    let steps = steps.map_or(&[][..], |node| check.list(node, "steps", STEPS_MAX));
    let steps = steps.iter().filter_map(|node| step(node, nodes, check)).collect();
    let whats: Vec<(&str, What)> = What::ALL.iter().map(|what| (what.word(), *what)).collect();
    let mut list = |key: &str| -> Vec<What> {
        let nodes = fields.optional(key).map_or(&[][..], |node| check.list(node, key, STEPS_MAX));
        nodes.iter().filter_map(|node| check.one_of(node, &whats)).collect()
    };
    let (does, does_not) = (list("does"), list("does_not"));
    let shows = fields.optional("shows");
    let shows = shows.map_or(&[][..], |node| check.list(node, "shows", STEPS_MAX));
    let shows = shows.iter().filter_map(|node| check.text(node, 300)).collect();
    Some(Walk { id: id?, facts, steps, does, does_not, shows })
}

fn facts(node: &Yaml, check: &mut Problems) -> Facts {
    let known: Vec<&str> = FACTS.iter().map(|(name, _)| *name).collect();
    let mut facts = Facts::new();
    check.fields(node, "the facts of a walk", &known);
    for name in known {
        let fact = match node.get(name).map(|node| &node.value) {
            None => continue,
            Some(YamlValue::Yes(yes)) => Fact::Yes(*yes),
            Some(YamlValue::Whole(number)) => Fact::Number(*number as f64),
            Some(YamlValue::Text(text)) => Fact::Text(text.clone()),
            Some(YamlValue::Nothing) => Fact::Nothing,
            Some(YamlValue::Number(_) | YamlValue::List(_) | YamlValue::Map(_)) => {
                check.add(node.place, format!("`{name}` is a word, a whole number, true or false"));
                continue;
            }
        };
        facts.insert(name.to_owned(), fact);
    }
    facts
}

/// `node`, `{question: answer}`, `{node: {field: value}}` or `{event: …}`.
fn step(node: &Yaml, nodes: &[Node], check: &mut Problems) -> Option<Step> {
    let is_known = |id: &str| nodes.iter().find(|node| node.id == id);
    let entry = match &node.value {
        YamlValue::Text(id) => {
            if is_known(id).is_none() {
                check.add(node.place, format!("there is no node `{id}`"));
                return None;
            }
            return Some(Step::At(id.clone(), Values::new()));
        }
        YamlValue::Map(entries) => match entries.as_slice() {
            [entry] => entry,
            [] | [_, ..] => {
                check.add(node.place, "a step names one node");
                return None;
            }
        },
        _ => {
            let sentence = "a step is a node, a question with its answer, a node with its fields, \
                 or an event";
            check.add(node.place, sentence);
            return None;
        }
    };
    if entry.key == "event" {
        return check.text(&entry.node, 60).map(Step::Event);
    }
    let Some(known) = is_known(&entry.key) else {
        check.add(entry.key_place, format!("there is no node `{}`", entry.key));
        return None;
    };
    match &entry.node.value {
        YamlValue::Map(values) => {
            let mut read = Values::new();
            for value in values {
                let Some(field) = known.field(&value.key) else {
                    let sentence = format!("`{}` has no field `{}`", known.id, value.key);
                    check.add(value.key_place, sentence);
                    continue;
                };
                read.extend(value_in(field, &value.node, check).map(|it| (field.id.clone(), it)));
            }
            Some(Step::At(known.id.clone(), read))
        }
        _ => check.text(&entry.node, 40).map(|answer| Step::Answer(known.id.clone(), answer)),
    }
}

fn value_in(field: &Field, node: &Yaml, check: &mut Problems) -> Option<Value> {
    match &field.kind {
        FieldKind::Yes => check.yes(node).map(Value::Yes),
        FieldKind::Whole { least, most } => check.whole(node, *least, *most).map(Value::Whole),
        FieldKind::Day => day(node, check).map(Value::Day),
        FieldKind::Days => {
            let nodes = check.list(node, "days", domain::forms::DAYS_MAX);
            Some(Value::Days(nodes.iter().filter_map(|node| day(node, check)).collect()))
        }
        FieldKind::Several(_) => {
            let nodes = check.list(node, "choices", STEPS_MAX);
            Some(Value::Several(nodes.iter().filter_map(|node| check.text(node, 40)).collect()))
        }
        FieldKind::Text | FieldKind::LongText | FieldKind::Phone | FieldKind::Choice(_) => {
            check.text(node, domain::forms::LONG_TEXT_LENGTH_MAX).map(Value::Text)
        }
    }
}

fn day(node: &Yaml, check: &mut Problems) -> Option<jiff::civil::Date> {
    let text = check.text(node, 10)?;
    let day = text.parse().ok();
    if day.is_none() {
        check.add(node.place, format!("`{text}` is no day: write it as \"2026-01-31\""));
    }
    day
}
