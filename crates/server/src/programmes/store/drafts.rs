//! Drafts of packs, what was published of them, and which text new enrolments follow.

use super::{pin, pinned};
use crate::app::App;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::programmes::find_shipped;
use crate::record::{Held, Writer};
use db::{DbError, Row, binds};
use domain::programmes::Programme;
use jiff::Timestamp;
use std::sync::Arc;

/// A pack while it is changed.
#[derive(Debug, Clone)]
pub struct Draft {
    pub pack: String,
    pub based_on: i64,
    pub shipped_sha256: String,
    pub source: String,
    pub made_by: String,
    pub made_at: Timestamp,
    pub changed_by: String,
    pub changed_at: Timestamp,
    pub version: i64,
}

/// A version of a pack that the agency has, beside what the program brings.
#[derive(Debug, Clone)]
pub struct Version {
    pub version: i64,
    /// Who published it, when, and from which version; none for what the program brought.
    pub published: Option<Published>,
    pub enrolments: i64,
    /// Surveys that were sent and are neither answered nor over.
    pub out: i64,
}

#[derive(Debug, Clone)]
pub struct Published {
    pub by: String,
    pub at: Timestamp,
    pub based_on: i64,
    pub shipped_sha256: String,
}

fn draft(row: &Row) -> Result<Draft, DbError> {
    Ok(Draft {
        pack: row.get("pack")?,
        based_on: row.get("based_on")?,
        shipped_sha256: row.get("shipped_sha256")?,
        source: row.get("source")?,
        made_by: row.get("made_by_name")?,
        made_at: row.get("made_at")?,
        changed_by: row.get("changed_by_name")?,
        changed_at: row.get("changed_at")?,
        version: row.get("version")?,
    })
}

/// The draft of a pack, if one is open.
///
/// # Errors
///
/// What the database says.
pub async fn find_draft(held: &mut impl Held, pack: &str) -> Result<Option<Draft>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT d.pack, d.based_on, d.shipped_sha256, d.source, d.made_at, d.changed_at,
                    d.version, m.name AS made_by_name, c.name AS changed_by_name
             FROM pack_drafts d
             JOIN users m ON m.agency_id = d.agency_id AND m.id = d.made_by
             JOIN users c ON c.agency_id = d.agency_id AND c.id = d.changed_by
             WHERE d.agency_id = $1 AND d.pack = $2",
            binds![&agency, pack],
        )
        .await?;
    row.as_ref().map(draft).transpose()
}

/// Begins a draft; false when one is open already.
///
/// # Errors
///
/// What the database says.
pub async fn begin_draft(
    writer: &mut Writer,
    (pack, based_on): (&str, i64),
    (source, shipped_sha256): (&str, &str),
) -> Result<bool, DbError> {
    let (agency, at, by) = (writer.agency(), writer.at(), writer.actor().name.clone());
    let made = writer
        .conn()
        .run(
            "INSERT INTO pack_drafts (agency_id, pack, based_on, shipped_sha256, source, made_by,
                made_at, changed_by, changed_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $6, $7, 1)
             ON CONFLICT (agency_id, pack) DO NOTHING",
            binds![&agency, pack, based_on, shipped_sha256, source, &by, at],
        )
        .await?;
    Ok(made == 1)
}

/// Takes a draft in hand: nobody else changes it until this unit of work is over. Counts its
/// version up.
///
/// # Errors
///
/// What the database says.
pub async fn hold_draft(writer: &mut Writer, pack: &str) -> Result<Option<Draft>, DbError> {
    let (agency, at, by) = (writer.agency(), writer.at(), writer.actor().name.clone());
    writer
        .conn()
        .run(
            "UPDATE pack_drafts SET version = version + 1, changed_by = $3, changed_at = $4
             WHERE agency_id = $1 AND pack = $2",
            binds![&agency, pack, &by, at],
        )
        .await?;
    find_draft(writer, pack).await
}

/// Puts another text into a draft that is held.
///
/// # Errors
///
/// What the database says.
pub async fn record_draft_source(
    writer: &mut Writer,
    (pack, source): (&str, &str),
) -> Result<(), DbError> {
    let agency = writer.agency();
    writer
        .conn()
        .run(
            "UPDATE pack_drafts SET source = $3 WHERE agency_id = $1 AND pack = $2",
            binds![&agency, pack, source],
        )
        .await?;
    Ok(())
}

/// Takes a draft away, if it is still as it was seen.
///
/// # Errors
///
/// What the database says.
pub async fn remove_draft(
    writer: &mut Writer,
    (pack, version): (&str, i64),
) -> Result<bool, DbError> {
    let agency = writer.agency();
    let removed = writer
        .conn()
        .run(
            "DELETE FROM pack_drafts WHERE agency_id = $1 AND pack = $2 AND version = $3",
            binds![&agency, pack, version],
        )
        .await?;
    Ok(removed == 1)
}

/// Keeps a text as the agency's own version of a pack. A number that is taken is a conflict.
///
/// # Errors
///
/// What the database says.
pub async fn record_publication(
    writer: &mut Writer,
    (draft, version): (&Draft, i64),
    source: &str,
) -> Result<(), DbError> {
    let (agency, at, by) = (writer.agency(), writer.at(), writer.actor().name.clone());
    let sha256 = sha256_hex(source.as_bytes());
    writer
        .conn()
        .run(
            "INSERT INTO pack_versions (agency_id, pack, version, sha256, source, made_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            binds![&agency, &draft.pack, version, &sha256, source, at],
        )
        .await?;
    writer
        .conn()
        .run(
            "INSERT INTO pack_publications (agency_id, pack, version, based_on, shipped_sha256,
                draft_version, published_by, published_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            binds![
                &agency,
                &draft.pack,
                version,
                draft.based_on,
                &draft.shipped_sha256,
                draft.version,
                &by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// The versions of a pack that this agency has, newest first, with how much hangs on each.
///
/// # Errors
///
/// What the database says.
pub async fn versions(held: &mut impl Held, pack: &str) -> Result<Vec<Version>, DbError> {
    let agency = held.agency();
    let rows = held.conn().all(include_str!("versions.sql"), binds![&agency, pack]).await?;
    rows.iter()
        .map(|row| {
            let by: Option<String> = row.get("published_by_name")?;
            let published = match by {
                None => None,
                Some(by) => Some(Published {
                    by,
                    at: row.get("published_at")?,
                    based_on: row.get("based_on")?,
                    shipped_sha256: row.get("shipped_sha256")?,
                }),
            };
            Ok(Version {
                version: row.get("version")?,
                published,
                enrolments: row.get("enrolments")?,
                out: row.get("sent_out")?,
            })
        })
        .collect()
}

/// The number of the newest version that the agency published of a pack.
///
/// # Errors
///
/// What the database says.
pub async fn newest_own(held: &mut impl Held, pack: &str) -> Result<Option<i64>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT version FROM pack_publications WHERE agency_id = $1 AND pack = $2
             ORDER BY version DESC LIMIT 1",
            binds![&agency, pack],
        )
        .await?;
    row.map(|row| row.get("version")).transpose()
}

/// The number under which a draft was published, as it was then.
///
/// # Errors
///
/// What the database says.
pub async fn published_of_draft(
    held: &mut impl Held,
    (pack, draft_version): (&str, i64),
) -> Result<Option<i64>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT version FROM pack_publications
             WHERE agency_id = $1 AND pack = $2 AND draft_version = $3
             ORDER BY version DESC LIMIT 1",
            binds![&agency, pack, draft_version],
        )
        .await?;
    row.map(|row| row.get("version")).transpose()
}

/// The text of a version that the agency has.
///
/// # Errors
///
/// What the database says.
pub async fn source_of(
    held: &mut impl Held,
    (pack, version): (&str, i64),
) -> Result<Option<String>, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT source FROM pack_versions WHERE agency_id = $1 AND pack = $2 AND version = $3",
            binds![&agency, pack, version],
        )
        .await?;
    row.map(|row| row.get("source")).transpose()
}

/// The newest text of a pack, as it would be in force for a new enrolment, pinned or not. None
/// where there is no such pack.
///
/// # Errors
///
/// As above.
pub async fn newest(
    app: &App,
    held: &mut impl Held,
    code: &str,
) -> Result<Option<Arc<Programme>>, Failure> {
    if let Some(version) = newest_own(held, code).await? {
        return pinned(app, held, (code, version)).await.map(Some);
    }
    let Some(pack) = find_shipped(code) else { return Ok(None) };
    let sha256 = sha256_hex(pack.text.as_bytes());
    app.packs.read_once(&sha256, (pack.code, pack.text)).map(Some)
}

/// The programme that a new enrolment follows: the newest version that the agency published, else
/// what the program brings, pinned now. None where there is no such pack.
///
/// # Errors
///
/// What the database says; a fault when a text is no pack.
pub async fn in_force(
    app: &App,
    writer: &mut Writer,
    code: &str,
) -> Result<Option<Arc<Programme>>, Failure> {
    if let Some(version) = newest_own(writer, code).await? {
        return pinned(app, writer, (code, version)).await.map(Some);
    }
    match find_shipped(code) {
        Some(pack) => pin(app, writer, (pack.code, pack.text)).await.map(Some),
        None => Ok(None),
    }
}
