//! Pages of flows: the list, one of them drawn, and publishing a version.

use super::api::looked_at;
use super::steps::{self, Step};
use super::store::{self, InForce};
use super::{draw, read_flow};
use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::web::problems_of;
use crate::failure::Failure;
use crate::page::{Field, Frame, Problems, Section, Words};
use crate::record::Deed;
use crate::routes::Routes;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use db::DbError;
use domain::access::Right;
use domain::flows::walk::walk;

/// Bytes of a flow's text, at most.
const SOURCE_BYTES_MAX: usize = 500_000;
/// Problems that are shown, at most.
const PROBLEMS_MAX: usize = 30;

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/flows", index)
        .get("/flows/{id}", show)
        .get("/flows/{id}/publish", edit)
        .post("/flows/{id}/publish", publish)
}

#[derive(Template)]
#[template(path = "flows/list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
}

struct Line {
    address: String,
    title: String,
    category: String,
    author: String,
    version: String,
    created: String,
    views: String,
    runs: String,
}

/// `GET /flows`
async fn index(viewer: Viewer, State(app): State<App>, uri: Uri) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let language = viewer.language;
    let mut reader = app.reader(&viewer).await?;
    let (title, section) = (words.say("flows-title"), Section::Setup);
    let frame = staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    let uses = store::uses(&mut reader).await?;
    let line = |one: &InForce| {
        let uses = uses.get(&one.flow.code).copied().unwrap_or_default();
        Line {
            address: format!("/flows/{}", one.flow.code),
            title: one.flow.title.in_language(language).to_owned(),
            category: one.flow.category.in_language(language).to_owned(),
            author: one.flow.author.clone(),
            version: one.flow.version.to_string(),
            created: one.flow.created.clone(),
            views: words.number(uses.views),
            runs: words.number(uses.runs),
        }
    };
    let lines = store::all_in_force(&app, &mut reader).await?.iter().map(line).collect();
    shown(&ListPage { frame, lines }, false)
}

#[derive(Template)]
#[template(path = "flows/flow.html")]
struct FlowPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    description: String,
    facts: Vec<(String, String)>,
    versions: Vec<(String, String)>,
    /// Where a version is published; empty where this viewer may not.
    publish: String,
    /// The step with which it begins.
    start: String,
    drawing: String,
    signs: Vec<draw::Sign>,
    steps: Vec<Step>,
}

/// `GET /flows/{id}`
async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let language = viewer.language;
    let (one, uses) = looked_at(&app, &viewer, &id).await?;
    let mut reader = app.reader(&viewer).await?;
    let title = one.flow.title.in_language(language);
    let section = Section::Setup;
    let mut frame =
        staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    frame.flash = flash_of(words, "flows", question(&uri).given("done"));
    let fact = |key: &str, value: String| (words.say(key), value);
    let versions = store::versions(&mut reader, &id).await?;
    let version = |one: &store::Version| {
        let by = one.published_by_name.clone().unwrap_or_default();
        let said = match one.published_at {
            Some(at) => {
                let at = words.date(at.to_zoned(viewer.zone.clone()).date());
                let args = [("by", by.into()), ("on", at.into())];
                words.with("flows-published", &args)
            }
            None => words.say("flows-brought"),
        };
        let runs = words.with("flows-runs-of", &[("runs", one.runs.into())]);
        (words.with("flows-version", &[("version", one.version.into())]), format!("{said}, {runs}"))
    };
    let page = FlowPage {
        crumb: vec![(words.say("flows-title"), "/flows".to_owned())],
        description: one.flow.description.in_language(language).to_owned(),
        facts: vec![
            fact("flows-category", one.flow.category.in_language(language).to_owned()),
            fact("flows-author", one.flow.author.clone()),
            fact("flows-created", one.flow.created.clone()),
            fact("flows-version-now", one.flow.version.to_string()),
            fact("flows-views", words.number(uses.views)),
            fact("flows-runs", words.number(uses.runs)),
        ],
        versions: versions.iter().map(version).collect(),
        publish: match viewer.role.holds(Right::SetUp) {
            true => format!("/flows/{id}/publish"),
            false => String::new(),
        },
        start: one.flow.start.clone(),
        drawing: draw::in_page(&one.flow, language, None),
        signs: draw::legend(words, None),
        steps: steps::steps(&one.flow, words, None),
        frame,
    };
    shown(&page, false)
}

#[derive(Template)]
#[template(path = "flows/publish.html")]
struct PublishPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    problems: Problems,
    action: String,
    source: Field,
    found: Vec<String>,
}

/// `GET /flows/{id}/publish`
async fn edit(
    viewer: Viewer,
    State(app): State<App>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SetUp)?;
    page(&app, &viewer, (&id, &uri), (None, Problems::new(), Vec::new())).await
}

/// `POST /flows/{id}/publish`: a version that has no problem and whose walks come out is in force
/// from now on; runs stay with theirs.
async fn publish(
    viewer: Viewer,
    State(app): State<App>,
    Path(id): Path<String>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::SetUp)?;
    let source = form.text("source").replace("\r\n", "\n");
    match put_in_force(&app, &viewer, (&id, &source)).await {
        Ok(()) => Ok(Redirect::to(&format!("/flows/{id}?done=published")).into_response()),
        Err(Unfit::Problems(found)) => {
            let words = Words { locale: viewer.language.into() };
            let problems = Problems::on_page(words.say("flows-has-problems"));
            page(&app, &viewer, (&id, &uri), (Some(&source), problems, found)).await
        }
        Err(Unfit::Failure(failure)) => {
            let problems = problems_of(failure)?;
            page(&app, &viewer, (&id, &uri), (Some(&source), problems, Vec::new())).await
        }
    }
}

/// Why a text is not put in force.
enum Unfit {
    Problems(Vec<String>),
    Failure(Failure),
}

impl<T: Into<Failure>> From<T> for Unfit {
    fn from(failure: T) -> Self {
        Self::Failure(failure.into())
    }
}

async fn put_in_force(app: &App, viewer: &Viewer, (id, source): (&str, &str)) -> Result<(), Unfit> {
    let words = Words { locale: viewer.language.into() };
    let refuse = |key: &str| Unfit::Failure(Failure::field("source", words.say(key)));
    if source.len() > SOURCE_BYTES_MAX {
        return Err(refuse("flows-too-long"));
    }
    let flow = read_flow(source, id).map_err(|problems| {
        let all = problems.iter().take(PROBLEMS_MAX);
        Unfit::Problems(all.map(ToString::to_string).collect())
    })?;
    if flow.code != id {
        return Err(refuse("flows-other-code"));
    }
    let parted = flow.walks.iter().filter_map(|one| {
        let parted = walk(&flow, one).err()?;
        Some(format!("{}: {}", one.id, super::cli::said(one, &parted)))
    });
    let parted: Vec<String> = parted.collect();
    if !parted.is_empty() {
        return Err(Unfit::Problems(parted));
    }
    let detail = flow.version.to_string();
    let deed = Deed { action: "publish flow", person: None, subject: id, detail: &detail };
    let mut writer = app.writer(viewer, deed).await?;
    let now = store::in_force(app, &mut writer, id).await?.ok_or(Failure::NotFound)?;
    if flow.version <= now.flow.version {
        let args = [("version", i64::from(now.flow.version).into())];
        let sentence = words.with("flows-version-wanted", &args);
        return Err(Unfit::Failure(Failure::field("source", sentence)));
    }
    match store::record_published(&mut writer, &flow, source).await {
        Ok(()) => {}
        Err(DbError::Unique(_)) => {
            return Err(Unfit::Failure(Failure::conflict(words.say("flows-published-already"))));
        }
        Err(error) => return Err(error.into()),
    }
    writer.commit().await?;
    Ok(())
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (id, uri): (&str, &Uri),
    (typed, problems, found): (Option<&str>, Problems, Vec<String>),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let one = store::in_force(app, &mut reader, id).await?.ok_or(Failure::NotFound)?;
    let (title, section) = (words.say("flows-publish"), Section::Setup);
    let frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    let name = one.flow.title.in_language(viewer.language).to_owned();
    let source = typed.unwrap_or(&one.source).to_owned();
    let field = Field::new(words, "source", "flows-source").value(source).rows(30);
    let page = PublishPage {
        crumb: vec![
            (words.say("flows-title"), "/flows".to_owned()),
            (name, format!("/flows/{id}")),
        ],
        action: format!("/flows/{id}/publish"),
        source: field.hint("flows-source-hint").problem(&problems),
        found,
        frame: frame.refused(&problems),
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}
