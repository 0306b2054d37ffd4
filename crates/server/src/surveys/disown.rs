//! "These were not the client's answers": staff put by what somebody or something else sent.

use super::act::closed_because;
use super::reading;
use super::store::{self, ClientState, Flag, StaffState, taps};
use crate::access::{AccessReason, Viewer};
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::api::open_checkpoint;
use crate::checkpoints::{self, desk};
use crate::failure::Failure;
use crate::page::Words;
use crate::people;
use crate::record::Deed;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::ids::{CheckpointId, PersonId};

/// Why a client's answers cannot be put by, as the key of a sentence that says what would be
/// right.
#[must_use]
pub fn refused(client: ClientState, staff: StaffState) -> Option<&'static str> {
    match (client, staff) {
        (ClientState::None, _) => Some("surveys-disown-nothing"),
        (_, StaffState::ToRead | StaffState::Reviewed) => Some("surveys-disown-reviewed"),
        (
            ClientState::Partial | ClientState::Submitted | ClientState::Refused,
            StaffState::None | StaffState::Draft,
        ) => None,
    }
}

/// `POST /checkpoints/{id}/disowning`: puts the client's answers by and opens the survey again on
/// the same link.
///
/// # Errors
///
/// `Conflict` when the answers changed since they were seen, or cannot be put by any more.
pub async fn disown(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
    posted: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Review)?;
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let person = file.checkpoint(&id)?.kept.person;
    let seen = posted.given("version").and_then(|version| version.parse().ok());
    put_by(&app, &viewer, (&id, &person), seen).await?;
    let to = format!("/people/{person}?tab=checkpoints&open={id}&done=disowned#{id}");
    Ok(Redirect::to(&to).into_response())
}

async fn put_by(
    app: &App,
    viewer: &Viewer,
    (id, person): (&CheckpointId, &PersonId),
    seen: Option<i64>,
) -> Result<(), Failure> {
    let words = Words { locale: viewer.language.into() };
    let action = "disown survey answers";
    let deed = Deed { action, person: Some(*person), subject: id.as_str(), detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, person).await?;
    let file = desk::load(app, &mut writer, person).await?;
    let one = file.checkpoint(id)?;
    let present = reading::load(app, &mut writer, (&file, one)).await?;
    let mut response = present.response;
    if seen != Some(response.version) {
        return Err(Failure::conflict(words.say("surveys-disown-changed")));
    }
    let closed = closed_because(&one.kept.checkpoint);
    if let Some(key) = closed.or_else(|| refused(response.client, response.staff)) {
        return Err(Failure::conflict(words.say(key)));
    }
    taps::record_disowned(&mut writer, (id, person), &response).await?;
    // What was sent along stays in the archive, and is of no survey any more.
    crate::documents::store::remove_uses(&mut writer, id).await?;
    response.client_answers = None;
    response.client = ClientState::None;
    response.client_started_at = None;
    response.client_saved_at = None;
    response.client_submitted_at = None;
    response.source = None;
    response.flags.retain(|flag| match flag {
        Flag::Fast | Flag::AfterReview | Flag::Returned => false,
        Flag::WrongPerson | Flag::Disowned => true,
    });
    response.flag(Flag::Disowned);
    store::record(&mut writer, (id, person), &response).await?;
    let (answer, review) = (response.answer_state(), response.review_state());
    checkpoints::store::record_response(&mut writer, id, answer, review).await?;
    desk::settle(app, &mut writer, person).await?;
    writer.commit().await?;
    app.nudge.notify_one();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_answers_that_nobody_reviewed_are_put_by() {
        let nothing = Some("surveys-disown-nothing");
        let reviewed = Some("surveys-disown-reviewed");
        for (client, staff, expected) in [
            (ClientState::None, StaffState::None, nothing),
            (ClientState::None, StaffState::Reviewed, nothing),
            (ClientState::Partial, StaffState::None, None),
            (ClientState::Submitted, StaffState::None, None),
            (ClientState::Submitted, StaffState::Draft, None),
            (ClientState::Refused, StaffState::None, None),
            (ClientState::Submitted, StaffState::Reviewed, reviewed),
        ] {
            assert_eq!(refused(client, staff), expected, "{client:?} {staff:?}");
        }
    }
}
