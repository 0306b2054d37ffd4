//! Claims as rows.

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{Bind, DbError, IntoBind, Row, binds};
use domain::claims::{Claim, Kind, State};
use domain::ids::{CheckpointId, ClaimId, FormId, PersonId, PlacementId, UserId};
use jiff::Timestamp;
use jiff::civil::Date;

/// Open forms of a claim that are read, at most.
const OPEN_FORMS_MAX: i64 = 20;

/// A claim with what the store knows besides.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: ClaimId,
    pub claim: Claim,
    pub person: PersonId,
    /// Given name, then family name.
    pub person_name: String,
    pub placement: PlacementId,
    pub employer: String,
    pub checkpoint: Option<CheckpointId>,
    /// Why it came back, or what was said when it was countersigned.
    pub reason: Option<String>,
    /// By which way it was passed on.
    pub via: Option<String>,
    pub period: Option<(Date, Date)>,
    /// The line of the order, or the funder's reference.
    pub line: Option<String>,
    pub prepared_by_name: String,
    pub decided_by_name: Option<String>,
    pub decided_at: Option<Timestamp>,
    pub submitted_at: Option<Timestamp>,
    pub made_at: Timestamp,
    /// Since when it stands where it stands.
    pub stands_at: Timestamp,
    pub version: i64,
}

/// One to be recorded.
#[derive(Debug)]
pub struct New {
    pub id: ClaimId,
    pub person: PersonId,
    pub placement: PlacementId,
    pub checkpoint: Option<CheckpointId>,
    pub kind: Kind,
}

/// Records a claim that is prepared. One of a job is put together at a time.
pub async fn record_new(writer: &mut Writer, new: &New) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO claims (agency_id, id, person_id, placement_id, checkpoint_id, kind,
                 state, prepared_by, made_at, stands_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, 'prepared', $7, $8, $8, 1)",
            binds![
                &agency,
                &new.id,
                &new.person,
                &new.placement,
                new.checkpoint.as_ref(),
                new.kind.word(),
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Records that a claim is prepared anew, by whoever does so now.
pub async fn record_prepared(
    writer: &mut Writer,
    id: &ClaimId,
    (kind, checkpoint): (Kind, Option<&CheckpointId>),
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "UPDATE claims SET kind = $3, checkpoint_id = $4, state = 'prepared',
                 prepared_by = $5, stands_at = $6, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![&agency, id, kind.word(), checkpoint, by, at],
        )
        .await?;
    Ok(())
}

/// Records that a claim is with whoever countersigns.
pub async fn record_passed(writer: &mut Writer, id: &ClaimId) -> Result<(), DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let sql = "UPDATE claims SET state = 'awaiting_countersignature', reason = NULL,
                   stands_at = $3, version = version + 1
               WHERE agency_id = $1 AND id = $2";
    writer.conn().run(sql, binds![&agency, id, at]).await?;
    Ok(())
}

/// Records what whoever countersigns decided.
pub async fn record_decision(
    writer: &mut Writer,
    id: &ClaimId,
    (state, reason): (State, Option<&str>),
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let reason = reason.map(|text| Sealed::new(text).stored().to_owned());
    writer
        .conn()
        .run(
            "UPDATE claims SET state = $3, reason = $4, decided_by = $5, decided_at = $6,
                 stands_at = $6, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![&agency, id, state.word(), reason, by, at],
        )
        .await?;
    Ok(())
}

/// Whether the outcome of a job was passed on to the funder's side already.
pub async fn has_outcome(held: &mut impl Held, placement: &PlacementId) -> Result<bool, DbError> {
    let agency = held.agency();
    let sql = "SELECT 1 AS one FROM claims WHERE agency_id = $1 AND placement_id = $2
                   AND kind = 'job_outcome' AND state = 'submitted' LIMIT 1";
    Ok(held.conn().one(sql, binds![&agency, placement]).await?.is_some())
}

/// The forms that were begun for the job since the claim was, and are not complete.
pub async fn open_forms(held: &mut impl Held, kept: &Kept) -> Result<Vec<FormId>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT f.id FROM forms f
             JOIN runs r ON r.agency_id = f.agency_id AND r.id = f.run_id
             WHERE f.agency_id = $1 AND f.person_id = $2 AND r.placement_id = $3
                 AND f.completed_at IS NULL AND f.made_at >= $4
             ORDER BY f.made_at, f.id LIMIT $5",
            binds![&agency, &kept.person, &kept.placement, kept.made_at, OPEN_FORMS_MAX],
        )
        .await?;
    rows.iter().map(|row| row.parse("id")).collect()
}

/// How a claim is passed on.
#[derive(Debug, Default)]
pub struct Passed<'a> {
    pub via: &'a str,
    pub period: Option<(Date, Date)>,
    pub line: Option<&'a str>,
}

/// Records that a claim was passed on.
pub async fn record_submitted(
    writer: &mut Writer,
    (id, kind): (&ClaimId, Kind),
    passed: &Passed<'_>,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let (from, to) = passed.period.unzip();
    writer
        .conn()
        .run(
            "UPDATE claims SET state = 'submitted', kind = $3, via = $4,
                 checkpoint_id = CASE WHEN kind = $3 THEN checkpoint_id END, period_from = $5,
                 period_to = $6, line = $7, submitted_by = $8, submitted_at = $9,
                 stands_at = $9, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![&agency, id, kind.word(), passed.via, from, to, passed.line, by, at],
        )
        .await?;
    Ok(())
}

const COLUMNS: &str = "SELECT c.id, c.person_id, c.placement_id, c.checkpoint_id, c.kind, c.state,
     c.reason, c.via, c.period_from, c.period_to, c.line, c.prepared_by, c.decided_at,
     c.submitted_at, c.made_at, c.stands_at, c.version, u.name AS prepared_by_name,
     b.name AS decided_by_name, p.given_name, p.family_name, j.employer
     FROM claims c
     JOIN people p ON p.agency_id = c.agency_id AND p.id = c.person_id
     JOIN placements j ON j.agency_id = c.agency_id AND j.id = c.placement_id
     JOIN users u ON u.agency_id = c.agency_id AND u.id = c.prepared_by
     LEFT JOIN users b ON b.agency_id = c.agency_id AND b.id = c.decided_by";

/// Who prepared a claim.
#[derive(Debug, Clone, Copy)]
pub enum Prepared {
    By(UserId),
    /// Anybody but this member of staff.
    ByOthersThan(UserId),
}

/// Which claims.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    pub id: Option<ClaimId>,
    pub person: Option<PersonId>,
    pub placement: Option<PlacementId>,
    pub state: Option<State>,
    pub prepared: Option<Prepared>,
}

impl Filter {
    /// What somebody countersigns: what others prepared.
    #[must_use]
    pub fn to_countersign(user: UserId) -> Self {
        let prepared = Some(Prepared::ByOthersThan(user));
        Self { state: Some(State::Passed), prepared, ..Self::default() }
    }

    /// The conditions, of `c`, the claim, and `p`, the person, each only where it narrows: so the
    /// indexes of states and jobs are used.
    fn narrowed(&self, held: &impl Held) -> (String, Vec<Bind>) {
        let (by, not_by) = match &self.prepared {
            Some(Prepared::By(user)) => (Some(user), None),
            Some(Prepared::ByOthersThan(user)) => (None, Some(user)),
            None => (None, None),
        };
        let office = held.actor().office;
        let (mut text, mut values) = (String::from("c.agency_id = $1"), binds![&held.agency()]);
        let mut and = |condition: &str, value: Option<Bind>| {
            if let Some(value) = value {
                values.push(value);
                text.push_str(&format!(" AND {condition} ${}", values.len()));
            }
        };
        and("p.office_id =", office.map(|office| (&office).into_bind()));
        and("c.id =", self.id.map(|id| (&id).into_bind()));
        and("c.person_id =", self.person.map(|person| (&person).into_bind()));
        and("c.placement_id =", self.placement.map(|placement| (&placement).into_bind()));
        and("c.state =", self.state.map(|state| state.word().into_bind()));
        and("c.prepared_by =", by.map(IntoBind::into_bind));
        and("c.prepared_by <>", not_by.map(IntoBind::into_bind));
        (text, values)
    }
}

/// In which order claims stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The one that was prepared last first.
    Latest,
    /// The one that stands the longest where it stands first.
    Oldest,
}

impl Order {
    /// The moment by which a claim stands in this order.
    #[must_use]
    pub fn moment(self, kept: &Kept) -> Timestamp {
        match self {
            Self::Latest => kept.made_at,
            Self::Oldest => kept.stands_at,
        }
    }

    /// The column of that moment, how what comes behind a place compares with it, and the way.
    fn text(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Latest => ("c.made_at", "<", "DESC"),
            Self::Oldest => ("c.stands_at", ">", "ASC"),
        }
    }
}

/// Behind which claim a page begins: its moment in the order, and its id.
pub type After = (Timestamp, ClaimId);

/// Claims within what the actor sees.
pub async fn list(
    held: &mut impl Held,
    filter: &Filter,
    (order, after): (Order, Option<After>),
    limit: i64,
) -> Result<Vec<Kept>, DbError> {
    let ((narrowed, mut values), (moment, behind, way)) = (filter.narrowed(held), order.text());
    let mut text = format!("{COLUMNS} WHERE {narrowed}");
    if let Some((at, id)) = after {
        let (first, second) = (values.len() + 1, values.len() + 2);
        values.extend(binds![at, &id]);
        text.push_str(&format!(
            " AND ({moment} {behind} ${first} OR ({moment} = ${first} AND c.id {behind} ${second}))"
        ));
    }
    values.push(limit.into_bind());
    let last = values.len();
    text.push_str(&format!(" ORDER BY {moment} {way}, c.id {way} LIMIT ${last}"));
    // Assembled: every part is a constant, and placeholders are counted.
    let rows = held.conn().all_assembled(text, values).await?;
    rows.iter().map(read).collect()
}

/// One claim, within what the actor sees.
pub async fn find(held: &mut impl Held, id: &ClaimId) -> Result<Option<Kept>, DbError> {
    let filter = Filter { id: Some(*id), ..Filter::default() };
    Ok(list(held, &filter, (Order::Latest, None), 1).await?.pop())
}

/// The latest claim of a job.
pub async fn latest_of(
    held: &mut impl Held,
    placement: &PlacementId,
) -> Result<Option<Kept>, DbError> {
    let filter = Filter { placement: Some(*placement), ..Filter::default() };
    Ok(list(held, &filter, (Order::Latest, None), 1).await?.pop())
}

/// The checkpoints of a person for which a claim was passed on.
pub async fn claimed(
    held: &mut impl Held,
    person: &PersonId,
) -> Result<Vec<CheckpointId>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT checkpoint_id FROM claims
             WHERE agency_id = $1 AND person_id = $2 AND state = 'submitted'
                 AND checkpoint_id IS NOT NULL LIMIT 1000",
            binds![&agency, person],
        )
        .await?;
    rows.iter().map(|row| row.parse("checkpoint_id")).collect()
}

/// How many claims fit, within what the actor sees.
pub async fn count(held: &mut impl Held, filter: &Filter) -> Result<i64, DbError> {
    let (narrowed, values) = filter.narrowed(held);
    // Assembled: every part is a constant, and placeholders are counted.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "SELECT CAST(COUNT(*) AS BIGINT) AS many FROM claims c
                 JOIN people p ON p.agency_id = c.agency_id AND p.id = c.person_id
                 WHERE {narrowed}"
            ),
            values,
        )
        .await?;
    rows.first().map_or(Ok(0), |row| row.get("many"))
}

fn read(row: &Row) -> Result<Kept, DbError> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    let (from, to): (Option<Date>, Option<Date>) = (row.get("period_from")?, row.get("period_to")?);
    let reason: Option<String> = row.get("reason")?;
    Ok(Kept {
        id: row.parse("id")?,
        claim: Claim {
            kind: Kind::of_word(&row.get::<String>("kind")?).unwrap_or(Kind::JobOutcome),
            state: State::of_word(&row.get::<String>("state")?).unwrap_or(State::Prepared),
            prepared_by: row.parse("prepared_by")?,
        },
        person: row.parse("person_id")?,
        person_name: format!("{given} {family}"),
        placement: row.parse("placement_id")?,
        employer: row.get("employer")?,
        checkpoint: row.parse_opt("checkpoint_id")?,
        reason: reason.map(|text| Sealed::from_stored(text).open()),
        via: row.get("via")?,
        period: from.zip(to),
        line: row.get("line")?,
        prepared_by_name: row.get("prepared_by_name")?,
        decided_by_name: row.get("decided_by_name")?,
        decided_at: row.get("decided_at")?,
        submitted_at: row.get("submitted_at")?,
        made_at: row.get("made_at")?,
        stands_at: row.get("stands_at")?,
        version: row.get("version")?,
    })
}
