//! Publishing: what it would change and what stays, then exactly that.

use super::sheet::{FindingView, all_findings, finding_views, pack_title};
use super::{draft_path, frame, pack_path, sheet_path};
use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::view::language;
use crate::failure::Failure;
use crate::page::{Frame, Words};
use crate::programmes::draft::Desk;
use crate::programmes::draft::act::{self, base_of, next_number};
use crate::programmes::draft::findings::Weight;
use crate::programmes::draft::wording::shortened;
use crate::programmes::store;
use crate::work::frame::shown;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::programmes::Programme;
use domain::surveys::{Alteration, Questionnaire, alterations};

#[derive(Template)]
#[template(path = "programmes/draft/web/publication.html")]
struct PublicationPage {
    frame: Frame,
    pack: (String, String),
    draft: String,
    version: String,
    number: String,
    effects: Vec<String>,
    changes: Vec<ChangedView>,
    errors: Vec<FindingView>,
    warnings: Vec<FindingView>,
}

/// What is changed in one questionnaire.
struct ChangedView {
    title: String,
    address: String,
    said: Vec<String>,
}

/// `GET /setup/programmes/{code}/draft/publication`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(code): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SetUp)?;
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(&viewer).await?;
    let desk = Desk::open(&mut reader, &code).await?;
    let found = all_findings(&app, &mut reader, (words, &desk)).await?;
    let base = base_of(&app, &mut reader, &desk).await?;
    let number = next_number(&mut reader, &code).await?;
    let number = words.with("programmes-version", &[("version", number.into())]);
    let mut effects = vec![words.with("programmes-effect-new", &[("version", (&number).into())])];
    for one in store::versions(&mut reader, &code).await? {
        if one.enrolments > 0 {
            let args = [("count", one.enrolments.into()), ("version", one.version.into())];
            effects.push(words.with("programmes-effect-stay", &args));
        }
        if one.out > 0 {
            let args = [("count", one.out.into()), ("version", one.version.into())];
            effects.push(words.with("programmes-effect-out", &args));
        }
    }
    let title = words.with("programmes-publish-title", &[("version", (&number).into())]);
    let frame = frame(&app, &mut reader, &viewer, (title, &uri)).await?;
    let page = PublicationPage {
        frame,
        pack: (pack_title(words, &desk), pack_path(&code)),
        draft: draft_path(&code),
        version: desk.draft.version.to_string(),
        number,
        effects,
        changes: changes(words, &desk, base.as_deref()),
        errors: finding_views(&code, &found, Weight::Error),
        warnings: finding_views(&code, &found, Weight::Warning),
    };
    shown(&page, false)
}

fn changes(words: Words, desk: &Desk, base: Option<&Programme>) -> Vec<ChangedView> {
    let mut views = Vec::new();
    for now in &desk.programme().questionnaires {
        let was = base.and_then(|base| base.questionnaire(&now.code));
        let altered = was.map(|was| (was, alterations(was, now)));
        let Some((was, altered)) = altered.filter(|(_, altered)| !altered.is_empty()) else {
            continue;
        };
        views.push(ChangedView {
            title: now.title.in_language(language(words)).to_owned(),
            address: sheet_path(&desk.draft.pack, &now.code),
            said: altered.iter().map(|one| alteration_said(words, (was, now), one)).collect(),
        });
    }
    views
}

fn alteration_said(
    words: Words,
    (was, now): (&Questionnaire, &Questionnaire),
    alteration: &Alteration,
) -> String {
    let text = |id: &str| {
        let question = now.question(id).or_else(|| was.question(id));
        let text = question.map(|one| one.text.in_language(language(words)));
        shortened(text.unwrap_or(id))
    };
    let about = |key: &str, id: &str| words.with(key, &[("question", text(id).into())]);
    match alteration {
        Alteration::Added { question } => about("programmes-altered-added", question),
        Alteration::Removed { question } => about("programmes-altered-removed", question),
        Alteration::Reworded { question } => about("programmes-altered-reworded", question),
        Alteration::Needed { question } => about("programmes-altered-needed", question),
        Alteration::Conditioned { question } => about("programmes-altered-conditioned", question),
        Alteration::Bounded { question } => about("programmes-altered-bounded", question),
        Alteration::Reordered => words.say("programmes-altered-reordered"),
        Alteration::Renamed { question, code: _, was, now } => words.with(
            "programmes-altered-renamed",
            &[
                ("question", text(question).into()),
                ("was", was.in_language(language(words)).into()),
                ("now", now.in_language(language(words)).into()),
            ],
        ),
    }
}

/// `POST /setup/programmes/{code}/draft/publication`
pub(super) async fn publish(
    viewer: Viewer,
    State(app): State<App>,
    Path(code): Path<String>,
    form: Posted,
) -> Result<Response, Failure> {
    let seen: i64 = form.text("version").parse().unwrap_or(0);
    act::publish(&app, &viewer, (&code, seen)).await?;
    Ok(Redirect::to(&format!("{}?done=published", pack_path(&code))).into_response())
}
