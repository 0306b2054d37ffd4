//! E-mails that wait for forms, and leave once those are complete.

use super::{NOTICE, Notice, read_notice};
use crate::record::{Held, Writer};
use db::{DbError, binds};
use domain::ids::{FormId, MessageId, PersonId};

/// E-mails that one form lets go, at most: one for each of the role that is told.
const HELD_MAX: i64 = 2_000;

/// What finds a form among those of an e-mail.
fn among(form: &FormId) -> String {
    format!("%{form}%")
}

/// The e-mails about a person that wait for a form, within what the actor sees.
pub async fn held_for(
    held: &mut impl Held,
    (person, form): (&PersonId, &FormId),
) -> Result<Vec<Notice>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: the columns of these files, and nothing that was typed.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "{NOTICE} JOIN people p ON p.agency_id = n.agency_id AND p.id = n.person_id
                 WHERE n.agency_id = $1 AND n.person_id = $2 AND n.state = 'held'
                     AND n.forms LIKE $3 AND ($4 IS NULL OR p.office_id = $4)
                 ORDER BY n.made_at, n.id LIMIT $5"
            ),
            binds![&agency, person, among(form), office.as_ref(), HELD_MAX],
        )
        .await?;
    rows.iter().map(read_notice).collect()
}

/// Whether an e-mail about a person that goes with a form waits for no form any more.
pub async fn has_let_go(
    held: &mut impl Held,
    (person, form): (&PersonId, &FormId),
) -> Result<bool, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let sql = "SELECT 1 AS one FROM notices n
               JOIN people p ON p.agency_id = n.agency_id AND p.id = n.person_id
               WHERE n.agency_id = $1 AND n.person_id = $2 AND n.state <> 'held'
                   AND n.forms LIKE $3 AND ($4 IS NULL OR p.office_id = $4) LIMIT 1";
    let values = binds![&agency, person, among(form), office.as_ref()];
    Ok(held.conn().one(sql, values).await?.is_some())
}

/// Lets an e-mail leave whose forms are complete. Gives whether it was held.
pub async fn release(writer: &mut Writer, id: &MessageId) -> Result<bool, DbError> {
    let agency = writer.agency();
    let sql = "UPDATE notices SET state = 'waiting'
               WHERE agency_id = $1 AND id = $2 AND state = 'held'";
    Ok(writer.conn().run(sql, binds![&agency, id]).await? > 0)
}
