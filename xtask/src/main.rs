//! The work around the product: tests, house rules, benchmarks, stand-ins.
//!
//! `cargo xtask test` is every test there is, and what `.ci/run` calls.
#![expect(
    clippy::disallowed_methods,
    reason = "measures how long real steps take; nothing here decides by the date"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

mod bench;
mod funder;
mod gateway;
mod postgres;
#[cfg(feature = "store")]
mod store;
mod system;
mod test;
mod tidy;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Tests, house rules and benchmarks of Cairn")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run every test there is: format, clippy, tidy, both engines, the browser
    Test(test::Options),
    /// Check the house rules that a program can check
    Tidy,
    /// Start a private PostgreSQL and keep it until Ctrl-C
    Postgres(postgres::Options),
    /// Be a text-message provider that can be told to fail
    Gateway(gateway::Options),
    /// Be a funder’s program that can be told to fail
    Funder(funder::Options),
    /// Be a store of documents that speaks S3
    #[cfg(feature = "store")]
    Store(store::Options),
    /// Measure, and write docs/benchmarks.md
    Bench(bench::Options),
    /// Answer every request with a few words, as something to compare with
    #[command(hide = true)]
    BareHandler,
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    match task {
        Task::Test(options) => test::run(&options),
        Task::Tidy => tidy::run(&root()),
        Task::Postgres(options) => postgres::keep(&options),
        Task::Gateway(options) => gateway::run(options),
        Task::Funder(options) => funder::run(options),
        #[cfg(feature = "store")]
        Task::Store(options) => store::run(options),
        Task::Bench(options) => bench::run(&options),
        Task::BareHandler => bench::bare_handler(),
    }
}

/// The folder of the workspace: the one that we stand in, or where this program was built.
fn root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let is_root = |folder: &&Path| folder.join("xtask/Cargo.toml").is_file();
    let found = here.ancestors().find(is_root);
    let built = Path::new(env!("CARGO_MANIFEST_DIR"));
    found.or(built.parent()).unwrap_or(built).to_path_buf()
}

/// The cargo that started us, so that a chosen toolchain stays chosen.
fn cargo() -> std::process::Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = std::process::Command::new(program);
    command.current_dir(root());
    command
}
