//! The identifier that stands in an address.

use crate::failure::Failure;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use std::str::FromStr;

/// The first variable part of an address, read as an identifier. What is none is not there.
///
/// Take it after the viewer, so that who is not signed in learns nothing.
#[derive(Debug, Clone, Copy)]
pub struct At<T>(pub T);

impl<T: FromStr, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|_| Failure::NotFound)?;
        let first = params.iter().next().map(|(_, text)| text.parse());
        match first {
            Some(Ok(id)) => Ok(Self(id)),
            Some(Err(_)) | None => Err(Failure::NotFound),
        }
    }
}
