//! Responses for programs: what the client gave, what stands, and what staff changed.

use super::act::{self, Entry, Step};
use super::back;
use super::reading::{self, Overlay, Reading, Reasons, taken_out};
use super::second;
use super::source::Source;
use super::store::{self, Change, ClientState, StaffState};
use super::wire::{answer_to_json, answers_from_json, answers_to_json};
use super::wording::sentence;
use crate::access::Viewer;
use crate::api::{Asked, At, query};
use crate::app::App;
use crate::checkpoints::api::open_checkpoint;
use crate::documents;
use crate::failure::Failure;
use crate::messaging::compose::link_address;
use crate::page::{Problems, Words};
use crate::people::act::{REASON_LENGTH_MAX, text_sentence};
use crate::people::api::Opening;
use crate::record::Held;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::access::Right;
use domain::checkpoints::second::{Verdict, Wish};
use domain::ids::{CheckpointId, PersonId};
use domain::people::line;
use domain::surveys::{Answer, AnswerRefused, Answers};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show, enter))
        .routes(routes!(read_again))
        .routes(routes!(give_back))
}

/// What was answered at a checkpoint.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResponseAnswer {
    /// `none`, `partial`, `submitted`, `draft` or `reviewed`.
    state: &'static str,
    /// As the client gave them, by question; never altered once submitted.
    client_answers: Value,
    /// The answers that stand: the client's with what staff changed.
    answers: Value,
    /// Answers off the taken route: kept, not submitted.
    set_aside: Value,
    changed: Vec<ChangedAnswer>,
    /// `client_web`, `client_sms`, `client_phone`, `client_in_person`, `client_paper`,
    /// `employer`, `records` or `other`; null while nobody answered.
    source: Option<&'static str>,
    /// 0 while there is nothing.
    version: i64,
}

/// One answer that is not as the client gave it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangedAnswer {
    question: String,
    was: Value,
    now: Value,
    /// The id of the member of staff.
    by: String,
    #[schema(value_type = String, format = DateTime)]
    at: String,
    reason: Option<String>,
}

/// A response as programs see it.
#[must_use]
pub fn response_answer(reading: &Reading, changes: &[Change]) -> ResponseAnswer {
    let standing = reading.standing();
    let route = reading.journey(&standing);
    let (aside, on_route): (Answers, Answers) =
        standing.into_iter().partition(|(id, _)| route.set_aside.contains(id));
    let json = |answers: &Answers| answers_to_json(reading.questionnaire(), answers);
    let client = reading.client.clone().unwrap_or_default();
    let one = |id: &str, answer: &Option<Answer>| {
        let question = reading.questionnaire().question(id);
        question
            .zip(answer.as_ref())
            .map_or(Value::Null, |(one, answer)| answer_to_json(one, answer))
    };
    let changed = reading.changed(changes).into_iter().map(|changed| ChangedAnswer {
        was: one(&changed.difference.question, &changed.difference.was),
        now: one(&changed.difference.question, &changed.difference.now),
        question: changed.difference.question,
        by: changed.by,
        at: changed.at.to_string(),
        reason: changed.reason,
    });
    ResponseAnswer {
        state: state_word(reading),
        client_answers: json(&client),
        answers: json(&on_route),
        set_aside: json(&aside),
        changed: changed.collect(),
        source: reading.response.source.map(Source::word),
        version: reading.response.version,
    }
}

fn state_word(reading: &Reading) -> &'static str {
    match (reading.response.staff, reading.response.client) {
        (StaffState::Reviewed, _) => "reviewed",
        // Nothing is reviewed before the second reader agrees.
        (StaffState::Draft | StaffState::ToRead, _) => "draft",
        (StaffState::None, ClientState::Submitted | ClientState::Refused) => "submitted",
        (StaffState::None, ClientState::Partial) => "partial",
        (StaffState::None, ClientState::None) => "none",
    }
}

/// Shows what was answered at a checkpoint.
#[utoipa::path(get, path = "/checkpoints/{id}/response", tag = "responses", params(Opening),
    responses((status = 200, body = ResponseAnswer)))]
async fn show(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    uri: Uri,
) -> Result<Json<ResponseAnswer>, Failure> {
    viewer.may(Right::SeePeople)?;
    let opening: Opening = query(&uri)?;
    let file = open_checkpoint(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let mut reader = app.reader(&viewer).await?;
    let reading = reading::load(&app, &mut reader, (&file, file.checkpoint(&id)?)).await?;
    let changes = store::changes(&mut reader, &id).await?;
    Ok(Json(response_answer(&reading, &changes)))
}

/// What staff enter. It takes the place of all that staff entered before; what the client gave
/// and is left out stands as the client gave it, and null takes it out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ResponseAsk {
    /// By question, as the questionnaire shows them: amounts in dollars.
    #[serde(default)]
    answers: Map<String, Value>,
    /// Why an answer of the client's was changed, by question.
    #[serde(default)]
    reasons: BTreeMap<String, Option<String>>,
    /// Who answered, and how; left out, it stays.
    source: Option<String>,
    /// True submits for checking; false or left out keeps a draft.
    submit: Option<bool>,
    /// True has a second person read it before it counts, where the programme leaves that open.
    second_reader: Option<bool>,
    /// The version that was seen; left out, it is not checked.
    version: Option<i64>,
}

impl ResponseAsk {
    fn read(self, reading: &Reading, words: Words) -> Result<Entry, Failure> {
        let mut problems = Problems::new();
        let json = Value::Object(self.answers);
        let (answers, refused) = answers_from_json(reading.questionnaire(), &json, &reading.known);
        for (field, why) in &refused {
            problems.add(field, sentence(why, &words));
        }
        let mut overlay: Overlay = answers.into_iter().map(|(id, one)| (id, Some(one))).collect();
        let taken = taken_out(&json);
        overlay.extend(taken.filter(|(id, _)| reading.questionnaire().question(id).is_some()));
        let given = self.reasons.into_iter().filter_map(|(id, text)| Some((id, text?)));
        let reasons = read_reasons(given, (reading, words), &mut problems);
        let source = self.source.map(|word| word.parse::<Source>());
        if let Some(Err(_)) = source {
            problems.add("source", words.say("surveys-source-wanted"));
        }
        if !problems.is_empty() {
            return Err(Failure::Refused(problems));
        }
        let step = if self.submit == Some(true) { Step::Submit } else { Step::Draft };
        let source = source.and_then(Result::ok);
        let asks = self.second_reader == Some(true);
        let wish = if asks { Wish::SecondReader } else { Wish::AsTheProgrammeSays };
        Ok(Entry { overlay, reasons, source, step, wish, version: self.version })
    }
}

/// Reads reasons as they were given; blank ones are none.
pub fn read_reasons(
    given: impl IntoIterator<Item = (String, String)>,
    (reading, words): (&Reading, Words),
    problems: &mut Problems,
) -> Reasons {
    let mut reasons = Reasons::new();
    for (id, text) in given {
        // A reason is one line, wherever its writer broke it.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            continue;
        }
        let field = format!("reasons.{id}");
        if reading.questionnaire().question(&id).is_none() {
            problems.add(field, sentence(&AnswerRefused::UnknownQuestion, &words));
            continue;
        }
        match line(&text, REASON_LENGTH_MAX) {
            Ok(text) => {
                reasons.insert(id, text);
            }
            Err(why) => problems.add(field, text_sentence(why, words)),
        }
    }
    reasons
}

/// Files in an answer are documents of this person's archive.
async fn has_own_files(
    held: &mut impl Held,
    (entry, person): (&Entry, &PersonId),
    words: Words,
) -> Result<(), Failure> {
    for (question, answer) in &entry.overlay {
        let Some(Answer::Files(ids)) = answer else { continue };
        for id in ids {
            let found = match id.parse() {
                Ok(id) => documents::store::find(held, &id).await?,
                Err(_) => None,
            };
            if found.is_none_or(|kept| kept.person != *person) {
                return Err(Failure::field(question, sentence(&AnswerRefused::NotAFile, &words)));
            }
        }
    }
    Ok(())
}

/// Enters answers: a draft, or what goes on to be checked.
#[utoipa::path(put, path = "/checkpoints/{id}/response", tag = "responses", params(Opening),
    request_body = ResponseAsk, responses((status = 200, body = ResponseAnswer)))]
async fn enter(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    uri: Uri,
    asked: Asked<ResponseAsk>,
) -> Result<Json<ResponseAnswer>, Failure> {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let opening: Opening = query(&uri)?;
    let file = open_checkpoint(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let one = file.checkpoint(&id)?;
    let entry = {
        let mut reader = app.reader(&viewer).await?;
        let reading = reading::load(&app, &mut reader, (&file, one)).await?;
        let entry = asked.ask.read(&reading, words)?;
        has_own_files(&mut reader, (&entry, &one.kept.person), words).await?;
        entry
    };
    let mut writer = act::save(&app, &viewer, (&id, &one.kept.person), &entry).await?;
    let reading = reading::load(&app, &mut writer, (&file, one)).await?;
    let changes = store::changes(&mut writer, &id).await?;
    writer.commit().await?;
    app.nudge.notify_one();
    Ok(Json(response_answer(&reading, &changes)))
}

/// What a second reader says of a review.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReadingAsk {
    /// False sends it back to the adviser, with the reason.
    agree: bool,
    reason: Option<String>,
    /// The version that was seen; left out, it is not checked.
    version: Option<i64>,
}

/// Agrees to a review that waits for its second reader, or sends it back.
#[utoipa::path(post, path = "/checkpoints/{id}/second-reading", tag = "responses",
    params(Opening), request_body = ReadingAsk, responses((status = 201, body = ResponseAnswer)))]
async fn read_again(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    uri: Uri,
    asked: Asked<ReadingAsk>,
) -> Result<Response, Failure> {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let opening: Opening = query(&uri)?;
    let file = open_checkpoint(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let reason = act::read_reason(ask.reason.as_deref().unwrap_or_default(), words)?;
    let verdict = if ask.agree { Verdict::Agree } else { Verdict::SendBack { reason } };
    let one = file.checkpoint(&id)?;
    let whole = (&verdict, ask.version);
    let mut writer = second::read(&app, &viewer, (&id, &one.kept.person), whole).await?;
    let reading = reading::load(&app, &mut writer, (&file, one)).await?;
    let changes = store::changes(&mut writer, &id).await?;
    let answer = response_answer(&reading, &changes);
    once.commit(&app, &viewer, writer, (StatusCode::CREATED, &answer)).await
}

/// What is to be looked at again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReturnAsk {
    reason: String,
    /// How the client is told: `email`, `sms`, or `link` to hand over.
    channel: String,
    /// The version that was seen; left out, it is not checked.
    version: Option<i64>,
}

/// A survey that went back to the client.
#[derive(Debug, Serialize, ToSchema)]
struct ReturnAnswer {
    /// The id of the message or link.
    message: String,
    /// Where the client answers once more.
    url: Option<String>,
}

/// Gives a survey back to the client. What they sent stays as they sent it.
#[utoipa::path(post, path = "/checkpoints/{id}/return", tag = "responses", params(Opening),
    request_body = ReturnAsk, responses((status = 201, body = ReturnAnswer)))]
async fn give_back(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    uri: Uri,
    asked: Asked<ReturnAsk>,
) -> Result<Response, Failure> {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let opening: Opening = query(&uri)?;
    let file = open_checkpoint(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let channel = back::channel(&ask.channel, words)?;
    let asked = back::Back { reason: ask.reason, channel, version: ask.version };
    let person = file.checkpoint(&id)?.kept.person;
    let (writer, message) = back::give_back(&app, &viewer, (&id, &person), &asked).await?;
    let url = message.link.map(|link| link_address(&app, link));
    let answer = ReturnAnswer { message: message.id.to_string(), url };
    let done = once.commit(&app, &viewer, writer, (StatusCode::CREATED, &answer)).await?;
    app.nudge.notify_one();
    Ok(done)
}
