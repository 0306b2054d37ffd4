//! Steps of guided calls, each answered and on the disk.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::bare;
use super::client::{Client, Door};
use super::house::{self, House};
use super::load::{part, since_us, together};
use super::scene::Scene;
use super::table::{Figure, Section};
use crate::postgres::{Postgres, Promise};

const CALLERS: usize = 16;

pub fn stepped(scene: &Scene) -> Result<Section> {
    let sqlite = House::new(scene, "calls-sqlite", None)?;
    let mut figures = of_engine(&sqlite, "SQLite", scene.length)?;
    let server = Postgres::start(Promise::OnDisk)?;
    let postgres = House::new(scene, "calls-postgres", Some(&server.url))?;
    figures.extend(of_engine(&postgres, "PostgreSQL", scene.length)?);
    Ok(Section {
        title: "Guided calls",
        words: "Steps of the tracking call over the interface, each one commit with the audit's \
                entry that is on the disk before it is answered: an instruction left \
                (`POST /runs/{id}/answers`) and gone back to (`POST /runs/{id}/back`), by one \
                program, then by 16 at once with a call of their own each. Half of the bare \
                database's commits would be the most. What the decisions alone take is measured \
                by `cargo bench -p server`.",
        figures,
    })
}

fn of_engine(house: &House, engine: &str, length: Duration) -> Result<Vec<Figure>> {
    let token = house.user("adviser")?;
    let server = house.start()?;
    let door = server.door(Some(&token));
    let mut alone = steps(&door, "Alone", length)?;
    alone.sort_unstable();
    let began = Instant::now();
    let many = together(CALLERS, |n| Ok(steps(&door, &format!("Caller {n}"), length)?.len()))?;
    let per_second = many.iter().sum::<usize>() as f64 / began.elapsed().as_secs_f64();
    let half = format!("step of a call, {engine}, half of the answers");
    let slowest = format!("step of a call, {engine}, slowest of a hundred");
    Ok(vec![
        Figure::of(half, part(&alone, 50)?, "microseconds")
            .to(format!("{}, half of the answers", bare::NAME)),
        Figure::of(slowest, part(&alone, 99)?, "microseconds"),
        Figure::of(format!("steps of calls, {engine}, 16 at once"), per_second, "steps per second")
            .to(format!("{engine}, 64 writers")),
    ])
}

/// Begins a call, and goes one step forth and back for so long; how long each step took.
fn steps(door: &Door, name: &str, length: Duration) -> Result<Vec<u64>> {
    let mut client = Client::connect(door)?;
    let person = house::place(&mut client, name, house::days_ago(10)?)?;
    let run = client.post("/api/v1/flows/tracking-call/runs", &json!({ "person": person }))?;
    let id = run["id"].as_str().context("no id in the answer")?.to_owned();
    let mut now = run;
    let mut took_us = Vec::new();
    let began = Instant::now();
    while began.elapsed() < length {
        for what in ["answers", "back"] {
            let visit: Value = now["node"]["visit"].clone();
            let asked = Instant::now();
            now = client.act(&format!("/api/v1/runs/{id}/{what}"), &json!({ "visit": visit }))?;
            took_us.push(since_us(asked));
        }
    }
    Ok(took_us)
}
