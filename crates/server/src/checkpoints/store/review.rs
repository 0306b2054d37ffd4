//! The words of a review's state.

use db::{DbError, Row};
use domain::checkpoints::ReviewState;
use jiff::Timestamp;

pub(super) fn read_review(row: &Row) -> Result<ReviewState, DbError> {
    let at = row.get::<Option<Timestamp>>("reviewed_at")?.unwrap_or_default();
    Ok(match row.get::<String>("review")?.as_str() {
        "draft" => ReviewState::Draft,
        "to_read" => ReviewState::ToRead { at },
        "reviewed" => ReviewState::Reviewed { at },
        "returned" => ReviewState::Returned,
        _ => ReviewState::None,
    })
}

/// The word of a review's state, as stored, and its moment.
pub(super) fn review_word(review: ReviewState) -> (&'static str, Option<Timestamp>) {
    match review {
        ReviewState::None => ("none", None),
        ReviewState::Draft => ("draft", None),
        ReviewState::ToRead { at } => ("to_read", Some(at)),
        ReviewState::Reviewed { at } => ("reviewed", Some(at)),
        ReviewState::Returned => ("returned", None),
    }
}
