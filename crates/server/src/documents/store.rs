//! Documents as rows, and what they answer.

mod every;

pub use self::every::{Proved, every};

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{Conn, DbError, IntoBind, Row, binds, list_of};
use domain::documents::{FileKind, Remark, State};
use domain::ids::{CheckpointId, DocumentId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;

/// What a page or a door shows of a document.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: DocumentId,
    pub person: PersonId,
    pub type_code: String,
    pub name: String,
    pub kind: FileKind,
    pub remark: Option<Remark>,
    pub bytes: u64,
    pub sha256: String,
    pub state: State,
    /// What the scanner found in it, by its own name of it.
    pub found: Option<String>,
    pub covers_from: Option<Date>,
    pub covers_to: Option<Date>,
    /// A user's id, or `client`.
    pub added_by: String,
    pub added_by_name: Option<String>,
    pub added_at: Timestamp,
    pub version: i64,
    /// Questions that it answers, and checkpoints that it proves.
    pub uses: i64,
}

/// A document to be recorded, whose bytes are durable.
#[derive(Debug)]
pub struct New<'a> {
    pub id: DocumentId,
    pub person: PersonId,
    pub object: &'a str,
    pub type_code: &'a str,
    pub name: &'a str,
    pub kind: FileKind,
    pub remark: Option<Remark>,
    pub bytes: u64,
    pub sha256: &'a str,
    pub state: State,
    pub covers: (Option<Date>, Option<Date>),
}

/// What may be corrected.
#[derive(Debug)]
pub struct Corrected<'a> {
    pub type_code: &'a str,
    pub name: &'a str,
    pub covers: (Option<Date>, Option<Date>),
}

const COLUMNS: &str = "SELECT d.id, d.person_id, d.type, d.name, d.kind, d.remark, d.bytes,
     d.sha256, d.state, d.found, d.covers_from, d.covers_to, d.added_by, d.added_at, d.version,
     u.name AS added_by_name,
     (SELECT COUNT(*) FROM document_uses w
      WHERE w.agency_id = d.agency_id AND w.document_id = d.id)
     + (SELECT COUNT(*) FROM evidence e WHERE e.agency_id = d.agency_id
      AND e.document_id = d.id AND e.removed_at IS NULL) AS uses
     FROM documents d
     JOIN people p ON p.agency_id = d.agency_id AND p.id = d.person_id
     LEFT JOIN users u ON u.agency_id = d.agency_id AND u.id = d.added_by
     WHERE d.agency_id = $1 AND d.removed_at IS NULL
         AND ($2 IS NULL OR p.office_id = $2)";

/// The document, within what the actor sees; none when not there, removed or not theirs.
pub async fn find(held: &mut impl Held, id: &DocumentId) -> Result<Option<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: both parts are constants.
    let text = format!("{COLUMNS} AND d.id = $3");
    let values = binds![&agency, office.as_ref(), id];
    let rows = held.conn().all_assembled(text, values).await?;
    rows.first().map(read).transpose()
}

/// The person's document with the same bytes, if there is one.
pub async fn find_same(
    held: &mut impl Held,
    person: &PersonId,
    sha256: &str,
) -> Result<Option<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: both parts are constants.
    let text = format!("{COLUMNS} AND d.person_id = $3 AND d.sha256 = $4");
    let values = binds![&agency, office.as_ref(), person, sha256];
    let rows = held.conn().all_assembled(text, values).await?;
    rows.first().map(read).transpose()
}

/// A person's documents, the newest first, from the one after `after` on.
pub async fn list(
    held: &mut impl Held,
    person: &PersonId,
    after: Option<&DocumentId>,
    limit: i64,
) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let values = binds![&agency, office.as_ref(), person, after, limit];
    // Assembled: both parts are constants.
    let text = format!(
        "{COLUMNS} AND d.person_id = $3 AND ($4 IS NULL OR d.id < $4) ORDER BY d.id DESC LIMIT $5"
    );
    let rows = held.conn().all_assembled(text, values).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Kept, DbError> {
    let kind: String = row.get("kind")?;
    let remark: Option<String> = row.get("remark")?;
    Ok(Kept {
        id: row.parse("id")?,
        person: row.parse("person_id")?,
        type_code: row.get("type")?,
        name: Sealed::from_stored(row.get("name")?).open(),
        kind: FileKind::of_word(&kind).unwrap_or(FileKind::Text),
        remark: remark.map(|_| Remark::Locked),
        bytes: u64::try_from(row.get::<i64>("bytes")?).unwrap_or_default(),
        sha256: row.get("sha256")?,
        state: State::of_word(&row.get::<String>("state")?),
        found: row.get("found")?,
        covers_from: row.get("covers_from")?,
        covers_to: row.get("covers_to")?,
        added_by: row.get("added_by")?,
        added_by_name: row.get("added_by_name")?,
        added_at: row.get("added_at")?,
        version: row.get("version")?,
        uses: row.get("uses")?,
    })
}

/// Bytes of all documents of the actor's agency.
pub async fn bytes_of_agency(held: &mut impl Held) -> Result<u64, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS bytes FROM documents
             WHERE agency_id = $1",
            binds![&agency],
        )
        .await?;
    let bytes: i64 = row.map(|row| row.get("bytes")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(bytes).unwrap_or_default())
}

/// Records a document whose bytes are durable.
pub async fn record_new(writer: &mut Writer, new: &New<'_>) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let name = Sealed::new(new.name);
    let remark = new.remark.map(|Remark::Locked| "locked");
    writer
        .conn()
        .run(
            "INSERT INTO documents (agency_id, id, person_id, object, type, name, kind, remark,
                 bytes, sha256, state, covers_from, covers_to, added_by, added_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)",
            binds![
                &agency,
                &new.id,
                &new.person,
                new.object,
                new.type_code,
                name.stored(),
                new.kind.word(),
                remark,
                i64::try_from(new.bytes).unwrap_or(i64::MAX),
                new.sha256,
                new.state.word(),
                new.covers.0,
                new.covers.1,
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Records what the scanner said of a document that waits for it; false where it waits no more.
pub async fn record_scan(
    writer: &mut Writer,
    id: &DocumentId,
    found: Option<&str>,
) -> Result<bool, DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let state = if found.is_some() { State::Quarantined } else { State::Clean };
    let rows = writer
        .conn()
        .run(
            "UPDATE documents SET state = $3, found = $4, scanned_at = $5, version = version + 1
             WHERE agency_id = $1 AND id = $2 AND state = 'scanning'",
            binds![&agency, id, state.word(), found, at],
        )
        .await?;
    Ok(rows > 0)
}

/// Corrects what is said of a document.
pub async fn record_correction(
    writer: &mut Writer,
    id: &DocumentId,
    corrected: &Corrected<'_>,
) -> Result<(), DbError> {
    let agency = writer.agency();
    let name = Sealed::new(corrected.name);
    writer
        .conn()
        .run(
            "UPDATE documents SET type = $3, name = $4, covers_from = $5, covers_to = $6,
                 version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![
                &agency,
                id,
                corrected.type_code,
                name.stored(),
                corrected.covers.0,
                corrected.covers.1
            ],
        )
        .await?;
    Ok(())
}

/// Removes a document from every list; its row and its bytes stay.
pub async fn record_removal(
    writer: &mut Writer,
    id: &DocumentId,
    because: &str,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let because = Sealed::new(because);
    writer
        .conn()
        .run(
            "UPDATE documents SET removed_by = $3, removed_at = $4, removed_because = $5,
                 version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![&agency, id, by, at, because.stored()],
        )
        .await?;
    Ok(())
}

/// A document that answers a question of a checkpoint's survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    pub document: DocumentId,
    pub question: String,
    /// As the client called it there.
    pub name: String,
    pub sitting_hash: String,
}

/// What documents answer at a checkpoint, in the order in which they came.
pub async fn uses(held: &mut impl Held, checkpoint: &CheckpointId) -> Result<Vec<Use>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT document_id, question, name, sitting_hash FROM document_uses
             WHERE agency_id = $1 AND checkpoint_id = $2 ORDER BY added_at, document_id",
            binds![&agency, checkpoint],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Use {
                document: row.parse("document_id")?,
                question: row.get("question")?,
                name: Sealed::from_stored(row.get("name")?).open(),
                sitting_hash: row.get("sitting_hash")?,
            })
        })
        .collect()
}

/// Records what a document answers; one that answers it already stays as it is.
pub async fn record_use(
    writer: &mut Writer,
    checkpoint: &CheckpointId,
    used: &Use,
) -> Result<(), DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let name = Sealed::new(used.name.as_str());
    writer
        .conn()
        .run(
            "INSERT INTO document_uses (agency_id, document_id, checkpoint_id, question, name,
                 obtained_how, sitting_hash, added_at)
             VALUES ($1, $2, $3, $4, $5, 'client_upload', $6, $7)
             ON CONFLICT (agency_id, document_id, checkpoint_id, question) DO UPDATE SET
                 name = excluded.name, sitting_hash = excluded.sitting_hash",
            binds![
                &agency,
                &used.document,
                checkpoint,
                &used.question,
                name.stored(),
                &used.sitting_hash,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Takes a document from a question that it answered.
pub async fn remove_use(
    writer: &mut Writer,
    checkpoint: &CheckpointId,
    (question, document): (&str, &DocumentId),
) -> Result<(), DbError> {
    let agency = writer.agency();
    writer
        .conn()
        .run(
            "DELETE FROM document_uses
             WHERE agency_id = $1 AND document_id = $2 AND checkpoint_id = $3 AND question = $4",
            binds![&agency, document, checkpoint, question],
        )
        .await?;
    Ok(())
}

/// Takes every document from the questions of a checkpoint.
pub async fn remove_uses(writer: &mut Writer, checkpoint: &CheckpointId) -> Result<(), DbError> {
    let agency = writer.agency();
    writer
        .conn()
        .run(
            "DELETE FROM document_uses WHERE agency_id = $1 AND checkpoint_id = $2",
            binds![&agency, checkpoint],
        )
        .await?;
    Ok(())
}

/// Which of these objects a row names, removed ones too.
pub async fn named(conn: &mut Conn, objects: &[String]) -> Result<Vec<String>, DbError> {
    let wanted = list_of(1, objects.len());
    let values = objects.iter().map(IntoBind::into_bind).collect();
    // Assembled: only placeholders are put into the text.
    let text = format!("SELECT object FROM documents WHERE object IN ({wanted})");
    let rows = conn.all_assembled(text, values).await?;
    rows.iter().map(|row| row.get("object")).collect()
}
