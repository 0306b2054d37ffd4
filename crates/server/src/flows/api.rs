//! Flows for programs.

use super::store::{self, InForce, Uses};
use crate::access::Viewer;
use crate::api::Listed;
use crate::app::App;
use crate::failure::Failure;
use crate::record::Held;
use axum::Json;
use axum::extract::{Path, State};
use domain::access::Right;
use domain::words::Language;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(index)).routes(routes!(show))
}

/// A procedure that can be walked through.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlowAnswer {
    id: String,
    /// In the viewer's language.
    title: String,
    category: String,
    author: String,
    /// The version in force.
    version: u32,
    /// When it was drawn, as its author says it: a year, a month or a day.
    created_on: String,
    /// How often its page was opened.
    views: i64,
    runs: i64,
}

fn answer(one: &InForce, uses: Uses, language: Language) -> FlowAnswer {
    let flow = &one.flow;
    FlowAnswer {
        id: flow.code.clone(),
        title: flow.title.in_language(language).to_owned(),
        category: flow.category.in_language(language).to_owned(),
        author: flow.author.clone(),
        version: flow.version,
        created_on: flow.created.clone(),
        views: uses.views,
        runs: uses.runs,
    }
}

/// Lists the flows that are in force.
#[utoipa::path(get, path = "/flows", tag = "flows",
    responses((status = 200, body = Listed<FlowAnswer>)))]
async fn index(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<Json<Listed<FlowAnswer>>, Failure> {
    viewer.may(Right::SeePeople)?;
    let mut reader = app.reader(&viewer).await?;
    let all = store::all_in_force(&app, &mut reader).await?;
    let uses = store::uses(&mut reader).await?;
    let of = |one: &InForce| uses.get(&one.flow.code).copied().unwrap_or_default();
    let items = all.iter().map(|one| answer(one, of(one), viewer.language)).collect();
    Ok(Json(Listed { items, next: None }))
}

/// A flow with its nodes.
#[derive(Debug, Serialize, ToSchema)]
struct FlowWhole {
    #[serde(flatten)]
    flow: FlowAnswer,
    description: String,
    /// The text of the file, with comments.
    source: String,
    nodes: Vec<NodeLine>,
    /// Walks that are stored with it.
    walks: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct NodeLine {
    id: String,
    title: String,
    /// Sentences of a source that it carries.
    carries: Vec<String>,
}

/// Shows a flow; the look is counted.
#[utoipa::path(get, path = "/flows/{id}", tag = "flows", params(("id" = String, Path)),
    responses((status = 200, body = FlowWhole)))]
async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Json<FlowWhole>, Failure> {
    viewer.may(Right::SeePeople)?;
    let (one, uses) = looked_at(&app, &viewer, &id).await?;
    let language = viewer.language;
    let line = |node: &domain::flows::Node| NodeLine {
        id: node.id.clone(),
        title: node.title.in_language(language).to_owned(),
        carries: node.carries.clone(),
    };
    Ok(Json(FlowWhole {
        description: one.flow.description.in_language(language).to_owned(),
        source: one.source.clone(),
        nodes: one.flow.nodes.iter().map(line).collect(),
        walks: one.flow.walks.iter().map(|walk| walk.id.clone()).collect(),
        flow: answer(&one, uses, language),
    }))
}

/// Finds a flow in force, and counts that somebody looked at it.
///
/// # Errors
///
/// `NotFound`.
pub(super) async fn looked_at(
    app: &App,
    viewer: &Viewer,
    id: &str,
) -> Result<(InForce, Uses), Failure> {
    let mut reader = app.reader(viewer).await?;
    let one = store::in_force(app, &mut reader, id).await?.ok_or(Failure::NotFound)?;
    let agency = reader.agency();
    let mut uses = store::uses(&mut reader).await?.get(id).copied().unwrap_or_default();
    drop(reader);
    let counted = async {
        let mut writer = app.db.writer().await?;
        store::count_view(&mut writer, (&agency, id)).await?;
        writer.commit().await
    };
    match counted.await {
        Ok(()) => uses.views += 1,
        // A disk that is full must not keep anybody from looking.
        Err(error) => tracing::warn!(%error, "a view of a flow was not counted"),
    }
    Ok((one, uses))
}
