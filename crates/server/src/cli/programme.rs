//! `cairn programme`: packs, and the dates that they give.

use super::Ended;
use crate::programmes;
use clap::Subcommand;
use std::io;

/// What may be asked.
#[derive(Debug, Subcommand)]
pub(super) enum ProgrammeCall {
    /// The shipped packs
    List {
        #[arg(long)]
        json: bool,
    },
    /// What is wrong with packs, by file or name
    Check {
        files: Vec<String>,
        #[arg(long)]
        json: bool,
    },
    /// The checkpoints that a pack gives from a day on
    Schedule {
        pack: String,
        #[arg(long, value_name = "YYYY-MM-DD")]
        anchor: String,
        #[arg(long)]
        json: bool,
    },
}

/// Does what was called.
pub(super) fn run(call: &ProgrammeCall) -> super::Result {
    let (out, err) = (&mut io::stdout().lock(), &mut io::stderr().lock());
    let status = match call {
        ProgrammeCall::List { json } => programmes::cli::list(*json, out),
        ProgrammeCall::Check { files, json } => programmes::cli::check(files, *json, out, err),
        ProgrammeCall::Schedule { pack, anchor, json } => {
            programmes::cli::schedule(pack, anchor, *json, out, err)
        }
    };
    Ok(Ended::from(status?))
}

impl From<programmes::cli::Status> for Ended {
    fn from(status: programmes::cli::Status) -> Self {
        match status {
            programmes::cli::Status::Done => Self::Done,
            programmes::cli::Status::No => Self::No,
            programmes::cli::Status::WrongCall => Self::WrongCall,
        }
    }
}
