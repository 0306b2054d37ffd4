//! The small lists that the macros of `parts.html` draw.

use super::words::Words;

/// A tab or a filter: a link that may be the current one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub said: String,
    pub address: String,
    pub count: Option<usize>,
    pub here: bool,
}

impl Tab {
    pub fn new(said: impl Into<String>, address: impl Into<String>) -> Tab {
        Tab { said: said.into(), address: address.into(), count: None, here: false }
    }

    #[must_use]
    pub fn count(self, count: usize) -> Tab {
        Tab { count: Some(count), ..self }
    }

    #[must_use]
    pub fn here(self, here: bool) -> Tab {
        Tab { here, ..self }
    }
}

/// One line of what happened and what will.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// An icon of the sprite without its `i-`.
    pub icon: &'static str,
    pub said: String,
    /// When, or why; may be empty.
    pub when: String,
    /// `is-here`, `is-ahead`, or nothing for what is done.
    pub place: &'static str,
}

impl Step {
    pub fn done(said: impl Into<String>, when: impl Into<String>) -> Step {
        Step { icon: "check", said: said.into(), when: when.into(), place: "" }
    }

    pub fn here(icon: &'static str, said: impl Into<String>, when: impl Into<String>) -> Step {
        Step { icon, said: said.into(), when: when.into(), place: "is-here" }
    }

    pub fn ahead(icon: &'static str, said: impl Into<String>, when: impl Into<String>) -> Step {
        Step { icon, said: said.into(), when: when.into(), place: "is-ahead" }
    }
}

/// Where a list's page stands among its pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pager {
    /// The number of the first row shown, from 1.
    pub from: usize,
    pub to: usize,
    /// All rows, where they were counted.
    pub total: Option<usize>,
    pub earlier: Option<String>,
    pub later: Option<String>,
}

impl Pager {
    pub fn is_needed(&self) -> bool {
        self.earlier.is_some() || self.later.is_some()
    }

    /// `26 to 50 of 61`, `26 to 50`.
    pub fn said(&self, words: &Words) -> String {
        let (from, to) = (("from", self.from.into()), ("to", self.to.into()));
        match self.total {
            Some(total) => words.with("pager-shown", &[from, to, ("total", total.into())]),
            None => words.with("pager-shown-open", &[from, to]),
        }
    }
}

/// Where a list is downloaded: words and address of each kind of file. `address` is the page's,
/// without its question mark, `question` what stands behind it.
pub fn downloads(words: Words, address: &str, question: &str) -> Vec<(String, String)> {
    let file = |kind: &str| {
        (words.say(&format!("page-file-{kind}")), format!("{address}.{kind}?{question}"))
    };
    ["csv", "xlsx"].map(file).to_vec()
}

/// One row of what would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub what: String,
    pub now: String,
    pub then: String,
    /// Why it changes; may be empty.
    pub why: String,
}

impl Change {
    pub fn differs(&self) -> bool {
        self.now != self.then
    }
}
