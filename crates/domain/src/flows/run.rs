//! The record of one walk through a flow.

use crate::forms::Values;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// What was given at a node: also what was typed there and not sent on yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    pub answer: Option<String>,
    pub fields: Values,
    /// Why the answer is another one than the record says.
    pub override_reason: Option<String>,
    /// The answer is the record's, and nobody's word: it is asked of the record again.
    pub is_record: bool,
    /// Fields that hold what was proposed for them, and nobody's word: it is proposed again.
    pub proposed: BTreeSet<String>,
    /// When it was first sent on; none until then, and where nobody looks at the clock.
    pub at: Option<Timestamp>,
}

/// One node of the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    pub node: String,
    pub given: Given,
    /// Its condition let it be passed over.
    pub is_skipped: bool,
    /// The node that could not be entered, in whose stead this one was.
    pub instead_of: Option<String>,
}

/// How a run stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Somebody sits with it.
    Open,
    /// Its sitting has ended, and it waits for an event or for another role.
    Waiting,
    Closed,
}

impl State {
    const ALL: [Self; 3] = [Self::Open, Self::Waiting, Self::Closed];

    /// The word of rows and programs.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Closed => "closed",
        }
    }

    /// Reads [`State::word`].
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A walk. Its last visit is where it stands: you are here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub path: Vec<Visit>,
    /// Where in the path the present sitting began; nothing before it can be gone back to.
    pub sitting_from: usize,
    pub state: State,
    /// What was given at nodes that somebody went back from, by node, the earliest visit last: it
    /// stands there again on the way on.
    pub drafts: BTreeMap<String, Vec<Given>>,
}

impl Run {
    /// The number of the present visit, counted from 1 over the whole run.
    #[must_use]
    pub fn visit(&self) -> usize {
        self.path.len()
    }

    /// Notes the present moment at the visits of the sitting that were left by now and have none
    /// yet.
    pub fn stamp(&mut self, now: Timestamp) {
        let left = match self.state {
            State::Open => self.path.len().saturating_sub(1),
            State::Waiting | State::Closed => self.path.len(),
        };
        for visit in self.path.iter_mut().take(left).skip(self.sitting_from) {
            visit.given.at.get_or_insert(now);
        }
    }

    /// When the visit with a number was left.
    #[must_use]
    pub fn left_at(&self, visit: usize) -> Option<Timestamp> {
        self.path.get(visit.checked_sub(1)?)?.given.at
    }

    /// Where it stands.
    #[must_use]
    pub fn here(&self) -> Option<&Visit> {
        self.path.last()
    }

    /// What the present sitting visited, each with its number.
    pub fn sitting(&self) -> impl DoubleEndedIterator<Item = (usize, &Visit)> {
        self.path.iter().enumerate().skip(self.sitting_from).map(|(at, visit)| (at + 1, visit))
    }

    /// The answer that a question was given last.
    #[must_use]
    pub fn answer(&self, question: &str) -> Option<&str> {
        let mut visits = self.path.iter().rev().filter(|visit| visit.node == question);
        visits.find_map(|visit| visit.given.answer.as_deref())
    }
}
