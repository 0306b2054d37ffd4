//! What was asked and what was answered in a period, in rows that a report counts.

use crate::record::Held;
use crate::sealed::Sealed;
use crate::surveys::source::Source;
use db::{DbError, Row, binds};
use domain::ids::{CheckpointId, OfficeId, PersonId};
use domain::messaging::Channel;
use domain::reports::{Asked, Given, Reached, Way};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Rows of one reading.
pub const ROWS: i64 = 1_000;

/// Which rows, besides what the actor sees.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// The first moment, and the first that is no more.
    pub from: Timestamp,
    pub until: Timestamp,
    pub office: Option<OfficeId>,
    pub programme: Option<String>,
    pub point: Option<String>,
}

/// A checkpoint that somebody was asked about for the first time in the period.
#[derive(Debug, Clone)]
pub struct AskedRow {
    pub checkpoint: CheckpointId,
    pub person: PersonId,
    pub asked: Asked,
    pub asked_at: Timestamp,
    pub answered_at: Option<Timestamp>,
}

/// A response that was given in the period.
#[derive(Debug, Clone)]
pub struct AnswerRow {
    pub checkpoint: CheckpointId,
    pub person: PersonId,
    pub questionnaire: String,
    pub pack: String,
    pub pack_version: i64,
    pub point: String,
    pub asked: Asked,
    /// Nobody had been asked by a message before.
    pub unasked: Unasked,
    pub answered_at: Timestamp,
    /// What the client said: by themselves, or as staff took it down.
    pub said: Option<Sealed>,
    /// What stands after the review.
    pub reviewed: Option<Sealed>,
}

/// Whether a message had gone before an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unasked {
    Asked,
    Unasked,
}

/// Checkpoints asked in the period, by their ids, behind `after`.
pub async fn asked(
    held: &mut impl Held,
    scope: &Scope,
    after: &str,
) -> Result<Vec<AskedRow>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let values = binds![
        &agency,
        after,
        scope.from,
        scope.until,
        office.or(scope.office).as_ref(),
        scope.programme.as_deref(),
        scope.point.as_deref(),
        ROWS
    ];
    let rows = held.conn().all(include_str!("asked.sql"), values).await?;
    rows.iter()
        .map(|row| {
            let asked = read_asked(row)?;
            let answered_at: Option<Timestamp> = row.get("answered_at")?;
            Ok(AskedRow {
                checkpoint: row.parse("checkpoint_id")?,
                person: row.parse("person_id")?,
                asked,
                asked_at: row.get("asked_at")?,
                answered_at: answered_at.filter(|_| asked.given == Given::Answers),
            })
        })
        .collect()
}

/// Responses given in the period, newest first, behind a moment and an id.
pub async fn answers(
    held: &mut impl Held,
    scope: &Scope,
    (before, id): (Timestamp, &str),
) -> Result<Vec<AnswerRow>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let values = binds![
        &agency,
        scope.from,
        before,
        id,
        office.or(scope.office).as_ref(),
        scope.programme.as_deref(),
        scope.point.as_deref(),
        ROWS
    ];
    let rows = held.conn().all(include_str!("answers.sql"), values).await?;
    rows.iter().map(read_answer).collect()
}

fn read_answer(row: &Row) -> Result<AnswerRow, DbError> {
    let sealed = |column| -> Result<Option<Sealed>, DbError> {
        Ok(row.get::<Option<String>>(column)?.map(Sealed::from_stored))
    };
    let asked = read_asked(row)?;
    let reviewed = sealed("staff_answers")?
        .filter(|_| row.get::<String>("staff_state").is_ok_and(|state| state == "reviewed"));
    let own = row.get::<String>("client_state")? == "submitted";
    let said = if own { sealed("client_answers")? } else { reviewed.clone() };
    let last: Option<String> = row.get("last_by")?;
    Ok(AnswerRow {
        checkpoint: row.parse("checkpoint_id")?,
        person: row.parse("person_id")?,
        questionnaire: row.get("questionnaire")?,
        pack: row.get("pack")?,
        pack_version: row.get("pack_version")?,
        point: row.get("code")?,
        unasked: if last.is_some() { Unasked::Asked } else { Unasked::Unasked },
        answered_at: row.get("answered_at")?,
        said: said.filter(|_| asked.given == Given::Answers),
        reviewed,
        asked,
    })
}

fn read_asked(row: &Row) -> Result<Asked, DbError> {
    let way = |column| -> Result<Option<Way>, DbError> {
        let word: Option<String> = row.get(column)?;
        Ok(word.as_deref().and_then(Channel::from_word).map(Way::from))
    };
    let source: Option<String> = row.get("source")?;
    let source = source.and_then(|word| word.parse::<Source>().ok());
    let client: Option<String> = row.get("client_state")?;
    let staff: Option<String> = row.get("staff_state")?;
    let is_reviewed = staff.as_deref() == Some("reviewed");
    let told_by = source.and_then(way_of_source);
    let given = match client.as_deref() {
        Some("submitted") => Given::Answers,
        Some("refused") => Given::Refusal,
        // Staff took down what the client told them, and submitted it.
        Some(_) if is_reviewed && source.is_some_and(is_client) => Given::Answers,
        Some("partial") => Given::Part,
        _ => Given::Nothing,
    };
    let reached: Option<i64> = row.get("reached")?;
    let reached = if reached.unwrap_or_default() > 0 { Reached::Perhaps } else { Reached::Nobody };
    let came_by = way("came_by")?;
    Ok(Asked { came_by, told_by, last_asked_by: way("last_by")?, reached, given })
}

/// The channel of an answer that did not come by a link.
fn way_of_source(source: Source) -> Option<Way> {
    match source {
        Source::ClientSms => Some(Way::Sms),
        Source::ClientPhone => Some(Way::Phone),
        Source::ClientInPerson => Some(Way::InPerson),
        Source::ClientPaper => Some(Way::Print),
        Source::ClientWeb | Source::Employer | Source::Records | Source::Other => None,
    }
}

fn is_client(source: Source) -> bool {
    match source {
        Source::ClientWeb
        | Source::ClientSms
        | Source::ClientPhone
        | Source::ClientInPerson
        | Source::ClientPaper => true,
        Source::Employer | Source::Records | Source::Other => false,
    }
}

/// The offices that the actor sees, by name.
pub async fn offices(held: &mut impl Held) -> Result<Vec<(OfficeId, String)>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(
            "SELECT id, name FROM offices
             WHERE agency_id = $1 AND ($2 IS NULL OR id = $2) ORDER BY name, id",
            binds![&agency, office.as_ref()],
        )
        .await?;
    rows.iter().map(|row| Ok((row.parse("id")?, row.get("name")?))).collect()
}

/// The zone of the agency's first office: its days are the agency's.
pub async fn zone(held: &mut impl Held) -> Result<TimeZone, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT time_zone FROM offices WHERE agency_id = $1 ORDER BY made_at, id LIMIT 1",
            binds![&agency],
        )
        .await?;
    let name = row.map(|row| row.get::<String>("time_zone")).transpose()?;
    Ok(name.and_then(|name| TimeZone::get(&name).ok()).unwrap_or(TimeZone::UTC))
}

/// The newest version of each pack that the agency has pinned.
pub async fn packs(held: &mut impl Held) -> Result<Vec<(String, i64)>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT pack, MAX(version) AS version FROM pack_versions
             WHERE agency_id = $1 GROUP BY pack ORDER BY pack",
            binds![&agency],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get("pack")?, row.get("version")?))).collect()
}
