//! Who looks after how many, and what moves when people are handed over.

use crate::record::Held;
use db::{DbError, Row, binds};
use domain::ids::{OfficeId, PersonId, UserId};

/// Members of staff that are read, at most.
const HOLDERS_MAX: i64 = 500;

/// Somebody who looks after people.
#[derive(Debug, Clone)]
pub struct Holder {
    pub id: UserId,
    pub name: String,
    /// How many of those whom the actor sees.
    pub people: i64,
}

/// Those who look after people whom the actor sees, by name; whoever has left is among them.
pub async fn holders(held: &mut impl Held) -> Result<Vec<Holder>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(
            "SELECT u.id, u.name, CAST(COUNT(*) AS BIGINT) AS many
             FROM people p
             JOIN users u ON u.agency_id = p.agency_id AND u.id = p.owner_id
             WHERE p.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
             GROUP BY u.id, u.name ORDER BY u.name, u.id LIMIT $3",
            binds![&agency, office.as_ref(), HOLDERS_MAX],
        )
        .await?;
    let read = |row: &Row| {
        Ok(Holder { id: row.parse("id")?, name: row.get("name")?, people: row.get("many")? })
    };
    rows.iter().map(read).collect()
}

/// What moves with people: their files, and what is open about them and in one's own hands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    pub files: i64,
    pub tasks: i64,
    pub entries: i64,
}

impl Load {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            files: self.files + other.files,
            tasks: self.tasks + other.tasks,
            entries: self.entries + other.entries,
        }
    }
}

/// What moves with the first people of somebody whom the actor sees, or with one of them; within an
/// office, where one is named.
pub async fn load(
    held: &mut impl Held,
    (owner, person): (&UserId, Option<&PersonId>),
    (within, limit): (Option<&OfficeId>, i64),
) -> Result<Load, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let values = binds![&agency, owner, office.as_ref(), person, limit, within];
    let row = held.conn().one(include_str!("load.sql"), values).await?;
    row.map_or(Ok(Load::default()), |row| {
        Ok(Load {
            files: row.get("files")?,
            tasks: row.get("tasks")?,
            entries: row.get("entries")?,
        })
    })
}
