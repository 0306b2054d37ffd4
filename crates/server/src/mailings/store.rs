//! Mailings, their words and their lines, as rows.

mod lines;

pub use lines::{Line, NewLine, Outcome, line, lines, next_with, record_outcome};

use crate::messaging::store::RECALLED;
use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{DbError, IntoBind, Row, binds, list_of};
use domain::ids::{CheckpointId, MailingId, PersonId};
use domain::mailings::{Standing, Way};
use domain::messaging::Text;
use domain::programmes::AskChannel;
use domain::words::Language;
use jiff::Timestamp;

/// Rows that are written or looked up in one statement.
const ROWS_AT_ONCE: usize = 200;

/// A mailing as it is kept.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: MailingId,
    pub way: Way,
    pub made_by: String,
    /// Who made it, in words; none where they are not known any more.
    pub made_by_name: Option<String>,
    pub made_at: Timestamp,
    pub leaves_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
    pub withdrawn_by_name: Option<String>,
}

/// Words for one channel and one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub channel: AskChannel,
    pub language: Language,
    pub text: Text,
}

/// The word of a channel, as stored.
#[must_use]
pub fn channel_word(channel: AskChannel) -> &'static str {
    domain::messaging::Channel::from(channel).word()
}

fn read_channel(word: Option<&str>) -> Option<AskChannel> {
    match word {
        Some("email") => Some(AskChannel::Email),
        Some("sms") => Some(AskChannel::Sms),
        Some(_) | None => None,
    }
}

/// Whose checkpoints these are, within what the actor sees; who is not seen is not there.
pub async fn people_of(
    held: &mut impl Held,
    checkpoints: &[CheckpointId],
) -> Result<Vec<(CheckpointId, PersonId)>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let mut found = Vec::with_capacity(checkpoints.len());
    for some in checkpoints.chunks(ROWS_AT_ONCE) {
        let mut values = binds![&agency, office.as_ref()];
        values.extend(some.iter().map(IntoBind::into_bind));
        let list = list_of(3, some.len());
        let sql = format!(
            "SELECT id, person_id FROM checkpoints
             WHERE agency_id = $1 AND ($2 IS NULL OR office_id = $2) AND id IN ({list})"
        );
        // Assembled: only placeholders are put into the text.
        for row in held.conn().all_assembled(sql, values).await? {
            found.push((row.parse("id")?, row.parse("person_id")?));
        }
    }
    Ok(found)
}

/// Records a mailing with its words and everybody who was chosen.
pub async fn record_new(
    writer: &mut Writer,
    (id, way, leaves_at): (&MailingId, Way, Timestamp),
    texts: &[Words],
    lines: &[NewLine],
) -> Result<(), DbError> {
    let (agency, at, office) = (writer.agency(), writer.at(), writer.actor().office);
    let by = writer.actor().name.clone();
    writer
        .conn()
        .run(
            "INSERT INTO mailings (agency_id, id, office_id, way, made_by, made_at, leaves_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            binds![&agency, id, office.as_ref(), way.word(), &by, at, leaves_at],
        )
        .await?;
    for words in texts {
        let subject = words.text.subject.clone().map(Sealed::new);
        writer
            .conn()
            .run(
                "INSERT INTO mailing_texts (agency_id, mailing_id, channel, language, subject,
                     body)
                 VALUES ($1, $2, $3, $4, $5, $6)",
                binds![
                    &agency,
                    id,
                    channel_word(words.channel),
                    words.language.tag(),
                    subject.as_ref().map(Sealed::stored),
                    Sealed::new(words.text.body.clone()).stored()
                ],
            )
            .await?;
    }
    for (chunk, some) in lines.chunks(ROWS_AT_ONCE).enumerate() {
        lines::insert(writer, id, (chunk * ROWS_AT_ONCE, some)).await?;
    }
    Ok(())
}

/// Holds a mailing until this unit of work ends.
pub async fn lock(writer: &mut Writer, id: &MailingId) -> Result<(), DbError> {
    let agency = writer.agency();
    writer.conn().lock_row("mailings", agency.as_str(), id.as_str()).await
}

/// One mailing, within what the actor sees.
pub async fn find(held: &mut impl Held, id: &MailingId) -> Result<Option<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let row = held
        .conn()
        .one(
            "SELECT m.id, m.way, m.made_by, m.made_at, m.leaves_at, m.withdrawn_at,
                 u.name AS made_by_name, w.name AS withdrawn_by_name
             FROM mailings m
             LEFT JOIN users u ON u.agency_id = m.agency_id AND u.id = m.made_by
             LEFT JOIN users w ON w.agency_id = m.agency_id AND w.id = m.withdrawn_by
             WHERE m.agency_id = $1 AND m.id = $2 AND ($3 IS NULL OR m.office_id = $3)",
            binds![&agency, id, office.as_ref()],
        )
        .await?;
    row.map(|row| kept(&row)).transpose()
}

/// Mailings, the latest first.
pub async fn list(
    held: &mut impl Held,
    after: Option<&MailingId>,
    limit: i64,
) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(
            "SELECT m.id, m.way, m.made_by, m.made_at, m.leaves_at, m.withdrawn_at,
                 u.name AS made_by_name, w.name AS withdrawn_by_name
             FROM mailings m
             LEFT JOIN users u ON u.agency_id = m.agency_id AND u.id = m.made_by
             LEFT JOIN users w ON w.agency_id = m.agency_id AND w.id = m.withdrawn_by
             WHERE m.agency_id = $1 AND ($2 IS NULL OR m.office_id = $2)
                 AND ($3 IS NULL OR m.id < $3)
             ORDER BY m.id DESC LIMIT $4",
            binds![&agency, office.as_ref(), after, limit],
        )
        .await?;
    rows.iter().map(kept).collect()
}

fn kept(row: &Row) -> Result<Kept, DbError> {
    Ok(Kept {
        id: row.parse("id")?,
        way: Way::from_word(&row.get::<String>("way")?).unwrap_or(Way::Best),
        made_by: row.get("made_by")?,
        made_by_name: row.get("made_by_name")?,
        made_at: row.get("made_at")?,
        leaves_at: row.get("leaves_at")?,
        withdrawn_at: row.get("withdrawn_at")?,
        withdrawn_by_name: row.get("withdrawn_by_name")?,
    })
}

/// The words that were written for a mailing.
pub async fn texts(held: &mut impl Held, id: &MailingId) -> Result<Vec<Words>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT channel, language, subject, body FROM mailing_texts
             WHERE agency_id = $1 AND mailing_id = $2 ORDER BY channel, language",
            binds![&agency, id],
        )
        .await?;
    let mut texts = Vec::with_capacity(rows.len());
    for row in &rows {
        let word: String = row.get("channel")?;
        let Some(channel) = read_channel(Some(&word)) else { continue };
        let subject = row.get::<Option<String>>("subject")?;
        texts.push(Words {
            channel,
            language: row.get::<String>("language")?.parse().unwrap_or(Language::English),
            text: Text {
                subject: subject.map(|text| Sealed::from_stored(text).open()),
                body: Sealed::from_stored(row.get("body")?).open(),
            },
        });
    }
    Ok(texts)
}

/// How many people of a mailing have each result.
pub async fn results(held: &mut impl Held, id: &MailingId) -> Result<Vec<(String, i64)>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT CASE
                 WHEN l.outcome = 'written' THEN m.state
                 WHEN l.outcome = 'withdrawing' THEN 'withdrawn'
                 WHEN l.outcome = 'waiting' THEN 'preparing'
                 ELSE l.outcome END AS result, CAST(COUNT(*) AS BIGINT) AS many
             FROM mailing_lines l
             LEFT JOIN messages m ON m.agency_id = l.agency_id AND m.id = l.message_id
             WHERE l.agency_id = $1 AND l.mailing_id = $2 GROUP BY 1",
            binds![&agency, id],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get("result")?, row.get("many")?))).collect()
}

/// How far a mailing is, for whoever would withdraw it.
pub async fn standing(held: &mut impl Held, kept: &Kept) -> Result<Standing, DbError> {
    let mut standing = Standing { withdrawn_at: kept.withdrawn_at, ..Standing::default() };
    for (result, many) in results(held, &kept.id).await? {
        let many = u32::try_from(many).unwrap_or(u32::MAX);
        match result.as_str() {
            "preparing" | "waiting" => standing.waiting += many,
            "leaving" | "sent" | "unknown" => standing.gone += many,
            _ => {}
        }
    }
    Ok(standing)
}

/// Takes back everything that waits. The lines come first: a message that is written meanwhile
/// is either seen by the second statement or not written at all.
pub async fn record_withdrawal(writer: &mut Writer, id: &MailingId) -> Result<(), DbError> {
    let (agency, at, by) = (writer.agency(), writer.at(), writer.actor().name.clone());
    let conn = writer.conn();
    conn.run(
        "UPDATE mailings SET withdrawn_at = $3, withdrawn_by = $4
         WHERE agency_id = $1 AND id = $2 AND withdrawn_at IS NULL",
        binds![&agency, id, at, &by],
    )
    .await?;
    conn.run(
        "UPDATE mailing_lines SET outcome = 'withdrawn', changed_at = $3
         WHERE agency_id = $1 AND mailing_id = $2 AND outcome = 'waiting'",
        binds![&agency, id, at],
    )
    .await?;
    conn.run(
        "UPDATE messages SET state = 'withheld', because = $3
         WHERE agency_id = $1 AND state = 'waiting' AND id IN (
             SELECT message_id FROM mailing_lines
             WHERE agency_id = $1 AND mailing_id = $2 AND outcome = 'written')",
        binds![&agency, id, RECALLED],
    )
    .await?;
    conn.run(
        "UPDATE mailing_lines SET outcome = 'withdrawing', changed_at = $4
         WHERE agency_id = $1 AND mailing_id = $2 AND outcome = 'written' AND message_id IN (
             SELECT id FROM messages
             WHERE agency_id = $1 AND state = 'withheld' AND because = $3)",
        binds![&agency, id, RECALLED, at],
    )
    .await?;
    Ok(())
}
