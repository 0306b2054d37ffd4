//! Runs for programs.

use super::act::{self, Ask, load};
use super::answer::{RunAnswer, whole};
use super::start::{self, Begin};
use super::store;
use crate::access::{Viewer, open_file};
use crate::api::{Asked, At, query};
use crate::app::App;
use crate::failure::Failure;
use crate::flows::controls::wanted;
use crate::flows::wire;
use crate::page::{Problems, Words};
use crate::people;
use crate::people::api::Opening;
use axum::Json;
use axum::extract::{Path, State as Of};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::access::Right;
use domain::flows::Given;
use domain::forms::{FieldKind, Value, Values};
use domain::ids::{PersonId, RunId};
use serde::Deserialize;
use serde_json::{Map, Value as JsonValue};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(begin))
        .routes(routes!(show))
        .routes(routes!(answer_node))
        .routes(routes!(back))
        .routes(routes!(finish))
}

/// What a run begins with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRun {
    person: String,
    /// The job; the entry's, or the latest, where left out.
    placement: Option<String>,
    /// The entry of the diary from which one calls.
    diary_entry: Option<String>,
}

/// Begins a run of a flow, in the version that is in force.
#[utoipa::path(post, path = "/flows/{id}/runs", tag = "flows", params(("id" = String, Path),
    Opening), request_body = NewRun, responses((status = 201, body = RunAnswer)))]
async fn begin(
    Of(app): Of<App>,
    viewer: Viewer,
    Path(flow): Path<String>,
    uri: Uri,
    asked: Asked<NewRun>,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let person: PersonId = ask.person.parse().map_err(|_| Failure::NotFound)?;
    crate::contacts::api::opened(&app, &viewer, &person, &uri).await?;
    let placement = ask.placement.as_deref().map(str::parse).transpose();
    let placement =
        placement.map_err(|_| Failure::field("placement", words.say("diary-job-wanted")))?;
    let entry = ask.diary_entry.as_deref().map(str::parse).transpose();
    let entry = entry.map_err(|_| Failure::field("diary_entry", words.say("runs-entry-wanted")))?;
    let begin = Begin { flow, person, placement, entry };
    let made = start::begin(&app, &viewer, &begin).await;
    let (mut writer, id) = made?;
    let loaded = load(&app, &mut writer, (&id, viewer.role)).await?;
    let answer = whole(&app, &mut writer, &viewer, &loaded).await?;
    once.commit(&app, &viewer, writer, (StatusCode::CREATED, &answer)).await
}

/// Finds whose run it is, and opens their file.
///
/// # Errors
///
/// `NotFound`, or `ReasonWanted`.
pub(super) async fn open_run(
    app: &App,
    viewer: &Viewer,
    id: &RunId,
    reason: Option<&str>,
) -> Result<PersonId, Failure> {
    let mut reader = app.reader(viewer).await?;
    let kept = store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
    let person = people::store::find(&mut reader, &kept.person).await?.ok_or(Failure::NotFound)?;
    drop(reader);
    open_file(app, viewer, person.file(), reason).await?;
    Ok(kept.person)
}

/// Shows where a run stands, what it will do and what it did.
#[utoipa::path(get, path = "/runs/{id}", tag = "flows", params(Opening),
    responses((status = 200, body = RunAnswer)))]
async fn show(
    Of(app): Of<App>,
    viewer: Viewer,
    At(id): At<RunId>,
    uri: Uri,
) -> Result<Json<RunAnswer>, Failure> {
    viewer.may(Right::SeePeople)?;
    let opening: Opening = query(&uri)?;
    open_run(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let mut reader = app.reader(&viewer).await?;
    let loaded = load(&app, &mut reader, (&id, viewer.role)).await?;
    Ok(Json(whole(&app, &mut reader, &viewer, &loaded).await?))
}

/// What is given at the present node.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Step {
    /// The visit that was seen; left out, it is not checked.
    visit: Option<usize>,
    /// The id of an answer; left out where the record answers, or at an instruction.
    answer: Option<String>,
    /// By their ids; null takes back what stood there.
    #[schema(value_type = Option<Object>)]
    fields: Option<Map<String, JsonValue>>,
    /// Why the answer is another than the record's.
    override_reason: Option<String>,
}

/// Reads what was given for the fields of the present node.
async fn given(app: &App, viewer: &Viewer, (id, step): (&RunId, &Step)) -> Result<Given, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let loaded = load(app, &mut reader, (id, viewer.role)).await?;
    let node = loaded.run.here().and_then(|here| loaded.flow.node(&here.node));
    let (mut fields, mut problems) = (Values::new(), Problems::new());
    for (name, value) in step.fields.iter().flatten() {
        let kind = node.and_then(|node| node.field(name)).map(|field| &field.kind);
        let read = kind.and_then(|kind| wire::read(kind, value));
        match (kind, read) {
            (None, _) => problems.add(name.as_str(), words.say("runs-no-field")),
            (Some(kind), None) => problems.add(name.as_str(), wanted(words, kind)),
            (Some(kind), Some(value)) => match as_kept(kind, value) {
                None => problems.add(name.as_str(), wanted(words, kind)),
                Some(value) => {
                    fields.insert(name.clone(), value);
                }
            },
        }
    }
    if !problems.is_empty() {
        return Err(Failure::Refused(problems));
    }
    let override_reason = step.override_reason.clone();
    Ok(Given { answer: step.answer.clone(), fields, override_reason, ..Given::default() })
}

/// A value as it is kept: a telephone number in its one form, by which it is known again; none
/// where it is no number.
pub(super) fn as_kept(kind: &FieldKind, value: Value) -> Option<Value> {
    match (kind, value) {
        (FieldKind::Phone, Value::Text(text)) if !text.is_empty() => {
            people::contact::read_phone(&text).map(Value::Text)
        }
        (_, value) => Some(value),
    }
}

async fn step(
    app: &App,
    viewer: &Viewer,
    (id, uri): (&RunId, &Uri),
    asked: Asked<Step>,
    ask: fn(Option<usize>, Given) -> Ask,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let opening: Opening = query(uri)?;
    let Asked { ask: told, once } = asked;
    if let Some(kept) = once.kept(app, viewer).await? {
        return Ok(kept);
    }
    let person = open_run(app, viewer, id, opening.access_reason.as_deref()).await?;
    let given = given(app, viewer, (id, &told)).await?;
    let asked = ask(told.visit, given);
    let made = act::settle(app, viewer, (id, &person), asked).await;
    let (mut writer, loaded) = made?;
    let answer = whole(app, &mut writer, viewer, &loaded).await?;
    let response = once.commit(app, viewer, writer, (StatusCode::OK, &answer)).await?;
    app.nudge.notify_one();
    Ok(response)
}

/// Answers the present node, and goes on to the next.
#[utoipa::path(post, path = "/runs/{id}/answers", tag = "flows", params(Opening),
    request_body = Step, responses((status = 200, body = RunAnswer)))]
async fn answer_node(
    Of(app): Of<App>,
    viewer: Viewer,
    At(id): At<RunId>,
    uri: Uri,
    asked: Asked<Step>,
) -> Result<Response, Failure> {
    let ask = |visit, given| Ask::Answer { visit, given };
    step(&app, &viewer, (&id, &uri), asked, ask).await
}

/// Goes back to the node before, within the sitting. What was typed stands there again.
#[utoipa::path(post, path = "/runs/{id}/back", tag = "flows", params(Opening),
    request_body = Step, responses((status = 200, body = RunAnswer)))]
async fn back(
    Of(app): Of<App>,
    viewer: Viewer,
    At(id): At<RunId>,
    uri: Uri,
    asked: Asked<Step>,
) -> Result<Response, Failure> {
    step(&app, &viewer, (&id, &uri), asked, |visit, _| Ask::Back { visit }).await
}

/// Ends the sitting: what is pending is done, once.
#[utoipa::path(post, path = "/runs/{id}/finish", tag = "flows", params(Opening),
    request_body = Step, responses((status = 200, body = RunAnswer)))]
async fn finish(
    Of(app): Of<App>,
    viewer: Viewer,
    At(id): At<RunId>,
    uri: Uri,
    asked: Asked<Step>,
) -> Result<Response, Failure> {
    let ask = |visit, given| Ask::Finish { visit, given };
    step(&app, &viewer, (&id, &uri), asked, ask).await
}
