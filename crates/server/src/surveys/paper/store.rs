//! When a form came in, as a row.

use crate::record::{Held, Writer};
use db::{DbError, binds};
use domain::ids::{CheckpointId, PersonId};
use jiff::civil::Date;

/// The day on which the form of a checkpoint came in; its file has been loaded by the actor.
pub async fn received_on(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
) -> Result<Option<Date>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT received_on FROM paper_receipts WHERE agency_id = $1 AND checkpoint_id = $2",
            binds![&agency, checkpoint],
        )
        .await?;
    row.map(|row| row.get("received_on")).transpose()
}

/// Records when a form came in; a correction takes the place of what was recorded before.
pub async fn record(
    writer: &mut Writer,
    (checkpoint, person): (&CheckpointId, &PersonId),
    on: Date,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO paper_receipts (agency_id, checkpoint_id, person_id, received_on,
                 made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (agency_id, checkpoint_id)
             DO UPDATE SET received_on = excluded.received_on, made_by = excluded.made_by,
                 made_at = excluded.made_at",
            binds![&agency, checkpoint, person, on, &by, at],
        )
        .await?;
    Ok(())
}
