//! When to look at a checkpoint again: the hint that the worker goes by.

use crate::record::{Held, Writer};
use db::{DbError, binds};
use domain::ids::{CheckpointId, PersonId};
use jiff::Timestamp;

/// Records what follows from everything else: when it was asked first, when to look again.
pub async fn record_following(
    writer: &mut Writer,
    id: &CheckpointId,
    asked_at: Option<Timestamp>,
    look_again_at: Option<Timestamp>,
) -> Result<(), DbError> {
    let agency = writer.agency();
    writer
        .conn()
        .run(
            "UPDATE checkpoints SET asked_at = $3, look_again_at = $4
             WHERE agency_id = $1 AND id = $2",
            binds![&agency, id, asked_at, look_again_at],
        )
        .await?;
    Ok(())
}

/// Checkpoints whose hint says that something automatic may be due by now, oldest first.
pub async fn to_look_at(
    conn: &mut db::Conn,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<(domain::ids::AgencyId, CheckpointId, PersonId)>, DbError> {
    let rows = conn
        .all(
            "SELECT agency_id, id, person_id FROM checkpoints
             WHERE look_again_at IS NOT NULL AND look_again_at <= $1
             ORDER BY look_again_at, id LIMIT $2",
            binds![now, limit],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.parse("agency_id")?, row.parse("id")?, row.parse("person_id")?)))
        .collect()
}

/// The earliest moment at which something automatic is due, over all agencies.
pub async fn oldest_due(conn: &mut db::Conn) -> Result<Option<Timestamp>, DbError> {
    let row = conn
        .one(
            "SELECT MIN(look_again_at) AS oldest FROM checkpoints
             WHERE look_again_at IS NOT NULL",
            binds![],
        )
        .await?;
    row.map_or(Ok(None), |row| row.get("oldest"))
}
