//! Placing into Outcomes, correcting and ending: what the page and the door for programs both do.

use super::changed::{apply_end, apply_reason, terms_after};
use super::enrol;
use super::say::{correct_problems, detail, place_problem};
use super::store::{self, Kept, NewPlacement, Terms};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::{self, desk};
use crate::diary;
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::people;
use crate::programmes;
use crate::record::{Deed, Writer};
use crate::remark::Remark;
use crate::runs;
use crate::support;
use crate::tasks;
use domain::access::Right;
use domain::checkpoints::{Moved, State};
use domain::diary::Kind;
use domain::ids::{CheckpointId, PlacementId, RunId};
use domain::placements::{CorrectRefused, Corrected, Place, correct_start, place};
use jiff::civil::Date;

/// What is to be changed of a placement; what is left out stays. `Some(None)` takes the end away.
#[derive(Debug, Clone, Default)]
pub struct Change {
    pub started_on: Option<Date>,
    pub ended_on: Option<Option<Date>>,
    pub hours_per_week: Option<f64>,
    pub pay_cents: Option<i64>,
    pub pay_period: Option<String>,
    /// From which day the hours and pay hold; the present day where left out.
    pub from: Option<Date>,
    pub reason: Option<String>,
    /// From whom the last day comes, as flows name them; none by hand.
    pub end_source: Option<String>,
    pub version: Option<i64>,
}

/// Places a person into Outcomes within a unit of work that the caller commits: the enrolment if
/// there is none yet, the job and every checkpoint.
///
/// # Errors
///
/// `Refused` with every field that cannot be recorded.
pub async fn place_person(
    app: &App,
    viewer: &Viewer,
    person: &people::store::Kept,
    (programme, ask): (&str, &Place),
) -> Result<(Writer, PlacementId), Failure> {
    viewer.may(Right::Place)?;
    let words = Words { locale: viewer.language.into() };
    let standing = &person.person.standing;
    if standing.died_on.is_some() || standing.withdrawn_on.is_some() {
        return Err(Failure::conflict(words.say("placements-person-stopped")));
    }
    let id = PlacementId::from_number(app.new_number());
    let deed = Deed {
        action: "place into outcomes",
        person: Some(person.person.id),
        subject: id.as_str(),
        detail: programme,
    };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &person.person.id).await?;
    let (programme, enrolment) =
        enrol::find_or_enrol(app, &mut writer, person, (programme, words)).await?;
    enrol::into_outcomes(&mut writer, (&programme, &enrolment)).await?;
    let today = app.clock.today(&person.office_zone);
    let placed = place(ask, &programme, today).map_err(|refused| {
        let mut problems = Problems::new();
        for problem in refused.0 {
            let (field, sentence) = place_problem(&problem, words);
            problems.add(field, sentence);
        }
        Failure::Refused(problems)
    })?;
    let terms = Terms {
        from_on: placed.started_on,
        hours_per_week: placed.hours_per_week,
        pay: placed.pay,
    };
    let new = NewPlacement {
        id,
        person: person.person.id,
        enrolment: enrolment.id,
        employer: &placed.employer,
        job_title: &placed.job_title,
        started_on: placed.started_on,
        terms,
    };
    store::record_new(&mut writer, &new).await?;
    let series = checkpoints::store::Series {
        person: person.person.id,
        enrolment: enrolment.id,
        placement: Some(id),
        office: person.office,
        owner: person.owner,
    };
    let planned = &placed.checkpoints;
    enrol::make_checkpoints(app, &mut writer, (&series, &programme, person), planned).await?;
    let file = desk::settle(app, &mut writer, &person.person.id).await?;
    runs::wake::happened_to(app, &mut writer, &file, "new_employment_started").await?;
    runs::next_job::first_call(app, &mut writer, (&file, &id), words).await?;
    Ok((writer, id))
}

/// What a change would come to.
#[derive(Debug)]
pub struct Foreseen {
    pub moved: Vec<Moved>,
    /// Whom an ending, or an ending taken back, gives another state.
    pub turned: Vec<Turned>,
}

/// The state of one checkpoint before and after.
#[derive(Debug)]
pub struct Turned {
    pub checkpoint: CheckpointId,
    pub code: String,
    pub was: State,
    pub now: State,
}

/// What a change would come to, decided as it is when it is recorded. Nothing is changed.
///
/// # Errors
///
/// As [`change`].
pub async fn preview(
    app: &App,
    viewer: &Viewer,
    (id, change): (&PlacementId, &Change),
) -> Result<Foreseen, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let kept = store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
    let file = desk::load(app, &mut reader, &kept.person).await?;
    drop(reader);
    let own = own_checkpoints(&file, &kept);
    let decided = decide(&file, kept.clone(), change, words)?;
    let ended_on = decided.kept.placement.ended_on;
    let turn = |one: &&desk::OnFile| {
        let now = file.state_if_ended(one, ended_on);
        let checkpoint = &one.kept.checkpoint;
        let (was, code) = (file.state(one), checkpoint.code.clone());
        (was != now).then_some(Turned { checkpoint: checkpoint.id, code, was, now })
    };
    let turned = match change.ended_on {
        Some(_) => own.iter().filter_map(turn).collect(),
        None => Vec::new(),
    };
    let moved = decided.corrected.map(|corrected| corrected.moved).unwrap_or_default();
    Ok(Foreseen { moved, turned })
}

/// A change that may be recorded: the placement as it will be.
struct Decided {
    kept: Kept,
    corrected: Option<Corrected>,
    terms: Option<Terms>,
}

fn decide(
    file: &desk::File,
    mut kept: Kept,
    change: &Change,
    words: Words,
) -> Result<Decided, Failure> {
    if change.version.is_some_and(|version| version != kept.version) {
        let current = super::api::placement_answer(words, &kept, file.now, Vec::new());
        return Err(Failure::Conflict {
            sentence: words.say("people-changed-meanwhile"),
            current: serde_json::to_value(current).ok().map(Box::new),
        });
    }
    let today = file.today();
    let mut problems = Problems::new();
    let corrected = match change.started_on.map(|on| corrected(file, &kept, on)) {
        None => None,
        Some(Ok(corrected)) => {
            kept.placement.started_on = corrected.started_on;
            Some(corrected)
        }
        Some(Err(refused)) => {
            problems = correct_problems(&refused, words);
            None
        }
    };
    apply_end(&mut kept, change, today, words, &mut problems);
    apply_reason(&mut kept, change, words, &mut problems);
    let terms = terms_after(&kept, change, today, words, &mut problems);
    if problems.is_empty() {
        Ok(Decided { kept, corrected, terms })
    } else {
        Err(Failure::Refused(problems))
    }
}

/// Changes a placement within a unit of work that the caller commits.
///
/// # Errors
///
/// `NotFound`, `Refused` by field, `Conflict` when the version seen is not the present one.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    (id, change): (&PlacementId, &Change),
) -> Result<Writer, Failure> {
    viewer.may(Right::Place)?;
    let words = Words { locale: viewer.language.into() };
    let person = {
        let mut reader = app.reader(viewer).await?;
        store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?.person
    };
    let detail = detail(change);
    let deed = Deed {
        action: "change placement",
        person: Some(person),
        subject: id.as_str(),
        detail: &detail,
    };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &person).await?;
    let kept = store::find(&mut writer, id).await?.ok_or(Failure::NotFound)?;
    let file = desk::load(app, &mut writer, &person).await?;
    let (started_on, ended_on) = (kept.placement.started_on, kept.placement.ended_on);
    let reopened = kept.reopened;
    let own: Vec<_> = own_checkpoints(&file, &kept).iter().map(|one| &one.kept).collect();
    let Decided { kept, corrected, terms } = decide(&file, kept, change, words)?;
    if let Some(corrected) = corrected {
        checkpoints::act::record_moved(&mut writer, &own, &corrected.moved).await?;
        let days = (started_on, corrected.started_on);
        store::move_first_terms(&mut writer, id, days).await?;
    }
    store::record_dates(&mut writer, &kept).await?;
    if let Some(terms) = terms {
        store::record_terms(&mut writer, id, &terms).await?;
    }
    let file = desk::settle(app, &mut writer, &person).await?;
    if kept.placement.ended_on.is_some() && change.ended_on.is_some() {
        last_day_is_known(&mut writer, (&file, id), None, words).await?;
    }
    if let Some(lost_on) = ended_on.filter(|_| kept.reopened > reopened) {
        goes_on(app, &mut writer, (&file, &kept), (lost_on, words)).await?;
    }
    Ok(writer)
}

/// A job was not lost after all: nothing was claimed anew for it either, and who was tracked is
/// tracked on.
async fn goes_on(
    app: &App,
    writer: &mut Writer,
    (file, kept): (&desk::File, &Kept),
    (lost_on, words): (Date, Words),
) -> Result<(), Failure> {
    let id = &kept.placement.id;
    runs::store::record_fact(writer, id, ("benefit_reclaimed", false)).await?;
    if let Some(enrolment) = file.enrolment_of(id) {
        let programme = programme_of(app, writer, kept).await?;
        enrol::into_outcomes(writer, (&programme, enrolment)).await?;
    }
    support::act::stand_again(app, writer, (file, words), (id, lost_on)).await?;
    tasks::asked::job_goes_on(writer, (&file.kept.person.id, id), words).await?;
    runs::next_job::first_call(app, writer, (file, id), words).await
}

/// Takes back what still asks whether a job goes on, or when it ended, within a unit of work that
/// does more: tasks, entries of the diary, and the runs that wait for them, but for the run that
/// has found it out. Tracking calls that are booked stay: they are made all the same.
///
/// # Errors
///
/// What the database says.
pub async fn last_day_is_known(
    writer: &mut Writer,
    (file, id): (&desk::File, &PlacementId),
    by: Option<&RunId>,
    words: Words,
) -> Result<(), Failure> {
    runs::wake::job_is_over(writer, (id, by)).await?;
    let is_meant = |kind: Kind| kind.asks_about_the_job() && kind != Kind::TrackingCall;
    diary::within::cancel(writer, (file, Some(id)), is_meant).await?;
    tasks::asked::last_day_is_known(writer, (&file.kept.person.id, id), words).await
}

/// Enters the last day of a job within a unit of work that does more: the person is locked and
/// their file read. `source` says from whom the day comes.
///
/// # Errors
///
/// `Refused` at `ended_on` for a day that cannot be.
pub async fn end_in(
    app: &App,
    writer: &mut Writer,
    (file, id): (&desk::File, &PlacementId),
    (on, reason, source): (Date, Option<Remark>, &str),
    words: Words,
) -> Result<(), Failure> {
    let kept = file.placements.iter().find(|kept| kept.placement.id == *id);
    let kept = kept.ok_or(Failure::NotFound)?.clone();
    let change = Change {
        ended_on: Some(Some(on)),
        end_source: Some(source.to_owned()),
        ..Change::default()
    };
    let Decided { mut kept, .. } = decide(file, kept, &change, words)?;
    kept.end_reason = reason.or(kept.end_reason);
    let (person, detail) = (kept.person, format!("ended {on} {source}"));
    let subject = id.as_str();
    let deed =
        Deed { action: "change placement", person: Some(person), subject, detail: detail.trim() };
    writer.also(deed).await?;
    store::record_dates(writer, &kept).await?;
    desk::settle(app, writer, &person).await?;
    Ok(())
}

fn corrected(
    file: &desk::File,
    kept: &Kept,
    started_on: Date,
) -> Result<Corrected, CorrectRefused> {
    let own: Vec<_> = own_checkpoints(file, kept);
    let Some(first) = own.first() else {
        let moved = Vec::new();
        return Ok(Corrected { started_on, moved });
    };
    let facts: Vec<_> = own.iter().map(|one| one.kept.checkpoint.clone()).collect();
    correct_start(&kept.placement, &facts, &first.programme, started_on, file.today())
}

fn own_checkpoints<'a>(file: &'a desk::File, kept: &Kept) -> Vec<&'a desk::OnFile> {
    let id = Some(kept.placement.id);
    file.checkpoints.iter().filter(|one| one.kept.placement == id).collect()
}

/// The pack that a placement is pinned to, for pages.
///
/// # Errors
///
/// What the database says.
pub async fn programme_of(
    app: &App,
    held: &mut impl crate::record::Held,
    kept: &Kept,
) -> Result<std::sync::Arc<domain::programmes::Programme>, Failure> {
    programmes::store::pinned(app, held, (&kept.pack, kept.pack_version)).await
}
