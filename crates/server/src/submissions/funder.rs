//! A funder's own program, by HTTP: `POST {url}` with the frozen bytes, `GET {url}/{id}` to ask.
//!
//! Both are signed as texts are that come in: `cairn-timestamp` in seconds, and `cairn-signature`,
//! the HMAC-SHA256 of the timestamp, a full stop and the body (of a GET: the id) under the shared
//! secret. `Idempotency-Key` is the id. The answer is `{"state": "accepted" | "confirmed" |
//! "rejected", "receipt": …, "reasons": [{"code": …, "message": …}]}`; to a GET of what the funder
//! never had, 404. `docs/funder.md` says it for whoever builds the other side.

use crate::clock::Clock;
use crate::config::{self, Mode, Settings};
use crate::keys;
use crate::outside::{printable, read, retry_after_ms};
use domain::messaging::{Call, Line, Told};
use domain::submissions::{Answer, Before, Heard, Reason};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect};
use serde::Deserialize;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Reasons, and characters of each and of a receipt, that are kept.
const REASONS_MAX: usize = 50;
const TEXT_LENGTH_MAX: usize = 500;
/// Waited where a funder asks us to wait and does not say how long, in milliseconds.
const WAIT_MS_USUAL: i64 = 60_000;
const CONNECT_S: u64 = 5;

/// The way to the funder's program, with what this process knows of it.
pub struct Funder {
    way: Way,
    line: Mutex<Line>,
}

enum Way {
    /// A demo: everything is confirmed, and nothing leaves.
    Training,
    NotSetUp,
    Http(Http),
}

struct Http {
    client: Client,
    settings: config::Funder,
}

/// What is sent or asked about.
#[derive(Debug, Clone)]
pub struct Parcel {
    pub id: String,
    pub payload: String,
}

/// An answer as it is written.
#[derive(Debug, Deserialize)]
struct Written {
    state: String,
    receipt: Option<String>,
    #[serde(default)]
    reasons: Vec<WrittenReason>,
}

#[derive(Debug, Deserialize)]
struct WrittenReason {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

impl Funder {
    /// The way that these settings give.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let way = match (settings.mode, &settings.funder) {
            (Mode::Demo, _) => Way::Training,
            (Mode::Serve, None) => Way::NotSetUp,
            (Mode::Serve, Some(settings)) => match Http::new(settings) {
                Ok(http) => Way::Http(http),
                Err(why) => {
                    tracing::error!(why, "the funder cannot be reached");
                    Way::NotSetUp
                }
            },
        };
        Self { way, line: Mutex::default() }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it may be called now; whoever may calls, or says that they did not.
    #[must_use]
    pub fn may_call(&self, clock: &Clock) -> bool {
        match self.line().may_call(now_ms(clock)) {
            Call::Now => true,
            Call::NotBefore { .. } | Call::AfterTrial => false,
        }
    }

    /// The leave to call was not used.
    pub fn not_called(&self) {
        self.line().not_called();
    }

    /// Sends, or asks first where it may have arrived, and says what was heard.
    pub async fn call(&self, parcel: &Parcel, before: Before, clock: &Clock) -> Heard {
        let (heard, told) = match &self.way {
            Way::Training => (trained(parcel), Told::Works),
            Way::NotSetUp => (Heard::NotTaken, Told::Fails),
            Way::Http(http) => match before {
                Before::NotTaken => http.send(parcel, clock).await,
                Before::MayBeTaken => http.ask(parcel, clock).await,
            },
        };
        self.line().told(told, now_ms(clock));
        heard
    }
}

/// What a demo's funder says.
fn trained(parcel: &Parcel) -> Heard {
    let tail: String = parcel.id.chars().rev().take(6).collect();
    let receipt = Some(format!("TRAINING-{}", tail.chars().rev().collect::<String>()));
    Heard::Answered(Answer::Confirmed { receipt })
}

impl Http {
    fn new(settings: &config::Funder) -> Result<Self, String> {
        reqwest::Url::parse(&settings.url)
            .map_err(|_| "funder.url should be an address such as https://…".to_owned())?;
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .timeout(Duration::from_secs(settings.timeout_s))
            .connect_timeout(Duration::from_secs(CONNECT_S.min(settings.timeout_s)))
            .user_agent(concat!("cairn/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { client, settings: settings.clone() })
    }

    fn signed(&self, request: RequestBuilder, text: &str, clock: &Clock) -> RequestBuilder {
        let stamp = clock.real_now().as_second().to_string();
        let signature = keys::signature(&self.settings.secret, &stamp, text.as_bytes());
        request.header("cairn-timestamp", stamp).header("cairn-signature", signature)
    }

    async fn send(&self, parcel: &Parcel, clock: &Clock) -> (Heard, Told) {
        let request = self
            .client
            .post(&self.settings.url)
            .header(CONTENT_TYPE, "application/json")
            .header("Idempotency-Key", &parcel.id)
            .body(parcel.payload.clone());
        match self.signed(request, &parcel.payload, clock).send().await {
            Ok(response) => answered(response, Before::NotTaken).await,
            Err(error) if error.is_connect() || error.is_builder() => {
                (Heard::NotTaken, Told::Fails)
            }
            // The request may have arrived, although its answer did not.
            Err(_) => (Heard::Lost, Told::Fails),
        }
    }

    async fn ask(&self, parcel: &Parcel, clock: &Clock) -> (Heard, Told) {
        let address = format!("{}/{}", self.settings.url.trim_end_matches('/'), parcel.id);
        match self.signed(self.client.get(address), &parcel.id, clock).send().await {
            Ok(response) => answered(response, Before::MayBeTaken).await,
            Err(_) => (Heard::NotTaken, Told::Fails),
        }
    }
}

/// What an answer says. To a question, nothing is ever lost: it can be asked again.
async fn answered(response: Response, asked: Before) -> (Heard, Told) {
    let status = response.status();
    let wait_ms = retry_after_ms(&response);
    let body = read(response).await;
    tracing::info!(status = status.as_u16(), "the funder answered");
    let in_doubt = match asked {
        Before::NotTaken => Heard::Lost,
        Before::MayBeTaken => Heard::NotTaken,
    };
    match status {
        _ if status.is_success() => match written(body.as_deref()) {
            Some(answer) => (Heard::Answered(answer), Told::Works),
            None => (in_doubt, Told::Works),
        },
        StatusCode::NOT_FOUND if asked == Before::MayBeTaken => (Heard::Unknown, Told::Works),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            let wait_ms = wait_ms.unwrap_or(WAIT_MS_USUAL);
            (Heard::NotTaken, Told::TooMany { wait_ms })
        }
        _ if status.is_server_error() => (in_doubt, Told::Fails),
        // A refusal may come with its reasons; without them it is our key or our address.
        _ => match written(body.as_deref()) {
            Some(answer @ Answer::Rejected { .. }) => (Heard::Answered(answer), Told::Works),
            Some(_) | None => (Heard::Unusable, Told::Works),
        },
    }
}

/// An answer that says something; what cannot be read may still have been taken.
fn written(body: Option<&[u8]>) -> Option<Answer> {
    let said: Written = serde_json::from_slice(body?).ok()?;
    let receipt =
        said.receipt.map(|text| printable(&text, TEXT_LENGTH_MAX)).filter(|text| !text.is_empty());
    match said.state.as_str() {
        "accepted" => Some(Answer::Accepted { receipt }),
        "confirmed" => Some(Answer::Confirmed { receipt }),
        "rejected" => {
            let reasons = said.reasons.iter().take(REASONS_MAX).map(|one| Reason {
                code: printable(&one.code, TEXT_LENGTH_MAX),
                message: printable(&one.message, TEXT_LENGTH_MAX),
            });
            Some(Answer::Rejected { receipt, reasons: reasons.collect() })
        }
        _ => None,
    }
}

fn now_ms(clock: &Clock) -> i64 {
    clock.real_now().as_millisecond()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_by_what_it_says() {
        let receipt = || Some("R-7".to_owned());
        let rows = [
            (
                r#"{"state":"accepted","receipt":"R-7"}"#,
                Some(Answer::Accepted { receipt: receipt() }),
            ),
            (
                r#"{"state":"confirmed","receipt":"R-7","more":1}"#,
                Some(Answer::Confirmed { receipt: receipt() }),
            ),
            (
                r#"{"state":"confirmed","receipt":"\u0000"}"#,
                Some(Answer::Confirmed { receipt: None }),
            ),
            (
                r#"{"state":"rejected","reasons":[{"code":"hours","message":"hours\nmissing"}]}"#,
                Some(Answer::Rejected {
                    receipt: None,
                    reasons: vec![Reason { code: "hours".into(), message: "hoursmissing".into() }],
                }),
            ),
            (r#"{"state":"perhaps"}"#, None),
            (r#"{"state":"accep"#, None),
            ("<html>", None),
            ("", None),
        ];
        for (body, expected) in rows {
            assert_eq!(written(Some(body.as_bytes())), expected, "{body}");
        }
        assert_eq!(written(None), None);
    }
}
