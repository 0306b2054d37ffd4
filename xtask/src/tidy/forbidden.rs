//! Short cuts that cost more later than they save now.

use super::Found;
use super::rust::Rust;
use super::tree::Tree;

/// What may stand nowhere, and what to do instead.
const ANYWHERE: [(&str, &str); 7] = [
    ("#[allow(", "use `#[expect(lint, reason = …)]`"),
    ("#![allow(", "use `#![expect(lint, reason = …)]`"),
    ("todo!", "write it, or leave it out"),
    ("unimplemented!", "write it, or leave it out"),
    ("dbg!", "take it out"),
    ("#[ignore", "a test runs or goes"),
    ("#[should_panic", "test for a refusal instead"),
];

const IN_TESTS: [&str; 1] = ["sleep("];

pub fn in_rust(tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    for file in tree.with_ending(".rs") {
        let rust = Rust::read(&file.text);
        for (text, instead) in ANYWHERE {
            for at in rust.places_of(text) {
                let what = format!("`{text}`: {instead}");
                found.push(Found::new(&file.path, rust.line_of(at), "forbidden", what));
            }
        }
        let is_test = file.path.contains("/tests/");
        let tests = if is_test { Some(1) } else { rust.first_test_line() };
        for at in IN_TESTS.iter().flat_map(|text| rust.places_of(text)) {
            let line = rust.line_of(at);
            if tests.is_some_and(|first| line >= first) {
                let what = "tests do not sleep: wait for what should happen, or move the clock";
                found.push(Found::new(&file.path, line, "sleeping-test", what));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_cuts_are_found() {
        let bad = "#[allow(dead_code)]\nfn f() { todo!() } // todo!\n\
                   #[cfg(test)]\nmod tests {\n#[ignore]\nfn g() { thread::sleep(d) }\n}\n";
        let fine = "async fn wait() { tokio::time::sleep(d).await; let s = \"dbg!\"; }\n";
        let tree = Tree::of(&[("a.rs", bad), ("b.rs", fine), ("c/tests/d.rs", fine)]);
        let found: Vec<(String, usize)> =
            in_rust(&tree).into_iter().map(|found| (found.path, found.line)).collect();
        let place = |path: &str, line| (path.to_owned(), line);
        let expected = [place("a.rs", 1), place("a.rs", 2), place("a.rs", 5), place("a.rs", 6)];
        assert_eq!(found[..4], expected);
        assert_eq!(found[4..], [place("c/tests/d.rs", 1)]);
    }
}
