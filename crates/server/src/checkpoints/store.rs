//! Checkpoints as rows.

mod hints;
mod review;

pub use self::hints::{oldest_due, record_following, to_look_at};

use self::review::{read_review, review_word};
use crate::record::{Held, Writer};
use db::{DbError, IntoBind, Row, binds, list_of};
use domain::checkpoints::{
    AnswerState, Asked, AskedBy, Checkpoint, Ending, EndingKind, Fate, ReviewState, Stop,
    SubmissionState,
};
use domain::ids::{CheckpointId, EnrolmentId, OfficeId, PersonId, PlacementId, UserId};
use domain::programmes::{AskChannel, Purpose, ScheduledCheckpoint};
use jiff::Timestamp;
use jiff::civil::Date;

/// A checkpoint with what the store knows besides.
#[derive(Debug, Clone)]
pub struct Kept {
    pub checkpoint: Checkpoint,
    pub person: PersonId,
    pub enrolment: EnrolmentId,
    pub placement: Option<PlacementId>,
    pub position: i64,
    pub pack: String,
    pub pack_version: i64,
    pub questionnaire: String,
    pub pinned_reason: Option<String>,
    pub ending_by: Option<String>,
    pub ending_at: Option<Timestamp>,
    pub asked_at: Option<Timestamp>,
    pub look_again_at: Option<Timestamp>,
    pub version: i64,
}

/// Where a new checkpoint hangs.
#[derive(Debug, Clone, Copy)]
pub struct Series {
    pub person: PersonId,
    pub enrolment: EnrolmentId,
    pub placement: Option<PlacementId>,
    pub office: OfficeId,
    pub owner: UserId,
}

/// A checkpoint to be recorded.
#[derive(Debug)]
pub struct NewCheckpoint<'a> {
    pub id: CheckpointId,
    pub planned: &'a ScheduledCheckpoint,
    pub position: i64,
    pub questionnaire: &'a str,
    pub pack: (&'a str, i64),
    pub made_on: Date,
}

/// Every checkpoint of a person, in order of falling due.
pub async fn of_person(held: &mut impl Held, person: &PersonId) -> Result<Vec<Kept>, DbError> {
    of_people(held, std::slice::from_ref(person)).await
}

/// Every checkpoint of several people, in order of falling due, in two statements.
pub async fn of_people(held: &mut impl Held, people: &[PersonId]) -> Result<Vec<Kept>, DbError> {
    let agency = held.agency();
    let own = list_of(2, people.len());
    let values = || {
        let mut values = binds![&agency];
        values.extend(people.iter().map(IntoBind::into_bind));
        values
    };
    // Assembled: only placeholders are put into both texts.
    let rows = (held.conn())
        .all_assembled(
            format!(
                "SELECT id, person_id, enrolment_id, placement_id, code, position, pack,
                 pack_version, questionnaire, expected_on, pinned_on, pinned_reason, opens_on,
                 closes_on, made_on, ending, ending_on, ending_reason, ending_by, ending_at,
                 asked_at, answer, answered_at, review, reviewed_at, achieved_on, submission,
                 look_again_at, version FROM checkpoints
             WHERE agency_id = $1 AND person_id IN ({own}) ORDER BY due_on, series, position"
            ),
            values(),
        )
        .await?;
    let asked = held
        .conn()
        .all_assembled(
            format!(
                "SELECT checkpoint_id, purpose, attempt, channel, made_at, left_at,
                 CASE WHEN because = 'recalled' THEN because ELSE state END AS state
             FROM messages WHERE agency_id = $1 AND person_id IN ({own}) ORDER BY made_at, id"
            ),
            values(),
        )
        .await?;
    rows.iter().map(|row| kept(row, &asked)).collect()
}

/// Whose checkpoint this is, within what the actor sees.
pub async fn person_of(
    held: &mut impl Held,
    id: &CheckpointId,
) -> Result<Option<PersonId>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let row = held
        .conn()
        .one(
            "SELECT person_id FROM checkpoints
             WHERE agency_id = $1 AND id = $2 AND ($3 IS NULL OR office_id = $3)",
            binds![&agency, id, office.as_ref()],
        )
        .await?;
    row.map(|row| row.parse("person_id")).transpose()
}

fn kept(row: &Row, asked: &[Row]) -> Result<Kept, DbError> {
    let id: CheckpointId = row.parse("id")?;
    let mut askings = Vec::new();
    for row in asked {
        if row.parse::<CheckpointId>("checkpoint_id")? == id {
            askings.push(read_asked(row)?);
        }
    }
    let checkpoint = Checkpoint {
        id,
        code: row.get("code")?,
        expected_on: row.get("expected_on")?,
        pinned_on: row.get("pinned_on")?,
        opens_on: row.get("opens_on")?,
        closes_on: row.get("closes_on")?,
        made_on: row.get("made_on")?,
        ending: read_ending(row)?,
        asked: askings,
        answer: read_answer(row)?,
        review: read_review(row)?,
        achieved_on: row.get("achieved_on")?,
        submission: match row.get::<String>("submission")?.as_str() {
            "confirmed" => SubmissionState::Confirmed,
            "on_its_way" => SubmissionState::OnItsWay,
            "paid" => SubmissionState::Paid,
            "rejected" => SubmissionState::Rejected,
            _ => SubmissionState::None,
        },
    };
    Ok(Kept {
        checkpoint,
        person: row.parse("person_id")?,
        enrolment: row.parse("enrolment_id")?,
        placement: row.parse_opt("placement_id")?,
        position: row.get("position")?,
        pack: row.get("pack")?,
        pack_version: row.get("pack_version")?,
        questionnaire: row.get("questionnaire")?,
        pinned_reason: row.get("pinned_reason")?,
        ending_by: row.get("ending_by")?,
        ending_at: row.get("ending_at")?,
        asked_at: row.get("asked_at")?,
        look_again_at: row.get("look_again_at")?,
        version: row.get("version")?,
    })
}

fn read_ending(row: &Row) -> Result<Option<Ending>, DbError> {
    let Some(word) = row.get::<Option<String>>("ending")? else {
        return Ok(None);
    };
    let on = row.get::<Option<Date>>("ending_on")?.unwrap_or_default();
    let kind = match word.as_str() {
        "missed" => EndingKind::Missed,
        "missed_by_closing" => EndingKind::MissedByClosing,
        "waived" => EndingKind::Waived,
        "died" => EndingKind::Stopped(Stop::Died { on }),
        "withdrawn" => EndingKind::Stopped(Stop::Withdrawn { on }),
        _ => EndingKind::Stopped(Stop::PlacementEnded { on }),
    };
    let reason = row.get::<Option<String>>("ending_reason")?.unwrap_or_default();
    Ok(Some(Ending { kind, reason }))
}

/// The word of an ending and the day that belongs to it, as stored.
#[must_use]
pub fn ending_word(kind: EndingKind) -> (&'static str, Option<Date>) {
    match kind {
        EndingKind::Missed => ("missed", None),
        EndingKind::MissedByClosing => ("missed_by_closing", None),
        EndingKind::Waived => ("waived", None),
        EndingKind::Stopped(Stop::Died { on }) => ("died", Some(on)),
        EndingKind::Stopped(Stop::Withdrawn { on }) => ("withdrawn", Some(on)),
        EndingKind::Stopped(Stop::PlacementEnded { on }) => ("placement_ended", Some(on)),
    }
}

fn read_answer(row: &Row) -> Result<AnswerState, DbError> {
    let at = row.get::<Option<Timestamp>>("answered_at")?.unwrap_or_default();
    Ok(match row.get::<String>("answer")?.as_str() {
        "partial" => AnswerState::Partial { at },
        "submitted" => AnswerState::Submitted { at },
        "refused" => AnswerState::Refused { at },
        _ => AnswerState::None,
    })
}

/// The word of an answer's state, as stored, and its moment.
#[must_use]
pub fn answer_word(answer: AnswerState) -> (&'static str, Option<Timestamp>) {
    match answer {
        AnswerState::None => ("none", None),
        AnswerState::Partial { at } => ("partial", Some(at)),
        AnswerState::Submitted { at } => ("submitted", Some(at)),
        AnswerState::Refused { at } => ("refused", Some(at)),
    }
}

fn read_asked(row: &Row) -> Result<Asked, DbError> {
    let made_at: Timestamp = row.get("made_at")?;
    Ok(Asked {
        purpose: match row.get::<String>("purpose")?.as_str() {
            "reminder" => Purpose::Reminder,
            _ => Purpose::Survey,
        },
        attempt: u32::try_from(row.get::<i64>("attempt")?).unwrap_or(u32::MAX),
        by: match row.get::<String>("channel")?.as_str() {
            "email" => AskedBy::Message(AskChannel::Email),
            "sms" => AskedBy::Message(AskChannel::Sms),
            "print" => AskedBy::Print,
            "phone" => AskedBy::Phone,
            _ => AskedBy::Link,
        },
        at: row.get::<Option<Timestamp>>("left_at")?.unwrap_or(made_at),
        fate: match row.get::<String>("state")?.as_str() {
            "waiting" | "leaving" => Fate::Waiting,
            "undeliverable" => Fate::Undeliverable,
            "recalled" => Fate::Recalled,
            "withheld" => Fate::Withheld,
            "unknown" => Fate::Unknown,
            "failed" => Fate::Failed,
            _ => Fate::Sent,
        },
    })
}

/// Records a new checkpoint. A series has each code once.
pub async fn record_new(
    writer: &mut Writer,
    series: &Series,
    new: &NewCheckpoint<'_>,
) -> Result<(), DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let hangs_from = match &series.placement {
        Some(placement) => placement.to_string(),
        None => series.enrolment.to_string(),
    };
    writer
        .conn()
        .run(
            "INSERT INTO checkpoints (agency_id, id, person_id, enrolment_id, placement_id,
                 series, code, position, pack, pack_version, questionnaire, office_id, owner_id,
                 expected_on, due_on, opens_on, closes_on, made_on, answer, review, submission,
                 made_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15, $16,
                 $17, 'none', 'none', 'none', $18, 1)",
            binds![
                &agency,
                &new.id,
                &series.person,
                &series.enrolment,
                series.placement.as_ref(),
                &hangs_from,
                &new.planned.code,
                new.position,
                new.pack.0,
                new.pack.1,
                new.questionnaire,
                &series.office,
                &series.owner,
                new.planned.expected_on,
                new.planned.opens_on,
                new.planned.closes_on,
                new.made_on,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Records a checkpoint's dates. `due_on` follows: the pinned date, or the expected one.
pub async fn record_dates(writer: &mut Writer, kept: &Kept) -> Result<(), DbError> {
    let agency = writer.agency();
    let checkpoint = &kept.checkpoint;
    writer
        .conn()
        .run(
            "UPDATE checkpoints SET expected_on = $3, pinned_on = $4, pinned_reason = $5,
                 due_on = $6, opens_on = $7, closes_on = $8, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![
                &agency,
                &checkpoint.id,
                checkpoint.expected_on,
                checkpoint.pinned_on,
                kept.pinned_reason.as_deref(),
                checkpoint.due_on(),
                checkpoint.opens_on,
                checkpoint.closes_on
            ],
        )
        .await?;
    Ok(())
}

/// Records an ending, or that there is none any more.
pub async fn record_ending(
    writer: &mut Writer,
    id: &CheckpointId,
    ending: Option<&Ending>,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let (word, on) = match ending {
        Some(ending) => {
            let (word, on) = ending_word(ending.kind);
            (Some(word), on)
        }
        None => (None, None),
    };
    let reason = ending.map(|ending| ending.reason.clone());
    writer
        .conn()
        .run(
            "UPDATE checkpoints SET ending = $3, ending_on = $4, ending_reason = $5,
                 ending_by = $6, ending_at = $7, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![&agency, id, word, on, reason, word.map(|_| by), word.map(|_| at)],
        )
        .await?;
    Ok(())
}

/// Records where the answer and the review stand, counting the version up.
pub async fn record_response(
    writer: &mut Writer,
    id: &CheckpointId,
    answer: AnswerState,
    review: ReviewState,
) -> Result<(), DbError> {
    let agency = writer.agency();
    let (answer, answered_at) = answer_word(answer);
    let (review, reviewed_at) = review_word(review);
    writer
        .conn()
        .run(
            "UPDATE checkpoints SET answer = $3, answered_at = $4, review = $5,
                 reviewed_at = $6, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![&agency, id, answer, answered_at, review, reviewed_at],
        )
        .await?;
    Ok(())
}

/// Records that a checkpoint was entered anew today, by the office of its person.
pub async fn record_made_on(
    writer: &mut Writer,
    id: &CheckpointId,
    on: Date,
) -> Result<(), DbError> {
    let agency = writer.agency();
    writer
        .conn()
        .run(
            "UPDATE checkpoints SET made_on = $3 WHERE agency_id = $1 AND id = $2",
            binds![&agency, id, on],
        )
        .await?;
    Ok(())
}

/// Records who looks after a person's checkpoints from now on.
pub async fn record_owner(
    writer: &mut Writer,
    (person, to): (&PersonId, &UserId),
) -> Result<(), DbError> {
    let agency = writer.agency();
    let sql = "UPDATE checkpoints SET owner_id = $3 WHERE agency_id = $1 AND person_id = $2";
    writer.conn().run(sql, binds![&agency, person, to]).await?;
    Ok(())
}
