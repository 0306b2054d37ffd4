//! Proof packs: taken by those who may, whole, and proved by the program with nothing else.

use crate::harness::{Answer, TestApp, both};
use crate::submissions::{achieved, act, approved, out_of_work};
use serde_json::{Value, json};
use server::proofs::verify::{Proved, verify};
use std::io::{Read, Seek, SeekFrom, Write};

fn proved(bytes: &[u8]) -> Proved {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("writes");
    file.seek(SeekFrom::Start(0)).expect("goes back");
    verify(file, None).expect("is read")
}

fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a ZIP");
    let mut all = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("is read");
        all.push((name, bytes));
    }
    all
}

fn file<'a>(all: &'a [(String, Vec<u8>)], ending: &str) -> &'a [u8] {
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    let found = all.iter().find(|(name, _)| name.ends_with(ending));
    &found.unwrap_or_else(|| panic!("no {ending}: {names:?}")).1
}

async fn taken(app: &TestApp, who: &str, path: &str) -> Answer {
    let browser = app.another();
    browser.sign_in(who).await;
    browser.get(path).await
}

#[tokio::test]
async fn a_pack_holds_everything_and_is_whole() {
    both(|app| async move {
        let ready = achieved(&app).await;
        let id = approved(&app, &ready).await;
        act(&app, "ada", &id, "confirmation", json!({"reference": "CaMS-1"})).await.is(202);
        let answer = taken(&app, "theo", &format!("/submissions/{id}/proof.zip")).await.is(200);
        assert_eq!(answer.header("content-type"), "application/zip");
        let found = proved(&answer.bytes);
        assert_eq!(found.problems, [""; 0]);
        assert_eq!(found.about, format!("submission {id}"));
        assert!(found.audit_entries > 8, "{found:?}");

        let all = files(&answer.bytes);
        let answers: Value = serde_json::from_slice(file(&all, "/answers.json")).expect("JSON");
        assert_eq!(answers["response"]["client_answers"]["hours_week"], 32.5);
        assert_eq!(answers["response"]["answers"]["hours_verified"], 30);
        assert_eq!(answers["checkpoint"]["state"], "confirmed");
        assert_eq!(answers["submissions"][0]["receipt"], "CaMS-1");
        let contacts = String::from_utf8_lossy(file(&all, "/contacts.json")).into_owned();
        assert!(!contacts.contains("/s/"), "links stay in the house: {contacts}");
        app.sign_in("sam").await;
        let frozen = app.get(&format!("/submissions/{id}/payload")).await.is(200).bytes;
        assert_eq!(file(&all, &format!("/submissions/{id}.json")), frozen);
        assert!(file(&all, ".pdf").starts_with(b"%PDF"));
        assert!(file(&all, "summary.pdf").len() > 2_000, "a sheet to read");
        let audit: Value = serde_json::from_slice(file(&all, "/audit.json")).expect("JSON");
        let last = audit.as_array().and_then(|all| all.last()).expect("an entry").clone();
        assert_eq!(last["action"], "make proof pack", "it holds its own making");
        let document = all.iter().find(|(name, _)| name.contains("/documents/"));
        assert!(document.is_some_and(|(_, bytes)| bytes.starts_with(b"%PDF")), "the pay stub");
    })
    .await;
}

#[tokio::test]
async fn who_may_take_one_and_of_whom() {
    both(|app| async move {
        let ready = achieved(&app).await;
        let person = format!("/people/{}/proof.zip", ready.person);
        let checkpoint = format!("/checkpoints/{}/proof.zip", ready.checkpoint);
        taken(&app, "ines", &person).await.is(303);
        for path in [&person, &checkpoint] {
            taken(&app, "ada", path).await.is(403);
            taken(&app, "rita", path).await.is(403);
            taken(&app, "chloe", path).await.is(403);
            taken(&app, "theo", path).await.is(200);
            taken(&app, "sam", path).await.is(200);
            // Outside the caseload with a reason, which is written down.
            let reasoned = format!("{path}?access_reason=annual%20audit");
            let answer = taken(&app, "ines", &reasoned).await.is(200);
            assert_eq!(proved(&answer.bytes).problems, [""; 0]);
        }
        let made = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'make proof pack'";
        assert_eq!(app.count(made).await, 6);
    })
    .await;
}

#[tokio::test]
async fn the_same_seed_draws_the_same() {
    both(|app| async move {
        for number in 0..6 {
            let ready = out_of_work(&app, "au-wa", &format!("Drawn{number}")).await;
            approved(&app, &ready).await;
        }
        server::submissions::jobs::run_until_idle(&app).await.expect("works");
        let path = "/proofs/sample.zip?seed=2026-Q1&many=3&from=2026-03-01&until=2026-03-31";
        let drawn = async |path: &str| {
            let answer = taken(&app, "sam", path).await.is(200);
            assert_eq!(proved(&answer.bytes).problems, [""; 0]);
            let all = files(&answer.bytes).into_iter().map(|(name, _)| name);
            all.filter(|name| name.ends_with("/person.json")).collect::<Vec<_>>()
        };
        let first = drawn(path).await;
        assert_eq!((first.len(), drawn(path).await), (3, first.clone()));
        let mut other = first.clone();
        for seed in 0..20 {
            other = drawn(&path.replace("2026-Q1", &format!("other{seed}"))).await;
            if other != first {
                break;
            }
        }
        assert_ne!(other, first, "another seed draws others");

        let page = taken(&app, "sam", "/proofs").await.is(200);
        assert!(page.text.contains("The key of this installation"));
        let wrong = "/proofs/sample.zip?seed=&many=0&from=x&until=2026-03-31";
        let refused = taken(&app, "sam", wrong).await.is(422).text;
        for said in ["at most 60 characters", "from 1 to 200", "error-summary"] {
            assert!(refused.contains(said), "{said}: {refused}");
        }
        let nothing = path.replace("2026-03", "2020-03");
        assert!(taken(&app, "sam", &nothing).await.is(422).text.contains("confirmed nothing"));
        taken(&app, "ada", "/proofs").await.is(403);
    })
    .await;
}
