//! Ways to reach a person: rows of `contact_points`, each with its consent.

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{Conn, DbError, IntoBind, binds, list_of};
use domain::ids::{AgencyId, ContactPointId, PersonId};
use domain::people::{Consent, ContactKind, ContactPoint};
use std::collections::HashMap;

/// A way to reach somebody, to be recorded.
#[derive(Debug, Clone)]
pub struct NewPoint {
    pub id: ContactPointId,
    pub kind: ContactKind,
    pub value: Sealed,
    pub position: i64,
    pub consent: Consent,
    /// Where the consent comes from: `entry`, `notice`, `client`.
    pub source: &'static str,
}

/// The word of a consent, as stored.
#[must_use]
pub fn consent_word(consent: Consent) -> &'static str {
    match consent {
        Consent::Given => "given",
        Consent::ByNotice => "by_notice",
        Consent::NotGiven => "not_given",
        Consent::Withdrawn => "withdrawn",
    }
}

fn consent(word: &str) -> Consent {
    match word {
        "given" => Consent::Given,
        "by_notice" => Consent::ByNotice,
        "withdrawn" => Consent::Withdrawn,
        _ => Consent::NotGiven,
    }
}

/// The word of a kind, as stored.
#[must_use]
pub fn kind_word(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Phone => "phone",
        ContactKind::Email => "email",
    }
}

/// The ways to reach each of these people that are still theirs.
pub(super) async fn of(
    conn: &mut Conn,
    agency: &AgencyId,
    people: &[PersonId],
) -> Result<HashMap<PersonId, Vec<ContactPoint>>, DbError> {
    let mut values = binds![agency];
    values.extend(people.iter().map(IntoBind::into_bind));
    let own = list_of(2, people.len());
    // Assembled: only placeholders are put into the text.
    let rows = conn
        .all_assembled(
            format!(
                "SELECT person_id, id, kind, value, position, consent FROM contact_points
             WHERE agency_id = $1 AND person_id IN ({own}) AND removed_at IS NULL
             ORDER BY position"
            ),
            values,
        )
        .await?;
    let mut points: HashMap<PersonId, Vec<ContactPoint>> = HashMap::new();
    for row in &rows {
        let kind = match row.get::<String>("kind")?.as_str() {
            "email" => ContactKind::Email,
            _ => ContactKind::Phone,
        };
        points.entry(row.parse("person_id")?).or_default().push(ContactPoint {
            id: row.parse("id")?,
            kind,
            value: Sealed::from_stored(row.get("value")?).open(),
            consent: consent(&row.get::<String>("consent")?),
            position: row.get("position")?,
        });
    }
    Ok(points)
}

/// Records ways to reach a person.
pub async fn record_points(
    writer: &mut Writer,
    person: &PersonId,
    points: &[NewPoint],
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    for point in points {
        writer
            .conn()
            .run(
                "INSERT INTO contact_points (agency_id, id, person_id, kind, value, position,
                     consent, consent_source, consent_at, consent_by, made_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9)",
                binds![
                    &agency,
                    &point.id,
                    person,
                    kind_word(point.kind),
                    point.value.stored(),
                    point.position,
                    consent_word(point.consent),
                    point.source,
                    at,
                    &by
                ],
            )
            .await?;
    }
    Ok(())
}

/// Marks a way to reach a person as no longer theirs. The row stays.
pub async fn remove_point(writer: &mut Writer, point: &ContactPointId) -> Result<u64, DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    writer
        .conn()
        .run(
            "UPDATE contact_points SET removed_at = $3
             WHERE agency_id = $1 AND id = $2 AND removed_at IS NULL",
            binds![&agency, point, at],
        )
        .await
}

/// Records a consent of every point of one kind.
pub async fn record_consent(
    writer: &mut Writer,
    person: &PersonId,
    kind: ContactKind,
    (consent, source): (Consent, &'static str),
) -> Result<u64, DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "UPDATE contact_points SET consent = $4, consent_source = $5, consent_at = $6,
                 consent_by = $7
             WHERE agency_id = $1 AND person_id = $2 AND kind = $3 AND removed_at IS NULL",
            binds![&agency, person, kind_word(kind), consent_word(consent), source, at, &by],
        )
        .await
}

/// Closes one contact point: somebody else has it.
pub async fn withdraw_point(
    writer: &mut Writer,
    person: &PersonId,
    point: &ContactPointId,
) -> Result<(), DbError> {
    let (agency, at, by) = (writer.agency(), writer.at(), writer.actor().name.clone());
    writer
        .conn()
        .run(
            "UPDATE contact_points SET consent = 'withdrawn', consent_source = 'stranger',
                 consent_at = $4, consent_by = $5
             WHERE agency_id = $1 AND person_id = $2 AND id = $3",
            binds![&agency, person, point, at, &by],
        )
        .await?;
    Ok(())
}

/// Gives consent by the programme's notice where nobody said anything.
pub async fn record_notice(writer: &mut Writer, person: &PersonId) -> Result<u64, DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    writer
        .conn()
        .run(
            "UPDATE contact_points
             SET consent = 'by_notice', consent_source = 'notice', consent_at = $3
             WHERE agency_id = $1 AND person_id = $2 AND consent = 'not_given'
                 AND consent_source = 'unsaid' AND removed_at IS NULL",
            binds![&agency, person, at],
        )
        .await
}

/// Closes a number: whoever has it wrote that no more messages should come.
pub async fn withdraw_number(
    writer: &mut Writer,
    person: &PersonId,
    number: &Sealed,
) -> Result<u64, DbError> {
    let (agency, at, by) = (writer.agency(), writer.at(), writer.actor().name.clone());
    writer
        .conn()
        .run(
            "UPDATE contact_points SET consent = 'withdrawn', consent_source = 'client',
                 consent_at = $4, consent_by = $5
             WHERE agency_id = $1 AND person_id = $2 AND kind = 'phone' AND value = $3
                 AND removed_at IS NULL AND consent_source <> 'stranger'",
            binds![&agency, person, number.stored(), at, &by],
        )
        .await
}

/// Opens a number again that the client had closed. One that is somebody else's stays closed.
pub async fn restore_number(
    writer: &mut Writer,
    person: &PersonId,
    number: &Sealed,
) -> Result<u64, DbError> {
    let (agency, at, by) = (writer.agency(), writer.at(), writer.actor().name.clone());
    writer
        .conn()
        .run(
            "UPDATE contact_points SET consent = 'given', consent_source = 'client',
                 consent_at = $4, consent_by = $5
             WHERE agency_id = $1 AND person_id = $2 AND kind = 'phone' AND value = $3
                 AND removed_at IS NULL AND consent = 'withdrawn' AND consent_source = 'client'",
            binds![&agency, person, number.stored(), at, &by],
        )
        .await
}
