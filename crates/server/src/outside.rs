//! What other programs answer: read with a limit, and kept as text that can be shown.

use reqwest::Response;
use reqwest::header::RETRY_AFTER;

/// Bytes of an answer that are read, at most: more is no answer of a provider or a funder.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// How long we are asked to wait: in seconds, the only form that providers and funders use.
pub(crate) fn retry_after_ms(response: &Response) -> Option<i64> {
    let value = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    let seconds: i64 = value.trim().parse().ok()?;
    (seconds >= 0).then(|| seconds.saturating_mul(1_000))
}

/// The body, where it arrives whole and is not too large.
pub(crate) async fn read(mut response: Response) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        if body.len() + chunk.len() > ANSWER_BYTES_MAX {
            return None;
        }
        body.extend_from_slice(&chunk);
    }
    Some(body)
}

/// A text without what cannot be shown, of so many characters at most.
pub(crate) fn printable(text: &str, length_max: usize) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(length_max).collect()
}
