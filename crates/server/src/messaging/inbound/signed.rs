//! What a provider's program brings, and whether it is from that provider, now, and whole.

use crate::keys::unhex;
use axum::body::Body;
use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use jiff::Timestamp;
use serde::Deserialize;
use sha2::Sha256;

/// Bytes of a body, at most: a text of ten parts is far below it.
const BODY_BYTES_MAX: usize = 8 * 1024;
/// How far the sender's clock may be from ours, in seconds.
const AGE_S_MAX: i64 = 300;
/// Characters of the provider's id and of a number, at most.
const NAME_LENGTH_MAX: usize = 200;

const TIMESTAMP: &str = "cairn-timestamp";
const SIGNATURE: &str = "cairn-signature";

/// One text as it was brought.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Brought {
    /// The provider's name of it: the same one again is the same text.
    pub id: String,
    /// The number that it came from.
    pub from: String,
    pub text: String,
}

/// Why it is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsigned {
    NoSignature,
    Forged,
    /// Signed more than five minutes ago, or that much ahead of us.
    Old,
    TooLong,
    NotJson,
    Broken,
}

/// Reads and checks what was brought. The signature is checked before a byte is understood.
pub(super) async fn open(
    secret: &str,
    headers: &HeaderMap,
    body: Body,
    now: Timestamp,
) -> Result<Brought, Unsigned> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(stamp), Some(signature)) = (text(TIMESTAMP), text(SIGNATURE)) else {
        return Err(Unsigned::NoSignature);
    };
    let signed_at: i64 = stamp.parse().map_err(|_| Unsigned::NoSignature)?;
    let body = match Limited::new(body, BODY_BYTES_MAX).collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(error) if error.downcast_ref::<LengthLimitError>().is_some() => {
            return Err(Unsigned::TooLong);
        }
        Err(_) => return Err(Unsigned::Broken),
    };
    if !is_signed(secret, (stamp, &body), signature) {
        return Err(Unsigned::Forged);
    }
    if now.as_second().abs_diff(signed_at) > AGE_S_MAX.unsigned_abs() {
        return Err(Unsigned::Old);
    }
    let brought: Brought = serde_json::from_slice(&body).map_err(|_| Unsigned::NotJson)?;
    let is_name = |name: &str| !name.is_empty() && name.chars().count() <= NAME_LENGTH_MAX;
    if is_name(&brought.id) && is_name(&brought.from) {
        Ok(brought)
    } else {
        Err(Unsigned::NotJson)
    }
}

/// Whether a signature is the HMAC-SHA256 of the timestamp, a full stop and the body. Compared in
/// a time that does not tell where it differs.
fn is_signed(secret: &str, (stamp, body): (&str, &[u8]), signature: &str) -> bool {
    let Some(given) = unhex::<32>(signature) else { return false };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return false };
    mac.update(stamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac.verify_slice(&given).is_ok()
}
