//! `cairn flow …`: what is shipped, what is wrong with a flow, whether its walks come out, and its
//! drawing.
//!
//! Results go to `out`, and nothing else there; sentences about a wrong call go to `err`.

use super::{draw, read_flow, shipped};
use crate::programmes::PackProblem;
use crate::programmes::cli::{
    Found, Status, cell, check_each, find, names, write_json, write_table,
};
use domain::flows::walk::{Parted, Walk, walk};
use domain::flows::{Flow, Kind};
use domain::words::Language;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Lists the shipped flows.
///
/// # Errors
///
/// When nothing can be written.
pub fn list(json: bool, out: &mut impl Write) -> io::Result<Status> {
    // A test proves that every shipped flow can be read.
    let flows: Vec<Flow> =
        shipped().iter().filter_map(|one| read_flow(one.text, one.code).ok()).collect();
    if json {
        write_json(&Value::Array(flows.iter().map(listed).collect()), out)?;
        return Ok(Status::Done);
    }
    let mut rows = vec![["flow", "version", "nodes", "walks", "title"].map(cell)];
    for flow in &flows {
        rows.push([
            flow.code.clone(),
            flow.version.to_string(),
            flow.nodes.len().to_string(),
            flow.walks.len().to_string(),
            cell(flow.title.in_language(Language::English)),
        ]);
    }
    write_table(&rows, out)?;
    Ok(Status::Done)
}

fn listed(flow: &Flow) -> Value {
    json!({
        "id": flow.code,
        "version": flow.version,
        "title": {"en": flow.title.en, "fr": flow.title.fr},
        "category": {"en": flow.category.en, "fr": flow.category.fr},
        "author": flow.author,
        "created_on": flow.created,
        "nodes": flow.nodes.len(),
        "walks": flow.walks.len(),
    })
}

/// Checks flows: files, or shipped ones by name.
///
/// # Errors
///
/// When nothing can be written.
pub fn check(
    files: &[String],
    json: bool,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Status> {
    if files.is_empty() {
        return no_name(err);
    }
    let read = |text: &str, name: &str| read_flow(text, name).map(|flow| without_problems(&flow));
    check_each((files, json), shipped(), read, (out, err))
}

fn no_name(err: &mut impl Write) -> io::Result<Status> {
    writeln!(err, "name at least one flow: a file, or one of {}", names(shipped()))?;
    Ok(Status::WrongCall)
}

fn without_problems(flow: &Flow) -> String {
    let count = |is: fn(&Kind) -> bool| flow.nodes.iter().filter(|node| is(&node.kind)).count();
    format!(
        "no problems ({} instructions, {} questions, {} ends, {} walks)",
        count(|kind| matches!(kind, Kind::Instruction { .. })),
        count(|kind| matches!(kind, Kind::Question { .. })),
        count(|kind| matches!(kind, Kind::End { .. })),
        flow.walks.len(),
    )
}

/// Goes through the walks that are stored with flows.
///
/// # Errors
///
/// When nothing can be written.
pub fn test(
    files: &[String],
    json: bool,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Status> {
    if files.is_empty() {
        return no_name(err);
    }
    let (mut status, mut all) = (Status::Done, Vec::new());
    for name in files {
        let flow = match opened(name, err)? {
            Ok(flow) => flow,
            Err(worse) => {
                status = if status == Status::WrongCall { status } else { worse };
                continue;
            }
        };
        for one in &flow.walks {
            let parted = walk(&flow, one).err().map(|parted| said(one, &parted));
            if parted.is_some() && status == Status::Done {
                status = Status::No;
            }
            if !json {
                let result = parted.as_deref().unwrap_or("comes out");
                writeln!(out, "{name}: {}: {result}", one.id)?;
            }
            all.push(json!({
                "file": name,
                "walk": one.id,
                "passed": parted.is_none(),
                "sentence": parted,
            }));
        }
    }
    if json {
        write_json(&Value::Array(all), out)?;
    }
    Ok(status)
}

/// A flow by its name; its problems go to `err`.
fn opened(name: &str, err: &mut impl Write) -> io::Result<Result<Flow, Status>> {
    let problems: Vec<PackProblem> = match find(name, shipped()) {
        Found::Pack(text) => match read_flow(&text, name) {
            Ok(flow) => return Ok(Ok(flow)),
            Err(problems) => problems,
        },
        Found::Unreadable(problem) => vec![problem],
        Found::Nothing(sentence) => {
            writeln!(err, "{sentence}")?;
            return Ok(Err(Status::WrongCall));
        }
    };
    for problem in &problems {
        writeln!(err, "{problem}")?;
    }
    Ok(Err(Status::No))
}

/// Where a walk and its flow part, in a sentence.
pub(super) fn said(walk: &Walk, parted: &Parted) -> String {
    let place = |step: &usize| format!("step {} of {}", step + 1, walk.steps.len());
    match parted {
        Parted::Elsewhere { step, wanted, stands } => {
            let at = place(step);
            format!("{at}: the walk says `{wanted}`, and the run stands at `{stands}`")
        }
        Parted::Refused { step, why } => {
            format!("{}: the run does not go on: {why:?}", place(step))
        }
        Parted::Effect { what, is_wanted: true } => {
            format!("`{}` should be done, and is not", what.word())
        }
        Parted::Effect { what, is_wanted: false } => {
            format!("`{}` should not be done, and is", what.word())
        }
        Parted::NotShown(words) => format!("“{words}” should be seen, and is not"),
    }
}

/// Draws a flow as an SVG.
///
/// # Errors
///
/// When nothing can be written.
pub fn draw(name: &str, out: &mut impl Write, err: &mut impl Write) -> io::Result<Status> {
    match opened(name, err)? {
        Ok(flow) => {
            out.write_all(draw::svg(&flow, Language::English).as_bytes())?;
            Ok(Status::Done)
        }
        Err(status) => Ok(status),
    }
}

#[cfg(test)]
#[path = "cli_test.rs"]
mod tests;
