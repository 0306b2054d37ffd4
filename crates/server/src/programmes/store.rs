//! Packs as they are pinned: read once, kept on a shelf.

mod drafts;

pub use drafts::{
    Draft, Published, Version, begin_draft, find_draft, hold_draft, in_force, newest, newest_own,
    published_of_draft, record_draft_source, record_publication, remove_draft, source_of, versions,
};

use crate::app::App;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::programmes::read_programme;
use crate::record::{Held, Writer};
use db::binds;
use domain::ids::AgencyId;
use domain::programmes::Programme;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

type Place = (AgencyId, String, i64);

/// Pinned packs that were read in this process. A pinned version never changes, so what stands
/// here is never stale.
#[derive(Default)]
pub struct Shelf {
    pinned: RwLock<HashMap<Place, Arc<Programme>>>,
    /// Texts that were read in order to be pinned, by their hash. Reading one takes milliseconds,
    /// and whoever pins holds the writing connection: once for each text is enough.
    read: RwLock<HashMap<String, Arc<Programme>>>,
}

impl Shelf {
    fn find(&self, place: &Place) -> Option<Arc<Programme>> {
        self.pinned.read().unwrap_or_else(PoisonError::into_inner).get(place).cloned()
    }

    fn put(&self, place: Place, programme: &Arc<Programme>) {
        let mut shelf = self.pinned.write().unwrap_or_else(PoisonError::into_inner);
        shelf.insert(place, Arc::clone(programme));
    }

    fn read_once(
        &self,
        sha256: &str,
        (code, source): (&str, &str),
    ) -> Result<Arc<Programme>, Failure> {
        let known = self.read.read().unwrap_or_else(PoisonError::into_inner).get(sha256).cloned();
        if let Some(programme) = known {
            return Ok(programme);
        }
        let programme = Arc::new(read(source, code)?);
        let mut shelf = self.read.write().unwrap_or_else(PoisonError::into_inner);
        shelf.insert(sha256.to_owned(), Arc::clone(&programme));
        Ok(programme)
    }
}

/// The pack that an enrolment is pinned to.
///
/// # Errors
///
/// A fault when the kept text cannot be read any more, which a newer release must never do.
pub async fn pinned(
    app: &App,
    held: &mut impl Held,
    (pack, version): (&str, i64),
) -> Result<Arc<Programme>, Failure> {
    let agency = held.agency();
    let place = (agency, pack.to_owned(), version);
    if let Some(programme) = app.packs.find(&place) {
        return Ok(programme);
    }
    let row = held
        .conn()
        .one(
            "SELECT source FROM pack_versions
             WHERE agency_id = $1 AND pack = $2 AND version = $3",
            binds![&agency, pack, version],
        )
        .await?;
    let source: String = match row {
        Some(row) => row.get("source")?,
        None => return Err(Failure::fault("finding a pinned pack", &pack)),
    };
    let programme = Arc::new(read(&source, pack)?);
    app.packs.put(place, &programme);
    Ok(programme)
}

/// Pins a text as this agency's version of a pack, unless that version is pinned already: then
/// the kept one stands, and is what is given back.
///
/// # Errors
///
/// A fault when the text is no pack.
pub async fn pin(
    app: &App,
    writer: &mut Writer,
    (code, source): (&str, &str),
) -> Result<Arc<Programme>, Failure> {
    let sha256 = sha256_hex(source.as_bytes());
    let programme = app.packs.read_once(&sha256, (code, source))?;
    let (agency, at) = (writer.agency(), writer.at());
    let version = i64::from(programme.version);
    writer
        .conn()
        .run(
            "INSERT INTO pack_versions (agency_id, pack, version, sha256, source, made_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (agency_id, pack, version) DO NOTHING",
            binds![&agency, code, version, &sha256, source, at],
        )
        .await?;
    pinned(app, writer, (code, version)).await
}

fn read(source: &str, pack: &str) -> Result<Programme, Failure> {
    read_programme(source, pack).map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        Failure::fault("reading a pack", &first)
    })
}
