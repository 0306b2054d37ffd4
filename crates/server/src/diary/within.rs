//! What becomes of entries by other acts, within their units of work.

use super::act::{bounds, day_of};
use super::store;
use crate::checkpoints::desk::File;
use crate::failure::Failure;
use crate::record::{Deed, Writer};
use domain::diary::{Ask, Kind, Note, Outcome, change};
use domain::ids::PlacementId;
use jiff::Timestamp;

/// Entries that are cancelled in one go, at most: one tracking call is open for each job.
const CANCELLED_MAX: i64 = 200;

/// Puts an outcome on an entry within a unit of work that does more.
///
/// # Errors
///
/// What the database says.
pub async fn close_in(
    writer: &mut Writer,
    file: &File,
    kept: &store::Kept,
    (outcome, note): (Outcome, Option<String>),
) -> Result<(), Failure> {
    let asked = Ask::Close { outcome, note: Note::Further(note) };
    let changed = change(&kept.entry, &asked, bounds(file), &[kept.entry.owner]);
    let changed = changed.map_err(|_| Failure::Busy)?;
    let (person, subject) = (Some(kept.person), kept.id.as_str());
    let deed = Deed { action: "close entry", person, subject, detail: outcome.word() };
    writer.also(deed).await?;
    store::record_change(writer, kept, (&changed, kept.due_on)).await?;
    Ok(())
}

/// Moves an entry within a unit of work that does more, to a moment that may lie on any day.
///
/// # Errors
///
/// What the database says; `Busy` where it cannot stand there.
pub async fn move_in(
    writer: &mut Writer,
    file: &File,
    kept: &store::Kept,
    due_at: Timestamp,
) -> Result<(), Failure> {
    let changed = change(&kept.entry, &Ask::Move(due_at), bounds(file), &[kept.entry.owner]);
    let changed = changed.map_err(|_| Failure::Busy)?;
    let (person, subject) = (Some(kept.person), kept.id.as_str());
    writer.also(Deed { action: "move entry", person, subject, detail: "" }).await?;
    let due_on = day_of(&file.kept.office_zone, changed.due_at);
    store::record_change(writer, kept, (&changed, due_on)).await?;
    Ok(())
}

/// Cancels what is booked of some kinds about a person, or about one of their jobs.
///
/// # Errors
///
/// What the database says.
pub async fn cancel(
    writer: &mut Writer,
    (file, placement): (&File, Option<&PlacementId>),
    is_meant: impl Fn(Kind) -> bool,
) -> Result<(), Failure> {
    let person = Some(file.kept.person.id);
    let open = store::Filter { person, is_open: true, ..store::Filter::default() };
    for kept in store::list(writer, &open, None, CANCELLED_MAX).await? {
        let is_about = placement.is_none_or(|job| kept.placement == Some(*job));
        if is_about && is_meant(kept.kind) {
            close_in(writer, file, &kept, (Outcome::Cancelled, None)).await?;
        }
    }
    Ok(())
}
