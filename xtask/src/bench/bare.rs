//! What pages are compared with: the least that a server can do.

use std::process::Command;

use anyhow::Result;

use super::load;
use super::program::Program;
use super::scene::Scene;
use super::table::Section;

/// The name under which pages are compared with it.
pub const NAME: &str = "empty handler";

pub fn handler(scene: &Scene) -> Result<Section> {
    let xtask = std::env::current_exe()?;
    let server = Program::start(Command::new(xtask).arg("bare-handler"))?;
    let pace = load::pace(&server.door(None), "/", scene.length)?;
    Ok(Section {
        title: "Base: an empty handler",
        words: "A few words over the same HTTP library, without session, database or template. \
                Here and below, *half of the answers* and *slowest of a hundred* are how long an \
                answer takes over one connection, one after the other, half of them or 99 of a \
                hundred being quicker; *16 at once* is how many there are a second over 16 \
                connections, clients and server sharing the machine.",
        figures: pace.figures(NAME, None),
    })
}
