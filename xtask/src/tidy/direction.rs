//! Decisions and stores use one another in one direction only.
//!
//! A decision or a store may use what stands to its left. Acts, pages, doors and jobs may ask the
//! stores and acts of any noun: a change, its audit entry and what follows from it commit in one
//! unit of work, so the act that makes the change asks for what follows (decision 12).

use super::Found;
use super::rust::{Rust, identifier};
use super::tree::Tree;

/// The nouns of a crate from left to right, and which of its files are held to that order.
struct Row {
    root: &'static str,
    nouns: &'static [&'static str],
    stores_only: bool,
}

const ROWS: [Row; 2] = [
    Row {
        root: "crates/domain/src/",
        nouns: &[
            "surveys",
            "programmes",
            "people",
            "documents",
            "checkpoints",
            "placements",
            "messaging",
            "mailings",
            "diary",
            "tasks",
            "contacts",
            "support",
            "claims",
            "evidence",
            "submissions",
            "reconciliations",
            "reports",
            "flows",
        ],
        stores_only: false,
    },
    Row {
        root: "crates/server/src/",
        nouns: &[
            "people",
            "documents",
            "programmes",
            "placements",
            "checkpoints",
            "surveys",
            "messaging",
            "mailings",
            "tasks",
            "diary",
            "evidence",
            "submissions",
            "reconciliations",
            "reports",
            "proofs",
            "flows",
            "contacts",
            "support",
            "papers",
            "employers",
            "claims",
            "runs",
            // Pages that look at everything, and belong to no noun.
            "work",
        ],
        stores_only: true,
    },
];

/// Folders that every noun may use. A single file such as `clock.rs` always may be.
const FOR_ALL: [&str; 6] = ["access", "api", "audit", "calendar", "config", "page"];

/// Folders that use nouns and that no store uses: doorways and makers.
const ABOVE: [&str; 4] = ["cli", "demo", "seeds", "serve"];

pub fn between_nouns(tree: &Tree) -> Vec<Found> {
    ROWS.iter().flat_map(|row| within(tree, row)).collect()
}

fn within(tree: &Tree, row: &Row) -> Vec<Found> {
    let mut found = Vec::new();
    let root = row.root;
    let folders = folders(tree, root);
    for folder in folders.iter().filter(|folder| !is_placed(folder, row)) {
        let what = format!("place `{folder}` in the row of nouns in xtask/src/tidy/direction.rs");
        found.push(Found::new(&format!("{root}{folder}/mod.rs"), 1, "direction", what));
    }
    for file in tree.with_ending(".rs") {
        let Some((own, rest)) = file.path.strip_prefix(root).and_then(|path| path.split_once('/'))
        else {
            continue;
        };
        if row.stores_only && !is_store(rest) {
            continue;
        }
        let rust = Rust::read(&file.text);
        for (at, used) in uses(&rust) {
            let is_folder = folders.iter().any(|folder| folder == used);
            if is_folder && used != own && !may_use(own, used, row) {
                let what = format!("`{own}` may not use `{used}`: it stands to its right");
                found.push(Found::new(&file.path, rust.line_of(at), "direction", what));
            }
        }
    }
    found
}

fn is_store(rest: &str) -> bool {
    rest.split('/').any(|part| part == "store" || part == "store.rs")
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

fn is_placed(folder: &str, row: &Row) -> bool {
    row.nouns.contains(&folder) || FOR_ALL.contains(&folder) || ABOVE.contains(&folder)
}

fn may_use(own: &str, used: &str, row: &Row) -> bool {
    if FOR_ALL.contains(&used) || ABOVE.contains(&own) {
        return true;
    }
    let place = |name: &str| row.nouns.iter().position(|noun| *noun == name);
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
            ("crates/server/src/people/store.rs", "use crate::placements::store;\n"),
            ("crates/server/src/people/act.rs", "use crate::placements::store;\n"),
            ("crates/server/src/placements/store.rs", "use crate::people::store;\n"),
            (
                "crates/server/src/people/store/points.rs",
                "use crate::{\n    page::{self, surveys},\n    surveys::{x, y},\n    app,\n};\n",
            ),
            ("crates/domain/src/people/mod.rs", "fn f() { crate::placements::g() }\n"),
            ("crates/domain/src/placements/mod.rs", "use crate::people;\n"),
            ("crates/server/src/surveys/mod.rs", "\n"),
            ("crates/server/src/page/mod.rs", "\n"),
            ("crates/server/src/app.rs", "use crate::surveys;\n"),
        ]);
        let found: Vec<(String, usize)> =
            between_nouns(&tree).into_iter().map(|found| (found.path, found.line)).collect();
        let place = |path: &str, line| (format!("crates/{path}"), line);
        assert_eq!(
            found,
            [
                place("domain/src/people/mod.rs", 1),
                place("server/src/people/store.rs", 1),
                place("server/src/people/store/points.rs", 3),
            ]
        );
    }

    #[test]
    fn a_new_noun_wants_a_place() {
        let tree = Tree::of(&[("crates/domain/src/gizmos/mod.rs", "")]);
        assert!(between_nouns(&tree)[0].what.starts_with("place `gizmos`"));
    }
}
