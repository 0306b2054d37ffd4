//! Links to surveys and the sittings of browsers that opened them.

use crate::record::{Held, Writer};
use db::{Conn, DbError, Row, binds};
use domain::ids::{AgencyId, CheckpointId, ContactPointId, LinkId, PersonId};
use domain::surveys::KnownJob;
use domain::words::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A link with everything that its pages need to know, found by its secret in one statement.
#[derive(Debug, Clone)]
pub struct Link {
    pub agency: AgencyId,
    pub id: LinkId,
    pub person: PersonId,
    pub checkpoint: CheckpointId,
    pub token_hash: String,
    /// The office's last day on which it works.
    pub ends_on: Date,
    pub gate_wrong: i64,
    pub is_locked: bool,
    pub is_revoked: bool,
    /// It left in a text message.
    pub is_by_text: bool,
    /// The person died, withdrew, is not to be contacted, or the checkpoint has ended.
    pub is_over: bool,
    pub language: Language,
    pub year_of_birth: Option<i16>,
    pub office_zone: TimeZone,
    /// The agency's name in English and in French.
    pub agency_name: [String; 2],
    pub code: String,
    pub due_on: Date,
    pub questionnaire: String,
    pub pack: String,
    pub pack_version: i64,
    pub job: Option<KnownJob>,
    /// What became of the client's answers: `none` as well where there are none.
    pub answered: Answered,
    /// The sitting of the browser that asks, where it has one of this link.
    pub sitting: Option<Sitting>,
}

/// What became of the client's answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// Nothing, or a part.
    Open,
    Submitted,
    Refused,
    /// Somebody else opened this link and said so.
    WrongPerson,
}

/// A browser that passed the gate.
#[derive(Debug, Clone)]
pub struct Sitting {
    pub hash: String,
    pub made_at: Timestamp,
}

/// The link of a secret's hash, with the sitting of a browser's hash. Looked up before the agency
/// is known, so it is the one reading of this noun without an actor.
pub async fn find(
    conn: &mut Conn,
    token_hash: &str,
    sitting_hash: Option<&str>,
) -> Result<Option<Link>, DbError> {
    let row = conn.one(include_str!("link.sql"), binds![token_hash, sitting_hash]).await?;
    row.map(|row| read(&row, token_hash)).transpose()
}

fn read(row: &Row, token_hash: &str) -> Result<Link, DbError> {
    let is_set =
        |column| -> Result<bool, DbError> { Ok(row.get::<Option<i64>>(column)?.is_some()) };
    let is_given =
        |column| -> Result<bool, DbError> { Ok(row.get::<Option<String>>(column)?.is_some()) };
    let year: Option<i64> = row.get("year_of_birth")?;
    let job = match row.get::<Option<Date>>("job_started_on")? {
        Some(started_on) => Some(KnownJob {
            employer: row.get("employer")?,
            job_title: row.get("job_title")?,
            started_on,
        }),
        None => None,
    };
    let sitting = match row.get::<Option<String>>("sitting_hash")? {
        Some(hash) => Some(Sitting { hash, made_at: row.get("sitting_made_at")? }),
        None => None,
    };
    let flags: Option<String> = row.get("flags")?;
    let is_flagged = flags.unwrap_or_default().split(' ').any(|flag| flag == "wrong_person");
    // Another link of the same checkpoint may have reached the right person.
    let is_wrong = is_flagged && is_set("revoked_at")?;
    Ok(Link {
        agency: row.parse("agency_id")?,
        id: row.parse("id")?,
        person: row.parse("person_id")?,
        checkpoint: row.parse("checkpoint_id")?,
        token_hash: token_hash.to_owned(),
        ends_on: row.get("ends_on")?,
        gate_wrong: row.get("gate_wrong")?,
        is_locked: is_set("locked_at")?,
        is_revoked: is_set("revoked_at")?,
        is_by_text: row.get::<Option<String>>("channel")?.as_deref() == Some("sms"),
        is_over: is_given("died_on")?
            || is_given("withdrawn_on")?
            || is_given("do_not_contact_on")?
            || is_given("ending")?,
        language: row.get::<String>("language")?.parse().unwrap_or(Language::English),
        year_of_birth: year.and_then(|year| i16::try_from(year).ok()),
        office_zone: TimeZone::get(&row.get::<String>("time_zone")?).unwrap_or(TimeZone::UTC),
        agency_name: [row.get("name")?, row.get("name_fr")?],
        code: row.get("code")?,
        due_on: row.get("due_on")?,
        questionnaire: row.get("questionnaire")?,
        pack: row.get("pack")?,
        pack_version: row.get("pack_version")?,
        job,
        answered: match row.get::<Option<String>>("client_state")?.as_deref() {
            Some(_) | None if is_wrong => Answered::WrongPerson,
            Some("submitted") => Answered::Submitted,
            Some("refused") => Answered::Refused,
            Some(_) | None => Answered::Open,
        },
        sitting,
    })
}

/// Records a browser that passed the gate.
pub async fn record_sitting(
    writer: &mut Writer,
    link: &Link,
    sitting_hash: &str,
) -> Result<(), DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO survey_sittings (sitting_hash, token_hash, agency_id, checkpoint_id,
                 made_at)
             VALUES ($1, $2, $3, $4, $5)",
            binds![sitting_hash, &link.token_hash, &agency, &link.checkpoint, at],
        )
        .await?;
    Ok(())
}

/// Marks the browser that submitted.
pub async fn record_submitted(writer: &mut Writer, sitting_hash: &str) -> Result<(), DbError> {
    let at = writer.at();
    writer
        .conn()
        .run(
            "UPDATE survey_sittings SET submitted_at = $2 WHERE sitting_hash = $1",
            binds![sitting_hash, at],
        )
        .await?;
    Ok(())
}

/// Counts a wrong answer at the gate, and holds the link until this unit of work ends. Gives how
/// many there were with this one.
pub async fn count_gate_wrong(writer: &mut Writer, link: &Link) -> Result<i64, DbError> {
    let row = writer
        .conn()
        .one(
            "UPDATE survey_links SET gate_wrong = gate_wrong + 1
             WHERE token_hash = $1 RETURNING gate_wrong",
            binds![&link.token_hash],
        )
        .await?;
    row.map_or(Ok(i64::MAX), |row| row.get("gate_wrong"))
}

/// Forgets wrong answers at the gate after a right one.
pub async fn forget_gate_wrong(writer: &mut Writer, link: &Link) -> Result<(), DbError> {
    let sql = "UPDATE survey_links SET gate_wrong = 0 WHERE token_hash = $1";
    writer.conn().run(sql, binds![&link.token_hash]).await?;
    Ok(())
}

/// Locks a link after too many wrong answers at its gate.
pub async fn lock(writer: &mut Writer, link: &Link) -> Result<(), DbError> {
    let at = writer.at();
    writer
        .conn()
        .run(
            "UPDATE survey_links SET locked_at = COALESCE(locked_at, $2) WHERE token_hash = $1",
            binds![&link.token_hash, at],
        )
        .await?;
    Ok(())
}

/// Ends a link, because it reached somebody else.
pub async fn revoke(writer: &mut Writer, link: &Link) -> Result<(), DbError> {
    let at = writer.at();
    writer
        .conn()
        .run(
            "UPDATE survey_links SET revoked_at = COALESCE(revoked_at, $2)
             WHERE token_hash = $1",
            binds![&link.token_hash, at],
        )
        .await?;
    Ok(())
}

/// The contact point to which a link was sent, where it was sent.
pub async fn contact_point(
    held: &mut impl Held,
    link: &LinkId,
) -> Result<Option<ContactPointId>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT contact_point_id FROM messages
             WHERE agency_id = $1 AND link_id = $2 AND contact_point_id IS NOT NULL",
            binds![&agency, link],
        )
        .await?;
    row.map_or(Ok(None), |row| row.parse_opt("contact_point_id"))
}

/// How the client came to answer a checkpoint, and what went wrong with its links.
#[derive(Debug, Clone, Default)]
pub struct Came {
    /// The word of the channel of the message that held the link: `email`, `sms`, `link`…
    pub channel: Option<String>,
    /// When links were locked after wrong answers at the gate.
    pub locked_at: Vec<Timestamp>,
}

/// How the client came to answer a checkpoint.
pub async fn came(held: &mut impl Held, checkpoint: &CheckpointId) -> Result<Came, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT l.locked_at, MAX(s.submitted_at) AS submitted_at, MAX(m.channel) AS channel
             FROM survey_links l
             LEFT JOIN survey_sittings s
                 ON s.token_hash = l.token_hash AND s.submitted_at IS NOT NULL
             LEFT JOIN messages m ON m.agency_id = l.agency_id AND m.link_id = l.id
                 AND m.checkpoint_id = l.checkpoint_id
             WHERE l.agency_id = $1 AND l.checkpoint_id = $2
             GROUP BY l.token_hash, l.locked_at, l.made_at ORDER BY l.made_at, l.token_hash",
            binds![&agency, checkpoint],
        )
        .await?;
    let mut came = Came::default();
    for row in rows {
        came.locked_at.extend(row.get::<Option<Timestamp>>("locked_at")?);
        if row.get::<Option<i64>>("submitted_at")?.is_some() {
            came.channel = row.get("channel")?;
        }
    }
    Ok(came)
}
