//! One question of a draft: in both languages side by side, with its choices, limits and condition.

mod conflict;
mod draw;

use super::frame;
use super::pack::moment;
use super::sheet::{all_findings, pack_title};
use super::{draft_path, pack_path, sheet_path};
use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::page::{Problems, Words};
use crate::programmes::draft::Desk;
use crate::programmes::draft::act::{InHand, refused_sentence};
use crate::programmes::draft::change::{add_entry, add_line, asked_in, entry, line, replace};
use crate::programmes::draft::form::{Around, Form, KINDS, Press, Saved};
use crate::programmes::file::{Node, Value, write};
use crate::work::frame::shown;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use conflict::ConflictPage;
use domain::access::Right;
use domain::surveys::{Question, Subject, subjects};
use draw::{Drawing, QuestionPage};

/// What a condition of a question may speak of: what is known, and the questions before it.
fn subjects_before(desk: &Desk, q: &str, id: &str) -> Vec<Subject> {
    let asked = desk.programme().questionnaire(q).map(|one| one.questions.as_slice());
    let asked: &[Question] = asked.unwrap_or_default();
    let at = asked.iter().position(|one| one.id == id).unwrap_or(asked.len());
    subjects(&asked[..at], &desk.points())
}

/// A question and its line as one text, by its hash: whether somebody changed it meanwhile.
fn seen_of(entry: &Node, line: &Node) -> String {
    sha256_hex(format!("{}{}", write(entry), write(line)).as_bytes())
}

fn nothing() -> Node {
    Node::new(Value::Map(Vec::new()))
}

/// Where a question stands: pack, questionnaire, question.
type Place = (String, String, String);

/// `GET …/q/{q}/questions/{question}`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path((code, q, id)): Path<Place>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SetUp)?;
    let mut reader = app.reader(&viewer).await?;
    let desk = Desk::open(&mut reader, &code).await?;
    let (kept, kept_line) = kept(&desk, &q, &id)?;
    let subjects = subjects_before(&desk, &q, &id);
    let form = Form::of_nodes(&kept, &kept_line, &subjects);
    let seen = seen_of(&kept, &kept_line);
    drop(reader);
    page(&app, &viewer, (&desk, &q, &uri), Shown { form: &form, seen, problems: Problems::new() })
        .await
}

fn kept(desk: &Desk, q: &str, id: &str) -> Result<(Node, Node), Failure> {
    let tree = &desk.reading.tree;
    let kept = entry(tree, id).ok_or(Failure::NotFound)?;
    let kept_line = line(tree, q, id).ok_or(Failure::NotFound)?;
    Ok((kept.clone(), kept_line.clone()))
}

/// A form and how it is shown.
struct Shown<'a> {
    form: &'a Form,
    seen: String,
    problems: Problems,
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (desk, q, uri): (&Desk, &str, &Uri),
    shown_form: Shown<'_>,
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let code = desk.draft.pack.as_str();
    let questionnaire = desk.programme().questionnaire(q).ok_or(Failure::NotFound)?;
    let mut reader = app.reader(viewer).await?;
    let Shown { form, seen, mut problems } = shown_form;
    let is_new = seen.is_empty();
    if problems.is_empty() && !is_new {
        // What the check finds stands at its fields too.
        let found = all_findings(app, &mut reader, (words, desk)).await?;
        for finding in found.iter().filter(|one| one.question == form.id && !is_new) {
            problems.add(finding.field.clone(), finding.sentence.clone());
        }
    }
    let title = match is_new {
        true => words.say("programmes-question-new"),
        false => form.id.clone(),
    };
    let drawing = Drawing {
        words,
        desk,
        questionnaire,
        subjects: &subjects_before(desk, q, &form.id),
        form,
        problems: &problems,
    };
    let action = match is_new {
        true => format!("{}/new-question", sheet_path(code, q)),
        false => format!("{}/questions/{}", sheet_path(code, q), form.id),
    };
    let frame = frame(app, &mut reader, viewer, (title, uri)).await?;
    let others: Vec<String> =
        asked_in(&desk.reading.tree, &form.id).into_iter().filter(|other| other != q).collect();
    let ways = (pack_title(words, desk), pack_path(code), draft_path(code), sheet_path(code, q));
    let page = QuestionPage::new(frame, &drawing, ways, (action, seen, others));
    shown(&page, false)
}

fn refused(response: Response) -> Response {
    let mut response = response;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// `POST …/q/{q}/questions/{question}`
pub(super) async fn save(
    viewer: Viewer,
    State(app): State<App>,
    Path((code, q, id)): Path<Place>,
    uri: Uri,
    posted: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::SetUp)?;
    let words = Words { locale: viewer.language.into() };
    let mut form = Form::of_posted(&posted);
    form.id.clone_from(&id);
    let seen = posted.text("seen").to_owned();
    if let Some(press) = Press::of(&posted) {
        let mut reader = app.reader(&viewer).await?;
        let desk = Desk::open(&mut reader, &code).await?;
        drop(reader);
        form.kind = kept(&desk, &q, &id)?.0.text_at("type").to_owned();
        form.press(press, &subjects_before(&desk, &q, &id));
        let again = Shown { form: &form, seen, problems: Problems::new() };
        return page(&app, &viewer, (&desk, &q, &uri), again).await;
    }
    let in_hand = InHand::take(&app, &viewer, (&code, &format!("change {id} in {q}"))).await?;
    let (kept, kept_line) = kept(&in_hand.desk, &q, &id)?;
    form.kind = kept.text_at("type").to_owned();
    let subjects = subjects_before(&in_hand.desk, &q, &id);
    if seen != seen_of(&kept, &kept_line) {
        return conflict(&app, &viewer, (in_hand, &q, &uri), (&form, &posted)).await;
    }
    let around =
        Around { words, subjects: &subjects, entry: &kept, line: &kept_line, is_taken: None };
    match form.save(around) {
        Ok(Saved { entry, line }) => {
            let mut tree = in_hand.desk.reading.tree.clone();
            replace(&mut tree, (&q, &id), (entry, line))
                .map_err(|refused| Failure::conflict(refused_sentence(words, refused)))?;
            in_hand.keep(&tree).await?;
            let to = format!("{}?done=saved#{id}", sheet_path(&code, &q));
            Ok(Redirect::to(&to).into_response())
        }
        Err(problems) => {
            let desk = in_hand.put_down();
            let again = Shown { form: &form, seen, problems };
            page(&app, &viewer, (&desk, &q, &uri), again).await.map(refused)
        }
    }
}

/// Both texts, with the way to save either.
async fn conflict(
    app: &App,
    viewer: &Viewer,
    (in_hand, q, uri): (InHand, &str, &Uri),
    (mine, posted): (&Form, &Posted),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let desk = in_hand.put_down();
    let code = desk.draft.pack.clone();
    // Taking it in hand named us; who was before stands in the store again.
    let mut reader = app.reader(viewer).await?;
    let desk = Desk::open(&mut reader, &code).await.unwrap_or(desk);
    let (kept, kept_line) = kept(&desk, q, &mine.id)?;
    let theirs = Form::of_nodes(&kept, &kept_line, &subjects_before(&desk, q, &mine.id));
    let title = words.say("programmes-conflict-title");
    let frame = frame(app, &mut reader, viewer, (title, uri)).await?;
    let when = moment(words, viewer, desk.draft.changed_at);
    let by = format!("{} ({when})", desk.draft.changed_by);
    let address = format!("{}/questions/{}", sheet_path(&code, q), mine.id);
    let seen = seen_of(&kept, &kept_line);
    let questionnaire = desk.programme().questionnaire(q).ok_or(Failure::NotFound)?;
    let subjects = subjects_before(&desk, q, &mine.id);
    let drawing = |form| Drawing {
        words,
        desk: &desk,
        questionnaire,
        subjects: &subjects,
        form,
        problems: &NO_PROBLEMS,
    };
    let page = ConflictPage::new(
        frame,
        (&drawing(&theirs), &drawing(mine)),
        (by, address, seen),
        posted.fields(),
    );
    let response = shown(&page, false)?;
    Ok((StatusCode::CONFLICT, response).into_response())
}

static NO_PROBLEMS: std::sync::LazyLock<Problems> = std::sync::LazyLock::new(Problems::new);

/// `GET …/q/{q}/new-question`: first its kind, then the fields of that kind.
pub(super) async fn begin(
    viewer: Viewer,
    State(app): State<App>,
    Path((code, q)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SetUp)?;
    let mut reader = app.reader(&viewer).await?;
    let desk = Desk::open(&mut reader, &code).await?;
    drop(reader);
    let kind = crate::work::frame::question(&uri).text("kind").to_owned();
    let kind = KINDS.into_iter().find(|known| *known == kind).unwrap_or_default();
    let mut form = Form::default();
    kind.clone_into(&mut form.kind);
    form.set("need", "O");
    if ["single", "multi"].contains(&kind) {
        let subjects = subjects_before(&desk, &q, "");
        form.press(Press::ChoiceAdd, &subjects);
        form.press(Press::ChoiceAdd, &subjects);
    }
    let begun = Shown { form: &form, seen: String::new(), problems: Problems::new() };
    page(&app, &viewer, (&desk, &q, &uri), begun).await
}

/// `POST …/q/{q}/new-question`
pub(super) async fn create(
    viewer: Viewer,
    State(app): State<App>,
    Path((code, q)): Path<(String, String)>,
    uri: Uri,
    posted: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::SetUp)?;
    let words = Words { locale: viewer.language.into() };
    let mut form = Form::of_posted(&posted);
    let is_kind = KINDS.contains(&form.kind.as_str());
    let press = Press::of(&posted);
    let in_hand = InHand::take(&app, &viewer, (&code, &format!("new question in {q}"))).await?;
    let subjects = subjects_before(&in_hand.desk, &q, "");
    if press.is_some() || !is_kind {
        let desk = in_hand.put_down();
        if let Some(press) = press {
            form.press(press, &subjects);
        } else {
            form.kind.clear();
        }
        let again = Shown { form: &form, seen: String::new(), problems: Problems::new() };
        let page = page(&app, &viewer, (&desk, &q, &uri), again).await?;
        return Ok(if is_kind { page } else { refused(page) });
    }
    let mut tree = in_hand.desk.reading.tree.clone();
    let is_taken = |id: &str| entry(&tree, id).is_some();
    let (no_entry, no_line) = (nothing(), nothing());
    let around = Around {
        words,
        subjects: &subjects,
        entry: &no_entry,
        line: &no_line,
        is_taken: Some(&is_taken),
    };
    let Saved { entry: made, line: made_line } = match form.save(around) {
        Ok(saved) => saved,
        Err(problems) => {
            let desk = in_hand.put_down();
            let again = Shown { form: &form, seen: String::new(), problems };
            return page(&app, &viewer, (&desk, &q, &uri), again).await.map(refused);
        }
    };
    let id = made.text_at("id").to_owned();
    let after = posted.given("after");
    let added = add_entry(&mut tree, made.clone())
        .and_then(|()| add_line(&mut tree, (&q, &id), (after, None)))
        .and_then(|()| replace(&mut tree, (&q, &id), (made, made_line)));
    added.map_err(|refused| Failure::conflict(refused_sentence(words, refused)))?;
    in_hand.keep(&tree).await?;
    let to = format!("{}?done=added#{id}", sheet_path(&code, &q));
    Ok(Redirect::to(&to).into_response())
}
