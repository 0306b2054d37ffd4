//! Counting and listing checkpoints that wait for somebody.

use super::{Class, Queue, ahead_of};
use crate::record::Held;
use db::{Bind, DbError, IntoBind, binds};
use domain::ids::{CheckpointId, OfficeId, PersonId, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Whose checkpoints, and at which moment.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    /// Only this adviser's; none for all that the actor sees.
    pub owner: Option<UserId>,
    pub now: Timestamp,
}

/// One checkpoint of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub id: CheckpointId,
    pub person: PersonId,
    pub due_on: Date,
    pub class: Class,
}

/// Behind which line a page begins.
pub type After = (Date, CheckpointId);

/// How many checkpoints wait in each class; a class without any is there with 0.
pub async fn class_counts(
    held: &mut impl Held,
    filter: &Filter,
) -> Result<Vec<(Class, i64)>, DbError> {
    let Some((mut sql, values)) = classified(held, filter).await? else {
        return Ok(Class::ALL.map(|class| (class, 0)).to_vec());
    };
    // In one pass and one row: grouping would sort all that waits, in memory.
    let counted = |class: &Class| {
        let word = class.word();
        format!("COUNT(*) FILTER (WHERE class = '{word}') AS {word}")
    };
    sql.push_str("SELECT ");
    sql.push_str(&Class::ALL.iter().map(counted).collect::<Vec<_>>().join(", "));
    sql.push_str(" FROM classified");
    // Assembled: see `classified`; the classes are words of ours.
    let rows = held.conn().all_assembled(sql, values).await?;
    let mut counts = Class::ALL.map(|class| (class, 0)).to_vec();
    if let Some(row) = rows.first() {
        for (class, many) in &mut counts {
            *many = row.get(class.word())?;
        }
    }
    Ok(counts)
}

/// How many checkpoints wait in each queue; a queue without any is there with 0.
pub async fn counts(held: &mut impl Held, filter: &Filter) -> Result<Vec<(Queue, i64)>, DbError> {
    Ok(by_queue(&class_counts(held, filter).await?))
}

/// The numbers of the queues from those of their classes.
#[must_use]
pub fn by_queue(classes: &[(Class, i64)]) -> Vec<(Queue, i64)> {
    let of = |queue| {
        let own = classes.iter().filter(|(class, _)| Queue::of(*class) == queue);
        (queue, own.map(|(_, many)| many).sum())
    };
    Queue::ALL.map(of).to_vec()
}

/// The checkpoints of a queue, those due first at the top.
pub async fn rows(
    held: &mut impl Held,
    queue: Queue,
    filter: &Filter,
    after: Option<&After>,
    limit: i64,
) -> Result<Vec<Line>, DbError> {
    class_rows(held, &queue.classes(), filter, after, limit).await
}

/// The checkpoints of some classes, those due first at the top.
pub async fn class_rows(
    held: &mut impl Held,
    classes: &[Class],
    filter: &Filter,
    after: Option<&After>,
    limit: i64,
) -> Result<Vec<Line>, DbError> {
    let Some((mut sql, mut values)) = classified(held, filter).await? else {
        return Ok(Vec::new());
    };
    let words: Vec<String> = classes.iter().map(|class| format!("'{}'", class.word())).collect();
    sql.push_str("SELECT id, person_id, due_on, class FROM classified WHERE class IN (");
    sql.push_str(&words.join(", "));
    sql.push(')');
    if let Some((due_on, id)) = after {
        let (first, second) = (put(&mut values, *due_on), put(&mut values, id));
        sql.push_str(&format!(" AND (due_on > {first} OR (due_on = {first} AND id > {second}))"));
    }
    let limit = put(&mut values, limit);
    sql.push_str(&format!(" ORDER BY due_on, id LIMIT {limit}"));
    // Assembled: see `classified`; the classes are words of ours.
    let rows = held.conn().all_assembled(sql, values).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        let word: String = row.get("class")?;
        let Some(class) = Class::from_word(&word) else { continue };
        lines.push(Line {
            id: row.parse("id")?,
            person: row.parse("person_id")?,
            due_on: row.get("due_on")?,
            class,
        });
    }
    Ok(lines)
}

/// The text up to the table `classified`, with its values; none when no office is seen.
///
/// Only placeholders and the two fixed conditions below are put into the text.
pub(super) async fn classified(
    held: &mut impl Held,
    filter: &Filter,
) -> Result<Option<(String, Vec<Bind>)>, DbError> {
    let agency = held.agency();
    let mut values = binds![&agency];
    let whose = match &filter.owner {
        // The empty text keeps the offices' index out of the way of the adviser's.
        Some(owner) => {
            let owner = put(&mut values, owner);
            format!("c.owner_id = {owner} AND c.office_id || '' = d.office_id")
        }
        None => "c.office_id = d.office_id".to_owned(),
    };
    let mut days = Vec::new();
    for (office, zone) in offices(held).await? {
        let today = filter.now.to_zoned(zone).date();
        let office = put(&mut values, &office);
        let (today, soon) = (put(&mut values, today), put(&mut values, ahead_of(today)));
        days.push(format!("({office}, {today}, {soon})"));
    }
    if days.is_empty() {
        return Ok(None);
    }
    let sql = include_str!("list.sql");
    Ok(Some((sql.replace("{days}", &days.join(", ")).replace("{whose}", &whose), values)))
}

/// Adds a value and gives its placeholder.
fn put(values: &mut Vec<Bind>, value: impl IntoBind) -> String {
    values.push(value.into_bind());
    format!("${}", values.len())
}

/// The offices that the actor sees, with their zones.
async fn offices(held: &mut impl Held) -> Result<Vec<(OfficeId, TimeZone)>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(
            "SELECT id, time_zone FROM offices
             WHERE agency_id = $1 AND ($2 IS NULL OR id = $2) ORDER BY id",
            binds![&agency, office.as_ref()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let zone: String = row.get("time_zone")?;
            Ok((row.parse("id")?, TimeZone::get(&zone).unwrap_or(TimeZone::UTC)))
        })
        .collect()
}
