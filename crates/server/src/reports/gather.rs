//! A report computed in one pass over what was asked and answered in its period.
//!
//! Rows are read a thousand at a time and counted; of no response more than its counts is kept,
//! and of its words only those that are shown.

use super::filter::{Filter, Told};
use super::questions::{Board, Figures, Origin, Wanted};
use super::store::{self, AnswerRow, Unasked};
use crate::app::App;
use crate::failure::Failure;
use crate::page::Words;
use crate::record::Held;
use crate::surveys::definition::Definition;
use crate::surveys::wire::answers_from_store;
use domain::ids::PersonId;
use domain::reports::{Outcome, Rates, Rating, Tally, Who, credited, outcome};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// Checkpoints, and responses, that one report counts, at most.
pub const ROWS_MAX: usize = 100_000;
/// Milliseconds of a tenth of a day.
const TENTH_MS: i64 = 8_640_000;

/// What clients say, as far as it may be shown.
pub struct Feedback {
    /// None where too few were asked.
    pub rates: Option<Rates>,
    pub questions: Vec<Figures>,
    /// Responses that were counted; none where they are of too few people.
    pub responses: Option<u64>,
    pub whole: Whole,
}

/// Whether everything of the period was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    Whole,
    /// There was more than [`ROWS_MAX`].
    Cut,
}

/// People by their numbers in this report.
#[derive(Default)]
struct People(HashMap<PersonId, Who>);

impl People {
    fn who(&mut self, person: PersonId) -> Who {
        let next = Who::try_from(self.0.len()).unwrap_or(Who::MAX);
        *self.0.entry(person).or_insert(next)
    }
}

/// Computes a report.
///
/// # Errors
///
/// What the database says, or a fault where a pinned definition is gone.
pub async fn gather(
    app: &App,
    held: &mut impl Held,
    (filter, zone, words): (&Filter, &TimeZone, Words),
    wanted: Wanted,
) -> Result<Feedback, Failure> {
    let scope = filter.scope(zone);
    let mut people = People::default();
    let mut rating = Rating::default();
    let mut whole = Whole::Whole;
    if wanted.only.is_none() {
        whole = rate(held, (filter, &scope), &mut people, &mut rating).await?;
    }
    let mut board = Board::new(filter.told, wanted);
    let mut counted = Tally::default();
    let (mut before, mut id, mut rows) = (scope.until, String::new(), 0);
    loop {
        let page = store::answers(held, &scope, (before, &id)).await?;
        let Some(last) = page.last() else { break };
        (before, id) = (last.answered_at, last.checkpoint.to_string());
        rows += page.len();
        for row in page.iter().filter(|row| fits(filter, row)) {
            let who = people.who(row.person);
            if row.unasked == Unasked::Unasked && row.said.is_some() {
                rating.add((credited(&row.asked), Outcome::Answered), who, None);
            }
            if count(app, held, (row, who, filter.told), &mut board).await? {
                counted.add(who);
            }
        }
        if page.len() < store::ROWS as usize {
            break;
        }
        if rows >= ROWS_MAX {
            whole = Whole::Cut;
            break;
        }
    }
    let responses = (counted.count > 0 && !counted.is_small()).then_some(counted.count);
    Ok(Feedback { rates: rating.rates(), questions: board.figures(words), responses, whole })
}

fn fits(filter: &Filter, row: &AnswerRow) -> bool {
    filter.way.is_none_or(|way| way == credited(&row.asked))
}

/// Counts what was asked.
async fn rate(
    held: &mut impl Held,
    (filter, scope): (&Filter, &store::Scope),
    people: &mut People,
    rating: &mut Rating,
) -> Result<Whole, Failure> {
    let (mut after, mut rows) = (String::new(), 0);
    loop {
        let page = store::asked(held, scope, &after).await?;
        let Some(last) = page.last() else { return Ok(Whole::Whole) };
        after = last.checkpoint.to_string();
        rows += page.len();
        for row in &page {
            let way = credited(&row.asked);
            if filter.way.is_none_or(|wanted| wanted == way) {
                let tenths = row.answered_at.map(|at| tenths(row.asked_at, at));
                rating.add((way, outcome(&row.asked)), people.who(row.person), tenths);
            }
        }
        if page.len() < store::ROWS as usize {
            return Ok(Whole::Whole);
        }
        if rows >= ROWS_MAX {
            return Ok(Whole::Cut);
        }
    }
}

/// Tenths of days from one moment to another, never less than none.
fn tenths(asked_at: Timestamp, at: Timestamp) -> i64 {
    (at.as_millisecond() - asked_at.as_millisecond()).max(0) / TENTH_MS
}

/// Counts the answers of a response, and says whether it had any of those that are wanted.
async fn count(
    app: &App,
    held: &mut impl Held,
    (row, who, told): (&AnswerRow, Who, Told),
    board: &mut Board,
) -> Result<bool, Failure> {
    let text = match told {
        Told::Said => &row.said,
        Told::Reviewed => &row.reviewed,
    };
    let Some(text) = text else { return Ok(false) };
    let pinned = (row.questionnaire.as_str(), row.pack.as_str(), row.pack_version);
    let definition = Definition::find(app, held, pinned).await?;
    let json = serde_json::from_str(text.stored()).unwrap_or_else(|error| {
        tracing::error!(%error, "a stored answer is no JSON");
        serde_json::Value::Null
    });
    let (answers, _) = answers_from_store(definition.questionnaire(), &json);
    let origin = Origin {
        who,
        at: row.answered_at,
        person: row.person,
        checkpoint: row.checkpoint,
        point: &row.point,
    };
    board.add(&definition, &answers, &origin);
    Ok(true)
}
