//! One try of one message: decided again, marked as leaving, and what was heard written down.

use super::compose;
use super::deliver::Parcel;
use super::jobs::{NAME, put};
use super::store::{self, Ended, Kept, MessageState};
use crate::app::App;
use crate::checkpoints::desk;
use crate::failure::Failure;
use crate::people;
use crate::record::{Actor, Deed, Held, Writer};
use domain::ids::{AgencyId, MessageId};
use domain::messaging::{
    After, Before, Fault, GIVE_UP_AFTER_MS, Heard, Leave, Leaving, Repeat, TRIES_MAX, Trying,
    after, may_leave,
};
use domain::programmes::AskChannel;
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};
use queue::{Claimed, Hold, JobFailure};
use std::time::Duration;

/// How often what was heard is written down when the database is busy.
const RECORD_TRIES_MAX: u32 = 5;
const RECORD_PAUSE: Duration = Duration::from_millis(200);
/// The reason that is kept with what may have arrived.
const ANSWER_LOST: &str = "answer_lost";
/// The reason that is kept with what was tried too often or for too long.
const GIVEN_UP: &str = "given_up";

/// What a job says.
#[derive(Debug, Clone, Copy)]
pub struct Errand {
    agency: AgencyId,
    message: MessageId,
    since_ms: i64,
}

/// A try that is on its way.
#[derive(Debug, Clone)]
pub struct Begun {
    pub parcel: Parcel,
    pub tried: Tried,
}

/// Which try it is, and what became of those before.
#[derive(Debug, Clone, Copy)]
pub struct Tried {
    pub before: Before,
    pub tries: i64,
}

impl Errand {
    /// # Errors
    ///
    /// `Never` for a job that is none of ours.
    pub fn read(job: &Claimed) -> Result<Self, JobFailure> {
        let parsed = job.body.split_once(' ').and_then(|(id, since)| {
            let agency = job.agency.parse().ok()?;
            Some(Self { agency, message: id.parse().ok()?, since_ms: since.parse().ok()? })
        });
        parsed.ok_or_else(|| JobFailure::Never("This job names no message.".to_owned()))
    }

    fn actor(&self) -> Actor {
        Actor::system(self.agency, NAME)
    }

    /// How long it has waited. The last beginning counts as too long: nothing waits for ever.
    fn waited_ms(&self, app: &App, job: &Claimed) -> i64 {
        if job.tries >= job.tries_max {
            return GIVE_UP_AFTER_MS;
        }
        app.clock.now().as_millisecond() - self.since_ms
    }

    async fn find(&self, app: &App) -> Result<Kept, Failure> {
        let mut reader = app.reader(self.actor()).await?;
        store::find(&mut reader, &self.message).await?.ok_or(Failure::NotFound)
    }

    /// A unit of work that holds the person's lock, and the message as it stands in it.
    async fn writer(
        &self,
        app: &App,
        message: &Kept,
        (action, detail): (&'static str, &str),
    ) -> Result<(Writer, Kept), Failure> {
        let deed =
            Deed { action, person: Some(message.person), subject: message.id.as_str(), detail };
        let mut writer = app.writer(self.actor(), deed).await?;
        people::act::lock(&mut writer, &message.person).await?;
        let message = store::find(&mut writer, &self.message).await?.ok_or(Failure::NotFound)?;
        Ok((writer, message))
    }
}

/// The provider rests: nobody is called, and what has waited too long is given up.
///
/// # Errors
///
/// `Again`, unless it was given up.
pub(super) async fn rest(
    app: &App,
    errand: &Errand,
    repeat: Repeat,
    job: &Claimed,
) -> Result<(), JobFailure> {
    if errand.waited_ms(app, job) < GIVE_UP_AFTER_MS {
        return Err(JobFailure::Again("The provider rests.".to_owned()));
    }
    let message = errand.find(app).await.map_err(job_failure)?;
    let Some(before) = before(message.state) else {
        return Ok(());
    };
    let tried = Tried { before, tries: message.tries };
    end(app, errand, (tried, repeat, Heard::NotTaken(Fault::Resting)), job).await
}

/// Decides again and marks the message as leaving; none when there is nothing to be sent now.
///
/// # Errors
///
/// `Again` when the database was not ready.
pub async fn begin(
    app: &App,
    errand: &Errand,
    by: (AskChannel, Repeat),
    job: &Claimed,
) -> Result<Option<Begun>, JobFailure> {
    try_to_begin(app, errand, by, job).await.map_err(job_failure)
}

async fn try_to_begin(
    app: &App,
    errand: &Errand,
    (channel, repeat): (AskChannel, Repeat),
    job: &Claimed,
) -> Result<Option<Begun>, Failure> {
    let seen = errand.find(app).await?;
    if before(seen.state).is_none() {
        return Ok(None);
    }
    let (mut writer, message) = errand.writer(app, &seen, ("send message", "")).await?;
    // Another worker may have taken it over, or have ended it meanwhile.
    if job.hold(writer.conn()).await? == Hold::Lost {
        return Ok(None);
    }
    let Some(before) = before(message.state) else {
        return Ok(None);
    };
    // A row that is found leaving was cut off, or its answer was lost.
    if before == Before::MayBeTaken && (repeat == Repeat::Another || message.tries >= TRIES_MAX) {
        close(app, &mut writer, (&message, MessageState::Unknown, ANSWER_LOST), job).await?;
        writer.commit().await?;
        return Ok(None);
    }
    match decide(app, &mut writer, &message, (channel, before)).await? {
        Leave::Now { to } => {
            let tries = store::record_leaving(&mut writer, &message.id, &to).await?;
            writer.commit().await?;
            let exact = compose::exact(app, &message);
            let (subject, text) = (exact.subject, exact.body);
            let parcel = Parcel { id: message.id, to: to.value, subject, text };
            Ok(tries.map(|tries| Begun { parcel, tried: Tried { before, tries } }))
        }
        Leave::Later { at } => {
            let key = format!("{}/{}", message.id, at.as_millisecond());
            put(&mut writer, (&message.id, channel), key, at).await?;
            queue::finish(writer.conn(), job, app.clock.now().as_millisecond()).await?;
            writer.commit().await?;
            Ok(None)
        }
        Leave::Withhold(why) => {
            let ended = (&message, MessageState::Withheld, why.code());
            close(app, &mut writer, ended, job).await?;
            writer.commit().await?;
            Ok(None)
        }
        Leave::Unknown(why) => {
            let ended = (&message, MessageState::Unknown, why.code());
            close(app, &mut writer, ended, job).await?;
            writer.commit().await?;
            Ok(None)
        }
    }
}

/// Puts the message before `domain` again, with the person's file as it is now.
async fn decide(
    app: &App,
    writer: &mut Writer,
    message: &Kept,
    (channel, before): (AskChannel, Before),
) -> Result<Leave, Failure> {
    let file = desk::load(app, writer, &message.person).await?;
    let one = file.checkpoint(&message.checkpoint)?;
    let day = present_day(&file, writer.at());
    let leaving = Leaving {
        channel,
        recipient: message.recipient.as_deref().unwrap_or_default(),
        before,
        link_ends_on: message.link_ends_on.unwrap_or(one.kept.checkpoint.closes_on),
        left_today: store::left_between(writer, message, day).await?,
    };
    Ok(may_leave(&file.case(one), &leaving, writer.at()))
}

/// The person's present day, from its first moment to the next day's.
fn present_day(file: &desk::File, now: Timestamp) -> (Timestamp, Timestamp) {
    let zone = &file.kept.person_zone;
    let today = now.to_zoned(zone.clone()).date();
    let begins = |day: Date| {
        let midnight = day.to_datetime(Time::midnight()).to_zoned(zone.clone());
        midnight.map_or(now, |zoned| zoned.timestamp())
    };
    (begins(today), begins(today.checked_add(1.day()).unwrap_or(today)))
}

/// What became of the tries before, by where the message stands; none where it has ended.
fn before(state: MessageState) -> Option<Before> {
    match state {
        MessageState::Waiting => Some(Before::NotTaken),
        MessageState::Leaving => Some(Before::MayBeTaken),
        MessageState::Sent
        | MessageState::HandedOver
        | MessageState::Undeliverable
        | MessageState::Withheld
        | MessageState::Failed
        | MessageState::Unknown => None,
    }
}

/// Writes down what was heard of a try.
///
/// # Errors
///
/// `Again` when the message is to be tried again, or what was heard could not be written down.
pub async fn end(
    app: &App,
    errand: &Errand,
    (tried, repeat, heard): (Tried, Repeat, Heard),
    job: &Claimed,
) -> Result<(), JobFailure> {
    let trying = Trying {
        repeat,
        before: tried.before,
        tries: tried.tries,
        waited_ms: errand.waited_ms(app, job),
    };
    let said = word(&heard);
    let then = after(heard, &trying);
    let mut tries_left = RECORD_TRIES_MAX;
    loop {
        match record(app, errand, (&then, tried.tries, said), job).await {
            Ok(()) => break,
            // It may have left: not to say so would leave it in doubt.
            Err(Failure::Busy) if tries_left > 1 => tries_left -= 1,
            Err(failure) => return Err(job_failure(failure)),
        }
        tokio::time::sleep(RECORD_PAUSE).await;
    }
    match then {
        After::Again { .. } => Err(JobFailure::Again(format!("Not sent yet: {said}."))),
        After::Sent { .. } | After::Undeliverable { .. } | After::Failed | After::Unknown => Ok(()),
    }
}

async fn record(
    app: &App,
    errand: &Errand,
    (then, tries, said): (&After, i64, &str),
    job: &Claimed,
) -> Result<(), Failure> {
    let seen = errand.find(app).await?;
    let (mut writer, mut message) = errand.writer(app, &seen, ("record sending", said)).await?;
    // What is written holds for this try only, unless the message was taken.
    message.tries = tries;
    match then {
        After::Sent { reference } => {
            let reference = reference.as_deref();
            let ended = Ended { state: MessageState::Sent, because: None, reference };
            store::record_ended(&mut writer, &message, ended).await?;
            finish(app, &mut writer, &message, job).await?;
        }
        After::Undeliverable { because } => {
            close(app, &mut writer, (&message, MessageState::Undeliverable, because), job).await?;
        }
        After::Failed => {
            close(app, &mut writer, (&message, MessageState::Failed, GIVEN_UP), job).await?;
        }
        After::Unknown => {
            close(app, &mut writer, (&message, MessageState::Unknown, ANSWER_LOST), job).await?;
        }
        After::Again { before } => {
            let state = match before {
                Before::NotTaken => MessageState::Waiting,
                Before::MayBeTaken => MessageState::Leaving,
            };
            let ended = Ended { state, because: None, reference: None };
            store::record_ended(&mut writer, &message, ended).await?;
        }
    }
    writer.commit().await?;
    Ok(())
}

/// Ends a message that was not sent, or perhaps not, with its reason.
async fn close(
    app: &App,
    writer: &mut Writer,
    (message, state, because): (&Kept, MessageState, &str),
    job: &Claimed,
) -> Result<(), Failure> {
    let ended = Ended { state, because: Some(because), reference: None };
    store::record_ended(writer, message, ended).await?;
    finish(app, writer, message, job).await
}

/// Puts the checkpoint in step and ends the job, in the unit of work that ended the message.
async fn finish(
    app: &App,
    writer: &mut Writer,
    message: &Kept,
    job: &Claimed,
) -> Result<(), Failure> {
    desk::settle(app, writer, &message.person).await?;
    queue::finish(writer.conn(), job, app.clock.now().as_millisecond()).await?;
    Ok(())
}

/// What was heard, for the audit and the operator.
fn word(heard: &Heard) -> &'static str {
    match heard {
        Heard::Taken { .. } => "taken",
        Heard::Refused { .. } => "refused",
        Heard::NotTaken(Fault::Message) => "not taken",
        Heard::NotTaken(Fault::Provider) => "provider failed",
        Heard::NotTaken(Fault::TooMany { .. }) => "told to wait",
        Heard::NotTaken(Fault::Resting) => "provider rests",
        Heard::Lost => "answer lost",
    }
}

/// The job's own failure, in words for the operator.
fn job_failure(failure: Failure) -> JobFailure {
    if let Failure::NotFound = failure {
        return JobFailure::Never("The message is not there any more.".to_owned());
    }
    JobFailure::Again("The message could not be loaded or recorded.".to_owned())
}
