//! Letters that are to be posted: those of one's own people, or of the office.

use super::store;
use crate::access::Viewer;
use crate::api::{place_of, read_place};
use crate::app::App;
use crate::checkpoints::list::Whose;
use crate::failure::Failure;
use crate::page::{Frame, Pager, Section, Tab, Words};
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use crate::work::pager::{ROWS, pager};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;

#[derive(Template)]
#[template(path = "papers/posting.html")]
struct PostingPage {
    frame: Frame,
    whose: Vec<Tab>,
    lines: Vec<Line>,
    pager: Pager,
}

/// A letter as a line.
struct Line {
    who: String,
    person: String,
    subject: String,
    address: String,
    office: String,
    /// When it was written, and how long ago.
    since: String,
}

/// `GET /letters`
pub(super) async fn index(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked = question(&uri);
    let here = Whose::read(asked.given("whose"), &viewer);
    let mut reader = app.reader(&viewer).await?;
    let (title, section) = (words.say("papers-to-post"), Section::MyDay);
    let mut frame =
        staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    frame.flash = flash_of(words, "papers", asked.given("done"));
    let mut whose = Vec::new();
    for one in Whose::ALL {
        let many = store::count_to_post(&mut reader, one.owner(&viewer).as_ref()).await?;
        let tab = Tab::new(words.say(one.key(&viewer)), format!("/letters?whose={}", one.word()));
        whose.push(tab.count(usize::try_from(many).unwrap_or_default()).here(one == here));
    }
    let place = (asked.given("after").and_then(read_place), ROWS as i64 + 1);
    let mut all = store::to_post(&mut reader, here.owner(&viewer).as_ref(), place).await?;
    let more = all.len() > ROWS;
    all.truncate(ROWS);
    let next = all.last().filter(|_| more).map(|last| place_of(last.made_at, &last.id));
    let base = format!("/letters?whose={}&", here.word());
    let today = app.clock.today(&viewer.zone);
    let page = PostingPage {
        pager: pager(&asked, &base, all.len(), next),
        lines: all
            .into_iter()
            .map(|one| {
                let made = one.made_at.to_zoned(viewer.zone.clone()).date();
                Line {
                    who: one.person_name,
                    person: format!("/people/{}?tab=support", one.person),
                    subject: one.subject,
                    address: format!("/letters/{}?from={}", one.id, here.word()),
                    office: one.office_name,
                    since: words.since(today, made),
                }
            })
            .collect(),
        whose,
        frame,
    };
    shown(&page, false)
}
