//! How a SQLite file is opened: once for writing, several times for reading.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::pool::PoolOptions;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};
use tracing::log::LevelFilter;

use crate::error::Cause;
use crate::line::Line;
use crate::{DbError, Settings};

/// How long a statement waits for *another process* that holds the file; our
/// own writers stand in line instead.
const OTHER_PROCESS_WAIT_MAX: Duration = Duration::from_secs(5);
/// The log is folded back into the file at this size: 4,000 pages are 16 MB.
const CHECKPOINT_PAGES: u32 = 4_000;
/// What is kept of a log that once grew large, in bytes.
const LOG_BYTES_KEPT: u32 = 64 * 1024 * 1024;
/// Page cache of the writing connection in KiB, as SQLite spells it.
const WRITER_CACHE_KIB: i32 = -8_000;
/// The same of each reading connection: there are several, what they read stands in the system's
/// own cache as well, and together they must stay small.
const READER_CACHE_KIB: i32 = -2_000;
/// Prepared statements kept on each connection.
const STATEMENTS_KEPT: usize = 250;

pub(crate) struct Sqlite {
    pub path: PathBuf,
    pub readers: SqlitePool,
    pub line: Arc<Line>,
}

pub(crate) async fn open(path: &Path, settings: &Settings) -> Result<Sqlite, DbError> {
    let first = match open_writing(path).await {
        Ok(connection) => Some(connection),
        Err(error @ (DbError::Corrupt(_) | DbError::Refused(_))) => return Err(error),
        // What can still be read is shown: see `open_readers`.
        Err(error) if path.exists() => {
            tracing::warn!(%error, "the database cannot be written; lists will still work");
            None
        }
        Err(error) => return Err(error),
    };
    let readers = open_readers(path, settings, first.is_some()).await?;
    let line = Line::new(path.to_owned(), first, settings);
    Ok(Sqlite { path: path.to_owned(), readers, line })
}

fn options(path: &Path, cache_kib: i32) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(OTHER_PROCESS_WAIT_MAX)
        .statement_cache_capacity(STATEMENTS_KEPT)
        .pragma("cache_size", cache_kib.to_string())
        // Sorting must not need the disk: lists work while it is full.
        .pragma("temp_store", "MEMORY")
        .log_statements(LevelFilter::Off)
        .log_slow_statements(LevelFilter::Warn, Duration::from_secs(1))
}

/// Opens the one writing connection, making the file if it is missing.
pub(crate) async fn open_writing(path: &Path) -> Result<SqliteConnection, DbError> {
    // SQLite falls back to read-only without a word. Ask the system first.
    let tried = OpenOptions::new().write(true).create(true).truncate(false).open(path);
    tried.map_err(|error| not_writable(path, error))?;
    let writing = options(path, WRITER_CACHE_KIB)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("wal_autocheckpoint", CHECKPOINT_PAGES.to_string())
        .pragma("journal_size_limit", LOG_BYTES_KEPT.to_string());
    Ok(writing.connect().await?)
}

fn not_writable(path: &Path, error: std::io::Error) -> DbError {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            DbError::ReadOnly(Cause::new(error))
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => DbError::Full(Cause::new(error)),
        ErrorKind::NotFound => DbError::Refused(format!(
            "The database {} cannot be made: its folder is not there.",
            path.display()
        )),
        _ => {
            DbError::Refused(format!("The database {} cannot be opened: {error}.", path.display()))
        }
    }
}

async fn open_readers(
    path: &Path,
    settings: &Settings,
    writable: bool,
) -> Result<SqlitePool, DbError> {
    // The file itself is opened read-only: no statement gets round it.
    let reading = options(path, READER_CACHE_KIB).read_only(true);
    let readers = pool(reading.clone(), settings);
    let error = match probe(&readers).await {
        Ok(()) => return Ok(readers),
        Err(error) => error,
    };
    if writable || log_holds_changes(path) {
        return Err(error);
    }
    // A read-only medium has no room for the shared index of the log. Nobody can
    // be writing there, so the file may be read as it stands.
    let readers = pool(reading.immutable(true), settings);
    probe(&readers).await?;
    Ok(readers)
}

fn pool(options: SqliteConnectOptions, settings: &Settings) -> SqlitePool {
    PoolOptions::new()
        .max_connections(settings.readers_max)
        .acquire_timeout(Duration::from_millis(settings.wait_ms_max))
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_lazy_with(options)
}

async fn probe(readers: &SqlitePool) -> Result<(), DbError> {
    let mut reader = readers.acquire().await?;
    sqlx::query("SELECT COUNT(*) FROM sqlite_master").execute(&mut *reader).await?;
    Ok(())
}

fn log_holds_changes(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

/// Closes a connection and waits until its locks are gone. Undoes an open
/// transaction.
pub(crate) async fn close(connection: SqliteConnection) {
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "closing the database connection");
    }
}
