//! SQL lives beside its row mapping, as one fixed text.

use super::Found;
use super::rust::Rust;
use super::tree::{File, Tree};

/// The ways to give `db` a text that is not fixed.
const ASSEMBLED: [&str; 4] = ["all_assembled", "run_assembled", "AssertSqlSafe", "raw_sql"];

/// What a comment above such a call begins with, before it says why no value gets into the text.
const MARK: &str = "// Assembled:";

const LINES_ABOVE: usize = 4;

pub fn outside_store(tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    for file in tree.with_ending(".rs").filter(|file| !may_hold_sql(file)) {
        let rust = Rust::read(&file.text);
        for literal in rust.strings.iter().filter(|literal| is_sql(&literal.text)) {
            let line = rust.line_of(literal.start);
            let what = "SQL belongs in the noun's store.rs";
            found.push(Found::new(&file.path, line, "sql-outside", what));
        }
    }
    found
}

/// A fixed text cannot be changed from outside; one put together says why it cannot either.
pub fn assembled(tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    let is_checked =
        |file: &&File| !file.path.starts_with("crates/db/") && !file.path.contains("/tests/");
    for file in tree.with_ending(".rs").filter(is_checked) {
        let rust = Rust::read(&file.text);
        let lines: Vec<&str> = file.text.lines().collect();
        for at in ASSEMBLED.iter().flat_map(|word| rust.places_of(word)) {
            let line = rust.line_of(at);
            let above = &lines[line.saturating_sub(LINES_ABOVE + 1)..line];
            if !above.iter().any(|line| line.trim_start().starts_with(MARK)) {
                let what = format!("say above why no value gets into the SQL: `{MARK} …`");
                found.push(Found::new(&file.path, line, "sql-assembled", what));
            }
        }
    }
    found
}

fn may_hold_sql(file: &File) -> bool {
    let path = &file.path;
    let folders = ["crates/db/", "crates/queue/", "migrations/"];
    folders.iter().any(|folder| path.starts_with(folder))
        || path.ends_with("/store.rs")
        || path.contains("/store/")
        || path.contains("/tests/")
}

/// Whether a literal, with its quotes, begins like a statement.
fn is_sql(literal: &str) -> bool {
    let text = literal.trim_start_matches(['r', 'b', 'c', '#', '"', '\\', ' ', '\n']);
    let text = text.trim_end_matches(['"', '#']);
    let mut words = text.split_whitespace();
    let rest = text.to_ascii_uppercase();
    match words.next() {
        Some("SELECT") => words.next().is_some(),
        Some("INSERT") => words.next() == Some("INTO") || rest.contains(" INTO "),
        Some("DELETE") => words.next() == Some("FROM"),
        Some("UPDATE") => rest.contains(" SET ") || rest.contains("\nSET "),
        Some("WITH") => rest.contains("SELECT "),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_is_found_outside_the_store() {
        let bad = "conn.run(\"SELECT id FROM people\"); say(\"SELECT\"); say(\"UPDATE it\")";
        let raw = "run(r#\"\n    UPDATE people SET a = $1\"#)";
        let tree = Tree::of(&[
            ("crates/server/src/people/web.rs", bad),
            ("crates/server/src/people/jobs.rs", raw),
            ("crates/server/src/people/store.rs", bad),
            ("crates/queue/src/lib.rs", bad),
        ]);
        let paths: Vec<String> = outside_store(&tree).into_iter().map(|found| found.path).collect();
        let web = "crates/server/src/people/web.rs";
        assert_eq!(paths, [web, "crates/server/src/people/jobs.rs"]);
    }

    #[test]
    fn sql_put_together_says_why() {
        let bad = "let sql = filter(ask);\n\n\n\n\nconn.all_assembled(sql, binds);\n";
        let fine = bad.replace("\n\n\n\n", "\n// Assembled: the words are ours.\n\n");
        let tree = Tree::of(&[("a/store.rs", bad), ("b/store.rs", &fine)]);
        let found: Vec<(String, usize)> =
            assembled(&tree).into_iter().map(|found| (found.path, found.line)).collect();
        assert_eq!(found, [("a/store.rs".to_owned(), 6)]);
    }
}
