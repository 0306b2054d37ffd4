//! People and the ways to reach them.

pub mod caseload;
mod points;
pub mod texts;

pub use points::{
    NewPoint, consent_word, kind_word, record_consent, record_notice, record_points, remove_point,
    restore_number, withdraw_number, withdraw_point,
};

use crate::access::FileOf;
use crate::record::{Held, Writer};
use db::{Conn, DbError, IntoBind, Row, binds, list_of};
use domain::ids::{AgencyId, OfficeId, PersonId, UserId};
use domain::people::{ContactPoint, Person, Standing, folded};
use domain::words::Language;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Of `p`, a person: nothing keeps others from calling or writing to them, as
/// [`Standing::bars_contact`] says it.
pub const MAY_BE_CONTACTED: &str =
    "p.died_on IS NULL AND p.withdrawn_on IS NULL AND p.do_not_contact_on IS NULL";

/// A person with what the store knows besides.
#[derive(Debug, Clone)]
pub struct Kept {
    pub person: Person,
    pub office: OfficeId,
    pub office_name: String,
    pub owner: UserId,
    pub owner_name: String,
    pub reference: Option<String>,
    pub standing_reason: Option<String>,
    pub office_zone: TimeZone,
    pub person_zone: TimeZone,
    pub made_at: Timestamp,
    pub version: i64,
}

impl Kept {
    /// Whose file this is.
    #[must_use]
    pub fn file(&self) -> FileOf {
        FileOf { person: self.person.id, office: self.office, owner: self.owner }
    }
}

/// A person to be recorded for the first time.
#[derive(Debug)]
pub struct NewPerson<'a> {
    pub id: PersonId,
    pub office: OfficeId,
    pub owner: UserId,
    pub given_name: &'a str,
    pub family_name: &'a str,
    pub language: Language,
    pub time_zone: &'a str,
    pub year_of_birth: Option<i16>,
    pub reference: Option<&'a str>,
}

/// The person, within what the actor sees; none when not there or not theirs.
pub async fn find(held: &mut impl Held, id: &PersonId) -> Result<Option<Kept>, DbError> {
    Ok(find_many(held, std::slice::from_ref(id)).await?.pop())
}

/// Several people, within what the actor sees, in two statements and in no order.
pub async fn find_many(held: &mut impl Held, ids: &[PersonId]) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let mut values = binds![&agency, office.as_ref()];
    values.extend(ids.iter().map(IntoBind::into_bind));
    let wanted = list_of(3, ids.len());
    // Assembled: only placeholders are put into the text.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "SELECT p.id, p.office_id, p.owner_id, p.given_name, p.family_name, p.language,
                 p.time_zone, p.year_of_birth, p.reference, p.died_on, p.withdrawn_on,
                 p.do_not_contact_on, p.standing_reason, p.made_at, p.version,
                 o.time_zone AS office_zone, o.name AS office_name, u.name AS owner_name
             FROM people p
             JOIN offices o ON o.agency_id = p.agency_id AND o.id = p.office_id
             JOIN users u ON u.agency_id = p.agency_id AND u.id = p.owner_id
             WHERE p.agency_id = $1 AND p.id IN ({wanted})
                 AND ($2 IS NULL OR p.office_id = $2)"
            ),
            values,
        )
        .await?;
    let mut points = points::of(held.conn(), &agency, ids).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let own = points.remove(&row.parse::<PersonId>("id")?);
        found.push(kept(row, own.unwrap_or_default())?);
    }
    Ok(found)
}

fn kept(row: &Row, contact_points: Vec<ContactPoint>) -> Result<Kept, DbError> {
    let zone = |column| -> Result<TimeZone, DbError> {
        let name: String = row.get(column)?;
        Ok(TimeZone::get(&name).unwrap_or(TimeZone::UTC))
    };
    let year: Option<i64> = row.get("year_of_birth")?;
    Ok(Kept {
        person: Person {
            id: row.parse("id")?,
            given_name: row.get("given_name")?,
            family_name: row.get("family_name")?,
            language: row.get::<String>("language")?.parse().unwrap_or(Language::English),
            year_of_birth: year.and_then(|year| i16::try_from(year).ok()),
            standing: Standing {
                died_on: row.get("died_on")?,
                withdrawn_on: row.get("withdrawn_on")?,
                do_not_contact_on: row.get("do_not_contact_on")?,
            },
            contact_points,
        },
        office: row.parse("office_id")?,
        office_name: row.get("office_name")?,
        owner: row.parse("owner_id")?,
        owner_name: row.get("owner_name")?,
        reference: row.get("reference")?,
        standing_reason: row.get("standing_reason")?,
        office_zone: zone("office_zone")?,
        person_zone: zone("time_zone")?,
        made_at: row.get("made_at")?,
        version: row.get("version")?,
    })
}

/// Records a new person.
pub async fn record_new(writer: &mut Writer, new: &NewPerson<'_>) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let names = Names::of(new.given_name, new.family_name, new.reference);
    writer
        .conn()
        .run(
            "INSERT INTO people (agency_id, id, office_id, owner_id, given_name, family_name,
                 sort_key, search, language, time_zone, year_of_birth, reference, made_by,
                 made_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)",
            binds![
                &agency,
                &new.id,
                &new.office,
                &new.owner,
                new.given_name,
                new.family_name,
                &names.sort_key,
                &names.search,
                new.language.tag(),
                new.time_zone,
                new.year_of_birth.map(i64::from),
                new.reference,
                &by,
                at
            ],
        )
        .await?;
    Ok(())
}

struct Names {
    sort_key: String,
    search: String,
}

impl Names {
    fn of(given: &str, family: &str, reference: Option<&str>) -> Self {
        let sort_key = folded(&format!("{family} {given}"));
        let search = folded(&format!("{given} {family} {}", reference.unwrap_or_default()));
        Self { sort_key, search }
    }
}

/// Records what is now known of a person, counting the version up.
pub async fn record_changes(
    writer: &mut Writer,
    kept: &Kept,
    time_zone: &str,
) -> Result<(), DbError> {
    let agency = writer.agency();
    let person = &kept.person;
    let names = Names::of(&person.given_name, &person.family_name, kept.reference.as_deref());
    writer
        .conn()
        .run(
            "UPDATE people SET given_name = $3, family_name = $4, sort_key = $5, search = $6,
                 language = $7, time_zone = $8, year_of_birth = $9, reference = $10,
                 died_on = $11, withdrawn_on = $12, do_not_contact_on = $13,
                 standing_reason = $14, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![
                &agency,
                &person.id,
                &person.given_name,
                &person.family_name,
                &names.sort_key,
                &names.search,
                person.language.tag(),
                time_zone,
                person.year_of_birth.map(i64::from),
                kept.reference.as_deref(),
                person.standing.died_on,
                person.standing.withdrawn_on,
                person.standing.do_not_contact_on,
                kept.standing_reason.as_deref()
            ],
        )
        .await?;
    Ok(())
}

/// How many people somebody looks after.
pub async fn count_of(held: &mut impl Held, owner: &UserId) -> Result<i64, DbError> {
    let agency = held.agency();
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) AS many FROM people
               WHERE agency_id = $1 AND owner_id = $2";
    let row = held.conn().one(sql, binds![&agency, owner]).await?;
    row.map_or(Ok(0), |row| row.get("many"))
}

/// People whom somebody looks after, within what the actor sees and within an office, where one is
/// named.
pub async fn of_owner(
    held: &mut impl Held,
    owner: &UserId,
    (within, limit): (Option<&OfficeId>, i64),
) -> Result<Vec<PersonId>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let sql = "SELECT id FROM people
               WHERE agency_id = $1 AND owner_id = $2 AND ($3 IS NULL OR office_id = $3)
                   AND ($4 IS NULL OR office_id = $4)
               ORDER BY sort_key, id LIMIT $5";
    let values = binds![&agency, owner, office.as_ref(), within, limit];
    let rows = held.conn().all(sql, values).await?;
    rows.iter().map(|row| row.parse("id")).collect()
}

/// Records who looks after a person from now on.
pub async fn record_owner(
    writer: &mut Writer,
    (person, to): (&PersonId, &UserId),
) -> Result<(), DbError> {
    let agency = writer.agency();
    let sql = "UPDATE people SET owner_id = $3, version = version + 1
               WHERE agency_id = $1 AND id = $2";
    writer.conn().run(sql, binds![&agency, person, to]).await?;
    Ok(())
}

/// A line of a list of people.
#[derive(Debug, Clone)]
pub struct Line {
    pub id: PersonId,
    pub given_name: String,
    pub family_name: String,
    pub sort_key: String,
    pub office_name: String,
    pub owner_name: String,
    pub is_own: bool,
    pub employer: Option<String>,
    pub job_title: Option<String>,
}

/// People by name, those whose name or reference holds every word that was typed.
///
/// `after` is the sort key and id of the last line of the page before.
pub async fn list(
    held: &mut impl Held,
    words: &[String],
    own: Option<&UserId>,
    after: Option<(&str, &PersonId)>,
    limit: i64,
) -> Result<Vec<Line>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let pattern = |place: usize| words.get(place).map(|word| format!("%{}%", escaped(word)));
    let viewer = held.actor().name.clone();
    let rows = held
        .conn()
        .all(
            include_str!("list.sql"),
            binds![
                &agency,
                office.as_ref(),
                pattern(0),
                pattern(1),
                pattern(2),
                own,
                after.map(|(key, _)| key),
                after.map(|(_, id)| id),
                limit
            ],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Line {
                id: row.parse("id")?,
                given_name: row.get("given_name")?,
                family_name: row.get("family_name")?,
                sort_key: row.get("sort_key")?,
                office_name: row.get("office_name")?,
                owner_name: row.get("owner_name")?,
                is_own: row.get::<String>("owner_id")? == viewer,
                employer: row.get("employer")?,
                job_title: row.get("job_title")?,
            })
        })
        .collect()
}

/// A word as it may stand in a LIKE pattern with `!` as its escape.
fn escaped(word: &str) -> String {
    word.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// The zone and region-free facts of an office that the actor may use.
pub async fn office(
    conn: &mut Conn,
    agency: &AgencyId,
    office: &OfficeId,
) -> Result<Option<(String, TimeZone)>, DbError> {
    let row = conn
        .one(
            "SELECT name, time_zone FROM offices WHERE agency_id = $1 AND id = $2",
            binds![agency, office],
        )
        .await?;
    row.map(|row| {
        let zone = TimeZone::get(&row.get::<String>("time_zone")?).unwrap_or(TimeZone::UTC);
        Ok((row.get("name")?, zone))
    })
    .transpose()
}

/// What clients are told about the agency: its name in both languages, address, telephone.
#[derive(Debug, Clone)]
pub struct Agency {
    pub name: String,
    pub name_fr: String,
    pub address: String,
    pub phone: String,
}

impl Agency {
    /// The name in one language.
    #[must_use]
    pub fn name_in(&self, language: Language) -> &str {
        match language {
            Language::English => &self.name,
            Language::French => &self.name_fr,
        }
    }
}

/// The agency itself.
pub async fn agency(conn: &mut Conn, agency: &AgencyId) -> Result<Option<Agency>, DbError> {
    let row = conn
        .one(
            "SELECT name, name_fr, address, phone FROM agencies WHERE agency_id = $1",
            binds![agency],
        )
        .await?;
    row.map(|row| {
        Ok(Agency {
            name: row.get("name")?,
            name_fr: row.get("name_fr")?,
            address: row.get("address")?,
            phone: row.get("phone")?,
        })
    })
    .transpose()
}
