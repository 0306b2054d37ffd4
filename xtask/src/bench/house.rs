//! An installation as an office has it: a folder, a database, people who sign in, and the
//! released program over it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::client::Client;
use super::program::Program;
use super::scene::{Folder, Scene};

pub const PROGRAMME: &str = "on-ies";

pub struct House {
    cairn: PathBuf,
    folder: Folder,
    /// Where its database is.
    pub url: String,
}

impl House {
    /// An empty one; on SQLite in its own folder where no address is given.
    pub fn new(scene: &Scene, name: &str, url: Option<&str>) -> Result<House> {
        let folder = Folder::new(name)?;
        let own = format!("sqlite:{}", folder.0.join("cairn.db").display());
        let url = url.map_or(own, str::to_owned);
        Ok(House { cairn: scene.cairn()?.to_owned(), folder, url })
    }

    /// Adds somebody who signs in, and a token that acts as them.
    pub fn user(&self, role: &str) -> Result<String> {
        let email = format!("{role}@bench.example");
        let mut add = self.command(&["user", "add", "--name", role, "--role", role]);
        add.args(["--agency-name", "Bench", "--office-name", "First office", "--email", &email]);
        output(&mut add, "a password of the benchmark\n")?;
        let mut token = self.command(&["token", "add", "--label", "bench", "--json"]);
        let said = output(token.args(["--email", &email]), "")?;
        let said: Value = serde_json::from_str(&said)?;
        Ok(said["token"].as_str().context("no token in the answer")?.to_owned())
    }

    pub fn start(&self) -> Result<Program> {
        Program::start(&mut self.command(&["serve"]))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.cairn);
        command.args(arguments).current_dir(&self.folder.0);
        command.env("CAIRN_DATABASE_URL", &self.url).env("CAIRN_LISTEN", "127.0.0.1:0");
        command.env("CAIRN_SECRET_FILE", self.folder.0.join("secret"));
        // Waiting for one's turn is what is measured; it need not be told.
        command.env("CAIRN_LOG", "error");
        command
    }
}

/// Enters a person and places them; gives the person's id.
pub fn place(client: &mut Client, name: &str, started_on: Date) -> Result<String> {
    let person = json!({"given_name": "Bench", "family_name": name, "language": "en"});
    let person = client.post("/api/v1/people", &person)?;
    let id = person["id"].as_str().context("no id in the answer")?.to_owned();
    let placement = json!({
        "programme": PROGRAMME, "employer": "An employer", "job_title": "A job",
        "started_on": started_on, "hours_per_week": 35,
    });
    client.post(&format!("/api/v1/people/{id}/placements"), &placement)?;
    Ok(id)
}

/// Some days ago, by a day that no office is behind of.
pub fn days_ago(days: i64) -> Result<Date> {
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::get("Pacific/Honolulu")?);
    Ok(now.date().checked_sub(jiff::Span::new().try_days(days)?)?)
}

fn output(command: &mut Command, input: &str) -> Result<String> {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn()?;
    let mut stdin = child.stdin.take().context("no standard input")?;
    // A command that reads nothing may have ended already.
    stdin.write_all(input.as_bytes()).ok();
    drop(stdin);
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("{command:?} ended with {}", output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}
