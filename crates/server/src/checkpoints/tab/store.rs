//! Messages of checkpoints, with their exact text.

use crate::record::Held;
use crate::sealed::Sealed;
use db::{DbError, IntoBind, binds, list_of};
use domain::ids::{CheckpointId, MessageId, PersonId};
use jiff::Timestamp;

/// One message, or a link, letter or script handed over.
#[derive(Debug, Clone)]
pub struct Message {
    pub id: MessageId,
    pub checkpoint: CheckpointId,
    /// `survey` or `reminder`.
    pub purpose: String,
    /// `email`, `sms`, `link`, `print` or `phone`.
    pub channel: String,
    pub recipient: Option<String>,
    pub subject: Option<String>,
    /// With `{{link}}` in the place of the link, whose secret is not shown.
    pub body: String,
    pub state: String,
    /// Whether somebody said what became of it.
    pub is_settled: bool,
    pub at: Timestamp,
    /// The name of a member of staff; none where Cairn or the client did it.
    pub by_name: Option<String>,
}

/// Every message of a person about some checkpoints, the newest first.
pub async fn messages(
    held: &mut impl Held,
    person: &PersonId,
    checkpoints: &[CheckpointId],
) -> Result<Vec<Message>, DbError> {
    let agency = held.agency();
    let mut values = binds![&agency, person];
    values.extend(checkpoints.iter().map(IntoBind::into_bind));
    let own = list_of(3, checkpoints.len());
    // Assembled: only placeholders are put into the text.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "SELECT m.id, m.settled_at, m.checkpoint_id, m.purpose, m.channel, m.recipient,
                     m.subject, m.body, m.state, COALESCE(m.left_at, m.made_at) AS at, u.name
                 FROM messages m
                 LEFT JOIN users u ON u.agency_id = m.agency_id AND u.id = m.made_by
                 WHERE m.agency_id = $1 AND m.person_id = $2 AND m.checkpoint_id IN ({own})
                 ORDER BY m.made_at DESC, m.id DESC"
            ),
            values,
        )
        .await?;
    let open = |text: Option<String>| text.map(|text| Sealed::from_stored(text).open());
    rows.iter()
        .map(|row| {
            Ok(Message {
                id: row.parse("id")?,
                is_settled: row.get::<Option<Timestamp>>("settled_at")?.is_some(),
                checkpoint: row.parse("checkpoint_id")?,
                purpose: row.get("purpose")?,
                channel: row.get("channel")?,
                recipient: open(row.get("recipient")?),
                subject: open(row.get("subject")?),
                body: Sealed::from_stored(row.get("body")?).open(),
                state: row.get("state")?,
                at: row.get("at")?,
                by_name: row.get("name")?,
            })
        })
        .collect()
}
