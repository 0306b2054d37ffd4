//! Trying a draft out: the client's own pages over example facts. The answers stand in the address
//! and nowhere else, so nothing is kept and several can try at once.

use super::sheet::pack_title;
use super::{draft_path, frame, pack_path, sheet_path};
use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::view::language;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Locale, Problems, Words};
use crate::programmes::draft::Desk;
use crate::surveys::client::trial::{Stop, Trial};
use crate::work::frame::{question as asked, shown};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::surveys::{Known, KnownJob};
use jiff::ToSpan;

/// Bytes of the answers in an address, at most.
const ADDRESS_BYTES_MAX: usize = 6_000;

#[derive(Template)]
#[template(path = "programmes/draft/web/trial.html")]
struct TrialPage {
    frame: Frame,
    pack: (String, String),
    draft: String,
    sheet: (String, String),
    action: String,
    point: Field,
    language: Field,
    ticks: Vec<Field>,
}

/// `GET …/q/{q}/trial`: the example first, then the pages of the client.
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path((code, q)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SetUp)?;
    let mut reader = app.reader(&viewer).await?;
    let desk = Desk::open(&mut reader, &code).await?;
    let example = asked(&uri);
    if example.has("at") {
        drop(reader);
        return step(&viewer, &app, (&desk, &q), &example, None);
    }
    let words = Words { locale: viewer.language.into() };
    let questionnaire = desk.programme().questionnaire(&q).ok_or(Failure::NotFound)?;
    let title = questionnaire.title.in_language(language(words)).to_owned();
    let named = words.with("programmes-trial-title", &[("title", (&title).into())]);
    let frame = frame(&app, &mut reader, &viewer, (named, &uri)).await?;
    let rules = desk.programme().checkpoints.iter().filter(|rule| rule.questionnaire == q);
    let points =
        rules.map(|rule| Choice::new(rule.code.as_str(), rule.label.in_language(language(words))));
    let languages =
        [Locale::En, Locale::Fr].map(|locale| Choice::new(locale.as_tag(), locale.own_name()));
    let page = TrialPage {
        frame,
        pack: (pack_title(words, &desk), pack_path(&code)),
        draft: draft_path(&code),
        action: format!("{}/trial", sheet_path(&code, &q)),
        sheet: (title, sheet_path(&code, &q)),
        point: Field::new(words, "point", "programmes-trial-point").choices(points.collect()),
        language: Field::new(words, "language", "programmes-trial-language")
            .choices(languages.to_vec())
            .value(words.locale.as_tag()),
        ticks: vec![
            Field::new(words, "job", "programmes-trial-job").ticked(true),
            Field::new(words, "gate", "programmes-trial-gate")
                .hint("programmes-trial-gate-hint")
                .ticked(true),
        ],
    };
    shown(&page, false)
}

/// `POST …/q/{q}/trial`: a page of the client was sent. It leads on, and keeps nothing.
pub(super) async fn answer(
    viewer: Viewer,
    State(app): State<App>,
    Path((code, q)): Path<(String, String)>,
    uri: Uri,
    posted: crate::api::PostedByAnybody,
) -> Result<Response, Failure> {
    viewer.may(Right::SetUp)?;
    let mut reader = app.reader(&viewer).await?;
    let desk = Desk::open(&mut reader, &code).await?;
    drop(reader);
    step(&viewer, &app, (&desk, &q), &asked(&uri), Some(&posted.0))
}

/// One step of a trial: its page, or the address of the next one.
fn step(
    viewer: &Viewer,
    app: &App,
    (desk, q): (&Desk, &str),
    example: &Posted,
    posted: Option<&Posted>,
) -> Result<Response, Failure> {
    let questionnaire = desk.programme().questionnaire(q).ok_or(Failure::NotFound)?;
    let sheet = sheet_path(&desk.draft.pack, q);
    let here = |at: &str, language: &str, answers: &str| {
        let mut address = form_urlencoded::Serializer::new(String::new());
        for name in ["point", "job", "gate"] {
            address.append_pair(name, example.text(name));
        }
        address.append_pair("language", language).append_pair("at", at);
        address.append_pair("answers", answers);
        format!("{sheet}/trial?{}", address.finish())
    };
    let spoken = posted.and_then(|posted| posted.given("language"));
    let locale = spoken.or_else(|| example.given("language")).and_then(Locale::from_tag);
    let words = Words { locale: locale.unwrap_or_default() };
    let kept = example.text("answers");
    if kept.len() > ADDRESS_BYTES_MAX {
        return Err(Failure::TooLarge { bytes_max: ADDRESS_BYTES_MAX });
    }
    let trial = Trial {
        words,
        agency: viewer.agency_name.clone(),
        questionnaire,
        currency: &desk.programme().currency,
        known: known(words, app, viewer, example),
        answers: kept,
        leave: sheet.clone(),
    };
    let stop = match posted {
        None => trial.show(example.text("at"), &here),
        Some(posted) if spoken.is_some() => {
            trial.again(example.text("at"), posted.fields(), &here, Problems::new())
        }
        Some(posted) => trial.answer(example.text("at"), posted, &here),
    }?;
    Ok(match stop {
        Stop::Page(response) => response,
        Stop::Next(address) => Redirect::to(&address).into_response(),
    })
}

/// The example that was chosen.
fn known(words: Words, app: &App, viewer: &Viewer, example: &Posted) -> Known {
    let today = app.clock.today(&viewer.zone);
    let is_on = |name: &str| example.text(name) == "yes";
    let job = is_on("job").then(|| KnownJob {
        employer: words.say("programmes-trial-employer"),
        job_title: words.say("programmes-trial-job-title"),
        started_on: today.saturating_sub(30.days()),
    });
    Known {
        today,
        due_on: today,
        point: example.text("point").to_owned(),
        job,
        may_show: is_on("gate"),
        release_on_file: false,
        on_assistance_at_intake: None,
    }
}
