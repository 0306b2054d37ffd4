//! A person's diary on their page: what is open, and what was.

use super::store::{self, Kept};
use super::view::{self, EntryLine};
use crate::access::Viewer;
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Frame, Words};
use crate::people::web::Asked;
use crate::people::web::head::Head;
use askama::Template;
use domain::access::Right;
use jiff::civil::Date;
use jiff::tz::TimeZone;

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
    open: Vec<EntryLine>,
    closed: Vec<EntryLine>,
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
    let here = (zone, file.today());
    let mut lines = [Vec::new(), Vec::new()];
    for (lines, entries) in lines.iter_mut().zip([&open, &closed]) {
        let all = view::lines(app, &mut reader, viewer, (entries, zone)).await?;
        let own = |(kept, line)| of_file(frame.words, (kept, line), here);
        lines.extend(entries.iter().zip(all).map(own));
    }
    let [open, closed] = lines;
    let may_book = viewer.role.holds(Right::Track);
    Ok(TabPage {
        open,
        closed,
        book: if may_book { head.to("/diary/new") } else { String::new() },
        frame,
        head,
    })
}

/// A line below the head of whose file it is: it begins with what was booked, not with the name
/// once more, and says the day beside the time.
fn of_file(
    words: Words,
    (kept, mut line): (&Kept, EntryLine),
    (zone, today): (&TimeZone, Date),
) -> EntryLine {
    let at = kept.entry.due_at.to_zoned(zone.clone());
    line.row.when = words.moment_near(&at, today);
    line.row.address.clone_from(&line.row.act);
    line.row.who = std::mem::take(&mut line.row.what);
    line.row.what = std::mem::take(&mut line.row.why);
    line
}
