//! Wrong guesses, counted by bucket.

use db::{Conn, DbError, binds};
use jiff::Timestamp;

/// How often somebody guessed wrong since when.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    pub wrong: i64,
    pub since: Timestamp,
}

/// What was counted in a bucket.
pub async fn find_wrong(conn: &mut Conn, bucket: &str) -> Result<Option<Counted>, DbError> {
    let row =
        conn.one("SELECT wrong, since_at FROM guesses WHERE bucket = $1", binds![bucket]).await?;
    row.map(|row| Ok(Counted { wrong: row.get("wrong")?, since: row.get("since_at")? })).transpose()
}

/// Counts one wrong try and gives what is counted; the window begins anew when the last is over.
///
/// Who counts holds the bucket until the unit of work ends, so that the next sees this try.
pub async fn count_wrong(
    conn: &mut Conn,
    bucket: &str,
    window_ms: i64,
    now: Timestamp,
) -> Result<Counted, DbError> {
    let row = conn
        .one(
            "INSERT INTO guesses (bucket, wrong, since_at, last_at) VALUES ($1, 1, $2, $2)
             ON CONFLICT (bucket) DO UPDATE SET
                 wrong = CASE WHEN guesses.since_at + $3 < $2 THEN 1 ELSE guesses.wrong + 1 END,
                 since_at = CASE WHEN guesses.since_at + $3 < $2 THEN $2
                     ELSE guesses.since_at END,
                 last_at = $2
             RETURNING wrong, since_at",
            binds![bucket, now, window_ms],
        )
        .await?;
    row.map_or(Ok(Counted { wrong: 1, since: now }), |row| {
        Ok(Counted { wrong: row.get("wrong")?, since: row.get("since_at")? })
    })
}

/// Takes one counted try back: it was right after all.
pub async fn take_back_wrong(conn: &mut Conn, bucket: &str) -> Result<(), DbError> {
    conn.run(
        "UPDATE guesses SET wrong = wrong - 1 WHERE bucket = $1 AND wrong > 0",
        binds![bucket],
    )
    .await?;
    Ok(())
}

/// Forgets a bucket, and those that nobody touched since a moment.
pub async fn forget_wrong(
    conn: &mut Conn,
    bucket: &str,
    untouched_since_ms: i64,
) -> Result<(), DbError> {
    conn.run(
        "DELETE FROM guesses WHERE bucket = $1 OR last_at < $2",
        binds![bucket, untouched_since_ms],
    )
    .await?;
    Ok(())
}
