//! Documents for programs.

use super::intake::{self, Taken};
use super::store::{self, Kept};
use super::{act, handing, say};
use crate::access::{AccessReason, Viewer, open_file};
use crate::api::{At, Listed, Once, Page, query};
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::failure::Failure;
use crate::page::Words;
use axum::Json;
use axum::extract::multipart::Field;
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::access::Right;
use domain::documents::Bringer;
use domain::ids::{DocumentId, PersonId};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create, index)).routes(routes!(content))
}

/// A document of a person's archive.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentAnswer {
    id: String,
    person: String,
    /// A code of the person's programmes, or `other`.
    #[schema(rename = "type")]
    r#type: String,
    name: String,
    media_type: &'static str,
    bytes: u64,
    /// Of the file as it was brought.
    sha256: String,
    /// `clean`, `scanning` or `quarantined`; without a scanner always `clean`.
    state: String,
    #[schema(value_type = Option<String>, format = Date)]
    covers_from: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    covers_to: Option<Date>,
    /// Whether it asks for a password.
    locked: bool,
    added_by: String,
    added_at: String,
    version: i64,
}

/// A document as programs see it.
#[must_use]
pub fn answer(kept: &Kept) -> DocumentAnswer {
    DocumentAnswer {
        id: kept.id.to_string(),
        person: kept.person.to_string(),
        r#type: kept.type_code.clone(),
        name: kept.name.clone(),
        media_type: kept.kind.media_type(),
        bytes: kept.bytes,
        sha256: kept.sha256.clone(),
        state: kept.state.word().to_owned(),
        covers_from: kept.covers_from,
        covers_to: kept.covers_to,
        locked: kept.remark.is_some(),
        added_by: kept.added_by.clone(),
        added_at: kept.added_at.to_string(),
        version: kept.version,
    }
}

/// The fields of a form with a file.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only described: the form is read as it comes")]
struct NewDocument {
    /// PDF, JPEG, PNG, HEIC or plain text, 25 MB at most.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    #[schema(rename = "type")]
    r#type: String,
    covers_from: Option<String>,
    covers_to: Option<String>,
}

/// Adds a file to a person's archive. The same bytes are there once: sent again, they give the
/// document that is there already.
#[utoipa::path(post, path = "/people/{id}/documents", tag = "documents",
    request_body(content = NewDocument, content_type = "multipart/form-data"),
    responses((status = 201, body = DocumentAnswer)))]
async fn create(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PersonId>,
    reason: AccessReason,
    request: Request,
) -> Result<Response, Failure> {
    viewer.may(Right::RecordPeople)?;
    let words = Words { locale: viewer.language.into() };
    let file = opened(&app, &viewer, &id, &reason).await?;
    let mut came = came(&app, &viewer, request, &["type", "covers_from", "covers_to"]).await?;
    if let Some(kept) = came.once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let types = say::types_of(&file, words);
    let said = (came.text("type"), came.text("covers_from"), came.text("covers_to"));
    let said = act::read(&types, said, words).map_err(Failure::Refused)?;
    let (writer, added) = act::add(&app, &viewer, &id, (&mut *came.arrived, &said)).await?;
    came.once.commit(&app, &viewer, writer, (StatusCode::CREATED, &answer(added.kept()))).await
}

/// What a form with a file brought, and the key that makes it count once.
pub struct Came {
    pub arrived: Box<intake::Arrived>,
    pub once: Once,
    fields: Vec<(String, String)>,
}

impl Came {
    /// What stood in a field; nothing where it was left out.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.trim())
    }
}

/// Reads a form with one file and fields of these names.
///
/// # Errors
///
/// `Refused` at `file`, or at a field that is unknown or stands twice; `TooLarge`.
pub async fn came(
    app: &App,
    viewer: &Viewer,
    request: Request,
    known: &[&str],
) -> Result<Came, Failure> {
    let words = Words { locale: viewer.language.into() };
    let headers = request.headers().clone();
    let target = format!("POST {}", request.uri());
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut arrived: Option<Box<intake::Arrived>> = None;
    let by = Bringer::Staff;
    let mut form = intake::form(request, by, 1).await?;
    while let Some(field) = intake::next(&mut form, by).await? {
        let name = field.name().unwrap_or_default().to_owned();
        let is_file = name == "file";
        if !is_file && !known.contains(&name.as_str()) {
            let known = [("known", format!("file, {}", known.join(", ")).into())];
            return Err(Failure::field(&name, words.with("api-unknown-field", &known)));
        }
        let is_again = fields.iter().any(|(there, _)| *there == name);
        if is_again || (is_file && arrived.is_some()) {
            return Err(Failure::field(&name, words.say("api-twice")));
        }
        if is_file {
            arrived = Some(arriving(app, viewer, field, words).await?);
        } else {
            fields.push((name, intake::text(field, by).await?));
        }
    }
    let arrived =
        arrived.ok_or_else(|| Failure::field("file", words.say("documents-file-wanted")))?;
    let mut whole = Vec::new();
    for (name, value) in &fields {
        whole.extend([name.as_bytes(), &[0], value.as_bytes(), &[0]].concat());
    }
    whole.extend([arrived.name.as_bytes(), &[0], arrived.sha256.as_bytes()].concat());
    let once = Once::read(&headers, &target, &whole, words)?;
    Ok(Came { arrived, once, fields })
}

async fn arriving(
    app: &App,
    viewer: &Viewer,
    field: Field<'_>,
    words: Words,
) -> Result<Box<intake::Arrived>, Failure> {
    let by = Bringer::Staff;
    match intake::take(app, &viewer.agency, by, field).await? {
        Taken::In(arrived) => Ok(arrived),
        Taken::Refused(why) => Err(Failure::field("file", say::refused(why, by, words))),
        Taken::TooLarge => {
            let bytes_max = usize::try_from(by.bytes_max()).unwrap_or(usize::MAX);
            Err(Failure::TooLarge { bytes_max })
        }
    }
}

async fn opened(
    app: &App,
    viewer: &Viewer,
    id: &PersonId,
    reason: &AccessReason,
) -> Result<File, Failure> {
    viewer.may(Right::SeePeople)?;
    let mut reader = app.reader(viewer).await?;
    let file = desk::load(app, &mut reader, id).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), reason.text()).await?;
    Ok(file)
}

/// A person's documents, the newest first.
#[utoipa::path(get, path = "/people/{id}/documents", tag = "documents", params(Page),
    responses((status = 200, body = Listed<DocumentAnswer>)))]
async fn index(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PersonId>,
    reason: AccessReason,
    uri: Uri,
) -> Result<Json<Listed<DocumentAnswer>>, Failure> {
    let page: Page = query(&uri)?;
    let after = page.place(|after| after.parse::<DocumentId>().ok())?;
    opened(&app, &viewer, &id, &reason).await?;
    let mut reader = app.reader(&viewer).await?;
    let mut rows = store::list(&mut reader, &id, after.as_ref(), page.rows() + 1).await?;
    let more = rows.len() as i64 > page.rows();
    rows.truncate(usize::try_from(page.rows()).unwrap_or_default());
    let next = rows.last().filter(|_| more).map(|last| last.id.to_string());
    Ok(Json(Listed { items: rows.iter().map(answer).collect(), next }))
}

/// A document's bytes, as they were brought. Opening it is a view of the person's file.
#[utoipa::path(get, path = "/documents/{id}/content", tag = "documents",
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn content(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<DocumentId>,
    reason: AccessReason,
) -> Result<Response, Failure> {
    let kept = handing::opened(&app, &viewer, &id, reason.text()).await?;
    handing::hand(&app, &viewer, &kept).await
}
