//! Placing a person into Outcomes.

use super::form::{read_terms, terms_fields};
use super::problems_of;
use crate::access::Viewer;
use crate::api::{At, Once, Posted};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::checkpoints::view;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Problems, Words};
use crate::people::web::form::read_day;
use crate::people::web::head::Head;
use crate::people::web::{Asked, open};
use crate::placements::act;
use crate::programmes::{read_programme, shipped};
use crate::work::frame::shown;
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::ids::PersonId;
use domain::placements::{EMPLOYER_LENGTH_MAX, Place};

#[derive(Template)]
#[template(path = "placements/new.html")]
struct NewPage {
    frame: Frame,
    head: Head,
    problems: Problems,
    programme: Field,
    employer: Field,
    job_title: Field,
    started_on: Field,
    hours: Field,
    pay: Field,
    once: String,
}

/// `GET /people/{id}/placements/new`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::Place)?;
    let file = open(&app, &viewer, &id).await?;
    let present = file.enrolments.last().map(|one| one.pack.clone()).unwrap_or_default();
    let typed = Posted::from_fields(vec![("programme".to_owned(), present)]);
    page(&app, &viewer, (file, &uri), (&typed, Problems::new())).await
}

/// `POST /people/{id}/placements/new`
pub(super) async fn create(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Place)?;
    let words = Words { locale: viewer.language.into() };
    let file = open(&app, &viewer, &id).await?;
    let once = Once::of_form(&form, uri.path());
    if let Some(done) = once.kept(&app, &viewer).await? {
        return Ok(done);
    }
    let mut problems = Problems::new();
    let ask = read(&form, words, &mut problems);
    if !problems.is_empty() {
        return page(&app, &viewer, (file, &uri), (&form, problems)).await;
    }
    let programme = form.text("programme");
    match act::place_person(&app, &viewer, &file.kept, (programme, &ask)).await {
        Ok((writer, _)) => {
            let location = format!("/people/{id}?tab=checkpoints&done=placed");
            let done = once.commit_form(&app, &viewer, writer, location).await?;
            app.nudge.notify_one();
            Ok(done)
        }
        Err(failure) => {
            let (problems, _) = problems_of(failure)?;
            page(&app, &viewer, (file, &uri), (&form, problems)).await
        }
    }
}

fn read(form: &Posted, words: Words, problems: &mut Problems) -> Place {
    let started_on = read_day(form, "started_on", words, problems);
    let terms = read_terms(form, words, problems);
    Place {
        employer: form.text("employer").to_owned(),
        job_title: form.text("job_title").to_owned(),
        started_on,
        hours_per_week: terms.hours_per_week,
        pay_cents: terms.pay_cents,
        pay_period: terms.pay_period,
    }
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (file, uri): (File, &Uri),
    (typed, problems): (&Posted, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let field = |name: &str, key: &str| {
        Field::new(words, name, key).value(typed.text(name)).problem(&problems)
    };
    let programme = field("programme", "placements-programme").choices(programmes(words));
    let employer = field("employer", "placements-employer").length_max(EMPLOYER_LENGTH_MAX);
    let job_title = field("job_title", "placements-job-title").length_max(EMPLOYER_LENGTH_MAX);
    let started_on = field("started_on", "placements-started-on").hint("placements-started-hint");
    let (hours, pay) = terms_fields(words, typed, "", &problems);
    let Asked { frame, head, .. } = Asked::around(app, viewer, file, (None, uri)).await?;
    let is_refused = !problems.is_empty();
    let frame = frame.refused(&problems);
    let once = Once::field(typed);
    let page = NewPage {
        frame,
        head,
        problems,
        programme,
        employer,
        job_title,
        started_on,
        hours,
        pay,
        once,
    };
    shown(&page, is_refused)
}

/// The packs inside the program, by their titles.
fn programmes(words: Words) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", words.say("field-choose"))];
    for pack in shipped() {
        // A pack that cannot be read is not used; a test holds that none is shipped.
        if let Ok(programme) = read_programme(pack.text, pack.code) {
            let title = programme.title.in_language(view::language(words));
            choices.push(Choice::new(pack.code, title));
        }
    }
    choices
}
