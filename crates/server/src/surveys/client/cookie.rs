//! What a client's browser keeps between two pages: the secret of its link, the secret of its
//! sitting once it has begun, and the language that was chosen. Never in an address.

use crate::access;
use crate::app::App;
use crate::keys::{LINK_SECRET_LENGTH, random_secret, sha256_hex};
use crate::page::Locale;
use axum::http::{HeaderMap, HeaderValue};

/// A browser may come back to its survey or its receipt for so many seconds (60 days).
const AGE_S_MAX: i64 = 60 * 86_400;

/// What the cookie holds.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Pass {
    token: Option<String>,
    sitting: Option<String>,
    pub locale: Option<Locale>,
}

impl Pass {
    /// What a browser sent. Anything odd is nothing.
    pub fn read(app: &App, headers: &HeaderMap) -> Self {
        let Some(kept) = access::cookie(headers, app.survey_cookie()) else {
            return Self::default();
        };
        let mut parts = kept.split('.');
        let mut part = || parts.next().filter(|part| is_secret(part)).map(str::to_owned);
        let (token, sitting) = (part().filter(|token| is_token(token)), part());
        let locale = parts.next().and_then(|tag| tag.parse().ok());
        Self { sitting: sitting.filter(|_| token.is_some()), token, locale }
    }

    /// For the link of this secret. A sitting of another link is left behind.
    pub fn for_token(&self, token: &str) -> Self {
        let sitting = self.sitting.clone().filter(|_| self.token.as_deref() == Some(token));
        Self { token: Some(token.to_owned()), sitting, locale: self.locale }
    }

    /// With a sitting that begins now.
    pub fn seated(&self) -> Self {
        Self { sitting: Some(random_secret()), ..self.clone() }
    }

    /// In another language from now on.
    pub fn speaking(&self, locale: Locale) -> Self {
        Self { locale: Some(locale), ..self.clone() }
    }

    pub fn token_hash(&self) -> Option<String> {
        self.token.as_ref().map(|token| sha256_hex(token.as_bytes()))
    }

    pub fn sitting_hash(&self) -> Option<String> {
        self.sitting.as_ref().map(|sitting| sha256_hex(sitting.as_bytes()))
    }

    /// As the browser is told to keep it.
    pub fn header(&self, app: &App) -> Option<HeaderValue> {
        let text = |secret: &Option<String>| secret.clone().unwrap_or_default();
        let locale = self.locale.map(Locale::as_tag).unwrap_or_default();
        let value = format!("{}.{}.{locale}", text(&self.token), text(&self.sitting));
        app.cookie(app.survey_cookie(), &value, AGE_S_MAX).parse().ok()
    }
}

fn is_secret(text: &str) -> bool {
    !text.is_empty() && text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether a text has the shape of a link's secret.
fn is_token(text: &str) -> bool {
    text.len() == LINK_SECRET_LENGTH && is_secret(text)
}
