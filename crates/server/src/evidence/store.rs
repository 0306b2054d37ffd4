//! Evidence, its waivers and the ticks of milestones as rows.

mod ticks;

pub use self::ticks::{Reversal, Tick, record_reversal, record_tick, ticks};

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{DbError, Row, binds};
use domain::evidence::{How, Usable, Verbal};
use domain::ids::{CheckpointId, DocumentId, EvidenceId, PersonId, WaiverId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One piece of evidence.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: EvidenceId,
    pub person: PersonId,
    pub checkpoint: CheckpointId,
    pub type_code: String,
    pub obtained_on: Date,
    pub how: How,
    pub what: What,
    pub added_by: String,
    pub added_by_name: Option<String>,
    pub added_at: Timestamp,
}

/// What the piece is.
#[derive(Debug, Clone)]
pub enum What {
    Document(Paper),
    Verbal(Verbal),
}

/// The document of a piece.
#[derive(Debug, Clone)]
pub struct Paper {
    pub id: DocumentId,
    pub name: String,
    pub sha256: String,
    pub covers: (Option<Date>, Option<Date>),
    pub usable: Usable,
}

/// A confirmation as it is stored; its day stands in the row.
#[derive(Debug, Serialize, Deserialize)]
struct Told {
    firm: String,
    phone: String,
    person: String,
    said: String,
    heard_by: String,
}

/// A piece to be recorded.
#[derive(Debug)]
pub struct New<'a> {
    pub id: EvidenceId,
    pub person: PersonId,
    pub checkpoint: CheckpointId,
    pub type_code: &'a str,
    pub obtained_on: Date,
    pub how: How,
    pub document: Option<DocumentId>,
    pub verbal: Option<&'a Verbal>,
}

const COLUMNS: &str = "SELECT e.id, e.person_id, e.checkpoint_id, e.document_id, e.verbal, e.type,
     e.obtained_on, e.obtained_how, e.added_by, e.added_at, u.name AS added_by_name,
     d.name AS document_name, d.sha256, d.state, d.covers_from, d.covers_to
     FROM evidence e
     JOIN people p ON p.agency_id = e.agency_id AND p.id = e.person_id
     LEFT JOIN documents d ON d.agency_id = e.agency_id AND d.id = e.document_id
     LEFT JOIN users u ON u.agency_id = e.agency_id AND u.id = e.added_by
     WHERE e.agency_id = $1 AND e.removed_at IS NULL AND ($2 IS NULL OR p.office_id = $2)";

/// All evidence of a person, the oldest first.
pub async fn of_person(held: &mut impl Held, person: &PersonId) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: both parts are constants.
    let text = format!("{COLUMNS} AND e.person_id = $3 ORDER BY e.id");
    let values = binds![&agency, office.as_ref(), person];
    let rows = held.conn().all_assembled(text, values).await?;
    rows.iter().map(read).collect()
}

/// One piece, within what the actor sees; none when it is not there or was taken off.
pub async fn find(held: &mut impl Held, id: &EvidenceId) -> Result<Option<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: both parts are constants.
    let text = format!("{COLUMNS} AND e.id = $3");
    let rows = held.conn().all_assembled(text, binds![&agency, office.as_ref(), id]).await?;
    rows.first().map(read).transpose()
}

fn read(row: &Row) -> Result<Kept, DbError> {
    let obtained_on: Date = row.get("obtained_on")?;
    let how: String = row.get("obtained_how")?;
    let what = match row.parse_opt::<DocumentId>("document_id")? {
        Some(id) => What::Document(Paper {
            id,
            name: Sealed::from_stored(row.get("document_name")?).open(),
            sha256: row.get("sha256")?,
            covers: (row.get("covers_from")?, row.get("covers_to")?),
            usable: match row.get::<String>("state")?.as_str() {
                "clean" => Usable::Yes,
                "scanning" => Usable::Scanning,
                _ => Usable::Quarantined,
            },
        }),
        None => What::Verbal(read_verbal(row, obtained_on)?),
    };
    Ok(Kept {
        id: row.parse("id")?,
        person: row.parse("person_id")?,
        checkpoint: row.parse("checkpoint_id")?,
        type_code: row.get("type")?,
        obtained_on,
        how: How::of_word(&how).unwrap_or(How::System),
        what,
        added_by: row.get("added_by")?,
        added_by_name: row.get("added_by_name")?,
        added_at: row.get("added_at")?,
    })
}

fn read_verbal(row: &Row, on: Date) -> Result<Verbal, DbError> {
    let stored = row.get::<Option<String>>("verbal")?.unwrap_or_default();
    let text = Sealed::from_stored(stored).open();
    let told = serde_json::from_str(&text).unwrap_or(Told {
        firm: String::new(),
        phone: String::new(),
        person: String::new(),
        said: text,
        heard_by: String::new(),
    });
    let Told { firm, phone, person, said, heard_by } = told;
    Ok(Verbal { on, firm, phone, person, said, heard_by })
}

/// Records a piece; false where the same document stands there as the same type already.
pub async fn record_new(writer: &mut Writer, new: &New<'_>) -> Result<bool, DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let verbal = new.verbal.map(|verbal| {
        let told = Told {
            firm: verbal.firm.clone(),
            phone: verbal.phone.clone(),
            person: verbal.person.clone(),
            said: verbal.said.clone(),
            heard_by: verbal.heard_by.clone(),
        };
        Sealed::new(serde_json::to_string(&told).unwrap_or_default())
    });
    let rows = writer
        .conn()
        .run(
            "INSERT INTO evidence (agency_id, id, person_id, checkpoint_id, document_id, verbal,
                 type, obtained_on, obtained_how, added_by, added_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
            binds![
                &agency,
                &new.id,
                &new.person,
                &new.checkpoint,
                new.document.as_ref(),
                verbal.as_ref().map(Sealed::stored),
                new.type_code,
                new.obtained_on,
                new.how.word(),
                by,
                at
            ],
        )
        .await?;
    Ok(rows == 1)
}

/// The piece that stands on a checkpoint with a document as a type.
pub async fn find_same(held: &mut impl Held, new: &New<'_>) -> Result<Option<Kept>, DbError> {
    let all = of_person(held, &new.person).await?;
    Ok(all.into_iter().find(|kept| {
        let is_same = match &kept.what {
            What::Document(paper) => Some(paper.id) == new.document,
            What::Verbal(_) => false,
        };
        is_same && kept.checkpoint == new.checkpoint && kept.type_code == new.type_code
    }))
}

/// Takes a piece off its checkpoint; the row stays.
pub async fn record_removal(
    writer: &mut Writer,
    id: &EvidenceId,
    because: &str,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let because = Sealed::new(because);
    writer
        .conn()
        .run(
            "UPDATE evidence SET removed_by = $3, removed_at = $4, removed_because = $5
             WHERE agency_id = $1 AND id = $2",
            binds![&agency, id, by, at, because.stored()],
        )
        .await?;
    Ok(())
}

/// That a checkpoint goes without evidence.
#[derive(Debug, Clone)]
pub struct Waiver {
    pub id: WaiverId,
    pub checkpoint: CheckpointId,
    pub reason: String,
    pub by_name: Option<String>,
    pub at: Timestamp,
}

/// Every waiver of a person that is in force.
pub async fn waivers(held: &mut impl Held, person: &PersonId) -> Result<Vec<Waiver>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT w.id, w.checkpoint_id, w.reason, w.made_at, u.name
             FROM evidence_waivers w
             LEFT JOIN users u ON u.agency_id = w.agency_id AND u.id = w.made_by
             WHERE w.agency_id = $1 AND w.person_id = $2 AND w.ended_at IS NULL
             ORDER BY w.id",
            binds![&agency, person],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Waiver {
                id: row.parse("id")?,
                checkpoint: row.parse("checkpoint_id")?,
                reason: Sealed::from_stored(row.get("reason")?).open(),
                by_name: row.get("name")?,
                at: row.get("made_at")?,
            })
        })
        .collect()
}

/// Records a waiver; false where one is in force already.
pub async fn record_waiver(
    writer: &mut Writer,
    (id, person, checkpoint): (&WaiverId, &PersonId, &CheckpointId),
    reason: &str,
) -> Result<bool, DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let reason = Sealed::new(reason);
    let rows = writer
        .conn()
        .run(
            "INSERT INTO evidence_waivers (agency_id, id, person_id, checkpoint_id, reason,
                 made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            binds![&agency, id, person, checkpoint, reason.stored(), by, at],
        )
        .await?;
    Ok(rows == 1)
}

/// Ends the waiver of a checkpoint; false where none is in force.
pub async fn record_waiver_end(
    writer: &mut Writer,
    checkpoint: &CheckpointId,
) -> Result<bool, DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let rows = writer
        .conn()
        .run(
            "UPDATE evidence_waivers SET ended_by = $3, ended_at = $4
             WHERE agency_id = $1 AND checkpoint_id = $2 AND ended_at IS NULL",
            binds![&agency, checkpoint, by, at],
        )
        .await?;
    Ok(rows == 1)
}
