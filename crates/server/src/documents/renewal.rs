//! Sealing every document anew with the present key.
//!
//! It may be stopped and begun again, and goes on beside a running server: an object is replaced in
//! one step, by the same bytes under another key, once they were found to be what was brought.
//! Until then the key before opens it.

use super::archive::{Archive, StoreError};
use super::handing::checked;
use super::keyring::KeyId;
use super::store::{Proved, every};

use crate::failure::Failure;
use db::Database;
use futures_util::{StreamExt, TryStreamExt};
use std::collections::BTreeSet;

/// What was done.
#[derive(Debug, Default)]
pub struct Renewed {
    /// Documents that were sealed anew.
    pub sealed: u64,
    /// Those that bore the present key already.
    pub already: u64,
    /// Keys that still seal something.
    pub used: BTreeSet<KeyId>,
    /// A sentence for each document that was left as it is.
    pub problems: Vec<String>,
}

/// Seals what an older key sealed.
///
/// # Errors
///
/// What the database or the key file says; what is wrong with documents stands in the answer.
pub async fn renew(db: &Database, archive: &Archive) -> Result<Renewed, Failure> {
    let mut done = Renewed::default();
    let mut rows = std::pin::pin!(every(db));
    while let Some(row) = rows.try_next().await? {
        if let Err(problem) = one(archive, &row, &mut done).await {
            done.problems.push(format!("Document {}: {problem}.", row.id));
        }
    }
    Ok(done)
}

async fn one(archive: &Archive, row: &Proved, done: &mut Renewed) -> Result<(), StoreError> {
    let by = archive.sealed_by(&row.agency, &row.id).await?;
    let present = archive.ring().present()?.id;
    if by == present {
        done.already += 1;
        done.used.insert(by);
        return Ok(());
    }
    if let Err(error) = seal_anew(archive, row).await {
        done.used.insert(by);
        return Err(error);
    }
    done.sealed += 1;
    done.used.insert(present);
    Ok(())
}

async fn seal_anew(archive: &Archive, row: &Proved) -> Result<(), StoreError> {
    let plain = archive.read(&row.agency, &row.id).await?;
    let mut plain = std::pin::pin!(checked(plain, row.sha256.clone()));
    let mut keeping = archive.begin(&row.agency, &row.id).await?;
    while let Some(bytes) = plain.next().await {
        keeping.push(&bytes?).await?;
    }
    keeping.finish().await?;
    Ok(())
}
