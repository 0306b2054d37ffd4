//! The page and the doors of the clock.

use super::{set_clock, tick};
use crate::access::{Viewer, words_of};
use crate::api::{Asked, Moment, Posted};
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Field, Flash, Frame, Problems, Section, Words};
use crate::work::frame::waiting;
use askama::Template;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::civil::Date;
use jiff::{Span, Timestamp, ToSpan, Zoned};
use serde::Deserialize;
use serde_json::json;

/// The clock may be set to years before this one.
const YEAR_END: i16 = 2200;
/// The hour at which a day that was chosen begins for the demo.
const HOUR: i8 = 9;

/// The clock with its buttons.
#[derive(Template)]
#[template(path = "demo/clock.html")]
struct ClockPage {
    frame: Frame,
    problems: Problems,
    now: String,
    date: Field,
    /// Words and address of each stop of the tour; no address where there is none to go to.
    tour: Vec<(String, &'static str)>,
}

/// The clock, as a program sets it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClockAsk {
    now: Moment,
}

#[derive(Deserialize)]
pub(super) struct Told {
    moved: Option<usize>,
    ticked: Option<usize>,
}

/// `GET /demo`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Query(told): Query<Told>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let words = words_of(&headers, Some(&viewer));
    let said = |key, count: usize| words.with(key, &[("count", count.into())]);
    let moved = told.moved.map(|count| said("demo-moved", count));
    let flash = moved.or_else(|| told.ticked.map(|count| said("demo-ticked", count)));
    let mut frame = frame(&app, &viewer, words);
    frame.flash = flash.map(|sentence| Flash { tone: "good", sentence });
    frame.counts = waiting(&app, &mut app.reader(&viewer).await?, &viewer).await?;
    let now = app.clock.now().to_zoned(viewer.zone.clone());
    Ok(Html(page(frame, &now, "", Problems::new()).render()?).into_response())
}

fn frame(app: &App, viewer: &Viewer, words: Words) -> Frame {
    let mut frame = app.frame_for(Some(viewer), words, "/demo");
    frame.title = words.say("demo-title");
    frame.section = Some(Section::Outbox);
    frame
}

fn page(frame: Frame, now: &Zoned, typed: &str, problems: Problems) -> ClockPage {
    let words = frame.words;
    let shown = if typed.is_empty() { now.date().to_string() } else { typed.to_owned() };
    let stops = [
        ("demo-tour-people", "/people"),
        ("demo-tour-outbox", "/demo/outbox"),
        ("demo-tour-clock", ""),
        ("demo-tour-why", "/checkpoints"),
    ];
    ClockPage {
        now: words.moment(now),
        date: Field::new(words, "date", "demo-date").value(shown).problem(&problems),
        tour: stops.map(|(key, address)| (words.say(key), address)).into(),
        frame,
        problems,
    }
}

/// `POST /demo/clock`: moves the clock by a button, and does what fell due on the way.
pub(super) async fn post(
    viewer: Viewer,
    State(app): State<App>,
    headers: HeaderMap,
    form: Posted,
) -> Result<Response, Failure> {
    let now = app.clock.now().to_zoned(viewer.zone.clone());
    let wanted = match form.text("move") {
        "tick" => {
            let done = tick(&app).await?.len();
            return Ok(Redirect::to(&format!("/demo?ticked={done}")).into_response());
        }
        "day" => later(&now, 1.day()),
        "week" => later(&now, 1.week()),
        "month" => later(&now, 1.month()),
        _ => morning_of(form.text("date"), &now),
    };
    let Some(wanted) = wanted else {
        let words = words_of(&headers, Some(&viewer));
        let mut problems = Problems::new();
        problems.add("date", words.say("demo-date-wrong"));
        let frame = frame(&app, &viewer, words).refused(&problems);
        let page = page(frame, &now, form.text("date"), problems);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
    };
    set_clock(&app, wanted).await?;
    let done = tick(&app).await?.len();
    Ok(Redirect::to(&format!("/demo?moved={done}")).into_response())
}

fn later(now: &Zoned, by: Span) -> Option<Timestamp> {
    now.checked_add(by).ok().filter(|then| then.year() < YEAR_END).map(|then| then.timestamp())
}

/// The morning of a day; now, if that is the day.
fn morning_of(text: &str, now: &Zoned) -> Option<Timestamp> {
    let date: Date = text.trim().parse().ok()?;
    if date == now.date() {
        return Some(now.timestamp());
    }
    let morning = date.at(HOUR, 0, 0, 0).to_zoned(now.time_zone().clone()).ok()?;
    (1970..YEAR_END).contains(&morning.year()).then(|| morning.timestamp())
}

/// `PUT /demo/clock`: 204.
pub(super) async fn put(
    viewer: Viewer,
    State(app): State<App>,
    asked: Asked<ClockAsk>,
) -> Result<StatusCode, Failure> {
    let Moment(now) = asked.ask.now;
    let at = now.to_zoned(viewer.zone.clone());
    if !(1970..YEAR_END).contains(&at.year()) {
        let words = Words { locale: viewer.language.into() };
        return Err(Failure::field("now", words.say("demo-date-wrong")));
    }
    set_clock(&app, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /demo/tick`: does all that is due, and says what was done.
pub(super) async fn run(_: Viewer, State(app): State<App>) -> Result<Response, Failure> {
    let done = tick(&app).await?;
    Ok(Json(json!({ "done": done })).into_response())
}

#[cfg(test)]
pub(super) fn samples(words: Words) -> Vec<String> {
    let now = Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC);
    let frame = || Frame::new(words, "Stonebridge", words.say("demo-title"));
    let mut problems = Problems::new();
    problems.add("date", words.say("demo-date-wrong"));
    [(frame(), Problems::new()), (frame().refused(&problems), problems.clone())]
        .map(|(frame, problems)| page(frame, &now, "", problems).render().unwrap())
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_later_is_the_same_time_of_day_and_clamps() {
        let now: Zoned = "2026-01-31T09:30[America/Toronto]".parse().unwrap();
        let then = later(&now, 1.month()).unwrap().to_zoned(now.time_zone().clone());
        assert_eq!(then.to_string(), "2026-02-28T09:30:00-05:00[America/Toronto]");
        assert_eq!(morning_of("2026-01-31", &now), Some(now.timestamp()));
        let day = morning_of(" 2026-07-01 ", &now).unwrap().to_zoned(now.time_zone().clone());
        assert_eq!(day.to_string(), "2026-07-01T09:00:00-04:00[America/Toronto]");
        assert_eq!(morning_of("2200-01-01", &now), None);
        assert_eq!(morning_of("soon", &now), None);
    }
}
