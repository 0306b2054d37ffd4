//! Which files were opened, by whom, and for what reason.

use crate::access::files::FileOf;
use crate::access::viewer::Viewer;
use db::{Conn, DbError, binds};
use domain::ids::PersonId;
use jiff::Timestamp;

/// A view is recorded once in so many milliseconds (a quarter of an hour).
const QUARTER_MS: i64 = 15 * 60_000;
/// A reason holds for so many milliseconds (eight hours: a working day).
const REASON_MS: i64 = 8 * 3_600_000;

/// What a viewer did with a file lately.
pub struct Opened {
    pub this_quarter: bool,
    pub reason_holds: bool,
}

/// Whose file a person's is, if the viewer's scope holds it.
pub async fn find_file(
    conn: &mut Conn,
    viewer: &Viewer,
    person: &PersonId,
) -> Result<Option<FileOf>, DbError> {
    let row = conn
        .one(
            "SELECT office_id, owner_id FROM people
             WHERE agency_id = $1 AND id = $2 AND ($3 IS NULL OR office_id = $3)",
            binds![&viewer.agency, person, viewer.office_seen().as_ref()],
        )
        .await?;
    row.map(|row| {
        let (office, owner) = (row.parse("office_id")?, row.parse("owner_id")?);
        Ok(FileOf { person: *person, office, owner })
    })
    .transpose()
}

/// When this viewer opened this file lately, and whether a reason was given.
pub async fn last_opening(
    conn: &mut Conn,
    viewer: &Viewer,
    person: &PersonId,
    now: Timestamp,
) -> Result<Opened, DbError> {
    let now_ms = now.as_millisecond();
    let rows = conn
        .all(
            "SELECT quarter, reason, at FROM file_openings
             WHERE agency_id = $1 AND person_id = $2 AND user_id = $3 AND quarter >= $4",
            binds![&viewer.agency, person, &viewer.user, (now_ms - REASON_MS) / QUARTER_MS],
        )
        .await?;
    let mut opened = Opened { this_quarter: false, reason_holds: false };
    for row in rows {
        opened.this_quarter |= row.get::<i64>("quarter")? == now_ms / QUARTER_MS;
        let given = row.get::<Option<String>>("reason")?.is_some();
        opened.reason_holds |= given && row.get::<i64>("at")? > now_ms - REASON_MS;
    }
    Ok(opened)
}

/// Records that a viewer opened a file, with the first reason given in this quarter of an hour.
pub async fn record_opening(
    conn: &mut Conn,
    viewer: &Viewer,
    person: &PersonId,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<(), DbError> {
    conn.run(
        "INSERT INTO file_openings (agency_id, person_id, user_id, quarter, reason, at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (agency_id, person_id, user_id, quarter)
         DO UPDATE SET reason = COALESCE(file_openings.reason, EXCLUDED.reason)",
        binds![
            &viewer.agency,
            person,
            &viewer.user,
            now.as_millisecond() / QUARTER_MS,
            reason,
            now
        ],
    )
    .await?;
    Ok(())
}
