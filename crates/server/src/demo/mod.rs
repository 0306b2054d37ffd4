//! The demo: a clock that moves, due work on demand, and an outbox in place of the world.
//!
//! Only under `cairn demo`. Moving the clock moves nothing that guards a door: sessions, lock-outs
//! and leases follow the machine's clock.

mod clock;
mod outbox;
pub mod web;

use crate::app::App;
use crate::failure::Failure;
use crate::{checkpoints, documents, mailings, messaging, papers, runs, submissions};
use jiff::Timestamp;
use serde::Serialize;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::Mutex;
use utoipa::ToSchema;

/// Rounds of one tick: what is done may make more due.
const ROUNDS_MAX: usize = 1_000;
/// After the clock was moved the background rests for so many milliseconds, so that whoever moved
/// it sees in the answer to their tick what fell due.
const REST_MS: i64 = 5_000;

/// Under which key the clock's shift is remembered.
const SHIFT_KEY: &str = "demo.clock_shift_ms";

static RESTS_UNTIL_MS: AtomicI64 = AtomicI64::new(0);
static AT_WORK: Mutex<()> = Mutex::const_new(());

/// One thing that was done because it was due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Done {
    pub what: String,
    pub subject: String,
}

/// Does all that is due by the office's clock, and what becomes due by that, until nothing is.
///
/// The background does the same at intervals; both take turns.
///
/// # Errors
///
/// What the database says; what was done before stays done.
pub async fn tick(app: &App) -> Result<Vec<Done>, Failure> {
    let _turn = AT_WORK.lock().await;
    let mut all = Vec::new();
    for _ in 0..ROUNDS_MAX {
        let acts = checkpoints::jobs::run_due(app).await?;
        let woken = runs::wake::run_due(app).await?;
        let written = mailings::jobs::run_until_idle(app).await?;
        let sent = messaging::jobs::run_until_idle(app).await?;
        let noticed = papers::jobs::run_until_idle(app).await?;
        let submitted = submissions::jobs::run_until_idle(app).await?;
        let scanned = documents::scan::run_until_idle(app).await?;
        let is_idle = acts.is_empty() && written.is_empty() && sent.is_empty();
        let is_idle = is_idle && woken.is_empty() && noticed.is_empty();
        if is_idle && submitted.is_empty() && scanned.is_empty() {
            break;
        }
        let acts = acts.into_iter().map(|done| (done.what, done.subject));
        let done = acts
            .chain(woken)
            .chain(written)
            .chain(sent)
            .chain(noticed)
            .chain(submitted)
            .chain(scanned);
        all.extend(done.map(|(what, subject)| Done { what: what.to_owned(), subject }));
    }
    Ok(all)
}

/// Sets the office's clock, and remembers it for the next start.
///
/// # Errors
///
/// What the database says; then the clock stays.
pub async fn set_clock(app: &App, now: Timestamp) -> Result<(), Failure> {
    let real_ms = app.clock.real_now().as_millisecond();
    let shift_ms = now.as_millisecond() - real_ms;
    let mut writer = app.db.writer().await?;
    crate::serve::store::record(&mut writer, SHIFT_KEY, &shift_ms.to_string()).await?;
    writer.commit().await?;
    RESTS_UNTIL_MS.store(real_ms + REST_MS, Ordering::Relaxed);
    app.clock.set(now);
    app.nudge.notify_one();
    Ok(())
}

/// Moves the clock to where it stood when the demo was stopped.
///
/// # Errors
///
/// What the database says.
pub async fn restore_clock(app: &App) -> Result<(), Failure> {
    let kept = {
        let mut reader = app.db.reader().await?;
        crate::serve::store::find(&mut reader, SHIFT_KEY).await?
    };
    if let Some(shift_ms) = kept.and_then(|text| text.parse().ok()) {
        app.clock.shift(shift_ms);
    }
    Ok(())
}

/// Whether the background should leave what is due to whoever has just moved the clock.
#[must_use]
pub fn rests(app: &App) -> bool {
    app.settings.is_demo()
        && app.clock.real_now().as_millisecond() < RESTS_UNTIL_MS.load(Ordering::Relaxed)
}
