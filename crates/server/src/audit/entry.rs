//! One entry of the audit and its hash.

use crate::keys::sha256_hex;
use domain::ids::AgencyId;
use jiff::Timestamp;

/// What sort of thing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Change,
    View,
    /// An attempt that was refused and is worth knowing.
    Refused,
}

impl Kind {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::View => "view",
            Self::Refused => "refused",
        }
    }
}

/// One entry, before it has its place in a chain.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The person's id, or the agency's for what belongs to no person.
    pub chain: &'a str,
    pub at: Timestamp,
    pub kind: Kind,
    /// A user's id, `client`, or the name of a job.
    pub actor: &'a str,
    /// Such as `end placement`.
    pub action: &'a str,
    /// The id of what was changed or seen.
    pub subject: &'a str,
    /// Ids, dates and words of ours; never names, addresses or answers.
    pub detail: &'a str,
}

/// A stored entry's place and its hash over everything before it.
pub(super) struct Place<'a> {
    pub agency: &'a AgencyId,
    pub seq: i64,
    pub previous: &'a str,
}

/// SHA-256 over every part with its length before it, so that no two entries write alike.
pub(super) fn hash(entry: &Entry<'_>, kind: &str, place: &Place<'_>) -> String {
    let seq = place.seq.to_string();
    let at = entry.at.as_millisecond().to_string();
    let parts = [
        "1",
        place.agency.as_str(),
        entry.chain,
        &seq,
        &at,
        kind,
        entry.actor,
        entry.action,
        entry.subject,
        entry.detail,
        place.previous,
    ];
    let mut bytes = Vec::with_capacity(256);
    for part in parts {
        bytes.extend_from_slice(part.len().to_string().as_bytes());
        bytes.push(b':');
        bytes.extend_from_slice(part.as_bytes());
    }
    sha256_hex(&bytes)
}
