//! The client's pages: a survey answered on a telephone, by the link of a message, without signing
//! in.
//!
//! `GET /s/{token}` puts the link's secret into a cookie and leads to the clean address; no GET or
//! HEAD ever changes a thing, since programs open links before people do. A sitting begins with
//! the form of the first page (and the year of birth, where we have it), every *Continue* keeps
//! the answers of its page, and *Send* submits them once. Without the gate nothing that we know is
//! shown. Whoever came by a text message may answer one question in two taps before that (`quick`).
//! Nothing here needs script.

mod begin;
mod cookie;
mod door;
mod files;
mod questions;
mod quick;
mod record;
mod send;
mod stop;
pub mod trial;
mod views;
mod way;

pub(super) use self::begin::definition_of;
pub(super) use self::door::{Found, let_in};
pub use self::way::answers_of;
use crate::routes::Routes;

/// The pages of this noun that clients see.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/s", begin::show)
        .post("/s", begin::begin)
        .get("/s/start", begin::start)
        .post("/s/quick", quick::tap)
        .get("/s/stop", stop::show)
        .post("/s/stop", stop::stop)
        .get("/s/{token}", begin::enter)
        .get("/s/q/{screen}", questions::show)
        .post("/s/q/{screen}", questions::answer)
        .post("/s/q/{screen}/files", files::receive)
}
