//! Submissions, what happened to them, and their files as rows.

mod events;
mod files;
mod lists;

pub use self::events::{Event, EventKind, events, record_event};
pub use self::files::{NewFile, SubmissionFile, file, files, in_file, record_file};
pub use self::lists::{After, count, for_file, list, of_ids, ready_for_files, waiting};

use super::payload::Frozen;
use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{DbError, Row, binds};
use domain::checkpoints::SubmissionState;
use domain::ids::{CheckpointId, PersonId, SubmissionFileId, SubmissionId};
use domain::programmes::submission::Connector;
use domain::submissions::{Before, Reason, State};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A submission.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: SubmissionId,
    pub person: PersonId,
    pub checkpoint: CheckpointId,
    pub pack: String,
    pub pack_version: i64,
    pub connector: Connector,
    pub state: State,
    pub state_at: Timestamp,
    pub payload: Sealed,
    pub payload_sha256: String,
    pub prepared_by: String,
    pub prepared_by_name: Option<String>,
    pub prepared_at: Timestamp,
    pub approved_by: Option<String>,
    pub approved_by_name: Option<String>,
    pub approved_at: Option<Timestamp>,
    /// Since when it is ready to go.
    pub ready_at: Option<Timestamp>,
    pub tries: i64,
    pub before: Before,
    pub receipt: Option<String>,
    pub reasons: Vec<Reason>,
    pub paid_on: Option<Date>,
    pub file: Option<SubmissionFileId>,
    /// A later one stands in its place.
    pub is_replaced: bool,
    pub version: i64,
}

/// A reason as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct StoredReason {
    code: String,
    message: String,
}

/// A submission to be recorded.
#[derive(Debug)]
pub struct New<'a> {
    pub id: SubmissionId,
    pub person: PersonId,
    pub checkpoint: CheckpointId,
    pub pack: (&'a str, i64),
    pub connector: Connector,
    pub state: State,
    pub frozen: &'a Frozen,
}

const COLUMNS: &str = "SELECT s.id, s.person_id, s.checkpoint_id, s.pack, s.pack_version,
     s.connector, s.state, s.state_at, s.payload, s.payload_sha256, s.prepared_by, s.prepared_at,
     s.approved_by, s.approved_at, s.ready_at, s.tries, s.in_doubt, s.receipt, s.reasons,
     s.paid_on, s.file_id, s.replaced_by, s.version, b.name AS prepared_name,
     a.name AS approved_name
     FROM submissions s
     JOIN people p ON p.agency_id = s.agency_id AND p.id = s.person_id
     LEFT JOIN users b ON b.agency_id = s.agency_id AND b.id = s.prepared_by
     LEFT JOIN users a ON a.agency_id = s.agency_id AND a.id = s.approved_by
     WHERE s.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)";

/// The submission, within what the actor sees.
pub async fn find(held: &mut impl Held, id: &SubmissionId) -> Result<Option<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: constants of ours, words of our own states among them.
    let row = held
        .conn()
        .all_assembled(format!("{COLUMNS} AND s.id = $3"), binds![&agency, office.as_ref(), id])
        .await?;
    row.first().map(read).transpose()
}

/// The submission that stands at a checkpoint: the latest that was not removed.
pub async fn at_checkpoint(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
) -> Result<Option<Kept>, DbError> {
    let all = of_checkpoint(held, checkpoint).await?;
    Ok(all.into_iter().find(|kept| kept.state != State::Removed && !kept.is_replaced))
}

/// Every submission of a checkpoint, the latest first.
pub async fn of_checkpoint(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: constants of ours, words of our own states among them.
    let rows = held
        .conn()
        .all_assembled(
            format!("{COLUMNS} AND s.checkpoint_id = $3 ORDER BY s.prepared_at DESC, s.id DESC"),
            binds![&agency, office.as_ref(), checkpoint],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Those that stand at the checkpoints of a person.
pub async fn of_person(held: &mut impl Held, person: &PersonId) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: constants of ours, words of our own states among them.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "{COLUMNS} AND s.person_id = $3 AND s.replaced_by IS NULL
                 AND s.state <> 'removed' ORDER BY s.prepared_at, s.id"
            ),
            binds![&agency, office.as_ref(), person],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Records a new submission in the place of one that was rejected; false where one stands there.
pub async fn record_new(writer: &mut Writer, new: &New<'_>) -> Result<bool, DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "UPDATE submissions SET replaced_by = $3, version = version + 1
             WHERE agency_id = $1 AND checkpoint_id = $2 AND state = 'rejected'
                 AND replaced_by IS NULL",
            binds![&agency, &new.checkpoint, &new.id],
        )
        .await?;
    let ready_at = (new.state == State::Queued).then_some(at);
    let payload = Sealed::new(new.frozen.text.as_str());
    let rows = writer
        .conn()
        .run(
            "INSERT INTO submissions (agency_id, id, person_id, checkpoint_id, pack, pack_version,
                 connector, state, state_at, payload, payload_sha256, prepared_by, prepared_at,
                 ready_at, tries, in_doubt, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $9, $13, 0, 0, 1)
             ON CONFLICT DO NOTHING",
            binds![
                &agency,
                &new.id,
                &new.person,
                &new.checkpoint,
                new.pack.0,
                new.pack.1,
                new.connector.word(),
                new.state.word(),
                at,
                payload.stored(),
                &new.frozen.sha256,
                by,
                ready_at
            ],
        )
        .await?;
    if rows == 0 {
        return Ok(false);
    }
    put_at_checkpoint(writer, &new.checkpoint, new.state.at_checkpoint()).await?;
    record_event(writer, &new.id, EventKind::Prepared, "").await?;
    Ok(true)
}

/// What a step changes; what is left out stays.
#[derive(Debug, Default)]
pub struct Step<'a> {
    pub receipt: Option<&'a str>,
    pub reasons: Option<&'a [Reason]>,
    pub file: Option<SubmissionFileId>,
    pub is_approval: bool,
    /// It is ready to go from now on, with all its tries.
    pub is_ready: bool,
    pub before: Option<Before>,
    pub paid_on: Option<Date>,
}

/// Moves a submission to a state, on its checkpoint as well.
pub async fn record_step(
    writer: &mut Writer,
    kept: &Kept,
    (state, step): (State, &Step<'_>),
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let approval = step.is_approval.then_some((by, at)).unzip();
    let reasons = step.reasons.map(|reasons| Sealed::new(reasons_text(reasons)));
    let state_at = if state == kept.state { kept.state_at } else { at };
    let in_doubt = step.before.unwrap_or(kept.before) == Before::MayBeTaken;
    writer
        .conn()
        .run(
            "UPDATE submissions SET state = $3, state_at = $4,
                 receipt = COALESCE($5, receipt), reasons = COALESCE($6, reasons),
                 file_id = COALESCE($7, file_id), approved_by = COALESCE($8, approved_by),
                 approved_at = COALESCE($9, approved_at), ready_at = COALESCE($10, ready_at),
                 paid_on = COALESCE($11, paid_on), in_doubt = $12,
                 tries = CASE WHEN $10 IS NULL THEN tries ELSE 0 END, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![
                &agency,
                &kept.id,
                state.word(),
                state_at,
                step.receipt,
                reasons.as_ref().map(Sealed::stored),
                step.file.as_ref(),
                approval.0,
                approval.1,
                step.is_ready.then_some(at),
                step.paid_on,
                i64::from(in_doubt)
            ],
        )
        .await?;
    if kept.is_replaced {
        return Ok(());
    }
    let at_checkpoint = match step.paid_on.or(kept.paid_on) {
        Some(_) if state == State::Confirmed => SubmissionState::Paid,
        Some(_) | None => state.at_checkpoint(),
    };
    put_at_checkpoint(writer, &kept.checkpoint, at_checkpoint).await
}

/// Marks a try as begun; gives its number.
pub async fn record_try(writer: &mut Writer, kept: &Kept) -> Result<i64, DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let state_at = if kept.state == State::Sending { kept.state_at } else { at };
    writer
        .conn()
        .run(
            "UPDATE submissions SET state = 'sending', state_at = $3, tries = tries + 1,
                 in_doubt = 1, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![&agency, &kept.id, state_at],
        )
        .await?;
    Ok(kept.tries + 1)
}

async fn put_at_checkpoint(
    writer: &mut Writer,
    checkpoint: &CheckpointId,
    state: SubmissionState,
) -> Result<(), DbError> {
    let agency = writer.agency();
    writer
        .conn()
        .run(
            "UPDATE checkpoints SET submission = $3, version = version + 1
             WHERE agency_id = $1 AND id = $2 AND submission <> $3",
            binds![&agency, checkpoint, state.word()],
        )
        .await?;
    Ok(())
}

fn reasons_text(reasons: &[Reason]) -> String {
    let stored = reasons
        .iter()
        .map(|reason| StoredReason { code: reason.code.clone(), message: reason.message.clone() });
    serde_json::to_string(&stored.collect::<Vec<_>>()).unwrap_or_default()
}

fn read_reasons(text: Option<String>) -> Vec<Reason> {
    let text = text.map(|text| Sealed::from_stored(text).open()).unwrap_or_default();
    let stored: Vec<StoredReason> = serde_json::from_str(&text).unwrap_or_default();
    stored.into_iter().map(|one| Reason { code: one.code, message: one.message }).collect()
}

fn read(row: &Row) -> Result<Kept, DbError> {
    let connector = Connector::of_word(&row.get::<String>("connector")?);
    let state = State::of_word(&row.get::<String>("state")?);
    let in_doubt = row.get::<i64>("in_doubt")? != 0;
    Ok(Kept {
        id: row.parse("id")?,
        person: row.parse("person_id")?,
        checkpoint: row.parse("checkpoint_id")?,
        pack: row.get("pack")?,
        pack_version: row.get("pack_version")?,
        connector: connector.unwrap_or(Connector::Transcribe),
        state: state.unwrap_or(State::Failed),
        state_at: row.get("state_at")?,
        payload: Sealed::from_stored(row.get("payload")?),
        payload_sha256: row.get("payload_sha256")?,
        prepared_by: row.get("prepared_by")?,
        prepared_by_name: row.get("prepared_name")?,
        prepared_at: row.get("prepared_at")?,
        approved_by: row.get("approved_by")?,
        approved_by_name: row.get("approved_name")?,
        approved_at: row.get("approved_at")?,
        ready_at: row.get("ready_at")?,
        tries: row.get("tries")?,
        before: if in_doubt { Before::MayBeTaken } else { Before::NotTaken },
        receipt: row.get("receipt")?,
        reasons: read_reasons(row.get("reasons")?),
        paid_on: row.get("paid_on")?,
        file: row.parse_opt("file_id")?,
        is_replaced: row.get::<Option<String>>("replaced_by")?.is_some(),
        version: row.get("version")?,
    })
}
