//! The list of what waits, in a small installation and in a province's.

use anyhow::Result;

use super::bare;
use super::client::Client;
use super::house::{self, House};
use super::load::{self, Pace};
use super::scene::Scene;
use super::store;
use super::table::{Aim, Figure, Section};

/// People placed through the interface, of whom the others are copies; each works since another
/// day of the last two years.
const MODELS: i64 = 60;
const DAYS_BETWEEN: i64 = 12;
/// Checkpoints of a person in the programme.
const EACH: i64 = 4;

/// How large, and in how many offices.
const SIZES: [(&str, i64, i64); 2] =
    [("10,000 checkpoints", 10_000, 1), ("1,000,000 checkpoints", 1_000_000, 100)];

/// The pages, each with whose it is and whether it should not grow with the installation.
const PAGES: [(&str, &str, &str, Growth); 5] = [
    ("adviser's overdue", "adviser", "/checkpoints?queue=overdue&whose=mine", Growth::Twice),
    ("office's overdue", "team_leader", "/checkpoints?queue=overdue&whose=team", Growth::Twice),
    ("office's open", "team_leader", "/checkpoints?queue=open&whose=team", Growth::Twice),
    ("office's overdue as JSON", "team_leader", "/api/v1/work?queue=overdue", Growth::Twice),
    ("agency's overdue", "records_lead", "/checkpoints?queue=overdue&whose=team", Growth::Free),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Growth {
    /// One office's list: a hundred times as many checkpoints may double its time.
    Twice,
    /// It counts the work of all offices, so it grows with them.
    Free,
}

pub fn of_work(scene: &Scene) -> Result<Section> {
    let mut figures = Vec::new();
    for (size, checkpoints, offices) in SIZES {
        println!("making {size}");
        let (house, tokens) = furnished(scene, checkpoints, offices)?;
        let server = house.start()?;
        for (name, role, path, growth) in PAGES {
            let token = tokens.iter().find(|(known, _)| *known == role).map(|(_, token)| token);
            let door = server.door(token.map(String::as_str));
            let pace = load::pace(&door, path, scene.length)?;
            figures.extend(pace.figures(&format!("{name}, {size}"), Some(bare::NAME)));
            if size != SIZES[0].0 {
                figures.push(growth_of(name, size, &pace, growth));
            }
        }
        let memory = server.memory()?.peak_megabytes;
        let memory = Figure::of(format!("memory, {size}"), memory, "megabytes at the most");
        figures.push(memory.aim(Aim::AtMost(150.0)));
    }
    Ok(Section {
        title: "Lists of work",
        words: "`GET /checkpoints` and `GET /api/v1/work` on SQLite: the numbers of every queue, \
                and the first 50 rows of one. 10,000 checkpoints are one office with 8 advisers \
                and two years of placements, most of them finished, some 800 waiting; 1,000,000 \
                are 100 such offices. The office's and the adviser's list should hardly notice; \
                the agency's counts what waits in all offices, so it grows with them, and \
                sixteen such counts at once take most of the memory. No list reads the table: see \
                `migrations/0010_in_sight.sql`.",
        figures,
    })
}

fn growth_of(name: &str, size: &str, pace: &Pace, growth: Growth) -> Figure {
    let figure = Figure::of(format!("{name}, {size}, growth"), pace.p50_us, "microseconds")
        .to(format!("{name}, {}, half of the answers", SIZES[0].0));
    if growth == Growth::Twice { figure.aim(Aim::RatioAtMost(2.0)) } else { figure }
}

pub type Tokens = Vec<(&'static str, String)>;

/// A house with so many checkpoints, closed, with a token for each role.
pub fn furnished(scene: &Scene, checkpoints: i64, offices: i64) -> Result<(House, Tokens)> {
    let house = House::new(scene, &format!("lists-{checkpoints}"), None)?;
    let mut tokens = Vec::new();
    for role in ["adviser", "team_leader", "records_lead"] {
        tokens.push((role, house.user(role)?));
    }
    let server = house.start()?;
    let mut client = Client::connect(&server.door(Some(&tokens[0].1)))?;
    for n in 0..MODELS {
        let started_on = house::days_ago(n * DAYS_BETWEEN)?;
        house::place(&mut client, &format!("Model {n}"), started_on)?;
    }
    drop(server);
    let copies = checkpoints / (MODELS * EACH) - 1;
    store::fill(&house.url, store::Wanted { copies, offices, today: house::days_ago(0)? })?;
    Ok((house, tokens))
}
