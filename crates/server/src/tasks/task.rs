//! One task: what is asked and where it comes from, and all that can be done with it.

use super::act::{self, able_to, may_do};
use super::api::open_task;
use super::store::Kept;
use super::view;
use crate::access::{AccessReason, Viewer};
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::diary::act::{Booking, chosen};
use crate::diary::days;
use crate::diary::entry::moment;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Problems, Section, Words};
use crate::people::web::head::full_name;
use crate::people::web::titled;
use crate::record::Held;
use crate::surveys::reading;
use crate::surveys::wording::{answer_text, question_text};
use crate::work::frame::{address_of, shown, staff_frame};
use askama::Template;
use axum::extract::State as Of;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Right, Role};
use domain::ids::TaskId;
use domain::tasks::{Ask, Kind, Lacks, State, Told, done_by_form};

#[derive(Template)]
#[template(path = "tasks/task.html")]
struct TaskPage {
    frame: Frame,
    /// What is to be done.
    what: String,
    crumb: Vec<(String, String)>,
    problems: Problems,
    action: String,
    version: String,
    why: String,
    /// None where a flow asks for it.
    answered: Option<Answered>,
    /// What it is about, where a flow asks for it.
    ways: Vec<view::Way>,
    facts: Vec<(String, String)>,
    person: String,
    /// What can be recorded in the file by one press; empty where there is nothing.
    apply: String,
    note: Field,
    /// When the appointment is, where doing it makes one.
    appointment: Option<(Field, Field)>,
    /// That a day is meant on which nobody works, where one was typed.
    anyway: Option<Field>,
    /// Who looks after the person from now on, where doing it says so.
    adviser: Option<Field>,
    owner: Field,
    /// What the press that finishes it does.
    finish: String,
    is_open: bool,
}

/// The answer that asks for a task.
struct Answered {
    asked: String,
    said: Vec<String>,
    /// Where it is.
    checkpoint: String,
}

/// `GET /tasks/{id}`
pub(super) async fn show(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<TaskId>,
    reason: AccessReason,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let whole = open_task(&app, &viewer, &id, reason.text()).await?;
    page(&app, &viewer, (&whole.0, &whole.1, &uri), (&Posted::default(), Problems::new())).await
}

/// `POST /tasks/{id}`
pub(super) async fn update(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<TaskId>,
    reason: AccessReason,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let (kept, file) = open_task(&app, &viewer, &id, reason.text()).await?;
    let version = Some(form.text("version").parse().unwrap_or(-1));
    let done = match read_whole(&form, (&kept, &file), words) {
        Ok((ask, word, made)) => {
            let whole = (&ask, version);
            let done = act::settle(&app, &viewer, (&id, &kept.person), whole, &made).await;
            done.map(|writer| (writer, word))
        }
        Err(failure) => Err(failure),
    };
    let problems = match done {
        Ok((writer, word)) => {
            writer.commit().await?;
            app.nudge.notify_one();
            return Ok(Redirect::to(&format!("/tasks?done={word}")).into_response());
        }
        Err(Failure::Refused(problems)) => in_sight(problems),
        Err(Failure::Missing(lacking)) => {
            let mut problems = Problems::new();
            for one in lacking {
                problems.add(one.code, one.message);
            }
            problems
        }
        Err(Failure::Conflict { sentence, .. }) => Problems::on_page(sentence),
        Err(other) => return Err(other),
    };
    page(&app, &viewer, (&kept, &file, &uri), (&form, problems)).await
}

/// What is asked for and what it makes. Of an open task, a form makes what the task is there to
/// make, or says how it was done; one that is closed says itself that it is.
fn read_whole(
    form: &Posted,
    (kept, file): (&Kept, &File),
    words: Words,
) -> Result<(Ask, &'static str, act::Made), Failure> {
    let (ask, word) = read(form, words)?;
    let booking = read_appointment(form, (kept, file), words)?;
    let adviser = form.given("adviser").and_then(|id| id.parse().ok());
    let made = act::Made { booking, adviser };
    act::is_told((&ask, kept), &made, done_by_form, words)?;
    Ok((ask, word, made))
}

/// The appointment that was made, where a day was typed.
fn read_appointment(
    form: &Posted,
    (kept, file): (&Kept, &File),
    words: Words,
) -> Result<Option<Booking>, Failure> {
    if form.text("button") != "finish" || form.given("due_at").is_none() {
        return Ok(None);
    }
    let at = moment(form, &file.kept.office_zone, words)?;
    chosen((file, words), at, None)?;
    let booking = act::appointment(kept, Some(at), words)?;
    let is_any_day = days::is_any_day(form);
    Ok(booking.map(|booking| Booking { is_any_day, ..booking }))
}

/// What is wrong with a field that this page does not have is said of the page.
fn in_sight(problems: Problems) -> Problems {
    let mut all = Problems::new();
    for one in problems.iter() {
        let is_here = ["note", "owner", "due_at", "time", "adviser"].contains(&one.field.as_str());
        all.add(if is_here { one.field.as_str() } else { "" }, one.sentence.as_str());
    }
    all
}

fn read(form: &Posted, words: Words) -> Result<(Ask, &'static str), Failure> {
    let note = act::read_note(form.text("note"), words)?;
    match form.text("button") {
        "apply" => Ok((Ask::Apply, "applied")),
        "finish" => Ok((Ask::Finish { note }, "finished")),
        "cancel" => Ok((Ask::Cancel { reason: note }, "cancelled")),
        "hand" => {
            let owner = form.text("owner").parse().map(Ask::HandTo);
            let wanted = |_| Failure::field("owner", words.say("tasks-colleague-wanted"));
            owner.map(|ask| (ask, "handed")).map_err(wanted)
        }
        _ => Err(Failure::Refused(Problems::on_page(words.say("tasks-one-change")))),
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
    let what = view::kind_said(words, kept);
    let (title, section) = (titled(words, &what, &full_name(file)), Section::MyDay);
    let frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    let answered = answered(app, &mut reader, (kept, file), words).await?;
    let ways = view::ways(app, &mut reader, (kept, file), words).await?;
    let colleagues = able_to(&mut reader, (file, kept)).await?;
    let others = colleagues.iter().filter(|one| Some(one.id) != kept.task.owner);
    let mut choices = vec![Choice::new("", words.say("field-choose"))];
    choices.extend(others.map(|one| Choice::new(one.id.to_string(), one.name.as_str())));
    let mut advisers = vec![Choice::new("", words.say("field-choose"))];
    let all = act::colleagues_for(&mut reader, file).await?;
    advisers.extend(all.iter().map(|one| Choice::new(one.id.to_string(), one.name.as_str())));
    let is_open = kept.task.state == State::Open && may_do(viewer, kept);
    let has_said = answered.as_ref().is_some_and(|one| !one.said.is_empty());
    let can_apply = is_open && kept.task.kind.can_be_applied() && has_said;
    let place = (file, kept.placement.as_ref());
    let anyway = Field::new(words, "anyway", "diary-anyway");
    let anyway = days::meant(app, &mut reader, place, (typed, &problems), anyway).await?;
    let fields = fields(words, kept, (typed, &problems));
    let page = TaskPage {
        what,
        crumb: vec![
            (words.say("tasks-title"), "/tasks".to_owned()),
            (full_name(file), String::new()),
        ],
        action: format!("/tasks/{}", kept.id),
        version: kept.version.to_string(),
        why: view::why(words, kept, file),
        answered,
        ways,
        facts: facts(words, kept, file),
        person: format!("/people/{}", kept.person),
        apply: if can_apply { words.say(&apply_key(kept)) } else { String::new() },
        note: fields.note,
        appointment: fields.appointment,
        anyway,
        adviser: fields.adviser.map(|field| field.choices(advisers)),
        owner: Field::new(words, "owner", "tasks-hand-to")
            .value(typed.text("owner"))
            .choices(choices)
            .problem(&problems),
        finish: words.say(finish_key(kept.task.kind)),
        is_open,
        frame: frame.refused(&problems),
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}

/// What a form asks of whoever finishes a task.
struct Fields {
    note: Field,
    appointment: Option<(Field, Field)>,
    adviser: Option<Field>,
}

/// What has to be given, or else a note, does not bear that it may be left out.
fn fields(words: Words, kept: &Kept, (typed, problems): (&Posted, &Problems)) -> Fields {
    let kind = kept.task.kind;
    let field = |name: &str, key: &str| {
        Field::new(words, name, key).value(typed.text(name)).problem(problems)
    };
    let lacks = done_by_form(kind, Told::default()).err();
    let note = field("note", "tasks-note").length_max(500).width("wide").optional();
    let day = field("due_at", "tasks-appointment");
    let day = match lacks {
        Some(Lacks::Day) => day.hint("tasks-or-note"),
        Some(Lacks::Adviser) | None => day.optional(),
    };
    let time = field("time", "diary-time").hint("tasks-time-hint");
    let time = if day.optional { time.optional() } else { time };
    let adviser = field("adviser", "tasks-adviser").hint("tasks-adviser-hint");
    Fields {
        note: note.hint("tasks-note-hint"),
        appointment: kind.books().map(|_| (day, time)),
        adviser: (kind == Kind::AllocateAdviser).then_some(adviser),
    }
}

fn finish_key(kind: Kind) -> &'static str {
    match kind {
        Kind::BookRapidResponse | Kind::ArrangeSiteVisit | Kind::AdviceNoContact => {
            "tasks-finish-booking"
        }
        Kind::AllocateAdviser => "tasks-finish-allocating",
        Kind::CallBack | Kind::JobLost | Kind::ConfirmDoNotContact | Kind::ApproveContact => {
            "tasks-finish"
        }
        Kind::UpdateEmploymentRecord | Kind::EmployerContactBasis | Kind::Other => "tasks-finish",
    }
}

async fn answered(
    app: &App,
    held: &mut impl Held,
    (kept, file): (&Kept, &File),
    words: Words,
) -> Result<Option<Answered>, Failure> {
    let Some((id, question)) = &kept.asked_at else { return Ok(None) };
    let read = reading::load(app, held, (file, file.checkpoint(id)?)).await?;
    let asked = read.questionnaire().question(question);
    let answers = read.standing();
    let said = asked.zip(answers.get(question)).map(|(question, answer)| {
        answer_text(question, answer, &words, read.definition.currency())
    });
    let lines = |said: String| said.lines().map(str::to_owned).collect();
    Ok(Some(Answered {
        asked: asked.map_or_else(String::new, |question| {
            question_text(question, &read.known, words.locale, |day| words.date_long(day))
        }),
        said: said.map(lines).unwrap_or_default(),
        checkpoint: format!("/people/{}?tab=checkpoints&open={id}#{id}", kept.person),
    }))
}

fn apply_key(kept: &Kept) -> String {
    format!("tasks-apply-{}", kept.code.replace('_', "-"))
}

/// Who does it: somebody, or anybody of a role.
fn owner_said(words: Words, kept: &Kept) -> String {
    let role = kept.role.map(|role| words.say(&role_key(role)));
    match (&kept.owner_name, role) {
        (Some(name), _) => name.clone(),
        (None, Some(role)) => words.with("tasks-anybody", &[("role", role.into())]),
        (None, None) => String::new(),
    }
}

fn role_key(role: Role) -> String {
    format!("access-role-{}", role.word().replace('_', "-"))
}

/// The day; of what is still open, also how far away it is.
fn due_said(words: Words, kept: &Kept, file: &File) -> String {
    match kept.task.state {
        State::Open => words.due(file.today(), kept.due_on),
        State::Done | State::Cancelled => words.date(kept.due_on),
    }
}

fn facts(words: Words, kept: &Kept, file: &File) -> Vec<(String, String)> {
    let fact = |key: &str, value: String| (words.say(key), value);
    let moment = |at: jiff::Timestamp| {
        words.moment_near(&at.to_zoned(file.kept.office_zone.clone()), file.today())
    };
    let mut facts = vec![
        fact("tasks-standing", words.say(&format!("tasks-state-{}", kept.task.state.word()))),
        fact("tasks-due-on", due_said(words, kept, file)),
        fact("tasks-owner", owner_said(words, kept)),
        fact("tasks-made-at", moment(kept.made_at)),
    ];
    if let Some(at) = kept.closed_at {
        facts.push(fact("tasks-closed-at", moment(at)));
    }
    if let Some(by) = &kept.closed_by_name {
        facts.push(fact("tasks-closed-by", by.clone()));
    }
    if let Some(note) = &kept.note {
        facts.push(fact("tasks-note-kept", note.said(words)));
    }
    facts
}
