//! The list of people.

use crate::access::Viewer;
use crate::api::{Day, Posted, encoded};
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::checkpoints::list::Whose;
use crate::checkpoints::view;
use crate::failure::Failure;
use crate::page::{Frame, Pager, Section, StoneView, Tab, Words, downloads};
use crate::people::store::{self, Line};
use crate::work::frame::{address_of, question, shown, staff_frame};
use crate::work::pager::{ROWS, pager};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::ids::PersonId;
use domain::people::folded;

#[derive(Template)]
#[template(path = "people/list.html")]
pub(super) struct ListPage {
    pub frame: Frame,
    pub whose: Vec<Tab>,
    pub whose_label: String,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    pub pager: Pager,
    pub files: Vec<(String, String)>,
    pub may_enter: bool,
    pub is_searched: bool,
    /// Somebody is looked for to be booked for: what the search keeps.
    pub booking: Vec<(&'static str, String)>,
}

/// One person of the list.
pub(super) struct Row {
    pub name: String,
    pub address: String,
    pub job: String,
    pub stones: Vec<StoneView>,
    /// Where the current checkpoint stands.
    pub state: String,
    pub is_late: bool,
    pub owner: String,
    /// Said where it is not the viewer's own.
    pub office: String,
}

/// `GET /people`
pub(super) async fn index(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked = question(&uri);
    let search = asked.text("q").trim().to_owned();
    let whose = whose_of(&asked, &viewer);
    let mut reader = app.reader(&viewer).await?;
    let booking = booking(&asked, &viewer);
    let title = words.say(if booking.is_empty() { "page-nav-people" } else { "diary-find" });
    let mut frame =
        staff_frame(&app, &mut reader, &viewer, title, Section::People, address_of(&uri)).await?;
    let folded = folded(&search);
    let wanted: Vec<String> =
        folded.split(' ').filter(|word| !word.is_empty()).take(3).map(String::from).collect();
    let after = read_after(asked.given("after"));
    let place = after.as_ref().map(|(key, id)| (key.as_str(), id));
    let own = whose.owner(&viewer);
    let limit = ROWS as i64 + 1;
    let mut lines = store::list(&mut reader, &wanted, own.as_ref(), place, limit).await?;
    let next = (lines.len() > ROWS).then(|| lines.truncate(ROWS)).and(lines.last());
    let next = next.map(|last| format!("{}~{}", last.id, last.sort_key));
    let ids: Vec<PersonId> = lines.iter().map(|line| line.id).collect();
    let files = desk::load_many(&app, &mut reader, &ids).await?;
    let narrowed = format!("q={}&whose={}", encoded(&search), whose.word());
    let kept: String = booking.iter().map(|(name, value)| format!("{name}={value}&")).collect();
    let base = format!("/people?{kept}{narrowed}&");
    let looked_for = |own: Vec<(&'static str, String)>| {
        // Whoever said whose people they look among goes on there; else a search looks everywhere.
        let said = asked.given("whose").filter(|_| !own.is_empty());
        own.into_iter().chain(said.map(|_| ("whose", whose.word().to_owned()))).collect()
    };
    let row = |line: &Line| {
        let own = row(words, &viewer, line, files.get(&line.id)?);
        let address = booking_address(&own.address, &booking);
        Some(Row { address: address.unwrap_or(own.address), ..own })
    };
    frame.search.clone_from(&search);
    let page = ListPage {
        whose: whose_tabs(words, &viewer, whose, &format!("{kept}q={}", encoded(&search))),
        whose_label: words.say("people-whose"),
        columns: columns(words),
        rows: lines.iter().filter_map(row).collect(),
        pager: pager(&asked, &base, lines.len(), next),
        files: downloads(words, "/people", &narrowed),
        may_enter: viewer.role.holds(Right::RecordPeople),
        is_searched: !search.is_empty() || after.is_some(),
        booking: looked_for(booking),
        frame,
    };
    shown(&page, false)
}

/// A search looks everywhere that the viewer sees, unless they narrow it.
fn whose_of(asked: &Posted, viewer: &Viewer) -> Whose {
    match (asked.given("whose"), asked.given("q")) {
        (None, Some(_)) => Whose::Team,
        (word, _) => Whose::read(word, viewer),
    }
}

/// What is kept where somebody is looked for to be booked for: that, and the day that is meant.
fn booking(asked: &Posted, viewer: &Viewer) -> Vec<(&'static str, String)> {
    if asked.given("book") != Some("yes") || !viewer.role.holds(Right::Track) {
        return Vec::new();
    }
    let on = asked.given("on").and_then(|text| text.parse::<Day>().ok());
    let on = on.map(|on| ("on", on.0.to_string()));
    [("book", "yes".to_owned())].into_iter().chain(on).collect()
}

/// Where somebody is booked for, on the day that is meant; none where nobody is looked for.
fn booking_address(person: &str, booking: &[(&'static str, String)]) -> Option<String> {
    let (_, day) = booking.split_first()?;
    let on = day.first().map(|(_, on)| format!("?due_at={on}")).unwrap_or_default();
    Some(format!("{person}/diary/new{on}"))
}

fn whose_tabs(words: Words, viewer: &Viewer, here: Whose, kept: &str) -> Vec<Tab> {
    let tab = |whose: Whose| {
        let address = format!("/people?{kept}&whose={}", whose.word());
        Tab::new(words.say(whose.key(viewer)), address).here(whose == here)
    };
    Whose::ALL.map(tab).to_vec()
}

fn read_after(text: Option<&str>) -> Option<(String, PersonId)> {
    let (id, key) = text?.split_once('~')?;
    Some((key.to_owned(), id.parse().ok()?))
}

fn columns(words: Words) -> Vec<String> {
    ["name", "job", "stones", "state", "owner"]
        .map(|column| words.say(&format!("people-column-{column}")))
        .to_vec()
}

fn row(words: Words, viewer: &Viewer, line: &Line, file: &File) -> Row {
    let all = view::series_of(file);
    let own = all.first().map(|series| series.checkpoints.as_slice()).unwrap_or_default();
    let current = view::current(file, own).and_then(|at| own.get(at));
    let job = match (&line.job_title, &line.employer) {
        (Some(title), Some(employer)) => {
            words.with("people-job", &[("title", title.into()), ("employer", employer.into())])
        }
        (_, _) => words.say("people-no-job"),
    };
    let state = current.map(|one| {
        let name = view::name_of(words, one);
        let state = view::state_said(words, file, one);
        words.with("stone-named", &[("name", name.into()), ("state", state.into())])
    });
    Row {
        name: format!("{} {}", line.given_name, line.family_name),
        address: format!("/people/{}", line.id),
        job,
        stones: view::rail(words, file, own),
        state: state.unwrap_or_default(),
        is_late: current.is_some_and(|one| file.is_overdue(one)),
        owner: line.owner_name.clone(),
        office: if line.office_name == viewer.office_name {
            String::new()
        } else {
            line.office_name.clone()
        },
    }
}
