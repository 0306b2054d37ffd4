//! Giving a survey back to the client, who answers once more: what the page and the door both do.

use super::act::lacking_reason;
use super::reading;
use super::store::{self, ClientState, Flag, rounds};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::{self, desk};
use crate::failure::Failure;
use crate::messaging;
use crate::messaging::ask::{Asking, ask, seen};
use crate::page::Words;
use crate::people;
use crate::people::act::{REASON_LENGTH_MAX, text_sentence};
use crate::record::{Deed, Writer};
use domain::access::Right;
use domain::checkpoints::AnswerState;
use domain::ids::{CheckpointId, PersonId};
use domain::messaging::Channel;
use domain::people::line;

/// What is to be looked at again, and how the client is told.
#[derive(Debug, Clone)]
pub struct Back {
    pub reason: String,
    pub channel: Channel,
    /// The version that was seen; left out, it is not checked.
    pub version: Option<i64>,
}

/// Gives a survey back within a unit of work that the caller commits, with the message or link by
/// which the client is told. What the client sent stays as it was sent.
///
/// # Errors
///
/// `NotFound`; `Conflict` for a stale version, a review that was submitted or nothing that was
/// sent; `Missing` without a reason, or when the client may not be asked in this way.
pub async fn give_back(
    app: &App,
    viewer: &Viewer,
    (id, person): (&CheckpointId, &PersonId),
    back: &Back,
) -> Result<(Writer, messaging::store::Kept), Failure> {
    viewer.may(Right::Review)?;
    viewer.may(Right::Ask)?;
    let words = Words { locale: viewer.language.into() };
    let reason = back.reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        return Err(lacking_reason(words.say("surveys-return-reason-wanted")));
    }
    let reason = line(&reason, REASON_LENGTH_MAX)
        .map_err(|why| Failure::field("reason", text_sentence(why, words)))?;
    let deed =
        Deed { action: "return survey", person: Some(*person), subject: id.as_str(), detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, person).await?;
    let file = desk::load(app, &mut writer, person).await?;
    let one = file.checkpoint(id)?;
    let present = reading::load(app, &mut writer, (&file, one)).await?;
    if back.version.is_some_and(|version| version != present.response.version) {
        return Err(Failure::conflict(words.say("surveys-changed-meanwhile")));
    }
    if let Some(key) = super::act::closed_because(&one.kept.checkpoint) {
        return Err(Failure::conflict(words.say(key)));
    }
    if one.kept.checkpoint.review.is_submitted() {
        return Err(Failure::conflict(words.say("surveys-return-reviewed")));
    }
    match one.kept.checkpoint.answer {
        AnswerState::Submitted { .. } => {}
        AnswerState::None | AnswerState::Partial { .. } | AnswerState::Refused { .. } => {
            return Err(Failure::conflict(words.say("surveys-return-nothing")));
        }
    }
    rounds::record_return(&mut writer, id, &reason).await?;
    let mut response = present.response.clone();
    response.client = ClientState::Partial;
    response.client_submitted_at = None;
    response.flags.retain(|flag| *flag != Flag::Fast);
    response.flag(Flag::Returned);
    store::record(&mut writer, (id, person), &response).await?;
    let (answer, review) = (response.answer_state(), response.review_state());
    checkpoints::store::record_response(&mut writer, id, answer, review).await?;
    let file = desk::settle(app, &mut writer, person).await?;
    let one = file.checkpoint(id)?;
    let (purpose, attempt) = seen(&one.kept.checkpoint);
    let language = file.kept.person.language;
    let (subject, body) = text(back.channel, Words { locale: language.into() });
    let asking = Asking { channel: back.channel, purpose, attempt, subject, body, language };
    let message = ask(app, &mut writer, (&file, one), &asking, words).await?;
    rounds::record_told(&mut writer, id, &message.id).await?;
    Ok((writer, message))
}

/// What the client is written, in their language. It says what to do and never why: whoever reads
/// along learns nothing, and the reason stands behind the link.
fn text(channel: Channel, words: Words) -> (Option<String>, Option<String>) {
    let args = [
        ("name", "{{given_name}}".into()),
        ("agency", "{{agency}}".into()),
        ("link", "{{link}}".into()),
        ("adviser", "{{adviser}}".into()),
    ];
    match channel {
        Channel::Email => (
            Some(words.with("surveys-return-subject", &args)),
            Some(words.with("surveys-return-email", &args)),
        ),
        Channel::Sms => (None, Some(words.with("surveys-return-sms", &args))),
        Channel::Link | Channel::Print | Channel::Phone => (None, None),
    }
}

/// The way in which a client may be told.
///
/// # Errors
///
/// `Refused` for any other.
pub fn channel(word: &str, words: Words) -> Result<Channel, Failure> {
    match word {
        "email" => Ok(Channel::Email),
        "sms" => Ok(Channel::Sms),
        "link" => Ok(Channel::Link),
        _ => Err(Failure::field("channel", words.say("surveys-return-channel-wanted"))),
    }
}
