//! Files: names that say something, nouns that introduce themselves, clean text.

use std::collections::BTreeSet;

use super::Found;
use super::rust::{Rust, identifier};
use super::tree::{File, Tree};

const BANNED: [&str; 8] =
    ["util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"];

pub fn named_well(tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    for file in &tree.files {
        let parts = file.path.split('/').map(|part| part.split('.').next().unwrap_or(part));
        for part in parts.filter(|part| BANNED.contains(part)) {
            let what = format!("`{part}` is a question nobody answered");
            found.push(Found::new(&file.path, 1, "banned-name", what));
        }
        if file.path.ends_with(".rs") {
            let rust = Rust::read(&file.text);
            for at in rust.places_of("mod") {
                let name = identifier(rust.code[at + "mod".len()..].trim_start());
                let is_inline =
                    rust.code[at..].lines().next().is_some_and(|line| line.contains('{'));
                if is_inline && BANNED.contains(&name) {
                    let what = format!("`{name}` is a question nobody answered");
                    found.push(Found::new(&file.path, rust.line_of(at), "banned-name", what));
                }
            }
        }
    }
    found
}

/// Every folder of a noun has a `mod.rs` that says what the noun is.
pub fn nouns_introduced(tree: &Tree) -> Vec<Found> {
    let mut folders = BTreeSet::new();
    for file in tree.with_ending(".rs") {
        for root in ["crates/server/src/", "crates/domain/src/"] {
            let inside = file.path.strip_prefix(root).and_then(|path| path.split_once('/'));
            if let Some((folder, _)) = inside {
                folders.insert(format!("{root}{folder}/mod.rs"));
            }
        }
    }
    let is_introduced =
        |path: &String| tree.find(path).is_some_and(|file| file.text.starts_with("//!"));
    let missing = folders.into_iter().filter(|path| !is_introduced(path));
    let what = "opens with `//!`: what it is, its states, who changes it, what it never does";
    missing.map(|path| Found::new(&path, 1, "noun-docs", what)).collect()
}

pub fn clean_text(tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    for file in tree.files.iter().filter(|file| !is_as_it_came(file)) {
        let mut say = |line, what| found.push(Found::new(&file.path, line, "clean-text", what));
        for (number, line) in file.text.split('\n').enumerate().map(|(at, line)| (at + 1, line)) {
            if line.ends_with('\r') {
                say(number, "a line ends in CR LF");
            } else if line.ends_with([' ', '\t']) {
                say(number, "space at the end of the line");
            }
            if line.contains('\t') {
                say(number, "a tab");
            }
        }
        if !file.text.is_empty() && !file.text.ends_with('\n') {
            say(file.text.lines().count(), "no newline at the end");
        }
        if file.text.ends_with("\n\n") {
            say(file.text.lines().count(), "empty lines at the end");
        }
    }
    found
}

/// Made by tools, or kept byte for byte as others sent it.
fn is_as_it_came(file: &File) -> bool {
    let endings = [".lock", "-lock.json", ".csv", ".tsv", ".eml", ".snap", ".svg", ".min.js"];
    file.name() == "LICENSE"
        || endings.iter().any(|ending| file.path.ends_with(ending))
        || file.path.contains("/fixtures/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_nothing() {
        let tree = Tree::of(&[
            ("crates/server/src/utils.rs", ""),
            ("crates/server/src/helpers/mod.rs", ""),
            ("a.rs", "fn f() {}\nmod common {\n}\n"),
            ("commonly.rs", "// mod common {\n"),
        ]);
        assert_eq!(named_well(&tree).len(), 3);
    }

    #[test]
    fn a_noun_introduces_itself() {
        let tree = Tree::of(&[
            ("crates/domain/src/people/mod.rs", "//! A person.\n"),
            ("crates/domain/src/claims/mod.rs", "pub mod end;\n"),
            ("crates/server/src/claims/web.rs", "//! Pages.\n"),
            ("crates/server/src/app.rs", ""),
        ]);
        let paths: Vec<String> =
            nouns_introduced(&tree).into_iter().map(|found| found.path).collect();
        assert_eq!(paths, ["crates/domain/src/claims/mod.rs", "crates/server/src/claims/mod.rs"]);
    }

    #[test]
    fn text_is_clean() {
        let tree = Tree::of(&[("a.rs", "a \n\tb\nc"), ("b.csv", "a \r\n"), ("c.md", "a\r\n\n")]);
        let found: Vec<(usize, String)> =
            clean_text(&tree).into_iter().map(|found| (found.line, found.what)).collect();
        let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 3, 1, 2]);
    }
}
