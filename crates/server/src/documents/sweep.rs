//! The sweep: bytes that no row names.
//!
//! An upload that is cut off, or a kill between the bytes and their row, leaves some. An object
//! bears the name of one document that is made once, so one that is a day old and has no row will
//! never get one: no upload lasts so long. A second sweep finds nothing.

use super::archive::{Object, StoreError};
use super::store;
use crate::app::App;
use crate::failure::Failure;
use futures_util::StreamExt;
use jiff::{SignedDuration, Timestamp};

/// How long bytes may lie without a row.
const LEFT_FOR: SignedDuration = SignedDuration::from_hours(24);
/// Objects that are looked up at once.
const AT_ONCE: usize = 200;

/// Removes what no row names, and says how many objects that were.
///
/// # Errors
///
/// What the store or the database says; what was removed before is removed.
pub async fn sweep(app: &App, now: Timestamp) -> Result<usize, Failure> {
    let (archive, before) = (app.archive(), now - LEFT_FOR);
    if archive.place().folder().is_some_and(|folder| !folder.is_dir()) {
        return Ok(0);
    }
    let mut removed = archive.remove_halves(before).map_err(StoreError::from)?;
    let old = archive.objects().await?.filter(|object| {
        let is_old = object.as_ref().map_or(true, |object| object.made_at < before);
        std::future::ready(is_old)
    });
    let mut old = std::pin::pin!(old.ready_chunks(AT_ONCE));
    while let Some(some) = old.next().await {
        let some: Vec<Object> = some.into_iter().collect::<Result<_, _>>()?;
        let names: Vec<String> = some.into_iter().map(|object| object.name).collect();
        let named = {
            let mut reader = app.db.reader().await?;
            store::named(&mut reader, &names).await?
        };
        for name in names.iter().filter(|name| !named.contains(name)) {
            archive.remove(name).await?;
            removed += 1;
        }
    }
    Ok(removed)
}
