//! Pages of mailings: looking before sending, the list, one mailing, and taking it back.

use super::act::{self, Pick};
use super::draft::{Draft, picks_of, read_picks};
use super::{show, view};
use crate::access::Viewer;
use crate::api::{At, Once, Posted};
use crate::app::App;
use crate::checkpoints::list::{Queue, Whose};
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::routes::Routes;
use crate::work::frame::question;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::ids::MailingId;
use domain::mailings::Leaves;

/// The addresses of this noun.
pub fn pages() -> Routes {
    Routes::new()
        .get("/mailings", show::index)
        .get("/mailings/new", new)
        .post("/mailings", create)
        .get("/mailings/{id}", show::one)
        .post("/mailings/{id}/withdrawal", withdraw)
}

/// `GET /mailings/new`: whoever was ticked, or everybody in a queue.
async fn new(viewer: Viewer, State(app): State<App>, uri: Uri) -> Result<Response, Failure> {
    viewer.may(Right::Ask)?;
    let asked = question(&uri);
    let queue = asked.given("queue").and_then(Queue::from_word);
    let whose = Whose::read(asked.given("whose"), &viewer);
    let back = match queue {
        Some(queue) => format!("/checkpoints?queue={}&whose={}", queue.word(), whose.word()),
        None => "/checkpoints".to_owned(),
    };
    let ticked: Vec<&str> = asked.all("checkpoint").collect();
    let picks: Vec<Pick> = match queue {
        Some(queue) if ticked.is_empty() && asked.text("all") == "yes" => {
            picks_of(&app, &viewer, queue, Some(whose)).await?
        }
        Some(_) | None => read_picks(&ticked.join(" ")),
    };
    if picks.is_empty() {
        // Nobody was ticked: the list says so and stays as it was.
        let mark = if back.contains('?') { '&' } else { '?' };
        return Ok(Redirect::to(&format!("{back}{mark}done=nobody")).into_response());
    }
    let draft = Draft::fresh(picks, &back);
    view::page(&app, &viewer, &uri, (&draft, &Posted::default(), Problems::new())).await
}

/// `POST /mailings`: shows it again with what was chosen, or sends it.
async fn create(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Ask)?;
    let words = Words { locale: viewer.language.into() };
    let (mut draft, is_seen) = Draft::read(&form);
    let leaves = match form.text("do") {
        "send" => Some(Leaves::AfterGrace),
        "now" => Some(Leaves::Now),
        _ => None,
    };
    let mut problems = Problems::new();
    if let Some(leaves) = leaves {
        let once = Once::of_form(&form, uri.path());
        if let Some(done) = once.kept(&app, &viewer).await? {
            return Ok(done);
        }
        if is_seen {
            match send(&app, &viewer, (&draft, &once), leaves).await {
                Ok(done) => return Ok(done),
                Err(failure) => problems = problems_of(failure)?,
            }
        } else {
            // Nobody sends words that they have not seen.
            problems.add("", words.say("messaging-look-first"));
        }
    }
    // Whoever looks again sees what is so now.
    for pick in &mut draft.picks {
        pick.seen = None;
    }
    view::page(&app, &viewer, &uri, (&draft, &form, problems)).await
}

async fn send(
    app: &App,
    viewer: &Viewer,
    (draft, once): (&Draft, &Once),
    leaves: Leaves,
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let asking = draft.asking(words).map_err(Failure::Refused)?;
    let (writer, id, _) = act::make(app, viewer, &asking, leaves).await?;
    let location = format!("/mailings/{id}");
    let done = once.commit_form(app, viewer, writer, location).await?;
    app.nudge.notify_one();
    Ok(done)
}

/// What is wrong with a form, where that is why it was not sent.
fn problems_of(failure: Failure) -> Result<Problems, Failure> {
    match failure {
        Failure::Refused(problems) => Ok(problems),
        Failure::Missing(lacking) => {
            let said: Vec<String> = lacking.into_iter().map(|one| one.message).collect();
            Ok(Problems::on_page(said.join(" ")))
        }
        other => Err(other),
    }
}

/// `POST /mailings/{id}/withdrawal`: a second time leads to the same page, which says who was
/// faster.
async fn withdraw(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<MailingId>,
    _form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Ask)?;
    let done = match act::take_back(&app, &viewer, &id).await {
        Ok((writer, _)) => {
            writer.commit().await?;
            app.nudge.notify_one();
            "withdrawn"
        }
        Err(Failure::Conflict { .. }) => "not-withdrawn",
        Err(other) => return Err(other),
    };
    Ok(Redirect::to(&format!("/mailings/{id}?done={done}")).into_response())
}
