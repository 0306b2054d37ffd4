//! Text messages that come in: `POST /inbound/sms`, for the provider's own program.
//!
//! A stop is acted on at once, before anything else leaves; a start takes it back; help is told
//! who we are. A number right after a text with a quick question is asked about once, and a yes
//! keeps it as a part of the answers. Everything is shown to staff on the person's timeline. The
//! provider signs what it brings; what is forged, old or too long is refused, and what comes twice
//! counts once. What is to be sent back stands in the answer, so that nothing of ours leaves by
//! itself.

mod signed;
mod talk;

use self::signed::{Brought, Unsigned, open};
use crate::app::App;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::people::contact::read_phone;
use crate::people::store::texts;
use crate::routes::Routes;
use crate::sealed::Sealed;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// The addresses of this part.
#[must_use]
pub fn pages() -> Routes {
    Routes::new().post("/inbound/sms", receive)
}

/// What the provider is to send back.
#[derive(Debug, Serialize)]
struct Said {
    reply: Option<String>,
}

/// Why nothing was taken.
#[derive(Debug, Serialize)]
struct Problem {
    status: u16,
    detail: &'static str,
}

fn refused(status: StatusCode, detail: &'static str) -> Response {
    tracing::warn!(status = status.as_u16(), detail, "a text that came in was refused");
    (status, Json(Problem { status: status.as_u16(), detail })).into_response()
}

/// `POST /inbound/sms` with `{id, from, text}`.
async fn receive(
    State(app): State<App>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let secret = app.settings.sms.as_ref().and_then(|sms| sms.inbound_secret.clone());
    let Some(secret) = secret else { return Err(Failure::NotFound) };
    let brought = match open(&secret, &headers, body, app.clock.real_now()).await {
        Ok(brought) => brought,
        Err(unsigned) => return Ok(told(unsigned)),
    };
    let reply = hear(&app, &brought).await?;
    Ok(Json(Said { reply }).into_response())
}

fn told(unsigned: Unsigned) -> Response {
    let (status, detail) = match unsigned {
        Unsigned::NoSignature => (
            StatusCode::UNAUTHORIZED,
            "Sign the body: Cairn-Timestamp in seconds and Cairn-Signature, the HMAC-SHA256 of \
             the timestamp, a full stop and the body, in hexadecimal digits.",
        ),
        Unsigned::Forged => (StatusCode::FORBIDDEN, "The signature is not that of this body."),
        Unsigned::Old => (
            StatusCode::FORBIDDEN,
            "The timestamp should be within five minutes of this server's clock.",
        ),
        Unsigned::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, "A text has 8 KiB at most."),
        Unsigned::NotJson => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "The body should be {\"id\": …, \"from\": …, \"text\": …}, each a text and none empty.",
        ),
        Unsigned::Broken => (StatusCode::BAD_REQUEST, "The body did not arrive whole."),
    };
    refused(status, detail)
}

/// Takes a text to everybody whose number it came from. The last one asked answers a question;
/// a stop and a start are for all of them.
async fn hear(app: &App, brought: &Brought) -> Result<Option<String>, Failure> {
    let Some(number) = read_phone(&brought.from) else {
        tracing::info!("a text came in from what is no number");
        return Ok(None);
    };
    let number = Sealed::new(number);
    let holders = {
        let mut reader = app.db.reader().await?;
        texts::holders(&mut reader, &number).await?
    };
    if holders.is_empty() {
        // Whoever it is, nothing of ours is sent to them, and nothing is kept.
        tracing::info!("a text came in from a number that is nobody's");
        return Ok(None);
    }
    let text = talk::Text {
        provider_id: &sha256_hex(brought.id.as_bytes()),
        sender: &number,
        body: &Sealed::new(brought.text.as_str()),
        words: &brought.text,
    };
    let mut reply = None;
    for (agency, person) in holders {
        let said = talk::hear(app, (agency, &person), &text).await?;
        reply = reply.or(said);
    }
    app.nudge.notify_one();
    Ok(reply)
}
