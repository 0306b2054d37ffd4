//! One entry with all that can be done with it.

use super::api::{open_entry, read_note, read_text};
use super::store::{self, Kept};
use super::{act, days, view};
use crate::access::{AccessReason, Viewer};
use crate::api::{At, Day, Posted};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::checkpoints::web::problems_of;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Problems, Section, Words};
use crate::people::hand::able_to_look_after;
use crate::people::web::titled;
use crate::record::{Held, Writer};
use crate::remark::Remark;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use askama::Template;
use axum::extract::State as Of;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::diary::{Ask, Days, Kind, Mending, NOTE_LENGTH_MAX, Note, Outcome, REASON_LENGTH_MAX};
use domain::ids::DiaryEntryId;
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

#[derive(Template)]
#[template(path = "diary/entry.html")]
struct EntryPage {
    frame: Frame,
    /// What is booked.
    what: String,
    crumb: Vec<(String, String)>,
    problems: Problems,
    action: String,
    version: String,
    person: String,
    facts: Vec<(String, String)>,
    is_open: bool,
    /// A guided call begins, or goes on, from it.
    is_call: bool,
    outcome: Field,
    note: Field,
    day: Field,
    time: Field,
    /// That a day is meant on which nobody works, where one was chosen.
    anyway: Option<Field>,
    /// The week on which it was drawn, to which one comes back.
    back: String,
    reason: Field,
    owner: Field,
}

/// `GET /diary/{id}`
pub(super) async fn show(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<DiaryEntryId>,
    reason: AccessReason,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let (kept, file) = open_entry(&app, &viewer, &id, reason.text()).await?;
    page(&app, &viewer, (&kept, &file, &uri), (&Posted::default(), Problems::new())).await
}

/// `POST /diary/{id}`
pub(super) async fn update(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<DiaryEntryId>,
    reason: AccessReason,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let (kept, file) = open_entry(&app, &viewer, &id, reason.text()).await?;
    match settled(&app, &viewer, (&kept, &file), (&form, words)).await {
        Ok((writer, word)) => {
            writer.commit().await?;
            // Back to the week on which it was drawn; whoever mends it stays.
            let back = form.given("back").filter(|back| back.starts_with("/diary?"));
            let own = format!("/diary/{id}?done={word}");
            let to = match (word, back) {
                ("mended", _) => own,
                (_, Some(back)) => format!("{back}&done={word}"),
                (_, None) => format!("/diary?done={word}"),
            };
            Ok(Redirect::to(&to).into_response())
        }
        Err(failure) => {
            let problems = problems_of(failure)?;
            page(&app, &viewer, (&kept, &file, &uri), (&form, problems)).await
        }
    }
}

/// Does what a form asks, and gives the word for what was done.
async fn settled(
    app: &App,
    viewer: &Viewer,
    (kept, file): (&Kept, &File),
    (form, words): (&Posted, Words),
) -> Result<(Writer, &'static str), Failure> {
    let version = Some(form.text("version").parse().unwrap_or(-1));
    let of = (&kept.id, &kept.person);
    match read(form, file, words)? {
        (Asked::Act(ask), word) => {
            let days = if days::is_any_day(form) { Days::Any } else { Days::Worked };
            let whole = (std::slice::from_ref(&ask), version);
            let mut writer = act::settle(app, viewer, of, whole, days).await?;
            let is_last = word == "closed" && is_last_call(&mut writer, (kept, file)).await?;
            Ok((writer, if is_last { "closed-last" } else { word }))
        }
        (Asked::Mend(mending), word) => {
            Ok((act::mend(app, viewer, of, (&mending, version)).await?, word))
        }
    }
}

/// Whether a call was closed that nothing follows, though the job goes on and they may be called:
/// whoever calls by going through it step by step books the next one by that.
async fn is_last_call(held: &mut impl Held, (kept, file): (&Kept, &File)) -> Result<bool, Failure> {
    let Some(placement) = kept.placement.filter(|_| kept.kind == Kind::TrackingCall) else {
        return Ok(false);
    };
    let job = file.placements.iter().find(|job| job.placement.id == placement);
    let goes_on = job.is_some_and(|job| job.placement.goes_on(file.today()));
    let may_call = !file.kept.person.standing.bars_contact();
    let next = store::open_of(held, &placement, Kind::TrackingCall).await?;
    Ok(goes_on && may_call && next.is_none())
}

/// What a form asks.
enum Asked {
    Act(Ask),
    Mend(Mending),
}

fn read(form: &Posted, file: &File, words: Words) -> Result<(Asked, &'static str), Failure> {
    let note = || read_note(Some(form.text("note")), words);
    match form.text("button") {
        "close" => {
            // On the page stands what was written; it may be mended there.
            let note = Note::Whole(note()?);
            let outcome = Outcome::of_word(form.text("outcome"));
            let wanted = || Failure::field("outcome", words.say("diary-outcome-wanted"));
            let outcome = outcome.ok_or_else(wanted)?;
            Ok((Asked::Act(Ask::Close { outcome, note }), "closed"))
        }
        "note" => Ok((Asked::Mend(Mending::Note(note()?)), "mended")),
        "reason" => {
            let reason = Some(form.text("reason"));
            let reason = read_text("reason", reason, REASON_LENGTH_MAX, words)?;
            Ok((Asked::Mend(Mending::Reason(reason)), "mended"))
        }
        "move" => {
            let at = moment(form, &file.kept.office_zone, words)?;
            Ok((Asked::Act(Ask::Move(at)), "moved"))
        }
        "hand" => {
            let owner = form.text("owner").parse().map(Ask::HandTo);
            let wanted = |_| Failure::field("owner", words.say("tasks-colleague-wanted"));
            owner.map(|ask| (Asked::Act(ask), "handed")).map_err(wanted)
        }
        _ => Err(Failure::Refused(Problems::on_page(words.say("diary-one-change")))),
    }
}

/// The day and the time of day of a form, as a moment where the office is.
///
/// # Errors
///
/// `Refused` at the field that is none.
pub fn moment(form: &Posted, zone: &TimeZone, words: Words) -> Result<Timestamp, Failure> {
    let mut problems = Problems::new();
    let day = form.text("due_at").trim().parse::<Day>().ok();
    if day.is_none() {
        problems.add("due_at", words.say("people-day-wanted"));
    }
    let time = Time::strptime("%H:%M", form.text("time").trim()).ok();
    if time.is_none() {
        problems.add("time", words.say("diary-time-wanted"));
    }
    match (day, time) {
        (Some(day), Some(time)) => Ok(act::moment_at(zone, day.0, time)),
        (_, _) => Err(Failure::Refused(problems)),
    }
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (kept, file, uri): (&Kept, &File, &Uri),
    (typed, problems): (&Posted, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let what = view::what_said(words, kept);
    let (title, section) = (titled(words, &what, &kept.person_name), Section::Diary);
    let mut frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    frame.flash = flash_of(words, "diary", question(uri).given("done"));
    let anyway = Field::new(words, "anyway", "diary-anyway-move");
    let place = (file, kept.placement.as_ref());
    let anyway = days::meant(app, &mut reader, place, (typed, &problems), anyway).await?;
    let colleagues = able_to_look_after(&mut reader, file).await?;
    let others = colleagues.iter().filter(|one| one.id != kept.entry.owner);
    let mut owners = vec![Choice::new("", words.say("field-choose"))];
    owners.extend(others.map(|one| Choice::new(one.id.to_string(), one.name.as_str())));
    let mut outcomes = vec![Choice::new("", words.say("field-choose"))];
    outcomes.extend(view::outcomes(words));
    let at = kept.entry.due_at.to_zoned(file.kept.office_zone.clone());
    // What was typed stands as it was typed, also where it was taken away.
    let given = |name: &str, usual: String| {
        if typed.has(name) { typed.text(name).to_owned() } else { usual }
    };
    let written =
        |text: &Option<Remark>| text.as_ref().map(|text| text.said(words)).unwrap_or_default();
    let field = |name: &str, key: &str, value: String| {
        Field::new(words, name, key).value(value).problem(&problems)
    };
    let page = EntryPage {
        what,
        crumb: vec![
            (words.say("diary-title"), "/diary".to_owned()),
            (kept.person_name.clone(), String::new()),
        ],
        action: format!("/diary/{}", kept.id),
        version: kept.version.to_string(),
        person: format!("/people/{}?tab=diary", kept.person),
        facts: facts(words, kept, file),
        is_call: kept.entry.outcome.is_none()
            && kept.placement.is_some()
            && is_called(kept.kind)
            && viewer.role.holds(Right::Track),
        is_open: kept.entry.outcome.is_none() && viewer.role.holds(Right::Track),
        outcome: field("outcome", "diary-outcome", given("outcome", String::new()))
            .choices(outcomes),
        note: field("note", "diary-note", given("note", written(&kept.note)))
            .rows(4)
            .length_max(NOTE_LENGTH_MAX)
            .optional(),
        day: field("due_at", "diary-day", given("due_at", at.date().to_string())),
        time: field("time", "diary-time", given("time", at.strftime("%H:%M").to_string())),
        anyway,
        back: typed.text("back").to_owned(),
        reason: field("reason", "diary-reason", given("reason", written(&kept.reason)))
            .length_max(REASON_LENGTH_MAX)
            .width("wide")
            .optional(),
        owner: field("owner", "tasks-hand-to", given("owner", String::new())).choices(owners),
        frame: frame.refused(&problems),
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}

/// Entries from which a flow goes on.
fn is_called(kind: Kind) -> bool {
    kind.replaces()
}

fn facts(words: Words, kept: &Kept, file: &File) -> Vec<(String, String)> {
    let fact = |key: &str, value: String| (words.say(key), value);
    let moment = |at: Timestamp| {
        words.moment_near(&at.to_zoned(file.kept.office_zone.clone()), file.today())
    };
    let job = file.placements.iter().find(|job| Some(job.placement.id) == kept.placement);
    let mut facts = vec![
        fact("diary-person", kept.person_name.clone()),
        fact("diary-when", moment(kept.entry.due_at)),
        fact("tasks-owner", kept.owner_name.clone()),
    ];
    facts.extend(job.map(|job| fact("diary-job", format!("{}, {}", job.job_title, job.employer))));
    facts.extend(kept.reason.as_ref().map(|reason| fact("diary-reason", reason.said(words))));
    facts.push(fact("tasks-made-at", moment(kept.made_at)));
    if let Some(outcome) = kept.entry.outcome {
        facts.push(fact("diary-outcome", view::outcome_said(words, outcome)));
    }
    facts.extend(kept.note.as_ref().map(|note| fact("diary-note", note.said(words))));
    facts.extend(kept.closed_at.map(|at| fact("tasks-closed-at", moment(at))));
    facts.extend(kept.closed_by_name.clone().map(|by| fact("tasks-closed-by", by)));
    facts
}
