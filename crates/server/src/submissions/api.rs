//! Submissions for programs.

use super::act::{self, Said};
use super::store::{self, Kept};
use crate::access::{AccessReason, Viewer, open_file};
use crate::api::{Asked, At, Day, Once};
use crate::app::App;
use crate::checkpoints::api::open_checkpoint;
use crate::checkpoints::desk;
use crate::failure::Failure;
use crate::record::Writer;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::access::Right;
use domain::ids::{CheckpointId, SubmissionId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create, at_checkpoint))
        .routes(routes!(show))
        .routes(routes!(approve))
        .routes(routes!(retry))
        .routes(routes!(remove))
        .routes(routes!(confirm))
        .routes(routes!(reject))
        .routes(routes!(pay))
}

/// What is on its way to a funder.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubmissionAnswer {
    id: String,
    version: i64,
    person: String,
    checkpoint: String,
    programme: String,
    programme_version: i64,
    /// `transcribe`, `file` or `http`.
    connector: &'static str,
    /// `awaiting_approval`, `queued`, `approved`, `sending`, `sent`, `confirmed`, `failed`,
    /// `rejected` or `removed`.
    state: &'static str,
    #[schema(value_type = String, format = DateTime)]
    state_at: Timestamp,
    /// Of the frozen bytes, in hexadecimal digits.
    payload_sha256: String,
    /// The funder's reference.
    receipt: Option<String>,
    /// Why the funder refused it.
    reasons: Vec<ReasonAnswer>,
    prepared_by: String,
    #[schema(value_type = String, format = DateTime)]
    prepared_at: Timestamp,
    approved_by: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    approved_at: Option<Timestamp>,
    tries: i64,
    #[schema(value_type = Option<String>, format = Date)]
    paid_on: Option<Date>,
}

/// One reason of a funder.
#[derive(Debug, Serialize, ToSchema)]
struct ReasonAnswer {
    code: String,
    message: String,
}

/// A submission as programs see it.
#[must_use]
pub fn answer(kept: &Kept) -> SubmissionAnswer {
    let reasons = kept
        .reasons
        .iter()
        .map(|reason| ReasonAnswer { code: reason.code.clone(), message: reason.message.clone() });
    SubmissionAnswer {
        id: kept.id.to_string(),
        version: kept.version,
        person: kept.person.to_string(),
        checkpoint: kept.checkpoint.to_string(),
        programme: kept.pack.clone(),
        programme_version: kept.pack_version,
        connector: kept.connector.word(),
        state: kept.state.word(),
        state_at: kept.state_at,
        payload_sha256: kept.payload_sha256.clone(),
        receipt: kept.receipt.clone(),
        reasons: reasons.collect(),
        prepared_by: kept.prepared_by.clone(),
        prepared_at: kept.prepared_at,
        approved_by: kept.approved_by.clone(),
        approved_at: kept.approved_at,
        tries: kept.tries,
        paid_on: kept.paid_on,
    }
}

/// Nothing is asked for: what is submitted is what was reviewed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Prepares a checkpoint's submission: freezes and hashes what goes to the funder.
#[utoipa::path(post, path = "/checkpoints/{id}/submission", tag = "submissions",
    request_body = Nothing, responses((status = 202, body = SubmissionAnswer)))]
async fn create(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
    asked: Asked<Nothing>,
) -> Result<Response, Failure> {
    viewer.may(Right::Submit)?;
    open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    if let Some(kept) = asked.once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let done = act::prepare(&app, &viewer, &id).await?;
    finish(&app, &viewer, (asked.once, StatusCode::ACCEPTED), done).await
}

async fn finish(
    app: &App,
    viewer: &Viewer,
    (once, status): (Once, StatusCode),
    (writer, kept): (Writer, Kept),
) -> Result<Response, Failure> {
    let response = once.commit(app, viewer, writer, (status, &answer(&kept))).await?;
    app.nudge.notify_one();
    Ok(response)
}

/// Shows the submission that stands at a checkpoint.
#[utoipa::path(get, path = "/checkpoints/{id}/submission", tag = "submissions",
    responses((status = 200, body = SubmissionAnswer)))]
async fn at_checkpoint(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
) -> Result<Json<SubmissionAnswer>, Failure> {
    viewer.may(Right::SeePeople)?;
    open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let mut reader = app.reader(&viewer).await?;
    let kept = store::at_checkpoint(&mut reader, &id).await?.ok_or(Failure::NotFound)?;
    Ok(Json(answer(&kept)))
}

/// Opens the file that a submission stands in.
///
/// # Errors
///
/// `NotFound`, or `ReasonWanted`.
pub async fn open_submission(
    app: &App,
    viewer: &Viewer,
    id: &SubmissionId,
    reason: Option<&str>,
) -> Result<(Kept, desk::File), Failure> {
    let mut reader = app.reader(viewer).await?;
    let kept = store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
    let file = desk::load(app, &mut reader, &kept.person).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), reason).await?;
    Ok((kept, file))
}

/// Shows a submission.
#[utoipa::path(get, path = "/submissions/{id}", tag = "submissions",
    responses((status = 200, body = SubmissionAnswer)))]
async fn show(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<SubmissionId>,
    reason: AccessReason,
) -> Result<Json<SubmissionAnswer>, Failure> {
    viewer.may(Right::SeePeople)?;
    let (kept, _) = open_submission(&app, &viewer, &id, reason.text()).await?;
    Ok(Json(answer(&kept)))
}

/// Approves a submission; never by the one who prepared it.
#[utoipa::path(post, path = "/submissions/{id}/approval", tag = "submissions",
    request_body = Nothing, responses((status = 202, body = SubmissionAnswer)))]
async fn approve(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<SubmissionId>,
    reason: AccessReason,
    asked: Asked<Nothing>,
) -> Result<Response, Failure> {
    viewer.may(Right::ApproveSubmissions)?;
    open_submission(&app, &viewer, &id, reason.text()).await?;
    if let Some(kept) = asked.once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let done = act::approve(&app, &viewer, &id).await?;
    finish(&app, &viewer, (asked.once, StatusCode::ACCEPTED), done).await
}

/// Sends again what was given up. The funder is asked first where it may have it.
#[utoipa::path(post, path = "/submissions/{id}/retry", tag = "submissions",
    request_body = Nothing, responses((status = 202, body = SubmissionAnswer)))]
async fn retry(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<SubmissionId>,
    reason: AccessReason,
    asked: Asked<Nothing>,
) -> Result<Response, Failure> {
    viewer.may(Right::Submit)?;
    open_submission(&app, &viewer, &id, reason.text()).await?;
    if let Some(kept) = asked.once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let done = act::retry(&app, &viewer, &id).await?;
    finish(&app, &viewer, (asked.once, StatusCode::ACCEPTED), done).await
}

/// Why a submission is taken out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Removal {
    reason: Option<String>,
}

/// Takes a submission out before the funder has it, or after it was refused.
#[utoipa::path(post, path = "/submissions/{id}/removal", tag = "submissions",
    request_body = Removal, responses((status = 202, body = SubmissionAnswer)))]
async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<SubmissionId>,
    reason: AccessReason,
    asked: Asked<Removal>,
) -> Result<Response, Failure> {
    viewer.may(Right::Submit)?;
    open_submission(&app, &viewer, &id, reason.text()).await?;
    if let Some(kept) = asked.once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let done = act::remove(&app, &viewer, &id, asked.ask.reason.as_deref()).await?;
    finish(&app, &viewer, (asked.once, StatusCode::ACCEPTED), done).await
}

/// The number that the funder gave.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    /// One printable line of at most 120 characters; may be called `receipt` as well.
    #[serde(alias = "receipt")]
    reference: Option<String>,
}

/// Notes that the funder confirmed a submission, with its number.
#[utoipa::path(post, path = "/submissions/{id}/confirmation", tag = "submissions",
    request_body = Confirmation, responses((status = 202, body = SubmissionAnswer)))]
async fn confirm(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<SubmissionId>,
    reason: AccessReason,
    asked: Asked<Confirmation>,
) -> Result<Response, Failure> {
    let Asked { ask, once } = asked;
    let said = Said::Confirmed { reference: ask.reference.as_deref() };
    answered(&app, &viewer, (&id, reason), (once, StatusCode::ACCEPTED), said).await
}

/// What the funder said when it refused.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Rejection {
    reason: String,
}

/// Notes that the funder refused a submission, with its reason.
#[utoipa::path(post, path = "/submissions/{id}/rejection", tag = "submissions",
    request_body = Rejection, responses((status = 200, body = SubmissionAnswer)))]
async fn reject(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<SubmissionId>,
    reason: AccessReason,
    asked: Asked<Rejection>,
) -> Result<Response, Failure> {
    let Asked { ask, once } = asked;
    let said = Said::Rejected { because: &ask.reason };
    answered(&app, &viewer, (&id, reason), (once, StatusCode::OK), said).await
}

async fn answered(
    app: &App,
    viewer: &Viewer,
    (id, reason): (&SubmissionId, AccessReason),
    (once, status): (Once, StatusCode),
    said: Said<'_>,
) -> Result<Response, Failure> {
    viewer.may(Right::Submit)?;
    open_submission(app, viewer, id, reason.text()).await?;
    if let Some(kept) = once.kept(app, viewer).await? {
        return Ok(kept);
    }
    match act::answer(app, viewer, id, said).await? {
        (Some(writer), kept) => finish(app, viewer, (once, status), (writer, kept)).await,
        (None, kept) => Ok((status, Json(answer(&kept))).into_response()),
    }
}

/// The day on which the funder paid.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Payment {
    #[schema(value_type = String, format = Date)]
    paid_on: Day,
}

/// Notes that the funder paid for what it confirmed.
#[utoipa::path(post, path = "/submissions/{id}/payment", tag = "submissions",
    request_body = Payment, responses((status = 200, body = SubmissionAnswer)))]
async fn pay(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<SubmissionId>,
    reason: AccessReason,
    asked: Asked<Payment>,
) -> Result<Response, Failure> {
    viewer.may(Right::ApproveSubmissions)?;
    open_submission(&app, &viewer, &id, reason.text()).await?;
    if let Some(kept) = asked.once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let done = act::pay(&app, &viewer, &id, asked.ask.paid_on.0).await?;
    finish(&app, &viewer, (asked.once, StatusCode::OK), done).await
}
