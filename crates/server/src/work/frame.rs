//! The frame around every page of staff: agency, office, how much waits, the training clock.

use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::list::store::{Filter, class_counts};
use crate::checkpoints::list::{Class, Whose};
use crate::claims;
use crate::diary;
use crate::failure::Failure;
use crate::page::{Flash, Frame, Section, SignedIn, Words};
use crate::record::Reader;
use crate::submissions;
use crate::tasks;
use crate::work::piles;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use domain::access::Right;

/// The frame of a page of staff, with the numbers of what waits.
///
/// `address` is the page's own, with its query. Set `search`, `flash` and `wrong` afterwards.
///
/// # Errors
///
/// What the database says.
pub async fn staff_frame(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
    title: impl Into<String>,
    section: Section,
    address: &str,
) -> Result<Frame, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut frame = app.frame_for(Some(viewer), words, address);
    frame.title = title.into();
    frame.section = Some(section);
    frame.agency.clone_from(&viewer.agency_name);
    if let Some(signed_in) = &mut frame.signed_in {
        let SignedIn { office, .. } = signed_in;
        office.clone_from(&viewer.office_name);
    }
    if app.settings.is_demo() {
        let now = app.clock.now().to_zoned(viewer.zone.clone());
        frame.demo_clock = Some(words.moment(&now));
    }
    frame.counts = waiting(app, reader, viewer).await?;
    Ok(frame)
}

/// What waits behind the places of the navigation: as much as their first list shows.
///
/// # Errors
///
/// What the database says.
pub async fn waiting(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
) -> Result<Vec<(Section, usize)>, Failure> {
    let whose = Whose::usual(viewer.role);
    let owner = whose.owner(viewer);
    let counts = class_counts(reader, &Filter { owner, now: app.clock.now() }).await?;
    let state = Some(domain::tasks::State::Open);
    let filter = tasks::store::Filter { owner: whose.tasks(viewer), person: None, state };
    let tasks = tasks::store::count(reader, &filter).await?;
    let tasks = usize::try_from(tasks).unwrap_or_default();
    let today = app.clock.today(&viewer.zone);
    let entries = diary::store::count(reader, &diary::agenda::waiting(today, owner)).await?;
    let entries = usize::try_from(entries).unwrap_or_default();
    let piled = piles::waiting(app, reader, (viewer, whose)).await?;
    let sum = |wanted: &[Class]| {
        let fits = counts.iter().filter(|(class, _)| wanted.contains(class));
        usize::try_from(fits.map(|(_, many)| many).sum::<i64>()).unwrap_or_default()
    };
    let approves = viewer.role.holds(Right::ApproveSubmissions);
    // Only those who countersign have work there, and not with what they prepared.
    let claims = match approves {
        true => {
            let filter = claims::store::Filter::to_countersign(viewer.user);
            claims::store::count(reader, &filter).await?
        }
        false => 0,
    };
    let claims = usize::try_from(claims).unwrap_or_default();
    let submitted = submissions::store::waiting(reader, approves).await?;
    let submitted = usize::try_from(submitted).unwrap_or_default();
    Ok(vec![
        (
            Section::MyDay,
            sum(&[Class::Overdue, Class::Review, Class::Due]) + tasks + entries + piled,
        ),
        (Section::Checkpoints, sum(&[Class::Overdue])),
        (Section::Diary, entries),
        (Section::Claims, claims),
        (Section::Submissions, submitted),
    ])
}

/// What the last act did, where the address carries its word and there is a sentence for it.
#[must_use]
pub fn flash_of(words: Words, noun: &str, done: Option<&str>) -> Option<Flash> {
    let done = done.filter(|word| word.bytes().all(|c| c.is_ascii_lowercase() || c == b'-'))?;
    let key = format!("{noun}-done-{done}");
    words.has(&key).then(|| Flash { tone: "good", sentence: words.say(&key) })
}

/// What an address asks for, behind its question mark. What cannot be read is left out.
#[must_use]
pub fn question(uri: &Uri) -> Posted {
    let question = uri.query().unwrap_or_default();
    let pairs = form_urlencoded::parse(question.as_bytes()).into_owned();
    Posted::from_fields(pairs.collect())
}

/// The address of a page as its frame keeps it: path and question.
#[must_use]
pub fn address_of(uri: &Uri) -> &str {
    uri.path_and_query().map_or("/", |whole| whole.as_str())
}

/// A page, or the same page with what is wrong.
///
/// # Errors
///
/// When the template cannot be written.
pub fn shown(page: &impl Template, is_refused: bool) -> Result<Response, Failure> {
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(page.render()?)).into_response())
}
