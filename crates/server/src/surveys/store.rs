//! Responses as rows: what a client answered, and beside it what staff made of it.

pub mod copies;
pub mod links;
pub mod rounds;
pub mod taps;

use super::source::Source;
use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{DbError, Row, binds};
use domain::checkpoints::{AnswerState, ReviewState};
use domain::ids::{ChangeId, CheckpointId, PersonId};
use domain::words::Language;
use jiff::Timestamp;

/// What was answered at one checkpoint.
#[derive(Debug, Clone)]
pub struct Response {
    /// The definition that the answers were given to, pinned when the first of them was kept.
    pub questionnaire: String,
    pub pack: String,
    pub pack_version: i64,
    /// The language in which the client read the questions last.
    pub language: Language,
    pub source: Option<Source>,
    /// JSON by question. Never altered once they are submitted.
    pub client_answers: Option<Sealed>,
    pub client: ClientState,
    pub client_started_at: Option<Timestamp>,
    pub client_saved_at: Option<Timestamp>,
    pub client_submitted_at: Option<Timestamp>,
    pub flags: Vec<Flag>,
    /// JSON by question. In a draft what staff put over the client's answers, null where they took
    /// one out; once reviewed all that goes to the funder.
    pub staff_answers: Option<Sealed>,
    /// JSON: a text by question.
    pub staff_reasons: Option<Sealed>,
    pub staff: StaffState,
    pub staff_by: Option<String>,
    pub staff_at: Option<Timestamp>,
    /// 0 before anything was kept.
    pub version: i64,
}

/// How far the client is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientState {
    None,
    Partial,
    Submitted,
    Refused,
}

/// How far staff are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffState {
    None,
    Draft,
    /// Submitted, and waiting for a second reader.
    ToRead,
    Reviewed,
}

/// Something about a response that staff should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// Submitted within seconds of being opened: perhaps by a program.
    Fast,
    /// Whoever opened the link said that they are somebody else.
    WrongPerson,
    /// Submitted when staff had reviewed already: the review does not hold these answers.
    AfterReview,
    /// Answers that came before were not the client's: staff put them by.
    Disowned,
    /// Staff gave it back, and the client has not sent it again yet.
    Returned,
}

impl Flag {
    const ALL: [Self; 5] =
        [Self::Fast, Self::WrongPerson, Self::AfterReview, Self::Disowned, Self::Returned];

    /// The word that is stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::WrongPerson => "wrong_person",
            Self::AfterReview => "after_review",
            Self::Disowned => "disowned",
            Self::Returned => "returned",
        }
    }
}

impl ClientState {
    fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Partial => "partial",
            Self::Submitted => "submitted",
            Self::Refused => "refused",
        }
    }

    fn read(word: &str) -> Self {
        match word {
            "partial" => Self::Partial,
            "submitted" => Self::Submitted,
            "refused" => Self::Refused,
            _ => Self::None,
        }
    }
}

impl StaffState {
    fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Draft => "draft",
            Self::ToRead => "to_read",
            Self::Reviewed => "reviewed",
        }
    }
}

impl Response {
    /// Nothing answered yet, to the definition that the checkpoint is pinned to.
    #[must_use]
    pub fn empty(
        (questionnaire, pack, pack_version): (&str, &str, i64),
        language: Language,
    ) -> Self {
        Self {
            questionnaire: questionnaire.to_owned(),
            pack: pack.to_owned(),
            pack_version,
            language,
            source: None,
            client_answers: None,
            client: ClientState::None,
            client_started_at: None,
            client_saved_at: None,
            client_submitted_at: None,
            flags: Vec::new(),
            staff_answers: None,
            staff_reasons: None,
            staff: StaffState::None,
            staff_by: None,
            staff_at: None,
            version: 0,
        }
    }

    /// Where the answer stands, for the checkpoint.
    #[must_use]
    pub fn answer_state(&self) -> AnswerState {
        let saved_at = self.client_saved_at.unwrap_or_default();
        let at = self.client_submitted_at.unwrap_or(saved_at);
        match self.client {
            ClientState::None => AnswerState::None,
            ClientState::Partial => AnswerState::Partial { at: saved_at },
            ClientState::Submitted => AnswerState::Submitted { at },
            ClientState::Refused => AnswerState::Refused { at },
        }
    }

    /// Where the review stands, for the checkpoint.
    #[must_use]
    pub fn review_state(&self) -> ReviewState {
        let at = self.staff_at.unwrap_or_default();
        match self.staff {
            StaffState::None | StaffState::Draft if self.flags.contains(&Flag::Returned) => {
                ReviewState::Returned
            }
            StaffState::None => ReviewState::None,
            StaffState::Draft => ReviewState::Draft,
            StaffState::ToRead => ReviewState::ToRead { at },
            StaffState::Reviewed => ReviewState::Reviewed { at },
        }
    }

    /// Adds a flag once.
    pub fn flag(&mut self, flag: Flag) {
        if !self.flags.contains(&flag) {
            self.flags.push(flag);
        }
    }
}

/// The response of a checkpoint whose file the actor has loaded.
pub async fn find(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
) -> Result<Option<Response>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT questionnaire, pack, pack_version, language, source, client_answers,
                 client_state, client_started_at, client_saved_at, client_submitted_at, flags,
                 staff_answers, staff_reasons, staff_state, staff_by, staff_at, version
             FROM responses WHERE agency_id = $1 AND checkpoint_id = $2",
            binds![&agency, checkpoint],
        )
        .await?;
    row.map(|row| read(&row)).transpose()
}

fn read(row: &Row) -> Result<Response, DbError> {
    let sealed = |column| -> Result<Option<Sealed>, DbError> {
        Ok(row.get::<Option<String>>(column)?.map(Sealed::from_stored))
    };
    let flags: String = row.get("flags")?;
    let source: Option<String> = row.get("source")?;
    Ok(Response {
        questionnaire: row.get("questionnaire")?,
        pack: row.get("pack")?,
        pack_version: row.get("pack_version")?,
        language: row.get::<String>("language")?.parse().unwrap_or(Language::English),
        source: source.and_then(|word| word.parse().ok()),
        client_answers: sealed("client_answers")?,
        client: ClientState::read(&row.get::<String>("client_state")?),
        client_started_at: row.get("client_started_at")?,
        client_saved_at: row.get("client_saved_at")?,
        client_submitted_at: row.get("client_submitted_at")?,
        flags: Flag::ALL
            .into_iter()
            .filter(|flag| flags.split(' ').any(|word| word == flag.word()))
            .collect(),
        staff_answers: sealed("staff_answers")?,
        staff_reasons: sealed("staff_reasons")?,
        staff: match row.get::<String>("staff_state")?.as_str() {
            "draft" => StaffState::Draft,
            "to_read" => StaffState::ToRead,
            "reviewed" => StaffState::Reviewed,
            _ => StaffState::None,
        },
        staff_by: row.get("staff_by")?,
        staff_at: row.get("staff_at")?,
        version: row.get("version")?,
    })
}

/// Records a response as it now is, counting its version up. There is one for each checkpoint.
pub async fn record(
    writer: &mut Writer,
    (checkpoint, person): (&CheckpointId, &PersonId),
    response: &Response,
) -> Result<(), DbError> {
    let agency = writer.agency();
    let stored = |sealed: &Option<Sealed>| sealed.as_ref().map(|text| text.stored().to_owned());
    let flags: Vec<&str> = response.flags.iter().map(|flag| flag.word()).collect();
    writer
        .conn()
        .run(
            include_str!("record.sql"),
            binds![
                &agency,
                checkpoint,
                person,
                &response.questionnaire,
                &response.pack,
                response.pack_version,
                response.language.tag(),
                response.source.map(Source::word),
                stored(&response.client_answers),
                response.client.word(),
                response.client_started_at,
                response.client_saved_at,
                response.client_submitted_at,
                flags.join(" "),
                stored(&response.staff_answers),
                stored(&response.staff_reasons),
                response.staff.word(),
                response.staff_by.as_deref(),
                response.staff_at
            ],
        )
        .await?;
    Ok(())
}

/// One change that staff made to an answer, with its reason. Kept for good.
#[derive(Debug, Clone)]
pub struct Change {
    pub question: String,
    /// JSON of the answer before; none where there was none.
    pub was: Option<Sealed>,
    /// JSON of the answer after; none where it was taken out.
    pub now: Option<Sealed>,
    pub reason: Option<Sealed>,
    pub by: String,
    /// The name of whoever it was, while we know it.
    pub by_name: Option<String>,
    pub at: Timestamp,
}

/// A change to be recorded.
#[derive(Debug)]
pub struct NewChange<'a> {
    pub id: ChangeId,
    pub question: &'a str,
    pub was: Option<Sealed>,
    pub now: Option<Sealed>,
    pub reason: Option<Sealed>,
}

/// Every change to the answers of a checkpoint, oldest first.
pub async fn changes(
    held: &mut impl Held,
    checkpoint: &CheckpointId,
) -> Result<Vec<Change>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT c.question, c.was, c.now, c.reason, c.made_by, c.made_at, u.name
             FROM answer_changes c
             LEFT JOIN users u ON u.agency_id = c.agency_id AND u.id = c.made_by
             WHERE c.agency_id = $1 AND c.checkpoint_id = $2 ORDER BY c.made_at, c.id",
            binds![&agency, checkpoint],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let sealed = |column| -> Result<Option<Sealed>, DbError> {
                Ok(row.get::<Option<String>>(column)?.map(Sealed::from_stored))
            };
            Ok(Change {
                question: row.get("question")?,
                was: sealed("was")?,
                now: sealed("now")?,
                reason: sealed("reason")?,
                by: row.get("made_by")?,
                by_name: row.get("name")?,
                at: row.get("made_at")?,
            })
        })
        .collect()
}

/// Records a change.
pub async fn record_change(
    writer: &mut Writer,
    checkpoint: &CheckpointId,
    change: &NewChange<'_>,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let stored = |sealed: &Option<Sealed>| sealed.as_ref().map(|text| text.stored().to_owned());
    writer
        .conn()
        .run(
            "INSERT INTO answer_changes (agency_id, id, checkpoint_id, question, was, now, reason,
                 made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            binds![
                &agency,
                &change.id,
                checkpoint,
                change.question,
                stored(&change.was),
                stored(&change.now),
                stored(&change.reason),
                &by,
                at
            ],
        )
        .await?;
    Ok(())
}
