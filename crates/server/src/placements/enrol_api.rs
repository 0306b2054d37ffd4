//! Enrolments for programs.

use super::enrol::{self, Days};
use super::store::{self, Enrolment};
use crate::access::Viewer;
use crate::api::{Asked, At, Once, day_if_given, day_or_null, query};
use crate::app::App;
use crate::checkpoints::api::{CheckpointAnswer, answers};
use crate::checkpoints::desk;
use crate::failure::Failure;
use crate::people;
use crate::people::api::{Opening, find_opened, present};
use crate::record::Held;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::access::Right;
use domain::ids::{EnrolmentId, PersonId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create)).routes(routes!(change))
}

/// An enrolment of a person in a programme.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewEnrolment {
    /// The pack's name, such as `on-ies`.
    programme: String,
    #[serde(default, deserialize_with = "day_or_null")]
    #[schema(value_type = Option<String>, format = Date)]
    referred_on: Option<Date>,
    #[serde(default, deserialize_with = "day_or_null")]
    #[schema(value_type = Option<String>, format = Date)]
    started_on: Option<Date>,
    #[serde(default, deserialize_with = "day_or_null")]
    #[schema(value_type = Option<String>, format = Date)]
    service_ended_on: Option<Date>,
    #[serde(default, deserialize_with = "day_or_null")]
    #[schema(value_type = Option<String>, format = Date)]
    exited_on: Option<Date>,
    group: Option<String>,
}

/// What is to be changed; null takes a day away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EnrolmentChange {
    #[serde(default, deserialize_with = "day_if_given")]
    #[schema(value_type = Option<String>, format = Date)]
    referred_on: Option<Option<Date>>,
    #[serde(default, deserialize_with = "day_if_given")]
    #[schema(value_type = Option<String>, format = Date)]
    started_on: Option<Option<Date>>,
    #[serde(default, deserialize_with = "day_if_given")]
    #[schema(value_type = Option<String>, format = Date)]
    service_ended_on: Option<Option<Date>>,
    #[serde(default, deserialize_with = "day_if_given")]
    #[schema(value_type = Option<String>, format = Date)]
    exited_on: Option<Option<Date>>,
    #[serde(default, deserialize_with = "present")]
    group: Option<Option<String>>,
    version: Option<i64>,
}

/// An enrolment, with the checkpoints that count from its days.
#[derive(Debug, Serialize, ToSchema)]
pub struct EnrolmentAnswer {
    id: String,
    version: i64,
    person: String,
    programme: String,
    programme_version: i64,
    #[schema(value_type = Option<String>, format = Date)]
    referred_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    started_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    service_ended_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    exited_on: Option<Date>,
    group: Option<String>,
    stage: String,
    checkpoints: Vec<CheckpointAnswer>,
}

/// An enrolment as programs see it.
#[must_use]
pub fn enrolment_answer(kept: &Enrolment, checkpoints: Vec<CheckpointAnswer>) -> EnrolmentAnswer {
    EnrolmentAnswer {
        id: kept.id.to_string(),
        version: kept.version,
        person: kept.person.to_string(),
        programme: kept.pack.clone(),
        programme_version: kept.pack_version,
        referred_on: kept.referred_on,
        started_on: kept.started_on,
        service_ended_on: kept.service_ended_on,
        exited_on: kept.exited_on,
        group: kept.group.clone(),
        stage: kept.stage.clone(),
        checkpoints,
    }
}

/// Enrols a person in a programme.
#[utoipa::path(post, path = "/people/{id}/enrolments", tag = "placements", params(Opening),
    request_body = NewEnrolment, responses((status = 201, body = EnrolmentAnswer)))]
async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    asked: Asked<NewEnrolment>,
) -> Result<Response, Failure> {
    viewer.may(Right::Place)?;
    let opening: Opening = query(&uri)?;
    let person = find_opened(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let made = enrol_once(&app, &viewer, &person, (ask, &once)).await;
    once.or_kept(&app, &viewer, made).await
}

async fn enrol_once(
    app: &App,
    viewer: &Viewer,
    person: &people::store::Kept,
    (ask, once): (NewEnrolment, &Once),
) -> Result<Response, Failure> {
    let days = Days {
        referred_on: Some(ask.referred_on),
        started_on: Some(ask.started_on),
        service_ended_on: Some(ask.service_ended_on),
        exited_on: Some(ask.exited_on),
        group: Some(ask.group),
    };
    let (mut writer, id) = enrol::enrol(app, viewer, person, (&ask.programme, &days)).await?;
    let answer = read_enrolment(app, &mut writer, &person.person.id, &id).await?;
    once.commit(app, viewer, writer, (StatusCode::CREATED, &answer)).await
}

async fn read_enrolment(
    app: &App,
    held: &mut impl Held,
    person: &PersonId,
    id: &EnrolmentId,
) -> Result<EnrolmentAnswer, Failure> {
    let file = desk::load(app, held, person).await?;
    let mut all = file.enrolments.iter();
    let kept = all.find(|one| one.id == *id).ok_or(Failure::NotFound)?;
    let own = |one: &desk::OnFile| one.kept.enrolment == *id && one.kept.placement.is_none();
    let checkpoints = answers(app, held, &file, own).await?;
    Ok(enrolment_answer(kept, checkpoints))
}

/// Changes the days of an enrolment.
#[utoipa::path(patch, path = "/enrolments/{id}", tag = "placements", params(Opening),
    request_body = EnrolmentChange, responses((status = 200, body = EnrolmentAnswer)))]
async fn change(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<EnrolmentId>,
    uri: Uri,
    asked: Asked<EnrolmentChange>,
) -> Result<Json<EnrolmentAnswer>, Failure> {
    viewer.may(Right::Place)?;
    let opening: Opening = query(&uri)?;
    let found = {
        let mut reader = app.reader(&viewer).await?;
        store::find_enrolment(&mut reader, &id).await?.ok_or(Failure::NotFound)?
    };
    let reason = opening.access_reason.as_deref();
    let person = find_opened(&app, &viewer, found.person.as_str(), reason).await?;
    let ask = asked.ask;
    let days = Days {
        referred_on: ask.referred_on,
        started_on: ask.started_on,
        service_ended_on: ask.service_ended_on,
        exited_on: ask.exited_on,
        group: ask.group,
    };
    let mut writer = enrol::change(&app, &viewer, &person, (&id, &days, ask.version)).await?;
    let answer = read_enrolment(&app, &mut writer, &found.person, &id).await?;
    writer.commit().await?;
    Ok(Json(answer))
}
