//! A form that is sent after its session ended: it comes back whole, to be sent once more when its
//! writer has signed in again.

use super::guard::is_below;
use crate::api::{FORM_BYTES_MAX, Posted};
use crate::failure::Failure;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// What was posted by nobody who is known, and where to.
#[derive(Debug, Clone)]
pub struct Again {
    pub address: String,
    pub fields: Vec<(String, String)>,
}

/// Answers whoever is not signed in; where that is asked for first, the answer brings along what
/// was typed. Only a form that one of our pages gave out is worth keeping.
pub(super) async fn answer(request: Request, next: Next) -> Response {
    if !is_form(&request) {
        return next.run(request).await;
    }
    let address = request.uri().path_and_query().map_or("/", |whole| whole.as_str()).to_owned();
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, FORM_BYTES_MAX).await else {
        return Failure::TooLarge { bytes_max: FORM_BYTES_MAX }.into_response();
    };
    let mut response = next.run(Request::from_parts(parts, Body::from(bytes.clone()))).await;
    if response.status() == StatusCode::UNAUTHORIZED
        && let Ok(posted) = Posted::read(Body::from(bytes)).await
        && posted.has("csrf")
    {
        response.extensions_mut().insert(Again { address, fields: posted.fields().to_vec() });
    }
    response
}

fn is_form(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|value| value.to_str().ok()).unwrap_or_default();
    request.method() == Method::POST
        && kind.starts_with("application/x-www-form-urlencoded")
        // Passwords are typed once more.
        && !is_below(request.uri().path(), "/sign-in")
}
