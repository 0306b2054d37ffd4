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
use std::collections::HashMap;
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
            let detail = detail_said(&line.detail, words);
            let text = if detail.is_empty() { action } else { format!("{action} ({detail})") };
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

/// Puts the words of texts that came in behind their entries, which hold ids alone.
#[must_use]
pub fn with_texts(mut items: Vec<Happened>, texts: &HashMap<String, String>) -> Vec<Happened> {
    for one in &mut items {
        if let Some(words) = texts.get(&one.subject) {
            one.text = format!("{}: “{words}”", one.text);
        }
    }
    items
}

/// By whose words a detail is said; the first that has it.
const SAID_AS: [&str; 8] = [
    "audit-detail",
    "diary-kind",
    "tasks-kind",
    "contacts-outcome",
    "diary-outcome",
    "contacts-channel",
    "claims-kind",
    "placements-end-source",
];

/// An entry's detail, such as `email reminder 2`, in words. Ids of links help the auditor alone,
/// who reads the entries themselves.
fn detail_said(detail: &str, words: Words) -> String {
    let known = |part: &str| {
        let part = part.rsplit_once('.').map_or(part, |(_, last)| last);
        let word = part.replace([' ', '_', ','], "-");
        let mut keys = SAID_AS.iter().map(|noun| format!("{noun}-{word}"));
        keys.find(|key| words.has(key)).map(|key| words.say(&key))
    };
    if let Some(said) = known(detail) {
        return said;
    }
    // An id, or the code of a template or an event: nobody reads those.
    let is_code = |part: &str| part.contains('_');
    let parts = detail.split(' ').filter(|part| !part.is_empty());
    let word = |part: &str| known(part).or_else(|| (!is_code(part)).then(|| part.to_owned()));
    let said: Vec<_> = parts.filter_map(word).collect();
    said.join(" ")
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
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
    let texts = people::store::texts::words(&mut reader, &id, LIMIT_MAX).await?;
    Ok(Json(Listed { items: with_texts(said(lines, words), &texts), next }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_words_and_never_ids() {
        let words = Words::default();
        assert_eq!(detail_said("email reminder 2", words), "e-mail reminder 2");
        assert_eq!(detail_said("told to wait", words), "the provider asked to wait");
        assert_eq!(detail_said("lnk_01M82GRRKBFMVTSE0M0K96Z71C", words), "");
        assert_eq!(detail_said("diary_due.tracking_call", words), "Tracking call");
        assert_eq!(detail_said("book_rapid_response", words), "Book a rapid response session");
        assert_eq!(detail_said("phone no_answer", words), "phone no answer");
        assert_eq!(detail_said("no_longer_working", words), "");
        assert_eq!(
            detail_said("ended 2026-12-01 employer", words),
            "ended 2026-12-01 The employer"
        );
        assert_eq!(detail_said("end taken back", words), "the end was taken back");
        assert_eq!(detail_said("withdrawn 2026-10-28", words), "withdrawn 2026-10-28");
    }
}
