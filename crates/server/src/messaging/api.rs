//! Asking, for programs: invitations, and what was sent.

use super::ask::{Asking, by_hand, seen};
use super::compose::{self, link_address};
use super::store::{self, Kept};
use crate::access::{Viewer, open_file};
use crate::api::{Asked, At, BODY_BYTES_MAX, Listed, Once, query};
use crate::app::App;
use crate::checkpoints::desk;
use crate::failure::Failure;
use crate::page::Words;
use crate::people::api::Opening;
use crate::record::Held;
use axum::Json;
use axum::body::to_bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use domain::access::Right;
use domain::ids::{CheckpointId, LinkId};
use domain::messaging::{Channel, with_link};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Messages of one checkpoint that are listed, at most.
const LISTED_MAX: i64 = 200;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create)).routes(routes!(index))
}

/// Asks a person about a checkpoint.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Invitation {
    /// `email`, `sms`, `link`, `print` or `phone`.
    channel: String,
    /// E-mail only; the programme's own where left out. One line, at most 200 characters.
    subject: Option<String>,
    /// The programme's own where left out. With `{{link}}` for e-mail and text; `{{given_name}}`,
    /// `{{agency}}`, `{{adviser}}` and `{{last_day}}` are filled in. At most 10,000 characters,
    /// 480 for a text.
    body: Option<String>,
}

/// A message exactly as it leaves, or as it was handed over.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct InvitationAnswer {
    id: String,
    /// `waiting` until it leaves; `handed_over` for a link, a letter or a script.
    state: String,
    /// The address or number; null for what is handed over.
    to: Option<String>,
    subject: Option<String>,
    body: String,
    /// The address of the survey; null where the text holds none.
    url: Option<String>,
}

/// Asks a person: sends a survey, or hands over a link, a letter or a script.
#[utoipa::path(post, path = "/checkpoints/{id}/invitations", tag = "messages", params(Opening),
    request_body = Invitation, responses((status = 201, body = InvitationAnswer)))]
async fn create(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    uri: Uri,
    asked: Asked<Invitation>,
) -> Result<Response, Failure> {
    viewer.may(Right::Ask)?;
    let opening: Opening = query(&uri)?;
    let Asked { ask: invitation, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return with_its_link(&app, kept).await;
    }
    let file = open(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let made = ask_once(&app, &viewer, file.checkpoint(&id)?, (&file, invitation, &once)).await;
    let created = once.or_kept(&app, &viewer, made).await?;
    app.nudge.notify_one();
    with_its_link(&app, created).await
}

async fn ask_once(
    app: &App,
    viewer: &Viewer,
    one: &desk::OnFile,
    (file, invitation, once): (&desk::File, Invitation, &Once),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let channel = Channel::from_word(&invitation.channel)
        .ok_or_else(|| Failure::field("channel", words.say("messaging-channel-wanted")))?;
    let (purpose, attempt) = seen(&one.kept.checkpoint);
    let asking = Asking {
        channel,
        purpose,
        attempt,
        subject: invitation.subject,
        body: invitation.body,
        language: file.kept.person.language,
    };
    let id = &one.kept.checkpoint.id;
    let (writer, message) = by_hand(app, viewer, id, &asking).await?;
    let answer = InvitationAnswer {
        id: message.id.to_string(),
        state: message.state.word().to_owned(),
        to: message.recipient,
        subject: message.subject,
        body: message.body,
        url: message.link.map(|link| link.to_string()),
    };
    once.commit(app, viewer, writer, (StatusCode::CREATED, &answer)).await
}

/// Puts the link into an answer on its way out. The answer that is kept for the idempotency key
/// has the link's id in its place: the secret stands nowhere.
async fn with_its_link(app: &App, answer: Response) -> Result<Response, Failure> {
    if answer.status() != StatusCode::CREATED {
        return Ok(answer);
    }
    let bytes = to_bytes(answer.into_body(), BODY_BYTES_MAX).await;
    let bytes = bytes.map_err(|error| Failure::fault("reading a kept answer", &error))?;
    let mut answer: InvitationAnswer = serde_json::from_slice(&bytes)
        .map_err(|error| Failure::fault("reading a kept answer", &error))?;
    let link = answer.url.as_deref().and_then(|id| id.parse::<LinkId>().ok());
    if let Some(link) = link {
        let address = link_address(app, link);
        answer.body = with_link(&answer.body, &address);
        answer.url = Some(address);
    }
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// The file that a checkpoint stands in, opened for the viewer.
pub(super) async fn open(
    app: &App,
    viewer: &Viewer,
    id: &CheckpointId,
    reason: Option<&str>,
) -> Result<desk::File, Failure> {
    let mut reader = app.reader(viewer).await?;
    let file = desk::load_by_checkpoint(app, &mut reader, id).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), reason).await?;
    Ok(file)
}

/// A message and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageAnswer {
    id: String,
    /// `survey` or `reminder`.
    purpose: &'static str,
    attempt: i64,
    channel: &'static str,
    /// `waiting`, `leaving`, `sent`, `handed_over`, `undeliverable`, `withheld`, `failed` or
    /// `unknown`.
    state: &'static str,
    /// Why it was withheld, given up or refused, as a word.
    because: Option<String>,
    to: Option<String>,
    language: String,
    subject: Option<String>,
    /// As it left; with `{{link}}` in place of the link for whoever may not ask.
    body: String,
    url: Option<String>,
    made_by: String,
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    left_at: Option<Timestamp>,
}

/// Lists the messages of a checkpoint, the latest first.
#[utoipa::path(get, path = "/checkpoints/{id}/messages", tag = "messages", params(Opening),
    responses((status = 200, body = Listed<MessageAnswer>)))]
async fn index(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    uri: Uri,
) -> Result<Json<Listed<MessageAnswer>>, Failure> {
    viewer.may(Right::SeePeople)?;
    let opening: Opening = query(&uri)?;
    open(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let mut reader = app.reader(&viewer).await?;
    let kept = store::of_checkpoint(&mut reader, &id, LISTED_MAX).await?;
    // A link opens a survey, so it is shown to those who may hand it over.
    let shows_links = viewer.role.holds(Right::Ask);
    let items = kept.into_iter().map(|message| answer(&app, message, shows_links)).collect();
    Ok(Json(Listed { items, next: None }))
}

impl MessageAnswer {
    /// By which way, to whom, and what became of it.
    #[must_use]
    pub fn said(&self) -> String {
        let to = self.to.as_deref().unwrap_or("-");
        format!("{}, {to}: {}", self.channel, self.state)
    }

    #[must_use]
    pub fn made_at(&self) -> Timestamp {
        self.made_at
    }
}

/// The messages of a checkpoint as they left, each with `{{link}}` in the place of its link.
///
/// # Errors
///
/// What the database says.
pub async fn without_links(
    app: &App,
    held: &mut impl Held,
    checkpoint: &CheckpointId,
) -> Result<Vec<MessageAnswer>, Failure> {
    let kept = store::of_checkpoint(held, checkpoint, LISTED_MAX).await?;
    Ok(kept.into_iter().map(|message| answer(app, message, false)).collect())
}

fn answer(app: &App, message: Kept, shows_links: bool) -> MessageAnswer {
    let (body, url) = if shows_links {
        let exact = compose::exact(app, &message);
        (exact.body, exact.address)
    } else {
        (message.body, None)
    };
    MessageAnswer {
        id: message.id.to_string(),
        purpose: store::purpose_word(message.purpose),
        attempt: message.attempt,
        channel: message.channel.word(),
        state: message.state.word(),
        because: message.because,
        to: message.recipient,
        language: message.language.to_string(),
        subject: message.subject,
        body,
        url,
        made_by: message.made_by,
        made_at: message.made_at,
        left_at: message.left_at,
    }
}
