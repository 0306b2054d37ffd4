//! How soon the program is there, and what it needs while nobody asks anything.

use std::time::Duration;

use anyhow::Result;

use super::client::Client;
use super::house::House;
use super::scene::Scene;
use super::table::{Aim, Figure, Section};

const STARTS: usize = 9;
/// What a start leaves to be done is done by then.
const REST: Duration = Duration::from_secs(3);

pub fn office(scene: &Scene) -> Result<Section> {
    let house = House::new(scene, "start", None)?;
    house.user("adviser")?;
    let mut took = Vec::new();
    for _ in 0..STARTS {
        took.push(house.start()?.took.as_secs_f64());
    }
    took.sort_by(f64::total_cmp);
    let server = house.start()?;
    Client::connect(&server.door(None))?.get("/health")?;
    std::thread::sleep(REST);
    let idle = server.memory()?.now_megabytes;
    Ok(Section {
        title: "Start and rest",
        words: "`cairn serve` over a SQLite database that is there: from the start of the process \
                until it says `ready` (the middle one of 9 starts, each after a kill), and the \
                memory that it holds three seconds later, when nobody has asked but for its \
                health.",
        figures: vec![
            Figure::of("start", took[STARTS / 2], "seconds").aim(Aim::AtMost(0.1)),
            Figure::of("memory at rest", idle, "megabytes").aim(Aim::AtMost(40.0)),
        ],
    })
}
