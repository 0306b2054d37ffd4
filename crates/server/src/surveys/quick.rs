//! The quick answer of a text message, kept as a part of the response: by the link's buttons, or
//! by a reply.

use super::client::{Found, answers_of, definition_of, let_in};
use super::definition::Definition;
use super::source::Source;
use super::store::links::{self, Link};
use super::store::{self, ClientState, Response};
use super::wire::answers_to_json;
use crate::app::App;
use crate::checkpoints::{self, desk};
use crate::failure::Failure;
use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use domain::surveys::{Again, QuickGiven, QuickRefused, answer_quickly, is_offered};
use domain::words::{Language, Words as Texts};

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

/// A quick question that is open to somebody, by the link that their text carried.
pub struct Offer {
    pub link: Box<Link>,
    pub definition: Definition,
}

impl Offer {
    /// The codes of its answers, in their order.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        let quick = self.definition.questionnaire().quick.iter();
        quick.flat_map(|quick| &quick.choices).map(|choice| choice.code.clone()).collect()
    }

    /// What stands on the button of a choice.
    #[must_use]
    pub fn label(&self, code: &str) -> Option<&Texts> {
        let quick = self.definition.questionnaire().quick.as_ref()?;
        quick.choices.iter().find(|choice| choice.code == code).map(|choice| &choice.label)
    }
}

/// The quick question of a link, while the link lets in and nothing else is answered.
///
/// # Errors
///
/// What the database says.
pub async fn offer(
    app: &App,
    held: &mut impl Held,
    token_hash: &str,
) -> Result<Option<Offer>, Failure> {
    let Some(link) = links::find(held.conn(), token_hash, None).await? else { return Ok(None) };
    let Found::Open(link) = let_in(app, link) else { return Ok(None) };
    let definition = definition_of(app, held, &link).await?;
    let response = store::find(held, &link.checkpoint).await?;
    let answers = answers_of(response.as_ref(), &definition);
    let is_open = is_offered(definition.questionnaire(), &answers);
    Ok(is_open.then_some(Offer { link, definition }))
}
