//! What the form of a node sends.

use super::act::load;
use super::api::as_kept;
use super::beside::is_stale;
use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::failure::Failure;
use crate::flows::controls::wanted;
use crate::flows::wire;
use crate::page::{Problems, Words};
use domain::flows::Given;
use domain::forms::{FieldKind, Value, Values, printable};
use domain::ids::RunId;

/// Reads what the form holds for the present node, with the visit that it was sent from: none that
/// there is where it is of another node.
pub(super) async fn read(
    app: &App,
    viewer: &Viewer,
    (id, form): (&RunId, &Posted),
) -> Result<(usize, Given), Failure> {
    let Sent { visit, given, wrong } = sent(app, viewer, (id, form), |_, value| value).await?;
    let mut problems = Problems::new();
    for (field, sentence) in wrong {
        problems.add(field, sentence);
    }
    if problems.is_empty() { Ok((visit, given)) } else { Err(Failure::Refused(problems)) }
}

/// The same while it is still being typed: what does not fit is left out.
pub(super) async fn lenient(
    app: &App,
    viewer: &Viewer,
    whole: (&RunId, &Posted),
) -> Result<(usize, Given), Failure> {
    let Sent { visit, given, wrong } = sent(app, viewer, whole, printed).await?;
    let fields = given.fields.into_iter().filter(|(id, _)| wrong.iter().all(|(at, _)| at != id));
    let override_reason = given.override_reason.map(|text| printable(&FieldKind::Text, &text));
    Ok((visit, Given { fields: fields.collect(), override_reason, ..given }))
}

type Wrong = Vec<(String, String)>;

struct Sent {
    visit: usize,
    given: Given,
    /// Fields whose values do not fit, with the sentence.
    wrong: Wrong,
}

fn printed(kind: &FieldKind, value: Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(printable(kind, &text)),
        other => other,
    }
}

async fn sent(
    app: &App,
    viewer: &Viewer,
    (id, form): (&RunId, &Posted),
    tidied: fn(&FieldKind, Value) -> Value,
) -> Result<Sent, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let loaded = load(app, &mut reader, (id, viewer.role)).await?;
    let node = loaded.run.here().and_then(|here| loaded.flow.node(&here.node));
    let node = node.ok_or(Failure::NotFound)?;
    let (mut fields, mut wrong) = (Values::new(), Wrong::new());
    // A form of another node says nothing about this one.
    let is_own = !is_stale(&loaded, form);
    let visit = if is_own { form.text("visit").parse().unwrap_or(0) } else { 0 };
    for field in node.fields.iter().filter(|_| is_own) {
        let all: Vec<&str> = form.all(&field.id).collect();
        match wire::typed(&field.kind, &all) {
            Some(value) => match as_kept(&field.kind, tidied(&field.kind, value)) {
                Some(value) => {
                    fields.insert(field.id.clone(), value);
                }
                None => wrong.push((field.id.clone(), wanted(words, &field.kind))),
            },
            None => wrong.push((field.id.clone(), wanted(words, &field.kind))),
        }
    }
    let answer = form.given("answer").map(str::to_owned);
    let override_reason = form.given("override_reason").map(str::to_owned);
    let given = Given { answer, fields, override_reason, ..Given::default() };
    Ok(Sent { visit, given, wrong })
}
