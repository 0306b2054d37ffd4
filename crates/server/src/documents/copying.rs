//! A bucket's objects copied into a folder and back, sealed as they are, for backups.

use super::archive::{Archive, StoreError};
use futures_util::{StreamExt, TryStreamExt};
use object_store::path::Path as Name;
use object_store::{ObjectStoreExt, PutPayload};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// Bytes of one part on their way back into a bucket.
const PART_BYTES: usize = 5 * 1024 * 1024;

/// Copies every object into a folder that holds none of them yet, and says how many there were.
///
/// # Errors
///
/// When the bucket does not answer or the folder cannot be written.
pub async fn out(archive: &Archive, folder: &Path) -> Result<u64, StoreError> {
    let store = archive.place().store()?;
    let make = |folder: &Path| DirBuilder::new().recursive(true).mode(0o700).create(folder);
    make(folder)?;
    let mut copied = 0;
    let mut objects = std::pin::pin!(archive.objects().await?);
    while let Some(object) = objects.try_next().await? {
        let to = folder.join(&object.name);
        let shelf = to.parent().unwrap_or(folder);
        make(shelf)?;
        let mut options = OpenOptions::new();
        let mut file = options.write(true).create_new(true).mode(0o600).open(&to)?;
        let mut bytes = store.get(&Name::from(object.name.as_str())).await?.into_stream();
        while let Some(portion) = bytes.next().await {
            file.write_all(&portion?)?;
        }
        file.sync_all()?;
        File::open(shelf)?.sync_all()?;
        copied += 1;
    }
    File::open(folder)?.sync_all()?;
    Ok(copied)
}

/// Copies every object of a folder into the bucket.
///
/// # Errors
///
/// As above.
pub async fn back(archive: &Archive, folder: &Path) -> Result<u64, StoreError> {
    let store = archive.place().store()?;
    let mut copied = 0;
    if !folder.is_dir() {
        return Ok(copied);
    }
    for shelf in std::fs::read_dir(folder)? {
        let shelf = shelf?;
        for file in std::fs::read_dir(shelf.path())? {
            let file = file?;
            let name = format!(
                "{}/{}",
                shelf.file_name().to_string_lossy(),
                file.file_name().to_string_lossy()
            );
            let mut from = File::open(file.path())?;
            let mut upload = store.put_multipart(&Name::from(name.as_str())).await?;
            loop {
                let mut part = Vec::with_capacity(PART_BYTES);
                let read = (&mut from).take(PART_BYTES as u64).read_to_end(&mut part)?;
                upload.put_part(PutPayload::from(part)).await?;
                if read < PART_BYTES {
                    break;
                }
            }
            upload.complete().await?;
            copied += 1;
        }
    }
    Ok(copied)
}
