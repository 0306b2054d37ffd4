//! What can go wrong, sorted by what a caller can do about it.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use sqlx::postgres::PgDatabaseError;

/// A database error, told by kind. Cloneable, since one failed commit is the
/// answer to every unit of its batch.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DbError {
    /// What may be there once is there already.
    #[error("it is there already")]
    Unique(#[source] Cause),
    /// It names something that is not there, or something still names it.
    #[error("it refers to something that is not there, or is still referred to")]
    ForeignKey(#[source] Cause),
    /// A value that the schema refuses: a check, or a missing value.
    #[error("the database refuses this value")]
    Check(#[source] Cause),
    /// The database can be read but not written.
    #[error("the database is read-only")]
    ReadOnly(#[source] Cause),
    /// The disk is full, or a write or sync failed.
    #[error("the database cannot write to its disk")]
    Full(#[source] Cause),
    /// Locked, timed out, or the connection went away: later may be better.
    ///
    /// From [`Writer::commit`](crate::Writer::commit) on PostgreSQL a lost
    /// connection leaves the outcome unknown; a unique key must make repeating
    /// it harmless.
    #[error("the database is busy or cannot be reached")]
    Busy(#[source] Cause),
    /// The file is damaged or is no database.
    #[error("the database is damaged")]
    Corrupt(#[source] Cause),
    /// Refused by this crate, in a sentence for the operator.
    #[error("{0}")]
    Refused(String),
    /// A mistake of ours: SQL that does not parse, a column that is not there.
    #[error("the database did not understand")]
    Other(#[source] Cause),
}

impl DbError {
    /// Whether the same unit of work, done again from its start, may succeed.
    pub fn is_retryable(&self) -> bool {
        matches!(self, DbError::Busy(_))
    }

    pub(crate) fn busy(text: impl Into<String>) -> DbError {
        DbError::Busy(Cause::text(text))
    }

    pub(crate) fn other(text: impl Into<String>) -> DbError {
        DbError::Other(Cause::text(text))
    }
}

/// The engine's own error beneath a [`DbError`].
#[derive(Clone)]
pub struct Cause(Arc<dyn Error + Send + Sync>);

impl Cause {
    pub(crate) fn new(error: impl Error + Send + Sync + 'static) -> Cause {
        Cause(Arc::new(error))
    }

    pub(crate) fn text(text: impl Into<String>) -> Cause {
        Cause(Arc::from(Box::<dyn Error + Send + Sync>::from(text.into())))
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// As `Display`: the `Debug` of a PostgreSQL error holds the row's values
/// ("Key (email)=(…) already exists"), and those must not reach a log.
impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Error for Cause {}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> DbError {
        let kind = match &error {
            sqlx::Error::Database(told) => match told.try_downcast_ref::<PgDatabaseError>() {
                Some(postgres) => of_sqlstate(postgres.code()),
                None => of_sqlite(told.code().as_deref(), told.message()),
            },
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::WorkerCrashed => DbError::Busy,
            _ => DbError::Other,
        };
        kind(Cause::new(error))
    }
}

type Kind = fn(Cause) -> DbError;

/// SQLite's extended result codes (sqlite.org/rescode.html).
fn of_sqlite(code: Option<&str>, message: &str) -> Kind {
    let code: i32 = code.and_then(|digits| digits.parse().ok()).unwrap_or(1);
    match code {
        // UNIQUE, PRIMARYKEY, ROWID
        2067 | 1555 | 2579 => DbError::Unique,
        787 => DbError::ForeignKey,
        // ON DELETE RESTRICT is reported as a trigger; only the text tells.
        1811 if message.contains("FOREIGN KEY") => DbError::ForeignKey,
        // IOERR_WRITE, _FSYNC, _DIR_FSYNC, _TRUNCATE, _SHMOPEN, _SHMSIZE, _SHMMAP
        778 | 1034 | 1290 | 1546 | 4618 | 4874 | 5386 => DbError::Full,
        _ => match code & 0xff {
            19 => DbError::Check,
            8 => DbError::ReadOnly,
            13 => DbError::Full,
            // BUSY, LOCKED, NOMEM, INTERRUPT, PROTOCOL
            5 | 6 | 7 | 9 | 15 => DbError::Busy,
            // CORRUPT, NOTADB
            11 | 26 => DbError::Corrupt,
            _ => DbError::Other,
        },
    }
}

/// PostgreSQL's SQLSTATE (its manual, appendix A).
fn of_sqlstate(state: &str) -> Kind {
    match state {
        "23505" => DbError::Unique,
        "23503" | "23001" => DbError::ForeignKey,
        // not null, check, exclusion; raised by a trigger
        "23502" | "23514" | "23P01" | "P0001" => DbError::Check,
        "25006" => DbError::ReadOnly,
        // disk full, I/O error
        "53100" | "58030" => DbError::Full,
        "XX001" | "XX002" => DbError::Corrupt,
        // lock not available, cancelled (statement or lock timeout), idle in transaction
        "55P03" | "57014" | "25P03" => DbError::Busy,
        // rollback (serialization, deadlock); resources; connection; shutting down
        _ if ["40", "53", "08", "57P"].iter().any(|class| state.starts_with(class)) => {
            DbError::Busy
        }
        _ => DbError::Other,
    }
}
