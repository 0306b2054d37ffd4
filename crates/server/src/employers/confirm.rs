//! The page of an employer's link: four questions, without an account.
//!
//! A link that nobody made, one that has ended or was revoked, or for which there is no basis any
//! more: the same page, the same status. One that was answered says that the answer arrived, and
//! nothing about the person: who answered may have passed it on. GET changes nothing.

use super::act::{self, Answers};
use super::store::{self, Found};
use crate::access::guesses::{self, LINKS_FROM_ADDRESS};
use crate::access::{ClientAddress, language_chosen};
use crate::api::{Posted, PostedByAnybody};
use crate::app::App;
use crate::failure::Failure;
use crate::keys::{LINK_SECRET_LENGTH, same_secret, sha256_hex};
use crate::page::{Choice, Field, Frame, Locale, Problems, Words};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

/// Hours in a week, at most.
const HOURS_MAX: u8 = 100;

#[derive(Template)]
#[template(path = "employers/confirm.html")]
struct ConfirmPage {
    frame: Frame,
    problems: Problems,
    intro: String,
    nonce: String,
    still: Field,
    last_day: Field,
    hours: Field,
    by: Field,
    until: String,
}

#[derive(Template)]
#[template(path = "employers/end.html")]
struct EndPage {
    frame: Frame,
    sentences: Vec<String>,
    /// Whether it can be read in the other language: the page of no link has no such address.
    may_switch: bool,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Spoken {
    language: Option<String>,
}

/// `GET /e/{token}`
pub(super) async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(spoken): Query<Spoken>,
    address: ClientAddress,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let asked = spoken.language.as_deref().and_then(|tag| tag.parse().ok());
    match find(&app, &token, &address).await? {
        Some(found) => {
            let words = Words { locale: asked.unwrap_or(found.language.into()) };
            match found.answered_at {
                Some(at) => thanks(&app, (&found, &token), words, at),
                None => page(&app, (&found, &token), words, (&Posted::default(), Problems::new())),
            }
        }
        None => closed(&app, asked.unwrap_or_else(|| locale_of(&headers))),
    }
}

/// `POST /e/{token}`: leads back to the link, which says from then on that the answer arrived.
pub(super) async fn answer(
    State(app): State<App>,
    Path(token): Path<String>,
    address: ClientAddress,
    headers: HeaderMap,
    posted: Result<PostedByAnybody, Failure>,
) -> Result<Response, Failure> {
    let Some(found) = find(&app, &token, &address).await? else {
        return closed(&app, locale_of(&headers));
    };
    let PostedByAnybody(posted) = posted?;
    let spoken = |name: &str| posted.given(name).and_then(|tag| tag.parse::<Locale>().ok());
    let switched = spoken("language");
    let locale = switched.or_else(|| spoken("locale")).unwrap_or(found.language.into());
    let words = Words { locale };
    if found.answered_at.is_some() {
        return Ok(to_thanks(&found, &token, locale));
    }
    if switched.is_some() {
        return page(&app, (&found, &token), words, (&posted, Problems::new()));
    }
    if !same_secret(&nonce(&app, &found), posted.text("nonce")) {
        let problems = Problems::on_page(words.say("employers-form-old"));
        return page(&app, (&found, &token), words, (&posted, problems));
    }
    match read(&app, &posted, &found, words) {
        Ok(answers) => {
            // Somebody else of the firm may have been faster: both are thanked.
            act::answer(&app, &found, &answers).await?;
            Ok(to_thanks(&found, &token, locale))
        }
        Err(problems) => page(&app, (&found, &token), words, (&posted, problems)),
    }
}

/// To the link itself, in the language that was read.
fn to_thanks(found: &Found, token: &str, locale: Locale) -> Response {
    let is_own = locale == found.language.into();
    let language = if is_own { String::new() } else { format!("?language={locale}") };
    Redirect::to(&format!("/e/{token}{language}")).into_response()
}

/// The page of a link that was answered.
fn thanks(
    app: &App,
    (found, token): (&Found, &str),
    words: Words,
    answered_at: Timestamp,
) -> Result<Response, Failure> {
    let frame = frame(app, words, found, token);
    let on = answered_at.to_zoned(found.office_zone.clone()).date();
    let day = words.date_long_near(on, app.clock.today(&found.office_zone));
    let mut sentences = vec![
        words.with("employers-thanks-1", &[("day", day.into())]),
        words.say("employers-thanks-2"),
    ];
    if !found.agency_phone.is_empty() {
        let phone = found.agency_phone.clone();
        let args = [("agency", frame.agency.clone().into()), ("phone", phone.into())];
        sentences.push(words.with("employers-thanks-3", &args));
    }
    end(frame, words.say("employers-thanks"), (StatusCode::OK, sentences))
}

fn locale_of(headers: &HeaderMap) -> Locale {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    language_chosen(headers).or(accepted.map(Locale::from_accepted)).unwrap_or_default()
}

/// The question that a link opens now, answered or not. One that nobody made is counted against the
/// address.
async fn find(app: &App, token: &str, address: &ClientAddress) -> Result<Option<Found>, Failure> {
    let bucket = address.bucket(app, "employer link");
    let now = app.clock.real_now();
    let found = {
        let mut reader = app.db.reader().await?;
        let wait_s = guesses::wait_s(&mut reader, &bucket, LINKS_FROM_ADDRESS, now).await?;
        if let Some(retry_after_s) = wait_s {
            return Err(Failure::TooOften { retry_after_s });
        }
        let is_one = token.len() == LINK_SECRET_LENGTH;
        let hash = sha256_hex(token.as_bytes());
        if is_one { store::find(&mut reader, &hash).await? } else { None }
    };
    if found.is_none() {
        let mut writer = app.db.writer().await?;
        guesses::count_wrong(&mut writer, &bucket, LINKS_FROM_ADDRESS, now).await?;
        writer.commit().await?;
    }
    let is_open = |found: &Found| {
        let has_ended = app.clock.today(&found.office_zone) > found.ends_on;
        found.basis.may_contact() && !found.is_revoked && !has_ended
    };
    Ok(found.filter(is_open))
}

fn nonce(app: &App, found: &Found) -> String {
    app.keys.keyed_hash("employer form", found.id.as_str().as_bytes())
}

fn frame(app: &App, words: Words, found: &Found, token: &str) -> Frame {
    let mut frame = app.frame_for(None, words, &format!("/e/{token}"));
    let [english, french] = &found.agency_name;
    frame.agency = match words.locale {
        Locale::En => english.clone(),
        Locale::Fr => french.clone(),
    };
    frame.title = words.say("employers-page-title");
    if app.settings.is_demo() {
        let now = app.clock.now().to_zoned(found.office_zone.clone());
        frame.demo_clock = Some(words.moment(&now));
    }
    frame
}

fn page(
    app: &App,
    (found, token): (&Found, &str),
    words: Words,
    (typed, problems): (&Posted, Problems),
) -> Result<Response, Failure> {
    let field = |name: &str, key: &str| {
        Field::new(words, name, key).value(typed.text(name)).problem(&problems)
    };
    let answers = [("yes", "employers-yes"), ("no", "employers-no")]
        .map(|(value, key)| Choice::new(value, words.say(key)));
    let args = [
        ("name", found.person_name.clone().into()),
        ("job", found.job_title.clone().into()),
        ("employer", found.employer.clone().into()),
    ];
    let today = app.clock.today(&found.office_zone);
    let frame = frame(app, words, found, token).refused(&problems);
    let intro_args = [
        ("name", found.person_name.clone().into()),
        ("employer", found.employer.clone().into()),
        ("agency", frame.agency.clone().into()),
    ];
    let still = Field::labelled(words, "still", words.with("employers-question-still", &args));
    let page = ConfirmPage {
        intro: words.with("employers-intro", &intro_args),
        nonce: nonce(app, found),
        still: still.choices(answers.to_vec()).value(typed.text("still")).problem(&problems),
        last_day: field("last_day", "employers-question-last-day")
            .hint("employers-question-last-day-hint")
            .optional(),
        hours: field("hours", "employers-question-hours").keyboard("numeric").optional(),
        by: field("by", "employers-question-by").hint("employers-question-by-hint"),
        until: words.date_long_near(found.ends_on, today),
        frame,
        problems,
    };
    let is_refused = !page.problems.is_empty();
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(page.render()?)).into_response())
}

fn read(app: &App, posted: &Posted, found: &Found, words: Words) -> Result<Answers, Problems> {
    let mut problems = Problems::new();
    let still = match posted.text("still") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => {
            problems.add("still", words.say("employers-still-wanted"));
            None
        }
    };
    let today = app.clock.today(&found.office_zone);
    if still == Some(true) && posted.given("last_day").is_some() {
        problems.add("last_day", words.say("employers-no-last-day"));
    }
    let last_day = posted.given("last_day").filter(|_| still == Some(false)).map(|text| {
        let day = text.parse::<Date>().ok().filter(|_| text.len() == 10);
        day.filter(|day| (found.started_on..=today).contains(day))
    });
    if last_day == Some(None) {
        let (first, last) = (words.date(found.started_on), words.date(today));
        let days = [("first", first.into()), ("today", last.into())];
        problems.add("last_day", words.with("employers-last-day-wanted", &days));
    }
    let hours = posted
        .given("hours")
        .filter(|_| still == Some(true))
        .map(|text| text.trim().parse::<u8>().ok().filter(|hours| (1..=HOURS_MAX).contains(hours)));
    if hours == Some(None) {
        problems.add("hours", words.say("employers-hours-wanted"));
    }
    let by = act::line_of(&mut problems, ("by", posted.given("by")), words);
    if by.is_none() && problems.of("by").is_none() {
        problems.add("by", words.say("employers-by-wanted"));
    }
    match (still, by) {
        (Some(still_works), Some(by)) if problems.is_empty() => {
            Ok(Answers { still_works, last_day: last_day.flatten(), hours: hours.flatten(), by })
        }
        (_, _) => Err(problems),
    }
}

fn closed(app: &App, locale: Locale) -> Result<Response, Failure> {
    let words = Words { locale };
    let frame = app.frame_for(None, words, "/e");
    let sentences = vec![words.say("employers-closed-1"), words.say("employers-closed-2")];
    end(frame, words.say("employers-closed"), (StatusCode::NOT_FOUND, sentences))
}

fn end(
    mut frame: Frame,
    title: String,
    (status, sentences): (StatusCode, Vec<String>),
) -> Result<Response, Failure> {
    frame.title = title;
    let page = EndPage { frame, sentences, may_switch: status == StatusCode::OK };
    Ok((status, Html(page.render()?)).into_response())
}
