//! Nouns use one another in one direction only.
//!
//! A noun may use what stands to its left, and a noun on the left asks one on its right by a
//! job. The line below is the drawing of `STYLE.md`, written as one row that agrees with it.

use super::Found;
use super::rust::{Rust, identifier};
use super::tree::Tree;

/// From left to right.
const NOUNS: [&str; 17] = [
    "people",
    "messaging",
    "documents",
    "programmes",
    "surveys",
    "placements",
    "diary",
    "contacts",
    "support",
    "tasks",
    "checkpoints",
    "outcomes",
    "claims",
    "submissions",
    // A run of a flow ends in asks, which its handler puts to the nouns that own them.
    "flows",
    // Pages that look at everything, and belong to no noun.
    "work",
    "explain",
];

/// Folders that every noun may use. A single file such as `clock.rs` always may be.
const FOR_ALL: [&str; 18] = [
    "access",
    "app",
    "audit",
    "calendar",
    "clock",
    "config",
    "expression",
    "failure",
    "form",
    "ids",
    "money",
    "once",
    "page",
    "routes",
    "sealed",
    "text",
    "viewer",
    "words",
];

/// Folders that use nouns and that no noun uses: doorways and makers.
const ABOVE: [&str; 6] = ["admin", "api", "cli", "demo", "imports", "seeds"];

const ROOTS: [&str; 2] = ["crates/server/src/", "crates/domain/src/"];

pub fn between_nouns(tree: &Tree) -> Vec<Found> {
    ROOTS.iter().flat_map(|root| within(tree, root)).collect()
}

fn within(tree: &Tree, root: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let folders = folders(tree, root);
    for folder in folders.iter().filter(|folder| !is_placed(folder)) {
        let what = format!("place `{folder}` in the row of nouns in xtask/src/tidy/direction.rs");
        found.push(Found::new(&format!("{root}{folder}/mod.rs"), 1, "direction", what));
    }
    for file in tree.with_ending(".rs") {
        let Some((own, _)) = file.path.strip_prefix(root).and_then(|path| path.split_once('/'))
        else {
            continue;
        };
        let rust = Rust::read(&file.text);
        for (at, used) in uses(&rust) {
            let is_folder = folders.iter().any(|folder| folder == used);
            if is_folder && used != own && !may_use(own, used) {
                let what = format!("`{own}` may not use `{used}`: enqueue a job, or move it");
                found.push(Found::new(&file.path, rust.line_of(at), "direction", what));
            }
        }
    }
    found
}

fn folders(tree: &Tree, root: &str) -> Vec<String> {
    let mut folders: Vec<String> = tree
        .with_ending(".rs")
        .filter_map(|file| file.path.strip_prefix(root)?.split_once('/'))
        .map(|(folder, _)| folder.to_owned())
        .collect();
    folders.sort();
    folders.dedup();
    folders
}

fn is_placed(folder: &str) -> bool {
    NOUNS.contains(&folder) || FOR_ALL.contains(&folder) || ABOVE.contains(&folder)
}

fn may_use(own: &str, used: &str) -> bool {
    if FOR_ALL.contains(&used) || ABOVE.contains(&own) {
        return true;
    }
    let place = |name: &str| NOUNS.iter().position(|noun| *noun == name);
    match (place(own), place(used)) {
        (Some(own), Some(used)) => used < own,
        _ => false,
    }
}

/// Every `crate::name`, and the names of `crate::{a, b::c}`, with their places.
fn uses(rust: &Rust) -> Vec<(usize, &str)> {
    let mut uses = Vec::new();
    for at in rust.places_of("crate::") {
        let start = at + "crate::".len();
        let rest = &rust.code[start..];
        if !rest.starts_with('{') {
            uses.push((at, identifier(rest)));
            continue;
        }
        let (mut depth, mut is_name_next) = (0, false);
        for (offset, byte) in rest.bytes().enumerate() {
            match byte {
                b'{' => (depth, is_name_next) = (depth + 1, depth == 0),
                b'}' => depth -= 1,
                b',' => is_name_next = depth == 1,
                byte if is_name_next && !byte.is_ascii_whitespace() => {
                    uses.push((start + offset, identifier(&rest[offset..])));
                    is_name_next = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    uses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_leftward() {
        let tree = Tree::of(&[
            ("crates/server/src/people/web.rs", "use crate::placements::store;\n"),
            ("crates/server/src/placements/web.rs", "use crate::people::store;\n"),
            (
                "crates/server/src/people/jobs.rs",
                "use crate::{\n    page::{self, claims},\n    claims::{x, y},\n    app,\n};\n",
            ),
            ("crates/server/src/claims/mod.rs", "fn f() { crate::submissions::g() }\n"),
            ("crates/server/src/submissions/mod.rs", "use crate::claims;\n"),
            ("crates/server/src/page/mod.rs", "\n"),
            ("crates/server/src/app.rs", "use crate::claims;\n"),
        ]);
        let found: Vec<(String, usize)> =
            between_nouns(&tree).into_iter().map(|found| (found.path, found.line)).collect();
        let place = |path: &str, line| (format!("crates/server/src/{path}"), line);
        assert_eq!(
            found,
            [place("people/web.rs", 1), place("people/jobs.rs", 3), place("claims/mod.rs", 1)]
        );
    }

    #[test]
    fn a_new_noun_wants_a_place() {
        let tree = Tree::of(&[("crates/domain/src/gizmos/mod.rs", "")]);
        assert!(between_nouns(&tree)[0].what.starts_with("place `gizmos`"));
    }
}
