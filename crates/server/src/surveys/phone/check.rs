//! The end of the questions: everything is read back, and the review begins.

use super::interview::Interview;
use crate::access::Viewer;
use crate::api::At;
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Frame, Section, Words};
use crate::work::frame::{address_of, question, shown, staff_frame};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::ids::CheckpointId;

#[derive(Template)]
#[template(path = "surveys/phone/check.html")]
struct CheckPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    aside: String,
    spoken: Words,
    /// Where this page stands in the other language.
    switch: String,
    rows: Vec<CheckRow>,
    /// Answers that are kept and count no more, since another answer leads past them.
    aside_rows: Vec<CheckRow>,
    /// How many answers are still wanted of the client.
    lacking: Option<String>,
    home: String,
}

struct CheckRow {
    text: String,
    said: Vec<String>,
    address: String,
}

/// `GET /checkpoints/{id}/call/check`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<CheckpointId>,
    uri: Uri,
) -> Result<Response, Failure> {
    let interview = Interview::open(&app, &viewer, id).await?;
    let (words, spoken) = (interview.words, interview.spoken(&question(&uri)));
    let standing = interview.reading.standing();
    let journey = interview.journey(&standing);
    let name = interview.file.kept.person.given_name.as_str();
    let title = words.with("phone-check-title", &[("name", name.into())]);
    let mut reader = app.reader(&viewer).await?;
    let address = address_of(&uri);
    let frame = staff_frame(&app, &mut reader, &viewer, title, Section::People, address).await?;
    let route = interview.route(&standing, spoken);
    let row = |one: &super::interview::Asked<'_>| CheckRow {
        text: interview.text(one.question, spoken),
        said: one.said.clone(),
        address: interview.address(Some(&one.question.id), spoken),
    };
    let left = |id: &String| {
        let question = interview.reading.questionnaire().question(id)?;
        let said = interview.said(question, &standing, spoken);
        let text = interview.text(question, spoken);
        Some(CheckRow { text, said, address: String::new() })
    };
    let many = journey.lacking.len();
    let page = CheckPage {
        crumb: interview.crumb(),
        aside: interview.point()?,
        spoken,
        switch: {
            let other = Words { locale: spoken.locale.other() };
            interview.address(None, other)
        },
        rows: route.iter().map(row).collect(),
        aside_rows: journey.set_aside.iter().filter_map(left).collect(),
        lacking: (many > 0).then(|| words.with("phone-lacking", &[("count", many.into())])),
        home: interview.home(),
        frame,
    };
    shown(&page, false)
}
