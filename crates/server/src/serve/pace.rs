//! How long a connection may take over what it is at.
//!
//! A slow client costs us a connection and nothing else, as long as it gets on. One that hardly
//! does is closed: it may not take longer than a number of seconds, plus what its bytes would
//! take on a very slow line. So an upload from a telephone goes through, and a trickle does not.

use crate::config::Limits;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// The slowest line that we wait for: 4 KiB a second.
const BYTES_A_SECOND: u64 = 4 * 1024;

/// What a connection is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// A request's head is on its way, or the connection is new.
    Head,
    /// A request is being answered.
    Busy,
    /// Between two requests.
    Quiet,
}

/// The pace of one connection, told by its reader, its writer and its service.
#[derive(Debug)]
pub(super) struct Pace(Mutex<Kept>);

#[derive(Debug)]
struct Kept {
    phase: Phase,
    since: Instant,
    /// The writer waits since then for the client to take bytes.
    blocked_since: Option<Instant>,
    blocked: Duration,
    /// Bytes taken since the client first made us wait for this answer.
    taken_bytes: u64,
}

impl Pace {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Kept {
            phase: Phase::Head,
            since: Instant::now(),
            blocked_since: None,
            blocked: Duration::ZERO,
            taken_bytes: 0,
        }))
    }

    /// Bytes came in.
    pub(super) fn read(&self) {
        let mut kept = self.kept();
        if kept.phase == Phase::Quiet {
            kept.phase = Phase::Head;
            kept.since = Instant::now();
        }
    }

    /// The client took bytes.
    pub(super) fn wrote(&self, bytes: usize) {
        let mut kept = self.kept();
        let now = Instant::now();
        if let Some(since) = kept.blocked_since.take() {
            kept.blocked += now - since;
        }
        // What the machine itself takes at once says nothing of the client.
        if !kept.blocked.is_zero() {
            kept.taken_bytes += bytes as u64;
        }
        if kept.phase == Phase::Quiet {
            kept.since = now;
        }
    }

    /// The client takes no bytes just now.
    pub(super) fn blocked(&self) {
        self.kept().blocked_since.get_or_insert_with(Instant::now);
    }

    /// A request's head is whole.
    pub(super) fn begin(&self) {
        let mut kept = self.kept();
        kept.phase = Phase::Busy;
        kept.since = Instant::now();
        kept.blocked = Duration::ZERO;
        kept.taken_bytes = 0;
    }

    /// The answer is on its way.
    pub(super) fn end(&self) {
        let mut kept = self.kept();
        kept.phase = Phase::Quiet;
        kept.since = Instant::now();
    }

    /// Whether this connection took too long over what it is at.
    pub(super) fn is_overdue(&self, limits: &Limits) -> bool {
        let kept = self.kept();
        let now = Instant::now();
        let waited_s = (now - kept.since).as_secs();
        let blocked = kept.blocked + kept.blocked_since.map_or(Duration::ZERO, |since| now - since);
        if blocked > allowed(limits.write_s, kept.taken_bytes) {
            return true;
        }
        match kept.phase {
            Phase::Head => waited_s >= limits.header_s,
            Phase::Quiet => kept.blocked_since.is_none() && waited_s >= limits.idle_s,
            Phase::Busy => false,
        }
    }

    /// Since when it waits for its client to ask; none while we are at work for it.
    pub(super) fn waits_since(&self) -> Option<Instant> {
        let kept = self.kept();
        (kept.phase != Phase::Busy && kept.blocked_since.is_none()).then_some(kept.since)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long so many bytes may take.
pub(super) fn allowed(seconds: u64, bytes: u64) -> Duration {
    Duration::from_secs(seconds) + Duration::from_millis(bytes * 1_000 / BYTES_A_SECOND)
}
