//! Several runs at once, by their ids.

use super::{COLUMNS, Kept, read};
use crate::record::Held;
use db::{DbError, IntoBind, binds, list_of};
use domain::ids::RunId;

/// The runs with some ids, within what the actor sees, in one statement.
pub async fn list_of_ids(held: &mut impl Held, ids: &[RunId]) -> Result<Vec<Kept>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (agency, office) = (held.agency(), held.actor().office);
    let mut values = binds![&agency, office.as_ref()];
    values.extend(ids.iter().map(IntoBind::into_bind));
    let text = format!(
        "{COLUMNS} WHERE r.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
             AND r.id IN ({})",
        list_of(3, ids.len())
    );
    // Assembled: the columns of this file and placeholders, and nothing that was typed.
    let rows = held.conn().all_assembled(text, values).await?;
    rows.iter().map(read).collect()
}
