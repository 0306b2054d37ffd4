//! The documents on a person's page.

use super::{form, kind, pdf, person, png, send};
use crate::harness::{Answer, TestApp, both};
use axum::body::Body;
use axum::http::{Method, header};

async fn add(
    app: &TestApp,
    person: &str,
    said: &[(&str, &str)],
    files: &[(&str, &[u8])],
) -> Answer {
    let csrf = app.csrf();
    let mut fields = vec![("csrf", csrf.as_str())];
    fields.extend(said);
    let files: Vec<_> = files.iter().map(|(name, bytes)| ("file", *name, *bytes)).collect();
    let request = app.request(Method::POST, &format!("/people/{person}/documents"));
    let request = request.header(header::CONTENT_TYPE, kind());
    app.send(request.body(Body::from(form(&fields, &files))).expect("a request")).await
}

const STUB: [(&str, &str); 1] = [("type", "pay_stub")];

#[tokio::test]
async fn several_are_added_at_once_and_each_is_refused_for_itself() {
    both(|app| async move {
        let zoe = person(&app).await;
        app.sign_in("ada").await;
        let page = app.get(&format!("/people/{zoe}?tab=documents")).await.is(200);
        assert!(page.text.contains("Nothing here yet"), "{}", page.text);
        let files = [("a.pdf", pdf("a")), ("b.png", png(2, 2))];
        let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (*n, b.as_slice())).collect();
        let done = add(&app, &zoe, &STUB, &files).await.is(303);
        let page = app.get(done.location()).await.is(200);
        for said in ["a.pdf", "b.png", "Pay stub", "ada", "Not scanned for viruses", "Added."] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        let mixed: [(&str, &[u8]); 2] = [("c.pdf", &pdf("c")), ("d.pdf", b"MZ\0\0")];
        let page = add(&app, &zoe, &STUB, &mixed).await.is(422);
        assert!(page.text.contains("d: This is a program"), "{}", page.text);
        assert!(page.text.contains("c.pdf"), "the good one is kept: {}", page.text);
        let again = add(&app, &zoe, &STUB, &[("e.pdf", &pdf("c"))]).await.is(303);
        assert!(again.location().contains("done=document-again"));
        let none = add(&app, &zoe, &[("type", "")], &[]).await.is(422);
        assert!(none.text.contains("Choose what this is.") && none.text.contains("Choose a file."));
        app.sign_in("fay").await;
        add(&app, &zoe, &STUB, &[("x.pdf", &pdf("x"))]).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn a_form_of_another_session_adds_nothing() {
    both(|app| async move {
        let zoe = person(&app).await;
        app.sign_in("ada").await;
        let fields = [("csrf", "guessed"), ("type", "pay_stub")];
        let body = form(&fields, &[("file", "a.pdf", &pdf("a"))]);
        let request = app.request(Method::POST, &format!("/people/{zoe}/documents"));
        let request = request.header(header::CONTENT_TYPE, kind()).body(Body::from(body));
        app.send(request.expect("a request")).await.is(403);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM documents").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_is_said_of_one_is_corrected_and_one_is_removed_with_a_reason() {
    both(|app| async move {
        let zoe = person(&app).await;
        let made = send(&app, &zoe, "a.pdf", &pdf("a")).await.is(201).json();
        let id = made["id"].as_str().expect("an id").to_owned();
        app.sign_in("ada").await;
        let path = format!("/documents/{id}");
        let page = app.get(&path).await.is(200);
        assert!(page.text.contains(r#"name="version" value="1""#), "{}", page.text);
        let change = [
            ("version", "1"),
            ("name", "March stub.exe"),
            ("type", "t4"),
            ("covers_from", "2026-03-01"),
            ("covers_to", ""),
        ];
        app.post_form(&path, &change).await.is(303);
        let listed = app.api("ada").get(&format!("/api/v1/people/{zoe}/documents")).await.json();
        assert_eq!(listed["items"][0]["name"], "March stub.exe.pdf");
        assert_eq!(listed["items"][0]["type"], "t4");
        assert_eq!(listed["items"][0]["version"], 2);
        let stale = app.post_form(&path, &change).await.is(422);
        assert!(stale.text.contains("Somebody changed this document meanwhile"));
        assert!(stale.text.contains("March stub.exe"), "what was typed stays");
        let wrong = [("version", "2"), ("name", ""), ("type", "t4")];
        app.post_form(&path, &wrong).await.is(422);

        app.post_form(&format!("{path}/removal"), &[("reason", "")]).await.is(422);
        app.post_form(&format!("{path}/removal"), &[("reason", "Somebody else’s")]).await.is(303);
        app.get(&path).await.is(404);
        app.get(&format!("{path}/content")).await.is(404);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM documents").await, 1, "its row stays");
        let again = send(&app, &zoe, "a.pdf", &pdf("a")).await.is(201).json();
        assert_ne!(again["id"], made["id"], "added again it is a new one");
    })
    .await;
}
