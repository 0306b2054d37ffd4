//! Messages and the links that they carry, as rows.

pub mod needs;
pub mod trials;

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{DbError, Row, binds};
use domain::ids::{AgencyId, CheckpointId, LinkId, MessageId, PersonId};
use domain::messaging::{Channel, Recipient};
use domain::programmes::Purpose;
use domain::words::Language;
use jiff::Timestamp;
use jiff::civil::Date;

/// Why a message did not leave that staff took back in time: as if it had never been written.
pub const RECALLED: &str = "recalled";

/// A message as it is kept. Its body holds `{{link}}` where its link belongs.
#[derive(Debug, Clone)]
pub struct Kept {
    pub agency: AgencyId,
    pub id: MessageId,
    pub person: PersonId,
    pub checkpoint: CheckpointId,
    pub purpose: Purpose,
    pub attempt: i64,
    pub channel: Channel,
    pub recipient: Option<String>,
    pub language: Language,
    pub subject: Option<String>,
    pub body: String,
    pub link: Option<LinkId>,
    pub link_ends_on: Option<Date>,
    pub state: MessageState,
    pub because: Option<String>,
    pub made_by: String,
    pub made_at: Timestamp,
    pub left_at: Option<Timestamp>,
    pub tries: i64,
}

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageState {
    Waiting,
    /// Handed to the provider, or about to be: how that ended is not known yet.
    Leaving,
    Sent,
    HandedOver,
    Undeliverable,
    Withheld,
    Failed,
    Unknown,
}

impl MessageState {
    /// The word that is stored, and that of the interface.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Leaving => "leaving",
            Self::Sent => "sent",
            Self::HandedOver => "handed_over",
            Self::Undeliverable => "undeliverable",
            Self::Withheld => "withheld",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }

    /// The state of a stored word.
    #[must_use]
    pub fn read(word: &str) -> Self {
        match word {
            "waiting" => Self::Waiting,
            "leaving" => Self::Leaving,
            "sent" => Self::Sent,
            "handed_over" => Self::HandedOver,
            "undeliverable" => Self::Undeliverable,
            "withheld" => Self::Withheld,
            "failed" => Self::Failed,
            _ => Self::Unknown,
        }
    }
}

/// The word of a purpose, as stored.
#[must_use]
pub fn purpose_word(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Survey => "survey",
        Purpose::Reminder => "reminder",
    }
}

/// A link to be recorded: of its secret only the hash, and four characters for whoever helps.
#[derive(Debug)]
pub struct NewLink<'a> {
    pub id: LinkId,
    pub token_hash: &'a str,
    pub prefix: &'a str,
    pub person: PersonId,
    pub checkpoint: CheckpointId,
    pub ends_on: Date,
}

/// A message to be recorded.
#[derive(Debug)]
pub struct NewMessage<'a> {
    pub id: MessageId,
    pub person: PersonId,
    pub checkpoint: CheckpointId,
    pub purpose: Purpose,
    pub attempt: u32,
    pub channel: Channel,
    pub to: Option<&'a Recipient>,
    pub language: Language,
    pub subject: Option<&'a Sealed>,
    pub body: &'a Sealed,
    pub link: Option<LinkId>,
    pub state: MessageState,
    pub because: Option<&'a str>,
}

/// Records a link to a survey.
pub async fn record_link(writer: &mut Writer, link: &NewLink<'_>) -> Result<(), DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO survey_links (token_hash, agency_id, id, person_id, checkpoint_id,
                 prefix, ends_on, gate_wrong, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)",
            binds![
                link.token_hash,
                &agency,
                &link.id,
                &link.person,
                &link.checkpoint,
                link.prefix,
                link.ends_on,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Records a message. There is one for each checkpoint, purpose and attempt.
pub async fn record_new(writer: &mut Writer, new: &NewMessage<'_>) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let recipient = new.to.map(|to| Sealed::new(to.value.clone()));
    let left_at = (new.state == MessageState::HandedOver).then_some(at);
    writer
        .conn()
        .run(
            "INSERT INTO messages (agency_id, id, person_id, checkpoint_id, purpose, attempt,
                 channel, contact_point_id, recipient, language, subject, body, link_id, state,
                 because, made_by, made_at, left_at, tries)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                 $18, 0)",
            binds![
                &agency,
                &new.id,
                &new.person,
                &new.checkpoint,
                purpose_word(new.purpose),
                i64::from(new.attempt),
                new.channel.word(),
                new.to.map(|to| &to.point),
                recipient.as_ref().map(Sealed::stored),
                new.language.tag(),
                new.subject.map(Sealed::stored),
                new.body.stored(),
                new.link.as_ref(),
                new.state.word(),
                new.because,
                &by,
                at,
                left_at
            ],
        )
        .await?;
    Ok(())
}

/// One message, within what the actor sees.
pub async fn find(held: &mut impl Held, id: &MessageId) -> Result<Option<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let row = held
        .conn()
        .one(
            "SELECT m.agency_id, m.id, m.person_id, m.checkpoint_id, m.purpose, m.attempt,
                 m.channel, m.recipient, m.language, m.subject, m.body, m.link_id, l.ends_on,
                 m.state, m.because, m.made_by, m.made_at, m.left_at, m.tries
             FROM messages m
             JOIN people p ON p.agency_id = m.agency_id AND p.id = m.person_id
             LEFT JOIN survey_links l ON l.agency_id = m.agency_id
                 AND l.checkpoint_id = m.checkpoint_id AND l.id = m.link_id
             WHERE m.agency_id = $1 AND m.id = $2 AND ($3 IS NULL OR p.office_id = $3)",
            binds![&agency, id, office.as_ref()],
        )
        .await?;
    row.map(|row| kept(&row)).transpose()
}

/// Messages of a checkpoint, the latest first.
pub async fn of_checkpoint(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
    limit: i64,
) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(
            "SELECT m.agency_id, m.id, m.person_id, m.checkpoint_id, m.purpose, m.attempt,
                 m.channel, m.recipient, m.language, m.subject, m.body, m.link_id, l.ends_on,
                 m.state, m.because, m.made_by, m.made_at, m.left_at, m.tries
             FROM messages m
             JOIN people p ON p.agency_id = m.agency_id AND p.id = m.person_id
             LEFT JOIN survey_links l ON l.agency_id = m.agency_id
                 AND l.checkpoint_id = m.checkpoint_id AND l.id = m.link_id
             WHERE m.agency_id = $1 AND m.checkpoint_id = $2
                 AND ($3 IS NULL OR p.office_id = $3)
             ORDER BY m.made_at DESC, m.id DESC LIMIT $4",
            binds![&agency, checkpoint, office.as_ref(), limit],
        )
        .await?;
    rows.iter().map(kept).collect()
}

/// What left by e-mail or text, the latest first, over the whole agency.
pub async fn outbox(held: &mut impl Held, limit: i64) -> Result<Vec<Kept>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT m.agency_id, m.id, m.person_id, m.checkpoint_id, m.purpose, m.attempt,
                 m.channel, m.recipient, m.language, m.subject, m.body, m.link_id,
                 NULL AS ends_on, m.state, m.because, m.made_by, m.made_at, m.left_at, m.tries
             FROM messages m
             WHERE m.agency_id = $1 AND m.state = 'sent' AND m.channel IN ('email', 'sms')
             ORDER BY m.left_at DESC, m.id DESC LIMIT $2",
            binds![&agency, limit],
        )
        .await?;
    rows.iter().map(kept).collect()
}

fn kept(row: &Row) -> Result<Kept, DbError> {
    let opened = |text: Option<String>| text.map(|text| Sealed::from_stored(text).open());
    Ok(Kept {
        agency: row.parse("agency_id")?,
        id: row.parse("id")?,
        person: row.parse("person_id")?,
        checkpoint: row.parse("checkpoint_id")?,
        purpose: match row.get::<String>("purpose")?.as_str() {
            "reminder" => Purpose::Reminder,
            _ => Purpose::Survey,
        },
        attempt: row.get("attempt")?,
        channel: Channel::from_word(&row.get::<String>("channel")?).unwrap_or(Channel::Link),
        recipient: opened(row.get("recipient")?),
        language: row.get::<String>("language")?.parse().unwrap_or(Language::English),
        subject: opened(row.get("subject")?),
        body: Sealed::from_stored(row.get("body")?).open(),
        link: row.parse_opt("link_id")?,
        link_ends_on: row.get("ends_on")?,
        state: MessageState::read(&row.get::<String>("state")?),
        because: row.get("because")?,
        made_by: row.get("made_by")?,
        made_at: row.get("made_at")?,
        left_at: row.get("left_at")?,
        tries: row.get("tries")?,
    })
}

/// Other messages to a person that left between two moments, or may have.
pub async fn left_between(
    held: &mut impl Held,
    message: &Kept,
    (from, to): (Timestamp, Timestamp),
) -> Result<u32, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM messages
             WHERE agency_id = $1 AND person_id = $2 AND id <> $3
                 AND channel IN ('email', 'sms') AND state IN ('leaving', 'sent', 'unknown')
                 AND COALESCE(left_at, leaving_at) >= $4
                 AND COALESCE(left_at, leaving_at) < $5",
            binds![&agency, &message.person, &message.id, from, to],
        )
        .await?;
    let n: i64 = row.map_or(Ok(0), |row| row.get("n"))?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Marks a message as leaving, and says which try this is.
pub async fn record_leaving(
    writer: &mut Writer,
    id: &MessageId,
    to: &Recipient,
) -> Result<Option<i64>, DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let recipient = Sealed::new(to.value.clone());
    let row = writer
        .conn()
        .one(
            "UPDATE messages SET state = 'leaving', leaving_at = $3, contact_point_id = $4,
                 recipient = $5, tries = tries + 1
             WHERE agency_id = $1 AND id = $2 AND state IN ('waiting', 'leaving')
             RETURNING tries",
            binds![&agency, id, at, &to.point, recipient.stored()],
        )
        .await?;
    row.map(|row| row.get("tries")).transpose()
}

/// What became of a try that was begun.
#[derive(Debug, Clone, Copy)]
pub struct Ended<'a> {
    pub state: MessageState,
    pub because: Option<&'a str>,
    pub reference: Option<&'a str>,
}

/// Records how a try ended. What was sent stays sent, and a try whose message went to another
/// worker meanwhile changes nothing unless it was taken.
pub async fn record_ended(
    writer: &mut Writer,
    message: &Kept,
    ended: Ended<'_>,
) -> Result<u64, DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let left_at = match ended.state {
        MessageState::Sent | MessageState::Unknown => Some(at),
        MessageState::Waiting
        | MessageState::Leaving
        | MessageState::HandedOver
        | MessageState::Undeliverable
        | MessageState::Withheld
        | MessageState::Failed => None,
    };
    writer
        .conn()
        .run(
            "UPDATE messages SET state = $3, because = $4, provider_reference = $5, left_at = $6
             WHERE agency_id = $1 AND id = $2
                 AND ((state IN ('waiting', 'leaving') AND tries = $7)
                     OR ($3 = 'sent' AND state IN ('waiting', 'leaving', 'unknown')))",
            binds![
                &agency,
                &message.id,
                ended.state.word(),
                ended.because,
                ended.reference,
                left_at,
                message.tries
            ],
        )
        .await
}

/// The secret's hash of the link in the last text that left for a person's number.
pub async fn last_texted_link(
    held: &mut impl Held,
    person: &PersonId,
    number: &Sealed,
) -> Result<Option<String>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT l.token_hash FROM messages m
             LEFT JOIN survey_links l ON l.agency_id = m.agency_id
                 AND l.checkpoint_id = m.checkpoint_id AND l.id = m.link_id
             WHERE m.agency_id = $1 AND m.person_id = $2 AND m.channel = 'sms'
                 AND m.recipient = $3 AND m.left_at IS NOT NULL
             ORDER BY m.left_at DESC, m.id DESC LIMIT 1",
            binds![&agency, person, number.stored()],
        )
        .await?;
    row.map_or(Ok(None), |row| row.get("token_hash"))
}
