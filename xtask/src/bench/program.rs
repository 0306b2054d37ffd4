//! A server under measurement: started, waited for, and ended.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::client::Door;

pub struct Program {
    child: Child,
    /// Host and port.
    address: String,
    /// From its start until it said that it is ready.
    pub took: Duration,
}

/// How much of the machine's memory a program holds.
pub struct Memory {
    pub now_megabytes: f64,
    /// The most that it held since it began.
    pub peak_megabytes: f64,
}

impl Program {
    /// Starts it and waits for the line `ready http://ADDRESS`.
    pub fn start(command: &mut Command) -> Result<Program> {
        let began = Instant::now();
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let stdout = child.stdout.take().context("no standard output")?;
        let mut program = Program { child, address: String::new(), took: Duration::ZERO };
        let mut lines = BufReader::new(stdout).lines();
        for line in &mut lines {
            if let Some(address) = line?.strip_prefix("ready http://") {
                program.took = began.elapsed();
                program.address = address.trim_end_matches('/').to_owned();
                // What else it says must not fill the pipe and stop it.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(program);
            }
        }
        bail!("{command:?} ended before it was ready");
    }

    pub fn door(&self, token: Option<&str>) -> Door {
        Door { address: self.address.clone(), token: token.map(str::to_owned) }
    }

    pub fn memory(&self) -> Result<Memory> {
        let said = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        Ok(Memory {
            now_megabytes: megabytes(&said, "VmRSS:")?,
            peak_megabytes: megabytes(&said, "VmHWM:")?,
        })
    }
}

fn megabytes(said: &str, name: &str) -> Result<f64> {
    let line = said.lines().find_map(|line| line.strip_prefix(name));
    let kibibytes = line.and_then(|line| line.split_whitespace().next());
    let kibibytes: f64 = kibibytes.with_context(|| format!("no {name}"))?.parse()?;
    Ok(kibibytes * 1_024.0 / 1e6)
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
