//! Staff pages of one response: the answers as they were given, and the questionnaire on its own.

use super::act::{self, Entry, Step};
use super::back::{self, Back};
use super::copy;
use super::form::Form;
use super::given;
use super::reading::{self, Reading};
use super::second;
use super::section::{Looking, Retyped, Section, section};
use super::store::{self, StaffState, copies};
use crate::access::{AccessReason, Viewer};
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::api::open_checkpoint;
use crate::checkpoints::desk::{File, OnFile};
use crate::failure::Failure;
use crate::page::{self, Frame, Words};
use crate::record::Held;
use crate::routes::Routes;
use crate::work::frame::staff_frame;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::checkpoints::second::Verdict;
use domain::ids::CheckpointId;

/// The pages of this noun that staff see.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/checkpoints/{id}/answers", answers)
        .get("/checkpoints/{id}/questionnaire", questionnaire)
        .post("/checkpoints/{id}/response", enter)
        .post("/checkpoints/{id}/disowning", super::disown::disown)
        .post("/checkpoints/{id}/second-reading", read_again)
        .post("/checkpoints/{id}/return", give_back)
        .post("/checkpoints/{id}/working-copy", copy::keep)
        .post("/checkpoints/{id}/working-copy/removal", copy::throw_away)
        .post("/checkpoints/{id}/working-copy/takeover", copy::take_over)
}

/// The questionnaire on a page of its own.
#[derive(Template)]
#[template(path = "surveys/review.html")]
struct ReviewPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    /// What happened, where the page was not asked for by its address.
    told: Option<String>,
    answers: String,
    section: Section,
}

/// The answers as the client gave them, on a page of their own.
#[derive(Template)]
#[template(path = "surveys/answers.html")]
struct AnswersPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    dialog: String,
}

/// Where the checkpoint stands on the person's page.
#[must_use]
pub fn home(one: &OnFile) -> String {
    let id = &one.kept.checkpoint.id;
    format!("/people/{}?tab=checkpoints&open={id}#{id}", one.kept.person)
}

fn crumb(words: Words, file: &File, one: &OnFile) -> Vec<(String, String)> {
    let person = &file.kept.person;
    let name = format!("{} {}", person.given_name, person.family_name);
    vec![
        (words.say("page-nav-people"), "/people".to_owned()),
        (name, home(one)),
        (point(words, one), String::new()),
    ]
}

/// What the checkpoint is called in its programme.
fn point(words: Words, one: &OnFile) -> String {
    let code = &one.kept.checkpoint.code;
    let rule = one.programme.checkpoint(code);
    rule.map_or(code.as_str(), |rule| super::wording::in_locale(&rule.label, words.locale))
        .to_owned()
}

/// `GET /checkpoints/{id}/questionnaire`.
async fn questionnaire(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let shown = Shown { status: StatusCode::OK, told: None, retyped: None };
    review_page(&app, &viewer, (&file, file.checkpoint(&id)?), shown).await
}

/// How the questionnaire is shown on its own.
struct Shown {
    status: StatusCode,
    told: Option<String>,
    retyped: Option<Retyped>,
}

async fn review_page(
    app: &App,
    viewer: &Viewer,
    (file, one): (&File, &OnFile),
    shown: Shown,
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let looking = Looking { viewer, words };
    let section = section(app, &mut reader, (file, one), looking, shown.retyped.as_ref()).await?;
    let path = format!("/checkpoints/{}/questionnaire", one.kept.checkpoint.id);
    let client = file.kept.person.given_name.as_str();
    let args = [("point", point(words, one).into()), ("client", client.into())];
    let title = words.with("surveys-review-title", &args);
    let people = page::Section::People;
    let mut frame = staff_frame(app, &mut reader, viewer, title, people, &path).await?;
    frame.wrong = shown.retyped.is_some_and(|typed| !typed.problems.is_empty());
    let answers = format!("/checkpoints/{}/answers", one.kept.checkpoint.id);
    let crumb = crumb(words, file, one);
    let page = ReviewPage { frame, crumb, told: shown.told, answers, section };
    Ok((shown.status, Html(page.render()?)).into_response())
}

/// `POST /checkpoints/{id}/response`: keeps a draft, or submits. What cannot be kept comes back on
/// the same page, with every word that was typed.
async fn enter(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
    posted: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let one = file.checkpoint(&id)?;
    let reading = {
        let mut reader = app.reader(&viewer).await?;
        reading::load(&app, &mut reader, (&file, one)).await?
    };
    let mut form = Form::read(&posted, &reading, words);
    if !form.problems.is_empty() {
        return come_back(&app, &viewer, (&file, one), (&reading, form)).await;
    }
    match act::save(&app, &viewer, (&id, &one.kept.person), &form.entry).await {
        Ok(mut writer) => {
            let own = (&viewer.agency, &id, &viewer.user);
            copies::remove(writer.conn(), own).await?;
            let kept = store::find(&mut writer, &id).await?;
            writer.commit().await?;
            app.nudge.notify_one();
            let waits = kept.is_some_and(|kept| kept.staff == StaffState::ToRead);
            let done = match form.entry.step {
                Step::Draft => "saved",
                Step::Submit if waits => "to-read",
                Step::Submit => "reviewed",
            };
            let to = home(one).replace('#', &format!("&done={done}#"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(Failure::Missing(lacking)) => {
            for one in lacking {
                let field = if needs_reason(&reading, &form.entry, &one.code) {
                    format!("reasons.{}", one.code)
                } else {
                    one.code
                };
                form.problems.push((field, one.message));
            }
            come_back(&app, &viewer, (&file, one), (&reading, form)).await
        }
        Err(Failure::Conflict { sentence, current: Some(_) }) => {
            // What stands there now, since somebody else may have been faster by a moment.
            let reading = {
                let mut reader = app.reader(&viewer).await?;
                reading::load(&app, &mut reader, (&file, one)).await?
            };
            let form = Form::read(&posted, &reading, words);
            let retyped = Some(form.retyped(reading.response.version));
            let shown = Shown { status: StatusCode::CONFLICT, told: Some(sentence), retyped };
            review_page(&app, &viewer, (&file, one), shown).await
        }
        Err(other) => Err(other),
    }
}

/// Whether what is missing of a question is the reason: it has an answer, which was changed.
fn needs_reason(reading: &Reading, entry: &Entry, code: &str) -> bool {
    let is_changed = entry.overlay.contains_key(code) || reading.standing().contains_key(code);
    let is_said = reading.client.as_ref().is_some_and(|client| client.contains_key(code));
    let is_answered = reading.with(&entry.overlay).contains_key(code);
    is_changed && (is_said || is_answered) && !entry.reasons.contains_key(code)
}

async fn come_back(
    app: &App,
    viewer: &Viewer,
    place: (&File, &OnFile),
    (reading, form): (&Reading, Form),
) -> Result<Response, Failure> {
    let shown = Shown {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        told: None,
        retyped: Some(form.retyped(reading.response.version)),
    };
    review_page(app, viewer, place, shown).await
}

/// `GET /checkpoints/{id}/answers`: the answers as they were given.
async fn answers(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let one = file.checkpoint(&id)?;
    let mut reader = app.reader(&viewer).await?;
    let dialog =
        given::dialog(&app, &mut reader, (&file, one), Looking { viewer: &viewer, words }).await?;
    let client = file.kept.person.given_name.as_str();
    let title = words.with("surveys-answers-title", &[("client", client.into())]);
    let path = format!("/checkpoints/{id}/answers");
    let people = page::Section::People;
    let frame = staff_frame(&app, &mut reader, &viewer, title, people, &path).await?;
    let page = AnswersPage { frame, crumb: crumb(words, &file, one), dialog };
    Ok(Html(page.render()?).into_response())
}

/// `POST /checkpoints/{id}/second-reading`.
async fn read_again(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
    posted: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let one = file.checkpoint(&id)?;
    let said = act::read_reason(posted.text("reason"), words)?;
    let (verdict, done) = match posted.text("button") {
        "agree" => (Verdict::Agree, "read"),
        _ => (Verdict::SendBack { reason: said }, "sent-back"),
    };
    let version = Some(posted.text("version").parse().unwrap_or(-1));
    let who = (&id, &one.kept.person);
    match second::read(&app, &viewer, who, (&verdict, version)).await {
        Ok(writer) => {
            writer.commit().await?;
            app.nudge.notify_one();
            let to = home(one).replace('#', &format!("&done={done}#"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(failure) => told(&app, &viewer, (&file, one), failure).await,
    }
}

/// `POST /checkpoints/{id}/return`.
async fn give_back(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
    posted: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let one = file.checkpoint(&id)?;
    let done = match back::channel(posted.text("channel"), words) {
        Ok(channel) => {
            let version = Some(posted.text("version").parse().unwrap_or(-1));
            let asked = Back { reason: posted.text("reason").to_owned(), channel, version };
            back::give_back(&app, &viewer, (&id, &one.kept.person), &asked).await
        }
        Err(failure) => Err(failure),
    };
    match done {
        Ok((writer, message)) => {
            writer.commit().await?;
            app.nudge.notify_one();
            Ok(Redirect::to(&format!("/messages/{}", message.id)).into_response())
        }
        Err(failure) => told(&app, &viewer, (&file, one), failure).await,
    }
}

/// The questionnaire on its own page, with why something was not done.
async fn told(
    app: &App,
    viewer: &Viewer,
    place: (&File, &OnFile),
    failure: Failure,
) -> Result<Response, Failure> {
    let (status, sentence) = match failure {
        Failure::Refused(_) | Failure::Missing(_) => {
            let said = failure.sentence(Words { locale: viewer.language.into() });
            (StatusCode::UNPROCESSABLE_ENTITY, said)
        }
        Failure::Conflict { sentence, .. } => (StatusCode::CONFLICT, sentence),
        other => return Err(other),
    };
    let shown = Shown { status, told: Some(sentence), retyped: None };
    review_page(app, viewer, place, shown).await
}
