//! Agreeing on support and assessing a job: what pages, doors and flows do.

use super::store::{self, Assessment, NewAgreement};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::diary::act::{Booking, book_in, moment_at, region_of};
use crate::diary::store as diary_store;
use crate::diary::within::move_in;
use crate::failure::Failure;
use crate::page::Words;
use crate::people;
use crate::people::act::text_sentence;
use crate::record::{Deed, Held, Writer};
use crate::remark::{Meant, Remark};
use domain::access::Right;
use domain::calendar::next_working_day;
use domain::diary::{Kind, Outcome};
use domain::ids::{AgreementId, AssessmentId, BenefitCheckId, NoteId, PersonId, PlacementId};
use domain::people::line;
use domain::support::{
    AssessRefused, Assessed, Booked, Change as HowOften, Entry, NOTE_LENGTH_MAX, WEEKS, assess,
    before_removal, interval_weeks, is_need, may_date, next_call,
};
use jiff::civil::Date;

/// Words of what is needed, at most.
pub const NEEDS_MAX: usize = 20;

/// A change of how often one keeps in touch.
#[derive(Debug, Clone)]
pub struct Change {
    /// The latest job where none is named.
    pub placement: Option<PlacementId>,
    pub entry: Entry,
    pub reason: Option<String>,
}

/// Puts an entry of an assessment within a unit of work that does more; the next call of the job
/// moves with it.
///
/// # Errors
///
/// `Refused` where it cannot be entered.
pub async fn assess_in(
    app: &App,
    writer: &mut Writer,
    (file, words): (&File, Words),
    change: &Change,
) -> Result<AssessmentId, Failure> {
    let id = AssessmentId::from_number(app.new_number());
    let person = file.kept.person.id;
    let all = store::assessments(writer, &person).await?;
    let entries = entries_of(&all, change.placement.as_ref());
    let job = file.placements.iter().find(|job| Some(job.placement.id) == change.placement);
    let first_day = job.map(|job| job.placement.started_on);
    let entry = assess(&entries, change.entry, (first_day, file.today()))
        .map_err(|why| refused(words, why))?;
    let action = match entry.assessed {
        Assessed::Stands { .. } if entries.is_empty() => "start assessment",
        Assessed::Stands { .. } => "amend assessment",
        Assessed::Removed => "remove assessment",
    };
    writer.also(Deed { action, person: Some(person), subject: id.as_str(), detail: "" }).await?;
    let whose = (&id, &person, change.placement.as_ref());
    store::record_assessment(writer, whose, (entry, change.reason.as_deref())).await?;
    if let (Some(placement), Assessed::Stands { weeks, .. }) = (&change.placement, entry.assessed) {
        let before = interval_weeks(&entries, entry.from_on);
        let how_often = HowOften { from_on: entry.from_on, weeks: (before, weeks) };
        move_next_call(app, writer, (file, placement), how_often).await?;
    }
    Ok(id)
}

/// The entries that count for a job; without one those for the next job.
#[must_use]
pub fn entries_of(all: &[Assessment], placement: Option<&PlacementId>) -> Vec<Entry> {
    match placement {
        Some(placement) => store::of_job(all, placement),
        None => all.iter().filter(|one| one.placement.is_none()).map(|one| one.entry).collect(),
    }
}

/// Moves the open tracking call of a job in line with how often one keeps in touch now.
async fn move_next_call(
    app: &App,
    writer: &mut Writer,
    (file, placement): (&File, &PlacementId),
    change: HowOften,
) -> Result<(), Failure> {
    let Some(open) = diary_store::open_of(writer, placement, Kind::TrackingCall).await? else {
        return Ok(());
    };
    let fault = |fault| Failure::fault("the next call", &fault);
    let booked = Booked { on: open.due_on, attempt: open.attempt };
    let moved = next_call(booked, change, file.today()).map_err(fault)?;
    let Some(day) = moved else { return Ok(()) };
    let region = region_of(app, writer, (file, Some(placement))).await?;
    let day = next_working_day(day, region).map_err(fault)?;
    let zone = &file.kept.office_zone;
    let time = open.entry.due_at.to_zoned(zone.clone()).time();
    move_in(writer, file, &open, moment_at(zone, day, time)).await
}

/// Puts back what was removed with a job whose loss was taken back.
///
/// # Errors
///
/// `Refused` where it cannot be entered.
pub async fn stand_again(
    app: &App,
    writer: &mut Writer,
    (file, words): (&File, Words),
    (placement, lost_on): (&PlacementId, Date),
) -> Result<(), Failure> {
    let all = store::assessments(writer, &file.kept.person.id).await?;
    let entries = entries_of(&all, Some(placement));
    let Some((risk, weeks)) = before_removal(&entries, lost_on) else { return Ok(()) };
    let entry = Entry { from_on: file.today(), assessed: Assessed::Stands { risk, weeks } };
    let change = Change { placement: Some(*placement), entry, reason: None };
    assess_in(app, writer, (file, words), &change).await?;
    Ok(())
}

/// Changes how often one keeps in touch: in the assessment, the diary and the notes at once.
///
/// # Errors
///
/// `Forbidden`, `NotFound`, `Refused` by field.
pub async fn change_frequency(
    app: &App,
    viewer: &Viewer,
    person: &PersonId,
    change: &Change,
) -> Result<Writer, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let deed = Deed {
        action: "change frequency",
        person: Some(*person),
        subject: person.as_str(),
        detail: "",
    };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, person).await?;
    let file = desk::load(app, &mut writer, person).await?;
    let reason = change.reason.as_deref().unwrap_or_default();
    let reason = read_line("reason", Some(reason), words)?;
    let placement = change.placement.or_else(|| file.latest_job());
    let change = Change { placement, reason: reason.clone(), ..change.clone() };
    assess_in(app, &mut writer, (&file, words), &change).await?;
    let said = meant(&change);
    let note = NoteId::from_number(app.new_number());
    note_in(&mut writer, (&file, words), &note, (change.entry.from_on, &Remark::from(&said)))
        .await?;
    let booking = Booking {
        kind: Kind::FrequencyChange,
        placement,
        due_at: writer.at(),
        owner: None,
        reason: None,
        attempt: None,
        outcome: Some(Outcome::Done),
        note: Some(said.stored()),
        is_any_day: true,
    };
    book_in(app, &mut writer, (&file, words), &booking).await?;
    Ok(writer)
}

/// A change as the diary and the notes keep it: each reader has it in their own language.
#[must_use]
pub fn meant(change: &Change) -> Meant {
    let weeks = match change.entry.assessed {
        Assessed::Stands { weeks, .. } => Some(weeks),
        Assessed::Removed => None,
    };
    Meant::Frequency { weeks, from: change.entry.from_on, reason: change.reason.clone() }
}

fn refused(words: Words, why: AssessRefused) -> Failure {
    match why {
        AssessRefused::Weeks => {
            let (least, most) = (i64::from(*WEEKS.start()), i64::from(*WEEKS.end()));
            let args = [("least", least.into()), ("most", most.into())];
            Failure::field("weeks", words.with("support-weeks-wanted", &args))
        }
        AssessRefused::BeforeTheJob(first) => {
            let args = [("first", words.date(first).into())];
            Failure::field("from", words.with("placements-not-before", &args))
        }
        AssessRefused::TooFar => Failure::field("from", words.say("support-too-far")),
        AssessRefused::NothingNew => Failure::field("weeks", words.say("support-nothing-new")),
        AssessRefused::NothingStands => Failure::conflict(words.say("support-nothing-stands")),
    }
}

/// What was agreed, as it is entered.
#[derive(Debug, Clone)]
pub struct Agreed {
    pub is_accepted: bool,
    pub needs: Vec<String>,
    pub note: Option<String>,
    pub agreed_on: Date,
}

/// Enters what was agreed on support.
///
/// # Errors
///
/// `Forbidden`, `NotFound`, `Refused` by field.
pub async fn agree(
    app: &App,
    viewer: &Viewer,
    person: &PersonId,
    agreed: &Agreed,
) -> Result<Writer, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let id = AgreementId::from_number(app.new_number());
    let action = if agreed.is_accepted { "agree support" } else { "refuse support" };
    let deed = Deed { action, person: Some(*person), subject: id.as_str(), detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, person).await?;
    let file = desk::load(app, &mut writer, person).await?;
    if agreed.needs.len() > NEEDS_MAX || !agreed.needs.iter().all(|need| is_need(need)) {
        let most = [("most", i64::try_from(NEEDS_MAX).unwrap_or_default().into())];
        return Err(Failure::field("needs", words.with("support-needs-wanted", &most)));
    }
    if !may_date(agreed.agreed_on, file.today()) {
        return Err(Failure::field("agreed_on", words.say("support-day-wanted")));
    }
    if agreed.agreed_on > file.today() {
        return Err(Failure::field("agreed_on", words.say("evidence-not-ahead")));
    }
    let note = read_line("note", agreed.note.as_deref(), words)?;
    let placement = file.latest_job();
    put_agreement(&mut writer, (id, *person, placement), &Agreed { note, ..agreed.clone() })
        .await?;
    Ok(writer)
}

/// As [`agree`], within a unit of work that does more.
///
/// # Errors
///
/// What the database says.
pub async fn agree_in(
    app: &App,
    writer: &mut Writer,
    (person, placement): (&PersonId, Option<PlacementId>),
    agreed: &Agreed,
) -> Result<AgreementId, Failure> {
    let id = AgreementId::from_number(app.new_number());
    let action = if agreed.is_accepted { "agree support" } else { "refuse support" };
    let subject = id.as_str();
    writer.also(Deed { action, person: Some(*person), subject, detail: "" }).await?;
    put_agreement(writer, (id, *person, placement), agreed).await?;
    Ok(id)
}

async fn put_agreement(
    writer: &mut Writer,
    (id, person, placement): (AgreementId, PersonId, Option<PlacementId>),
    agreed: &Agreed,
) -> Result<(), Failure> {
    let new = NewAgreement {
        id,
        person,
        placement,
        is_accepted: agreed.is_accepted,
        needs: &agreed.needs,
        note: agreed.note.as_deref(),
        agreed_on: agreed.agreed_on,
    };
    store::record_agreement(writer, &new).await?;
    Ok(())
}

/// Writes a dated note.
///
/// # Errors
///
/// `Forbidden`, `NotFound`, `Refused` by field.
pub async fn note(
    app: &App,
    viewer: &Viewer,
    person: &PersonId,
    (dated_on, text): (Date, &str),
) -> Result<Writer, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let id = NoteId::from_number(app.new_number());
    let subject = id.as_str();
    let deed = Deed { action: "write note", person: Some(*person), subject, detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, person).await?;
    let kept = people::store::find(&mut writer, person).await?.ok_or(Failure::NotFound)?;
    dated(dated_on, app.clock.today(&kept.office_zone), words)?;
    let wanted = || Failure::field("text", words.say("support-note-wanted"));
    let text = read_line("text", Some(text), words)?.ok_or_else(wanted)?;
    let body = Remark::typed(&text);
    store::record_note(&mut writer, (&id, person), (dated_on, &body)).await?;
    Ok(writer)
}

/// A note is never changed: its day lies within reach.
fn dated(on: Date, today: Date, words: Words) -> Result<(), Failure> {
    let wanted = || Failure::field("dated_on", words.say("support-day-wanted"));
    may_date(on, today).then_some(()).ok_or_else(wanted)
}

/// As [`note`], within a unit of work that does more.
///
/// # Errors
///
/// `Refused` for a day out of reach.
pub async fn note_in(
    writer: &mut Writer,
    (file, words): (&File, Words),
    id: &NoteId,
    (dated_on, body): (Date, &Remark),
) -> Result<(), Failure> {
    dated(dated_on, file.today(), words)?;
    let person = &file.kept.person.id;
    let subject = id.as_str();
    writer.also(Deed { action: "write note", person: Some(*person), subject, detail: "" }).await?;
    store::record_note(writer, (id, person), (dated_on, body)).await?;
    Ok(())
}

/// Notes what was heard of a benefit claim, within a unit of work that does more.
///
/// # Errors
///
/// What the database says.
pub async fn benefit_check_in(
    app: &App,
    writer: &mut Writer,
    (person, placement): (&PersonId, Option<&PlacementId>),
    told: (bool, Option<&str>),
) -> Result<BenefitCheckId, Failure> {
    let id = BenefitCheckId::from_number(app.new_number());
    let (subject, detail) = (id.as_str(), if told.0 { "closed" } else { "open" });
    writer.also(Deed { action: "check benefit", person: Some(*person), subject, detail }).await?;
    store::record_benefit_check(writer, (&id, person, placement), told).await?;
    Ok(id)
}

/// Reads one line: none where it is blank.
///
/// # Errors
///
/// `Refused` at its field.
pub fn read_line(field: &str, text: Option<&str>, words: Words) -> Result<Option<String>, Failure> {
    let text = text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Ok(None);
    }
    let read = line(&text, NOTE_LENGTH_MAX).map(Some);
    read.map_err(|why| Failure::field(field, text_sentence(why, words)))
}

/// Weeks between two calls about a job today.
///
/// # Errors
///
/// What the database says.
pub async fn interval_of(
    held: &mut impl Held,
    (file, placement): (&File, &PlacementId),
) -> Result<u8, Failure> {
    let all = store::assessments(held, &file.kept.person.id).await?;
    Ok(domain::support::interval_weeks(&store::of_job(&all, placement), file.today()))
}
