//! A report as a page shows it: charts drawn here, each with its table.

use super::filter::{Choices, Filter};
use super::gather::{Feedback, ROWS_MAX, Whole};
use super::questions::{Apart, Body, Comment, Figures};
use crate::page::Words;
use domain::reports::{GROUP_MIN, Outcome, RateRow, Rates, Seen, Way};
use jiff::tz::TimeZone;

/// Characters of a line over a bar; longer texts take another line.
const LINE_LENGTH: usize = 40;
/// Heights of a chart, in pixels: a line of text, a bar, the room under it.
const TEXT: usize = 17;
const BAR: usize = 12;
const ROOM: usize = 12;
/// How far the longest bar may reach, in hundredths of the chart's width: its number follows it.
const REACH: f64 = 58.0;

/// Horizontal bars.
pub struct Chart {
    pub id: String,
    pub title: String,
    /// Everything that it shows, in a sentence.
    pub told: String,
    pub height: usize,
    pub bars: Vec<Bar>,
}

/// One bar, as SVG places it.
pub struct Bar {
    pub lines: Vec<(usize, String)>,
    pub y: usize,
    pub width: String,
    pub text_y: usize,
    pub said: String,
    pub is_hidden: bool,
}

/// A table beside a chart.
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// A question as it stands on the page.
pub struct Card {
    pub id: String,
    pub title: String,
    pub hint: String,
    pub chart: Option<Chart>,
    pub table: Option<Table>,
    /// Sentences beside the chart.
    pub facts: Vec<String>,
    pub comments: Vec<Remark>,
    pub more: Option<(String, String)>,
}

/// What was said in a programme.
pub struct Programme {
    pub name: String,
    pub cards: Vec<Card>,
    /// Questions that too few people answered, by their words.
    pub few: Vec<String>,
}

/// A comment to read.
pub struct Remark {
    pub text: String,
    pub when: String,
    pub address: String,
}

/// What a bar is made of: its words, its share of the whole scale, what is said behind it.
struct Part {
    label: String,
    share: Option<f64>,
    said: String,
}

fn chart(words: Words, (id, title): (&str, &str), parts: Vec<Part>) -> Chart {
    let told: Vec<String> = parts.iter().map(|part| pair(words, &part.label, &part.said)).collect();
    let (mut y, mut bars) = (0, Vec::with_capacity(parts.len()));
    for part in parts {
        let mut lines = Vec::new();
        for line in lines_of(&part.label) {
            y += TEXT;
            lines.push((y - 5, line));
        }
        let width = format!("{:.2}%", part.share.unwrap_or_default().clamp(0.0, 1.0) * REACH);
        let is_hidden = part.share.is_none();
        bars.push(Bar { lines, y, width, text_y: y + BAR - 1, said: part.said, is_hidden });
        y += BAR + ROOM;
    }
    let (id, title, told) = (id.to_owned(), title.to_owned(), told.join("; "));
    Chart { id, title, told, height: y, bars }
}

/// Something with its figure, as a sentence lists them.
fn pair(words: Words, said: &str, figure: &str) -> String {
    words.with("reports-pair", &[("said", said.into()), ("figure", figure.into())])
}

/// A label in lines that fit a telephone.
fn lines_of(label: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in label.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        if !line.is_empty() && line.chars().count() + word.chars().count() >= LINE_LENGTH {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// How a whole is shared: `45 (60 %)`.
fn shared(words: Words, count: u64, all: u64) -> String {
    let percent = percent(words, count, all);
    words.with("reports-shared", &[("count", count.into()), ("percent", percent.into())])
}

/// Whole hundredths, rounded half up.
pub(super) fn percent(words: Words, count: u64, all: u64) -> String {
    let hundredths = if all == 0 { 0 } else { (count * 200 + all) / (all * 2) };
    words.with("reports-percent", &[("hundredths", hundredths.into())])
}

fn share(count: u64, all: u64) -> f64 {
    if all == 0 { 0.0 } else { count as f64 / all as f64 }
}

/// A count with its thousands apart.
pub(super) fn number(words: Words, count: u64) -> String {
    words.number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The name of a channel.
#[must_use]
pub fn way(words: Words, way: Way) -> String {
    words.say(&format!("reports-way-{}", way.word().replace('_', "-")))
}

/// The name of an outcome, or of several that stand together.
#[must_use]
pub fn outcomes(words: Words, own: &[Outcome]) -> String {
    let said: Vec<String> =
        own.iter().map(|one| words.say(&format!("reports-outcome-{}", one.word()))).collect();
    words.list(&said)
}

/// The name of a row of rates.
#[must_use]
pub fn ways(words: Words, row: &RateRow) -> String {
    words.list(&row.ways.iter().map(|one| way(words, *one)).collect::<Vec<_>>())
}

/// What is said for a count that is not shown.
#[must_use]
pub fn seen(words: Words, seen: Seen) -> String {
    match seen {
        Seen::Count(count) => number(words, count),
        Seen::Hidden => words.say("reports-hidden"),
    }
}

/// Response rates as a card.
#[must_use]
pub fn rates_card(words: Words, rates: &Rates) -> Card {
    let rows = || rates.rows.iter().map(|row| (ways(words, row), row));
    let total = std::iter::once((words.say("reports-all-channels"), &rates.total));
    let part = |(label, row): (String, &RateRow)| match rates.answered(row) {
        Some(count) => {
            let args = [
                ("percent", percent(words, count, row.asked).into()),
                ("count", count.into()),
                ("all", row.asked.into()),
            ];
            let (share, said) = (share(count, row.asked), words.with("reports-rate", &args));
            Part { label, share: Some(share), said }
        }
        None => Part { label, share: None, said: words.say("reports-hidden") },
    };
    let parts = total.clone().chain(rows()).map(part).collect();
    let title = words.say("reports-rates");
    let mut columns = vec![words.say("reports-channel"), words.say("reports-asked")];
    columns.extend(rates.columns.iter().map(|own| outcomes(words, own)));
    columns.extend([words.say("reports-rate-column"), words.say("reports-days")]);
    let line = |(label, row): (String, &RateRow)| {
        let mut line = vec![label, number(words, row.asked)];
        line.extend(row.cells.iter().map(|cell| seen(words, *cell)));
        let rate = rates.answered(row).map(|count| percent(words, count, row.asked));
        line.push(rate.unwrap_or_else(|| words.say("reports-hidden")));
        let days = row.median_days.map(|days| words.decimal(days.as_f64()));
        line.push(days.unwrap_or_else(|| words.say("reports-hidden")));
        line
    };
    let mut facts = Vec::new();
    if rates.rows.is_empty() {
        facts.push(words.say("reports-one-channel"));
    }
    Card {
        id: "rates".to_owned(),
        hint: String::new(),
        chart: Some(chart(words, ("rates", &title), parts)),
        table: Some(Table { columns, rows: rows().chain(total).map(line).collect() }),
        title,
        facts,
        comments: Vec::new(),
        more: None,
    }
}

/// Every question under its programme; those with too few answers are named together, so that a
/// page full of "not shown" is not what a reader has to look through.
pub fn programmes<'a>(
    words: Words,
    choices: &Choices,
    questions: &'a [Figures],
    shown: impl Fn((usize, &'a Figures)) -> Card,
) -> Vec<Programme> {
    let mut all: Vec<Programme> = Vec::new();
    for part in questions.chunk_by(|one, next| one.pack == next.pack) {
        let Some(first) = part.first() else { continue };
        let name = choices.programme(words, &first.pack);
        let mut programme = Programme { name, cards: Vec::new(), few: Vec::new() };
        for figures in part {
            match figures.body {
                Body::TooFew => programme.few.push(figures.title.clone()),
                Body::One { .. }
                | Body::Many { .. }
                | Body::Numbers { .. }
                | Body::Comments { .. } => {
                    let place = all.iter().map(|one| one.cards.len()).sum::<usize>();
                    programme.cards.push(shown((place + programme.cards.len(), figures)));
                }
            }
        }
        all.push(programme);
    }
    all
}

/// A question as a card. `place` makes its address on the page.
#[must_use]
pub fn card(
    words: Words,
    (place, figures): (usize, &Figures),
    (filter, choices, zone): (&Filter, &Choices, &TimeZone),
) -> Card {
    let id = format!("q{place}");
    let title = figures.title.clone();
    let blank = || Card {
        id: id.clone(),
        title: title.clone(),
        hint: String::new(),
        chart: None,
        table: None,
        facts: Vec::new(),
        comments: Vec::new(),
        more: None,
    };
    let answers = |all: u64| words.with("reports-answers", &[("count", all.into())]);
    let card = match &figures.body {
        Body::TooFew => {
            let few = words.with("reports-too-few", &[("least", GROUP_MIN.into())]);
            Card { facts: vec![few], ..blank() }
        }
        Body::One { rows, all } => {
            Card { hint: answers(*all), ..with_bars(words, blank(), (rows, *all)) }
        }
        Body::Many { rows, all } => {
            let several = words.with("reports-answers-several", &[("count", (*all).into())]);
            Card { hint: several, ..with_bars(words, blank(), (rows, *all)) }
        }
        Body::Numbers { spread, .. } => {
            Card { hint: answers(spread.count), ..with_ranges(words, blank(), figures) }
        }
        Body::Comments { all, found: _, kept } => {
            let remarks = kept.iter().map(|one| remark(words, one, (choices, zone)));
            let comments: Vec<Remark> = remarks.collect();
            let more = comments_address(figures, filter);
            let read = words.with("reports-read-all", &[("count", (*all).into())]);
            let hint = words.with("reports-comments", &[("count", (*all).into())]);
            Card { hint, comments, more: Some((read, more)), ..blank() }
        }
    };
    let apart = match figures.apart {
        Apart::Alone => String::new(),
        Apart::Beside => words.with("reports-apart", &[("of", (&figures.versions).into())]),
    };
    let parts = [card.hint.clone(), apart];
    let hint = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>();
    Card { hint: hint.join(" · "), ..card }
}

fn with_bars(words: Words, card: Card, (rows, all): (&[(String, Seen)], u64)) -> Card {
    let part = |(label, one): &(String, Seen)| match one {
        Seen::Count(count) => {
            let (share, said) = (share(*count, all), shared(words, *count, all));
            Part { label: label.clone(), share: Some(share), said }
        }
        Seen::Hidden => {
            Part { label: label.clone(), share: None, said: words.say("reports-hidden") }
        }
    };
    let line = |(label, one): &(String, Seen)| {
        let part = one.count().map(|count| percent(words, count, all));
        vec![label.clone(), seen(words, *one), part.unwrap_or_default()]
    };
    let columns = ["answer", "count", "share"].map(|key| words.say(&format!("reports-{key}")));
    let table = Table { columns: columns.to_vec(), rows: rows.iter().map(line).collect() };
    let chart = chart(words, (&card.id, &card.title), rows.iter().map(part).collect());
    Card { chart: Some(chart), table: Some(table), ..card }
}

fn with_ranges(words: Words, card: Card, figures: &Figures) -> Card {
    let Body::Numbers { spread, unit, instead } = &figures.body else { return card };
    let label = |bin: &domain::reports::Bin| {
        let ends = [("from", bin.from), ("until", bin.until)];
        let args = ends.map(|(name, number)| (name, unit.said(words, number).into()));
        words.with("reports-range", &args)
    };
    let part = |bin: &domain::reports::Bin| Part {
        label: label(bin),
        share: Some(share(bin.count, spread.count)),
        said: shared(words, bin.count, spread.count),
    };
    let line = |bin: &domain::reports::Bin| {
        let part = percent(words, bin.count, spread.count);
        vec![label(bin), number(words, bin.count), part]
    };
    let columns =
        ["range-column", "count", "share"].map(|key| words.say(&format!("reports-{key}")));
    let table = Table { columns: columns.to_vec(), rows: spread.bins.iter().map(line).collect() };
    let median = unit.said(words, spread.median);
    let mut facts = vec![words.with("reports-median", &[("median", median.into())])];
    if let Some(quartiles) = &spread.quartiles {
        let ends = [("lower", quartiles.lower), ("upper", quartiles.upper)];
        let args = ends.map(|(name, number)| (name, unit.said(words, number).into()));
        facts.push(words.with("reports-quartiles", &args));
    }
    facts.extend(instead.iter().map(|(said, count)| pair(words, said, &number(words, *count))));
    let chart = chart(words, (&card.id, &card.title), spread.bins.iter().map(part).collect());
    Card { chart: Some(chart), table: Some(table), facts, ..card }
}

/// A comment, with when and at which checkpoint, and nobody's name.
#[must_use]
pub fn remark(words: Words, one: &Comment, (choices, zone): (&Choices, &TimeZone)) -> Remark {
    let on = words.date(one.at.to_zoned(zone.clone()).date());
    let point = choices.point(words, &one.pack, &one.point);
    Remark {
        text: one.text.clone(),
        when: format!("{on} · {point}"),
        address: format!(
            "/people/{}?tab=checkpoints&open={id}#{id}",
            one.person,
            id = one.checkpoint
        ),
    }
}

/// Where all comments on a question are read.
#[must_use]
pub fn comments_address(figures: &Figures, filter: &Filter) -> String {
    let question = format!("{}.{}", figures.pack, figures.id);
    let question = crate::api::encoded(&question);
    format!("/reports/feedback/comments?{}&question={question}", filter.query())
}

/// What was counted, in sentences that stand at the head.
#[must_use]
pub fn summary(words: Words, feedback: &Feedback) -> Vec<String> {
    let mut said = Vec::new();
    match feedback.responses {
        Some(count) => said.push(words.with("reports-responses", &[("count", count.into())])),
        None => said.push(words.with("reports-too-few", &[("least", GROUP_MIN.into())])),
    }
    if feedback.whole == Whole::Cut {
        said.push(words.with("reports-cut", &[("most", ROWS_MAX.into())]));
    }
    said
}
