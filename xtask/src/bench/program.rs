//! A server under measurement: started, waited for, and ended.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

pub struct Program {
    child: Child,
    /// Host and port.
    pub address: String,
}

impl Program {
    /// Starts it and waits for the line `ready http://ADDRESS`.
    pub fn start(command: &mut Command) -> Result<Program> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let stdout = child.stdout.take().context("no standard output")?;
        let mut program = Program { child, address: String::new() };
        let mut lines = BufReader::new(stdout).lines();
        for line in &mut lines {
            if let Some(address) = line?.strip_prefix("ready http://") {
                program.address = address.trim_end_matches('/').to_owned();
                // What else it says must not fill the pipe and stop it.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(program);
            }
        }
        bail!("{command:?} ended before it was ready");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
