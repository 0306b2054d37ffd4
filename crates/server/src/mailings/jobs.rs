//! Writing the messages of a mailing, and putting checkpoints in step after it was withdrawn.
//!
//! A job is the id of a mailing and the number of a batch. It goes through the next lines, each in
//! a unit of work of its own that holds the mailing and the person and asks again whether the line
//! still waits, and enqueues the next batch. May run twice, at once or one after the other: a line
//! is done by whoever holds it first, and the other finds it done. A process that dies leaves the
//! rest waiting for the job's next try. Nothing is sent from here.

use super::store::{self, Outcome, Words as Written};
use crate::app::App;
use crate::checkpoints::desk::{self, File, OnFile};
use crate::failure::Failure;
use crate::messaging::ask::{OfMany, of_many};
use crate::people;
use crate::record::{Actor, Deed, Held, Writer};
use domain::ids::{AgencyId, CheckpointId, MailingId, MessageId, PersonId};
use domain::mailings::{Going, LeftOut, Way, is_as_seen, sort_out};
use domain::messaging::Text;
use domain::programmes::AskChannel;
use jiff::Timestamp;
use queue::{Claimed, Job, JobFailure, Limits, Outcome as Ran, Worker};
use std::future::Future;

/// The kinds of the jobs.
pub const WRITE: &str = "write mailing";
pub const WITHDRAW: &str = "withdraw mailing";
/// People of one batch: well within the time that a job may take.
const BATCH: i64 = 50;
/// How often a batch may begin.
const BEGINNINGS_MAX: i64 = 50;
/// The name under which other processes know this work.
const NAME: &str = "mailings";

/// Asks for a batch to be done from a moment on.
pub(super) async fn enqueue(
    writer: &mut Writer,
    kind: &'static str,
    (id, batch): (&MailingId, u32),
    due_at: Timestamp,
) -> Result<(), Failure> {
    let job = Job {
        agency: writer.agency().to_string(),
        kind: kind.to_owned(),
        key: format!("{id}/{batch}"),
        body: format!("{id} {batch}"),
        due_at_ms: due_at.as_millisecond(),
        tries_max: BEGINNINGS_MAX,
    };
    queue::enqueue(writer.conn(), &job).await?;
    Ok(())
}

/// Does every batch that is due by now, and says what was done: the act and the mailing.
///
/// # Errors
///
/// What the database says.
pub async fn run_until_idle(app: &App) -> Result<Vec<(&'static str, String)>, Failure> {
    let now_ms = app.clock.now().as_millisecond();
    let mut done = Vec::new();
    for one in worker(app).run_until_idle(now_ms).await? {
        if one.outcome == Ran::Done {
            let id = one.key.split('/').next().unwrap_or_default().to_owned();
            done.push((if one.kind == WRITE { WRITE } else { WITHDRAW }, id));
        }
    }
    Ok(done)
}

/// Does batches as they come due until `shutdown` ends.
pub async fn run_forever(app: App, shutdown: impl Future<Output = ()>) {
    worker(&app).run_forever(shutdown).await;
}

fn worker(app: &App) -> Worker {
    let holder = format!("{NAME} {}", std::process::id());
    let (writing, withdrawing) = (app.clone(), app.clone());
    Worker::new(app.db.clone(), &holder, app.outside(), Limits::default())
        .on(WRITE, move |job| {
            let app = writing.clone();
            async move { run(&app, &job, WRITE).await }
        })
        .on(WITHDRAW, move |job| {
            let app = withdrawing.clone();
            async move { run(&app, &job, WITHDRAW).await }
        })
}

/// A batch and whose it is.
struct Errand {
    agency: AgencyId,
    mailing: MailingId,
    batch: u32,
}

impl Errand {
    fn read(job: &Claimed) -> Result<Self, JobFailure> {
        let parsed = job.body.split_once(' ').and_then(|(id, batch)| {
            let agency = job.agency.parse().ok()?;
            Some(Self { agency, mailing: id.parse().ok()?, batch: batch.parse().ok()? })
        });
        parsed.ok_or_else(|| JobFailure::Never("This job names no mailing.".to_owned()))
    }
}

/// One batch, and the asking for the next.
///
/// # Errors
///
/// `Again` when it may go better later: what was done before stays done.
pub async fn run(app: &App, job: &Claimed, kind: &'static str) -> Result<(), JobFailure> {
    let errand = Errand::read(job)?;
    let ran = match kind {
        WRITE => write_some(app, &errand).await,
        _ => settle_some(app, &errand).await,
    };
    let more = ran.map_err(|failure| match failure {
        Failure::NotFound => JobFailure::Never("The mailing is not there any more.".to_owned()),
        other => {
            tracing::warn!(?other, "a batch of a mailing stopped");
            JobFailure::Again("A message of the mailing could not be written.".to_owned())
        }
    })?;
    if more {
        next_batch(app, &errand, kind).await.map_err(|failure| {
            tracing::warn!(?failure, "the next batch of a mailing was not asked for");
            JobFailure::Again("The next batch could not be asked for.".to_owned())
        })?;
    }
    app.nudge.notify_one();
    Ok(())
}

async fn next_batch(app: &App, errand: &Errand, kind: &'static str) -> Result<(), Failure> {
    let actor = Actor::system(errand.agency, NAME);
    let (subject, detail) = (errand.mailing.as_str(), "");
    let deed = Deed { action: "go on with mailing", person: None, subject, detail };
    let mut writer = app.writer(actor, deed).await?;
    let at = writer.at();
    enqueue(&mut writer, kind, (&errand.mailing, errand.batch + 1), at).await?;
    writer.commit().await?;
    Ok(())
}

/// What every line of a batch needs.
struct Around {
    kept: store::Kept,
    texts: Vec<Written>,
    /// Who made it: their messages are written in their name.
    actor: Actor,
    ready: Vec<AskChannel>,
}

async fn around(app: &App, errand: &Errand) -> Result<Around, Failure> {
    let mut reader = app.reader(Actor::system(errand.agency, NAME)).await?;
    let kept = store::find(&mut reader, &errand.mailing).await?.ok_or(Failure::NotFound)?;
    let texts = store::texts(&mut reader, &errand.mailing).await?;
    let actor = Actor { agency: errand.agency, name: kept.made_by.clone(), office: None };
    Ok(Around { kept, texts, actor, ready: super::act::ready(app) })
}

/// Writes the messages of the next people, and says whether there are more.
async fn write_some(app: &App, errand: &Errand) -> Result<bool, Failure> {
    let around = around(app, errand).await?;
    let next = next(app, errand, Outcome::Waiting).await?;
    let more = next.len() as i64 == BATCH;
    for (position, checkpoint, person) in next {
        let line = (position, checkpoint, person);
        match write_one(app, &around, line).await {
            // Somebody else asked in this very moment: decided again, it is left out.
            Err(Failure::Conflict { .. }) => {
                leave_out(app, &around, line, &LeftOut::AskedMeanwhile).await?;
            }
            written => written?,
        }
    }
    Ok(more)
}

async fn next(
    app: &App,
    errand: &Errand,
    outcome: Outcome,
) -> Result<Vec<(i64, CheckpointId, PersonId)>, Failure> {
    let mut reader = app.reader(Actor::system(errand.agency, NAME)).await?;
    Ok(store::next_with(&mut reader, &errand.mailing, outcome, BATCH).await?)
}

type Place = (i64, CheckpointId, PersonId);

/// A unit of work that holds the mailing and the person.
async fn hold(
    app: &App,
    around: &Around,
    (action, (_, checkpoint, person)): (&'static str, Place),
) -> Result<Writer, Failure> {
    let detail = around.kept.id.as_str();
    let deed = Deed { action, person: Some(person), subject: checkpoint.as_str(), detail };
    let mut writer = app.writer(around.actor.clone(), deed).await?;
    store::lock(&mut writer, &around.kept.id).await?;
    people::act::lock(&mut writer, &person).await?;
    Ok(writer)
}

/// Decides again about one person, and writes their message or leaves them out.
async fn write_one(app: &App, around: &Around, place: Place) -> Result<(), Failure> {
    let (position, checkpoint, person) = place;
    let mut writer = hold(app, around, ("ask", place)).await?;
    let id = &around.kept.id;
    let line = store::line(&mut writer, id, position).await?.ok_or(Failure::NotFound)?;
    if line.outcome != Outcome::Waiting {
        return Ok(());
    }
    let file = desk::load(app, &mut writer, &person).await?;
    let one = file.checkpoint(&checkpoint)?;
    let decided = decide(around, (&file, one), &line);
    let written = match decided {
        Ok(going) => write(app, &mut writer, (&file, one), (around, going)).await?,
        Err(why) => Err(why),
    };
    let (outcome, channel, because, message) = match &written {
        Ok((channel, message)) => (Outcome::Written, Some(*channel), None, Some(message)),
        Err(why) => (Outcome::LeftOut, None, Some(why.code()), None),
    };
    let turn = (Outcome::Waiting, outcome);
    store::record_outcome(&mut writer, (id, position), turn, (channel, because, message)).await?;
    desk::settle(app, &mut writer, &person).await?;
    writer.commit().await?;
    Ok(())
}

fn decide(
    around: &Around,
    (file, one): (&File, &OnFile),
    line: &store::Line,
) -> Result<Going, LeftOut> {
    let way: Way = around.kept.way;
    let case = file.case(one);
    let now = sort_out(&[case], (way, &around.ready), file.now);
    let going = now.into_iter().next().unwrap_or(Err(LeftOut::AskedMeanwhile))?;
    if !is_as_seen(&one.kept.checkpoint, line.seen) {
        return Err(LeftOut::AskedMeanwhile);
    }
    Ok(going)
}

type Sent = Result<(AskChannel, MessageId), LeftOut>;

async fn write(
    app: &App,
    writer: &mut Writer,
    (file, one): (&File, &OnFile),
    (around, mut going): (&Around, Going),
) -> Result<Sent, Failure> {
    going.allowed.leaves_at = going.allowed.leaves_at.max(around.kept.leaves_at);
    let language = file.kept.person.language;
    let own = |words: &&Written| words.channel == going.channel && words.language == language;
    let text: Option<&Text> = around.texts.iter().find(own).map(|words| &words.text);
    let asking = OfMany { channel: going.channel, allowed: &going.allowed, text };
    let message = of_many(app, writer, (file, one), &asking).await?;
    let channel = going.channel;
    Ok(message.map(|id| (channel, id)).ok_or(LeftOut::NoWords(channel)))
}

/// Leaves somebody out in a unit of work of its own, where the first could not be kept.
async fn leave_out(app: &App, around: &Around, place: Place, why: &LeftOut) -> Result<(), Failure> {
    let mut writer = hold(app, around, ("leave out of mailing", place)).await?;
    let line = (&around.kept.id, place.0);
    let turn = (Outcome::Waiting, Outcome::LeftOut);
    store::record_outcome(&mut writer, line, turn, (None, Some(why.code()), None)).await?;
    writer.commit().await?;
    Ok(())
}

/// Puts the checkpoints of the next people in step whose message was taken back, and says
/// whether there are more. Each is recorded in their own file.
async fn settle_some(app: &App, errand: &Errand) -> Result<bool, Failure> {
    let around = around(app, errand).await?;
    let next = next(app, errand, Outcome::Withdrawing).await?;
    let more = next.len() as i64 == BATCH;
    for place in next {
        let mut writer = hold(app, &around, ("take message back", place)).await?;
        let line = (&around.kept.id, place.0);
        let turn = (Outcome::Withdrawing, Outcome::Withdrawn);
        let changed = store::record_outcome(&mut writer, line, turn, (None, None, None)).await?;
        if changed > 0 {
            desk::settle(app, &mut writer, &place.2).await?;
            writer.commit().await?;
        }
    }
    Ok(more)
}
