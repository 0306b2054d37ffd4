use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::*;

/// Every message of a file with the variables it uses.
fn messages(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let starts = line.starts_with(|letter: char| letter.is_ascii_lowercase());
        if let Some((key, _)) = line.split_once(" =").filter(|_| starts) {
            found.push((key.to_owned(), BTreeSet::new()));
        }
        let Some((_, variables)) = found.last_mut() else { continue };
        for after in line.split('$').skip(1) {
            let end = after.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
            variables.insert(after[..end.unwrap_or(after.len())].to_owned());
        }
    }
    found
}

#[test]
fn both_languages_have_every_key_once_with_the_same_variables() {
    let mut seen = BTreeSet::new();
    for (noun, english, french) in SOURCES {
        let (english, french) = (messages(english), messages(french));
        for (key, _) in &english {
            assert!(seen.insert(key.clone()), "{noun}: {key} stands twice");
        }
        let keys = |of: &[(String, BTreeSet<String>)]| {
            of.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>()
        };
        let (in_english, in_french): (BTreeSet<_>, BTreeSet<_>) =
            (keys(&english).into_iter().collect(), keys(&french).into_iter().collect());
        let missing: Vec<_> = in_english.symmetric_difference(&in_french).collect();
        assert!(missing.is_empty(), "{noun}: only in one language: {missing:?}");
        assert_eq!(in_french.len(), french.len(), "{noun}: a French key stands twice");
        let french: BTreeMap<_, _> = french.into_iter().collect();
        for (key, variables) in english {
            assert_eq!(variables, french[&key], "{noun}: the variables of {key}");
        }
    }
}

#[test]
fn every_file_reads_without_a_fault() {
    for (noun, english, french) in SOURCES {
        for text in [english, french] {
            let read = FluentResource::try_new((*text).to_owned());
            assert!(read.is_ok(), "{noun}: {:?}", read.err().map(|(_, faults)| faults));
            for (key, _) in messages(text) {
                assert!(Words::new(Locale::En).has(&key), "{noun}: {key} cannot be said");
                assert!(Words::new(Locale::Fr).has(&key), "{noun}: {key} ne se dit pas");
            }
        }
    }
}

/// Every `.rs` and `.html` file under `src`.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "html") {
            found.push(path);
        }
    }
}

/// The literals that are given as keys: `say("…")`, `with("…"`, and the label of a field.
fn keys_used(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for call in [".say(", ".with(", ".hint("] {
        for after in text.split(call).skip(1) {
            keys.extend(literal(after));
        }
    }
    for after in text.split("Field::new(").skip(1) {
        let arguments = after.splitn(3, ',').nth(2);
        keys.extend(arguments.and_then(literal));
    }
    keys
}

fn literal(text: &str) -> Option<String> {
    let (key, _) = text.trim_start().strip_prefix('"')?.split_once('"')?;
    Some(key.to_owned())
}

#[test]
fn every_key_that_is_written_has_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let words = Words::new(Locale::En);
    let mut missing = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        let inside = file.strip_prefix(&root).expect("inside the sources").display().to_string();
        // This file and a demonstration of a missing key are about keys, not users of them.
        if inside.ends_with("words_test.rs") {
            continue;
        }
        for key in keys_used(&text) {
            let is_key = key.contains('-') && !key.contains([' ', '{', '/', ':']);
            if is_key && !words.has(&key) {
                missing.push(format!("{inside}: {key}"));
            }
        }
    }
    assert!(missing.is_empty(), "keys without words:\n{}", missing.join("\n"));
}

#[test]
fn plurals_follow_the_language() {
    let said = |locale, days: i64| Words::new(locale).with("days-count", &[("days", days.into())]);
    assert_eq!(said(Locale::En, 0), "0 days");
    assert_eq!(said(Locale::En, 1), "1 day");
    assert_eq!(said(Locale::Fr, 0), "0 jour");
    assert_eq!(said(Locale::Fr, 2), "2 jours");
}

#[test]
fn a_missing_key_is_said_and_marked() {
    assert_eq!(Words::default().say("nobody-wrote-this"), "⟦nobody-wrote-this⟧");
}

#[test]
fn a_sentence_without_its_variable_is_marked() {
    assert!(Words::default().say("reports-range").starts_with("⟦reports-range: "));
}

#[test]
fn tags_and_headers_name_a_language() {
    assert_eq!("fr-CA".parse(), Ok(Locale::Fr));
    assert_eq!(Locale::from_tag("de"), None);
    assert_eq!(Locale::from_accepted("de-DE, fr-CA;q=0.9, en;q=0.8"), Locale::Fr);
    assert_eq!(Locale::from_accepted(""), Locale::En);
    assert_eq!(Locale::Fr.other().own_name(), "English");
}
