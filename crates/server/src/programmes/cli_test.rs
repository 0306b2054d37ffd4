use super::super::find_shipped;
use super::*;
use std::path::PathBuf;

/// A file of a test's own, taken away with it.
struct TestFile(PathBuf);

impl TestFile {
    fn with(name: &str, bytes: &[u8]) -> Self {
        let mut path = std::env::temp_dir();
        path.push(format!("cairn-programme-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).expect("can be written");
        Self(path)
    }

    fn name(&self) -> String {
        self.0.to_string_lossy().into_owned()
    }
}

impl Drop for TestFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What a command answered, wrote and said.
struct Ran {
    status: Status,
    out: String,
    err: String,
}

fn ran(command: impl FnOnce(&mut Vec<u8>, &mut Vec<u8>) -> io::Result<Status>) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = command(&mut out, &mut err).expect("memory can be written");
    let text = |bytes| String::from_utf8(bytes).expect("is UTF-8");
    Ran { status, out: text(out), err: text(err) }
}

fn scheduled(pack: &str, anchor: &str, json: bool) -> Ran {
    ran(|out, err| schedule(pack, anchor, json, out, err))
}

fn checked(files: &[&str], json: bool) -> Ran {
    let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
    ran(|out, err| check(&files, json, out, err))
}

#[test]
fn schedules_are_exactly_what_others_read() {
    let ran = scheduled("on-ies", "2026-01-31", true);
    assert_eq!((ran.status, ran.err.as_str()), (Status::Done, ""));
    let point = |code: &str, due: &str, opens: &str, closes: &str| {
        format!(
            r#"{{"checkpoint":"{code}","due_on":"{due}","opens_on":"{opens}","closes_on":"{closes}"}}"#
        )
    };
    let points = [
        point("m1", "2026-02-28", "2026-02-21", "2026-03-30"),
        point("m3", "2026-04-30", "2026-04-16", "2026-05-30"),
        point("m6", "2026-07-31", "2026-07-17", "2026-08-30"),
        point("m12", "2027-01-31", "2027-01-17", "2027-03-17"),
    ];
    assert_eq!(ran.out, format!("[{}]\n", points.join(",")));
}

#[test]
fn every_pack_counts_as_its_funder_does() {
    let rows = [
        ("on-lbs", "2024-02-29", "exit 2024-02-29, m3 2024-05-29, m6 2024-08-29, m12 2025-02-28"),
        ("bc-workbc", "2026-01-01", "w4 2026-01-29, w24 2026-06-18, w52 2026-12-31"),
        ("ab-et", "2026-01-01", "d90 2026-04-01"),
        ("us-wioa", "2026-02-14", "q1 2026-06-30, q2 2026-09-30, q3 2026-12-31, q4 2027-03-31"),
        ("au-wa", "2026-01-01", "w4 2026-01-29, w12 2026-03-26, w26 2026-07-02"),
    ];
    for (pack, anchor, expected) in rows {
        let ran = scheduled(pack, anchor, true);
        let points: Vec<Value> = serde_json::from_str(&ran.out).expect("is a JSON list");
        let dates: Vec<String> = points
            .iter()
            .map(|point| {
                let text = |key: &str| point[key].as_str().expect("is a text");
                format!("{} {}", text("checkpoint"), text("due_on"))
            })
            .collect();
        assert_eq!(dates.join(", "), expected, "{pack}");
    }
}

#[test]
fn the_table_is_aligned() {
    let ran = scheduled("on-ies", "2026-01-15", false);
    assert_eq!(
        ran.out,
        "checkpoint  due         opens       closes\n\
         m1          2026-02-15  2026-02-08  2026-03-17\n\
         m3          2026-04-15  2026-04-01  2026-05-15\n\
         m6          2026-07-15  2026-07-01  2026-08-14\n\
         m12         2027-01-15  2027-01-01  2027-03-01\n",
    );
}

#[test]
fn a_wrong_call_says_what_would_be_right() {
    let rows = [
        ("on-ies", "2025-02-30", "there is no day 2025-02-30: that month ends on 2025-02-28"),
        ("on-ies", "2025-13-01", "write a day that exists"),
        ("on-ies", "2025-00-10", "write a day that exists"),
        ("on-ies", "0000-01-01", "write a day that exists"),
        ("on-ies", "01/02/2025", "write it as YYYY-MM-DD"),
        ("on-ies", "20250101", "write it as YYYY-MM-DD"),
        ("on-ies", "2025-1-1", "write it as YYYY-MM-DD"),
        ("on-ies", "", "write it as YYYY-MM-DD"),
        ("on-ies", "2025-01-0é", "write it as YYYY-MM-DD"),
        ("on-ies", "9999-12-31", "the calendar holds days from"),
        (
            "no-such-pack",
            "2026-01-01",
            "no-such-pack: there is no such pack or file. Shipped ones \
          are on-ies, on-lbs",
        ),
        (".", "2026-01-01", "this is a folder: name the file"),
    ];
    for (pack, anchor, says) in rows {
        for json in [false, true] {
            let ran = scheduled(pack, anchor, json);
            assert_eq!(ran.status, Status::WrongCall, "{pack} {anchor}");
            assert_eq!(ran.status.code(), 2);
            assert_eq!(ran.out, "", "{pack} {anchor}");
            assert!(ran.err.contains(says), "{pack} {anchor}: {}", ran.err);
        }
    }
}

#[test]
fn shipped_packs_pass_the_check() {
    let codes: Vec<&str> = shipped().iter().map(|pack| pack.code).collect();
    let ran = checked(&codes, false);
    assert_eq!((ran.status, ran.err.as_str()), (Status::Done, ""), "{}", ran.out);
    assert!(ran.out.starts_with("on-ies: no problems (4 checkpoints, "), "{}", ran.out);
    let ran = checked(&codes, true);
    assert_eq!((ran.status.code(), ran.out.as_str()), (0, "[]\n"));
}

#[test]
fn problems_are_told_with_their_place() {
    let text = find_shipped("on-ies").expect("is shipped").text;
    let wrong = text.replace("due: P1M", "due: soon").replace("currency: CAD", "currency: CAX");
    let file = TestFile::with("wrong.yaml", wrong.as_bytes());
    let name = file.name();
    let ran = checked(&[&name, "on-lbs"], false);
    assert_eq!(ran.status, Status::No);
    assert_eq!(ran.status.code(), 1);
    let line = |of: &str| wrong.lines().position(|line| line.contains(of)).expect("is there") + 1;
    for (of, column, says) in [("CAX", 11, "`CAX` is not"), ("soon", 10, "`soon` is not")] {
        let told = format!("{name}:{}:{column}: {says}", line(of));
        assert!(ran.out.contains(&told), "{told}\n{}", ran.out);
    }
    assert!(ran.out.contains("on-lbs: no problems"));

    let ran = checked(&[&name], true);
    assert_eq!(ran.status, Status::No);
    let told: Vec<Value> = serde_json::from_str(&ran.out).expect("is a JSON list");
    assert_eq!(told.len(), 2);
    assert_eq!(told[0]["file"], name.as_str());
    assert_eq!(told[0]["line"], line("CAX"));
    assert_eq!(told[0]["column"], 11);
    assert!(told[0]["sentence"].as_str().is_some_and(|text| text.starts_with("`CAX`")));

    let ran = scheduled(&name, "2026-01-01", true);
    assert_eq!((ran.status, ran.out.as_str()), (Status::No, ""));
    assert!(ran.err.contains("`soon` is not"), "{}", ran.err);
}

#[test]
fn a_copy_of_a_shipped_pack_works_as_a_file() {
    let text = find_shipped("au-wa").expect("is shipped").text;
    let file = TestFile::with("copy.yaml", text.as_bytes());
    assert_eq!(checked(&[&file.name()], false).status, Status::Done);
    let ran = scheduled(&file.name(), "2026-01-01", true);
    assert!(ran.out.starts_with(r#"[{"checkpoint":"w4","due_on":"2026-01-29""#), "{}", ran.out);
}

#[test]
fn files_that_are_not_packs_are_told() {
    let ran = checked(&[], false);
    assert_eq!((ran.status, ran.out.as_str()), (Status::WrongCall, ""));
    assert!(ran.err.contains("on-ies"), "{}", ran.err);

    let ran = checked(&["on-ies", "nowhere.yaml"], true);
    assert_eq!((ran.status, ran.out.as_str()), (Status::WrongCall, "[]\n"));
    assert!(ran.err.contains("nowhere.yaml: there is no such pack or file"), "{}", ran.err);

    let file = TestFile::with("latin1.yaml", b"code: x\ntitle: caf\xe9\n");
    let ran = checked(&[&file.name()], false);
    assert_eq!(ran.status, Status::No);
    assert!(ran.out.contains(":2:11: the file is not UTF-8"), "{}", ran.out);

    let file = TestFile::with("long.yaml", &vec![b'#'; FILE_BYTES_MAX + 10]);
    let ran = checked(&[&file.name()], false);
    assert_eq!(ran.status, Status::No);
    assert!(ran.out.contains("at most 1048576 (1 MiB)"), "{}", ran.out);
}

#[test]
fn the_list_names_every_pack() {
    let listed = ran(|out, _| list(true, out));
    let packs: Vec<Value> = serde_json::from_str(&listed.out).expect("is a JSON list");
    assert_eq!(packs.len(), shipped().len());
    assert_eq!(packs[0]["code"], "on-ies");
    assert_eq!(packs[0]["checkpoints"], json!(["m1", "m3", "m6", "m12"]));
    assert_eq!(packs[0]["status"], "confirm-with-funder");
    let table = ran(|out, _| list(false, out));
    assert_eq!(table.out.lines().count(), shipped().len() + 1);
    assert!(table.out.contains("\non-lbs "), "{}", table.out);
}
