//! Proof that the audit was not altered: every entry, every chain's end, every seal.

use super::seal::{self, Head};
use super::store;
use super::told::AuditLine;
use crate::keys::Keys;
use db::{Conn, DbError, Row};
use domain::ids::AgencyId;
use std::collections::HashMap;

/// Entries read at a time.
const PAGE: i64 = 5_000;
/// Problems told, at most: after that many the answer is clear.
pub const PROBLEMS_MAX: usize = 100;

/// What was looked at, and what is wrong.
#[derive(Debug, Default, serde::Serialize)]
pub struct Verified {
    pub entries: u64,
    pub chains: u64,
    pub seals: u64,
    pub problems: Vec<String>,
}

impl Verified {
    fn problem(&mut self, sentence: String) {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(sentence);
        }
    }
}

/// Walks every chain and every seal.
///
/// # Errors
///
/// What the database says while reading.
pub async fn verify(conn: &mut Conn, keys: &Keys) -> Result<Verified, DbError> {
    let mut verified = Verified::default();
    let ends = walk_entries(conn, &mut verified).await?;
    check_heads(conn, ends, &mut verified).await?;
    for row in store::agencies(conn).await? {
        let agency: AgencyId = row.parse("agency_id")?;
        check_seals(conn, keys, &agency, &mut verified).await?;
    }
    Ok(verified)
}

type Ends = HashMap<(String, String), (i64, String)>;

async fn walk_entries(conn: &mut Conn, verified: &mut Verified) -> Result<Ends, DbError> {
    let mut ends = Ends::new();
    let mut after = (String::new(), String::new(), 0);
    loop {
        let rows = store::page(conn, &after, PAGE).await?;
        for row in &rows {
            let place = check_entry(row, &mut ends, verified)?;
            after = place;
            verified.entries += 1;
        }
        if rows.len() < PAGE as usize {
            return Ok(ends);
        }
    }
}

fn check_entry(
    row: &Row,
    ends: &mut Ends,
    verified: &mut Verified,
) -> Result<(String, String, i64), DbError> {
    let line = AuditLine::read(row)?;
    let key = (line.agency.clone(), line.chain.clone());
    let (last, last_hash) = ends.get(&key).cloned().unwrap_or_default();
    for problem in line.problems(last, &last_hash) {
        verified.problem(format!("audit of {}: {problem}", line.chain));
    }
    ends.insert(key, (line.seq, line.hash));
    Ok((line.agency, line.chain, line.seq))
}

async fn check_heads(
    conn: &mut Conn,
    mut ends: Ends,
    verified: &mut Verified,
) -> Result<(), DbError> {
    let mut after = (String::new(), String::new());
    loop {
        let rows = store::heads(conn, &after, PAGE).await?;
        for row in &rows {
            after = (row.get("agency_id")?, row.get("chain")?);
            verified.chains += 1;
            let (seq, kept): (i64, String) = (row.get("seq")?, row.get("hash")?);
            let chain = &after.1;
            match ends.remove(&after) {
                Some((last, _)) if last < seq => verified.problem(format!(
                    "audit of {chain}: it should end with entry {seq}, but ends with {last}"
                )),
                Some((last, hash)) if last != seq || hash != kept => verified.problem(format!(
                    "audit of {chain}: its last entry is not the one that was recorded last"
                )),
                Some(_) => {}
                None => verified.problem(format!(
                    "audit of {chain}: {seq} entries should be there, but none is"
                )),
            }
        }
        if rows.len() < PAGE as usize {
            break;
        }
    }
    for (_, chain) in ends.into_keys() {
        verified.problem(format!("audit of {chain}: it has entries but no recorded end"));
    }
    Ok(())
}

async fn check_seals(
    conn: &mut Conn,
    keys: &Keys,
    agency: &AgencyId,
    verified: &mut Verified,
) -> Result<(), DbError> {
    let (mut last, mut last_hash) = (0, String::new());
    for row in store::seals(conn, agency).await? {
        let n: i64 = row.get("n")?;
        let (previous, kept): (String, String) = (row.get("previous")?, row.get("hash")?);
        if n != last + 1 || previous != last_hash {
            verified.problem(format!("seal {n}: it does not follow from the seal before it"));
        }
        let mut heads = Vec::new();
        for head in store::seal_heads(conn, agency, n).await? {
            let (chain, seq): (String, i64) = (head.get("chain")?, head.get("seq")?);
            let hash: String = head.get("hash")?;
            if head.get::<Option<String>>("entry_hash")?.as_deref() != Some(hash.as_str()) {
                verified.problem(format!(
                    "audit of {chain}: entry {seq}, which seal {n} covers, is missing or changed"
                ));
            }
            heads.push(Head { chain, seq, hash });
        }
        let counted: i64 = row.get("heads")?;
        let now = seal::hash(keys, agency, n, row.get("at")?, &previous, &heads);
        if now != kept || counted != heads.len() as i64 {
            verified.problem(format!("seal {n}: it was changed after it was made"));
        }
        verified.seals += 1;
        (last, last_hash) = (n, kept);
    }
    Ok(())
}
