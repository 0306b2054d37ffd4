//! The telephone interview: staff read the questions out and type in what they hear.
//!
//! It begins with what the programme says to say, and with how the call went; each call is one
//! asking by telephone (`start`). Then comes one question on a page, as it is to be spoken, in the
//! client's language; every answer is kept at once as the draft of staff (`ask`), so that a call
//! may break off and go on another day. At the end everything is read back (`check`), and the
//! questionnaire on the person's page takes over. A call never submits, never alters what the
//! client sent, and never writes over what somebody else has typed meanwhile.

mod ask;
mod check;
mod interview;
mod outcome;
mod start;
pub mod store;

use crate::routes::Routes;

/// The addresses of the telephone interview.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/checkpoints/{id}/call", start::show)
        .post("/checkpoints/{id}/call", start::record)
        .get("/checkpoints/{id}/call/check", check::show)
        .get("/checkpoints/{id}/call/q/{question}", ask::show)
        .post("/checkpoints/{id}/call/q/{question}", ask::answer)
}
