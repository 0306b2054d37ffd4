//! Asking for a page again and again, alone and in company.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::client::{Client, Door};
use super::table::Figure;

/// Connections at once, when in company.
pub const CONNECTIONS: usize = 16;
const WARM_UP: Duration = Duration::from_millis(500);

/// The three figures of every page, and how their names end.
const HALF: &str = "half of the answers";
const SLOWEST: &str = "slowest of a hundred";
const TOGETHER: &str = "16 at once";

/// How a page answered.
pub struct Pace {
    /// One question after the other: half of the answers came sooner than this.
    pub p50_us: f64,
    /// One question after the other: of a hundred answers, 99 came sooner than this.
    pub p99_us: f64,
    /// Over all connections.
    pub per_second: f64,
}

impl Pace {
    /// The three figures of this page, compared with those of another.
    pub fn figures(&self, name: &str, base: Option<&str>) -> Vec<Figure> {
        let numbers = [
            (HALF, self.p50_us, "microseconds"),
            (SLOWEST, self.p99_us, "microseconds"),
            (TOGETHER, self.per_second, "answers per second"),
        ];
        let figure = |(end, figure, per)| {
            let figure = Figure::of(format!("{name}, {end}"), figure, per);
            match base {
                Some(base) => figure.to(format!("{base}, {end}")),
                None => figure,
            }
        };
        numbers.map(figure).into()
    }
}

/// Asks for a page over one connection, then over all.
pub fn pace(door: &Door, path: &str, length: Duration) -> Result<Pace> {
    ask_for(door, path, WARM_UP)?;
    let mut took_us = ask_for(door, path, length)?;
    took_us.sort_unstable();
    let began = Instant::now();
    let many = together(CONNECTIONS, |_| Ok(ask_for(door, path, length)?.len()))?;
    let per_second = many.iter().sum::<usize>() as f64 / began.elapsed().as_secs_f64();
    Ok(Pace { p50_us: part(&took_us, 50)?, p99_us: part(&took_us, 99)?, per_second })
}

/// Below which this many of a hundred sorted values are.
pub fn part(sorted: &[u64], of_hundred: usize) -> Result<f64> {
    Ok(*sorted.get(sorted.len() * of_hundred / 100).context("no answers")? as f64)
}

/// The microseconds since a moment.
pub fn since_us(moment: Instant) -> u64 {
    u64::try_from(moment.elapsed().as_micros()).unwrap_or(u64::MAX)
}

/// Does something in so many threads at once, and gives what came of each.
pub fn together<T: Send>(
    threads: usize,
    work: impl Fn(usize) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = (0..threads).map(|n| scope.spawn(move || work(n))).collect();
        let ended = running
            .into_iter()
            .map(|thread| thread.join().map_err(|_| anyhow::anyhow!("a client panicked"))?);
        ended.collect()
    })
}

/// Asks over one connection until the time is over; microseconds of each answer.
fn ask_for(door: &Door, path: &str, length: Duration) -> Result<Vec<u64>> {
    let mut client = Client::connect(door)?;
    let mut took_us = Vec::new();
    let end = Instant::now() + length;
    loop {
        let asked = Instant::now();
        if asked >= end {
            return Ok(took_us);
        }
        client.get(path)?;
        took_us.push(since_us(asked));
    }
}
