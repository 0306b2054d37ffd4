//! Answers kept under the keys of their requests.

use super::once::Kept;
use crate::access::Viewer;
use axum::http::StatusCode;
use db::{Conn, DbError, binds};
use jiff::Timestamp;

/// The answer that was given to a key.
pub(super) async fn find_answer(
    conn: &mut Conn,
    viewer: &Viewer,
    key: &str,
) -> Result<Option<Kept>, DbError> {
    let row = conn
        .one(
            "SELECT request_hash, status, answer FROM once_keys
             WHERE agency_id = $1 AND user_id = $2 AND key = $3",
            binds![&viewer.agency, &viewer.user, key],
        )
        .await?;
    row.map(|row| {
        let status = u16::try_from(row.get::<i64>("status")?).unwrap_or(200);
        Ok(Kept {
            request_hash: row.get("request_hash")?,
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::OK),
            answer: row.get("answer")?,
        })
    })
    .transpose()
}

/// Keeps the answer to a key; `Unique` when another request with it was faster.
pub(super) async fn record_answer(
    conn: &mut Conn,
    viewer: &Viewer,
    key: &str,
    kept: &Kept,
    at: Timestamp,
) -> Result<(), DbError> {
    conn.run(
        "INSERT INTO once_keys (agency_id, user_id, key, request_hash, status, answer, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        binds![
            &viewer.agency,
            &viewer.user,
            key,
            &kept.request_hash,
            i64::from(kept.status.as_u16()),
            &kept.answer,
            at
        ],
    )
    .await?;
    Ok(())
}

/// Forgets the keys of requests made before a moment, and says how many.
pub(super) async fn forget_answers(conn: &mut Conn, before: Timestamp) -> Result<u64, DbError> {
    conn.run("DELETE FROM once_keys WHERE made_at < $1", binds![before]).await
}
