//! The line before SQLite's one writing connection, and group commit.
//!
//! A synced commit costs a disk's flush, a savepoint costs next to nothing. So
//! units of work that arrive together run one after another as savepoints of a
//! shared transaction, and one flush answers all of them:
//!
//! ```text
//! BEGIN IMMEDIATE
//!   SAVEPOINT unit … RELEASE unit      ann's commit() waits
//!   SAVEPOINT unit … ROLLBACK TO unit  ben's unit failed: his alone
//!   SAVEPOINT unit … RELEASE unit      cat is last in line
//! COMMIT                               ann and cat are told
//! ```
//!
//! Whoever holds the [`Desk`] (the connection and what is pending on it) owes
//! those behind one of two things: to hand it on to somebody waiting, or to
//! commit. A waiter who gives up pays the debt through [`Ticket`].
//!
//! Nothing between two statements of a unit's owner can be cancelled: beginning
//! and ending run in tasks of their own, so a client who hangs up leaves the
//! connection in a known state. After any surprise the connection is closed,
//! which undoes what is open, and the next unit opens a new one.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use sqlx::sqlite::SqliteConnection;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::{DbError, Settings, sqlite};

/// A unit that holds the line longer than this is worth a word in the log.
const HELD_MS_WORTH_A_WARNING: u128 = 1_000;

pub(crate) struct Line {
    path: PathBuf,
    desk: Arc<Mutex<Desk>>,
    /// How many stand in line. Whoever sees none commits.
    waiting: AtomicUsize,
    wait_max: Duration,
    batch_units_max: usize,
    batch_age_max: Duration,
    runtime: Handle,
}

struct Desk {
    /// `None` after a surprise, until the next unit opens it anew.
    connection: Option<SqliteConnection>,
    /// When the shared transaction began, if one is open.
    began: Option<Instant>,
    /// Released units waiting to hear of the COMMIT.
    pending: Vec<oneshot::Sender<Result<(), DbError>>>,
    closed: bool,
}

impl Line {
    pub fn new(
        path: PathBuf,
        connection: Option<SqliteConnection>,
        settings: &Settings,
    ) -> Arc<Line> {
        let desk = Desk { connection, began: None, pending: Vec::new(), closed: false };
        Arc::new(Line {
            path,
            desk: Arc::new(Mutex::new(desk)),
            waiting: AtomicUsize::new(0),
            wait_max: Duration::from_millis(settings.wait_ms_max),
            batch_units_max: settings.batch_units_max,
            batch_age_max: Duration::from_millis(settings.batch_ms_max),
            runtime: Handle::current(),
        })
    }

    /// Waits for the desk and begins a unit of work there.
    pub async fn unit(self: &Arc<Line>) -> Result<Unit, DbError> {
        let mut ticket = Ticket::take(self);
        let desk = tokio::time::timeout(self.wait_max, Arc::clone(&self.desk).lock_owned())
            .await
            .map_err(|_| DbError::busy("waited too long for the writing connection"))?;
        ticket.served = true;
        drop(ticket);
        let line = Arc::clone(self);
        self.runtime
            .spawn(line.begin(desk))
            .await
            .map_err(|_| DbError::busy("the server is shutting down"))?
    }

    async fn begin(self: Arc<Line>, mut desk: OwnedMutexGuard<Desk>) -> Result<Unit, DbError> {
        desk.open(&self.path).await?;
        if desk.began.is_none() {
            if let Err(error) = desk.run("BEGIN IMMEDIATE").await {
                // Another process holds the file: nothing is wrong with ours.
                if !matches!(error, DbError::Busy(_)) {
                    desk.abandon(&error).await;
                }
                return Err(error);
            }
            desk.began = Some(moment());
        }
        if let Err(error) = desk.run("SAVEPOINT unit").await {
            desk.abandon(&error).await;
            return Err(error);
        }
        Ok(Unit { line: self, desk: Some(desk), failed: None, since: moment() })
    }

    async fn release(
        self: Arc<Line>,
        mut desk: OwnedMutexGuard<Desk>,
        tell: oneshot::Sender<Result<(), DbError>>,
    ) {
        desk.pending.push(tell);
        match desk.run("RELEASE unit").await {
            Ok(()) => self.hand_on(desk).await,
            Err(error) => desk.abandon(&error).await,
        }
    }

    async fn undo(self: Arc<Line>, mut desk: OwnedMutexGuard<Desk>, why: Option<DbError>) {
        let undone = match desk.run("ROLLBACK TO unit").await {
            Ok(()) => desk.run("RELEASE unit").await,
            Err(error) => Err(error),
        };
        match (undone, why) {
            // Nothing of this batch was ever written; the file may be writable
            // again when it is next opened.
            (_, Some(error @ DbError::ReadOnly(_))) => desk.abandon(&error).await,
            (Ok(()), _) => self.hand_on(desk).await,
            // SQLite undid the whole transaction (a full disk, a failed write),
            // and the savepoint with it: the neighbours hear the same reason.
            (Err(error), why) => desk.abandon(&why.unwrap_or(error)).await,
        }
    }

    /// Hands the desk to the next in line, or commits if there is none or the
    /// batch is large or old enough.
    async fn hand_on(&self, mut desk: OwnedMutexGuard<Desk>) {
        let due = self.waiting.load(Ordering::SeqCst) == 0
            || desk.pending.len() >= self.batch_units_max
            || desk.began.is_some_and(|began| began.elapsed() >= self.batch_age_max);
        if due {
            desk.commit().await;
        }
    }

    /// Commits what is pending and lets nobody in again.
    pub async fn close(&self) {
        let mut desk = self.desk.lock().await;
        desk.commit().await;
        desk.closed = true;
        if let Some(connection) = desk.connection.take() {
            sqlite::close(connection).await;
        }
    }
}

impl Desk {
    async fn open(&mut self, path: &std::path::Path) -> Result<(), DbError> {
        if self.closed {
            return Err(DbError::busy("the database is closed"));
        }
        if self.connection.is_none() {
            self.connection = Some(sqlite::open_writing(path).await?);
        }
        Ok(())
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), DbError> {
        let Some(connection) = &mut self.connection else {
            return Err(DbError::busy("the writing connection is being opened anew"));
        };
        sqlx::query(sql).execute(connection).await?;
        Ok(())
    }

    /// Makes the batch durable and tells everybody in it.
    async fn commit(&mut self) {
        if self.began.is_none() {
            return;
        }
        match self.run("COMMIT").await {
            Ok(()) => {
                self.began = None;
                for tell in self.pending.drain(..) {
                    // Who hung up need not hear it; the work is on the disk.
                    tell.send(Ok(())).ok();
                }
            }
            Err(error) => self.abandon(&error).await,
        }
    }

    /// Undoes the batch, tells everybody in it why, and closes the connection:
    /// the one way back to a clean state that holds after every surprise.
    async fn abandon(&mut self, why: &DbError) {
        tracing::warn!(error = %why, units = self.pending.len(), "a batch of writes was undone");
        self.began = None;
        if let Some(connection) = self.connection.take() {
            sqlite::close(connection).await;
        }
        // Told last, so that who tries again at once finds it closed.
        for tell in self.pending.drain(..) {
            tell.send(Err(why.clone())).ok();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "measures a span; the time of day plays no part")]
fn moment() -> Instant {
    Instant::now()
}

/// A place in line. Counted while it waits; if it leaves unserved, somebody may
/// have handed the desk on for its sake, so what is pending is committed.
struct Ticket {
    line: Arc<Line>,
    served: bool,
}

impl Ticket {
    fn take(line: &Arc<Line>) -> Ticket {
        line.waiting.fetch_add(1, Ordering::SeqCst);
        Ticket { line: Arc::clone(line), served: false }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.line.waiting.fetch_sub(1, Ordering::SeqCst);
        if !self.served {
            let line = Arc::clone(&self.line);
            self.line.runtime.spawn(async move {
                line.desk.lock().await.commit().await;
            });
        }
    }
}

/// A unit of work on the writing connection. Dropping it undoes it.
pub(crate) struct Unit {
    line: Arc<Line>,
    /// Taken when the unit ends, by `commit` or by `drop`.
    desk: Option<OwnedMutexGuard<Desk>>,
    failed: Option<DbError>,
    since: Instant,
}

impl Unit {
    pub fn wire(&mut self) -> Result<&mut SqliteConnection, DbError> {
        self.desk
            .as_mut()
            .and_then(|desk| desk.connection.as_mut())
            .ok_or_else(|| DbError::busy("this unit of work has ended"))
    }

    /// Remembers why, for the neighbours, if the whole batch has to go.
    pub fn failed_with(&mut self, why: &DbError) {
        self.failed = Some(why.clone());
    }

    /// Returns when the batch of this unit is on the disk.
    ///
    /// Dropping the future does not undo it any more: the batch goes on.
    pub async fn commit(mut self) -> Result<(), DbError> {
        let Some(desk) = self.desk.take() else {
            return Err(DbError::busy("this unit of work has ended"));
        };
        self.warn_if_long();
        let (tell, told) = oneshot::channel();
        self.line.runtime.spawn(Arc::clone(&self.line).release(desk, tell));
        told.await.unwrap_or_else(|_| Err(DbError::busy("the server is shutting down")))
    }

    fn warn_if_long(&self) {
        let held_ms = self.since.elapsed().as_millis();
        if held_ms > HELD_MS_WORTH_A_WARNING {
            tracing::warn!(held_ms, "a unit of work held up all other writers");
        }
    }
}

impl Drop for Unit {
    fn drop(&mut self) {
        if let Some(desk) = self.desk.take() {
            self.warn_if_long();
            let line = Arc::clone(&self.line);
            self.line.runtime.spawn(line.undo(desk, self.failed.take()));
        }
    }
}
