//! Benchmarks. `cargo xtask bench` measures and writes `docs/benchmarks.md`.
//!
//! A scenario is a function that gives figures. To add one: a module here, a line in
//! `SCENARIOS`. Every figure that can names what it is compared with, since a bare number says
//! more about the machine than about the program.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

#[cfg(feature = "bench")]
mod bare;
#[cfg(feature = "bench")]
mod calls;
#[cfg(feature = "bench")]
mod client;
#[cfg(feature = "bench")]
mod database;
#[cfg(feature = "bench")]
mod diary;
mod handler;
#[cfg(feature = "bench")]
mod house;
#[cfg(feature = "bench")]
mod lists;
#[cfg(feature = "bench")]
mod load;
#[cfg(feature = "bench")]
mod person;
#[cfg(feature = "bench")]
mod placements;
#[cfg(feature = "bench")]
mod program;
#[cfg(feature = "bench")]
mod scene;
#[cfg(feature = "bench")]
mod size;
#[cfg(feature = "bench")]
mod start;
#[cfg(feature = "bench")]
mod store;
#[cfg(feature = "bench")]
mod surveys;
#[cfg(feature = "bench")]
mod table;
#[cfg(feature = "bench")]
mod uploads;

pub use handler::run as bare_handler;

#[derive(Args)]
pub struct Options {
    /// Only scenarios whose name contains this; the report is then printed and not written
    filter: Option<String>,
    /// How long each measurement takes
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Measure this program, in place of one built for release now
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// Without the feature we cannot open the database: build again with it, for release.
#[cfg(not(feature = "bench"))]
pub fn run(options: &Options) -> Result<ExitCode> {
    let mut again = crate::cargo();
    again.args(["run", "--release", "--package", "xtask", "--features", "bench", "--", "bench"]);
    again.args(["--seconds", &options.seconds.to_string()]).args(&options.filter);
    if let Some(program) = &options.program {
        again.arg("--program").arg(program);
    }
    Ok(if again.status()?.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(feature = "bench")]
type Scenario = fn(&scene::Scene) -> Result<table::Section>;

/// Base lines first: those after them may be compared with them.
#[cfg(feature = "bench")]
const SCENARIOS: [(&str, Scenario); 11] = [
    ("handler", bare::handler),
    ("database", database::group_commit),
    ("placements", placements::through_the_door),
    ("surveys", surveys::answered),
    ("person", person::page),
    ("lists", lists::of_work),
    ("diary", diary::of_a_day),
    ("calls", calls::stepped),
    ("uploads", uploads::of_documents),
    ("start", start::office),
    ("size", size::binary),
];

#[cfg(feature = "bench")]
pub fn run(options: &Options) -> Result<ExitCode> {
    let scene = scene::Scene::new(options.seconds, options.program.clone());
    let mut sections = Vec::new();
    for (name, scenario) in SCENARIOS {
        if options.filter.as_ref().is_none_or(|filter| name.contains(filter.as_str())) {
            println!("== {name}");
            sections.push(scenario(&scene)?);
        }
    }
    let report = table::report(&sections);
    println!("\n{report}");
    if options.filter.is_none() {
        std::fs::write(crate::root().join("docs/benchmarks.md"), report)?;
    }
    Ok(ExitCode::SUCCESS)
}
