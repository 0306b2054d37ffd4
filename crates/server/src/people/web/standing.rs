//! Recording a withdrawal, a death, or the wish not to be contacted; and taking one back.

use super::form::read_day;
use super::head::{Head, standing_said};
use super::show::{Asked, open};
use crate::access::Viewer;
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::checkpoints::view;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Problems, Words};
use crate::people::act::{self, Change, REASON_LENGTH_MAX};
use crate::work::frame::{question, shown};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::checkpoints::{Circumstances, stop_for};
use domain::ids::PersonId;
use domain::people::Standing;
use jiff::civil::Date;

#[derive(Template)]
#[template(path = "people/standing.html")]
pub(super) struct StandingPage {
    pub frame: Frame,
    pub head: Head,
    pub problems: Problems,
    pub what: Field,
    pub on: Field,
    pub reason: Field,
    pub version: String,
    /// Which checkpoints a death or a withdrawal stops.
    pub stops: Vec<String>,
    /// What is recorded now.
    pub present: Vec<String>,
}

/// What can be recorded, and taken back.
const KINDS: [&str; 4] = ["withdrawn", "died", "no-contact", "nothing"];

/// `GET /people/{id}/standing`
pub(super) async fn edit(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::RecordPeople)?;
    let file = open(&app, &viewer, &id).await?;
    let asked = question(&uri);
    show(&app, &viewer, (file, &uri), (&asked, Problems::new())).await
}

/// `POST /people/{id}/standing`
pub(super) async fn update(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::RecordPeople)?;
    let words = Words { locale: viewer.language.into() };
    let file = open(&app, &viewer, &id).await?;
    let change = match read(&form, &file, words) {
        Ok(change) => change,
        Err(problems) => return show(&app, &viewer, (file, &uri), (&form, problems)).await,
    };
    match act::change(&app, &viewer, &id, &change).await {
        Ok(writer) => {
            writer.commit().await?;
            app.nudge.notify_one();
            Ok(Redirect::to(&format!("/people/{id}?done=standing")).into_response())
        }
        Err(Failure::Refused(problems)) => {
            let mut shown = Problems::new();
            for problem in &problems {
                let is_day = problem.field.ends_with("_on");
                let field = if is_day { "on" } else { problem.field.as_str() };
                shown.add(field, problem.sentence.clone());
            }
            show(&app, &viewer, (file, &uri), (&form, shown)).await
        }
        Err(Failure::Conflict { sentence, .. }) => {
            show(&app, &viewer, (file, &uri), (&form, Problems::on_page(sentence))).await
        }
        Err(failure) => Err(failure),
    }
}

fn read(form: &Posted, file: &File, words: Words) -> Result<Change, Problems> {
    let mut problems = Problems::new();
    let standing = &file.kept.person.standing;
    let on = read_day(form, "on", words, &mut problems);
    let reason = form.given("reason").map(str::to_owned);
    let mut change = Change {
        reason: reason.clone(),
        version: Some(form.text("version").parse().unwrap_or(-1)),
        ..Change::default()
    };
    let what = form.text("what");
    match what {
        "withdrawn" => change.withdrawn_on = on.map(Some),
        "died" => change.died_on = on.map(Some),
        "no-contact" => change.do_not_contact = Some(true),
        "nothing" => take_back(&mut change, standing),
        _ => problems.add("what", words.say("people-standing-wanted")),
    }
    let wants_day = what == "withdrawn" || what == "died";
    if wants_day && on.is_none() && problems.of("on").is_none() {
        problems.add("on", words.say("people-day-wanted"));
    }
    if reason.is_none() {
        problems.add("reason", words.say("people-reason-wanted"));
    }
    if problems.is_empty() { Ok(change) } else { Err(problems) }
}

/// Only what is recorded is taken back, so that the audit names nothing else.
fn take_back(change: &mut Change, standing: &Standing) {
    change.died_on = standing.died_on.map(|_| None);
    change.withdrawn_on = standing.withdrawn_on.map(|_| None);
    change.do_not_contact = standing.do_not_contact_on.map(|_| false);
}

/// The checkpoints that a withdrawal would stop: the decision that is made when it is recorded.
fn stops(words: Words, file: &File, today: Date) -> Vec<String> {
    let standing = Standing { withdrawn_on: Some(today), ..file.kept.person.standing };
    let circumstances = Circumstances { standing, ..Circumstances::default() };
    let mut names = Vec::new();
    for one in &file.checkpoints {
        let checkpoint = &one.kept.checkpoint;
        if checkpoint.ending.is_none() && stop_for(checkpoint, &circumstances).is_some() {
            let name = view::name_of(words, one);
            let due = words.date_near(checkpoint.due_on(), today);
            let args = [("name", name.into()), ("due", due.into())];
            names.push(words.with("checkpoints-named-due", &args));
        }
    }
    names
}

async fn show(
    app: &App,
    viewer: &Viewer,
    (file, uri): (File, &Uri),
    (typed, problems): (&Posted, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let present = standing_said(words, &file);
    let offered = KINDS.iter().filter(|kind| **kind != "nothing" || !present.is_empty());
    let choices = offered.map(|kind| {
        Choice::new(*kind, words.say(&format!("people-record-{kind}")))
            .hint(words.say(&format!("people-record-{kind}-hint")))
    });
    let field = |name: &str, key: &str| {
        Field::new(words, name, key).value(typed.text(name)).problem(&problems)
    };
    let what = field("what", "people-record").choices(choices.collect());
    let on = field("on", "people-record-on").hint("people-record-on-hint").optional();
    let reason =
        field("reason", "people-record-reason").length_max(REASON_LENGTH_MAX).width("wide");
    let stops = stops(words, &file, file.today());
    // After a refusal the version that was seen stays, so that what changed meanwhile is noticed;
    // a problem of the whole page said that it has changed.
    let is_told = problems.iter().any(|problem| problem.field.is_empty());
    let seen = typed.given("version").filter(|_| !is_told);
    let version = seen.map_or_else(|| file.kept.version.to_string(), str::to_owned);
    let around = Asked::around(app, viewer, file, (None, uri)).await?;
    let Asked { frame, head, .. } = around.titled("people-standing-of");
    let is_refused = !problems.is_empty();
    let frame = frame.refused(&problems);
    let page = StandingPage { frame, head, problems, what, on, reason, version, stops, present };
    shown(&page, is_refused)
}
