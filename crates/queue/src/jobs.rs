//! The table: what may be asked of it without taking a job.

use db::{Conn, DbError, Migration, Row, binds};

/// Goes into the list of migrations before the first that enqueues.
pub const MIGRATION: Migration =
    Migration { name: "queue_0001_jobs", sql: include_str!("jobs.sql") };

/// Work to be done once it is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub agency: String,
    /// Which handler does it.
    pub kind: String,
    /// Unique within agency and kind: what makes asking twice harmless.
    pub key: String,
    /// Ids for the handler, which loads the rest when it runs.
    pub body: String,
    /// Unix milliseconds of the application's clock.
    pub due_at_ms: i64,
    /// How often it is begun, at most; then it is dead.
    pub tries_max: i64,
}

/// What became of asking for a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enqueued {
    Now,
    /// Asked for earlier, in whatever state it is by now. Nothing changed.
    Already,
}

/// Asks for a job, in the unit of work of the change that needs it.
pub async fn enqueue(conn: &mut Conn, job: &Job) -> Result<Enqueued, DbError> {
    let sql = "
        INSERT INTO jobs (agency_id, kind, key, body, due_at, tries_max, tries, fence, state)
        VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 'waiting')
        ON CONFLICT (agency_id, kind, key) DO NOTHING
    ";
    let values = binds![&job.agency, &job.kind, &job.key, &job.body, job.due_at_ms, job.tries_max];
    match conn.run(sql, values).await? {
        0 => Ok(Enqueued::Already),
        _ => Ok(Enqueued::Now),
    }
}

/// Calls a job off, also one that a worker is at: that worker can no longer
/// finish it, and a handler that asks [`Claimed::hold`](crate::Claimed::hold)
/// stops. Says whether there was one to call off.
pub async fn cancel(
    conn: &mut Conn,
    agency: &str,
    kind: &str,
    key: &str,
    now_ms: i64,
) -> Result<bool, DbError> {
    let sql = "
        UPDATE jobs
        SET state = 'cancelled', ended_at = $4, fence = fence + 1,
            lease_holder = NULL, lease_until = NULL
        WHERE agency_id = $1 AND kind = $2 AND key = $3 AND state = 'waiting'
    ";
    Ok(conn.run(sql, binds![agency, kind, key, now_ms]).await? > 0)
}

/// A job that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dead {
    pub kind: String,
    pub key: String,
    pub body: String,
    pub tries: i64,
    /// The last try's sentence.
    pub why: String,
    /// Unix milliseconds of the application's clock.
    pub died_at_ms: i64,
}

/// An agency's dead jobs, the latest first.
pub async fn dead(conn: &mut Conn, agency: &str, limit: i64) -> Result<Vec<Dead>, DbError> {
    let sql = "
        SELECT kind, key, body, tries, COALESCE(why, '') AS why, ended_at
        FROM jobs
        WHERE agency_id = $1 AND state = 'dead'
        ORDER BY ended_at DESC, kind, key
        LIMIT $2
    ";
    let rows = conn.all(sql, binds![agency, limit]).await?;
    rows.iter().map(read_dead).collect()
}

fn read_dead(row: &Row) -> Result<Dead, DbError> {
    Ok(Dead {
        kind: row.get("kind")?,
        key: row.get("key")?,
        body: row.get("body")?,
        tries: row.get("tries")?,
        why: row.get("why")?,
        died_at_ms: row.get("ended_at")?,
    })
}

/// Gives a dead job all its tries again. Says whether there was such a one.
pub async fn revive(
    conn: &mut Conn,
    agency: &str,
    kind: &str,
    key: &str,
    now_ms: i64,
) -> Result<bool, DbError> {
    let sql = "
        UPDATE jobs
        SET state = 'waiting', tries = 0, due_at = $4, ended_at = NULL
        WHERE agency_id = $1 AND kind = $2 AND key = $3 AND state = 'dead'
    ";
    Ok(conn.run(sql, binds![agency, kind, key, now_ms]).await? > 0)
}

/// When the job that waits longest was or is due, in Unix milliseconds: how far
/// the workers are behind.
pub async fn oldest_due(conn: &mut Conn) -> Result<Option<i64>, DbError> {
    let sql = "SELECT MIN(due_at) AS due_at FROM jobs WHERE state = 'waiting'";
    match conn.one(sql, binds![]).await? {
        Some(row) => row.get("due_at"),
        None => Ok(None),
    }
}

/// Removes jobs that were done or cancelled before a moment, and says how many:
/// their keys may be used again. Dead ones stay until somebody has seen to them.
pub async fn forget_ended(conn: &mut Conn, agency: &str, before_ms: i64) -> Result<u64, DbError> {
    let sql = "
        DELETE FROM jobs
        WHERE agency_id = $1 AND state IN ('done', 'cancelled') AND ended_at < $2
    ";
    conn.run(sql, binds![agency, before_ms]).await
}
