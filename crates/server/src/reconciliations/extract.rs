//! Reading the funder's extract: its encoding, its separator, its quotes and its columns.
//!
//! Whatever is wrong is said once, before anything is compared: a table that is read half is worse
//! than none.

use csv::{ReaderBuilder, StringRecord, Trim};
use domain::programmes::submission::{Extract, SubmissionRule};
use domain::reconciliations::{COLUMNS_MAX, ROWS_MAX, VALUE_LENGTH_MAX};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// What may stand between two columns.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Lines that are named where several are wrong.
const NAMED_MAX: usize = 5;

/// An extract, of which only the fields of the submission are kept.
#[derive(Debug, PartialEq, Eq)]
pub struct Read {
    /// As the encoding's standard names it.
    pub encoding: &'static str,
    /// Places of the fields that it has, in the order of the submission.
    pub fields: Vec<usize>,
    /// Line numbers, and the values by `fields`.
    pub lines: Vec<u64>,
    pub rows: Vec<Vec<String>>,
}

/// Why it cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    Empty,
    /// A workbook or something else that is no text.
    NoText,
    /// The mark that opens a quotation in this line has no end.
    OpenQuote {
        line: u64,
    },
    TooManyColumns,
    /// These are needed to tell which submission a row is about.
    NoColumn {
        missing: Vec<String>,
        has: Vec<String>,
    },
    /// Beside them there is no field to compare.
    NothingToCompare {
        known: Vec<String>,
    },
    ColumnTwice {
        column: String,
    },
    /// Lines with another number of values than the heading, the first of them.
    Ragged {
        lines: Vec<(u64, usize)>,
        many: usize,
        wanted: usize,
    },
    TooLong {
        line: u64,
    },
    NoRows,
    TooManyRows,
}

/// Reads an extract.
///
/// # Errors
///
/// The first thing that is wrong.
pub fn read(bytes: Vec<u8>, (rule, extract): (&SubmissionRule, &Extract)) -> Result<Read, Wrong> {
    let (text, encoding) = decoded(bytes)?;
    let separator = separator(&text);
    if let Some(line) = open_quote(&text, separator) {
        return Err(Wrong::OpenQuote { line });
    }
    let mut reader = ReaderBuilder::new();
    let reader = reader.delimiter(separator).flexible(true).trim(Trim::Headers);
    let mut reader = reader.from_reader(text.as_bytes());
    let head = reader.headers().map_err(|_| Wrong::NoText)?.clone();
    let (fields, columns) = columns(&head, (rule, extract))?;
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    let mut ragged: Vec<(u64, usize)> = Vec::new();
    let mut many = 0;
    let mut record = StringRecord::new();
    let mut places = Places { text: text.as_bytes(), at: 0, line: 1 };
    while reader.read_record(&mut record).map_err(|_| Wrong::NoText)? {
        let line = places.line_of(record.position().map_or(0, csv::Position::byte));
        let filled =
            (0..record.len()).rfind(|at| !record[*at].trim().is_empty()).map_or(0, |at| at + 1);
        if filled == 0 {
            continue;
        }
        // What some programs write behind the last column is nothing.
        if record.len() < head.len() || filled > head.len() {
            many += 1;
            ragged.extend((ragged.len() < NAMED_MAX).then_some((line, record.len())));
            continue;
        }
        let value = |at: &usize| record.get(*at).unwrap_or_default().trim().to_owned();
        let values: Vec<String> = columns.iter().map(value).collect();
        if values.iter().any(|value| value.chars().nth(VALUE_LENGTH_MAX).is_some()) {
            return Err(Wrong::TooLong { line });
        }
        if rows.len() == ROWS_MAX {
            return Err(Wrong::TooManyRows);
        }
        lines.push(line);
        rows.push(values);
    }
    if many > 0 {
        return Err(Wrong::Ragged { lines: ragged, many, wanted: head.len() });
    }
    if rows.is_empty() {
        return Err(Wrong::NoRows);
    }
    Ok(Read { encoding, fields, lines, rows })
}

/// Line numbers of a text, asked for from its beginning on. The reader's own are one too few where
/// lines end as on Windows: to it a record begins between the two signs of the end before it.
struct Places<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Places<'_> {
    fn line_of(&mut self, byte: u64) -> u64 {
        let start = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        let rest = &self.text[start..];
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = &self.text[self.at..start + ends];
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = start + ends;
        self.line
    }
}

/// The text: by its mark where it has one, else UTF-8, else what Windows wrote in the West.
fn decoded(bytes: Vec<u8>) -> Result<(String, &'static str), Wrong> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Wrong::Empty);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let (text, is_wrong) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let is_text = !is_wrong && !text.contains('\0');
        return if is_text { Ok((text.into_owned(), encoding.name())) } else { Err(Wrong::NoText) };
    }
    // A workbook, a picture: none of them is a table, whatever its name ends with.
    if bytes.contains(&0) || bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"%PDF") {
        return Err(Wrong::NoText);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, UTF_8.name())),
        Err(error) => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(error.as_bytes());
            Ok((text.into_owned(), WINDOWS_1252.name()))
        }
    }
}

/// What stands most often between the names of the heading.
fn separator(text: &str) -> u8 {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: &u8| {
        let mut is_quoted = false;
        let outside = head.bytes().filter(|byte| {
            is_quoted ^= *byte == b'"';
            !is_quoted && byte == sign
        });
        outside.count()
    };
    // The first of those that are equal, so that a single column is a comma's.
    SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

/// The line of the quotation mark that opens a value and is never closed.
fn open_quote(text: &str, separator: u8) -> Option<u64> {
    let (mut line, mut opened) = (1, None);
    let mut is_start = true;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'\n' {
            line += 1;
        }
        if opened.is_some() {
            if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
                opened = None;
            }
            is_start = false;
            continue;
        }
        if byte == b'"' && is_start {
            opened = Some(line);
        }
        is_start = byte == separator || byte == b'\n' || byte == b'\r';
    }
    opened
}

/// The fields that the heading has, and their columns.
fn columns(
    head: &StringRecord,
    (rule, extract): (&SubmissionRule, &Extract),
) -> Result<(Vec<usize>, Vec<usize>), Wrong> {
    if head.len() > COLUMNS_MAX {
        return Err(Wrong::TooManyColumns);
    }
    let fold = |name: &str| name.trim().to_lowercase();
    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    let mut known = Vec::new();
    for (place, field) in rule.fields().enumerate() {
        let name = extract.column_of(&field.name);
        known.push(name.to_owned());
        let mut found = (0..head.len()).filter(|at| fold(&head[*at]) == fold(name));
        let Some(at) = found.next() else { continue };
        if found.next().is_some() {
            return Err(Wrong::ColumnTwice { column: name.to_owned() });
        }
        fields.push(place);
        columns.push(at);
    }
    let is_there = |name: &String| {
        let place = rule.fields().position(|field| field.name == **name);
        place.is_some_and(|place| fields.contains(&place))
    };
    let missing: Vec<String> = extract
        .matched_by
        .iter()
        .filter(|name| !is_there(name))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|name| extract.column_of(name).to_owned())
        .collect();
    if !missing.is_empty() {
        let has = head.iter().map(|name| name.chars().take(80).collect());
        return Err(Wrong::NoColumn { missing, has: has.take(20).collect() });
    }
    if fields.len() == extract.matched_by.len() {
        return Err(Wrong::NothingToCompare { known });
    }
    Ok((fields, columns))
}

#[cfg(test)]
#[path = "extract_test.rs"]
mod tests;
