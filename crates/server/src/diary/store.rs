//! Diary entries as rows.

use crate::record::{Held, Writer};
use crate::remark::Remark;
use crate::sealed::Sealed;
use db::{Bind, Conn, DbError, IntoBind, Row, binds};
use domain::diary::{Changed, Entry, Kind, Mending, Outcome};
use domain::ids::{AgencyId, DiaryEntryId, PersonId, PlacementId, UserId};
use jiff::Timestamp;
use jiff::civil::Date;

/// An entry with what the store knows besides.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: DiaryEntryId,
    pub entry: Entry,
    pub kind: Kind,
    pub person: PersonId,
    /// Given name, then family name.
    pub person_name: String,
    pub placement: Option<PlacementId>,
    /// The day on which it stands, where the person's office is.
    pub due_on: Date,
    pub reason: Option<Remark>,
    /// Which try of its round it is, from 1.
    pub attempt: i64,
    pub note: Option<Remark>,
    pub owner_name: String,
    pub made_at: Timestamp,
    pub closed_by_name: Option<String>,
    pub closed_at: Option<Timestamp>,
    pub version: i64,
}

/// One to be recorded.
#[derive(Debug)]
pub struct New<'a> {
    pub id: DiaryEntryId,
    pub person: PersonId,
    pub placement: Option<PlacementId>,
    pub owner: UserId,
    pub kind: Kind,
    pub due_at: Timestamp,
    pub due_on: Date,
    pub reason: Option<&'a str>,
    pub attempt: i64,
    /// How it went, where it is entered afterwards.
    pub outcome: Option<Outcome>,
    pub note: Option<&'a str>,
}

/// Which entries of an owner, or of everybody whom the actor sees.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    pub owner: Option<UserId>,
    pub person: Option<PersonId>,
    /// Those of a kind about a job.
    pub job: Option<(PlacementId, Kind)>,
    /// From this day, and until this one.
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Only those without an outcome.
    pub is_open: bool,
}

/// Behind which entry a page begins.
pub type After = (Timestamp, DiaryEntryId);

/// Records an entry.
pub async fn record_new(writer: &mut Writer, new: &New<'_>) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let sealed = |text: Option<&str>| text.map(|text| Sealed::new(text).stored().to_owned());
    let closed = new.outcome.map(|outcome| (outcome.word(), by.clone()));
    let (outcome, closed_by) = closed.unzip();
    writer
        .conn()
        .run(
            "INSERT INTO diary_entries (agency_id, id, person_id, placement_id, owner_id, kind,
                 due_at, due_on, reason, attempt, outcome, note, made_by, made_at, closed_by,
                 closed_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1)",
            binds![
                &agency,
                &new.id,
                &new.person,
                new.placement.as_ref(),
                &new.owner,
                new.kind.word(),
                new.due_at,
                new.due_on,
                sealed(new.reason),
                new.attempt,
                outcome,
                sealed(new.note),
                by,
                at,
                closed_by,
                new.outcome.map(|_| at)
            ],
        )
        .await?;
    Ok(())
}

/// Closes what is open of a kind for a job, since another one takes its place; gives its id.
pub async fn record_replaced(
    writer: &mut Writer,
    placement: &PlacementId,
    kind: Kind,
) -> Result<Option<DiaryEntryId>, DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let row = writer
        .conn()
        .one(
            "UPDATE diary_entries SET outcome = 'replaced', closed_by = $4, closed_at = $5,
                 version = version + 1
             WHERE agency_id = $1 AND placement_id = $2 AND kind = $3 AND outcome IS NULL
             RETURNING id",
            binds![&agency, placement, kind.word(), by, at],
        )
        .await?;
    row.map(|row| row.parse("id")).transpose()
}

/// Records what became of an entry, counting its version up.
pub async fn record_change(
    writer: &mut Writer,
    kept: &Kept,
    (changed, due_on): (&Changed, Date),
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let (by, at) = changed.outcome.map(|_| (by, at)).unzip();
    let note = changed.note.after(kept.note.as_ref().map(Remark::stored));
    let note = note.map(|note| Sealed::new(&note).stored().to_owned());
    writer
        .conn()
        .run(
            "UPDATE diary_entries SET owner_id = $3, due_at = $4, due_on = $5, outcome = $6,
                 note = $7, closed_by = $8, closed_at = $9, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![
                &agency,
                &kept.id,
                &changed.owner,
                changed.due_at,
                due_on,
                changed.outcome.map(Outcome::word),
                note,
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Records what is written on an entry, counting its version up.
pub async fn record_mending(
    writer: &mut Writer,
    id: &DiaryEntryId,
    mending: &Mending,
) -> Result<(), DbError> {
    let agency = writer.agency();
    let (sql, text) = match mending {
        Mending::Reason(text) => (
            "UPDATE diary_entries SET reason = $3, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            text,
        ),
        Mending::Note(text) => (
            "UPDATE diary_entries SET note = $3, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            text,
        ),
    };
    let text = text.as_deref().map(|text| Sealed::new(text).stored().to_owned());
    writer.conn().run(sql, binds![&agency, id, text]).await?;
    Ok(())
}

/// Gives what is open about a person from one colleague to another.
pub async fn record_owner(
    writer: &mut Writer,
    person: &PersonId,
    (from, to): (&UserId, &UserId),
) -> Result<(), DbError> {
    let agency = writer.agency();
    let sql = "UPDATE diary_entries SET owner_id = $4, version = version + 1
               WHERE agency_id = $1 AND person_id = $2 AND owner_id = $3 AND outcome IS NULL";
    writer.conn().run(sql, binds![&agency, person, from, to]).await?;
    Ok(())
}

/// The open entry of a kind for a job; the first where there are several.
pub async fn open_of(
    held: &mut impl Held,
    placement: &PlacementId,
    kind: Kind,
) -> Result<Option<Kept>, DbError> {
    let filter = Filter { job: Some((*placement, kind)), is_open: true, ..Filter::default() };
    Ok(list(held, &filter, None, 1).await?.pop())
}

/// How many entries without an outcome stand before a day within what the actor sees, by who keeps
/// them.
pub async fn late_by_owner(
    held: &mut impl Held,
    before: Date,
) -> Result<Vec<(UserId, i64)>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let sql = "SELECT d.owner_id, CAST(COUNT(*) AS BIGINT) AS many FROM diary_entries d
               JOIN people p ON p.agency_id = d.agency_id AND p.id = d.person_id
               WHERE d.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
                   AND d.outcome IS NULL AND d.due_on < $3
               GROUP BY d.owner_id";
    let rows = held.conn().all(sql, binds![&agency, office.as_ref(), before]).await?;
    rows.iter().map(|row| Ok((row.parse("owner_id")?, row.get("many")?))).collect()
}

/// The packs that hold for whom somebody looks after, each with its version.
pub async fn packs_of(held: &mut impl Held, owner: &UserId) -> Result<Vec<(String, i64)>, DbError> {
    let agency = held.agency();
    let text = "SELECT DISTINCT e.pack, e.pack_version AS version
                FROM people p
                JOIN enrolments e ON e.agency_id = p.agency_id AND e.person_id = p.id
                WHERE p.agency_id = $1 AND p.owner_id = $2";
    let rows = held.conn().all(text, binds![&agency, owner]).await?;
    rows.iter().map(|row| Ok((row.get("pack")?, row.get("version")?))).collect()
}

/// The packs that hold for anybody of the agency.
pub async fn packs(held: &mut impl Held) -> Result<Vec<(String, i64)>, DbError> {
    let agency = held.agency();
    let text = "SELECT v.pack, v.version FROM pack_versions v
                WHERE v.agency_id = $1 AND EXISTS (SELECT 1 FROM enrolments e
                    WHERE e.agency_id = v.agency_id AND e.pack = v.pack
                        AND e.pack_version = v.version)";
    let rows = held.conn().all(text, binds![&agency]).await?;
    rows.iter().map(|row| Ok((row.get("pack")?, row.get("version")?))).collect()
}

const COLUMNS: &str = "SELECT d.id, d.person_id, d.placement_id, d.owner_id, d.kind, d.due_at,
     d.due_on, d.reason, d.attempt, d.outcome, d.note, d.made_at, d.closed_at, d.version,
     u.name AS owner_name, b.name AS closed_by_name, p.given_name, p.family_name
     FROM diary_entries d
     JOIN people p ON p.agency_id = d.agency_id AND p.id = d.person_id
     JOIN users u ON u.agency_id = d.agency_id AND u.id = d.owner_id
     LEFT JOIN users b ON b.agency_id = d.agency_id AND b.id = d.closed_by";

/// The entry, within what the actor sees.
pub async fn find(held: &mut impl Held, id: &DiaryEntryId) -> Result<Option<Kept>, DbError> {
    let (narrowed, mut values) = narrowed(held, &Filter::default());
    values.push(id.into_bind());
    let text = format!("{COLUMNS} WHERE {narrowed} AND d.id = ${}", values.len());
    // Assembled: every part is a constant, and placeholders are counted.
    let rows = held.conn().all_assembled(text, values).await?;
    rows.first().map(read).transpose()
}

/// The conditions of a filter, each only where it narrows: so the indexes of days are used.
fn narrowed(held: &impl Held, filter: &Filter) -> (String, Vec<Bind>) {
    let (agency, office) = (held.agency(), held.actor().office);
    let (mut text, mut values) = (String::from("d.agency_id = $1"), binds![&agency]);
    let mut and = |condition: &str, value: Option<Bind>| {
        if let Some(value) = value {
            values.push(value);
            text.push_str(&format!(" AND {condition} ${}", values.len()));
        }
    };
    and("p.office_id =", office.map(|office| (&office).into_bind()));
    and("d.owner_id =", filter.owner.map(|owner| (&owner).into_bind()));
    and("d.person_id =", filter.person.map(|person| (&person).into_bind()));
    and("d.placement_id =", filter.job.map(|(placement, _)| (&placement).into_bind()));
    and("d.kind =", filter.job.map(|(_, kind)| kind.word().into_bind()));
    and("d.due_on >=", filter.from.map(IntoBind::into_bind));
    and("d.due_on <=", filter.until.map(IntoBind::into_bind));
    if filter.is_open {
        text.push_str(" AND d.outcome IS NULL");
    }
    (text, values)
}

/// Entries in the order of their moments.
pub async fn list(
    held: &mut impl Held,
    filter: &Filter,
    after: Option<&After>,
    limit: i64,
) -> Result<Vec<Kept>, DbError> {
    let (narrowed, mut values) = narrowed(held, filter);
    let mut text = format!("{COLUMNS} WHERE {narrowed}");
    if let Some((at, id)) = after {
        let (first, second) = (values.len() + 1, values.len() + 2);
        values.extend(binds![*at, id]);
        text.push_str(&format!(
            " AND (d.due_at > ${first} OR (d.due_at = ${first} AND d.id > ${second}))"
        ));
    }
    values.push(limit.into_bind());
    text.push_str(&format!(" ORDER BY d.due_at, d.id LIMIT ${}", values.len()));
    // Assembled: every part is a constant, and placeholders are counted.
    let rows = held.conn().all_assembled(text, values).await?;
    rows.iter().map(read).collect()
}

/// The latest entries of a person, the last of them first.
pub async fn latest(
    held: &mut impl Held,
    person: &PersonId,
    limit: i64,
) -> Result<Vec<Kept>, DbError> {
    let filter = Filter { person: Some(*person), ..Filter::default() };
    let (narrowed, mut values) = narrowed(held, &filter);
    values.push(limit.into_bind());
    let last = values.len();
    let text =
        format!("{COLUMNS} WHERE {narrowed} ORDER BY d.due_at DESC, d.id DESC LIMIT ${last}");
    // Assembled: every part is a constant, and placeholders are counted.
    let rows = held.conn().all_assembled(text, values).await?;
    rows.iter().map(read).collect()
}

/// Since when somebody has a secret address of their diary.
pub async fn feed_since(held: &mut impl Held, user: &UserId) -> Result<Option<Timestamp>, DbError> {
    let agency = held.agency();
    let text = "SELECT made_at FROM diary_feeds WHERE agency_id = $1 AND user_id = $2";
    let row = held.conn().one(text, binds![&agency, user]).await?;
    row.map(|row| row.get("made_at")).transpose()
}

/// Records a new secret address in the place of the one before, or ends it.
pub async fn record_feed(
    writer: &mut Writer,
    user: &UserId,
    hash: Option<&str>,
) -> Result<(), DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let text = "DELETE FROM diary_feeds WHERE agency_id = $1 AND user_id = $2";
    writer.conn().run(text, binds![&agency, user]).await?;
    if let Some(hash) = hash {
        let text = "INSERT INTO diary_feeds (secret_hash, agency_id, user_id, made_at)
             VALUES ($1, $2, $3, $4)";
        writer.conn().run(text, binds![hash, &agency, user, at]).await?;
    }
    Ok(())
}

/// Whose diary an address shows.
pub async fn feed_owner(
    conn: &mut Conn,
    hash: &str,
) -> Result<Option<(AgencyId, UserId)>, DbError> {
    let text = "SELECT agency_id, user_id FROM diary_feeds WHERE secret_hash = $1";
    let row = conn.one(text, binds![hash]).await?;
    row.map(|row| Ok((row.parse("agency_id")?, row.parse("user_id")?))).transpose()
}

/// How many entries fit.
pub async fn count(held: &mut impl Held, filter: &Filter) -> Result<i64, DbError> {
    let (narrowed, values) = narrowed(held, filter);
    let text = format!(
        "SELECT COUNT(*) AS many FROM diary_entries d
         JOIN people p ON p.agency_id = d.agency_id AND p.id = d.person_id
         WHERE {narrowed}"
    );
    // Assembled: every part is a constant, and placeholders are counted.
    let rows = held.conn().all_assembled(text, values).await?;
    rows.first().map_or(Ok(0), |row| row.get("many"))
}

fn read(row: &Row) -> Result<Kept, DbError> {
    let open = |text: Option<String>| Some(Remark::from_stored(Sealed::from_stored(text?).open()));
    let outcome: Option<String> = row.get("outcome")?;
    Ok(Kept {
        id: row.parse("id")?,
        entry: Entry {
            owner: row.parse("owner_id")?,
            due_at: row.get("due_at")?,
            outcome: outcome.as_deref().and_then(Outcome::of_word),
        },
        kind: Kind::of_word(&row.get::<String>("kind")?).unwrap_or(Kind::Other),
        person: row.parse("person_id")?,
        person_name: format!(
            "{} {}",
            row.get::<String>("given_name")?,
            row.get::<String>("family_name")?
        ),
        placement: row.parse_opt("placement_id")?,
        due_on: row.get("due_on")?,
        reason: open(row.get("reason")?),
        attempt: row.get("attempt")?,
        note: open(row.get("note")?),
        owner_name: row.get("owner_name")?,
        made_at: row.get("made_at")?,
        closed_by_name: row.get("closed_by_name")?,
        closed_at: row.get("closed_at")?,
        version: row.get("version")?,
    })
}
