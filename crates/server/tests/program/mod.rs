//! The built program as a process of its own, and its doors. Shared by the browser's journeys
//! and the fault tests, which both meet `cairn` only from outside.

pub mod doors;
pub mod life;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::sync::OnceCell;

/// A demo makes its whole cast at its first start, on a machine that is busy with other tests.
const START_WAIT: Duration = Duration::from_secs(180);

/// The program `cairn`, as built for the tests.
pub fn cairn() -> String {
    let built = option_env!("CARGO_BIN_EXE_cairn").map(str::to_owned);
    std::env::var("CAIRN_TEST_BIN").ok().or(built).expect("CAIRN_TEST_BIN names the program")
}

/// A folder that goes with its value. Folders of a run that was ended by force go at the next.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let own = all.join(format!("cairn-{}", std::process::id()));
        if !own.exists() {
            remove_left_over(all);
        }
        let folder = own.join(name);
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        Self(folder)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Puts a demo into it, with its whole cast as it was made once for all tests.
    pub async fn seed(&self) {
        static SEEDED: OnceCell<Folder> = OnceCell::const_new();
        let make = async || {
            let folder = Folder::new("seeded");
            Program::demo(&folder).await.stop().await;
            folder
        };
        let seeded = SEEDED.get_or_init(make).await;
        for entry in std::fs::read_dir(&seeded.0).expect("the folder is read") {
            let entry = entry.expect("the folder is read");
            let to = self.0.join(entry.file_name());
            std::fs::copy(entry.path(), to).expect("the file is copied");
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
        // Only the last one succeeds.
        self.0.parent().map(std::fs::remove_dir);
    }
}

fn remove_left_over(all: &Path) {
    for entry in std::fs::read_dir(all).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let run = name.to_str().and_then(|name| name.strip_prefix("cairn-"));
        if run.is_some_and(|run| !Path::new("/proc").join(run).exists()) {
            std::fs::remove_dir_all(entry.path()).ok();
        }
    }
}

/// A running `cairn`, killed when the value goes.
pub struct Program {
    pub child: Child,
    /// As `http://127.0.0.1:40123`.
    pub address: String,
    /// Kept open: a program whose output nobody takes would stop at its next line.
    _said: Lines<BufReader<ChildStdout>>,
}

impl Program {
    /// Starts it and waits until it says `ready`.
    pub async fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = Command::new(cairn());
        command.args(arguments).envs(environment.iter().copied());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().expect("cairn starts");
        let stdout = child.stdout.take().expect("its output is taken");
        let mut said = BufReader::new(stdout).lines();
        let first = tokio::time::timeout(START_WAIT, said.next_line()).await;
        let first = first.expect("cairn says ready in time").expect("its output is read");
        let first = first.unwrap_or_else(|| panic!("cairn {arguments:?} ended at its start"));
        let address = first.strip_prefix("ready ").map(str::to_owned);
        let address = address.unwrap_or_else(|| panic!("cairn's first line is {first}"));
        Self { child, address, _said: said }
    }

    /// Starts the demo that is kept in a folder.
    pub async fn demo(folder: &Folder) -> Self {
        let data = folder.path().to_str().expect("a path in letters");
        Self::start(&["demo", "--listen", "127.0.0.1:0", "--data", data], &[]).await
    }

    /// Asks it to stop, as a service manager does, and waits until it has.
    pub async fn stop(mut self) {
        let id = self.child.id().expect("it runs").to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().await;
        assert!(asked.is_ok_and(|status| status.success()), "it is asked to stop");
        let ended = tokio::time::timeout(START_WAIT, self.child.wait()).await;
        ended.expect("it stops in time").expect("it is waited for");
    }
}
