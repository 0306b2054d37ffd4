//! Messages that need somebody, as rows.

use super::MessageState;
use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{DbError, binds};
use domain::ids::{CheckpointId, MessageId, PersonId, UserId};
use domain::messaging::{Channel, Settling};
use jiff::Timestamp;

/// A message that needs somebody.
#[derive(Debug, Clone)]
pub struct Needing {
    pub id: MessageId,
    pub person: PersonId,
    pub checkpoint: CheckpointId,
    pub channel: Channel,
    pub recipient: Option<String>,
    pub state: MessageState,
    pub because: Option<String>,
    /// When it was tried.
    pub at: Timestamp,
}

/// The messages that need somebody, the latest first.
pub async fn list(
    held: &mut impl Held,
    owner: Option<&UserId>,
    after: Option<&MessageId>,
    limit: i64,
) -> Result<Vec<Needing>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let values = binds![&agency, office.as_ref(), owner, after, limit];
    let rows = held.conn().all(include_str!("needs.sql"), values).await?;
    rows.iter()
        .map(|row| {
            let recipient: Option<String> = row.get("recipient")?;
            Ok(Needing {
                id: row.parse("id")?,
                person: row.parse("person_id")?,
                checkpoint: row.parse("checkpoint_id")?,
                channel: Channel::from_word(&row.get::<String>("channel")?)
                    .unwrap_or(Channel::Email),
                recipient: recipient.map(|text| Sealed::from_stored(text).open()),
                state: MessageState::read(&row.get::<String>("state")?),
                because: row.get("because")?,
                at: row.get("at")?,
            })
        })
        .collect()
}

/// How many there are; of so many that nobody counts them, the first thousand.
pub async fn count(held: &mut impl Held, owner: Option<&UserId>) -> Result<i64, DbError> {
    Ok(list(held, owner, None, 1_000).await?.len() as i64)
}

/// What staff said of a message, if they did.
pub async fn settled(held: &mut impl Held, id: &MessageId) -> Result<Option<Settling>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT settled_as FROM messages WHERE agency_id = $1 AND id = $2",
            binds![&agency, id],
        )
        .await?;
    let word: Option<String> = row.map_or(Ok(None), |row| row.get("settled_as"))?;
    Ok(word.as_deref().and_then(Settling::from_word))
}

/// Records what staff say of a message. What arrived counts as sent, at the moment of its try.
pub async fn record_settled(
    writer: &mut Writer,
    id: &MessageId,
    settled: Settling,
) -> Result<(), DbError> {
    let (agency, at, by) = (writer.agency(), writer.at(), writer.actor().name.clone());
    writer
        .conn()
        .run(
            "UPDATE messages SET settled_as = $3, settled_by = $4, settled_at = $5,
                 state = CASE WHEN $3 = 'arrived' THEN 'sent' ELSE state END
             WHERE agency_id = $1 AND id = $2 AND settled_at IS NULL
                 AND state IN ('unknown', 'failed', 'undeliverable')",
            binds![&agency, id, settled.word(), &by, at],
        )
        .await?;
    Ok(())
}
