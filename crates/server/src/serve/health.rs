//! `GET /health`: whether the program lives, and whether it can do its work.

use super::store;
use crate::app::App;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use db::DbError;
use serde::Serialize;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// A probe writes to the disk, so its answer is good for this long.
const GOOD_FOR: Duration = Duration::from_secs(1);

/// The remembered value that a probe writes.
const PROBE_KEY: &str = "health.probed_at";

/// The state of the installation.
#[derive(Debug, Clone, Serialize)]
pub struct Health {
    /// Always true: it answered.
    pub live: bool,
    /// Reading and writing work, and the schema is this program's.
    pub ready: bool,
    /// `ok`, or one of: `read-only`, `full`, `busy`, `damaged`, `newer schema`, `fault`.
    pub database: &'static str,
    pub can_read: bool,
    pub can_write: bool,
    /// How long the longest waiting job is due, in seconds.
    pub oldest_due_s: Option<i64>,
    /// What an operator should know, in a sentence.
    pub problem: Option<&'static str>,
    pub version: &'static str,
}

/// The last answer, and when it was given.
#[derive(Debug, Default)]
pub struct Lately(Mutex<Option<(Instant, Health)>>);

/// Answers 200 when ready, else 503.
pub async fn show(State(app): State<App>) -> Response {
    let health = look_lately(&app).await;
    let status = if health.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let text = serde_json::to_string(&health).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json")], text).into_response()
}

async fn look_lately(app: &App) -> Health {
    let now = Instant::now();
    let kept = app.probed.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some((at, health)) = kept
        && health.ready
        && now.duration_since(at) < GOOD_FOR
    {
        return health;
    }
    let health = look(app).await;
    let mut last = app.probed.0.lock().unwrap_or_else(PoisonError::into_inner);
    *last = Some((now, health.clone()));
    health
}

/// Reads, writes a probe and commits it.
pub async fn look(app: &App) -> Health {
    let mut health = Health {
        live: true,
        ready: false,
        database: "ok",
        can_read: false,
        can_write: false,
        oldest_due_s: None,
        problem: None,
        version: env!("CARGO_PKG_VERSION"),
    };
    match read(app).await {
        Ok((oldest_due_s, is_newer)) => {
            health.can_read = true;
            health.oldest_due_s = oldest_due_s;
            if is_newer {
                health.database = "newer schema";
                health.problem = Some("A newer version changed the database; run that one.");
                return health;
            }
        }
        Err(error) => return health.of(&error),
    }
    match write(app).await {
        Ok(()) => {
            health.can_write = true;
            health.ready = true;
            health
        }
        Err(error) => health.of(&error),
    }
}

impl Health {
    fn of(mut self, error: &DbError) -> Self {
        let (word, sentence) = match error {
            DbError::ReadOnly(_) => ("read-only", "The database can be read but not written."),
            DbError::Full(_) => ("full", "The disk is full or does not take what is written."),
            DbError::Busy(_) => ("busy", "The database does not answer in time."),
            DbError::Corrupt(_) => ("damaged", "The database is damaged; restore a backup."),
            DbError::Unique(_)
            | DbError::ForeignKey(_)
            | DbError::Check(_)
            | DbError::Refused(_)
            | DbError::Other(_) => ("fault", "The database answers with a fault; see the log."),
        };
        self.database = word;
        self.problem = Some(sentence);
        self
    }
}

async fn read(app: &App) -> Result<(Option<i64>, bool), DbError> {
    let mut reader = app.db.reader().await?;
    let steps = store::schema_steps(&mut reader).await?;
    let is_known = |name: &String| crate::migrations::ALL.iter().any(|step| step.name == *name);
    let is_newer = !steps.iter().all(is_known);
    let due_at_ms = queue::oldest_due(&mut reader).await?;
    let now_ms = app.clock.now().as_millisecond();
    Ok((due_at_ms.map(|due_at_ms| ((now_ms - due_at_ms) / 1_000).max(0)), is_newer))
}

async fn write(app: &App) -> Result<(), DbError> {
    let mut writer = app.db.writer().await?;
    let now = app.clock.real_now().as_millisecond().to_string();
    store::record(&mut writer, PROBE_KEY, &now).await?;
    writer.commit().await
}
