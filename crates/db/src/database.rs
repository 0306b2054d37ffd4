//! The database, and the two ways to hold a connection of it.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::conn::{Conn, Inner};
use crate::migrations;
use crate::postgres::{self, Postgres};
use crate::sqlite::{self, Sqlite};
use crate::{DbError, Dialect, Migration};

/// How long closing waits for connections that somebody still holds.
const CLOSE_WAIT_MAX: Duration = Duration::from_secs(5);

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Where the database is, and the limits on its use.
#[derive(Clone)]
pub struct Settings {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Reading connections.
    pub readers_max: u32,
    /// Writing connections on PostgreSQL; SQLite has one.
    pub writers_max: u32,
    /// Waiting for a connection, or for one's turn to write; then `Busy`.
    pub wait_ms_max: u64,
    /// PostgreSQL: one statement; then `Busy`.
    pub statement_ms_max: u64,
    /// PostgreSQL: waiting for a lock; then `Busy`.
    pub lock_ms_max: u64,
    /// PostgreSQL: silence within a unit of work; then its connection is cut.
    pub idle_in_unit_ms_max: u64,
    /// SQLite: units that one COMMIT answers.
    pub batch_units_max: usize,
    /// SQLite: how long the first unit of a batch waits for company.
    pub batch_ms_max: u64,
}

impl Settings {
    pub fn new(url: impl Into<String>) -> Settings {
        Settings {
            url: url.into(),
            readers_max: 8,
            writers_max: 8,
            wait_ms_max: 5_000,
            statement_ms_max: 15_000,
            lock_ms_max: 5_000,
            idle_in_unit_ms_max: 15_000,
            batch_units_max: 200,
            batch_ms_max: 20,
        }
    }

    fn place(&self) -> Result<Place, DbError> {
        if self.url.starts_with("postgres://") || self.url.starts_with("postgresql://") {
            return Ok(Place::Postgres);
        }
        let Some(path) = self.url.strip_prefix("sqlite:") else {
            return Err(DbError::Refused(
                "The database address must begin with sqlite: or postgres://".to_owned(),
            ));
        };
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() || path.starts_with(":memory:") {
            return Err(DbError::Refused("The SQLite database must be a file.".to_owned()));
        }
        Ok(Place::Sqlite(PathBuf::from(path)))
    }
}

enum Place {
    Sqlite(PathBuf),
    Postgres,
}

/// An open database. Cheap to clone; all clones are the same one.
#[derive(Clone)]
pub struct Database {
    either: Arc<Either>,
}

enum Either {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Database {
    /// Opens the database; a missing SQLite file is made.
    ///
    /// A SQLite file that cannot be written opens all the same: readers work,
    /// and [`Database::writer`] gives `ReadOnly` until the file is writable.
    pub async fn open(settings: &Settings) -> Result<Database, DbError> {
        let either = match settings.place()? {
            Place::Sqlite(path) => Either::Sqlite(sqlite::open(&path, settings).await?),
            Place::Postgres => Either::Postgres(postgres::open(settings).await?),
        };
        Ok(Database { either: Arc::new(either) })
    }

    pub fn engine(&self) -> Engine {
        match &*self.either {
            Either::Sqlite(_) => Engine::Sqlite,
            Either::Postgres(_) => Engine::Postgres,
        }
    }

    /// Applies what is missing, each migration in a transaction of its own, and
    /// gives the names applied now.
    ///
    /// # Errors
    ///
    /// Refuses, before it changes anything, a database that has a migration
    /// which is not in the list (a newer version was here), and one whose
    /// applied text differs.
    pub async fn migrate(&self, migrations: &[Migration]) -> Result<Vec<&'static str>, DbError> {
        migrations::migrate(self, migrations).await
    }

    /// A connection for reading, held until it is dropped. It cannot write.
    pub async fn reader(&self) -> Result<Reader, DbError> {
        let inner = match &*self.either {
            Either::Sqlite(sqlite) => Inner::SqliteReader(sqlite.readers.acquire().await?),
            Either::Postgres(postgres) => Inner::PostgresReader(postgres.readers.acquire().await?),
        };
        Ok(Reader { conn: Conn::new(inner) })
    }

    /// Begins a unit of work. On SQLite all other writers wait until it ends, so
    /// await nothing but the database while it is open.
    pub async fn writer(&self) -> Result<Writer, DbError> {
        let inner = match &*self.either {
            Either::Sqlite(sqlite) => Inner::SqliteWriter(sqlite.line.unit().await?),
            Either::Postgres(postgres) => {
                Inner::PostgresWriter(postgres::begin(&postgres.writers).await?)
            }
        };
        Ok(Writer { conn: Conn::new(inner) })
    }

    /// Looks for damage. Each problem is a sentence; none is an empty list.
    pub async fn check(&self) -> Result<Vec<String>, DbError> {
        let mut reader = self.reader().await?;
        if self.engine() == Engine::Postgres {
            reader.one("SELECT 1 AS answer", Vec::new()).await?;
            return Ok(Vec::new());
        }
        let mut problems = Vec::new();
        for row in reader.all("PRAGMA integrity_check(100)", Vec::new()).await? {
            let told: String = row.get("integrity_check")?;
            if told != "ok" {
                problems.push(format!("The file is damaged: {told}."));
            }
        }
        for row in reader.all("PRAGMA foreign_key_check", Vec::new()).await? {
            let (table, parent): (String, String) = (row.get("table")?, row.get("parent")?);
            problems.push(format!("A row of {table} refers to a row of {parent} that is gone."));
        }
        Ok(problems)
    }

    /// Writes a copy of the database, as of one moment, into a new file. Writing
    /// goes on meanwhile. The file is on the disk when this returns.
    ///
    /// # Errors
    ///
    /// Refuses a file that is there already, and PostgreSQL, which has a better
    /// program for it.
    pub async fn backup_into(&self, path: &Path) -> Result<(), DbError> {
        let Either::Sqlite(sqlite) = &*self.either else {
            return Err(DbError::Refused(
                "A PostgreSQL database is copied with pg_dump, not from here.".to_owned(),
            ));
        };
        if path.exists() {
            let refused = format!("{} is there already; it is not overwritten.", path.display());
            return Err(DbError::Refused(refused));
        }
        let Some(target) = path.to_str() else {
            return Err(DbError::Refused("The file's name must be plain text.".to_owned()));
        };
        tracing::info!(from = %sqlite.path.display(), "copying the database");
        self.reader().await?.run("VACUUM INTO $1", crate::binds![target]).await?;
        let copy = tokio::fs::File::open(path).await;
        let synced = match copy {
            Ok(copy) => copy.sync_all().await,
            Err(error) => Err(error),
        };
        synced.map_err(|error| DbError::Full(crate::Cause::new(error)))
    }

    /// Commits what is pending and closes every connection, for all clones.
    /// Waits some seconds for those that are still held, then leaves them be.
    pub async fn close(self) {
        match &*self.either {
            Either::Sqlite(sqlite) => {
                close_in_time("readers", sqlite.readers.close()).await;
                // Last, so that SQLite folds its log back into the file.
                close_in_time("the writer", sqlite.line.close()).await;
            }
            Either::Postgres(postgres) => {
                close_in_time("readers", postgres.readers.close()).await;
                close_in_time("writers", postgres.writers.close()).await;
            }
        }
    }
}

async fn close_in_time(what: &str, closing: impl Future<Output = ()>) {
    if tokio::time::timeout(CLOSE_WAIT_MAX, closing).await.is_err() {
        tracing::warn!("closed the database while {what} were still held");
    }
}

/// One connection for reading.
pub struct Reader {
    conn: Conn,
}

/// Everything as it stood at one moment, however long the reading takes.
const STAND_STILL: Dialect =
    Dialect { sqlite: "BEGIN", postgres: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };

impl Reader {
    /// Until [`Reader::go_on`], what is read is as it stood at the first statement. Others go on
    /// writing meanwhile, so this is for few and long readings, and never to be left open.
    pub async fn stand_still(&mut self) -> Result<(), DbError> {
        let engine = self.conn.engine();
        self.conn.run_script(STAND_STILL.text(engine)).await
    }

    /// Sees again what is written.
    pub async fn go_on(&mut self) -> Result<(), DbError> {
        self.conn.run_script("COMMIT").await
    }
}

/// A unit of work: everything in it happens, or nothing. Dropping it undoes it.
///
/// After a statement has failed it takes no more of them and cannot be
/// committed; begin a new one.
pub struct Writer {
    conn: Conn,
}

impl Writer {
    /// Returns when the work is on the disk. If this future is dropped, the
    /// work may be done or not, but never half.
    pub async fn commit(self) -> Result<(), DbError> {
        if let Some(failed) = self.conn.failure() {
            return Err(failed.clone());
        }
        match self.conn.inner {
            Inner::SqliteWriter(unit) => unit.commit().await,
            Inner::PostgresWriter(transaction) => Ok(transaction.commit().await?),
            Inner::SqliteReader(_) | Inner::PostgresReader(_) => Ok(()),
        }
    }
}

impl Deref for Reader {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

impl Deref for Writer {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Writer {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}
