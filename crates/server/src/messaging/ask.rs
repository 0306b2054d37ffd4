//! Asking: one message for one checkpoint, purpose and attempt, with its link and its job.

use super::compose::{self, Values};
use super::refused::{NOT_SET_UP, not_set_up, refusal};
use super::store::{self, Kept, MessageState, NewLink, NewMessage};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints;
use crate::checkpoints::desk::{self, File, OnFile};
use crate::config::Mode;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::page::Words;
use crate::people;
use crate::record::{Deed, Held, Writer};
use crate::sealed::Sealed;
use db::DbError;
use domain::access::Right;
use domain::checkpoints::{Checkpoint, next_attempt};
use domain::ids::{CheckpointId, LinkId, MessageId};
use domain::messaging::{
    Allowed, Channel, LINK, Recipient, Text, fill_but_link, last_day, may_ask, purpose_now,
    read_text,
};
use domain::people::{Reach, reach};
use domain::programmes::{AskChannel, Purpose};
use domain::words::Language;

/// The code under which a message without words is given up.
const NO_TEXT: &str = "no_text";

/// What somebody of the staff asks for.
#[derive(Debug, Clone)]
pub struct Asking {
    pub channel: Channel,
    /// What was seen when it was asked for: stale, and it is a conflict.
    pub purpose: Purpose,
    pub attempt: u32,
    /// The programme's own where left out.
    pub subject: Option<String>,
    pub body: Option<String>,
    pub language: Language,
}

/// What the worker decided to send.
#[derive(Debug, Clone, Copy)]
pub struct Automatic {
    pub channel: AskChannel,
    pub attempt: u32,
    pub purpose: Purpose,
}

/// Whether a message of this channel can leave this installation at all.
#[must_use]
pub fn is_set_up(app: &App, channel: Channel) -> bool {
    match (app.settings.mode, channel) {
        (Mode::Demo, _) | (_, Channel::Link | Channel::Print | Channel::Phone) => true,
        (Mode::Serve, Channel::Email) => app.settings.smtp.is_some(),
        (Mode::Serve, Channel::Sms) => app.settings.sms.is_some(),
    }
}

/// Which asking the next one would be, as it is seen now.
#[must_use]
pub fn seen(checkpoint: &Checkpoint) -> (Purpose, u32) {
    let purpose = purpose_now(checkpoint);
    (purpose, next_attempt(checkpoint, purpose))
}

/// Asks in a viewer's name; the caller commits and nudges the worker.
///
/// # Errors
///
/// As [`ask`], and `NotFound`.
pub async fn by_hand(
    app: &App,
    viewer: &Viewer,
    id: &CheckpointId,
    asking: &Asking,
) -> Result<(Writer, Kept), Failure> {
    viewer.may(Right::Ask)?;
    let words = Words { locale: viewer.language.into() };
    let person = {
        let mut reader = app.reader(viewer).await?;
        checkpoints::store::person_of(&mut reader, id).await?.ok_or(Failure::NotFound)?
    };
    let deed = Deed {
        action: "ask",
        person: Some(person),
        subject: id.as_str(),
        detail: asking.channel.word(),
    };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &person).await?;
    let file = desk::load(app, &mut writer, &person).await?;
    let one = file.checkpoint(id)?;
    let message = ask(app, &mut writer, (&file, one), asking, words).await?;
    Ok((writer, message))
}

/// Asks, within a unit of work that holds the person's lock and that the caller commits; the file
/// was loaded in it. The worker is to be nudged after the commit.
///
/// # Errors
///
/// `Missing` when the person may not be asked so, `Conflict` when they were asked just now,
/// `Refused` by field when the text cannot be sent.
pub async fn ask(
    app: &App,
    writer: &mut Writer,
    (file, one): (&File, &OnFile),
    asking: &Asking,
    words: Words,
) -> Result<Kept, Failure> {
    let allowed = may_ask(&file.case(one), asking.channel, writer.at())
        .map_err(|why| refusal(words, (file, one), asking.channel, &why))?;
    if (allowed.purpose, allowed.attempt) != (asking.purpose, asking.attempt) {
        return Err(Failure::conflict(words.say("messaging-asked-meanwhile")));
    }
    if !is_set_up(app, asking.channel) {
        return Err(not_set_up(words, asking.channel));
    }
    let text = text_of(one, asking, words)?;
    let values = values_of(writer, (file, one), asking.language).await?;
    let message = Message {
        channel: asking.channel,
        purpose: asking.purpose,
        attempt: asking.attempt,
        language: asking.language,
        allowed: &allowed,
    };
    let id = write(app, writer, (file, one), (&message, &text, &values)).await;
    let id = id.map_err(|failed| match failed {
        // Somebody else was faster by a moment.
        Failure::Conflict { .. } => Failure::conflict(words.say("messaging-asked-meanwhile")),
        other => other,
    })?;
    desk::settle(app, writer, &file.kept.person.id).await?;
    store::find(writer, &id).await?.ok_or(Failure::NotFound)
}

/// Puts a message in the programme's own words into the outbox, as `domain` decided; the caller
/// settles and commits. What cannot be sent at all is recorded as failed, so that the next
/// channel is tried, and nothing is tried for ever.
///
/// # Errors
///
/// What the database says.
pub async fn by_itself(
    app: &App,
    writer: &mut Writer,
    (file, one): (&File, &OnFile),
    asking: Automatic,
) -> Result<(), Failure> {
    let channel = Channel::from(asking.channel);
    let language = file.kept.person.language;
    let person = &file.kept.person;
    let to = match reach(&person.standing, &person.contact_points, asking.channel) {
        Reach::At { point, value } => Some(Recipient { point, value }),
        Reach::Not(_) => None,
    };
    let allowed =
        Allowed { purpose: asking.purpose, attempt: asking.attempt, to, leaves_at: writer.at() };
    let message = Message {
        channel,
        purpose: asking.purpose,
        attempt: asking.attempt,
        language,
        allowed: &allowed,
    };
    let text = compose::own_text(&one.programme, (channel, asking.purpose), language);
    let values = values_of(writer, (file, one), language).await?;
    let sendable = match (&text, &allowed.to) {
        (None, _) => Err(NO_TEXT),
        (Some(_), None) => Err("no_address"),
        (Some(_), Some(_)) if !is_set_up(app, channel) => Err(NOT_SET_UP),
        (Some(text), Some(_)) => Ok(text),
    };
    match sendable {
        Ok(text) => {
            write(app, writer, (file, one), (&message, text, &values)).await?;
            Ok(())
        }
        Err(because) => record_failed(app, writer, one, &message, because).await,
    }
}

/// One message of many, as it was decided for this person.
#[derive(Debug)]
pub struct OfMany<'a> {
    pub channel: AskChannel,
    /// Who is reached where, and from when on it may leave.
    pub allowed: &'a Allowed,
    /// None for the programme's own words.
    pub text: Option<&'a Text>,
}

/// Puts one message of many into the outbox, within a unit of work that holds the person's lock
/// and in which the file was loaded; the caller settles and commits. None where the programme has
/// no words for it.
///
/// # Errors
///
/// `Conflict` when somebody else asked meanwhile.
pub async fn of_many(
    app: &App,
    writer: &mut Writer,
    (file, one): (&File, &OnFile),
    asking: &OfMany<'_>,
) -> Result<Option<MessageId>, Failure> {
    let channel = Channel::from(asking.channel);
    let language = file.kept.person.language;
    let message = Message {
        channel,
        purpose: asking.allowed.purpose,
        attempt: asking.allowed.attempt,
        language,
        allowed: asking.allowed,
    };
    let own = || compose::own_text(&one.programme, (channel, message.purpose), language);
    let Some(text) = asking.text.cloned().or_else(own) else {
        return Ok(None);
    };
    let values = values_of(writer, (file, one), language).await?;
    write(app, writer, (file, one), (&message, &text, &values)).await.map(Some)
}

/// What is written, whoever asks.
struct Message<'a> {
    channel: Channel,
    purpose: Purpose,
    attempt: u32,
    language: Language,
    allowed: &'a Allowed,
}

async fn values_of(
    writer: &mut Writer,
    (file, one): (&File, &OnFile),
    language: Language,
) -> Result<Values, Failure> {
    let id = writer.agency();
    let agency = people::store::agency(writer.conn(), &id).await?.ok_or(Failure::NotFound)?;
    Ok(Values::of(file, one, &agency, language))
}

/// The text that was typed, or the programme's own.
fn text_of(one: &OnFile, asking: &Asking, words: Words) -> Result<Text, Failure> {
    let own = compose::own_text(&one.programme, (asking.channel, asking.purpose), asking.language);
    let body = asking.body.clone().or_else(|| own.as_ref().map(|own| own.body.clone()));
    let subject = asking.subject.clone().or_else(|| own.and_then(|own| own.subject));
    read_text(asking.channel, subject.as_deref(), &body.unwrap_or_default())
        .map_err(|refused| compose::failure_of(&refused, words))
}

/// Writes the link, the message, its audit entry and its job.
async fn write(
    app: &App,
    writer: &mut Writer,
    (file, one): (&File, &OnFile),
    (message, text, values): (&Message<'_>, &Text, &Values),
) -> Result<MessageId, Failure> {
    let id = MessageId::from_number(app.new_number());
    let fill = |text: &str| {
        fill_but_link(text, &values.with(LINK))
            .map_err(|fault| Failure::fault("filling a message", &fault))
    };
    let body = fill(&text.body)?;
    let subject = text.subject.as_deref().map(fill).transpose()?;
    let link =
        if body.contains(LINK) { Some(new_link(app, writer, file, one).await?) } else { None };
    let leaves_by = message.channel.leaves_by();
    let (subject, body) = (subject.map(|text| Sealed::new(one_line(&text))), Sealed::new(body));
    let new = NewMessage {
        id,
        person: one.kept.person,
        checkpoint: one.kept.checkpoint.id,
        purpose: message.purpose,
        attempt: message.attempt,
        channel: message.channel,
        to: message.allowed.to.as_ref(),
        language: message.language,
        subject: subject.as_ref(),
        body: &body,
        link,
        state: match leaves_by {
            Some(_) => MessageState::Waiting,
            None => MessageState::HandedOver,
        },
        because: None,
    };
    store::record_new(writer, &new).await?;
    note(writer, &new).await?;
    if let Some(channel) = leaves_by {
        super::jobs::enqueue(writer, (&id, channel), message.allowed.leaves_at).await?;
    }
    Ok(id)
}

async fn new_link(
    app: &App,
    writer: &mut Writer,
    file: &File,
    one: &OnFile,
) -> Result<LinkId, Failure> {
    let id = LinkId::from_number(app.new_number());
    let secret = app.keys.link_secret(id);
    let new = NewLink {
        id,
        token_hash: &sha256_hex(secret.as_bytes()),
        prefix: secret.get(..4).unwrap_or_default(),
        person: one.kept.person,
        checkpoint: one.kept.checkpoint.id,
        ends_on: last_day(&one.kept.checkpoint, file.today()),
    };
    store::record_link(writer, &new).await?;
    Ok(id)
}

/// What a name could bring along must not forge a header.
fn one_line(subject: &str) -> String {
    subject.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

async fn record_failed(
    app: &App,
    writer: &mut Writer,
    one: &OnFile,
    message: &Message<'_>,
    because: &str,
) -> Result<(), Failure> {
    let body = Sealed::new("");
    let new = NewMessage {
        id: MessageId::from_number(app.new_number()),
        person: one.kept.person,
        checkpoint: one.kept.checkpoint.id,
        purpose: message.purpose,
        attempt: message.attempt,
        channel: message.channel,
        to: message.allowed.to.as_ref(),
        language: message.language,
        subject: None,
        body: &body,
        link: None,
        state: MessageState::Failed,
        because: Some(because),
    };
    store::record_new(writer, &new).await?;
    note(writer, &new).await?;
    Ok(())
}

/// The audit's own entry: which message, by what, the how-manieth.
async fn note(writer: &mut Writer, new: &NewMessage<'_>) -> Result<(), DbError> {
    let purpose = store::purpose_word(new.purpose);
    let mut detail = format!("{} {purpose} {}", new.channel.word(), new.attempt);
    if let Some(because) = new.because {
        detail = format!("{detail} failed {because}");
    }
    let deed = Deed {
        action: "write message",
        person: Some(new.person),
        subject: new.id.as_str(),
        detail: &detail,
    };
    writer.also(deed).await
}
