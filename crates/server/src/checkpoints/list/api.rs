//! The lists of work for programs: the same numbers and rows as the page's tabs.

use super::store::{self, Filter};
use super::{Queue, Whose};
use crate::access::Viewer;
use crate::api::{Page, place_of, query, read_place};
use crate::app::App;
use crate::failure::Failure;
use crate::page::Words;
use crate::record::Held;
use crate::tasks;
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use domain::access::Right;
use domain::tasks::State as Standing;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this list.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(index))
}

/// Checkpoints that wait for somebody.
#[derive(Debug, Serialize, ToSchema)]
struct Work {
    items: Vec<Waiting>,
    /// How many wait in each queue; each checkpoint stands in exactly one. `tasks` counts open
    /// tasks.
    counts: BTreeMap<&'static str, i64>,
    /// What to give as `after` for the next page; null on the last.
    next: Option<String>,
}

/// One checkpoint that waits.
#[derive(Debug, Serialize, ToSchema)]
struct Waiting {
    /// The checkpoint's id; in the queue `tasks` the task's.
    id: String,
    person: String,
    #[schema(value_type = String, format = Date)]
    due_on: Date,
    queue: &'static str,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WorkQuery {
    /// `overdue`, `due_today`, `to_review`, `waiting`, `closing`, `open` or `upcoming`: all of
    /// them where left out. `tasks` lists open tasks instead.
    queue: Option<String>,
    /// `mine` or `team`; what the viewer's role looks at first where left out.
    whose: Option<String>,
    /// Rows wanted, from 1 to 200.
    limit: Option<i64>,
    after: Option<String>,
}

/// Lists checkpoints that wait, those due first at the top.
#[utoipa::path(get, path = "/work", tag = "checkpoints", params(WorkQuery),
    responses((status = 200, body = Work)))]
async fn index(State(app): State<App>, viewer: Viewer, uri: Uri) -> Result<Json<Work>, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked: WorkQuery = query(&uri)?;
    let classes = match asked.queue.as_deref().map(Queue::from_word) {
        None => super::Class::ALL.to_vec(),
        Some(None) if asked.queue.as_deref() == Some(TASKS) => Vec::new(),
        Some(Some(queue)) => queue.classes(),
        Some(None) => {
            let mut known = Queue::ALL.map(|queue| queue.word().to_owned()).to_vec();
            known.push(TASKS.to_owned());
            let known = words.list(&known);
            let sentence = words.with("checkpoints-queue-wanted", &[("known", known.into())]);
            return Err(Failure::field("queue", sentence));
        }
    };
    let page = Page { limit: asked.limit, after: asked.after };
    let is_of_tasks = asked.queue.as_deref() == Some(TASKS);
    let after = if is_of_tasks { None } else { page.place(read_place)? };
    let limit = page.rows();
    let known = Whose::ALL.map(|whose| whose.word().to_owned());
    if asked.whose.as_ref().is_some_and(|whose| !known.contains(whose)) {
        let known = words.list(&known);
        let sentence = words.with("checkpoints-queue-wanted", &[("known", known.into())]);
        return Err(Failure::field("whose", sentence));
    }
    let whose = Whose::read(asked.whose.as_deref(), &viewer);
    let filter = Filter { owner: whose.owner(&viewer), now: app.clock.now() };
    let mut reader = app.reader(&viewer).await?;
    let counts = store::counts(&mut reader, &filter).await?;
    let (owner, state) = (whose.tasks(&viewer), Some(Standing::Open));
    let open = tasks::store::Filter { owner, person: None, state };
    let tasks = (TASKS, tasks::store::count(&mut reader, &open).await?);
    if asked.queue.as_deref() == Some(TASKS) {
        let counts = numbers(counts, tasks);
        return task_lines(&mut reader, (&open, limit, page.after.as_deref()), counts).await;
    }
    let mut lines =
        store::class_rows(&mut reader, &classes, &filter, after.as_ref(), limit + 1).await?;
    let more = lines.len() as i64 > limit;
    lines.truncate(usize::try_from(limit).unwrap_or_default());
    let next = lines.last().filter(|_| more).map(|last| place_of(last.due_on, &last.id));
    let items = lines
        .iter()
        .map(|line| Waiting {
            id: line.id.to_string(),
            person: line.person.to_string(),
            due_on: line.due_on,
            queue: Queue::of(line.class).word(),
        })
        .collect();
    Ok(Json(Work { items, counts: numbers(counts, tasks), next }))
}

/// The queue of tasks. It stands beside the queues of checkpoints, since a task is none.
const TASKS: &str = "tasks";

fn numbers(counts: Vec<(Queue, i64)>, tasks: (&'static str, i64)) -> BTreeMap<&'static str, i64> {
    let counts = counts.into_iter().map(|(queue, many)| (queue.word(), many));
    counts.chain([tasks]).collect()
}

/// Tasks as lines of a queue.
async fn task_lines(
    held: &mut impl Held,
    (filter, limit, after): (&tasks::store::Filter, i64, Option<&str>),
    counts: BTreeMap<&'static str, i64>,
) -> Result<Json<Work>, Failure> {
    let page = Page { limit: Some(limit), after: after.map(str::to_owned) };
    let after = page.place(read_place)?;
    let mut open = tasks::store::list(held, filter, after.as_ref(), limit + 1).await?;
    let more = open.len() as i64 > limit;
    open.truncate(usize::try_from(limit).unwrap_or_default());
    let next = open.last().filter(|_| more).map(|last| place_of(last.due_on, &last.id));
    let items = open
        .iter()
        .map(|task| Waiting {
            id: task.id.to_string(),
            person: task.person.to_string(),
            due_on: task.due_on,
            queue: TASKS,
        })
        .collect();
    Ok(Json(Work { items, counts, next }))
}
