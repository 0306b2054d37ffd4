//! Letters as rows.

use super::{READ_MAX, opened, sealed};
use crate::people::store::MAY_BE_CONTACTED;
use crate::record::{Held, Writer};
use db::{DbError, Row, binds};
use domain::ids::{LetterId, PersonId, UserId};
use domain::words::Language;
use jiff::Timestamp;

/// A letter as it was written.
#[derive(Debug, Clone)]
pub struct Letter {
    pub id: LetterId,
    pub person: PersonId,
    pub template: String,
    pub language: Language,
    pub subject: String,
    pub body: String,
    pub made_by_name: Option<String>,
    pub made_at: Timestamp,
    /// When it went into the post, and who noted it.
    pub posted_at: Option<Timestamp>,
    pub posted_by_name: Option<String>,
}

/// Records a letter.
pub async fn record_letter(
    writer: &mut Writer,
    (id, person): (&LetterId, &PersonId),
    (template, language): (&str, Language),
    (subject, body): (&str, &str),
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO letters (agency_id, id, person_id, template, language, subject, body,
                 made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            binds![
                &agency,
                id,
                person,
                template,
                language.tag(),
                sealed(subject),
                sealed(body),
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Letters within what the actor sees, the latest first: one by its id, or a person's.
pub async fn letters(
    held: &mut impl Held,
    (id, person): (Option<&LetterId>, Option<&PersonId>),
) -> Result<Vec<Letter>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(
            "SELECT l.id, l.person_id, l.template, l.language, l.subject, l.body, l.made_at,
                 l.posted_at, u.name AS made_by_name, b.name AS posted_by_name
             FROM letters l
             JOIN people p ON p.agency_id = l.agency_id AND p.id = l.person_id
             LEFT JOIN users u ON u.agency_id = l.agency_id AND u.id = l.made_by
             LEFT JOIN users b ON b.agency_id = l.agency_id AND b.id = l.posted_by
             WHERE l.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
                 AND ($3 IS NULL OR l.id = $3) AND ($4 IS NULL OR l.person_id = $4)
             ORDER BY l.made_at DESC, l.id DESC LIMIT $5",
            binds![&agency, office.as_ref(), id, person, READ_MAX],
        )
        .await?;
    let read = |row: &Row| {
        Ok(Letter {
            id: row.parse("id")?,
            person: row.parse("person_id")?,
            template: row.get("template")?,
            language: row.get::<String>("language")?.parse().unwrap_or(Language::English),
            subject: opened(row.get("subject")?),
            body: opened(row.get("body")?),
            made_by_name: row.get("made_by_name")?,
            made_at: row.get("made_at")?,
            posted_at: row.get("posted_at")?,
            posted_by_name: row.get("posted_by_name")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Records that a letter went into the post. Gives whether nobody had noted it.
pub async fn record_posted(writer: &mut Writer, id: &LetterId) -> Result<bool, DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let sql = "UPDATE letters SET posted_by = $3, posted_at = $4
               WHERE agency_id = $1 AND id = $2 AND posted_at IS NULL";
    Ok(writer.conn().run(sql, binds![&agency, id, by, at]).await? > 0)
}

/// A letter that somebody has to post.
#[derive(Debug, Clone)]
pub struct ToPost {
    pub id: LetterId,
    pub person: PersonId,
    /// Given name, then family name.
    pub person_name: String,
    pub office_name: String,
    pub subject: String,
    pub made_at: Timestamp,
}

/// Behind which letter a page begins: when it was written, and its id.
pub type After = (Timestamp, LetterId);

/// What is narrowed to, of `l`, the letter, and `p`, the person: the values 1 to 3. Besides, nobody
/// writes to whoever is not to be contacted.
const TO_POST: &str = "l.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
     AND ($3 IS NULL OR p.owner_id = $3) AND l.posted_at IS NULL";

/// Letters that are to be posted, of the files of one owner or of all that the actor sees; the
/// oldest first.
pub async fn to_post(
    held: &mut impl Held,
    owner: Option<&UserId>,
    (after, limit): (Option<After>, i64),
) -> Result<Vec<ToPost>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let (at, id) = (after.map(|(at, _)| at), after.as_ref().map(|(_, id)| id));
    // Assembled: constants of stores, and nothing that was typed.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "SELECT l.id, l.person_id, l.subject, l.made_at, p.given_name, p.family_name,
                     o.name AS office_name
                 FROM letters l
                 JOIN people p ON p.agency_id = l.agency_id AND p.id = l.person_id
                 JOIN offices o ON o.agency_id = p.agency_id AND o.id = p.office_id
                 WHERE {TO_POST} AND {MAY_BE_CONTACTED}
                     AND ($4 IS NULL OR l.made_at > $4 OR (l.made_at = $4 AND l.id > $5))
                 ORDER BY l.made_at, l.id LIMIT $6"
            ),
            binds![&agency, office.as_ref(), owner, at, id, limit],
        )
        .await?;
    let read = |row: &Row| {
        let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
        Ok(ToPost {
            id: row.parse("id")?,
            person: row.parse("person_id")?,
            person_name: format!("{given} {family}"),
            office_name: row.get("office_name")?,
            subject: opened(row.get("subject")?),
            made_at: row.get("made_at")?,
        })
    };
    rows.iter().map(read).collect()
}

/// How many letters are to be posted.
pub async fn count_to_post(held: &mut impl Held, owner: Option<&UserId>) -> Result<i64, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: constants of stores, and nothing that was typed.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "SELECT CAST(COUNT(*) AS BIGINT) AS many FROM letters l
                 JOIN people p ON p.agency_id = l.agency_id AND p.id = l.person_id
                 WHERE {TO_POST} AND {MAY_BE_CONTACTED}"
            ),
            binds![&agency, office.as_ref(), owner],
        )
        .await?;
    rows.first().map_or(Ok(0), |row| row.get("many"))
}
