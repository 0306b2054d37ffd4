//! A form that came back on paper, typed in: one dense page in the order and with the numbers of
//! the paper.

use super::form::reference;
use super::said::only;
use super::store;
use crate::access::Viewer;
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::api::open_checkpoint;
use crate::checkpoints::desk::{File, OnFile};
use crate::checkpoints::view::name_of;
use crate::failure::Failure;
use crate::page::{Field, Frame, Locale, Problems, Section, Words};
use crate::people::web::form::read_day;
use crate::record::Deed;
use crate::surveys::act::{self, Entry, Step, closed_because};
use crate::surveys::controls::{Control, Drawing, Shape, Style, spread};
use crate::surveys::reading::{self, Reading, Reasons};
use crate::surveys::source::Source;
use crate::surveys::store::StaffState;
use crate::surveys::typed::{put_into, read_form};
use crate::surveys::wording::{answer_text, question_text, sentence};
use crate::work::frame::{address_of, flash_of, question, staff_frame};
use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::checkpoints::second::Wish;
use domain::ids::CheckpointId;
use domain::surveys::{Answers, Face, Form, Known, Line, Question, journey, paper_form};
use jiff::civil::Date;

#[derive(Template)]
#[template(path = "surveys/paper/entry.html")]
struct EntryPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    aside: String,
    problems: Problems,
    id: CheckpointId,
    reference: String,
    /// The language of the paper.
    paper: Words,
    /// Why nothing may be typed in any more.
    closed: Option<String>,
    told: Option<String>,
    both: Vec<Both>,
    version: i64,
    received: Field,
    rows: Vec<Row>,
    home: String,
}

/// One question of the form.
struct Row {
    id: String,
    number: usize,
    heading: String,
    text: String,
    only: String,
    control: Control,
    is_off: bool,
}

/// One answer that changed while somebody was typing another.
struct Both {
    question: String,
    there: String,
    written: String,
}

/// A file with the response and its form, opened for whoever types.
struct Desk {
    id: CheckpointId,
    file: File,
    reading: Reading,
    form: Form,
    received_on: Option<Date>,
    words: Words,
}

impl Desk {
    async fn open(app: &App, viewer: &Viewer, id: CheckpointId) -> Result<Self, Failure> {
        viewer.may(Right::Review)?;
        let words = Words { locale: viewer.language.into() };
        let file = open_checkpoint(app, viewer, &id, None).await?;
        let mut reader = app.reader(viewer).await?;
        let reading = reading::load(app, &mut reader, (&file, file.checkpoint(&id)?)).await?;
        let received_on = store::received_on(&mut reader, &id).await?;
        let form = paper_form(reading.questionnaire(), &reading.known);
        Ok(Self { id, file, reading, form, received_on, words })
    }

    fn one(&self) -> Result<&OnFile, Failure> {
        self.file.checkpoint(&self.id)
    }

    /// The language of the paper: the one that is asked for, else the person's own.
    fn paper(&self, asked: &Posted) -> Words {
        let own = self.file.kept.person.language.into();
        Words { locale: Locale::from_tag(asked.text("language")).unwrap_or(own) }
    }

    fn questions(&self) -> Vec<&Question> {
        let lines = self.form.lines.iter();
        lines.filter_map(|line| self.reading.questionnaire().question(&line.question)).collect()
    }

    fn home(&self) -> String {
        let id = &self.id;
        format!("/people/{}?tab=checkpoints&open={id}#{id}", self.file.kept.person.id)
    }

    fn closed(&self) -> Result<Option<String>, Failure> {
        let is_reviewed = self.reading.response.staff == StaffState::Reviewed;
        let reviewed = is_reviewed.then_some("surveys-reviewed-already");
        let key = closed_because(&self.one()?.kept.checkpoint).or(reviewed);
        Ok(key.map(|key| self.words.say(key)))
    }

    fn text(&self, question: &Question, paper: Words) -> String {
        // As it was printed: nothing that we know stands on paper.
        let known = Known { may_show: false, ..self.reading.known.clone() };
        question_text(question, &known, paper.locale, |day| paper.date_long(day))
    }
}

/// `GET /checkpoints/{id}/paper`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<CheckpointId>,
    uri: Uri,
) -> Result<Response, Failure> {
    let desk = Desk::open(&app, &viewer, id).await?;
    let paper = desk.paper(&question(&uri));
    let standing = desk.reading.standing();
    let fields = spread_all(&desk, &standing, paper);
    let received = desk.received_on.unwrap_or_else(|| desk.file.today());
    let shown = Shown {
        status: StatusCode::OK,
        paper,
        fields,
        answers: standing,
        received: received.to_string(),
        problems: Problems::new(),
        told: None,
        both: Vec::new(),
    };
    page(&app, &viewer, &desk, (shown, &uri)).await
}

fn spread_all(desk: &Desk, answers: &Answers, paper: Words) -> Vec<(String, String)> {
    let one = |question: &&Question| {
        let answer = answers.get(&question.id)?;
        Some(spread(question, &question.id, answer, paper.locale))
    };
    desk.questions().iter().filter_map(one).flatten().collect()
}

/// How the page is shown.
struct Shown {
    status: StatusCode,
    paper: Words,
    fields: Vec<(String, String)>,
    answers: Answers,
    received: String,
    problems: Problems,
    told: Option<String>,
    both: Vec<Both>,
}

async fn page(
    app: &App,
    viewer: &Viewer,
    desk: &Desk,
    (shown, uri): (Shown, &Uri),
) -> Result<Response, Failure> {
    let words = desk.words;
    let name = desk.file.kept.person.given_name.as_str();
    let title = words.with("paper-title", &[("name", name.into())]);
    let mut reader = app.reader(viewer).await?;
    let people = Section::People;
    let mut frame = staff_frame(app, &mut reader, viewer, title, people, address_of(uri)).await?;
    frame.flash = flash_of(words, "people", question(uri).given("done"));
    let received = Field::new(words, "received_on", "paper-received")
        .hint("paper-received-hint")
        .value(shown.received.as_str())
        .problem(&shown.problems);
    let person = &desk.file.kept.person;
    let full = format!("{} {}", person.given_name, person.family_name);
    let page = EntryPage {
        crumb: vec![(words.say("page-nav-people"), "/people".to_owned()), (full, desk.home())],
        aside: name_of(words, desk.one()?),
        id: desk.id,
        reference: reference(&desk.id),
        paper: shown.paper,
        closed: desk.closed()?,
        version: desk.reading.response.version,
        received,
        rows: rows(desk, &shown),
        home: desk.home(),
        frame: frame.refused(&shown.problems),
        problems: shown.problems,
        told: shown.told,
        both: shown.both,
    };
    Ok((shown.status, Html(page.render()?)).into_response())
}

fn rows(desk: &Desk, shown: &Shown) -> Vec<Row> {
    let reading = &desk.reading;
    let route = journey(reading.questionnaire(), &shown.answers, Face::Paper, &reading.known);
    let drawing = Drawing {
        words: shown.paper,
        style: Style::Staff,
        filled: &shown.fields,
        problems: &shown.problems,
        ids: "",
        names: "a.",
        currency: reading.definition.currency(),
    };
    let row = |line: &Line| {
        let question = reading.questionnaire().question(&line.question)?;
        let text = desk.text(question, shown.paper);
        Some(Row {
            id: question.id.clone(),
            number: line.number,
            heading: format!("{}-q", question.id),
            only: only(line, reading.questionnaire(), shown.paper),
            control: unfolded(drawing.control(question, text.clone())),
            is_off: !route.is_on_route(&question.id),
            text,
        })
    };
    desk.form.lines.iter().filter_map(row).collect()
}

/// Everything of the form is in sight, so that one gets to it by Tab.
fn unfolded(mut control: Control) -> Control {
    if let Shape::Rows { rows, .. } = &mut control.shape {
        for row in rows {
            row.is_open = true;
        }
    }
    control
}

/// `POST /checkpoints/{id}/paper`: keeps what was typed as a draft. What cannot be kept comes back
/// on the same page, with every word that was typed.
pub(super) async fn enter(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<CheckpointId>,
    uri: Uri,
    posted: Posted,
) -> Result<Response, Failure> {
    let desk = Desk::open(&app, &viewer, id).await?;
    let (words, paper) = (desk.words, desk.paper(&posted));
    let fields: Vec<(String, String)> = posted
        .fields()
        .iter()
        .filter_map(|(name, typed)| Some((name.strip_prefix("a.")?.to_owned(), typed.clone())))
        .collect();
    let asked: Vec<&str> = posted.all("shown").collect();
    let mut questions = desk.questions();
    questions.retain(|question| asked.contains(&question.id.as_str()));
    let typed = read_form(questions.iter().copied(), &fields, &desk.reading.known);
    let mut problems = Problems::new();
    let received_on = received(&posted, &desk, &mut problems);
    for (field, why) in &typed.refused {
        problems.add(field.replace('.', "-"), sentence(why, &words));
    }
    let mut after = desk.reading.standing();
    put_into(&mut after, &typed, questions.iter().copied());
    let shown = |status, problems, told, both| Shown {
        status,
        paper,
        fields: fields.clone(),
        answers: after.clone(),
        received: posted.text("received_on").to_owned(),
        problems,
        told,
        both,
    };
    let Some(received_on) = received_on.filter(|_| problems.is_empty()) else {
        let shown = shown(StatusCode::UNPROCESSABLE_ENTITY, problems, None, Vec::new());
        return page(&app, &viewer, &desk, (shown, &uri)).await;
    };
    let version = posted.given("version").and_then(|version| version.parse().ok());
    match keep(&app, &viewer, &desk, (&after, received_on, version)).await {
        Ok(()) => {
            let to = match posted.text("do") {
                "stay" => format!("/checkpoints/{id}/paper?done=paper&language={}", paper.locale),
                _ => desk.home().replace('#', "&done=paper#"),
            };
            Ok(Redirect::to(&to).into_response())
        }
        Err(Failure::Conflict { sentence, current: Some(_) }) => {
            let both = both(&desk, &after, paper);
            let none = Problems::new();
            let shown = shown(StatusCode::CONFLICT, none, Some(sentence), both);
            page(&app, &viewer, &desk, (shown, &uri)).await
        }
        Err(other) => Err(other),
    }
}

/// The day of receipt: today or before.
fn received(posted: &Posted, desk: &Desk, problems: &mut Problems) -> Option<Date> {
    let (words, today) = (desk.words, desk.file.today());
    let on = read_day(posted, "received_on", words, problems);
    match on {
        Some(on) if on <= today => Some(on),
        Some(_) => {
            problems.add("received_on", words.say("paper-received-later"));
            None
        }
        None if problems.is_empty() => {
            problems.add("received_on", words.say("paper-received-wanted"));
            None
        }
        None => None,
    }
}

async fn keep(
    app: &App,
    viewer: &Viewer,
    desk: &Desk,
    (after, received_on, version): (&Answers, Date, Option<i64>),
) -> Result<(), Failure> {
    let entry = Entry {
        overlay: desk.reading.overlay_to(after),
        reasons: Reasons::new(),
        source: Some(Source::ClientPaper),
        step: Step::Draft,
        wish: Wish::AsTheProgrammeSays,
        version: version.or(Some(desk.reading.response.version)),
    };
    let person = desk.file.kept.person.id;
    let mut writer = act::save(app, viewer, (&desk.id, &person), &entry).await?;
    let detail = received_on.to_string();
    let deed = Deed {
        action: "type in paper",
        person: Some(person),
        subject: desk.id.as_str(),
        detail: &detail,
    };
    writer.also(deed).await?;
    store::record(&mut writer, (&desk.id, &person), received_on).await?;
    writer.commit().await?;
    app.nudge.notify_one();
    Ok(())
}

/// Answers that stand there now beside others that were typed.
fn both(desk: &Desk, written: &Answers, paper: Words) -> Vec<Both> {
    let there = desk.reading.standing();
    let said = |question: &Question, answers: &Answers| {
        let currency = desk.reading.definition.currency();
        let answer = answers.get(&question.id);
        answer.map_or_else(
            || paper.say("surveys-unanswered"),
            |answer| answer_text(question, answer, &paper, currency),
        )
    };
    let differs = |question: &&&Question| there.get(&question.id) != written.get(&question.id);
    let questions = desk.questions();
    let both = questions.iter().filter(differs).map(|question| Both {
        question: desk.text(question, paper),
        there: said(question, &there),
        written: said(question, written),
    });
    both.collect()
}
