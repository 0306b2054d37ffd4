//! Support as rows: assessments, agreements, notes on the summary, checks of a benefit claim.

use crate::record::{Held, Writer};
use crate::remark::Remark;
use crate::sealed::Sealed;
use db::{DbError, Row, binds};
use domain::ids::{AgreementId, AssessmentId, BenefitCheckId, NoteId, PersonId, PlacementId};
use domain::support::{Assessed, Entry, Job, Risk, next_job};
use jiff::Timestamp;
use jiff::civil::Date;

/// Rows of one kind that are read of a person, at most.
const READ_MAX: i64 = 200;
/// Jobs of a person that are read, at most.
const JOBS_MAX: i64 = 1_000;

fn sealed(text: Option<&str>) -> Option<String> {
    text.map(|text| Sealed::new(text).stored().to_owned())
}

fn opened(text: Option<String>) -> Option<String> {
    text.map(|text| Sealed::from_stored(text).open())
}

/// An entry of an assessment with what the store knows besides.
#[derive(Debug, Clone)]
pub struct Assessment {
    pub id: AssessmentId,
    /// None for the person's next job, until there is one.
    pub placement: Option<PlacementId>,
    pub entry: Entry,
    pub reason: Option<String>,
    pub made_by_name: Option<String>,
    pub made_at: Timestamp,
}

/// Records an entry of an assessment.
pub async fn record_assessment(
    writer: &mut Writer,
    (id, person, placement): (&AssessmentId, &PersonId, Option<&PlacementId>),
    (entry, reason): (Entry, Option<&str>),
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let (risk, weeks) = match entry.assessed {
        Assessed::Stands { risk, weeks } => (Some(risk.word()), Some(i64::from(weeks))),
        Assessed::Removed => (None, None),
    };
    writer
        .conn()
        .run(
            "INSERT INTO assessments (agency_id, id, person_id, placement_id, from_on, risk,
                 weeks, reason, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            binds![
                &agency,
                id,
                person,
                placement,
                entry.from_on,
                risk,
                weeks,
                sealed(reason),
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// The entries of a person's assessments, in the order in which they were made. Those for the next
/// job are that job's as soon as there is one.
pub async fn assessments(
    held: &mut impl Held,
    person: &PersonId,
) -> Result<Vec<Assessment>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(
            "SELECT a.id, a.placement_id, a.from_on, a.risk, a.weeks, a.reason, a.made_at,
                 u.name AS made_by_name
             FROM assessments a
             JOIN people p ON p.agency_id = a.agency_id AND p.id = a.person_id
             LEFT JOIN users u ON u.agency_id = a.agency_id AND u.id = a.made_by
             WHERE a.agency_id = $1 AND a.person_id = $2 AND ($3 IS NULL OR p.office_id = $3)
             ORDER BY a.made_at DESC, a.id DESC LIMIT $4",
            binds![&agency, person, office.as_ref(), READ_MAX],
        )
        .await?;
    let mut all = rows.iter().map(read_assessment).collect::<Result<Vec<_>, DbError>>()?;
    all.reverse();
    if all.iter().any(|one| one.placement.is_none()) {
        let jobs = jobs(held, person).await?;
        for one in all.iter_mut().filter(|one| one.placement.is_none()) {
            one.placement = next_job(one.made_at, &jobs);
        }
    }
    Ok(all)
}

/// When the jobs of a person were entered.
async fn jobs(held: &mut impl Held, person: &PersonId) -> Result<Vec<Job>, DbError> {
    let agency = held.agency();
    let sql = "SELECT id, made_at FROM placements WHERE agency_id = $1 AND person_id = $2
               ORDER BY made_at, id LIMIT $3";
    let rows = held.conn().all(sql, binds![&agency, person, JOBS_MAX]).await?;
    let read = |row: &Row| Ok(Job { placement: row.parse("id")?, made_at: row.get("made_at")? });
    rows.iter().map(read).collect()
}

fn read_assessment(row: &Row) -> Result<Assessment, DbError> {
    let risk: Option<String> = row.get("risk")?;
    let weeks: Option<i64> = row.get("weeks")?;
    let stands = risk.as_deref().and_then(Risk::of_word).zip(weeks);
    let assessed = match stands {
        Some((risk, weeks)) => {
            Assessed::Stands { risk, weeks: u8::try_from(weeks).unwrap_or(u8::MAX) }
        }
        None => Assessed::Removed,
    };
    Ok(Assessment {
        id: row.parse("id")?,
        placement: row.parse_opt("placement_id")?,
        entry: Entry { from_on: row.get("from_on")?, assessed },
        reason: opened(row.get("reason")?),
        made_by_name: row.get("made_by_name")?,
        made_at: row.get("made_at")?,
    })
}

/// The entries that count for a job: its own, and those that were made for the next job when this
/// was the one that followed.
#[must_use]
pub fn of_job(all: &[Assessment], placement: &PlacementId) -> Vec<Entry> {
    let is_own = |one: &&Assessment| one.placement.as_ref() == Some(placement);
    all.iter().filter(is_own).map(|one| one.entry).collect()
}

/// What was agreed on in-work support.
#[derive(Debug, Clone)]
pub struct Agreement {
    pub id: AgreementId,
    pub placement: Option<PlacementId>,
    pub is_accepted: bool,
    /// Words of what is needed, as flows and forms name them.
    pub needs: Vec<String>,
    pub note: Option<String>,
    pub agreed_on: Date,
    pub made_by_name: Option<String>,
    pub made_at: Timestamp,
}

/// One to be recorded.
#[derive(Debug)]
pub struct NewAgreement<'a> {
    pub id: AgreementId,
    pub person: PersonId,
    pub placement: Option<PlacementId>,
    pub is_accepted: bool,
    pub needs: &'a [String],
    pub note: Option<&'a str>,
    pub agreed_on: Date,
}

/// Records what was agreed.
pub async fn record_agreement(writer: &mut Writer, new: &NewAgreement<'_>) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO support_agreements (agency_id, id, person_id, placement_id, is_accepted,
                 needs, note, agreed_on, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            binds![
                &agency,
                &new.id,
                &new.person,
                new.placement.as_ref(),
                i64::from(new.is_accepted),
                sealed(Some(&new.needs.join(" "))),
                sealed(new.note),
                new.agreed_on,
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// What was agreed with a person, the latest first.
pub async fn agreements(
    held: &mut impl Held,
    person: &PersonId,
) -> Result<Vec<Agreement>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(
            "SELECT a.id, a.placement_id, a.is_accepted, a.needs, a.note, a.agreed_on, a.made_at,
                 u.name AS made_by_name
             FROM support_agreements a
             JOIN people p ON p.agency_id = a.agency_id AND p.id = a.person_id
             LEFT JOIN users u ON u.agency_id = a.agency_id AND u.id = a.made_by
             WHERE a.agency_id = $1 AND a.person_id = $2 AND ($3 IS NULL OR p.office_id = $3)
             ORDER BY a.made_at DESC, a.id DESC LIMIT $4",
            binds![&agency, person, office.as_ref(), READ_MAX],
        )
        .await?;
    let read = |row: &Row| {
        let needs = Sealed::from_stored(row.get("needs")?).open();
        Ok(Agreement {
            id: row.parse("id")?,
            placement: row.parse_opt("placement_id")?,
            is_accepted: row.get::<i64>("is_accepted")? != 0,
            needs: needs.split_whitespace().map(str::to_owned).collect(),
            note: opened(row.get("note")?),
            agreed_on: row.get("agreed_on")?,
            made_by_name: row.get("made_by_name")?,
            made_at: row.get("made_at")?,
        })
    };
    rows.iter().map(read).collect()
}

/// A dated note.
#[derive(Debug, Clone)]
pub struct Note {
    pub id: NoteId,
    /// From when it holds, or when it was so.
    pub dated_on: Date,
    pub body: Remark,
    pub made_by_name: Option<String>,
    pub made_at: Timestamp,
}

/// Records a note.
pub async fn record_note(
    writer: &mut Writer,
    (id, person): (&NoteId, &PersonId),
    (dated_on, body): (Date, &Remark),
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO notes (agency_id, id, person_id, dated_on, body, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            binds![&agency, id, person, dated_on, sealed(Some(body.stored())), by, at],
        )
        .await?;
    Ok(())
}

/// The notes of a person, those dated last first.
pub async fn notes(held: &mut impl Held, person: &PersonId) -> Result<Vec<Note>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(
            "SELECT n.id, n.dated_on, n.body, n.made_at, u.name AS made_by_name
             FROM notes n
             JOIN people p ON p.agency_id = n.agency_id AND p.id = n.person_id
             LEFT JOIN users u ON u.agency_id = n.agency_id AND u.id = n.made_by
             WHERE n.agency_id = $1 AND n.person_id = $2 AND ($3 IS NULL OR p.office_id = $3)
             ORDER BY n.dated_on DESC, n.made_at DESC, n.id DESC LIMIT $4",
            binds![&agency, person, office.as_ref(), READ_MAX],
        )
        .await?;
    let read = |row: &Row| {
        Ok(Note {
            id: row.parse("id")?,
            dated_on: row.get("dated_on")?,
            body: Remark::from_stored(Sealed::from_stored(row.get("body")?).open()),
            made_by_name: row.get("made_by_name")?,
            made_at: row.get("made_at")?,
        })
    };
    rows.iter().map(read).collect()
}

/// What was heard of a benefit claim.
#[derive(Debug, Clone)]
pub struct BenefitCheck {
    /// The job that was spoken of.
    pub placement: Option<PlacementId>,
    pub is_closed: bool,
    pub asked_of: Option<String>,
    pub made_by_name: Option<String>,
    pub made_at: Timestamp,
}

/// Records what was heard of a benefit claim.
pub async fn record_benefit_check(
    writer: &mut Writer,
    (id, person, placement): (&BenefitCheckId, &PersonId, Option<&PlacementId>),
    (is_closed, asked_of): (bool, Option<&str>),
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO benefit_checks (agency_id, id, person_id, placement_id, is_closed,
                 asked_of, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            binds![&agency, id, person, placement, i64::from(is_closed), sealed(asked_of), by, at],
        )
        .await?;
    Ok(())
}

/// What was heard of a person's benefit claim, the latest first.
pub async fn benefit_checks(
    held: &mut impl Held,
    person: &PersonId,
) -> Result<Vec<BenefitCheck>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(
            "SELECT c.placement_id, c.is_closed, c.asked_of, c.made_at,
                 u.name AS made_by_name
             FROM benefit_checks c
             JOIN people p ON p.agency_id = c.agency_id AND p.id = c.person_id
             LEFT JOIN users u ON u.agency_id = c.agency_id AND u.id = c.made_by
             WHERE c.agency_id = $1 AND c.person_id = $2 AND ($3 IS NULL OR p.office_id = $3)
             ORDER BY c.made_at DESC, c.id DESC LIMIT $4",
            binds![&agency, person, office.as_ref(), READ_MAX],
        )
        .await?;
    let read = |row: &Row| {
        Ok(BenefitCheck {
            placement: row.parse_opt("placement_id")?,
            is_closed: row.get::<i64>("is_closed")? != 0,
            asked_of: opened(row.get("asked_of")?),
            made_by_name: row.get("made_by_name")?,
            made_at: row.get("made_at")?,
        })
    };
    rows.iter().map(read).collect()
}
