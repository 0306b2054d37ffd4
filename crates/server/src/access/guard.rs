//! The layers that know who asks before a handler does.

use super::viewer::{By, Viewer};
use super::{again, store};
use crate::app::App;
use crate::failure::Failure;
use crate::keys::{Keys, sha256_hex};
use crate::page::{Locale, Words};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::words::Language;

/// Looks up the session or the token, and leaves the viewer for the handlers.
///
/// Client pages and assets know no viewer: they are answered without a look-up. A token that is
/// not known is nobody's.
pub async fn authenticate(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if ["/s", "/e", "/assets/", "/health", "/metrics"].iter().any(|door| is_below(path, door)) {
        return next.run(request).await;
    }
    let viewer = match find_viewer(&app, request.headers()).await {
        Ok(viewer) => viewer,
        Err(failure) => return failure.into_response(),
    };
    let Some(viewer) = viewer else {
        return again::answer(request, next).await;
    };
    request.extensions_mut().insert(viewer.clone());
    let mut response = next.run(request).await;
    // For the layer that says failures, which stands outside so that it also says ours.
    response.extensions_mut().insert(viewer);
    response
}

pub(super) fn is_below(path: &str, door: &str) -> bool {
    path.strip_prefix(door.trim_end_matches('/'))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

async fn find_viewer(app: &App, headers: &HeaderMap) -> Result<Option<Viewer>, Failure> {
    if let Some(token) = bearer(headers) {
        let mut reader = app.db.reader().await?;
        return Ok(store::find_by_token(&mut reader, &sha256_hex(token.as_bytes())).await?);
    }
    let Some(secret) = cookie(headers, app.session_cookie()) else {
        return Ok(None);
    };
    let hash = sha256_hex(secret.as_bytes());
    let now = app.clock.real_now();
    let found = {
        let mut reader = app.db.reader().await?;
        store::find_by_session(&mut reader, &hash, now).await?
    };
    let Some((viewer, seen_at)) = found else {
        return Ok(None);
    };
    if now.as_millisecond() - seen_at.as_millisecond() > store::SEEN_EVERY_MS {
        // Losing this note costs nothing but an earlier end of an idle session.
        if let Err(error) = store::note_seen(app, &hash, now).await {
            tracing::warn!(%error, "a session's last use was not noted");
        }
    }
    Ok(Some(viewer))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// A cookie's value by name.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim())
}

/// Refuses unsafe requests that a browser says come from another site. Forms carry a value
/// of their user besides; programs send neither header.
pub async fn same_site(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || request.method() == Method::OPTIONS {
        return next.run(request).await;
    }
    let headers = request.headers();
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let fetched = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let path = request.uri().path();
    // Pages that send no referrer post with an origin of `null`; they carry a secret in a cookie
    // that other sites' forms do not bring, and in the form itself.
    let is_blind = ["/s", "/e", "/language"].iter().any(|door| is_below(path, door));
    let from_elsewhere = match (fetched, text(header::ORIGIN)) {
        (Some("same-origin" | "none"), _) | (None, None) => false,
        (Some(_), _) => true,
        (None, Some("null")) => !is_blind,
        (None, Some(origin)) => !app.is_own_origin(origin, text(header::HOST)),
    };
    if from_elsewhere {
        return Failure::Expired.into_response();
    }
    next.run(request).await
}

/// The words to speak in: the viewer's language, else what was chosen in this browser, else what
/// the browser asks for.
#[must_use]
pub fn words_of(headers: &HeaderMap, viewer: Option<&Viewer>) -> Words {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let locale = match viewer.map(|viewer| viewer.language) {
        Some(language) => Locale::from(language),
        None => language_chosen(headers)
            .unwrap_or_else(|| accepted.map(Locale::from_accepted).unwrap_or_default()),
    };
    Words { locale }
}

/// The cookie that keeps the language of somebody who is not signed in.
pub(super) const LANGUAGE_COOKIE: &str = "cairn-language";

/// The language that was chosen in this browser by somebody who was not signed in.
#[must_use]
pub fn language_chosen(headers: &HeaderMap) -> Option<Locale> {
    let chosen = cookie(headers, LANGUAGE_COOKIE);
    chosen.or_else(|| cookie(headers, "__Host-cairn-language"))?.parse().ok()
}

impl From<Language> for Locale {
    fn from(language: Language) -> Self {
        match language {
            Language::English => Self::En,
            Language::French => Self::Fr,
        }
    }
}

/// The sign-in page that leads back to where somebody wanted to go.
#[must_use]
pub fn sign_in_address(wanted: &str) -> String {
    if wanted == "/" {
        return "/sign-in".to_owned();
    }
    format!("/sign-in?next={}", crate::api::encoded(wanted))
}

impl Viewer {
    /// Whether a form posted a value back that was given out to this user: by this session, or
    /// by one before it that ended while the form was open.
    #[must_use]
    pub fn posted_back(&self, keys: &Keys, csrf: &str) -> bool {
        match &self.by {
            By::Session { csrf: own, .. } => {
                crate::keys::same_secret(own, csrf) || keys.is_form_secret(self.user, csrf)
            }
            By::Token => true,
        }
    }
}
