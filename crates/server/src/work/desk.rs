//! The desk of whoever leads a team: what their role is asked for, what waits for a second person,
//! and who looks after how many.

use crate::access::Viewer;
use crate::access::store::Colleague as Taker;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::list::Whose;
use crate::checkpoints::row::WorkRow;
use crate::claims;
use crate::claims::store::{Filter, Kept, Order, Prepared};
use crate::claims::view::ClaimLine;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Problems, Section, Words};
use crate::people;
use crate::people::store::caseload::{Holder, holders};
use crate::record::Reader;
use crate::tasks;
use crate::work::calls;
use crate::work::frame::{address_of, question, shown, staff_frame};
use crate::work::handover::flash;
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::{Right, Scope};

/// Rows of one group, at most; a link leads to the rest.
const ROWS_MAX: usize = 50;
/// Calls that are shown where all are asked for, at most.
const CALLS_MAX: usize = 1_000;

#[derive(Template)]
#[template(path = "work/desk.html")]
struct DeskPage {
    frame: Frame,
    problems: Problems,
    asked: Waiting<WorkRow>,
    calls: Waiting<WorkRow>,
    claims: Waiting<ClaimLine>,
    /// Claims that wait for somebody else, since the viewer prepared them.
    own: Vec<ClaimLine>,
    team: Vec<Colleague>,
    from: Field,
    to: Field,
}

/// What waits, the oldest first.
struct Waiting<T> {
    rows: Vec<T>,
    /// All of them, also those that are not shown.
    count: String,
    /// Where the rest is; none where everything is shown.
    rest: Option<(String, String)>,
}

impl<T> Waiting<T> {
    fn of(words: Words, rows: Vec<T>, all: usize, (title, address): (&str, &str)) -> Self {
        let count = words.number(i64::try_from(all).unwrap_or(i64::MAX));
        let args = [("queue", words.say(title).into()), ("count", all.into())];
        let rest = || (words.with("work-rest", &args), address.to_owned());
        Self { rest: (all > rows.len()).then(rest), rows, count }
    }
}

/// Who looks after how many.
struct Colleague {
    name: String,
    role: String,
    people: String,
    tasks: String,
    overdue: String,
    is_behind: bool,
}

/// `GET /desk`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::HandOver)?;
    page(&app, &viewer, &uri, (&Posted::default(), Problems::new())).await
}

/// The desk, with what is wrong with a caseload that was to be handed over.
///
/// # Errors
///
/// What the database says.
pub(super) async fn page(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    (typed, problems): (&Posted, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let (title, section) = (words.say("work-desk"), Section::MyDay);
    let mut frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    let asked = question(uri);
    frame.flash = flash(words, &asked);
    let (claims, own) = claims_waiting(app, &mut reader, viewer).await?;
    let from = holders(&mut reader).await?;
    let from = from.iter().map(|one| Choice::new(one.id.to_string(), held_said(words, one)));
    let to = people::hand::takers(&mut reader, viewer).await?;
    let to = to.iter().map(|one| Choice::new(one.id.to_string(), one.name.as_str()));
    let field = |name: &str, key: &str, all: Vec<Choice>| {
        let mut choices = vec![Choice::new("", words.say("field-choose"))];
        choices.extend(all);
        let field = Field::new(words, name, key).value(typed.text(name)).problem(&problems);
        field.choices(choices)
    };
    let page = DeskPage {
        asked: tasks_waiting(app, &mut reader, viewer).await?,
        calls: calls_waiting(app, &mut reader, viewer, asked.given("calls") == Some("all")).await?,
        claims,
        own,
        team: team(app, &mut reader, viewer).await?,
        from: field("from", "work-desk-from", from.collect()),
        to: field("to", "work-desk-to", to.collect()),
        frame: frame.refused(&problems),
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}

fn held_said(words: Words, one: &Holder) -> String {
    let args = [("name", one.name.as_str().into()), ("people", one.people.into())];
    words.with("work-holds", &args)
}

async fn tasks_waiting(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
) -> Result<Waiting<WorkRow>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let owner = Whose::Mine.tasks(viewer);
    let state = Some(domain::tasks::State::Open);
    let filter = tasks::store::Filter { owner, person: None, state };
    let open = tasks::store::list(reader, &filter, None, ROWS_MAX as i64).await?;
    let all = usize::try_from(tasks::store::count(reader, &filter).await?).unwrap_or_default();
    let rows = tasks::view::rows(app, reader, viewer, &open).await?;
    Ok(Waiting::of(words, rows, all, ("tasks-title", "/tasks?whose=mine")))
}

async fn calls_waiting(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
    shows_all: bool,
) -> Result<Waiting<WorkRow>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let most = if shows_all { CALLS_MAX } else { ROWS_MAX };
    let rows = calls::needing(app, reader, (viewer, false), most as i64).await?;
    let all = calls::count_needing(app, reader, (viewer, false)).await?;
    Ok(Waiting::of(words, rows, all, ("runs-title", "/desk?calls=all#calls")))
}

/// Claims that the viewer may countersign, and those of their own that others do.
async fn claims_waiting(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
) -> Result<(Waiting<ClaimLine>, Vec<ClaimLine>), Failure> {
    let words = Words { locale: viewer.language.into() };
    let here = (&viewer.zone, app.clock.today(&viewer.zone));
    let theirs = Filter::to_countersign(viewer.user);
    let own = Filter { prepared: Some(Prepared::By(viewer.user)), ..theirs };
    let all = usize::try_from(claims::store::count(reader, &theirs).await?).unwrap_or_default();
    let (place, most) = ((Order::Oldest, None), ROWS_MAX as i64);
    let lines = |found: Vec<Kept>| -> Vec<ClaimLine> {
        found.iter().map(|kept| claims::view::line(words, kept, here)).collect()
    };
    let own = lines(claims::store::list(reader, &own, place, most).await?);
    let theirs = lines(claims::store::list(reader, &theirs, place, most).await?);
    let address = "/claims?state=awaiting_countersignature";
    Ok((Waiting::of(words, theirs, all, ("claims-title", address)), own))
}

async fn team(app: &App, reader: &mut Reader, viewer: &Viewer) -> Result<Vec<Colleague>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let today = app.clock.today(&viewer.zone);
    let held = holders(reader).await?;
    let open = tasks::store::open_by_keeper(reader).await?;
    let late = crate::diary::store::late_by_owner(reader, today).await?;
    let mut team = Vec::new();
    let all = people::hand::takers(reader, viewer).await?;
    let is_of_the_team =
        |one: &&Taker| viewer.role.sees() == Scope::Agency || one.office == viewer.office;
    for one in all.iter().filter(is_of_the_team) {
        let people = held.iter().find(|holder| holder.id == one.id).map_or(0, |it| it.people);
        // Their own, and those that wait for anybody of their role.
        let is_theirs = |task: &&tasks::store::KeptBy| match task.owner {
            Some(owner) => owner == one.id,
            None => task.role == Some(one.role),
        };
        let tasks: i64 = open.iter().filter(is_theirs).map(|task| task.many).sum();
        let overdue = late.iter().find(|(owner, _)| *owner == one.id).map_or(0, |(_, many)| *many);
        team.push(Colleague {
            name: one.name.clone(),
            role: words.say(&format!("access-role-{}", one.role.word().replace('_', "-"))),
            people: words.number(people),
            tasks: words.number(tasks),
            overdue: words.number(overdue),
            is_behind: overdue > 0,
        });
    }
    Ok(team)
}
