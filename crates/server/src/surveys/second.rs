//! The second reading of a review: what the page and the door both do.

use super::act::lacking_reason;
use super::api::response_answer;
use super::reading;
use super::store::{self, StaffState, rounds};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::{self, desk};
use crate::failure::Failure;
use crate::page::Words;
use crate::people;
use crate::record::{Deed, Held, Writer};
use domain::access::Right;
use domain::checkpoints::ReviewState;
use domain::checkpoints::second::{self, ReadRefused, Verdict, Waiting};
use domain::ids::{CheckpointId, PersonId};

/// Everybody who had a hand in a review: who submitted it, and who changed an answer.
///
/// # Errors
///
/// What the database says.
pub async fn makers(
    held: &mut impl Held,
    id: &CheckpointId,
    response: &store::Response,
) -> Result<Vec<String>, Failure> {
    let mut makers: Vec<String> =
        store::changes(held, id).await?.into_iter().map(|change| change.by).collect();
    makers.extend(response.staff_by.clone());
    makers.sort_unstable();
    makers.dedup();
    Ok(makers)
}

/// Records a second reading within a unit of work that the caller commits.
///
/// # Errors
///
/// `NotFound`; `NotForYou` for whoever had a hand in it; `Conflict` when nothing waits or the
/// version is stale; `Missing` without the reason of sending back.
pub async fn read(
    app: &App,
    viewer: &Viewer,
    (id, person): (&CheckpointId, &PersonId),
    (verdict, version): (&Verdict, Option<i64>),
) -> Result<Writer, Failure> {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let action = match verdict {
        Verdict::Agree => "agree to review",
        Verdict::SendBack { .. } => "send review back",
    };
    let deed = Deed { action, person: Some(*person), subject: id.as_str(), detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, person).await?;
    let file = desk::load(app, &mut writer, person).await?;
    let one = file.checkpoint(id)?;
    let present = reading::load(app, &mut writer, (&file, one)).await?;
    if version.is_some_and(|version| version != present.response.version) {
        let current = response_answer(&present, &store::changes(&mut writer, id).await?);
        return Err(Failure::Conflict {
            sentence: words.say("surveys-changed-meanwhile"),
            current: serde_json::to_value(current).ok().map(Box::new),
        });
    }
    let makers = makers(&mut writer, id, &present.response).await?;
    let waiting = Waiting { review: one.kept.checkpoint.review, makers: &makers };
    let reader = viewer.user.to_string();
    let review =
        second::read(&waiting, &reader, verdict, writer.at()).map_err(|why| refused(why, words))?;
    rounds::record_reading(&mut writer, id, verdict).await?;
    let mut response = present.response.clone();
    response.staff = StaffState::Reviewed;
    if review == ReviewState::Draft {
        response.staff = StaffState::Draft;
        let overlay = present.overlay_to(&present.standing());
        response.staff_answers = Some(present.seal_overlay(&overlay));
    }
    store::record(&mut writer, (id, person), &response).await?;
    let answer = response.answer_state();
    checkpoints::store::record_response(&mut writer, id, answer, review).await?;
    desk::settle(app, &mut writer, person).await?;
    Ok(writer)
}

/// The sentence for a reading that may not be.
#[must_use]
pub fn refused(why: ReadRefused, words: Words) -> Failure {
    match why {
        ReadRefused::NotWaiting => Failure::conflict(words.say("surveys-nothing-to-read")),
        ReadRefused::OwnWork => Failure::NotForYou(words.say("surveys-own-work")),
        ReadRefused::ReasonWanted => lacking_reason(words.say("surveys-send-back-reason")),
    }
}
