//! A person's timeline: everything that was done, newest first, in words.

use super::store::{self, Line};
use crate::access::{Viewer, open_file};
use crate::api::{At, LIMIT_MAX, Listed, query};
use crate::app::App;
use crate::failure::Failure;
use crate::page::Words;
use crate::people;
use crate::record::Held;
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use domain::access::Right;
use domain::ids::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(index))
}

/// One thing that was done or seen.
#[derive(Debug, Serialize, ToSchema)]
pub struct Happened {
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// `change`, `view` or `refused`.
    pub kind: String,
    /// A name, `client`, or the name of a job.
    pub by: String,
    pub text: String,
    /// The id of what it was done to.
    pub subject: String,
}

/// Puts lines of the audit into words.
#[must_use]
pub fn said(lines: Vec<Line>, words: Words) -> Vec<Happened> {
    lines
        .into_iter()
        .map(|line| {
            let key = format!("audit-action-{}", line.action.replace([' ', '_'], "-"));
            let action = if words.has(&key) { words.say(&key) } else { line.action };
            let text =
                if line.detail.is_empty() { action } else { format!("{action} ({})", line.detail) };
            Happened {
                at: line.at,
                kind: line.kind,
                by: line.actor_name.unwrap_or(line.actor),
                text,
                subject: line.subject,
            }
        })
        .collect()
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct TimelineQuery {
    /// Rows wanted, from 1 to 200.
    limit: Option<i64>,
    /// The `next` of the page before.
    after: Option<i64>,
    access_reason: Option<String>,
}

/// Everything about a person, newest first.
#[utoipa::path(get, path = "/people/{id}/timeline", tag = "people", params(TimelineQuery),
    responses((status = 200, body = Listed<Happened>)))]
async fn index(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Json<Listed<Happened>>, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked: TimelineQuery = query(&uri)?;
    let limit = asked.limit.unwrap_or(LIMIT_MAX).clamp(1, LIMIT_MAX);
    let mut reader = app.reader(&viewer).await?;
    let kept = people::store::find(&mut reader, &id).await?.ok_or(Failure::NotFound)?;
    drop(reader);
    open_file(&app, &viewer, kept.file(), asked.access_reason.as_deref()).await?;
    let mut reader = app.reader(&viewer).await?;
    let place = (&viewer.agency, &id);
    let mut lines = store::timeline(reader.conn(), place, asked.after, limit + 1).await?;
    let more = lines.len() as i64 > limit;
    lines.truncate(usize::try_from(limit).unwrap_or_default());
    let next = lines.last().filter(|_| more).map(|line| line.seq.to_string());
    Ok(Json(Listed { items: said(lines, words), next }))
}
