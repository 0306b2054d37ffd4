//! Text messages by a provider's HTTP interface: `POST {url}` with `{to, text, from}`.

use super::Parcel;
use crate::config::Sms;
use crate::outside::{printable, read, retry_after_ms};
use domain::messaging::{Fault, Heard, Repeat};
use reqwest::{Client, Response, StatusCode, redirect};
use serde_json::{Value, json};
use std::time::Duration;

/// Characters of a provider's reference that are kept.
const REFERENCE_LENGTH_MAX: usize = 200;
/// Waited where a provider asks us to wait and does not say how long.
const WAIT_MS_USUAL: i64 = 30_000;
const CONNECT_S: u64 = 5;

/// A provider of text messages.
pub struct Gateway {
    client: Client,
    settings: Sms,
}

impl Gateway {
    /// # Errors
    ///
    /// A sentence, when the machine's TLS cannot be prepared or the address is none.
    pub fn new(settings: &Sms) -> Result<Self, String> {
        reqwest::Url::parse(&settings.url)
            .map_err(|_| "sms.url should be an address such as https://…/messages".to_owned())?;
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .timeout(Duration::from_secs(settings.timeout_s))
            .connect_timeout(Duration::from_secs(CONNECT_S.min(settings.timeout_s)))
            .user_agent(concat!("cairn/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| format!("the text provider cannot be reached: {error}"))?;
        Ok(Self { client, settings: settings.clone() })
    }

    #[must_use]
    pub fn repeat(&self) -> Repeat {
        if self.settings.idempotent { Repeat::Known } else { Repeat::Another }
    }

    /// Sends once, and says what was heard.
    pub async fn send(&self, parcel: &Parcel) -> Heard {
        let body = json!({
            "to": parcel.to,
            "text": parcel.text,
            "from": self.settings.from,
        });
        let mut request = self
            .client
            .post(&self.settings.url)
            .header("Idempotency-Key", parcel.id.as_str())
            .json(&body);
        if let Some(token) = &self.settings.token {
            request = request.bearer_auth(token);
        }
        match request.send().await {
            Ok(response) => answered(response).await,
            Err(error) if error.is_connect() || error.is_builder() => {
                Heard::NotTaken(Fault::Provider)
            }
            // The request may have arrived, although its answer did not.
            Err(_) => Heard::Lost,
        }
    }
}

async fn answered(response: Response) -> Heard {
    let status = response.status();
    let wait_ms = retry_after_ms(&response);
    let body = read(response).await;
    tracing::info!(status = status.as_u16(), "a text provider answered");
    match status {
        _ if status.is_success() => taken(body.as_deref()),
        StatusCode::TOO_MANY_REQUESTS => {
            Heard::NotTaken(Fault::TooMany { wait_ms: wait_ms.unwrap_or(WAIT_MS_USUAL) })
        }
        StatusCode::SERVICE_UNAVAILABLE => match wait_ms {
            Some(wait_ms) => Heard::NotTaken(Fault::TooMany { wait_ms }),
            None => Heard::NotTaken(Fault::Provider),
        },
        // Somebody between us gave up on the provider, who may have taken it.
        StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => Heard::Lost,
        // The number or the text, and no other try will change it.
        StatusCode::BAD_REQUEST
        | StatusCode::NOT_FOUND
        | StatusCode::GONE
        | StatusCode::PAYLOAD_TOO_LARGE
        | StatusCode::UNPROCESSABLE_ENTITY => Heard::Refused { because: "number" },
        // Our token, our address of theirs, or their fault: no fault of the number.
        _ => Heard::NotTaken(Fault::Provider),
    }
}

/// A success that says so. What cannot be read may still have been taken.
fn taken(body: Option<&[u8]>) -> Heard {
    let Some(Ok(Value::Object(said))) = body.map(serde_json::from_slice) else {
        return Heard::Lost;
    };
    let has_error = |key: &str| said.get(key).is_some_and(|error| !error.is_null());
    if has_error("error") || has_error("errors") {
        return Heard::Refused { because: "refused" };
    }
    let reference = match said.get("id") {
        Some(Value::String(id)) => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        Some(_) | None => None,
    };
    let reference = reference.map(|id| printable(&id, REFERENCE_LENGTH_MAX));
    Heard::Taken { reference }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_classified_by_what_it_says() {
        let taken_as = |reference: &str| Heard::Taken { reference: Some(reference.to_owned()) };
        let long = format!("{{\"id\":\"{}\"}}", "x".repeat(300));
        let rows = [
            (r#"{"id":"sms-1"}"#, taken_as("sms-1")),
            (r#"{"id":17,"error":null}"#, taken_as("17")),
            (r#"{"status":"queued"}"#, Heard::Taken { reference: None }),
            (&long, taken_as(&"x".repeat(200))),
            (r#"{"error":{"code":30007}}"#, Heard::Refused { because: "refused" }),
            (r#"{"id":"sms-1"#, Heard::Lost),
            ("<html>", Heard::Lost),
            ("[]", Heard::Lost),
            ("", Heard::Lost),
        ];
        for (body, expected) in rows {
            assert_eq!(taken(Some(body.as_bytes())), expected, "{body}");
        }
        assert_eq!(taken(None), Heard::Lost);
    }
}
