//! The beginning of a call: what to say, and how it went.

use super::interview::Interview;
use super::outcome::Outcome;
use super::store::{self, Call};
use crate::access::Viewer;
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::say;
use crate::failure::Failure;
use crate::messaging::ask::{self, Asking, seen};
use crate::messaging::compose::{self, Values};
use crate::messaging::refused::refusal_sentence;
use crate::messaging::store::{Kept, purpose_word};
use crate::page::{Choice, Field, Frame, Problems, Words};
use crate::people;
use crate::people::act::{Change, REASON_LENGTH_MAX, change, text_sentence};
use crate::people::web::Asked;
use crate::people::web::head::Head;
use crate::record::{Deed, Held, Writer};
use crate::work::frame::{question, shown};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::CheckpointId;
use domain::messaging::{Channel, fill, may_ask};
use domain::people::line;
use domain::surveys::Gate;
use domain::words::Language;

#[derive(Template)]
#[template(path = "surveys/phone/start.html")]
struct StartPage {
    frame: Frame,
    head: Head,
    crumb: Vec<(String, String)>,
    /// The checkpoint's name.
    aside: String,
    problems: Problems,
    action: String,
    back: String,
    /// What the programme says to say.
    script: String,
    spoken: Words,
    /// Where the script stands in the other language.
    switch: String,
    /// What shows that it is the right person; empty where nothing can.
    identity: String,
    /// How it went; none where nobody may be called.
    outcome: Option<Field>,
    reason: Field,
    hidden: Vec<(&'static str, String)>,
    /// Why nobody may be called.
    closed: Option<String>,
    /// Where an interview that broke off goes on.
    goes_on: Option<String>,
    calls: Vec<(String, String)>,
}

/// `GET /checkpoints/{id}/call`
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    uri: Uri,
) -> Result<Response, Failure> {
    let interview = Interview::open(&app, &viewer, id).await?;
    page(&app, &viewer, (interview, &uri), (&question(&uri), Problems::new())).await
}

/// What was chosen at the beginning of a call.
struct Begun {
    outcome: Outcome,
    /// Why nobody is to be contacted any more, where that is the outcome.
    reason: Option<String>,
}

fn read(form: &Posted, words: Words) -> Result<Begun, Problems> {
    let mut problems = Problems::new();
    let Ok(outcome) = form.text("outcome").parse::<Outcome>() else {
        problems.add("outcome", words.say("phone-outcome-wanted"));
        return Err(problems);
    };
    let reason = match outcome {
        Outcome::NoMore => match line(form.text("reason"), REASON_LENGTH_MAX) {
            Ok(reason) => Some(reason),
            Err(domain::people::TextRefused::Empty) => {
                problems.add("reason", words.say("phone-reason-wanted"));
                None
            }
            Err(why) => {
                problems.add("reason", text_sentence(why, words));
                None
            }
        },
        Outcome::Speaking | Outcome::NoAnswer | Outcome::MessageLeft | Outcome::SomebodyElse => {
            None
        }
    };
    if problems.is_empty() { Ok(Begun { outcome, reason }) } else { Err(problems) }
}

/// `POST /checkpoints/{id}/call`: records the call and how it went; whoever is on the line is led
/// to the questions.
pub(super) async fn record(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    let interview = Interview::open(&app, &viewer, id).await?;
    let begun = match read(&form, interview.words) {
        Ok(begun) => begun,
        Err(problems) => {
            return page(&app, &viewer, (interview, &uri), (&form, problems)).await;
        }
    };
    let spoken = interview.spoken(&form);
    match keep(&app, &viewer, &interview, (&begun, &form, spoken)).await {
        Ok(writer) => writer.commit().await?,
        Err(Failure::Missing(lacking)) => {
            let said: Vec<String> = lacking.into_iter().map(|one| one.message).collect();
            let problems = Problems::on_page(said.join(" "));
            return page(&app, &viewer, (interview, &uri), (&form, problems)).await;
        }
        Err(other) => return Err(other),
    }
    app.nudge.notify_one();
    let to = match begun.outcome {
        Outcome::Speaking => {
            let next = interview.next(&interview.reading.standing());
            interview.address(next.as_deref(), spoken)
        }
        Outcome::NoAnswer | Outcome::MessageLeft | Outcome::SomebodyElse | Outcome::NoMore => {
            interview.home().replace('#', "&done=called#")
        }
    };
    Ok(Redirect::to(&to).into_response())
}

/// Writes the asking and its call in one unit of work, which the caller commits.
async fn keep(
    app: &App,
    viewer: &Viewer,
    interview: &Interview,
    (begun, form, spoken): (&Begun, &Posted, Words),
) -> Result<Writer, Failure> {
    let one = interview.one()?;
    let asking = asking(interview, (form, spoken))?;
    let (mut writer, message): (Writer, Kept) = match &begun.reason {
        None => ask::by_hand(app, viewer, &interview.id, &asking).await?,
        Some(reason) => {
            let no_more = Change {
                do_not_contact: Some(true),
                reason: Some(reason.clone()),
                ..Change::default()
            };
            // This call was the last that was allowed, so it is decided by the file before.
            let person = &one.kept.person;
            let mut writer = change(app, viewer, person, &no_more).await?;
            let place = (&interview.file, one);
            let message = ask::ask(app, &mut writer, place, &asking, interview.words).await?;
            (writer, message)
        }
    };
    let deed = Deed {
        action: "record call",
        person: Some(one.kept.person),
        subject: interview.id.as_str(),
        detail: begun.outcome.word(),
    };
    writer.also(deed).await?;
    let whose = (&message.id, &interview.id, &one.kept.person);
    store::record(&mut writer, whose, begun.outcome).await?;
    Ok(writer)
}

fn asking(interview: &Interview, (form, spoken): (&Posted, Words)) -> Result<Asking, Failure> {
    let one = interview.one()?;
    let (purpose, attempt) = seen(&one.kept.checkpoint);
    let given: (&str, Option<u32>) = (form.text("purpose"), form.text("attempt").parse().ok());
    if given != (purpose_word(purpose), Some(attempt)) {
        return Err(Failure::conflict(interview.words.say("phone-called-meanwhile")));
    }
    let language = language(spoken);
    let own = compose::own_text(&one.programme, (Channel::Phone, purpose), language);
    let body = own.is_none().then(|| spoken.say("phone-plain-script"));
    Ok(Asking { channel: Channel::Phone, purpose, attempt, subject: None, body, language })
}

fn language(spoken: Words) -> Language {
    match spoken.locale {
        crate::page::Locale::En => Language::English,
        crate::page::Locale::Fr => Language::French,
    }
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (interview, uri): (Interview, &Uri),
    (typed, problems): (&Posted, Problems),
) -> Result<Response, Failure> {
    let (words, spoken) = (interview.words, interview.spoken(typed));
    let (crumb, aside, home) = (interview.crumb(), interview.point()?, interview.home());
    let identity = identity(&interview);
    let closed = closed(&interview)?;
    let goes_on = goes_on(&interview, spoken)?;
    let id = interview.id;
    let Asked { file, mut frame, head, mut reader } =
        Asked::around(app, viewer, interview.file, (None, uri)).await?;
    let one = file.checkpoint(&id)?;
    let agency = people::store::agency(reader.conn(), &viewer.agency).await?;
    let values = Values::of(&file, one, &agency.ok_or(Failure::NotFound)?, language(spoken));
    let (purpose, attempt) = seen(&one.kept.checkpoint);
    let own = compose::own_text(&one.programme, (Channel::Phone, purpose), language(spoken));
    let script = own.map_or_else(|| spoken.say("phone-plain-script"), |own| own.body);
    let script = fill(&script, &values.with("")).unwrap_or(script);
    let calls = store::of_checkpoint(&mut reader, &id).await?;
    let name = file.kept.person.given_name.as_str();
    frame.title = words.with("phone-title", &[("name", name.into())]);
    let is_refused = !problems.is_empty();
    let page = StartPage {
        frame: frame.refused(&problems),
        head,
        crumb,
        aside,
        action: format!("/checkpoints/{id}/call"),
        back: home,
        script,
        spoken,
        switch: format!("/checkpoints/{id}/call?language={}", spoken.locale.other()),
        identity,
        outcome: closed.is_none().then(|| outcome(words, name, (typed, &problems))),
        reason: Field::new(words, "reason", "phone-reason")
            .hint("phone-reason-hint")
            .length_max(REASON_LENGTH_MAX)
            .value(typed.text("reason"))
            .problem(&problems),
        hidden: vec![
            ("purpose", purpose_word(purpose).to_owned()),
            ("attempt", attempt.to_string()),
            ("language", spoken.locale.to_string()),
        ],
        closed,
        goes_on,
        calls: calls.iter().map(|call| said(words, &file, call)).collect(),
        problems,
    };
    shown(&page, is_refused)
}

fn outcome(words: Words, name: &str, (typed, problems): (&Posted, &Problems)) -> Field {
    let choice =
        |one: Outcome| Choice::new(one.word(), words.with(one.key(), &[("name", name.into())]));
    Field::new(words, "outcome", "phone-outcome")
        .choices(Outcome::ALL.map(choice).into())
        .value(typed.text("outcome"))
        .problem(problems)
}

fn said(words: Words, file: &crate::checkpoints::desk::File, call: &Call) -> (String, String) {
    let name = file.kept.person.given_name.as_str();
    let how = call.outcome.map_or_else(String::new, |one| {
        words.with(&format!("{}-was", one.key()), &[("name", name.into())])
    });
    let by = call.by_name.clone().unwrap_or_default();
    let when = say::moment(words, file, call.at);
    (when, words.with("phone-call-was", &[("how", how.into()), ("by", by.into())]))
}

/// Why nobody may be called, if so.
fn closed(interview: &Interview) -> Result<Option<String>, Failure> {
    let (file, one) = (&interview.file, interview.one()?);
    let refused = may_ask(&file.case(one), Channel::Phone, file.now).err();
    Ok(refused.map(|why| refusal_sentence(interview.words, (file, one), Channel::Phone, &why)))
}

/// Where the questions go on, once some were answered on the telephone.
fn goes_on(interview: &Interview, spoken: Words) -> Result<Option<String>, Failure> {
    use crate::surveys::source::Source;
    let is_begun = interview.reading.response.source == Some(Source::ClientPhone);
    if !is_begun || interview.closed()?.is_some() {
        return Ok(None);
    }
    let next = interview.next(&interview.reading.standing());
    Ok(Some(interview.address(next.as_deref(), spoken)))
}

/// What only the right person says, where the questionnaire wants to be sure and we know it.
fn identity(interview: &Interview) -> String {
    let (words, person) = (interview.words, &interview.file.kept.person);
    match (interview.reading.questionnaire().gate, person.year_of_birth) {
        (Some(Gate::YearOfBirth), Some(year)) => {
            let year = year.to_string().into();
            words.with("phone-identity", &[("year", year)])
        }
        (Some(Gate::YearOfBirth), None) | (None, _) => String::new(),
    }
}
