//! Handing a caseload over: what would move, then that it moves, and what moved.

use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::web::problems_of;
use crate::failure::Failure;
use crate::page::{Flash, Frame, Section, Words};
use crate::people::hand::{Handing, hand_over_all, preview};
use crate::people::store::caseload::Load;
use crate::work::desk;
use crate::work::frame::{address_of, question, shown, staff_frame};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::ids::UserId;

#[derive(Template)]
#[template(path = "work/handover.html")]
struct HandoverPage {
    frame: Frame,
    facts: Vec<(String, String)>,
    /// That some stay, and why; empty where all move.
    stays: Vec<String>,
    from: String,
    to: String,
}

/// `GET /desk/handover`: what would move from whom to whom.
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::HandOver)?;
    let asked = question(&uri);
    match previewed(&app, &viewer, &asked).await {
        Ok(handing) => page(&app, &viewer, (&handing, &uri)).await,
        Err(failure) => {
            let problems = problems_of(failure)?;
            desk::page(&app, &viewer, &uri, (&asked, problems)).await
        }
    }
}

/// `POST /desk`: hands it over.
pub(super) async fn hand_over(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::HandOver)?;
    let words = Words { locale: viewer.language.into() };
    let handed = match read(&form, words) {
        Ok((from, to)) => hand_over_all(&app, &viewer, (&from, &to)).await,
        Err(failure) => Err(failure),
    };
    match handed {
        Ok(handed) => {
            let Load { files, tasks, entries } = handed.moved;
            let many = format!("files={files}&tasks={tasks}&entries={entries}");
            let location = format!("/desk?done=handed&{many}&left={}", handed.left);
            Ok(Redirect::to(&location).into_response())
        }
        Err(failure) => {
            let problems = problems_of(failure)?;
            desk::page(&app, &viewer, &uri, (&form, problems)).await
        }
    }
}

fn read(typed: &Posted, words: Words) -> Result<(UserId, UserId), Failure> {
    let read = |field: &str| {
        let wanted = || Failure::field(field, words.say("work-desk-choose"));
        typed.text(field).parse::<UserId>().map_err(|_| wanted())
    };
    Ok((read("from")?, read("to")?))
}

async fn previewed(app: &App, viewer: &Viewer, asked: &Posted) -> Result<Handing, Failure> {
    let words = Words { locale: viewer.language.into() };
    let (from, to) = read(asked, words)?;
    preview(app, viewer, (&from, &to)).await
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (handing, uri): (&Handing, &Uri),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let (title, section) = (words.say("work-desk-hand"), Section::MyDay);
    let frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    let Load { files, tasks, entries } = handing.moves;
    let facts = [
        ("work-desk-from", handing.from.name.clone()),
        ("work-desk-to", handing.to.name.clone()),
        ("page-nav-people", words.number(files)),
        ("work-open-tasks", words.number(tasks)),
        ("work-open-entries", words.number(entries)),
    ];
    let page = HandoverPage {
        facts: facts.map(|(key, value)| (words.say(key), value)).to_vec(),
        stays: [("work-handing-left", handing.left), ("work-handing-elsewhere", handing.elsewhere)]
            .into_iter()
            .filter(|(_, many)| *many > 0)
            .map(|(key, many)| words.with(key, &[("left", many.into())]))
            .collect(),
        from: handing.from.id.to_string(),
        to: handing.to.id.to_string(),
        frame,
    };
    shown(&page, false)
}

/// What moved, as the address of the desk tells it.
pub(super) fn flash(words: Words, asked: &Posted) -> Option<Flash> {
    asked.given("done").filter(|done| *done == "handed")?;
    let many = |name: &str| asked.given(name).and_then(|text| text.parse::<i64>().ok());
    let (people, left) = (many("files").unwrap_or(0), many("left").unwrap_or(0));
    if people == 0 {
        return Some(Flash { tone: "wait", sentence: words.say("work-handed-nobody") });
    }
    let args = [
        ("people", people.into()),
        ("tasks", many("tasks").unwrap_or(0).into()),
        ("entries", many("entries").unwrap_or(0).into()),
    ];
    let load = words.with("work-load", &args);
    let sentence = match left {
        0 => words.with("work-handed", &[("load", load.into())]),
        _ => words.with("work-handed-left", &[("load", load.into()), ("left", left.into())]),
    };
    Some(Flash { tone: "good", sentence })
}
