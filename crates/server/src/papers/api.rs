//! Forms, for programs: what stands in one, and filling it in.

use super::act;
use super::forms::{Opened, opened};
use super::store::{self, Filled, Forms};
use crate::access::Viewer;
use crate::api::{Asked, At, query};
use crate::app::App;
use crate::failure::Failure;
use crate::flows::controls::wanted;
use crate::flows::wire;
use crate::page::{Problems, Words};
use crate::people::api::Opening;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::access::Right;
use domain::forms::{Form, Values};
use domain::ids::FormId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as JsonValue};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, fill))
}

/// A form that a call began.
#[derive(Debug, Serialize, ToSchema)]
struct FormAnswer {
    id: String,
    version: i64,
    /// Its code in the pack or the flow.
    form: String,
    title: String,
    person: String,
    run: String,
    fields: Vec<FormFieldAnswer>,
    /// When it was said to be complete; until then e-mails that go with it wait.
    #[schema(value_type = Option<String>, format = DateTime)]
    completed_at: Option<Timestamp>,
}

#[derive(Debug, Serialize, ToSchema)]
struct FormFieldAnswer {
    id: String,
    label: String,
    /// As at the node of a call.
    r#type: &'static str,
    required: bool,
    /// The values to choose from.
    values: Vec<String>,
    /// What stands there; its type is that of the field.
    #[schema(value_type = serde_json::Value)]
    value: Option<JsonValue>,
}

fn answer(words: Words, kept: &Filled, form: &Form) -> FormAnswer {
    let values = act::values_of(kept, form);
    let language = words.locale.into();
    let field = |one: &domain::forms::FormField| FormFieldAnswer {
        id: one.field.id.clone(),
        label: one.field.label.in_language(language).to_owned(),
        r#type: wire::type_word(&one.field.kind),
        required: one.field.is_required,
        values: wire::choices(&one.field.kind),
        value: values.get(&one.field.id).map(wire::json),
    };
    FormAnswer {
        id: kept.id.to_string(),
        version: kept.version,
        form: kept.form.clone(),
        title: form.title.in_language(language).to_owned(),
        person: kept.person.to_string(),
        run: kept.run.to_string(),
        fields: form.fields.iter().map(field).collect(),
        completed_at: kept.completed_at,
    }
}

/// What stands in a form.
#[utoipa::path(get, path = "/forms/{id}", tag = "flows", params(Opening),
    responses((status = 200, body = FormAnswer)))]
async fn show(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<FormId>,
    uri: Uri,
) -> Result<Json<FormAnswer>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let opening: Opening = query(&uri)?;
    let Opened { kept, form, .. } =
        opened(&app, &viewer, (&id, opening.access_reason.as_deref())).await?;
    Ok(Json(answer(words, &kept, &form)))
}

/// What is written into a form.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FormAsk {
    /// By their ids. What is left out stays as it stands; null empties it.
    #[schema(value_type = Option<Object>)]
    fields: Option<Map<String, JsonValue>>,
    /// Whether it is complete: nothing is changed in it afterwards, and e-mails that wait for it
    /// leave.
    complete: Option<bool>,
    /// The version that was seen; left out, it is not checked.
    version: Option<i64>,
}

/// Fills a form in.
#[utoipa::path(put, path = "/forms/{id}", tag = "flows", params(Opening),
    request_body = FormAsk, responses((status = 200, body = FormAnswer)))]
async fn fill(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<FormId>,
    uri: Uri,
    asked: Asked<FormAsk>,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let opening: Opening = query(&uri)?;
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let Opened { kept, form, .. } =
        opened(&app, &viewer, (&id, opening.access_reason.as_deref())).await?;
    let values = values(words, (&form, act::values_of(&kept, &form)), ask.fields)?;
    let told = (values, ask.complete == Some(true));
    let version = ask.version.unwrap_or(kept.version);
    let mut writer = act::fill_form(&app, &viewer, (&kept, &form), told, version).await?;
    let now = store::forms(&mut writer, Forms { id: Some(&id), ..Forms::default() }).await?.pop();
    let now = now.ok_or(Failure::NotFound)?;
    let done = (StatusCode::OK, &answer(words, &now, &form));
    let response = once.commit(&app, &viewer, writer, done).await?;
    app.nudge.notify_one();
    Ok(response)
}

/// What stands in a form after something was written into it.
fn values(
    words: Words,
    (form, mut values): (&Form, Values),
    given: Option<Map<String, JsonValue>>,
) -> Result<Values, Failure> {
    let mut problems = Problems::new();
    for (name, json) in given.unwrap_or_default() {
        let Some(one) = form.fields.iter().find(|one| one.field.id == name) else {
            problems.add(name.as_str(), words.say("runs-no-field"));
            continue;
        };
        match (json.is_null(), wire::read(&one.field.kind, &json)) {
            (true, _) => {
                values.remove(&name);
            }
            (false, Some(value)) => {
                values.insert(name, value);
            }
            (false, None) => problems.add(name.as_str(), wanted(words, &one.field.kind)),
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(Failure::Refused(problems)) }
}
