//! Pages of tasks: the list, and one of them with all that can be done with it.

use super::act::{self, able_to, may_do};
use super::api::open_task;
use super::store::{self, Filter, Kept};
use super::view;
use crate::access::{AccessReason, Viewer};
use crate::api::{At, Posted, place_of, read_place};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::checkpoints::list::Whose;
use crate::checkpoints::row::WorkRow;
use crate::diary::act::{Booking, chosen};
use crate::diary::days;
use crate::diary::entry::moment;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Pager, Problems, Section, Tab, Words};
use crate::record::Held;
use crate::routes::Routes;
use crate::surveys::reading;
use crate::surveys::wording::{answer_text, question_text};
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use crate::work::pager::{ROWS, pager};
use askama::Template;
use axum::extract::State as Of;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Right, Role};
use domain::ids::TaskId;
use domain::tasks::{Ask, Kind, State};

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new().get("/tasks", index).get("/tasks/{id}", show).post("/tasks/{id}", update)
}

#[derive(Template)]
#[template(path = "tasks/list.html")]
struct ListPage {
    frame: Frame,
    whose: Vec<Tab>,
    states: Vec<Tab>,
    hint: String,
    rows: Vec<WorkRow>,
    pager: Pager,
}

/// `GET /tasks`
async fn index(viewer: Viewer, Of(app): Of<App>, uri: Uri) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked = question(&uri);
    let state = asked.given("state").and_then(State::from_word).unwrap_or(State::Open);
    let whose = Whose::read(asked.given("whose"), &viewer);
    let mut reader = app.reader(&viewer).await?;
    let title = words.say("tasks-title");
    let (section, address) = (Section::MyDay, address_of(&uri));
    let mut frame = staff_frame(&app, &mut reader, &viewer, title, section, address).await?;
    frame.flash = flash_of(words, "tasks", asked.given("done"));
    let filter = Filter { owner: whose.tasks(&viewer), person: None, state: Some(state) };
    let after = asked.given("after").and_then(read_place);
    let mut tasks = store::list(&mut reader, &filter, after.as_ref(), ROWS as i64 + 1).await?;
    let next = (tasks.len() > ROWS).then(|| tasks.truncate(ROWS)).and(tasks.last());
    let next = next.map(|last| place_of(last.due_on, &last.id));
    let base = format!("/tasks?state={}&whose={}&", state.word(), whose.word());
    let page = ListPage {
        whose: whose_tabs(&mut reader, &viewer, (state, whose), words).await?,
        states: state_tabs(&mut reader, &viewer, (state, whose), words).await?,
        hint: words.say(&format!("tasks-none-{}", state.word())),
        rows: view::rows(&app, &mut reader, &viewer, &tasks).await?,
        pager: pager(&asked, &base, tasks.len(), next),
        frame,
    };
    shown(&page, false)
}

fn address(state: State, whose: Whose) -> String {
    format!("/tasks?state={}&whose={}", state.word(), whose.word())
}

async fn counted(
    held: &mut impl Held,
    viewer: &Viewer,
    (state, whose): (State, Whose),
) -> Result<usize, Failure> {
    let filter = Filter { owner: whose.tasks(viewer), person: None, state: Some(state) };
    Ok(usize::try_from(store::count(held, &filter).await?).unwrap_or_default())
}

async fn whose_tabs(
    held: &mut impl Held,
    viewer: &Viewer,
    (state, here): (State, Whose),
    words: Words,
) -> Result<Vec<Tab>, Failure> {
    let mut tabs = Vec::new();
    for whose in Whose::ALL {
        let many = counted(held, viewer, (state, whose)).await?;
        let tab = Tab::new(words.say(whose.key(viewer)), address(state, whose));
        tabs.push(tab.count(many).here(whose == here));
    }
    Ok(tabs)
}

async fn state_tabs(
    held: &mut impl Held,
    viewer: &Viewer,
    (here, whose): (State, Whose),
    words: Words,
) -> Result<Vec<Tab>, Failure> {
    let mut tabs = Vec::new();
    for state in State::ALL {
        let many = counted(held, viewer, (state, whose)).await?;
        let said = words.say(&format!("tasks-tab-{}", state.word()));
        tabs.push(Tab::new(said, address(state, whose)).count(many).here(state == here));
    }
    Ok(tabs)
}

#[derive(Template)]
#[template(path = "tasks/task.html")]
struct TaskPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    problems: Problems,
    action: String,
    version: String,
    why: String,
    /// None where a flow asks for it.
    answered: Option<Answered>,
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
async fn show(
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
async fn update(
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
    let done = match read(&form, words) {
        Ok((ask, word)) => match read_appointment(&form, (&kept, &file), words) {
            Ok(booking) => {
                let adviser = form.given("adviser").and_then(|id| id.parse().ok());
                let (whole, made) = ((&ask, version), act::Made { booking, adviser });
                let done = act::settle(&app, &viewer, (&id, &kept.person), whole, &made).await;
                done.map(|writer| (writer, word))
            }
            Err(failure) => Err(failure),
        },
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
    let (title, section) = (view::kind_said(words, kept), Section::MyDay);
    let frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    let answered = answered(app, &mut reader, (kept, file), words).await?;
    let colleagues = able_to(&mut reader, (file, kept)).await?;
    let others = colleagues.iter().filter(|one| Some(one.id) != kept.task.owner);
    let mut choices = vec![Choice::new("", words.say("field-choose"))];
    choices.extend(others.map(|one| Choice::new(one.id.to_string(), one.name.as_str())));
    let mut advisers = vec![Choice::new("", words.say("field-choose"))];
    let all = act::colleagues_for(&mut reader, file).await?;
    advisers.extend(all.iter().map(|one| Choice::new(one.id.to_string(), one.name.as_str())));
    let person = &file.kept.person;
    let is_open = kept.task.state == State::Open && may_do(viewer, kept);
    let has_said = answered.as_ref().is_some_and(|one| !one.said.is_empty());
    let can_apply = is_open && kept.task.kind.can_be_applied() && has_said;
    let field = |name: &str, key: &str| {
        Field::new(words, name, key).value(typed.text(name)).problem(&problems)
    };
    let place = (file, kept.placement.as_ref());
    let anyway = Field::new(words, "anyway", "diary-anyway");
    let anyway = days::meant(app, &mut reader, place, (typed, &problems), anyway).await?;
    let page = TaskPage {
        crumb: vec![
            (words.say("tasks-title"), "/tasks".to_owned()),
            (format!("{} {}", person.given_name, person.family_name), String::new()),
        ],
        action: format!("/tasks/{}", kept.id),
        version: kept.version.to_string(),
        why: view::why(words, kept, file),
        answered,
        facts: facts(words, kept, file),
        person: format!("/people/{}", person.id),
        apply: if can_apply { words.say(&apply_key(kept)) } else { String::new() },
        note: field("note", "tasks-note").hint("tasks-note-hint").length_max(500).width("wide"),
        appointment: kept.task.kind.books().map(|_| {
            let time = typed.given("time").unwrap_or("09:00");
            (
                field("due_at", "tasks-appointment").optional(),
                field("time", "diary-time").value(time).optional(),
            )
        }),
        anyway,
        adviser: (kept.task.kind == Kind::AllocateAdviser).then(|| {
            let field = field("adviser", "tasks-adviser").choices(advisers);
            field.hint("tasks-adviser-hint").optional()
        }),
        owner: field("owner", "tasks-hand-to").choices(choices),
        is_open,
        frame: frame.refused(&problems),
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
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

fn facts(words: Words, kept: &Kept, file: &File) -> Vec<(String, String)> {
    let fact = |key: &str, value: String| (words.say(key), value);
    let moment = |at: jiff::Timestamp| {
        words.moment_near(&at.to_zoned(file.kept.office_zone.clone()), file.today())
    };
    let mut facts = vec![
        fact("tasks-standing", view::standing_said(words, kept, file.today())),
        fact("tasks-due-on", words.date(kept.due_on)),
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
        facts.push(fact("tasks-note-kept", note.clone()));
    }
    facts
}
