//! Tries to reach somebody, and their rounds, as rows.

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{DbError, IntoBind, Row, binds, list_of};
use domain::contacts::{Channel, Direction, Outcome, Party, Round};
use domain::ids::{AttemptId, PersonId, PlacementId};
use jiff::Timestamp;

/// A try with what the store knows besides.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: AttemptId,
    pub person: PersonId,
    pub placement: Option<PlacementId>,
    pub round: Option<i64>,
    pub party: Party,
    pub channel: Channel,
    pub direction: Direction,
    pub outcome: Outcome,
    pub number: Option<String>,
    pub note: Option<String>,
    pub made_by_name: Option<String>,
    pub made_at: Timestamp,
}

/// One to be recorded.
#[derive(Debug, Clone)]
pub struct New {
    pub id: AttemptId,
    pub person: PersonId,
    pub placement: Option<PlacementId>,
    pub round: Option<i64>,
    pub party: Party,
    pub channel: Channel,
    pub direction: Direction,
    pub outcome: Outcome,
    pub number: Option<String>,
    pub note: Option<String>,
    pub at: Timestamp,
}

/// Records a try.
pub async fn record_new(writer: &mut Writer, new: &New) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), new.at);
    let sealed = |text: &Option<String>| {
        text.as_ref().map(|text| Sealed::new(text.clone()).stored().to_owned())
    };
    writer
        .conn()
        .run(
            "INSERT INTO contact_attempts (agency_id, id, person_id, placement_id, round, party,
                 channel, direction, outcome, number, note, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            binds![
                &agency,
                &new.id,
                &new.person,
                new.placement.as_ref(),
                new.round,
                new.party.word(),
                new.channel.word(),
                new.direction.word(),
                new.outcome.word(),
                sealed(&new.number),
                sealed(&new.note),
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Behind which try a page begins: when it was made, and its id.
pub type After = (Timestamp, AttemptId);

const COLUMNS: &str = "SELECT a.id, a.person_id, a.placement_id, a.round, a.party, a.channel,
     a.direction, a.outcome, a.number, a.note, a.made_at, u.name AS made_by_name
     FROM contact_attempts a
     JOIN people p ON p.agency_id = a.agency_id AND p.id = a.person_id
     LEFT JOIN users u ON u.agency_id = a.agency_id AND u.id = a.made_by
     WHERE a.agency_id = $1 AND a.person_id = $2 AND ($3 IS NULL OR p.office_id = $3)";

/// Tries to reach a person or about them, the latest first.
pub async fn of_person(
    held: &mut impl Held,
    person: &PersonId,
    limit: i64,
) -> Result<Vec<Kept>, DbError> {
    page_of(held, person, (None, limit)).await
}

/// As [`of_person`], from behind a try on.
pub async fn page_of(
    held: &mut impl Held,
    person: &PersonId,
    (after, limit): (Option<After>, i64),
) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let (at, id) = (after.map(|(at, _)| at), after.as_ref().map(|(_, id)| id));
    // Assembled: the columns of this file, and nothing that was typed.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "{COLUMNS} AND ($4 IS NULL OR a.made_at < $4 OR (a.made_at = $4 AND a.id < $5))
                 ORDER BY a.made_at DESC, a.id DESC LIMIT $6"
            ),
            binds![&agency, person, office.as_ref(), at, id, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Tries to reach a person themselves that were made after a moment, the earliest first: as many as
/// say what one that is entered afterwards still says.
pub async fn of_client_since(
    held: &mut impl Held,
    person: &PersonId,
    at: Timestamp,
) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: the columns of this file, and nothing that was typed.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "{COLUMNS} AND a.party = 'client' AND a.made_at > $4
                 ORDER BY a.made_at, a.id LIMIT 500"
            ),
            binds![&agency, person, office.as_ref(), at],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// One try of a person.
pub async fn find(
    held: &mut impl Held,
    person: &PersonId,
    id: &AttemptId,
) -> Result<Option<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let values = binds![&agency, person, office.as_ref(), id];
    // Assembled: the columns of this file, and nothing that was typed.
    let rows = held.conn().all_assembled(format!("{COLUMNS} AND a.id = $4"), values).await?;
    rows.first().map(read).transpose()
}

fn read(row: &Row) -> Result<Kept, DbError> {
    let opened = |text: Option<String>| text.map(|text| Sealed::from_stored(text).open());
    let word = |column: &str| row.get::<String>(column);
    Ok(Kept {
        id: row.parse("id")?,
        person: row.parse("person_id")?,
        placement: row.parse_opt("placement_id")?,
        round: row.get("round")?,
        party: Party::of_word(&word("party")?).unwrap_or(Party::Client),
        channel: Channel::of_word(&word("channel")?).unwrap_or(Channel::Phone),
        direction: Direction::of_word(&word("direction")?).unwrap_or(Direction::Out),
        outcome: Outcome::of_word(&word("outcome")?).unwrap_or(Outcome::NoAnswer),
        number: opened(row.get("number")?),
        note: opened(row.get("note")?),
        made_by_name: row.get("made_by_name")?,
        made_at: row.get("made_at")?,
    })
}

/// When the employer of a job was last called, written to or visited.
pub async fn employer_tried_at(
    held: &mut impl Held,
    placement: &PlacementId,
) -> Result<Option<Timestamp>, DbError> {
    let agency = held.agency();
    let sql = "SELECT made_at FROM contact_attempts
               WHERE agency_id = $1 AND placement_id = $2 AND party = 'employer'
                   AND direction = 'out'
               ORDER BY made_at DESC LIMIT 1";
    let row = held.conn().one(sql, binds![&agency, placement]).await?;
    row.map(|row| row.get("made_at")).transpose()
}

/// The round that is under way for a job.
pub async fn round(held: &mut impl Held, placement: &PlacementId) -> Result<Round, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT number, cycle FROM contact_rounds
             WHERE agency_id = $1 AND placement_id = $2 ORDER BY number DESC LIMIT 1",
            binds![&agency, placement],
        )
        .await?;
    let begun = match row {
        Some(row) => Round { number: row.get("number")?, cycle: row.get("cycle")?, ..Round::FIRST },
        None => Round::FIRST,
    };
    let rows = held
        .conn()
        .all(
            "SELECT outcome, CAST(COUNT(*) AS BIGINT) AS many,
                 CAST(SUM(CASE WHEN made_at > COALESCE((SELECT MAX(r.made_at)
                     FROM contact_attempts r
                     WHERE r.agency_id = $1 AND r.placement_id = $2 AND r.round = $3
                         AND r.party = 'client' AND r.outcome = 'reached'), 0)
                     THEN 1 ELSE 0 END) AS BIGINT) AS since
             FROM contact_attempts
             WHERE agency_id = $1 AND placement_id = $2 AND round = $3 AND party = 'client'
                 AND direction = 'out' AND channel = 'phone'
             GROUP BY outcome",
            binds![&agency, placement, begun.number],
        )
        .await?;
    let mut round = begun;
    for row in rows {
        let outcome = Outcome::of_word(&row.get::<String>("outcome")?);
        if outcome.is_some_and(Outcome::is_attempt) {
            round.made += row.get::<i64>("many")?;
            round.attempts += row.get::<i64>("since")?;
        }
    }
    Ok(round)
}

/// The round of a job that was under way at a moment.
pub async fn round_at(
    held: &mut impl Held,
    placement: &PlacementId,
    at: Timestamp,
) -> Result<i64, DbError> {
    let agency = held.agency();
    let sql = "SELECT number FROM contact_rounds
               WHERE agency_id = $1 AND placement_id = $2 AND begun_at <= $3
               ORDER BY number DESC LIMIT 1";
    let row = held.conn().one(sql, binds![&agency, placement, at]).await?;
    row.map_or(Ok(Round::FIRST.number), |row| row.get("number"))
}

/// Begins a round at a moment. One that is under way already stays.
pub async fn record_round(
    writer: &mut Writer,
    placement: &PlacementId,
    (round, at): (Round, Timestamp),
) -> Result<(), DbError> {
    let (agency, by) = (writer.agency(), writer.actor().name.clone());
    writer
        .conn()
        .run(
            "INSERT INTO contact_rounds (agency_id, placement_id, number, cycle, begun_by,
                 begun_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (agency_id, placement_id, number) DO NOTHING",
            binds![&agency, placement, round.number, round.cycle, by, at],
        )
        .await?;
    Ok(())
}

/// Notes that a number does not work.
pub async fn record_unusable(
    writer: &mut Writer,
    person: &PersonId,
    number: &str,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let number = Sealed::new(number);
    writer
        .conn()
        .run(
            "INSERT INTO unusable_numbers (agency_id, person_id, number, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (agency_id, person_id, number) DO NOTHING",
            binds![&agency, person, number.stored(), by, at],
        )
        .await?;
    Ok(())
}

/// Forgets that a number did not work: it was given again.
pub async fn remove_unusable(
    writer: &mut Writer,
    person: &PersonId,
    number: &str,
) -> Result<(), DbError> {
    let agency = writer.agency();
    let number = Sealed::new(number);
    let sql = "DELETE FROM unusable_numbers
               WHERE agency_id = $1 AND person_id = $2 AND number = $3";
    writer.conn().run(sql, binds![&agency, person, number.stored()]).await?;
    Ok(())
}

/// Numbers of a person that do not work.
pub async fn unusable(held: &mut impl Held, person: &PersonId) -> Result<Vec<String>, DbError> {
    Ok(unusable_of(held, std::slice::from_ref(person))
        .await?
        .into_iter()
        .map(|(_, it)| it)
        .collect())
}

/// Numbers that do not work, with whose they are.
pub async fn unusable_of(
    held: &mut impl Held,
    people: &[PersonId],
) -> Result<Vec<(PersonId, String)>, DbError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = binds![&held.agency()];
    values.extend(people.iter().map(IntoBind::into_bind));
    let text = format!(
        "SELECT person_id, number FROM unusable_numbers
         WHERE agency_id = $1 AND person_id IN ({}) ORDER BY made_at",
        list_of(2, people.len())
    );
    // Assembled: only placeholders are put into the text.
    let rows = held.conn().all_assembled(text, values).await?;
    let read =
        |row: &Row| Ok((row.parse("person_id")?, Sealed::from_stored(row.get("number")?).open()));
    rows.iter().map(read).collect()
}
