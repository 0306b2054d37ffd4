//! Beginning a call: from a person's page, and from an entry of the diary.

use super::start::{self, Begin};
use super::store::{self, Filter};
use super::wake;
use crate::access::{AccessReason, Viewer};
use crate::api::{At, Once, Posted};
use crate::app::App;
use crate::checkpoints::web::problems_of;
use crate::diary;
use crate::failure::Failure;
use crate::flows;
use crate::page::{Choice, Field, Frame, Problems, Words};
use crate::people;
use crate::people::web::head::Head;
use crate::people::web::{Asked, open};
use crate::record::Deed;
use crate::work::frame::shown;
use askama::Template;
use axum::extract::State as Of;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::flows::State;
use domain::ids::{DiaryEntryId, PersonId};

/// The flow of a tracking call.
const TRACKING_CALL: &str = "tracking-call";

#[derive(Template)]
#[template(path = "runs/begin.html")]
struct BeginPage {
    frame: Frame,
    head: Head,
    problems: Problems,
    once: String,
    flow: Field,
    job: Field,
}

/// `GET /people/{id}/runs/new`
pub(super) async fn choose(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    choice(&app, &viewer, (&id, &uri), (&Posted::default(), Problems::new())).await
}

/// `POST /people/{id}/runs/new`
pub(super) async fn begin(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<PersonId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    open(&app, &viewer, &id).await?;
    let once = Once::of_form(&form, uri.path());
    if let Some(done) = once.kept(&app, &viewer).await? {
        return Ok(done);
    }
    let ask = Begin {
        flow: form.text("flow").to_owned(),
        person: id,
        placement: form.given("placement").and_then(|text| text.parse().ok()),
        entry: None,
    };
    match start::go_on_or_begin(&app, &viewer, &ask).await {
        Ok((Some(writer), run)) => {
            once.commit_form(&app, &viewer, writer, format!("/runs/{run}")).await
        }
        Ok((None, there)) => Ok(Redirect::to(&format!("/runs/{there}")).into_response()),
        Err(failure) => {
            let problems = problems_of(failure)?;
            choice(&app, &viewer, (&id, &uri), (&form, problems)).await
        }
    }
}

async fn choice(
    app: &App,
    viewer: &Viewer,
    (id, uri): (&PersonId, &Uri),
    (typed, problems): (&Posted, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let file = open(app, viewer, id).await?;
    let language = words.locale.into();
    let jobs: Vec<Choice> = file
        .placements
        .iter()
        .map(|job| {
            let said = format!("{}, {}", job.job_title, job.employer);
            Choice::new(job.placement.id.to_string(), said)
        })
        .collect();
    let usual = file.latest_job().map(|id| id.to_string()).unwrap_or_default();
    let Asked { frame, head, mut reader, .. } =
        Asked::around(app, viewer, file, (None, uri)).await?;
    let all = flows::store::all_in_force(app, &mut reader).await?;
    let flows = all
        .iter()
        .map(|one| Choice::new(one.flow.code.as_str(), one.flow.title.in_language(language)));
    let field = |name: &str, key: &str, usual: &str| {
        let value = typed.given(name).unwrap_or(usual);
        Field::new(words, name, key).value(value).problem(&problems)
    };
    let page = BeginPage {
        flow: field("flow", "runs-flow", TRACKING_CALL).choices(flows.collect()),
        job: field("placement", "diary-job", &usual).choices(jobs),
        once: Once::field(typed),
        head,
        frame: frame.refused(&problems),
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}

/// `POST /diary/{id}/call`: to the call that is under way from an entry, to the one that waits for
/// it, or to a new one.
pub(super) async fn from_entry(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<DiaryEntryId>,
    reason: AccessReason,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let (kept, file) = diary::api::open_entry(&app, &viewer, &id, reason.text()).await?;
    let mut reader = app.reader(&viewer).await?;
    let filter = Filter { entry: Some(&id), state: Some(&State::Open), ..Filter::default() };
    if let Some(there) = store::list(&mut reader, filter).await?.pop() {
        return Ok(Redirect::to(&format!("/runs/{}", there.id)).into_response());
    }
    let event = format!("diary_due.{}", kept.kind.word());
    let waiting = match &kept.placement {
        Some(placement) => {
            let state = Some(&State::Waiting);
            let filter = Filter { placement: Some(placement), state, ..Filter::default() };
            store::list(&mut reader, filter).await?
        }
        None => Vec::new(),
    };
    drop(reader);
    let wanted = format!("{event};");
    let is_present = file.present_job(kept.placement) == kept.placement;
    let waits = |run: &&store::Kept| is_present && run.waits_for.contains(&wanted);
    if let Some(run) = waiting.iter().find(waits) {
        let (person, subject) = (Some(kept.person), run.id.as_str());
        let deed = Deed { action: "wake run", person, subject, detail: &event };
        let mut writer = app.writer(&viewer, deed).await?;
        people::act::lock(&mut writer, &kept.person).await?;
        let told = (event.as_str(), &viewer.user, viewer.role);
        let words = Words { locale: viewer.language.into() };
        wake::early(&app, &mut writer, (&run.id, &id), told, words).await?;
        writer.commit().await?;
        return Ok(Redirect::to(&format!("/runs/{}", run.id)).into_response());
    }
    let ask = Begin {
        flow: TRACKING_CALL.to_owned(),
        person: kept.person,
        placement: file.present_job(kept.placement),
        entry: Some(id),
    };
    let (writer, run) = start::go_on_or_begin(&app, &viewer, &ask).await?;
    if let Some(writer) = writer {
        writer.commit().await?;
    }
    Ok(Redirect::to(&format!("/runs/{run}")).into_response())
}
