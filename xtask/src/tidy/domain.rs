//! `domain` stays pure: nothing to reach the world with, in its manifest or its code.

use super::Found;
use super::rust::{Rust, identifier};
use super::tree::Tree;

const CRATES: [&str; 12] = [
    "axum",
    "db",
    "hyper",
    "queue",
    "rand",
    "reqwest",
    "serde",
    "serde_json",
    "server",
    "sqlx",
    "tokio",
    "tracing",
];

const CALLS: [&str; 11] = [
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "std::thread",
    "SystemTime::now",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "async fn",
    "println!",
];

const MODULES: [&str; 5] = ["fs", "net", "process", "env", "thread"];

pub fn is_pure(tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    if let Some(manifest) = tree.find("crates/domain/Cargo.toml") {
        let mut section = "";
        for (number, line) in manifest.lines() {
            if line.starts_with('[') {
                section = line;
            }
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            if section == "[dependencies]" && CRATES.contains(&name) {
                let what = format!("`domain` may not depend on `{name}`");
                found.push(Found::new(&manifest.path, number, "pure-domain", what));
            }
        }
    }
    for file in tree.with_ending(".rs").filter(|file| file.path.starts_with("crates/domain/src/")) {
        let rust = Rust::read(&file.text);
        for call in CALLS {
            for at in rust.places_of(call) {
                let what = format!("`{call}`: hand it in");
                found.push(Found::new(&file.path, rust.line_of(at), "pure-domain", what));
            }
        }
        for at in rust.places_of("std::{") {
            let names = &rust.code[at + "std::{".len()..];
            let names = names.split('}').next().unwrap_or_default().split(',');
            for name in names.map(|name| identifier(name.trim())) {
                if MODULES.contains(&name) {
                    let what = format!("`std::{name}`: hand it in");
                    found.push(Found::new(&file.path, rust.line_of(at), "pure-domain", what));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domain_reaches_for_nothing() {
        let manifest = "[dependencies]\njiff.workspace = true\ntokio = \"1\"\n\
                        [dev-dependencies]\nserde = \"1\"\n";
        let code = "use std::{fmt, fs};\nlet now = jiff::Zoned::now();\n// std::fs is for others\n";
        let tree = Tree::of(&[
            ("crates/domain/Cargo.toml", manifest),
            ("crates/domain/src/a.rs", code),
            ("crates/server/src/a.rs", code),
        ]);
        let lines: Vec<usize> = is_pure(&tree).into_iter().map(|found| found.line).collect();
        assert_eq!(lines, [3, 2, 1]);
    }
}
