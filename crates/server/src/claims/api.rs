//! Claims for programs.

use super::act;
use super::store::{self, Filter, Kept, Order};
use crate::access::{AccessReason, Viewer, open_file};
use crate::api::{Asked, At, Page, day_or_null, place_of, query, read_place};
use crate::app::App;
use crate::checkpoints::desk;
use crate::contacts::api::{opened, opened_for};
use crate::failure::Failure;
use crate::page::Words;
use crate::people::api::Opening;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::access::Right;
use domain::claims::Kind;
use domain::ids::{ClaimId, PersonId, PlacementId};
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
        .routes(routes!(outcomes))
        .routes(routes!(create))
        .routes(routes!(show))
        .routes(routes!(countersign))
        .routes(routes!(submit))
}

/// A claim that is put together, or was passed on.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimAnswer {
    id: String,
    version: i64,
    person: String,
    placement: String,
    checkpoint: Option<String>,
    /// `job_outcome` or `sustainment`.
    kind: &'static str,
    /// `prepared`, `awaiting_countersignature`, `countersigned`, `returned` or `submitted`.
    state: &'static str,
    prepared_by: String,
    /// Why it came back, or what was said when it was countersigned.
    reason: Option<String>,
    via: Option<String>,
    line: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    period_from: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    period_to: Option<Date>,
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    submitted_at: Option<Timestamp>,
}

/// A claim as programs see it.
#[must_use]
pub fn answer(kept: &Kept) -> ClaimAnswer {
    let (period_from, period_to) = kept.period.unzip();
    ClaimAnswer {
        id: kept.id.to_string(),
        version: kept.version,
        person: kept.person.to_string(),
        placement: kept.placement.to_string(),
        checkpoint: kept.checkpoint.map(|id| id.to_string()),
        kind: kept.claim.kind.word(),
        state: kept.claim.state.word(),
        prepared_by: kept.claim.prepared_by.to_string(),
        reason: kept.reason.clone(),
        via: kept.via.clone(),
        line: kept.line.clone(),
        period_from,
        period_to,
        made_at: kept.made_at,
        decided_at: kept.decided_at,
        submitted_at: kept.submitted_at,
    }
}

/// What is due to be claimed about a job.
#[derive(Debug, Serialize, ToSchema)]
struct Due {
    placement: String,
    kind: &'static str,
    checkpoint: String,
}

/// What is due to be claimed, and the claims that there are.
#[derive(Debug, Serialize, ToSchema)]
struct OutcomesAnswer {
    due: Vec<Due>,
    /// The latest first, by pages.
    claims: Vec<ClaimAnswer>,
    /// What to give as `after` for the next page of claims; null on the last.
    next: Option<String>,
}

/// Lists what is due to be claimed for a person, and the claims that there are.
#[utoipa::path(get, path = "/people/{id}/outcomes", tag = "claims", params(Opening, Page),
    responses((status = 200, body = OutcomesAnswer)))]
async fn outcomes(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PersonId>,
    reason: AccessReason,
    uri: Uri,
) -> Result<Json<OutcomesAnswer>, Failure> {
    viewer.may(Right::SeePeople)?;
    let page: Page = query(&uri)?;
    let (limit, after) = (page.rows(), page.place(read_place)?);
    let file = opened_for(&app, &viewer, &id, reason.text()).await?;
    let mut reader = app.reader(&viewer).await?;
    let mut due = Vec::new();
    for job in &file.placements {
        let placement = job.placement.id;
        if let Some((kind, checkpoint)) = act::due_of(&mut reader, (&file, &placement)).await? {
            due.push(Due {
                placement: placement.to_string(),
                kind: kind.word(),
                checkpoint: checkpoint.to_string(),
            });
        }
    }
    let filter = Filter { person: Some(id), ..Filter::default() };
    let order = (Order::Latest, after);
    let mut claims = store::list(&mut reader, &filter, order, limit + 1).await?;
    let more = claims.len() as i64 > limit;
    claims.truncate(usize::try_from(limit).unwrap_or_default());
    let next = claims.last().filter(|_| more).map(|last| place_of(last.made_at, &last.id));
    Ok(Json(OutcomesAnswer { due, claims: claims.iter().map(answer).collect(), next }))
}

/// A claim to be prepared and passed on for countersignature.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewClaim {
    placement: String,
    /// `job_outcome` or `sustainment`, where nothing is due; what is due decides otherwise.
    kind: Option<String>,
}

/// Prepares a claim and passes it on for countersignature.
#[utoipa::path(post, path = "/claims", tag = "claims", params(Opening),
    request_body = NewClaim, responses((status = 201, body = ClaimAnswer)))]
async fn create(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    asked: Asked<NewClaim>,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let placement: PlacementId = ask.placement.parse().map_err(|_| Failure::NotFound)?;
    let wanted = || Failure::field("kind", words.say("claims-kind-wanted"));
    let kind = match ask.kind.as_deref() {
        Some(word) => Kind::of_word(word).ok_or_else(wanted)?,
        None => Kind::JobOutcome,
    };
    let person = {
        let mut reader = app.reader(&viewer).await?;
        let kept = crate::placements::store::find(&mut reader, &placement).await?;
        kept.ok_or(Failure::NotFound)?.person
    };
    opened(&app, &viewer, &person, &uri).await?;
    let (mut writer, id) = act::prepare(&app, &viewer, (&placement, kind)).await?;
    let kept = store::find(&mut writer, &id).await?.ok_or(Failure::NotFound)?;
    once.commit(&app, &viewer, writer, (StatusCode::CREATED, &answer(&kept))).await
}

/// Finds a claim and opens the file that it belongs to.
///
/// # Errors
///
/// `NotFound`, or `ReasonWanted`.
pub async fn open_claim(
    app: &App,
    viewer: &Viewer,
    id: &ClaimId,
    reason: Option<&str>,
) -> Result<(Kept, desk::File), Failure> {
    let mut reader = app.reader(viewer).await?;
    let kept = store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
    let file = desk::load(app, &mut reader, &kept.person).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), reason).await?;
    Ok((kept, file))
}

/// Shows a claim.
#[utoipa::path(get, path = "/claims/{id}", tag = "claims", params(Opening),
    responses((status = 200, body = ClaimAnswer)))]
async fn show(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<ClaimId>,
    uri: Uri,
) -> Result<Json<ClaimAnswer>, Failure> {
    viewer.may(Right::SeePeople)?;
    let opening: Opening = query(&uri)?;
    let (kept, _) = open_claim(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    Ok(Json(answer(&kept)))
}

/// What whoever countersigns decides.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Decision {
    /// False returns it with a reason; given where left out.
    given: Option<bool>,
    /// Why it goes back; whoever countersigns may say something too.
    reason: Option<String>,
    /// The version that was seen; left out, it is not checked.
    version: Option<i64>,
}

/// Countersigns a claim, or returns it. Whoever prepared it does neither.
#[utoipa::path(post, path = "/claims/{id}/countersignature", tag = "claims", params(Opening),
    request_body = Decision, responses((status = 200, body = ClaimAnswer)))]
async fn countersign(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<ClaimId>,
    uri: Uri,
    asked: Asked<Decision>,
) -> Result<Response, Failure> {
    viewer.may(Right::ApproveSubmissions)?;
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let opening: Opening = query(&uri)?;
    open_claim(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let told = act::Decision {
        is_given: ask.given.unwrap_or(true),
        reason: ask.reason.as_deref(),
        version: ask.version,
        is_told_forms: false,
    };
    let mut writer = act::decide(&app, &viewer, &id, told).await?;
    let kept = store::find(&mut writer, &id).await?.ok_or(Failure::NotFound)?;
    once.commit(&app, &viewer, writer, (StatusCode::OK, &answer(&kept))).await
}

/// How a claim is passed on.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SubmissionAsk {
    /// By which way, in a few words; `hand` where left out.
    via: Option<String>,
    /// The line of the order, or the funder's reference.
    line: Option<String>,
    /// Both days of the period, or neither.
    #[serde(default, deserialize_with = "day_or_null")]
    #[schema(value_type = Option<String>, format = Date)]
    period_from: Option<Date>,
    #[serde(default, deserialize_with = "day_or_null")]
    #[schema(value_type = Option<String>, format = Date)]
    period_to: Option<Date>,
    /// The version that was seen; left out, it is not checked.
    version: Option<i64>,
}

/// Passes a claim on to the funder's side, where no call does. A job outcome is countersigned
/// first.
#[utoipa::path(post, path = "/claims/{id}/submission", tag = "claims", params(Opening),
    request_body = SubmissionAsk, responses((status = 200, body = ClaimAnswer)))]
async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<ClaimId>,
    uri: Uri,
    asked: Asked<SubmissionAsk>,
) -> Result<Response, Failure> {
    viewer.may(Right::ApproveSubmissions)?;
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let opening: Opening = query(&uri)?;
    open_claim(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let told = act::Submission {
        via: ask.via.as_deref(),
        line: ask.line.as_deref(),
        period: (ask.period_from, ask.period_to),
        version: ask.version,
    };
    let mut writer = act::submit(&app, &viewer, &id, told).await?;
    let kept = store::find(&mut writer, &id).await?.ok_or(Failure::NotFound)?;
    once.commit(&app, &viewer, writer, (StatusCode::OK, &answer(&kept))).await
}
