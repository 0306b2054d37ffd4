//! One thing on a page: showing a screen, and keeping what was answered on it.

use super::begin::{chosen_language, definition_of, no_pass, other_link};
use super::cookie::Pass;
use super::door::{Found, HOME, Visit, frame, nonce, with_pass, written};
use super::files;
use super::record::{Keeping, keep};
use super::send;
use super::views::{EndPage, QuestionPage};
use super::way::{Way, about, answers_of, known, known_to_reader};
use crate::api::PostedByAnybody;
use crate::app::App;
use crate::documents;
use crate::failure::Failure;
use crate::keys::same_secret;
use crate::page::{Problems, Words};
use crate::record::Actor;
use crate::surveys::controls::{Drawing, Style, spread};
use crate::surveys::definition::Definition;
use crate::surveys::store::{self, links::Link, rounds};
use crate::surveys::typed::{Fields, Typed, put_into, read_form};
use crate::surveys::wire::FieldRefused;
use crate::surveys::wording::{question_text, sentence};
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use domain::surveys::{Answers, CHECK_SCREEN, EndingKind, Kind, Known, Question, Screen};

/// The address of a screen.
#[must_use]
pub fn address(screen: &str) -> String {
    format!("{HOME}/q/{screen}")
}

/// Everything that a page of a begun survey is made of.
pub struct Sheet {
    pub link: Box<Link>,
    pub definition: Definition,
    pub known: Known,
    pub answers: Answers,
    /// Files that were sent with them.
    pub files: Vec<documents::store::Use>,
    pub words: Words,
    pub pass: Pass,
    /// What staff asked to be looked at, where they gave the survey back.
    pub asked: String,
}

impl Sheet {
    /// Loads the survey of a browser that has begun one; else says where it is to go.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn open(app: &App, visit: &Visit) -> Result<Result<Self, Response>, Failure> {
        let link = match visit.find(app).await? {
            Found::Open(link) => link,
            other => return visit.turn_away(app, &other).map(Err),
        };
        if link.sitting.is_none() {
            return Ok(Err(Redirect::to(HOME).into_response()));
        }
        let mut reader = app.reader(Actor::client(link.agency)).await?;
        let definition = definition_of(app, &mut reader, &link).await?;
        let response = store::find(&mut reader, &link.checkpoint).await?;
        let answers = answers_of(response.as_ref(), &definition);
        let asked = rounds::asked_again(&mut reader, &link.checkpoint, response.as_ref()).await?;
        let files = documents::store::uses(&mut reader, &link.checkpoint).await?;
        let known = known(app, &link, definition.questionnaire());
        let (words, pass) = (visit.words(&link), visit.pass.clone());
        Ok(Ok(Self { link, definition, known, answers, files, words, pass, asked }))
    }

    #[must_use]
    pub fn way<'a>(&'a self, answers: &'a Answers) -> Way<'a> {
        Way::of(self.definition.questionnaire(), answers, &self.known)
    }

    /// The text of a question as this client reads it.
    #[must_use]
    pub fn text(&self, question: &Question) -> String {
        let date = |day| self.words.date_long_near(day, self.known.today);
        question_text(question, &self.known, self.words.locale, date)
    }

    /// What the form of some questions would post for these answers.
    #[must_use]
    pub fn spread(&self, questions: &[&Question]) -> Vec<(String, String)> {
        let answer = |question: &&Question| {
            let answer = self.answers.get(&question.id)?;
            Some(spread(question, &question.id, answer, self.words.locale))
        };
        questions.iter().filter_map(answer).flatten().collect()
    }

    /// Draws fields with what was typed.
    #[must_use]
    pub fn drawing<'a>(&'a self, filled: &'a Fields, problems: &'a Problems) -> Drawing<'a> {
        Drawing {
            words: self.words,
            style: Style::Client,
            filled,
            problems,
            ids: "",
            names: "",
            currency: self.definition.currency(),
        }
    }

    /// The day until which the same link leads back here.
    #[must_use]
    pub fn last_day(&self) -> String {
        self.words.date_long_near(self.link.ends_on, self.known.today)
    }
}

/// `GET /s/q/{screen}`.
pub async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    visit: Visit,
    uri: Uri,
) -> Result<Response, Failure> {
    let sheet = match Sheet::open(&app, &visit).await? {
        Ok(sheet) => sheet,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let way = sheet.way(&sheet.answers);
    let Some(screen) = way.screen(&code) else {
        return Ok(Redirect::to(&address(way.next())).into_response());
    };
    let typed = sheet.spread(&way.questions(screen));
    if code == CHECK_SCREEN {
        let page = send::check_page(&app, &sheet, &way, (&typed, &Problems::new()));
        return written(StatusCode::OK, &page);
    }
    let comes_from_check = uri.query().is_some_and(|query| query.contains("from=check"));
    let shown = Shown { comes_from_check, typed: &typed, problems: &Problems::new() };
    written(StatusCode::OK, &page(&app, &sheet, (&way, screen), shown))
}

/// How a screen is shown.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// Whether *Continue* leads back to where the answers are checked.
    pub comes_from_check: bool,
    pub typed: &'a Fields,
    pub problems: &'a Problems,
}

/// One screen with its questions.
pub fn page(
    app: &App,
    sheet: &Sheet,
    (way, screen): (&Way<'_>, &Screen),
    shown: Shown<'_>,
) -> QuestionPage {
    let screens = &way.journey.screens;
    let number = screens.iter().position(|one| one.code == screen.code).map_or(1, |at| at + 1);
    let total = about(way.questionnaire, &sheet.answers, &sheet.known).max(number);
    let progress = sheet.words.with(
        "surveys-progress",
        &[("number", number.to_string().into()), ("total", total.to_string().into())],
    );
    let mut frame = frame(app, sheet.words, &sheet.link).refused(shown.problems);
    frame.title = progress;
    let drawing = sheet.drawing(shown.typed, shown.problems);
    let is_folded = |question: &Question| {
        screen.questions.iter().any(|one| one.id == question.id && one.folded)
    };
    let (folded, plain): (Vec<&Question>, Vec<&Question>) =
        way.questions(screen).into_iter().partition(|question| is_folded(question));
    let papers = files::papers(sheet, (way, screen), shown.problems);
    let to_files = if papers.is_some() { "/files" } else { "" };
    QuestionPage {
        action: format!("{}{to_files}", address(&screen.code)),
        papers,
        nonce: nonce(app, &sheet.link),
        comes_from_check: shown.comes_from_check,
        has_back: number > 1,
        last_day: sheet.last_day(),
        problems: shown.problems.clone(),
        ..QuestionPage::new(frame, (&drawing, &screen.code), (&plain, &folded), |one| {
            sheet.text(one)
        })
    }
}

/// `POST /s/q/{screen}`: keeps the answers of a screen and leads on; the last one sends them all.
pub async fn answer(
    State(app): State<App>,
    Path(code): Path<String>,
    visit: Visit,
    posted: Result<PostedByAnybody, Failure>,
) -> Result<Response, Failure> {
    if visit.pass.token_hash().is_none() {
        return no_pass(&app, &visit);
    }
    let sheet = match Sheet::open(&app, &visit).await? {
        Ok(sheet) => sheet,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let posted = match posted {
        Ok(PostedByAnybody(posted)) => posted,
        Err(Failure::TooLarge { .. }) => {
            let frame = frame(&app, sheet.words, &sheet.link);
            let page = EndPage::too_large(frame, address(&code));
            return written(StatusCode::PAYLOAD_TOO_LARGE, &page);
        }
        Err(other) => return Err(other),
    };
    if !same_secret(&nonce(&app, &sheet.link), posted.text("nonce")) {
        return other_link(&app, &visit, &sheet.link);
    }
    let way = sheet.way(&sheet.answers);
    let Some(screen) = way.screen(&code) else {
        return Ok(Redirect::to(&address(way.next())).into_response());
    };
    if let Some(locale) = chosen_language(&posted) {
        return in_language(&app, (&sheet, locale), &code, posted.fields());
    }
    let press = Press {
        goes_back: posted.has("back"),
        comes_from_check: posted.text("from") == CHECK_SCREEN,
    };
    if code == CHECK_SCREEN {
        return send::send(&app, &visit, (&sheet, &way, screen), (posted.fields(), press)).await;
    }
    go_on(&app, &visit, (&sheet, &way, screen), (posted.fields(), press)).await
}

/// The same page in the other language, with what was typed.
///
/// # Errors
///
/// When the page cannot be written.
pub fn in_language(
    app: &App,
    (sheet, locale): (&Sheet, crate::page::Locale),
    code: &str,
    typed: &Fields,
) -> Result<Response, Failure> {
    let pass = sheet.pass.speaking(locale);
    let sheet = Sheet {
        link: sheet.link.clone(),
        definition: sheet.definition.clone(),
        known: sheet.known.clone(),
        answers: sheet.answers.clone(),
        files: sheet.files.clone(),
        words: Words { locale },
        pass: pass.clone(),
        asked: sheet.asked.clone(),
    };
    let way = sheet.way(&sheet.answers);
    let problems = Problems::new();
    let Some(screen) = way.screen(code).filter(|screen| screen.code != CHECK_SCREEN) else {
        let page = send::check_page(app, &sheet, &way, (typed, &problems));
        return Ok(with_pass(app, &pass, written(StatusCode::OK, &page)?));
    };
    let comes_from_check = typed.iter().any(|(name, to)| name == "from" && to == CHECK_SCREEN);
    let shown = Shown { comes_from_check, typed, problems: &problems };
    let page = page(app, &sheet, (&way, screen), shown);
    Ok(with_pass(app, &pass, written(StatusCode::OK, &page)?))
}

/// Which button was pressed.
#[derive(Debug, Clone, Copy)]
pub struct Press {
    pub goes_back: bool,
    pub comes_from_check: bool,
}

/// Keeps what was typed on a screen and leads on. Files are kept by themselves, before.
///
/// # Errors
///
/// What the database says.
pub async fn go_on(
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
    let problems = problems(sheet, (&way_after, screen), &typed);
    if !problems.is_empty() && !press.goes_back {
        let comes_from_check = press.comes_from_check;
        let shown = Shown { comes_from_check, typed: fields, problems: &problems };
        let page = page(app, sheet, (way, screen), shown);
        return written(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let keeping = match way_after.journey.ended {
        Some(how) if !press.goes_back => Keeping::End(how),
        Some(_) | None => Keeping::Part,
    };
    let kept = (&*sheet.link, &sheet.definition);
    let shut = keep(app, kept, (keeping, sheet.words.locale.into()), |answers| {
        put_into(answers, &typed, questions.iter().copied());
    })
    .await?;
    if let Some(shut) = shut {
        return visit.turn_away(app, &shut);
    }
    let to = match keeping {
        Keeping::End(EndingKind::Refused | EndingKind::WrongPerson) => HOME.to_owned(),
        Keeping::Part | Keeping::Whole => address(next(way, (&way_after, screen), press)),
    };
    Ok(Redirect::to(&to).into_response())
}

/// The screen that a button leads to.
fn next<'a>(way: &'a Way<'_>, (after, screen): (&'a Way<'_>, &'a Screen), press: Press) -> &'a str {
    if press.goes_back {
        return way.journey.before(&screen.code).map_or(&screen.code, |one| &one.code);
    }
    // An answer that leads another way leads through all of it, not straight back to the check.
    let same_way = way.journey.taken == after.journey.taken;
    if press.comes_from_check && same_way {
        return CHECK_SCREEN;
    }
    match after.journey.after(&screen.code) {
        Some(next) => &next.code,
        None => after.next(),
    }
}

/// What is wrong with a screen: answers that are none, and what has to be answered.
#[must_use]
pub fn problems(sheet: &Sheet, (way, screen): (&Way<'_>, &Screen), typed: &Typed) -> Problems {
    let mut problems = Problems::new();
    for question in way.questions(screen) {
        let of_it = |(field, _): &&FieldRefused| field.split('.').next() == Some(&question.id);
        let mut is_refused = false;
        for (field, why) in typed.refused.iter().filter(of_it) {
            problems.add(field.replace('.', "-"), sentence(why, &sheet.words));
            is_refused = true;
        }
        let is_lacking = way.journey.lacking.contains(&question.id);
        if is_lacking && !is_refused {
            let is_declared = matches!(question.kind, Kind::Declaration);
            let key = if is_declared { "surveys-declare-wanted" } else { "surveys-answer-wanted" };
            problems.add(question.id.as_str(), sheet.words.say(key));
        }
    }
    problems
}
