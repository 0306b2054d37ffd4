//! A random sample that anybody who knows the seed draws again.

use crate::keys::sha256_hex;
use crate::record::Held;
use db::DbError;
use domain::ids::{CheckpointId, PersonId};
use jiff::civil::Date;

/// Submissions that are drawn from, at most: the latest of the period.
const FROM_MAX: i64 = 100_000;

/// What a sample is drawn from, and how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    pub seed: String,
    pub many: usize,
    /// Confirmed on these days, both included.
    pub from: Date,
    pub until: Date,
}

/// Draws submissions that the funder confirmed: those whose hash with the seed is smallest. The
/// same seed over the same period draws the same, whoever asks and in whatever order rows lie.
///
/// # Errors
///
/// What the database says.
pub async fn draw(
    held: &mut impl Held,
    sample: &Sample,
) -> Result<Vec<(PersonId, Option<CheckpointId>)>, DbError> {
    let all = super::store::confirmed(held, (sample.from, sample.until), FROM_MAX).await?;
    let mut ranked: Vec<(String, PersonId, CheckpointId)> = all
        .into_iter()
        .map(|(id, person, checkpoint)| {
            (sha256_hex(format!("{}/{id}", sample.seed).as_bytes()), person, checkpoint)
        })
        .collect();
    ranked.sort();
    ranked.truncate(sample.many);
    Ok(ranked.into_iter().map(|(_, person, checkpoint)| (person, Some(checkpoint))).collect())
}
