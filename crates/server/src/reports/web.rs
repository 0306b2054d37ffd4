//! The pages of reports and the files that they offer.

use super::export::{self, Seen, file, list_file};
use super::filter::{Choices, Filter, choices};
use super::gather::{Feedback, gather};
use super::lists::List;
use super::questions::{COMMENTS_SHOWN, Wanted};
use super::{comments, form, sheets, view};
use crate::access::Viewer;
use crate::api::spreadsheet::Kind;
use crate::api::{Posted, encoded};
use crate::app::App;
use crate::checkpoints::list::store::Filter as Waiting;
use crate::checkpoints::list::{Queue, Whose};
use crate::failure::Failure;
use crate::page::{Field, Frame, Problems, Section, Tab, Words};
use crate::record::Actor;
use crate::routes::Routes;
use crate::work::frame::{address_of, question, shown, staff_frame};
use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::{Right, Scope};
use jiff::civil::Date;

/// Comments of one question in a file, at most.
const COMMENTS_IN_FILE: usize = 10_000;

/// The addresses of this noun.
pub fn pages() -> Routes {
    Routes::new()
        .get("/reports", index)
        .get("/reports/feedback", show)
        .get("/reports/feedback.csv", csv)
        .get("/reports/feedback.xlsx", xlsx)
        .get("/reports/feedback/comments", comments::show)
        .get("/people.csv", people_csv)
        .get("/people.xlsx", people_xlsx)
        .get("/checkpoints.csv", checkpoints_csv)
        .get("/checkpoints.xlsx", checkpoints_xlsx)
}

#[derive(Template)]
#[template(path = "reports/index.html")]
struct IndexPage {
    frame: Frame,
    may_prove: bool,
}

/// `GET /reports`
async fn index(viewer: Viewer, State(app): State<App>, uri: Uri) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(&viewer).await?;
    let (title, section) = (words.say("page-nav-reports"), Section::Reports);
    let frame = staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    let may_prove = viewer.role.holds(Right::TakeProofs);
    shown(&IndexPage { frame, may_prove }, false)
}

#[derive(Template)]
#[template(path = "reports/feedback.html")]
pub(super) struct FeedbackPage {
    pub frame: Frame,
    pub problems: Problems,
    pub presets: Vec<Tab>,
    pub presets_label: String,
    pub days: [Field; 2],
    pub fields: Vec<Field>,
    pub period: String,
    pub summary: Vec<String>,
    pub rates: Option<view::Card>,
    pub few: String,
    /// Programmes with their questions.
    pub programmes: Vec<view::Programme>,
    /// Addresses of the files: words and address.
    pub files: Vec<(String, String)>,
}

/// A report as it was asked for.
pub(super) struct Opened {
    pub words: Words,
    pub filter: Filter,
    pub choices: Choices,
    pub problems: Problems,
    pub typed: [String; 2],
    pub today: Date,
}

/// Reads the filter of an address, as far as the viewer sees.
///
/// # Errors
///
/// `Forbidden` for who may see nobody, and what the database says.
pub(super) async fn opened(app: &App, viewer: &Viewer, asked: &Posted) -> Result<Opened, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let today = app.clock.today(&viewer.zone);
    let mut reader = app.reader(viewer).await?;
    let choices = choices(app, &mut reader).await?;
    let (filter, problems) = Filter::read(words, asked, &choices, today);
    let typed = if problems.is_empty() {
        [filter.period.from, Some(filter.period.until)]
            .map(|day| day.map(|day| day.to_string()).unwrap_or_default())
    } else {
        ["from", "until"].map(|field| asked.text(field).to_owned())
    };
    Ok(Opened { words, filter, choices, problems, typed, today })
}

/// `GET /reports/feedback`
async fn show(viewer: Viewer, State(app): State<App>, uri: Uri) -> Result<Response, Failure> {
    let asked = question(&uri);
    let opened = opened(&app, &viewer, &asked).await?;
    let words = opened.words;
    let is_refused = !opened.problems.is_empty();
    let feedback = if is_refused {
        None
    } else {
        let wanted = Wanted { take: COMMENTS_SHOWN, ..Wanted::default() };
        Some(read(&app, &viewer, &opened, ("open report", wanted)).await?)
    };
    let mut reader = app.reader(&viewer).await?;
    let (title, section) = (words.say("reports-feedback"), Section::Reports);
    let frame = staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    shown(&page(&viewer, frame, &opened, feedback.as_ref()), is_refused)
}

/// Records that the report is opened, then computes it.
pub(super) async fn read(
    app: &App,
    viewer: &Viewer,
    opened: &Opened,
    (action, wanted): (&'static str, Wanted),
) -> Result<Feedback, Failure> {
    let detail = opened.filter.detail();
    let seen = Seen { action, subject: "feedback", detail: &detail };
    export::record(app, &Actor::from(viewer), seen).await?;
    let mut reader = app.reader(viewer).await?;
    let about = (&opened.filter, &viewer.zone, opened.words);
    gather(app, &mut reader, about, wanted).await
}

fn page(
    viewer: &Viewer,
    frame: Frame,
    opened: &Opened,
    feedback: Option<&Feedback>,
) -> FeedbackPage {
    let (words, filter, choices) = (opened.words, &opened.filter, &opened.choices);
    let mut fields = form::fields(words, (filter, choices), &opened.problems);
    // Who sees one office has nothing to choose.
    if viewer.role.sees() != Scope::Agency {
        fields.retain(|field| field.name != "office" || field.is_wrong());
    }
    let shown =
        |place_and_figures| view::card(words, place_and_figures, (filter, choices, &viewer.zone));
    let questions = feedback.map(|one| one.questions.as_slice()).unwrap_or_default();
    let rates = feedback.and_then(|one| one.rates.as_ref());
    let files = feedback.iter().flat_map(|_| Kind::ALL).map(|kind| {
        let address = format!("/reports/feedback.{}?{}", kind.word(), filter.query());
        (words.say(&format!("reports-file-{}", kind.word())), address)
    });
    let least = [("least", domain::reports::GROUP_MIN.into())];
    FeedbackPage {
        presets: form::presets(words, filter, opened.today),
        presets_label: words.say("reports-period"),
        days: form::days(words, opened.typed.clone(), &opened.problems),
        fields,
        period: period(words, filter),
        summary: feedback.map(|one| view::summary(words, one)).unwrap_or_default(),
        rates: rates.map(|rates| view::rates_card(words, rates)),
        few: if feedback.is_some() { words.with("reports-too-few", &least) } else { String::new() },
        programmes: view::programmes(words, choices, questions, shown),
        files: files.collect(),
        frame: frame.refused(&opened.problems),
        problems: opened.problems.clone(),
    }
}

/// The period in words.
pub(super) fn period(words: Words, filter: &Filter) -> String {
    let until = words.date(filter.period.until);
    match filter.period.from {
        Some(from) => {
            let from = words.date(from);
            words.with("reports-from-until", &[("from", from.into()), ("until", until.into())])
        }
        None => words.with("reports-all-until", &[("until", until.into())]),
    }
}

/// `GET /reports/feedback.csv`
async fn csv(viewer: Viewer, State(app): State<App>, uri: Uri) -> Result<Response, Failure> {
    report_file(&app, &viewer, &uri, Kind::Csv).await
}

/// `GET /reports/feedback.xlsx`
async fn xlsx(viewer: Viewer, State(app): State<App>, uri: Uri) -> Result<Response, Failure> {
    report_file(&app, &viewer, &uri, Kind::Xlsx).await
}

async fn report_file(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    kind: Kind,
) -> Result<Response, Failure> {
    let opened = opened(app, viewer, &question(uri)).await?;
    if !opened.problems.is_empty() {
        return Err(Failure::Refused(opened.problems));
    }
    let wanted = Wanted { take: COMMENTS_IN_FILE, ..Wanted::default() };
    let feedback = read(app, viewer, &opened, ("export report", wanted)).await?;
    let (filter, choices, words) = (opened.filter, opened.choices, opened.words);
    let (zone, name) = (viewer.zone.clone(), format!("feedback-{}", filter.period.until));
    // Packing a book is work for a thread of its own.
    let packed = tokio::task::spawn_blocking(move || {
        let told = sheets::Told {
            words,
            feedback: &feedback,
            filter: &filter,
            choices: &choices,
            zone: &zone,
        };
        let bytes = match kind {
            Kind::Csv => sheets::csv(&told),
            Kind::Xlsx => sheets::book(&told),
        };
        bytes.map(|bytes| (bytes, sheets::rows(&told)))
    });
    let packed = packed.await.map_err(|error| Failure::fault("writing a report", &error))?;
    let (bytes, rows) = packed.map_err(|error| Failure::fault("writing a report", &error))?;
    let detail = format!("{} rows={rows} whole", kind.word());
    let seen = Seen { action: "end export", subject: "feedback", detail: &detail };
    export::record(app, &Actor::from(viewer), seen).await?;
    Ok(file(&name, kind, Body::from(bytes)))
}

/// `GET /people.csv`
async fn people_csv(viewer: Viewer, State(app): State<App>, uri: Uri) -> Result<Response, Failure> {
    people(app, &viewer, &uri, Kind::Csv).await
}

/// `GET /people.xlsx`
async fn people_xlsx(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Failure> {
    people(app, &viewer, &uri, Kind::Xlsx).await
}

async fn people(app: App, viewer: &Viewer, uri: &Uri, kind: Kind) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let asked = question(uri);
    let whose = Whose::read(asked.given("whose"), viewer);
    let list = List::people(asked.text("q"), whose.owner(viewer));
    let words = Words { locale: viewer.language.into() };
    list_file(app, Actor::from(viewer), (list, words, kind)).await
}

/// `GET /checkpoints.csv`
async fn checkpoints_csv(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Failure> {
    checkpoints(app, &viewer, &uri, Kind::Csv).await
}

/// `GET /checkpoints.xlsx`
async fn checkpoints_xlsx(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Failure> {
    checkpoints(app, &viewer, &uri, Kind::Xlsx).await
}

async fn checkpoints(
    app: App,
    viewer: &Viewer,
    uri: &Uri,
    kind: Kind,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let asked = question(uri);
    let queue = asked.given("queue").and_then(Queue::from_word).unwrap_or(Queue::Overdue);
    let owner = Whose::read(asked.given("whose"), viewer).owner(viewer);
    let list = List::checkpoints(queue, Waiting { owner, now: app.clock.now() });
    let words = Words { locale: viewer.language.into() };
    list_file(app, Actor::from(viewer), (list, words, kind)).await
}

/// Where a question's comments are searched: hidden fields keep the filter.
pub(super) fn kept(filter: &Filter, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let query = filter.query();
    let own = form_urlencoded::parse(query.as_bytes()).into_owned();
    own.chain(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
}

/// An address with more behind it.
pub(super) fn with(base: &str, name: &str, value: &str) -> String {
    format!("{base}&{name}={}", encoded(value))
}
