//! The lines of a comparison as rows.

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{Bind, Conn, DbError, IntoBind, Row, binds};
use domain::ids::{PersonId, ReconciliationId, SubmissionId};
use domain::reconciliations::Kind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Rows of one statement.
const AT_ONCE: usize = 500;

/// A value that is shown: what we have, and what the funder has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// The funder's own name of the field.
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ours: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub theirs: String,
}

/// A line to be recorded.
#[derive(Debug, Clone)]
pub struct NewRow {
    pub number: i64,
    pub kind: Kind,
    pub line: Option<i64>,
    pub about: Option<(SubmissionId, PersonId)>,
    pub told: Vec<Value>,
}

/// A line as it is shown.
#[derive(Debug, Clone)]
pub struct Seen {
    pub number: i64,
    pub kind: Kind,
    pub line: Option<i64>,
    pub submission: Option<SubmissionId>,
    pub person: Option<PersonId>,
    pub told: Vec<Value>,
}

/// Records lines.
pub async fn record_rows(
    writer: &mut Writer,
    id: &ReconciliationId,
    rows: &[NewRow],
) -> Result<(), DbError> {
    let agency = writer.agency();
    for some in rows.chunks(AT_ONCE) {
        let mut values: Vec<Bind> = binds![&agency, id];
        let mut places = Vec::with_capacity(some.len());
        for row in some {
            let at = values.len();
            let own: Vec<String> = (at + 1..=at + 6).map(|at| format!("${at}")).collect();
            places.push(format!("($1, $2, {})", own.join(", ")));
            let (submission, person) = row.about.unzip();
            let told = Sealed::new(serde_json::to_string(&row.told).unwrap_or_default());
            values.extend([
                row.number.into_bind(),
                row.kind.word().into_bind(),
                row.line.into_bind(),
                submission.as_ref().into_bind(),
                person.as_ref().into_bind(),
                told.stored().into_bind(),
            ]);
        }
        let text = format!(
            "INSERT INTO reconciliation_rows (agency_id, reconciliation_id, number, kind, line,
                 submission_id, person_id, told) VALUES {}",
            places.join(", ")
        );
        // Assembled: only placeholders are put into the text.
        writer.conn().run_assembled(text, values).await?;
    }
    Ok(())
}

/// What the actor sees of a comparison: the people of their office, and what belongs to nobody
/// where they see the whole agency or brought the extract themselves.
const SEEN: &str = "FROM reconciliation_rows r
     JOIN reconciliations c ON c.agency_id = r.agency_id AND c.id = r.reconciliation_id
     LEFT JOIN people p ON p.agency_id = r.agency_id AND p.id = r.person_id
     WHERE r.agency_id = $1 AND r.reconciliation_id = $2
     AND ($3 IS NULL OR p.office_id = $3 OR (r.person_id IS NULL AND c.made_by = $4))";

/// How many lines there are of each kind, none left out.
pub async fn counts(
    held: &mut impl Held,
    id: &ReconciliationId,
) -> Result<Vec<(Kind, i64)>, DbError> {
    let text = format!("SELECT r.kind, COUNT(*) AS many {SEEN} GROUP BY r.kind");
    let values = seen_by(held, id);
    // Assembled: both parts are constants.
    let rows = held.conn().all_assembled(text, values).await?;
    let mut counts: Vec<(Kind, i64)> = Kind::ALL.map(|kind| (kind, 0)).to_vec();
    for row in &rows {
        let word: String = row.get("kind")?;
        for (kind, many) in &mut counts {
            if kind.word() == word {
                *many = row.get("many")?;
            }
        }
    }
    Ok(counts)
}

/// The lines of a kind, from the one behind `after` on.
pub async fn list(
    held: &mut impl Held,
    (id, kind): (&ReconciliationId, Kind),
    after: i64,
    limit: i64,
) -> Result<Vec<Seen>, DbError> {
    let text = format!(
        "SELECT r.number, r.kind, r.line, r.submission_id, r.person_id, r.told {SEEN}
         AND r.kind = $5 AND r.number > $6 ORDER BY r.number LIMIT $7"
    );
    let mut values = seen_by(held, id);
    values.extend(binds![kind.word(), after, limit]);
    // Assembled: all parts are constants.
    let rows = held.conn().all_assembled(text, values).await?;
    rows.iter().map(read).collect()
}

/// One line.
pub async fn find_row(
    held: &mut impl Held,
    (id, number): (&ReconciliationId, i64),
) -> Result<Option<Seen>, DbError> {
    let text = format!(
        "SELECT r.number, r.kind, r.line, r.submission_id, r.person_id, r.told {SEEN}
         AND r.number = $5"
    );
    let mut values = seen_by(held, id);
    values.extend(binds![number]);
    // Assembled: all parts are constants.
    let rows = held.conn().all_assembled(text, values).await?;
    rows.first().map(read).transpose()
}

/// Forgets what only the funder has of comparisons before a moment, and says how many lines.
pub async fn forget(conn: &mut Conn, before: Timestamp) -> Result<u64, DbError> {
    conn.run(
        "DELETE FROM reconciliation_rows WHERE submission_id IS NULL AND EXISTS
             (SELECT 1 FROM reconciliations c
              WHERE c.agency_id = reconciliation_rows.agency_id
                  AND c.id = reconciliation_rows.reconciliation_id AND c.made_at < $1)",
        binds![before],
    )
    .await
}

fn seen_by(held: &impl Held, id: &ReconciliationId) -> Vec<Bind> {
    let actor = held.actor();
    binds![&actor.agency, id, actor.office.as_ref(), actor.name.as_str()]
}

fn read(row: &Row) -> Result<Seen, DbError> {
    let kind: String = row.get("kind")?;
    Ok(Seen {
        number: row.get("number")?,
        kind: Kind::of_word(&kind).unwrap_or(Kind::OnlyTheirs),
        line: row.get("line")?,
        submission: row.parse_opt("submission_id")?,
        person: row.parse_opt("person_id")?,
        told: values(row.get("told")?),
    })
}

/// Values of a stored text.
pub(super) fn values(stored: String) -> Vec<Value> {
    serde_json::from_str(&Sealed::from_stored(stored).open()).unwrap_or_default()
}
