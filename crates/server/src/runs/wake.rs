//! Going on when something happens: an entry of the diary comes due, a task is done, an employer
//! answers, a claim is decided, a new job begins.
//!
//! May run twice: a run that was woken waits no more. What happens while nobody waits is no loss;
//! the record says it, and the next call reads the record.

use super::act::{Form, Loaded, load};
use super::store::{self, DueRun, Filter, Kept, Written};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::diary;
use crate::failure::Failure;
use crate::page::Words;
use crate::people;
use crate::record::{Actor, Deed, Writer};
use domain::access::Role;
use domain::diary::{Kind, Outcome};
use domain::flows::State;
use domain::flows::check::asks_about_the_job;
use domain::flows::step;
use domain::ids::{DiaryEntryId, PlacementId, RunId, UserId};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Runs that are looked at in one go.
const LOOK_AT_MAX: i64 = 200;
/// Goes of one round, so that a mistake cannot keep a worker busy for ever.
const GOES_MAX: usize = 1_000;
/// How long a run that could not be woken rests, at most, in seconds.
const REST_S_MAX: i64 = 3_600;
/// After how long nothing is known any more of a run that rested.
const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(24);
/// The name under which the audit knows this work.
const NAME: &str = "runs";
const WAKE: &str = "wake run";
/// Before the kind of an entry that comes due.
const DUE: &str = "diary_due.";
/// The tracking call comes due.
pub const CALL_DUE: &str = "diary_due.tracking_call";

/// Runs that could not be woken, by the machine's clock. Each rests twice as long as the last time:
/// one that cannot be read is tried, and told of in the log, once an hour and not every second.
#[derive(Debug, Default)]
pub(crate) struct Resting(Mutex<BTreeMap<RunId, Rest>>);

#[derive(Debug, Clone, Copy)]
struct Rest {
    for_s: i64,
    until: Timestamp,
}

impl Resting {
    fn kept(&self) -> MutexGuard<'_, BTreeMap<RunId, Rest>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many there are, as a count of rows to be read besides.
    fn count(&self) -> i64 {
        i64::try_from(self.kept().len()).unwrap_or(i64::MAX)
    }

    fn rests(&self, run: &RunId, now: Timestamp) -> bool {
        self.kept().get(run).is_some_and(|rest| now < rest.until)
    }

    /// A run could not be woken.
    fn begin(&self, run: RunId, now: Timestamp) {
        let mut kept = self.kept();
        kept.retain(|_, rest| now.duration_since(rest.until) < FORGOTTEN_AFTER);
        let for_s = kept.get(&run).map_or(1, |rest| (rest.for_s * 2).min(REST_S_MAX));
        let until = now.saturating_add(SignedDuration::from_secs(for_s));
        kept.insert(run, Rest { for_s, until: until.unwrap_or(Timestamp::MAX) });
    }

    fn end(&self, run: &RunId) {
        self.kept().remove(run);
    }
}

/// Wakes the runs of a job that wait for an event, within the unit of work in which it happens.
///
/// # Errors
///
/// What the database says.
pub async fn happened(
    app: &App,
    writer: &mut Writer,
    (file, placement): (&File, &PlacementId),
    event: &str,
) -> Result<(), Failure> {
    let filter =
        Filter { placement: Some(placement), state: Some(&State::Waiting), ..Filter::default() };
    let wanted = format!("{event};");
    for kept in store::list(writer, filter).await? {
        if kept.waits_for.contains(&wanted) {
            let person = Some(file.kept.person.id);
            let subject = kept.id.as_str();
            writer.also(Deed { action: WAKE, person, subject, detail: event }).await?;
            let loaded = load(app, writer, (&kept.id, Role::Adviser)).await?;
            wake(writer, loaded, (event, None, None)).await?;
        }
    }
    Ok(())
}

/// The same for every job of a person.
///
/// # Errors
///
/// What the database says.
pub async fn happened_to(
    app: &App,
    writer: &mut Writer,
    file: &File,
    event: &str,
) -> Result<(), Failure> {
    for job in &file.placements {
        happened(app, writer, (file, &job.placement.id), event).await?;
    }
    Ok(())
}

/// Wakes one run by an entry of the diary before it is due, since somebody sits down with it.
///
/// # Errors
///
/// What the database says; `Conflict` where it does not wait for that, where the entry has its
/// outcome, or where the person is not to be called.
pub async fn early(
    app: &App,
    writer: &mut Writer,
    (run, entry): (&RunId, &DiaryEntryId),
    (event, sitter, role): (&str, &UserId, Role),
    words: Words,
) -> Result<(), Failure> {
    let loaded = load(app, writer, (run, role)).await?;
    // The page with the button may be old.
    if loaded.file.kept.person.standing.bars_contact() {
        return Err(Failure::conflict(words.say("diary-not-to-be-called")));
    }
    let kept = diary::store::find(writer, entry).await?.ok_or(Failure::NotFound)?;
    if kept.entry.outcome.is_some() {
        return Err(Failure::conflict(words.say("runs-entry-closed")));
    }
    wake(writer, loaded, (event, Some(*entry), Some(*sitter))).await
}

/// Ends the runs about a person that wait for nothing else than these events, since none of them
/// comes any more.
///
/// # Errors
///
/// What the database says.
pub async fn ask_no_more(
    writer: &mut Writer,
    file: &File,
    never_comes: impl Fn(&str) -> bool,
) -> Result<(), Failure> {
    let person = Some(&file.kept.person.id);
    let filter = Filter { person, state: Some(&State::Waiting), ..Filter::default() };
    for kept in store::list(writer, filter).await? {
        if kept.awaits().all(&never_comes) {
            close(writer, &kept, "nobody is asked").await?;
        }
    }
    Ok(())
}

/// The same for one job that is over, but for the run that says so. Where none does, calls that
/// are booked are still made: nobody has taken them out of the diary.
///
/// # Errors
///
/// What the database says.
pub async fn job_is_over(
    writer: &mut Writer,
    (placement, by): (&PlacementId, Option<&RunId>),
) -> Result<(), Failure> {
    let never_comes =
        |event: &str| asks_about_the_job(event) && (by.is_some() || event != CALL_DUE);
    let filter =
        Filter { placement: Some(placement), state: Some(&State::Waiting), ..Filter::default() };
    for kept in store::list(writer, filter).await? {
        if by != Some(&kept.id) && kept.awaits().all(never_comes) {
            close(writer, &kept, "job over").await?;
        }
    }
    Ok(())
}

async fn wake(
    writer: &mut Writer,
    mut loaded: Loaded,
    (event, entry, sitter): (&str, Option<DiaryEntryId>, Option<UserId>),
) -> Result<(), Failure> {
    let words = Words::default();
    let run = loaded.run.clone();
    let woken = step::wake(&loaded.flow, run, loaded.around(words), event);
    loaded.run = woken.map_err(|why| super::say::refused(words, &loaded.flow, &why))?;
    if !event.starts_with(DUE) {
        no_longer_awaited(writer, &loaded).await?;
    }
    let written = Form::of(&loaded.flow, &loaded.run);
    // The call that is due now is the one that is written up; the last one has its outcome.
    let row = written.row((&loaded.run, entry.as_ref()), sitter.as_ref());
    store::record_step(writer, &loaded.kept.id, &row).await?;
    Ok(())
}

/// What was to be looked at on a day has come by itself: the entry need not be held any more.
async fn no_longer_awaited(writer: &mut Writer, loaded: &Loaded) -> Result<(), Failure> {
    let days = loaded.kept.waits_for.split(';').filter_map(|event| event.strip_prefix(DUE));
    for kind in days.filter_map(Kind::of_word).filter(|kind| *kind != Kind::TrackingCall) {
        let open = diary::store::open_of(writer, &loaded.kept.placement, kind).await?;
        if let Some(kept) = open {
            diary::within::close_in(writer, &loaded.file, &kept, (Outcome::Done, None)).await?;
        }
    }
    Ok(())
}

/// Wakes every run whose entry of the diary is due by now, and says which.
///
/// # Errors
///
/// What the database says; what was done before stays done.
pub async fn run_due(app: &App) -> Result<Vec<(&'static str, String)>, Failure> {
    let mut done = Vec::new();
    for _ in 0..GOES_MAX {
        let due = {
            let mut reader = app.db.reader().await?;
            // However many rest, there is room for the others.
            let limit = LOOK_AT_MAX.saturating_add(app.resting.count());
            store::due(&mut reader, app.clock.now(), limit).await?
        };
        if due.is_empty() {
            break;
        }
        let before = done.len();
        for one in due {
            if app.resting.rests(&one.run, app.clock.real_now()) {
                continue;
            }
            match wake_due(app, &one).await {
                Ok(is_woken) => {
                    app.resting.end(&one.run);
                    done.extend(is_woken.then(|| (WAKE, one.run.to_string())));
                }
                // One that cannot be read keeps nobody else's from waking.
                Err(failure) => {
                    app.resting.begin(one.run, app.clock.real_now());
                    tracing::warn!(run = %one.run, ?failure, "a run was not woken");
                }
            }
        }
        // Nothing could be woken: the rest waits for the next round.
        if done.len() == before {
            break;
        }
    }
    Ok(done)
}

async fn wake_due(app: &App, one: &DueRun) -> Result<bool, Failure> {
    let subject = one.run.as_str();
    let deed = Deed { action: WAKE, person: Some(one.person), subject, detail: &one.event };
    let mut writer = app.writer(Actor::system(one.agency, NAME), deed).await?;
    people::act::lock(&mut writer, &one.person).await?;
    // Asked again under the lock: another worker may have been faster, or somebody sat down.
    let loaded = load(app, &mut writer, (&one.run, Role::Adviser)).await?;
    let entry = crate::diary::store::find(&mut writer, &one.entry).await?;
    let is_due =
        entry.is_some_and(|kept| kept.entry.outcome.is_none() && kept.entry.due_at <= writer.at());
    let filter = Filter { entry: Some(&one.entry), state: Some(&State::Open), ..Filter::default() };
    let is_called = !store::list(&mut writer, filter).await?.is_empty();
    let waits = loaded.run.state == State::Waiting
        && loaded.kept.waits_for.contains(&format!("{};", one.event));
    if !is_due || !waits || is_called {
        return Ok(false);
    }
    if is_of_the_past(&loaded, &one.event) {
        close(&mut writer, &loaded.kept, "job over").await?;
    } else {
        wake(&mut writer, loaded, (&one.event, Some(one.entry), None)).await?;
    }
    writer.commit().await?;
    Ok(true)
}

/// Whether a call is due about a job that is over while another one goes on: it is begun anew,
/// about that one.
fn is_of_the_past(loaded: &Loaded, event: &str) -> bool {
    let own = Some(loaded.kept.placement);
    event.strip_prefix(DUE) == Some(Kind::TrackingCall.word())
        && loaded.file.present_job(own) != own
}

/// Ends a run that has nothing more to wait for, within a unit of work that does more.
///
/// # Errors
///
/// What the database says.
pub(super) async fn close(writer: &mut Writer, kept: &Kept, why: &str) -> Result<(), Failure> {
    let (person, subject) = (Some(kept.person), kept.id.as_str());
    writer.also(Deed { action: "end run", person, subject, detail: why }).await?;
    let row = Written {
        state: &State::Closed,
        node: &kept.node,
        waits_for: "",
        walk: &kept.walk,
        entry: kept.entry.as_ref(),
        sitting_by: None,
    };
    store::record_step(writer, &kept.id, &row).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_cannot_be_woken_rests_longer_each_time() {
        let resting = Resting::default();
        let (broken, other) = (RunId::from_number(1), RunId::from_number(2));
        let mut now: Timestamp = "2026-03-04T15:00:00Z".parse().expect("a moment");
        let mut tries = 0;
        // A day of looking every second.
        for _ in 0..86_400 {
            if !resting.rests(&broken, now) {
                tries += 1;
                resting.begin(broken, now);
            }
            assert!(!resting.rests(&other, now), "nobody else waits for it");
            now = now.saturating_add(SignedDuration::from_secs(1)).expect("a moment");
        }
        assert_eq!(tries, 12 + 23, "twelve in the first hour, one in each that follows");
        resting.end(&broken);
        assert!(!resting.rests(&broken, now) && resting.count() == 0);
        // What is due no more is not kept for ever.
        resting.begin(broken, now);
        let later = now.saturating_add(SignedDuration::from_hours(25)).expect("a moment");
        resting.begin(other, later);
        assert_eq!(resting.count(), 1);
    }
}
