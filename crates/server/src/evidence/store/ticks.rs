//! Ticks of milestones as rows.

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{DbError, Row, binds};
use domain::ids::{CheckpointId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;

/// A tick of a milestone, and that it was taken back.
#[derive(Debug, Clone)]
pub struct Tick {
    pub checkpoint: CheckpointId,
    pub number: i64,
    pub achieved_on: Date,
    pub by: String,
    pub by_name: Option<String>,
    pub at: Timestamp,
    pub reversed: Option<Reversal>,
}

/// Who took a tick back, when and why.
#[derive(Debug, Clone)]
pub struct Reversal {
    pub by: String,
    pub by_name: Option<String>,
    pub at: Timestamp,
    pub because: String,
}

/// Every tick of a person, the oldest first.
pub async fn ticks(held: &mut impl Held, person: &PersonId) -> Result<Vec<Tick>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT m.checkpoint_id, m.number, m.achieved_on, m.ticked_by, m.ticked_at,
                 m.reversed_by, m.reversed_at, m.reversed_because, u.name AS ticked_name,
                 r.name AS reversed_name
             FROM milestones m
             LEFT JOIN users u ON u.agency_id = m.agency_id AND u.id = m.ticked_by
             LEFT JOIN users r ON r.agency_id = m.agency_id AND r.id = m.reversed_by
             WHERE m.agency_id = $1 AND m.person_id = $2
             ORDER BY m.checkpoint_id, m.number",
            binds![&agency, person],
        )
        .await?;
    rows.iter().map(read_tick).collect()
}

fn read_tick(row: &Row) -> Result<Tick, DbError> {
    let reversed = match row.get::<Option<Timestamp>>("reversed_at")? {
        Some(at) => {
            let because: Option<String> = row.get("reversed_because")?;
            Some(Reversal {
                by: row.get::<Option<String>>("reversed_by")?.unwrap_or_default(),
                by_name: row.get("reversed_name")?,
                at,
                because: because.map(|text| Sealed::from_stored(text).open()).unwrap_or_default(),
            })
        }
        None => None,
    };
    Ok(Tick {
        checkpoint: row.parse("checkpoint_id")?,
        number: row.get("number")?,
        achieved_on: row.get("achieved_on")?,
        by: row.get("ticked_by")?,
        by_name: row.get("ticked_name")?,
        at: row.get("ticked_at")?,
        reversed,
    })
}

/// Records a tick, and the day on the checkpoint.
pub async fn record_tick(
    writer: &mut Writer,
    (person, checkpoint): (&PersonId, &CheckpointId),
    achieved_on: Date,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO milestones (agency_id, checkpoint_id, number, person_id, achieved_on,
                 ticked_by, ticked_at)
             SELECT $1, $2, COUNT(*) + 1, $3, $4, $5, $6 FROM milestones
             WHERE agency_id = $1 AND checkpoint_id = $2",
            binds![&agency, checkpoint, person, achieved_on, by, at],
        )
        .await?;
    record_achieved(writer, checkpoint, Some(achieved_on)).await
}

/// Records that the tick in force was taken back.
pub async fn record_reversal(
    writer: &mut Writer,
    checkpoint: &CheckpointId,
    because: &str,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let because = Sealed::new(because);
    writer
        .conn()
        .run(
            "UPDATE milestones SET reversed_by = $3, reversed_at = $4, reversed_because = $5
             WHERE agency_id = $1 AND checkpoint_id = $2 AND reversed_at IS NULL",
            binds![&agency, checkpoint, by, at, because.stored()],
        )
        .await?;
    record_achieved(writer, checkpoint, None).await
}

async fn record_achieved(
    writer: &mut Writer,
    checkpoint: &CheckpointId,
    on: Option<Date>,
) -> Result<(), DbError> {
    let agency = writer.agency();
    writer
        .conn()
        .run(
            "UPDATE checkpoints SET achieved_on = $3, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![&agency, checkpoint, on],
        )
        .await?;
    Ok(())
}
