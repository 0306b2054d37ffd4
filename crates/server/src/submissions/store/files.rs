//! Files for a funder as rows.

use super::{COLUMNS, Kept, read};
use crate::record::{Held, Writer};
use db::{DbError, Row, binds};
use domain::ids::SubmissionFileId;
use jiff::Timestamp;

/// Files that are listed, at most: the latest.
const FILES_MAX: i64 = 100;

/// A file that was made.
#[derive(Debug, Clone)]
pub struct SubmissionFile {
    pub id: SubmissionFileId,
    pub pack: String,
    pub pack_version: i64,
    /// How many went into it.
    pub entries: i64,
    pub made_by: String,
    pub made_by_name: Option<String>,
    pub made_at: Timestamp,
}

/// A file to be recorded.
#[derive(Debug)]
pub struct NewFile<'a> {
    pub id: SubmissionFileId,
    pub pack: (&'a str, i64),
    pub entries: i64,
}

/// Records a file. What goes into it is said with each submission.
pub async fn record_file(writer: &mut Writer, new: &NewFile<'_>) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO submission_files (agency_id, id, pack, pack_version, entries, made_by,
                 made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            binds![&agency, &new.id, new.pack.0, new.pack.1, new.entries, by, at],
        )
        .await?;
    Ok(())
}

const FILE_COLUMNS: &str =
    "SELECT f.id, f.pack, f.pack_version, f.entries, f.made_by, f.made_at, u.name
     FROM submission_files f
     LEFT JOIN users u ON u.agency_id = f.agency_id AND u.id = f.made_by
     WHERE f.agency_id = $1";

/// The latest files, the newest first.
pub async fn files(held: &mut impl Held) -> Result<Vec<SubmissionFile>, DbError> {
    let agency = held.agency();
    // Assembled: constants of ours, words of our own states among them.
    let rows = held
        .conn()
        .all_assembled(
            format!("{FILE_COLUMNS} ORDER BY f.made_at DESC, f.id DESC LIMIT $2"),
            binds![&agency, FILES_MAX],
        )
        .await?;
    rows.iter().map(read_file).collect()
}

/// One file.
pub async fn file(
    held: &mut impl Held,
    id: &SubmissionFileId,
) -> Result<Option<SubmissionFile>, DbError> {
    let agency = held.agency();
    // Assembled: constants of ours, words of our own states among them.
    let rows = held
        .conn()
        .all_assembled(format!("{FILE_COLUMNS} AND f.id = $2"), binds![&agency, id])
        .await?;
    rows.first().map(read_file).transpose()
}

/// What stands in a file, in its order.
pub async fn in_file(held: &mut impl Held, id: &SubmissionFileId) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: constants of ours, words of our own states among them.
    let rows = held
        .conn()
        .all_assembled(
            format!("{COLUMNS} AND s.file_id = $3 ORDER BY s.id"),
            binds![&agency, office.as_ref(), id],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn read_file(row: &Row) -> Result<SubmissionFile, DbError> {
    Ok(SubmissionFile {
        id: row.parse("id")?,
        pack: row.get("pack")?,
        pack_version: row.get("pack_version")?,
        entries: row.get("entries")?,
        made_by: row.get("made_by")?,
        made_by_name: row.get("name")?,
        made_at: row.get("made_at")?,
    })
}
