//! Where the bytes of documents lie: a folder beside the database.
//!
//! The one place that knows the kind of store. Objects bear a keyed hash of whose they are: a
//! name tells nothing, and belongs to one row for ever, so that a sweep can never meet an upload.

use super::cipher::{Broken, Opener, PIECE_BYTES, Sealer};
use crate::app::App;
use crate::failure::Failure;
use crate::keys::Keys;
use axum::body::Bytes;
use domain::ids::{AgencyId, DocumentId};
use futures_util::{Stream, StreamExt, TryStreamExt};
use jiff::Timestamp;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Place;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload};
use std::path::{Path, PathBuf};

/// Sealed bytes that are gathered before they are written.
const PORTION_BYTES: usize = 256 * 1024;

/// Why bytes could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the disk of the documents is full")]
    Full,
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
        Self::Other(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::DiskFull,
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
    folder: PathBuf,
    keys: Keys,
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
        Archive::new(&self.settings.documents, &self.keys)
    }
}

impl Archive {
    #[must_use]
    pub fn new(folder: &Path, keys: &Keys) -> Self {
        Self { folder: folder.to_owned(), keys: keys.clone() }
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
        let upload = self.store()?.put_multipart(&Place::from(name.as_str())).await?;
        let (sealer, header) = Sealer::begin(&self.keys, &whose(agency, id));
        Ok(Keeping { upload, sealer, sealed: header, name })
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
        let sealed = self.store()?.get(&place).await?.into_stream().boxed();
        let opener = Opener::new(&self.keys, &whose(agency, id));
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
        match self.store()?.delete(&Place::from(name)).await.map_err(StoreError::from) {
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
        let all = self.store()?.list(None).map_err(StoreError::from);
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
        for shelf in std::fs::read_dir(&self.folder)? {
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

    /// The store itself; its folder is made when it is needed first, for its owner only.
    fn store(&self) -> Result<LocalFileSystem, StoreError> {
        use std::os::unix::fs::DirBuilderExt;
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        Ok(LocalFileSystem::new_with_prefix(&self.folder)?.with_fsync(true))
    }
}

/// Bytes on their way into the store. Dropped before [`Keeping::finish`], nothing of it stays.
pub struct Keeping {
    upload: Box<dyn MultipartUpload>,
    sealer: Sealer,
    sealed: Vec<u8>,
    name: String,
}

impl Keeping {
    /// Seals bytes and writes them when enough have come.
    ///
    /// # Errors
    ///
    /// When the disk is full or does not answer.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.sealer.push(bytes, &mut self.sealed)?;
        if self.sealed.len() >= PORTION_BYTES {
            let room = Vec::with_capacity(PORTION_BYTES + PIECE_BYTES);
            let portion = std::mem::replace(&mut self.sealed, room);
            self.upload.put_part(PutPayload::from(portion)).await?;
        }
        Ok(())
    }

    /// Writes the rest; returns the object's name once all of it is on the disk.
    ///
    /// # Errors
    ///
    /// As above.
    pub async fn finish(self) -> Result<String, StoreError> {
        let Self { mut upload, sealer, mut sealed, name } = self;
        sealer.finish(&mut sealed)?;
        upload.put_part(PutPayload::from(sealed)).await?;
        upload.complete().await?;
        Ok(name)
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
