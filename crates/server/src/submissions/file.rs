//! A file for the funder, made from frozen payloads: the same bytes whenever it is made again.

use super::payload::Payload;
use super::sheet::plain;
use super::store::Kept;
use crate::api::spreadsheet::{Book, Cell, Csv};
use crate::failure::Failure;
use domain::programmes::submission::SubmissionRule;
use jiff::civil::DateTime;
use serde_json::{Value, json};
use std::io;

/// The three kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Csv,
    Xlsx,
    Json,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Csv, Self::Xlsx, Self::Json];

    /// The ending of its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    #[must_use]
    pub fn content_type(self) -> &'static str {
        use crate::api::spreadsheet::Kind;
        match self {
            Self::Csv => Kind::Csv.content_type(),
            Self::Xlsx => Kind::Xlsx.content_type(),
            Self::Json => "application/json",
        }
    }
}

/// Columns that stand before the funder's own.
const COLUMNS: [&str; 3] = ["submission", "checkpoint_code", "payload_sha256"];

/// Writes a file. `made_at` is when its content was chosen, never when it is written.
///
/// # Errors
///
/// A fault when a payload is none of ours, or writing fails.
pub fn written(
    kind: Kind,
    (rule, made_at): (&SubmissionRule, DateTime),
    submissions: &[Kept],
) -> Result<Vec<u8>, Failure> {
    let payloads = submissions.iter().map(|kept| Payload::thaw(&kept.payload.clone().open()));
    let payloads = payloads.collect::<Result<Vec<_>, _>>()?;
    let failed = |error: io::Error| Failure::fault("writing a file for the funder", &error);
    if kind == Kind::Json {
        let items: Vec<Value> = payloads.iter().map(|payload| json!(payload)).collect();
        let text = serde_json::to_vec_pretty(&json!({ "submissions": items }));
        return text.map_err(|error| failed(error.into()));
    }
    let mut columns: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    columns.extend(rule.fields().map(|field| field.name.clone()));
    let rows = submissions.iter().zip(&payloads).map(|(kept, payload)| row(kept, payload));
    match kind {
        Kind::Csv => {
            let mut sheet = Csv::new(Vec::new(), &columns).map_err(failed)?;
            for row in rows {
                sheet.row(&row).map_err(failed)?;
            }
            sheet.finish().map_err(failed)
        }
        Kind::Xlsx | Kind::Json => {
            let mut book = Book::made_at(made_at).map_err(failed)?;
            book.sheet("Submissions", &columns).map_err(failed)?;
            for row in rows {
                book.row(&row).map_err(failed)?;
            }
            book.finish().map_err(failed)
        }
    }
}

fn row(kept: &Kept, payload: &Payload) -> Vec<Cell> {
    let mut cells = vec![
        Cell::text(&payload.submission),
        Cell::text(&payload.checkpoint.code),
        Cell::text(&kept.payload_sha256),
    ];
    let fields = payload.sections.iter().flat_map(|part| &part.fields);
    cells.extend(fields.map(|entry| match &entry.value {
        Value::Null => Cell::Blank,
        Value::Number(number) => number.as_f64().map_or(Cell::Blank, Cell::Number),
        other => Cell::Text(plain(other)),
    }));
    cells
}
