//! The quick answer of a text message, kept as a part of the response: by the link's buttons, or
//! by a reply.

use super::client::answers_of;
use super::definition::Definition;
use super::source::Source;
use super::store::links::Link;
use super::store::{self, ClientState, Response};
use super::wire::answers_to_json;
use crate::app::App;
use crate::checkpoints::{self, desk};
use crate::failure::Failure;
use crate::record::Writer;
use crate::sealed::Sealed;
use domain::surveys::{Again, QuickGiven, QuickRefused, answer_quickly};
use domain::words::Language;

/// How a quick answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// A button behind the link.
    Link,
    /// A text message in reply, confirmed by a second one.
    Reply,
}

impl Via {
    fn word(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Reply => "reply",
        }
    }
}

/// One quick answer.
#[derive(Debug, Clone, Copy)]
pub struct Tap<'a> {
    /// The code of the choice.
    pub choice: &'a str,
    pub via: Via,
    pub language: Language,
}

/// Keeps a quick answer within a unit of work that holds the person and that the caller commits.
/// The same answer again changes nothing, so that two taps at once are one.
///
/// # Errors
///
/// What the database says. What the rules refuse is given back: then nothing was kept.
pub async fn keep(
    app: &App,
    writer: &mut Writer,
    (link, definition): (&Link, &Definition),
    tap: Tap<'_>,
) -> Result<Result<QuickGiven, QuickRefused>, Failure> {
    let questionnaire = definition.questionnaire();
    let found = store::find(writer, &link.checkpoint).await?;
    let mut answers = answers_of(found.as_ref(), definition);
    let given = match answer_quickly(questionnaire, &answers, tap.choice) {
        Ok(given) => given,
        Err(refused) => return Ok(Err(refused)),
    };
    if given.again == Again::Same {
        return Ok(Ok(given));
    }
    let mut response = found.unwrap_or_else(|| {
        Response::empty((&link.questionnaire, &link.pack, link.pack_version), tap.language)
    });
    answers.insert(given.question.clone(), given.answer.clone());
    let json = answers_to_json(questionnaire, &answers);
    response.client_answers = Some(Sealed::new(json.to_string()));
    response.client = ClientState::Partial;
    response.client_saved_at = Some(writer.at());
    response.client_started_at.get_or_insert(writer.at());
    response.language = tap.language;
    response.source.get_or_insert(Source::ClientSms);
    let whose = (&link.checkpoint, &link.person);
    store::taps::record(writer, whose, (tap.choice, tap.via.word())).await?;
    store::record(writer, whose, &response).await?;
    let (answer, review) = (response.answer_state(), response.review_state());
    checkpoints::store::record_response(writer, &link.checkpoint, answer, review).await?;
    desk::settle(app, writer, &link.person).await?;
    Ok(Ok(given))
}
