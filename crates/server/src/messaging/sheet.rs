//! A message on a page of its own: a link to be copied, a letter to be printed, a script to be
//! read out, or exactly what was sent.

use super::compose;
use super::store::{Kept, MessageState};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::checkpoints::{say, view::name_of};
use crate::failure::Failure;
use crate::page::{Frame, Section, Words};
use crate::people;
use crate::record::Held;
use crate::surveys::wording::{in_locale, question_text};
use crate::work::frame::{address_of, shown, staff_frame};
use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use domain::messaging::Channel;
use domain::surveys::{Kind, Known, KnownJob, Question};

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
    questions: Vec<Line>,
    questions_title: String,
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

/// One question, as somebody reads it out or fills it in.
struct Line {
    text: String,
    hint: String,
    choices: Vec<String>,
    /// Any of the choices, rather than one.
    several: bool,
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
    let asks = message.state == MessageState::HandedOver && message.channel != Channel::Link;
    let id = message.checkpoint;
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
        letter: is_print.then(|| Letter {
            agency: agency.name_in(message.language).to_owned(),
            address: agency.address.clone(),
            phone: agency.phone.clone(),
            day: own.date_long(message.made_at.to_zoned(file.kept.office_zone.clone()).date()),
        }),
        subject: exact.subject,
        text: exact.body,
        questions: if asks { questions(own, file, one) } else { Vec::new() },
        questions_title: own.say("messaging-questions"),
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

/// The questions that the client would meet, to be read out or filled in on paper.
fn questions(words: Words, file: &File, one: &OnFile) -> Vec<Line> {
    let Some(questionnaire) = one.programme.questionnaire(&one.kept.questionnaire) else {
        return Vec::new();
    };
    let job = file.placement_of(one).map(|kept| KnownJob {
        employer: kept.employer.clone(),
        job_title: kept.job_title.clone(),
        started_on: kept.placement.started_on,
    });
    let known = Known {
        today: file.today(),
        due_on: one.kept.checkpoint.due_on(),
        point: one.kept.checkpoint.code.clone(),
        job,
        // A letter may be opened by others, and a voice overheard.
        may_show: false,
        release_on_file: false,
        on_assistance_at_intake: None,
    };
    let asked = questionnaire.questions.iter().filter(|one| !one.staff_only && can_be_asked(one));
    asked.map(|question| line(words, question, &known)).collect()
}

/// Files and a signature need the page; what is only for those who answer alone is not asked.
fn can_be_asked(question: &Question) -> bool {
    match question.kind {
        Kind::Files { .. } | Kind::Declaration => false,
        Kind::Single(_)
        | Kind::Multi { .. }
        | Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Number { .. }
        | Kind::Money { .. }
        | Kind::Date { .. }
        | Kind::Scale { .. }
        | Kind::Repeat { .. }
        | Kind::Contact
        | Kind::OccupationCode
        | Kind::Outcome(_)
        | Kind::DocumentTypes(_) => true,
    }
}

fn line(words: Words, question: &Question, known: &Known) -> Line {
    let locale = words.locale;
    let hint = question.hint.as_ref().map(|hint| in_locale(hint, locale).to_owned());
    let mut choices: Vec<String> = question
        .kind
        .choices()
        .iter()
        .map(|choice| in_locale(&choice.label, locale).to_owned())
        .collect();
    if let Kind::Scale { words: steps, .. } = &question.kind {
        choices.extend(steps.iter().map(|step| in_locale(step, locale).to_owned()));
    }
    Line {
        text: question_text(question, known, locale, |day| words.date_long(day)),
        hint: hint.unwrap_or_default(),
        choices,
        several: matches!(question.kind, Kind::Multi { .. } | Kind::DocumentTypes(_)),
    }
}

#[cfg(test)]
#[path = "sheet_test.rs"]
mod tests;
