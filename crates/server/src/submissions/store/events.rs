//! What happened to submissions, in order.

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{DbError, Row, binds};
use domain::ids::SubmissionId;
use jiff::Timestamp;

/// Events of one submission that are shown, at most: the latest.
const EVENTS_MAX: i64 = 200;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    Prepared,
    Approved,
    Removed,
    Retried,
    /// A try began, or was heard of, by the word of what was heard.
    Tried,
    Confirmed,
    Rejected,
    Exported,
    Paid,
    /// The funder's version of a section was taken, by its code.
    Taken,
}

impl EventKind {
    const ALL: [Self; 10] = [
        Self::Prepared,
        Self::Approved,
        Self::Removed,
        Self::Retried,
        Self::Tried,
        Self::Confirmed,
        Self::Rejected,
        Self::Exported,
        Self::Paid,
        Self::Taken,
    ];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Approved => "approved",
            Self::Removed => "removed",
            Self::Retried => "retried",
            Self::Tried => "tried",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
            Self::Exported => "exported",
            Self::Paid => "paid",
            Self::Taken => "taken",
        }
    }
}

/// One event.
#[derive(Debug, Clone)]
pub struct Event {
    pub at: Timestamp,
    pub by: String,
    pub by_name: Option<String>,
    pub kind: EventKind,
    pub detail: String,
}

/// Adds what happened now.
pub async fn record_event(
    writer: &mut Writer,
    id: &SubmissionId,
    kind: EventKind,
    detail: &str,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let detail = Sealed::new(detail);
    writer
        .conn()
        .run(
            "INSERT INTO submission_events (agency_id, submission_id, number, at, by_whom, kind,
                 detail)
             SELECT $1, $2, COUNT(*) + 1, $3, $4, $5, $6 FROM submission_events
             WHERE agency_id = $1 AND submission_id = $2",
            binds![&agency, id, at, by, kind.word(), detail.stored()],
        )
        .await?;
    Ok(())
}

/// What happened to a submission, the latest first.
pub async fn events(held: &mut impl Held, id: &SubmissionId) -> Result<Vec<Event>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT e.at, e.by_whom, e.kind, e.detail, u.name
             FROM submission_events e
             LEFT JOIN users u ON u.agency_id = e.agency_id AND u.id = e.by_whom
             WHERE e.agency_id = $1 AND e.submission_id = $2
             ORDER BY e.number DESC LIMIT $3",
            binds![&agency, id, EVENTS_MAX],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Event, DbError> {
    let word: String = row.get("kind")?;
    let kind = EventKind::ALL.into_iter().find(|kind| kind.word() == word);
    Ok(Event {
        at: row.get("at")?,
        by: row.get("by_whom")?,
        by_name: row.get("name")?,
        kind: kind.unwrap_or(EventKind::Tried),
        detail: Sealed::from_stored(row.get("detail")?).open(),
    })
}
