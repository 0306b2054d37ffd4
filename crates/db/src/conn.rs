//! One connection of either engine, and the few ways to put SQL to it.

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, Postgres};
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnection};
use sqlx::{Arguments, AssertSqlSafe, PgConnection, SqlSafeStr, SqlStr, Transaction};

use crate::line::Unit;
use crate::row::{self, Row};
use crate::{Bind, DbError, Engine};

/// One connection. Reached through a [`Reader`](crate::Reader) or a
/// [`Writer`](crate::Writer), which decide what it may do.
pub struct Conn {
    pub(crate) inner: Inner,
    /// Why this unit of work can no longer be committed. PostgreSQL refuses
    /// everything after a failed statement and turns COMMIT into a silent
    /// ROLLBACK; SQLite may have undone the whole transaction and would run the
    /// next statement outside of one. So after a failure nothing more is asked.
    failed: Option<DbError>,
}

pub(crate) enum Inner {
    SqliteReader(PoolConnection<Sqlite>),
    SqliteWriter(Unit),
    PostgresReader(PoolConnection<Postgres>),
    PostgresWriter(Transaction<'static, Postgres>),
}

enum Wire<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Conn {
    pub(crate) fn new(inner: Inner) -> Conn {
        Conn { inner, failed: None }
    }

    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::SqliteReader(_) | Inner::SqliteWriter(_) => Engine::Sqlite,
            Inner::PostgresReader(_) | Inner::PostgresWriter(_) => Engine::Postgres,
        }
    }

    /// All rows of an answer. Bound what you ask for with a `LIMIT`.
    pub async fn all(&mut self, sql: &'static str, binds: Vec<Bind>) -> Result<Vec<Row>, DbError> {
        self.fetch(sql.into_sql_str(), binds, Rows::All).await
    }

    /// The first row of an answer, if there is one.
    pub async fn one(
        &mut self,
        sql: &'static str,
        binds: Vec<Bind>,
    ) -> Result<Option<Row>, DbError> {
        Ok(self.fetch(sql.into_sql_str(), binds, Rows::First).await?.pop())
    }

    /// Runs a statement and says how many rows it touched.
    pub async fn run(&mut self, sql: &'static str, binds: Vec<Bind>) -> Result<u64, DbError> {
        self.execute(sql.into_sql_str(), binds).await
    }

    /// As [`Conn::all`], for a text that was put together: filters, `IN` lists.
    ///
    /// **Only our own words go into the text; every value goes into `binds`.**
    /// Nothing checks this but the reviewer.
    pub async fn all_assembled(
        &mut self,
        sql: String,
        binds: Vec<Bind>,
    ) -> Result<Vec<Row>, DbError> {
        self.fetch(AssertSqlSafe(sql).into_sql_str(), binds, Rows::All).await
    }

    /// As [`Conn::run`], for a text that was put together. The same warning.
    pub async fn run_assembled(&mut self, sql: String, binds: Vec<Bind>) -> Result<u64, DbError> {
        self.execute(AssertSqlSafe(sql).into_sql_str(), binds).await
    }

    /// Holds the row of a parent until this unit of work ends, so that two
    /// decisions over its children come one after the other.
    ///
    /// Nothing to do on SQLite: a writer there is alone already.
    pub async fn lock_row(
        &mut self,
        table: &'static str,
        agency: &str,
        id: &str,
    ) -> Result<(), DbError> {
        if self.engine() == Engine::Postgres {
            let sql = format!("SELECT id FROM {table} WHERE agency_id = $1 AND id = $2 FOR UPDATE");
            self.all_assembled(sql, crate::binds![agency, id]).await?;
        }
        Ok(())
    }

    /// Runs several statements at once, without values. For migrations.
    pub(crate) async fn run_script(&mut self, sql: &'static str) -> Result<(), DbError> {
        let ran = match self.wire()? {
            Wire::Sqlite(wire) => sqlx::raw_sql(sql).execute(wire).await.map(drop),
            Wire::Postgres(wire) => sqlx::raw_sql(sql).execute(wire).await.map(drop),
        };
        self.seen(ran.map_err(DbError::from))
    }

    /// Why this unit of work may not be committed, if it may not.
    pub(crate) fn failure(&self) -> Option<&DbError> {
        self.failed.as_ref()
    }

    async fn fetch(
        &mut self,
        sql: SqlStr,
        binds: Vec<Bind>,
        rows: Rows,
    ) -> Result<Vec<Row>, DbError> {
        debug_assert_placeholders(sql.as_str(), &binds);
        #[cfg(feature = "testing")]
        crate::testing::count_statement();
        let fetched = match self.wire()? {
            Wire::Sqlite(wire) => {
                let query = sqlx::query_with(sql, sqlite_arguments(binds)?);
                match rows {
                    Rows::All => query.fetch_all(wire).await,
                    Rows::First => query.fetch_optional(wire).await.map(Vec::from_iter),
                }
                .map_err(DbError::from)
                .and_then(|rows| row::from_sqlite(&rows))
            }
            Wire::Postgres(wire) => {
                let query = sqlx::query_with(sql, postgres_arguments(binds)?);
                match rows {
                    Rows::All => query.fetch_all(wire).await,
                    Rows::First => query.fetch_optional(wire).await.map(Vec::from_iter),
                }
                .map_err(DbError::from)
                .and_then(|rows| row::from_postgres(&rows))
            }
        };
        self.seen(fetched)
    }

    async fn execute(&mut self, sql: SqlStr, binds: Vec<Bind>) -> Result<u64, DbError> {
        debug_assert_placeholders(sql.as_str(), &binds);
        #[cfg(feature = "testing")]
        crate::testing::count_statement();
        let ran = match self.wire()? {
            Wire::Sqlite(wire) => sqlx::query_with(sql, sqlite_arguments(binds)?)
                .execute(wire)
                .await
                .map(|done| done.rows_affected()),
            Wire::Postgres(wire) => sqlx::query_with(sql, postgres_arguments(binds)?)
                .execute(wire)
                .await
                .map(|done| done.rows_affected()),
        };
        self.seen(ran.map_err(DbError::from))
    }

    /// The connection, unless this unit has failed. Until [`Conn::seen`] takes
    /// it back, the unit counts as failed: so a statement whose future is
    /// dropped half-way, its fate unknown, cannot be committed over.
    fn wire(&mut self) -> Result<Wire<'_>, DbError> {
        if let Some(failed) = &self.failed {
            return Err(failed.clone());
        }
        let cut_off = || Some(DbError::busy("a statement of this unit was cut off"));
        Ok(match &mut self.inner {
            Inner::SqliteReader(reader) => Wire::Sqlite(reader),
            Inner::PostgresReader(reader) => Wire::Postgres(reader),
            Inner::SqliteWriter(unit) => {
                let wire = unit.wire()?;
                self.failed = cut_off();
                Wire::Sqlite(wire)
            }
            Inner::PostgresWriter(transaction) => {
                self.failed = cut_off();
                Wire::Postgres(transaction)
            }
        })
    }

    fn seen<T>(&mut self, result: Result<T, DbError>) -> Result<T, DbError> {
        if let Inner::SqliteWriter(_) | Inner::PostgresWriter(_) = self.inner {
            self.failed = result.as_ref().err().cloned();
        }
        if let (Inner::SqliteWriter(unit), Some(failed)) = (&mut self.inner, &self.failed) {
            unit.failed_with(failed);
        }
        result
    }
}

#[derive(Clone, Copy)]
enum Rows {
    All,
    First,
}

fn sqlite_arguments(binds: Vec<Bind>) -> Result<SqliteArguments, DbError> {
    let mut arguments = SqliteArguments::default();
    for bind in binds {
        match bind {
            Bind::Text(text) => arguments.add(text),
            Bind::Int(number) => arguments.add(number),
            Bind::Bytes(bytes) => arguments.add(bytes),
        }
        .map_err(|error| DbError::other(error.to_string()))?;
    }
    Ok(arguments)
}

fn postgres_arguments(binds: Vec<Bind>) -> Result<PgArguments, DbError> {
    let mut arguments = PgArguments::default();
    for bind in binds {
        match bind {
            Bind::Text(text) => arguments.add(text),
            Bind::Int(number) => arguments.add(number),
            Bind::Bytes(bytes) => arguments.add(bytes),
        }
        .map_err(|error| DbError::other(error.to_string()))?;
    }
    Ok(arguments)
}

/// SQLite takes a missing value for NULL and drops one too many without a word;
/// caught here, on every run of every test.
fn debug_assert_placeholders(sql: &str, binds: &[Bind]) {
    debug_assert_eq!(highest_placeholder(sql), binds.len(), "placeholders and values in: {sql}");
}

fn highest_placeholder(sql: &str) -> usize {
    let numbers = sql.split('$').skip(1).map(|rest| {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        rest[..digits].parse().unwrap_or(0)
    });
    numbers.max().unwrap_or(0)
}
