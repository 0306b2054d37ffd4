//! A draft and one of its questionnaires: the questions in order, moved, taken out, put back.

use super::pack::moment;
use super::{draft_path, frame, pack_path, sheet_path};
use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::view::language;
use crate::failure::Failure;
use crate::page::{Frame, Words};
use crate::programmes::draft::Desk;
use crate::programmes::draft::act::{base_of, change_tree, line_before, next_number};
use crate::programmes::draft::change::{Way, add_line, asked_in, bank, entry, line, lines};
use crate::programmes::draft::change::{move_line, remove_line};
use crate::programmes::draft::findings::{Finding, Weight, findings};
use crate::programmes::draft::wording::{Speech, kind_said, shortened};
use crate::programmes::file::Node;
use crate::work::frame::shown;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;

#[derive(Template)]
#[template(path = "programmes/draft/web/overview.html")]
struct OverviewPage {
    frame: Frame,
    pack: (String, String),
    path: String,
    said: String,
    questionnaires: Vec<[String; 4]>,
    errors: Vec<FindingView>,
    warnings: Vec<FindingView>,
}

/// One thing to be put right, with the way to its field.
pub(super) struct FindingView {
    pub subject: String,
    pub sentence: String,
    pub address: String,
}

#[derive(Template)]
#[template(path = "programmes/draft/web/sheet.html")]
struct SheetPage {
    frame: Frame,
    pack: (String, String),
    draft: String,
    path: String,
    title: String,
    rows: Vec<RowView>,
    /// Questions of the bank that it does not ask: id, text.
    others: Vec<(String, String)>,
}

/// One question of the list.
struct RowView {
    id: String,
    number: String,
    text: String,
    kind: String,
    need: String,
    when: String,
    also: String,
    wrong: String,
}

/// What is said of a draft where it is found.
pub(super) async fn all_findings(
    app: &App,
    reader: &mut crate::record::Reader,
    (words, desk): (Words, &Desk),
) -> Result<Vec<Finding>, Failure> {
    let base = base_of(app, reader, desk).await?;
    Ok(findings(words, desk, base.as_deref()))
}

pub(super) fn finding_views(pack: &str, found: &[Finding], weight: Weight) -> Vec<FindingView> {
    let address = |finding: &Finding| {
        if finding.questionnaire.is_empty() {
            return draft_path(pack);
        }
        let sheet = sheet_path(pack, &finding.questionnaire);
        if finding.question.is_empty() {
            return sheet;
        }
        format!("{sheet}/questions/{}#{}", finding.question, finding.field)
    };
    let view = |finding: &Finding| FindingView {
        subject: finding.subject.clone(),
        sentence: finding.sentence.clone(),
        address: address(finding),
    };
    found.iter().filter(|finding| finding.weight == weight).map(view).collect()
}

/// `GET /setup/programmes/{code}/draft`
pub(super) async fn overview(
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
    let number = next_number(&mut reader, &code).await?;
    let title = words.with("programmes-draft-title", &[("version", number.into())]);
    let frame = frame(&app, &mut reader, &viewer, (title, &uri)).await?;
    let draft = &desk.draft;
    let said = words.with(
        "programmes-draft-said",
        &[
            ("version", draft.based_on.into()),
            ("by", (&draft.changed_by).into()),
            ("when", moment(words, &viewer, draft.changed_at).into()),
        ],
    );
    let view = |one: &domain::surveys::Questionnaire| {
        let count = [("count", one.questions.len().into())];
        let points = desk.programme().checkpoints.iter();
        let used: Vec<String> = points
            .filter(|rule| rule.questionnaire == one.code)
            .map(|rule| rule.label.in_language(language(words)).to_owned())
            .collect();
        [
            one.title.in_language(language(words)).to_owned(),
            words.with("programmes-questions", &count),
            words.list(&used),
            sheet_path(&code, &one.code),
        ]
    };
    let page = OverviewPage {
        frame,
        pack: (pack_title(words, &desk), pack_path(&code)),
        path: draft_path(&code),
        said,
        questionnaires: desk.programme().questionnaires.iter().map(view).collect(),
        errors: finding_views(&code, &found, Weight::Error),
        warnings: finding_views(&code, &found, Weight::Warning),
    };
    shown(&page, false)
}

pub(super) fn pack_title(words: Words, desk: &Desk) -> String {
    desk.programme().title.in_language(language(words)).to_owned()
}

/// `GET /setup/programmes/{code}/draft/q/{q}`
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
    let found = all_findings(&app, &mut reader, (words, &desk)).await?;
    let title = questionnaire.title.in_language(language(words)).to_owned();
    let frame = frame(&app, &mut reader, &viewer, (title.clone(), &uri)).await?;
    let speech = Speech::of(words, &desk, questionnaire);
    let tree = &desk.reading.tree;
    let rows = lines(tree, &q).iter().enumerate();
    let page = SheetPage {
        frame,
        pack: (pack_title(words, &desk), pack_path(&code)),
        draft: draft_path(&code),
        path: sheet_path(&code, &q),
        title,
        rows: rows.map(|(at, line)| row(&speech, &desk, (at, line), &found)).collect(),
        others: bank(tree)
            .iter()
            .filter(|one| line(tree, &q, one.text_at("id")).is_none())
            .map(|one| (one.text_at("id").to_owned(), shortened(&text_of(words, one))))
            .collect(),
    };
    shown(&page, false)
}

/// A question's text as it stands in the draft, in the language of the page where it is there.
pub(super) fn text_of(words: Words, entry: &Node) -> String {
    let Some(text) = entry.get("text") else { return String::new() };
    let (own, other) = (words.locale.as_tag(), words.locale.other().as_tag());
    let own = text.text_at(own);
    if own.trim().is_empty() { text.text_at(other).to_owned() } else { own.to_owned() }
}

fn row(speech: &Speech<'_>, desk: &Desk, (at, line): (usize, &Node), found: &[Finding]) -> RowView {
    let words = speech.words;
    let tree = &desk.reading.tree;
    let id = line.text_at("id");
    let nothing = Node::text("");
    let entry = entry(tree, id).unwrap_or(&nothing);
    let when = entry.text_at("shown_when").trim();
    let when = match when.is_empty() {
        true => words.say("programmes-always"),
        false => words.with("programmes-if", &[("condition", speech.condition(when).into())]),
    };
    let others = asked_in(tree, id).len().saturating_sub(1);
    let also = match others {
        0 => String::new(),
        many => words.with("programmes-also", &[("count", many.into())]),
    };
    let wrong = found.iter().find(|one| one.weight == Weight::Error && one.question == id);
    RowView {
        number: (at + 1).to_string(),
        text: text_of(words, entry),
        kind: kind_said(words, entry.text_at("type")),
        need: need_said(words, entry, line),
        when,
        also,
        wrong: wrong.map(|one| one.sentence.clone()).unwrap_or_default(),
        id: id.to_owned(),
    }
}

fn need_said(words: Words, entry: &Node, line: &Node) -> String {
    use crate::programmes::file::Value;
    let is_staff = entry.get("staff").is_some_and(|staff| staff.value == Value::Yes(true));
    let key = match (line.text_at("need"), is_staff) {
        ("R", _) => "programmes-need-r",
        ("S", true) => "programmes-need-s-staff",
        ("S", false) => "programmes-need-s",
        (_, true) => "programmes-need-o-staff",
        (_, false) => "programmes-need-o",
    };
    words.say(key)
}

/// `POST /setup/programmes/{code}/draft/q/{q}/order`
pub(super) async fn order(
    viewer: Viewer,
    State(app): State<App>,
    Path((code, q)): Path<(String, String)>,
    form: Posted,
) -> Result<Response, Failure> {
    let id = form.text("id");
    let (way, word) = match form.text("way") {
        "up" => (Way::Up, "up"),
        _ => (Way::Down, "down"),
    };
    let detail = format!("move {id} {word} in {q}");
    change_tree(&app, &viewer, (&code, &detail), |tree| move_line(tree, (&q, id), way)).await?;
    Ok(Redirect::to(&format!("{}#{id}", sheet_path(&code, &q))).into_response())
}

/// `POST /setup/programmes/{code}/draft/q/{q}/removal`
pub(super) async fn remove(
    viewer: Viewer,
    State(app): State<App>,
    Path((code, q)): Path<(String, String)>,
    form: Posted,
) -> Result<Response, Failure> {
    let id = form.text("id");
    let detail = format!("take {id} out of {q}");
    change_tree(&app, &viewer, (&code, &detail), |tree| remove_line(tree, (&q, id))).await?;
    Ok(Redirect::to(&format!("{}?done=taken-out", sheet_path(&code, &q))).into_response())
}

/// `POST /setup/programmes/{code}/draft/q/{q}/questions`: one of the bank.
pub(super) async fn put_back(
    viewer: Viewer,
    State(app): State<App>,
    Path((code, q)): Path<(String, String)>,
    form: Posted,
) -> Result<Response, Failure> {
    let id = form.text("id");
    let detail = format!("ask {id} in {q}");
    let after = form.given("after").map(str::to_owned);
    let was = {
        let mut reader = app.reader(&viewer).await?;
        let desk = Desk::open(&mut reader, &code).await?;
        line_before(&mut reader, &desk, (&q, id)).await?
    };
    let around = (after.as_deref(), was);
    change_tree(&app, &viewer, (&code, &detail), |tree| add_line(tree, (&q, id), around)).await?;
    Ok(Redirect::to(&format!("{}?done=added#{id}", sheet_path(&code, &q))).into_response())
}
