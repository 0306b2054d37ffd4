//! Handing people over to another colleague.

use super::store::caseload::{Holder, Load, holders, load};
use super::{act, store};
use crate::access::Viewer;
use crate::access::store::{Colleague, who_track};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::failure::Failure;
use crate::page::Words;
use crate::record::{Deed, Held, Writer};
use domain::access::{Right, Scope};
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
    /// People who stay, since whoever takes over does not see their office.
    pub elsewhere: i64,
}

/// What became of it.
#[derive(Debug, Clone, Copy)]
pub struct Handed {
    pub moved: Load,
    pub left: i64,
}

/// Those to whom people may be handed over: of the viewer's office, or of all that they see.
///
/// # Errors
///
/// What the database says.
pub async fn takers(held: &mut impl Held, viewer: &Viewer) -> Result<Vec<Colleague>, Failure> {
    let office = match viewer.role.sees() {
        Scope::Own | Scope::Office => Some(&viewer.office),
        Scope::Agency => None,
    };
    Ok(who_track(held.conn(), &viewer.agency, office).await?)
}

/// Those who may look after a person, or take work about them.
///
/// # Errors
///
/// What the database says.
pub async fn able_to_look_after(
    held: &mut impl Held,
    file: &File,
) -> Result<Vec<Colleague>, Failure> {
    let agency = held.agency();
    Ok(who_track(held.conn(), &agency, Some(&file.kept.office)).await?)
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
    let within = to.only_office();
    let moves = load(&mut reader, (&from.id, None), (within, HANDED_MAX)).await?;
    let all = load(&mut reader, (&from.id, None), (within, i64::MAX)).await?.files;
    let (left, elsewhere) = ((all - moves.files).max(0), (from.people - all).max(0));
    Ok(Handing { from, to, moves, left, elsewhere })
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

/// Gives everybody whom a colleague looks after to another one who tracks people and sees them,
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
        let to = taker(&mut reader, viewer, (from, to)).await?;
        let within = to.only_office();
        let people = store::of_owner(&mut reader, from, (within, HANDED_MAX)).await?;
        let all = load(&mut reader, (from, None), (within, i64::MAX)).await?;
        (people, all.files)
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
    let moves = load(&mut writer, (from, Some(person)), (None, 1)).await?;
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
