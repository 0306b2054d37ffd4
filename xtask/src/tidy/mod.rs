//! The house rules that a program can check. `STYLE.md` says why each of them is.
//!
//! Each rule is a function over the files of the tree, with a test on a small bad example.
//! `known.txt` is the ratchet: what stands there may stay as it is, and may not grow.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

mod direction;
mod domain;
mod files;
mod forbidden;
mod known;
mod machine;
mod migrations;
mod rust;
mod size;
mod sql;
mod templates;
mod tenant;
mod tree;
mod words;

use tree::Tree;

/// A place where a rule is broken.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Found {
    pub path: String,
    pub line: usize,
    pub rule: &'static str,
    pub what: String,
    /// For rules of size: the name of what is too large, and its size.
    pub size: Option<(String, usize)>,
}

impl Found {
    fn new(path: &str, line: usize, rule: &'static str, what: impl Into<String>) -> Found {
        Found { path: path.to_owned(), line, rule, what: what.into(), size: None }
    }
}

const RULES: [fn(&Tree) -> Vec<Found>; 16] = [
    size::functions,
    size::files,
    size::lines,
    sql::outside_store,
    sql::assembled,
    direction::between_nouns,
    domain::is_pure,
    words::in_both_languages,
    forbidden::in_rust,
    migrations::in_order,
    migrations::portable,
    tenant::owned_and_kept,
    files::named_well,
    files::nouns_introduced,
    files::clean_text,
    templates::without_inline,
];

/// `cargo xtask tidy`.
pub fn run(root: &Path) -> Result<ExitCode> {
    Ok(if check(root)? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks all rules and prints what is broken; true if nothing is.
pub fn check(root: &Path) -> Result<bool> {
    let tree = Tree::read(root)?;
    let mut found: Vec<Found> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    found.extend(machine::paths(&tree, &machine::folders(root)));
    let mut found = known::hold(&tree, found);
    found.sort();
    for Found { path, line, rule, what, .. } in &found {
        println!("{path}:{line}: {rule}: {what}");
    }
    if !found.is_empty() {
        println!("tidy: {} to put right", found.len());
    }
    Ok(found.is_empty())
}
