//! Check your answers, then send them: once.

use super::door::{HOME, Visit, frame, nonce, written};
use super::files;
use super::questions::{Press, Sheet, address, problems};
use super::record::{Keeping, keep};
use super::views::{CheckPage, CheckRow};
use super::way::{Way, known_to_reader};
use crate::app::App;
use crate::failure::Failure;
use crate::page::Problems;
use crate::surveys::typed::{Fields, put_into, read_form};
use crate::surveys::wording::answer_text;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::surveys::{CHECK_SCREEN, Kind, Screen};

/// The page with every answer, each with a way back to it, and the declaration.
pub fn check_page(
    app: &App,
    sheet: &Sheet,
    way: &Way<'_>,
    (typed, problems): (&Fields, &Problems),
) -> CheckPage {
    let mut frame = frame(app, sheet.words, &sheet.link).refused(problems);
    frame.title = sheet.words.say("surveys-check-title");
    let drawing = sheet.drawing(typed, problems);
    let check = way.journey.screen(CHECK_SCREEN);
    let questions = check.map(|screen| way.questions(screen)).unwrap_or_default();
    let controls = questions.iter().map(|one| drawing.control(one, sheet.text(one))).collect();
    CheckPage {
        frame,
        action: address(CHECK_SCREEN),
        nonce: nonce(app, &sheet.link),
        last_day: sheet.last_day(),
        asked: sheet.asked.clone(),
        rows: rows(sheet, way),
        controls,
        problems: problems.clone(),
    }
}

fn rows(sheet: &Sheet, way: &Way<'_>) -> Vec<CheckRow> {
    let mut rows = Vec::new();
    for screen in way.journey.screens.iter().filter(|screen| screen.code != CHECK_SCREEN) {
        for question in way.questions(screen) {
            let Some(placed) = screen.questions.iter().find(|one| one.id == question.id) else {
                continue;
            };
            let answer = sheet.answers.get(&question.id);
            if !placed.on_route || (placed.folded && answer.is_none()) {
                continue;
            }
            let said = answer.map(|answer| {
                answer_text(question, answer, &sheet.words, sheet.definition.currency())
            });
            let lines = said.as_deref().map(|said| said.lines().map(str::to_owned).collect());
            let lines = match question.kind {
                Kind::Files { .. } => files::lines(sheet, &question.id),
                _ => lines.unwrap_or_default(),
            };
            rows.push(CheckRow {
                question: sheet.text(question),
                lines,
                change: format!("{}?from={CHECK_SCREEN}#{}", address(&screen.code), question.id),
            });
        }
    }
    rows
}

/// Sends the answers. However often and from wherever it comes, there is one response.
pub async fn send(
    app: &App,
    visit: &Visit,
    (sheet, way, screen): (&Sheet, &Way<'_>, &Screen),
    (fields, press): (&Fields, Press),
) -> Result<Response, Failure> {
    let questions = way.typed(screen);
    let typed = read_form(questions.iter().copied(), fields, &known_to_reader(&sheet.known));
    let mut after = sheet.answers.clone();
    put_into(&mut after, &typed, questions.iter().copied());
    let way_after = sheet.way(&after);
    let found = problems(sheet, (&way_after, screen), &typed);
    if !found.is_empty() && !press.goes_back {
        let page = check_page(app, sheet, way, (fields, &found));
        return written(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let keeping = if press.goes_back { Keeping::Part } else { Keeping::Whole };
    let kept = (&*sheet.link, &sheet.definition);
    let shut = keep(app, kept, (keeping, sheet.words.locale.into()), |answers| {
        put_into(answers, &typed, questions.iter().copied());
    })
    .await?;
    if let Some(shut) = shut {
        return visit.turn_away(app, &shut);
    }
    let to = match way.journey.before(CHECK_SCREEN) {
        Some(before) if press.goes_back => address(&before.code),
        Some(_) | None => HOME.to_owned(),
    };
    Ok(Redirect::to(&to).into_response())
}
