//! What we submitted, as it is compared: of the whole agency, whoever compares.

use crate::record::Held;
use crate::sealed::Sealed;
use db::{DbError, Row, binds};
use domain::ids::{OfficeId, PersonId, SubmissionId};
use domain::submissions::State;

/// Submissions that are read at once.
const AT_ONCE: i64 = 1_000;

/// A submission that stands at a checkpoint.
#[derive(Debug, Clone)]
pub struct Standing {
    pub id: SubmissionId,
    pub person: PersonId,
    pub office: OfficeId,
    pub state: State,
    pub payload: Sealed,
}

/// Submissions of a pack, of whichever version, by their id from the one behind `after` on; and
/// whether there may be more.
pub async fn standing(
    held: &mut impl Held,
    pack: &str,
    after: Option<&SubmissionId>,
) -> Result<(Vec<Standing>, bool), DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT s.id, s.person_id, s.state, s.payload, p.office_id FROM submissions s
             JOIN people p ON p.agency_id = s.agency_id AND p.id = s.person_id
             WHERE s.agency_id = $1 AND s.pack = $2 AND s.replaced_by IS NULL
                 AND s.state <> 'removed' AND ($3 IS NULL OR s.id > $3)
             ORDER BY s.id LIMIT $4",
            binds![&agency, pack, after, AT_ONCE],
        )
        .await?;
    let is_more = rows.len() as i64 == AT_ONCE;
    let read = |row: &Row| {
        Ok(Standing {
            id: row.parse("id")?,
            person: row.parse("person_id")?,
            office: row.parse("office_id")?,
            state: State::of_word(&row.get::<String>("state")?).unwrap_or(State::Failed),
            payload: Sealed::from_stored(row.get("payload")?),
        })
    };
    Ok((rows.iter().map(read).collect::<Result<_, DbError>>()?, is_more))
}

/// The packs of which the agency has submissions, by their codes.
pub async fn packs(held: &mut impl Held) -> Result<Vec<String>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT DISTINCT pack FROM submissions WHERE agency_id = $1 ORDER BY pack",
            binds![&agency],
        )
        .await?;
    rows.iter().map(|row| row.get("pack")).collect()
}
