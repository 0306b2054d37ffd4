//! Staff pages of one response: the answers as they were given, and the questionnaire on its own.

use super::act::{self, Entry, Step};
use super::api::read_reasons;
use super::reading::{self, Reading};
use super::section::{Looking, Retyped, Section, section};
use super::source::Source;
use super::store::{self, links};
use super::typed::{put_into, read_form};
use super::wording::{answer_text, question_text, sentence};
use crate::access::{AccessReason, Viewer};
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::api::open_checkpoint;
use crate::checkpoints::desk::{File, OnFile};
use crate::failure::Failure;
use crate::page::{self, Frame, Problems, Words};
use crate::record::Reader;
use crate::routes::Routes;
use crate::work::frame::staff_frame;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::ids::CheckpointId;
use domain::surveys::{Kind, Question};

/// The pages of this noun that staff see.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/checkpoints/{id}/answers", answers)
        .get("/checkpoints/{id}/questionnaire", questionnaire)
        .post("/checkpoints/{id}/response", enter)
        .post("/checkpoints/{id}/disowning", super::disown::disown)
}

/// The questionnaire on a page of its own.
#[derive(Template)]
#[template(path = "surveys/review.html")]
struct ReviewPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    /// What happened, where the page was not asked for by its address.
    told: Option<String>,
    /// What stands there now beside what was written, where both are.
    both: Vec<Both>,
    answers: String,
    section: Section,
}

/// One answer that changed while somebody was writing another.
struct Both {
    question: String,
    there: String,
    written: String,
}

/// The answers as the client gave them.
#[derive(Template)]
#[template(path = "surveys/answers.html")]
struct AnswersPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    came: String,
    notices: Vec<String>,
    lines: Vec<super::section::Line>,
    left: Vec<super::section::Line>,
    back: String,
    counted: String,
    /// What a form that puts the answers by posts, where they can be.
    disown: Option<Disown>,
    disowned: Vec<Put>,
}

/// How answers that are not the client's are put by.
struct Disown {
    action: String,
    version: i64,
}

/// Answers that were put by before.
struct Put {
    said: String,
    lines: Vec<super::section::Line>,
}

/// Where the checkpoint stands on the person's page.
fn home(one: &OnFile) -> String {
    let id = &one.kept.checkpoint.id;
    format!("/people/{}?tab=checkpoints&open={id}#{id}", one.kept.person)
}

fn crumb(words: Words, file: &File, one: &OnFile) -> Vec<(String, String)> {
    let person = &file.kept.person;
    let name = format!("{} {}", person.given_name, person.family_name);
    vec![
        (words.say("page-nav-people"), "/people".to_owned()),
        (name, home(one)),
        (point(words, one), String::new()),
    ]
}

/// What the checkpoint is called in its programme.
fn point(words: Words, one: &OnFile) -> String {
    let code = &one.kept.checkpoint.code;
    let rule = one.programme.checkpoint(code);
    rule.map_or(code.as_str(), |rule| super::wording::in_locale(&rule.label, words.locale))
        .to_owned()
}

/// `GET /checkpoints/{id}/questionnaire`.
async fn questionnaire(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let shown = Shown { status: StatusCode::OK, told: None, both: Vec::new(), retyped: None };
    review_page(&app, &viewer, (&file, file.checkpoint(&id)?), shown).await
}

/// How the questionnaire is shown on its own.
struct Shown {
    status: StatusCode,
    told: Option<String>,
    both: Vec<Both>,
    retyped: Option<Retyped>,
}

async fn review_page(
    app: &App,
    viewer: &Viewer,
    (file, one): (&File, &OnFile),
    shown: Shown,
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let looking = Looking { viewer, words };
    let section = section(app, &mut reader, (file, one), looking, shown.retyped.as_ref()).await?;
    let path = format!("/checkpoints/{}/questionnaire", one.kept.checkpoint.id);
    let client = file.kept.person.given_name.as_str();
    let args = [("point", point(words, one).into()), ("client", client.into())];
    let title = words.with("surveys-review-title", &args);
    let people = page::Section::People;
    let mut frame = staff_frame(app, &mut reader, viewer, title, people, &path).await?;
    frame.wrong = shown.retyped.is_some_and(|typed| !typed.problems.is_empty());
    let (told, both) = (shown.told, shown.both);
    let answers = format!("/checkpoints/{}/answers", one.kept.checkpoint.id);
    let crumb = crumb(words, file, one);
    let page = ReviewPage { frame, crumb, told, both, answers, section };
    Ok((shown.status, Html(page.render()?)).into_response())
}

/// What a form of the questionnaire says.
struct Form {
    entry: Entry,
    fields: Vec<(String, String)>,
    problems: Vec<(String, String)>,
}

impl Form {
    fn read(posted: &Posted, reading: &Reading, words: Words) -> Self {
        let fields = posted.fields().iter();
        let mut fields: Vec<(String, String)> = fields
            .filter_map(|(name, typed)| Some((name.strip_prefix("a.")?.to_owned(), typed.clone())))
            .collect();
        let questions: Vec<&Question> = posted
            .all("shown")
            .filter_map(|id| reading.questionnaire().question(id))
            .filter(|question| !matches!(question.kind, Kind::Files { .. }))
            .collect();
        let typed = read_form(questions.iter().copied(), &fields, &reading.known);
        let mut problems: Vec<(String, String)> = Vec::new();
        for (field, why) in &typed.refused {
            problems.push((field.clone(), sentence(why, &words)));
        }
        let mut after = reading.standing();
        put_into(&mut after, &typed, questions.iter().copied());
        let mut refused = Problems::new();
        let given = posted
            .fields()
            .iter()
            .filter_map(|(name, typed)| Some((name.strip_prefix("r.")?.to_owned(), typed.clone())));
        let reasons = read_reasons(given, (reading, words), &mut refused);
        let refused = refused.iter();
        problems.extend(refused.map(|one| (one.field.clone(), one.sentence.clone())));
        let source = posted.given("source").map(str::parse::<Source>);
        if let Some(Err(_)) = source {
            problems.push(("source".to_owned(), words.say("surveys-source-wanted")));
        }
        fields.push(("source".to_owned(), posted.text("source").to_owned()));
        let is_submitted = posted.text("button") == "submit";
        let entry = Entry {
            overlay: reading.overlay_to(&after),
            reasons,
            source: source.and_then(Result::ok),
            step: if is_submitted { Step::Submit } else { Step::Draft },
            version: posted.given("version").and_then(|version| version.parse().ok()),
        };
        Self { entry, fields, problems }
    }

    fn retyped(self) -> Retyped {
        let Entry { overlay, reasons, .. } = self.entry;
        Retyped { overlay, reasons, fields: self.fields, problems: self.problems }
    }
}

/// `POST /checkpoints/{id}/response`: keeps a draft, or submits. What cannot be kept comes back on
/// the same page, with every word that was typed.
async fn enter(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
    posted: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let one = file.checkpoint(&id)?;
    let reading = {
        let mut reader = app.reader(&viewer).await?;
        reading::load(&app, &mut reader, (&file, one)).await?
    };
    let mut form = Form::read(&posted, &reading, words);
    if !form.problems.is_empty() {
        return come_back(&app, &viewer, (&file, one), form).await;
    }
    match act::save(&app, &viewer, (&id, &one.kept.person), &form.entry).await {
        Ok(writer) => {
            writer.commit().await?;
            app.nudge.notify_one();
            let done = match form.entry.step {
                Step::Draft => "saved",
                Step::Submit => "reviewed",
            };
            let to = home(one).replace('#', &format!("&done={done}#"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(Failure::Missing(lacking)) => {
            for one in lacking {
                let field = if needs_reason(&reading, &form.entry, &one.code) {
                    format!("reasons.{}", one.code)
                } else {
                    one.code
                };
                form.problems.push((field, one.message));
            }
            come_back(&app, &viewer, (&file, one), form).await
        }
        Err(Failure::Conflict { sentence, current: Some(_) }) => {
            let both = both(&reading, &form.entry, words);
            let retyped = Some(form.retyped());
            let told = Some(sentence);
            let shown = Shown { status: StatusCode::CONFLICT, told, both, retyped };
            review_page(&app, &viewer, (&file, one), shown).await
        }
        Err(other) => Err(other),
    }
}

/// Whether what is missing of a question is the reason: it has an answer, which was changed.
fn needs_reason(reading: &Reading, entry: &Entry, code: &str) -> bool {
    let is_changed = entry.overlay.contains_key(code) || reading.standing().contains_key(code);
    let is_said = reading.client.as_ref().is_some_and(|client| client.contains_key(code));
    let is_answered = reading.with(&entry.overlay).contains_key(code);
    is_changed && (is_said || is_answered) && !entry.reasons.contains_key(code)
}

async fn come_back(
    app: &App,
    viewer: &Viewer,
    place: (&File, &OnFile),
    form: Form,
) -> Result<Response, Failure> {
    let shown = Shown {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        told: None,
        both: Vec::new(),
        retyped: Some(form.retyped()),
    };
    review_page(app, viewer, place, shown).await
}

/// Answers that stand there now beside others that were written.
fn both(reading: &Reading, entry: &Entry, words: Words) -> Vec<Both> {
    let (there, written) = (reading.standing(), reading.with(&entry.overlay));
    let said = |question: &Question, answer: Option<&domain::surveys::Answer>| {
        let currency = reading.definition.currency();
        answer.map_or_else(
            || words.say("surveys-unanswered"),
            |answer| answer_text(question, answer, &words, currency),
        )
    };
    let differs = |question: &&Question| there.get(&question.id) != written.get(&question.id);
    let date = |day| words.date_long(day);
    let questions = reading.questionnaire().questions.iter().filter(differs);
    questions
        .map(|question| Both {
            question: question_text(question, &reading.known, words.locale, date),
            there: said(question, there.get(&question.id)),
            written: said(question, written.get(&question.id)),
        })
        .collect()
}

/// `GET /checkpoints/{id}/answers`: the answers as they were given.
async fn answers(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let one = file.checkpoint(&id)?;
    let mut reader = app.reader(&viewer).await?;
    let reading = reading::load(&app, &mut reader, (&file, one)).await?;
    let came = links::came(&mut reader, &id).await?;
    let changes = store::changes(&mut reader, &id).await?;
    let put_by = put_by(&mut reader, (&file, one), (&reading, words)).await?;
    let given = super::section::given((&file, one), (&reading, &changes, &came), words);
    let client = file.kept.person.given_name.as_str();
    let title = words.with("surveys-answers-title", &[("client", client.into())]);
    let path = format!("/checkpoints/{id}/answers");
    let people = page::Section::People;
    let frame = staff_frame(&app, &mut reader, &viewer, title, people, &path).await?;
    let page = AnswersPage {
        frame,
        crumb: crumb(words, &file, one),
        counted: words.with("surveys-answers-count", &[("count", given.lines.len().into())]),
        came: given.came,
        notices: given.notices,
        lines: given.lines,
        left: given.aside,
        back: home(one),
        disown: disown_form(&viewer, one, &reading),
        disowned: put_by,
    };
    Ok(Html(page.render()?).into_response())
}

/// The form that puts the answers by, for whoever may and while they can be.
fn disown_form(viewer: &Viewer, one: &OnFile, reading: &Reading) -> Option<Disown> {
    let checkpoint = &one.kept.checkpoint;
    let response = &reading.response;
    let is_closed = act::closed_because(checkpoint).is_some()
        || super::disown::refused(response.client, response.staff).is_some();
    if is_closed || viewer.may(Right::Review).is_err() {
        return None;
    }
    let action = format!("/checkpoints/{}/disowning", checkpoint.id);
    Some(Disown { action, version: response.version })
}

/// Answers that were put by before, each with who and when.
async fn put_by(
    reader: &mut Reader,
    (file, one): (&File, &OnFile),
    (reading, words): (&Reading, Words),
) -> Result<Vec<Put>, Failure> {
    let mut put = Vec::new();
    for old in store::taps::disowned(reader, &one.kept.checkpoint.id).await? {
        let at = words.moment(&old.at.to_zoned(file.kept.office_zone.clone()));
        let args = [("by", old.by.as_str().into()), ("at", at.into())];
        let said = words.with("surveys-disowned", &args);
        let answers = old.answers.as_ref().map(|text| reading.answers_in(text));
        let checkpoint = one.kept.checkpoint.id.as_str();
        let answers = answers.unwrap_or_default();
        let lines = super::section::lines_of((checkpoint, reading), &answers, words);
        put.push(Put { said, lines });
    }
    Ok(put)
}
