//! Placing people into Outcomes, as many as there can be.

use std::time::{Duration, Instant};

use anyhow::Result;

use super::client::Client;
use super::house::{self, House};
use super::load::{part, since_us, together};
use super::scene::Scene;
use super::table::{Aim, Figure, Section};
use crate::postgres::{Postgres, Promise};

const CLIENTS: usize = 64;

pub fn through_the_door(scene: &Scene) -> Result<Section> {
    let sqlite = House::new(scene, "placements-sqlite", None)?;
    let mut figures = of_engine(&sqlite, "SQLite", scene.length)?;
    let server = Postgres::start(Promise::OnDisk)?;
    let postgres = House::new(scene, "placements-postgres", Some(&server.url))?;
    figures.extend(of_engine(&postgres, "PostgreSQL", scene.length)?);
    Ok(Section {
        title: "Placements",
        words: "64 programs at once over the interface, each again and again: `POST /people`, then \
                `POST /people/{id}/placements`. A placement is an enrolment, a job, its \
                checkpoints, the audit's entries, and two commits that are on the disk before they \
                are answered; so half a placement for each bare commit would be the most. The time \
                is that of both requests together.",
        figures,
    })
}

fn of_engine(house: &House, engine: &str, length: Duration) -> Result<Vec<Figure>> {
    let token = house.user("adviser")?;
    let server = house.start()?;
    let door = server.door(Some(&token));
    let started_on = house::days_ago(10)?;
    let began = Instant::now();
    let made = together(CLIENTS, |n| {
        let mut client = Client::connect(&door)?;
        let mut took_us = Vec::new();
        while began.elapsed() < length {
            let asked = Instant::now();
            house::place(&mut client, &format!("Number {n} {}", took_us.len()), started_on)?;
            took_us.push(since_us(asked));
        }
        Ok((took_us, client.refused))
    })?;
    let seconds = began.elapsed().as_secs_f64();
    let refused: usize = made.iter().map(|(_, refused)| refused).sum();
    let mut took_us: Vec<u64> = made.into_iter().flat_map(|(took_us, _)| took_us).collect();
    took_us.sort_unstable();
    let base = format!("{engine}, 64 writers");
    let milliseconds = |of_hundred| Ok::<f64, anyhow::Error>(part(&took_us, of_hundred)? / 1e3);
    Ok(vec![
        Figure::of(
            format!("placements, {engine}"),
            took_us.len() as f64 / seconds,
            "placements per second",
        )
        .to(base),
        Figure::of(
            format!("placements, {engine}, half of the answers"),
            milliseconds(50)?,
            "milliseconds",
        ),
        Figure::of(
            format!("placements, {engine}, slowest of a hundred"),
            milliseconds(99)?,
            "milliseconds",
        ),
        Figure::of(
            format!("placements, {engine}, refused as busy"),
            refused as f64,
            "answers of 503, after which the program asks again",
        )
        .aim(Aim::AtMost(0.0)),
        Figure::of(
            format!("memory while placing, {engine}"),
            server.memory()?.peak_megabytes,
            "megabytes at the most",
        )
        .aim(Aim::AtMost(150.0)),
    ])
}
