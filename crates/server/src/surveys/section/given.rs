//! The client's answers as they were given, line by line.

use super::before::{self, Before};
use super::rows::{Line, Rows};
use super::{Seen, came, notices};
use crate::checkpoints::desk::{File, OnFile};
use crate::page::Words;
use crate::surveys::reading::Reading;
use crate::surveys::store::Change;
use crate::surveys::store::links::Came;
use domain::surveys::Answers;
use std::collections::BTreeMap;

/// The client's answers as they were given.
pub struct Given {
    pub came: String,
    pub notices: Vec<String>,
    pub lines: Vec<Line>,
    /// Answers that the client gave and then left behind by another way.
    pub aside: Vec<Line>,
}

/// The client's answers as they were given, in the order of the questions.
#[must_use]
pub fn given(
    (file, one): (&File, &OnFile),
    (reading, changes, came_by): (&Reading, &[Change], &Came),
    before: Option<&Before>,
    words: Words,
) -> Given {
    let seen = Seen { file, one, reading, changes, came: came_by };
    let none = Answers::new();
    let answers = reading.client.as_ref().unwrap_or(&none);
    let (checkpoint, reasons) = (one.kept.checkpoint.id.as_str(), &reading.reasons);
    let since = before::said(before, reading, answers, words);
    let rows = Rows { reading, words, checkpoint, answers, reasons, since: &since };
    let (lines, aside) = rows.given();
    let notices = notices(seen, words, &[]).into_iter().map(|notice| notice.sentence);
    let came = format!("{} {}", came(seen, words), took(reading, words));
    Given { came, notices: notices.collect(), lines, aside }
}

/// How long it took from the first page to the last, where that was one sitting.
fn took(reading: &Reading, words: Words) -> String {
    let response = &reading.response;
    let Some((from, to)) = response.client_started_at.zip(response.client_submitted_at) else {
        return String::new();
    };
    let minutes = (to.as_second() - from.as_second() + 59) / 60;
    if !(0..=120).contains(&minutes) {
        return String::new();
    }
    words.with("surveys-took", &[("minutes", minutes.max(1).into())])
}

/// Answers line by line, on the way or not: what was put by is read as it came.
#[must_use]
pub fn lines_of(
    (checkpoint, reading): (&str, &Reading),
    answers: &Answers,
    words: Words,
) -> Vec<Line> {
    let (reasons, since) = (&reading.reasons, BTreeMap::new());
    Rows { reading, words, checkpoint, answers, reasons, since: &since }.every()
}
