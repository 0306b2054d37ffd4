//! Handing people over to another colleague.

use super::{act, store};
use crate::access::Viewer;
use crate::access::store::colleagues;
use crate::app::App;
use crate::failure::Failure;
use crate::page::Words;
use crate::record::{Deed, Held, Writer};
use domain::access::Right;
use domain::ids::{PersonId, UserId};

/// People handed over in one go, at most; the next press hands over the rest.
const HANDED_MAX: i64 = 500;

/// Gives everybody whom a colleague looks after to another one of the office who tracks people,
/// with the open work about them. Each in a unit of work of their own: whoever was handed over
/// before something failed stays so.
///
/// # Errors
///
/// `Forbidden`; `Refused` at `to` for somebody who tracks nobody, or the same colleague.
pub async fn hand_over_all(
    app: &App,
    viewer: &Viewer,
    (from, to): (&UserId, &UserId),
) -> Result<(), Failure> {
    viewer.may(Right::HandOver)?;
    let words = Words { locale: viewer.language.into() };
    if from == to {
        return Err(Failure::field("to", words.say("work-desk-same")));
    }
    let people: Vec<PersonId> = {
        let mut reader = app.reader(viewer).await?;
        let all = colleagues(reader.conn(), &viewer.agency, &viewer.office).await?;
        if !all.iter().any(|one| one.id == *to && one.role.holds(Right::Track)) {
            return Err(Failure::field("to", words.say("work-desk-choose")));
        }
        store::of_owner(&mut reader, from, HANDED_MAX).await?
    };
    for person in people {
        hand_over(app, viewer, (&person, from), to).await?;
    }
    Ok(())
}

async fn hand_over(
    app: &App,
    viewer: &Viewer,
    (person, from): (&PersonId, &UserId),
    to: &UserId,
) -> Result<(), Failure> {
    let deed = Deed {
        action: "hand over person",
        person: Some(*person),
        subject: person.as_str(),
        detail: to.as_str(),
    };
    let mut writer = app.writer(viewer, deed).await?;
    act::lock(&mut writer, person).await?;
    let kept = store::find(&mut writer, person).await?.ok_or(Failure::NotFound)?;
    // Somebody else may have handed them over meanwhile.
    if kept.owner == *from {
        put(&mut writer, (person, from), to).await?;
        writer.commit().await?;
    }
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
