//! The other process: `cairn apart`, which nobody calls by hand.

use super::{Task, draw, small, strip};
use domain::documents::STAFF_BYTES_MAX;
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io::{Read, Write};
use std::process::ExitCode;

/// Seconds of a processor.
const CPU_S: u64 = 10;
/// Bytes of memory, addresses that are only set aside among them.
const MEMORY_BYTES: u64 = 1_500_000_000;

/// Reads a file from the standard input, does what is asked, and writes the answer.
#[must_use]
pub fn run(what: &str, of: &str) -> ExitCode {
    let Some(task) = Task::read(what, of) else { return ExitCode::from(2) };
    if confined().is_err() {
        return ExitCode::from(1);
    }
    let mut file = Vec::new();
    let read = std::io::stdin().lock().take(STAFF_BYTES_MAX + 1).read_to_end(&mut file);
    if read.is_err() || file.len() as u64 > STAFF_BYTES_MAX {
        return ExitCode::from(1);
    }
    let answer = match task {
        Task::Page(number) => draw::page(file, number),
        Task::Bare(kind) => strip::bare(file, kind),
        Task::Small(kind) => small::small(file, kind),
    };
    let written = answer.is_some_and(|answer| std::io::stdout().lock().write_all(&answer).is_ok());
    if written { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// What whoever takes this process over could still use: no time, no memory, no new file or line.
fn confined() -> rustix::io::Result<()> {
    let limit = |most: u64| Rlimit { current: Some(most), maximum: Some(most) };
    setrlimit(Resource::Cpu, limit(CPU_S))?;
    setrlimit(Resource::As, limit(MEMORY_BYTES))?;
    setrlimit(Resource::Core, limit(0))?;
    setrlimit(Resource::Fsize, limit(0))?;
    setrlimit(Resource::Nofile, limit(3))
}
