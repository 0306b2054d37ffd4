//! What a client sent each time, why a survey went back to them, and what second readers said.

use super::{Flag, Response};
use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{DbError, binds};
use domain::checkpoints::second::Verdict;
use domain::ids::{CheckpointId, MessageId};
use jiff::Timestamp;

/// What a client sent, as it was sent.
#[derive(Debug, Clone)]
pub struct Submission {
    pub number: i64,
    pub answers: Sealed,
    pub submitted_at: Timestamp,
}

/// A survey that went back to the client.
#[derive(Debug, Clone)]
pub struct Return {
    pub reason: String,
    pub by_name: Option<String>,
    pub at: Timestamp,
}

/// What a second reader said.
#[derive(Debug, Clone)]
pub struct Reading {
    pub agreed: bool,
    pub reason: Option<String>,
    pub by: String,
    pub by_name: Option<String>,
    pub at: Timestamp,
}

/// Keeps what the client sent just now beside what they sent before.
pub async fn record_submission(
    writer: &mut Writer,
    checkpoint: &CheckpointId,
    response: &Response,
) -> Result<(), DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let flags: Vec<&str> = response.flags.iter().map(|flag: &Flag| flag.word()).collect();
    let answers = response.client_answers.as_ref().map_or("{}", Sealed::stored);
    writer
        .conn()
        .run(
            "INSERT INTO client_submissions (agency_id, checkpoint_id, number, answers, state,
                 language, flags, started_at, submitted_at)
             SELECT $1, $2, COALESCE(MAX(number), 0) + 1, $3, $4, $5, $6, $7, $8
             FROM client_submissions WHERE agency_id = $1 AND checkpoint_id = $2",
            binds![
                &agency,
                checkpoint,
                answers,
                response.client.word(),
                response.language.tag(),
                flags.join(" "),
                response.client_started_at,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Everything that the client sent at a checkpoint, in its order.
pub async fn submissions(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
) -> Result<Vec<Submission>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT number, answers, submitted_at FROM client_submissions
             WHERE agency_id = $1 AND checkpoint_id = $2 ORDER BY number LIMIT 50",
            binds![&agency, checkpoint],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Submission {
                number: row.get("number")?,
                answers: Sealed::from_stored(row.get("answers")?),
                submitted_at: row.get("submitted_at")?,
            })
        })
        .collect()
}

/// Records that a survey goes back to the client, and why.
pub async fn record_return(
    writer: &mut Writer,
    checkpoint: &CheckpointId,
    reason: &str,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO survey_returns (agency_id, checkpoint_id, number, reason, returned_by,
                 returned_at)
             SELECT $1, $2, COALESCE(MAX(number), 0) + 1, $3, $4, $5
             FROM survey_returns WHERE agency_id = $1 AND checkpoint_id = $2",
            binds![&agency, checkpoint, Sealed::new(reason).stored(), &by, at],
        )
        .await?;
    Ok(())
}

/// Notes the message by which the client was told of the last return.
pub async fn record_told(
    writer: &mut Writer,
    checkpoint: &CheckpointId,
    message: &MessageId,
) -> Result<(), DbError> {
    let agency = writer.agency();
    writer
        .conn()
        .run(
            "UPDATE survey_returns SET message_id = $3
             WHERE agency_id = $1 AND checkpoint_id = $2 AND number = (
                 SELECT MAX(number) FROM survey_returns
                 WHERE agency_id = $1 AND checkpoint_id = $2)",
            binds![&agency, checkpoint, message],
        )
        .await?;
    Ok(())
}

/// Every time that the survey went back, the last first.
pub async fn returns(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
) -> Result<Vec<Return>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT r.reason, r.returned_at, u.name FROM survey_returns r
             LEFT JOIN users u ON u.agency_id = r.agency_id AND u.id = r.returned_by
             WHERE r.agency_id = $1 AND r.checkpoint_id = $2 ORDER BY r.number DESC LIMIT 50",
            binds![&agency, checkpoint],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Return {
                reason: Sealed::from_stored(row.get("reason")?).open(),
                by_name: row.get("name")?,
                at: row.get("returned_at")?,
            })
        })
        .collect()
}

/// What staff asked the client to look at, while the survey is given back; empty otherwise.
pub async fn asked_again(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
    response: Option<&Response>,
) -> Result<String, DbError> {
    if !response.is_some_and(|response| response.flags.contains(&Flag::Returned)) {
        return Ok(String::new());
    }
    let last = returns(held, checkpoint).await?.into_iter().next();
    Ok(last.map(|last| last.reason).unwrap_or_default())
}

/// Records what a second reader said.
pub async fn record_reading(
    writer: &mut Writer,
    checkpoint: &CheckpointId,
    verdict: &Verdict,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let (word, reason) = match verdict {
        Verdict::Agree => ("agreed", None),
        Verdict::SendBack { reason } => ("sent_back", reason.as_deref()),
    };
    let reason = reason.map(|reason| Sealed::new(reason).stored().to_owned());
    writer
        .conn()
        .run(
            "INSERT INTO second_readings (agency_id, checkpoint_id, number, verdict, reason,
                 read_by, read_at)
             SELECT $1, $2, COALESCE(MAX(number), 0) + 1, $3, $4, $5, $6
             FROM second_readings WHERE agency_id = $1 AND checkpoint_id = $2",
            binds![&agency, checkpoint, word, reason, &by, at],
        )
        .await?;
    Ok(())
}

/// What second readers said, the last first.
pub async fn readings(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
) -> Result<Vec<Reading>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT s.verdict, s.reason, s.read_by, s.read_at, u.name FROM second_readings s
             LEFT JOIN users u ON u.agency_id = s.agency_id AND u.id = s.read_by
             WHERE s.agency_id = $1 AND s.checkpoint_id = $2 ORDER BY s.number DESC LIMIT 50",
            binds![&agency, checkpoint],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let reason: Option<String> = row.get("reason")?;
            Ok(Reading {
                agreed: row.get::<String>("verdict")? == "agreed",
                reason: reason.map(|reason| Sealed::from_stored(reason).open()),
                by: row.get("read_by")?,
                by_name: row.get("name")?,
                at: row.get("read_at")?,
            })
        })
        .collect()
}
