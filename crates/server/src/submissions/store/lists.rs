//! Submissions by lane and for files: pages of them, and how many.

use super::{COLUMNS, Kept, read};
use crate::record::Held;
use db::{DbError, IntoBind, binds, list_of};
use domain::ids::SubmissionId;
use domain::submissions::Lane;
use jiff::Timestamp;

/// Behind which one a page begins.
pub type After = (Timestamp, SubmissionId);

/// The submissions of a lane, those that wait longest first.
pub async fn list(
    held: &mut impl Held,
    lane: Lane,
    after: Option<&After>,
    limit: i64,
) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: constants of ours, words of our own states among them.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "{COLUMNS} AND s.replaced_by IS NULL AND s.state IN ({})
                 AND ($3 IS NULL OR s.state_at > $3 OR (s.state_at = $3 AND s.id > $4))
                 ORDER BY s.state_at, s.id LIMIT $5",
                words_of(lane)
            ),
            binds![
                &agency,
                office.as_ref(),
                after.map(|after| after.0),
                after.map(|after| &after.1),
                limit
            ],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Those with these ids, at most as many as a page shows, in no order.
pub async fn of_ids(held: &mut impl Held, ids: &[SubmissionId]) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let mut values = binds![&agency, office.as_ref()];
    values.extend(ids.iter().map(IntoBind::into_bind));
    // Assembled: constants of ours, and placeholders.
    let text = format!("{COLUMNS} AND s.id IN ({})", list_of(3, ids.len()));
    let rows = held.conn().all_assembled(text, values).await?;
    rows.iter().map(read).collect()
}

/// What is ready to go into a file of a pack's version, those that wait longest first.
pub async fn for_file(
    held: &mut impl Held,
    (pack, version): (&str, i64),
    limit: i64,
) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: constants of ours, words of our own states among them.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "{COLUMNS} AND s.replaced_by IS NULL AND s.state IN ({}) AND s.connector = 'file'
                 AND s.pack = $3 AND s.pack_version = $4 ORDER BY s.state_at, s.id LIMIT $5",
                words_of(Lane::ToSend)
            ),
            binds![&agency, office.as_ref(), pack, version, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// How many are ready for a file, by pack and version.
pub async fn ready_for_files(held: &mut impl Held) -> Result<Vec<(String, i64, i64)>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: words of our own states.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "SELECT s.pack, s.pack_version, COUNT(*) AS many FROM submissions s
                 JOIN people p ON p.agency_id = s.agency_id AND p.id = s.person_id
                 WHERE s.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
                 AND s.replaced_by IS NULL AND s.state IN ({}) AND s.connector = 'file'
                 GROUP BY s.pack, s.pack_version ORDER BY s.pack, s.pack_version",
                words_of(Lane::ToSend)
            ),
            binds![&agency, office.as_ref()],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get("pack")?, row.get("pack_version")?, row.get("many")?)))
        .collect()
}

/// How many stand in a lane.
pub async fn count(held: &mut impl Held, lane: Lane) -> Result<i64, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: constants of ours, words of our own states among them.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "SELECT COUNT(*) AS many FROM submissions s
                 JOIN people p ON p.agency_id = s.agency_id AND p.id = s.person_id
                 WHERE s.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
                 AND s.replaced_by IS NULL AND s.state IN ({})",
                words_of(lane)
            ),
            binds![&agency, office.as_ref()],
        )
        .await?;
    rows.first().map_or(Ok(0), |row| row.get("many"))
}

/// How many wait for whoever looks: refused or given up, and to approve where they may.
pub async fn waiting(held: &mut impl Held, approves: bool) -> Result<i64, DbError> {
    let mut many = count(held, Lane::NeedsYou).await?;
    if approves {
        many += count(held, Lane::ToApprove).await?;
    }
    Ok(many)
}

/// The states of a lane as SQL: words of ours only.
fn words_of(lane: Lane) -> String {
    let words: Vec<String> = lane.states().map(|state| format!("'{}'", state.word())).collect();
    words.join(", ")
}
