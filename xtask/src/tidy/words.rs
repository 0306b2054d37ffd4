//! Every word of a page stands in English and in French.

use std::collections::BTreeMap;

use super::Found;
use super::tree::{File, Tree};

pub fn in_both_languages(tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    for (own, other) in [(".en.ftl", ".fr.ftl"), (".fr.ftl", ".en.ftl")] {
        for file in tree.with_ending(own) {
            let twin_path = format!("{}{other}", file.path.trim_end_matches(own));
            let Some(twin) = tree.find(&twin_path) else {
                let what = format!("has no {twin_path}");
                found.push(Found::new(&file.path, 1, "words", what));
                continue;
            };
            let there = keys(twin);
            for (key, lines) in keys(file) {
                if !there.contains_key(&key) {
                    let what = format!("`{key}` is missing in {twin_path}");
                    found.push(Found::new(&file.path, lines[0], "words", what));
                }
                if let Some(again) = lines.get(1) {
                    let what = format!("`{key}` stands here twice");
                    found.push(Found::new(&file.path, *again, "words", what));
                }
            }
        }
    }
    found
}

/// Messages, terms and attributes (`key.attribute`), each with the lines where it is defined.
fn keys(file: &File) -> BTreeMap<String, Vec<usize>> {
    let mut keys: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut message = String::new();
    for (number, line) in file.lines() {
        let Some((name, _)) = line.split_once('=') else { continue };
        let (name, is_indented) = (name.trim_end(), line.starts_with(' '));
        let attribute = name.trim_start().strip_prefix('.');
        let key = match attribute {
            Some(attribute) if is_indented && is_key(attribute) => format!("{message}.{attribute}"),
            None if !is_indented && is_key(name) => {
                name.clone_into(&mut message);
                name.to_owned()
            }
            _ => continue,
        };
        keys.entry(key).or_default().push(number);
    }
    keys
}

fn is_key(name: &str) -> bool {
    let name = name.strip_prefix('-').unwrap_or(name);
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "-_".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_word_is_found() {
        let english = "# a = b\nhello = Hello\n    .hint = x = y\nbye = Bye\nbye = Again\n";
        let french = "hello = Bonjour\n    a = b\nbye = { $n ->\n   *[other] Au revoir\n}\n";
        let tree = Tree::of(&[
            ("a/words.en.ftl", english),
            ("a/words.fr.ftl", french),
            ("b/words.fr.ftl", "only = Seul\n"),
        ]);
        let said: Vec<String> =
            in_both_languages(&tree).into_iter().map(|found| found.what).collect();
        assert_eq!(said.len(), 3);
        assert!(said[0].starts_with("`bye` stands here twice"));
        assert!(said[1].starts_with("`hello.hint` is missing"));
        assert_eq!(said[2], "has no b/words.en.ftl");
    }
}
