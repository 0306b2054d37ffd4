//! The day of a diary, in a province's installation.

use anyhow::Result;

use super::lists;
use super::load;
use super::scene::Scene;
use super::store;
use super::table::{Figure, Section};

/// Four checkpoints, and four entries of the diary, for each of 250,000 people.
const CHECKPOINTS: i64 = 1_000_000;
const OFFICES: i64 = 100;

const BARE: &str = "the rows of the day alone, half of the answers";

pub fn of_a_day(scene: &Scene) -> Result<Section> {
    let (house, tokens) = lists::furnished(scene, CHECKPOINTS, OFFICES)?;
    let filled = store::fill_diary(&house.url)?;
    println!("{filled} entries");
    let bare = store::day_of_diary(&house.url, scene.length)?;
    let mut figures = vec![Figure::of(BARE, load::part(&bare, 50)?, "microseconds")];
    let server = house.start()?;
    for (name, role, path) in [
        ("adviser's day", "adviser", "/diary"),
        ("adviser's day as JSON", "adviser", "/api/v1/diary"),
        ("adviser's week", "adviser", "/diary?view=week"),
    ] {
        let token = tokens.iter().find(|(known, _)| *known == role).map(|(_, token)| token);
        let door = server.door(token.map(String::as_str));
        let pace = load::pace(&door, path, scene.length)?;
        let half = Figure::of(format!("{name}, half of the answers"), pace.p50_us, "microseconds");
        figures.push(half.to(BARE));
        let slow = format!("{name}, slowest of a hundred");
        figures.push(Figure::of(slow, pace.p99_us, "microseconds").to(BARE));
        let many = format!("{name}, 16 at once");
        figures.push(Figure::of(many, pace.per_second, "answers per second"));
    }
    Ok(Section {
        title: "The diary",
        words: "`GET /diary` and `GET /api/v1/diary` of one adviser among 800 in 100 offices, with \
                1,000,000 entries on SQLite: what is overdue, and the day or week. Compared with \
                the statement that reads the day's rows, run in the measuring program itself: the \
                page adds the token, the numbers of the navigation, which are counts over the \
                adviser's checkpoints and tasks, the stones of each job, and the template.",
        figures,
    })
}
