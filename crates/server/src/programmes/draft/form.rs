//! One question as a form: from the tree of the draft, from what was posted, and while choices and
//! rows of the condition are added, moved and taken out before anything is saved.

mod bounds;
mod save;

pub use save::{Around, Saved};

use crate::api::Posted;
use crate::programmes::file::{Node, Value};
use domain::surveys::{CLAUSES_MAX, Clauses, Joined, Subject, Verb, read_clauses};
use std::collections::BTreeMap;

/// Choices of a question, at most.
pub const CHOICES_MAX: usize = 80;
const INNER_MAX: usize = 8;

/// The kinds of question that a form can make, as packs write them.
pub const KINDS: [&str; 14] = [
    "single",
    "multi",
    "text",
    "long_text",
    "number",
    "money",
    "date",
    "scale",
    "contact",
    "declaration",
    "files",
    "noc",
    "outcome",
    "document_types",
];

/// Fields that are texts in both languages: the key of the pack, and the name of the field.
const PAIRS: [(&str, &str); 5] = [
    ("text", "text"),
    ("text_unknown", "text-unknown"),
    ("hint", "hint"),
    ("unit", "unit"),
    ("not_known", "not-known"),
];
/// Fields that are one value, under the same name in the pack and on the form.
const SINGLES: [&str; 12] = [
    "length", "note", "min", "max", "step", "earliest", "latest", "from", "to", "times", "files",
    "column",
];
const TICKS: [&str; 2] = ["prefer_not", "staff"];

/// A question as it stands on its page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    pub id: String,
    pub kind: String,
    /// Every field of one line, by its name.
    plain: BTreeMap<String, String>,
    pub choices: Vec<ChoiceRow>,
    /// The short questions of one that is asked several times over: id, English, French.
    pub inner: Vec<[String; 3]>,
    pub when: When,
}

/// One choice; a step of a scale has no code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChoiceRow {
    /// Empty until a new one is saved.
    pub code: String,
    pub en: String,
    pub fr: String,
    /// `yes` where it excludes the others.
    pub alone: String,
}

/// Under which answers it is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct When {
    pub is_text: IsText,
    pub joined: String,
    pub rows: Vec<WhenRow>,
    pub text: String,
}

/// How a condition is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum IsText {
    #[default]
    Rows,
    Text,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhenRow {
    pub subject: String,
    pub verb: String,
    pub values: Vec<String>,
}

/// A button that changes the form and saves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    ChoiceUp(usize),
    ChoiceDown(usize),
    ChoiceRemove(usize),
    ChoiceAdd,
    WhenAdd,
    WhenRemove(usize),
    WhenLook,
    WhenAsText,
    WhenAsRows,
}

impl Press {
    /// The button that was pressed; none where the form is to be saved.
    #[must_use]
    pub fn of(posted: &Posted) -> Option<Self> {
        let (name, row) = posted.text("act").split_once(':').unwrap_or((posted.text("act"), "0"));
        let row: usize = row.parse().unwrap_or(0);
        match name {
            "choice-up" => Some(Self::ChoiceUp(row)),
            "choice-down" => Some(Self::ChoiceDown(row)),
            "choice-remove" => Some(Self::ChoiceRemove(row)),
            "choice-add" => Some(Self::ChoiceAdd),
            "when-add" => Some(Self::WhenAdd),
            "when-remove" => Some(Self::WhenRemove(row)),
            "when-look" => Some(Self::WhenLook),
            "when-as-text" => Some(Self::WhenAsText),
            "when-as-rows" => Some(Self::WhenAsRows),
            _ => None,
        }
    }
}

impl Form {
    /// A field's value; empty where there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.plain.get(name).map_or("", String::as_str)
    }

    pub fn set(&mut self, name: &str, value: &str) {
        self.plain.insert(name.to_owned(), value.to_owned());
    }

    /// The form of a question as it stands in a draft.
    #[must_use]
    pub fn of_nodes(entry: &Node, line: &Node, subjects: &[Subject]) -> Self {
        let mut form = Self {
            id: entry.text_at("id").to_owned(),
            kind: entry.text_at("type").to_owned(),
            ..Self::default()
        };
        for (key, name) in PAIRS {
            if let Some(pair) = entry.get(key) {
                for language in ["en", "fr"] {
                    form.set(&format!("{name}-{language}"), pair.text_at(language));
                }
            }
        }
        for key in SINGLES.into_iter().chain(TICKS) {
            form.set(key, &shown(entry.get(key)));
        }
        form.set("need", line.text_at("need"));
        let screen = [line, entry].into_iter().map(|node| node.text_at("screen"));
        form.set("screen", screen.into_iter().find(|name| !name.is_empty()).unwrap_or(""));
        form.set("required-when", line.text_at("required_when"));
        let raise = entry.get("raises").map(|raise| raise.text_at("when"));
        form.set("raises-when", raise.unwrap_or_default());
        for list in ["choices", "words"] {
            let members = entry.get(list).map(Node::members).unwrap_or_default();
            form.choices.extend(members.iter().map(|node| ChoiceRow {
                code: node.text_at("code").to_owned(),
                en: node.text_at("en").to_owned(),
                fr: node.text_at("fr").to_owned(),
                alone: shown(node.get("alone")),
            }));
        }
        let inner = entry.get("questions").map(Node::members).unwrap_or_default();
        form.inner = inner.iter().map(inner_row).collect();
        form.when = When::of_text(entry.text_at("shown_when"), subjects);
        form
    }

    /// The form as it was posted.
    #[must_use]
    pub fn of_posted(posted: &Posted) -> Self {
        let mut form = Self {
            id: posted.text("id").trim().to_owned(),
            kind: posted.text("kind").to_owned(),
            ..Self::default()
        };
        let pairs = PAIRS.iter().flat_map(|(_, name)| [format!("{name}-en"), format!("{name}-fr")]);
        let others = ["need", "screen", "required-when", "raises-when"];
        let singles = SINGLES.into_iter().chain(TICKS).chain(others).map(str::to_owned);
        for name in pairs.chain(singles) {
            let value = posted.text(&name).to_owned();
            form.plain.insert(name, value);
        }
        for row in 1..=CHOICES_MAX {
            if !posted.has(&format!("choice-{row}-en")) {
                break;
            }
            let part = |part: &str| posted.text(&format!("choice-{row}-{part}")).to_owned();
            let (code, en, fr, alone) = (part("code"), part("en"), part("fr"), part("alone"));
            form.choices.push(ChoiceRow { code, en, fr, alone });
        }
        for row in 1..=INNER_MAX {
            if !posted.has(&format!("inner-{row}-text-en")) {
                break;
            }
            let part = |part: &str| posted.text(&format!("inner-{row}-{part}")).to_owned();
            form.inner.push([part("id"), part("text-en"), part("text-fr")]);
        }
        form.when = When::of_posted(posted);
        form
    }

    /// Does what a button says, without saving.
    pub fn press(&mut self, press: Press, subjects: &[Subject]) {
        let choices = &mut self.choices;
        match press {
            Press::ChoiceUp(row) if row > 1 && row <= choices.len() => {
                choices.swap(row - 1, row - 2)
            }
            Press::ChoiceDown(row) if row >= 1 && row < choices.len() => choices.swap(row - 1, row),
            Press::ChoiceRemove(row) if row >= 1 && row <= choices.len() => {
                choices.remove(row - 1);
            }
            Press::ChoiceAdd if choices.len() < CHOICES_MAX => {
                choices.push(ChoiceRow::default());
            }
            Press::WhenAdd if self.when.rows.len() < CLAUSES_MAX => {
                self.when.rows.push(WhenRow::default());
            }
            Press::WhenRemove(row) if row >= 1 && row <= self.when.rows.len() => {
                self.when.rows.remove(row - 1);
            }
            Press::WhenAsText => self.when.become_text(subjects),
            Press::WhenAsRows => {
                let text = self.when.text.clone();
                self.when = When::of_text(&text, subjects);
            }
            Press::ChoiceUp(_)
            | Press::ChoiceDown(_)
            | Press::ChoiceRemove(_)
            | Press::ChoiceAdd
            | Press::WhenAdd
            | Press::WhenRemove(_)
            | Press::WhenLook => {}
        }
    }
}

impl When {
    /// Rows where the text says no more than rows can, else the text.
    #[must_use]
    pub fn of_text(text: &str, subjects: &[Subject]) -> Self {
        let text = text.trim();
        let begun = Self { joined: "all".to_owned(), text: text.to_owned(), ..Self::default() };
        if text.is_empty() {
            return begun;
        }
        let Some(clauses) = read_clauses(text, subjects) else {
            return Self { is_text: IsText::Text, ..begun };
        };
        let joined = match clauses.joined {
            Joined::All => "all",
            Joined::Any => "any",
        };
        let rows = clauses.rows.into_iter().map(|row| WhenRow {
            subject: row.subject,
            verb: row.verb.word().to_owned(),
            values: row.values,
        });
        Self { joined: joined.to_owned(), rows: rows.collect(), ..begun }
    }

    fn of_posted(posted: &Posted) -> Self {
        let mut rows = Vec::new();
        for row in 1..=CLAUSES_MAX {
            if !posted.has(&format!("when-{row}-subject")) {
                break;
            }
            rows.push(WhenRow {
                subject: posted.text(&format!("when-{row}-subject")).to_owned(),
                verb: posted.text(&format!("when-{row}-verb")).to_owned(),
                values: posted.all(&format!("when-{row}-value")).map(str::to_owned).collect(),
            });
        }
        let is_text = match posted.text("when-mode") {
            "text" => IsText::Text,
            _ => IsText::Rows,
        };
        let (joined, text) =
            (posted.text("when-joined").to_owned(), posted.text("when-text").to_owned());
        Self { is_text, joined, rows, text }
    }

    /// The rows as the domain knows them; a row without a subject says nothing. The second value
    /// gives each clause the number of its row.
    #[must_use]
    pub fn clauses(&self) -> (Clauses, Vec<usize>) {
        let joined = if self.joined == "any" { Joined::Any } else { Joined::All };
        let (mut rows, mut numbers) = (Vec::new(), Vec::new());
        for (at, row) in self.rows.iter().enumerate().filter(|(_, row)| !row.subject.is_empty()) {
            let verb = Verb::of(&row.verb).unwrap_or(Verb::Is);
            let values = if verb.takes_value() { row.values.as_slice() } else { &[] };
            let values = values.iter().map(|value| value.trim().to_owned());
            rows.push(domain::surveys::Clause {
                subject: row.subject.clone(),
                verb,
                values: values.filter(|value| !value.is_empty()).collect(),
            });
            numbers.push(at + 1);
        }
        (Clauses::new(joined, rows), numbers)
    }

    fn become_text(&mut self, subjects: &[Subject]) {
        self.is_text = IsText::Text;
        if let Ok(text) = self.clauses().0.to_condition(subjects) {
            self.text = text.unwrap_or_default();
        }
    }
}

fn inner_row(node: &Node) -> [String; 3] {
    let text = |language: &str| {
        node.get("text").map(|text| text.text_at(language)).unwrap_or_default().to_owned()
    };
    [node.text_at("id").to_owned(), text("en"), text("fr")]
}

fn shown(node: Option<&Node>) -> String {
    match node.map(|node| &node.value) {
        Some(Value::Yes(true)) => "yes".to_owned(),
        Some(Value::Whole(number)) => number.to_string(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Yes(false) | Value::Nothing | Value::List(_) | Value::Map(_)) | None => {
            String::new()
        }
    }
}

#[cfg(test)]
#[path = "form_test.rs"]
mod tests;
