//! `cairn export`: a list, or what clients say, as a file.

use super::{Ended, ExportCall, Sentence, open};
use crate::access::store;
use crate::api::Posted;
use crate::api::spreadsheet::{Cell, Csv, Kind};
use crate::app::App;
use crate::checkpoints::list::Queue;
use crate::checkpoints::list::store::Filter as Waiting;
use crate::page::{Locale, Words};
use crate::record::Actor;
use crate::reports::export::{self, Rest, Seen, book_of, last_row, walk};
use crate::reports::filter::{Filter, choices};
use crate::reports::gather::gather;
use crate::reports::lists::{List, ROWS_MAX};
use crate::reports::questions::Wanted;
use crate::reports::{sheets, store as reports};
use domain::ids::AgencyId;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

/// Under which name the audit knows what an operator did on the machine.
const OPERATOR: &str = "operator";
/// What can be exported.
const LISTS: [&str; 3] = ["people", "checkpoints", "feedback"];

/// What is asked for, with its words read.
struct Asked {
    app: App,
    actor: Actor,
    words: Words,
    kind: Kind,
    to: Option<PathBuf>,
    /// Without a file: one document for programs.
    json: bool,
}

/// Writes a list, or a report.
pub(super) async fn run(call: &ExportCall) -> super::Result {
    let known = LISTS.contains(&call.list.as_str());
    if !known {
        let lists = LISTS.join(", ");
        return Err(Sentence::wrong(format!("There is no list {}; lists are {lists}.", call.list)));
    }
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == call.format);
    let kind = kind.ok_or_else(|| Sentence::wrong("The format should be csv or xlsx."))?;
    let locale: Locale =
        call.language.parse().map_err(|_| Sentence::wrong("The language should be en or fr."))?;
    let goes_to_a_screen = call.output.is_none() && io::stdout().is_terminal();
    if kind == Kind::Xlsx && goes_to_a_screen && !call.json {
        return Err(Sentence::wrong("Say where the XLSX goes with -o FILE."));
    }
    let settings = open::settings(&call.which)?;
    open::existing(&settings).await?.close().await;
    let app = open::house(settings).await?;
    let agency = agency(&app, call.agency.as_deref()).await?;
    let actor = Actor { agency, name: OPERATOR.to_owned(), office: None };
    let (words, to, json) = (Words { locale }, call.output.clone(), call.json);
    let asked = Asked { app, actor, words, kind, to, json };
    let done = match call.list.as_str() {
        "feedback" => feedback(&asked, call).await,
        "checkpoints" => {
            let queue = queue(&call.queue)?;
            let filter = Waiting { owner: None, now: asked.app.clock.now() };
            list(&asked, List::checkpoints(queue, filter)).await
        }
        _ => list(&asked, List::people(&call.search, None)).await,
    };
    asked.app.db.clone().close().await;
    done
}

fn queue(word: &str) -> Result<Queue, Sentence> {
    Queue::from_word(word).ok_or_else(|| {
        let known = Queue::ALL.map(Queue::word).join(", ");
        Sentence::wrong(format!("There is no queue {word}; queues are {known}."))
    })
}

async fn agency(app: &App, named: Option<&str>) -> Result<AgencyId, Sentence> {
    let mut reader = app.db.reader().await?;
    let Some(named) = named else {
        let sole = store::sole_agency(&mut reader).await?;
        let several = "Say which agency with --agency, by name or id.";
        return sole.map(|(id, _, _)| id).ok_or_else(|| Sentence::wrong(several));
    };
    match store::find_agency(&mut reader, named).await?.as_slice() {
        [one] => Ok(one.id),
        [] => Err(Sentence::wrong(format!("There is no agency {named}."))),
        _ => {
            Err(Sentence::wrong(format!("There are several called {named}; say which by its id.")))
        }
    }
}

/// Where a file goes.
fn target(asked: &Asked) -> io::Result<Box<dyn Write + Send>> {
    Ok(match &asked.to {
        Some(path) => Box::new(BufWriter::new(File::create(path)?)),
        None => Box::new(BufWriter::new(io::stdout())),
    })
}

async fn list(asked: &Asked, list: List) -> super::Result {
    let Asked { app, actor, words, kind, .. } = asked;
    let subject = list.word();
    let detail = format!("{} {}", kind.word(), list.detail());
    export::record(app, actor, Seen { action: "export list", subject, detail: &detail }).await?;
    let written = if asked.json && asked.to.is_none() {
        let mut out = Document::begin(list.keys())?;
        let written = walk(app, actor, (list, *words), |page| {
            std::future::ready(page.iter().try_for_each(|row| out.row(row)))
        })
        .await?;
        out.end(written.rows)?;
        written
    } else if *kind == Kind::Csv {
        let mut csv = Csv::new(target(asked)?, &list.columns(*words))?;
        let written = walk(app, actor, (list, *words), |page| {
            std::future::ready(page.iter().try_for_each(|row| csv.row(row)))
        })
        .await?;
        last_row(*words, written.rest).iter().try_for_each(|row| csv.row(row))?;
        csv.finish()?.flush()?;
        written
    } else {
        let (book, written) = book_of(app, actor, (list, *words)).await?;
        let mut to = target(asked)?;
        to.write_all(&book.finish()?)?;
        to.flush()?;
        written
    };
    let detail = format!("rows={} whole", written.rows);
    export::record(app, actor, Seen { action: "end export", subject, detail: &detail }).await?;
    if written.rest == Rest::More {
        eprintln!("There are more rows; a file holds at most {ROWS_MAX}.");
    }
    tell(asked, subject, written.rows);
    Ok(Ended::Done)
}

/// Says what was written to a file; a file on stdout speaks for itself.
fn tell(asked: &Asked, list: &str, rows: usize) {
    let Some(path) = &asked.to else { return };
    if asked.json {
        let file = path.display().to_string();
        println!("{}", json!({ "list": list, "rows": rows, "file": file }));
    } else {
        println!("Wrote {rows} rows to {}.", path.display());
    }
}

async fn feedback(asked: &Asked, call: &ExportCall) -> super::Result {
    let Asked { app, actor, words, kind, .. } = asked;
    let mut reader = app.reader(actor.clone()).await?;
    let zone = reports::zone(&mut reader).await?;
    let choices = choices(app, &mut reader).await?;
    let given = [
        ("from", &call.from),
        ("until", &call.until),
        ("programme", &call.programme),
        ("office", &call.office),
        ("channel", &call.channel),
        ("checkpoint", &call.checkpoint),
        ("answers", &call.answers),
    ];
    let fields = given
        .into_iter()
        .filter_map(|(name, value)| value.as_ref().map(|value| (name.to_owned(), value.clone())));
    let typed = Posted::from_fields(fields.collect());
    let today = app.clock.today(&zone);
    let (filter, problems) = Filter::read(Words::default(), &typed, &choices, today);
    if !problems.is_empty() {
        let said = problems.iter().map(|one| format!("--{}: {}", one.field, one.sentence));
        return Err(Sentence::wrong(said.collect::<Vec<_>>().join("\n")));
    }
    let detail = filter.detail();
    let seen = Seen { action: "export report", subject: "feedback", detail: &detail };
    export::record(app, actor, seen).await?;
    let wanted = Wanted { take: ROWS_MAX, ..Wanted::default() };
    let feedback = gather(app, &mut reader, (&filter, &zone, *words), wanted).await?;
    drop(reader);
    let told = sheets::Told {
        words: *words,
        feedback: &feedback,
        filter: &filter,
        choices: &choices,
        zone: &zone,
    };
    let rows = sheets::rows(&told);
    if asked.json && asked.to.is_none() {
        let mut out = Document::begin(&sheets::COLUMNS)?;
        sheets::long_rows(&told).iter().try_for_each(|row| out.row(row))?;
        out.end(rows)?;
    } else {
        let bytes = match kind {
            Kind::Csv => sheets::csv(&told)?,
            Kind::Xlsx => sheets::book(&told)?,
        };
        let mut to = target(asked)?;
        to.write_all(&bytes)?;
        to.flush()?;
        tell(asked, "feedback", rows);
    }
    let detail = format!("{} rows={rows} whole", kind.word());
    let seen = Seen { action: "end export", subject: "feedback", detail: &detail };
    export::record(app, actor, seen).await?;
    Ok(Ended::Done)
}

/// One JSON document, written row by row.
struct Document {
    keys: &'static [&'static str],
    out: BufWriter<io::Stdout>,
    rows: usize,
}

impl Document {
    fn begin(keys: &'static [&'static str]) -> io::Result<Self> {
        let mut out = BufWriter::new(io::stdout());
        out.write_all(b"{\"items\":[")?;
        Ok(Self { keys, out, rows: 0 })
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let pairs = self.keys.iter().zip(cells);
        let fields: Map<String, Value> =
            pairs.map(|(key, cell)| ((*key).to_owned(), cell.json())).collect();
        let comma = if self.rows == 0 { "\n" } else { ",\n" };
        self.rows += 1;
        write!(self.out, "{comma}{}", Value::Object(fields))
    }

    fn end(mut self, rows: usize) -> io::Result<()> {
        writeln!(self.out, "\n],\"rows\":{rows}}}")?;
        self.out.flush()
    }
}

#[cfg(test)]
#[path = "export_test.rs"]
mod tests;
