//! The calls of the gateway.

use std::time::{Duration, SystemTime};

use axum::Json;
use axum::extract::{ConnectInfo, FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::Gateway;
use super::behaviour::{Behaviour, Fault};
use super::line::Cut;
use super::reply::Reply;
use super::store::{Ask, Message, Verdict};

/// Proof that the caller knew the token.
pub struct Caller;

impl FromRequestParts<Gateway> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, gateway: &Gateway) -> Result<Caller, Response> {
        let said = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        if said.and_then(|said| said.strip_prefix("Bearer ")) == Some(&*gateway.token) {
            return Ok(Caller);
        }
        gateway.state().count("without_token");
        Err(problem(StatusCode::UNAUTHORIZED, "no such token"))
    }
}

pub async fn take(
    _: Caller,
    State(gateway): State<Gateway>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    headers: HeaderMap,
    Json(ask): Json<Ask>,
) -> Response {
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok());
    let (verdict, behaviour) = {
        let mut state = gateway.state();
        let verdict = state.take(ask, key.map(str::to_owned), now_ms());
        (verdict, state.behaviour().clone())
    };
    tokio::time::sleep(Duration::from_millis(behaviour.delay_ms)).await;
    match verdict {
        Verdict::Accepted(message) | Verdict::Repeated(message) => accepted(&message),
        Verdict::KeyReused => {
            problem(StatusCode::UNPROCESSABLE_ENTITY, "this key came with another message")
        }
        Verdict::Wait { retry_after_s } => {
            let wait = [(header::RETRY_AFTER, retry_after_s.to_string())];
            (wait, problem(StatusCode::TOO_MANY_REQUESTS, "slow down")).into_response()
        }
        Verdict::Failed(fault, message) => failed(fault, message, &behaviour, &cut).await,
    }
}

async fn failed(
    fault: Fault,
    message: Option<Message>,
    behaviour: &Behaviour,
    cut: &Cut,
) -> Response {
    match fault {
        Fault::TooMany => problem(StatusCode::TOO_MANY_REQUESTS, "slow down"),
        Fault::Refused => problem(StatusCode::BAD_REQUEST, "not a number we can reach"),
        Fault::Error => problem(StatusCode::INTERNAL_SERVER_ERROR, "something broke"),
        Fault::Unavailable => problem(StatusCode::SERVICE_UNAVAILABLE, "try again later"),
        Fault::Stall | Fault::StallTaken => {
            tokio::time::sleep(Duration::from_millis(behaviour.stall_ms)).await;
            problem(StatusCode::GATEWAY_TIMEOUT, "that took too long")
        }
        Fault::Reset | Fault::ResetTaken => {
            cut.now();
            problem(StatusCode::BAD_GATEWAY, "never seen: the connection is gone")
        }
        Fault::MalformedTaken => {
            let id = message.map(|message| message.id).unwrap_or_default();
            let half = format!("{{\"id\": \"{id}");
            let json = [(header::CONTENT_TYPE, "application/json")];
            (StatusCode::ACCEPTED, json, half).into_response()
        }
        Fault::ErrorIn200 => {
            let inside = json!({"error": {"code": 30_007, "message": "carrier refused"}});
            (StatusCode::OK, Json(inside)).into_response()
        }
    }
}

/// Brings a text to Cairn, and says what Cairn answered.
pub async fn reply(
    _: Caller,
    State(gateway): State<Gateway>,
    Json(reply): Json<Reply>,
) -> Response {
    let Some(inbound) = &gateway.inbound else {
        return problem(StatusCode::CONFLICT, "start the gateway with --inbound");
    };
    match inbound.bring(&reply, now_ms() / 1_000).await {
        Ok((status, answer)) => Json(json!({"status": status, "answer": answer})).into_response(),
        Err(error) => problem(StatusCode::BAD_GATEWAY, &error.to_string()),
    }
}

pub async fn list(_: Caller, State(gateway): State<Gateway>) -> Response {
    let state = gateway.state();
    let items: Vec<&Message> = state.messages().collect();
    Json(json!({"items": items})).into_response()
}

pub async fn show(
    _: Caller,
    State(gateway): State<Gateway>,
    Path(id): Path<String>,
) -> Result<Json<Message>, Response> {
    let found = gateway.state().find(&id).cloned();
    found.map(Json).ok_or_else(|| problem(StatusCode::NOT_FOUND, "no such message"))
}

pub async fn forget(_: Caller, State(gateway): State<Gateway>) -> StatusCode {
    gateway.state().forget();
    StatusCode::NO_CONTENT
}

pub async fn behave(
    _: Caller,
    State(gateway): State<Gateway>,
    Json(behaviour): Json<Behaviour>,
) -> Json<Behaviour> {
    gateway.state().behave(behaviour.clone());
    Json(behaviour)
}

pub async fn behaviour(_: Caller, State(gateway): State<Gateway>) -> Json<Behaviour> {
    Json(gateway.state().behaviour().clone())
}

pub async fn calls(_: Caller, State(gateway): State<Gateway>) -> Response {
    Json(gateway.state().calls()).into_response()
}

fn accepted(message: &Message) -> Response {
    (StatusCode::ACCEPTED, Json(json!({"id": message.id}))).into_response()
}

fn problem(status: StatusCode, detail: &str) -> Response {
    (status, Json(json!({"status": status.as_u16(), "detail": detail}))).into_response()
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
