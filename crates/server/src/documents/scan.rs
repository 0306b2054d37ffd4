//! Documents that wait for the scanner: `clamd`, asked by a job for each.
//!
//! Until it has answered, a document opens for nobody and proves nothing. A scanner that is away
//! keeps documents waiting, however long; none is ever taken for clean because nobody looked. May
//! run twice: a document that waits no more is left alone.

use super::archive::{Archive, StoreError};
use super::handing::checked;
use super::store;
use crate::app::App;
use crate::config::{Clamav, ClamavAddress};
use crate::failure::Failure;
use crate::people;
use crate::record::{Actor, Deed, Held, Writer};
use clamav_client::tokio::{TransportProtocol, ping, scan_stream};
use domain::documents::State;
use domain::ids::{AgencyId, DocumentId};
use futures_util::TryStreamExt;
use queue::{Claimed, Job, JobFailure, Limits, Outcome, Worker};
use std::future::Future;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, UnixStream};

/// The kind of the jobs.
pub const SCAN: &str = "scan document";
/// The name under which the audit knows this work.
const NAME: &str = "scanner";
/// Tries of one document: with the queue's longest wait between them, more than a year.
const TRIES_MAX: i64 = 100_000;
/// Characters of what was found that are kept, at most.
const FOUND_LENGTH_MAX: usize = 200;

/// What the scanner says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Clean,
    /// By its own name of it.
    Found(String),
}

/// Why it says nothing.
#[derive(Debug, thiserror::Error)]
pub enum Silent {
    #[error("the scanner does not answer: {0}")]
    Away(#[from] std::io::Error),
    #[error("the scanner did not answer in time")]
    Slow,
    /// Such as a document that is larger than it takes.
    #[error("the scanner could not look: {0}")]
    Refused(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The state of a document that has just come.
#[must_use]
pub fn state_of_new(app: &App) -> State {
    if app.settings.clamav.is_some() { State::Scanning } else { State::Clean }
}

/// Asks for a document to be scanned, in the unit of work that records it.
///
/// # Errors
///
/// What the database says.
pub async fn enqueue(app: &App, writer: &mut Writer, id: &DocumentId) -> Result<(), Failure> {
    if app.settings.clamav.is_none() {
        return Ok(());
    }
    let job = Job {
        agency: writer.agency().to_string(),
        kind: SCAN.to_owned(),
        key: id.to_string(),
        body: id.to_string(),
        due_at_ms: writer.at().as_millisecond(),
        tries_max: TRIES_MAX,
    };
    queue::enqueue(writer.conn(), &job).await?;
    Ok(())
}

/// Scans everything that is due by now, and says what was done: the act and the document.
///
/// # Errors
///
/// What the database says.
pub async fn run_until_idle(app: &App) -> Result<Vec<(&'static str, String)>, Failure> {
    if app.settings.clamav.is_none() {
        return Ok(Vec::new());
    }
    let now_ms = app.clock.now().as_millisecond();
    let ran = worker(app).run_until_idle(now_ms).await?;
    let done = ran.into_iter().filter(|one| one.outcome == Outcome::Done);
    Ok(done.map(|one| (SCAN, one.key)).collect())
}

/// Scans what comes until `shutdown` ends; without a scanner nothing is looked for.
pub async fn run_forever(app: App, shutdown: impl Future<Output = ()>) {
    if app.settings.clamav.is_none() {
        return;
    }
    worker(&app).run_forever(shutdown).await;
}

fn worker(app: &App) -> Worker {
    let holder = format!("{NAME} {}", std::process::id());
    let app = app.clone();
    Worker::new(app.db.clone(), &holder, app.outside(), Limits::default()).on(SCAN, move |job| {
        let app = app.clone();
        async move { scan(&app, &job).await }
    })
}

async fn scan(app: &App, job: &Claimed) -> Result<(), JobFailure> {
    let ids: Option<(AgencyId, DocumentId)> = job.agency.parse().ok().zip(job.body.parse().ok());
    let (agency, id) =
        ids.ok_or_else(|| JobFailure::Never("This job names no document.".to_owned()))?;
    let again = |failure: Failure| JobFailure::Again(failure.in_english());
    let Some(clamav) = &app.settings.clamav else {
        return Err(JobFailure::Again("No scanner is set up.".to_owned()));
    };
    let actor = Actor::system(agency, NAME);
    let kept = {
        let mut reader = app.reader(actor.clone()).await.map_err(again)?;
        store::find(&mut reader, &id).await?
    };
    let Some(kept) = kept.filter(|kept| kept.state == State::Scanning) else { return Ok(()) };
    let asked = ask(clamav, &app.archive(), (&agency, &id, &kept.sha256)).await;
    let verdict = asked.map_err(|silent| JobFailure::Again(silent.to_string()))?;
    let found = match &verdict {
        Verdict::Clean => None,
        Verdict::Found(name) => Some(name.as_str()),
    };
    if let Some(name) = found {
        tracing::warn!(document = %id, name, "the scanner found something");
    }
    let action = if found.is_some() { "quarantine document" } else { "scan document" };
    let deed = Deed { action, person: Some(kept.person), subject: id.as_str(), detail: "" };
    let mut writer = app.writer(actor, deed).await.map_err(again)?;
    people::act::lock(&mut writer, &kept.person).await.map_err(again)?;
    if store::record_scan(&mut writer, &id, found).await? {
        writer.commit().await?;
    }
    Ok(())
}

/// Asks the scanner about a document, which is opened and checked on its way.
///
/// # Errors
///
/// Why it says nothing.
pub async fn ask(
    clamav: &Clamav,
    archive: &Archive,
    (agency, id, sha256): (&AgencyId, &DocumentId, &str),
) -> Result<Verdict, Silent> {
    let plain = archive.read(agency, id).await?;
    let plain = checked(plain, sha256.to_owned()).map_err(std::io::Error::other);
    let answer = in_time(clamav, scan_stream(plain, &clamav.address, None)).await?;
    read(&String::from_utf8_lossy(&answer))
}

/// Whether the scanner is there and says that it is one.
///
/// # Errors
///
/// Why not.
pub async fn greet(clamav: &Clamav) -> Result<(), Silent> {
    let pong = in_time(clamav, ping(&clamav.address)).await?;
    let said = String::from_utf8_lossy(&pong);
    if said.starts_with("PONG") { Ok(()) } else { Err(Silent::refused(&said)) }
}

async fn in_time(
    clamav: &Clamav,
    asking: impl Future<Output = std::io::Result<Vec<u8>>>,
) -> Result<Vec<u8>, Silent> {
    let answer = tokio::time::timeout(Duration::from_secs(clamav.timeout_s), asking).await;
    Ok(answer.map_err(|_| Silent::Slow)??)
}

impl TransportProtocol for ClamavAddress {
    type Stream = Box<dyn Line>;

    async fn connect(&self) -> std::io::Result<Self::Stream> {
        Ok(match self {
            Self::Socket(path) => Box::new(UnixStream::connect(path).await?),
            Self::Tcp(address) => Box::new(TcpStream::connect(address.as_str()).await?),
        })
    }
}

/// A connection, of whichever kind.
pub trait Line: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

impl Silent {
    fn refused(said: &str) -> Self {
        Self::Refused(said.chars().take(FOUND_LENGTH_MAX).collect())
    }
}

/// Reads an answer such as `stream: OK` or `stream: Eicar-Signature FOUND`.
fn read(answer: &str) -> Result<Verdict, Silent> {
    let answer = answer.trim_end_matches(['\0', '\n']).trim();
    let said = answer.strip_prefix("stream:").map_or(answer, str::trim);
    if said == "OK" {
        return Ok(Verdict::Clean);
    }
    match said.strip_suffix("FOUND") {
        Some(name) => {
            let name = name.trim().chars().filter(|sign| !sign.is_control());
            Ok(Verdict::Found(name.take(FOUND_LENGTH_MAX).collect()))
        }
        None => Err(Silent::refused(said)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_word_makes_a_document_clean() {
        let check = |answer: &str, verdict: Option<Verdict>| {
            assert_eq!(read(answer).ok(), verdict, "{answer:?}");
        };
        check("stream: OK\0", Some(Verdict::Clean));
        check("stream: Cairn.Test FOUND\0", Some(Verdict::Found("Cairn.Test".to_owned())));
        check("stream: Some\u{7}thing OK FOUND\0", Some(Verdict::Found("Something OK".to_owned())));
        check("INSTREAM size limit exceeded. ERROR\0", None);
        check("stream: NOT OK\0", None);
        check("", None);
    }
}
