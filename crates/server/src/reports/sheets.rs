//! A report as a file: the same figures as on the page, with the same left out.

use super::filter::{Choices, Filter};
use super::gather::Feedback;
use super::questions::{Body, Figures, Unit};
use super::view::{outcomes, way, ways};
use crate::api::spreadsheet::{Book, Cell, Csv};
use crate::page::Words;
use domain::reports::{GROUP_MIN, RateRow, Seen};
use jiff::tz::TimeZone;
use std::io;

/// A sheet of a book, and a part of a CSV.
struct Sheet {
    name: String,
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

/// What the sheets of a report are made from.
pub struct Told<'a> {
    pub words: Words,
    pub feedback: &'a Feedback,
    pub filter: &'a Filter,
    pub choices: &'a Choices,
    pub zone: &'a TimeZone,
}

/// The columns of a report in one table.
pub const COLUMNS: [&str; 7] =
    ["part", "programme", "question", "answer", "count", "share", "value"];

/// A report as a book: what it is about, rates, answers, comments.
///
/// # Errors
///
/// What writing says.
pub fn book(told: &Told<'_>) -> io::Result<Vec<u8>> {
    let mut book = Book::default();
    for sheet in [about(told), rates(told), answers(told), comments(told)] {
        book.sheet(&sheet.name, &sheet.columns)?;
        book.widen(&[0, 1])?;
        for row in &sheet.rows {
            book.row(row)?;
        }
    }
    book.finish()
}

/// A report as one CSV: a row for each figure, with its part in front.
///
/// # Errors
///
/// What writing says.
pub fn csv(told: &Told<'_>) -> io::Result<Vec<u8>> {
    let words = told.words;
    let columns = COLUMNS.map(|key| words.say(&format!("reports-{key}")));
    let mut csv = Csv::new(Vec::new(), &columns)?;
    for row in long_rows(told) {
        csv.row(&row)?;
    }
    csv.finish()
}

/// A report in one table, under [`COLUMNS`].
#[must_use]
pub fn long_rows(told: &Told<'_>) -> Vec<Vec<Cell>> {
    let rows = long_about(told).into_iter().chain(long_rates(told)).chain(long_answers(told));
    rows.chain(long_comments(told)).collect()
}

/// How many rows of figures a file holds.
#[must_use]
pub fn rows(told: &Told<'_>) -> usize {
    rates(told).rows.len() + answers(told).rows.len() + comments(told).rows.len()
}

/// Count and share, as numbers.
fn figures(seen: Seen, all: u64) -> [Cell; 2] {
    match seen {
        Seen::Count(count) if all > 0 => {
            let share = (count as f64 * 10_000.0 / all as f64).round() / 10_000.0;
            [Cell::count(Some(count)), Cell::Number(share)]
        }
        Seen::Count(count) => [Cell::count(Some(count)), Cell::Blank],
        Seen::Hidden => [Cell::Blank, Cell::Blank],
    }
}

/// What the file is about: each line a name and its value.
fn facts(told: &Told<'_>) -> Vec<(String, Cell)> {
    let (words, filter, choices) = (told.words, told.filter, told.choices);
    let any = |key: &str| words.say(key);
    let office = filter.office.and_then(|office| {
        choices.offices.iter().find(|(id, _)| *id == office).map(|(_, name)| name.clone())
    });
    let programme = filter.programme.as_ref().map(|code| choices.programme(words, code));
    let channel = filter.way.map(|one| way(words, one));
    let points = choices.points(words);
    let point = filter.point.as_ref();
    let point = point.and_then(|code| points.iter().find(|one| one.0 == *code));
    let point = point.map_or_else(|| any("reports-any-point"), |one| one.1.clone());
    let least = [("least", GROUP_MIN.into())];
    vec![
        (any("reports-from"), filter.period.from.map_or(Cell::Blank, Cell::Day)),
        (any("reports-until"), Cell::Day(filter.period.until)),
        (
            any("reports-programme"),
            Cell::Text(programme.unwrap_or_else(|| any("reports-any-programme"))),
        ),
        (any("reports-office"), Cell::Text(office.unwrap_or_else(|| any("reports-any-office")))),
        (
            any("reports-channel"),
            Cell::Text(channel.unwrap_or_else(|| any("reports-all-channels"))),
        ),
        (any("reports-point"), Cell::Text(point)),
        (
            any("reports-told"),
            Cell::Text(words.say(&format!("reports-told-{}", filter.told.word()))),
        ),
        (any("reports-responses-given"), Cell::count(told.feedback.responses)),
        (any("reports-blank-cells"), Cell::Text(words.with("reports-how-small-file", &least))),
    ]
}

fn about(told: &Told<'_>) -> Sheet {
    let words = told.words;
    let columns = [words.say("reports-about"), words.say("reports-value")].to_vec();
    let rows = facts(told).into_iter().map(|(name, value)| vec![Cell::Text(name), value]);
    Sheet { name: words.say("reports-about"), columns, rows: rows.collect() }
}

fn rates(told: &Told<'_>) -> Sheet {
    let words = told.words;
    let mut columns = vec![words.say("reports-channel"), words.say("reports-asked")];
    let mut rows = Vec::new();
    if let Some(rates) = &told.feedback.rates {
        columns.extend(rates.columns.iter().map(|own| outcomes(words, own)));
        let total = (words.say("reports-all-channels"), &rates.total);
        let channels = rates.rows.iter().map(|row| (ways(words, row), row));
        for (label, row) in channels.chain([total]) {
            let mut line = vec![Cell::Text(label), Cell::count(Some(row.asked))];
            line.extend(row.cells.iter().map(|cell| Cell::count(cell.count())));
            let [_, rate] = figures(answered(rates.answered(row)), row.asked);
            line.extend([rate, days(row)]);
            rows.push(line);
        }
    }
    columns.extend([words.say("reports-rate-column"), words.say("reports-days")]);
    Sheet { name: words.say("reports-rates"), columns, rows }
}

fn answered(count: Option<u64>) -> Seen {
    count.map_or(Seen::Hidden, Seen::Count)
}

fn days(row: &RateRow) -> Cell {
    row.median_days.map_or(Cell::Blank, |days| Cell::Number(days.as_f64()))
}

/// The answers to one question: label, count, share, value.
fn lines(words: Words, one: &Figures) -> Vec<[Cell; 4]> {
    let line =
        |label: &str, [count, share]: [Cell; 2]| [Cell::text(label), count, share, Cell::Blank];
    match &one.body {
        Body::TooFew => {
            let few = words.with("reports-too-few", &[("least", GROUP_MIN.into())]);
            vec![[Cell::Text(few), Cell::Blank, Cell::Blank, Cell::Blank]]
        }
        Body::One { rows, all } | Body::Many { rows, all } => {
            rows.iter().map(|(label, seen)| line(label, figures(*seen, *all))).collect()
        }
        Body::Numbers { spread, unit, instead } => {
            let said = |number| match unit {
                Unit::Money(_) | Unit::Of(_) => unit.said(words, number),
            };
            let mut lines: Vec<[Cell; 4]> = Vec::new();
            for bin in &spread.bins {
                let ends = [("from", bin.from), ("until", bin.until)];
                let label =
                    words.with("reports-range", &ends.map(|(name, at)| (name, said(at).into())));
                lines.push(line(&label, figures(Seen::Count(bin.count), spread.count)));
            }
            let mut values = vec![("reports-median-name", spread.median)];
            if let Some(quarters) = &spread.quartiles {
                values.push(("reports-lower-name", quarters.lower));
                values.push(("reports-upper-name", quarters.upper));
            }
            for (key, value) in values {
                let value = Cell::Number(value.as_f64());
                lines.push([Cell::Text(words.say(key)), Cell::Blank, Cell::Blank, value]);
            }
            for (label, count) in instead {
                lines.push([
                    Cell::text(label),
                    Cell::count(Some(*count)),
                    Cell::Blank,
                    Cell::Blank,
                ]);
            }
            lines
        }
        Body::Comments { .. } => Vec::new(),
    }
}

fn answers(told: &Told<'_>) -> Sheet {
    let words = told.words;
    let names = ["question", "answer", "count", "share", "value", "programme", "versions"];
    let mut rows = Vec::new();
    for one in &told.feedback.questions {
        for [label, count, share, value] in lines(words, one) {
            let pack = Cell::Text(told.choices.programme(words, &one.pack));
            let (title, versions) = (Cell::text(&one.title), Cell::text(&one.versions));
            rows.push(vec![title, label, count, share, value, pack, versions]);
        }
    }
    let columns = names.map(|key| words.say(&format!("reports-{key}"))).to_vec();
    Sheet { name: words.say("reports-answers-sheet"), columns, rows }
}

fn comments(told: &Told<'_>) -> Sheet {
    let words = told.words;
    let names = ["question", "comment", "on", "point", "programme"];
    let mut rows = Vec::new();
    for one in &told.feedback.questions {
        let Body::Comments { kept, .. } = &one.body else { continue };
        for comment in kept {
            rows.push(vec![
                Cell::text(&one.title),
                Cell::text(&comment.text),
                Cell::Day(comment.at.to_zoned(told.zone.clone()).date()),
                Cell::Text(told.choices.point(words, &comment.pack, &comment.point)),
                Cell::Text(told.choices.programme(words, &one.pack)),
            ]);
        }
    }
    let columns = names.map(|key| words.say(&format!("reports-{key}"))).to_vec();
    Sheet { name: words.say("reports-comments-sheet"), columns, rows }
}

/// A row of the one CSV.
fn long(part: &str, [programme, question, answer]: [Cell; 3], figures: [Cell; 3]) -> Vec<Cell> {
    let mut row = vec![Cell::text(part), programme, question, answer];
    row.extend(figures);
    row
}

fn long_about(told: &Told<'_>) -> Vec<Vec<Cell>> {
    let part = told.words.say("reports-about");
    let row = |(name, value): (String, Cell)| {
        let empty = [Cell::Blank, Cell::Text(name), Cell::Blank];
        long(&part, empty, [Cell::Blank, Cell::Blank, value])
    };
    facts(told).into_iter().map(row).collect()
}

fn long_rates(told: &Told<'_>) -> Vec<Vec<Cell>> {
    let words = told.words;
    let part = words.say("reports-rates");
    let Some(rates) = &told.feedback.rates else { return Vec::new() };
    let mut rows = Vec::new();
    let total = (words.say("reports-all-channels"), &rates.total);
    for (label, row) in rates.rows.iter().map(|row| (ways(words, row), row)).chain([total]) {
        let name = |said: String| [Cell::Blank, Cell::text(&label), Cell::Text(said)];
        let asked = [Cell::count(Some(row.asked)), Cell::Blank, Cell::Blank];
        rows.push(long(&part, name(words.say("reports-asked")), asked));
        for (own, cell) in rates.columns.iter().zip(&row.cells) {
            let [count, share] = figures(*cell, row.asked);
            rows.push(long(&part, name(outcomes(words, own)), [count, share, Cell::Blank]));
        }
        let value = [Cell::Blank, Cell::Blank, days(row)];
        rows.push(long(&part, name(words.say("reports-days")), value));
    }
    rows
}

fn long_answers(told: &Told<'_>) -> Vec<Vec<Cell>> {
    let words = told.words;
    let part = words.say("reports-answers-sheet");
    let mut rows = Vec::new();
    for one in &told.feedback.questions {
        for [label, count, share, value] in lines(words, one) {
            let pack = Cell::Text(told.choices.programme(words, &one.pack));
            let names = [pack, Cell::text(&one.title), label];
            rows.push(long(&part, names, [count, share, value]));
        }
    }
    rows
}

fn long_comments(told: &Told<'_>) -> Vec<Vec<Cell>> {
    let part = told.words.say("reports-comments-sheet");
    let row = |mut cells: Vec<Cell>| {
        cells.resize(5, Cell::Blank);
        let [question, comment, on, _, programme] =
            <[Cell; 5]>::try_from(cells).unwrap_or([const { Cell::Blank }; 5]);
        long(&part, [programme, question, comment], [Cell::Blank, Cell::Blank, on])
    };
    comments(told).rows.into_iter().map(row).collect()
}
