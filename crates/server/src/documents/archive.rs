//! The bytes of documents, sealed, in whichever place they lie.
//!
//! Objects bear a keyed hash of whose they are: a
//! name tells nothing, and belongs to one row for ever, so that a sweep can never meet an upload.

use super::cipher::{Broken, HEADER_BYTES, Opener, PIECE_BYTES, Sealer, key_id};
use super::keyring::{KeyId, Keyring};
use super::place::Place as Where;
use crate::app::App;
use crate::config::Settings;
use crate::failure::Failure;
use crate::keys::Keys;
use axum::body::Bytes;
use domain::ids::{AgencyId, DocumentId};
use futures_util::{Stream, StreamExt, TryStreamExt};
use jiff::Timestamp;
use object_store::path::Path as Place;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload};
use std::sync::Arc;

/// Why bytes could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the disk of the documents is full")]
    Full,
    /// A bucket that does not answer, or not to us.
    #[error("the store of documents is away: {0}")]
    Away(#[source] object_store::Error),
    #[error("the document's bytes are not there")]
    Gone,
    #[error("the document's bytes are damaged: {0}")]
    Damaged(#[from] Broken),
    #[error("the store of documents: {0}")]
    Other(#[source] object_store::Error),
    #[error("the folder of documents: {0}")]
    Folder(#[source] std::io::Error),
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        if is_full(&error) { Self::Full } else { Self::Folder(error) }
    }
}

fn is_full(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded)
}

impl From<object_store::Error> for StoreError {
    fn from(error: object_store::Error) -> Self {
        if let object_store::Error::NotFound { .. } = error {
            return Self::Gone;
        }
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        while let Some(one) = cause {
            if one.downcast_ref::<std::io::Error>().is_some_and(is_full) {
                return Self::Full;
            }
            cause = one.source();
        }
        match error {
            object_store::Error::Generic { store: "S3", .. }
            | object_store::Error::PermissionDenied { .. }
            | object_store::Error::Unauthenticated { .. } => Self::Away(error),
            error => Self::Other(error),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::DiskFull,
            StoreError::Away(_) => {
                tracing::warn!(%error, "the store of documents does not answer");
                Self::StoreAway
            }
            StoreError::Gone
            | StoreError::Damaged(_)
            | StoreError::Other(_)
            | StoreError::Folder(_) => Self::fault("the archive of documents", &error),
        }
    }
}

/// The store of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Archive {
    place: Where,
    keys: Keys,
    ring: Keyring,
}

/// An object of the store, and since when it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    pub name: String,
    pub made_at: Timestamp,
}

impl App {
    /// The store of documents of this house.
    #[must_use]
    pub fn archive(&self) -> Archive {
        self.archive.clone()
    }
}

impl Archive {
    #[must_use]
    pub fn new(settings: &Settings, keys: &Keys) -> Self {
        let ring = Keyring::new(keys, &settings.document_key);
        Self { place: Where::of(settings), keys: keys.clone(), ring }
    }

    /// The keys that seal and open.
    #[must_use]
    pub fn ring(&self) -> &Keyring {
        &self.ring
    }

    /// Where the objects lie.
    #[must_use]
    pub fn place(&self) -> &Where {
        &self.place
    }

    /// The name under which a document's bytes are kept.
    #[must_use]
    pub fn name_of(&self, agency: &AgencyId, id: &DocumentId) -> String {
        let name = self.keys.keyed_hash("document object", whose(agency, id).as_bytes());
        format!("{}/{}", &name[..2], &name[2..])
    }

    /// Begins to keep a document's bytes.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub async fn begin(&self, agency: &AgencyId, id: &DocumentId) -> Result<Keeping, StoreError> {
        let name = self.name_of(agency, id);
        let store = self.place.store()?;
        let upload = match self.place {
            Where::Folder(_) => Some(store.put_multipart(&Place::from(name.as_str())).await?),
            // Most documents go into a bucket whole, by one request.
            Where::Bucket(_) => None,
        };
        let (sealer, header) = Sealer::begin(&self.ring.present()?, &whose(agency, id));
        let portion_bytes = self.place.portion_bytes();
        Ok(Keeping { store, upload, sealer: Some(sealer), sealed: header, name, portion_bytes })
    }

    /// Which key sealed a document.
    ///
    /// # Errors
    ///
    /// When its bytes are not there, or are none of ours.
    pub async fn sealed_by(&self, agency: &AgencyId, id: &DocumentId) -> Result<KeyId, StoreError> {
        let place = Place::from(self.name_of(agency, id));
        let head = self.place.store()?.get_range(&place, 0..HEADER_BYTES as u64).await?;
        Ok(key_id(&head)?)
    }

    /// A document's bytes, opened piece by piece.
    ///
    /// # Errors
    ///
    /// When they are not there; the stream says when they are damaged.
    pub async fn read(
        &self,
        agency: &AgencyId,
        id: &DocumentId,
    ) -> Result<impl Stream<Item = Result<Bytes, StoreError>> + Send + use<>, StoreError> {
        let place = Place::from(self.name_of(agency, id));
        let sealed = self.place.store()?.get(&place).await?.into_stream().boxed();
        let opener = Opener::new(&self.ring, &whose(agency, id));
        let begun = (sealed, Some(opener));
        Ok(futures_util::stream::try_unfold(begun, |(mut sealed, opener)| async move {
            let Some(mut opener) = opener else { return Ok(None) };
            loop {
                let mut plain = Vec::new();
                let Some(bytes) = sealed.next().await.transpose()? else {
                    opener.finish(&mut plain)?;
                    return Ok(Some((Bytes::from(plain), (sealed, None))));
                };
                opener.push(&bytes, &mut plain)?;
                if !plain.is_empty() {
                    return Ok(Some((Bytes::from(plain), (sealed, Some(opener)))));
                }
            }
        }))
    }

    /// Removes an object that no row names.
    ///
    /// # Errors
    ///
    /// When it cannot be removed; one that is not there is removed already.
    pub async fn remove(&self, name: &str) -> Result<(), StoreError> {
        match self.place.store()?.delete(&Place::from(name)).await.map_err(StoreError::from) {
            Ok(()) | Err(StoreError::Gone) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Every object that is whole.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn objects(
        &self,
    ) -> Result<impl Stream<Item = Result<Object, StoreError>> + Send + use<>, StoreError> {
        let all = self.place.store()?.list(None).map_err(StoreError::from);
        Ok(all.map_ok(|meta| {
            let ms = meta.last_modified.timestamp_millis();
            let made_at = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX);
            Object { name: meta.location.to_string(), made_at }
        }))
    }

    /// Removes what uploads that were cut off left half-written before a moment.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn remove_halves(&self, before: Timestamp) -> std::io::Result<usize> {
        let mut removed = 0;
        // Those in a bucket are nowhere listed; its own rules end them.
        let Some(folder) = self.place.folder().filter(|folder| folder.is_dir()) else {
            return Ok(0);
        };
        for shelf in std::fs::read_dir(folder)? {
            let shelf = shelf?.path();
            if !shelf.is_dir() {
                continue;
            }
            for file in std::fs::read_dir(&shelf)? {
                let file = file?;
                let is_half = file.file_name().to_string_lossy().contains('#');
                let made_at = Timestamp::try_from(file.metadata()?.modified()?);
                if is_half && made_at.is_ok_and(|at| at < before) {
                    std::fs::remove_file(file.path())?;
                    removed += 1;
                }
            }
        }
        Ok(removed)
    }
}

/// Bytes on their way into the store. Dropped before [`Keeping::finish`], nothing of it stays.
pub struct Keeping {
    store: Arc<dyn ObjectStore>,
    /// None while everything may still go by one request.
    upload: Option<Box<dyn MultipartUpload>>,
    /// None once it is finished.
    sealer: Option<Sealer>,
    sealed: Vec<u8>,
    name: String,
    portion_bytes: usize,
}

impl Keeping {
    /// Seals bytes and writes them when enough have come.
    ///
    /// # Errors
    ///
    /// When the disk is full or does not answer.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        if let Some(sealer) = &mut self.sealer {
            sealer.push(bytes, &mut self.sealed)?;
        }
        while self.sealed.len() >= self.portion_bytes {
            let rest = self.sealed.split_off(self.portion_bytes);
            let portion = std::mem::replace(&mut self.sealed, rest);
            self.sealed.reserve(PIECE_BYTES);
            self.begun().await?.put_part(PutPayload::from(portion)).await?;
        }
        Ok(())
    }

    async fn begun(&mut self) -> Result<&mut Box<dyn MultipartUpload>, StoreError> {
        let upload = match self.upload.take() {
            Some(upload) => upload,
            None => self.store.put_multipart(&Place::from(self.name.as_str())).await?,
        };
        Ok(self.upload.insert(upload))
    }

    /// Writes the rest; returns the object's name once all of it is on the disk.
    ///
    /// # Errors
    ///
    /// As above.
    pub async fn finish(mut self) -> Result<String, StoreError> {
        if let Some(sealer) = self.sealer.take() {
            sealer.finish(&mut self.sealed)?;
        }
        let rest = PutPayload::from(std::mem::take(&mut self.sealed));
        match &mut self.upload {
            None => {
                self.store.put(&Place::from(self.name.as_str()), rest).await?;
            }
            Some(upload) => {
                upload.put_part(rest).await?;
                upload.complete().await?;
                self.upload = None;
            }
        }
        Ok(std::mem::take(&mut self.name))
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        let Some(mut upload) = self.upload.take() else { return };
        // Where nobody waits any more, as when the program ends, the store's own rules do it.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            if let Err(error) = upload.abort().await {
                tracing::warn!(%error, "what an upload left half-written was not removed");
            }
        });
    }
}

fn whose(agency: &AgencyId, id: &DocumentId) -> String {
    format!("{agency}/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Error, ErrorKind};

    #[test]
    fn a_full_disk_is_told_from_other_trouble_however_deep_it_lies() {
        let deep = |kind: ErrorKind| object_store::Error::Generic {
            store: "local",
            source: Box::new(object_store::Error::Generic {
                store: "local",
                source: Box::new(Error::from(kind)),
            }),
        };
        assert!(matches!(StoreError::from(deep(ErrorKind::StorageFull)), StoreError::Full));
        assert!(matches!(StoreError::from(deep(ErrorKind::QuotaExceeded)), StoreError::Full));
        assert!(matches!(StoreError::from(deep(ErrorKind::TimedOut)), StoreError::Other(_)));
        let full = Failure::from(StoreError::from(Error::from(ErrorKind::StorageFull)));
        assert!(matches!(full, Failure::DiskFull));
    }
}
