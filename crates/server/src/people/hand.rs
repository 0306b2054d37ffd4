//! Handing a person over to another colleague.

use super::{act, store};
use crate::access::Viewer;
use crate::app::App;
use crate::failure::Failure;
use crate::record::{Deed, Writer};
use domain::access::Right;
use domain::ids::{PersonId, UserId};

/// Gives a person, with the open work about them, to a colleague of the office.
///
/// # Errors
///
/// `Forbidden`, `NotFound`.
pub async fn hand_over(
    app: &App,
    viewer: &Viewer,
    person: &PersonId,
    to: &UserId,
) -> Result<(), Failure> {
    viewer.may(Right::HandOver)?;
    let deed = Deed {
        action: "hand over person",
        person: Some(*person),
        subject: person.as_str(),
        detail: to.as_str(),
    };
    let mut writer = app.writer(viewer, deed).await?;
    act::lock(&mut writer, person).await?;
    let kept = store::find(&mut writer, person).await?.ok_or(Failure::NotFound)?;
    put(&mut writer, (person, &kept.owner), to).await?;
    writer.commit().await?;
    Ok(())
}

/// Gives a person, with the work about them that is open, to whoever looks after them from now on,
/// within a unit of work that does more.
///
/// # Errors
///
/// What the database says.
pub async fn hand_over_in(
    writer: &mut Writer,
    (person, from): (&PersonId, &UserId),
    to: &UserId,
) -> Result<(), Failure> {
    let deed = Deed {
        action: "hand over person",
        person: Some(*person),
        subject: person.as_str(),
        detail: to.as_str(),
    };
    writer.also(deed).await?;
    put(writer, (person, from), to).await
}

async fn put(
    writer: &mut Writer,
    (person, from): (&PersonId, &UserId),
    to: &UserId,
) -> Result<(), Failure> {
    store::record_owner(writer, (person, to)).await?;
    crate::placements::store::record_owner(writer, (person, to)).await?;
    crate::checkpoints::store::record_owner(writer, (person, to)).await?;
    crate::tasks::store::record_owner(writer, person, (from, to)).await?;
    crate::diary::store::record_owner(writer, person, (from, to)).await?;
    Ok(())
}
