//! The job: its end, the support that goes with it, the stage, notes and facts.

use super::diary::{as_reason, said_of};
use super::{Done, With, day, text};
use crate::failure::Failure;
use crate::placements;
use crate::programmes;
use crate::record::{Deed, Writer};
use crate::remark::{Meant, Remark};
use crate::runs::store;
use crate::support::act::{self, Agreed, Change};
use domain::flows::due::Due;
use domain::flows::{Param, SettingValue, What};
use domain::forms::Value;
use domain::ids::NoteId;
use domain::programmes::{Programme, Stage};
use domain::support::{Assessed, Entry, NOTE_LENGTH_MAX, Risk};

/// The stage of those who were placed; the one before it is for those who look for work.
const OUTCOMES: &str = "outcomes";

/// Enters the last day worked, with whom it comes from.
pub(super) async fn end(
    with: &mut With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let Some(on) = day(due, "date") else { return Ok(Done::nothing("no_day")) };
    let placement = *with.placement();
    let whole = (&with.file, &placement);
    placements::act::last_day_is_known(writer, whole, Some(with.run()), with.words).await?;
    let job = with.file.placements.iter().find(|job| job.placement.id == placement);
    if job.and_then(|job| job.placement.ended_on) == Some(on) {
        return Ok(Done::nothing("ended_already"));
    }
    let source = due.effect.word("source").unwrap_or_default();
    let reason = said_of(with, due, ("reason", as_reason));
    let whole = (&with.file, &placement);
    placements::act::end_in(with.app, writer, whole, (on, reason, source), with.words).await?;
    with.read_again(writer).await?;
    Ok(Done::made(placement))
}

pub(super) async fn agree(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let Some(Value::Yes(is_accepted)) = due.values.get("accepted") else {
        return Ok(Done::nothing("not_said"));
    };
    let needs = match due.values.get("needs") {
        Some(Value::Several(needs)) => needs.clone(),
        Some(_) | None => Vec::new(),
    };
    let agreed_on = with.file.today();
    let agreed = Agreed { is_accepted: *is_accepted, needs, note: None, agreed_on };
    let whose = (&with.person(), Some(*with.placement()));
    Ok(Done::made(act::agree_in(with.app, writer, whose, &agreed).await?))
}

async fn assess(with: &With<'_>, writer: &mut Writer, change: Change) -> Result<Done, Failure> {
    let whole = (&with.file, with.words);
    match act::assess_in(with.app, writer, whole, &change).await {
        Ok(id) => Ok(Done::made(id)),
        // Nothing stands that could be removed, or it says so already.
        Err(Failure::Conflict { .. }) => Ok(Done::nothing("none_stands")),
        Err(failure) => Err(failure),
    }
}

/// For the job that began after this one, else for the one that will be entered next.
pub(super) async fn start_assessment(
    with: &With<'_>,
    writer: &mut Writer,
) -> Result<Done, Failure> {
    let jobs = &with.file.placements;
    let own = jobs.iter().find(|job| job.placement.id == *with.placement());
    let newer = jobs
        .iter()
        .find(|job| own.is_some_and(|own| job.placement.started_on > own.placement.started_on));
    let placement = newer.map(|job| job.placement.id);
    let all = crate::support::store::assessments(writer, &with.person()).await?;
    let entries = act::entries_of(&all, placement.as_ref());
    if domain::support::standing(&entries, with.file.today()).is_some() {
        return Ok(Done::nothing("stands_already"));
    }
    let (risk, from_on) = (Risk::Medium, with.file.today());
    let entry = Entry { from_on, assessed: Assessed::Stands { risk, weeks: risk.weeks() } };
    assess(with, writer, Change { placement, entry, reason: None }).await
}

pub(super) async fn amend_assessment(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let Some(Value::Whole(weeks)) = due.values.get("weeks") else {
        return Ok(Done::nothing("not_said"));
    };
    let weeks = u8::try_from(*weeks).unwrap_or(0);
    let from_on = day(due, "from").unwrap_or_else(|| with.file.today());
    let all = crate::support::store::assessments(writer, &with.person()).await?;
    let entries = act::entries_of(&all, Some(with.placement()));
    let assessed = Assessed::Stands { risk: Risk::of_weeks(weeks), weeks };
    let stands = domain::support::standing(&entries, from_on);
    if stands == Some((Risk::of_weeks(weeks), weeks)) {
        return Ok(Done::nothing("stands_already"));
    }
    let placement = Some(*with.placement());
    let reason = text(due, "reason").map(str::to_owned);
    assess(with, writer, Change { placement, entry: Entry { from_on, assessed }, reason }).await
}

pub(super) async fn remove_assessment(
    with: &With<'_>,
    writer: &mut Writer,
) -> Result<Done, Failure> {
    let entry = Entry { from_on: with.file.today(), assessed: Assessed::Removed };
    let placement = Some(*with.placement());
    assess(with, writer, Change { placement, entry, reason: None }).await
}

/// The stage of a programme that a flow means: the one of that code, or, where the programme has no
/// such stage, the one before outcomes.
pub(in crate::runs) fn stage_meant<'p>(
    programme: &'p Programme,
    wanted: &str,
) -> Option<&'p Stage> {
    let all = &programme.stages;
    let before = || {
        let at = all.iter().position(|stage| stage.code == OUTCOMES)?;
        all.get(at.checked_sub(1)?)
    };
    all.iter().find(|stage| stage.code == wanted).or_else(before)
}

/// Changes the stage of the enrolment that the job belongs to.
pub(super) async fn stage(
    with: &mut With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let around = with.loaded.around(with.words);
    let name = due.effect.word("to").unwrap_or_default();
    let Some(SettingValue::Word(wanted)) = around.setting(&with.loaded.flow, name).cloned() else {
        return Ok(Done::nothing("no_stage"));
    };
    let own = with.file.enrolment_of(with.placement());
    let Some(enrolment) = own.cloned() else { return Ok(Done::nothing("no_stage")) };
    let is_other = |job: &&placements::store::Kept| {
        job.enrolment == enrolment.id && job.placement.id != *with.placement()
    };
    if with.file.open_jobs().iter().any(is_other) {
        return Ok(Done::nothing("other_job"));
    }
    let pack = (enrolment.pack.as_str(), enrolment.pack_version);
    let programme = programmes::store::pinned(with.app, writer, pack).await?;
    let Some(stage) = stage_meant(&programme, &wanted) else {
        return Ok(Done::nothing("no_stage"));
    };
    let stage = stage.code.as_str();
    if enrolment.stage == stage {
        return Ok(Done::nothing("stands_already"));
    }
    let (person, subject) = (Some(with.person()), enrolment.id.as_str());
    writer.also(Deed { action: "change stage", person, subject, detail: stage }).await?;
    let id = enrolment.id;
    let changed = placements::store::Enrolment { stage: stage.to_owned(), ..enrolment };
    placements::store::record_enrolment_changes(writer, &changed).await?;
    with.read_again(writer).await?;
    Ok(Done::made(id))
}

/// The change of frequency that a node makes, as it stands in the diary and in the notes alike.
pub(super) fn change_here(with: &With<'_>, due: &Due<'_>) -> Option<Meant> {
    let is_change = |one: &&Due<'_>| one.what == What::SraAmend && one.visit == due.visit;
    let change = with.all.iter().find(is_change)?;
    let Some(Value::Whole(weeks)) = change.values.get("weeks") else { return None };
    let weeks = u8::try_from(*weeks).ok()?;
    let from_on = day(change, "from").unwrap_or_else(|| with.file.today());
    let assessed = Assessed::Stands { risk: Risk::of_weeks(weeks), weeks };
    let reason = text(change, "reason").map(str::to_owned);
    let entry = Entry { from_on, assessed };
    Some(act::meant(&Change { placement: None, entry, reason }))
}

/// A dated note on the summary: what was written, with what the node is about.
pub(super) async fn note(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let written = || {
        let text = text(due, "text")?;
        Some(text.chars().take(NOTE_LENGTH_MAX).collect::<String>())
    };
    let title = with.loaded.flow.node(due.node).map(|node| node.title.clone());
    let said = match (change_here(with, due), title) {
        (Some(change), _) => Remark::from(&change),
        (None, Some(title)) => {
            Remark::from(&Meant::Flow { en: title.en, fr: title.fr, typed: written() })
        }
        (None, None) => Remark::typed(&written().unwrap_or_default()),
    };
    let dated_on = day(due, "dated").unwrap_or_else(|| with.file.today());
    let id = NoteId::from_number(with.app.new_number());
    act::note_in(writer, (&with.file, with.words), &id, (dated_on, &said)).await?;
    Ok(Done::made(id))
}

pub(super) async fn benefit(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let Some(Value::Yes(is_closed)) = due.values.get("closed") else {
        return Ok(Done::nothing("not_said"));
    };
    let whose = (&with.person(), Some(with.placement()));
    let told = (*is_closed, text(due, "with"));
    Ok(Done::made(act::benefit_check_in(with.app, writer, whose, told).await?))
}

pub(super) async fn fact(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let fact = due.effect.word("fact").unwrap_or_default();
    let is_so = due.effect.params.get("is") == Some(&Param::Yes(true));
    store::record_fact(writer, with.placement(), (fact, is_so)).await?;
    Ok(Done::made(with.placement()))
}
