//! One text within the conversation with one person: what it means, what is done, what is said.

use crate::app::App;
use crate::checkpoints::desk;
use crate::failure::Failure;
use crate::messaging::store;
use crate::page::Words;
use crate::people::{self, store::texts};
use crate::record::{Actor, Deed, Held, Writer};
use crate::sealed::Sealed;
use crate::surveys::quick::{self, Offer, Tap, Via};
use crate::surveys::wording::in_locale;
use domain::ids::{AgencyId, PersonId, TextId};
use domain::messaging::{Follows, Talk, follows, meaning};
use domain::words::Language;

/// A yes counts for so many milliseconds after we asked (a day).
const CONFIRMED_WITHIN_MS: i64 = 24 * 3_600 * 1_000;

/// A text that came in.
pub(super) struct Text<'a> {
    /// The provider's name of it, hashed.
    pub provider_id: &'a str,
    pub sender: &'a Sealed,
    pub body: &'a Sealed,
    pub words: &'a str,
}

/// Takes a text from one person, in one unit of work, and says what is to be sent back. The same
/// text again changes nothing and gets the same answer.
pub(super) async fn hear(
    app: &App,
    (agency, person): (AgencyId, &PersonId),
    text: &Text<'_>,
) -> Result<Option<String>, Failure> {
    let id = TextId::from_number(app.new_number());
    let action = "send text to us";
    let deed = Deed { action, person: Some(*person), subject: id.as_str(), detail: "" };
    let mut writer = app.writer(Actor::client(agency), deed).await?;
    people::act::lock(&mut writer, person).await?;
    if let Some(reply) = texts::answered(&mut writer, (text.provider_id, person)).await? {
        return Ok(reply);
    }
    let Some(kept) = people::store::find(&mut writer, person).await? else { return Ok(None) };
    let words = Words { locale: kept.person.language.into() };
    let offer = offer(app, &mut writer, (person, text.sender)).await?;
    let codes = offer.as_ref().map(Offer::codes).unwrap_or_default();
    let since_ms = writer.at().as_millisecond() - CONFIRMED_WITHIN_MS;
    let unconfirmed = texts::unconfirmed(&mut writer, person, since_ms).await?;
    let talk = Talk { offered: &codes, unconfirmed: unconfirmed.as_deref() };
    let follows = follows(meaning(text.words), talk);
    act(app, &mut writer, (person, text), (&follows, offer.as_ref(), kept.person.language)).await?;
    let reply = said(&mut writer, &follows, (offer.as_ref(), words)).await?;
    let (meaning, choice) = word(&follows);
    let new = texts::NewText {
        id,
        provider_id: text.provider_id,
        person: *person,
        sender: text.sender,
        body: text.body,
        meaning,
        checkpoint: offer.as_ref().filter(|_| choice.is_some()).map(|one| one.link.checkpoint),
        choice,
        reply: reply.as_deref(),
    };
    texts::record(&mut writer, &new).await?;
    desk::settle(app, &mut writer, person).await?;
    writer.commit().await?;
    Ok(reply)
}

/// The word under which a text is kept, and the choice that it speaks of.
fn word(follows: &Follows) -> (&'static str, Option<&str>) {
    match follows {
        Follows::Withdraw => ("stop", None),
        Follows::Restore => ("start", None),
        Follows::SayWho => ("help", None),
        Follows::AskToConfirm { choice } => ("asked", Some(choice)),
        Follows::Keep { choice } => ("kept", Some(choice)),
        Follows::ShowToStaff => ("words", None),
    }
}

/// The quick question that the last text to this number carried, while it is open.
async fn offer(
    app: &App,
    writer: &mut Writer,
    (person, number): (&PersonId, &Sealed),
) -> Result<Option<Offer>, Failure> {
    match store::last_texted_link(writer, person, number).await? {
        Some(token_hash) => quick::offer(app, writer, &token_hash).await,
        None => Ok(None),
    }
}

async fn act(
    app: &App,
    writer: &mut Writer,
    (person, text): (&PersonId, &Text<'_>),
    (follows, offer, language): (&Follows, Option<&Offer>, Language),
) -> Result<(), Failure> {
    let deed =
        |action| Deed { action, person: Some(*person), subject: person.as_str(), detail: "sms" };
    match (follows, offer) {
        (Follows::Withdraw, _) => {
            writer.also(deed("stop messages")).await?;
            people::store::withdraw_number(writer, person, text.sender).await?;
        }
        (Follows::Restore, _) => {
            writer.also(deed("allow messages again")).await?;
            people::store::restore_number(writer, person, text.sender).await?;
        }
        (Follows::Keep { choice }, Some(offer)) => {
            let tap = Tap { choice, via: Via::Reply, language };
            // Under the same lock the offer was open a moment ago: nothing is refused here.
            drop(quick::keep(app, writer, (&offer.link, &offer.definition), tap).await?);
        }
        (Follows::Keep { .. }, None)
        | (Follows::SayWho | Follows::AskToConfirm { .. } | Follows::ShowToStaff, _) => {}
    }
    Ok(())
}

/// What is sent back; nothing to what only staff read.
async fn said(
    writer: &mut Writer,
    follows: &Follows,
    (offer, words): (Option<&Offer>, Words),
) -> Result<Option<String>, Failure> {
    let label = |choice: &str| {
        let label = offer.and_then(|offer| offer.label(choice));
        label.map(|label| in_locale(label, words.locale).to_owned()).unwrap_or_default()
    };
    let agency = writer.agency();
    let (key, choice) = match follows {
        Follows::Withdraw => ("messaging-inbound-stopped", String::new()),
        Follows::Restore => ("messaging-inbound-started", String::new()),
        Follows::SayWho => ("messaging-inbound-help", String::new()),
        Follows::AskToConfirm { choice } => ("messaging-inbound-confirm", label(choice)),
        Follows::Keep { choice } => ("messaging-inbound-kept", label(choice)),
        Follows::ShowToStaff => return Ok(None),
    };
    let who = crate::access::store::who_is(writer.conn(), &agency).await?;
    let Some(who) = who else { return Ok(None) };
    let name = match words.locale {
        crate::page::Locale::En => who.name,
        crate::page::Locale::Fr => who.name_fr,
    };
    let phone = if who.phone.is_empty() { "–".to_owned() } else { who.phone };
    let args = [("agency", name.into()), ("phone", phone.into()), ("answer", choice.into())];
    Ok(Some(words.with(key, &args)))
}
