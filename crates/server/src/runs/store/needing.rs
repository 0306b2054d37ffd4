//! Runs that somebody has to go on with.

use super::{COLUMNS, Kept, read};
use crate::record::Held;
use db::{Bind, DbError, IntoBind, binds};
use domain::ids::UserId;

/// Whose turn it is, for [`needing`].
#[derive(Debug, Clone)]
pub struct Turns {
    /// Of whose files, and whose sittings: none for the roles alone.
    pub user: Option<UserId>,
    /// Roles of flows, each as `,role:team_leader;,`.
    pub roles: String,
    /// The same for roles that whoever looks after the file takes on.
    pub owned: String,
}

/// Which runs somebody has to go on with, of `r`, the run, and `p`, the person: the values 1 to 5.
const NEEDED: &str = "r.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
     AND r.state IN ('open', 'waiting') AND (r.state = 'open' OR r.waits_for LIKE 'role:%')
     AND ((r.waits_for <> '' AND $3 LIKE '%,' || r.waits_for || ',%')
         OR (p.owner_id = $5 AND (r.waits_for = '' OR $4 LIKE '%,' || r.waits_for || ',%'))
         OR (r.state = 'open' AND r.waits_for = '' AND r.sitting_by = $5))";

fn values(held: &impl Held, turns: &Turns) -> Vec<Bind> {
    binds![
        &held.agency(),
        held.actor().office.as_ref(),
        &turns.roles,
        &turns.owned,
        turns.user.as_ref()
    ]
}

/// The flows of runs that wait for a role, each with its version.
pub async fn flows_of_turns(held: &mut impl Held) -> Result<Vec<(String, i64)>, DbError> {
    let agency = held.agency();
    let sql = "SELECT DISTINCT flow, flow_version FROM runs
               WHERE agency_id = $1 AND state IN ('open', 'waiting') AND waits_for LIKE 'role:%'
               ORDER BY flow, flow_version";
    let rows = held.conn().all(sql, binds![&agency]).await?;
    rows.iter().map(|row| Ok((row.get("flow")?, row.get("flow_version")?))).collect()
}

/// Runs within what the actor sees that somebody has to go on with, those that stand the longest
/// first: open ones, and those that wait for a role.
pub async fn needing(
    held: &mut impl Held,
    turns: &Turns,
    limit: i64,
) -> Result<Vec<Kept>, DbError> {
    let mut values = values(held, turns);
    values.push(limit.into_bind());
    // Assembled: the columns and tables of this file, and nothing that was typed.
    let rows = held
        .conn()
        .all_assembled(
            format!("{COLUMNS} WHERE {NEEDED} ORDER BY r.sitting_at, r.id LIMIT $6"),
            values,
        )
        .await?;
    rows.iter().map(read).collect()
}

/// How many there are.
pub async fn count_needing(held: &mut impl Held, turns: &Turns) -> Result<i64, DbError> {
    let values = values(held, turns);
    // Assembled: constants of this file, and nothing that was typed.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "SELECT CAST(COUNT(*) AS BIGINT) AS many FROM runs r
                 JOIN people p ON p.agency_id = r.agency_id AND p.id = r.person_id
                 WHERE {NEEDED}"
            ),
            values,
        )
        .await?;
    rows.first().map_or(Ok(0), |row| row.get("many"))
}
