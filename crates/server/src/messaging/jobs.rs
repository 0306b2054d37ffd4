//! Sending what waits to leave.
//!
//! A job is the id of a message. When its minute comes the message is decided on again, marked as
//! leaving, sent, and recorded, each in a unit of work of its own, so that a crash at any point
//! leaves a row that says how far it came. May run twice: a message that ended is left alone, one
//! that is found half-way follows the rule for an answer that was lost, and a worker whose lease
//! went to another is stopped by its fence.

use super::deliver::Post;
use super::leave::{Errand, begin, end, rest};
use super::trial;
use crate::app::App;
use crate::failure::Failure;
use crate::record::{Held, Writer};
use domain::ids::MessageId;
use domain::programmes::AskChannel;
use jiff::Timestamp;
use queue::{Claimed, Job, JobFailure, Limits, Outcome, Worker};
use std::future::Future;
use std::sync::Arc;
use tokio::sync::watch;

/// The kinds of the jobs: one for each way out, so that a mail server that is away does not hold
/// up texts.
pub const EMAIL: &str = "send message by email";
pub const SMS: &str = "send message by sms";
/// How often a job may begin. Most beginnings find the provider resting and call nobody; the
/// message itself is given up after `TRIES_MAX` calls or four hours.
const BEGINNINGS_MAX: i64 = 200;
/// The name under which the audit knows this work.
pub(super) const NAME: &str = "messages";

/// The kinds of the jobs that send what staff send to themselves.
const TRIAL_EMAIL: &str = "send trial by email";
const TRIAL_SMS: &str = "send trial by sms";
/// How often such a job may begin: whoever waits for a test does not wait for long.
const TRIAL_BEGINNINGS_MAX: i64 = 4;

fn trial_kind(channel: AskChannel) -> &'static str {
    match channel {
        AskChannel::Email => TRIAL_EMAIL,
        AskChannel::Sms => TRIAL_SMS,
    }
}

/// Asks for a test to be sent, in the unit of work that wrote it.
pub(super) async fn enqueue_trial(
    writer: &mut Writer,
    (id, channel): (&MessageId, AskChannel),
    due_at: Timestamp,
) -> Result<(), Failure> {
    let job = Job {
        agency: writer.agency().to_string(),
        kind: trial_kind(channel).to_owned(),
        key: id.to_string(),
        body: id.to_string(),
        due_at_ms: due_at.as_millisecond(),
        tries_max: TRIAL_BEGINNINGS_MAX,
    };
    queue::enqueue(writer.conn(), &job).await?;
    Ok(())
}

fn kind(channel: AskChannel) -> &'static str {
    match channel {
        AskChannel::Email => EMAIL,
        AskChannel::Sms => SMS,
    }
}

/// Asks for a message to be sent from a moment on, in the unit of work that wrote it.
pub(super) async fn enqueue(
    writer: &mut Writer,
    (id, channel): (&MessageId, AskChannel),
    due_at: Timestamp,
) -> Result<(), Failure> {
    put(writer, (id, channel), id.to_string(), due_at).await
}

/// As [`enqueue`], under another key: for what waits on, since its first job has begun.
pub(super) async fn put(
    writer: &mut Writer,
    (id, channel): (&MessageId, AskChannel),
    key: String,
    due_at: Timestamp,
) -> Result<(), Failure> {
    let due_at_ms = due_at.as_millisecond();
    let job = Job {
        agency: writer.agency().to_string(),
        kind: kind(channel).to_owned(),
        key,
        // Since when it waits, besides: due times move with every try.
        body: format!("{id} {due_at_ms}"),
        due_at_ms,
        tries_max: BEGINNINGS_MAX,
    };
    queue::enqueue(writer.conn(), &job).await?;
    Ok(())
}

/// Sends everything that is due by now, and says what was done: the act and the message.
///
/// # Errors
///
/// What the database says.
pub async fn run_until_idle(app: &App) -> Result<Vec<(&'static str, String)>, Failure> {
    run_with(app, &Arc::new(Post::of(&app.settings))).await
}

/// As [`run_until_idle`], by a post that remembers what its providers said.
///
/// # Errors
///
/// What the database says.
pub async fn run_with(app: &App, post: &Arc<Post>) -> Result<Vec<(&'static str, String)>, Failure> {
    let mut done = Vec::new();
    for channel in [AskChannel::Email, AskChannel::Sms] {
        let now_ms = app.clock.now().as_millisecond();
        for one in worker(app, post, channel).run_until_idle(now_ms).await? {
            if one.outcome == Outcome::Done {
                let id = one.key.split('/').next().unwrap_or_default();
                done.push((kind(channel), id.to_owned()));
            }
        }
    }
    Ok(done)
}

/// Sends what comes due until `shutdown` ends, then lets what is on its way arrive.
pub async fn run_forever(app: App, shutdown: impl Future<Output = ()>) {
    let post = Arc::new(Post::of(&app.settings));
    let email = worker(&app, &post, AskChannel::Email);
    let sms = worker(&app, &post, AskChannel::Sms);
    let (stop, stopped) = watch::channel(());
    let until = |mut stopped: watch::Receiver<()>| async move {
        // An error too means that it is time: whoever would have said so is gone.
        stopped.changed().await.ok();
    };
    let nudges = [email.nudge(), sms.nudge()];
    let waker = async {
        loop {
            app.nudge.notified().await;
            for nudge in &nudges {
                nudge.notify_one();
            }
        }
    };
    let ending = async {
        tokio::select! {
            () = shutdown => {}
            () = waker => {}
        }
        stop.send_replace(());
    };
    tokio::join!(
        email.run_forever(until(stopped.clone())),
        sms.run_forever(until(stopped)),
        ending
    );
}

fn worker(app: &App, post: &Arc<Post>, channel: AskChannel) -> Worker {
    let holder = format!("{NAME} {}", std::process::id());
    let (sending, posting) = (app.clone(), Arc::clone(post));
    let (trying, trial_post) = (app.clone(), Arc::clone(post));
    Worker::new(app.db.clone(), &holder, app.outside(), Limits::default())
        .on(kind(channel), move |job| {
            let (app, post) = (sending.clone(), Arc::clone(&posting));
            async move { send(&app, &post, channel, &job).await }
        })
        .on(trial_kind(channel), move |job| {
            let (app, post) = (trying.clone(), Arc::clone(&trial_post));
            async move { trial::deliver(&app, &post, channel, &job).await }
        })
}

/// One message from its job to its end, or until it is tried again.
///
/// # Errors
///
/// `Again` when it may go better later.
pub async fn send(
    app: &App,
    post: &Post,
    channel: AskChannel,
    job: &Claimed,
) -> Result<(), JobFailure> {
    let errand = Errand::read(job)?;
    let lane = post.lane(channel);
    let repeat = lane.repeat();
    if !lane.wait(&app.clock).await {
        return rest(app, &errand, repeat, job).await;
    }
    let begun = match begin(app, &errand, (channel, repeat), job).await {
        Ok(Some(begun)) => begun,
        Ok(None) => {
            lane.not_called();
            return Ok(());
        }
        Err(failure) => {
            lane.not_called();
            return Err(failure);
        }
    };
    let heard = lane.send(&begun.parcel, &app.clock).await;
    end(app, &errand, (begun.tried, repeat, heard), job).await
}
