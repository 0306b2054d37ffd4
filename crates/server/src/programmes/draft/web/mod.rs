//! The pages on which an administrator changes questionnaires.

mod pack;
mod publication;
mod question;
mod routes;
mod sheet;
mod trial;

use crate::access::Viewer;
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Frame, Section, Words};
use crate::record::Reader;
use crate::routes::Routes;
use crate::work::frame::{address_of, flash_of, question as asked, staff_frame};
use axum::http::Uri;

/// The addresses of these pages.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/setup/programmes/{code}", pack::show)
        .post("/setup/programmes/{code}/draft", pack::begin)
        .get("/setup/programmes/{code}/draft", sheet::overview)
        .post("/setup/programmes/{code}/draft/removal", pack::throw_away)
        .get("/setup/programmes/{code}/draft/publication", publication::show)
        .post("/setup/programmes/{code}/draft/publication", publication::publish)
        .get("/setup/programmes/{code}/draft/q/{q}", sheet::show)
        .post("/setup/programmes/{code}/draft/q/{q}/order", sheet::order)
        .post("/setup/programmes/{code}/draft/q/{q}/questions", sheet::put_back)
        .post("/setup/programmes/{code}/draft/q/{q}/removal", sheet::remove)
        .get("/setup/programmes/{code}/draft/q/{q}/new-question", question::begin)
        .post("/setup/programmes/{code}/draft/q/{q}/new-question", question::create)
        .get("/setup/programmes/{code}/draft/q/{q}/questions/{question}", question::show)
        .post("/setup/programmes/{code}/draft/q/{q}/questions/{question}", question::save)
        .get("/setup/programmes/{code}/draft/q/{q}/routes", routes::show)
        .get("/setup/programmes/{code}/draft/q/{q}/trial", trial::show)
        .post("/setup/programmes/{code}/draft/q/{q}/trial", trial::answer)
}

/// The address of a pack's page.
fn pack_path(pack: &str) -> String {
    format!("/setup/programmes/{pack}")
}

fn draft_path(pack: &str) -> String {
    format!("{}/draft", pack_path(pack))
}

/// The address of a questionnaire of a draft.
fn sheet_path(pack: &str, code: &str) -> String {
    format!("{}/q/{code}", draft_path(pack))
}

/// The frame of these pages, with what the last act did.
async fn frame(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
    (title, uri): (String, &Uri),
) -> Result<Frame, Failure> {
    let words = Words { locale: viewer.language.into() };
    let address = address_of(uri);
    let mut frame = staff_frame(app, reader, viewer, title, Section::Setup, address).await?;
    frame.flash = flash_of(words, "programmes", asked(uri).given("done"));
    Ok(frame)
}
