//! A YAML file as a tree in which every value knows its line and column.
//!
//! Reading into Rust structures would stop at the first unknown key or wrong type. Somebody who
//! writes a pack wants all of it at once, so the file is read into this tree, and the readers walk
//! the tree and note every problem on the way.

use super::problems::PackProblem;
use serde::Deserialize;
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, Location, MergeKeyPolicy, Spanned};
use std::fmt;

/// Bytes of one file, at most.
pub const FILE_BYTES_MAX: usize = 1024 * 1024;
/// How deep lists and mappings may be nested.
const DEPTH_MAX: usize = 32;
/// Values of one file, at most.
const NODES_MAX: usize = 100_000;

/// Line and column, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: u64,
    pub column: u64,
}

impl Place {
    /// The beginning of the file, for what is missing altogether.
    pub const START: Self = Self { line: 1, column: 1 };

    fn of(location: Location) -> Self {
        Self { line: location.line().max(1), column: location.column().max(1) }
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub place: Place,
    pub value: Value,
}

/// What YAML can say.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Nothing,
    Yes(bool),
    Whole(i64),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// One key of a mapping with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub key: String,
    pub key_place: Place,
    pub node: Node,
}

impl Entry {
    /// A key that stands in no file yet.
    #[must_use]
    pub fn new(key: &str, node: Node) -> Self {
        Self { key: key.to_owned(), key_place: Place::START, node }
    }
}

impl Node {
    /// A value that stands in no file yet.
    #[must_use]
    pub fn new(value: Value) -> Self {
        Self { place: Place::START, value }
    }

    /// A text that stands in no file yet.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Value::Text(text.into()))
    }

    /// The text that stands under a key; empty where there is none.
    #[must_use]
    pub fn text_at(&self, key: &str) -> &str {
        match self.get(key).map(|node| &node.value) {
            Some(Value::Text(text)) => text,
            Some(_) | None => "",
        }
    }

    /// The members of a list; none of what is not a list.
    #[must_use]
    pub fn members(&self) -> &[Self] {
        match &self.value {
            Value::List(nodes) => nodes,
            Value::Nothing
            | Value::Yes(_)
            | Value::Whole(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Map(_) => &[],
        }
    }

    /// The members of the list under a key, to be changed; an empty list is made of nothing.
    pub fn list_mut(&mut self, key: &str) -> Option<&mut Vec<Self>> {
        if self.get(key).is_none() {
            self.set(key, Self::new(Value::List(Vec::new())));
        }
        let Value::Map(entries) = &mut self.value else { return None };
        let entry = entries.iter_mut().find(|entry| entry.key == key)?;
        match &mut entry.node.value {
            Value::List(nodes) => Some(nodes),
            Value::Nothing
            | Value::Yes(_)
            | Value::Whole(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Map(_) => None,
        }
    }

    /// Puts a value under a key, in the place of the one that stood there or at the end.
    pub fn set(&mut self, key: &str, node: Self) {
        let Value::Map(entries) = &mut self.value else { return };
        match entries.iter_mut().find(|entry| entry.key == key) {
            Some(entry) => entry.node = node,
            None => entries.push(Entry::new(key, node)),
        }
    }

    /// Takes a key away.
    pub fn remove(&mut self, key: &str) {
        if let Value::Map(entries) = &mut self.value {
            entries.retain(|entry| entry.key != key);
        }
    }

    /// Reads a text as YAML.
    ///
    /// # Errors
    ///
    /// One problem: too long, or where the text stops being YAML.
    pub fn read(text: &str, file: &str) -> Result<Self, PackProblem> {
        if text.len() > FILE_BYTES_MAX {
            let sentence = format!(
                "the file has {} bytes; a pack has at most {FILE_BYTES_MAX} (1 MiB)",
                text.len(),
            );
            return Err(PackProblem::at(file, Place::START, sentence));
        }
        let options = serde_saphyr::options! {
            budget: serde_saphyr::budget! {
                max_depth: DEPTH_MAX,
                max_nodes: NODES_MAX,
                // A text that stands elsewhere has two places; and bombs are made of aliases.
                max_anchors: 0,
                max_aliases: 0,
                max_documents: 1,
            },
            duplicate_keys: DuplicateKeyPolicy::PassThrough,
            merge_keys: MergeKeyPolicy::AsOrdinary,
            strict_booleans: true,
            with_snippet: false,
        };
        let read: Result<Spanned<Value>, _> = serde_saphyr::from_str_with_options(text, options);
        match read {
            Ok(read) => Ok(read.into()),
            Err(fault) => {
                let place = fault.location().map_or(Place::START, Place::of);
                Err(PackProblem::at(file, place, not_yaml(&fault)))
            }
        }
    }

    /// What kind of value this is, for a sentence.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Nothing => "nothing",
            Value::Yes(_) => "true or false",
            Value::Whole(_) => "a whole number",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    /// The value under a key of a mapping; the first, if the key stands there twice.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Value::Map(entries) = &self.value else { return None };
        entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }
}

fn not_yaml(fault: &serde_saphyr::Error) -> String {
    match fault.without_snippet() {
        serde_saphyr::Error::Budget { .. } => format!(
            "this is more than a pack may hold: lists and mappings nest at most {DEPTH_MAX} deep, \
             a file has at most {NODES_MAX} values and one document, and no anchors (&) or \
             aliases (*)",
        ),
        other => {
            // The place is told apart from the sentence.
            let told = other.to_string();
            let told = told.split(" at line ").next().unwrap_or(&told).trim_end_matches(':');
            format!("this is not YAML: {told}")
        }
    }
}

impl From<Spanned<Value>> for Node {
    fn from(spanned: Spanned<Value>) -> Self {
        Self { place: Place::of(spanned.referenced), value: spanned.value }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML value")
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Yes(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        // Beyond every limit of a pack: kept as what it is, a number that is too large.
        Ok(i64::try_from(number).map_or(Value::Number(f64::INFINITY), Value::Whole))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_some<D: de::Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element::<Spanned<Value>>()? {
            nodes.push(node.into());
        }
        Ok(Value::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<Spanned<String>>()? {
            let node = map.next_value::<Spanned<Value>>()?.into();
            entries.push(Entry { key_place: Place::of(key.referenced), key: key.value, node });
        }
        Ok(Value::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u64, column: u64) -> Place {
        Place { line, column }
    }

    #[test]
    fn every_value_knows_where_it_stands() {
        let text = "code: x\nlist:\n  - {a: 1, b: [true, 2.5]}\n  - ~\n\"time\": 21:00\n";
        let node = Node::read(text, "f.yaml").expect("is YAML");
        assert_eq!(node.get("code").map(|node| node.place), Some(place(1, 7)));
        let Some(Value::List(list)) = node.get("list").map(|node| &node.value) else {
            panic!("is a list")
        };
        assert_eq!(list[0].get("a"), Some(&Node { place: place(3, 9), value: Value::Whole(1) }));
        assert_eq!(list[0].get("b").map(|node| node.place), Some(place(3, 15)));
        assert_eq!(list[1].value, Value::Nothing);
        let time = node.get("time").map(|node| node.value.clone());
        assert_eq!(time, Some(Value::Text("21:00".to_owned())));
    }

    #[test]
    fn what_is_not_yaml_is_one_problem_with_its_place() {
        for (text, line, says) in [
            ("a: [1, 2\nb: 3\n", 2, "not YAML"),
            ("a: 1\n  b: 2\n", 2, "not YAML"),
            ("a: \"open\n", 1, "not YAML"),
            ("a: &x 1\nb: *x\n", 1, "no anchors"),
            ("a: 1\n---\nb: 2\n", 2, "one document"),
        ] {
            let problem = Node::read(text, "f.yaml").expect_err(text);
            assert!(problem.sentence.contains(says), "{text}: {problem}");
            assert!(problem.line >= line, "{text}: {problem}");
        }
        let deep = format!("a: {}{}", "[".repeat(40), "]".repeat(40));
        assert!(Node::read(&deep, "f.yaml").is_err());
        let long = "a".repeat(FILE_BYTES_MAX + 1);
        assert!(Node::read(&long, "f.yaml").expect_err("is too long").sentence.contains("1 MiB"));
    }

    #[test]
    fn duplicate_keys_are_kept_for_the_readers() {
        let node = Node::read("a: 1\na: 2\n", "f.yaml").expect("is YAML");
        let Value::Map(entries) = &node.value else { panic!("is a mapping") };
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[1].key_place, place(2, 1));
    }
}
