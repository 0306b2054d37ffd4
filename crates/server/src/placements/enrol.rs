//! Enrolling a person in a programme, and the checkpoints that count from the enrolment.

use super::store::{self, Enrolment, NewEnrolment};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints;
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::people;
use crate::people::act::text_sentence;
use crate::programmes;
use crate::record::{Deed, Writer};
use domain::access::Right;
use domain::checkpoints::move_untouched;
use domain::ids::{CheckpointId, EnrolmentId};
use domain::people::line;
use domain::programmes::{Anchor, Programme, schedule};
use jiff::civil::Date;
use std::sync::Arc;

/// The days of an enrolment, as given. `Some(None)` takes a day away.
#[derive(Debug, Clone, Default)]
pub struct Days {
    pub referred_on: Option<Option<Date>>,
    pub started_on: Option<Option<Date>>,
    pub service_ended_on: Option<Option<Date>>,
    pub exited_on: Option<Option<Date>>,
    pub group: Option<Option<String>>,
}

/// The stage of somebody who was placed into Outcomes, where the pack has such a stage.
const OUTCOMES: &str = "outcomes";
/// Characters of a group's name, at most.
const GROUP_LENGTH_MAX: usize = 60;

/// Enrols a person within a unit of work that the caller commits.
///
/// # Errors
///
/// `Refused` by field, `Conflict` when they are in the programme already.
pub async fn enrol(
    app: &App,
    viewer: &Viewer,
    person: &people::store::Kept,
    (code, days): (&str, &Days),
) -> Result<(Writer, EnrolmentId), Failure> {
    viewer.may(Right::Place)?;
    let words = Words { locale: viewer.language.into() };
    let id = EnrolmentId::from_number(app.new_number());
    let deed = Deed {
        action: "enrol person",
        person: Some(person.person.id),
        subject: id.as_str(),
        detail: code,
    };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &person.person.id).await?;
    let present = store::enrolments(&mut writer, &person.person.id).await?;
    if present.iter().any(|one| one.pack == code) {
        return Err(Failure::conflict(words.say("placements-enrolled-already")));
    }
    let (programme, new) = begin(app, &mut writer, person, (id, code), words).await?;
    let enrolment = apply(new, days, app.clock.today(&person.office_zone), words)?;
    record(&mut writer, person, &enrolment).await?;
    put_in_step(app, &mut writer, person, (&programme, &enrolment)).await?;
    checkpoints::desk::settle(app, &mut writer, &person.person.id).await?;
    Ok((writer, id))
}

/// Changes the days of an enrolment within a unit of work that the caller commits.
///
/// # Errors
///
/// `NotFound`, `Refused` by field, `Conflict` when the version seen is not the present one.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    person: &people::store::Kept,
    (id, days, version): (&EnrolmentId, &Days, Option<i64>),
) -> Result<Writer, Failure> {
    viewer.may(Right::Place)?;
    let words = Words { locale: viewer.language.into() };
    let deed = Deed {
        action: "change enrolment",
        person: Some(person.person.id),
        subject: id.as_str(),
        detail: "",
    };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &person.person.id).await?;
    let kept = store::find_enrolment(&mut writer, id).await?.ok_or(Failure::NotFound)?;
    if version.is_some_and(|version| version != kept.version) {
        return Err(Failure::Conflict {
            sentence: words.say("people-changed-meanwhile"),
            current: serde_json::to_value(super::enrol_api::enrolment_answer(&kept, Vec::new()))
                .ok()
                .map(Box::new),
        });
    }
    let pack = (kept.pack.clone(), kept.pack_version);
    let enrolment = apply(kept, days, app.clock.today(&person.office_zone), words)?;
    store::record_enrolment_changes(&mut writer, &enrolment).await?;
    let programme = programmes::store::pinned(app, &mut writer, (&pack.0, pack.1)).await?;
    put_in_step(app, &mut writer, person, (&programme, &enrolment)).await?;
    checkpoints::desk::settle(app, &mut writer, &person.person.id).await?;
    Ok(writer)
}

/// The enrolment in a programme: the one there is, or a new one recorded now.
///
/// # Errors
///
/// `Refused` when no such pack is shipped.
pub async fn find_or_enrol(
    app: &App,
    writer: &mut Writer,
    person: &people::store::Kept,
    (code, words): (&str, Words),
) -> Result<(Arc<Programme>, Enrolment), Failure> {
    let all = store::enrolments(writer, &person.person.id).await?;
    if let Some(enrolment) = all.into_iter().find(|one| one.pack == code) {
        let pack = (enrolment.pack.as_str(), enrolment.pack_version);
        return Ok((programmes::store::pinned(app, writer, pack).await?, enrolment));
    }
    let id = EnrolmentId::from_number(app.new_number());
    let (programme, enrolment) = begin(app, writer, person, (id, code), words).await?;
    record(writer, person, &enrolment).await?;
    Ok((programme, enrolment))
}

async fn begin(
    app: &App,
    writer: &mut Writer,
    person: &people::store::Kept,
    (id, code): (EnrolmentId, &str),
    words: Words,
) -> Result<(Arc<Programme>, Enrolment), Failure> {
    let Some(programme) = programmes::store::in_force(app, writer, code).await? else {
        let known: Vec<String> =
            programmes::shipped().iter().map(|pack| pack.code.to_owned()).collect();
        let known = words.list(&known);
        let sentence = words.with("placements-programme-wanted", &[("known", known.into())]);
        return Err(Failure::field("programme", sentence));
    };
    let stage = stage_of_placed(&programme);
    let enrolment = Enrolment {
        id,
        person: person.person.id,
        pack: code.to_owned(),
        pack_version: i64::from(programme.version),
        referred_on: None,
        started_on: None,
        service_ended_on: None,
        exited_on: None,
        group: None,
        stage: stage.to_owned(),
        version: 1,
    };
    if programme.contact.consent_by_notice {
        people::store::record_notice(writer, &person.person.id).await?;
    }
    Ok((programme, enrolment))
}

/// The stage of whoever is placed: Outcomes, or the last one that a pack has.
fn stage_of_placed(programme: &Programme) -> &str {
    let stages = &programme.stages;
    let outcomes = stages.iter().find(|stage| stage.code == OUTCOMES);
    outcomes.or_else(|| stages.last()).map_or(OUTCOMES, |stage| &stage.code)
}

/// Puts somebody who has a job again back into the stage of those who were placed.
///
/// # Errors
///
/// What the database says.
pub async fn into_outcomes(
    writer: &mut Writer,
    (programme, enrolment): (&Programme, &Enrolment),
) -> Result<(), Failure> {
    let stage = stage_of_placed(programme);
    if enrolment.stage == stage {
        return Ok(());
    }
    let (person, subject) = (Some(enrolment.person), enrolment.id.as_str());
    writer.also(Deed { action: "change stage", person, subject, detail: stage }).await?;
    let changed = Enrolment { stage: stage.to_owned(), ..enrolment.clone() };
    store::record_enrolment_changes(writer, &changed).await?;
    Ok(())
}

async fn record(
    writer: &mut Writer,
    person: &people::store::Kept,
    enrolment: &Enrolment,
) -> Result<(), Failure> {
    let new = NewEnrolment { enrolment, office: person.office, owner: person.owner };
    store::record_enrolment(writer, &new).await?;
    Ok(())
}

/// Reads the days given into an enrolment: each a day up to today, in their natural order.
fn apply(
    mut enrolment: Enrolment,
    days: &Days,
    today: Date,
    words: Words,
) -> Result<Enrolment, Failure> {
    let mut problems = Problems::new();
    let fields = [
        ("referred_on", days.referred_on, &mut enrolment.referred_on),
        ("started_on", days.started_on, &mut enrolment.started_on),
        ("service_ended_on", days.service_ended_on, &mut enrolment.service_ended_on),
        ("exited_on", days.exited_on, &mut enrolment.exited_on),
    ];
    for (field, given, kept) in fields {
        if let Some(day) = given {
            if day.is_some_and(|day| day > today) {
                let today = words.date(today);
                let sentence = words.with("people-date-in-future", &[("today", today.into())]);
                problems.add(field, sentence);
            }
            *kept = day;
        }
    }
    let order = [
        ("started_on", enrolment.referred_on, enrolment.started_on),
        ("service_ended_on", enrolment.started_on, enrolment.service_ended_on),
        ("exited_on", enrolment.started_on, enrolment.exited_on),
    ];
    for (field, earlier, later) in order {
        if let (Some(earlier), Some(later)) = (earlier, later)
            && later < earlier
        {
            let first = words.date(earlier);
            problems.add(field, words.with("placements-not-before", &[("first", first.into())]));
        }
    }
    if let Some(group) = &days.group {
        let given = group.as_deref().filter(|group| !group.trim().is_empty());
        match given.map(|group| line(group, GROUP_LENGTH_MAX)).transpose() {
            Ok(group) => enrolment.group = group,
            Err(why) => problems.add("group", text_sentence(why, words)),
        }
    }
    if problems.is_empty() { Ok(enrolment) } else { Err(Failure::Refused(problems)) }
}

/// Makes, moves or leaves the checkpoints that count from the enrolment's own days.
async fn put_in_step(
    app: &App,
    writer: &mut Writer,
    person: &people::store::Kept,
    (programme, enrolment): (&Programme, &Enrolment),
) -> Result<(), Failure> {
    match programme.anchor {
        Anchor::PlacementStart => return Ok(()),
        Anchor::Exit | Anchor::ServiceEnd => {}
    }
    let planned = schedule(programme, &enrolment.anchors())
        .map_err(|error| Failure::fault("planning checkpoints", &error))?;
    let kept = checkpoints::store::of_person(writer, &person.person.id).await?;
    let own =
        |one: &&checkpoints::store::Kept| one.enrolment == enrolment.id && one.placement.is_none();
    let present: Vec<_> = kept.iter().filter(own).collect();
    if present.is_empty() {
        let series = checkpoints::store::Series {
            person: person.person.id,
            enrolment: enrolment.id,
            placement: None,
            office: person.office,
            owner: person.owner,
        };
        return make_checkpoints(app, writer, (&series, programme, person), &planned).await;
    }
    let facts: Vec<_> = present.iter().map(|one| one.checkpoint.clone()).collect();
    let moved = move_untouched(&facts, &planned);
    checkpoints::act::record_moved(writer, &present, &moved).await
}

/// Records a series of new checkpoints.
///
/// # Errors
///
/// What the database says.
pub async fn make_checkpoints(
    app: &App,
    writer: &mut Writer,
    (series, programme, person): (&checkpoints::store::Series, &Programme, &people::store::Kept),
    planned: &[domain::programmes::ScheduledCheckpoint],
) -> Result<(), Failure> {
    let made_on = writer.at().to_zoned(person.office_zone.clone()).date();
    for (position, planned) in planned.iter().enumerate() {
        let rule = programme.checkpoint(&planned.code);
        let new = checkpoints::store::NewCheckpoint {
            id: CheckpointId::from_number(app.new_number()),
            planned,
            position: position as i64 + 1,
            questionnaire: rule.map_or("", |rule| rule.questionnaire.as_str()),
            pack: (&programme.code, i64::from(programme.version)),
            made_on,
        };
        checkpoints::store::record_new(writer, series, &new).await?;
    }
    Ok(())
}
