//! Every table has an owner and a time to go; an agency's table leads with the agency.
//!
//! `docs/retention.md` names every table in its first column, as `` `table` ``, and in its
//! second whose it is: `agency`; `look-up` for the few that are an agency's and are read before
//! the agency is known; or `installation`. Keys of an agency's tables begin with `agency_id`.

use std::collections::BTreeMap;

use super::Found;
use super::migrations::{files, is_word, statements};
use super::tree::Tree;

const RETENTION: &str = "docs/retention.md";

pub fn owned_and_kept(tree: &Tree) -> Vec<Found> {
    let owners = owners(tree);
    let dropped = dropped(tree);
    let mut found = Vec::new();
    for file in files(tree) {
        let sql = statements(&file.text);
        for (at, table, body) in tables(&sql) {
            let line = line_of(&sql, at);
            if dropped.contains(&table.to_owned()) {
                continue;
            }
            let Some(owner) = owners.get(table) else {
                let what = format!("`{table}` has no line in {RETENTION}");
                found.push(Found::new(&file.path, line, "retention", what));
                continue;
            };
            if owner == "agency" {
                for what in keys_without_agency(body, &owners) {
                    let what = format!("`{table}`: {what}");
                    found.push(Found::new(&file.path, line, "tenant-key", what));
                }
            }
        }
        for (at, table, columns) in unique_indexes(&sql) {
            let is_of_agency = owners.get(table).is_some_and(|owner| owner == "agency");
            if is_of_agency && !leads_with_agency(columns) {
                let what = format!("a unique index on `{table}` begins with agency_id");
                found.push(Found::new(&file.path, line_of(&sql, at), "tenant-key", what));
            }
        }
    }
    found
}

/// Table to owner, from the rows of `docs/retention.md`.
fn owners(tree: &Tree) -> BTreeMap<String, String> {
    let mut owners = BTreeMap::new();
    let Some(file) = tree.find(RETENTION) else { return owners };
    for (_, line) in file.lines() {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let (Some(table), Some(owner)) = (cells.next(), cells.next()) else { continue };
        let name = table.strip_prefix('`').and_then(|name| name.strip_suffix('`'));
        if let Some(name) = name {
            owners.insert(name.to_owned(), owner.to_owned());
        }
    }
    owners
}

/// Each `CREATE TABLE` of blanked SQL: its place, its name, and what stands in its parentheses.
fn tables(sql: &str) -> Vec<(usize, &str, &str)> {
    let upper = sql.to_ascii_uppercase();
    let mut tables = Vec::new();
    for (at, phrase) in upper.match_indices("CREATE TABLE") {
        let rest = sql[at + phrase.len()..].trim_start();
        let rest = strip_phrase(rest, "IF NOT EXISTS").trim_start();
        let name = first_word(rest);
        if let Some(body) = in_parentheses(&rest[name.len()..]) {
            tables.push((at, name, body));
        }
    }
    tables
}

/// Each `CREATE UNIQUE INDEX`: its place, its table and its columns.
fn unique_indexes(sql: &str) -> Vec<(usize, &str, &str)> {
    let upper = sql.to_ascii_uppercase();
    let mut indexes = Vec::new();
    for (at, _) in upper.match_indices("CREATE UNIQUE INDEX") {
        let Some(on) = upper[at..].find(" ON ") else { continue };
        let rest = sql[at + on + " ON ".len()..].trim_start();
        let table = first_word(rest);
        if let Some(columns) = in_parentheses(&rest[table.len()..]) {
            indexes.push((at, table, columns));
        }
    }
    indexes
}

fn dropped(tree: &Tree) -> Vec<String> {
    let mut dropped = Vec::new();
    for file in files(tree) {
        let sql = statements(&file.text);
        for (at, phrase) in sql.to_ascii_uppercase().match_indices("DROP TABLE") {
            let rest = strip_phrase(sql[at + phrase.len()..].trim_start(), "IF EXISTS");
            dropped.push(first_word(rest.trim_start()).to_owned());
        }
    }
    dropped
}

fn keys_without_agency(body: &str, owners: &BTreeMap<String, String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut has_primary_key = false;
    for part in parts(body) {
        let upper = part.to_ascii_uppercase();
        let column = first_word(part);
        let foreign = upper.find("REFERENCES").map(|at| {
            let table = first_word(part[at + "REFERENCES".len()..].trim_start());
            owners.get(table).is_some_and(|owner| owner != "agency")
        });
        let is_table_wide = ["PRIMARY", "UNIQUE", "FOREIGN", "CONSTRAINT", "CHECK"]
            .contains(&column.to_ascii_uppercase().as_str());
        for key in ["PRIMARY KEY", "UNIQUE", "FOREIGN KEY"] {
            let Some(at) = upper.find(key) else { continue };
            has_primary_key |= key == "PRIMARY KEY";
            let columns = in_parentheses(&part[at + key.len()..]).unwrap_or_default();
            let leads =
                if is_table_wide { leads_with_agency(columns) } else { column == "agency_id" };
            let is_to_outside = key == "FOREIGN KEY" && foreign == Some(true);
            if !leads && !is_to_outside {
                wrong.push(format!("{key} does not begin with agency_id"));
            }
        }
        if !is_table_wide && column != "agency_id" && foreign == Some(false) {
            wrong.push(format!("`{column}` refers without its agency: FOREIGN KEY (agency_id, …)"));
        }
    }
    if !has_primary_key {
        wrong.push("has no PRIMARY KEY (agency_id, …)".to_owned());
    }
    wrong
}

/// The columns and constraints of a table, split at its outer commas.
fn parts(body: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, byte) in body.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b',' if depth == 0 => {
                parts.push(body[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(body[start..].trim());
    parts
}

/// What the parentheses that open here hold.
fn in_parentheses(text: &str) -> Option<&str> {
    let text = text.trim_start().strip_prefix('(')?;
    let mut depth = 1;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&text[..at]);
        }
    }
    None
}

fn leads_with_agency(columns: &str) -> bool {
    first_word(columns.trim_start()) == "agency_id"
}

fn first_word(text: &str) -> &str {
    let end = text.find(|character| !is_word(character)).unwrap_or(text.len());
    &text[..end]
}

fn strip_phrase<'a>(text: &'a str, phrase: &str) -> &'a str {
    let is_there = text.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase));
    if is_there { &text[phrase.len()..] } else { text }
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "| table | whose |\n| --- | --- |\n| `agencies` | installation |\n\
                        | `people` | agency |\n| `phones` | agency |\n";

    fn said(sql: &str) -> Vec<String> {
        let tree = Tree::of(&[(RETENTION, LIST), ("migrations/0001_a.sql", sql)]);
        owned_and_kept(&tree).into_iter().map(|found| found.what).collect()
    }

    #[test]
    fn a_table_of_an_agency_leads_with_it() {
        let fine = "CREATE TABLE agencies (id TEXT PRIMARY KEY);\n\
                    CREATE TABLE people (agency_id TEXT NOT NULL REFERENCES agencies (id),\n\
                    id TEXT NOT NULL CHECK (length(id) > 3), PRIMARY KEY (agency_id, id));\n\
                    CREATE UNIQUE INDEX u ON people (agency_id, name);";
        assert_eq!(said(fine), Vec::<String>::new());
        let bad = "CREATE TABLE phones (id TEXT PRIMARY KEY,\n\
                   person_id TEXT REFERENCES people (id), UNIQUE (number));\n\
                   CREATE UNIQUE INDEX u ON phones (number);";
        assert_eq!(said(bad).len(), 4);
        assert_eq!(said("CREATE TABLE phones (a TEXT);").len(), 1);
    }

    #[test]
    fn a_table_says_how_long_it_is_kept() {
        let sql = "CREATE TABLE IF NOT EXISTS gizmos (id TEXT);\n-- CREATE TABLE notes (\n";
        assert_eq!(said(sql), ["`gizmos` has no line in docs/retention.md"]);
        assert!(said(&format!("{sql}\nDROP TABLE gizmos;")).is_empty());
    }
}
