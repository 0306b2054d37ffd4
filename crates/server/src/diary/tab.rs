//! A person's diary on their page: what is open, and what was.

use super::store;
use super::view;
use crate::access::Viewer;
use crate::app::App;
use crate::failure::Failure;
use crate::page::Frame;
use crate::people::web::Asked;
use crate::people::web::head::Head;
use askama::Template;
use domain::access::Right;

/// Entries shown, at most: the latest.
const SHOWN_MAX: i64 = 200;

/// A person's diary.
#[derive(Template)]
#[template(path = "diary/tab.html")]
pub struct TabPage {
    frame: Frame,
    head: Head,
    /// Where one books; empty where this viewer may not.
    book: String,
    open: Vec<view::EntryLine>,
    closed: Vec<view::EntryLine>,
}

/// The page.
///
/// # Errors
///
/// What the database says.
pub async fn page(app: &App, viewer: &Viewer, around: Asked) -> Result<TabPage, Failure> {
    let Asked { file, frame, head, mut reader } = around;
    let all = store::latest(&mut reader, &file.kept.person.id, SHOWN_MAX).await?;
    let (mut open, closed): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|kept| kept.entry.outcome.is_none());
    open.reverse();
    let zone = &file.kept.office_zone;
    let open = view::lines(app, &mut reader, viewer, (&open, zone)).await?;
    let closed = view::lines(app, &mut reader, viewer, (&closed, zone)).await?;
    let may_book = viewer.role.holds(Right::Track);
    Ok(TabPage {
        open,
        closed,
        book: if may_book { head.to("/diary/new") } else { String::new() },
        frame,
        head,
    })
}
