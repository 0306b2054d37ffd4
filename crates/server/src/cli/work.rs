//! The background: what is done without anybody asking.

use super::{Ended, open};
use crate::app::App;
use crate::audit::seal::seal_all;
use crate::{checkpoints, demo, documents, mailings, messaging, papers, runs, submissions};
use std::path::Path;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

/// How often one looks for what has fallen due.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often the audit is sealed.
const SEAL_EVERY: Duration = Duration::from_secs(60);
/// How often what is kept for some days only is looked through.
const FORGET_EVERY: Duration = Duration::from_secs(3_600);

/// What is done, how often, and why it may run twice.
const SCHEDULE: [[&str; 3]; 12] = [
    ["checkpoints", "every second", "asks again what is due in the unit of work that does it"],
    ["messages", "when enqueued, else every second", "each try is marked before it leaves"],
    ["calls", "every second", "a run that was woken waits no more"],
    ["notices", "when enqueued, else every second", "the same e-mail is known by its Message-ID"],
    ["mailings", "when enqueued, else every second", "a line is done by whoever holds it first"],
    ["submissions", "when enqueued, else every second", "each try is marked before it leaves"],
    ["scans", "when enqueued, else every second", "a document that waits no more is left alone"],
    ["audit seal", "every 60 seconds", "a second one finds nothing unsealed"],
    ["old keys", "every hour", "what is gone is gone"],
    ["old tests", "every hour", "what is gone is gone"],
    ["old extracts", "every hour", "what is gone is gone"],
    ["loose files", "every hour", "an object that no row names never gets one"],
];

/// `cairn jobs`
pub(super) fn print(json: bool) -> super::Result {
    if json {
        let jobs = SCHEDULE.map(
            |[job, runs, twice]| serde_json::json!({"job": job, "runs": runs, "twice": twice}),
        );
        println!("{}", serde_json::Value::from(jobs.to_vec()));
        return Ok(Ended::Done);
    }
    for [job, runs, twice] in SCHEDULE {
        println!("{job:<12} {runs:<34} {twice}");
    }
    Ok(Ended::Done)
}

/// `cairn worker`
pub(super) async fn run(config: Option<&Path>) -> super::Result {
    let app = open::house(open::read(config)?).await?;
    let (stop, stopped) = watch::channel(false);
    let working = tokio::spawn(work(app.clone(), stopped));
    println!("working");
    super::serve::told_to_stop().await;
    stop.send_replace(true);
    working.await.ok();
    close(&app).await;
    Ok(Ended::Done)
}

/// Seals what happened, and closes the database.
pub(super) async fn close(app: &App) {
    if let Err(error) = seal_all(&app.db, &app.keys, app.clock.real_now()).await {
        tracing::warn!(%error, "the audit was not sealed at the end; the next start does it");
    }
    app.db.clone().close().await;
}

/// Works until told to stop.
pub(super) async fn work(app: App, stopped: watch::Receiver<bool>) {
    let keeping = async {
        tokio::join!(seal(app.clone(), stopped.clone()), forget(app.clone(), stopped.clone()));
    };
    if app.settings.is_demo() {
        tokio::join!(keeping, demo_work(app.clone(), stopped.clone()));
        return;
    }
    let mut until = stopped.clone();
    let sending = messaging::jobs::run_forever(app.clone(), async move {
        until.wait_for(|stop| *stop).await.ok();
    });
    let mut until = stopped.clone();
    let writing = mailings::jobs::run_forever(app.clone(), async move {
        until.wait_for(|stop| *stop).await.ok();
    });
    let mut until = stopped.clone();
    let noticing = papers::jobs::run_forever(app.clone(), async move {
        until.wait_for(|stop| *stop).await.ok();
    });
    let mut until = stopped.clone();
    let submitting = submissions::jobs::run_forever(app.clone(), async move {
        until.wait_for(|stop| *stop).await.ok();
    });
    let mut until = stopped.clone();
    let scanning = documents::scan::run_forever(app.clone(), async move {
        until.wait_for(|stop| *stop).await.ok();
    });
    let looking = look(app.clone(), stopped.clone());
    tokio::join!(keeping, sending, writing, noticing, submitting, scanning, looking);
}

/// Ends the wait for the next round, saying whether there is one.
async fn goes_on(beat: &mut tokio::time::Interval, stopped: &mut watch::Receiver<bool>) -> bool {
    tokio::select! {
        _ = beat.tick() => true,
        _ = stopped.wait_for(|stop| *stop) => false,
    }
}

fn every(period: Duration) -> tokio::time::Interval {
    let mut beat = interval(period);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beat
}

async fn look(app: App, mut stopped: watch::Receiver<bool>) {
    let mut beat = every(LOOK_EVERY);
    while goes_on(&mut beat, &mut stopped).await {
        match checkpoints::jobs::run_due(&app).await {
            Ok(done) if done.is_empty() => {}
            Ok(_) => app.nudge.notify_one(),
            Err(failure) => tracing::warn!(?failure, "what is due was not done"),
        }
        if let Err(failure) = runs::wake::run_due(&app).await {
            tracing::warn!(?failure, "calls that are due were not woken");
        }
    }
}

/// In a demo one round after the other does everything, so that a tick can wait for it.
async fn demo_work(app: App, mut stopped: watch::Receiver<bool>) {
    let mut beat = every(LOOK_EVERY);
    while goes_on(&mut beat, &mut stopped).await {
        if demo::rests(&app) {
            continue;
        }
        if let Err(failure) = demo::tick(&app).await {
            tracing::warn!(?failure, "what is due was not done");
        }
    }
}

async fn forget(app: App, mut stopped: watch::Receiver<bool>) {
    let mut beat = every(FORGET_EVERY);
    while goes_on(&mut beat, &mut stopped).await {
        if let Err(error) = crate::api::forget_old(&app).await {
            tracing::warn!(%error, "old keys were not forgotten; the next round does it");
        }
        if let Err(error) = messaging::trial::forget_old(&app).await {
            tracing::warn!(%error, "old tests were not forgotten; the next round does it");
        }
        if let Err(error) = crate::reconciliations::act::forget_old(&app).await {
            tracing::warn!(%error, "old extracts were not forgotten; the next round does it");
        }
        match crate::documents::sweep::sweep(&app, app.clock.real_now()).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "bytes that no document names were removed"),
            Err(failure) => tracing::warn!(?failure, "loose files stay until the next round"),
        }
    }
}

async fn seal(app: App, mut stopped: watch::Receiver<bool>) {
    let mut beat = every(SEAL_EVERY);
    while goes_on(&mut beat, &mut stopped).await {
        if let Err(error) = seal_all(&app.db, &app.keys, app.clock.real_now()).await {
            tracing::warn!(%error, "the audit was not sealed; the next round does it");
        }
    }
}
