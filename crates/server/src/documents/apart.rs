//! What is done with a document's bytes in a process of its own: drawing a page of a PDF, drawing
//! either small, taking out of a photo what the camera wrote beside it.
//!
//! Such files come from anybody, and the programs that read them are large. So they are read in a
//! second process of this program that has no database, no key, no network to speak of and little
//! time: it gets the bytes on its standard input and gives others on its standard output. Whatever
//! it does with hostile bytes, it ends, and nothing but an answer is lost.

pub mod child;
mod draw;
mod small;
mod strip;

use super::archive::StoreError;
use super::handing::checked;
use super::store::Kept;
use crate::app::App;
use domain::documents::FileKind;
use domain::ids::AgencyId;
use futures_util::StreamExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

/// Processes at once.
static ROOM: Semaphore = Semaphore::const_new(2);
/// How long one may take, as the clock on the wall goes.
const PATIENCE: Duration = Duration::from_secs(20);
/// Bytes that one may answer with, at most.
const ANSWER_BYTES_MAX: u64 = 26_000_000;

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// A page of a PDF as a PNG, its number counted from 1; before it the number of pages, in four
    /// bytes. Of page 0 that number alone.
    Page(u32),
    /// A photo without what the camera wrote beside it.
    Bare(FileKind),
    /// A picture, or the first page of a PDF, small, as a PNG.
    Small(FileKind),
}

impl Task {
    fn arguments(self) -> [String; 3] {
        let (what, of) = match self {
            Self::Page(number) => ("page", number.to_string()),
            Self::Bare(kind) => ("bare", kind.word().to_owned()),
            Self::Small(kind) => ("small", kind.word().to_owned()),
        };
        ["apart".to_owned(), what.to_owned(), of]
    }

    /// Reads what [`Task::arguments`] wrote.
    #[must_use]
    pub fn read(what: &str, of: &str) -> Option<Self> {
        match what {
            "page" => of.parse().ok().map(Self::Page),
            "bare" => FileKind::of_word(of).map(Self::Bare),
            "small" => FileKind::of_word(of).map(Self::Small),
            _ => None,
        }
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// The file is not what it says, is locked, or asks for too much.
    #[error("the file cannot be read that way")]
    Unreadable,
    #[error("the process could not be started: {0}")]
    NotStarted(#[source] std::io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Does something with a document's bytes.
///
/// # Errors
///
/// Why it could not be done.
pub async fn done(
    app: &App,
    (agency, kept): (&AgencyId, &Kept),
    task: Task,
) -> Result<Vec<u8>, NotDone> {
    let _room = ROOM.acquire().await.map_err(|_| NotDone::Unreadable)?;
    let plain = app.archive().read(agency, &kept.id).await?;
    let mut plain = Box::pin(checked(plain, kept.sha256.clone()));
    let mut child = started(app, task).map_err(NotDone::NotStarted)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (Some(mut stdin), Some(stdout)) = (stdin, stdout) else { return Err(NotDone::Unreadable) };
    let give = async {
        while let Some(bytes) = plain.next().await {
            // Who has seen enough reads no more: its answer says why.
            if stdin.write_all(&bytes?).await.is_err() {
                break;
            }
        }
        drop(stdin);
        Ok::<(), StoreError>(())
    };
    let take = async {
        let mut answer = Vec::new();
        let read = stdout.take(ANSWER_BYTES_MAX + 1).read_to_end(&mut answer).await;
        read.ok().map(|_| answer)
    };
    let both = async {
        let (given, answer) = tokio::join!(give, take);
        given?;
        let ended = child.wait().await.map_err(|_| NotDone::Unreadable)?;
        let answer = answer.filter(|answer| answer.len() as u64 <= ANSWER_BYTES_MAX);
        answer.filter(|_| ended.success()).ok_or(NotDone::Unreadable)
    };
    // Dropped on its way out, the process is ended.
    tokio::time::timeout(PATIENCE, both).await.unwrap_or(Err(NotDone::Unreadable))
}

fn started(app: &App, task: Task) -> std::io::Result<Child> {
    let own = match &app.settings.program {
        Some(program) => program.clone(),
        None => std::env::current_exe().unwrap_or(PathBuf::from("cairn")),
    };
    Command::new(own)
        .args(task.arguments())
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
}
