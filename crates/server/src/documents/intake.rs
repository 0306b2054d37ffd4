//! A file on its way in: hashed, measured, sealed and written while it comes, never held whole.

use super::archive::{Archive, Keeping};
use crate::app::App;
use crate::failure::Failure;
use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::StatusCode;
use domain::documents::{
    Bringer, FileKind, FileRefused, HEAD_BYTES, Remark, TAIL_BYTES, clean_name, tell,
};
use domain::ids::{AgencyId, DocumentId};
use sha2::{Digest, Sha256};

/// What a form may hold beside its files, and one file more than it may, at most.
const BESIDE_BYTES: u64 = 64 * 1024;
/// Bytes of one field that is no file, at most.
const TEXT_BYTES_MAX: usize = 4 * 1024;

/// A file whose bytes are durable in the store, and which no row names yet.
///
/// Dropped like that, its bytes are removed. Take [`Arrived::object`] out before its row is
/// committed: from then on only the sweep may decide, which looks for the row.
#[derive(Debug)]
pub struct Arrived {
    pub id: DocumentId,
    pub name: String,
    pub kind: FileKind,
    pub remark: Option<Remark>,
    pub bytes: u64,
    pub sha256: String,
    laid: Laid,
}

/// Bytes in the store that are removed again unless they are handed over.
struct Laid {
    archive: Archive,
    object: Option<String>,
}

impl std::fmt::Debug for Laid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Laid")
    }
}

impl Drop for Laid {
    fn drop(&mut self) {
        let Some(object) = self.object.take() else { return };
        let archive = self.archive.clone();
        // A removal that fails is left to the sweep.
        tokio::spawn(async move {
            if let Err(error) = archive.remove(&object).await {
                tracing::warn!(%error, "bytes of a refused file were not removed");
            }
        });
    }
}

impl Arrived {
    /// The object's name, for the row that will name it: its bytes stay from here on.
    #[must_use]
    pub fn hand_over(&mut self) -> String {
        self.laid.object.take().unwrap_or_default()
    }
}

/// What came of a file.
#[derive(Debug)]
pub enum Taken {
    In(Box<Arrived>),
    Refused(FileRefused),
    /// More bytes than one file may have. What follows was not read.
    TooLarge,
}

/// Begins to read a form with files: `files` of them at most, each as large as it may be.
///
/// # Errors
///
/// `WrongKind` when it is no such form.
pub async fn form(mut request: Request, by: Bringer, files: u64) -> Result<Multipart, Failure> {
    let whole = by.bytes_max() * files + BESIDE_BYTES;
    DefaultBodyLimit::max(usize::try_from(whole).unwrap_or(usize::MAX)).apply(&mut request);
    let read = Multipart::from_request(request, &()).await;
    read.map_err(|_| Failure::WrongKind { wanted: "multipart/form-data" })
}

/// The next field of a form.
///
/// # Errors
///
/// `TooLarge`, or `NotReadable` when it is cut off.
pub async fn next(form: &mut Multipart, by: Bringer) -> Result<Option<Field<'_>>, Failure> {
    form.next_field().await.map_err(|error| unread(&error, by))
}

/// What comes next of a field; none at its end.
///
/// # Errors
///
/// As above.
pub async fn more(field: &mut Field<'_>, by: Bringer) -> Result<Option<Bytes>, Failure> {
    field.chunk().await.map_err(|error| unread(&error, by))
}

/// The text of a field that is no file.
///
/// # Errors
///
/// `NotReadable` when it is longer than such a field can be, or cut off.
pub async fn text(mut field: Field<'_>, by: Bringer) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(more) = more(&mut field, by).await? {
        if bytes.len() + more.len() > TEXT_BYTES_MAX {
            return Err(Failure::TooLarge { bytes_max: TEXT_BYTES_MAX });
        }
        bytes.extend_from_slice(&more);
    }
    String::from_utf8(bytes).map_err(|_| Failure::NotReadable)
}

/// Takes a file in. When it returns `In`, its bytes are durable.
///
/// # Errors
///
/// `NotReadable` when it is cut off, `DiskFull`, a fault of the store.
pub async fn take(
    app: &App,
    agency: &AgencyId,
    by: Bringer,
    mut field: Field<'_>,
) -> Result<Taken, Failure> {
    let id = DocumentId::from_number(app.new_number());
    let typed = field.file_name().unwrap_or_default().to_owned();
    let archive = app.archive();
    let mut keeping = archive.begin(agency, &id).await?;
    let mut seen = Seen::default();
    while let Some(bytes) = more(&mut field, by).await? {
        seen.look_at(&bytes);
        if seen.bytes > by.bytes_max() {
            return Ok(Taken::TooLarge);
        }
        keeping.push(&bytes).await?;
    }
    ended((archive, keeping), id, (seen, &typed, by)).await
}

/// Takes in bytes of ours, as [`take`] takes those of others.
///
/// # Errors
///
/// `DiskFull`, a fault of the store.
pub async fn take_own(
    app: &App,
    agency: &AgencyId,
    (name, bytes): (&str, &[u8]),
) -> Result<Taken, Failure> {
    let id = DocumentId::from_number(app.new_number());
    let archive = app.archive();
    let mut keeping = archive.begin(agency, &id).await?;
    let mut seen = Seen::default();
    seen.look_at(bytes);
    keeping.push(bytes).await?;
    ended((archive, keeping), id, (seen, name, Bringer::Staff)).await
}

/// Tells what has come, and makes it durable where it may stay.
async fn ended(
    (archive, keeping): (Archive, Keeping),
    id: DocumentId,
    (seen, typed, by): (Seen, &str, Bringer),
) -> Result<Taken, Failure> {
    let told = match tell(&seen.head, &seen.tail, typed, by) {
        Ok(told) => told,
        Err(refused) => return Ok(Taken::Refused(refused)),
    };
    let object = keeping.finish().await?;
    Ok(Taken::In(Box::new(Arrived {
        id,
        name: clean_name(typed, told.kind),
        kind: told.kind,
        remark: told.remark,
        bytes: seen.bytes,
        sha256: seen.sha256(),
        laid: Laid { archive, object: Some(object) },
    })))
}

/// What was seen of a file while it passed.
#[derive(Default)]
struct Seen {
    hash: Sha256,
    bytes: u64,
    head: Vec<u8>,
    tail: Vec<u8>,
}

impl Seen {
    fn look_at(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        let room = HEAD_BYTES.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        self.tail.extend_from_slice(bytes);
        if self.tail.len() > 2 * TAIL_BYTES {
            self.tail.drain(..self.tail.len() - TAIL_BYTES);
        }
    }

    fn sha256(self) -> String {
        let digest = self.hash.finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn unread(error: &MultipartError, by: Bringer) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let bytes_max = usize::try_from(by.bytes_max()).unwrap_or(usize::MAX);
        return Failure::TooLarge { bytes_max };
    }
    Failure::NotReadable
}
