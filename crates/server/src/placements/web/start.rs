//! Correcting the first day of a job: what would move is shown, then exactly that is done.

use super::{open_job, problems_of};
use crate::access::Viewer;
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::checkpoints::view;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::page::{Change as Row, Field, Frame, Problems, Words};
use crate::people::web::Asked;
use crate::people::web::form::read_day;
use crate::people::web::head::Head;
use crate::placements::act::{self, Change};
use crate::placements::store::Kept;
use crate::work::frame::shown;
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::checkpoints::{Dates, Moved};
use domain::ids::PlacementId;
use jiff::civil::Date;

#[derive(Template)]
#[template(path = "placements/preview.html")]
pub(super) struct PreviewPage {
    pub frame: Frame,
    pub head: Head,
    pub problems: Problems,
    pub title: String,
    pub hint: String,
    pub action: String,
    pub fields: Vec<Field>,
    pub version: String,
    /// What would change; none before it was asked.
    pub changes: Option<Vec<Row>>,
    /// What stands where nothing would change.
    pub unchanged: String,
    /// Names what was shown, so that only that is done.
    pub seen: String,
    pub button: String,
}

/// `GET /placements/{id}/start`
pub(super) async fn edit(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PlacementId>,
    uri: Uri,
) -> Result<Response, Failure> {
    let (kept, file) = open_job(&app, &viewer, &id).await?;
    let known = vec![("started_on".to_owned(), kept.placement.started_on.to_string())];
    let typed = Posted::from_fields(known);
    page(&app, &viewer, (&kept, file, &uri), (&typed, Problems::new(), None)).await
}

/// `POST /placements/{id}/start`: shows what would move, or moves what was shown.
pub(super) async fn update(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PlacementId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    let (kept, file) = open_job(&app, &viewer, &id).await?;
    let words = Words { locale: viewer.language.into() };
    let mut problems = Problems::new();
    let Some(started_on) = read_day(&form, "started_on", words, &mut problems) else {
        if problems.is_empty() {
            problems.add("started_on", words.say("people-day-wanted"));
        }
        return page(&app, &viewer, (&kept, file, &uri), (&form, problems, None)).await;
    };
    let change = Change { started_on: Some(started_on), ..version_of(&form) };
    let moved = match act::preview(&app, &viewer, (&id, &change)).await {
        Ok(foreseen) => foreseen.moved,
        Err(failure) => {
            let (problems, _) = problems_of(failure)?;
            return page(&app, &viewer, (&kept, file, &uri), (&form, problems, None)).await;
        }
    };
    if form.given("confirm").is_none() {
        return page(&app, &viewer, (&kept, file, &uri), (&form, problems, Some(moved))).await;
    }
    if form.text("seen") != seen(started_on, &moved) {
        let problems = Problems::on_page(words.say("placements-preview-stale"));
        return page(&app, &viewer, (&kept, file, &uri), (&form, problems, Some(moved))).await;
    }
    match act::change(&app, &viewer, (&id, &change)).await {
        Ok(writer) => {
            writer.commit().await?;
            app.nudge.notify_one();
            let to = format!("/people/{}?tab=checkpoints&done=moved", kept.person);
            Ok(Redirect::to(&to).into_response())
        }
        Err(failure) => {
            let (problems, _) = problems_of(failure)?;
            page(&app, &viewer, (&kept, file, &uri), (&form, problems, Some(moved))).await
        }
    }
}

pub(super) fn version_of(form: &Posted) -> Change {
    // A version that cannot be read is none that anybody saw.
    Change { version: Some(form.text("version").parse().unwrap_or(-1)), ..Change::default() }
}

/// A name for what was shown: another day or another list has another name.
fn seen(started_on: Date, moved: &[Moved]) -> String {
    let mut text = started_on.to_string();
    for one in moved {
        let Dates { due_on, opens_on, closes_on } = one.now;
        text.push_str(&format!(" {} {due_on} {opens_on} {closes_on}", one.checkpoint));
    }
    sha256_hex(text.as_bytes())
}

fn rows(words: Words, file: &File, moved: &[Moved]) -> Vec<Row> {
    let said = |dates: &Dates| {
        let day = |on| words.date_near(on, file.today());
        let args = [
            ("due", day(dates.due_on).into()),
            ("from", day(dates.opens_on).into()),
            ("to", day(dates.closes_on).into()),
        ];
        words.with("placements-dates-said", &args)
    };
    let row = |one: &Moved| {
        let own = file.checkpoint(&one.checkpoint).ok();
        let what = own.map_or_else(|| one.code.clone(), |own| view::name_of(words, own));
        Row { what, now: said(&one.was), then: said(&one.now), why: String::new() }
    };
    moved.iter().map(row).collect()
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (kept, file, uri): (&Kept, File, &Uri),
    (typed, problems, moved): (&Posted, Problems, Option<Vec<Moved>>),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let started_on = Field::new(words, "started_on", "placements-started-on")
        .value(typed.text("started_on"))
        .problem(&problems);
    let day: Option<Date> = typed.text("started_on").parse().ok();
    let seen = day.zip(moved.as_ref()).map(|(day, moved)| seen(day, moved)).unwrap_or_default();
    let changes = moved.as_ref().map(|moved| rows(words, &file, moved));
    let Asked { frame, head, .. } = Asked::around(app, viewer, file, (None, uri)).await?;
    let is_refused = !problems.is_empty();
    let page = PreviewPage {
        frame: frame.refused(&problems),
        head,
        problems,
        title: words.say("placements-correct-start"),
        hint: words.say("placements-correct-hint"),
        action: format!("/placements/{}/start", kept.placement.id),
        fields: vec![started_on],
        version: kept.version.to_string(),
        changes,
        unchanged: words.say("placements-nothing-moves"),
        seen,
        button: words.say("placements-correct-now"),
    };
    shown(&page, is_refused)
}
