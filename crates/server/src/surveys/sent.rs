//! Files that came with the answers, as staff open them.

use crate::documents::look;
use crate::documents::store::{self, Use};
use crate::record::Held;
use db::DbError;
use domain::ids::CheckpointId;

/// A file that came with the answers.
pub struct Sent {
    pub address: String,
    /// As the client called it.
    pub name: String,
}

/// The files that came with the answers of a checkpoint.
///
/// # Errors
///
/// What the database says.
pub async fn sent(held: &mut impl Held, checkpoint: &CheckpointId) -> Result<Vec<Sent>, DbError> {
    let one = |used: Use| Sent { address: look::address_of(&used.document), name: used.name };
    Ok(store::uses(held, checkpoint).await?.into_iter().map(one).collect())
}
