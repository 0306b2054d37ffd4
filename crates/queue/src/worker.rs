//! The loop that takes jobs and runs their handlers.
//!
//! A few jobs run side by side, and a free place is filled as soon as there is
//! one, so a slow job holds up itself and nobody else. A handler is stopped well
//! before its lease ends: only a process that was itself stopped can outlive a
//! lease, and for that there is the fence.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use db::{Database, DbError};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::claim::{self, Claimed, Hold, Lease};

/// Why a try failed, in a sentence for the operator: no names, no addresses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobFailure {
    /// It may go better later.
    #[error("{0}")]
    Again(String),
    /// It will fail the same way every time.
    #[error("{0}")]
    Never(String),
}

/// What is wrong with the database today may be right tomorrow; the number of
/// tries bounds the rest.
impl From<DbError> for JobFailure {
    fn from(error: DbError) -> JobFailure {
        tracing::warn!(?error, "a job met a database error");
        JobFailure::Again(error.to_string())
    }
}

/// Unix milliseconds, whenever it is asked.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What the worker cannot make itself.
#[derive(Clone)]
pub struct Outside {
    /// The application's clock: what is due.
    pub now_ms: Clock,
    /// Real time: how long leases last.
    pub real_now_ms: Clock,
    pub random: Arc<dyn Fn() -> u64 + Send + Sync>,
}

#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Jobs run side by side.
    pub parallel_max: usize,
    /// A lease; another worker takes over after it.
    pub lease_ms: i64,
    /// A handler; stopped and tried again after it. Shorter than the lease.
    pub handler_ms_max: u64,
    /// How often the table is looked at when nobody nudges.
    pub look_every_ms: u64,
    /// Jobs of one `run_until_idle`: jobs may enqueue jobs.
    pub runs_max: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            parallel_max: 8,
            lease_ms: 60_000,
            handler_ms_max: 45_000,
            look_every_ms: 1_000,
            runs_max: 100_000,
        }
    }
}

/// How a try ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Waits for its next try.
    Again(String),
    Dead(String),
    /// Ended after the job had gone to another or was cancelled; not recorded.
    LeaseLost,
}

/// A try that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub agency: String,
    pub kind: String,
    pub key: String,
    pub outcome: Outcome,
}

type Ran = Pin<Box<dyn Future<Output = Result<(), JobFailure>> + Send>>;
type Handler = Arc<dyn Fn(Claimed) -> Ran + Send + Sync>;
/// How often the end of a job is recorded when the database is busy.
const RECORD_TRIES_MAX: u32 = 3;
const RECORD_PAUSE: Duration = Duration::from_millis(200);

type Running = JoinSet<Result<Done, DbError>>;

/// Runs handlers. Cheap to clone; clones share the nudge.
#[derive(Clone)]
pub struct Worker {
    db: Database,
    holder: Arc<str>,
    outside: Outside,
    limits: Limits,
    handlers: BTreeMap<&'static str, Handler>,
    nudge: Arc<Notify>,
}

impl Worker {
    /// `holder` names this process among all that work on the same database.
    pub fn new(db: Database, holder: &str, outside: Outside, limits: Limits) -> Worker {
        let nudge = Arc::new(Notify::new());
        Worker { db, holder: holder.into(), outside, limits, handlers: BTreeMap::new(), nudge }
    }

    /// Says who does the jobs of a kind. Jobs of other kinds are left alone.
    #[must_use]
    pub fn on<F, Fut>(mut self, kind: &'static str, handler: F) -> Worker
    where
        F: Fn(Claimed) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), JobFailure>> + Send + 'static,
    {
        self.handlers.insert(kind, Arc::new(move |job| Box::pin(handler(job))));
        self
    }

    /// To be notified after a commit that enqueued: the job then starts at once.
    pub fn nudge(&self) -> Arc<Notify> {
        Arc::clone(&self.nudge)
    }

    /// Runs what is due at `now_ms`, and what that enqueues, until nothing is.
    pub async fn run_until_idle(&self, now_ms: i64) -> Result<Vec<Done>, DbError> {
        let now: Clock = Arc::new(move || now_ms);
        let mut running = Running::new();
        let mut done = Vec::new();
        loop {
            if done.len() < self.limits.runs_max {
                self.fill(&mut running, &now).await?;
            }
            match running.join_next().await {
                Some(Ok(ended)) => done.push(ended?),
                Some(Err(_)) => {}
                None => return Ok(done),
            }
        }
    }

    /// Runs what comes due until `shutdown` ends, then lets what runs finish.
    pub async fn run_forever(&self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = std::pin::pin!(shutdown);
        let mut running = Running::new();
        loop {
            if let Err(error) = self.fill(&mut running, &self.outside.now_ms).await {
                tracing::warn!(?error, "no jobs could be taken");
            }
            let look_again = Duration::from_millis(self.limits.look_every_ms);
            tokio::select! {
                () = &mut shutdown => break,
                Some(ended) = running.join_next() => log(ended),
                () = self.nudge.notified() => {}
                () = tokio::time::sleep(look_again) => {}
            }
        }
        while let Some(ended) = running.join_next().await {
            log(ended);
        }
    }

    /// Takes as many jobs as there are free places, and starts them.
    async fn fill(&self, running: &mut Running, now: &Clock) -> Result<(), DbError> {
        let free = self.limits.parallel_max.saturating_sub(running.len());
        if free == 0 {
            return Ok(());
        }
        let kinds: Vec<&str> = self.handlers.keys().copied().collect();
        let lease = Lease {
            holder: &self.holder,
            real_now_ms: (self.outside.real_now_ms)(),
            length_ms: self.limits.lease_ms,
        };
        let free = i64::try_from(free).unwrap_or(i64::MAX);
        for job in claim::claim(&self.db, &kinds, now(), lease, free).await? {
            running.spawn(self.clone().run(job, Arc::clone(now)));
        }
        Ok(())
    }

    async fn run(self, job: Claimed, now: Clock) -> Result<Done, DbError> {
        let result = self.run_handler(&job).await;
        let mut tries_left = RECORD_TRIES_MAX;
        let outcome = loop {
            match self.record(&job, &result, now()).await {
                // The work is done: not to say so would do it twice.
                Err(error) if error.is_retryable() && tries_left > 1 => tries_left -= 1,
                recorded => break recorded?,
            }
            tokio::time::sleep(RECORD_PAUSE).await;
        };
        Ok(Done { agency: job.agency, kind: job.kind, key: job.key, outcome })
    }

    /// In a task of its own, since a handler may panic.
    async fn run_handler(&self, job: &Claimed) -> Result<(), JobFailure> {
        let Some(handler) = self.handlers.get(job.kind.as_str()) else {
            return Err(JobFailure::Again("No handler does this kind of job.".to_owned()));
        };
        let mut running = tokio::spawn(handler(job.clone()));
        let limit = Duration::from_millis(self.limits.handler_ms_max);
        match tokio::time::timeout(limit, &mut running).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => {
                tracing::error!(kind = job.kind, key = job.key, "a job's handler panicked");
                Err(JobFailure::Again("The job stopped by a fault of the program.".to_owned()))
            }
            Err(_) => {
                running.abort();
                let ms = self.limits.handler_ms_max;
                Err(JobFailure::Again(format!("The job took longer than {ms} ms.")))
            }
        }
    }

    async fn record(
        &self,
        job: &Claimed,
        result: &Result<(), JobFailure>,
        now_ms: i64,
    ) -> Result<Outcome, DbError> {
        let mut writer = self.db.writer().await?;
        let random = (self.outside.random)();
        let (held, outcome) = match result {
            Ok(()) => (claim::finish(&mut writer, job, now_ms).await?, Outcome::Done),
            Err(JobFailure::Again(why)) if job.tries < job.tries_max => {
                let held = claim::again(&mut writer, job, why, now_ms, random).await?;
                (held, Outcome::Again(why.clone()))
            }
            Err(JobFailure::Again(why) | JobFailure::Never(why)) => {
                let held = claim::never(&mut writer, job, why, now_ms).await?;
                (held, Outcome::Dead(why.clone()))
            }
        };
        writer.commit().await?;
        match held {
            Hold::Kept => Ok(outcome),
            Hold::Lost => Ok(Outcome::LeaseLost),
        }
    }
}

fn log(ended: Result<Result<Done, DbError>, tokio::task::JoinError>) {
    match ended {
        Ok(Ok(Done { kind, key, outcome: Outcome::Dead(why), .. })) => {
            tracing::error!(kind, key, why, "a job is dead");
        }
        Ok(Ok(Done { kind, key, outcome, .. })) => tracing::debug!(kind, key, ?outcome, "job"),
        // Its lease runs out, and then it is tried again.
        Ok(Err(error)) => tracing::error!(?error, "the end of a job could not be recorded"),
        Err(error) => tracing::error!(%error, "a worker's task ended early"),
    }
}
