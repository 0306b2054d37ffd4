//! Taking a job, and saying how it ended.

use db::{Bind, Conn, Database, DbError, Engine, Row, binds};

use crate::back_off_ms;

/// Under whose name and for how long jobs are taken. Real time, never the
/// application's clock: a moved clock must not end a lease.
#[derive(Debug, Clone, Copy)]
pub struct Lease<'a> {
    /// Names the process, for the operator.
    pub holder: &'a str,
    pub real_now_ms: i64,
    pub length_ms: i64,
}

/// A job in a worker's hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    pub agency: String,
    pub kind: String,
    pub key: String,
    pub body: String,
    pub due_at_ms: i64,
    /// 1 at the first try.
    pub tries: i64,
    pub tries_max: i64,
    /// To be presented when it ends.
    pub fence: i64,
}

/// Whether the job was still the worker's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    Kept,
    /// The lease ran out and the job went to another, or it was cancelled.
    /// Nothing was changed.
    Lost,
}

/// Takes up to `limit` due jobs of these kinds, the longest due first.
///
/// A job whose worker went away is taken once its lease has run out; if that was
/// its last try, it is dead, since nobody knows how the try ended.
pub async fn claim(
    db: &Database,
    kinds: &[&str],
    now_ms: i64,
    lease: Lease<'_>,
    limit: i64,
) -> Result<Vec<Claimed>, DbError> {
    let mut writer = db.writer().await?;
    bury_abandoned(&mut writer, now_ms, lease.real_now_ms).await?;
    let sql = claim_sql(writer.engine(), kinds.len());
    let until_ms = lease.real_now_ms + lease.length_ms;
    let mut values = binds![lease.holder, until_ms, now_ms, lease.real_now_ms, limit];
    values.extend(kinds.iter().map(|kind| Bind::Text(Some((*kind).to_owned()))));
    let rows = writer.all_assembled(sql, values).await?;
    let mut claimed = rows.iter().map(read).collect::<Result<Vec<Claimed>, DbError>>()?;
    writer.commit().await?;
    // RETURNING gives them in any order.
    claimed.sort_by(|a, b| (a.due_at_ms, &a.key).cmp(&(b.due_at_ms, &b.key)));
    Ok(claimed)
}

/// The rows are chosen in a CTE, which PostgreSQL runs once: as a sub-select it
/// may run again for every row, and lock more than `limit`.
fn claim_sql(engine: Engine, kinds: usize) -> String {
    let skip_locked = match engine {
        Engine::Sqlite => "",
        Engine::Postgres => "FOR UPDATE SKIP LOCKED",
    };
    let kinds = db::list_of(6, kinds);
    format!(
        "WITH due AS (
            SELECT agency_id, kind, key FROM jobs
            WHERE state = 'waiting' AND due_at <= $3 AND tries < tries_max
                AND (lease_until IS NULL OR lease_until <= $4) AND kind IN ({kinds})
            ORDER BY due_at
            LIMIT $5 {skip_locked}
        )
        UPDATE jobs
        SET lease_holder = $1, lease_until = $2, fence = fence + 1, tries = tries + 1
        WHERE (agency_id, kind, key) IN (SELECT agency_id, kind, key FROM due)
        RETURNING agency_id, kind, key, body, due_at, tries, tries_max, fence"
    )
}

async fn bury_abandoned(conn: &mut Conn, now_ms: i64, real_now_ms: i64) -> Result<(), DbError> {
    let sql = "
        UPDATE jobs
        SET state = 'dead', ended_at = $1, fence = fence + 1,
            lease_holder = NULL, lease_until = NULL,
            why = 'The worker went away during the last try; how that try ended is not known.'
        WHERE state = 'waiting' AND tries >= tries_max AND lease_until <= $2
    ";
    conn.run(sql, binds![now_ms, real_now_ms]).await.map(drop)
}

fn read(row: &Row) -> Result<Claimed, DbError> {
    Ok(Claimed {
        agency: row.get("agency_id")?,
        kind: row.get("kind")?,
        key: row.get("key")?,
        body: row.get("body")?,
        due_at_ms: row.get("due_at")?,
        tries: row.get("tries")?,
        tries_max: row.get("tries_max")?,
        fence: row.get("fence")?,
    })
}

impl Claimed {
    /// Asks, within the handler's own unit of work, whether the job is still this
    /// worker's; and holds it so until that unit ends. A handler whose effect
    /// must not happen twice asks this first and stops at `Lost`.
    pub async fn hold(&self, conn: &mut Conn) -> Result<Hold, DbError> {
        let sql = "
            UPDATE jobs SET fence = fence
            WHERE agency_id = $1 AND kind = $2 AND key = $3 AND fence = $4
                AND state = 'waiting'
        ";
        let touched =
            conn.run(sql, binds![&self.agency, &self.kind, &self.key, self.fence]).await?;
        Ok(hold(touched))
    }
}

fn hold(touched: u64) -> Hold {
    match touched {
        0 => Hold::Lost,
        _ => Hold::Kept,
    }
}

/// The job is done. A handler may say so in its own unit of work, so that effect
/// and ending are one; the worker then says it again, which changes nothing.
pub async fn finish(conn: &mut Conn, job: &Claimed, now_ms: i64) -> Result<Hold, DbError> {
    let sql = "
        UPDATE jobs
        SET state = 'done', ended_at = $5, lease_holder = NULL, lease_until = NULL, why = NULL
        WHERE agency_id = $1 AND kind = $2 AND key = $3 AND fence = $4
            AND state IN ('waiting', 'done')
    ";
    let values = binds![&job.agency, &job.kind, &job.key, job.fence, now_ms];
    Ok(hold(conn.run(sql, values).await?))
}

/// The try failed and may be repeated: the job waits, or is dead if this was the
/// last try.
pub async fn again(
    conn: &mut Conn,
    job: &Claimed,
    why: &str,
    now_ms: i64,
    random: u64,
) -> Result<Hold, DbError> {
    if job.tries >= job.tries_max {
        return never(conn, job, why, now_ms).await;
    }
    let sql = "
        UPDATE jobs
        SET due_at = $5, why = $6, lease_holder = NULL, lease_until = NULL
        WHERE agency_id = $1 AND kind = $2 AND key = $3 AND fence = $4
            AND state = 'waiting'
    ";
    let due_at_ms = now_ms + back_off_ms(job.tries, random);
    let values = binds![&job.agency, &job.kind, &job.key, job.fence, due_at_ms, why];
    Ok(hold(conn.run(sql, values).await?))
}

/// The job cannot be done, however often it is tried: it is dead.
pub async fn never(
    conn: &mut Conn,
    job: &Claimed,
    why: &str,
    now_ms: i64,
) -> Result<Hold, DbError> {
    let sql = "
        UPDATE jobs
        SET state = 'dead', ended_at = $5, why = $6, lease_holder = NULL, lease_until = NULL
        WHERE agency_id = $1 AND kind = $2 AND key = $3 AND fence = $4
            AND state = 'waiting'
    ";
    let values = binds![&job.agency, &job.kind, &job.key, job.fence, now_ms, why];
    Ok(hold(conn.run(sql, values).await?))
}
