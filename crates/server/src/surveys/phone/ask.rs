//! One question on a page, as it is spoken, and keeping what was heard.

use super::interview::Interview;
use crate::access::Viewer;
use crate::access::store::find_user;
use crate::api::Posted;
use crate::app::App;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::page::{Field, Frame, Problems, Section, Words};
use crate::surveys::act::{self, Entry, Step};
use crate::surveys::controls::{Control, Drawing, Shape, Style, spread};
use crate::surveys::reading::{Reading, Reasons};
use crate::surveys::source::Source;
use crate::surveys::typed::{Typed, put_into, read_form};
use crate::surveys::wire::answer_to_json;
use crate::surveys::wording::sentence;
use crate::work::frame::{address_of, question as asked_of, staff_frame};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::checkpoints::second::Wish;
use domain::ids::{CheckpointId, UserId};
use domain::surveys::{Answer, Answers, Kind, Question};

/// Tries of keeping an answer while somebody else keeps theirs.
const TRIES_MAX: usize = 3;

#[derive(Template)]
#[template(path = "surveys/phone/question.html")]
struct QuestionPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    aside: String,
    problems: Problems,
    action: String,
    spoken: Words,
    /// What names the answer that this page shows: another means that somebody else was here.
    was: String,
    control: Control,
    is_required: bool,
    has_back: bool,
    both: Option<Both>,
    side: Vec<SideRow>,
    check: String,
    stop: String,
}

/// One answer that somebody else gave while this one was being typed.
struct Both {
    told: String,
    there: String,
    written: String,
}

/// One question of the way, at the side.
struct SideRow {
    text: String,
    said: Vec<String>,
    address: Option<String>,
    is_here: bool,
}

/// The first two variable parts of an address.
type At = Path<(String, String)>;

fn parsed(id: &str) -> Result<CheckpointId, Failure> {
    id.parse().map_err(|_| Failure::NotFound)
}

/// `GET /checkpoints/{id}/call/q/{question}`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path((id, code)): At,
    uri: Uri,
) -> Result<Response, Failure> {
    let interview = Interview::open(&app, &viewer, parsed(&id)?).await?;
    if let Some(elsewhere) = elsewhere(&interview)? {
        return Ok(elsewhere);
    }
    let spoken = interview.spoken(&asked_of(&uri));
    let standing = interview.reading.standing();
    let route = interview.route(&standing, spoken);
    let Some(here) = route.iter().find(|one| one.question.id == code) else {
        let next = interview.next(&standing);
        return Ok(Redirect::to(&interview.address(next.as_deref(), spoken)).into_response());
    };
    let shown = Shown::fresh(&interview, here.question, spoken);
    page(&app, &viewer, (&interview, here.question), shown, &uri).await
}

/// Back to the beginning of the call, where nothing may be typed in any more: it says why.
fn elsewhere(interview: &Interview) -> Result<Option<Response>, Failure> {
    let to = format!("/checkpoints/{}/call", interview.id);
    Ok(interview.closed()?.map(|_| Redirect::to(&to).into_response()))
}

/// How a question is shown.
struct Shown {
    status: StatusCode,
    spoken: Words,
    fields: Vec<(String, String)>,
    /// In the words of the question, and in those of whoever calls.
    problems: (Problems, Problems),
    both: Option<Both>,
}

impl Shown {
    fn fresh(interview: &Interview, question: &Question, spoken: Words) -> Self {
        let standing = interview.reading.standing();
        let answer = standing.get(&question.id);
        let fields = answer.map(|answer| spread(question, &question.id, answer, spoken.locale));
        let (status, both) = (StatusCode::OK, None);
        let problems = (Problems::new(), Problems::new());
        Self { status, spoken, fields: fields.unwrap_or_default(), problems, both }
    }
}

/// What names an answer, so that another is noticed.
fn mark(question: &Question, answer: Option<&Answer>) -> String {
    let text = answer.map(|answer| answer_to_json(question, answer).to_string());
    let hash = text.map(|text| sha256_hex(text.as_bytes()));
    hash.map_or_else(String::new, |hash| hash.chars().take(16).collect())
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (interview, question): (&Interview, &Question),
    shown: Shown,
    uri: &Uri,
) -> Result<Response, Failure> {
    let (words, spoken) = (interview.words, shown.spoken);
    let standing = interview.reading.standing();
    let route = interview.route(&standing, spoken);
    let place = route.iter().position(|one| one.question.id == question.id).unwrap_or_default();
    let args = [("number", (place + 1).into()), ("total", route.len().into())];
    let title = words.with("phone-progress", &args);
    let mut reader = app.reader(viewer).await?;
    let frame =
        staff_frame(app, &mut reader, viewer, title, Section::People, address_of(uri)).await?;
    let (near, at_top) = shown.problems;
    let drawing = Drawing {
        words: spoken,
        style: Style::Client,
        filled: &shown.fields,
        problems: &near,
        ids: "",
        names: "a.",
        currency: interview.reading.definition.currency(),
    };
    let journey = interview.journey(&standing);
    let is_required = journey
        .screens
        .iter()
        .flat_map(|screen| &screen.questions)
        .any(|one| one.id == question.id && one.required);
    let side = route.iter().enumerate().map(|(at, one)| SideRow {
        text: interview.text(one.question, spoken),
        said: one.said.clone(),
        address: (at < place || !one.said.is_empty())
            .then(|| interview.address(Some(&one.question.id), spoken)),
        is_here: at == place,
    });
    let point = interview.point()?;
    let client = interview.file.kept.person.given_name.as_str();
    let args = [("point", point.into()), ("client", client.into())];
    let page = QuestionPage {
        frame: frame.refused(&at_top),
        crumb: interview.crumb(),
        aside: words.with("phone-with", &args),
        problems: at_top,
        action: format!("/checkpoints/{}/call/q/{}", interview.id, question.id),
        spoken,
        was: mark(question, standing.get(&question.id)),
        control: focused(drawing.control(question, interview.text(question, spoken)).as_heading()),
        is_required,
        has_back: place > 0,
        both: shown.both,
        side: side.collect(),
        check: interview.address(None, spoken),
        stop: interview.home(),
    };
    Ok((shown.status, Html(page.render()?)).into_response())
}

/// What is typed, rather than chosen by a key, begins where one types.
fn focused(mut control: Control) -> Control {
    let focus = |field: &mut Field| field.autofocus = true;
    match &mut control.shape {
        Shape::Line(field) | Shape::Area(field) | Shape::Number(field) => focus(field),
        Shape::Radios(_)
        | Shape::Select(_)
        | Shape::Ticks { .. }
        | Shape::Money { .. }
        | Shape::Date(_)
        | Shape::Contact { .. }
        | Shape::Declaration { .. }
        | Shape::Rows { .. }
        | Shape::Papers(_) => {}
    }
    control
}

/// Which button was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Press {
    Next,
    Back,
    Skip,
}

/// `POST /checkpoints/{id}/call/q/{question}`: keeps the answer and leads on.
pub(super) async fn answer(
    viewer: Viewer,
    State(app): State<App>,
    Path((id, code)): At,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    let id = parsed(&id)?;
    for _ in 0..TRIES_MAX {
        let interview = Interview::open(&app, &viewer, id).await?;
        match answer_once(&app, &viewer, (&interview, &code), (&form, &uri)).await {
            // Somebody kept theirs between our look and our write: look again.
            Err(Failure::Conflict { current: Some(_), .. }) => {}
            done => return done,
        }
    }
    let words = Words { locale: viewer.language.into() };
    Err(Failure::conflict(words.say("surveys-changed-meanwhile")))
}

async fn answer_once(
    app: &App,
    viewer: &Viewer,
    (interview, code): (&Interview, &str),
    (form, uri): (&Posted, &Uri),
) -> Result<Response, Failure> {
    if let Some(elsewhere) = elsewhere(interview)? {
        return Ok(elsewhere);
    }
    let spoken = interview.spoken(form);
    let standing = interview.reading.standing();
    let route = interview.route(&standing, spoken);
    let Some(here) = route.iter().find(|one| one.question.id == code) else {
        let next = interview.next(&standing);
        return Ok(Redirect::to(&interview.address(next.as_deref(), spoken)).into_response());
    };
    let question = here.question;
    let fields: Vec<(String, String)> = form
        .fields()
        .iter()
        .filter_map(|(name, typed)| Some((name.strip_prefix("a.")?.to_owned(), typed.clone())))
        .collect();
    let again = |status, spoken, problems, both| Shown {
        status,
        spoken,
        fields: fields.clone(),
        problems,
        both,
    };
    let none = || (Problems::new(), Problems::new());
    let press = match form.text("do") {
        "switch" => {
            let other = Words { locale: spoken.locale.other() };
            let shown = again(StatusCode::OK, other, none(), None);
            return page(app, viewer, (interview, question), shown, uri).await;
        }
        "back" => Press::Back,
        "skip" => Press::Skip,
        _ => Press::Next,
    };
    if press == Press::Skip {
        let to = after(interview, &standing, (code, press), spoken);
        return Ok(Redirect::to(&to).into_response());
    }
    let typed = read_form([question], &fields, &interview.reading.known);
    let mut heard = standing.clone();
    put_into(&mut heard, &typed, [question]);
    if let Some(both) = both(app, viewer, (interview, question), (form, &heard), spoken).await? {
        let shown = again(StatusCode::CONFLICT, spoken, none(), Some(both));
        return page(app, viewer, (interview, question), shown, uri).await;
    }
    let near = problems(interview, (question, &typed, &heard), spoken);
    if !near.is_empty() && press == Press::Next {
        let at_top = problems(interview, (question, &typed, &heard), interview.words);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let shown = again(status, spoken, (near, at_top), None);
        return page(app, viewer, (interview, question), shown, uri).await;
    }
    if heard != standing {
        keep(app, viewer, interview, &heard).await?;
    }
    let to = after(interview, &heard, (code, press), spoken);
    Ok(Redirect::to(&to).into_response())
}

/// Keeps what was heard as the draft of staff.
async fn keep(
    app: &App,
    viewer: &Viewer,
    interview: &Interview,
    heard: &Answers,
) -> Result<(), Failure> {
    let entry = Entry {
        overlay: interview.reading.overlay_to(heard),
        reasons: Reasons::new(),
        source: Some(Source::ClientPhone),
        step: Step::Draft,
        wish: Wish::AsTheProgrammeSays,
        version: Some(interview.reading.response.version),
    };
    let person = interview.file.kept.person.id;
    let writer = act::save(app, viewer, (&interview.id, &person), &entry).await?;
    writer.commit().await?;
    app.nudge.notify_one();
    Ok(())
}

/// Where a button leads, with these answers.
fn after(
    interview: &Interview,
    answers: &Answers,
    (code, press): (&str, Press),
    spoken: Words,
) -> String {
    let route = interview.route(answers, spoken);
    let ids: Vec<&str> = route.iter().map(|one| one.question.id.as_str()).collect();
    let Some(place) = ids.iter().position(|id| *id == code) else {
        return interview.address(interview.next(answers).as_deref(), spoken);
    };
    let to = match press {
        Press::Back => place.checked_sub(1).and_then(|before| ids.get(before)).or(ids.get(place)),
        Press::Next | Press::Skip => ids.get(place + 1),
    };
    interview.address(to.copied(), spoken)
}

fn problems(
    interview: &Interview,
    (question, typed, heard): (&Question, &Typed, &Answers),
    words: Words,
) -> Problems {
    let mut problems = Problems::new();
    for (field, why) in &typed.refused {
        problems.add(field.replace('.', "-"), sentence(why, &words));
    }
    let is_lacking = interview.journey(heard).lacking.contains(&question.id);
    if is_lacking && problems.is_empty() {
        let is_declared = matches!(question.kind, Kind::Declaration);
        let key = if is_declared { "surveys-declare-wanted" } else { "surveys-answer-wanted" };
        problems.add(question.id.as_str(), words.say(key));
    }
    problems
}

/// What somebody else answered since this page was opened, beside what was typed on it. Whoever
/// comes back over their own answer is not told of it.
async fn both(
    app: &App,
    viewer: &Viewer,
    (interview, question): (&Interview, &Question),
    (form, heard): (&Posted, &Answers),
    spoken: Words,
) -> Result<Option<Both>, Failure> {
    let reading = &interview.reading;
    let standing = reading.standing();
    let now = standing.get(&question.id);
    let is_same = mark(question, now) == form.text("was") || now == heard.get(&question.id);
    if is_same || is_own(viewer, reading, question) {
        return Ok(None);
    }
    let mut reader = app.reader(viewer).await?;
    let by = reading.response.staff_by.as_deref().and_then(|by| by.parse::<UserId>().ok());
    let by = match by {
        Some(by) => find_user(crate::record::Held::conn(&mut reader), &viewer.agency, &by).await?,
        None => None,
    };
    let words = interview.words;
    let by = by.map_or_else(|| words.say("phone-somebody"), |viewer| viewer.name);
    let line = |answers: &Answers| {
        let said = interview.said(question, answers, spoken).join(" · ");
        if said.is_empty() { spoken.say("surveys-unanswered") } else { said }
    };
    Ok(Some(Both {
        told: words.with("phone-both", &[("by", by.into())]),
        there: line(&standing),
        written: line(heard),
    }))
}

fn is_own(viewer: &Viewer, reading: &Reading, question: &Question) -> bool {
    let by = reading.response.staff_by.as_deref();
    by == Some(viewer.user.to_string().as_str()) && reading.overlay.contains_key(&question.id)
}
