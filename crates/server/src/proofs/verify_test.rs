//! A pack is whole, and every byte that is changed is found and named.

use super::*;
use crate::audit::told::AuditLine;
use crate::proofs::manifest::public_key;
use std::io::Write;

const SEED: [u8; 32] = [9; 32];

fn manifest() -> Manifest {
    Manifest {
        format: FORMAT.to_owned(),
        about: "person per_1".to_owned(),
        agency: "Stonebridge".to_owned(),
        made_by: "Ines".to_owned(),
        made_at: "2026-03-04T15:00:00Z".to_owned(),
        files: Vec::new(),
        key: public_key(&SEED),
    }
}

fn packed() -> Vec<u8> {
    let mut zipped = Zipped::new(tempfile::tempfile().expect("a file"));
    zipped.file("people/per_1/person.json", b"{\"name\": \"Zo\xc3\xab\"}").expect("writes");
    zipped.file("people/per_1/documents/doc_1.pdf", &[7; 300]).expect("writes");
    zipped.file("people/per_1/audit.json", b"[]").expect("writes");
    let mut done = zipped.finish(&SEED, manifest()).expect("is finished");
    done.seek(SeekFrom::Start(0)).expect("goes back");
    let mut bytes = Vec::new();
    done.read_to_end(&mut bytes).expect("is read");
    bytes
}

fn proved(bytes: &[u8], key: Option<&str>) -> Proved {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("writes");
    verify(file, key).expect("is read")
}

#[test]
fn the_same_contents_are_the_same_bytes_and_whole() {
    let bytes = packed();
    assert_eq!(bytes, packed());
    let found = proved(&bytes, Some(&public_key(&SEED)));
    assert_eq!((found.files, found.problems.as_slice()), (3, &[][..]), "{found:?}");
    let other = proved(&bytes, Some(&public_key(&[1; 32])));
    assert!(other.problems[0].contains("another key"), "{other:?}");
}

#[test]
fn every_byte_that_is_changed_is_found_and_named() {
    let whole = packed();
    let names = ["person.json", "doc_1.pdf", "audit.json", MANIFEST, SIGNATURE, "ZIP"];
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x01;
        let found = proved(&bytes, None);
        assert!(!found.problems.is_empty(), "byte {at} of {} went unseen", whole.len());
        let said = found.problems.join("\n");
        assert!(names.iter().any(|name| said.contains(name)), "byte {at}: {said}");
    }
}

#[test]
fn what_is_cut_off_or_put_in_is_found() {
    let whole = packed();
    for length in [0, 1, 100, whole.len() - 1] {
        assert!(!proved(&whole[..length], None).problems.is_empty(), "{length} bytes");
    }
    for more in [vec![0], b"more".to_vec()] {
        let mut bytes = whole.clone();
        bytes.extend(&more);
        assert!(!proved(&bytes, None).problems.is_empty(), "{} bytes more", more.len());
        let before = [more, whole.clone()].concat();
        assert!(!proved(&before, None).problems.is_empty(), "in front");
    }
}

#[test]
fn a_forger_without_the_key_is_told_by_the_signature() {
    // Everything is hashed anew, but signed with another key in the old one's name.
    let mut zipped = Zipped::new(tempfile::tempfile().expect("a file"));
    zipped.file("people/per_1/person.json", b"forged").expect("writes");
    let mut done = zipped.finish(&[1; 32], manifest()).expect("is finished");
    done.seek(SeekFrom::Start(0)).expect("goes back");
    let found = verify(done, None).expect("is read");
    assert_eq!(found.problems, ["manifest.sig: it is not the signature of manifest.json."]);
}

#[test]
fn a_chain_that_was_altered_before_it_was_packed_is_named() {
    let line = |seq: i64, previous: &str| AuditLine {
        agency: "agy_00000000000000000000000000".to_owned(),
        chain: "per_1".to_owned(),
        seq,
        at: 0,
        kind: "change".to_owned(),
        actor: "usr".to_owned(),
        action: "enter person".to_owned(),
        subject: "per_1".to_owned(),
        detail: String::new(),
        previous: previous.to_owned(),
        hash: "00".to_owned(),
    };
    let chain = serde_json::to_vec(&[line(1, ""), line(3, "00")]).expect("is written");
    let mut zipped = Zipped::new(tempfile::tempfile().expect("a file"));
    zipped.file("people/per_1/audit.json", &chain).expect("writes");
    let mut done = zipped.finish(&SEED, manifest()).expect("is finished");
    done.seek(SeekFrom::Start(0)).expect("goes back");
    let found = verify(done, None).expect("is read");
    let said = found.problems.join("\n");
    for words in ["entry 1 was changed", "entry 3 follows entry 1; one entry should stand between"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
}
