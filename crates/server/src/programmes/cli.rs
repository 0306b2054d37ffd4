//! `cairn programme …`: what is shipped, what is wrong with a pack, which dates it gives.
//!
//! Results go to `out`, and nothing else there; sentences about a wrong call go to `err`.

use super::{FILE_BYTES_MAX, PackProblem, ShippedPack, read_programme, shipped};
use domain::programmes::{self, Anchor, Anchors, Programme, ScheduledCheckpoint, Standing};
use domain::words::Language;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::io::{self, Read, Write};

/// How a command ended, as the exit status of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Done,
    /// The answer is no: problems were found.
    No,
    /// The call was wrong.
    WrongCall,
}

impl Status {
    /// The program's exit status.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::No => 1,
            Self::WrongCall => 2,
        }
    }
}

/// Lists the shipped packs.
///
/// # Errors
///
/// When nothing can be written.
pub fn list(json: bool, out: &mut impl Write) -> io::Result<Status> {
    let mut programmes = Vec::new();
    for pack in shipped() {
        // A test proves that every shipped pack can be read.
        programmes.extend(read_programme(pack.text, pack.code).ok());
    }
    if json {
        let listed: Vec<Value> = programmes.iter().map(listed).collect();
        write_json(&Value::Array(listed), out)?;
        return Ok(Status::Done);
    }
    let mut rows = vec![["pack", "version", "counts from", "checkpoints", "title"].map(cell)];
    for programme in &programmes {
        let codes: Vec<&str> =
            programme.checkpoints.iter().map(|rule| rule.code.as_str()).collect();
        rows.push([
            cell(&programme.code),
            programme.version.to_string(),
            cell(anchor_name(programme.anchor)),
            codes.join(" "),
            cell(programme.title.in_language(Language::English)),
        ]);
    }
    write_table(&rows, out)?;
    Ok(Status::Done)
}

/// Checks packs: files, or shipped ones by name.
///
/// # Errors
///
/// When nothing can be written.
pub fn check(
    files: &[String],
    json: bool,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Status> {
    if files.is_empty() {
        writeln!(err, "name at least one pack: a file, or one of {}", names(shipped()))?;
        return Ok(Status::WrongCall);
    }
    let read = |text: &str, name: &str| read_programme(text, name).map(|it| without_problems(&it));
    check_each((files, json), shipped(), read, (out, err))
}

/// Checks files, or shipped texts by name: `read` gives what is said of one without problems.
pub(crate) fn check_each(
    (files, json): (&[String], bool),
    shipped: &[ShippedPack],
    read: impl Fn(&str, &str) -> Result<String, Vec<PackProblem>>,
    (out, err): (&mut impl Write, &mut impl Write),
) -> io::Result<Status> {
    let mut status = Status::Done;
    let mut problems = Vec::new();
    for name in files {
        let said = match find(name, shipped) {
            Found::Pack(text) => read(&text, name),
            Found::Unreadable(problem) => Err(vec![problem]),
            Found::Nothing(sentence) => {
                writeln!(err, "{sentence}")?;
                status = Status::WrongCall;
                continue;
            }
        };
        match said {
            Ok(said) if !json => writeln!(out, "{name}: {said}")?,
            Ok(_) => {}
            Err(found) => problems.extend(found),
        }
    }
    if json {
        write_json(&Value::Array(problems.iter().map(told).collect()), out)?;
    } else {
        for problem in &problems {
            writeln!(out, "{problem}")?;
        }
    }
    if status == Status::Done && !problems.is_empty() {
        status = Status::No;
    }
    Ok(status)
}

/// Prints the checkpoints of a pack, counted from a day: the first day of the job, the day of
/// exit or the end of service, whichever the pack counts from.
///
/// # Errors
///
/// When nothing can be written.
pub fn schedule(
    pack: &str,
    anchor: &str,
    json: bool,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Status> {
    let anchor = match read_day(anchor) {
        Ok(anchor) => anchor,
        Err(sentence) => {
            writeln!(err, "{sentence}")?;
            return Ok(Status::WrongCall);
        }
    };
    let read = match find(pack, shipped()) {
        Found::Pack(text) => read_programme(&text, pack),
        Found::Unreadable(problem) => Err(vec![problem]),
        Found::Nothing(sentence) => {
            writeln!(err, "{sentence}")?;
            return Ok(Status::WrongCall);
        }
    };
    let programme = match read {
        Ok(programme) => programme,
        Err(problems) => {
            for problem in &problems {
                writeln!(err, "{problem}")?;
            }
            return Ok(Status::No);
        }
    };
    match programmes::schedule(&programme, &Anchors::only(programme.anchor, anchor)) {
        Ok(points) => {
            write_schedule(&points, json, out)?;
            Ok(Status::Done)
        }
        Err(beyond) => {
            writeln!(err, "{anchor} is too near the end of the calendar: {beyond}")?;
            Ok(Status::WrongCall)
        }
    }
}

fn write_schedule(
    points: &[ScheduledCheckpoint],
    json: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    if json {
        let points = points.iter().map(|point| {
            json!({
                "checkpoint": point.code,
                "due_on": point.expected_on.to_string(),
                "opens_on": point.opens_on.to_string(),
                "closes_on": point.closes_on.to_string(),
            })
        });
        return write_json(&Value::Array(points.collect()), out);
    }
    let mut rows = vec![["checkpoint", "due", "opens", "closes"].map(cell)];
    for point in points {
        let dates = [point.expected_on, point.opens_on, point.closes_on];
        let [due, opens, closes] = dates.map(|date| date.to_string());
        rows.push([point.code.clone(), due, opens, closes]);
    }
    write_table(&rows, out)
}

/// What a name of a pack, or of another file of the kind, leads to.
pub(crate) enum Found {
    Pack(String),
    /// There is a file, but not one that can be a pack.
    Unreadable(PackProblem),
    /// Nothing: the sentence says what would be right.
    Nothing(String),
}

/// Finds a shipped text by its name, or reads a file.
pub(crate) fn find(name: &str, shipped: &[ShippedPack]) -> Found {
    if let Some(pack) = shipped.iter().find(|pack| pack.code == name) {
        return Found::Pack(pack.text.to_owned());
    }
    let opened = std::fs::File::open(name).and_then(|file| {
        let mut bytes = Vec::new();
        // One byte more than fits, so that the reader can say that it is too long.
        file.take(FILE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map(|_| bytes)
    });
    match opened {
        Ok(bytes) => String::from_utf8(bytes)
            .map_or_else(|fault| Found::Unreadable(not_utf8(name, &fault)), Found::Pack),
        Err(fault) => {
            let why = match fault.kind() {
                io::ErrorKind::NotFound => "there is no such pack or file".to_owned(),
                io::ErrorKind::IsADirectory => "this is a folder: name the file".to_owned(),
                io::ErrorKind::PermissionDenied => "this file may not be read".to_owned(),
                _ => format!("this cannot be read ({fault})"),
            };
            Found::Nothing(format!("{name}: {why}. Shipped ones are {}", names(shipped)))
        }
    }
}

fn not_utf8(name: &str, fault: &std::string::FromUtf8Error) -> PackProblem {
    let before = &fault.as_bytes()[..fault.utf8_error().valid_up_to()];
    let lines = before.iter().filter(|byte| **byte == b'\n').count();
    let last = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    PackProblem {
        file: name.to_owned(),
        line: lines as u64 + 1,
        column: String::from_utf8_lossy(last).chars().count() as u64 + 1,
        sentence: "the file is not UTF-8 from here on: save it as UTF-8".to_owned(),
    }
}

/// Reads `YYYY-MM-DD`, and nothing else.
fn read_day(text: &str) -> Result<Date, String> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shape {
        return Err(format!("`{text}` is not a day: write it as YYYY-MM-DD, such as 2026-01-31"));
    }
    text.parse::<Date>().ok().filter(|date| date.year() >= 1).ok_or_else(|| no_such_day(text))
}

fn no_such_day(text: &str) -> String {
    let first: Option<Date> = format!("{}-01", &text[..7]).parse().ok();
    match first.filter(|first| first.year() >= 1) {
        Some(first) => {
            let last = first.last_of_month();
            format!("there is no day {text}: that month ends on {last}")
        }
        None => format!("there is no day {text}: write a day that exists, such as 2026-01-31"),
    }
}

/// The names of what is shipped, for sentences.
pub(crate) fn names(shipped: &[ShippedPack]) -> String {
    let codes: Vec<&str> = shipped.iter().map(|pack| pack.code).collect();
    codes.join(", ")
}

fn without_problems(programme: &Programme) -> String {
    let (points, asked) = (programme.checkpoints.len(), programme.questionnaires.len());
    format!("no problems ({points} checkpoints, {asked} questionnaires)")
}

fn anchor_name(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::PlacementStart => "placement_start",
        Anchor::Exit => "exit",
        Anchor::ServiceEnd => "service_end",
    }
}

fn listed(programme: &Programme) -> Value {
    let status = match programme.status {
        Standing::Confirmed => "confirmed",
        Standing::ConfirmWithFunder => "confirm-with-funder",
    };
    let codes: Vec<&str> = programme.checkpoints.iter().map(|rule| rule.code.as_str()).collect();
    json!({
        "code": programme.code,
        "version": programme.version,
        "title": {"en": programme.title.en, "fr": programme.title.fr},
        "status": status,
        "anchor": anchor_name(programme.anchor),
        "time_zone": programme.time_zone,
        "region": programme.region,
        "currency": programme.currency,
        "checkpoints": codes,
    })
}

pub(crate) fn told(problem: &PackProblem) -> Value {
    json!({
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "sentence": problem.sentence,
    })
}

pub(crate) fn cell(text: &str) -> String {
    text.to_owned()
}

pub(crate) fn write_json(value: &Value, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{value}")
}

/// Columns as wide as their widest cell, two spaces apart; the last as it is.
pub(crate) fn write_table<const N: usize>(
    rows: &[[String; N]],
    out: &mut impl Write,
) -> io::Result<()> {
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
    };
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            line.push_str(cell);
            let room = width(column) + 2 - cell.chars().count();
            line.extend(std::iter::repeat_n(' ', room));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "cli_test.rs"]
mod tests;
