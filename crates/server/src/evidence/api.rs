//! Evidence and milestones for programs.

use super::act::{self, Ask, Of};
use super::proof;
use super::say;
use super::store::{self, Kept};
use super::wire::{EvidenceAnswer, VerbalAnswer, pieces};
use crate::access::{AccessReason, Viewer};
use crate::api::{Asked, At, Day, Once, query};
use crate::app::App;
use crate::checkpoints::api::{CheckpointAnswer, open_checkpoint, proved};
use crate::checkpoints::desk::File;
use crate::documents;
use crate::failure::Failure;
use crate::page::Words;
use axum::Json;
use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::Response;
use domain::access::Right;
use domain::evidence::{How, VerbalTyped, read_verbal};
use domain::ids::{CheckpointId, DocumentId, EvidenceId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(remove))
        .routes(routes!(waive, end_waiver))
        .routes(routes!(tick, untick))
}

/// A piece to be added: of a document of the archive, or by word of mouth. As a form with a file
/// (`multipart/form-data`) it adds the file to the archive first.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewEvidence {
    document: Option<String>,
    #[schema(rename = "type")]
    r#type: String,
    #[schema(value_type = String, format = Date)]
    obtained_on: Day,
    /// `client_upload`, `email`, `post`, `in_person`, `phone`, `site_visit` or `system`.
    obtained_how: String,
    verbal: Option<VerbalAnswer>,
}

impl NewEvidence {
    fn read(self, file: &File, viewer: &Viewer, words: Words) -> Result<Ask, Failure> {
        let how = read_how(&self.obtained_how, words)?;
        let of = match (&self.document, &self.verbal) {
            (Some(id), None) => {
                let wanted = |_| Failure::field("document", words.say("evidence-document-wanted"));
                Of::Document(id.parse::<DocumentId>().map_err(wanted)?)
            }
            (None, Some(told)) => {
                let by = told.heard_by.as_deref().unwrap_or(&viewer.name);
                let typed = VerbalTyped {
                    on: Some(self.obtained_on.0),
                    firm: &told.firm,
                    phone: &told.phone,
                    person: &told.person,
                    said: &told.said,
                    heard_by: by,
                };
                let read = read_verbal(&typed, file.today());
                let read = read.map_err(|lacks| Failure::Refused(say::verbal(words, &lacks)))?;
                Of::Verbal(read)
            }
            (Some(_), Some(_)) | (None, None) => {
                return Err(Failure::field("document", words.say("evidence-one-of-both")));
            }
        };
        Ok(Ask { type_code: self.r#type, obtained_on: self.obtained_on.0, how, of })
    }
}

/// Reads the word of a way.
///
/// # Errors
///
/// `Refused` at `obtained_how`.
pub fn read_how(word: &str, words: Words) -> Result<How, Failure> {
    How::of_word(word.trim()).ok_or_else(|| {
        let known: Vec<&str> = How::ALL.into_iter().map(How::word).collect();
        let known = [("known", known.join(", ").into())];
        Failure::field("obtained_how", words.with("evidence-how-wanted", &known))
    })
}

/// Adds a piece of evidence to a checkpoint. The same document as the same type stands there once.
#[utoipa::path(post, path = "/checkpoints/{id}/evidence", tag = "evidence",
    request_body = NewEvidence, responses((status = 201, body = EvidenceAnswer)))]
async fn create(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
    request: Request,
) -> Result<Response, Failure> {
    viewer.may(Right::RecordPeople)?;
    let words = Words { locale: viewer.language.into() };
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(|kind| kind.to_ascii_lowercase().starts_with("multipart/form-data")) {
        return create_with_file(&app, &viewer, (&file, &id), request).await;
    }
    let Asked { ask, once } = Asked::<NewEvidence>::from_request(request, &app).await?;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let ask = ask.read(&file, &viewer, words)?;
    let (writer, kept) = act::add(&app, &viewer, &id, &ask).await?;
    finish(&app, &viewer, (&id, once), (writer, kept)).await
}

/// The file goes into the archive and onto the checkpoint in one unit of work.
async fn create_with_file(
    app: &App,
    viewer: &Viewer,
    (file, id): (&File, &CheckpointId),
    request: Request,
) -> Result<Response, Failure> {
    const FIELDS: [&str; 5] = ["type", "covers_from", "covers_to", "obtained_on", "obtained_how"];
    let words = Words { locale: viewer.language.into() };
    let mut came = documents::api::came(app, viewer, request, &FIELDS).await?;
    if let Some(kept) = came.once.kept(app, viewer).await? {
        return Ok(kept);
    }
    let types = say::types_of(file.checkpoint(id)?, words);
    let given = (came.text("type"), came.text("covers_from"), came.text("covers_to"));
    let said = documents::act::read(&types, given, words).map_err(Failure::Refused)?;
    let on = came.text("obtained_on").parse::<Day>();
    let on = on.map_err(|_| Failure::field("obtained_on", words.say("people-day-wanted")))?;
    let how = read_how(came.text("obtained_how"), words)?;
    let what = (&mut *came.arrived, &said);
    let done = act::add_file(app, viewer, (file, id), what, (on.0, how)).await?;
    finish(app, viewer, (id, came.once), done).await
}

async fn finish(
    app: &App,
    viewer: &Viewer,
    (id, once): (&CheckpointId, Once),
    (mut writer, kept): (crate::record::Writer, Kept),
) -> Result<Response, Failure> {
    let file = crate::checkpoints::desk::load_by_checkpoint(app, &mut writer, id).await?;
    let one = file.checkpoint(id)?;
    let proof = proof::of_one(app, &mut writer, (&file, one)).await?;
    let mut all = pieces(one, &proof).into_iter();
    let found = all.find(|piece| piece.id == kept.id.to_string()).ok_or(Failure::NotFound)?;
    once.commit(app, viewer, writer, (StatusCode::CREATED, &found)).await
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Because {
    reason: Option<String>,
    access_reason: Option<String>,
}

/// Takes a piece off its checkpoint; the document stays in the archive.
#[utoipa::path(delete, path = "/evidence/{id}", tag = "evidence", params(Because),
    responses((status = 204)))]
async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<EvidenceId>,
    uri: Uri,
) -> Result<StatusCode, Failure> {
    viewer.may(Right::RecordPeople)?;
    let because: Because = query(&uri)?;
    let mut reader = app.reader(&viewer).await?;
    let kept = store::find(&mut reader, &id).await?.ok_or(Failure::NotFound)?;
    drop(reader);
    let access = because.access_reason.as_deref();
    open_checkpoint(&app, &viewer, &kept.checkpoint, access).await?;
    let reason = because.reason.as_deref().unwrap_or_default();
    act::remove(&app, &viewer, &kept, reason).await?.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why a checkpoint goes without evidence.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewWaiver {
    reason: String,
}

/// Lets a checkpoint go without the evidence that its programme wants.
#[utoipa::path(post, path = "/checkpoints/{id}/evidence-waiver", tag = "evidence",
    request_body = NewWaiver, responses((status = 201, body = CheckpointAnswer)))]
async fn waive(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    access: AccessReason,
    asked: Asked<NewWaiver>,
) -> Result<Response, Failure> {
    viewer.may(Right::WaiveEvidence)?;
    open_checkpoint(&app, &viewer, &id, access.text()).await?;
    if let Some(kept) = asked.once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let mut writer = act::waive(&app, &viewer, &id, &asked.ask.reason).await?;
    let answer = proved(&app, &mut writer, &id).await?;
    asked.once.commit(&app, &viewer, writer, (StatusCode::CREATED, &answer)).await
}

/// Takes a waiver of evidence back.
#[utoipa::path(delete, path = "/checkpoints/{id}/evidence-waiver", tag = "evidence",
    responses((status = 200, body = CheckpointAnswer)))]
async fn end_waiver(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    access: AccessReason,
) -> Result<Json<CheckpointAnswer>, Failure> {
    viewer.may(Right::WaiveEvidence)?;
    open_checkpoint(&app, &viewer, &id, access.text()).await?;
    let mut writer = act::end_waiver(&app, &viewer, &id).await?;
    let answer = proved(&app, &mut writer, &id).await?;
    writer.commit().await?;
    Ok(Json(answer))
}

/// The day on which a milestone was achieved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMilestone {
    #[schema(value_type = String, format = Date)]
    achieved_on: Day,
}

/// Ticks a milestone. What it still lacks is named under `missing`.
#[utoipa::path(put, path = "/checkpoints/{id}/milestone", tag = "evidence",
    request_body = NewMilestone, responses((status = 200, body = CheckpointAnswer)))]
async fn tick(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    access: AccessReason,
    asked: Asked<NewMilestone>,
) -> Result<Json<CheckpointAnswer>, Failure> {
    viewer.may(Right::Review)?;
    open_checkpoint(&app, &viewer, &id, access.text()).await?;
    let Some(mut writer) = act::tick(&app, &viewer, &id, asked.ask.achieved_on.0).await? else {
        let mut reader = app.reader(&viewer).await?;
        return Ok(Json(proved(&app, &mut reader, &id).await?));
    };
    let answer = proved(&app, &mut writer, &id).await?;
    writer.commit().await?;
    Ok(Json(answer))
}

/// Takes a tick back, with a reason. It stays in the history.
#[utoipa::path(delete, path = "/checkpoints/{id}/milestone", tag = "evidence", params(Because),
    responses((status = 200, body = CheckpointAnswer)))]
async fn untick(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    uri: Uri,
) -> Result<Json<CheckpointAnswer>, Failure> {
    viewer.may(Right::Review)?;
    let because: Because = query(&uri)?;
    open_checkpoint(&app, &viewer, &id, because.access_reason.as_deref()).await?;
    let reason = because.reason.as_deref().unwrap_or_default();
    let mut writer = act::untick(&app, &viewer, &id, reason).await?;
    let answer = proved(&app, &mut writer, &id).await?;
    writer.commit().await?;
    Ok(Json(answer))
}
