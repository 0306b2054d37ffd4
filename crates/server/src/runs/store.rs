//! Runs and what they did, as rows.

mod needing;
mod several;

pub use needing::{Turns, count_needing, flows_of_turns, needing};
pub use several::list_of_ids;

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{Conn, DbError, Row, binds};
use domain::flows::State;
use domain::ids::{AgencyId, DiaryEntryId, PersonId, PlacementId, RunId, UserId};
use jiff::Timestamp;

/// Runs of a person or a job that are read, at most.
const READ_MAX: i64 = 100;

/// A run with what the store knows besides.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: RunId,
    pub flow: String,
    pub flow_version: i64,
    pub person: PersonId,
    /// Given name, then family name.
    pub person_name: String,
    pub placement: PlacementId,
    pub entry: Option<DiaryEntryId>,
    pub state: State,
    /// The node at which it stands.
    pub node: String,
    /// What wakes it, each with a semicolon behind it; of an open one, whose turn it is.
    pub waits_for: String,
    /// The walk, see `walk`.
    pub walk: String,
    pub sitting_by: UserId,
    pub sitting_by_name: Option<String>,
    pub sitting_at: Timestamp,
    pub made_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

impl Kept {
    /// Whether its sitting has ended, and it waits for whoever holds a role.
    #[must_use]
    pub fn waits_for_role(&self) -> bool {
        self.state == State::Waiting && self.waits_for.starts_with("role:")
    }

    /// The events that wake it.
    pub fn awaits(&self) -> impl Iterator<Item = &str> {
        self.waits_for.split_terminator(';')
    }
}

/// A run as it is recorded.
#[derive(Debug)]
pub struct Written<'a> {
    pub state: &'a State,
    pub node: &'a str,
    pub waits_for: &'a str,
    pub walk: &'a str,
    pub entry: Option<&'a DiaryEntryId>,
    /// Who sits with it, where that changes.
    pub sitting_by: Option<&'a UserId>,
}

/// Where a run belongs.
#[derive(Debug)]
pub struct Whose<'a> {
    pub id: &'a RunId,
    pub flow: (&'a str, i64),
    pub person: &'a PersonId,
    pub placement: &'a PlacementId,
}

/// Records a run that begins.
pub async fn record_new(
    writer: &mut Writer,
    whose: &Whose<'_>,
    run: &Written<'_>,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let sitting_by = run.sitting_by.map_or(by.clone(), ToString::to_string);
    writer
        .conn()
        .run(
            "INSERT INTO runs (agency_id, id, flow, flow_version, person_id, placement_id,
                 diary_entry_id, state, node, waits_for, walk, sitting_by, sitting_at, made_by,
                 made_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $14, $13, $14, 1)",
            binds![
                &agency,
                whose.id,
                whose.flow.0,
                whose.flow.1,
                whose.person,
                whose.placement,
                run.entry,
                run.state.word(),
                run.node,
                run.waits_for,
                Sealed::new(run.walk).stored(),
                sitting_by,
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Records where a run stands now.
pub async fn record_step(
    writer: &mut Writer,
    id: &RunId,
    run: &Written<'_>,
) -> Result<(), DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let closed_at = (*run.state == State::Closed).then_some(at);
    writer
        .conn()
        .run(
            "UPDATE runs SET state = $3, node = $4, waits_for = $5, walk = $6,
                 diary_entry_id = $7, sitting_by = COALESCE($8, sitting_by),
                 sitting_at = CASE WHEN $8 IS NULL THEN sitting_at ELSE $9 END,
                 closed_at = $10, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![
                &agency,
                id,
                run.state.word(),
                run.node,
                run.waits_for,
                Sealed::new(run.walk).stored(),
                run.entry,
                run.sitting_by,
                at,
                closed_at
            ],
        )
        .await?;
    Ok(())
}

const COLUMNS: &str = "SELECT r.id, r.flow, r.flow_version, r.person_id, r.placement_id,
     r.diary_entry_id, r.state, r.node, r.waits_for, r.walk, r.sitting_by, r.sitting_at,
     r.made_at, r.closed_at, u.name AS sitting_by_name, p.given_name, p.family_name
     FROM runs r
     JOIN people p ON p.agency_id = r.agency_id AND p.id = r.person_id
     LEFT JOIN users u ON u.agency_id = r.agency_id AND u.id = r.sitting_by";

/// Which runs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'a> {
    pub id: Option<&'a RunId>,
    pub person: Option<&'a PersonId>,
    pub placement: Option<&'a PlacementId>,
    pub entry: Option<&'a DiaryEntryId>,
    pub state: Option<&'a State>,
}

/// Runs within what the actor sees, the latest first; a hundred at most.
pub async fn list(held: &mut impl Held, filter: Filter<'_>) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: the columns and tables of this file, and nothing that was typed.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "{COLUMNS} WHERE r.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
                     AND ($3 IS NULL OR r.id = $3) AND ($4 IS NULL OR r.person_id = $4)
                     AND ($5 IS NULL OR r.placement_id = $5)
                     AND ($6 IS NULL OR r.diary_entry_id = $6)
                     AND ($7 IS NULL OR r.state = $7)
                 ORDER BY r.made_at DESC, r.id DESC LIMIT $8"
            ),
            binds![
                &agency,
                office.as_ref(),
                filter.id,
                filter.person,
                filter.placement,
                filter.entry,
                filter.state.map(State::word),
                READ_MAX
            ],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// One run, within what the actor sees.
pub async fn find(held: &mut impl Held, id: &RunId) -> Result<Option<Kept>, DbError> {
    Ok(list(held, Filter { id: Some(id), ..Filter::default() }).await?.pop())
}

fn read(row: &Row) -> Result<Kept, DbError> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(Kept {
        id: row.parse("id")?,
        flow: row.get("flow")?,
        flow_version: row.get("flow_version")?,
        person: row.parse("person_id")?,
        person_name: format!("{given} {family}"),
        placement: row.parse("placement_id")?,
        entry: row.parse_opt("diary_entry_id")?,
        state: State::of_word(&row.get::<String>("state")?).unwrap_or(State::Closed),
        node: row.get("node")?,
        waits_for: row.get("waits_for")?,
        walk: Sealed::from_stored(row.get("walk")?).open(),
        sitting_by: row.parse("sitting_by")?,
        sitting_by_name: row.get("sitting_by_name")?,
        sitting_at: row.get("sitting_at")?,
        made_at: row.get("made_at")?,
        closed_at: row.get("closed_at")?,
    })
}

/// Something that a run did.
#[derive(Debug, Clone)]
pub struct Effect {
    pub once_key: String,
    pub visit: i64,
    pub node: String,
    pub what: String,
    /// What it was done with, as JSON.
    pub detail: String,
    /// What it made or changed.
    pub subject: Option<String>,
    /// Why nothing was to be done.
    pub left_out: Option<String>,
    pub done_at: Option<Timestamp>,
}

/// Records what a run did.
pub async fn record_effect(
    writer: &mut Writer,
    (run, position): (&RunId, i64),
    effect: &Effect,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO run_effects (agency_id, run_id, position, once_key, visit, node, what,
                 detail, subject, left_out, done_by, done_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            binds![
                &agency,
                run,
                position,
                &effect.once_key,
                effect.visit,
                &effect.node,
                &effect.what,
                Sealed::new(effect.detail.as_str()).stored(),
                effect.subject.as_deref(),
                effect.left_out.as_deref(),
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// What a run did, in its order.
pub async fn effects(held: &mut impl Held, run: &RunId) -> Result<Vec<Effect>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT once_key, visit, node, what, detail, subject, left_out, done_at
             FROM run_effects WHERE agency_id = $1 AND run_id = $2 ORDER BY position LIMIT 10000",
            binds![&agency, run],
        )
        .await?;
    let read = |row: &Row| {
        Ok(Effect {
            once_key: row.get("once_key")?,
            visit: row.get("visit")?,
            node: row.get("node")?,
            what: row.get("what")?,
            detail: Sealed::from_stored(row.get("detail")?).open(),
            subject: row.get("subject")?,
            left_out: row.get("left_out")?,
            done_at: row.get("done_at")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Whether something that is done once was done already, by whichever run.
pub async fn is_done(held: &mut impl Held, once_key: &str) -> Result<bool, DbError> {
    let agency = held.agency();
    let sql = "SELECT 1 AS one FROM run_effects WHERE agency_id = $1 AND once_key = $2";
    Ok(held.conn().one(sql, binds![&agency, once_key]).await?.is_some())
}

/// Whether a letter was written about a job in a round of tries.
pub async fn is_letter_sent(
    held: &mut impl Held,
    (placement, round): (&PlacementId, i64),
) -> Result<bool, DbError> {
    let agency = held.agency();
    let sql = "SELECT 1 AS one FROM run_effects e
               JOIN runs r ON r.agency_id = e.agency_id AND r.id = e.run_id
               WHERE r.agency_id = $1 AND r.placement_id = $2 AND e.what = 'letter.send'
                   AND e.subject IS NOT NULL AND e.once_key LIKE $3 LIMIT 1";
    let of_round = format!("{placement} round {round} %");
    Ok(held.conn().one(sql, binds![&agency, placement, of_round]).await?.is_some())
}

/// Sets a fact of a job.
pub async fn record_fact(
    writer: &mut Writer,
    placement: &PlacementId,
    (fact, is_so): (&str, bool),
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO job_facts (agency_id, placement_id, fact, is_so, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (agency_id, placement_id, fact)
             DO UPDATE SET is_so = excluded.is_so, made_by = excluded.made_by,
                 made_at = excluded.made_at",
            binds![&agency, placement, fact, i64::from(is_so), by, at],
        )
        .await?;
    Ok(())
}

/// Whether a fact of a job was set, and when; none where nobody said anything.
pub async fn fact(
    held: &mut impl Held,
    placement: &PlacementId,
    fact: &str,
) -> Result<Option<(bool, Timestamp)>, DbError> {
    let agency = held.agency();
    let sql = "SELECT is_so, made_at FROM job_facts
               WHERE agency_id = $1 AND placement_id = $2 AND fact = $3";
    let row = held.conn().one(sql, binds![&agency, placement, fact]).await?;
    row.map(|row| Ok((row.get::<i64>("is_so")? != 0, row.get("made_at")?))).transpose()
}

/// A run that an entry of the diary wakes by now.
#[derive(Debug, Clone)]
pub struct DueRun {
    pub agency: AgencyId,
    pub run: RunId,
    pub person: PersonId,
    pub entry: DiaryEntryId,
    pub event: String,
}

/// Runs that wait for an entry of the diary that is due by now and from which nobody calls yet,
/// over all agencies.
pub async fn due(conn: &mut Conn, now: Timestamp, limit: i64) -> Result<Vec<DueRun>, DbError> {
    let rows = conn
        .all(
            "SELECT r.agency_id, r.id, r.person_id, d.id AS entry_id, d.kind
             FROM runs r
             JOIN diary_entries d ON d.agency_id = r.agency_id
                 AND d.placement_id = r.placement_id AND d.outcome IS NULL AND d.due_at <= $1
             WHERE r.state = 'waiting'
                 AND r.waits_for LIKE '%diary_due.' || d.kind || ';%'
                 AND NOT EXISTS (SELECT 1 FROM runs o WHERE o.agency_id = d.agency_id
                     AND o.diary_entry_id = d.id AND o.state = 'open')
             ORDER BY d.due_at, r.id LIMIT $2",
            binds![now, limit],
        )
        .await?;
    let read = |row: &Row| {
        Ok(DueRun {
            agency: row.parse("agency_id")?,
            run: row.parse("id")?,
            person: row.parse("person_id")?,
            entry: row.parse("entry_id")?,
            event: format!("diary_due.{}", row.get::<String>("kind")?),
        })
    };
    rows.iter().map(read).collect()
}
