//! Placements with the history of hours and pay; enrolments in a file of their own.

mod enrolments;

pub use enrolments::{
    Enrolment, NewEnrolment, enrolments, find_enrolment, record_enrolment,
    record_enrolment_changes, record_owner,
};

use crate::record::{Held, Writer};
use crate::remark::Remark;
use db::{DbError, IntoBind, Row, binds, list_of};
use domain::ids::{EnrolmentId, PersonId, PlacementId};
use domain::placements::{Pay, PayPeriod, Placement};
use jiff::civil::Date;

/// One job with what is in force now.
#[derive(Debug, Clone)]
pub struct Kept {
    pub placement: Placement,
    pub person: PersonId,
    pub enrolment: EnrolmentId,
    pub pack: String,
    pub pack_version: i64,
    pub employer: String,
    pub job_title: String,
    pub end_reason: Option<Remark>,
    /// From whom the last day comes, as flows name them; none where it was entered by hand.
    pub end_source: Option<String>,
    /// How often an end was taken back.
    pub reopened: i64,
    pub terms: Vec<Terms>,
    pub version: i64,
}

impl Kept {
    /// The hours and pay in force on a day: the last that began by then, or the first.
    #[must_use]
    pub fn terms_on(&self, day: Date) -> Option<&Terms> {
        let begun = self.terms.iter().rev().find(|terms| terms.from_on <= day);
        begun.or_else(|| self.terms.first())
    }
}

/// Hours and pay from a day on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    pub from_on: Date,
    pub hours_per_week: f64,
    pub pay: Option<Pay>,
}

/// A job to be recorded.
#[derive(Debug)]
pub struct NewPlacement<'a> {
    pub id: PlacementId,
    pub person: PersonId,
    pub enrolment: EnrolmentId,
    pub employer: &'a str,
    pub job_title: &'a str,
    pub started_on: Date,
    pub terms: Terms,
}

/// Every job of a person, the latest first.
pub async fn list(held: &mut impl Held, person: &PersonId) -> Result<Vec<Kept>, DbError> {
    list_many(held, std::slice::from_ref(person)).await
}

/// Every job of several people, the latest first, in two statements.
pub async fn list_many(held: &mut impl Held, people: &[PersonId]) -> Result<Vec<Kept>, DbError> {
    let agency = held.agency();
    let own = list_of(2, people.len());
    let values = || {
        let mut values = binds![&agency];
        values.extend(people.iter().map(IntoBind::into_bind));
        values
    };
    // Assembled: only placeholders are put into both texts.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "SELECT j.id, j.person_id, j.enrolment_id, e.pack, e.pack_version, j.employer,
                 j.job_title, j.started_on, j.ended_on, j.end_reason,
                 j.end_source, j.reopened, j.version
             FROM placements j
             JOIN enrolments e ON e.agency_id = j.agency_id AND e.id = j.enrolment_id
             WHERE j.agency_id = $1 AND j.person_id IN ({own})
             ORDER BY j.started_on DESC, j.id DESC"
            ),
            values(),
        )
        .await?;
    let terms = held
        .conn()
        .all_assembled(
            format!(
                "SELECT t.placement_id, t.from_on, t.hours_quarters, t.pay_cents, t.pay_period
             FROM placement_terms t
             JOIN placements j ON j.agency_id = t.agency_id AND j.id = t.placement_id
             WHERE t.agency_id = $1 AND j.person_id IN ({own}) ORDER BY t.from_on"
            ),
            values(),
        )
        .await?;
    rows.iter().map(|row| kept(row, &terms)).collect()
}

/// One job, within what the actor sees.
pub async fn find(held: &mut impl Held, id: &PlacementId) -> Result<Option<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let row = held
        .conn()
        .one(
            "SELECT j.id, j.person_id, j.enrolment_id, e.pack, e.pack_version, j.employer,
                 j.job_title, j.started_on, j.ended_on, j.end_reason,
                 j.end_source, j.reopened, j.version
             FROM placements j
             JOIN enrolments e ON e.agency_id = j.agency_id AND e.id = j.enrolment_id
             JOIN people p ON p.agency_id = j.agency_id AND p.id = j.person_id
             WHERE j.agency_id = $1 AND j.id = $2 AND ($3 IS NULL OR p.office_id = $3)",
            binds![&agency, id, office.as_ref()],
        )
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let terms = held
        .conn()
        .all(
            "SELECT placement_id, from_on, hours_quarters, pay_cents, pay_period
             FROM placement_terms WHERE agency_id = $1 AND placement_id = $2 ORDER BY from_on",
            binds![&agency, id],
        )
        .await?;
    kept(&row, &terms).map(Some)
}

fn kept(row: &Row, terms: &[Row]) -> Result<Kept, DbError> {
    let id: PlacementId = row.parse("id")?;
    let mut own = Vec::new();
    for row in terms {
        if row.parse::<PlacementId>("placement_id")? == id {
            own.push(read_terms(row)?);
        }
    }
    Ok(Kept {
        placement: Placement {
            id,
            started_on: row.get("started_on")?,
            ended_on: row.get("ended_on")?,
        },
        person: row.parse("person_id")?,
        enrolment: row.parse("enrolment_id")?,
        pack: row.get("pack")?,
        pack_version: row.get("pack_version")?,
        employer: row.get("employer")?,
        job_title: row.get("job_title")?,
        end_reason: row.get::<Option<String>>("end_reason")?.map(Remark::from_stored),
        end_source: row.get("end_source")?,
        reopened: row.get("reopened")?,
        terms: own,
        version: row.get("version")?,
    })
}

fn read_terms(row: &Row) -> Result<Terms, DbError> {
    let quarters: i64 = row.get("hours_quarters")?;
    let period = row.get::<Option<String>>("pay_period")?;
    let period = period.as_deref().and_then(PayPeriod::from_word);
    let cents: Option<i64> = row.get("pay_cents")?;
    Ok(Terms {
        from_on: row.get("from_on")?,
        hours_per_week: quarters as f64 / 4.0,
        pay: cents.zip(period).map(|(cents, period)| Pay { cents, period }),
    })
}

/// Records a job with its first terms.
pub async fn record_new(writer: &mut Writer, new: &NewPlacement<'_>) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO placements (agency_id, id, person_id, enrolment_id, employer, job_title,
                 started_on, made_by, made_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)",
            binds![
                &agency,
                &new.id,
                &new.person,
                &new.enrolment,
                new.employer,
                new.job_title,
                new.started_on,
                &by,
                at
            ],
        )
        .await?;
    record_terms(writer, &new.id, &new.terms).await
}

/// Records hours and pay from a day on; the same day again corrects them.
pub async fn record_terms(
    writer: &mut Writer,
    placement: &PlacementId,
    terms: &Terms,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO placement_terms (agency_id, placement_id, from_on, hours_quarters,
                 pay_cents, pay_period, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (agency_id, placement_id, from_on) DO UPDATE SET
                 hours_quarters = EXCLUDED.hours_quarters, pay_cents = EXCLUDED.pay_cents,
                 pay_period = EXCLUDED.pay_period, made_by = EXCLUDED.made_by,
                 made_at = EXCLUDED.made_at",
            binds![
                &agency,
                placement,
                terms.from_on,
                (terms.hours_per_week * 4.0).round() as i64,
                terms.pay.map(|pay| pay.cents),
                terms.pay.map(|pay| pay.period.word()),
                &by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Records what is now known of a job's dates, counting the version up.
pub async fn record_dates(writer: &mut Writer, kept: &Kept) -> Result<(), DbError> {
    let placement = &kept.placement;
    let agency = writer.agency();
    writer
        .conn()
        .run(
            "UPDATE placements SET started_on = $3, ended_on = $4, end_reason = $5,
                 end_source = $6, reopened = $7, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![
                &agency,
                &placement.id,
                placement.started_on,
                placement.ended_on,
                kept.end_reason.as_ref().map(Remark::stored),
                kept.end_source.as_deref(),
                kept.reopened
            ],
        )
        .await?;
    Ok(())
}

/// Moves the first terms of a job to its corrected first day.
pub async fn move_first_terms(
    writer: &mut Writer,
    placement: &PlacementId,
    (from, to): (Date, Date),
) -> Result<u64, DbError> {
    let agency = writer.agency();
    writer
        .conn()
        .run(
            "UPDATE placement_terms SET from_on = $4
             WHERE agency_id = $1 AND placement_id = $2 AND from_on = $3
                 AND NOT EXISTS (SELECT 1 FROM placement_terms o WHERE o.agency_id = $1
                     AND o.placement_id = $2 AND o.from_on = $4)",
            binds![&agency, placement, from, to],
        )
        .await
}
