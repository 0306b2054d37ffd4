//! `cairn flow`: drawn procedures, their walks and their pictures.

use super::Ended;
use crate::flows;
use clap::Subcommand;
use std::io;
use std::path::PathBuf;

/// What may be asked.
#[derive(Debug, Subcommand)]
pub(super) enum FlowCall {
    /// The shipped flows
    List {
        #[arg(long)]
        json: bool,
    },
    /// What is wrong with flows, by file or name
    Check {
        files: Vec<String>,
        #[arg(long)]
        json: bool,
    },
    /// Goes through the walks that are stored with flows
    Test {
        files: Vec<String>,
        #[arg(long)]
        json: bool,
    },
    /// A picture of a flow, as an SVG
    Draw {
        file: String,
        /// The file to write; left out, it goes to the standard output
        #[arg(short, long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// Does what was called.
pub(super) fn run(call: &FlowCall) -> super::Result {
    let (out, err) = (&mut io::stdout().lock(), &mut io::stderr().lock());
    let status = match call {
        FlowCall::List { json } => flows::cli::list(*json, out),
        FlowCall::Check { files, json } => flows::cli::check(files, *json, out, err),
        FlowCall::Test { files, json } => flows::cli::test(files, *json, out, err),
        FlowCall::Draw { file, out: None } => flows::cli::draw(file, out, err),
        FlowCall::Draw { file, out: Some(path) } => {
            let mut drawn = Vec::new();
            let status = flows::cli::draw(file, &mut drawn, err)?;
            if !drawn.is_empty() {
                std::fs::write(path, drawn)?;
            }
            Ok(status)
        }
    };
    Ok(Ended::from(status?))
}
