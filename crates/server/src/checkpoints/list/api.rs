//! The lists of work for programs: the same numbers and rows as the page's tabs.

use super::store::{self, After, Filter};
use super::{Queue, Whose};
use crate::access::Viewer;
use crate::api::{Page, query};
use crate::app::App;
use crate::failure::Failure;
use crate::page::Words;
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use domain::access::Right;
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
    /// How many wait in each queue; each checkpoint stands in exactly one.
    counts: BTreeMap<&'static str, i64>,
    /// What to give as `after` for the next page; null on the last.
    next: Option<String>,
}

/// One checkpoint that waits.
#[derive(Debug, Serialize, ToSchema)]
struct Waiting {
    /// The checkpoint's id.
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
    /// `overdue`, `due_today`, `to_review`, `waiting`, `closing`, `open` or `upcoming`;
    /// all of them where left out.
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
        Some(Some(queue)) => queue.classes(),
        Some(None) => {
            let known = Queue::ALL.map(|queue| queue.word().to_owned());
            let known = words.list(&known);
            let sentence = words.with("checkpoints-queue-wanted", &[("known", known.into())]);
            return Err(Failure::field("queue", sentence));
        }
    };
    let page = Page { limit: asked.limit, after: asked.after };
    let (limit, after) = (page.rows(), page.place(read_after)?);
    let known = Whose::ALL.map(|whose| whose.word().to_owned());
    if asked.whose.as_ref().is_some_and(|whose| !known.contains(whose)) {
        let known = words.list(&known);
        let sentence = words.with("checkpoints-queue-wanted", &[("known", known.into())]);
        return Err(Failure::field("whose", sentence));
    }
    let owner = Whose::read(asked.whose.as_deref(), &viewer).owner(&viewer);
    let filter = Filter { owner, now: app.clock.now() };
    let mut reader = app.reader(&viewer).await?;
    let counts = store::counts(&mut reader, &filter).await?;
    let mut lines =
        store::class_rows(&mut reader, &classes, &filter, after.as_ref(), limit + 1).await?;
    let more = lines.len() as i64 > limit;
    lines.truncate(usize::try_from(limit).unwrap_or_default());
    let next = lines.last().filter(|_| more).map(|last| format!("{}~{}", last.due_on, last.id));
    let items = lines
        .iter()
        .map(|line| Waiting {
            id: line.id.to_string(),
            person: line.person.to_string(),
            due_on: line.due_on,
            queue: Queue::of(line.class).word(),
        })
        .collect();
    let counts = counts.into_iter().map(|(queue, many)| (queue.word(), many)).collect();
    Ok(Json(Work { items, counts, next }))
}

fn read_after(text: &str) -> Option<After> {
    let (due_on, id) = text.split_once('~')?;
    Some((due_on.parse().ok()?, id.parse().ok()?))
}
