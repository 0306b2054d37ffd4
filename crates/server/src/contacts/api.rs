//! Tries for programs.

use super::act::{self, Given};
use super::store::{self, Kept};
use crate::access::{AccessReason, Viewer, open_file};
use crate::api::{Asked, At, Listed, Moment, Page, place_of, query, read_place};
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::people::api::Opening;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::access::Right;
use domain::contacts::{Channel, Direction, Outcome, Party};
use domain::ids::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(index, create))
}

/// One try to reach somebody.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttemptAnswer {
    id: String,
    placement: Option<String>,
    /// The round of the job in which it was made, from 1.
    round: Option<i64>,
    /// `client`, `employer` or `benefits`.
    party: &'static str,
    /// `phone`, `text`, `email`, `post`, `fax` or `visit`.
    channel: &'static str,
    /// `out` or `in`.
    direction: &'static str,
    /// `reached`, `no_answer`, `busy`, `answer_machine`, `someone_else`, `number_unusable`,
    /// `refused`, `language`, `sent` or `returned`.
    outcome: &'static str,
    /// The nearest final disposition of AAPOR's Standard Definitions.
    aapor: &'static str,
    number: Option<String>,
    note: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

fn answer(kept: &Kept) -> AttemptAnswer {
    AttemptAnswer {
        id: kept.id.to_string(),
        placement: kept.placement.map(|id| id.to_string()),
        round: kept.round,
        party: kept.party.word(),
        channel: kept.channel.word(),
        direction: kept.direction.word(),
        outcome: kept.outcome.word(),
        aapor: kept.outcome.aapor(),
        number: kept.number.clone(),
        note: kept.note.clone(),
        at: kept.made_at,
    }
}

/// A try to be entered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAttempt {
    /// The job; the latest where left out.
    placement: Option<String>,
    party: String,
    channel: String,
    /// `out` where left out.
    direction: Option<String>,
    outcome: String,
    number: Option<String>,
    note: Option<String>,
    /// When it was made, by now and at most 30 days ago; now where left out.
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Moment>,
}

/// Opens a person's file for a door.
///
/// # Errors
///
/// `NotFound`, or `ReasonWanted`.
pub async fn opened(
    app: &App,
    viewer: &Viewer,
    person: &PersonId,
    uri: &Uri,
) -> Result<File, Failure> {
    let opening: Opening = query(uri)?;
    opened_for(app, viewer, person, opening.access_reason.as_deref()).await
}

/// As [`opened`], for a door that reads its question itself.
///
/// # Errors
///
/// `NotFound`, or `ReasonWanted`.
pub async fn opened_for(
    app: &App,
    viewer: &Viewer,
    person: &PersonId,
    reason: Option<&str>,
) -> Result<File, Failure> {
    let mut reader = app.reader(viewer).await?;
    let file = desk::load(app, &mut reader, person).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), reason).await?;
    Ok(file)
}

/// Lists the tries to reach a person or about them, the latest first.
#[utoipa::path(get, path = "/people/{id}/attempts", tag = "contacts", params(Opening, Page),
    responses((status = 200, body = Listed<AttemptAnswer>)))]
async fn index(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PersonId>,
    reason: AccessReason,
    uri: Uri,
) -> Result<Json<Listed<AttemptAnswer>>, Failure> {
    viewer.may(Right::SeePeople)?;
    let page: Page = query(&uri)?;
    let (limit, after) = (page.rows(), page.place(read_place)?);
    opened_for(&app, &viewer, &id, reason.text()).await?;
    let mut reader = app.reader(&viewer).await?;
    let mut all = store::page_of(&mut reader, &id, (after, limit + 1)).await?;
    let more = all.len() as i64 > limit;
    all.truncate(usize::try_from(limit).unwrap_or_default());
    let next = all.last().filter(|_| more).map(|last| place_of(last.made_at, &last.id));
    Ok(Json(Listed { items: all.iter().map(answer).collect(), next }))
}

/// Enters a try.
#[utoipa::path(post, path = "/people/{id}/attempts", tag = "contacts", params(Opening),
    request_body = NewAttempt, responses((status = 201, body = AttemptAnswer)))]
async fn create(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PersonId>,
    uri: Uri,
    asked: Asked<NewAttempt>,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    opened(&app, &viewer, &id, &uri).await?;
    let given = Given {
        placement: ask.placement,
        party: ask.party,
        channel: ask.channel,
        direction: ask.direction.unwrap_or_else(|| "out".to_owned()),
        outcome: ask.outcome,
        number: ask.number,
        note: ask.note,
        at: ask.at.map(|at| at.0),
    };
    known(&given, Words { locale: viewer.language.into() })?;
    let (mut writer, made) = act::enter(&app, &viewer, &id, &given).await?;
    let kept = store::find(&mut writer, &id, &made).await?.ok_or(Failure::NotFound)?;
    once.commit(&app, &viewer, writer, (StatusCode::CREATED, &answer(&kept))).await
}

/// Refuses what is none of our words, and names those: a program has no list to choose from.
fn known(given: &Given, words: Words) -> Result<(), Failure> {
    let asked: [(&str, &str, Vec<&str>); 4] = [
        ("party", &given.party, Party::ALL.iter().map(|one| one.word()).collect()),
        ("channel", &given.channel, Channel::ALL.iter().map(|one| one.word()).collect()),
        ("direction", &given.direction, Direction::ALL.iter().map(|one| one.word()).collect()),
        ("outcome", &given.outcome, Outcome::ALL.iter().map(|one| one.word()).collect()),
    ];
    let mut problems = Problems::new();
    for (field, _, known) in asked.iter().filter(|(_, word, known)| !known.contains(word)) {
        let known: Vec<String> = known.iter().map(|word| (*word).to_owned()).collect();
        let args = [("known", words.list(&known).into())];
        problems.add(*field, words.with("contacts-word-wanted", &args));
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::Refused(problems)) }
}
