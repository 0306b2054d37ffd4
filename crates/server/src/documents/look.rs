//! A document in the page: pictures as they are, a PDF page by page as pictures that were drawn in
//! a process of its own. Nothing of the file itself reaches the browser as something that it would
//! run.

use super::act::{self, Added, Said};
use super::apart::{self, NotDone, Task};
use super::handing::{self, SANDBOX};
use super::intake::{self, Taken};
use super::say::types_of;
use super::store::Kept;
use super::tab::{self, DocumentRow};
use crate::access::Viewer;
use crate::api::At;
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Frame, Words};
use crate::people::web::head::Head;
use crate::people::web::{Asked, open};
use crate::work::frame::{flash_of, question, shown};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::documents::{FileKind, Remark};
use domain::ids::DocumentId;

#[derive(Template)]
#[template(path = "documents/look.html")]
struct LookPage {
    frame: Frame,
    head: Head,
    row: DocumentRow,
    back: String,
    /// The picture; empty where it cannot be drawn.
    picture: String,
    said: String,
    /// Why there is no picture.
    instead: String,
    earlier: String,
    later: String,
    place: String,
    may_change: bool,
    may_copy: bool,
}

/// Where a document is looked at.
#[must_use]
pub fn address_of(id: &DocumentId) -> String {
    format!("/documents/{id}/look")
}

/// `GET /documents/{id}/look`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<DocumentId>,
    uri: Uri,
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let kept = handing::opened(&app, &viewer, &id, None).await?;
    handing::let_out(&viewer, &kept)?;
    let file = open(&app, &viewer, &kept.person).await?;
    let asked = question(&uri);
    let number = asked.given("page").and_then(|text| text.parse::<u32>().ok()).unwrap_or(1).max(1);
    let pages = match kept.kind {
        FileKind::Pdf => counted(&app, &viewer, &kept).await?,
        FileKind::Jpeg | FileKind::Png | FileKind::Heic | FileKind::Text => Some(1),
    };
    let row = tab::row(words, (&file, &types_of(&file, words)), &kept);
    let back = format!("/people/{}?tab=documents", kept.person);
    let Asked { mut frame, head, .. } = Asked::around(&app, &viewer, file, (None, &uri)).await?;
    frame.title.clone_from(&kept.name);
    frame.flash = flash_of(words, "documents", asked.given("done"));
    let number = number.min(pages.unwrap_or(1).max(1));
    let link = |number: u32| format!("/documents/{id}/look?page={number}");
    let many = pages.unwrap_or(0);
    let args = [("number", number.into()), ("many", many.into())];
    let may_change = viewer.role.holds(Right::RecordPeople);
    let page = LookPage {
        picture: match (kept.kind, pages) {
            (FileKind::Pdf, Some(_)) => format!("/documents/{id}/pages/{number}"),
            (FileKind::Jpeg | FileKind::Png, _) => format!("/documents/{id}/content"),
            (_, _) => String::new(),
        },
        instead: words.say(match kept.remark {
            Some(Remark::Locked) => "documents-look-locked",
            None => "documents-look-not",
        }),
        place: if many > 1 { words.with("documents-look-place", &args) } else { String::new() },
        said: match kept.kind {
            FileKind::Pdf => words.with("documents-look-page", &args),
            _ => kept.name.clone(),
        },
        earlier: if number > 1 { link(number - 1) } else { String::new() },
        later: if number < many { link(number + 1) } else { String::new() },
        may_copy: may_change && matches!(kept.kind, FileKind::Jpeg | FileKind::Png),
        may_change,
        frame,
        head,
        row,
        back,
    };
    shown(&page, false)
}

/// How many pages a PDF has; none where it cannot be drawn.
async fn counted(app: &App, viewer: &Viewer, kept: &Kept) -> Result<Option<u32>, Failure> {
    match apart::done(app, (&viewer.agency, kept), Task::Page(0)).await {
        Ok(answer) => Ok(answer.try_into().ok().map(u32::from_be_bytes)),
        Err(NotDone::Unreadable) => Ok(None),
        Err(other) => Err(fault(other)),
    }
}

fn fault(why: NotDone) -> Failure {
    match why {
        NotDone::Store(error) => error.into(),
        NotDone::Unreadable => Failure::NotFound,
        NotDone::NotStarted(error) => Failure::fault("a process of its own", &error),
    }
}

/// `GET /documents/{id}/pages/{number}`: a page of a PDF as a picture.
pub(super) async fn page(
    viewer: Viewer,
    State(app): State<App>,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let id: DocumentId = id.parse().map_err(|_| Failure::NotFound)?;
    let number: u32 = number.parse().map_err(|_| Failure::NotFound)?;
    let kept = handing::opened(&app, &viewer, &id, None).await?;
    handing::let_out(&viewer, &kept)?;
    if kept.kind != FileKind::Pdf || number == 0 {
        return Err(Failure::NotFound);
    }
    let answer = apart::done(&app, (&viewer.agency, &kept), Task::Page(number)).await;
    let answer = answer.map_err(fault)?;
    Ok(picture(answer.get(4..).unwrap_or_default().to_vec()))
}

/// `GET /documents/{id}/small`: a small picture of a document, by which one finds it.
pub(super) async fn small(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<DocumentId>,
) -> Result<Response, Failure> {
    let kept = handing::opened(&app, &viewer, &id, None).await?;
    handing::let_out(&viewer, &kept)?;
    if !kept.kind.has_thumbnail() {
        return Err(Failure::NotFound);
    }
    let answer = apart::done(&app, (&viewer.agency, &kept), Task::Small(kept.kind)).await;
    Ok(picture(answer.map_err(fault)?))
}

fn picture(png: Vec<u8>) -> Response {
    let headers = [(header::CONTENT_TYPE, "image/png"), (header::CONTENT_SECURITY_POLICY, SANDBOX)];
    (headers, png).into_response()
}

/// `POST /documents/{id}/bare-copy`: the photo once more, without what the camera wrote.
pub(super) async fn copy_bare(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<DocumentId>,
) -> Result<Response, Failure> {
    viewer.may(Right::RecordPeople)?;
    let words = Words { locale: viewer.language.into() };
    let kept = handing::opened(&app, &viewer, &id, None).await?;
    handing::let_out(&viewer, &kept)?;
    let unreadable = || Failure::conflict(words.say("documents-bare-not"));
    let bytes = match apart::done(&app, (&viewer.agency, &kept), Task::Bare(kept.kind)).await {
        Ok(bytes) => bytes,
        Err(NotDone::Unreadable) => return Err(unreadable()),
        Err(other) => return Err(fault(other)),
    };
    let name = words.with("documents-bare-name", &[("name", kept.name.clone().into())]);
    let taken = intake::take_own(&app, &viewer.agency, (&name, &bytes)).await?;
    let Taken::In(mut arrived) = taken else { return Err(unreadable()) };
    let said =
        Said { type_code: kept.type_code.clone(), covers: (kept.covers_from, kept.covers_to) };
    let (writer, added) = act::add(&app, &viewer, &kept.person, (&mut *arrived, &said)).await?;
    writer.commit().await?;
    let done = match &added {
        Added::Again(same) if same.id == kept.id => "bare-already",
        Added::New(_) | Added::Again(_) => "bare",
    };
    app.nudge.notify_one();
    let to = match (done, &added) {
        ("bare", added) => added.kept().id,
        (_, _) => kept.id,
    };
    Ok(Redirect::to(&format!("/documents/{to}/look?done={done}")).into_response())
}
