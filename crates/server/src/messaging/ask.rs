//! Asking. (Being written: the automatic door that the worker calls.)

use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::failure::Failure;
use crate::record::Writer;
use domain::programmes::{AskChannel, Purpose};

/// What the worker decided to send.
pub struct Automatic {
    pub channel: AskChannel,
    pub attempt: u32,
    pub purpose: Purpose,
}

/// Puts a message of the programme's own template into the outbox.
///
/// # Errors
///
/// What the database says.
pub async fn by_itself(
    _app: &App,
    _writer: &mut Writer,
    _on: (&File, &OnFile),
    _asking: Automatic,
) -> Result<(), Failure> {
    Err(Failure::Busy)
}
