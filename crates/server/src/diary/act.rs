//! Booking entries, and what becomes of them: what pages, doors and flows do.

use super::days;
use super::store::{self, Kept, New};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::contacts;
use crate::failure::Failure;
use crate::page::Words;
use crate::people;
use crate::programmes;
use crate::record::{Deed, Held, Writer};
use crate::runs;
use domain::access::Right;
use domain::calendar::Region;
use domain::contacts::Outcome as Came;
use domain::contacts::Round;
use domain::diary::{
    AHEAD_DAYS_MAX, Ask, Bounds, ChangeRefused, Changed, Days, JobWanted, Kind, Mending, Outcome,
    change, go_together, job_of, may_book, may_choose, may_mend,
};
use domain::ids::{DiaryEntryId, PersonId, PlacementId, UserId};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// What is booked.
#[derive(Debug, Clone)]
pub struct Booking {
    pub kind: Kind,
    pub placement: Option<PlacementId>,
    pub due_at: Timestamp,
    /// Whoever looks after the person, where nobody is named.
    pub owner: Option<UserId>,
    /// As it is stored, as the note is: see `crate::remark`.
    pub reason: Option<String>,
    /// Which try of its round it is; by the tries so far where it is not said.
    pub attempt: Option<i64>,
    /// How it went, where it is entered afterwards, with what there is to say.
    pub outcome: Option<Outcome>,
    pub note: Option<String>,
    /// Also on a day on which nobody works.
    pub is_any_day: bool,
}

/// What was booked.
#[derive(Debug, Clone, Copy)]
pub struct Booked {
    pub id: DiaryEntryId,
    /// What was open and is closed, since this one takes its place.
    pub replaced: Option<DiaryEntryId>,
}

/// Books an entry within a unit of work that the caller commits. What is open of a kind of which
/// there is one for each job is closed as replaced.
///
/// # Errors
///
/// `Forbidden`, `NotFound`; `Refused` for a day that does not fit, a colleague who is none, or a
/// job that is not the person's.
pub async fn book(
    app: &App,
    viewer: &Viewer,
    person: &PersonId,
    booking: &Booking,
) -> Result<(Writer, Booked), Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let id = DiaryEntryId::from_number(app.new_number());
    let what = what_of(booking);
    let deed = booked(person, &id, (booking, &what));
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, person).await?;
    let file = desk::load(app, &mut writer, person).await?;
    let replaced = put(app, &mut writer, (&file, words), (&id, booking)).await?;
    Ok((writer, Booked { id, replaced }))
}

/// As [`book`], within a unit of work that does more: the person is locked and their file read.
///
/// # Errors
///
/// As [`book`], without `Forbidden`.
pub async fn book_in(
    app: &App,
    writer: &mut Writer,
    (file, words): (&File, Words),
    booking: &Booking,
) -> Result<DiaryEntryId, Failure> {
    let id = DiaryEntryId::from_number(app.new_number());
    let what = what_of(booking);
    writer.also(booked(&file.kept.person.id, &id, (booking, &what))).await?;
    put(app, writer, (file, words), (&id, booking)).await?;
    Ok(id)
}

/// What is booked lies ahead; what comes with its outcome was held already.
fn booked<'a>(
    person: &PersonId,
    id: &'a DiaryEntryId,
    (booking, detail): (&Booking, &'a str),
) -> Deed<'a> {
    let action = if booking.outcome.is_some() { "log entry" } else { "book entry" };
    Deed { action, person: Some(*person), subject: id.as_str(), detail }
}

fn what_of(booking: &Booking) -> String {
    let outcome = booking.outcome.map(Outcome::word).unwrap_or_default();
    format!("{} {outcome}", booking.kind.word()).trim().to_owned()
}

/// Gives what it replaced.
async fn put(
    app: &App,
    writer: &mut Writer,
    (file, words): (&File, Words),
    (id, booking): (&DiaryEntryId, &Booking),
) -> Result<Option<DiaryEntryId>, Failure> {
    let person = file.kept.person.id;
    let is_call = booking.kind == Kind::TrackingCall && booking.outcome.is_none();
    if is_call && file.kept.person.standing.bars_contact() {
        return Err(Failure::field("", words.say("diary-not-to-be-called")));
    }
    may_book(booking.due_at, bounds(file), booking.outcome)
        .map_err(|why| refused(why, (words, file), None))?;
    let owner = booking.owner.unwrap_or(file.kept.owner);
    let able = people::hand::able_to_look_after(writer, file).await?;
    if booking.owner.is_some() && !able.iter().any(|one| one.id == owner) {
        return Err(refused(ChangeRefused::NotAColleague, (words, file), None));
    }
    let placement = job_of((booking.kind, booking.placement), &file.jobs(), file.today())
        .map_err(|JobWanted| Failure::field("placement", words.say("diary-job-wanted")))?;
    let due_on = day_of(&file.kept.office_zone, booking.due_at);
    if !booking.is_any_day {
        days::is_worked(app, writer, (file, placement.as_ref()), (due_on, words)).await?;
    }
    let is_open = booking.outcome.is_none();
    let replaced = match placement.filter(|_| is_open && booking.kind.replaces()) {
        Some(placement) => store::record_replaced(writer, &placement, booking.kind).await?,
        None => None,
    };
    if let Some(old) = &replaced {
        let (subject, detail) = (old.as_str(), booking.kind.word());
        writer
            .also(Deed { action: "replace entry", person: Some(person), subject, detail })
            .await?;
    }
    let round = match &placement {
        Some(placement) if is_open && booking.kind == Kind::TrackingCall => {
            Some(contacts::store::round(writer, placement).await?)
        }
        Some(_) | None => None,
    };
    let attempt = booking.attempt.or(round.map(Round::attempt)).unwrap_or(1);
    let new = New {
        id: *id,
        person,
        placement,
        owner,
        kind: booking.kind,
        due_at: booking.due_at,
        due_on,
        reason: booking.reason.as_deref(),
        attempt,
        outcome: booking.outcome,
        note: booking.note.as_deref(),
    };
    store::record_new(writer, &new).await?;
    Ok(replaced)
}

/// The holidays that count for a job: those of its programme, and weekends alone without one.
///
/// # Errors
///
/// What the database says.
pub async fn region_of(
    app: &App,
    held: &mut impl Held,
    (file, placement): (&File, Option<&PlacementId>),
) -> Result<Region, Failure> {
    let job = file.placements.iter().find(|one| placement == Some(&one.placement.id));
    match job.or(file.placements.first()) {
        Some(job) => {
            let pack = (job.pack.as_str(), job.pack_version);
            Ok(programmes::store::pinned(app, held, pack).await?.holidays_of())
        }
        None => Ok(Region::of("none")),
    }
}

/// Whether somebody at a page may choose a moment for what they book.
///
/// # Errors
///
/// `Refused` for what is past and has no outcome, and for what lies too far ahead.
pub fn chosen(
    (file, words): (&File, Words),
    at: Timestamp,
    outcome: Option<Outcome>,
) -> Result<(), Failure> {
    may_choose(at, bounds(file), outcome).map_err(|why| refused(why, (words, file), None))
}

/// An entry in the hands of a unit of work, as whoever asks saw it.
async fn taken(
    app: &App,
    viewer: &Viewer,
    (id, person): (&DiaryEntryId, &PersonId),
    (first, version): (Deed<'_>, Option<i64>),
) -> Result<(Writer, Kept, File), Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut writer = app.writer(viewer, first).await?;
    people::act::lock(&mut writer, person).await?;
    let kept = store::find(&mut writer, id).await?.ok_or(Failure::NotFound)?;
    if version.is_some_and(|version| version != kept.version) {
        let current = serde_json::to_value(super::api::answer(&kept, words)).ok().map(Box::new);
        return Err(Failure::Conflict { sentence: words.say("diary-changed-meanwhile"), current });
    }
    let file = desk::load(app, &mut writer, person).await?;
    Ok((writer, kept, file))
}

/// Mends what is written on an open entry, within a unit of work that the caller commits.
///
/// # Errors
///
/// `NotFound`; `Conflict` for a stale version or an entry with its outcome.
pub async fn mend(
    app: &App,
    viewer: &Viewer,
    (id, person): (&DiaryEntryId, &PersonId),
    (mending, version): (&Mending, Option<i64>),
) -> Result<Writer, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let subject = id.as_str();
    let deed = Deed { action: "mend entry", person: Some(*person), subject, detail: "" };
    let (mut writer, kept, file) = taken(app, viewer, (id, person), (deed, version)).await?;
    may_mend(&kept.entry).map_err(|why| refused(why, (words, &file), Some(&kept)))?;
    store::record_mending(&mut writer, id, mending).await?;
    Ok(writer)
}

/// Changes an entry within a unit of work that the caller commits: one act after the other, all of
/// them or none. `days` are those onto which it may be moved.
///
/// # Errors
///
/// `NotFound`; `Conflict` for a stale version or an entry with its outcome; `Refused` for what
/// does not fit.
pub async fn settle(
    app: &App,
    viewer: &Viewer,
    (id, person): (&DiaryEntryId, &PersonId),
    (asks, version): (&[Ask], Option<i64>),
    days: Days,
) -> Result<Writer, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let deed = |ask: &Ask| Deed {
        action: action(ask),
        person: Some(*person),
        subject: id.as_str(),
        detail: match ask {
            Ask::Close { outcome, .. } => outcome.word(),
            Ask::Move(_) | Ask::HandTo(_) => "",
        },
    };
    let Some((first, rest)) = asks.split_first() else {
        return Err(Failure::field("", words.say("diary-one-change")));
    };
    let first = (deed(first), version);
    let (mut writer, kept, file) = taken(app, viewer, (id, person), first).await?;
    for ask in rest {
        writer.also(deed(ask)).await?;
    }
    let able: Vec<UserId> = people::hand::able_to_look_after(&mut writer, &file)
        .await?
        .iter()
        .map(|one| one.id)
        .collect();
    let (mut entry, mut changed) = (kept.entry, None);
    for ask in asks {
        let next: Changed = change(&entry, ask, bounds(&file), &able)
            .map_err(|why| refused(why, (words, &file), Some(&kept)))?;
        (entry.owner, entry.due_at, entry.outcome) = (next.owner, next.due_at, next.outcome);
        changed = Some(next);
    }
    go_together(&kept.entry, asks, bounds(&file))
        .map_err(|why| refused(why, (words, &file), Some(&kept)))?;
    if let Some(changed) = changed {
        let due_on = day_of(&file.kept.office_zone, changed.due_at);
        // Where it stands already, it was meant.
        if days == Days::Worked && due_on != kept.due_on {
            let place = (&file, kept.placement.as_ref());
            days::is_worked(app, &mut writer, place, (due_on, words)).await?;
        }
        store::record_change(&mut writer, &kept, (&changed, due_on)).await?;
        let is_closed = kept.entry.outcome.is_none() && changed.outcome.is_some();
        // What a call waited for has come. A tracking call is written up by going through it.
        if let Some(placement) = kept.placement.filter(|_| is_closed) {
            if kept.kind != Kind::TrackingCall {
                let event = format!("diary_due.{}", kept.kind.word());
                runs::wake::happened(app, &mut writer, (&file, &placement), &event).await?;
            } else if let Some(came) = changed.outcome.and_then(Came::of_entry) {
                let call = contacts::act::Try::of_call(placement, came);
                contacts::act::enter_in(app, &mut writer, person, call).await?;
            }
        }
    }
    Ok(writer)
}

fn action(ask: &Ask) -> &'static str {
    match ask {
        Ask::Close { .. } => "close entry",
        Ask::Move(_) => "move entry",
        Ask::HandTo(_) => "hand over entry",
    }
}

/// From the beginning of today, as far ahead as anything may be booked.
#[must_use]
pub fn bounds(file: &File) -> Bounds {
    let zone = &file.kept.office_zone;
    let from = moment_at(zone, file.today(), Time::midnight());
    Bounds { from, until: from + SignedDuration::from_hours(24 * AHEAD_DAYS_MAX) }
}

/// The moment of a time of day where an office is; a time that a change of clocks leaves out is
/// the one after it.
#[must_use]
pub fn moment_at(zone: &TimeZone, day: Date, time: Time) -> Timestamp {
    let at = day.to_datetime(time).to_zoned(zone.clone());
    at.map_or(Timestamp::MAX, |at| at.timestamp())
}

/// The day of a moment, where an office is.
#[must_use]
pub fn day_of(zone: &TimeZone, at: Timestamp) -> Date {
    at.to_zoned(zone.clone()).date()
}

/// The sentence for what cannot be done with an entry.
fn refused(why: ChangeRefused, (words, file): (Words, &File), kept: Option<&Kept>) -> Failure {
    match why {
        ChangeRefused::Closed(Outcome::Replaced) => {
            Failure::conflict(words.say("diary-replaced-already"))
        }
        ChangeRefused::Closed(_) => {
            let by = kept.and_then(|kept| kept.closed_by_name.clone()).unwrap_or_default();
            Failure::conflict(words.with("diary-closed-already", &[("by", by.into())]))
        }
        ChangeRefused::NoOutcome => Failure::field("outcome", words.say("diary-outcome-wanted")),
        ChangeRefused::Past => {
            let today = words.date(file.today());
            Failure::field("due_at", words.with("diary-past", &[("today", today.into())]))
        }
        ChangeRefused::PastAndOpen => {
            let today = words.date(file.today());
            Failure::field("due_at", words.with("diary-past-open", &[("today", today.into())]))
        }
        ChangeRefused::LongPast => Failure::field("due_at", words.say("diary-long-past")),
        ChangeRefused::NotYetHeld => Failure::field("outcome", words.say("diary-not-yet-held")),
        ChangeRefused::TooFar => Failure::field("due_at", words.say("diary-too-far")),
        ChangeRefused::NotAColleague => {
            Failure::field("owner", words.say("tasks-colleague-wanted"))
        }
    }
}
