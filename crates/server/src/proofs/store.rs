//! What samples are drawn from.

use crate::record::Held;
use db::{DbError, binds};
use domain::ids::{CheckpointId, PersonId, SubmissionId};
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// Submissions that the funder confirmed on these days of UTC, within what the actor sees.
pub async fn confirmed(
    held: &mut impl Held,
    (from, until): (Date, Date),
    limit: i64,
) -> Result<Vec<(SubmissionId, PersonId, CheckpointId)>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let begins = |day: Date| -> Timestamp {
        let midnight = day.to_datetime(Time::midnight()).to_zoned(TimeZone::UTC);
        midnight.map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
    };
    let after = until.checked_add(1.day()).unwrap_or(until);
    let rows = held
        .conn()
        .all(
            "SELECT s.id, s.person_id, s.checkpoint_id FROM submissions s
             JOIN people p ON p.agency_id = s.agency_id AND p.id = s.person_id
             WHERE s.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
                 AND s.state = 'confirmed' AND s.state_at >= $3 AND s.state_at < $4
             ORDER BY s.state_at DESC, s.id LIMIT $5",
            binds![&agency, office.as_ref(), begins(from), begins(after), limit],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.parse("id")?, row.parse("person_id")?, row.parse("checkpoint_id")?)))
        .collect()
}
