//! The page that is looked at most: a person's checkpoints.

use anyhow::Result;

use super::bare;
use super::client::Client;
use super::house;
use super::lists;
use super::load;
use super::scene::Scene;
use super::table::Section;

/// Four for each of 100,000 people.
const CHECKPOINTS: i64 = 400_000;
const OFFICES: i64 = 40;

pub fn page(scene: &Scene) -> Result<Section> {
    let (house, tokens) = lists::furnished(scene, CHECKPOINTS, OFFICES)?;
    let token = tokens.iter().find(|(role, _)| *role == "adviser").map(|(_, token)| token);
    let server = house.start()?;
    let door = server.door(token.map(String::as_str));
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
                person with one job and its checkpoints, among 100,000 people in 40 offices, on \
                SQLite: token, opening of the file, the whole file, its evidence, the decisions, \
                the template.",
        figures,
    })
}
