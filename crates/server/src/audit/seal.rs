//! Sealing: a keyed hash over every chain's head that moved since the last seal.
//!
//! The key stands beside the database and not in it: who can only write to the database can cut a
//! chain, but cannot make the seal that would agree with the cut.

use super::store;
use crate::keys::Keys;
use db::{Database, DbError};
use domain::ids::AgencyId;
use jiff::Timestamp;

/// Heads under one seal, at most. More are sealed by the next one, at once.
pub const HEADS_MAX: i64 = 2_000;

/// One seal over some heads.
pub struct Seal {
    pub n: i64,
    pub at: Timestamp,
    pub previous: String,
    pub heads: Vec<Head>,
    pub hash: String,
}

/// A chain's last entry at the time of sealing.
pub struct Head {
    pub chain: String,
    pub seq: i64,
    pub hash: String,
}

/// Seals everything that is not sealed yet. May run twice at once: the second finds a taken number
/// and leaves it to the next interval.
///
/// # Errors
///
/// What the database says; then nothing was sealed.
pub async fn seal_all(db: &Database, keys: &Keys, now: Timestamp) -> Result<u64, DbError> {
    let mut sealed = 0;
    let agencies: Vec<AgencyId> = {
        let mut reader = db.reader().await?;
        let rows = store::agencies(&mut reader).await?;
        rows.iter().map(|row| row.parse("agency_id")).collect::<Result<_, _>>()?
    };
    for agency in agencies {
        while seal_some(db, keys, &agency, now).await? == HEADS_MAX as u64 {
            sealed += HEADS_MAX as u64;
        }
    }
    Ok(sealed)
}

async fn seal_some(
    db: &Database,
    keys: &Keys,
    agency: &AgencyId,
    at: Timestamp,
) -> Result<u64, DbError> {
    let mut writer = db.writer().await?;
    let rows = store::unsealed(&mut writer, agency, HEADS_MAX).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let mut heads = Vec::with_capacity(rows.len());
    for row in &rows {
        heads.push(Head { chain: row.get("chain")?, seq: row.get("seq")?, hash: row.get("hash")? });
    }
    let (n, previous) = match store::last_seal(&mut writer, agency).await? {
        Some((n, hash)) => (n + 1, hash),
        None => (1, String::new()),
    };
    let hash = hash(keys, agency, n, at, &previous, &heads);
    let seal = Seal { n, at, previous, heads, hash };
    store::record_seal(&mut writer, agency, &seal).await?;
    writer.commit().await?;
    Ok(rows.len() as u64)
}

/// The keyed hash of a seal.
#[must_use]
pub fn hash(
    keys: &Keys,
    agency: &AgencyId,
    n: i64,
    at: Timestamp,
    previous: &str,
    heads: &[Head],
) -> String {
    let mut text = format!("{agency}\n{n}\n{}\n{previous}\n", at.as_millisecond());
    for head in heads {
        text.push_str(&format!("{} {} {}\n", head.chain, head.seq, head.hash));
    }
    keys.keyed_hash("audit seal", text.as_bytes())
}
