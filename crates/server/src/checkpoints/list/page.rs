//! The list of checkpoints that wait for somebody.

use super::store::{Filter, counts, rows};
use super::{Queue, Whose};
use crate::access::Viewer;
use crate::api::{place_of, read_place};
use crate::app::App;
use crate::checkpoints::desk;
use crate::checkpoints::row::{self, WorkRow};
use crate::failure::Failure;
use crate::messaging;
use crate::page::{Frame, Pager, Section, Tab, Words, downloads};
use crate::record::Reader;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use crate::work::pager::{ROWS, pager};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::ids::PersonId;

#[derive(Template)]
#[template(path = "checkpoints/list.html")]
struct ListPage {
    frame: Frame,
    whose: Vec<Tab>,
    whose_label: String,
    queues: Vec<Tab>,
    hint: String,
    rows: Vec<WorkRow>,
    pager: Pager,
    files: Vec<(String, String)>,
    none: String,
    /// Choosing several; none for whoever may not ask.
    ticks: Option<Ticks>,
    /// Lists that stand beside this one.
    beside: Vec<(String, String)>,
}

/// What is needed to choose several.
struct Ticks {
    hidden: [(&'static str, &'static str); 2],
    /// Everybody who matches, beyond this page: the words and the address.
    all: (String, String),
}

/// `GET /checkpoints`
pub(in crate::checkpoints) async fn index(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked = question(&uri);
    let queue = asked.given("queue").and_then(Queue::from_word).unwrap_or(Queue::Overdue);
    let whose = Whose::read(asked.given("whose"), &viewer);
    let mut reader = app.reader(&viewer).await?;
    let (title, section) = (words.say("page-nav-checkpoints"), Section::Checkpoints);
    let mut frame =
        staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    frame.flash = flash_of(words, "checkpoints", asked.given("done"));
    let filter = Filter { owner: whose.owner(&viewer), now: app.clock.now() };
    let counted = counts(&mut reader, &filter).await?;
    let after = asked.given("after").and_then(read_place);
    let limit = ROWS as i64 + 1;
    let mut lines = rows(&mut reader, queue, &filter, after.as_ref(), limit).await?;
    let next = (lines.len() > ROWS).then(|| lines.truncate(ROWS)).and(lines.last());
    let next = next.map(|last| place_of(last.due_on, &last.id));
    let mut people: Vec<PersonId> = lines.iter().map(|line| line.person).collect();
    people.sort_unstable();
    people.dedup();
    let files = desk::load_many(&app, &mut reader, &people).await?;
    let narrowed = format!("queue={}&whose={}", queue.word(), whose.word());
    let base = format!("/checkpoints?{narrowed}&");
    let beside = beside(&mut reader, &viewer).await?;
    let ticks = viewer.role.holds(Right::Ask).then(|| ticks(words, &counted, (queue, whose)));
    let page = ListPage {
        whose: whose_tabs(words, &viewer, (queue, whose)),
        whose_label: words.say("checkpoints-whose"),
        queues: queue_tabs(words, &counted, (queue, whose)),
        hint: words.say(&format!("checkpoints-queue-{}-hint", key_of(queue))),
        rows: match ticks {
            Some(_) => row::ticked(words, &viewer, &lines, &files),
            None => row::rows(words, &viewer, &lines, &files),
        },
        ticks,
        beside,
        pager: pager(&asked, &base, lines.len(), next),
        files: downloads(words, "/checkpoints", &narrowed),
        none: words.say(&format!("checkpoints-queue-{}-none", key_of(queue))),
        frame,
    };
    shown(&page, false)
}

/// Ticks for a queue; more than a mailing may have are not all chosen, and the words say so.
fn ticks(words: Words, counted: &[(Queue, i64)], (queue, whose): (Queue, Whose)) -> Ticks {
    let own = counted.iter().find(|(known, _)| *known == queue);
    let many = own.map_or(0, |(_, many)| usize::try_from(*many).unwrap_or_default());
    let most = domain::mailings::PEOPLE_MAX;
    let said = if many > most {
        let args = [("most", most.into()), ("count", many.into())];
        words.with("checkpoints-send-to-first", &args)
    } else {
        words.with("checkpoints-send-to-all", &[("count", many.into())])
    };
    let (queue, whose) = (queue.word(), whose.word());
    let address = format!("/mailings/new?queue={queue}&whose={whose}&all=yes");
    Ticks { hidden: [("queue", queue), ("whose", whose)], all: (said, address) }
}

async fn beside(reader: &mut Reader, viewer: &Viewer) -> Result<Vec<(String, String)>, Failure> {
    if !viewer.role.holds(Right::Ask) {
        return Ok(Vec::new());
    }
    let words = Words { locale: viewer.language.into() };
    let many = messaging::needs::count(reader, viewer).await?;
    let needs = words.with("messaging-needs-link", &[("count", many.into())]);
    let mailings = words.say("mailings-list");
    Ok(vec![(needs, "/messages".to_owned()), (mailings, "/mailings".to_owned())])
}

fn key_of(queue: Queue) -> String {
    queue.word().replace('_', "-")
}

fn address(queue: Queue, whose: Whose) -> String {
    format!("/checkpoints?queue={}&whose={}", queue.word(), whose.word())
}

fn whose_tabs(words: Words, viewer: &Viewer, (queue, here): (Queue, Whose)) -> Vec<Tab> {
    let tab = |whose: Whose| {
        Tab::new(words.say(whose.key(viewer)), address(queue, whose)).here(whose == here)
    };
    Whose::ALL.map(tab).to_vec()
}

fn queue_tabs(words: Words, counted: &[(Queue, i64)], (here, whose): (Queue, Whose)) -> Vec<Tab> {
    let tab = |(queue, many): &(Queue, i64)| {
        let said = words.say(&format!("checkpoints-queue-{}", key_of(*queue)));
        let many = usize::try_from(*many).unwrap_or_default();
        Tab::new(said, address(*queue, whose)).count(many).here(*queue == here)
    };
    counted.iter().map(tab).collect()
}
