//! Where one calls a person from: the call that is under way, the tracking call that is booked, or
//! the page on which one begins.

use crate::access::Viewer;
use crate::checkpoints::desk::File;
use crate::diary;
use crate::failure::Failure;
use crate::record::Reader;
use crate::runs;
use domain::access::Right;
use domain::diary::Kind;
use domain::flows::State;

/// Open entries of a person's diary that are looked through, at most.
const ENTRIES_MAX: i64 = 50;

/// Where *Call* leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// To a page: a call that is open, or where one is begun.
    Page(String),
    /// Into the call of an entry of the diary, by a form that is sent there.
    Entry(String),
}

/// Where the viewer calls the person from; none where nobody calls them, or there is no job to call
/// about.
///
/// # Errors
///
/// What the database says.
pub(super) async fn call(
    reader: &mut Reader,
    file: &File,
    viewer: &Viewer,
) -> Result<Option<Call>, Failure> {
    let person = file.kept.person.id;
    if !viewer.role.holds(Right::Track) || file.kept.person.standing.bars_contact() {
        return Ok(None);
    }
    let state = Some(&State::Open);
    let open = runs::store::Filter { person: Some(&person), state, ..Default::default() };
    if let Some(run) = runs::store::list(reader, open).await?.first() {
        return Ok(Some(Call::Page(format!("/runs/{}", run.id))));
    }
    let booked = diary::store::Filter { person: Some(person), is_open: true, ..Default::default() };
    let booked = diary::store::list(reader, &booked, None, ENTRIES_MAX).await?;
    if let Some(entry) = booked.iter().find(|kept| kept.kind == Kind::TrackingCall) {
        return Ok(Some(Call::Entry(format!("/diary/{}/call", entry.id))));
    }
    let goes_on = !file.open_jobs().is_empty();
    Ok(goes_on.then(|| Call::Page(format!("/people/{person}/runs/new"))))
}
