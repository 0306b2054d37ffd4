//! Handing a document out: opened for whoever may see the file, checked, and never as something
//! that a browser would run.

use super::archive::StoreError;
use super::store::{self, Kept};
use crate::access::{Viewer, open_file};
use crate::app::App;
use crate::failure::Failure;
use crate::page::Words;
use crate::people;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::access::Right;
use domain::documents::State;
use domain::ids::DocumentId;
use futures_util::{Stream, StreamExt};
use sha2::{Digest, Sha256};

/// Whatever the file says of itself, nothing in it runs or loads.
pub const SANDBOX: &str = "default-src 'none'; img-src 'self'; sandbox; frame-ancestors 'none'";

/// A document whose person's file is opened for the viewer.
///
/// # Errors
///
/// `NotFound`, `ReasonWanted` outside the caseload.
pub async fn opened(
    app: &App,
    viewer: &Viewer,
    id: &DocumentId,
    reason: Option<&str>,
) -> Result<Kept, Failure> {
    viewer.may(Right::SeePeople)?;
    let mut reader = app.reader(viewer).await?;
    let kept = store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
    let person = people::store::find(&mut reader, &kept.person).await?.ok_or(Failure::NotFound)?;
    drop(reader);
    open_file(app, viewer, person.file(), reason).await?;
    Ok(kept)
}

/// Whether the scanner lets a document be handed out.
///
/// # Errors
///
/// `Conflict` while it has not looked, and where it found something.
pub fn let_out(viewer: &Viewer, kept: &Kept) -> Result<(), Failure> {
    let words = Words { locale: viewer.language.into() };
    match kept.state {
        State::Clean => Ok(()),
        State::Scanning => Err(Failure::conflict(words.say("documents-scanning"))),
        State::Quarantined => {
            let found = kept.found.clone().unwrap_or_default();
            let args = [("found", found.into())];
            Err(Failure::conflict(words.with("documents-quarantined", &args)))
        }
    }
}

/// The bytes of a document as an answer.
///
/// # Errors
///
/// As [`let_out`]; a fault when they are gone or damaged: then nothing of them is sent.
pub async fn hand(app: &App, viewer: &Viewer, kept: &Kept) -> Result<Response, Failure> {
    let_out(viewer, kept)?;
    let stream = app.archive().read(&viewer.agency, &kept.id).await?;
    let mut stream = Box::pin(checked(stream, kept.sha256.clone()));
    // Whether it can be opened at all is known before the answer begins.
    let first = stream.next().await.transpose()?.unwrap_or_default();
    let whole = futures_util::stream::once(async move { Ok(first) }).chain(stream);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kept.kind.media_type())),
        (header::CONTENT_LENGTH, HeaderValue::from(kept.bytes)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX)),
    ];
    let mut response = (headers, Body::from_stream(whole)).into_response();
    let disposition = HeaderValue::from_str(&disposition(kept));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

/// How the file is to be taken: a plain name for old programs, the whole name for others.
fn disposition(kept: &Kept) -> String {
    let how = if kept.kind.is_shown_inline() { "inline" } else { "attachment" };
    let plain = |sign: char| match sign {
        'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '.' | '-' | '_' => sign,
        _ => '_',
    };
    let ascii: String = kept.name.chars().map(plain).collect();
    let whole = crate::api::encoded(&kept.name);
    format!("{how}; filename=\"{ascii}\"; filename*=UTF-8''{whole}")
}

/// The bytes, of which the last are held back until the hash of all is what it was once.
pub fn checked(
    stream: impl Stream<Item = Result<Bytes, StoreError>> + Send,
    sha256: String,
) -> impl Stream<Item = Result<Bytes, StoreError>> + Send {
    let begun = (Box::pin(stream), Sha256::new(), None::<Bytes>, Some(sha256));
    futures_util::stream::try_unfold(begun, |(mut stream, mut hash, mut held, wanted)| async move {
        let Some(sha256) = wanted else { return Ok(None) };
        loop {
            let Some(bytes) = stream.next().await.transpose()? else {
                if crate::keys::hex(&hash.clone().finalize()) != sha256 {
                    return Err(StoreError::Damaged(super::cipher::Broken::Changed));
                }
                let last = held.take().unwrap_or_default();
                return Ok(Some((last, (stream, hash, None, None))));
            };
            hash.update(&bytes);
            if let Some(before) = held.replace(bytes) {
                return Ok(Some((before, (stream, hash, held, Some(sha256)))));
            }
        }
    })
}
