//! Doing what is due by now.
//!
//! The worker asks the index which checkpoints may have something due, and for each puts the
//! question to `domain` again, in the unit of work that does it. A missed tick loses nothing, and
//! two workers that look at the same checkpoint do it once: the second finds it done. May run any
//! number of times.

use super::desk;
use super::store;
use crate::app::App;
use crate::failure::Failure;
use crate::messaging;
use crate::people;
use crate::record::{Actor, Deed, Writer};
use domain::checkpoints::{Act, Ending, EndingKind, What, due_by};
use domain::ids::{AgencyId, CheckpointId, PersonId};
use domain::programmes::Purpose;

/// Checkpoints looked at in one go.
const LOOK_AT_MAX: i64 = 200;
/// Goes of one run, so that a mistake in a hint cannot keep a worker busy for ever.
const GOES_MAX: usize = 1_000;
/// The name under which the audit knows this job.
const NAME: &str = "checkpoints";

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub what: &'static str,
    pub subject: String,
}

/// Does everything automatic that is due by now.
///
/// # Errors
///
/// What the database says; what was done before that stays done.
pub async fn run_due(app: &App) -> Result<Vec<Done>, Failure> {
    let mut all = Vec::new();
    for _ in 0..GOES_MAX {
        let due = {
            let mut reader = app.db.reader().await?;
            store::to_look_at(&mut reader, app.clock.now(), LOOK_AT_MAX).await?
        };
        if due.is_empty() {
            break;
        }
        for (agency, checkpoint, person) in due {
            all.extend(look_at(app, (agency, checkpoint, person)).await?);
        }
    }
    Ok(all)
}

/// Looks at one checkpoint and does the one thing that is due, if anything still is. Either way
/// its hint is set anew.
async fn look_at(
    app: &App,
    (agency, checkpoint, person): (AgencyId, CheckpointId, PersonId),
) -> Result<Option<Done>, Failure> {
    let actor = Actor::system(agency, NAME);
    let act = {
        let mut reader = app.reader(actor.clone()).await?;
        let file = desk::load(app, &mut reader, &person).await?;
        let one = file.checkpoint(&checkpoint)?;
        due_by(&file.case(one), file.now)
    };
    let deed = Deed {
        action: act.as_ref().map_or("look again", |act| act.what.word()),
        person: Some(person),
        subject: checkpoint.as_str(),
        detail: "",
    };
    let mut writer = app.writer(actor, deed).await?;
    people::act::lock(&mut writer, &person).await?;
    let file = desk::load(app, &mut writer, &person).await?;
    let one = file.checkpoint(&checkpoint)?;
    // Asked again under the lock: what another worker did meanwhile is not done twice.
    let act = due_by(&file.case(one), file.now);
    let done = match act {
        Some(act) => {
            do_it(app, &mut writer, (&file, one), &act).await?;
            Some(Done { what: act.what.word(), subject: checkpoint.to_string() })
        }
        None => None,
    };
    desk::settle(app, &mut writer, &person).await?;
    writer.commit().await?;
    if done.is_some() {
        app.nudge.notify_one();
    }
    Ok(done)
}

async fn do_it(
    app: &App,
    writer: &mut Writer,
    (file, one): (&desk::File, &desk::OnFile),
    act: &Act,
) -> Result<(), Failure> {
    match act.what {
        What::SendSurvey { channel: Some(channel), attempt } => {
            let asking = messaging::ask::Automatic { channel, attempt, purpose: Purpose::Survey };
            messaging::ask::by_itself(app, writer, (file, one), asking).await
        }
        What::SendReminder { channel: Some(channel), attempt, .. } => {
            let asking = messaging::ask::Automatic { channel, attempt, purpose: Purpose::Reminder };
            messaging::ask::by_itself(app, writer, (file, one), asking).await
        }
        What::Close => {
            let ending = Ending {
                kind: EndingKind::MissedByClosing,
                reason: "the window closed unanswered".to_owned(),
            };
            store::record_ending(writer, &one.kept.checkpoint.id, Some(&ending)).await?;
            Ok(())
        }
        // Without a channel nothing is sent, and what staff do is never due for the worker.
        What::SendSurvey { channel: None, .. }
        | What::SendReminder { channel: None, .. }
        | What::AskByHand
        | What::Review
        | What::SecondReading => Ok(()),
    }
}
