//! Mailings, for programs: many asked at once, how far it is, and taking it back.

use super::act::{self, Asking, Pick, Sorting};
use super::draft::picks_of;
use super::said;
use super::store::{self, Kept, Words as Written};
use crate::access::Viewer;
use crate::api::{Asked, At, Once};
use crate::app::App;
use crate::checkpoints::list::Queue;
use crate::failure::Failure;
use crate::messaging::compose;
use crate::page::{Problems, Words};
use crate::record::Reader;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Right;
use domain::ids::MailingId;
use domain::mailings::{Leaves, Way};
use domain::messaging::{Channel, read_text};
use domain::words::Language;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create)).routes(routes!(show)).routes(routes!(withdraw))
}

/// Asks many people at once.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Mailing {
    /// `email`, `sms`, or `best`: each person's best way, e-mail before text.
    channel: String,
    /// Everybody in this queue of `/work`, as the caller's role looks at it first; those due
    /// first, at most 2,000. Either this or `checkpoints`.
    queue: Option<String>,
    /// The ids of the checkpoints.
    checkpoints: Option<Vec<String>>,
    /// E-mail only, with `body`. One line, at most 200 characters.
    subject: Option<String>,
    /// One text for everybody, with `{{link}}`; each programme's own in each person's language
    /// where left out.
    body: Option<String>,
    /// `true` sends without the five minutes in which it can be undone whole.
    now: Option<bool>,
}

/// A mailing and how far it is.
#[derive(Debug, Serialize, ToSchema)]
struct MailingAnswer {
    id: String,
    channel: &'static str,
    /// How many people have each result: `preparing`, `waiting`, `leaving`, `sent`, `unknown`,
    /// `undeliverable`, `failed`, `withheld`, `withdrawn`, `left_out`. Left out where 0.
    counts: BTreeMap<String, i64>,
    /// Who was left out when it was sent, or when their message was written.
    left_out: Vec<LeftOutAnswer>,
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    /// Nothing leaves before.
    #[schema(value_type = String, format = DateTime)]
    leaves_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    withdrawn_at: Option<Timestamp>,
}

/// Somebody who is not asked.
#[derive(Debug, Serialize, ToSchema)]
struct LeftOutAnswer {
    checkpoint: String,
    person: String,
    code: String,
    message: String,
}

/// Asks many people at once. Nothing leaves for five minutes, unless `now` is given.
#[utoipa::path(post, path = "/mailings", tag = "messages", request_body = Mailing,
    responses((status = 201, body = MailingAnswer)))]
async fn create(
    State(app): State<App>,
    viewer: Viewer,
    asked: Asked<Mailing>,
) -> Result<Response, Failure> {
    viewer.may(Right::Ask)?;
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let made = make_once(&app, &viewer, (ask, &once)).await;
    let made = once.or_kept(&app, &viewer, made).await?;
    app.nudge.notify_one();
    Ok(made)
}

async fn make_once(
    app: &App,
    viewer: &Viewer,
    (ask, once): (Mailing, &Once),
) -> Result<Response, Failure> {
    let leaves = if ask.now == Some(true) { Leaves::Now } else { Leaves::AfterGrace };
    let asking = read(app, viewer, ask).await?;
    let (mut writer, id, sorting) = act::make(app, viewer, &asking, leaves).await?;
    let kept = store::find(&mut writer, &id).await?.ok_or(Failure::NotFound)?;
    let counts = store::results(&mut writer, &id).await?;
    let left_out = left_out_now(viewer, &sorting);
    let answer = answer(&kept, counts, left_out);
    once.commit(app, viewer, writer, (StatusCode::CREATED, &answer)).await
}

async fn read(app: &App, viewer: &Viewer, ask: Mailing) -> Result<Asking, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut problems = Problems::new();
    let way = Way::from_word(&ask.channel);
    if way.is_none() {
        problems.add("channel", words.say("mailings-channel-wanted"));
    }
    let picks = match (&ask.queue, &ask.checkpoints) {
        (Some(queue), None) => match Queue::from_word(queue) {
            Some(queue) => picks_of(app, viewer, queue, None).await?,
            None => {
                let known = Queue::ALL.map(|queue| queue.word().to_owned());
                let known = words.list(&known);
                let args = [("known", known.into())];
                problems.add("queue", words.with("checkpoints-queue-wanted", &args));
                Vec::new()
            }
        },
        (None, Some(ids)) => picks(words, ids, &mut problems),
        (Some(_), Some(_)) | (None, None) => {
            problems.add("checkpoints", words.say("mailings-queue-or-checkpoints"));
            Vec::new()
        }
    };
    let texts = texts(words, way.unwrap_or(Way::Best), (ask.subject, ask.body), &mut problems);
    match way {
        Some(way) if problems.is_empty() => Ok(Asking { picks, way, texts }),
        Some(_) | None => Err(Failure::Refused(problems)),
    }
}

fn picks(words: Words, ids: &[String], problems: &mut Problems) -> Vec<Pick> {
    let mut picks: Vec<Pick> = Vec::with_capacity(ids.len());
    for id in ids {
        match id.parse() {
            Ok(checkpoint) if picks.iter().all(|pick| pick.checkpoint != checkpoint) => {
                picks.push(Pick { checkpoint, seen: None });
            }
            Ok(_) => {}
            Err(_) => {
                let shown: String = id.chars().take(40).collect();
                let args = [("id", shown.into())];
                problems.add("checkpoints", words.with("mailings-no-checkpoint", &args));
                break;
            }
        }
    }
    picks
}

/// One text for everybody: for each channel of the way and each language.
fn texts(
    words: Words,
    way: Way,
    (subject, body): (Option<String>, Option<String>),
    problems: &mut Problems,
) -> Vec<Written> {
    let Some(body) = body else {
        if subject.is_some() {
            problems.add("subject", words.say("mailings-subject-with-body"));
        }
        return Vec::new();
    };
    let mut texts = Vec::new();
    for channel in way.channels() {
        let of_channel = Channel::from(*channel);
        let subject =
            subject.as_deref().filter(|_| of_channel == Channel::Email || way == Way::Sms);
        match read_text(of_channel, subject, &body) {
            Ok(text) => texts.extend(Language::ALL.map(|language| Written {
                channel: *channel,
                language,
                text: text.clone(),
            })),
            Err(refused) => {
                for problem in &compose::problems_of(&refused, words) {
                    problems.add(problem.field.clone(), problem.sentence.clone());
                }
            }
        }
    }
    texts
}

fn left_out_now(viewer: &Viewer, sorting: &Sorting) -> Vec<LeftOutAnswer> {
    let words = Words { locale: viewer.language.into() };
    let mut all = Vec::new();
    for row in &sorting.rows {
        if let (Err(why), Some(around)) = (&row.result, sorting.of(row)) {
            all.push(LeftOutAnswer {
                checkpoint: row.checkpoint.to_string(),
                person: row.person.to_string(),
                code: why.code().to_owned(),
                message: said::left_out(words, around, why),
            });
        }
    }
    all
}

fn answer(kept: &Kept, counts: Vec<(String, i64)>, left_out: Vec<LeftOutAnswer>) -> MailingAnswer {
    MailingAnswer {
        id: kept.id.to_string(),
        channel: kept.way.word(),
        counts: counts.into_iter().collect(),
        left_out,
        made_at: kept.made_at,
        leaves_at: kept.leaves_at,
        withdrawn_at: kept.withdrawn_at,
    }
}

async fn answer_of(
    viewer: &Viewer,
    reader: &mut Reader,
    id: &MailingId,
) -> Result<MailingAnswer, Failure> {
    let words = Words { locale: viewer.language.into() };
    let kept = store::find(reader, id).await?.ok_or(Failure::NotFound)?;
    let counts = store::results(reader, id).await?;
    let most = i64::try_from(domain::mailings::PEOPLE_MAX).unwrap_or(i64::MAX);
    let lines = store::lines(reader, id, (0, Some(said::LEFT_OUT)), most).await?;
    let left_out = lines.into_iter().map(|line| {
        let code = line.because.unwrap_or_default();
        let message = said::because(words, &code);
        let (checkpoint, person) = (line.checkpoint.to_string(), line.person.to_string());
        LeftOutAnswer { checkpoint, person, code, message }
    });
    Ok(answer(&kept, counts, left_out.collect()))
}

/// Shows a mailing and how far it is.
#[utoipa::path(get, path = "/mailings/{id}", tag = "messages",
    responses((status = 200, body = MailingAnswer)))]
async fn show(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<MailingId>,
) -> Result<Json<MailingAnswer>, Failure> {
    viewer.may(Right::Ask)?;
    let mut reader = app.reader(&viewer).await?;
    Ok(Json(answer_of(&viewer, &mut reader, &id).await?))
}

/// Nothing is asked besides.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Withdrawal {}

/// Takes back everything of a mailing that has not left yet. A second time: 409.
#[utoipa::path(post, path = "/mailings/{id}/withdrawal", tag = "messages",
    request_body = Withdrawal, responses((status = 200, body = MailingAnswer)))]
async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<MailingId>,
    asked: Asked<Withdrawal>,
) -> Result<Response, Failure> {
    viewer.may(Right::Ask)?;
    let Asked { ask: Withdrawal {}, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let done = withdraw_once(&app, &viewer, (&id, &once)).await;
    let done = once.or_kept(&app, &viewer, done).await?;
    app.nudge.notify_one();
    Ok(done)
}

async fn withdraw_once(
    app: &App,
    viewer: &Viewer,
    (id, once): (&MailingId, &Once),
) -> Result<Response, Failure> {
    let (mut writer, _) = act::take_back(app, viewer, id).await?;
    let kept = store::find(&mut writer, id).await?.ok_or(Failure::NotFound)?;
    let counts = store::results(&mut writer, id).await?;
    let answer = answer(&kept, counts, Vec::new());
    once.commit(app, viewer, writer, (StatusCode::OK, &answer)).await
}
