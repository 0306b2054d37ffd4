//! Pages of checkpoints: the list, the explanation, and the forms that pin, waive, call missed
//! and open again.

use super::act;
use super::list::page as list;
use super::tab::{self, Kind, Opened, Typed};
use super::why;
use crate::access::{Viewer, open_file};
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::desk;
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::people::web::Asked;
use crate::people::web::head::Part;
use crate::routes::Routes;
use crate::work::frame::shown;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::ids::CheckpointId;

/// The addresses of this noun.
pub fn pages() -> Routes {
    Routes::new()
        .get("/checkpoints", list::index)
        .get("/people/{id}/why", why::show)
        .post("/checkpoints/{id}/pin", pin)
        .post("/checkpoints/{id}/pin-removal", unpin)
        .post("/checkpoints/{id}/waiver", waive)
        .post("/checkpoints/{id}/missed", miss)
        .post("/checkpoints/{id}/reopening", reopen)
}

type Answer = Result<Response, Failure>;

/// `POST /checkpoints/{id}/pin`
async fn pin(v: Viewer, State(app): State<App>, id: Of, uri: Uri, form: Posted) -> Answer {
    deal(&app, &v, &uri, (id.0, Kind::Pin, form)).await
}

/// `POST /checkpoints/{id}/pin-removal`
async fn unpin(v: Viewer, State(app): State<App>, id: Of, uri: Uri, form: Posted) -> Answer {
    deal(&app, &v, &uri, (id.0, Kind::Unpin, form)).await
}

/// `POST /checkpoints/{id}/waiver`
async fn waive(v: Viewer, State(app): State<App>, id: Of, uri: Uri, form: Posted) -> Answer {
    deal(&app, &v, &uri, (id.0, Kind::Waive, form)).await
}

/// `POST /checkpoints/{id}/missed`
async fn miss(v: Viewer, State(app): State<App>, id: Of, uri: Uri, form: Posted) -> Answer {
    deal(&app, &v, &uri, (id.0, Kind::Miss, form)).await
}

/// `POST /checkpoints/{id}/reopening`
async fn reopen(v: Viewer, State(app): State<App>, id: Of, uri: Uri, form: Posted) -> Answer {
    deal(&app, &v, &uri, (id.0, Kind::Reopen, form)).await
}

type Of = At<CheckpointId>;

/// Does one of the deals, or shows the person's checkpoints again with what was typed.
async fn deal(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    (id, kind, form): (CheckpointId, Kind, Posted),
) -> Answer {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let file = desk::load_by_checkpoint(app, &mut reader, &id).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), None).await?;
    let done = match kind.read(&form, words) {
        Ok(deal) => {
            let version = Some(form.text("version").parse().unwrap_or(-1));
            act::change(app, viewer, &id, (deal, form.text("reason"), version)).await
        }
        Err(problems) => Err(Failure::Refused(problems)),
    };
    let problems = match done {
        Ok(writer) => {
            writer.commit().await?;
            app.nudge.notify_one();
            let person = file.kept.person.id;
            let to = format!("/people/{person}?tab=checkpoints&open={id}&done=checkpoint#{id}");
            return Ok(Redirect::to(&to).into_response());
        }
        Err(failure) => problems_of(failure)?,
    };
    let around = Asked::around(app, viewer, file, (Some(Part::Checkpoints), uri)).await?;
    let opened = Opened { row: Some(id), ..Opened::default() };
    let typed = Typed { checkpoint: id, kind, form, problems };
    shown(&tab::page(app, viewer, around, opened, Some(typed)).await?, true)
}

/// What is wrong with a form, where that is why it was not done.
///
/// # Errors
///
/// Every other failure, as it is.
pub fn problems_of(failure: Failure) -> Result<Problems, Failure> {
    match failure {
        Failure::Refused(problems) => Ok(problems),
        Failure::Missing(lacking) => {
            let mut problems = Problems::new();
            for one in lacking {
                problems.add(one.code, one.message);
            }
            Ok(problems)
        }
        Failure::Conflict { sentence, .. } => Ok(Problems::on_page(sentence)),
        other => Err(other),
    }
}
