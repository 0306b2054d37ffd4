//! The addresses of tasks, and their list.

use super::store::{self, Filter};
use super::{task, view};
use crate::access::Viewer;
use crate::api::{place_of, read_place};
use crate::app::App;
use crate::checkpoints::list::Whose;
use crate::checkpoints::row::WorkRow;
use crate::failure::Failure;
use crate::page::{Frame, Pager, Section, Tab, Words};
use crate::record::Held;
use crate::routes::Routes;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use crate::work::pager::{ROWS, pager};
use askama::Template;
use axum::extract::State as Of;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::tasks::State;

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/tasks", index)
        .get("/tasks/{id}", task::show)
        .post("/tasks/{id}", task::update)
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
