//! Employers' contacts and the questions to them, as rows.

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{Conn, DbError, Row, binds};
use domain::flows::record::Basis;
use domain::ids::{AgencyId, EmployerAskId, PersonId, PlacementId};
use domain::words::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

fn sealed(text: Option<&str>) -> Option<String> {
    text.map(|text| Sealed::new(text).stored().to_owned())
}

fn opened(text: Option<String>) -> Option<String> {
    text.map(|text| Sealed::from_stored(text).open())
}

/// Whom one may ask about a job.
#[derive(Debug, Clone, Default)]
pub struct Contact {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub fax: Option<String>,
    pub language: Language,
    pub basis: Basis,
    /// Where it is written that one may.
    pub basis_note: Option<String>,
    pub version: i64,
}

/// The contact of a job.
pub async fn contact(
    held: &mut impl Held,
    placement: &PlacementId,
) -> Result<Option<Contact>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT name, email, phone, fax, language, basis, basis_note, version
             FROM employer_contacts WHERE agency_id = $1 AND placement_id = $2",
            binds![&agency, placement],
        )
        .await?;
    let read = |row: Row| {
        Ok(Contact {
            name: opened(row.get("name")?),
            email: opened(row.get("email")?),
            phone: opened(row.get("phone")?),
            fax: opened(row.get("fax")?),
            language: row.get::<String>("language")?.parse().unwrap_or(Language::English),
            basis: Basis::of_word(&row.get::<String>("basis")?).unwrap_or_default(),
            basis_note: opened(row.get("basis_note")?),
            version: row.get("version")?,
        })
    };
    row.map(read).transpose()
}

/// Records the contact of a job, counting its version up.
pub async fn record_contact(
    writer: &mut Writer,
    placement: &PlacementId,
    contact: &Contact,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO employer_contacts (agency_id, placement_id, name, email, phone, fax,
                 language, basis, basis_note, made_by, made_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
             ON CONFLICT (agency_id, placement_id) DO UPDATE SET
                 name = excluded.name, email = excluded.email, phone = excluded.phone,
                 fax = excluded.fax, language = excluded.language, basis = excluded.basis,
                 basis_note = excluded.basis_note, made_by = excluded.made_by,
                 made_at = excluded.made_at, version = employer_contacts.version + 1",
            binds![
                &agency,
                placement,
                sealed(contact.name.as_deref()),
                sealed(contact.email.as_deref()),
                sealed(contact.phone.as_deref()),
                sealed(contact.fax.as_deref()),
                contact.language.tag(),
                contact.basis.word(),
                sealed(contact.basis_note.as_deref()),
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// A question to be recorded.
#[derive(Debug)]
pub struct NewAsk<'a> {
    pub id: EmployerAskId,
    pub token_hash: &'a str,
    pub person: PersonId,
    pub placement: PlacementId,
    pub channel: &'a str,
    pub ends_on: Date,
}

/// Records a question.
pub async fn record_ask(writer: &mut Writer, new: &NewAsk<'_>) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO employer_asks (agency_id, id, token_hash, person_id, placement_id,
                 channel, ends_on, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            binds![
                &agency,
                &new.id,
                new.token_hash,
                &new.person,
                &new.placement,
                new.channel,
                new.ends_on,
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// The question that the employer of a job was asked last.
pub async fn last_ask(
    held: &mut impl Held,
    placement: &PlacementId,
) -> Result<Option<Asked>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT channel, made_at, answers, answered_at FROM employer_asks
             WHERE agency_id = $1 AND placement_id = $2 ORDER BY made_at DESC, id DESC LIMIT 1",
            binds![&agency, placement],
        )
        .await?;
    row.as_ref().map(read_ask).transpose()
}

/// Whether the link of a question still leads somewhere.
pub async fn stands(
    conn: &mut Conn,
    (agency, id): (&AgencyId, &EmployerAskId),
) -> Result<bool, DbError> {
    let sql = "SELECT 1 AS one FROM employer_asks
               WHERE agency_id = $1 AND id = $2 AND revoked_at IS NULL";
    Ok(conn.one(sql, binds![agency, id]).await?.is_some())
}

/// A question as a browser with its link finds it.
#[derive(Debug, Clone)]
pub struct Found {
    pub agency: AgencyId,
    pub id: EmployerAskId,
    pub person: PersonId,
    pub placement: PlacementId,
    pub ends_on: Date,
    pub answered_at: Option<Timestamp>,
    pub is_revoked: bool,
    pub language: Language,
    pub basis: Basis,
    pub person_name: String,
    pub employer: String,
    pub job_title: String,
    pub started_on: Date,
    /// In English and in French.
    pub agency_name: [String; 2],
    /// Empty where the agency gave none.
    pub agency_phone: String,
    pub office_zone: TimeZone,
}

/// The question that a link's secret opens.
pub async fn find(conn: &mut Conn, token_hash: &str) -> Result<Option<Found>, DbError> {
    let row = conn
        .one(
            "SELECT a.agency_id, a.id, a.person_id, a.placement_id, a.ends_on, a.answered_at,
                 a.revoked_at, c.language, c.basis, p.given_name, p.family_name, j.employer,
                 j.job_title, j.started_on, g.name AS agency_name, g.name_fr,
                 g.phone AS agency_phone, o.time_zone
             FROM employer_asks a
             JOIN people p ON p.agency_id = a.agency_id AND p.id = a.person_id
             JOIN placements j ON j.agency_id = a.agency_id AND j.id = a.placement_id
             JOIN agencies g ON g.agency_id = a.agency_id
             JOIN offices o ON o.agency_id = p.agency_id AND o.id = p.office_id
             LEFT JOIN employer_contacts c ON c.agency_id = a.agency_id
                 AND c.placement_id = a.placement_id
             WHERE a.token_hash = $1",
            binds![token_hash],
        )
        .await?;
    let read = |row: Row| {
        let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
        let basis: Option<String> = row.get("basis")?;
        let language: Option<String> = row.get("language")?;
        let zone: String = row.get("time_zone")?;
        Ok(Found {
            agency: row.parse("agency_id")?,
            id: row.parse("id")?,
            person: row.parse("person_id")?,
            placement: row.parse("placement_id")?,
            ends_on: row.get("ends_on")?,
            answered_at: row.get("answered_at")?,
            is_revoked: row.get::<Option<i64>>("revoked_at")?.is_some(),
            language: language.and_then(|tag| tag.parse().ok()).unwrap_or_default(),
            basis: basis.as_deref().and_then(Basis::of_word).unwrap_or_default(),
            person_name: format!("{given} {family}"),
            employer: row.get("employer")?,
            job_title: row.get("job_title")?,
            started_on: row.get("started_on")?,
            agency_name: [row.get("agency_name")?, row.get("name_fr")?],
            agency_phone: row.get("agency_phone")?,
            office_zone: TimeZone::get(&zone).unwrap_or(TimeZone::UTC),
        })
    };
    row.map(read).transpose()
}

/// Records what an employer answered. Gives whether nobody had answered yet.
pub async fn record_answers(
    writer: &mut Writer,
    id: &EmployerAskId,
    answers: &str,
) -> Result<bool, DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let answers = Sealed::new(answers);
    let sql = "UPDATE employer_asks SET answers = $3, answered_at = $4
               WHERE agency_id = $1 AND id = $2 AND answered_at IS NULL AND revoked_at IS NULL";
    Ok(writer.conn().run(sql, binds![&agency, id, answers.stored(), at]).await? > 0)
}

/// Ends every link of a job that nobody answered.
pub async fn record_revoked(writer: &mut Writer, placement: &PlacementId) -> Result<u64, DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let sql = "UPDATE employer_asks SET revoked_at = $3
               WHERE agency_id = $1 AND placement_id = $2 AND answered_at IS NULL
                   AND revoked_at IS NULL";
    writer.conn().run(sql, binds![&agency, placement, at]).await
}

/// A question with its answer.
#[derive(Debug, Clone)]
pub struct Asked {
    pub channel: String,
    pub asked_at: Timestamp,
    pub answers: Option<String>,
    pub answered_at: Option<Timestamp>,
}

/// The questions about a person's jobs, the latest first; twenty at most.
pub async fn asks(held: &mut impl Held, person: &PersonId) -> Result<Vec<Asked>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT channel, made_at, answers, answered_at FROM employer_asks
             WHERE agency_id = $1 AND person_id = $2 ORDER BY made_at DESC, id DESC LIMIT 20",
            binds![&agency, person],
        )
        .await?;
    rows.iter().map(read_ask).collect()
}

fn read_ask(row: &Row) -> Result<Asked, DbError> {
    Ok(Asked {
        channel: row.get("channel")?,
        asked_at: row.get("made_at")?,
        answers: opened(row.get("answers")?),
        answered_at: row.get("answered_at")?,
    })
}
