//! Documents by the doors for programs.

use super::{form, kind, pdf, person, png, send, send_body, stored, stored_in_the_end};
use crate::harness::{TestApp, both};
use axum::body::Body;
use axum::http::{Method, header};
use serde_json::json;

#[tokio::test]
async fn a_file_comes_in_and_is_handed_out_as_it_was() {
    both(|app| async move {
        let person = person(&app).await;
        let bytes = [pdf("one"), vec![b' '; 200_000], b"%%EOF".to_vec()].concat();
        let fields =
            [("type", "pay_stub"), ("covers_from", "2026-02-01"), ("covers_to", "2026-02-28")];
        let body = form(&fields, &[("file", "../Talon de paie é.PDF", &bytes)]);
        let made = send_body(&app, &person, Body::from(body)).await.is(201).json();
        assert_eq!(made["type"], "pay_stub");
        assert_eq!(made["name"], "Talon de paie é.pdf");
        assert_eq!(made["bytes"], json!(bytes.len()));
        assert_eq!(made["sha256"], json!(server::keys::sha256_hex(&bytes)));
        assert_eq!((&made["state"], &made["locked"]), (&json!("clean"), &json!(false)));
        assert_eq!(made["covers_to"], "2026-02-28");

        let path = format!("/api/v1/people/{person}/documents");
        let listed = app.api("ada").get(&path).await.is(200).json();
        assert_eq!(listed["items"][0], made);
        assert_eq!(listed["next"], json!(null));

        let id = made["id"].as_str().expect("an id");
        let out = app.api("ada").get(&format!("/api/v1/documents/{id}/content")).await.is(200);
        assert_eq!(out.text.as_bytes(), bytes);
        assert_eq!(out.header("content-type"), "application/pdf");
        assert!(out.header("content-security-policy").contains("sandbox"));
        assert_eq!(out.header("x-content-type-options"), "nosniff");
        assert_eq!(out.header("cache-control"), "no-store");
        let as_file = out.header("content-disposition");
        assert!(as_file.starts_with("attachment; filename=\"Talon de paie _.pdf\""), "{as_file}");
        assert!(as_file.ends_with("filename*=UTF-8''Talon%20de%20paie%20%C3%A9.pdf"));

        let views = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'add document'";
        assert_eq!(app.count(views).await, 1);
        assert!(app.count("SELECT COUNT(*) AS many FROM file_openings").await > 0);
        for file in files(&app) {
            let kept = std::fs::read(&file).expect("reads");
            assert!(!kept.windows(4).any(|word| word == b"%PDF"), "it lies open on the disk");
        }
    })
    .await;
}

fn files(app: &TestApp) -> Vec<std::path::PathBuf> {
    let shelves = std::fs::read_dir(&app.settings.documents).expect("a folder").flatten();
    let files = shelves.flat_map(|shelf| std::fs::read_dir(shelf.path()).expect("a shelf"));
    files.flatten().map(|file| file.path()).collect()
}

#[tokio::test]
async fn the_same_bytes_are_there_once() {
    both(|app| async move {
        let zoe = person(&app).await;
        let first = send(&app, &zoe, "a.pdf", &pdf("same")).await.is(201).json();
        let again = send(&app, &zoe, "b.pdf", &pdf("same")).await.is(201).json();
        assert_eq!(again, first, "the one that is there already");
        assert_eq!(stored_in_the_end(&app, 1).await, 1);

        let other = person(&app).await;
        let made = send(&app, &other, "a.pdf", &pdf("same")).await.is(201).json();
        assert_ne!(made["id"], first["id"], "another person's is another document");

        let same = pdf("at once");
        let sent: Vec<_> = (0..8).map(|_| send(&app, &zoe, "c.pdf", &same)).collect();
        let came = futures_util::future::join_all(sent).await;
        let id = came[0].json()["id"].clone();
        for answer in came {
            assert_eq!((answer.status, &answer.json()["id"]), (201, &id));
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM documents").await, 3);
        assert_eq!(stored_in_the_end(&app, 3).await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_key_makes_a_request_count_once() {
    both(|app| async move {
        let zoe = person(&app).await;
        let path = format!("/api/v1/people/{zoe}/documents");
        let ask = |bytes: Vec<u8>, type_code: &'static str| {
            let body = form(&[("type", type_code)], &[("file", "a.pdf", &bytes)]);
            let request = app.api("ada").request(Method::POST, &path);
            let request = request.header(header::CONTENT_TYPE, kind());
            let request = request.header("idempotency-key", "k-1");
            app.send(request.body(Body::from(body)).expect("a request"))
        };
        let first = ask(pdf("k"), "pay_stub").await.is(201);
        assert_eq!(ask(pdf("k"), "pay_stub").await.is(201).text, first.text);
        ask(pdf("other"), "pay_stub").await.is(422);
        ask(pdf("k"), "t4").await.is(422);
        assert_eq!(stored_in_the_end(&app, 1).await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_is_kept() {
    both(|app| async move {
        let zoe = person(&app).await;
        let check = |fields: Vec<(&'static str, &'static str)>,
                     files: Vec<(&'static str, Vec<u8>)>,
                     field: &'static str| {
            let files: Vec<(&str, &str, &[u8])> =
                files.iter().map(|(name, bytes)| (*name, "a.pdf", bytes.as_slice())).collect();
            let body = form(&fields, &files);
            let sent = send_body(&app, &zoe, Body::from(body));
            async move {
                let said = sent.await.is(422).json();
                assert_eq!(said["errors"][0]["field"], field, "{said}");
            }
        };
        let file = || vec![("file", pdf("x"))];
        check(vec![("type", "pay_stub")], vec![], "file").await;
        check(vec![], file(), "type").await;
        check(vec![("type", "no_such")], file(), "type").await;
        check(vec![("type", "pay_stub"), ("covers_from", "2026-02-30")], file(), "covers_from")
            .await;
        let order =
            vec![("type", "t4"), ("covers_from", "2026-03-01"), ("covers_to", "2026-02-01")];
        check(order, file(), "covers_to").await;
        check(vec![("type", "t4"), ("type", "t4")], file(), "type").await;
        check(vec![("kind", "t4")], file(), "kind").await;
        check(vec![("type", "t4")], vec![("file", pdf("x")), ("file", pdf("y"))], "file").await;
        let path = format!("/api/v1/people/{zoe}/documents");
        app.api("ada").post_json(&path, json!({})).await.is(415);
        assert_eq!(stored_in_the_end(&app, 0).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM documents").await, 0);
    })
    .await;
}

#[tokio::test]
async fn not_yours_and_not_there_look_the_same() {
    both(|app| async move {
        let zoe = person(&app).await;
        let made = send(&app, &zoe, "a.png", &png(3, 2)).await.is(201).json();
        let id = made["id"].as_str().expect("an id");
        let path = format!("/api/v1/documents/{id}/content");
        for (who, status) in [("chloe", 404), ("fay", 404), ("fred", 404), ("bob", 403)] {
            app.api(who).get(&path).await.is(status);
        }
        app.api("bob").get(&format!("{path}?access_reason=covering%20for%20Ada")).await.is(200);
        let inline = app.api("ada").get(&path).await.is(200);
        assert!(inline.header("content-disposition").starts_with("inline; "));
        assert!(inline.header("content-security-policy").contains("sandbox"));
        app.api("ada")
            .get("/api/v1/documents/doc_01M82GRRKBFMVTSE0M0K96Z71C/content")
            .await
            .is(404);
    })
    .await;
}

#[tokio::test]
async fn bytes_that_were_touched_are_not_handed_out() {
    both(|app| async move {
        let zoe = person(&app).await;
        let bytes = [pdf("long"), vec![b' '; 300_000], b"%%EOF".to_vec()].concat();
        let made = send(&app, &zoe, "a.pdf", &bytes).await.is(201).json();
        let path = format!("/api/v1/documents/{}/content", made["id"].as_str().expect("an id"));
        app.api("ada").get(&path).await.is(200);
        let archive = app.archive();
        let whole = server::documents::verify::verify(&app.db, &archive).await.expect("verifies");
        assert_eq!((whole.documents, whole.problems.len()), (1, 0));

        let file = files(&app).pop().expect("a file");
        let mut kept = std::fs::read(&file).expect("reads");
        kept[100] ^= 1;
        std::fs::write(&file, &kept).expect("writes");
        app.api("ada").get(&path).await.is(500);
        let found = server::documents::verify::verify(&app.db, &archive).await.expect("verifies");
        assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
        std::fs::remove_file(&file).expect("removes");
        app.api("ada").get(&path).await.is(500);
        let found = server::documents::verify::verify(&app.db, &archive).await.expect("verifies");
        assert!(found.problems[0].contains("not there"), "{:?}", found.problems);
    })
    .await;
}

#[tokio::test]
async fn the_sweep_removes_what_no_row_names_and_only_after_a_day() {
    both(|app| async move {
        let zoe = person(&app).await;
        send(&app, &zoe, "a.pdf", &pdf("kept")).await.is(201);
        let kept = files(&app).pop().expect("a file");
        let shelf = kept.parent().expect("a shelf");
        std::fs::copy(&kept, shelf.join("loose")).expect("copies");
        std::fs::copy(&kept, shelf.join("half#1")).expect("copies");
        let sweep = |hours: i64| {
            let now = app.clock.real_now() + jiff::SignedDuration::from_hours(hours);
            server::documents::sweep::sweep(&app, now)
        };
        assert_eq!(sweep(23).await.expect("sweeps"), 0);
        assert_eq!(stored(&app), 3);
        assert_eq!(sweep(25).await.expect("sweeps"), 2);
        assert_eq!(files(&app), [kept], "what a row names stays");
        assert_eq!(sweep(25).await.expect("sweeps"), 0);
    })
    .await;
}
