//! Entries as they leave the house in a proof pack, and what is wrong with a chain of them.

use super::entry::{Entry, Kind, Place, hash};
use db::{DbError, Row};
use domain::ids::AgencyId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One entry with its place in its chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    pub agency: String,
    pub chain: String,
    pub seq: i64,
    /// Milliseconds since 1970.
    pub at: i64,
    pub kind: String,
    pub actor: String,
    pub action: String,
    pub subject: String,
    pub detail: String,
    pub previous: String,
    pub hash: String,
}

impl AuditLine {
    pub(super) fn read(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            agency: row.get("agency_id")?,
            chain: row.get("chain")?,
            seq: row.get("seq")?,
            at: row.get::<Timestamp>("at")?.as_millisecond(),
            kind: row.get("kind")?,
            actor: row.get("actor")?,
            action: row.get("action")?,
            subject: row.get("subject")?,
            detail: row.get("detail")?,
            previous: row.get("previous")?,
            hash: row.get("hash")?,
        })
    }

    /// Whether the hash is the one of everything before it.
    fn is_whole(&self) -> bool {
        let agency: Result<AgencyId, _> = self.agency.parse();
        let at = Timestamp::from_millisecond(self.at);
        let (Ok(agency), Ok(at)) = (agency, at) else { return false };
        let entry = Entry {
            chain: &self.chain,
            at,
            kind: Kind::Change,
            actor: &self.actor,
            action: &self.action,
            subject: &self.subject,
            detail: &self.detail,
        };
        let place = Place { agency: &agency, seq: self.seq, previous: &self.previous };
        hash(&entry, &self.kind, &place) == self.hash
    }

    /// What is wrong with it behind the entry before it, of which place and hash are given.
    pub(super) fn problems(&self, last: i64, last_hash: &str) -> Vec<String> {
        let mut found = Vec::new();
        let seq = self.seq;
        if seq != last + 1 {
            let lost = if seq - last == 2 { "one entry" } else { "entries" };
            found.push(format!("entry {seq} follows entry {last}; {lost} should stand between"));
        } else if self.previous != last_hash {
            found.push(format!("entry {seq} does not follow from the entry before it"));
        }
        if !self.is_whole() {
            found.push(format!("entry {seq} was changed after it was made"));
        }
        found
    }
}

/// What is wrong with a whole chain, from its first entry on.
#[must_use]
pub fn chain_problems(lines: &[AuditLine]) -> Vec<String> {
    let (mut last, mut last_hash) = (0, "");
    let mut found = Vec::new();
    for line in lines {
        found.extend(line.problems(last, last_hash));
        (last, last_hash) = (line.seq, &line.hash);
    }
    found
}
