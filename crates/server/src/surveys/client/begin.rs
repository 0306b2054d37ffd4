//! The first page of a survey: what this is, whether it is you, begin.

use super::cookie::Pass;
use super::door::{Found, HOME, Visit, frame, nonce, with_pass, written};
use super::questions::address;
use super::quick;
use super::record::{deed, fresh};
use super::views::{EndPage, StartPage};
use super::way::{Way, answers_of, has_gate, known};
use crate::api::{Posted, PostedByAnybody};
use crate::app::App;
use crate::failure::Failure;
use crate::keys::{same_secret, sha256_hex};
use crate::page::{Locale, Problems, Words};
use crate::people;
use crate::record::{Actor, Held};
use crate::surveys::definition::Definition;
use crate::surveys::store::{self, links};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use links::Link;

/// Wrong years of birth after which a link is locked.
pub const GATE_WRONG_MAX: i64 = 5;

/// `GET /s/{token}`: puts the secret into the cookie and leads to the clean address. Changes
/// nothing else, however often and by whatever program it is opened.
pub async fn enter(
    State(app): State<App>,
    Path(token): Path<String>,
    visit: Visit,
) -> Result<Response, Failure> {
    match visit.find_by(&app, &sha256_hex(token.as_bytes())).await? {
        Found::Open(_) | Found::Over(_) => {
            let pass = visit.pass.for_token(&token);
            Ok(with_pass(&app, &pass, Redirect::to(HOME).into_response()))
        }
        closed @ (Found::Closed | Found::NoPass) => visit.turn_away(&app, &closed),
    }
}

/// `GET /s`: the first page, the next question, or what became of it.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Failure> {
    if visit.asks_language() {
        return Ok(visit.spoken_to(&app, Redirect::to(HOME).into_response()));
    }
    first(&app, &visit, First::Quick).await
}

/// `GET /s/start`: the first page of all the questions, for whoever sees the quick one at `/s`.
pub async fn start(State(app): State<App>, visit: Visit) -> Result<Response, Failure> {
    first(&app, &visit, First::Gate).await
}

/// What a browser sees first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// The quick question, where there is one.
    Quick,
    Gate,
}

async fn first(app: &App, visit: &Visit, first: First) -> Result<Response, Failure> {
    let link = match visit.find(app).await? {
        Found::Open(link) => link,
        other => return visit.turn_away(app, &other),
    };
    let mut reader = app.reader(Actor::client(link.agency)).await?;
    let definition = definition_of(app, &mut reader, &link).await?;
    let response = store::find(&mut reader, &link.checkpoint).await?;
    drop(reader);
    let answers = answers_of(response.as_ref(), &definition);
    if link.sitting.is_some() {
        let questionnaire = definition.questionnaire();
        let way = Way::of(questionnaire, &answers, &known(app, &link, questionnaire));
        return Ok(Redirect::to(&address(way.next())).into_response());
    }
    let (words, none) = (visit.words(&link), Problems::new());
    if first == First::Quick && quick::is_put(&link, &definition, &answers) {
        let shown = (quick::Tapped::Nothing, &none);
        if let Some(page) = quick::page(app, (&link, &definition), words, shown) {
            return written(StatusCode::OK, &page);
        }
    }
    let page = start_page(app, (&link, &definition), words, (&none, ""));
    written(StatusCode::OK, &page)
}

/// The definition that a link's survey is pinned to.
///
/// # Errors
///
/// A fault when it is gone.
pub async fn definition_of(
    app: &App,
    held: &mut impl Held,
    link: &Link,
) -> Result<Definition, Failure> {
    let pinned = (link.questionnaire.as_str(), link.pack.as_str(), link.pack_version);
    Definition::find(app, held, pinned).await
}

fn start_page(
    app: &App,
    (link, definition): (&Link, &Definition),
    words: Words,
    (problems, year): (&Problems, &str),
) -> StartPage {
    let asks_year = has_gate(link, definition.questionnaire());
    let frame = frame(app, words, link).refused(problems);
    let last_day = words.date_long_near(link.ends_on, app.clock.today(&link.office_zone));
    StartPage::new(frame, (nonce(app, link), last_day), asks_year.then_some(year), problems)
}

/// `POST /s`: passes the gate, where there is one, and begins a sitting.
pub async fn begin(
    State(app): State<App>,
    visit: Visit,
    posted: Result<PostedByAnybody, Failure>,
) -> Result<Response, Failure> {
    let link = match visit.find(&app).await? {
        Found::Open(link) => link,
        Found::NoPass => return no_pass(&app, &visit),
        other => return visit.turn_away(&app, &other),
    };
    let PostedByAnybody(posted) = posted?;
    // A first page that was opened before the sitting began belongs to the link alone.
    let unseated = Link { sitting: None, ..(*link).clone() };
    if !same_secret(&nonce(&app, &unseated), posted.text("nonce")) {
        return other_link(&app, &visit, &link);
    }
    if link.sitting.is_some() {
        return Ok(Redirect::to(HOME).into_response());
    }
    let mut reader = app.reader(Actor::client(link.agency)).await?;
    let definition = definition_of(&app, &mut reader, &link).await?;
    drop(reader);
    let typed = posted.text("year").trim().to_owned();
    let show = |words: Words, problems: &Problems, status| {
        written(status, &start_page(&app, (&link, &definition), words, (problems, &typed)))
    };
    if let Some(locale) = chosen_language(&posted) {
        let pass = visit.pass.speaking(locale);
        let shown = show(Words { locale }, &Problems::new(), StatusCode::OK)?;
        return Ok(with_pass(&app, &pass, shown));
    }
    let words = visit.words(&link);
    let asks_year = has_gate(&link, definition.questionnaire());
    let year = asks_year.then_some(link.year_of_birth).flatten();
    let Some(given) = read_year(&typed, year.is_some()) else {
        let mut problems = Problems::new();
        problems.add("year", words.say("surveys-year-wanted"));
        return show(words, &problems, StatusCode::UNPROCESSABLE_ENTITY);
    };
    match pass_gate(&app, &visit, (&link, given == year)).await? {
        Gated::In(pass) => {
            let first = Redirect::to(HOME).into_response();
            Ok(with_pass(&app, &pass, first))
        }
        Gated::Wrong { left } => {
            let mut problems = Problems::new();
            problems.add("year", words.with("surveys-year-wrong", &[("left", left.into())]));
            show(words, &problems, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Gated::Shut(found) => visit.turn_away(&app, &found),
    }
}

/// The year that was typed, where one is wanted: four digits.
fn read_year(typed: &str, is_wanted: bool) -> Option<Option<i16>> {
    if !is_wanted {
        return Some(None);
    }
    let is_year = typed.len() == 4 && typed.bytes().all(|byte| byte.is_ascii_digit());
    typed.parse().ok().filter(|_| is_year).map(Some)
}

/// What came of a try at the gate.
enum Gated {
    In(Pass),
    Wrong { left: i64 },
    Shut(Found),
}

/// Begins a sitting, or counts a wrong try. A try is counted before it is looked at and taken back
/// when it was right, so that a hundred tries at once count like a hundred in a row.
async fn pass_gate(
    app: &App,
    visit: &Visit,
    (link, is_right): (&Link, bool),
) -> Result<Gated, Failure> {
    let action = if is_right { "begin survey" } else { "fail survey gate" };
    let mut writer = app.writer(Actor::client(link.agency), deed(link, action)).await?;
    people::act::lock(&mut writer, &link.person).await?;
    let wrong = links::count_gate_wrong(&mut writer, link).await?;
    let now = match fresh(app, &mut writer, link).await? {
        Found::Open(now) => now,
        shut => return Ok(Gated::Shut(shut)),
    };
    if is_right {
        let pass = visit.pass.seated();
        links::forget_gate_wrong(&mut writer, &now).await?;
        links::record_sitting(&mut writer, &now, &pass.sitting_hash().unwrap_or_default()).await?;
        writer.commit().await?;
        return Ok(Gated::In(pass));
    }
    let left = GATE_WRONG_MAX - wrong;
    if left <= 0 {
        // Staff see it on the checkpoint, and can send another link.
        links::lock(&mut writer, &now).await?;
        writer.also(deed(link, "lock survey link")).await?;
    }
    writer.commit().await?;
    if left <= 0 {
        return Ok(Gated::Shut(Found::Closed));
    }
    Ok(Gated::Wrong { left })
}

/// The language that the switch on a form's page asks for.
#[must_use]
pub fn chosen_language(posted: &Posted) -> Option<Locale> {
    posted.given("language").and_then(|tag| tag.parse().ok())
}

/// A form came, but the browser holds no link any more: nothing is kept, nothing is lost.
///
/// # Errors
///
/// When the page cannot be written.
pub fn no_pass(app: &App, visit: &Visit) -> Result<Response, Failure> {
    written(StatusCode::CONFLICT, &EndPage::no_pass(visit.strange(app)))
}

/// A form of another link than the one that the browser opened last.
///
/// # Errors
///
/// When the page cannot be written.
pub fn other_link(app: &App, visit: &Visit, link: &Link) -> Result<Response, Failure> {
    let page = EndPage::other_link(frame(app, visit.words(link), link));
    written(StatusCode::CONFLICT, &page)
}
