//! Pages that ask a person: *Send follow-up*, and the message that is handed over.

use super::api::open;
use super::ask::{Asking, by_hand, seen};
use super::draft::{Draft, first_open, read};
use super::needs;
use super::sheet;
use super::store;
use super::trial::{self, Told};
use super::view;
use crate::access::{Viewer, open_file};
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::routes::Routes;
use crate::work::frame::question;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::checkpoints::Checkpoint;
use domain::ids::{CheckpointId, MessageId};
use domain::messaging::Channel;
use domain::programmes::Purpose;

/// The addresses of this noun.
pub fn pages() -> Routes {
    Routes::new()
        .get("/checkpoints/{id}/follow-up", show)
        .post("/checkpoints/{id}/follow-up", send)
        .get(super::compose::SAMPLE, trial::sample)
        .get("/messages", needs::index)
        .get("/messages/{id}", message)
        .post("/messages/{id}/settling", needs::settling)
}

/// `GET /checkpoints/{id}/follow-up`
async fn show(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<CheckpointId>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::Ask)?;
    let file = open(&app, &viewer, &id, None).await?;
    let asked = question(&uri);
    let one = file.checkpoint(&id)?;
    let wanted = Channel::from_word(asked.text("channel"));
    let channel = first_open(&app, &file, one, wanted);
    let language = asked.text("language").parse().unwrap_or(file.kept.person.language);
    let draft = Draft::fresh(one, (channel, language), asked.given("template"));
    let draft = (id, draft, Problems::new());
    view::page(&app, &viewer, (file, &uri), draft, Told::default()).await
}

/// `POST /checkpoints/{id}/follow-up`: shows it again with what was chosen, or sends it.
async fn send(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<CheckpointId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Ask)?;
    let words = Words { locale: viewer.language.into() };
    let file = open(&app, &viewer, &id, None).await?;
    let one = file.checkpoint(&id)?;
    let (draft, is_seen) = read(&app, &file, one, &form);
    let mut problems = Problems::new();
    if form.text("do") == "send" {
        // First of all: what was asked meanwhile is asked in other words by now.
        if is_stale(&one.kept.checkpoint, &form) {
            return Err(Failure::conflict(words.say("messaging-asked-meanwhile")));
        } else if !is_seen {
            // Nobody sends words that they have not seen.
            problems.add("", words.say("messaging-look-first"));
        } else {
            match send_it(&app, &viewer, (&file, &id), &draft).await {
                Ok(done) => return Ok(done),
                Err(failure) => problems = problems_of(failure)?,
            }
        }
    }
    let mut told = Told::typed(&form);
    if form.text("do") == "test" && is_seen {
        match trial::send(&app, &viewer, (&file, one), (&draft, &form)).await {
            Ok(to) => told.sent_to = Some(to),
            Err(failure) => problems = problems_of(failure)?,
        }
    }
    view::page(&app, &viewer, (file, &uri), (id, draft, problems), told).await
}

/// Whether the form is about an asking that has been made meanwhile: a second click, or somebody
/// else.
fn is_stale(checkpoint: &Checkpoint, form: &Posted) -> bool {
    let (purpose, attempt) = seen(checkpoint);
    let given: (&str, Option<u32>) = (form.text("purpose"), form.text("attempt").parse().ok());
    given != (store::purpose_word(purpose), Some(attempt))
}

async fn send_it(
    app: &App,
    viewer: &Viewer,
    (file, id): (&File, &CheckpointId),
    draft: &Draft,
) -> Result<Response, Failure> {
    let (purpose, attempt): (Purpose, u32) = seen(&file.checkpoint(id)?.kept.checkpoint);
    let has_text = draft.channel.template().is_some();
    let asking = Asking {
        channel: draft.channel,
        purpose,
        attempt,
        subject: draft.subject.clone(),
        body: has_text.then(|| draft.body.clone()),
        language: draft.language,
    };
    let (writer, message) = by_hand(app, viewer, id, &asking).await?;
    writer.commit().await?;
    app.nudge.notify_one();
    let to = match draft.channel {
        Channel::Email | Channel::Sms => {
            let person = file.kept.person.id;
            format!("/people/{person}?tab=checkpoints&open={id}&done=asked#{id}")
        }
        Channel::Link | Channel::Print | Channel::Phone => format!("/messages/{}", message.id),
    };
    Ok(Redirect::to(&to).into_response())
}

/// What is wrong with a form, where that is why it was not sent.
fn problems_of(failure: Failure) -> Result<Problems, Failure> {
    match failure {
        Failure::Refused(problems) => Ok(problems),
        Failure::Missing(lacking) => {
            let said: Vec<String> = lacking.into_iter().map(|one| one.message).collect();
            Ok(Problems::on_page(said.join(" ")))
        }
        other => Err(other),
    }
}

/// `GET /messages/{id}`: a message exactly as it left or was handed over; a link to be copied, a
/// letter to be printed, a script to be read.
async fn message(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<MessageId>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::Ask)?;
    let mut reader = app.reader(&viewer).await?;
    let message = store::find(&mut reader, &id).await?.ok_or(Failure::NotFound)?;
    let file = desk::load(&app, &mut reader, &message.person).await?;
    drop(reader);
    open_file(&app, &viewer, file.kept.file(), None).await?;
    sheet::page(&app, &viewer, (&file, &uri), &message).await
}
