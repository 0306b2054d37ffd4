//! The desk of whoever leads a team: what their role is asked for, what waits for a second person,
//! and who looks after how many.

use crate::access::Viewer;
use crate::access::store::colleagues;
use crate::api::{Once, Posted};
use crate::app::App;
use crate::checkpoints::row::WorkRow;
use crate::checkpoints::web::problems_of;
use crate::claims;
use crate::claims::view::ClaimLine;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Problems, Section, Words};
use crate::people;
use crate::record::{Held, Reader};
use crate::tasks;
use crate::work::calls;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::ids::UserId;

/// Rows of one group, at most.
const ROWS_MAX: i64 = 100;

#[derive(Template)]
#[template(path = "work/desk.html")]
struct DeskPage {
    frame: Frame,
    problems: Problems,
    asked: Vec<WorkRow>,
    calls: Vec<WorkRow>,
    claims: Vec<ClaimLine>,
    team: Vec<Colleague>,
    once: String,
    from: Field,
    to: Field,
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

/// `POST /desk`: hands a caseload over.
pub(super) async fn hand_over(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::HandOver)?;
    let once = Once::of_form(&form, uri.path());
    if let Some(done) = once.kept(&app, &viewer).await? {
        return Ok(done);
    }
    match handed(&app, &viewer, &form).await {
        Ok(()) => Ok(Redirect::to("/desk?done=handed").into_response()),
        Err(failure) => {
            let problems = problems_of(failure)?;
            page(&app, &viewer, &uri, (&form, problems)).await
        }
    }
}

async fn handed(app: &App, viewer: &Viewer, form: &Posted) -> Result<(), Failure> {
    let words = Words { locale: viewer.language.into() };
    let refuse = |field: &str, key: &str| Failure::field(field, words.say(key));
    let read = |field: &str| form.text(field).parse::<UserId>().ok();
    let from = read("from").ok_or_else(|| refuse("from", "work-desk-choose"))?;
    let to = read("to").ok_or_else(|| refuse("to", "work-desk-choose"))?;
    people::hand::hand_over_all(app, viewer, (&from, &to)).await
}

async fn page(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    (typed, problems): (&Posted, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let (title, section) = (words.say("work-desk"), Section::MyDay);
    let mut frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    frame.flash = flash_of(words, "work", question(uri).given("done"));
    let state = Some(domain::tasks::State::Open);
    let owner = Some((viewer.user, viewer.role));
    let filter = tasks::store::Filter { owner, person: None, state };
    let open = tasks::store::list(&mut reader, &filter, None, ROWS_MAX).await?;
    let filter = claims::store::Filter {
        state: Some(domain::claims::State::Passed),
        ..claims::store::Filter::default()
    };
    let claims = claims::store::list(&mut reader, &filter, ROWS_MAX).await?;
    let all = colleagues(reader.conn(), &viewer.agency, &viewer.office).await?;
    let choices = |all: &[crate::access::store::Colleague]| -> Vec<Choice> {
        let mut choices = vec![Choice::new("", words.say("field-choose"))];
        choices.extend(all.iter().map(|one| Choice::new(one.id.to_string(), one.name.as_str())));
        choices
    };
    let field = |name: &str, key: &str| {
        let field = Field::new(words, name, key).value(typed.text(name)).problem(&problems);
        field.choices(choices(&all))
    };
    let page = DeskPage {
        asked: tasks::view::rows(app, &mut reader, viewer, &open).await?,
        calls: calls::needing(app, &mut reader, (viewer, false), ROWS_MAX).await?,
        claims: claims.iter().map(|kept| claims::view::line(words, kept)).collect(),
        team: team(app, &mut reader, (&all, viewer), words).await?,
        once: Once::field(typed),
        from: field("from", "work-desk-from"),
        to: field("to", "work-desk-to"),
        frame: frame.refused(&problems),
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}

async fn team(
    app: &App,
    reader: &mut Reader,
    (all, viewer): (&[crate::access::store::Colleague], &Viewer),
    words: Words,
) -> Result<Vec<Colleague>, Failure> {
    let today = app.clock.today(&viewer.zone);
    let mut team = Vec::new();
    for one in all.iter().filter(|one| one.role.holds(Right::Track)) {
        let people = people::store::count_of(reader, &one.id).await?;
        let state = Some(domain::tasks::State::Open);
        let owner = Some((one.id, one.role));
        let filter = tasks::store::Filter { owner, person: None, state };
        let tasks = tasks::store::count(reader, &filter).await?;
        let late = crate::diary::store::Filter {
            owner: Some(one.id),
            until: today.yesterday().ok(),
            is_open: true,
            ..crate::diary::store::Filter::default()
        };
        let overdue = crate::diary::store::count(reader, &late).await?;
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
