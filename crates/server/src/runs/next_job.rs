//! A new job of somebody who was tracked before: its first call is in the diary.

use super::store::{self, Filter};
use super::wake;
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::diary;
use crate::diary::act::{Booking, book_in, moment_at, region_of};
use crate::failure::Failure;
use crate::page::Words;
use crate::record::{Deed, Writer};
use crate::support;
use domain::calendar::{add_days, next_working_day};
use domain::diary::{Kind, USUAL_TIME};
use domain::flows::State;
use domain::ids::PlacementId;
use jiff::Timestamp;

/// Books the first call about a job that was just entered, or goes on after all, where guided
/// calls were made about the person before. A call that is booked about a job that is over becomes
/// this one, and what waits for it ends. Where one is booked there is nothing to do.
///
/// # Errors
///
/// What the database says.
pub async fn first_call(
    app: &App,
    writer: &mut Writer,
    (file, placement): (&File, &PlacementId),
    words: Words,
) -> Result<(), Failure> {
    let person = file.kept.person.id;
    let of_person = Filter { person: Some(&person), ..Filter::default() };
    let before = store::list(writer, of_person).await?;
    if before.is_empty() || file.kept.person.standing.bars_contact() {
        return Ok(());
    }
    if diary::store::open_of(writer, placement, Kind::TrackingCall).await?.is_some() {
        return Ok(());
    }
    let call = format!("diary_due.{};", Kind::TrackingCall.word());
    let is_over = |id: &PlacementId| {
        let job = file.placements.iter().find(|job| job.placement.id == *id);
        job.is_some_and(|job| !job.placement.goes_on(file.today()))
    };
    let waits = |run: &&store::Kept| run.state == State::Waiting && run.waits_for == call;
    for run in before.iter().filter(waits).filter(|run| is_over(&run.placement)) {
        wake::close(writer, run, "job over").await?;
    }
    let mut at = None;
    for job in file.placements.iter().filter(|job| is_over(&job.placement.id)) {
        let old = job.placement.id;
        let open = diary::store::open_of(writer, &old, Kind::TrackingCall).await?;
        let Some(open) = open else { continue };
        diary::store::record_replaced(writer, &old, Kind::TrackingCall).await?;
        let (subject, detail) = (open.id.as_str(), Kind::TrackingCall.word());
        writer
            .also(Deed { action: "replace entry", person: Some(person), subject, detail })
            .await?;
        at.get_or_insert(open.entry.due_at);
    }
    let due_at = match at {
        Some(at) if at > writer.at() => at,
        // Whoever should have been called by now waits no longer.
        Some(_) => after_weeks(app, writer, (file, placement), 0).await?,
        None => {
            let weeks = support::act::interval_of(writer, (file, placement)).await?;
            after_weeks(app, writer, (file, placement), weeks).await?
        }
    };
    let booking = Booking {
        kind: Kind::TrackingCall,
        placement: Some(*placement),
        due_at,
        owner: None,
        reason: None,
        attempt: Some(1),
        outcome: None,
        note: None,
        is_any_day: true,
    };
    book_in(app, writer, (file, words), &booking).await?;
    Ok(())
}

/// After so many weeks, on the next day on which somebody works.
async fn after_weeks(
    app: &App,
    writer: &mut Writer,
    (file, placement): (&File, &PlacementId),
    weeks: u8,
) -> Result<Timestamp, Failure> {
    let region = region_of(app, writer, (file, Some(placement))).await?;
    let day = add_days(file.today(), (i32::from(weeks) * 7).max(1));
    let day = day.and_then(|day| next_working_day(day, region));
    let day = day.map_err(|fault| Failure::fault("the first call about a job", &fault))?;
    Ok(moment_at(&file.kept.office_zone, day, USUAL_TIME))
}
