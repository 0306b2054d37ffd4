//! Working copies: what is typed into a questionnaire is kept within seconds, for whoever typed it
//! and for nobody else.
//!
//! A working copy is no record of the case and changes none: it is written without an audit entry,
//! as a sitting of a client is, and goes when it is saved or thrown away. Taking over that of a
//! colleague is an act with an entry.

use super::act::closed_because;
use super::store::copies::{self, Copy};
use super::web::home;
use crate::access::{AccessReason, Viewer};
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::api::open_checkpoint;
use crate::failure::Failure;
use crate::page::Words;
use crate::record::{Deed, Held};
use crate::sealed::Sealed;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::checkpoints::ReviewState;
use domain::ids::{CheckpointId, UserId};
use jiff::Timestamp;
use serde::Serialize;

/// What was typed and not saved.
pub struct Restored {
    pub posted: Posted,
    pub saved_at: Timestamp,
}

/// The working copy of a viewer, as their form would post it.
///
/// # Errors
///
/// What the database says.
pub async fn restored(
    held: &mut impl Held,
    viewer: &Viewer,
    id: &CheckpointId,
) -> Result<Option<Restored>, Failure> {
    let Some(copy) = copies::find(held, id, &viewer.user).await? else { return Ok(None) };
    let fields: Vec<(String, String)> =
        serde_json::from_str(copy.fields.stored()).unwrap_or_default();
    Ok(Some(Restored { posted: Posted::from_fields(fields), saved_at: copy.saved_at }))
}

/// That it is kept, in a sentence.
#[derive(Debug, Serialize)]
pub struct Told {
    told: String,
}

/// `POST /checkpoints/{id}/working-copy`: keeps what is typed.
pub async fn keep(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
    posted: Posted,
) -> Result<Json<Told>, Failure> {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let checkpoint = &file.checkpoint(&id)?.kept.checkpoint;
    if let Some(key) = closed_because(checkpoint) {
        return Err(Failure::conflict(words.say(key)));
    }
    if let ReviewState::ToRead { .. } = checkpoint.review {
        return Err(Failure::conflict(words.say("surveys-waits-for-reader")));
    }
    let own = posted.fields().iter().filter(|(name, _)| name != "csrf" && name != "button");
    let fields = serde_json::to_string(&own.collect::<Vec<_>>()).unwrap_or_default();
    let saved_at = app.clock.now();
    let seen_version = posted.text("version").parse().unwrap_or_default();
    let copy = Copy { fields: Sealed::new(fields), seen_version, saved_at };
    let mut writer = app.db.writer().await?;
    copies::record(&mut writer, (&viewer.agency, &id, &viewer.user), &copy).await?;
    writer.commit().await?;
    let at = words.moment_near(&saved_at.to_zoned(viewer.zone.clone()), file.today());
    Ok(Json(Told { told: words.with("surveys-kept", &[("at", at.into())]) }))
}

/// `POST /checkpoints/{id}/working-copy/removal`: throws one's own away.
pub async fn throw_away(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
    _: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Review)?;
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let mut writer = app.db.writer().await?;
    copies::remove(&mut writer, (&viewer.agency, &id, &viewer.user)).await?;
    writer.commit().await?;
    let to = home(file.checkpoint(&id)?).replace('#', "&done=copy-gone#");
    Ok(Redirect::to(&to).into_response())
}

/// `POST /checkpoints/{id}/working-copy/takeover`: a colleague's becomes one's own.
pub async fn take_over(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    reason: AccessReason,
    posted: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let one = file.checkpoint(&id)?;
    let gone = || Failure::conflict(words.say("surveys-take-over-gone"));
    let theirs: UserId = posted.text("user").parse().map_err(|_| gone())?;
    let deed = Deed {
        action: "take over draft",
        person: Some(one.kept.person),
        subject: id.as_str(),
        detail: "",
    };
    let mut writer = app.writer(&viewer, deed).await?;
    if copies::find(&mut writer, &id, &viewer.user).await?.is_some() {
        return Err(Failure::conflict(words.say("surveys-take-over-own")));
    }
    let copy = copies::find(&mut writer, &id, &theirs).await?.ok_or_else(gone)?;
    if !copies::remove(writer.conn(), (&viewer.agency, &id, &theirs)).await? {
        return Err(gone());
    }
    copies::record(writer.conn(), (&viewer.agency, &id, &viewer.user), &copy).await?;
    writer.commit().await?;
    let to = home(one).replace('#', "&done=taken-over#");
    Ok(Redirect::to(&to).into_response())
}
