//! Handing people over to another colleague.

use super::store::caseload::{Holder, Load, holders, load};
use super::{act, store};
use crate::access::Viewer;
use crate::access::store::{Colleague, colleagues};
use crate::app::App;
use crate::failure::Failure;
use crate::page::Words;
use crate::record::{Deed, Held, Writer};
use domain::access::Right;
use domain::ids::{PersonId, UserId};

/// People handed over in one go, at most; the next press hands over the rest.
const HANDED_MAX: i64 = 500;

/// A caseload that is to be handed over.
#[derive(Debug, Clone)]
pub struct Handing {
    pub from: Holder,
    pub to: Colleague,
    pub moves: Load,
    /// People who stay until it is pressed again.
    pub left: i64,
}

/// What became of it.
#[derive(Debug, Clone, Copy)]
pub struct Handed {
    pub moved: Load,
    pub left: i64,
}

/// Those of the office to whom people may be handed over.
///
/// # Errors
///
/// What the database says.
pub async fn takers(held: &mut impl Held, viewer: &Viewer) -> Result<Vec<Colleague>, Failure> {
    let all = colleagues(held.conn(), &viewer.agency, &viewer.office).await?;
    Ok(all.into_iter().filter(|one| one.role.holds(Right::Track)).collect())
}

/// What would move if everybody whom a colleague looks after were handed over now.
///
/// # Errors
///
/// `Forbidden`; `Refused` at `to` for somebody who tracks nobody, or the same colleague; at `from`
/// for somebody who looks after nobody.
pub async fn preview(
    app: &App,
    viewer: &Viewer,
    (from, to): (&UserId, &UserId),
) -> Result<Handing, Failure> {
    viewer.may(Right::HandOver)?;
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let to = taker(&mut reader, viewer, (from, to)).await?;
    let found = holders(&mut reader).await?.into_iter().find(|one| one.id == *from);
    let nobody = || Failure::field("from", words.say("work-desk-nobody"));
    let from = found.ok_or_else(nobody)?;
    let moves = load(&mut reader, (&from.id, None), HANDED_MAX).await?;
    let left = (from.people - moves.files).max(0);
    Ok(Handing { from, to, moves, left })
}

async fn taker(
    held: &mut impl Held,
    viewer: &Viewer,
    (from, to): (&UserId, &UserId),
) -> Result<Colleague, Failure> {
    let words = Words { locale: viewer.language.into() };
    if from == to {
        return Err(Failure::field("to", words.say("work-desk-same")));
    }
    let found = takers(held, viewer).await?.into_iter().find(|one| one.id == *to);
    found.ok_or_else(|| Failure::field("to", words.say("work-desk-choose")))
}

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
) -> Result<Handed, Failure> {
    viewer.may(Right::HandOver)?;
    let (people, all): (Vec<PersonId>, i64) = {
        let mut reader = app.reader(viewer).await?;
        taker(&mut reader, viewer, (from, to)).await?;
        let people = store::of_owner(&mut reader, from, HANDED_MAX).await?;
        let found = holders(&mut reader).await?.into_iter().find(|one| one.id == *from);
        (people, found.map_or(0, |one| one.people))
    };
    let tried = i64::try_from(people.len()).unwrap_or(HANDED_MAX);
    let mut moved = Load::default();
    for person in people {
        moved = moved.and(hand_over(app, viewer, (&person, from), to).await?);
    }
    Ok(Handed { moved, left: (all - tried).max(0) })
}

async fn hand_over(
    app: &App,
    viewer: &Viewer,
    (person, from): (&PersonId, &UserId),
    to: &UserId,
) -> Result<Load, Failure> {
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
    if kept.owner != *from {
        return Ok(Load::default());
    }
    let moves = load(&mut writer, (from, Some(person)), 1).await?;
    put(&mut writer, (person, from), to).await?;
    writer.commit().await?;
    Ok(moves)
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
