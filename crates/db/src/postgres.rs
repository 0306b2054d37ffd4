//! How PostgreSQL is reached: one pool for reading, one for writing.
//!
//! Two pools, since a request may hold a reader while it asks for a writer:
//! from one pool, as many such requests as it has connections would wait for
//! each other.

use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::{PoolConnectionMetadata, PoolOptions};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool};
use sqlx::{ConnectOptions, Connection, Transaction};
use tracing::log::LevelFilter;

use crate::error::Cause;
use crate::{DbError, Settings};

/// A connection that lay idle longer is asked whether it is still there; a
/// busier one is trusted, which saves a round trip.
const IDLE_TRUSTED: Duration = Duration::from_secs(5);
/// Connections are renewed, so that the server's memory for them is, too.
const LIFETIME_MAX: Duration = Duration::from_secs(30 * 60);
/// How often a unit begins on another connection when the first has gone.
const BEGIN_TRIES_MAX: u32 = 3;
/// Prepared statements kept on each connection.
const STATEMENTS_KEPT: usize = 250;

pub(crate) struct Postgres {
    pub readers: PgPool,
    pub writers: PgPool,
}

pub(crate) async fn open(settings: &Settings) -> Result<Postgres, DbError> {
    let options = PgConnectOptions::from_str(&settings.url)
        // The error would repeat the address, and the password in it.
        .map_err(|_| DbError::Refused("The PostgreSQL address cannot be read.".to_owned()))?
        .application_name("cairn")
        .statement_cache_capacity(STATEMENTS_KEPT)
        .options([
            ("statement_timeout", settings.statement_ms_max.to_string()),
            ("lock_timeout", settings.lock_ms_max.to_string()),
            ("idle_in_transaction_session_timeout", settings.idle_in_unit_ms_max.to_string()),
        ])
        .log_statements(LevelFilter::Off)
        .log_slow_statements(LevelFilter::Warn, Duration::from_secs(1));
    // As on SQLite, a reader cannot write.
    let reading = options.clone().options([("default_transaction_read_only", "on")]);
    let opened = Postgres {
        readers: pool(reading, settings.readers_max, settings),
        writers: pool(options, settings.writers_max, settings),
    };
    drop(opened.readers.acquire().await.map_err(unreachable)?);
    Ok(opened)
}

fn unreachable(error: sqlx::Error) -> DbError {
    match DbError::from(error) {
        DbError::Other(cause) => DbError::Busy(cause),
        known => known,
    }
}

fn pool(options: PgConnectOptions, connections_max: u32, settings: &Settings) -> PgPool {
    PoolOptions::new()
        .max_connections(connections_max)
        .acquire_timeout(Duration::from_millis(settings.wait_ms_max))
        .max_lifetime(LIFETIME_MAX)
        .test_before_acquire(false)
        .before_acquire(|connection, seen| Box::pin(is_still_there(connection, seen)))
        .connect_lazy_with(options)
}

async fn is_still_there(
    connection: &mut PgConnection,
    seen: PoolConnectionMetadata,
) -> Result<bool, sqlx::Error> {
    Ok(seen.idle_for < IDLE_TRUSTED || connection.ping().await.is_ok())
}

/// Begins a unit of work. Connections that died in the pool show here, before
/// anything was done, so another one is tried.
pub(crate) async fn begin(
    writers: &PgPool,
) -> Result<Transaction<'static, sqlx::Postgres>, DbError> {
    let mut last = DbError::Busy(Cause::text("no connection to begin on"));
    for _ in 0..BEGIN_TRIES_MAX {
        match writers.begin().await {
            Ok(transaction) => return Ok(transaction),
            Err(error @ sqlx::Error::PoolTimedOut) => return Err(error.into()),
            Err(error) => last = error.into(),
        }
        if !last.is_retryable() {
            break;
        }
    }
    Err(last)
}
