//! A message on a page of its own: a link to be copied, a letter to be printed, a script to be
//! read out, or exactly what was sent.

use super::compose;
use super::store::Kept;
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::checkpoints::{say, view::name_of};
use crate::failure::Failure;
use crate::page::{Frame, Section, Words};
use crate::people;
use crate::record::Held;
use crate::surveys::definition::known_to_staff;
use crate::surveys::paper::form::PaperForm;
use crate::work::frame::{address_of, shown, staff_frame};
use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use domain::messaging::Channel;

#[derive(Template)]
#[template(path = "messaging/sheet.html")]
struct SheetPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    /// What it is about: the checkpoint's name.
    aside: String,
    facts: Vec<(String, String)>,
    /// What is to be done with it; empty for what was sent.
    hint: String,
    /// The language of the message, for whoever reads it out.
    language: &'static str,
    /// An address to be copied.
    link: Option<String>,
    letter: Option<Letter>,
    subject: Option<String>,
    text: String,
    /// The form that goes with a letter, already written.
    form: Option<String>,
    /// Where the telephone interview begins.
    call: Option<String>,
    back: String,
    is_print: bool,
}

/// What stands at the top of a letter.
struct Letter {
    agency: String,
    address: String,
    phone: String,
    day: String,
}

/// The page of a message.
///
/// # Errors
///
/// What the database says.
pub async fn page(
    app: &App,
    viewer: &Viewer,
    (file, uri): (&File, &Uri),
    message: &Kept,
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let own = Words { locale: message.language.into() };
    let one = file.checkpoint(&message.checkpoint)?;
    let mut reader = app.reader(viewer).await?;
    let name = file.kept.person.given_name.clone();
    let title = words.with(title_key(message), &[("name", name.into())]);
    let frame =
        staff_frame(app, &mut reader, viewer, title, Section::People, address_of(uri)).await?;
    let agency = people::store::agency(reader.conn(), &viewer.agency).await?;
    let agency = agency.ok_or(Failure::NotFound)?;
    let exact = compose::exact(app, message);
    let person = format!("/people/{}", file.kept.person.id);
    let is_print = message.channel == Channel::Print;
    let id = message.checkpoint;
    let letter = is_print.then(|| Letter {
        agency: agency.name_in(message.language).to_owned(),
        address: agency.address.clone(),
        phone: agency.phone.clone(),
        day: own.date_long(message.made_at.to_zoned(file.kept.office_zone.clone()).date()),
    });
    let form = match message.channel {
        Channel::Print | Channel::Phone => form(own, (file, one), letter.as_ref())?,
        Channel::Email | Channel::Sms | Channel::Link => None,
    };
    let page = SheetPage {
        frame,
        crumb: vec![
            (words.say("page-nav-people"), "/people".to_owned()),
            (people::web::head::full_name(file), person.clone()),
        ],
        aside: name_of(words, one),
        facts: facts(words, file, message),
        hint: hint(words, message),
        language: message.language.tag(),
        link: exact.address.clone().filter(|_| message.channel == Channel::Link),
        letter,
        subject: exact.subject,
        text: exact.body,
        form,
        call: (message.channel == Channel::Phone).then(|| format!("/checkpoints/{id}/call")),
        back: format!("{person}?tab=checkpoints&open={id}#{id}"),
        is_print,
    };
    shown(&page, false)
}

fn title_key(message: &Kept) -> &'static str {
    match message.channel {
        Channel::Email => "messaging-sheet-email",
        Channel::Sms => "messaging-sheet-sms",
        Channel::Link => "messaging-sheet-link",
        Channel::Print => "messaging-sheet-print",
        Channel::Phone => "messaging-sheet-phone",
    }
}

fn hint(words: Words, message: &Kept) -> String {
    match message.channel {
        Channel::Email | Channel::Sms => String::new(),
        Channel::Link => words.say("messaging-sheet-link-hint"),
        Channel::Print => words.say("messaging-sheet-print-hint"),
        Channel::Phone => words.say("messaging-sheet-phone-hint"),
    }
}

fn facts(words: Words, file: &File, message: &Kept) -> Vec<(String, String)> {
    let state = words.say(&format!("messaging-is-{}", message.state.word().replace('_', "-")));
    let mut facts = vec![(words.say("messaging-state"), state)];
    if let Some(to) = &message.recipient {
        facts.insert(0, (words.say("messaging-recipient"), to.clone()));
    }
    let at = message.left_at.unwrap_or(message.made_at);
    facts.push((words.say("messaging-when"), say::moment(words, file, at)));
    if let Some(on) = message.link_ends_on {
        facts.push((words.say("messaging-answer-until"), words.date(on)));
    }
    facts
}

/// The questions as a form: to be filled in by whoever gets the letter, or while one reads out.
fn form(
    own: Words,
    (file, one): (&File, &OnFile),
    letter: Option<&Letter>,
) -> Result<Option<String>, Failure> {
    let Some(questionnaire) = one.programme.questionnaire(&one.kept.questionnaire) else {
        return Ok(None);
    };
    let known = known_to_staff(file, one);
    let back_to = letter.map(|letter| [&letter.agency, &letter.address, &letter.phone]);
    let back_to = back_to.into_iter().flatten().filter(|line| !line.is_empty());
    let back_to = back_to.cloned().collect();
    let place = (&one.kept.checkpoint.id, one.programme.currency.as_str(), back_to);
    Ok(Some(PaperForm::new(questionnaire, &known, own, place).render()?))
}

#[cfg(test)]
#[path = "sheet_test.rs"]
mod tests;
