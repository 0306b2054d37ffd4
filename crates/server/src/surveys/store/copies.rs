//! Working copies: what one member of staff has typed and not saved.

use crate::record::Held;
use crate::sealed::Sealed;
use db::{Conn, DbError, binds};
use domain::ids::{AgencyId, CheckpointId, UserId};
use jiff::Timestamp;

/// A working copy.
#[derive(Debug, Clone)]
pub struct Copy {
    /// JSON: a list of names and values, as the form posts them.
    pub fields: Sealed,
    /// The version of the response that stood on the page.
    pub seen_version: i64,
    pub saved_at: Timestamp,
}

/// That somebody else has one.
#[derive(Debug, Clone)]
pub struct Others {
    pub user: UserId,
    pub name: String,
    pub saved_at: Timestamp,
}

/// The working copy of one user.
pub async fn find(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
    user: &UserId,
) -> Result<Option<Copy>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT fields, seen_version, saved_at FROM working_copies
             WHERE agency_id = $1 AND checkpoint_id = $2 AND user_id = $3",
            binds![&agency, checkpoint, user],
        )
        .await?;
    row.map(|row| {
        Ok(Copy {
            fields: Sealed::from_stored(row.get("fields")?),
            seen_version: row.get("seen_version")?,
            saved_at: row.get("saved_at")?,
        })
    })
    .transpose()
}

/// Who else has one, without what is in it.
pub async fn of_others(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
    user: &UserId,
) -> Result<Vec<Others>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT c.user_id, c.saved_at, u.name FROM working_copies c
             JOIN users u ON u.agency_id = c.agency_id AND u.id = c.user_id
             WHERE c.agency_id = $1 AND c.checkpoint_id = $2 AND c.user_id <> $3
             ORDER BY c.saved_at LIMIT 20",
            binds![&agency, checkpoint, user],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Others {
                user: row.parse("user_id")?,
                name: row.get("name")?,
                saved_at: row.get("saved_at")?,
            })
        })
        .collect()
}

/// Keeps a user's working copy in the place of the one before.
pub async fn record(
    conn: &mut Conn,
    (agency, checkpoint, user): (&AgencyId, &CheckpointId, &UserId),
    copy: &Copy,
) -> Result<(), DbError> {
    conn.run(
        "INSERT INTO working_copies (agency_id, checkpoint_id, user_id, fields, seen_version,
             saved_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (agency_id, checkpoint_id, user_id) DO UPDATE SET
             fields = EXCLUDED.fields, seen_version = EXCLUDED.seen_version,
             saved_at = EXCLUDED.saved_at",
        binds![agency, checkpoint, user, copy.fields.stored(), copy.seen_version, copy.saved_at],
    )
    .await?;
    Ok(())
}

/// Throws a user's working copy away; gives whether there was one.
pub async fn remove(
    conn: &mut Conn,
    (agency, checkpoint, user): (&AgencyId, &CheckpointId, &UserId),
) -> Result<bool, DbError> {
    let sql = "DELETE FROM working_copies
         WHERE agency_id = $1 AND checkpoint_id = $2 AND user_id = $3";
    Ok(conn.run(sql, binds![agency, checkpoint, user]).await? > 0)
}
