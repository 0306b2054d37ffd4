//! Lists as rows of a file: what the screen shows, and the ids.

use crate::api::spreadsheet::Cell;
use crate::app::App;
use crate::checkpoints::desk::{self, File, OnFile};
use crate::checkpoints::list::Queue;
use crate::checkpoints::list::store::{After, Filter, rows as checkpoint_rows};
use crate::checkpoints::view;
use crate::failure::Failure;
use crate::page::Words;
use crate::people;
use crate::record::Held;
use domain::ids::{PersonId, UserId};
use domain::people::folded;

/// Rows of one file, at most.
pub const ROWS_MAX: usize = 100_000;
/// Rows that are read at a time.
const PAGE: i64 = 500;

/// A list, and how far it was read.
#[derive(Debug, Clone)]
pub enum List {
    People { wanted: Vec<String>, own: Option<UserId>, after: Option<(String, PersonId)> },
    Checkpoints { queue: Queue, filter: Filter, after: Option<After> },
}

impl List {
    /// The people whose name or reference holds what was typed.
    #[must_use]
    pub fn people(search: &str, own: Option<UserId>) -> Self {
        let folded = folded(search);
        let wanted = folded.split(' ').filter(|word| !word.is_empty()).take(3);
        Self::People { wanted: wanted.map(String::from).collect(), own, after: None }
    }

    #[must_use]
    pub fn checkpoints(queue: Queue, filter: Filter) -> Self {
        Self::Checkpoints { queue, filter, after: None }
    }

    /// The word of files and of the audit.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::People { .. } => "people",
            Self::Checkpoints { .. } => "checkpoints",
        }
    }

    /// What it was narrowed to, in words of ours.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Self::People { wanted, own, after: _ } => {
                let whose = if own.is_some() { "mine" } else { "team" };
                format!("whose={whose} words={}", wanted.len())
            }
            Self::Checkpoints { queue, filter, after: _ } => {
                let whose = if filter.owner.is_some() { "mine" } else { "team" };
                format!("queue={} whose={whose}", queue.word())
            }
        }
    }

    /// The names of its columns, for programs.
    #[must_use]
    pub fn keys(&self) -> &'static [&'static str] {
        match self {
            Self::People { .. } => &[
                "name",
                "job",
                "employer",
                "checkpoints",
                "checkpoint",
                "state",
                "due_on",
                "owner",
                "office",
                "person_id",
                "checkpoint_id",
            ],
            Self::Checkpoints { .. } => &[
                "due_on",
                "name",
                "checkpoint",
                "state",
                "days_over",
                "opens_on",
                "closes_on",
                "next",
                "programme",
                "person_id",
                "checkpoint_id",
            ],
        }
    }

    /// Its columns in words.
    #[must_use]
    pub fn columns(&self, words: Words) -> Vec<String> {
        let said = |key: &&str| words.say(&format!("reports-column-{}", key.replace('_', "-")));
        self.keys().iter().map(said).collect()
    }

    /// The next rows; none when all were read.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn next(
        &mut self,
        app: &App,
        held: &mut impl Held,
        words: Words,
    ) -> Result<Vec<Vec<Cell>>, Failure> {
        match self {
            Self::People { wanted, own, after } => {
                let place = after.as_ref().map(|(key, id)| (key.as_str(), id));
                let lines = people::store::list(held, wanted, own.as_ref(), place, PAGE).await?;
                *after = lines.last().map(|last| (last.sort_key.clone(), last.id));
                let ids: Vec<PersonId> = lines.iter().map(|line| line.id).collect();
                let files = desk::load_many(app, held, &ids).await?;
                let found = lines.iter().filter_map(|line| Some((line, files.get(&line.id)?)));
                Ok(found.map(|(line, file)| person(words, line, file)).collect())
            }
            Self::Checkpoints { queue, filter, after } => {
                let lines = checkpoint_rows(held, *queue, filter, after.as_ref(), PAGE).await?;
                *after = lines.last().map(|last| (last.due_on, last.id));
                let mut ids: Vec<PersonId> = lines.iter().map(|line| line.person).collect();
                ids.sort_unstable();
                ids.dedup();
                let files = desk::load_many(app, held, &ids).await?;
                let found = lines.iter().filter_map(|line| {
                    let file = files.get(&line.person)?;
                    Some((file, file.checkpoint(&line.id).ok()?))
                });
                Ok(found.map(|(file, one)| checkpoint(words, file, one)).collect())
            }
        }
    }
}

fn maybe(text: Option<&String>) -> Cell {
    text.map_or(Cell::Blank, Cell::text)
}

fn person(words: Words, line: &people::store::Line, file: &File) -> Vec<Cell> {
    let all = view::series_of(file);
    let own = all.first().map(|series| series.checkpoints.as_slice()).unwrap_or_default();
    let stones = view::rail(words, file, own);
    let labels: Vec<&str> = stones.iter().map(|stone| stone.label.as_str()).collect();
    let current = view::current(file, own).and_then(|at| own.get(at));
    let of = |what: &dyn Fn(&OnFile) -> Cell| current.map_or(Cell::Blank, |one| what(one));
    vec![
        Cell::Text(format!("{} {}", line.given_name, line.family_name)),
        maybe(line.job_title.as_ref()),
        maybe(line.employer.as_ref()),
        Cell::Text(labels.join("; ")),
        of(&|one| Cell::Text(view::name_of(words, one))),
        of(&|one| Cell::Text(view::state_said(words, file, one))),
        of(&|one| Cell::Day(one.kept.checkpoint.due_on())),
        Cell::text(&line.owner_name),
        Cell::text(&line.office_name),
        Cell::text(line.id.as_str()),
        of(&|one| Cell::text(one.kept.checkpoint.id.as_str())),
    ]
}

fn checkpoint(words: Words, file: &File, one: &OnFile) -> Vec<Cell> {
    let (kept, own) = (&file.kept.person, &one.kept.checkpoint);
    let over = i64::from(file.today().since(own.due_on()).map_or(0, |span| span.get_days()));
    vec![
        Cell::Day(own.due_on()),
        Cell::Text(format!("{} {}", kept.given_name, kept.family_name)),
        Cell::Text(view::name_of(words, one)),
        Cell::Text(view::state_said(words, file, one)),
        if file.is_overdue(one) { Cell::Whole(over) } else { Cell::Blank },
        Cell::Day(own.opens_on),
        Cell::Day(own.closes_on),
        Cell::Text(view::next_line(words, file, one)),
        Cell::text(&one.kept.pack),
        Cell::text(kept.id.as_str()),
        Cell::text(own.id.as_str()),
    ]
}
