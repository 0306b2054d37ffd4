//! Reconciliations as rows.

mod ours;
mod rows;
mod taken;

pub use self::ours::{Standing, packs, standing};
pub use self::rows::{NewRow, Seen, Value, counts, find_row, forget, list, record_rows};
pub use self::taken::{Take, Taken, of_pack, of_row, of_submission, record_take};

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{DbError, Row, binds};
use domain::ids::ReconciliationId;
use jiff::Timestamp;
use jiff::civil::Date;

/// Reconciliations that are listed, at most: the latest.
const LISTED_MAX: i64 = 100;

/// One extract that was compared.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: ReconciliationId,
    pub pack: String,
    pub pack_version: i64,
    /// The file's name.
    pub name: String,
    pub sha256: String,
    pub encoding: String,
    pub due: (Option<Date>, Option<Date>),
    /// Rows of the extract.
    pub entries: i64,
    pub made_by: String,
    pub made_by_name: Option<String>,
    pub made_at: Timestamp,
}

/// One to be recorded.
#[derive(Debug)]
pub struct New<'a> {
    pub id: ReconciliationId,
    pub pack: (&'a str, i64),
    pub name: &'a str,
    pub sha256: &'a str,
    pub encoding: &'a str,
    pub due: (Option<Date>, Option<Date>),
    pub entries: i64,
}

/// Records one; its lines follow within the same unit of work.
pub async fn record_new(writer: &mut Writer, new: &New<'_>) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let name = Sealed::new(new.name);
    writer
        .conn()
        .run(
            "INSERT INTO reconciliations (agency_id, id, pack, pack_version, name, sha256, encoding,
                 due_from, due_until, entries, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            binds![
                &agency,
                &new.id,
                new.pack.0,
                new.pack.1,
                name.stored(),
                new.sha256,
                new.encoding,
                new.due.0,
                new.due.1,
                new.entries,
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

const COLUMNS: &str = "SELECT r.id, r.pack, r.pack_version, r.name, r.sha256, r.encoding,
     r.due_from, r.due_until, r.entries, r.made_by, r.made_at, u.name AS made_by_name
     FROM reconciliations r
     LEFT JOIN users u ON u.agency_id = r.agency_id AND u.id = r.made_by
     WHERE r.agency_id = $1";

/// The latest, the newest first.
pub async fn latest(held: &mut impl Held) -> Result<Vec<Kept>, DbError> {
    let agency = held.agency();
    // Assembled: both parts are constants.
    let text = format!("{COLUMNS} ORDER BY r.made_at DESC, r.id DESC LIMIT $2");
    let rows = held.conn().all_assembled(text, binds![&agency, LISTED_MAX]).await?;
    rows.iter().map(read).collect()
}

/// One of them.
pub async fn find(held: &mut impl Held, id: &ReconciliationId) -> Result<Option<Kept>, DbError> {
    let agency = held.agency();
    // Assembled: both parts are constants.
    let text = format!("{COLUMNS} AND r.id = $2");
    let rows = held.conn().all_assembled(text, binds![&agency, id]).await?;
    rows.first().map(read).transpose()
}

fn read(row: &Row) -> Result<Kept, DbError> {
    Ok(Kept {
        id: row.parse("id")?,
        pack: row.get("pack")?,
        pack_version: row.get("pack_version")?,
        name: Sealed::from_stored(row.get("name")?).open(),
        sha256: row.get("sha256")?,
        encoding: row.get("encoding")?,
        due: (row.get("due_from")?, row.get("due_until")?),
        entries: row.get("entries")?,
        made_by: row.get("made_by")?,
        made_by_name: row.get("made_by_name")?,
        made_at: row.get("made_at")?,
    })
}
