//! Whom one may ask about a job, for programs.

use super::act::{self, Typed};
use super::store::{self, Contact};
use crate::access::{Viewer, open_file};
use crate::api::{Asked, At};
use crate::app::App;
use crate::checkpoints::desk;
use crate::failure::Failure;
use crate::people::api::Opening;
use crate::placements;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::access::Right;
use domain::ids::PlacementId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, enter))
}

/// Whom one may ask about a job, and why.
#[derive(Debug, Serialize, ToSchema)]
struct ContactAnswer {
    placement: String,
    version: i64,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    fax: Option<String>,
    /// `en` or `fr`: in which they are written to.
    language: &'static str,
    /// `consent`, `designation_order` or `none`, with which nobody is asked.
    basis: &'static str,
    basis_note: Option<String>,
}

fn answer(placement: &PlacementId, contact: Contact) -> ContactAnswer {
    ContactAnswer {
        placement: placement.to_string(),
        version: contact.version,
        name: contact.name,
        email: contact.email,
        phone: contact.phone,
        fax: contact.fax,
        language: contact.language.tag(),
        basis: contact.basis.word(),
        basis_note: contact.basis_note,
    }
}

/// The contact as it stands, of a job whose file the viewer opens.
async fn opened(
    app: &App,
    viewer: &Viewer,
    id: &PlacementId,
    uri: &Uri,
) -> Result<Contact, Failure> {
    let opening: Opening = crate::api::query(uri)?;
    let mut reader = app.reader(viewer).await?;
    let kept = placements::store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
    let contact = store::contact(&mut reader, id).await?.unwrap_or_default();
    let file = desk::load(app, &mut reader, &kept.person).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), opening.access_reason.as_deref()).await?;
    Ok(contact)
}

/// Whom one may ask about a job; with version 0 where nobody was entered.
#[utoipa::path(get, path = "/placements/{id}/employer", tag = "employers", params(Opening),
    responses((status = 200, body = ContactAnswer)))]
async fn show(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PlacementId>,
    uri: Uri,
) -> Result<Json<ContactAnswer>, Failure> {
    viewer.may(Right::SeePeople)?;
    let contact = opened(&app, &viewer, &id, &uri).await?;
    Ok(Json(answer(&id, contact)))
}

/// Whom one may ask. What is left out is emptied.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ContactAsk {
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    fax: Option<String>,
    /// `en` or `fr`; as it stands where left out.
    language: Option<String>,
    /// `consent`, `designation_order` or `none`; always said.
    basis: Option<String>,
    /// Where it is written that one may; needed with a basis.
    basis_note: Option<String>,
    /// The version that was seen; left out, it is not checked.
    version: Option<i64>,
}

/// Enters whom one may ask. Without a basis the links that are out end at once.
#[utoipa::path(put, path = "/placements/{id}/employer", tag = "employers", params(Opening),
    request_body = ContactAsk, responses((status = 200, body = ContactAnswer)))]
async fn enter(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PlacementId>,
    uri: Uri,
    asked: Asked<ContactAsk>,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let now = opened(&app, &viewer, &id, &uri).await?;
    let typed = Typed {
        name: ask.name,
        email: ask.email,
        phone: ask.phone,
        fax: ask.fax,
        language: ask.language.unwrap_or_else(|| now.language.tag().to_owned()),
        basis: ask.basis.unwrap_or_default(),
        basis_note: ask.basis_note,
        version: ask.version.unwrap_or(now.version),
    };
    let mut writer = act::enter_contact(&app, &viewer, &id, &typed).await?;
    let kept = store::contact(&mut writer, &id).await?.unwrap_or_default();
    once.commit(&app, &viewer, writer, (StatusCode::OK, &answer(&id, kept))).await
}
