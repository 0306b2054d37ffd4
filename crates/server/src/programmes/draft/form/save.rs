//! A form into the tree: what is wrong with it by field, or the question as the pack writes it.

use super::super::change::proposed_id;
use super::{ChoiceRow, Form, IsText, PAIRS, TICKS};
use crate::page::{Problems, Words};
use crate::programmes::file::{Node, Value};
use domain::expression::Condition;
use domain::surveys::{ClauseFault, KNOWN_NAMES, Subject, read_clauses};
use std::collections::BTreeSet;

/// Characters of a text, a typed bound, an id, at most.
const TEXT_LENGTH_MAX: usize = 400;
const ID_LENGTH_MAX: usize = 40;
/// What texts may have filled in.
const PLACEHOLDERS: [&str; 4] = ["due_date", "job_title", "employer", "start"];
/// Ids that already mean something else.
const RESERVED: [&str; 5] = ["source", "more", "check", "review", "own"];
/// Signs that turn the direction of everything behind them.
const TURNING: [char; 9] = [
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
    '\u{2069}',
];

/// What a form is read with.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    pub words: Words,
    /// What a condition may speak of here.
    pub subjects: &'a [Subject],
    /// The question and its line before; for a new one an empty mapping each.
    pub entry: &'a Node,
    pub line: &'a Node,
    /// Whether another question has an id; none where the id stays.
    pub is_taken: Option<&'a dyn Fn(&str) -> bool>,
}

/// A question as a pack writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    pub entry: Node,
    pub line: Node,
}

impl Form {
    /// Reads the form.
    ///
    /// # Errors
    ///
    /// What is wrong, in the order of the fields.
    pub fn save(&self, around: Around<'_>) -> Result<Saved, Problems> {
        let mut saving = Saving {
            form: self,
            around,
            entry: around.entry.clone(),
            line: around.line.clone(),
            problems: Problems::new(),
        };
        saving.pairs();
        saving.id();
        saving.bounds();
        saving.choices();
        saving.inner();
        saving.places();
        saving.conditions();
        for name in TICKS {
            match self.text(name) {
                "yes" => saving.entry.set(name, Node::new(Value::Yes(true))),
                _ => saving.entry.remove(name),
            }
        }
        if saving.problems.is_empty() {
            return Ok(Saved { entry: saving.entry, line: saving.line });
        }
        Err(saving.problems)
    }
}

pub(super) struct Saving<'a> {
    pub form: &'a Form,
    pub around: Around<'a>,
    pub entry: Node,
    line: Node,
    pub problems: Problems,
}

impl Saving<'_> {
    pub(super) fn wrong(&mut self, field: impl Into<String>, key: &str) {
        let sentence = self.around.words.say(key);
        self.problems.add(field, sentence);
    }

    /// A text of one line; what is wrong with it is told at its field.
    pub(super) fn line_of(&mut self, field: &str, typed: &str) -> String {
        // Not the spaces that keep a French sign with its word.
        let spaces = [' ', '\n', '\r', '\t'];
        let parts = typed.split(spaces).filter(|part| !part.is_empty());
        let text = parts.collect::<Vec<_>>().join(" ").trim().to_owned();
        if text.chars().count() > TEXT_LENGTH_MAX {
            let most = [("most", TEXT_LENGTH_MAX.into())];
            let sentence = self.around.words.with("programmes-text-too-long", &most);
            self.problems.add(field, sentence);
        }
        if text.chars().any(|sign| sign.is_control() || TURNING.contains(&sign)) {
            self.wrong(field, "programmes-text-turns");
        }
        text
    }

    fn placeholders(&mut self, field: &str, text: &str) {
        let named = text.split('{').skip(1).map(|part| part.split('}').next().unwrap_or_default());
        let unknown = named.into_iter().find(|name| !PLACEHOLDERS.contains(name));
        if let Some(name) = unknown {
            let name = [("name", format!("{{{name}}}").into())];
            let sentence = self.around.words.with("programmes-placeholder-unknown", &name);
            self.problems.add(field, sentence);
        }
    }

    fn pair(&mut self, name: &str) -> (String, String) {
        let mut read = ["en", "fr"].map(|language| {
            let field = format!("{name}-{language}");
            let typed = self.form.text(&field).to_owned();
            self.line_of(&field, &typed)
        });
        let [en, fr] = std::mem::take(&mut read);
        (en, fr)
    }

    fn pairs(&mut self) {
        for (key, name) in PAIRS {
            let (en, fr) = self.pair(name);
            if name.starts_with("text") {
                self.placeholders(&format!("{name}-en"), &en);
                self.placeholders(&format!("{name}-fr"), &fr);
            }
            if en.is_empty() && fr.is_empty() {
                if key == "text" {
                    self.wrong("text-en", "programmes-text-wanted");
                }
                self.entry.remove(key);
                continue;
            }
            if key == "unit" && self.form.kind != "number" {
                continue;
            }
            self.entry.set(key, words_node(&en, &fr));
        }
    }

    fn id(&mut self) {
        self.entry.set("type", Node::text(&self.form.kind));
        let Some(is_taken) = self.around.is_taken else { return };
        let typed = self.form.id.as_str();
        let reserved = |id: &str| KNOWN_NAMES.contains(&id) || RESERVED.contains(&id);
        let id = if typed.is_empty() {
            let en = self.form.text("text-en").trim();
            let text = if en.is_empty() { self.form.text("text-fr") } else { en };
            proposed_id(text, |id| is_taken(id) || reserved(id))
        } else {
            typed.to_owned()
        };
        let fits = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
        let begins = id.starts_with(|sign: char| sign.is_ascii_lowercase());
        if !begins || id.len() > ID_LENGTH_MAX || !id.chars().all(fits) {
            self.wrong("id", "programmes-id-wrong");
        } else if reserved(&id) {
            self.wrong("id", "programmes-id-reserved");
        } else if is_taken(&id) {
            self.wrong("id", "programmes-id-taken");
        }
        // The id stands first, as in every pack.
        let mut entry = Node::new(Value::Map(Vec::new()));
        entry.set("id", Node::text(&id));
        if let Value::Map(entries) = &self.entry.value {
            for kept in entries.iter().filter(|kept| kept.key != "id") {
                entry.set(&kept.key, kept.node.clone());
            }
        }
        self.entry = entry;
        self.line.set("id", Node::text(&id));
    }

    fn choices(&mut self) {
        let list = match self.form.kind.as_str() {
            "single" | "multi" => "choices",
            "scale" => "words",
            _ => return,
        };
        let rows: Vec<ChoiceRow> = self.form.choices.clone();
        if rows.is_empty() && list == "choices" {
            self.wrong("choice-add", "programmes-choices-wanted");
        }
        let mut taken: BTreeSet<String> = rows.iter().map(|row| row.code.clone()).collect();
        taken.extend(["prefer_not", "unknown"].map(str::to_owned));
        let mut nodes = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let field = format!("choice-{}-en", at + 1);
            let en = self.line_of(&field, &row.en);
            let fr = self.line_of(&format!("choice-{}-fr", at + 1), &row.fr);
            if en.is_empty() && fr.is_empty() {
                self.wrong(field, "programmes-choice-wanted");
            }
            let mut node = Node::new(Value::Map(Vec::new()));
            if list == "choices" {
                let code = if row.code.is_empty() {
                    let text = if en.is_empty() { &fr } else { &en };
                    proposed_id(text, |code| taken.contains(code))
                } else {
                    row.code.clone()
                };
                taken.insert(code.clone());
                node.set("code", Node::text(code));
            }
            node.set("en", Node::text(en));
            node.set("fr", Node::text(fr));
            if row.alone == "yes" && self.form.kind == "multi" {
                node.set("alone", Node::new(Value::Yes(true)));
            }
            nodes.push(node);
        }
        let codes: BTreeSet<String> =
            nodes.iter().map(|node| node.text_at("code").to_owned()).collect();
        match nodes.is_empty() {
            true => self.entry.remove(list),
            false => self.entry.set(list, Node::new(Value::List(nodes))),
        }
        if list == "choices" {
            self.forget_codes(&codes);
        }
    }

    /// What hung on a choice that is gone goes with it.
    fn forget_codes(&mut self, codes: &BTreeSet<String>) {
        if let Some(Value::Map(ends)) = self.entry.get("ends").map(|node| node.value.clone()) {
            let kept: Vec<_> = ends.into_iter().filter(|end| codes.contains(&end.key)).collect();
            match kept.is_empty() {
                true => self.entry.remove("ends"),
                false => self.entry.set("ends", Node::new(Value::Map(kept))),
            }
        }
    }

    fn inner(&mut self) {
        let rows = self.form.inner.clone();
        let mut texts = Vec::new();
        for (at, [_, en, fr]) in rows.iter().enumerate() {
            let en = self.line_of(&format!("inner-{}-text-en", at + 1), en);
            let fr = self.line_of(&format!("inner-{}-text-fr", at + 1), fr);
            if en.is_empty() && fr.is_empty() {
                self.wrong(format!("inner-{}-text-en", at + 1), "programmes-text-wanted");
            }
            texts.push((en, fr));
        }
        if self.form.kind != "repeat" {
            return;
        }
        let nodes = self.entry.list_mut("questions").into_iter().flatten();
        for (node, (en, fr)) in nodes.zip(texts) {
            node.set("text", words_node(&en, &fr));
        }
    }

    fn places(&mut self) {
        match self.form.text("need") {
            need @ ("R" | "S" | "O") => self.line.set("need", Node::text(need)),
            _ => self.wrong("need", "programmes-need-wanted"),
        }
        let screen = self.form.text("screen").trim().to_owned();
        let before = [self.line.text_at("screen"), self.entry.text_at("screen")];
        if before.into_iter().find(|name| !name.is_empty()).unwrap_or("") == screen {
            return;
        }
        let fits = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
        let begins = screen.starts_with(|sign: char| sign.is_ascii_lowercase());
        if screen.is_empty() {
            self.line.remove("screen");
            self.entry.remove("screen");
        } else if begins && screen.len() <= ID_LENGTH_MAX && screen.chars().all(fits) {
            self.line.set("screen", Node::text(screen));
        } else {
            self.wrong("screen", "programmes-screen-wrong");
        }
    }

    fn conditions(&mut self) {
        let when = &self.form.when;
        let condition = match when.is_text {
            IsText::Text => self.cel("when-text", &when.text.clone()),
            IsText::Rows => self.rows(),
        };
        put(&mut self.entry, "shown_when", condition);
        let required = self.form.text("required-when").to_owned();
        let required = self.cel("required-when", &required);
        put(&mut self.line, "required_when", required);
        let raises = self.form.text("raises-when").to_owned();
        match self.cel("raises-when", &raises) {
            None => self.entry.remove("raises"),
            Some(condition) => {
                if let Some(mut raise) = self.entry.get("raises").cloned() {
                    raise.set("when", Node::text(condition));
                    self.entry.set("raises", raise);
                }
            }
        }
    }

    /// A condition that is written as a text.
    fn cel(&mut self, field: &str, text: &str) -> Option<String> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.trim().is_empty() {
            return None;
        }
        if let Err(fault) = Condition::compile(&text) {
            let why = [("why", fault.to_string().into())];
            let sentence = self.around.words.with("programmes-condition-wrong", &why);
            self.problems.add(field, sentence);
        }
        Some(text)
    }

    fn rows(&mut self) -> Option<String> {
        let (clauses, numbers) = self.form.when.clauses();
        let before = self.around.entry.text_at("shown_when");
        if read_clauses(before, self.around.subjects).as_ref() == Some(&clauses) {
            // What says the same stays as somebody wrote it.
            return Some(before.to_owned());
        }
        match clauses.to_condition(self.around.subjects) {
            Ok(text) => text,
            Err(refused) => {
                let row = numbers.get(refused.row).copied().unwrap_or(1);
                let (part, key) = clause_problem(refused.why);
                self.wrong(format!("when-{row}-{part}"), key);
                None
            }
        }
    }
}

/// The part of a row that is wrong, and the words for it.
fn clause_problem(fault: ClauseFault) -> (&'static str, &'static str) {
    match fault {
        ClauseFault::UnknownSubject => ("subject", "programmes-when-subject"),
        ClauseFault::VerbDoesNotFit => ("verb", "programmes-when-verb"),
        ClauseFault::ValueWanted => ("value", "programmes-when-value"),
        ClauseFault::NotANumber => ("value", "programmes-number-wanted"),
        ClauseFault::NotADay => ("value", "programmes-when-day"),
        ClauseFault::UnknownCode => ("value", "programmes-when-code"),
        ClauseFault::TooLong => ("value", "programmes-when-long"),
        ClauseFault::TooManyRows => ("subject", "programmes-when-many"),
    }
}

fn put(node: &mut Node, key: &str, text: Option<String>) {
    match text {
        Some(text) => node.set(key, Node::text(text)),
        None => node.remove(key),
    }
}

fn words_node(en: &str, fr: &str) -> Node {
    let mut node = Node::new(Value::Map(Vec::new()));
    node.set("en", Node::text(en));
    node.set("fr", Node::text(fr));
    node
}
