//! One's own sessions, on every browser, and the keys.

use super::store::{self, Kept};
use super::{By, Viewer, words_of};
use crate::api::{At, Posted};
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Flash, Frame, Words};
use crate::record::{Deed, Held};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

/// Letters of a session's hash that name it on the page: enough to be one of a user's few, too
/// few to be of use to anybody.
const NAME_LENGTH: usize = 12;

/// Where somebody is signed in.
#[derive(Template)]
#[template(path = "access/sessions.html")]
pub(super) struct SessionsPage {
    frame: Frame,
    columns: Vec<String>,
    rows: Vec<SessionRow>,
    keys_on: bool,
}

struct SessionRow {
    name: String,
    browser: String,
    began: String,
    seen: String,
    here: bool,
    end_named: String,
}

#[derive(serde::Deserialize)]
pub(super) struct Told {
    #[serde(default)]
    told: String,
}

/// `GET /sessions`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Query(asked): Query<Told>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let words = words_of(&headers, Some(&viewer));
    let now = app.clock.real_now();
    let kept = {
        let mut reader = app.db.reader().await?;
        store::list_sessions(&mut reader, &viewer, now).await?
    };
    let mut frame = app.frame_for(Some(&viewer), words, "/sessions");
    frame.title = words.say("access-sessions");
    let told = match asked.told.as_str() {
        "ended" => Some("access-session-ended"),
        "keys-on" => Some("access-keys-are-on"),
        "keys-off" => Some("access-keys-are-off"),
        _ => None,
    };
    frame.flash = told.map(|key| Flash { tone: "good", sentence: words.say(key) });
    let rows = kept.iter().map(|kept| row(kept, &viewer, words)).collect();
    Ok(Html(page(frame, rows, viewer.keys_on).render()?).into_response())
}

fn page(frame: Frame, rows: Vec<SessionRow>, keys_on: bool) -> SessionsPage {
    let headings = ["access-session-browser", "access-session-began", "access-session-seen"];
    let mut columns: Vec<String> = headings.map(|key| frame.say(key)).into();
    columns.push(String::new());
    SessionsPage { frame, columns, rows, keys_on }
}

fn row(kept: &Kept, viewer: &Viewer, words: Words) -> SessionRow {
    let moment = |at: jiff::Timestamp| words.moment(&at.to_zoned(viewer.zone.clone()));
    let (browser, system) = kept.browser.split_once('/').unwrap_or_default();
    let browser = match (browser, system) {
        ("", _) => words.say("access-session-other"),
        (browser, "") => browser.to_owned(),
        (browser, system) => {
            let said = [("browser", browser.into()), ("system", system.into())];
            words.with("access-session-on", &said)
        }
    };
    let seen = moment(kept.seen_at);
    let said = [("browser", (&browser).into()), ("seen", (&seen).into())];
    SessionRow {
        name: name(kept).to_owned(),
        end_named: words.with("access-session-end-named", &said),
        browser,
        began: moment(kept.made_at),
        seen,
        here: matches!(&viewer.by, By::Session { token_hash, .. } if *token_hash == kept.token_hash),
    }
}

fn name(kept: &Kept) -> &str {
    kept.token_hash.get(..NAME_LENGTH).unwrap_or(&kept.token_hash)
}

/// `POST /sessions/{id}/ending`: signs out on another browser.
pub(super) async fn end_one(
    viewer: Viewer,
    State(app): State<App>,
    At(wanted): At<String>,
    _: Posted,
) -> Result<Response, Failure> {
    let now = app.clock.real_now();
    let mut writer = app.writer(&viewer, deed(&viewer, "end session")).await?;
    let kept = store::list_sessions(writer.conn(), &viewer, now).await?;
    let kept = kept.iter().find(|kept| name(kept) == wanted).ok_or(Failure::NotFound)?;
    store::end_session(writer.conn(), &kept.token_hash).await?;
    writer.commit().await?;
    Ok(Redirect::to("/sessions?told=ended").into_response())
}

/// `POST /sessions/ending`: signs out everywhere, here too.
pub(super) async fn end_all(
    viewer: Viewer,
    State(app): State<App>,
    _: Posted,
) -> Result<Response, Failure> {
    let mut writer = app.writer(&viewer, deed(&viewer, "end all sessions")).await?;
    store::end_sessions(writer.conn(), &viewer).await?;
    writer.commit().await?;
    let cookie = app.cookie(app.session_cookie(), "", 0);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/sign-in?out=yes")).into_response())
}

/// `POST /keys`: switches the single-letter keys on or off.
pub(super) async fn set_keys(
    viewer: Viewer,
    State(app): State<App>,
    form: Posted,
) -> Result<Response, Failure> {
    let off_at = (form.text("keys") == "off").then(|| app.clock.real_now());
    let mut writer = app.writer(&viewer, deed(&viewer, "switch keys")).await?;
    store::record_keys(writer.conn(), &viewer, off_at).await?;
    writer.commit().await?;
    let told = if off_at.is_some() { "keys-off" } else { "keys-on" };
    let usual = format!("/sessions?told={told}");
    let next = form.given("back").map_or(usual.as_str(), super::own_path);
    Ok(Redirect::to(next).into_response())
}

fn deed<'a>(viewer: &'a Viewer, action: &'static str) -> Deed<'a> {
    Deed { action, person: None, subject: viewer.user.as_str(), detail: "" }
}

/// What a browser calls itself, as `Firefox/Linux`; no versions, since those tell people apart.
pub(super) fn browser(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let agent = agent.unwrap_or_default();
    // Most call themselves Chrome and Safari too, so the rarer names come first.
    let browsers = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let systems = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iOS"),
        ("iPad", "iOS"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let of = |names: &[(&str, &'static str)]| {
        names.iter().find(|(part, _)| agent.contains(part)).map_or("", |(_, name)| name)
    };
    format!("{}/{}", of(&browsers), of(&systems))
}

#[cfg(test)]
pub(super) fn samples(words: Words) -> Vec<String> {
    let row = |here| SessionRow {
        name: if here { "a1" } else { "b2" }.to_owned(),
        browser: "Firefox".to_owned(),
        began: words.moment(&jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC)),
        seen: words.moment(&jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC)),
        here,
        end_named: words.say("access-session-end"),
    };
    let frame = || Frame::new(words, "Stonebridge", words.say("access-sessions"));
    [true, false].map(|on| page(frame(), vec![row(true), row(false)], on).render().unwrap()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_told_by_its_rarest_name() {
        let check = |agent: &'static str, expected: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, axum::http::HeaderValue::from_static(agent));
            assert_eq!(browser(&headers), expected);
        };
        check(
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox/Linux",
        );
        check(
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge/Windows",
        );
        check("curl/8", "/");
    }
}
