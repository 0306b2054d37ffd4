//! Calls as rows.

use super::outcome::Outcome;
use crate::record::{Held, Writer};
use db::{DbError, binds};
use domain::ids::{CheckpointId, MessageId, PersonId};
use jiff::Timestamp;

/// Calls of one checkpoint that are listed, at most.
const LISTED_MAX: i64 = 20;

/// A call that was made.
#[derive(Debug, Clone)]
pub struct Call {
    /// None for a word of a later release.
    pub outcome: Option<Outcome>,
    /// The name of whoever called, while we know it.
    pub by_name: Option<String>,
    pub at: Timestamp,
}

/// Records how the call of an asking went; each asking by telephone is one call.
pub async fn record(
    writer: &mut Writer,
    (message, checkpoint, person): (&MessageId, &CheckpointId, &PersonId),
    outcome: Outcome,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO calls (agency_id, message_id, checkpoint_id, person_id, outcome, made_by,
                 made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            binds![&agency, message, checkpoint, person, outcome.word(), &by, at],
        )
        .await?;
    Ok(())
}

/// The latest calls of a checkpoint whose file the actor has loaded, the latest first.
pub async fn of_checkpoint(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
) -> Result<Vec<Call>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT c.outcome, c.made_at, u.name
             FROM calls c
             LEFT JOIN users u ON u.agency_id = c.agency_id AND u.id = c.made_by
             WHERE c.agency_id = $1 AND c.checkpoint_id = $2
             ORDER BY c.made_at DESC, c.message_id DESC LIMIT $3",
            binds![&agency, checkpoint, LISTED_MAX],
        )
        .await?;
    let call = |row: &db::Row| {
        Ok(Call {
            outcome: row.get::<String>("outcome")?.parse().ok(),
            by_name: row.get("name")?,
            at: row.get("made_at")?,
        })
    };
    rows.iter().map(call).collect()
}
