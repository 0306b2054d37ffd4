//! Why somebody opens a file that is not of their caseload.

use super::files::{FileOf, REASON_LENGTH_MAX, open_file};
use super::{Viewer, own_path, store, words_of};
use crate::api::{At, Posted};
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Field, Frame, Problems, Section};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::ids::PersonId;
use domain::people::{TextRefused, line};

/// The page that asks for the reason.
#[derive(Template)]
#[template(path = "access/reason.html")]
pub(super) struct ReasonPage {
    frame: Frame,
    problems: Problems,
    reason: Field,
    person: String,
    next: String,
}

#[derive(serde::Deserialize)]
pub(super) struct Where {
    #[serde(default)]
    next: String,
}

/// `GET /people/{id}/reason`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    At(person): At<PersonId>,
    Query(asked): Query<Where>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let file = theirs(&app, &viewer, &person).await?;
    let words = words_of(&headers, Some(&viewer));
    let next = next_of(&person, &asked.next);
    let frame = frame(&app, &viewer, words, &file, &next);
    Ok(Html(page(frame, &file, next, String::new(), Problems::new()).render()?).into_response())
}

/// `POST /people/{id}/reason`: records the reason, and goes on to the file.
pub(super) async fn create(
    viewer: Viewer,
    State(app): State<App>,
    At(person): At<PersonId>,
    headers: HeaderMap,
    form: Posted,
) -> Result<Response, Failure> {
    let file = theirs(&app, &viewer, &person).await?;
    let words = words_of(&headers, Some(&viewer));
    let next = next_of(&person, form.text("next"));
    let sentence = match line(form.text("reason"), REASON_LENGTH_MAX) {
        Ok(reason) => {
            open_file(&app, &viewer, file, Some(&reason)).await?;
            return Ok(Redirect::to(&next).into_response());
        }
        Err(TextRefused::Empty) => words.say("access-reason-missing"),
        Err(TextRefused::TooLong { length_max }) => {
            words.with("access-reason-long", &[("max", length_max.into())])
        }
        Err(TextRefused::Unprintable) => words.say("access-reason-unprintable"),
    };
    let mut problems = Problems::new();
    problems.add("reason", sentence);
    let frame = frame(&app, &viewer, words, &file, &next).refused(&problems);
    let page = page(frame, &file, next, form.text("reason").to_owned(), problems);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
}

async fn theirs(app: &App, viewer: &Viewer, person: &PersonId) -> Result<FileOf, Failure> {
    viewer.may(Right::SeePeople)?;
    let mut reader = app.db.reader().await?;
    store::find_file(&mut reader, viewer, person).await?.ok_or(Failure::NotFound)
}

fn next_of(person: &PersonId, wanted: &str) -> String {
    match own_path(wanted) {
        "/" => format!("/people/{person}"),
        own => own.to_owned(),
    }
}

fn frame(
    app: &App,
    viewer: &Viewer,
    words: crate::page::Words,
    file: &FileOf,
    next: &str,
) -> Frame {
    let address = super::reason_address(&file.person, next);
    let mut frame = app.frame_for(Some(viewer), words, &address);
    frame.title = words.say("access-reason-title");
    frame.section = Some(Section::People);
    frame
}

fn page(
    frame: Frame,
    file: &FileOf,
    next: String,
    typed: String,
    problems: Problems,
) -> ReasonPage {
    let reason = Field::new(frame.words, "reason", "access-reason").hint("access-reason-example");
    ReasonPage {
        reason: reason.length_max(REASON_LENGTH_MAX).width("wide").value(typed).problem(&problems),
        person: file.person.to_string(),
        next,
        frame,
        problems,
    }
}

#[cfg(test)]
pub(super) fn samples(words: crate::page::Words) -> Vec<String> {
    let number = 1;
    let file = FileOf {
        person: PersonId::from_number(number),
        office: domain::ids::OfficeId::from_number(number),
        owner: domain::ids::UserId::from_number(number),
    };
    let mut problems = Problems::new();
    problems.add("reason", words.say("access-reason-missing"));
    let frame = Frame::new(words, "Stonebridge", words.say("access-reason-title"));
    let page = page(frame.refused(&problems), &file, "/people".to_owned(), String::new(), problems);
    vec![page.render().unwrap()]
}
