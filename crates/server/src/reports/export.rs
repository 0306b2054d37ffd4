//! Files of lists, row by row, and the record of who took them.
//!
//! A file is recorded before its first byte leaves, and again with its rows when it has ended, or
//! was cut off. Of a CSV no more is in memory than the rows of one reading; between two readings
//! no connection is held, however slowly somebody takes the file.

use super::lists::{List, ROWS_MAX};
use crate::api::spreadsheet::{Book, Cell, Csv, Kind, attachment};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::failure::Failure;
use crate::page::Words;
use crate::record::Actor;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use std::io;
use tokio::sync::mpsc;

/// Parts of a file that wait for a slow reader, at most.
const PARTS_MAX: usize = 2;

/// What is recorded of a file that was taken, or of a report that was opened.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// A verb and a noun of ours, such as `export list`.
    pub action: &'static str,
    pub subject: &'a str,
    pub detail: &'a str,
}

/// Records a view in the agency's chain; it is on the disk when this returns.
///
/// # Errors
///
/// What the database says; then nothing may be shown.
pub async fn record(app: &App, actor: &Actor, seen: Seen<'_>) -> Result<(), Failure> {
    let mut writer = app.db.writer().await?;
    let entry = Entry {
        chain: actor.agency.as_str(),
        at: app.clock.real_now(),
        kind: audit::Kind::View,
        actor: &actor.name,
        action: seen.action,
        subject: seen.subject,
        detail: seen.detail,
    };
    audit::store::add(&mut writer, &actor.agency, &entry).await?;
    writer.commit().await?;
    Ok(())
}

/// A file to be kept, under a name of ours.
#[must_use]
pub fn file(name: &str, kind: Kind, body: Body) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, attachment(name, kind)),
    ];
    (headers, body).into_response()
}

/// How a list went into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    pub rows: usize,
    pub rest: Rest,
}

/// Whether there was more than a file takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    None,
    More,
}

/// Reads a list to its end, or to the most that a file takes, and hands on each reading.
///
/// # Errors
///
/// What the database says, or what the taker does.
pub async fn walk<F: Future<Output = io::Result<()>>>(
    app: &App,
    actor: &Actor,
    (mut list, words): (List, Words),
    mut take: impl FnMut(Vec<Vec<Cell>>) -> F,
) -> Result<Written, Failure> {
    let mut rows = 0;
    loop {
        let mut page = {
            let mut reader = app.reader(actor.clone()).await?;
            list.next(app, &mut reader, words).await?
        };
        if page.is_empty() {
            return Ok(Written { rows, rest: Rest::None });
        }
        let room = ROWS_MAX - rows;
        let rest = if page.len() > room { Rest::More } else { Rest::None };
        page.truncate(room);
        rows += page.len();
        if !page.is_empty() {
            take(page).await.map_err(|error| Failure::fault("writing a file", &error))?;
        }
        if rest == Rest::More {
            return Ok(Written { rows, rest });
        }
    }
}

/// The sentence that stands last in a file that is not whole.
#[must_use]
pub fn last_row(words: Words, rest: Rest) -> Option<Vec<Cell>> {
    let most = [("most", ROWS_MAX.into())];
    (rest == Rest::More).then(|| vec![Cell::Text(words.with("reports-list-cut", &most))])
}

/// A list as a file that is being made while it leaves.
///
/// # Errors
///
/// What the database says before the first byte.
pub async fn list_file(
    app: App,
    actor: Actor,
    (list, words, kind): (List, Words, Kind),
) -> Result<Response, Failure> {
    let (subject, detail) = (list.word(), format!("{} {}", kind.word(), list.detail()));
    record(&app, &actor, Seen { action: "export list", subject, detail: &detail }).await?;
    let today = app.clock.now().strftime("%Y-%m-%d").to_string();
    let name = format!("{subject}-{today}");
    let body = match kind {
        Kind::Csv => Body::from_stream({
            let (send, receive) = mpsc::channel(PARTS_MAX);
            tokio::spawn(pour(app, actor, (list, words), send));
            unfold(receive, |mut receive| async { Some((receive.recv().await?, receive)) })
        }),
        Kind::Xlsx => Body::from(whole_book(&app, &actor, (list, words)).await?),
    };
    Ok(file(&name, kind, body))
}

type Parts = mpsc::Sender<io::Result<Bytes>>;

/// Makes a CSV part by part, for whoever takes it.
async fn pour(app: App, actor: Actor, (list, words): (List, Words), send: Parts) {
    let subject = list.word();
    let mut rows = 0;
    let poured = pour_rows(&app, &actor, (list, words), (&send, &mut rows)).await;
    let how = if poured.is_ok() { "whole" } else { "cut off" };
    if let Err(failure) = poured {
        tracing::warn!(?failure, rows, "a file was cut off");
        // The reader must not take a part for the whole.
        send.send(Err(io::Error::other("the list could not be read to its end"))).await.ok();
    }
    let detail = format!("rows={rows} {how}");
    let seen = Seen { action: "end export", subject, detail: &detail };
    if let Err(failure) = record(&app, &actor, seen).await {
        tracing::warn!(?failure, "the end of an export was not recorded");
    }
}

async fn pour_rows(
    app: &App,
    actor: &Actor,
    (list, words): (List, Words),
    (send, rows): (&Parts, &mut usize),
) -> Result<(), Failure> {
    let fault = |error: io::Error| Failure::fault("writing a file", &error);
    let csv = Csv::new(Vec::new(), &list.columns(words)).map_err(fault)?;
    let csv = std::sync::Mutex::new(csv);
    let part = |page: &[Vec<Cell>]| -> io::Result<Vec<u8>> {
        let mut csv = csv.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        page.iter().try_for_each(|row| csv.row(row))?;
        csv.take()
    };
    let written = walk(app, actor, (list, words), |page| {
        let (many, part) = (page.len(), part(&page));
        *rows += many;
        async move { leave(send, part?).await }
    })
    .await?;
    let last = last_row(words, written.rest).map_or_else(Vec::new, |row| vec![row]);
    let rest = part(&last).map_err(fault)?;
    leave(send, rest).await.map_err(fault)
}

async fn leave(send: &Parts, part: Vec<u8>) -> io::Result<()> {
    let gone = |_| io::Error::other("whoever took the file went away");
    send.send(Ok(Bytes::from(part))).await.map_err(gone)
}

async fn whole_book(
    app: &App,
    actor: &Actor,
    (list, words): (List, Words),
) -> Result<Vec<u8>, Failure> {
    let subject = list.word();
    let (book, written) = book_of(app, actor, (list, words)).await?;
    let bytes = tokio::task::spawn_blocking(move || book.finish()).await;
    let bytes = bytes.map_err(|error| Failure::fault("writing a book", &error))?;
    let bytes = bytes.map_err(|error| Failure::fault("writing a book", &error))?;
    let detail = format!("rows={} whole", written.rows);
    record(app, actor, Seen { action: "end export", subject, detail: &detail }).await?;
    Ok(bytes)
}

/// A list as a book, not yet packed.
///
/// # Errors
///
/// What the database says.
pub async fn book_of(
    app: &App,
    actor: &Actor,
    (list, words): (List, Words),
) -> Result<(Book, Written), Failure> {
    let fault = |error: io::Error| Failure::fault("writing a book", &error);
    let mut book = Book::default();
    let name = words.say(&format!("reports-list-{}", list.word()));
    book.sheet(&name, &list.columns(words)).map_err(fault)?;
    let mut kept = Vec::new();
    let written = walk(app, actor, (list, words), |page| {
        let wrote = page.iter().try_for_each(|row| book.row(row));
        std::future::ready(wrote)
    })
    .await?;
    kept.extend(last_row(words, written.rest));
    for row in kept {
        book.row(&row).map_err(fault)?;
    }
    Ok((book, written))
}
