//! The commands of the program `cairn`.
//!
//! Results go to stdout, sentences about what went wrong to stderr. The exit status says how it
//! ended: 0 done, 1 the answer is no, 2 the call was wrong, 3 it failed.

mod backup;
mod check;
mod demo;
mod export;
mod flow;
mod logging;
mod open;
mod programme;
mod rotate;
mod serve;
mod users;
mod verify;
mod work;

use clap::{Args, Parser, Subcommand};
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Done,
    /// The answer is no: a check found problems.
    No,
    WrongCall,
    Failed,
}

impl Ended {
    /// The program's exit status.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::No => 1,
            Self::WrongCall => 2,
            Self::Failed => 3,
        }
    }
}

/// Why a command did not do what was asked, in a sentence that says what would be right.
#[derive(Debug)]
pub struct Sentence(Ended, String);

impl Sentence {
    fn wrong(text: impl Into<String>) -> Self {
        Self(Ended::WrongCall, text.into())
    }

    fn failed(text: impl Into<String>) -> Self {
        Self(Ended::Failed, text.into())
    }
}

impl From<io::Error> for Sentence {
    fn from(error: io::Error) -> Self {
        Self::failed(format!("That could not be read or written: {error}."))
    }
}

impl From<db::DbError> for Sentence {
    fn from(error: db::DbError) -> Self {
        let text = match &error {
            db::DbError::Refused(sentence) => sentence.clone(),
            other => format!("The database says no: {other}."),
        };
        tracing::debug!(?error, "a command met a database error");
        Self::failed(text)
    }
}

impl From<crate::failure::Failure> for Sentence {
    fn from(failure: crate::failure::Failure) -> Self {
        Self::failed(format!("It could not be done: {}", failure.in_english()))
    }
}

type Result = std::result::Result<Ended, Sentence>;

/// Follow-up of people who found work.
#[derive(Debug, Parser)]
#[command(name = "cairn", version, about, max_term_width = 100)]
struct Call {
    #[command(subcommand)]
    command: Command,
}

/// Which installation a command is about.
#[derive(Debug, Clone, Default, Args)]
struct Which {
    /// The settings; `cairn.toml` in this folder where left out
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder of a demo, in place of settings
    #[arg(long, value_name = "DIR", conflicts_with = "config")]
    data: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Starts with a seeded cast, a clock that moves, and nothing that leaves the machine
    Demo(DemoCall),
    /// Serves pages and doors, and does the background work
    Serve {
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// Reads the settings, tries each connection, says what is wrong, and ends
        #[arg(long)]
        check: bool,
    },
    /// Does only the background work, for an installation of several nodes
    Worker {
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Brings the database up to this version
    Migrate {
        #[command(flatten)]
        which: Which,
        #[arg(long)]
        json: bool,
    },
    /// People who sign in
    #[command(subcommand)]
    User(UserCall),
    /// Tokens for programs
    #[command(subcommand)]
    Token(TokenCall),
    /// Proves that database and audit are whole, or a proof pack, which needs nothing else
    Verify {
        #[command(flatten)]
        which: Which,
        /// A proof pack to prove in the place of the database
        #[arg(long, value_name = "FILE")]
        pack: Option<PathBuf>,
        /// The key that the pack has to be signed with, in hexadecimal digits
        #[arg(long, requires = "pack")]
        key: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// Writes a copy of the database, while it is in use, and of its secret beside it
    Backup {
        file: PathBuf,
        #[command(flatten)]
        which: Which,
    },
    /// Puts a backup in the place of a database that is not there yet
    Restore {
        file: PathBuf,
        #[command(flatten)]
        which: Which,
    },
    /// Makes a new key for documents and seals everything with it, while people go on working
    RotateKey {
        /// Forgets the keys that nothing needs any more, in the place of making one
        #[arg(long)]
        forget: bool,
        #[command(flatten)]
        which: Which,
    },
    /// Writes a list, or what clients say, as CSV or XLSX
    Export(ExportCall),
    /// Shipped packs, checks of packs, and the dates that they give
    #[command(subcommand)]
    Programme(programme::ProgrammeCall),
    /// Drawn procedures: what is shipped, checks, walks, pictures
    #[command(subcommand)]
    Flow(flow::FlowCall),
    /// Does one thing with the bytes of a document, in a process that can do nothing else
    #[command(hide = true)]
    Apart { task: String, of: String },
    /// What is done in the background, and how often
    Jobs {
        #[arg(long)]
        json: bool,
    },
}

/// `cairn demo`
#[derive(Debug, Clone, Args)]
struct DemoCall {
    /// Where to listen
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Keeps everything in this folder between starts
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Begins anew: removes what an earlier demo left in the folder
    #[arg(long, requires = "data")]
    fresh: bool,
    /// Listens beyond this machine all the same: everybody knows the passwords
    #[arg(long)]
    insecure_listen: bool,
}

#[derive(Debug, Subcommand)]
enum UserCall {
    /// Adds somebody who signs in; the password is read from standard input
    Add(UserAdd),
}

/// `cairn user add`
#[derive(Debug, Clone, Args)]
struct UserAdd {
    #[arg(long)]
    email: String,
    #[arg(long)]
    name: String,
    /// adviser, `team_leader`, `records_lead`, `claims_officer`, administrator or auditor
    #[arg(long)]
    role: String,
    /// An agency that is there, by name or id; may be left out when there is only one
    #[arg(long)]
    agency: Option<String>,
    /// An agency by name, made if it is not there
    #[arg(long, conflicts_with = "agency")]
    agency_name: Option<String>,
    /// An office that is there, by name or id; may be left out when there is only one
    #[arg(long)]
    office: Option<String>,
    /// An office by name, made if it is not there
    #[arg(long, conflicts_with = "office")]
    office_name: Option<String>,
    /// The zone of an office that is made
    #[arg(long, default_value = "America/Toronto")]
    time_zone: String,
    /// en or fr
    #[arg(long, default_value = "en")]
    language: String,
    #[command(flatten)]
    which: Which,
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum TokenCall {
    /// Makes a token for a program that acts as somebody, and shows it this once
    Add(TokenAdd),
}

/// `cairn token add`
#[derive(Debug, Clone, Args)]
struct TokenAdd {
    /// Whose rights the program has
    #[arg(long)]
    email: String,
    /// What the program is called
    #[arg(long)]
    label: String,
    #[command(flatten)]
    which: Which,
    #[arg(long)]
    json: bool,
}

/// `cairn export`
#[derive(Debug, Clone, Args)]
struct ExportCall {
    /// people, checkpoints or feedback
    list: String,
    /// csv or xlsx
    #[arg(long, default_value = "csv")]
    format: String,
    /// The file to write; standard output where left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Of people: what the name or the reference holds
    #[arg(long, default_value = "")]
    search: String,
    /// Of checkpoints: `overdue`, `due_today`, `to_review`, `waiting`, `closing`, `open` or
    /// `upcoming`
    #[arg(long, default_value = "overdue")]
    queue: String,
    /// Of feedback: the first day; the last three months where neither day is given
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<String>,
    /// Of feedback: the last day
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<String>,
    /// Of feedback: one programme
    #[arg(long)]
    programme: Option<String>,
    /// Of feedback: one office, by name or id
    #[arg(long)]
    office: Option<String>,
    /// Of feedback: email, sms, link, print, phone or `in_person`
    #[arg(long)]
    channel: Option<String>,
    /// Of feedback: one checkpoint by its code, such as m3
    #[arg(long)]
    checkpoint: Option<String>,
    /// Of feedback: said or reviewed
    #[arg(long)]
    answers: Option<String>,
    /// The agency, by name or id; may be left out when there is only one
    #[arg(long)]
    agency: Option<String>,
    /// The language of columns and words: en or fr
    #[arg(long, default_value = "en")]
    language: String,
    #[command(flatten)]
    which: Which,
    /// The rows as JSON; with a file, only what was written
    #[arg(long)]
    json: bool,
}

/// Reads the call, does it, and says how it ended.
#[must_use]
pub fn run() -> ExitCode {
    let call = match Call::try_parse() {
        Ok(call) => call,
        Err(told) => {
            // Help and version are answers; they go to stdout.
            let code = if told.use_stderr() { Ended::WrongCall } else { Ended::Done };
            told.print().ok();
            return ExitCode::from(code.code());
        }
    };
    // Before anything else is there that it could get hold of.
    if let Command::Apart { task, of } = &call.command {
        return crate::documents::apart::child::run(task, of);
    }
    logging::begin(matches!(call.command, Command::Serve { .. } | Command::Worker { .. }));
    // Several parts of the program speak TLS; the first to ask would choose for all.
    rustls::crypto::aws_lc_rs::default_provider().install_default().ok();
    crate::serve::metrics::begin();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let ended = match runtime {
        Ok(runtime) => runtime.block_on(obey(call.command)),
        Err(error) => Err(error.into()),
    };
    let ended = ended.unwrap_or_else(|Sentence(ended, text)| {
        eprintln!("{text}");
        ended
    });
    ExitCode::from(ended.code())
}

async fn obey(command: Command) -> Result {
    match command {
        Command::Demo(call) => demo::run(call).await,
        Command::Serve { config, check: true } => check::run(config.as_deref()).await,
        Command::Serve { config, check: false } => serve::run(config.as_deref()).await,
        Command::Worker { config } => work::run(config.as_deref()).await,
        Command::Migrate { which, json } => open::migrate(&which, json).await,
        Command::User(UserCall::Add(call)) => users::add(&call).await,
        Command::Token(TokenCall::Add(call)) => users::add_token(&call).await,
        Command::Verify { pack: Some(pack), key, json, .. } => {
            verify::pack(&pack, key.as_deref(), json)
        }
        Command::Verify { which, json, .. } => verify::run(&which, json).await,
        Command::Backup { file, which } => backup::write(&file, &which).await,
        Command::Restore { file, which } => backup::restore(&file, &which).await,
        Command::RotateKey { forget, which } => rotate::run(&which, forget).await,
        Command::Export(call) => export::run(&call).await,
        Command::Programme(call) => programme::run(&call),
        Command::Flow(call) => flow::run(&call),
        Command::Apart { .. } => Ok(Ended::WrongCall),
        Command::Jobs { json } => work::print(json),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_calls_are_well_formed() {
        Call::command().debug_assert();
        for call in [
            "cairn demo --listen 127.0.0.1:0 --data d --fresh",
            "cairn serve --config c --check",
            "cairn user add --email a@b.example --name A --role adviser --agency-name S",
            "cairn token add --email a@b.example --label importer",
            "cairn verify --json",
            "cairn verify --pack f --key 00",
            "cairn backup f --data d",
            "cairn rotate-key --forget --data d",
            "cairn export people --format xlsx -o f --data d",
            "cairn export feedback --from 2026-01-01 --agency S --json",
            "cairn programme schedule on-ies --anchor 2026-01-31 --json",
        ] {
            let parsed = Call::try_parse_from(call.split(' '));
            assert!(
                parsed.is_ok(),
                "{call}: {}",
                parsed.err().map_or(String::new(), |e| e.to_string())
            );
        }
        for call in ["cairn", "cairn demo --fresh", "cairn verify --config c --data d"] {
            assert!(Call::try_parse_from(call.split(' ')).is_err(), "{call}");
        }
    }
}
