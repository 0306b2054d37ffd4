//! Tasks for programs.

use super::act;
use super::store::{self, Filter, Kept};
use crate::access::{Viewer, open_file};
use crate::api::{Asked, At, Listed, Page, place_of, query, read_place};
use crate::app::App;
use crate::checkpoints::desk;
use crate::checkpoints::list::Whose;
use crate::diary::act::chosen;
use crate::diary::api::read_moment;
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::people::api::Opening;
use axum::Json;
use axum::extract::State as Of;
use axum::http::Uri;
use domain::access::{Right, Role};
use domain::ids::{PersonId, TaskId, UserId};
use domain::tasks::{Ask, State, done_by_program};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(index)).routes(routes!(show, update))
}

/// A task.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskAnswer {
    id: String,
    version: i64,
    person: String,
    /// The checkpoint whose answer asks for it; null where a flow does.
    checkpoint: Option<String>,
    /// The question whose answer asks for it.
    question: Option<String>,
    /// The job that a flow asks about.
    placement: Option<String>,
    /// The run that asks for it.
    run: Option<String>,
    /// `call_back`, `job_lost`, `confirm_do_not_contact`, `approve_contact`,
    /// `arrange_site_visit`, `book_rapid_response`, `allocate_adviser`, `advice_no_contact`,
    /// `update_employment_record`, `employer_contact_basis`, or a kind of the pack's or the
    /// flow's own.
    kind: String,
    /// Anybody of this role may take it.
    role: Option<&'static str>,
    /// The id of who is to do it; null while it waits for anybody of the role.
    owner: Option<String>,
    #[schema(value_type = String, format = Date)]
    due_on: Date,
    /// `open`, `done` or `cancelled`.
    state: &'static str,
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
    /// The id of who closed it.
    closed_by: Option<String>,
    note: Option<String>,
}

/// A task as programs see it.
#[must_use]
pub fn answer(kept: &Kept, words: Words) -> TaskAnswer {
    TaskAnswer {
        id: kept.id.to_string(),
        version: kept.version,
        person: kept.person.to_string(),
        checkpoint: kept.asked_at.as_ref().map(|(id, _)| id.to_string()),
        question: kept.asked_at.as_ref().map(|(_, question)| question.clone()),
        placement: kept.placement.map(|id| id.to_string()),
        run: kept.run.map(|id| id.to_string()),
        kind: kept.code.clone(),
        role: kept.role.map(Role::word),
        owner: kept.task.owner.map(|id| id.to_string()),
        due_on: kept.due_on,
        state: kept.task.state.word(),
        made_at: kept.made_at,
        closed_at: kept.closed_at,
        closed_by: kept.closed_by.clone(),
        note: kept.note.as_ref().map(|note| note.said(words)),
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TasksQuery {
    /// `mine` or `team`; what the viewer's role looks at first where left out.
    whose: Option<String>,
    /// `open`, `done` or `cancelled`; open ones where left out.
    state: Option<String>,
    /// Only those of this person.
    person: Option<String>,
    /// Rows wanted, from 1 to 200.
    limit: Option<i64>,
    after: Option<String>,
}

/// Lists tasks, those due first at the top.
#[utoipa::path(get, path = "/tasks", tag = "tasks", params(TasksQuery),
    responses((status = 200, body = Listed<TaskAnswer>)))]
async fn index(
    Of(app): Of<App>,
    viewer: Viewer,
    uri: Uri,
) -> Result<Json<Listed<TaskAnswer>>, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked: TasksQuery = query(&uri)?;
    let filter = filter(&asked, &viewer, words)?;
    let page = Page { limit: asked.limit, after: asked.after };
    let (limit, after) = (page.rows(), page.place(read_place)?);
    let mut reader = app.reader(&viewer).await?;
    let mut tasks = store::list(&mut reader, &filter, after.as_ref(), limit + 1).await?;
    let more = tasks.len() as i64 > limit;
    tasks.truncate(usize::try_from(limit).unwrap_or_default());
    let next = tasks.last().filter(|_| more).map(|last| place_of(last.due_on, &last.id));
    Ok(Json(Listed { items: tasks.iter().map(|kept| answer(kept, words)).collect(), next }))
}

fn filter(asked: &TasksQuery, viewer: &Viewer, words: Words) -> Result<Filter, Failure> {
    let wanted = |field: &str, known: &[&str]| {
        let known: Vec<String> = known.iter().map(|word| (*word).to_owned()).collect();
        let known = words.list(&known);
        Failure::field(field, words.with("checkpoints-queue-wanted", &[("known", known.into())]))
    };
    let state = match asked.state.as_deref().map(State::from_word) {
        None => Some(State::Open),
        Some(Some(state)) => Some(state),
        Some(None) => return Err(wanted("state", &State::ALL.map(State::word))),
    };
    let known = Whose::ALL.map(Whose::word);
    if asked.whose.as_deref().is_some_and(|whose| !known.contains(&whose)) {
        return Err(wanted("whose", &known));
    }
    let person: Option<PersonId> = match asked.person.as_deref().map(str::parse) {
        None => None,
        Some(Ok(person)) => Some(person),
        Some(Err(_)) => return Err(Failure::NotFound),
    };
    // The tasks of one person are those of everybody who looks after them.
    let whose = match (&asked.whose, person) {
        (None, Some(_)) => Whose::Team,
        (whose, _) => Whose::read(whose.as_deref(), viewer),
    };
    Ok(Filter { owner: whose.tasks(viewer), person, state })
}

/// Finds a task and opens the file that it belongs to.
///
/// # Errors
///
/// `NotFound`, or `ReasonWanted`.
pub async fn open_task(
    app: &App,
    viewer: &Viewer,
    id: &TaskId,
    reason: Option<&str>,
) -> Result<(Kept, desk::File), Failure> {
    let mut reader = app.reader(viewer).await?;
    let kept = store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
    let file = desk::load(app, &mut reader, &kept.person).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), reason).await?;
    Ok((kept, file))
}

/// Shows a task.
#[utoipa::path(get, path = "/tasks/{id}", tag = "tasks", params(Opening),
    responses((status = 200, body = TaskAnswer)))]
async fn show(
    Of(app): Of<App>,
    viewer: Viewer,
    At(id): At<TaskId>,
    uri: Uri,
) -> Result<Json<TaskAnswer>, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let opening: Opening = query(&uri)?;
    let (kept, _) = open_task(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    Ok(Json(answer(&kept, words)))
}

/// What becomes of a task: `state`, or `owner`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TaskChange {
    /// `done`, or `cancelled` with a note that says why.
    state: Option<String>,
    /// With `done`: also records in the person's file what the answer asks for.
    apply: Option<bool>,
    /// The id of a colleague of the person's office who is to do it.
    owner: Option<String>,
    note: Option<String>,
    /// With `done`: the moment (RFC 3339), or the day, of the appointment that was made, today or
    /// later; only for a task that asks for one.
    book_at: Option<String>,
    /// With `done`: the id of the colleague who looks after the person from now on; only for the
    /// task of allocating one, which needs it, or else a note that says how it was done.
    adviser: Option<String>,
    /// The version that was seen; left out, it is not checked.
    version: Option<i64>,
}

impl TaskChange {
    fn ask(&self, words: Words) -> Result<Ask, Failure> {
        let note = act::read_note(self.note.as_deref().unwrap_or_default(), words)?;
        let wanted = || Failure::Refused(Problems::on_page(words.say("tasks-one-change")));
        match (self.state.as_deref().map(State::from_word), self.owner.as_deref()) {
            (Some(Some(State::Done)), None) if self.apply == Some(true) => Ok(Ask::Apply),
            (Some(Some(State::Done)), None) => Ok(Ask::Finish { note }),
            (Some(Some(State::Cancelled)), None) => Ok(Ask::Cancel { reason: note }),
            (None, Some(owner)) => {
                let owner = owner.parse::<UserId>().map(Ask::HandTo);
                owner.map_err(|_| Failure::field("owner", words.say("tasks-colleague-wanted")))
            }
            (Some(Some(State::Open) | None), _) | (Some(_), Some(_)) | (None, None) => {
                Err(wanted())
            }
        }
    }
}

/// What is wrong with the day of an appointment is said at the field of this door.
fn at_book_at(failure: Failure) -> Failure {
    let Failure::Refused(problems) = failure else { return failure };
    let mut moved = Problems::new();
    for one in problems.iter() {
        moved.add("book_at", one.sentence.as_str());
    }
    Failure::Refused(moved)
}

/// Closes a task, or hands it to a colleague.
#[utoipa::path(patch, path = "/tasks/{id}", tag = "tasks", params(Opening),
    request_body = TaskChange, responses((status = 200, body = TaskAnswer)))]
async fn update(
    Of(app): Of<App>,
    viewer: Viewer,
    At(id): At<TaskId>,
    uri: Uri,
    asked: Asked<TaskChange>,
) -> Result<Json<TaskAnswer>, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let opening: Opening = query(&uri)?;
    let (kept, file) = open_task(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let ask = asked.ask.ask(words)?;
    // Whoever may not do it is not told what is lacking.
    if !act::may_do(&viewer, &kept) {
        return Err(Failure::Forbidden);
    }
    let zone = &file.kept.office_zone;
    let book_at = asked.ask.book_at.as_deref().map(|text| {
        let wanted = || Failure::field("book_at", words.say("diary-moment-wanted"));
        read_moment(text, zone).ok_or_else(wanted)
    });
    let book_at = book_at.transpose()?;
    let booking = act::appointment(&kept, book_at, words)?;
    if let Some(at) = book_at {
        // No appointment is overdue when it is made.
        chosen((&file, words), at, None).map_err(at_book_at)?;
    }
    let whole = (&ask, asked.ask.version);
    let adviser = asked.ask.adviser.as_deref().map(str::parse).transpose();
    let wanted = |_| Failure::field("adviser", words.say("tasks-colleague-wanted"));
    let made = act::Made { booking, adviser: adviser.map_err(wanted)? };
    act::is_told((&ask, &kept), &made, done_by_program, words)?;
    let mut writer = act::settle(&app, &viewer, (&id, &kept.person), whole, &made).await?;
    let kept = store::find(&mut writer, &id).await?.ok_or(Failure::NotFound)?;
    writer.commit().await?;
    app.nudge.notify_one();
    Ok(Json(answer(&kept, words)))
}
