//! Beginning a run: what pages and doors both do.

use super::act::{Form, Surroundings, first_day, load, region, settings, surroundings};
use super::store::{self, Filter, Whose};
use super::{say, wake};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::diary;
use crate::failure::Failure;
use crate::flows;
use crate::page::Words;
use crate::people;
use crate::record::{Deed, Writer};
use domain::access::Right;
use domain::diary::Kind as EntryKind;
use domain::flows::step::{self, Around};
use domain::flows::{Flow, State};
use domain::ids::{DiaryEntryId, PersonId, PlacementId, RunId};

/// What a run begins with.
#[derive(Debug, Clone)]
pub struct Begin {
    pub flow: String,
    pub person: PersonId,
    /// The latest job where none is named.
    pub placement: Option<PlacementId>,
    /// The entry of the diary from which one calls.
    pub entry: Option<DiaryEntryId>,
}

/// Begins a run as whoever presses a button means: goes on with the call of this flow to the person
/// that somebody sits with, where there is one. None of a unit of work then.
///
/// # Errors
///
/// As [`begin`].
pub(super) async fn go_on_or_begin(
    app: &App,
    viewer: &Viewer,
    ask: &Begin,
) -> Result<(Option<Writer>, RunId), Failure> {
    let (mut writer, file, id) = opened(app, viewer, ask).await?;
    if let Some(there) = under_way(&mut writer, &file, ask).await? {
        return Ok((None, there));
    }
    begin_in(app, &mut writer, viewer, (&file, ask), id).await?;
    Ok((Some(writer), id))
}

/// The call that somebody sits with, from the same entry, or about the same job. What an employer
/// is asked meanwhile is a matter of its own: whoever calls the person calls them.
async fn under_way(
    writer: &mut Writer,
    file: &File,
    ask: &Begin,
) -> Result<Option<RunId>, Failure> {
    let booked = match &ask.entry {
        Some(entry) => diary::store::find(writer, entry).await?.and_then(|kept| kept.placement),
        None => None,
    };
    let job = meant(file, ask, booked);
    let filter =
        Filter { person: Some(&ask.person), state: Some(&State::Open), ..Filter::default() };
    for run in store::list(writer, filter).await? {
        let is_from_it = ask.entry.is_some() && run.entry == ask.entry;
        let is_about_it = run.flow == ask.flow && Some(run.placement) == job;
        if is_from_it || is_about_it && calls_the_person(writer, &run).await? {
            return Ok(Some(run.id));
        }
    }
    Ok(None)
}

/// The job that is meant: of a call that is booked, the one that goes on now; else the one that is
/// named, or the latest.
fn meant(file: &File, ask: &Begin, booked: Option<PlacementId>) -> Option<PlacementId> {
    match ask.entry {
        Some(_) => file.present_job(booked.or(ask.placement)),
        None => ask.placement.or_else(|| file.latest_job()),
    }
}

/// Whether a run goes on with a call, and not with what an employer was asked.
async fn calls_the_person(writer: &mut Writer, run: &store::Kept) -> Result<bool, Failure> {
    let Some(entry) = &run.entry else { return Ok(true) };
    let kept = diary::store::find(writer, entry).await?;
    Ok(kept.is_none_or(|kept| kept.kind == EntryKind::TrackingCall))
}

/// Begins a run in the version of its flow that is in force, within a unit of work that the caller
/// commits. One of the same flow that only waits for the next tracking call of the job is ended:
/// this one is that call.
///
/// # Errors
///
/// `Forbidden`, `NotFound`; `Refused` without a job; `Conflict` where somebody calls from the same
/// entry, with that run.
pub async fn begin(app: &App, viewer: &Viewer, ask: &Begin) -> Result<(Writer, RunId), Failure> {
    let (mut writer, file, id) = opened(app, viewer, ask).await?;
    begin_in(app, &mut writer, viewer, (&file, ask), id).await?;
    Ok((writer, id))
}

/// A unit of work in which a run begins, with the person's lock and file.
async fn opened(app: &App, viewer: &Viewer, ask: &Begin) -> Result<(Writer, File, RunId), Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let id = RunId::from_number(app.new_number());
    let (subject, detail) = (id.as_str(), ask.flow.as_str());
    let deed = Deed { action: "begin run", person: Some(ask.person), subject, detail };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &ask.person).await?;
    let file = desk::load(app, &mut writer, &ask.person).await?;
    if file.kept.person.standing.bars_contact() {
        return Err(Failure::conflict(words.say("diary-not-to-be-called")));
    }
    Ok((writer, file, id))
}

async fn begin_in(
    app: &App,
    writer: &mut Writer,
    viewer: &Viewer,
    (file, ask): (&File, &Begin),
    id: RunId,
) -> Result<(), Failure> {
    let words = Words { locale: viewer.language.into() };
    let found = flows::store::in_force(app, writer, &ask.flow).await?;
    let found = found.ok_or(Failure::NotFound)?;
    let Place { placement, booked, entry } = place(app, writer, viewer, (file, ask)).await?;
    for job in [Some(placement), booked].into_iter().flatten() {
        supersede(writer, (&found.flow, &job)).await?;
    }
    flows::store::pin(writer, &found.flow, &found.source).await?;
    let flow = &found.flow;
    let call = (file, &placement, entry.as_ref());
    let Surroundings { facts, roles, programme, .. } =
        surroundings(app, writer, call, (flow, viewer.role)).await?;
    let language = words.locale.into();
    let (today, first_day) = (file.today(), first_day(file, &placement));
    let (settings, region) = (settings(programme.as_deref()), region(programme.as_deref()));
    let around =
        Around { facts: &facts, today, first_day, region, roles: &roles, language, settings };
    let run = step::begin(flow, around).map_err(|why| say::refused(words, flow, &why))?;
    let whose = Whose {
        id: &id,
        flow: (&flow.code, i64::from(flow.version)),
        person: &ask.person,
        placement: &placement,
    };
    let written = Form::of(flow, &run);
    let row = written.row((&run, entry.as_ref()), Some(&viewer.user));
    store::record_new(writer, &whose, &row).await?;
    Ok(())
}

/// What a new run is about.
struct Place {
    placement: PlacementId,
    /// The job for which the entry was booked: it may be over by now.
    booked: Option<PlacementId>,
    entry: Option<DiaryEntryId>,
}

/// The job that a run is about, and its entry of the diary.
async fn place(
    app: &App,
    writer: &mut Writer,
    viewer: &Viewer,
    (file, ask): (&File, &Begin),
) -> Result<Place, Failure> {
    let words = Words { locale: viewer.language.into() };
    let wanted = || Failure::field("placement", words.say("diary-job-wanted"));
    let own = |id: PlacementId| file.placements.iter().any(|job| job.placement.id == id);
    let Some(entry) = &ask.entry else {
        let placement = meant(file, ask, None).ok_or_else(wanted)?;
        let place = Place { placement, booked: None, entry: None };
        return if own(placement) { Ok(place) } else { Err(wanted()) };
    };
    let kept = diary::store::find(writer, entry).await?;
    let kept = kept
        .filter(|kept| kept.person == ask.person)
        .ok_or_else(|| Failure::field("diary_entry", words.say("runs-entry-wanted")))?;
    let filter = Filter { entry: Some(entry), state: Some(&State::Open), ..Filter::default() };
    if let Some(there) = store::list(writer, filter).await?.pop() {
        let loaded = load(app, writer, (&there.id, viewer.role)).await?;
        let current = super::answer::answer(app, writer, viewer, &loaded).await?;
        return Err(Failure::Conflict {
            sentence: words.say("runs-begun-already"),
            current: serde_json::to_value(current).ok().map(Box::new),
        });
    }
    if kept.entry.outcome.is_some() {
        return Err(Failure::conflict(words.say("runs-entry-closed")));
    }
    let present = file.present_job(kept.placement);
    let is_other = |job: &PlacementId| {
        kept.placement.is_some() && ![kept.placement, present].contains(&Some(*job))
    };
    if ask.placement.as_ref().is_some_and(is_other) {
        return Err(Failure::field("placement", words.say("runs-entry-of-other-job")));
    }
    let placement = meant(file, ask, kept.placement);
    let placement = placement.filter(|id| own(*id)).ok_or_else(wanted)?;
    let booked = kept.placement.filter(|booked| *booked != placement);
    Ok(Place { placement, booked, entry: Some(*entry) })
}

/// Ends runs of a flow that wait for nothing but the next tracking call of a job.
async fn supersede(
    writer: &mut Writer,
    (flow, placement): (&Flow, &PlacementId),
) -> Result<(), Failure> {
    let call = format!("diary_due.{};", EntryKind::TrackingCall.word());
    let filter =
        Filter { placement: Some(placement), state: Some(&State::Waiting), ..Filter::default() };
    let waiting = store::list(writer, filter).await?;
    for kept in waiting.iter().filter(|kept| kept.flow == flow.code && kept.waits_for == call) {
        wake::close(writer, kept, "next call").await?;
    }
    Ok(())
}
