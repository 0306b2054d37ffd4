//! The funder's versions that were taken, as rows.

use super::rows::{Value, values};
use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{DbError, Row, binds};
use domain::ids::{ReconciliationId, SubmissionId};
use domain::reconciliations;
use jiff::Timestamp;

/// Versions of one submission that are read, at most.
const OF_ONE_MAX: i64 = 1_000;

/// A section of which the funder's version was taken.
#[derive(Debug, Clone)]
pub struct Taken {
    pub submission: SubmissionId,
    pub reconciliation: ReconciliationId,
    pub number: i64,
    pub section: String,
    pub told: Vec<Value>,
    pub by: String,
    pub by_name: Option<String>,
    pub at: Timestamp,
}

impl Taken {
    /// As the next one is decided by.
    #[must_use]
    pub fn as_asked(&self) -> reconciliations::Taken<'_> {
        let (extract, line) = (self.reconciliation, self.number);
        reconciliations::Taken { extract, line, section: &self.section }
    }
}

/// One to be recorded.
#[derive(Debug)]
pub struct Take<'a> {
    pub submission: &'a SubmissionId,
    pub row: (&'a ReconciliationId, i64),
    pub section: &'a str,
    pub told: &'a [Value],
}

/// Records that the funder's version of a section stands; false where it was taken already.
pub async fn record_take(writer: &mut Writer, take: &Take<'_>) -> Result<bool, DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let told = Sealed::new(serde_json::to_string(take.told).unwrap_or_default());
    let rows = writer
        .conn()
        .run(
            "INSERT INTO sections_taken (agency_id, reconciliation_id, number, section,
                 submission_id, told, taken_by, taken_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
            binds![
                &agency,
                take.row.0,
                take.row.1,
                take.section,
                take.submission,
                told.stored(),
                by,
                at
            ],
        )
        .await?;
    if rows == 0 {
        return Ok(false);
    }
    writer
        .conn()
        .run(
            "UPDATE submissions SET version = version + 1 WHERE agency_id = $1 AND id = $2",
            binds![&agency, take.submission],
        )
        .await?;
    Ok(true)
}

const COLUMNS: &str = "SELECT t.submission_id, t.reconciliation_id, t.number, t.section, t.told,
     t.taken_by, t.taken_at, u.name AS by_name
     FROM sections_taken t
     JOIN submissions s ON s.agency_id = t.agency_id AND s.id = t.submission_id
     LEFT JOIN users u ON u.agency_id = t.agency_id AND u.id = t.taken_by
     WHERE t.agency_id = $1";

/// What was taken for a submission, in the order in which it was taken: the last of a section
/// stands.
pub async fn of_submission(
    held: &mut impl Held,
    submission: &SubmissionId,
) -> Result<Vec<Taken>, DbError> {
    let agency = held.agency();
    let text = format!(
        "{COLUMNS} AND t.submission_id = $2
         ORDER BY t.taken_at, t.reconciliation_id, t.number LIMIT $3"
    );
    // Assembled: both parts are constants.
    let rows = held.conn().all_assembled(text, binds![&agency, submission, OF_ONE_MAX]).await?;
    rows.iter().map(read).collect()
}

/// What was taken from the lines of a comparison between two numbers.
pub async fn of_row(
    held: &mut impl Held,
    id: &ReconciliationId,
    (first, last): (i64, i64),
) -> Result<Vec<Taken>, DbError> {
    let agency = held.agency();
    let text = format!(
        "{COLUMNS} AND t.reconciliation_id = $2 AND t.number >= $3 AND t.number <= $4
         ORDER BY t.number, t.section"
    );
    // Assembled: both parts are constants.
    let rows = held.conn().all_assembled(text, binds![&agency, id, first, last]).await?;
    rows.iter().map(read).collect()
}

/// Everything that was taken for the submissions of a pack, in the order in which it was.
pub async fn of_pack(held: &mut impl Held, pack: &str) -> Result<Vec<Taken>, DbError> {
    let agency = held.agency();
    let text =
        format!("{COLUMNS} AND s.pack = $2 ORDER BY t.taken_at, t.reconciliation_id, t.number");
    // Assembled: both parts are constants.
    let rows = held.conn().all_assembled(text, binds![&agency, pack]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Taken, DbError> {
    Ok(Taken {
        submission: row.parse("submission_id")?,
        reconciliation: row.parse("reconciliation_id")?,
        number: row.get("number")?,
        section: row.get("section")?,
        told: values(row.get("told")?),
        by: row.get("taken_by")?,
        by_name: row.get("by_name")?,
        at: row.get("taken_at")?,
    })
}
