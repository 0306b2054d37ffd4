//! Lengths of time and times of day, as packs write them.

use super::node::Node;
use super::problems::Problems;
use domain::programmes::{Offset, Shift, Span};
use jiff::civil::Time;

/// A hundred years: more is a slip of the keyboard.
const MONTHS_MAX: u16 = 1_200;
const WEEKS_MAX: u16 = 5_200;
const DAYS_MAX: u16 = 36_500;
const QUARTERS_MAX: u16 = 400;

const SHIFTS: [(&str, Shift); 3] = [
    ("stay", Shift::Stay),
    ("next_working_day", Shift::NextWorkingDay),
    ("previous_working_day", Shift::PreviousWorkingDay),
];

/// On which side of the due date a bound of the window lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

/// How far a checkpoint lies from the anchor: `P1M`, `P4W`, `P90D` or `Q1`.
pub(super) fn offset(node: &Node, check: &mut Problems) -> Option<Offset> {
    let text = check.text(node, 20)?;
    let read = match text.strip_prefix('Q') {
        Some(nth) => digits(nth, QUARTERS_MAX).map(Offset::Quarter),
        None => span_in(&text).map(|span| match span {
            Span::Days(count) => Offset::Days(count),
            Span::Weeks(count) => Offset::Weeks(count),
            Span::Months(count) => Offset::Months(count),
        }),
    };
    if read.is_none() {
        let sentence = format!(
            "`{text}` is not a distance from the anchor: write months (`P1M`), weeks (`P4W`), days \
             (`P90D`) or the nth quarter after it (`Q1`), up to a hundred years",
        );
        check.add(node.place, sentence);
    }
    read
}

/// A length of time: `P7D`, `P2W` or `P1M`.
pub(super) fn span(node: &Node, check: &mut Problems) -> Option<Span> {
    let text = check.text(node, 20)?;
    let read = span_in(&text);
    if read.is_none() {
        check.add(node.place, not_a_span(&text));
    }
    read
}

/// A bound of the window: a length of time with `before` or `after` behind it. Left out, the word
/// is `usual`.
pub(super) fn bound(node: &Node, usual: Side, check: &mut Problems) -> Option<(Span, Side)> {
    let text = check.text(node, 30)?;
    let (length, side) = match text.split_once(' ') {
        None => (text.as_str(), Some(usual)),
        Some((length, "before")) => (length, Some(Side::Before)),
        Some((length, "after")) => (length, Some(Side::After)),
        Some((length, _)) => (length, None),
    };
    let read = span_in(length).zip(side);
    if read.is_none() {
        let sentence =
            format!("{}, with `before` or `after` the due date: `P7D before`", not_a_span(&text));
        check.add(node.place, sentence);
    }
    read
}

/// A time of day: `"10:00"`.
pub(super) fn time(node: &Node, check: &mut Problems) -> Option<Time> {
    let text = check.text(node, 20)?;
    let read = Time::strptime("%H:%M", &text).ok().filter(|_| text.len() == 5);
    if read.is_none() {
        let sentence = format!("`{text}` is not a time of day: write it as \"08:30\" or \"21:00\"");
        check.add(node.place, sentence);
    }
    read
}

/// What becomes of a date on which nobody works.
pub(super) fn shift(node: &Node, check: &mut Problems) -> Option<Shift> {
    check.one_of(node, &SHIFTS)
}

fn not_a_span(text: &str) -> String {
    format!("`{text}` is not a length of time: write days (`P7D`), weeks (`P2W`) or months (`P1M`)")
}

pub(super) fn span_in(text: &str) -> Option<Span> {
    let rest = text.strip_prefix('P')?;
    if let Some(count) = rest.strip_suffix('D') {
        return digits(count, DAYS_MAX).map(Span::Days);
    }
    if let Some(count) = rest.strip_suffix('W') {
        return digits(count, WEEKS_MAX).map(Span::Weeks);
    }
    digits(rest.strip_suffix('M')?, MONTHS_MAX).map(Span::Months)
}

/// Digits only: `parse` would take a sign as well.
fn digits(text: &str, most: u16) -> Option<u16> {
    let only = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|count| only && *count <= most)
}
