//! Proof that every document is there and is what was once brought.

use super::archive::Archive;
use super::store::{Proved, every};
use crate::failure::Failure;
use crate::keys::hex;
use db::Database;
use futures_util::{StreamExt, TryStreamExt};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What was found.
#[derive(Debug, Default, Serialize)]
pub struct Documents {
    pub documents: u64,
    /// A sentence for each that is not whole.
    pub problems: Vec<String>,
}

/// Opens every document and compares its hash.
///
/// # Errors
///
/// What the database says; what is wrong with documents is no error but what was asked for.
pub async fn verify(db: &Database, archive: &Archive) -> Result<Documents, Failure> {
    let mut found = Documents::default();
    let mut rows = std::pin::pin!(every(db));
    while let Some(row) = rows.try_next().await? {
        found.documents += 1;
        if let Some(problem) = wrong(archive, &row).await {
            found.problems.push(format!("Document {}: {problem}.", row.id));
        }
    }
    Ok(found)
}

/// What is wrong with a document's bytes, if anything.
async fn wrong(archive: &Archive, row: &Proved) -> Option<String> {
    let stream = match archive.read(&row.agency, &row.id).await {
        Ok(stream) => stream,
        Err(error) => return Some(error.to_string()),
    };
    let mut stream = std::pin::pin!(stream);
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    while let Some(portion) = stream.next().await {
        match portion {
            Ok(portion) => {
                hash.update(&portion);
                bytes += portion.len() as u64;
            }
            Err(error) => return Some(error.to_string()),
        }
    }
    let is_same = hex(&hash.finalize()) == row.sha256 && bytes == row.bytes;
    (!is_same).then(|| "its hash is not the one that was recorded".to_owned())
}
