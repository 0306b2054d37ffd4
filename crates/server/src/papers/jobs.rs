//! Sending e-mails to colleagues and employers.
//!
//! A job is the id of an e-mail. It leaves once: the same Message-ID on every try, so that one
//! whose answer was lost is known again where it arrived. A worker whose lease went to another
//! records nothing.

use super::store::{self, Standing};
use crate::app::App;
use crate::employers;
use crate::failure::Failure;
use crate::messaging::deliver::{Parcel, Post};
use crate::record::{Held, Writer};
use domain::ids::{AgencyId, MessageId};
use domain::messaging::Heard;
use domain::programmes::AskChannel;
use queue::{Claimed, Hold, Job, JobFailure, Limits, Outcome, Worker};
use std::future::Future;
use std::sync::Arc;

/// The kind of the jobs.
const SEND: &str = "send notice";
/// How often a job may begin.
const BEGINNINGS_MAX: i64 = 60;

/// Asks for an e-mail to be sent, in the unit of work that wrote it or let it go.
pub(super) async fn enqueue(writer: &mut Writer, id: &MessageId) -> Result<(), Failure> {
    let job = Job {
        agency: writer.agency().to_string(),
        kind: SEND.to_owned(),
        key: id.to_string(),
        body: id.to_string(),
        due_at_ms: writer.at().as_millisecond(),
        tries_max: BEGINNINGS_MAX,
    };
    queue::enqueue(writer.conn(), &job).await?;
    Ok(())
}

/// Sends everything that is due by now, and says what was done: the act and the e-mail.
///
/// # Errors
///
/// What the database says.
pub async fn run_until_idle(app: &App) -> Result<Vec<(&'static str, String)>, Failure> {
    let post = Arc::new(Post::of(&app.settings));
    let now_ms = app.clock.now().as_millisecond();
    let ran = worker(app, &post).run_until_idle(now_ms).await?;
    let done = ran.into_iter().filter(|one| one.outcome == Outcome::Done);
    Ok(done.map(|one| (SEND, one.key)).collect())
}

/// Sends what comes due until `shutdown` ends.
pub async fn run_forever(app: App, shutdown: impl Future<Output = ()>) {
    let post = Arc::new(Post::of(&app.settings));
    worker(&app, &post).run_forever(shutdown).await;
}

fn worker(app: &App, post: &Arc<Post>) -> Worker {
    let holder = format!("notices {}", std::process::id());
    let (app, post) = (app.clone(), Arc::clone(post));
    Worker::new(app.db.clone(), &holder, app.outside(), Limits::default()).on(SEND, move |job| {
        let (app, post) = (app.clone(), Arc::clone(&post));
        async move { send(&app, &post, &job).await }
    })
}

async fn send(app: &App, post: &Post, job: &Claimed) -> Result<(), JobFailure> {
    let ids = job.agency.parse::<AgencyId>().ok().zip(job.body.parse::<MessageId>().ok());
    let (agency, id) =
        ids.ok_or_else(|| JobFailure::Never("This job names no e-mail.".to_owned()))?;
    let lane = post.lane(AskChannel::Email);
    if !lane.wait(&app.clock).await {
        return Err(JobFailure::Again("The provider rests.".to_owned()));
    }
    let found = {
        let mut reader = app.db.reader().await?;
        let notice = store::notice(&mut reader, (&agency, &id)).await?;
        if let Some(ask) = notice.as_ref().and_then(|notice| notice.ask)
            && !employers::store::stands(&mut reader, (&agency, &ask)).await?
        {
            // Meanwhile nothing allows the employer to be asked.
            lane.not_called();
            drop(reader);
            let mut writer = app.db.writer().await?;
            let left = (Standing::Withheld, app.clock.now());
            store::record_left(&mut writer, (&agency, &id), left).await?;
            writer.commit().await?;
            return Ok(());
        }
        notice
    };
    let Some(notice) = found.filter(|notice| notice.standing == Standing::Waiting) else {
        lane.not_called();
        return Ok(());
    };
    let text = match &notice.ask {
        Some(ask) => employers::act::with_link(app, ask, &notice.body),
        None => notice.body.clone(),
    };
    let parcel = Parcel { id, to: notice.recipient.clone(), subject: Some(notice.subject), text };
    let heard = lane.send(&parcel, &app.clock).await;
    let standing = match heard {
        Heard::Taken { .. } => Standing::Sent,
        Heard::Refused { .. } => Standing::Failed,
        Heard::NotTaken(_) | Heard::Lost if job.tries >= job.tries_max => Standing::Failed,
        // The same Message-ID again: whoever had it knows it.
        Heard::NotTaken(_) | Heard::Lost => {
            return Err(JobFailure::Again("The e-mail was not taken.".to_owned()));
        }
    };
    let mut writer = app.db.writer().await?;
    if job.hold(&mut writer).await? == Hold::Lost && standing != Standing::Sent {
        return Ok(());
    }
    store::record_left(&mut writer, (&agency, &id), (standing, app.clock.now())).await?;
    writer.commit().await?;
    Ok(())
}
