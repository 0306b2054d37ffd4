//! Quick answers, one row for each that said something new, and answers that were disowned.

use super::{ClientState, Response};
use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use crate::surveys::source::Source;
use db::{DbError, binds};
use domain::ids::{CheckpointId, PersonId};
use jiff::Timestamp;

/// One quick answer.
#[derive(Debug, Clone)]
pub struct Tapped {
    pub choice: String,
    pub at: Timestamp,
}

/// The quick answers of a checkpoint, oldest first. The last is the one that stands, unless it was
/// changed among the other questions since.
pub async fn list(held: &mut impl Held, checkpoint: &CheckpointId) -> Result<Vec<Tapped>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT choice, made_at FROM quick_answers
             WHERE agency_id = $1 AND checkpoint_id = $2 ORDER BY n",
            binds![&agency, checkpoint],
        )
        .await?;
    let tapped = |row: &db::Row| {
        let choice = Sealed::from_stored(row.get("choice")?).open();
        Ok(Tapped { choice, at: row.get("made_at")? })
    };
    rows.iter().map(tapped).collect()
}

/// Records a quick answer behind those before it. The person is held by this unit of work.
pub async fn record(
    writer: &mut Writer,
    (checkpoint, person): (&CheckpointId, &PersonId),
    (choice, via): (&str, &str),
) -> Result<(), DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO quick_answers (agency_id, checkpoint_id, n, person_id, choice, via,
                 made_at)
             SELECT $1, $2, COUNT(*), $3, $4, $5, $6 FROM quick_answers
             WHERE agency_id = $1 AND checkpoint_id = $2",
            binds![&agency, checkpoint, person, Sealed::new(choice).stored(), via, at],
        )
        .await?;
    Ok(())
}

/// Puts a client's answers by, exactly as they came, because somebody else gave them.
pub async fn record_disowned(
    writer: &mut Writer,
    (checkpoint, person): (&CheckpointId, &PersonId),
    response: &Response,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let flags: Vec<&str> = response.flags.iter().map(|flag| flag.word()).collect();
    writer
        .conn()
        .run(
            "INSERT INTO disowned_answers (agency_id, checkpoint_id, n, person_id, answers, state,
                 source, flags, started_at, submitted_at, made_by, made_at)
             SELECT $1, $2, COUNT(*), $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM disowned_answers
             WHERE agency_id = $1 AND checkpoint_id = $2",
            binds![
                &agency,
                checkpoint,
                person,
                response.client_answers.as_ref().map(Sealed::stored),
                response.client.word(),
                response.source.map(Source::word),
                flags.join(" "),
                response.client_started_at,
                response.client_submitted_at,
                &by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Answers that were put by.
#[derive(Debug, Clone)]
pub struct Disowned {
    pub answers: Option<Sealed>,
    pub client: ClientState,
    pub submitted_at: Option<Timestamp>,
    /// The name of whoever put them by, while we know it.
    pub by: String,
    pub at: Timestamp,
}

/// Answers of a checkpoint that were put by, oldest first.
pub async fn disowned(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
) -> Result<Vec<Disowned>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT d.answers, d.state, d.submitted_at, COALESCE(u.name, d.made_by) AS made_by,
                 d.made_at
             FROM disowned_answers d
             LEFT JOIN users u ON u.agency_id = d.agency_id AND u.id = d.made_by
             WHERE d.agency_id = $1 AND d.checkpoint_id = $2 ORDER BY d.n",
            binds![&agency, checkpoint],
        )
        .await?;
    let read = |row: &db::Row| {
        Ok(Disowned {
            answers: row.get::<Option<String>>("answers")?.map(Sealed::from_stored),
            client: ClientState::read(&row.get::<String>("state")?),
            submitted_at: row.get("submitted_at")?,
            by: row.get("made_by")?,
            at: row.get("made_at")?,
        })
    };
    rows.iter().map(read).collect()
}
