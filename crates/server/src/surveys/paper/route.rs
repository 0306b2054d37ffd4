//! Which questions the answers of a form lead to, while it is being filled in. Keeps nothing.

use crate::access::Viewer;
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::api::open_checkpoint;
use crate::failure::Failure;
use crate::page::Words;
use crate::surveys::reading;
use crate::surveys::section::odd;
use crate::surveys::typed::{put_into, read_form};
use axum::Json;
use axum::extract::State;
use domain::access::Right;
use domain::ids::CheckpointId;
use domain::surveys::{Face, Question, journey};
use serde::Serialize;

/// The questions that are on the way.
#[derive(Debug, Serialize)]
pub(super) struct Way {
    taken: Vec<String>,
    /// What seems odd about the answers, in sentences; only for staff who review.
    warnings: Vec<String>,
}

/// `POST /checkpoints/{id}/route`: the form as it stands, with `face` `staff` or `paper`.
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    form: Posted,
) -> Result<Json<Way>, Failure> {
    viewer.may(Right::Review)?;
    let file = open_checkpoint(&app, &viewer, &id, None).await?;
    let mut reader = app.reader(&viewer).await?;
    let reading = reading::load(&app, &mut reader, (&file, file.checkpoint(&id)?)).await?;
    let questionnaire = reading.questionnaire();
    let asked: Vec<&Question> =
        form.all("shown").filter_map(|id| questionnaire.question(id)).collect();
    let fields: Vec<(String, String)> = form
        .fields()
        .iter()
        .filter_map(|(name, typed)| Some((name.strip_prefix("a.")?.to_owned(), typed.clone())))
        .collect();
    let typed = read_form(asked.iter().copied(), &fields, &reading.known);
    let mut answers = reading.standing();
    put_into(&mut answers, &typed, asked.iter().copied());
    let words = Words { locale: viewer.language.into() };
    let (face, warnings) = match form.text("face") {
        "paper" => (Face::Paper, Vec::new()),
        _ => (Face::Staff, odd(&reading, &answers, words)),
    };
    let taken = journey(questionnaire, &answers, face, &reading.known).taken;
    Ok(Json(Way { taken, warnings }))
}
