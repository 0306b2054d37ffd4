//! Ending a job: what stops is shown, then exactly that is done. Taking an ending back, too.

use super::start::{PreviewPage, version_of};
use super::{open_job, problems_of};
use crate::access::Viewer;
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::checkpoints::view;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::page::{Change as Row, Field, Problems, Words, stones};
use crate::people::act::REASON_LENGTH_MAX;
use crate::people::web::Asked;
use crate::people::web::form::read_day;
use crate::placements::act::{self, Change};
use crate::placements::store::Kept;
use crate::work::frame::shown;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::checkpoints::State as Word;
use domain::ids::PlacementId;
use jiff::civil::Date;

/// `GET /placements/{id}/ending`
pub(super) async fn edit(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PlacementId>,
    uri: Uri,
) -> Result<Response, Failure> {
    let (kept, file) = open_job(&app, &viewer, &id).await?;
    let ended_on = kept.placement.ended_on.map(|on| on.to_string()).unwrap_or_default();
    let words = Words { locale: viewer.language.into() };
    let reason = kept.end_reason.as_ref().map(|reason| reason.said(words)).unwrap_or_default();
    let known = [("ended_on", ended_on), ("reason", reason)];
    let known = known.map(|(name, value)| (name.to_owned(), value));
    let typed = Posted::from_fields(known.to_vec());
    page(&app, &viewer, (&kept, file, &uri), (&typed, Problems::new(), None)).await
}

/// `POST /placements/{id}/ending`: shows what stops, or does what was shown.
pub(super) async fn update(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PlacementId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    let (kept, file) = open_job(&app, &viewer, &id).await?;
    let words = Words { locale: viewer.language.into() };
    let (on, problems) = read(&form, &kept, &file, words);
    if !problems.is_empty() {
        return page(&app, &viewer, (&kept, file, &uri), (&form, problems, None)).await;
    }
    let rows = rows(words, &file, &kept, on);
    if form.given("confirm").is_none() {
        return page(&app, &viewer, (&kept, file, &uri), (&form, problems, Some(rows))).await;
    }
    if form.text("seen") != seen(on, &rows) {
        let problems = Problems::on_page(words.say("placements-preview-stale"));
        return page(&app, &viewer, (&kept, file, &uri), (&form, problems, Some(rows))).await;
    }
    let reason = form.given("reason").map(str::to_owned);
    let change = Change { ended_on: Some(on), reason, ..version_of(&form) };
    match act::change(&app, &viewer, (&id, &change)).await {
        Ok(writer) => {
            writer.commit().await?;
            app.nudge.notify_one();
            let done = if on.is_some() { "ended" } else { "resumed" };
            let to = format!("/people/{}?tab=checkpoints&done={done}", kept.person);
            Ok(Redirect::to(&to).into_response())
        }
        Err(failure) => {
            let (problems, _) = problems_of(failure)?;
            page(&app, &viewer, (&kept, file, &uri), (&form, problems, Some(rows))).await
        }
    }
}

/// The last day worked; none takes an ending back, where there is one.
fn read(form: &Posted, kept: &Kept, file: &File, words: Words) -> (Option<Date>, Problems) {
    let mut problems = Problems::new();
    let on = read_day(form, "ended_on", words, &mut problems);
    if on.is_none() && problems.is_empty() && kept.placement.ended_on.is_none() {
        problems.add("ended_on", words.say("people-day-wanted"));
    }
    if let Some(on) = on {
        use domain::placements::{EndRefused, end};
        match end(&kept.placement, on, file.today()) {
            Ok(_) => {}
            Err(EndRefused::BeforeItStarted { started_on }) => {
                let first = [("first", words.date(started_on).into())];
                problems.add("ended_on", words.with("placements-not-before", &first));
            }
            Err(EndRefused::InTheFuture { today }) => {
                let today = [("today", words.date(today).into())];
                problems.add("ended_on", words.with("people-date-in-future", &today));
            }
        }
        if form.given("reason").is_none() {
            problems.add("reason", words.say("people-reason-wanted"));
        }
    }
    (on, problems)
}

/// Every checkpoint of the job whose state the ending changes, decided as it is when recorded.
fn rows(words: Words, file: &File, kept: &Kept, on: Option<Date>) -> Vec<Row> {
    let id = Some(kept.placement.id);
    let own = file.checkpoints.iter().filter(|one| one.kept.placement == id);
    let row = |one: &OnFile| {
        let now = file.state(one);
        let then = file.state_if_ended(one, on);
        let said = |state: Word| stones::state_said(words, state.word(), false);
        let name = view::name_of(words, one);
        let due = words.date_near(one.kept.checkpoint.due_on(), file.today());
        let args = [("name", name.into()), ("due", due.into())];
        let what = words.with("checkpoints-named-due", &args);
        Row { what, now: said(now), then: said(then), why: String::new() }
    };
    own.map(row).collect()
}

/// A name for what was shown: another day or another list has another name.
fn seen(on: Option<Date>, rows: &[Row]) -> String {
    let mut text = on.map(|on| on.to_string()).unwrap_or_default();
    for row in rows {
        text.push_str(&format!("\n{} {} {}", row.what, row.now, row.then));
    }
    sha256_hex(text.as_bytes())
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (kept, file, uri): (&Kept, File, &Uri),
    (typed, problems, rows): (&Posted, Problems, Option<Vec<Row>>),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let field = |name: &str, key: &str| {
        Field::new(words, name, key).value(typed.text(name)).problem(&problems)
    };
    let mut ended_on = field("ended_on", "placements-ended-on");
    if kept.placement.ended_on.is_some() {
        ended_on = ended_on.hint("placements-ended-hint");
    }
    let reason =
        field("reason", "placements-end-reason").length_max(REASON_LENGTH_MAX).width("wide");
    let on: Option<Date> = typed.text("ended_on").parse().ok();
    let seen = rows.as_ref().map(|rows| seen(on, rows)).unwrap_or_default();
    let Asked { frame, head, .. } = Asked::around(app, viewer, file, (None, uri)).await?;
    let is_refused = !problems.is_empty();
    let page = PreviewPage {
        frame: frame.refused(&problems),
        head,
        problems,
        title: words.say("placements-end-job"),
        hint: words.say("placements-end-hint"),
        action: format!("/placements/{}/ending", kept.placement.id),
        fields: vec![ended_on, reason],
        version: kept.version.to_string(),
        changes: rows,
        unchanged: words.say("placements-nothing-stops"),
        seen,
        button: words.say("placements-end-now"),
    };
    shown(&page, is_refused)
}
