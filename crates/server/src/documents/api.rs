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
        state: kept.state.clone(),
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
    let headers = request.headers().clone();
    let target = format!("POST {}", request.uri());
    let Came { arrived, fields } = read(&app, &viewer, request).await?;
    let mut whole = Vec::new();
    for (name, value) in &fields {
        whole.extend([name.as_bytes(), &[0], value.as_bytes(), &[0]].concat());
    }
    let mut arrived =
        arrived.ok_or_else(|| Failure::field("file", words.say("documents-file-wanted")))?;
    whole.extend([arrived.name.as_bytes(), &[0], arrived.sha256.as_bytes()].concat());
    let once = Once::read(&headers, &target, &whole, words)?;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let given = |name: &str| {
        let found = fields.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.trim())
    };
    let types = say::types_of(&file, words);
    let said = (given("type"), given("covers_from"), given("covers_to"));
    let said = act::read(&types, said, words).map_err(Failure::Refused)?;
    let (writer, added) = act::add(&app, &viewer, &id, (&mut *arrived, &said)).await?;
    once.commit(&app, &viewer, writer, (StatusCode::CREATED, &answer(added.kept()))).await
}

/// What a form brought.
struct Came {
    arrived: Option<Box<intake::Arrived>>,
    fields: Vec<(String, String)>,
}

async fn read(app: &App, viewer: &Viewer, request: Request) -> Result<Came, Failure> {
    const FIELDS: [&str; 3] = ["type", "covers_from", "covers_to"];
    let by = Bringer::Staff;
    let words = Words { locale: viewer.language.into() };
    let mut form = intake::form(request, by, 1).await?;
    let mut came = Came { arrived: None, fields: Vec::new() };
    while let Some(field) = intake::next(&mut form, by).await? {
        let name = field.name().unwrap_or_default().to_owned();
        let is_again = came.fields.iter().any(|(known, _)| *known == name);
        match name.as_str() {
            "file" if came.arrived.is_none() => {
                came.arrived = match intake::take(app, &viewer.agency, by, field).await? {
                    Taken::In(arrived) => Some(arrived),
                    Taken::Refused(why) => {
                        return Err(Failure::field("file", say::refused(why, by, words)));
                    }
                    Taken::TooLarge => {
                        let bytes_max = usize::try_from(by.bytes_max()).unwrap_or(usize::MAX);
                        return Err(Failure::TooLarge { bytes_max });
                    }
                };
            }
            "file" => return Err(Failure::field("file", words.say("api-twice"))),
            known if FIELDS.contains(&known) && !is_again => {
                let text = intake::text(field, by).await?;
                came.fields.push((name, text));
            }
            known if FIELDS.contains(&known) => {
                return Err(Failure::field(known, words.say("api-twice")));
            }
            other => {
                let known = "file, type, covers_from, covers_to";
                let said = words.with("api-unknown-field", &[("known", known.into())]);
                return Err(Failure::field(other, said));
            }
        }
    }
    Ok(came)
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
