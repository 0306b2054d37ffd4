//! Looking for a person who may be there already.

use crate::record::Held;
use crate::sealed::Sealed;
use db::{DbError, IntoBind, binds, list_of};
use domain::ids::PersonId;
use domain::people::folded;

/// A person who may be the one that is being entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    pub id: PersonId,
    pub name: String,
    pub reference: Option<String>,
}

/// People shown as alike, at most.
const ALIKE_MAX: i64 = 5;

/// People within what the actor sees with the same name, accents and case aside, or with one of
/// the telephone numbers (E.164).
pub async fn alike(
    held: &mut impl Held,
    (given, family): (&str, &str),
    phones: &[String],
) -> Result<Vec<Alike>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let sort_key = folded(&format!("{family} {given}"));
    let mut values = binds![&agency, office.as_ref(), sort_key, ALIKE_MAX];
    values.extend(phones.iter().map(|phone| Sealed::new(phone.clone()).stored().into_bind()));
    let numbers = list_of(5, phones.len());
    // Assembled: only placeholders are put into the text.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "SELECT p.id, p.given_name, p.family_name, p.reference FROM people p
                 WHERE p.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2) AND p.id IN (
                     SELECT n.id FROM people n WHERE n.agency_id = $1 AND n.sort_key = $3
                     UNION
                     SELECT c.person_id FROM contact_points c
                     WHERE c.agency_id = $1 AND c.removed_at IS NULL AND c.value IN ({numbers}))
                 ORDER BY p.sort_key, p.id LIMIT $4"
            ),
            values,
        )
        .await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) =
                (row.get("given_name")?, row.get("family_name")?);
            Ok(Alike {
                id: row.parse("id")?,
                name: format!("{given} {family}"),
                reference: row.get("reference")?,
            })
        })
        .collect()
}
