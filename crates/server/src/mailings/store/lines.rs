//! The people of a mailing, as rows.

use super::{channel_word, read_channel};
use crate::messaging::store::{MessageState, purpose_word};
use crate::record::{Held, Writer};
use db::{Bind, DbError, Row, binds, list_of};
use domain::ids::{CheckpointId, MailingId, MessageId, PersonId};
use domain::mailings::Seen;
use domain::programmes::{AskChannel, Purpose};
use jiff::Timestamp;

/// Where one person of a mailing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Waiting,
    Written,
    LeftOut,
    Withdrawing,
    Withdrawn,
}

impl Outcome {
    /// The word that is stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Written => "written",
            Self::LeftOut => "left_out",
            Self::Withdrawing => "withdrawing",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn read(word: &str) -> Self {
        match word {
            "waiting" => Self::Waiting,
            "written" => Self::Written,
            "left_out" => Self::LeftOut,
            "withdrawing" => Self::Withdrawing,
            _ => Self::Withdrawn,
        }
    }
}

/// One person of a mailing.
#[derive(Debug, Clone)]
pub struct Line {
    pub position: i64,
    pub checkpoint: CheckpointId,
    pub person: PersonId,
    pub seen: Seen,
    pub outcome: Outcome,
    pub channel: Option<AskChannel>,
    pub because: Option<String>,
    pub message: Option<MessageId>,
    pub message_state: Option<MessageState>,
    pub message_because: Option<String>,
    /// When it last changed: was left out, written, sent.
    pub at: Timestamp,
}

impl Line {
    /// The one result that pages show.
    #[must_use]
    pub fn result(&self) -> &'static str {
        match (self.outcome, self.message_state) {
            (Outcome::Waiting, _) => "preparing",
            (Outcome::LeftOut, _) => "left_out",
            (Outcome::Withdrawing | Outcome::Withdrawn, _) => "withdrawn",
            (Outcome::Written, Some(state)) => state.word(),
            (Outcome::Written, None) => "waiting",
        }
    }
}

/// A line to be recorded.
#[derive(Debug, Clone)]
pub struct NewLine {
    pub checkpoint: CheckpointId,
    pub person: PersonId,
    pub seen: Seen,
    pub outcome: Outcome,
    pub channel: Option<AskChannel>,
    pub because: Option<&'static str>,
}

/// Records the lines of a mailing behind so many others.
pub(super) async fn insert(
    writer: &mut Writer,
    id: &MailingId,
    (before, lines): (usize, &[NewLine]),
) -> Result<(), DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let mut values: Vec<Bind> = Vec::new();
    let mut rows = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        let position = i64::try_from(before + place + 1).unwrap_or(i64::MAX);
        rows.push(format!("({})", list_of(values.len() + 1, 11)));
        values.extend(binds![
            &agency,
            id,
            position,
            &line.checkpoint,
            &line.person,
            purpose_word(line.seen.purpose),
            i64::from(line.seen.attempt),
            line.outcome.word(),
            line.channel.map(channel_word),
            line.because,
            at
        ]);
    }
    let rows = rows.join(", ");
    let sql = format!(
        "INSERT INTO mailing_lines (agency_id, mailing_id, position, checkpoint_id, person_id,
             purpose, attempt, outcome, channel, because, changed_at)
         VALUES {rows}"
    );
    // Assembled: only placeholders are put into the text.
    writer.conn().run_assembled(sql, values).await?;
    Ok(())
}

/// The next people whose line has this outcome, in the mailing's order.
pub async fn next_with(
    held: &mut impl Held,
    id: &MailingId,
    outcome: Outcome,
    limit: i64,
) -> Result<Vec<(i64, CheckpointId, PersonId)>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT position, checkpoint_id, person_id FROM mailing_lines
             WHERE agency_id = $1 AND mailing_id = $2 AND outcome = $3
             ORDER BY position LIMIT $4",
            binds![&agency, id, outcome.word(), limit],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get("position")?, row.parse("checkpoint_id")?, row.parse("person_id")?)))
        .collect()
}

/// One line, as it is now.
pub async fn line(
    held: &mut impl Held,
    id: &MailingId,
    position: i64,
) -> Result<Option<Line>, DbError> {
    Ok(lines(held, id, (position - 1, None), 1)
        .await?
        .into_iter()
        .find(|line| line.position == position))
}

/// People of a mailing behind a position, in its order; those with one result where it is given.
pub async fn lines(
    held: &mut impl Held,
    id: &MailingId,
    (after, result): (i64, Option<&str>),
    limit: i64,
) -> Result<Vec<Line>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(include_str!("lines.sql"), binds![&agency, id, after, limit, office.as_ref(), result])
        .await?;
    rows.iter().map(read_line).collect()
}

fn read_line(row: &Row) -> Result<Line, DbError> {
    let purpose = match row.get::<String>("purpose")?.as_str() {
        "reminder" => Purpose::Reminder,
        _ => Purpose::Survey,
    };
    let attempt = u32::try_from(row.get::<i64>("attempt")?).unwrap_or(u32::MAX);
    let state = row.get::<Option<String>>("state")?;
    Ok(Line {
        position: row.get("position")?,
        checkpoint: row.parse("checkpoint_id")?,
        person: row.parse("person_id")?,
        seen: Seen { purpose, attempt },
        outcome: Outcome::read(&row.get::<String>("outcome")?),
        channel: read_channel(row.get::<Option<String>>("channel")?.as_deref()),
        because: row.get("because")?,
        message: row.parse_opt("message_id")?,
        message_state: state.as_deref().map(MessageState::read),
        message_because: row.get("message_because")?,
        at: row.get("at")?,
    })
}

/// Says what became of a line that waits; 0 where it does not wait any more.
pub async fn record_outcome(
    writer: &mut Writer,
    (id, position): (&MailingId, i64),
    (from, to): (Outcome, Outcome),
    (channel, because, message): (Option<AskChannel>, Option<&str>, Option<&MessageId>),
) -> Result<u64, DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    writer
        .conn()
        .run(
            "UPDATE mailing_lines SET outcome = $4, channel = COALESCE($5, channel),
                 because = $6, message_id = COALESCE($7, message_id), changed_at = $8
             WHERE agency_id = $1 AND mailing_id = $2 AND position = $3 AND outcome = $9",
            binds![
                &agency,
                id,
                position,
                to.word(),
                channel.map(channel_word),
                because,
                message,
                at,
                from.word()
            ],
        )
        .await
}
