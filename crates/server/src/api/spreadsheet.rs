//! Tables for spreadsheets: CSV (RFC 4180, UTF-8 with its mark) and XLSX.
//!
//! In a CSV a text that a spreadsheet would run as a formula gets an apostrophe in front: it came
//! from whoever typed it. In an XLSX a text is a text, and numbers and days are real ones.

use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use serde_json::{Number, Value};
use std::io::{self, Write};

/// Characters that one cell of an XLSX holds, at most.
const CELL_LENGTH_MAX: usize = 32_767;
/// Widths of columns, in characters.
const WIDTH: std::ops::RangeInclusive<usize> = 10..=48;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Blank,
    Text(String),
    Whole(i64),
    Number(f64),
    Day(Date),
    /// The clock on the wall of the office.
    Moment(DateTime),
}

impl Cell {
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A count, or nothing where it is not shown.
    #[must_use]
    pub fn count(count: Option<u64>) -> Self {
        count.map_or(Self::Blank, |count| Self::Whole(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    /// As a program reads it.
    #[must_use]
    pub fn json(&self) -> Value {
        match self {
            Self::Blank => Value::Null,
            Self::Text(text) => Value::from(text.as_str()),
            Self::Whole(number) => Value::from(*number),
            Self::Number(number) => Number::from_f64(*number).map_or(Value::Null, Value::Number),
            Self::Day(_) | Self::Moment(_) => Value::from(self.plain()),
        }
    }

    fn plain(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => guarded(text),
            Self::Whole(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Moment(moment) => moment.strftime("%Y-%m-%d %H:%M").to_string(),
        }
    }
}

/// A text as it may stand in a CSV.
fn guarded(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if runs { format!("'{text}") } else { text.to_owned() }
}

/// The two kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Csv,
    Xlsx,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Csv, Self::Xlsx];

    /// The ending of its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A CSV while it is written: never more of it in memory than a row.
pub struct Csv<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> Csv<W> {
    /// Begins with the mark of UTF-8 and the names of the columns.
    ///
    /// # Errors
    ///
    /// What writing says.
    pub fn new(mut to: W, columns: &[String]) -> io::Result<Self> {
        to.write_all("\u{feff}".as_bytes())?;
        let out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
        let mut sheet = Self { out };
        let columns: Vec<Cell> = columns.iter().map(Cell::text).collect();
        sheet.row(&columns)?;
        Ok(sheet)
    }

    /// Writes a row.
    ///
    /// # Errors
    ///
    /// What writing says.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.out.write_record(cells.iter().map(Cell::plain))?;
        Ok(())
    }

    /// What it was written to, once all is there.
    ///
    /// # Errors
    ///
    /// What writing says.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|error| error.into_error())
    }
}

impl Csv<Vec<u8>> {
    /// What was written since one asked last.
    ///
    /// # Errors
    ///
    /// What writing says.
    pub fn take(&mut self) -> io::Result<Vec<u8>> {
        self.out.flush()?;
        // Between two rows the writer holds nothing: another one goes on where it stopped.
        let next = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::with_capacity(8_192));
        std::mem::replace(&mut self.out, next).into_inner().map_err(|error| error.into_error())
    }
}

/// An XLSX while it is written. Rows that are done rest on the disk until it is finished.
pub struct Book {
    workbook: Workbook,
    sheets: usize,
    row: u32,
    bold: Format,
    day: Format,
    moment: Format,
    wrapped: Format,
}

impl Default for Book {
    fn default() -> Self {
        Self {
            workbook: Workbook::new(),
            sheets: 0,
            row: 0,
            bold: Format::new().set_bold(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
            wrapped: Format::new().set_text_wrap(),
        }
    }
}

impl Book {
    /// One that says it was made at a moment, so that the same rows are the same bytes.
    ///
    /// # Errors
    ///
    /// When a spreadsheet knows no such moment.
    pub fn made_at(moment: DateTime) -> io::Result<Self> {
        let mut book = Self::default();
        let at = excel_moment(moment).map_err(into_io)?;
        book.workbook.set_properties(&DocProperties::new().set_creation_datetime(&at));
        Ok(book)
    }

    /// Begins a sheet with its columns, which stay in sight.
    ///
    /// # Errors
    ///
    /// When the name or the number of columns is none that a spreadsheet takes.
    pub fn sheet(&mut self, name: &str, columns: &[String]) -> io::Result<()> {
        let sheet = self.workbook.add_worksheet_with_constant_memory().map_err(into_io)?;
        sheet.set_name(sheet_name(name)).map_err(into_io)?;
        sheet.set_freeze_panes(1, 0).map_err(into_io)?;
        for (column, said) in (0_u16..).zip(columns) {
            let wide = (said.chars().count() + 4).clamp(*WIDTH.start(), *WIDTH.end());
            sheet.set_column_width(column, wide as f64).map_err(into_io)?;
        }
        for (column, said) in (0_u16..).zip(columns) {
            sheet.write_string_with_format(0, column, said, &self.bold).map_err(into_io)?;
        }
        self.sheets += 1;
        self.row = 1;
        Ok(())
    }

    /// Widens columns of the sheet for longer texts.
    ///
    /// # Errors
    ///
    /// When there is no such column.
    pub fn widen(&mut self, columns: &[u16]) -> io::Result<()> {
        let sheet = self.workbook.worksheet_from_index(self.sheets.saturating_sub(1));
        let sheet = sheet.map_err(into_io)?;
        for column in columns {
            sheet.set_column_width(*column, *WIDTH.end() as f64).map_err(into_io)?;
        }
        Ok(())
    }

    /// Writes a row to the sheet that was begun last.
    ///
    /// # Errors
    ///
    /// What writing says.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let sheet = self.workbook.worksheet_from_index(self.sheets.saturating_sub(1));
        let (sheet, row) = (sheet.map_err(into_io)?, self.row);
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Blank => Ok(()),
                Cell::Text(text) => {
                    let text: String = text.chars().take(CELL_LENGTH_MAX).collect();
                    sheet.write_string_with_format(row, column, text, &self.wrapped).map(drop)
                }
                Cell::Whole(number) => sheet.write_number(row, column, *number as f64).map(drop),
                Cell::Number(number) => sheet.write_number(row, column, *number).map(drop),
                Cell::Day(day) => match excel_day(*day) {
                    Ok(at) => {
                        sheet.write_datetime_with_format(row, column, at, &self.day).map(drop)
                    }
                    Err(_) => sheet.write_string(row, column, day.to_string()).map(drop),
                },
                Cell::Moment(moment) => match excel_moment(*moment) {
                    Ok(at) => {
                        sheet.write_datetime_with_format(row, column, at, &self.moment).map(drop)
                    }
                    Err(_) => sheet.write_string(row, column, moment.to_string()).map(drop),
                },
            }
            .map_err(into_io)?;
        }
        self.row += 1;
        Ok(())
    }

    /// The whole file.
    ///
    /// # Errors
    ///
    /// What writing says.
    pub fn finish(mut self) -> io::Result<Vec<u8>> {
        self.workbook.save_to_buffer().map_err(into_io)
    }
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let parts = (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
    ExcelDateTime::from_ymd(parts.0, parts.1, parts.2)
}

fn excel_moment(moment: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let (hour, minute) = (moment.hour().unsigned_abs(), moment.minute().unsigned_abs());
    excel_day(moment.date())?.and_hms(hour.into(), minute, 0)
}

/// A name that a spreadsheet takes for a sheet.
fn sheet_name(name: &str) -> String {
    let fits = |sign: &char| !['[', ']', ':', '*', '?', '/', '\\', '\''].contains(sign);
    name.chars().filter(fits).take(31).collect()
}

fn into_io(error: XlsxError) -> io::Error {
    io::Error::other(error)
}

/// What says that a file is to be kept, under a name of ours: letters, digits and dashes.
#[must_use]
pub fn attachment(name: &str, kind: Kind) -> String {
    let fits = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    let name: String = name.chars().map(|sign| if fits(sign) { sign } else { '-' }).collect();
    format!("attachment; filename=\"{name}.{}\"", kind.word())
}

#[cfg(test)]
#[path = "spreadsheet_test.rs"]
mod tests;
