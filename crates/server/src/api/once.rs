//! `Idempotency-Key`: the same key and body get the same answer, and the act is done once. Forms
//! that create carry such a key in a hidden field.

use super::{Posted, store};
use crate::access::Viewer;
use crate::app::App;
use crate::failure::Failure;
use crate::keys::{random_secret, sha256_hex};
use crate::page::Words;
use crate::record::{Held, Writer};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use db::DbError;
use jiff::SignedDuration;
use serde::Serialize;

/// Characters of a key, at most.
const KEY_LENGTH_MAX: usize = 200;

/// How long a repeated request gets the same answer: seven days.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Forgets the keys that nobody repeats any more, and says how many.
///
/// # Errors
///
/// What the database says.
pub async fn forget_old(app: &App) -> Result<u64, DbError> {
    let before = app.clock.real_now() - KEPT_FOR;
    let mut writer = app.db.writer().await?;
    let forgotten = store::forget_answers(&mut writer, before).await?;
    writer.commit().await?;
    Ok(forgotten)
}

/// The key of a request and the hash of what it asks.
#[derive(Debug, Clone)]
pub struct Once {
    key: Option<String>,
    request_hash: String,
}

impl Once {
    /// The key of a request, and the hash of where it goes and what it holds.
    ///
    /// # Errors
    ///
    /// `Refused` when the key is empty or too long.
    pub fn read(
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

    /// The key that a form carries in its hidden field `once`. Whose form it is, and what stands
    /// in it, is in the hash; the value of the session is not.
    #[must_use]
    pub fn of_form(form: &Posted, target: &str) -> Self {
        let given = form.given("once").filter(|key| key.len() <= KEY_LENGTH_MAX);
        let mut whole = target.as_bytes().to_vec();
        // A second button says that one is sure, not something else.
        let own = form.fields().iter().filter(|(name, _)| name != "csrf" && name != "sure");
        for (name, value) in own {
            whole.extend([name.as_bytes(), &[0], value.as_bytes(), &[0]].concat());
        }
        let key = given.map(|key| format!("form {key}"));
        Self { key, request_hash: sha256_hex(&whole) }
    }

    /// The value of that field: what was posted, or a new one for a new form.
    #[must_use]
    pub fn field(typed: &Posted) -> String {
        let posted = typed.given("once").filter(|key| key.len() <= KEY_LENGTH_MAX);
        posted.map_or_else(random_secret, str::to_owned)
    }

    /// Commits what a form made and leads to it; a form that was sent twice makes one thing and
    /// leads there both times.
    ///
    /// # Errors
    ///
    /// `Conflict` when the same form was sent with other words before.
    pub async fn commit_form(
        &self,
        app: &App,
        viewer: &Viewer,
        writer: Writer,
        location: String,
    ) -> Result<Response, Failure> {
        self.commit_kept(app, viewer, writer, (StatusCode::SEE_OTHER, location)).await
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
        let kept = store::find_answer(&mut reader, viewer, key).await?;
        kept.map(|kept| self.same(viewer, kept)).transpose()
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
        writer: Writer,
        (status, answer): (StatusCode, &T),
    ) -> Result<Response, Failure> {
        let answer = serde_json::to_string(answer)
            .map_err(|error| Failure::fault("writing an answer", &error))?;
        self.commit_kept(app, viewer, writer, (status, answer)).await
    }

    async fn commit_kept(
        &self,
        app: &App,
        viewer: &Viewer,
        mut writer: Writer,
        (status, answer): (StatusCode, String),
    ) -> Result<Response, Failure> {
        let kept = Kept { request_hash: self.request_hash.clone(), status, answer };
        let Some(key) = &self.key else {
            writer.commit().await?;
            return Ok(kept.response());
        };
        let at = app.clock.real_now();
        match store::record_answer(writer.conn(), viewer, key, &kept, at).await {
            Ok(()) => match writer.commit().await {
                Ok(()) => Ok(kept.response()),
                Err(error) => Err(error.into()),
            },
            Err(DbError::Unique(_)) => {
                drop(writer);
                self.others(app, viewer, key).await?.ok_or(Failure::Busy)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// What an act came to, or, where it was refused because another request with the key did the
    /// same a moment before, the answer to that one.
    ///
    /// # Errors
    ///
    /// The refusal, where there is no such request.
    pub async fn or_kept(
        &self,
        app: &App,
        viewer: &Viewer,
        made: Result<Response, Failure>,
    ) -> Result<Response, Failure> {
        match (made, &self.key) {
            (Err(Failure::Conflict { sentence, current }), Some(key)) => {
                let kept = self.others(app, viewer, key).await?;
                kept.ok_or(Failure::Conflict { sentence, current })
            }
            (made, _) => made,
        }
    }

    /// The answer that another request with the key has written. A writer sees it before it is
    /// synced, and waits with its own commit until it is.
    async fn others(
        &self,
        app: &App,
        viewer: &Viewer,
        key: &str,
    ) -> Result<Option<Response>, Failure> {
        let mut writer = app.db.writer().await?;
        let kept = store::find_answer(&mut writer, viewer, key).await?;
        writer.commit().await?;
        kept.map(|kept| self.same(viewer, kept)).transpose()
    }

    /// The kept answer, if it is to what this request asks.
    fn same(&self, viewer: &Viewer, kept: Kept) -> Result<Response, Failure> {
        if kept.request_hash != self.request_hash {
            let words = Words { locale: viewer.language.into() };
            if kept.status == StatusCode::SEE_OTHER {
                return Err(Failure::conflict(words.say("api-form-sent")));
            }
            return Err(Failure::field("Idempotency-Key", words.say("api-idempotency-other")));
        }
        Ok(kept.response())
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
        if self.status == StatusCode::SEE_OTHER {
            return Redirect::to(&self.answer).into_response();
        }
        let kind = [(header::CONTENT_TYPE, "application/json")];
        (self.status, kind, self.answer.clone()).into_response()
    }
}
