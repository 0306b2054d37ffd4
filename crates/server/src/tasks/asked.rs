//! What is still asked about a job: what nobody needs any more, and what a role has already.

use super::act::{action, refused};
use super::store::{self, Filter, Kept};
use crate::failure::Failure;
use crate::page::Words;
use crate::record::{Deed, Held, Writer};
use crate::remark::Meant;
use crate::runs;
use domain::access::Role;
use domain::ids::{PersonId, PlacementId, TaskId};
use domain::tasks::{Ask, Kind, State, change};
use serde_json::Value as Json;

/// Open tasks of a person that are looked at, at most.
const OPEN_MAX: i64 = 200;

/// Cancels what was asked for since a job was lost, which goes on after all, within a unit of work
/// that does more.
///
/// # Errors
///
/// What the database says.
pub async fn job_goes_on(
    writer: &mut Writer,
    whose: (&PersonId, &PlacementId),
    words: Words,
) -> Result<(), Failure> {
    let why = Meant::JobGoesOn.stored();
    no_longer(writer, whose, (Kind::is_of_a_lost_job, &why), words).await
}

/// Cancels what was asked for to hear whether a job goes on, or when it ended: its last day is
/// known.
///
/// # Errors
///
/// What the database says.
pub async fn last_day_is_known(
    writer: &mut Writer,
    whose: (&PersonId, &PlacementId),
    words: Words,
) -> Result<(), Failure> {
    let why = Meant::LastDayKnown.stored();
    no_longer(writer, whose, (Kind::asks_about_the_job, &why), words).await
}

async fn no_longer(
    writer: &mut Writer,
    whose: (&PersonId, &PlacementId),
    (is_meant, why): (fn(Kind) -> bool, &str),
    words: Words,
) -> Result<(), Failure> {
    let person = Some(*whose.0);
    for kept in open_of(writer, whose).await? {
        if !is_meant(kept.task.kind) {
            continue;
        }
        let ask = Ask::Cancel { reason: Some(why.to_owned()) };
        let changed = change(&kept.task, &ask, &[]).map_err(|why| refused(why, &kept, words))?;
        let subject = kept.id.as_str();
        writer.also(Deed { action: action(&ask), person, subject, detail: &kept.code }).await?;
        store::record_change(writer, &kept.id, &changed).await?;
    }
    Ok(())
}

/// The open task by which a role is asked the same about a job already, of a kind that is asked for
/// once while it is open. Where nobody held the role, another one has the task in its stead: the
/// flow's role was asked all the same.
///
/// # Errors
///
/// What the database says.
pub async fn asked_already(
    held: &mut impl Held,
    whose: (&PersonId, &PlacementId),
    (code, role, flow_role): (&str, Role, &str),
) -> Result<Option<TaskId>, Failure> {
    if !Kind::of(code).is_one_while_open() {
        return Ok(None);
    }
    for kept in open_of(held, whose).await?.into_iter().filter(|kept| kept.code == code) {
        if kept.role == Some(role) || is_asked_of(held, &kept, flow_role).await? {
            return Ok(Some(kept.id));
        }
    }
    Ok(None)
}

/// Whether the run that opened a task asked this role of its flow.
async fn is_asked_of(held: &mut impl Held, kept: &Kept, flow_role: &str) -> Result<bool, Failure> {
    let Some(run) = &kept.run else { return Ok(false) };
    let done = runs::store::effects(held, run).await?;
    let own = done.iter().find(|effect| effect.subject.as_deref() == Some(kept.id.as_str()));
    let detail = own.and_then(|own| serde_json::from_str::<Json>(&own.detail).ok());
    Ok(detail.is_some_and(|detail| detail["for"] == flow_role))
}

async fn open_of(
    held: &mut impl Held,
    (person, placement): (&PersonId, &PlacementId),
) -> Result<Vec<Kept>, Failure> {
    let filter = Filter { owner: None, person: Some(*person), state: Some(State::Open) };
    let mut all = store::list(held, &filter, None, OPEN_MAX).await?;
    all.retain(|kept| kept.placement == Some(*placement));
    Ok(all)
}
