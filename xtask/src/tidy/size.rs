//! Functions, files and lines that a reader can hold in mind.

use super::Found;
use super::rust::Rust;
use super::tree::{File, Tree};

const FUNCTION_LINES_MAX: usize = 70;
const FILE_LINES_MAX: usize = 400;
const COLUMNS_MAX: usize = 100;

pub fn functions(tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    for file in tree.with_ending(".rs") {
        for function in Rust::read(&file.text).functions() {
            if function.lines > FUNCTION_LINES_MAX {
                let what = format!("`{}` has {} lines", function.name, function.lines);
                let size = Some((function.name.to_owned(), function.lines));
                let base = Found::new(&file.path, function.line, "long-function", what);
                found.push(Found { size, ..base });
            }
        }
    }
    found
}

/// Lines before the tests; a file of nothing but tests may be as long as its tables.
pub fn files(tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    for file in tree.with_ending(".rs").filter(|file| !file.path.contains("/tests/")) {
        let tests = Rust::read(&file.text).first_test_line();
        let lines = tests.map_or(file.text.lines().count(), |line| line - 1);
        if lines > FILE_LINES_MAX {
            let what = format!("{lines} lines before its tests");
            let base = Found::new(&file.path, FILE_LINES_MAX, "long-file", what);
            found.push(Found { size: Some(("file".to_owned(), lines)), ..base });
        }
    }
    found
}

pub fn lines(tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    for file in tree.files.iter().filter(|file| is_code(file)) {
        for (number, line) in file.lines() {
            let columns = line.chars().count();
            if columns > COLUMNS_MAX && !line.contains("://") {
                let what = format!("{columns} columns");
                found.push(Found::new(&file.path, number, "long-line", what));
            }
        }
    }
    found
}

fn is_code(file: &File) -> bool {
    let endings = [".rs", ".sql", ".sh", ".js", ".mjs", ".css"];
    let is_made = file.path.contains("/vendor/") || file.name().contains(".min.");
    endings.iter().any(|ending| file.path.ends_with(ending)) && !is_made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_too_long() {
        let long = format!("fn f() {{\n{}}}\n", "    a();\n".repeat(69));
        let wide = format!("// {}\n// https://{}\n", "x".repeat(98), "x".repeat(98));
        let tree = Tree::of(&[("a.rs", &long), ("b.rs", &wide), ("b.ftl", &wide)]);
        assert_eq!(functions(&tree)[0].size, Some(("f".to_owned(), 71)));
        let lines = lines(&tree);
        assert_eq!((lines.len(), lines[0].line), (1, 1));
    }

    #[test]
    fn tests_do_not_make_a_file_long() {
        let body = "use a;\n".repeat(400);
        let fine = format!("{body}#[cfg(test)]\nmod tests {{\n{body}}}\n");
        let long = format!("{body}use b;\n");
        let tree = Tree::of(&[("a.rs", &fine), ("b.rs", &long), ("x/tests/c.rs", &long)]);
        let found = files(&tree);
        assert_eq!((found.len(), found[0].path.as_str()), (1, "b.rs"));
    }
}
