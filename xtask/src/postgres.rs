//! A private PostgreSQL for the tests: a temporary folder, loopback, a free port.
//!
//! It is stopped by a watcher, a shell that waits for its standard input to close. We hold the
//! other end, so the server and its folder go when we do, however we go: at the end, by Ctrl-C,
//! by a panic, or killed.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::system::{self, Need};

const SETTINGS: &str = "\
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
shared_buffers = '128MB'
wal_level = minimal
max_wal_senders = 0
autovacuum_naptime = '10s'
timezone = 'UTC'
log_timezone = 'UTC'
";

const FORGETFUL: &str = "\
fsync = off
full_page_writes = off
";

const WATCH: &str = r#"
trap '' INT TERM HUP
cat >/dev/null
"$1/pg_ctl" -s -D "$2/data" -m immediate stop >/dev/null 2>&1
rm -rf "${2:?}"
"#;

#[derive(Args)]
pub struct Options {
    /// Commits wait for the disk, as they do in an office
    #[arg(long)]
    on_disk: bool,
}

/// What a commit promises.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// It is on the disk, as in an office.
    OnDisk,
    /// It outlives the program but not a power cut: quicker, and enough for most tests.
    InMemory,
}

/// A running server; dropping it stops it and removes its folder.
pub struct Postgres {
    pub url: String,
    watcher: Child,
}

impl Postgres {
    /// Makes a fresh server and waits until it answers.
    pub fn start(promise: Promise) -> Result<Postgres> {
        system::make_sure_of(&[Need::Postgres])?;
        let programs = Need::Postgres.find().context("the PostgreSQL programs went away")?;
        let folder = temporary_folder()?;
        let watcher = watch(&programs, &folder)?;
        let mut server = Postgres { url: String::new(), watcher };
        initialise(&programs, &folder)?;
        let port = start_on_free_port(&programs, &folder, promise)?;
        server.url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        Ok(server)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        if let Err(error) = self.watcher.wait() {
            eprintln!("the PostgreSQL of the tests may still run: {error}");
        }
    }
}

/// `cargo xtask postgres`: keeps a server until Ctrl-C.
pub fn keep(options: &Options) -> Result<ExitCode> {
    let promise = if options.on_disk { Promise::OnDisk } else { Promise::InMemory };
    let server = Postgres::start(promise)?;
    println!("export CAIRN_TEST_POSTGRES={}", server.url);
    println!("Ctrl-C stops it.");
    loop {
        std::thread::park();
    }
}

fn temporary_folder() -> Result<PathBuf> {
    let mut make = as_its_user(Path::new("mktemp"));
    if system::is_root() {
        // Ours may be closed to the other user.
        make.env_remove("TMPDIR");
    }
    let output = make.args(["-d", "-t", "cairn-postgres-XXXXXXXX"]).output()?;
    if !output.status.success() {
        bail!("no temporary folder: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(PathBuf::from(String::from_utf8(output.stdout)?.trim()))
}

fn watch(programs: &Path, folder: &Path) -> Result<Child> {
    as_its_user(Path::new("sh"))
        .args(["-c", WATCH, "watch"])
        .arg(programs)
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .context("starting the watcher of PostgreSQL")
}

fn initialise(programs: &Path, folder: &Path) -> Result<()> {
    let mut initdb = as_its_user(&programs.join("initdb"));
    initdb.args(["--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8"]);
    initdb.arg("--locale=C.UTF-8");
    if major_version(programs) >= 15 {
        // Offices do not sort by bytes, so neither do the tests: a query that forgets its
        // collation must not pass here and fail there.
        initdb.args(["--locale-provider=icu", "--icu-locale=en-CA"]);
    }
    let output = initdb.arg("-D").arg(folder.join("data")).output()?;
    if !output.status.success() {
        bail!("initdb failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

fn major_version(programs: &Path) -> u32 {
    let said = system::output_of(&programs.join("initdb").to_string_lossy(), &["--version"]);
    let number = said.as_deref().and_then(|said| said.split_whitespace().nth(2).map(str::to_owned));
    let digits = number.unwrap_or_default();
    let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// The port is free when we look and may be taken when the server does, so we try again.
fn start_on_free_port(programs: &Path, folder: &Path, promise: Promise) -> Result<u16> {
    let log = folder.join("log");
    for _ in 0..3 {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let status = as_its_user(&programs.join("pg_ctl"))
            .args(["-s", "-w", "-t", "30", "-D"])
            .arg(folder.join("data"))
            .arg("-l")
            .arg(&log)
            .args(["-o", &options(port, promise), "start"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()?;
        if status.success() {
            return Ok(port);
        }
    }
    let said = std::fs::read_to_string(&log).unwrap_or_default();
    bail!("PostgreSQL did not start. It said:\n{said}");
}

fn options(port: u16, promise: Promise) -> String {
    let mut options = format!("-p {port}");
    let more = if promise == Promise::InMemory { FORGETFUL } else { "" };
    for line in SETTINGS.lines().chain(more.lines()) {
        let setting: String = line.chars().filter(|character| *character != ' ').collect();
        options.push_str(" -c ");
        options.push_str(&setting);
    }
    options
}

/// PostgreSQL refuses to be root, so root becomes the user of Debian's package.
fn as_its_user(program: &Path) -> Command {
    let mut command = if system::is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    // The folder we stand in may be closed to that user.
    command.current_dir("/");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_become_options() {
        let options = options(4711, Promise::OnDisk);
        assert!(options.starts_with("-p 4711 -c listen_addresses='127.0.0.1'"));
        assert!(options.contains(" -c max_connections=300"));
        assert!(!options.contains("fsync"));
        assert!(super::options(4711, Promise::InMemory).contains(" -c fsync=off"));
    }
}
