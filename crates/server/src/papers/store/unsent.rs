//! E-mails that were not taken, until somebody has told their readers in another way.

use super::{NOTICE, Notice, read_notice};
use crate::record::{Held, Writer};
use db::{Bind, DbError, IntoBind, binds};
use domain::ids::{MessageId, UserId};

/// What is narrowed to, of `n`, the e-mail, and `p`, the person: the values 1 to 3.
const UNSENT: &str = "n.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
     AND ($3 IS NULL OR p.owner_id = $3) AND n.state = 'failed' AND n.settled_at IS NULL";

fn values(held: &impl Held, owner: Option<&UserId>) -> Vec<Bind> {
    binds![&held.agency(), held.actor().office.as_ref(), owner]
}

/// Those about the people of one owner, or about all whom the actor sees; the oldest first.
pub async fn unsent(
    held: &mut impl Held,
    owner: Option<&UserId>,
    limit: i64,
) -> Result<Vec<Notice>, DbError> {
    let mut values = values(held, owner);
    values.push(limit.into_bind());
    // Assembled: constants of these files, and nothing that was typed.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "{NOTICE} JOIN people p ON p.agency_id = n.agency_id AND p.id = n.person_id
                 WHERE {UNSENT} ORDER BY n.left_at, n.id LIMIT $4"
            ),
            values,
        )
        .await?;
    rows.iter().map(read_notice).collect()
}

/// How many there are.
pub async fn count_unsent(held: &mut impl Held, owner: Option<&UserId>) -> Result<i64, DbError> {
    let values = values(held, owner);
    // Assembled: a constant of this file, and nothing that was typed.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "SELECT CAST(COUNT(*) AS BIGINT) AS many FROM notices n
                 JOIN people p ON p.agency_id = n.agency_id AND p.id = n.person_id
                 WHERE {UNSENT}"
            ),
            values,
        )
        .await?;
    rows.first().map_or(Ok(0), |row| row.get("many"))
}

/// Notes that its reader was told in another way. Gives whether that was still to be done.
pub async fn record_settled(writer: &mut Writer, id: &MessageId) -> Result<bool, DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let sql = "UPDATE notices SET settled_by = $3, settled_at = $4
               WHERE agency_id = $1 AND id = $2 AND state = 'failed' AND settled_at IS NULL";
    Ok(writer.conn().run(sql, binds![&agency, id, by, at]).await? > 0)
}
