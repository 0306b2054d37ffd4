//! Two taps from a text message: the link, and one of a few large buttons. Before the gate, since
//! nothing that we know is shown; never by GET, since programs open links before people do.

use super::begin::{definition_of, no_pass, other_link};
use super::door::{Found, HOME, Visit, frame, nonce, written};
use super::record::{deed, fresh};
use super::views::{QuickButton, QuickPage};
use super::way::known;
use crate::api::PostedByAnybody;
use crate::app::App;
use crate::failure::Failure;
use crate::keys::same_secret;
use crate::page::{Problems, Words};
use crate::people;
use crate::record::Actor;
use crate::surveys::definition::Definition;
use crate::surveys::quick::{Tap, Via, keep};
use crate::surveys::store::links::Link;
use crate::surveys::wording::{in_locale, question_text};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::surveys::{Answers, Known, QuickRefused, is_offered};

/// Whether the quick question is put to a browser of this link: it came by a text message, and
/// nothing else was answered yet.
#[must_use]
pub fn is_put(link: &Link, definition: &Definition, answers: &Answers) -> bool {
    link.is_by_text && is_offered(definition.questionnaire(), answers)
}

/// What was tapped last, as far as this page may tell.
#[derive(Clone, Copy)]
pub enum Tapped<'a> {
    Nothing,
    /// By this very request: a page that is opened later says nothing of it.
    Now(&'a str),
}

/// The quick question with its buttons; thanks and the other buttons once one was tapped.
pub fn page(
    app: &App,
    (link, definition): (&Link, &Definition),
    words: Words,
    (tapped, problems): (Tapped<'_>, &Problems),
) -> Option<QuickPage> {
    let questionnaire = definition.questionnaire();
    let quick = questionnaire.quick.as_ref()?;
    let question = questionnaire.question(&quick.question)?;
    let known = Known { may_show: false, ..known(app, link, questionnaire) };
    let date = |day| words.date_long_near(day, known.today);
    let label = |code: &str| {
        let found = quick.choices.iter().find(|choice| choice.code == code);
        found.map(|choice| in_locale(&choice.label, words.locale).to_owned())
    };
    let taken = match tapped {
        Tapped::Nothing => None,
        Tapped::Now(code) => label(code),
    };
    let is_left = |code: &str| !matches!(tapped, Tapped::Now(taken) if taken == code);
    let choices = quick.choices.iter().filter(|choice| is_left(&choice.code));
    let buttons = choices.map(|choice| QuickButton {
        code: choice.code.clone(),
        label: in_locale(&choice.label, words.locale).to_owned(),
    });
    let frame = frame(app, words, link).refused(problems);
    let asked = question_text(question, &known, words.locale, date);
    let last_day = words.date_long_near(link.ends_on, known.today);
    let texts = (asked, taken);
    Some(QuickPage::new(frame, (nonce(app, &unseated(link)), last_day), texts, buttons, problems))
}

/// A page before the gate belongs to the link alone, whatever sat behind it since.
fn unseated(link: &Link) -> Link {
    Link { sitting: None, ..link.clone() }
}

/// `POST /s/quick`: the second tap. The last one wins, until the other questions are begun.
pub async fn tap(
    State(app): State<App>,
    visit: Visit,
    posted: Result<PostedByAnybody, Failure>,
) -> Result<Response, Failure> {
    let link = match visit.find(&app).await? {
        Found::Open(link) => link,
        Found::NoPass => return no_pass(&app, &visit),
        other => return visit.turn_away(&app, &other),
    };
    let PostedByAnybody(posted) = posted?;
    if !same_secret(&nonce(&app, &unseated(&link)), posted.text("nonce")) {
        return other_link(&app, &visit, &link);
    }
    if !link.is_by_text {
        return Ok(Redirect::to(HOME).into_response());
    }
    let choice = posted.text("choice");
    let words = visit.words(&link);
    let mut writer =
        app.writer(Actor::client(link.agency), deed(&link, "answer in two taps")).await?;
    people::act::lock(&mut writer, &link.person).await?;
    let link = match fresh(&app, &mut writer, &link).await? {
        Found::Open(link) => link,
        shut => {
            drop(writer);
            return visit.turn_away(&app, &shut);
        }
    };
    let definition = definition_of(&app, &mut writer, &link).await?;
    let tap = Tap { choice, via: Via::Link, language: words.locale.into() };
    let kept = keep(&app, &mut writer, (&link, &definition), tap).await?;
    let told = match kept {
        Ok(_) => {
            writer.commit().await?;
            app.nudge.notify_one();
            let shown = (Tapped::Now(choice), &Problems::new());
            page(&app, (&link, &definition), words, shown).map(|page| (StatusCode::OK, page))
        }
        Err(QuickRefused::NotOffered) => {
            let mut problems = Problems::new();
            problems.add("quick", words.say("surveys-quick-wanted"));
            let shown = (Tapped::Nothing, &problems);
            let page = page(&app, (&link, &definition), words, shown);
            page.map(|page| (StatusCode::UNPROCESSABLE_ENTITY, page))
        }
        Err(QuickRefused::RestBegun) => None,
    };
    match told {
        Some((status, page)) => written(status, &page),
        None => Ok(Redirect::to(HOME).into_response()),
    }
}
