//! Placements for programs.

use super::act::{self, Change, Foreseen};
use super::store::{self, Kept};
use crate::access::{Viewer, open_file};
use crate::api::{Asked, At, day, day_if_given, day_or_null, query};
use crate::app::App;
use crate::checkpoints::api::{CheckpointAnswer, answers};
use crate::checkpoints::desk;
use crate::failure::Failure;
use crate::page::Words;
use crate::people::api::{Opening, find_opened};
use crate::record::Held;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::access::Right;
use domain::ids::{PersonId, PlacementId};
use domain::placements::Place;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create)).routes(routes!(change))
}

/// A job that a person is placed into Outcomes with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPlacement {
    /// The pack's name, such as `on-ies`.
    programme: String,
    employer: String,
    job_title: String,
    /// First day of work, not after today.
    #[serde(deserialize_with = "day")]
    #[schema(value_type = String, format = Date)]
    started_on: Date,
    /// Above 0 and at most 100, in quarters of an hour.
    hours_per_week: f64,
    /// Minor units of the programme's currency.
    pay_cents: Option<i64>,
    /// `hour`, `week`, `two_weeks`, `month`, `year` or `per_job`.
    pay_period: Option<String>,
}

/// What is to be changed; what is left out stays, null takes the end back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlacementChange {
    #[serde(default, deserialize_with = "day_wanted")]
    #[schema(value_type = Option<String>, format = Date)]
    started_on: Option<Date>,
    #[serde(default, deserialize_with = "day_if_given")]
    #[schema(value_type = Option<String>, format = Date)]
    ended_on: Option<Option<Date>>,
    hours_per_week: Option<f64>,
    pay_cents: Option<i64>,
    pay_period: Option<String>,
    /// From which day the hours and pay hold; today where left out.
    #[serde(default, deserialize_with = "day_or_null")]
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    reason: Option<String>,
    version: Option<i64>,
}

/// Reads a day that may be left out, but not taken away.
fn day_wanted<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    day(deserializer).map(Some)
}

/// A placement with its checkpoints.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacementAnswer {
    id: String,
    version: i64,
    person: String,
    enrolment: String,
    programme: String,
    programme_version: i64,
    employer: String,
    job_title: String,
    #[schema(value_type = String, format = Date)]
    started_on: Date,
    #[schema(value_type = Option<String>, format = Date)]
    ended_on: Option<Date>,
    reason: Option<String>,
    /// From whom the last day comes: `client`, `employer`, `documents` or `record`; null where it
    /// was entered by hand.
    end_source: Option<String>,
    hours_per_week: Option<f64>,
    pay_cents: Option<i64>,
    pay_period: Option<&'static str>,
    checkpoints: Vec<CheckpointAnswer>,
}

/// A placement as programs see it, with the terms in force at a moment (by its UTC day).
#[must_use]
pub fn placement_answer(
    words: Words,
    kept: &Kept,
    now: Timestamp,
    checkpoints: Vec<CheckpointAnswer>,
) -> PlacementAnswer {
    let terms = kept.terms_on(now.to_zoned(jiff::tz::TimeZone::UTC).date());
    let pay = terms.and_then(|terms| terms.pay);
    PlacementAnswer {
        id: kept.placement.id.to_string(),
        version: kept.version,
        person: kept.person.to_string(),
        enrolment: kept.enrolment.to_string(),
        programme: kept.pack.clone(),
        programme_version: kept.pack_version,
        employer: kept.employer.clone(),
        job_title: kept.job_title.clone(),
        started_on: kept.placement.started_on,
        ended_on: kept.placement.ended_on,
        reason: kept.end_reason.as_ref().map(|reason| reason.said(words)),
        end_source: kept.end_source.clone(),
        hours_per_week: terms.map(|terms| terms.hours_per_week),
        pay_cents: pay.map(|pay| pay.cents),
        pay_period: pay.map(|pay| pay.period.word()),
        checkpoints,
    }
}

/// Places a person into Outcomes: the job and every checkpoint of the programme.
#[utoipa::path(post, path = "/people/{id}/placements", tag = "placements", params(Opening),
    request_body = NewPlacement, responses((status = 201, body = PlacementAnswer)))]
async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    asked: Asked<NewPlacement>,
) -> Result<Response, Failure> {
    viewer.may(Right::Place)?;
    let words = Words { locale: viewer.language.into() };
    let opening: Opening = query(&uri)?;
    let person = find_opened(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let place = Place {
        employer: ask.employer,
        job_title: ask.job_title,
        started_on: Some(ask.started_on),
        hours_per_week: Some(ask.hours_per_week),
        pay_cents: ask.pay_cents,
        pay_period: ask.pay_period,
    };
    let (mut writer, id) =
        act::place_person(&app, &viewer, &person, (&ask.programme, &place)).await?;
    let answer = read_placement(&app, &mut writer, words, &person.person.id, &id).await?;
    let response = once.commit(&app, &viewer, writer, (StatusCode::CREATED, &answer)).await;
    app.nudge.notify_one();
    response
}

async fn read_placement(
    app: &App,
    held: &mut impl Held,
    words: Words,
    person: &PersonId,
    id: &PlacementId,
) -> Result<PlacementAnswer, Failure> {
    let file = desk::load(app, held, person).await?;
    let mut all = file.placements.iter();
    let kept = all.find(|one| one.placement.id == *id).ok_or(Failure::NotFound)?;
    let own = |one: &desk::OnFile| one.kept.placement == Some(*id);
    let checkpoints = answers(app, held, &file, own).await?;
    Ok(placement_answer(words, kept, file.now, checkpoints))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ChangeQuery {
    /// Only say what would change.
    preview: Option<bool>,
    access_reason: Option<String>,
}

/// What a correction would move.
#[derive(Debug, Serialize, ToSchema)]
struct Preview {
    changes: Vec<Moves>,
}

/// The placement as it is now; with `preview`, what would change.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
enum Changed {
    Done(Box<PlacementAnswer>),
    Foreseen(Preview),
}

/// One date, or the state, of one checkpoint.
#[derive(Debug, Serialize, ToSchema)]
struct Moves {
    checkpoint: String,
    /// The rule's code, such as `m3`.
    code: String,
    /// `due_on`, `opens_on`, `closes_on` or `state`.
    field: &'static str,
    was: String,
    now: String,
}

fn moves(foreseen: &Foreseen) -> Vec<Moves> {
    let mut moves = Vec::new();
    for one in &foreseen.moved {
        let fields = [
            ("due_on", one.was.due_on, one.now.due_on),
            ("opens_on", one.was.opens_on, one.now.opens_on),
            ("closes_on", one.was.closes_on, one.now.closes_on),
        ];
        for (field, was, now) in fields.into_iter().filter(|(_, was, now)| was != now) {
            let (checkpoint, code) = (one.checkpoint.to_string(), one.code.clone());
            let (was, now) = (was.to_string(), now.to_string());
            moves.push(Moves { checkpoint, code, field, was, now });
        }
    }
    moves.extend(foreseen.turned.iter().map(|one| Moves {
        checkpoint: one.checkpoint.to_string(),
        code: one.code.clone(),
        field: "state",
        was: one.was.word().to_owned(),
        now: one.now.word().to_owned(),
    }));
    moves
}

/// Corrects or ends a placement, or records other hours and pay.
#[utoipa::path(patch, path = "/placements/{id}", tag = "placements", params(ChangeQuery),
    request_body = PlacementChange, responses((status = 200, body = Changed)))]
async fn change(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PlacementId>,
    uri: Uri,
    asked: Asked<PlacementChange>,
) -> Result<Json<Changed>, Failure> {
    viewer.may(Right::Place)?;
    let words = Words { locale: viewer.language.into() };
    let options: ChangeQuery = query(&uri)?;
    let ask = asked.ask;
    let change = Change {
        started_on: ask.started_on,
        ended_on: ask.ended_on,
        hours_per_week: ask.hours_per_week,
        pay_cents: ask.pay_cents,
        pay_period: ask.pay_period,
        from: ask.from,
        reason: ask.reason,
        end_source: None,
        version: ask.version,
    };
    let person = open_of(&app, &viewer, &id, options.access_reason.as_deref()).await?;
    if options.preview == Some(true) {
        let foreseen = act::preview(&app, &viewer, (&id, &change)).await?;
        return Ok(Json(Changed::Foreseen(Preview { changes: moves(&foreseen) })));
    }
    let mut writer = act::change(&app, &viewer, (&id, &change)).await?;
    let answer = read_placement(&app, &mut writer, words, &person, &id).await?;
    writer.commit().await?;
    app.nudge.notify_one();
    Ok(Json(Changed::Done(Box::new(answer))))
}

async fn open_of(
    app: &App,
    viewer: &Viewer,
    id: &PlacementId,
    reason: Option<&str>,
) -> Result<PersonId, Failure> {
    let mut reader = app.reader(viewer).await?;
    let kept = store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
    let person = crate::people::store::find(&mut reader, &kept.person).await?;
    drop(reader);
    let person = person.ok_or(Failure::NotFound)?;
    open_file(app, viewer, person.file(), reason).await?;
    Ok(kept.person)
}
