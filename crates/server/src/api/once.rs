//! `Idempotency-Key`: the same key and body get the same answer, and the act is done once.

use super::store;
use crate::access::Viewer;
use crate::app::App;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::page::Words;
use crate::record::{Held, Writer};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use db::DbError;
use serde::Serialize;

/// Characters of a key, at most.
const KEY_LENGTH_MAX: usize = 200;

/// The key of a request and the hash of what it asks.
#[derive(Debug, Clone)]
pub struct Once {
    key: Option<String>,
    request_hash: String,
}

impl Once {
    pub(super) fn read(
        headers: &HeaderMap,
        target: &str,
        bytes: &[u8],
        words: Words,
    ) -> Result<Self, Failure> {
        let key = match headers.get("idempotency-key") {
            None => None,
            Some(value) => {
                let text = value.to_str().unwrap_or_default().trim();
                if text.is_empty() || text.len() > KEY_LENGTH_MAX {
                    let sentence = words.say("api-idempotency-key");
                    return Err(Failure::field("Idempotency-Key", sentence));
                }
                Some(text.to_owned())
            }
        };
        let mut whole = target.as_bytes().to_vec();
        whole.push(0);
        whole.extend_from_slice(bytes);
        Ok(Self { key, request_hash: sha256_hex(&whole) })
    }

    /// The answer already given to this key, if there is one.
    ///
    /// # Errors
    ///
    /// `Refused` when the key was used for another request.
    pub async fn kept(&self, app: &App, viewer: &Viewer) -> Result<Option<Response>, Failure> {
        let Some(key) = &self.key else {
            return Ok(None);
        };
        let mut reader = app.db.reader().await?;
        let Some(kept) = store::find_answer(&mut reader, viewer, key).await? else {
            return Ok(None);
        };
        if kept.request_hash != self.request_hash {
            let words = Words { locale: viewer.language.into() };
            let sentence = words.say("api-idempotency-other");
            return Err(Failure::field("Idempotency-Key", sentence));
        }
        Ok(Some(kept.response()))
    }

    /// Commits the change together with its answer, and gives the answer. When another request
    /// with the key was faster, nothing of this one is kept and the other's answer is given.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn commit<T: Serialize>(
        &self,
        app: &App,
        viewer: &Viewer,
        mut writer: Writer,
        (status, answer): (StatusCode, &T),
    ) -> Result<Response, Failure> {
        let answer = serde_json::to_string(answer)
            .map_err(|error| Failure::fault("writing an answer", &error))?;
        let Some(key) = &self.key else {
            writer.commit().await?;
            return Ok(json(status, answer));
        };
        let kept = Kept { request_hash: self.request_hash.clone(), status, answer };
        let at = app.clock.real_now();
        match store::record_answer(writer.conn(), viewer, key, &kept, at).await {
            Ok(()) => match writer.commit().await {
                Ok(()) => Ok(kept.response()),
                Err(error) => Err(error.into()),
            },
            Err(DbError::Unique(_)) => {
                drop(writer);
                self.kept(app, viewer).await?.ok_or(Failure::Busy)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// An answer that was given.
pub(super) struct Kept {
    pub request_hash: String,
    pub status: StatusCode,
    pub answer: String,
}

impl Kept {
    fn response(&self) -> Response {
        json(self.status, self.answer.clone())
    }
}

fn json(status: StatusCode, answer: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], answer).into_response()
}
