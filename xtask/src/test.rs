//! `cargo xtask test`: everything that must hold, in one command.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use crate::postgres::{Postgres, Promise};
use crate::system::{self, Need};
use crate::{cargo, root, tidy};

#[derive(Args)]
pub struct Options {
    /// Only this step; may be given several times
    #[arg(long)]
    only: Vec<Only>,
    /// Only tests whose name contains this
    filter: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    Fmt,
    Clippy,
    Tidy,
    /// Tests inside the crates, and those beside them that are none of the three below
    Unit,
    Http,
    Browser,
    Fault,
}

impl Options {
    fn asks_for(&self, step: Only) -> bool {
        self.only.is_empty() || self.only.contains(&step)
    }

    fn asks_for_tests(&self) -> bool {
        [Only::Unit, Only::Http, Only::Browser, Only::Fault].iter().any(|step| self.asks_for(*step))
    }
}

/// What has happened so far.
#[derive(Default)]
struct Report {
    failed: Vec<&'static str>,
    /// Cargo's `test result:` lines, kept for the end, where they are read.
    results: Vec<String>,
}

impl Report {
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<bool>) {
        println!("== {name}");
        let began = Instant::now();
        let fine = work().unwrap_or_else(|error| {
            eprintln!("{error:#}");
            false
        });
        let outcome = if fine { "ok" } else { "FAILED" };
        println!("== {name}: {outcome} after {:.1} s", began.elapsed().as_secs_f64());
        if !fine {
            self.failed.push(name);
        }
    }

    fn close(self) -> ExitCode {
        for line in &self.results {
            println!("{line}");
        }
        if self.failed.is_empty() {
            return ExitCode::SUCCESS;
        }
        println!("failed: {}", self.failed.join(", "));
        ExitCode::FAILURE
    }
}

/// Runs the steps asked for, all of them even if one fails.
pub fn run(options: &Options) -> Result<ExitCode> {
    let mut report = Report::default();
    let mut axe = None;
    if options.asks_for_tests() {
        report.step("needs", || {
            let needs = [Need::Postgres, Need::Chromium, Need::Chromedriver, Need::Clamd];
            system::make_sure_of(&needs)?;
            axe = Some(install_axe()?);
            Ok(true)
        });
        if !report.failed.is_empty() {
            return Ok(report.close());
        }
    }
    if options.asks_for(Only::Fmt) {
        report.step("fmt", || succeeds(cargo().args(["fmt", "--all", "--check"])));
    }
    if options.asks_for(Only::Clippy) {
        report.step("clippy", || {
            let mut clippy = cargo();
            clippy.args(["clippy", "--workspace", "--all-targets", "--features", "xtask/bench"]);
            succeeds(clippy.args(["--", "-D", "warnings"]))
        });
    }
    if options.asks_for(Only::Tidy) {
        report.step("tidy", || tidy::check(&root()));
    }
    if let Some(axe) = axe {
        tests(options, &axe, &mut report);
    }
    Ok(report.close())
}

fn tests(options: &Options, axe: &Path, report: &mut Report) {
    let mut programs = Vec::new();
    report.step("build", || {
        programs = build()?;
        Ok(true)
    });
    if report.failed.contains(&"build") {
        return;
    }
    let mut results = Vec::new();
    report.step("test", || {
        let (url, _server) = database()?;
        let mut environment: Vec<(&str, OsString)> = programs;
        environment.push(("CAIRN_TEST_POSTGRES", url.into()));
        environment.push(("CAIRN_TEST_AXE", axe.into()));
        for (name, need) in [
            ("CAIRN_TEST_CHROMIUM", Need::Chromium),
            ("CAIRN_TEST_CHROMEDRIVER", Need::Chromedriver),
            ("CAIRN_TEST_CLAMD", Need::Clamd),
            ("CAIRN_TEST_POSTGRES_PROGRAMS", Need::Postgres),
        ] {
            let program = need.find().with_context(|| format!("{need:?} went away"))?;
            environment.push((name, program.into()));
        }
        run_tests(options, environment, &mut results)
    });
    report.results = results;
}

/// The server of the environment, if somebody keeps one with `cargo xtask postgres`; else our own.
fn database() -> Result<(String, Option<Postgres>)> {
    if let Ok(url) = std::env::var("CAIRN_TEST_POSTGRES") {
        println!("using the PostgreSQL of CAIRN_TEST_POSTGRES");
        return Ok((url, None));
    }
    let server = Postgres::start(Promise::InMemory)?;
    Ok((server.url.clone(), Some(server)))
}

/// Builds all that the tests need, and says where the programs are that they start.
///
/// With the same packages and features as `cargo test`, so that nothing is built twice.
fn build() -> Result<Vec<(&'static str, OsString)>> {
    let mut build = cargo();
    build.args(["build", "--workspace", "--all-targets", "--features", "xtask/bench"]);
    build.arg("--message-format=json-render-diagnostics").stdout(Stdio::piped());
    let mut child = build.spawn().context("starting cargo build")?;
    let stdout = child.stdout.take().context("cargo build has no output")?;
    let mut programs = Vec::new();
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        for (program, variable) in [("cairn", "CAIRN_TEST_BIN"), ("xtask", "CAIRN_TEST_XTASK")] {
            if let Some(path) = program_in(&line, program) {
                programs.push((variable, path.into()));
            }
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("cargo build failed with {status}");
    }
    Ok(programs)
}

/// The path of the program `name`, if this message of cargo's announces it.
fn program_in(message: &str, name: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let is_it = message["reason"] == "compiler-artifact"
        && message["target"]["name"] == name
        && message["target"]["kind"][0] == "bin"
        && message["profile"]["test"] == false;
    if !is_it {
        return None;
    }
    message["executable"].as_str().map(PathBuf::from)
}

fn run_tests(
    options: &Options,
    environment: Vec<(&str, OsString)>,
    results: &mut Vec<String>,
) -> Result<bool> {
    let mut test = cargo();
    test.args(["test", "--workspace", "--no-fail-fast", "--features", "xtask/bench"]);
    test.args(targets(options)?).envs(environment);
    if let Some(filter) = &options.filter {
        test.args(["--", filter]);
    }
    let mut child = test.stdout(Stdio::piped()).spawn().context("starting cargo test")?;
    let mut stdout = BufReader::new(child.stdout.take().context("cargo test has no output")?);
    let mut line = Vec::new();
    while stdout.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        if text.starts_with("test result:") {
            results.push(text.trim_end().to_owned());
        } else {
            print!("{text}");
            std::io::stdout().flush()?;
        }
        line.clear();
    }
    Ok(child.wait()?.success())
}

/// What to tell cargo so that only the tests asked for are run; nothing means all.
fn targets(options: &Options) -> Result<Vec<String>> {
    let mut targets = Vec::new();
    if options.only.is_empty() {
        return Ok(targets);
    }
    for (step, name) in [(Only::Http, "http"), (Only::Browser, "browser"), (Only::Fault, "fault")] {
        if options.asks_for(step) {
            targets.extend(["--test".to_owned(), name.to_owned()]);
        }
    }
    if options.asks_for(Only::Unit) {
        targets.extend(["--lib".to_owned(), "--bins".to_owned()]);
        for name in other_test_targets(&root())? {
            targets.extend(["--test".to_owned(), name]);
        }
    }
    Ok(targets)
}

/// The test programs beside the crates that are not those of the product's three.
fn other_test_targets(root: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root.join("crates"))? {
        let Ok(tests) = std::fs::read_dir(entry?.path().join("tests")) else { continue };
        for test in tests {
            let path = test?.path();
            let is_target = path.join("main.rs").is_file()
                || path.extension().is_some_and(|extension| extension == "rs");
            let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            if is_target && !["http", "browser", "fault"].contains(&name) {
                names.push(name.to_owned());
            }
        }
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// The accessibility checker that `package.json` pins, installed if it is not there yet.
fn install_axe() -> Result<PathBuf> {
    let root = root();
    let script = root.join("node_modules/axe-core/axe.min.js");
    let pinned = version_in(&root.join("package.json"), &["devDependencies", "axe-core"])
        .context("package.json pins no axe-core")?;
    let there = version_in(&root.join("node_modules/axe-core/package.json"), &["version"]);
    if there.as_deref() == Some(&pinned) && script.is_file() {
        return Ok(script);
    }
    system::make_sure_of(&[Need::Npm])?;
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&root);
    if !succeeds(&mut npm)? || !script.is_file() {
        bail!("npm ci did not bring axe-core {pinned}");
    }
    Ok(script)
}

fn version_in(file: &Path, keys: &[&str]) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let json: serde_json::Value = serde_json::from_str(&text).ok()?;
    let mut value = &json;
    for key in keys {
        value = value.get(key)?;
    }
    value.as_str().map(str::to_owned)
}

fn succeeds(command: &mut Command) -> Result<bool> {
    let status = command.status().with_context(|| format!("starting {command:?}"))?;
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_program_but_not_its_test() {
        let message = |test: bool| {
            format!(
                r#"{{"reason":"compiler-artifact","target":{{"name":"cairn","kind":["bin"]}},
                "profile":{{"test":{test}}},"executable":"target/debug/cairn"}}"#
            )
        };
        assert_eq!(program_in(&message(false), "cairn"), Some("target/debug/cairn".into()));
        assert_eq!(program_in(&message(true), "cairn"), None);
        assert_eq!(program_in(&message(false), "xtask"), None);
        assert_eq!(program_in("not json", "cairn"), None);
    }

    #[test]
    fn a_plain_run_takes_every_test() {
        let options = Options { only: vec![], filter: None };
        assert!(targets(&options).unwrap().is_empty());
        let options = Options { only: vec![Only::Http], filter: None };
        assert_eq!(targets(&options).unwrap(), ["--test", "http"]);
        assert!(!options.asks_for(Only::Fmt));
    }
}
