//! The checkpoint before: what somebody answered then, so that what has changed can be marked.

use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::checkpoints::view::{beside, name_of};
use crate::failure::Failure;
use crate::page::Words;
use crate::record::Held;
use crate::surveys::reading::{self, Reading};
use crate::surveys::store::{self, StaffState};
use crate::surveys::wording::answer_text;
use domain::surveys::{Answers, since};
use std::collections::BTreeMap;

/// How many checkpoints are gone back to find answers.
const BACK_MAX: usize = 12;

/// The answers of the last checkpoint before that has some.
pub struct Before {
    point: String,
    answers: Answers,
}

/// Finds the answers before: as they were reviewed, else as the client gave them.
///
/// # Errors
///
/// What the database says.
pub async fn before(
    app: &App,
    held: &mut impl Held,
    (file, one): (&File, &OnFile),
    words: Words,
) -> Result<Option<Before>, Failure> {
    let own = beside(file, one);
    let earlier = own.into_iter().rev().filter(|other| other.kept.position < one.kept.position);
    for other in earlier.take(BACK_MAX) {
        if store::find(held, &other.kept.checkpoint.id).await?.is_none() {
            continue;
        }
        let read = reading::load(app, held, (file, other)).await?;
        let answers = match read.response.staff {
            StaffState::Reviewed | StaffState::ToRead => read.standing(),
            StaffState::None | StaffState::Draft => read.client.clone().unwrap_or_default(),
        };
        if !answers.is_empty() {
            return Ok(Some(Before { point: name_of(words, other), answers }));
        }
    }
    Ok(None)
}

/// `was 40 hours at 1 month`, by question, for what is another answer now.
#[must_use]
pub fn said(
    before: Option<&Before>,
    reading: &Reading,
    now: &Answers,
    words: Words,
) -> BTreeMap<String, String> {
    let Some(before) = before else { return BTreeMap::new() };
    let changed = since(reading.questionnaire(), &before.answers, now);
    let said = changed.into_iter().filter_map(|one| {
        let question = reading.questionnaire().question(&one.question)?;
        let was = answer_text(question, &one.was, &words, reading.definition.currency());
        let was = was.lines().collect::<Vec<_>>().join(", ");
        let args = [("was", was.into()), ("point", before.point.as_str().into())];
        Some((one.question, words.with("surveys-since", &args)))
    });
    said.collect()
}
