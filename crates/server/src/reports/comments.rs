//! What clients wrote to one question, to read and to search.

use super::questions::{Body, Wanted};
use super::view::{Remark, remark};
use super::web::{Opened, kept, opened, period, read, with};
use crate::access::Viewer;
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Frame, Pager, Section};
use crate::work::frame::{address_of, question, shown, staff_frame};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::people::folded;
use domain::reports::GROUP_MIN;

/// Comments of one page.
const ROWS: usize = 25;
/// Characters that are searched for, at most.
const SEARCH_LENGTH_MAX: usize = 100;

#[derive(Template)]
#[template(path = "reports/comments.html")]
struct CommentsPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    aside: String,
    question: String,
    search: String,
    /// The filter, carried along.
    kept: Vec<(String, String)>,
    comments: Vec<Remark>,
    /// How many there are, or why none is shown.
    said: String,
    pager: Pager,
}

/// `GET /reports/feedback/comments`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Failure> {
    let asked = question(&uri);
    let opened = opened(&app, &viewer, &asked).await?;
    if !opened.problems.is_empty() {
        return Err(Failure::Refused(opened.problems));
    }
    let words = opened.words;
    let name = asked.text("question").to_owned();
    let (pack, id) = name.split_once('.').ok_or(Failure::NotFound)?;
    if opened.choices.packs.iter().all(|one| one.code != pack) {
        return Err(Failure::NotFound);
    }
    let search: String = asked.text("q").trim().chars().take(SEARCH_LENGTH_MAX).collect();
    let page = asked.given("page").and_then(|page| page.parse::<usize>().ok());
    let page = page.unwrap_or(1).clamp(1, super::gather::ROWS_MAX / ROWS);
    let wanted = Wanted {
        only: Some((pack.to_owned(), id.to_owned())),
        search: folded(&search),
        skip: (page - 1) * ROWS,
        take: ROWS,
    };
    let feedback = read(&app, &viewer, &opened, ("read comments", wanted)).await?;
    let mut reader = app.reader(&viewer).await?;
    let (title, section) = (words.say("reports-comments-title"), Section::Reports);
    let frame = staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    let least = [("least", GROUP_MIN.into())];
    let mut shown_page = CommentsPage {
        crumb: crumb(&opened),
        aside: period(words, &opened.filter),
        question: String::new(),
        kept: kept(&opened.filter, &[("question", &name)]),
        comments: Vec::new(),
        said: words.with("reports-too-few", &least),
        pager: Pager::default(),
        search,
        frame,
    };
    let of_words = feedback.questions.iter().find_map(|one| match &one.body {
        Body::Comments { all: _, found, kept } => Some((one, *found, kept)),
        Body::TooFew | Body::One { .. } | Body::Many { .. } | Body::Numbers { .. } => None,
    });
    if let Some((figures, found, kept)) = of_words {
        let about = (&opened.choices, &viewer.zone);
        shown_page.comments = kept.iter().map(|one| remark(words, one, about)).collect();
        shown_page.question.clone_from(&figures.title);
        shown_page.said = words.with("reports-found", &[("count", found.into())]);
        shown_page.pager = pager(&opened, (&name, &shown_page.search), (page, found));
    }
    shown(&shown_page, false)
}

fn crumb(opened: &Opened) -> Vec<(String, String)> {
    let words = opened.words;
    let feedback = format!("/reports/feedback?{}", opened.filter.query());
    vec![
        (words.say("page-nav-reports"), "/reports".to_owned()),
        (words.say("reports-feedback"), feedback),
    ]
}

fn pager(opened: &Opened, (question, search): (&str, &str), (page, found): (usize, u64)) -> Pager {
    let base = format!("/reports/feedback/comments?{}", opened.filter.query());
    let base = with(&with(&base, "question", question), "q", search);
    let to_page = |page: usize| with(&base, "page", &page.to_string());
    let found = usize::try_from(found).unwrap_or(usize::MAX);
    let from = (page - 1) * ROWS + 1;
    Pager {
        from,
        to: (page * ROWS).min(found),
        total: Some(found),
        earlier: (page > 1).then(|| to_page(page - 1)),
        later: (page * ROWS < found).then(|| to_page(page + 1)),
    }
}
