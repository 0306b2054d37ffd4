//! A run as programs see it.

use super::act::Loaded;
use super::store::{self, Effect};
use super::{carry, saying, view};
use crate::access::Viewer;
use crate::app::App;
use crate::failure::Failure;
use crate::flows::wire;
use crate::page::Words;
use crate::record::Held;
use domain::flows::filling::default_of;
use domain::flows::step::auto;
use domain::flows::{Kind, Node, State, Visit};
use domain::forms::Field;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value as JsonValue, json};
use utoipa::ToSchema;

/// A walk through a flow.
#[derive(Debug, Serialize, ToSchema)]
pub struct RunAnswer {
    id: String,
    flow: String,
    /// The version of the flow to which it is pinned.
    version: i64,
    person: String,
    placement: String,
    diary_entry: Option<String>,
    /// `open`, `waiting` or `closed`.
    state: &'static str,
    /// While it waits: the events that wake it, or `role:` and the role that goes on.
    waits_for: Vec<String>,
    node: NodeAnswer,
    path: Vec<VisitAnswer>,
    /// What will be done when the sitting ends: `do`, and what it is done with.
    #[schema(value_type = Vec<Object>)]
    pending_effects: Vec<JsonValue>,
    /// What was done: `do`, what it was done with, `subject`, and `left_out` where there was
    /// nothing to do.
    #[schema(value_type = Vec<Object>)]
    done_effects: Vec<JsonValue>,
}

/// Where a run stands.
#[derive(Debug, Serialize, ToSchema)]
struct NodeAnswer {
    id: String,
    /// `instruction`, `question` or `terminal`.
    kind: &'static str,
    title: String,
    text: Option<String>,
    /// Words to say, in the language of whom one speaks with.
    say: Option<String>,
    warnings: Vec<String>,
    answers: Vec<ChoiceAnswer>,
    fields: Vec<FieldAnswer>,
    auto: Option<AutoAnswer>,
    /// The number of the present visit; sent with an answer it guards against another one.
    visit: usize,
    /// The role that does it, where it is not the viewer's.
    waits_for_role: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct ChoiceAnswer {
    id: String,
    label: String,
    warnings: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct FieldAnswer {
    id: String,
    label: String,
    /// `text`, `long_text`, `phone`, `date`, `dates`, `bool`, `int`, `choice` or `several`.
    r#type: &'static str,
    required: bool,
    /// What it is filled with until somebody writes something else.
    #[schema(value_type = serde_json::Value)]
    default: Option<JsonValue>,
    /// What was written.
    #[schema(value_type = serde_json::Value)]
    value: Option<JsonValue>,
    /// The values to choose from.
    values: Vec<String>,
}

/// The answer that the record gives, and why.
#[derive(Debug, Serialize, ToSchema)]
struct AutoAnswer {
    answer: String,
    because: String,
}

#[derive(Debug, Serialize, ToSchema)]
struct VisitAnswer {
    visit: usize,
    node: String,
    title: String,
    answer: Option<String>,
    #[schema(value_type = Object)]
    fields: Map<String, JsonValue>,
    override_reason: Option<String>,
    skipped: bool,
    instead_of: Option<String>,
}

/// A run as programs see it, without what is still to be done.
///
/// # Errors
///
/// What the database says; a fault for a flow that is broken.
pub(super) async fn answer(
    app: &App,
    held: &mut impl Held,
    viewer: &Viewer,
    loaded: &Loaded,
) -> Result<RunAnswer, Failure> {
    let words = Words { locale: viewer.language.into() };
    let kept = &loaded.kept;
    let done = store::effects(held, &kept.id).await?;
    let here = loaded.run.here().ok_or(Failure::NotFound)?;
    let node = loaded.flow.node(&here.node).ok_or(Failure::NotFound)?;
    let saying = saying::of(app, held, viewer, (loaded, node)).await?;
    let say = saying.map(|one| one.text);
    let waits = match kept.state {
        State::Waiting => kept.waits_for.as_str(),
        State::Open | State::Closed => "",
    };
    let waits = waits.split(';').filter(|event| !event.is_empty());
    Ok(RunAnswer {
        id: kept.id.to_string(),
        flow: kept.flow.clone(),
        version: kept.flow_version,
        person: kept.person.to_string(),
        placement: kept.placement.to_string(),
        diary_entry: kept.entry.map(|id| id.to_string()),
        state: loaded.run.state.word(),
        waits_for: waits.map(str::to_owned).collect(),
        node: NodeAnswer { say, ..node_answer(words, loaded, (node, here))? },
        path: path(words, loaded),
        pending_effects: Vec::new(),
        done_effects: done.iter().map(done_answer).collect(),
    })
}

/// A run with what it will do, and what it did.
///
/// # Errors
///
/// What the database says.
pub(super) async fn whole(
    app: &App,
    held: &mut impl Held,
    viewer: &Viewer,
    loaded: &Loaded,
) -> Result<RunAnswer, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut answer = answer(app, held, viewer, loaded).await?;
    if loaded.run.state == State::Open {
        let pending = carry::pending(app, held, (loaded, words)).await?;
        for due in pending.into_iter().filter(|due| !due.is_done) {
            let (what, node) = (JsonValue::from(due.what()), JsonValue::from(due.node()));
            let mut one = due.detail;
            one.insert("do".to_owned(), what);
            one.insert("node".to_owned(), node);
            answer.pending_effects.push(JsonValue::Object(one));
        }
    }
    Ok(answer)
}

fn done_answer(effect: &Effect) -> JsonValue {
    let detail = serde_json::from_str(&effect.detail);
    let mut one: Map<String, JsonValue> = detail.unwrap_or_default();
    one.insert("do".to_owned(), JsonValue::from(effect.what.as_str()));
    one.insert("node".to_owned(), JsonValue::from(effect.node.as_str()));
    one.insert("visit".to_owned(), JsonValue::from(effect.visit));
    one.insert("subject".to_owned(), json!(effect.subject));
    one.insert("left_out".to_owned(), json!(effect.left_out));
    one.insert("done_at".to_owned(), json!(effect.done_at.map(|at: Timestamp| at.to_string())));
    JsonValue::Object(one)
}

fn node_answer(
    words: Words,
    loaded: &Loaded,
    (node, here): (&Node, &Visit),
) -> Result<NodeAnswer, Failure> {
    let language = words.locale.into();
    let told = |text: &domain::words::Words| text.in_language(language).to_owned();
    let (flow, run, around) = (&loaded.flow, &loaded.run, loaded.around(words));
    let found =
        auto(flow, run, around, node).map_err(|why| super::say::refused(words, flow, &why))?;
    let because = match &node.kind {
        Kind::Question { auto: Some(auto), .. } => told(&auto.because),
        _ => String::new(),
    };
    let field = |field: &Field| FieldAnswer {
        id: field.id.clone(),
        label: told(&field.label),
        r#type: wire::type_word(&field.kind),
        required: field.is_required,
        default: default_of((flow, field), run, around).as_ref().map(wire::json),
        value: here.given.fields.get(&field.id).map(wire::json),
        values: wire::choices(&field.kind),
    };
    let is_mine = node.actor.as_ref().is_none_or(|role| loaded.roles.contains(role));
    Ok(NodeAnswer {
        id: node.id.clone(),
        kind: match node.kind {
            Kind::Instruction { .. } => "instruction",
            Kind::Question { .. } => "question",
            Kind::End { .. } => "terminal",
        },
        title: told(&node.title),
        text: node.text.as_ref().map(told),
        say: None,
        warnings: view::warnings(words, loaded),
        answers: node
            .answers()
            .iter()
            .map(|one| ChoiceAnswer {
                id: one.id.clone(),
                label: told(&one.label),
                warnings: one.warnings.iter().map(told).collect(),
            })
            .collect(),
        fields: node.fields.iter().map(field).collect(),
        auto: found.map(|answer| AutoAnswer { answer, because }),
        visit: run.visit(),
        waits_for_role: node.actor.clone().filter(|_| !is_mine),
    })
}

fn path(words: Words, loaded: &Loaded) -> Vec<VisitAnswer> {
    let language = words.locale.into();
    let visits = loaded.run.path.iter().enumerate();
    visits
        .map(|(at, visit)| VisitAnswer {
            visit: at + 1,
            node: visit.node.clone(),
            title: loaded
                .flow
                .node(&visit.node)
                .map(|node| node.title.in_language(language).to_owned())
                .unwrap_or_default(),
            answer: visit.given.answer.clone(),
            fields: wire::object(&visit.given.fields),
            override_reason: visit.given.override_reason.clone(),
            skipped: visit.is_skipped,
            instead_of: visit.instead_of.clone(),
        })
        .collect()
}
