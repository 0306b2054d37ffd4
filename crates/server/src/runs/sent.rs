//! What the form of a node sends.

use super::act::load;
use super::api::fits_phone;
use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::failure::Failure;
use crate::flows::wire;
use crate::page::{Problems, Words};
use domain::flows::Given;
use domain::forms::Values;
use domain::ids::RunId;

/// Reads what the form holds for the present node.
pub(super) async fn read(
    app: &App,
    viewer: &Viewer,
    (id, form): (&RunId, &Posted),
) -> Result<Given, Failure> {
    let words = Words { locale: viewer.language.into() };
    let (given, wrong) = sent(app, viewer, (id, form)).await?;
    let mut problems = Problems::new();
    for (field, key) in wrong {
        problems.add(field, words.say(key));
    }
    if problems.is_empty() { Ok(given) } else { Err(Failure::Refused(problems)) }
}

pub(super) async fn lenient(
    app: &App,
    viewer: &Viewer,
    whole: (&RunId, &Posted),
) -> Result<Given, Failure> {
    let (given, wrong) = sent(app, viewer, whole).await?;
    let fields = given.fields.into_iter().filter(|(id, _)| wrong.iter().all(|(at, _)| at != id));
    Ok(Given { fields: fields.collect(), ..given })
}

type Wrong = Vec<(String, &'static str)>;

async fn sent(
    app: &App,
    viewer: &Viewer,
    (id, form): (&RunId, &Posted),
) -> Result<(Given, Wrong), Failure> {
    let mut reader = app.reader(viewer).await?;
    let loaded = load(app, &mut reader, (id, viewer.role)).await?;
    let node = loaded.run.here().and_then(|here| loaded.flow.node(&here.node));
    let node = node.ok_or(Failure::NotFound)?;
    let (mut fields, mut wrong) = (Values::new(), Wrong::new());
    // A form of another node says nothing about this one.
    let is_own = form.text("visit") == loaded.run.visit().to_string();
    for field in node.fields.iter().filter(|_| is_own) {
        let all: Vec<&str> = form.all(&field.id).collect();
        match wire::typed(&field.kind, &all) {
            Some(value) if !fits_phone(&field.kind, &value) => {
                wrong.push((field.id.clone(), "people-phone-wanted"));
            }
            Some(value) => {
                fields.insert(field.id.clone(), value);
            }
            None => wrong.push((field.id.clone(), "papers-field-wrong")),
        }
    }
    let answer = form.given("answer").map(str::to_owned);
    let override_reason = form.given("override_reason").map(str::to_owned);
    Ok((Given { answer, fields, override_reason, is_record: false }, wrong))
}
