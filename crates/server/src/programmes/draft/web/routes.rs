//! The routes through a questionnaire as a picture: which questions somebody meets, by what they
//! chose at one of them.

use super::sheet::pack_title;
use super::{draft_path, frame, pack_path, sheet_path};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::view::language;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Words};
use crate::programmes::draft::Desk;
use crate::programmes::draft::wording::shortened;
use crate::work::frame::{question as asked, shown};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::surveys::{Kind, Meets, Question, Questionnaire, meets};

#[derive(Template)]
#[template(path = "programmes/draft/web/routes.html")]
struct RoutesPage {
    frame: Frame,
    pack: (String, String),
    draft: String,
    sheet: (String, String),
    action: String,
    by: Field,
    choices: Vec<String>,
    rows: Vec<RouteRow>,
}

/// One question, and for each choice whether it is met: a class, a sign, words.
struct RouteRow {
    text: String,
    address: String,
    cells: Vec<[String; 3]>,
}

/// `GET …/q/{q}/routes`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path((code, q)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SetUp)?;
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(&viewer).await?;
    let desk = Desk::open(&mut reader, &code).await?;
    let questionnaire = desk.programme().questionnaire(&q).ok_or(Failure::NotFound)?;
    let pivots = pivots(questionnaire);
    let wanted = asked(&uri);
    let by = pivots.iter().find(|one| one.id == wanted.text("by")).or(pivots.first()).copied();
    let title = questionnaire.title.in_language(language(words)).to_owned();
    let named = words.with("programmes-routes-title", &[("title", (&title).into())]);
    let frame = frame(&app, &mut reader, &viewer, (named, &uri)).await?;
    let choices = pivots
        .iter()
        .map(|one| Choice::new(one.id.as_str(), shortened(one.text.in_language(language(words)))));
    let codes = by.map(|by| by.kind.choices()).unwrap_or_default();
    let sheet = sheet_path(&code, &q);
    let page = RoutesPage {
        frame,
        pack: (pack_title(words, &desk), pack_path(&code)),
        draft: draft_path(&code),
        action: format!("{sheet}/routes"),
        by: Field::new(words, "by", "programmes-routes-by")
            .choices(choices.collect())
            .value(by.map(|by| by.id.as_str()).unwrap_or_default()),
        choices: (codes.iter())
            .map(|choice| choice.label.in_language(language(words)).to_owned())
            .collect(),
        rows: by.map(|by| rows(words, questionnaire, by, &sheet)).unwrap_or_default(),
        sheet: (title, sheet),
    };
    shown(&page, false)
}

/// The questions with choices, those first on which most others hang.
fn pivots(questionnaire: &Questionnaire) -> Vec<&Question> {
    let hang = |id: &str| {
        let conditions = questionnaire.questions.iter().filter_map(|one| one.shown_when.as_ref());
        conditions.filter(|condition| condition.variables().contains(id)).count()
    };
    let is_choice = |one: &&Question| matches!(one.kind, Kind::Single(_));
    let mut pivots: Vec<&Question> = questionnaire.questions.iter().filter(is_choice).collect();
    pivots.sort_by_key(|one| std::cmp::Reverse(hang(&one.id)));
    pivots
}

fn rows(words: Words, questionnaire: &Questionnaire, by: &Question, sheet: &str) -> Vec<RouteRow> {
    let cell = |at: usize, code: &str| {
        let (word, sign) = match meets(&questionnaire.questions, at, (&by.id, code)) {
            Meets::Always => ("always", "●"),
            Meets::Sometimes => ("sometimes", "◐"),
            Meets::Never => ("never", "–"),
        };
        let said = words.say(&format!("programmes-routes-{word}"));
        [word.to_owned(), sign.to_owned(), said]
    };
    let asked = questionnaire.questions.iter().enumerate().filter(|(_, one)| one.id != by.id);
    let row = |(at, question): (usize, &Question)| RouteRow {
        text: shortened(question.text.in_language(language(words))),
        address: format!("{sheet}/questions/{}", question.id),
        cells: by.kind.choices().iter().map(|choice| cell(at, &choice.code)).collect(),
    };
    asked.map(row).collect()
}
