//! Letters as rows.

use super::{READ_MAX, opened, sealed};
use crate::record::{Held, Writer};
use db::{DbError, Row, binds};
use domain::ids::{LetterId, PersonId};
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
                 u.name AS made_by_name
             FROM letters l
             JOIN people p ON p.agency_id = l.agency_id AND p.id = l.person_id
             LEFT JOIN users u ON u.agency_id = l.agency_id AND u.id = l.made_by
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
        })
    };
    rows.iter().map(read).collect()
}
