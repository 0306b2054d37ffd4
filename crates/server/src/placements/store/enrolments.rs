//! Enrolments as rows.

use crate::record::{Held, Writer};
use db::{DbError, Row, binds};
use domain::ids::{EnrolmentId, OfficeId, PersonId, UserId};
use domain::programmes::Anchors;
use jiff::civil::Date;

/// One person in one programme.
#[derive(Debug, Clone)]
pub struct Enrolment {
    pub id: EnrolmentId,
    pub person: PersonId,
    pub pack: String,
    pub pack_version: i64,
    pub referred_on: Option<Date>,
    pub started_on: Option<Date>,
    pub service_ended_on: Option<Date>,
    pub exited_on: Option<Date>,
    pub group: Option<String>,
    pub stage: String,
    pub version: i64,
}

impl Enrolment {
    /// The days from which programmes count that belong to the enrolment.
    #[must_use]
    pub fn anchors(&self) -> Anchors {
        Anchors { exit: self.exited_on, service_end: self.service_ended_on, ..Anchors::default() }
    }
}

/// An enrolment to be recorded.
#[derive(Debug)]
pub struct NewEnrolment<'a> {
    pub enrolment: &'a Enrolment,
    pub office: OfficeId,
    pub owner: UserId,
}

const ENROLMENT: &str = "SELECT id, person_id, pack, pack_version, referred_on, started_on,
    service_ended_on, exited_on, group_code, stage, version FROM enrolments
    WHERE agency_id = $1 AND person_id = $2 ORDER BY made_at, id";

/// Every enrolment of a person that the actor may see.
pub async fn enrolments(
    held: &mut impl Held,
    person: &PersonId,
) -> Result<Vec<Enrolment>, DbError> {
    let agency = held.agency();
    let rows = held.conn().all(ENROLMENT, binds![&agency, person]).await?;
    rows.iter().map(enrolment).collect()
}

/// One enrolment, within what the actor sees.
pub async fn find_enrolment(
    held: &mut impl Held,
    id: &EnrolmentId,
) -> Result<Option<Enrolment>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let row = held
        .conn()
        .one(
            "SELECT e.id, e.person_id, e.pack, e.pack_version, e.referred_on, e.started_on,
                 e.service_ended_on, e.exited_on, e.group_code, e.stage, e.version
             FROM enrolments e
             JOIN people p ON p.agency_id = e.agency_id AND p.id = e.person_id
             WHERE e.agency_id = $1 AND e.id = $2 AND ($3 IS NULL OR p.office_id = $3)",
            binds![&agency, id, office.as_ref()],
        )
        .await?;
    row.as_ref().map(enrolment).transpose()
}

fn enrolment(row: &Row) -> Result<Enrolment, DbError> {
    Ok(Enrolment {
        id: row.parse("id")?,
        person: row.parse("person_id")?,
        pack: row.get("pack")?,
        pack_version: row.get("pack_version")?,
        referred_on: row.get("referred_on")?,
        started_on: row.get("started_on")?,
        service_ended_on: row.get("service_ended_on")?,
        exited_on: row.get("exited_on")?,
        group: row.get("group_code")?,
        stage: row.get("stage")?,
        version: row.get("version")?,
    })
}

/// Records an enrolment. One person is in one programme once.
pub async fn record_enrolment(writer: &mut Writer, new: &NewEnrolment<'_>) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let enrolment = new.enrolment;
    writer
        .conn()
        .run(
            "INSERT INTO enrolments (agency_id, id, person_id, pack, pack_version, referred_on,
                 started_on, service_ended_on, exited_on, group_code, stage, office_id, owner_id,
                 made_by, made_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)",
            binds![
                &agency,
                &enrolment.id,
                &enrolment.person,
                &enrolment.pack,
                enrolment.pack_version,
                enrolment.referred_on,
                enrolment.started_on,
                enrolment.service_ended_on,
                enrolment.exited_on,
                enrolment.group.as_deref(),
                &enrolment.stage,
                &new.office,
                &new.owner,
                &by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Records what is now known of an enrolment, counting the version up.
pub async fn record_enrolment_changes(
    writer: &mut Writer,
    enrolment: &Enrolment,
) -> Result<(), DbError> {
    let agency = writer.agency();
    writer
        .conn()
        .run(
            "UPDATE enrolments SET referred_on = $3, started_on = $4, service_ended_on = $5,
                 exited_on = $6, group_code = $7, stage = $8, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![
                &agency,
                &enrolment.id,
                enrolment.referred_on,
                enrolment.started_on,
                enrolment.service_ended_on,
                enrolment.exited_on,
                enrolment.group.as_deref(),
                &enrolment.stage
            ],
        )
        .await?;
    Ok(())
}

/// Records who looks after a person's enrolments from now on.
pub async fn record_owner(
    writer: &mut Writer,
    (person, to): (&PersonId, &UserId),
) -> Result<(), DbError> {
    let agency = writer.agency();
    let sql = "UPDATE enrolments SET owner_id = $3 WHERE agency_id = $1 AND person_id = $2";
    writer.conn().run(sql, binds![&agency, person, to]).await?;
    Ok(())
}
