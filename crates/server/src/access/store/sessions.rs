//! Sessions of browsers. Only the hash of a session's secret is kept.

use super::viewer as read_viewer;
use crate::access::viewer::{By, Viewer};
use crate::app::App;
use db::{Conn, DbError, binds};
use domain::ids::{AgencyId, UserId};
use jiff::Timestamp;

/// An idle session ends after so many milliseconds (8 hours).
pub const IDLE_MS_MAX: i64 = 8 * 3_600_000;
/// Any session ends after so many milliseconds (24 hours).
pub const SESSION_MS_MAX: i64 = 24 * 3_600_000;
/// A session's last use is noted at most this often, in milliseconds.
pub const SEEN_EVERY_MS: i64 = 60_000;

/// A new session of a browser.
pub struct NewSession<'a> {
    pub token_hash: &'a str,
    pub agency: AgencyId,
    pub user: UserId,
    pub csrf: &'a str,
    /// What the browser calls itself, cut short: for the list of one's own sessions.
    pub browser: &'a str,
    pub at: Timestamp,
}

/// The viewer of a live session, and when it was last noted in use.
pub async fn find_by_session(
    conn: &mut Conn,
    hash: &str,
    now: Timestamp,
) -> Result<Option<(Viewer, Timestamp)>, DbError> {
    let row = conn
        .one(
            "SELECT u.agency_id, u.id, u.office_id, u.name, u.role, u.language, u.keys_off_at,
                 o.name AS office_name, o.time_zone, a.name AS agency_name, a.name_fr,
                 s.csrf, s.seen_at
             FROM sessions s
             JOIN users u ON u.agency_id = s.agency_id AND u.id = s.user_id
             JOIN offices o ON o.agency_id = u.agency_id AND o.id = u.office_id
             JOIN agencies a ON a.agency_id = u.agency_id
             WHERE s.token_hash = $1 AND s.ends_at > $2 AND s.seen_at > $3
                 AND u.disabled_at IS NULL",
            binds![hash, now, now.as_millisecond() - IDLE_MS_MAX],
        )
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let by = By::Session { token_hash: hash.to_owned(), csrf: row.get("csrf")? };
    Ok(Some((read_viewer(&row, by)?, row.get("seen_at")?)))
}

/// Notes that a session is in use.
pub async fn note_seen(app: &App, hash: &str, now: Timestamp) -> Result<(), DbError> {
    let mut writer = app.db.writer().await?;
    writer.run("UPDATE sessions SET seen_at = $2 WHERE token_hash = $1", binds![hash, now]).await?;
    writer.commit().await
}

/// Begins a session, and ends the one that the browser had before.
pub async fn begin_session(
    conn: &mut Conn,
    session: &NewSession<'_>,
    replaced: Option<&str>,
) -> Result<(), DbError> {
    if let Some(hash) = replaced {
        conn.run("DELETE FROM sessions WHERE token_hash = $1", binds![hash]).await?;
    }
    conn.run("DELETE FROM sessions WHERE ends_at < $1", binds![session.at]).await?;
    let ends_at = session.at.as_millisecond() + SESSION_MS_MAX;
    conn.run(
        "INSERT INTO sessions (token_hash, agency_id, user_id, csrf, browser, made_at, seen_at,
             ends_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
        binds![
            session.token_hash,
            &session.agency,
            &session.user,
            session.csrf,
            session.browser,
            session.at,
            ends_at
        ],
    )
    .await?;
    Ok(())
}

/// Ends one session.
pub async fn end_session(conn: &mut Conn, hash: &str) -> Result<u64, DbError> {
    conn.run("DELETE FROM sessions WHERE token_hash = $1", binds![hash]).await
}

/// Ends every session of a user, on every browser.
pub async fn end_sessions(conn: &mut Conn, viewer: &Viewer) -> Result<u64, DbError> {
    conn.run(
        "DELETE FROM sessions WHERE agency_id = $1 AND user_id = $2",
        binds![&viewer.agency, &viewer.user],
    )
    .await
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub token_hash: String,
    pub browser: String,
    pub made_at: Timestamp,
    pub seen_at: Timestamp,
}

/// The sessions of a user that go on, the last used first.
pub async fn list_sessions(
    conn: &mut Conn,
    viewer: &Viewer,
    now: Timestamp,
) -> Result<Vec<Kept>, DbError> {
    let rows = conn
        .all(
            "SELECT token_hash, browser, made_at, seen_at FROM sessions
             WHERE agency_id = $1 AND user_id = $2 AND ends_at > $3 AND seen_at > $4
             ORDER BY seen_at DESC, token_hash LIMIT 200",
            binds![&viewer.agency, &viewer.user, now, now.as_millisecond() - IDLE_MS_MAX],
        )
        .await?;
    let kept = rows.iter().map(|row| {
        Ok(Kept {
            token_hash: row.get("token_hash")?,
            browser: row.get("browser")?,
            made_at: row.get("made_at")?,
            seen_at: row.get("seen_at")?,
        })
    });
    kept.collect()
}
