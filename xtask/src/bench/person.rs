//! The page that is looked at most: a person's checkpoints.

use anyhow::Result;

use super::bare;
use super::client::Client;
use super::house::{self, House};
use super::load;
use super::scene::Scene;
use super::table::Section;

pub fn page(scene: &Scene) -> Result<Section> {
    let house = House::new(scene, "person", None)?;
    let token = house.user("adviser")?;
    let server = house.start()?;
    let door = server.door(Some(&token));
    let person = house::place(&mut Client::connect(&door)?, "Person", house::days_ago(60)?)?;
    let mut figures = Vec::new();
    for (name, path) in [
        ("person's page", format!("/people/{person}?tab=checkpoints")),
        ("person's checkpoints as JSON", format!("/api/v1/people/{person}/checkpoints")),
    ] {
        figures.extend(load::pace(&door, &path, scene.length)?.figures(name, Some(bare::NAME)));
    }
    Ok(Section {
        title: "A person's page",
        words: "`GET /people/{id}?tab=checkpoints` and `GET /api/v1/people/{id}/checkpoints` of a \
                person with one job and its checkpoints, on SQLite: token, opening of the file, \
                the whole file, the decisions, the template.",
        figures,
    })
}
