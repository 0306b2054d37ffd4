//! Adding entries, and reading them in order.

use super::entry::{Entry, Place, hash};
use super::told::AuditLine;
use db::{Conn, DbError, Row, binds};
use domain::ids::AgencyId;

/// Adds an entry at the end of its chain, within the transaction of what it tells of.
///
/// # Errors
///
/// What the database says; then nothing of the transaction may be kept.
pub async fn add(conn: &mut Conn, agency: &AgencyId, entry: &Entry<'_>) -> Result<(), DbError> {
    // The upsert takes the head's lock, so two entries never get one place.
    let head = conn
        .one(
            "INSERT INTO audit_heads (agency_id, chain, seq, hash, sealed_seq)
             VALUES ($1, $2, 1, '', 0)
             ON CONFLICT (agency_id, chain) DO UPDATE SET seq = audit_heads.seq + 1
             RETURNING seq, hash",
            binds![agency, entry.chain],
        )
        .await?;
    let (seq, previous) = match head {
        Some(row) => (row.get::<i64>("seq")?, row.get::<String>("hash")?),
        None => (1, String::new()),
    };
    let place = Place { agency, seq, previous: &previous };
    let hash = hash(entry, entry.kind.word(), &place);
    conn.run(
        "INSERT INTO audit_entries (agency_id, chain, seq, at, kind, actor, action, subject,
             detail, previous, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        binds![
            agency,
            entry.chain,
            seq,
            entry.at,
            entry.kind.word(),
            entry.actor,
            entry.action,
            entry.subject,
            entry.detail,
            &previous,
            &hash
        ],
    )
    .await?;
    conn.run(
        "UPDATE audit_heads SET hash = $3 WHERE agency_id = $1 AND chain = $2",
        binds![agency, entry.chain, &hash],
    )
    .await?;
    Ok(())
}

/// Entries of all chains in order, after a given place.
pub(super) async fn page(
    conn: &mut Conn,
    after: &(String, String, i64),
    limit: i64,
) -> Result<Vec<Row>, DbError> {
    conn.all(
        "SELECT agency_id, chain, seq, at, kind, actor, action, subject, detail, previous, hash
         FROM audit_entries
         WHERE agency_id > $1 OR (agency_id = $1 AND chain > $2)
            OR (agency_id = $1 AND chain = $2 AND seq > $3)
         ORDER BY agency_id, chain, seq LIMIT $4",
        binds![&after.0, &after.1, after.2, limit],
    )
    .await
}

/// One chain, from its first entry on.
///
/// # Errors
///
/// What the database says.
pub async fn chain(
    conn: &mut Conn,
    agency: &AgencyId,
    chain: &str,
) -> Result<Vec<AuditLine>, DbError> {
    let rows = conn
        .all(
            "SELECT agency_id, chain, seq, at, kind, actor, action, subject, detail, previous, hash
             FROM audit_entries WHERE agency_id = $1 AND chain = $2 ORDER BY seq",
            binds![agency, chain],
        )
        .await?;
    rows.iter().map(AuditLine::read).collect()
}

/// Every chain's head.
pub(super) async fn heads(
    conn: &mut Conn,
    after: &(String, String),
    limit: i64,
) -> Result<Vec<Row>, DbError> {
    conn.all(
        "SELECT agency_id, chain, seq, hash FROM audit_heads
         WHERE agency_id > $1 OR (agency_id = $1 AND chain > $2)
         ORDER BY agency_id, chain LIMIT $3",
        binds![&after.0, &after.1, limit],
    )
    .await
}

/// The agencies that have seals or heads.
pub(super) async fn agencies(conn: &mut Conn) -> Result<Vec<Row>, DbError> {
    conn.all("SELECT agency_id FROM agencies ORDER BY agency_id", binds![]).await
}

/// Seals of an agency, oldest first.
pub(super) async fn seals(conn: &mut Conn, agency: &AgencyId) -> Result<Vec<Row>, DbError> {
    conn.all(
        "SELECT n, at, heads, previous, hash FROM audit_seals WHERE agency_id = $1 ORDER BY n",
        binds![agency],
    )
    .await
}

/// The heads that a seal holds, in the order in which they were sealed.
pub(super) async fn seal_heads(
    conn: &mut Conn,
    agency: &AgencyId,
    n: i64,
) -> Result<Vec<Row>, DbError> {
    conn.all(
        "SELECT h.chain AS chain, h.seq AS seq, h.hash AS hash, e.hash AS entry_hash
         FROM audit_seal_heads h
         LEFT JOIN audit_entries e
             ON e.agency_id = h.agency_id AND e.chain = h.chain AND e.seq = h.seq
         WHERE h.agency_id = $1 AND h.n = $2 ORDER BY h.chain",
        binds![agency, n],
    )
    .await
}

/// Heads that moved since they were last sealed.
pub(super) async fn unsealed(
    conn: &mut Conn,
    agency: &AgencyId,
    limit: i64,
) -> Result<Vec<Row>, DbError> {
    conn.all(
        "SELECT chain, seq, hash FROM audit_heads
         WHERE agency_id = $1 AND seq > sealed_seq ORDER BY chain LIMIT $2",
        binds![agency, limit],
    )
    .await
}

/// Records a seal and the heads under it.
pub(super) async fn record_seal(
    conn: &mut Conn,
    agency: &AgencyId,
    seal: &super::seal::Seal,
) -> Result<(), DbError> {
    conn.run(
        "INSERT INTO audit_seals (agency_id, n, at, heads, previous, hash)
         VALUES ($1, $2, $3, $4, $5, $6)",
        binds![agency, seal.n, seal.at, seal.heads.len() as i64, &seal.previous, &seal.hash],
    )
    .await?;
    for head in &seal.heads {
        conn.run(
            "INSERT INTO audit_seal_heads (agency_id, n, chain, seq, hash)
             VALUES ($1, $2, $3, $4, $5)",
            binds![agency, seal.n, &head.chain, head.seq, &head.hash],
        )
        .await?;
        conn.run(
            "UPDATE audit_heads SET sealed_seq = $3 WHERE agency_id = $1 AND chain = $2",
            binds![agency, &head.chain, head.seq],
        )
        .await?;
    }
    Ok(())
}

/// The last seal's number and hash.
pub(super) async fn last_seal(
    conn: &mut Conn,
    agency: &AgencyId,
) -> Result<Option<(i64, String)>, DbError> {
    let row = conn
        .one(
            "SELECT n, hash FROM audit_seals WHERE agency_id = $1 ORDER BY n DESC LIMIT 1",
            binds![agency],
        )
        .await?;
    row.map(|row| Ok((row.get("n")?, row.get("hash")?))).transpose()
}

/// One line of a person's timeline.
#[derive(Debug, Clone)]
pub struct Line {
    pub at: jiff::Timestamp,
    pub seq: i64,
    pub kind: String,
    pub actor: String,
    /// The name of the member of staff, where the actor is one.
    pub actor_name: Option<String>,
    pub action: String,
    pub subject: String,
    pub detail: String,
}

/// A person's chain, newest first, before a place in it.
pub async fn timeline(
    conn: &mut Conn,
    (agency, person): (&AgencyId, &domain::ids::PersonId),
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Line>, DbError> {
    let rows = conn
        .all(
            "SELECT e.at, e.seq, e.kind, e.actor, u.name AS actor_name, e.action, e.subject,
                 e.detail
             FROM audit_entries e
             LEFT JOIN users u ON u.agency_id = e.agency_id AND u.id = e.actor
             WHERE e.agency_id = $1 AND e.chain = $2 AND e.seq < $3
             ORDER BY e.seq DESC LIMIT $4",
            binds![agency, person, before.unwrap_or(i64::MAX), limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Line {
                at: row.get("at")?,
                seq: row.get("seq")?,
                kind: row.get("kind")?,
                actor: row.get("actor")?,
                actor_name: row.get("actor_name")?,
                action: row.get("action")?,
                subject: row.get("subject")?,
                detail: row.get("detail")?,
            })
        })
        .collect()
}
