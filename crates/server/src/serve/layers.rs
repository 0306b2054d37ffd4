//! What every request passes on its way in, and every answer on its way out.

use crate::app::App;
use crate::failure::Failure;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use tokio::time::Instant;
use tracing::Instrument;

/// Nothing is loaded from elsewhere, nothing stands inline, nobody may frame us.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
    frame-ancestors 'none'; base-uri 'none'";

/// What no page of ours needs of a browser.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
    geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// One line for each request: its number, method and route, never its address, since addresses
/// of links hold secrets and others hold names that were looked for.
pub async fn trace(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("none", MatchedPath::as_str).to_owned();
    let number = crate::keys::new_number(crate::clock::Clock::real().real_now());
    let span = tracing::info_span!("request", id = format!("{number:032x}"), %method, route);
    let response = next.run(request).instrument(span.clone()).await;
    let took = began.elapsed();
    let status = response.status().as_u16();
    tracing::debug!(parent: &span, status, took_ms = took.as_millis() as u64, "answered");
    super::metrics::count_request(&route, method.as_str(), status, took);
    response
}

/// A mistake that panicked ends this request only, and has a reference like any other.
pub async fn catch_panics(request: Request, next: Next) -> Response {
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        // The hook of `main` has logged where; the message may hold what somebody typed.
        Err(_) => Failure::fault("answering a request", &"it panicked").into_response(),
    }
}

/// The headers that make browsers careful with what we send.
pub async fn protect(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_asset = path.starts_with("/assets/");
    let by_link = path.starts_with("/s/") || path.starts_with("/e/") || path == "/s";
    let mut response = next.run(request).await;
    let may_be_kept = is_asset && response.status().is_success();
    let headers = response.headers_mut();
    // What a person brought is handed out under a stricter one.
    let policy = HeaderValue::from_static(CONTENT_POLICY);
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::X_FRAME_OPTIONS, "DENY");
    let referrer = if by_link { "no-referrer" } else { "same-origin" };
    set(headers, header::REFERRER_POLICY, referrer);
    set(headers, HeaderName::from_static("permissions-policy"), PERMISSIONS);
    set(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if !app.settings.is_plain_http() {
        let two_years = "max-age=63072000; includeSubDomains";
        set(headers, header::STRICT_TRANSPORT_SECURITY, two_years);
    }
    if !may_be_kept {
        set(headers, header::CACHE_CONTROL, "no-store");
    }
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}
