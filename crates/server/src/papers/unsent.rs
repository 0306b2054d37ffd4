//! One e-mail to a colleague or an employer that was not taken: to whom, and what it said, so that
//! they are told in another way.

use super::act;
use super::store::{self, Notice, Standing};
use crate::access::{AccessReason, Viewer, open_file};
use crate::api::At;
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::failure::Failure;
use crate::page::{Frame, Section, Words};
use crate::people::web::head::full_name;
use crate::record::Held;
use crate::work::frame::{address_of, shown, staff_frame};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::ids::MessageId;

#[derive(Template)]
#[template(path = "papers/unsent.html")]
struct UnsentPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    /// Whether it is still to be noted that they were told.
    may_settle: bool,
    address: String,
    back: String,
    text: String,
}

async fn opened(
    app: &App,
    viewer: &Viewer,
    (id, reason): (&MessageId, Option<&str>),
) -> Result<(Notice, File), Failure> {
    viewer.may(Right::Track)?;
    let mut reader = app.reader(viewer).await?;
    let notice = store::notice(reader.conn(), (&viewer.agency, id)).await?;
    let notice = notice.filter(|notice| notice.standing == Standing::Failed);
    let notice = notice.ok_or(Failure::NotFound)?;
    let file = desk::load(app, &mut reader, &notice.person).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), reason).await?;
    Ok((notice, file))
}

/// `GET /notices/{id}`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<MessageId>,
    reason: AccessReason,
    uri: Uri,
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let (notice, file) = opened(&app, &viewer, (&id, reason.text())).await?;
    let mut reader = app.reader(&viewer).await?;
    let (title, section) = (words.say("papers-unsent"), Section::People);
    let frame = staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    let back = format!("/people/{}?tab=support", notice.person);
    let at = notice.left_at.unwrap_or(notice.made_at).to_zoned(file.kept.office_zone.clone());
    let page = UnsentPage {
        crumb: vec![
            (words.say("page-nav-people"), "/people".to_owned()),
            (full_name(&file), back.clone()),
        ],
        facts: vec![
            (words.say("papers-unsent-to"), notice.recipient.clone()),
            (words.say("papers-unsent-subject"), notice.subject.clone()),
            (words.say("papers-unsent-at"), words.moment_near(&at, file.today())),
        ],
        may_settle: !notice.is_settled,
        address: format!("/notices/{id}"),
        // The link of an employer is made anew by asking them again.
        text: notice.body.replace("{{link}}", "…"),
        back,
        frame,
    };
    shown(&page, false)
}

/// `POST /notices/{id}`: notes that its reader was told in another way.
pub(super) async fn settle(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<MessageId>,
    reason: AccessReason,
) -> Result<Response, Failure> {
    let (notice, _) = opened(&app, &viewer, (&id, reason.text())).await?;
    // Pressed twice it is noted once.
    if let Some(writer) = act::note_told(&app, &viewer, (&id, &notice.person)).await? {
        writer.commit().await?;
    }
    Ok(Redirect::to(&format!("/people/{}?tab=support", notice.person)).into_response())
}
