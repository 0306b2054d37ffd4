//! Messages that need somebody: those whose fate is not known, and those that did not arrive.
//!
//! A message leaves the list when staff say what became of it, when the checkpoint is answered or
//! has ended, or when another message was sent for it. Nothing is sent from here.

use super::store::needs::{self as rows, Needing};
use super::store::{self, MessageState};
use crate::access::{Viewer, open_file};
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::checkpoints::list::Whose;
use crate::checkpoints::view::name_of;
use crate::failure::Failure;
use crate::mailings::said;
use crate::page::{Frame, Pager, Section, Tab, Words};
use crate::people;
use crate::people::web::head::full_name;
use crate::record::{Deed, Reader};
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use crate::work::pager::{ROWS, pager};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::checkpoints::Fate;
use domain::ids::{MessageId, PersonId};
use domain::messaging::{Channel, SettleRefused, Settling, settle};
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "messaging/needs.html")]
struct NeedsPage {
    frame: Frame,
    whose: Vec<Tab>,
    whose_label: String,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    id: MessageId,
    icon: &'static str,
    tone: &'static str,
    state: String,
    who: String,
    address: String,
    what: String,
    why: String,
    may_have_arrived: bool,
}

/// `GET /messages`
pub(super) async fn index(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::Ask)?;
    let words = Words { locale: viewer.language.into() };
    let asked = question(&uri);
    let whose = Whose::read(asked.given("whose"), &viewer);
    let mut reader = app.reader(&viewer).await?;
    let (title, section) = (words.say("messaging-needs"), Section::Checkpoints);
    let mut frame =
        staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    frame.flash = flash_of(words, "messaging", asked.given("done"));
    let after = asked.given("after").and_then(|text| text.parse::<MessageId>().ok());
    let (owner, limit) = (whose.owner(&viewer), ROWS as i64 + 1);
    let mut all = rows::list(&mut reader, owner.as_ref(), after.as_ref(), limit).await?;
    let next = (all.len() > ROWS).then(|| all.truncate(ROWS)).and(all.last());
    let next = next.map(|last| last.id.to_string());
    let mut people: Vec<PersonId> = all.iter().map(|one| one.person).collect();
    people.sort_unstable();
    people.dedup();
    let files = desk::load_many(&app, &mut reader, &people).await?;
    let base = format!("/messages?whose={}&", whose.word());
    let page = NeedsPage {
        whose: whose_tabs(words, &viewer, whose),
        whose_label: words.say("checkpoints-whose"),
        pager: pager(&asked, &base, all.len(), next),
        rows: all.iter().filter_map(|one| row(words, &viewer, one, &files)).collect(),
        frame,
    };
    shown(&page, false)
}

/// How many need somebody, as the first page of the list shows them.
///
/// # Errors
///
/// What the database says.
pub async fn count(reader: &mut Reader, viewer: &Viewer) -> Result<usize, Failure> {
    let owner = Whose::usual(viewer.role).owner(viewer);
    let many = rows::count(reader, owner.as_ref()).await?;
    Ok(usize::try_from(many).unwrap_or_default())
}

fn whose_tabs(words: Words, viewer: &Viewer, here: Whose) -> Vec<Tab> {
    let tab = |whose: Whose| {
        let address = format!("/messages?whose={}", whose.word());
        Tab::new(words.say(whose.key(viewer)), address).here(whose == here)
    };
    Whose::ALL.map(tab).to_vec()
}

fn row(
    words: Words,
    viewer: &Viewer,
    one: &Needing,
    files: &HashMap<PersonId, File>,
) -> Option<Row> {
    let file = files.get(&one.person)?;
    let checkpoint = file.checkpoint(&one.checkpoint).ok()?;
    let id = one.checkpoint;
    let state = one.state.word();
    let when = words.moment(&one.at.to_zoned(viewer.zone.clone()));
    let to = one.recipient.clone().unwrap_or_default();
    let because = one.because.as_deref().map(|code| said::because(words, code));
    let args =
        [("to", to.into()), ("when", when.into()), ("why", because.unwrap_or_default().into())];
    Some(Row {
        id: one.id,
        icon: if one.channel == Channel::Sms { "chat" } else { "mail" },
        tone: said::tone(state),
        state: said::result(words, state),
        who: full_name(file),
        address: format!("/people/{}?tab=checkpoints&open={id}#{id}", one.person),
        what: name_of(words, checkpoint),
        why: words.with("messaging-needs-why", &args),
        may_have_arrived: one.state == MessageState::Unknown,
    })
}

/// `POST /messages/{id}/settling`: *It arrived*, or *Ask again*, which leads on to asking.
pub(super) async fn settling(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<MessageId>,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Ask)?;
    let words = Words { locale: viewer.language.into() };
    let message = {
        let mut reader = app.reader(&viewer).await?;
        store::find(&mut reader, &id).await?.ok_or(Failure::NotFound)?
    };
    let file = {
        let mut reader = app.reader(&viewer).await?;
        desk::load(&app, &mut reader, &message.person).await?
    };
    open_file(&app, &viewer, file.kept.file(), None).await?;
    let Some(asked) = Settling::from_word(form.text("as")) else {
        return Err(Failure::field("as", words.say("messaging-settling-wanted")));
    };
    let checkpoint = message.checkpoint;
    let again = || Redirect::to(&format!("/checkpoints/{checkpoint}/follow-up")).into_response();
    // Back to where it was said.
    let done = |word: &str| {
        let to = match form.text("from") {
            "row" => {
                let person = message.person;
                format!(
                    "/people/{person}?tab=checkpoints&open={checkpoint}&done={word}#{checkpoint}"
                )
            }
            _ => format!("/messages?done={word}"),
        };
        Redirect::to(&to).into_response()
    };
    match record(&app, &viewer, (&id, &message.person), asked).await? {
        Ok(Settling::Arrived) => Ok(done("arrived")),
        Ok(Settling::Again) => Ok(again()),
        Err(SettleRefused::Already | SettleRefused::NeedsNobody) => Ok(done("settled-already")),
        Err(SettleRefused::NotTaken) => {
            Err(Failure::conflict(words.say("messaging-settling-not-taken")))
        }
    }
}

/// Decides under the person's lock, and records it with who and when.
async fn record(
    app: &App,
    viewer: &Viewer,
    (id, person): (&MessageId, &PersonId),
    asked: Settling,
) -> Result<Result<Settling, SettleRefused>, Failure> {
    let (action, detail) = ("settle message", asked.word());
    let deed = Deed { action, person: Some(*person), subject: id.as_str(), detail };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, person).await?;
    let message = store::find(&mut writer, id).await?.ok_or(Failure::NotFound)?;
    let settled = rows::settled(&mut writer, id).await?;
    let done = match settle(fate(message.state), settled, asked) {
        Ok(done) => done,
        Err(refused) => return Ok(Err(refused)),
    };
    rows::record_settled(&mut writer, id, done).await?;
    desk::settle(app, &mut writer, person).await?;
    writer.commit().await?;
    Ok(Ok(done))
}

fn fate(state: MessageState) -> Fate {
    match state {
        MessageState::Waiting | MessageState::Leaving => Fate::Waiting,
        MessageState::Sent | MessageState::HandedOver => Fate::Sent,
        MessageState::Undeliverable => Fate::Undeliverable,
        MessageState::Withheld => Fate::Withheld,
        MessageState::Failed => Fate::Failed,
        MessageState::Unknown => Fate::Unknown,
    }
}
