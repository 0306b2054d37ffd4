//! The diary for programs.

use super::act::{self, Booking, moment_at};
use super::listing::{of_day, place_in_day, read_behind};
use super::store::{self, Kept};
use crate::access::{Viewer, open_file};
use crate::api::{Asked, At, Day, Listed, Page, query};
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::people::act::text_sentence;
use crate::people::api::Opening;
use crate::remark::Remark;
use axum::Json;
use axum::extract::State as Of;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::access::Right;
use domain::diary::{
    Ask, Days, Kind, NOTE_LENGTH_MAX, Note, Outcome, REASON_LENGTH_MAX, USUAL_TIME,
};
use domain::ids::{DiaryEntryId, PersonId, PlacementId, UserId};
use domain::people::line;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const ATTEMPT_MAX: i64 = 100;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(index, create)).routes(routes!(show, update))
}

/// An entry of the diary.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryAnswer {
    id: String,
    version: i64,
    person: String,
    /// The job that it is about, where it is about one.
    placement: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    due_at: Timestamp,
    /// `tracking_call`, `appointment`, `rapid_response`, `site_visit`, `employer_contact`,
    /// `employer_reply_due`, `end_date_chase`, `benefit_check`, `employer_confirmation`,
    /// `escalation`, `frequency_change`, `new_job` or `other`.
    r#type: &'static str,
    /// The id of who keeps it.
    owner: String,
    reason: Option<String>,
    /// None while it is open.
    outcome: Option<&'static str>,
    /// Which try of its round it is, from 1.
    attempt: i64,
    note: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
}

/// An entry as programs see it.
#[must_use]
pub fn answer(kept: &Kept, words: Words) -> EntryAnswer {
    let said = |text: &Option<Remark>| text.as_ref().map(|text| text.said(words));
    EntryAnswer {
        id: kept.id.to_string(),
        version: kept.version,
        person: kept.person.to_string(),
        placement: kept.placement.map(|id| id.to_string()),
        due_at: kept.entry.due_at,
        r#type: kept.kind.word(),
        owner: kept.entry.owner.to_string(),
        reason: said(&kept.reason),
        outcome: kept.entry.outcome.map(Outcome::word),
        attempt: kept.attempt,
        note: said(&kept.note),
        made_at: kept.made_at,
        closed_at: kept.closed_at,
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DiaryQuery {
    /// The day, `YYYY-MM-DD`; today where left out. Today's begins with what is overdue.
    on: Option<String>,
    /// The id of whose diary it is, or `team`; the viewer's where left out.
    owner: Option<String>,
    /// Rows wanted, from 1 to 200.
    limit: Option<i64>,
    after: Option<String>,
}

/// Lists the entries of a day, in their order.
#[utoipa::path(get, path = "/diary", tag = "diary", params(DiaryQuery),
    responses((status = 200, body = Listed<EntryAnswer>)))]
async fn index(
    Of(app): Of<App>,
    viewer: Viewer,
    uri: Uri,
) -> Result<Json<Listed<EntryAnswer>>, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked: DiaryQuery = query(&uri)?;
    let today = app.clock.today(&viewer.zone);
    let on = match asked.on.as_deref().map(str::parse::<Day>) {
        None => today,
        Some(Ok(day)) => day.0,
        Some(Err(_)) => return Err(Failure::field("on", words.say("people-day-wanted"))),
    };
    let owner = match asked.owner.as_deref() {
        None => Some(viewer.user),
        Some("team") => None,
        Some(id) => Some(read_owner(id, words)?),
    };
    let page = Page { limit: asked.limit, after: asked.after };
    let (limit, behind) = (page.rows(), page.place(read_behind)?);
    let mut reader = app.reader(&viewer).await?;
    let mut all = of_day(&mut reader, (on, today), owner, (behind, limit + 1)).await?;
    let more = all.len() as i64 > limit;
    all.truncate(usize::try_from(limit).unwrap_or_default());
    let next = all.last().filter(|_| more).map(|kept| place_in_day(kept, on));
    Ok(Json(Listed { items: all.iter().map(|kept| answer(kept, words)).collect(), next }))
}

/// An entry to be booked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewEntry {
    person: String,
    /// The job; the person's only job where left out.
    placement: Option<String>,
    r#type: String,
    /// A moment (RFC 3339), or a day, which means nine in the morning where the office is.
    due_at: String,
    /// The id of a colleague of the person's office; whoever looks after them where left out.
    owner: Option<String>,
    reason: Option<String>,
    attempt: Option<i64>,
    /// How it went, where it is entered afterwards; the words of `PATCH`.
    outcome: Option<String>,
    /// Kept with the outcome.
    note: Option<String>,
}

/// Books an entry. An open tracking call of the same job is replaced.
#[utoipa::path(post, path = "/diary", tag = "diary", params(Opening), request_body = NewEntry,
    responses((status = 201, body = EntryAnswer)))]
async fn create(
    Of(app): Of<App>,
    viewer: Viewer,
    uri: Uri,
    asked: Asked<NewEntry>,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let opening: Opening = query(&uri)?;
    let Asked { ask: new, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let person: PersonId = new.person.parse().map_err(|_| Failure::NotFound)?;
    let file = opened(&app, &viewer, &person, opening.access_reason.as_deref()).await?;
    let booking = booking(&new, &file, words)?;
    let (mut writer, booked) = act::book(&app, &viewer, &person, &booking).await?;
    let kept = store::find(&mut writer, &booked.id).await?.ok_or(Failure::NotFound)?;
    once.commit(&app, &viewer, writer, (StatusCode::CREATED, &answer(&kept, words))).await
}

fn booking(new: &NewEntry, file: &File, words: Words) -> Result<Booking, Failure> {
    let mut problems = Problems::new();
    let kind = Kind::of_word(&new.r#type);
    if kind.is_none() {
        let known = words.list(&Kind::ALL.map(|kind| kind.word().to_owned()));
        problems.add("type", words.with("diary-type-wanted", &[("known", known.into())]));
    }
    let due_at = read_moment(&new.due_at, &file.kept.office_zone);
    if due_at.is_none() {
        problems.add("due_at", words.say("diary-moment-wanted"));
    }
    let placement = new.placement.as_deref().map(str::parse::<PlacementId>);
    if matches!(placement, Some(Err(_))) {
        problems.add("placement", words.say("diary-job-wanted"));
    }
    let attempt = new.attempt;
    if attempt.is_some_and(|attempt| !(1..=ATTEMPT_MAX).contains(&attempt)) {
        let most = words.number(ATTEMPT_MAX);
        problems.add("attempt", words.with("diary-attempt-wanted", &[("most", most.into())]));
    }
    let (Some(kind), Some(due_at), true) = (kind, due_at, problems.is_empty()) else {
        return Err(Failure::Refused(problems));
    };
    let owner = new.owner.as_deref().map(|id| read_owner(id, words)).transpose()?;
    let reason = read_text("reason", new.reason.as_deref(), REASON_LENGTH_MAX, words)?;
    let placement = placement.and_then(Result::ok);
    let (outcome, note) = read_outcome((new.outcome.as_deref(), new.note.as_deref()), words)?;
    let is_any_day = true;
    Ok(Booking { kind, placement, due_at, owner, reason, attempt, outcome, note, is_any_day })
}

/// Reads how something went, and what there is to say of it.
///
/// # Errors
///
/// `Refused` for an outcome that nobody puts, and for a note without one.
pub fn read_outcome(
    (outcome, note): (Option<&str>, Option<&str>),
    words: Words,
) -> Result<(Option<Outcome>, Option<String>), Failure> {
    let note = read_note(note, words)?;
    let put = outcome.map(|word| Outcome::of_word(word).filter(|it| it.may_be_put()));
    match put {
        Some(None) => Err(Failure::field("outcome", words.say("diary-outcome-wanted"))),
        None if note.is_some() => Err(Failure::field("note", words.say("diary-note-with-outcome"))),
        put => Ok((put.flatten(), note)),
    }
}

/// Reads a moment, or a day at its usual time.
#[must_use]
pub fn read_moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    match text.parse::<Day>() {
        Ok(day) => Some(moment_at(zone, day.0, USUAL_TIME)),
        Err(_) => text.parse().ok(),
    }
}

fn read_owner(id: &str, words: Words) -> Result<UserId, Failure> {
    id.parse().map_err(|_| Failure::field("owner", words.say("tasks-colleague-wanted")))
}

/// Reads one line of text: none where it is blank.
///
/// # Errors
///
/// `Refused` at its field.
pub fn read_text(
    field: &str,
    text: Option<&str>,
    most: usize,
    words: Words,
) -> Result<Option<String>, Failure> {
    let text = text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Ok(None);
    }
    line(&text, most).map(Some).map_err(|why| Failure::field(field, text_sentence(why, words)))
}

/// Reads a note, whose lines stay lines: none where it is blank.
///
/// # Errors
///
/// `Refused` at `note`.
pub fn read_note(text: Option<&str>, words: Words) -> Result<Option<String>, Failure> {
    let one_line = read_text("note", text, NOTE_LENGTH_MAX, words)?;
    let lines = text.unwrap_or_default().trim().lines();
    let tidy = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(one_line.map(|_| lines.map(tidy).collect::<Vec<_>>().join("\n")))
}

async fn opened(
    app: &App,
    viewer: &Viewer,
    person: &PersonId,
    reason: Option<&str>,
) -> Result<File, Failure> {
    let mut reader = app.reader(viewer).await?;
    let file = desk::load(app, &mut reader, person).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), reason).await?;
    Ok(file)
}

/// Finds an entry and opens the file that it belongs to.
///
/// # Errors
///
/// `NotFound`, or `ReasonWanted`.
pub async fn open_entry(
    app: &App,
    viewer: &Viewer,
    id: &DiaryEntryId,
    reason: Option<&str>,
) -> Result<(Kept, File), Failure> {
    let mut reader = app.reader(viewer).await?;
    let kept = store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
    drop(reader);
    let file = opened(app, viewer, &kept.person, reason).await?;
    Ok((kept, file))
}

/// Shows an entry.
#[utoipa::path(get, path = "/diary/{id}", tag = "diary", params(Opening),
    responses((status = 200, body = EntryAnswer)))]
async fn show(
    Of(app): Of<App>,
    viewer: Viewer,
    At(id): At<DiaryEntryId>,
    uri: Uri,
) -> Result<Json<EntryAnswer>, Failure> {
    viewer.may(Right::SeePeople)?;
    let opening: Opening = query(&uri)?;
    let words = Words { locale: viewer.language.into() };
    let (kept, _) = open_entry(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    Ok(Json(answer(&kept, words)))
}

/// What becomes of an entry: `outcome` with a note, `due_at`, `owner`, or several of them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EntryChange {
    /// `reached`, `no_answer`, `answer_machine`, `someone_else`, `number_unusable`, `refused`,
    /// `not_attended`, `done` or `cancelled`.
    outcome: Option<String>,
    /// Kept with the outcome, behind what was written while the entry was open.
    note: Option<String>,
    /// A moment (RFC 3339), or a day.
    due_at: Option<String>,
    /// The id of a colleague of the person's office.
    owner: Option<String>,
    /// The version that was seen; left out, it is not checked.
    version: Option<i64>,
}

impl EntryChange {
    fn asks(&self, zone: &TimeZone, words: Words) -> Result<Vec<Ask>, Failure> {
        let mut asks = Vec::new();
        if let Some(owner) = &self.owner {
            asks.push(Ask::HandTo(read_owner(owner, words)?));
        }
        if let Some(due_at) = &self.due_at {
            let wanted = || Failure::field("due_at", words.say("diary-moment-wanted"));
            asks.push(Ask::Move(read_moment(due_at, zone).ok_or_else(wanted)?));
        }
        let told = (self.outcome.as_deref(), self.note.as_deref());
        let (outcome, note) = read_outcome(told, words)?;
        let note = Note::Further(note);
        asks.extend(outcome.map(|outcome| Ask::Close { outcome, note }));
        if asks.is_empty() {
            return Err(Failure::Refused(Problems::on_page(words.say("diary-one-change"))));
        }
        Ok(asks)
    }
}

/// Moves an entry, hands it over, or puts its outcome.
#[utoipa::path(patch, path = "/diary/{id}", tag = "diary", params(Opening),
    request_body = EntryChange, responses((status = 200, body = EntryAnswer)))]
async fn update(
    Of(app): Of<App>,
    viewer: Viewer,
    At(id): At<DiaryEntryId>,
    uri: Uri,
    asked: Asked<EntryChange>,
) -> Result<Json<EntryAnswer>, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let opening: Opening = query(&uri)?;
    let (kept, file) = open_entry(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let asks = asked.ask.asks(&file.kept.office_zone, words)?;
    let whole = (asks.as_slice(), asked.ask.version);
    let mut writer = act::settle(&app, &viewer, (&id, &kept.person), whole, Days::Any).await?;
    let kept = store::find(&mut writer, &id).await?.ok_or(Failure::NotFound)?;
    writer.commit().await?;
    Ok(Json(answer(&kept, words)))
}
