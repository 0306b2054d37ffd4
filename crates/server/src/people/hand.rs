//! Handing a person over to another colleague.

use super::store;
use crate::failure::Failure;
use crate::record::{Deed, Writer};
use domain::ids::{PersonId, UserId};

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
    store::record_owner(writer, (person, to)).await?;
    crate::placements::store::record_owner(writer, (person, to)).await?;
    crate::checkpoints::store::record_owner(writer, (person, to)).await?;
    crate::tasks::store::record_owner(writer, person, (from, to)).await?;
    crate::diary::store::record_owner(writer, person, (from, to)).await?;
    Ok(())
}
