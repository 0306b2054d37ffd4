//! Keeping what a client answered: one unit of work for each form, with its audit entry.

use super::door::{Found, let_in};
use super::way::{Way, answers_of, known};
use crate::app::App;
use crate::checkpoints::{self, desk};
use crate::failure::Failure;
use crate::people;
use crate::record::{Actor, Deed, Held, Writer};
use crate::sealed::Sealed;
use crate::surveys::definition::Definition;
use crate::surveys::source::Source;
use crate::surveys::store::links::{self, Link};
use crate::surveys::store::rounds;
use crate::surveys::store::{self, ClientState, Flag, Response};
use crate::surveys::wire::answers_to_json;
use crate::tasks;
use domain::surveys::{Answers, EndingKind, Face, raised};
use domain::words::Language;

/// A whole survey sent within so many milliseconds of its beginning was perhaps sent by a program.
const FAST_MS: i64 = 3_000;

/// What a client does to a survey, for the audit.
#[must_use]
pub fn deed<'a>(link: &'a Link, action: &'static str) -> Deed<'a> {
    Deed {
        action,
        person: Some(link.person),
        subject: link.checkpoint.as_str(),
        detail: link.id.as_str(),
    }
}

/// The link as it stands within a unit of work.
///
/// # Errors
///
/// What the database says.
pub async fn fresh(app: &App, writer: &mut Writer, link: &Link) -> Result<Found, Failure> {
    let sitting = link.sitting.as_ref().map(|sitting| sitting.hash.as_str());
    let found = links::find(writer.conn(), &link.token_hash, sitting).await?;
    Ok(found.map_or(Found::Closed, |link| let_in(app, link)))
}

/// What is to become of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// The client goes on, now or another day.
    Part,
    /// The client sent them.
    Whole,
    /// The client does not want to answer, or is somebody else.
    End(EndingKind),
}

impl Keeping {
    fn action(self) -> &'static str {
        match self {
            Self::Part => "save survey answers",
            Self::Whole => "send survey answers",
            Self::End(EndingKind::Refused) => "refuse to answer survey",
            Self::End(EndingKind::WrongPerson) => "report wrong person",
        }
    }
}

/// Keeps answers. `change` is applied to what is kept at that moment, so that nothing that another
/// browser saved meanwhile is lost.
///
/// Gives where the link stands when it is no longer open: then nothing was kept.
///
/// # Errors
///
/// What the database says.
pub async fn keep(
    app: &App,
    (link, definition): (&Link, &Definition),
    (keeping, language): (Keeping, Language),
    change: impl FnOnce(&mut Answers),
) -> Result<Option<Found>, Failure> {
    let actor = Actor::client(link.agency);
    let mut writer = app.writer(actor, deed(link, keeping.action())).await?;
    people::act::lock(&mut writer, &link.person).await?;
    let link = match fresh(app, &mut writer, link).await? {
        Found::Open(link) => link,
        shut => return Ok(Some(shut)),
    };
    let found = store::find(&mut writer, &link.checkpoint).await?;
    let mut answers = answers_of(found.as_ref(), definition);
    let mut response = found.unwrap_or_else(|| {
        Response::empty((&link.questionnaire, &link.pack, link.pack_version), language)
    });
    change(&mut answers);
    if keeping == Keeping::Whole && !is_whole(app, &link, (definition, &answers)) {
        return Ok(Some(Found::Open(link)));
    }
    response.language = language;
    match keeping {
        Keeping::Part | Keeping::Whole | Keeping::End(EndingKind::Refused) => {
            let json = answers_to_json(definition.questionnaire(), &answers);
            response.client_answers = Some(Sealed::new(json.to_string()));
            response.client_saved_at = Some(writer.at());
            let began = link.sitting.as_ref().map(|sitting| sitting.made_at);
            response.client_started_at = response.client_started_at.or(began);
            finish(&mut response, (keeping, &writer));
            mark(&mut writer, (&link, keeping)).await?;
        }
        Keeping::End(EndingKind::WrongPerson) => {
            response.flag(Flag::WrongPerson);
            flag_contact(&mut writer, &link).await?;
        }
    }
    store::record(&mut writer, (&link.checkpoint, &link.person), &response).await?;
    match keeping {
        Keeping::Whole | Keeping::End(EndingKind::Refused) => {
            rounds::record_submission(&mut writer, &link.checkpoint, &response).await?;
        }
        Keeping::Part | Keeping::End(EndingKind::WrongPerson) => {}
    }
    let (answer, review) = (response.answer_state(), response.review_state());
    checkpoints::store::record_response(&mut writer, &link.checkpoint, answer, review).await?;
    if keeping == Keeping::Part {
        // Nothing else has to be put in step (domain/tests/checkpoints.rs: a part of an answer
        // changes nothing that follows), and nobody has to be woken.
        writer.commit().await?;
        return Ok(None);
    }
    let file = desk::settle(app, &mut writer, &link.person).await?;
    if keeping == Keeping::Whole {
        let questionnaire = definition.questionnaire();
        let known = known(app, &link, questionnaire);
        let asked_for = raised(questionnaire, &answers, Face::Client, &known);
        let one = file.checkpoint(&link.checkpoint)?;
        tasks::act::open_raised(app, &mut writer, (&file, one), &asked_for).await?;
    }
    writer.commit().await?;
    app.nudge.notify_one();
    Ok(None)
}

/// Whether nothing that has to be answered is missing by now.
fn is_whole(app: &App, link: &Link, (definition, answers): (&Definition, &Answers)) -> bool {
    let questionnaire = definition.questionnaire();
    Way::of(questionnaire, answers, &known(app, link, questionnaire)).journey.is_complete()
}

fn finish(response: &mut Response, (keeping, writer): (Keeping, &Writer)) {
    let at = writer.at();
    response.client = match keeping {
        Keeping::Part => ClientState::Partial,
        Keeping::Whole => ClientState::Submitted,
        Keeping::End(_) => ClientState::Refused,
    };
    if response.client == ClientState::Partial {
        return;
    }
    response.client_submitted_at = Some(at);
    response.flags.retain(|flag| *flag != Flag::Returned);
    // A part may have come by text; the whole was sent from here.
    response.source = match response.source {
        None | Some(Source::ClientSms) => Some(Source::ClientWeb),
        known => known,
    };
    // Who came back to what they had begun has taken their time.
    let began = response.client_started_at.map(|began| began.as_millisecond());
    if began.is_some_and(|began| at.as_millisecond() - began < FAST_MS) {
        response.flag(Flag::Fast);
    }
    if response.review_state().is_submitted() {
        response.flag(Flag::AfterReview);
    }
}

/// Remembers the browser that sent the answers.
async fn mark(writer: &mut Writer, (link, keeping): (&Link, Keeping)) -> Result<(), Failure> {
    let is_over = match keeping {
        Keeping::Part => false,
        Keeping::Whole | Keeping::End(_) => true,
    };
    if let Some(sitting) = link.sitting.as_ref().filter(|_| is_over) {
        links::record_submitted(writer, &sitting.hash).await?;
    }
    Ok(())
}

/// Ends a link that reached somebody else, and names the contact point that is wrong.
async fn flag_contact(writer: &mut Writer, link: &Link) -> Result<(), Failure> {
    links::revoke(writer, link).await?;
    if let Some(point) = links::contact_point(writer, &link.id).await? {
        let deed = Deed {
            action: "flag contact point",
            person: Some(link.person),
            subject: point.as_str(),
            detail: link.checkpoint.as_str(),
        };
        writer.also(deed).await?;
        // Whoever has it now gets nothing more; the other ways to the client stay open.
        people::store::withdraw_point(writer, &link.person, &point).await?;
    }
    Ok(())
}
