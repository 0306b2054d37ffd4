//! Text messages that came in from people: rows of `inbound_texts`, once for each of the
//! provider's ids and person.

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{Conn, DbError, binds};
use domain::ids::{AgencyId, CheckpointId, PersonId, TextId};
use std::collections::HashMap;

/// A text to be recorded.
#[derive(Debug)]
pub struct NewText<'a> {
    pub id: TextId,
    /// The provider's own name of it, hashed.
    pub provider_id: &'a str,
    pub person: PersonId,
    pub sender: &'a Sealed,
    pub body: &'a Sealed,
    /// A word of ours: what it was taken for.
    pub meaning: &'static str,
    pub checkpoint: Option<CheckpointId>,
    /// The choice that was asked about, or kept.
    pub choice: Option<&'a str>,
    /// What is sent back.
    pub reply: Option<&'a str>,
}

/// Whose number this is, in every agency: people whose contact point it still is.
pub async fn holders(
    conn: &mut Conn,
    number: &Sealed,
) -> Result<Vec<(AgencyId, PersonId)>, DbError> {
    let rows = conn
        .all(
            "SELECT DISTINCT c.agency_id, c.person_id
             FROM agencies a
             JOIN contact_points c ON c.agency_id = a.agency_id AND c.value = $1
             WHERE c.kind = 'phone' AND c.removed_at IS NULL
             ORDER BY c.agency_id, c.person_id LIMIT 50",
            binds![number.stored()],
        )
        .await?;
    rows.iter().map(|row| Ok((row.parse("agency_id")?, row.parse("person_id")?))).collect()
}

/// What was sent back to a text that came before by the same name; none where it is new.
pub async fn answered(
    held: &mut impl Held,
    (provider_id, person): (&str, &PersonId),
) -> Result<Option<Option<String>>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT reply FROM inbound_texts
             WHERE agency_id = $1 AND provider_id = $2 AND person_id = $3",
            binds![&agency, provider_id, person],
        )
        .await?;
    row.map(|row| row.get("reply")).transpose()
}

/// The choice about which the person was asked last, if nothing came in since.
pub async fn unconfirmed(
    held: &mut impl Held,
    person: &PersonId,
    since_ms: i64,
) -> Result<Option<String>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT meaning, choice FROM inbound_texts
             WHERE agency_id = $1 AND person_id = $2 AND made_at >= $3
             ORDER BY made_at DESC, id DESC LIMIT 1",
            binds![&agency, person, since_ms],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let is_asked = row.get::<String>("meaning")? == "asked";
    Ok(row.get::<Option<String>>("choice")?.filter(|_| is_asked))
}

/// Records a text that came in.
pub async fn record(writer: &mut Writer, text: &NewText<'_>) -> Result<(), DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO inbound_texts (agency_id, id, provider_id, person_id, sender, body,
                 meaning, checkpoint_id, choice, reply, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            binds![
                &agency,
                &text.id,
                text.provider_id,
                &text.person,
                text.sender.stored(),
                text.body.stored(),
                text.meaning,
                text.checkpoint.as_ref(),
                text.choice,
                text.reply,
                at
            ],
        )
        .await?;
    Ok(())
}

/// The words of the texts that came in from a person, by their ids; the newest, at most `limit`.
pub async fn words(
    held: &mut impl Held,
    person: &PersonId,
    limit: i64,
) -> Result<HashMap<String, String>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT id, body FROM inbound_texts
             WHERE agency_id = $1 AND person_id = $2 ORDER BY made_at DESC LIMIT $3",
            binds![&agency, person, limit],
        )
        .await?;
    let pair = |row: &db::Row| Ok((row.get("id")?, Sealed::from_stored(row.get("body")?).open()));
    rows.iter().map(pair).collect()
}
