//! My day: everything that waits for the viewer, with its reason and its next act.

use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::checkpoints::list::store::{Filter, Line, class_counts, class_rows};
use crate::checkpoints::list::{Class, Queue, Whose};
use crate::checkpoints::row::{self, WorkRow};
use crate::diary;
use crate::failure::Failure;
use crate::messaging;
use crate::page::{Frame, Section, Tab, Words};
use crate::record::Reader;
use crate::tasks;
use crate::work::frame::{address_of, question, shown, staff_frame};
use crate::work::piles::{self, Pile};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::ids::PersonId;
use std::collections::HashMap;

/// Rows of one group, at most; the list of checkpoints has the rest.
const GROUP_ROWS_MAX: usize = 25;
/// Rows of a pile that is shown whole, at most.
const PILE_ROWS_MAX: usize = 1_000;

#[derive(Template)]
#[template(path = "work/day.html")]
struct DayPage {
    frame: Frame,
    date: String,
    whose: Vec<Tab>,
    /// Whether the viewer leads a team and has a desk.
    leads: bool,
    groups: Vec<Group>,
    /// The steps of the tour, in the demo, until it is closed.
    tour: Vec<TourStep>,
    close_tour: String,
    /// Messages that need the viewer; empty where none does.
    needs: String,
}

/// Rows that belong together.
struct Group {
    id: &'static str,
    title: String,
    is_late: bool,
    count: usize,
    /// Those of the diary.
    entries: Vec<diary::view::EntryLine>,
    rows: Vec<WorkRow>,
    /// Where the rest is, list by list; none where everything is shown.
    rest: Vec<(String, String)>,
}

/// One step of the tour.
struct TourStep {
    said: String,
    link: String,
    address: String,
}

/// The groups in their order, with the classes that each shows.
const GROUPS: [(&str, &[Class]); 5] = [
    ("overdue", &[Class::Overdue]),
    ("now", &[Class::Review, Class::Due]),
    ("to-read", &[Class::ToRead]),
    ("closing", &[Class::Closing]),
    ("waiting", &[Class::DueAsked, Class::Waiting]),
];

/// `GET /`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked = question(&uri);
    let whose = Whose::read(asked.given("whose"), &viewer);
    let mut reader = app.reader(&viewer).await?;
    let (title, section) = (words.say("page-nav-my-day"), Section::MyDay);
    let frame = staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    let filter = Filter { owner: whose.owner(&viewer), now: app.clock.now() };
    let mut groups = groups(&app, &mut reader, &viewer, (&filter, whose)).await?;
    let tasks = tasks_group(&app, &mut reader, &viewer, whose).await?;
    let place = groups.iter().take_while(|group| BEFORE_TASKS.contains(&group.id)).count();
    groups.splice(place..place, tasks);
    let all = asked.given("all");
    groups.splice(0..0, pile_groups(&app, &mut reader, (&viewer, whose), all).await?);
    groups.splice(0..0, diary_group(&app, &mut reader, &viewer, whose).await?);
    let today = app.clock.today(&viewer.zone);
    let tour = tour(&app, &viewer, &asked, &groups);
    let page = DayPage {
        date: words.date_long_near(today, today),
        whose: whose_tabs(&app, &mut reader, &viewer, whose).await?,
        leads: viewer.role.holds(Right::HandOver),
        needs: needs(&mut reader, &viewer).await?,
        close_tour: format!("/?whose={}&tour=closed", whose.word()),
        groups,
        tour,
        frame,
    };
    shown(&page, false)
}

async fn needs(reader: &mut Reader, viewer: &Viewer) -> Result<String, Failure> {
    if !viewer.role.holds(Right::Ask) {
        return Ok(String::new());
    }
    let words = Words { locale: viewer.language.into() };
    match messaging::needs::count(reader, viewer).await? {
        0 => Ok(String::new()),
        many => Ok(words.with("messaging-needs-link", &[("count", many.into())])),
    }
}

async fn groups(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
    (filter, whose): (&Filter, Whose),
) -> Result<Vec<Group>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let counts = class_counts(reader, filter).await?;
    let mut found = Vec::new();
    for (id, classes) in GROUPS {
        let count = counted(&counts, classes);
        if count > 0 {
            let limit = GROUP_ROWS_MAX as i64;
            let lines = class_rows(reader, classes, filter, None, limit).await?;
            found.push((id, classes, count, lines));
        }
    }
    let files = files(app, reader, found.iter().flat_map(|(_, _, _, lines)| lines)).await?;
    let group = |(id, classes, count, lines): (&'static str, &[Class], usize, Vec<Line>)| Group {
        id,
        title: words.say(&format!("work-group-{id}")),
        is_late: classes.contains(&Class::Overdue),
        count,
        entries: Vec::new(),
        rest: if count > lines.len() { rest(words, classes, &counts, whose) } else { Vec::new() },
        rows: row::rows(words, viewer, &lines, &files),
    };
    Ok(found.into_iter().map(group).collect())
}

/// What is done before the tasks: they stand behind these groups.
const BEFORE_TASKS: [&str; 2] = ["overdue", "now"];

/// What is in the diary for today, and what has no outcome yet; none where there is nothing.
async fn diary_group(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
    whose: Whose,
) -> Result<Option<Group>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let today = app.clock.today(&viewer.zone);
    let filter = diary::agenda::waiting(today, whose.owner(viewer));
    let count = usize::try_from(diary::store::count(reader, &filter).await?).unwrap_or_default();
    if count == 0 {
        return Ok(None);
    }
    // Each in its own measure, so that what is overdue never crowds out the day.
    let late = diary::listing::late(today, filter.owner);
    let mut open = diary::store::list(reader, &late, None, GROUP_ROWS_MAX as i64).await?;
    let is_late = !open.is_empty();
    let of_today = diary::store::Filter { from: Some(today), ..filter };
    open.extend(diary::store::list(reader, &of_today, None, GROUP_ROWS_MAX as i64).await?);
    let all = (words.say("diary-title"), format!("/diary?whose={}", whose.word()));
    let entries = diary::view::lines(app, reader, viewer, (&open, &viewer.zone)).await?;
    Ok(Some(Group {
        id: "diary",
        title: words.say("diary-of-today"),
        is_late,
        count,
        entries,
        rows: Vec::new(),
        rest: if count > open.len() { vec![all] } else { Vec::new() },
    }))
}

/// What calls left to do; `all` names the pile that is shown whole.
async fn pile_groups(
    app: &App,
    reader: &mut Reader,
    (viewer, whose): (&Viewer, Whose),
    all: Option<&str>,
) -> Result<Vec<Group>, Failure> {
    if !viewer.role.holds(Right::Track) {
        return Ok(Vec::new());
    }
    let words = Words { locale: viewer.language.into() };
    let mut groups = Vec::new();
    for pile in Pile::ALL {
        let count = pile.count(app, reader, (viewer, whose)).await?;
        if count == 0 {
            continue;
        }
        let most = if all == Some(pile.id()) { PILE_ROWS_MAX } else { GROUP_ROWS_MAX };
        let rows = pile.rows(app, reader, (viewer, whose), most as i64).await?;
        let title = words.say(&format!("work-group-{}", pile.id()));
        let args = [("queue", title.clone().into()), ("count", count.into())];
        let rest = (words.with("work-rest", &args), pile.all(whose));
        groups.push(Group {
            id: pile.id(),
            title,
            is_late: false,
            count,
            entries: Vec::new(),
            // Letters are printed and posted one after the other from their list.
            rest: if count > rows.len() || pile == Pile::Letters { vec![rest] } else { Vec::new() },
            rows,
        });
    }
    Ok(groups)
}

/// The open tasks; none where there are none.
async fn tasks_group(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
    whose: Whose,
) -> Result<Option<Group>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let filter = open_tasks(viewer, whose);
    let count = usize::try_from(tasks::store::count(reader, &filter).await?).unwrap_or_default();
    if count == 0 {
        return Ok(None);
    }
    let open = tasks::store::list(reader, &filter, None, GROUP_ROWS_MAX as i64).await?;
    let all = (words.say("tasks-all"), format!("/tasks?whose={}", whose.word()));
    Ok(Some(Group {
        id: "tasks",
        title: words.say("tasks-title"),
        is_late: false,
        count,
        entries: Vec::new(),
        rest: if count > open.len() { vec![all] } else { Vec::new() },
        rows: tasks::view::rows(app, reader, viewer, &open).await?,
    }))
}

fn open_tasks(viewer: &Viewer, whose: Whose) -> tasks::store::Filter {
    let state = Some(domain::tasks::State::Open);
    tasks::store::Filter { owner: whose.tasks(viewer), person: None, state }
}

/// The lists that hold everything of a group, each with as many as it shows.
fn rest(
    words: Words,
    classes: &[Class],
    counts: &[(Class, i64)],
    whose: Whose,
) -> Vec<(String, String)> {
    let mut queues: Vec<Queue> = classes.iter().map(|class| Queue::of(*class)).collect();
    queues.dedup();
    let link = |queue: Queue| {
        let many = counted(counts, &queue.classes());
        let name = words.say(&format!("checkpoints-queue-{}", queue.word().replace('_', "-")));
        let said = words.with("work-rest", &[("queue", name.into()), ("count", many.into())]);
        (said, format!("/checkpoints?queue={}&whose={}", queue.word(), whose.word()))
    };
    queues.into_iter().map(link).collect()
}

fn counted(counts: &[(Class, i64)], classes: &[Class]) -> usize {
    let own = counts.iter().filter(|(class, _)| classes.contains(class));
    usize::try_from(own.map(|(_, many)| many).sum::<i64>()).unwrap_or_default()
}

async fn files(
    app: &App,
    reader: &mut Reader,
    lines: impl Iterator<Item = &Line>,
) -> Result<HashMap<PersonId, File>, Failure> {
    let mut people: Vec<PersonId> = lines.map(|line| line.person).collect();
    people.sort_unstable();
    people.dedup();
    desk::load_many(app, reader, &people).await
}

/// Mine and the team's, each with as much as its page shows.
async fn whose_tabs(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
    here: Whose,
) -> Result<Vec<Tab>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut tabs = Vec::new();
    for whose in Whose::ALL {
        let filter = Filter { owner: whose.owner(viewer), now: app.clock.now() };
        let counts = class_counts(reader, &filter).await?;
        let open = tasks::store::count(reader, &open_tasks(viewer, whose)).await?;
        let all: usize = GROUPS.iter().map(|(_, classes)| counted(&counts, classes)).sum();
        let today = app.clock.today(&viewer.zone);
        let waiting = diary::agenda::waiting(today, whose.owner(viewer));
        let entries = diary::store::count(reader, &waiting).await?;
        let all = all + usize::try_from(open + entries).unwrap_or_default();
        let all = all + piles::waiting(app, reader, (viewer, whose)).await?;
        let address = format!("/?whose={}", whose.word());
        tabs.push(Tab::new(words.say(whose.key(viewer)), address).count(all).here(whose == here));
    }
    Ok(tabs)
}

/// What to try first, in the demo.
fn tour(app: &App, viewer: &Viewer, asked: &Posted, groups: &[Group]) -> Vec<TourStep> {
    let words = Words { locale: viewer.language.into() };
    if !app.settings.is_demo() || asked.given("tour") == Some("closed") {
        return Vec::new();
    }
    let first = groups
        .iter()
        .find_map(|group| group.entries.first().map(|one| &one.row).or(group.rows.first()));
    let person = first.map_or("/people", |row| row.address.as_str());
    let places = ["/people/new", person, "/demo", "/demo/outbox", "/checkpoints"];
    let step = |(n, address): (usize, &str)| TourStep {
        said: words.say(&format!("work-tour-{n}")),
        link: words.say(&format!("work-tour-{n}-link")),
        address: address.to_owned(),
    };
    let may_enter = viewer.role.holds(Right::RecordPeople);
    let stops = (1..).zip(places).filter(|(_, to)| may_enter || *to != "/people/new");
    stops.map(step).collect()
}
