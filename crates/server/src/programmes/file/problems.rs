//! What is wrong with a pack: everything at once, each with its place and what would be right.

use super::draft::FaultAt;
use super::node::{Entry, Node, Place, Value};
use domain::expression::{CONDITION_LENGTH_MAX, Condition};
use domain::words::Words;
use std::collections::BTreeSet;
use std::fmt;

/// Characters of a code, at most.
pub const CODE_LENGTH_MAX: usize = 40;

/// One thing that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackProblem {
    /// As the caller named it.
    pub file: String,
    /// Counted from 1.
    pub line: u64,
    /// Counted from 1.
    pub column: u64,
    /// Says what would be right.
    pub sentence: String,
}

impl PackProblem {
    #[must_use]
    pub fn at(file: &str, place: Place, sentence: impl Into<String>) -> Self {
        let Place { line, column } = place;
        let mut sentence = sentence.into();
        if sentence.contains('\n') {
            // One problem is one line for whoever reads them with a program.
            sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        Self { file: file.to_owned(), line, column, sentence }
    }
}

impl fmt::Display for PackProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.sentence)
    }
}

/// Collects problems while a file is read. Readers return `None` where they noted a problem, and
/// go on with the rest.
#[derive(Debug)]
pub struct Problems {
    file: String,
    found: Vec<PackProblem>,
    /// What is wrong with questionnaires, for pages that say it in their own words.
    faults: Vec<FaultAt>,
    /// How the same reads in `found`.
    told: Vec<PackProblem>,
}

/// The fields of a mapping whose keys were checked.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'n> {
    node: &'n Node,
    what: &'static str,
}

impl<'n> Fields<'n> {
    /// Where the mapping begins.
    #[must_use]
    pub fn place(&self) -> Place {
        self.node.place
    }

    /// A field that may be left out, or be empty (`~`).
    #[must_use]
    pub fn optional(&self, name: &str) -> Option<&'n Node> {
        self.node.get(name).filter(|node| node.value != Value::Nothing)
    }

    /// A field that has to be there. Notes its absence.
    pub fn required(&self, name: &str, check: &mut Problems) -> Option<&'n Node> {
        let found = self.optional(name);
        if found.is_none() {
            let place = self.node.get(name).map_or(self.node.place, |node| node.place);
            check.add(place, format!("`{name}` is missing: {} needs it", self.what));
        }
        found
    }
}

impl Problems {
    #[must_use]
    pub fn of(file: &str) -> Self {
        Self { file: file.to_owned(), found: Vec::new(), faults: Vec::new(), told: Vec::new() }
    }

    /// Notes what is wrong with a questionnaire.
    pub fn add_fault(&mut self, place: Place, sentence: String, fault: FaultAt) {
        let problem = PackProblem::at(&self.file, place, sentence);
        self.told.push(problem.clone());
        self.found.push(problem);
        self.faults.push(fault);
    }

    /// What is wrong with questionnaires, and everything else.
    #[must_use]
    pub fn into_parts(mut self) -> (Vec<FaultAt>, Vec<PackProblem>) {
        let told = std::mem::take(&mut self.told);
        let faults = std::mem::take(&mut self.faults);
        let others = self.into_sorted().into_iter();
        (faults, others.filter(|problem| !told.contains(problem)).collect())
    }

    /// Notes a problem. The sentence says what would be right.
    pub fn add(&mut self, place: Place, sentence: impl Into<String>) {
        self.found.push(PackProblem::at(&self.file, place, sentence));
    }

    /// Everything noted, in the order of the file.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<PackProblem> {
        self.found.sort();
        self.found.dedup();
        self.found
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The fields of a mapping, once its keys are known to be of `known` and not repeated.
    /// `what` names the mapping in sentences: "a checkpoint".
    pub fn fields<'n>(
        &mut self,
        node: &'n Node,
        what: &'static str,
        known: &[&str],
    ) -> Option<Fields<'n>> {
        let Value::Map(entries) = &node.value else {
            self.add(node.place, format!("{what} is a mapping here, not {}", node.kind()));
            return None;
        };
        let mut seen = BTreeSet::new();
        for Entry { key, key_place, .. } in entries {
            if !known.contains(&key.as_str()) {
                self.add(*key_place, unknown(key, what, known));
            } else if !seen.insert(key) {
                self.add(*key_place, format!("`{key}` stands twice in {what}: keep one"));
            }
        }
        Some(Fields { node, what })
    }

    /// The members of a list of at most `most`.
    pub fn list<'n>(&mut self, node: &'n Node, what: &str, most: usize) -> &'n [Node] {
        let Value::List(nodes) = &node.value else {
            self.add(node.place, format!("{what} are a list here, not {}", node.kind()));
            return &[];
        };
        if nodes.len() > most {
            let sentence = format!("{what}: {} of them; a pack has at most {most}", nodes.len());
            self.add(nodes[most].place, sentence);
        }
        &nodes[..nodes.len().min(most)]
    }

    /// A text of one to `length_max` characters.
    pub fn text(&mut self, node: &Node, length_max: usize) -> Option<String> {
        let Value::Text(text) = &node.value else {
            let hint = if matches!(node.value, Value::List(_) | Value::Map(_)) {
                ""
            } else {
                "; put it in quotes"
            };
            self.add(node.place, format!("this is a text here, not {}{hint}", node.kind()));
            return None;
        };
        let length = text.chars().count();
        if text.trim().is_empty() {
            self.add(node.place, "this text is empty: write it, or leave the key out".to_owned());
            return None;
        }
        if length > length_max {
            let sentence = format!("this text has {length} characters; at most {length_max} fit");
            self.add(node.place, sentence);
            return None;
        }
        Some(text.clone())
    }

    /// A text in both languages, `{en: …, fr: …}`.
    pub fn words(&mut self, node: &Node, length_max: usize) -> Option<Words> {
        let fields = self.fields(node, "a text in both languages", &["en", "fr"])?;
        let mut read = |name: &str| match node.get(name).map(|inner| &inner.value) {
            None => {
                let sentence = format!("`{name}` is missing: write the text in both languages");
                self.add(fields.place(), sentence);
                None
            }
            Some(_) => node.get(name).and_then(|inner| self.translation(inner, name, length_max)),
        };
        let (en, fr) = (read("en"), read("fr"));
        Some(Words { en: en?, fr: fr? })
    }

    fn translation(&mut self, node: &Node, name: &str, length_max: usize) -> Option<String> {
        let empty = match &node.value {
            Value::Nothing => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::Yes(_) | Value::Whole(_) | Value::Number(_) | Value::List(_) | Value::Map(_) => {
                false
            }
        };
        if empty {
            let sentence = format!("`{name}` is empty: write the text in both languages");
            self.add(node.place, sentence);
            return None;
        }
        self.text(node, length_max)
    }

    /// A code: lower-case letters, digits, `-` and `_`, beginning with a letter.
    pub fn code(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node, CODE_LENGTH_MAX)?;
        let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
        if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(rest) {
            return Some(text);
        }
        let sentence = format!(
            "`{text}` is not a code: lower-case letters, digits, `-` and `_`, a letter first",
        );
        self.add(node.place, sentence);
        None
    }

    /// A code that was not seen before in its list. `what` names what it is the code of.
    pub fn new_code(
        &mut self,
        node: &Node,
        what: &str,
        seen: &mut BTreeSet<String>,
    ) -> Option<String> {
        let code = self.code(node)?;
        if !seen.insert(code.clone()) {
            let sentence = format!("the code `{code}` is taken: each {what} has its own");
            self.add(node.place, sentence);
            return None;
        }
        Some(code)
    }

    /// A whole number from `least` to `most`.
    pub fn whole(&mut self, node: &Node, least: i64, most: i64) -> Option<i64> {
        if let Value::Whole(number) = node.value
            && (least..=most).contains(&number)
        {
            return Some(number);
        }
        let sentence = format!("this is a whole number from {least} to {most}");
        self.add(node.place, sentence);
        None
    }

    /// `true` or `false`.
    pub fn yes(&mut self, node: &Node) -> Option<bool> {
        if let Value::Yes(yes) = node.value {
            return Some(yes);
        }
        self.add(node.place, format!("this is `true` or `false`, not {}", node.kind()));
        None
    }

    /// One of a closed list of words.
    pub fn one_of<T: Copy>(&mut self, node: &Node, known: &[(&str, T)]) -> Option<T> {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let Value::Text(text) = &node.value else {
            let sentence = format!("this is {}, not {}", one_of(&names), node.kind());
            self.add(node.place, sentence);
            return None;
        };
        let found = known.iter().find(|(name, _)| name == text).map(|(_, value)| *value);
        if found.is_none() {
            self.add(node.place, format!("`{text}` is not known here: {}", one_of(&names)));
        }
        found
    }

    /// A CEL condition over these variables.
    pub fn condition(&mut self, node: &Node, known: &BTreeSet<&str>) -> Option<Condition> {
        let text = self.text(node, CONDITION_LENGTH_MAX)?;
        let condition = match Condition::compile(&text) {
            Ok(condition) => condition,
            Err(fault) => {
                self.add(node.place, fault.to_string());
                return None;
            }
        };
        let mut all_known = true;
        for name in condition.variables() {
            if !known.contains(name.as_str()) {
                let known: Vec<&str> = known.iter().copied().collect();
                let sentence = format!(
                    "the condition asks for `{name}`, which is not known here: {}",
                    one_of(&known),
                );
                self.add(node.place, sentence);
                all_known = false;
            }
        }
        all_known.then_some(condition)
    }
}

fn unknown(key: &str, what: &str, known: &[&str]) -> String {
    format!("`{key}` is not a key of {what}: {}", one_of(known))
}

/// "it is one of `a`, `b`, `c`", or "it is `a`".
#[must_use]
pub fn one_of(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => "nothing may stand here".to_owned(),
        [only] => format!("it is {only}"),
        [..] => format!("it is one of {}", quoted.join(", ")),
    }
}
