//! Taking submissions to the funder by HTTP, and asking what became of them.
//!
//! A job is the id of a submission, and lives until the funder has answered for good. Each try is
//! marked before it is made, in a unit of work of its own, and what was heard is written in
//! another: a crash at any point leaves a row that says that a try may have arrived, and then the
//! funder is asked before anything is sent. May run twice: one that ended is left alone.

use super::funder::{Funder, Parcel};
use super::store::{self, EventKind, Kept, Step};
use crate::app::App;
use crate::checkpoints::desk;
use crate::failure::Failure;
use crate::people;
use crate::record::{Actor, Deed, Held, Writer};
use domain::ids::{AgencyId, SubmissionId};
use domain::programmes::submission::Connector;
use domain::submissions::{Before, Heard, Next, State, TRIES_MAX, after_try};
use jiff::Timestamp;
use queue::{Claimed, Hold, Job, JobFailure, Limits, Outcome, Worker};
use std::future::Future;
use std::sync::Arc;

/// The kind of the jobs.
pub const SEND: &str = "send submission";
/// The name under which the audit knows this work.
const NAME: &str = "submissions";

/// Asks for a submission to be sent, in the unit of work that made it ready.
pub(super) async fn enqueue(writer: &mut Writer, kept: &Kept) -> Result<(), Failure> {
    // Sent again after it was given up, it stands there as being sent.
    let is_ready = matches!(kept.state, State::Queued | State::Approved | State::Sending);
    let Some(ready_at) = kept.ready_at.filter(|_| is_ready && kept.connector == Connector::Http)
    else {
        return Ok(());
    };
    let job = Job {
        agency: writer.agency().to_string(),
        kind: SEND.to_owned(),
        key: format!("{}/{}", kept.id, kept.version),
        body: kept.id.to_string(),
        due_at_ms: ready_at.as_millisecond(),
        // Some find the funder resting and call nobody.
        tries_max: TRIES_MAX * 2,
    };
    queue::enqueue(writer.conn(), &job).await?;
    Ok(())
}

/// Sends everything that is due by now, and says what was done: the act and the submission.
///
/// # Errors
///
/// What the database says.
pub async fn run_until_idle(app: &App) -> Result<Vec<(&'static str, String)>, Failure> {
    run_with(app, &Arc::new(Funder::of(&app.settings))).await
}

/// As [`run_until_idle`], with a funder of whom is remembered what was heard.
///
/// # Errors
///
/// What the database says.
pub async fn run_with(
    app: &App,
    funder: &Arc<Funder>,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let now_ms = app.clock.now().as_millisecond();
    let ran = worker(app, funder).run_until_idle(now_ms).await?;
    let done = ran.into_iter().filter(|one| one.outcome == Outcome::Done);
    let id = |key: &str| key.split('/').next().unwrap_or_default().to_owned();
    Ok(done.map(|one| (SEND, id(&one.key))).collect())
}

/// Sends what comes due until `shutdown` ends.
pub async fn run_forever(app: App, shutdown: impl Future<Output = ()>) {
    let funder = Arc::new(Funder::of(&app.settings));
    worker(&app, &funder).run_forever(shutdown).await;
}

fn worker(app: &App, funder: &Arc<Funder>) -> Worker {
    let holder = format!("{NAME} {}", std::process::id());
    let (app, funder) = (app.clone(), Arc::clone(funder));
    Worker::new(app.db.clone(), &holder, app.outside(), Limits::default()).on(SEND, move |job| {
        let (app, funder) = (app.clone(), Arc::clone(&funder));
        async move { send(&app, &funder, &job).await }
    })
}

/// One try of one submission.
///
/// # Errors
///
/// `Again` until the funder has answered for good.
pub async fn send(app: &App, funder: &Funder, job: &Claimed) -> Result<(), JobFailure> {
    let ids = job.agency.parse().ok().zip(job.body.parse().ok());
    let errand: (AgencyId, SubmissionId) =
        ids.ok_or_else(|| JobFailure::Never("This job names no submission.".to_owned()))?;
    if !funder.may_call(&app.clock) {
        return Err(JobFailure::Again("The funder rests.".to_owned()));
    }
    let begun = match begin(app, errand, job).await {
        Ok(Some(begun)) => begun,
        Ok(None) => {
            funder.not_called();
            return Ok(());
        }
        Err(failure) => {
            funder.not_called();
            return Err(again(failure));
        }
    };
    let heard = funder.call(&begun.parcel, begun.before, &app.clock).await;
    end(app, errand, (&begun, heard), job).await
}

/// A try that is on its way.
struct Begun {
    parcel: Parcel,
    before: Before,
    tries: i64,
    /// The funder has it already, and is asked what became of it.
    is_question: bool,
    ready_at: Timestamp,
}

/// A unit of work that holds the person's lock, and the submission as it stands in it.
async fn hold(
    app: &App,
    (agency, id): (AgencyId, SubmissionId),
    (action, detail): (&'static str, &str),
) -> Result<(Writer, Kept), Failure> {
    let actor = Actor::system(agency, NAME);
    let seen = {
        let mut reader = app.reader(actor.clone()).await?;
        store::find(&mut reader, &id).await?.ok_or(Failure::NotFound)?
    };
    let deed = Deed { action, person: Some(seen.person), subject: id.as_str(), detail };
    let mut writer = app.writer(actor, deed).await?;
    people::act::lock(&mut writer, &seen.person).await?;
    let kept = store::find(&mut writer, &id).await?.ok_or(Failure::NotFound)?;
    Ok((writer, kept))
}

/// Marks the try; none when there is nothing to be done any more.
async fn begin(
    app: &App,
    errand: (AgencyId, SubmissionId),
    job: &Claimed,
) -> Result<Option<Begun>, Failure> {
    let (mut writer, kept) = hold(app, errand, ("send submission", "")).await?;
    if job.hold(writer.conn()).await? == Hold::Lost || kept.is_replaced {
        return Ok(None);
    }
    let (before, is_question) = match kept.state {
        State::Queued | State::Approved => (kept.before, false),
        State::Sending => (kept.before, false),
        State::Sent => (Before::MayBeTaken, true),
        State::AwaitingApproval | State::Confirmed | State::Failed => return Ok(None),
        State::Rejected | State::Removed => return Ok(None),
    };
    let tries = match is_question {
        // Asking changes nothing at the funder's: nothing to mark.
        true => kept.tries,
        false => {
            let tries = store::record_try(&mut writer, &kept).await?;
            writer.commit().await?;
            tries
        }
    };
    let parcel = Parcel { id: kept.id.to_string(), payload: kept.payload.open() };
    let ready_at = kept.ready_at.unwrap_or(kept.prepared_at);
    Ok(Some(Begun { parcel, before, tries, is_question, ready_at }))
}

/// Writes down what was heard.
async fn end(
    app: &App,
    errand: (AgencyId, SubmissionId),
    (begun, heard): (&Begun, Heard),
    job: &Claimed,
) -> Result<(), JobFailure> {
    let said = word(&heard);
    let waited_ms = app.clock.now().as_millisecond() - begun.ready_at.as_millisecond();
    let next = match (begun.is_question, heard) {
        // What it has taken it has, whatever it says of it today.
        (true, Heard::Unknown | Heard::Unusable) => {
            after_try(Heard::NotTaken, begun.before, (begun.tries, waited_ms))
        }
        (_, heard) => after_try(heard, begun.before, (begun.tries, waited_ms)),
    };
    let goes_on = record(app, errand, (begun, &next, said), job).await.map_err(again)?;
    if goes_on { Err(JobFailure::Again(format!("Not answered yet: {said}."))) } else { Ok(()) }
}

/// Gives whether the funder is called again.
async fn record(
    app: &App,
    errand: (AgencyId, SubmissionId),
    (begun, next, said): (&Begun, &Next, &'static str),
    job: &Claimed,
) -> Result<bool, Failure> {
    if begun.is_question && matches!(next, Next::Again { .. }) {
        return Ok(true);
    }
    let (mut writer, kept) = hold(app, errand, ("record submission try", said)).await?;
    // Whoever noted the answer by hand meanwhile, or took the job over, has the last word.
    if job.hold(writer.conn()).await? == Hold::Lost || !is_open(kept.state) {
        return Ok(false);
    }
    let goes_on = match next {
        Next::Ends { state, receipt, reasons } => {
            let step = Step {
                receipt: receipt.as_deref(),
                reasons: (*state == State::Rejected).then_some(&reasons[..]),
                before: Some(Before::NotTaken),
                ..Step::default()
            };
            store::record_step(&mut writer, &kept, (*state, &step)).await?;
            *state == State::Sent
        }
        Next::Again { before } => {
            let step = Step { before: Some(*before), ..Step::default() };
            store::record_step(&mut writer, &kept, (State::Sending, &step)).await?;
            true
        }
        Next::GivenUp { before } => {
            // What the funder has stays with it, and a person asks.
            let state = if begun.is_question { State::Sent } else { State::Failed };
            let step = Step { before: Some(*before), ..Step::default() };
            store::record_step(&mut writer, &kept, (state, &step)).await?;
            false
        }
    };
    let is_news = store::events(&mut writer, &kept.id).await?;
    let is_news = is_news.first().is_none_or(|last| last.detail != said);
    if is_news {
        store::record_event(&mut writer, &kept.id, EventKind::Tried, said).await?;
    }
    if !goes_on {
        desk::settle(app, &mut writer, &kept.person).await?;
        queue::finish(writer.conn(), job, app.clock.now().as_millisecond()).await?;
    }
    writer.commit().await?;
    Ok(goes_on)
}

fn is_open(state: State) -> bool {
    match state {
        State::Sending | State::Sent => true,
        State::AwaitingApproval | State::Queued | State::Approved | State::Confirmed => false,
        State::Failed | State::Rejected | State::Removed => false,
    }
}

/// What was heard, for the history and the operator.
fn word(heard: &Heard) -> &'static str {
    use domain::submissions::Answer;
    match heard {
        Heard::Answered(Answer::Accepted { .. }) => "accepted",
        Heard::Answered(Answer::Confirmed { .. }) => "confirmed",
        Heard::Answered(Answer::Rejected { .. }) => "rejected",
        Heard::Unknown => "unknown",
        Heard::NotTaken => "not_taken",
        Heard::Unusable => "unusable",
        Heard::Lost => "lost",
    }
}

fn again(failure: Failure) -> JobFailure {
    if let Failure::NotFound = failure {
        return JobFailure::Never("The submission is not there any more.".to_owned());
    }
    JobFailure::Again("The submission could not be loaded or recorded.".to_owned())
}
