//! The form on which a try is entered by hand.

use super::act::{self, Given};
use super::view;
use crate::access::Viewer;
use crate::api::{At, Day, Once, Posted};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::checkpoints::web::problems_of;
use crate::diary::act::moment_at;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Problems, Words};
use crate::people::web::Asked;
use crate::people::web::head::{Head, phone_said};
use crate::people::web::open;
use crate::routes::Routes;
use crate::work::frame::shown;
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::contacts::{Channel, Direction, NOTE_LENGTH_MAX, Outcome, Party};
use domain::ids::PersonId;
use jiff::Timestamp;
use jiff::civil::Time;

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new().get("/people/{id}/attempts/new", new).post("/people/{id}/attempts/new", create)
}

#[derive(Template)]
#[template(path = "contacts/enter.html")]
struct EnterPage {
    frame: Frame,
    head: Head,
    problems: Problems,
    once: String,
    job: Field,
    party: Field,
    channel: Field,
    direction: Field,
    outcome: Field,
    number: Field,
    day: Field,
    time: Field,
    note: Field,
}

/// `GET /people/{id}/attempts/new`
async fn new(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let file = open(&app, &viewer, &id).await?;
    page(&app, &viewer, (file, &uri), (&Posted::default(), Problems::new())).await
}

/// `POST /people/{id}/attempts/new`
async fn create(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let file = open(&app, &viewer, &id).await?;
    let once = Once::of_form(&form, uri.path());
    if let Some(done) = once.kept(&app, &viewer).await? {
        return Ok(done);
    }
    let given = Given {
        placement: form.given("placement").map(str::to_owned),
        party: form.text("party").to_owned(),
        channel: form.text("channel").to_owned(),
        direction: form.text("direction").to_owned(),
        outcome: form.text("outcome").to_owned(),
        number: form.given("number").map(str::to_owned),
        note: form.given("note").map(str::to_owned),
        at: None,
    };
    let entered = match read_moment(&form, &file, words) {
        Ok(at) => act::enter(&app, &viewer, &id, &Given { at, ..given }).await,
        Err(failure) => Err(failure),
    };
    match entered {
        Ok((writer, _)) => {
            let location = format!("/people/{id}?tab=support&done=attempt");
            once.commit_form(&app, &viewer, writer, location).await
        }
        Err(failure) => {
            let problems = problems_of(failure)?;
            page(&app, &viewer, (file, &uri), (&form, problems)).await
        }
    }
}

/// When it was: none for now, which is meant where no time of today is given.
///
/// # Errors
///
/// `Refused` at the field that is none.
fn read_moment(form: &Posted, file: &File, words: Words) -> Result<Option<Timestamp>, Failure> {
    let (day, time) = (form.text("at").trim(), form.text("time").trim());
    let mut problems = Problems::new();
    let day = if day.is_empty() { Some(Day(file.today())) } else { day.parse().ok() };
    if day.is_none() {
        problems.add("at", words.say("people-day-wanted"));
    }
    let is_now = time.is_empty() && day.as_ref().is_some_and(|day| day.0 == file.today());
    let at = Time::strptime("%H:%M", time).ok();
    if at.is_none() && !is_now {
        problems.add("time", words.say("diary-time-wanted"));
    }
    if !problems.is_empty() {
        return Err(Failure::Refused(problems));
    }
    Ok(day.zip(at).map(|(day, time)| moment_at(&file.kept.office_zone, day.0, time)))
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (file, uri): (File, &Uri),
    (typed, problems): (&Posted, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let field = |name: &str, key: &str, usual: &str| {
        let value = typed.given(name).unwrap_or(usual);
        Field::new(words, name, key).value(value).problem(&problems)
    };
    let mut jobs = vec![Choice::new("", words.say("contacts-job-latest"))];
    jobs.extend(file.placements.iter().map(|job| {
        Choice::new(job.placement.id.to_string(), format!("{}, {}", job.job_title, job.employer))
    }));
    let numbers: Vec<String> =
        file.kept.person.contact_points.iter().map(|point| phone_said(&point.value)).collect();
    let mut outcomes = vec![Choice::new("", words.say("field-choose"))];
    let said = |one| view::outcome_said(words, one);
    outcomes.extend(view::choices(Outcome::ALL, Outcome::word, said));
    let parties = view::choices(Party::ALL, Party::word, |one| view::party_said(words, one));
    let channels = view::choices(Channel::ALL, Channel::word, |one| view::channel_said(words, one));
    let ways = view::choices(Direction::ALL, Direction::word, |one| {
        words.say(&format!("contacts-direction-{}", one.word()))
    });
    let job = field("placement", "contacts-job", "").choices(jobs);
    let day = field("at", "contacts-day", &file.today().to_string());
    let around = Asked::around(app, viewer, file, (None, uri)).await?;
    let Asked { frame, head, .. } = around.titled("contacts-enter");
    let page = EnterPage {
        job,
        party: field("party", "contacts-party", "client").choices(parties),
        channel: field("channel", "contacts-channel", "phone").choices(channels),
        direction: field("direction", "contacts-direction", "out").choices(ways),
        outcome: field("outcome", "contacts-outcome", "").choices(outcomes),
        day,
        time: field("time", "diary-time", "").hint("contacts-time-hint").width("date").optional(),
        number: field("number", "contacts-number", "")
            .hint_said(numbers.join(", "))
            .known(numbers)
            .optional(),
        note: field("note", "contacts-note", "").rows(4).length_max(NOTE_LENGTH_MAX).optional(),
        once: Once::field(typed),
        head,
        frame: frame.refused(&problems),
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}
