//! The diary in one's own calendar: an address that a calendar reads, with nobody's name in it.
//!
//! Whoever has the address sees when somebody calls and what kind of appointment it is, never
//! with whom. It is shown once, since only its hash is kept; a new one ends the old one.

use super::store::{self, Filter, Kept};
use super::view;
use crate::access::Viewer;
use crate::access::store::find_user;
use crate::api::Posted;
use crate::app::App;
use crate::failure::Failure;
use crate::keys::{random_secret, sha256_hex};
use crate::page::{Frame, Problems, Section, Words};
use crate::record::Deed;
use crate::work::frame::{address_of, shown, staff_frame};
use askama::Template;
use axum::extract::{Path, State as Of};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::access::Right;
use icalendar::{Calendar, Component, Event};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// Days of the past and of the future that it holds.
const BEFORE_DAYS: i64 = 7;
const AHEAD_DAYS: i64 = 366;
/// Entries that it holds, at most: the first of them.
const HELD_MAX: i64 = 1_000;
/// How long an entry is shown to last.
const LASTS: SignedDuration = SignedDuration::from_mins(30);

#[derive(Template)]
#[template(path = "diary/feed.html")]
struct FeedPage {
    frame: Frame,
    /// The address that was made just now; shown once.
    made: String,
    /// Since when there is one, in a sentence.
    since: Option<String>,
}

/// `GET /diary/feed`
pub(super) async fn show(viewer: Viewer, Of(app): Of<App>, uri: Uri) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    page(&app, &viewer, &uri, String::new()).await
}

async fn page(app: &App, viewer: &Viewer, uri: &Uri, made: String) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let (title, section) = (words.say("diary-feed"), Section::Diary);
    let frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    let since = store::feed_since(&mut reader, &viewer.user).await?;
    let since = since.map(|at| {
        let since = words.moment(&at.to_zoned(viewer.zone.clone()));
        words.with("diary-feed-since", &[("since", since.into())])
    });
    shown(&FeedPage { frame, made, since }, false)
}

/// `POST /diary/feed`: makes a new address, or ends the one there is.
pub(super) async fn update(
    viewer: Viewer,
    Of(app): Of<App>,
    headers: HeaderMap,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let secret = match form.text("button") {
        "make" => Some(random_secret()),
        "end" => None,
        _ => {
            let words = Words { locale: viewer.language.into() };
            return Err(Failure::Refused(Problems::on_page(words.say("diary-feed-which"))));
        }
    };
    let action = if secret.is_some() { "make diary feed" } else { "end diary feed" };
    let user = viewer.user.to_string();
    let deed = Deed { action, person: None, subject: &user, detail: "" };
    let mut writer = app.writer(&viewer, deed).await?;
    let hash = secret.as_deref().map(|secret| sha256_hex(secret.as_bytes()));
    store::record_feed(&mut writer, &viewer.user, hash.as_deref()).await?;
    writer.commit().await?;
    let made = secret.map(|secret| {
        let path = format!("/diary/feed/{secret}.ics");
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let site = app.settings.public_url.clone();
        let site = site.or_else(|| host.map(|host| format!("http://{host}")));
        format!("{}{path}", site.unwrap_or_default())
    });
    page(&app, &viewer, &uri, made.unwrap_or_default()).await
}

/// `GET /diary/feed/{secret}.ics`, which calendars read.
pub(super) async fn calendar(
    Of(app): Of<App>,
    Path(file): Path<String>,
) -> Result<Response, Failure> {
    let secret = file.strip_suffix(".ics").ok_or(Failure::NotFound)?;
    let hash = sha256_hex(secret.as_bytes());
    let viewer = {
        let mut reader = app.db.reader().await?;
        let whose = store::feed_owner(&mut reader, &hash).await?.ok_or(Failure::NotFound)?;
        find_user(&mut reader, &whose.0, &whose.1).await?.ok_or(Failure::NotFound)?
    };
    let today = app.clock.today(&viewer.zone);
    let filter = Filter {
        owner: Some(viewer.user),
        from: today.checked_sub(BEFORE_DAYS.days()).ok(),
        until: today.checked_add(AHEAD_DAYS.days()).ok(),
        is_open: true,
        ..Filter::default()
    };
    let mut reader = app.reader(&viewer).await?;
    let all = store::list(&mut reader, &filter, None, HELD_MAX).await?;
    let words = Words { locale: viewer.language.into() };
    let text = written(words, app.settings.public_url.as_deref(), &all);
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response())
}

fn written(words: Words, site: Option<&str>, all: &[Kept]) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&words.say("diary-feed-name"));
    for kept in all {
        let mut event = Event::new();
        event.uid(&format!("{}@cairn", kept.id));
        event.summary(&view::what_said(words, kept));
        event.add_property("DTSTAMP", utc(kept.made_at));
        event.add_property("DTSTART", utc(kept.entry.due_at));
        event.add_property("DTEND", utc(kept.entry.due_at + LASTS));
        event.add_property("SEQUENCE", kept.version.to_string());
        if let Some(site) = site {
            event.url(&format!("{site}/diary/{}", kept.id));
        }
        calendar.push(event.done());
    }
    calendar.to_string()
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}
