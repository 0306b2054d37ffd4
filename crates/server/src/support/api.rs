//! Support for programs.

use super::act::{self, Agreed, Change};
use super::store;
use super::web::read_assessed;
use crate::access::Viewer;
use crate::api::{Asked, At, Day};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::contacts::api::opened;
use crate::contacts::store::round;
use crate::failure::Failure;
use crate::page::Words;
use crate::people::api::Opening;
use crate::record::Held;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::access::Right;
use domain::contacts::Round;
use domain::ids::{PersonId, PlacementId};
use domain::support::{Assessed, Entry, interval_weeks, standing};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show))
        .routes(routes!(assess))
        .routes(routes!(agree))
        .routes(routes!(write_note))
}

/// How one keeps in touch with a person about their latest job.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupportAnswer {
    placement: Option<String>,
    /// `low`, `medium` or `high`; null where no assessment stands.
    risk: Option<&'static str>,
    /// Weeks between two calls today.
    interval_weeks: u8,
    /// Which attempt of its round a call would be now, from 1.
    attempt: i64,
    /// Rounds without contact since the person was last reached.
    cycles_without_contact: i64,
    /// The entries of the assessment, the latest first.
    assessments: Vec<AssessmentAnswer>,
    agreement: Option<AgreementAnswer>,
    notes: Vec<NoteAnswer>,
}

#[derive(Debug, Serialize, ToSchema)]
struct AssessmentAnswer {
    id: String,
    placement: Option<String>,
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// Null where it was removed.
    risk: Option<&'static str>,
    weeks: Option<u8>,
    reason: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct AgreementAnswer {
    accepted: bool,
    needs: Vec<String>,
    note: Option<String>,
    #[schema(value_type = String, format = Date)]
    agreed_on: Date,
}

#[derive(Debug, Serialize, ToSchema)]
struct NoteAnswer {
    id: String,
    #[schema(value_type = String, format = Date)]
    dated_on: Date,
    text: String,
}

async fn answer(held: &mut impl Held, file: &File, words: Words) -> Result<SupportAnswer, Failure> {
    let person = file.kept.person.id;
    let job = file.latest_job();
    let all = store::assessments(held, &person).await?;
    let entries = act::entries_of(&all, job.as_ref());
    let round = match &job {
        Some(job) => round(held, job).await?,
        None => Round::FIRST,
    };
    let assessments = all.iter().rev().map(|one| {
        let (risk, weeks) = match one.entry.assessed {
            Assessed::Stands { risk, weeks } => (Some(risk.word()), Some(weeks)),
            Assessed::Removed => (None, None),
        };
        AssessmentAnswer {
            id: one.id.to_string(),
            placement: one.placement.map(|id| id.to_string()),
            from: one.entry.from_on,
            risk,
            weeks,
            reason: one.reason.clone(),
        }
    });
    let assessments = assessments.collect();
    let agreement = store::agreements(held, &person).await?.into_iter().next();
    let notes = store::notes(held, &person).await?;
    Ok(SupportAnswer {
        placement: job.map(|id| id.to_string()),
        risk: standing(&entries, file.today()).map(|(risk, _)| risk.word()),
        interval_weeks: interval_weeks(&entries, file.today()),
        attempt: round.attempt(),
        cycles_without_contact: round.cycle,
        assessments,
        agreement: agreement.map(|one| AgreementAnswer {
            accepted: one.is_accepted,
            needs: one.needs,
            note: one.note,
            agreed_on: one.agreed_on,
        }),
        notes: notes
            .into_iter()
            .map(|one| NoteAnswer {
                id: one.id.to_string(),
                dated_on: one.dated_on,
                text: one.body.said(words),
            })
            .collect(),
    })
}

/// Shows how one keeps in touch with a person.
#[utoipa::path(get, path = "/people/{id}/support", tag = "support", params(Opening),
    responses((status = 200, body = SupportAnswer)))]
async fn show(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Json<SupportAnswer>, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let file = opened(&app, &viewer, &id, &uri).await?;
    let mut reader = app.reader(&viewer).await?;
    Ok(Json(answer(&mut reader, &file, words).await?))
}

/// A change of how often one keeps in touch.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAssessment {
    /// The job; the latest where left out.
    placement: Option<String>,
    /// `low` (every 3 weeks), `medium` (2), `high` (1), or `none`, which removes it.
    risk: String,
    /// Weeks between two calls, from 1 to 26, where it is another number than the risk's.
    weeks: Option<u8>,
    #[schema(value_type = String, format = Date)]
    from: Day,
    reason: Option<String>,
}

/// Assesses a job: in the assessment, the diary and the notes at once; the next call moves with it.
#[utoipa::path(post, path = "/people/{id}/assessments", tag = "support", params(Opening),
    request_body = NewAssessment, responses((status = 201, body = SupportAnswer)))]
async fn assess(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PersonId>,
    uri: Uri,
    asked: Asked<NewAssessment>,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let file = opened(&app, &viewer, &id, &uri).await?;
    let weeks = ask.weeks.map(|weeks| weeks.to_string());
    let assessed = read_assessed(&ask.risk, weeks.as_deref(), words)?;
    let entry = Entry { from_on: ask.from.0, assessed };
    let placement = own_job(&file, ask.placement.as_deref(), words)?;
    let change = Change { placement, entry, reason: ask.reason };
    let mut writer = act::change_frequency(&app, &viewer, &id, &change).await?;
    let answer = answer(&mut writer, &file, words).await?;
    once.commit(&app, &viewer, writer, (StatusCode::CREATED, &answer)).await
}

/// A job of the person's by its id.
///
/// # Errors
///
/// `Refused` for another's.
pub fn own_job(
    file: &File,
    named: Option<&str>,
    words: Words,
) -> Result<Option<PlacementId>, Failure> {
    let Some(named) = named else { return Ok(None) };
    let mut jobs = file.placements.iter().map(|job| job.placement.id);
    let found = jobs.find(|id| id.as_str() == named);
    let wanted = || Failure::field("placement", words.say("diary-job-wanted"));
    found.map(Some).ok_or_else(wanted)
}

/// What was agreed on support.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAgreement {
    accepted: bool,
    /// Such as `travel`, `childcare`, `health`, `skills`, `money`, `workplace`; 20 at most.
    #[serde(default)]
    needs: Vec<String>,
    note: Option<String>,
    #[schema(value_type = String, format = Date)]
    agreed_on: Day,
}

/// Enters what was agreed.
#[utoipa::path(post, path = "/people/{id}/agreements", tag = "support", params(Opening),
    request_body = NewAgreement, responses((status = 201, body = SupportAnswer)))]
async fn agree(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PersonId>,
    uri: Uri,
    asked: Asked<NewAgreement>,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let file = opened(&app, &viewer, &id, &uri).await?;
    let agreed = Agreed {
        is_accepted: ask.accepted,
        needs: ask.needs,
        note: ask.note,
        agreed_on: ask.agreed_on.0,
    };
    let mut writer = act::agree(&app, &viewer, &id, &agreed).await?;
    let answer = answer(&mut writer, &file, words).await?;
    once.commit(&app, &viewer, writer, (StatusCode::CREATED, &answer)).await
}

/// A dated note.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewNote {
    #[schema(value_type = String, format = Date)]
    dated_on: Day,
    text: String,
}

/// Writes a dated note on a person's summary.
#[utoipa::path(post, path = "/people/{id}/notes", tag = "support", params(Opening),
    request_body = NewNote, responses((status = 201, body = SupportAnswer)))]
async fn write_note(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PersonId>,
    uri: Uri,
    asked: Asked<NewNote>,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let file = opened(&app, &viewer, &id, &uri).await?;
    let mut writer = act::note(&app, &viewer, &id, (ask.dated_on.0, &ask.text)).await?;
    let answer = answer(&mut writer, &file, words).await?;
    once.commit(&app, &viewer, writer, (StatusCode::CREATED, &answer)).await
}
