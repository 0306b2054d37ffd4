//! The calls of the funder.

use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::Funder;
use super::store::{Answer, Behaviour, Fault, Taken};
use crate::gateway::line::Cut;
use crate::gateway::signature;

/// Proves that a request is Cairn's: `text` is the body, or the id that is asked about.
fn is_signed(funder: &Funder, headers: &HeaderMap, text: &[u8]) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let stamp = said("cairn-timestamp").unwrap_or_default();
    stamp.parse::<i64>().is_ok()
        && said("cairn-signature") == Some(&signature(&funder.secret, stamp, text))
}

pub async fn take(
    State(funder): State<Funder>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if !is_signed(&funder, &headers, &body) {
        funder.state().count("unsigned");
        return problem(StatusCode::UNAUTHORIZED, "the signature is not right");
    }
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok());
    let (Some(id), Ok(payload)) = (key, std::str::from_utf8(&body)) else {
        return problem(StatusCode::BAD_REQUEST, "an Idempotency-Key and UTF-8 are wanted");
    };
    let (fault, (stall_ms, delay_ms), answer) = {
        let mut state = funder.state();
        state.count("posts");
        let fault = state.next_fault();
        let answer = is_taken(fault).then(|| state.take(id, payload));
        (fault, state.waits_ms(), answer)
    };
    tokio::time::sleep(Duration::from_millis(delay_ms)).await;
    if let Some(fault) = fault {
        return failed(fault, stall_ms, &cut).await;
    }
    match answer.flatten() {
        Some(answer) => Json(answer).into_response(),
        None => problem(StatusCode::CONFLICT, "this key came with other bytes"),
    }
}

pub async fn show(
    State(funder): State<Funder>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Response {
    if !is_signed(&funder, &headers, id.as_bytes()) {
        funder.state().count("unsigned");
        return problem(StatusCode::UNAUTHORIZED, "the signature is not right");
    }
    let (fault, (stall_ms, _), answer) = {
        let mut state = funder.state();
        state.count("questions");
        let fault = state.next_fault();
        (fault, state.waits_ms(), state.find(&id).map(|one| one.answer.clone()))
    };
    if let Some(fault) = fault {
        return failed(fault, stall_ms, &cut).await;
    }
    match answer {
        Some(answer) => Json(answer).into_response(),
        None => problem(StatusCode::NOT_FOUND, "never had it"),
    }
}

fn is_taken(fault: Option<Fault>) -> bool {
    match fault {
        None | Some(Fault::ErrorTaken | Fault::StallTaken) => true,
        Some(Fault::ResetTaken | Fault::MalformedTaken) => true,
        Some(Fault::Closed | Fault::Error | Fault::Reset | Fault::Stranger) => false,
    }
}

async fn failed(fault: Fault, stall_ms: u64, cut: &Cut) -> Response {
    match fault {
        Fault::Closed => {
            let wait = [(header::RETRY_AFTER, "1")];
            (wait, problem(StatusCode::SERVICE_UNAVAILABLE, "closed")).into_response()
        }
        Fault::Error | Fault::ErrorTaken => {
            problem(StatusCode::INTERNAL_SERVER_ERROR, "something broke")
        }
        Fault::StallTaken => {
            tokio::time::sleep(Duration::from_millis(stall_ms)).await;
            problem(StatusCode::GATEWAY_TIMEOUT, "that took too long")
        }
        Fault::Reset | Fault::ResetTaken => {
            cut.now();
            problem(StatusCode::BAD_GATEWAY, "never seen: the connection is gone")
        }
        Fault::MalformedTaken => {
            let json = [(header::CONTENT_TYPE, "application/json")];
            (json, "{\"state\": \"confir").into_response()
        }
        Fault::Stranger => problem(StatusCode::UNAUTHORIZED, "we do not know you"),
    }
}

pub async fn decide(
    State(funder): State<Funder>,
    Path(id): Path<String>,
    Json(answer): Json<Answer>,
) -> StatusCode {
    match funder.state().decide(&id, answer) {
        true => StatusCode::NO_CONTENT,
        false => StatusCode::NOT_FOUND,
    }
}

pub async fn taken(State(funder): State<Funder>) -> Response {
    let state = funder.state();
    let items: Vec<&Taken> = state.all().collect();
    Json(json!({"items": items, "calls": state.calls()})).into_response()
}

pub async fn behave(State(funder): State<Funder>, Json(behaviour): Json<Behaviour>) -> StatusCode {
    funder.state().behave(behaviour);
    StatusCode::NO_CONTENT
}

fn problem(status: StatusCode, detail: &str) -> Response {
    (status, Json(json!({"status": status.as_u16(), "detail": detail}))).into_response()
}
