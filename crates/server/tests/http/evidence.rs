//! What proves a checkpoint, and its milestone: by the doors and on the pages.

use crate::documents::{form, kind, pdf, send};
use crate::harness::{Answer, TestApp, both};
use crate::surveys::program::{outcome, with};
use crate::surveys::staff::answered;
use crate::surveys::{Asked, text};
use axum::body::Body;
use axum::http::{Method, header};
use serde_json::{Value, json};

fn door(asked: &Asked, rest: &str) -> String {
    format!("/api/v1/checkpoints/{}{rest}", asked.checkpoint)
}

/// Reviewed, with a job on file that covers the due date.
async fn reviewed(app: &TestApp) -> Asked {
    let asked = answered(app).await;
    let ask = json!({"answers": with(json!({"outcome_code": outcome()})), "submit": true});
    app.api("ada").put_json(&asked.door(), ask).await.is(200);
    asked
}

async fn checkpoint(app: &TestApp, asked: &Asked) -> Value {
    app.api("ada").get(&door(asked, "")).await.is(200).json()
}

fn lacking(answer: &Value) -> Vec<String> {
    let missing = answer["missing"].as_array().unwrap_or_else(|| panic!("{answer}"));
    missing.iter().map(|one| text(&one["code"])).collect()
}

/// A document of the person's archive.
async fn document(app: &TestApp, asked: &Asked, mark: &str) -> String {
    let sent = send(app, &asked.person, &format!("{mark}.pdf"), &pdf(mark)).await;
    text(&sent.is(201).json()["id"])
}

fn piece(document: &str, kind: &str) -> Value {
    json!({"document": document, "type": kind, "obtained_on": "2026-03-03",
        "obtained_how": "client_upload"})
}

async fn tick(app: &TestApp, who: &str, asked: &Asked, on: &str) -> Answer {
    let ask = json!({"achieved_on": on});
    app.api(who).put_json(&door(asked, "/milestone"), ask).await
}

async fn delete(app: &TestApp, who: &str, path: &str) -> Answer {
    app.api(who).ask(Method::DELETE, path, None).await
}

#[tokio::test]
async fn a_milestone_wants_review_condition_and_evidence() {
    both(|app| async move {
        let asked = answered(&app).await;
        let before = checkpoint(&app, &asked).await;
        assert_eq!(before["milestone"]["state"], "not_eligible");
        assert_eq!(lacking(&before), ["review", "evidence"], "{before}");
        let refused = tick(&app, "ada", &asked, "2026-03-04").await.is(422).json();
        assert_eq!(lacking(&refused), ["review", "evidence"]);

        let ask = json!({"answers": with(json!({"outcome_code": outcome(), "hours_verified": 15})),
            "submit": true});
        app.api("ada").put_json(&asked.door(), ask).await.is(200);
        let now = checkpoint(&app, &asked).await;
        assert_eq!(lacking(&now), ["condition", "evidence"], "15 verified hours: {now}");
        let ask = json!({"answers": with(json!({"outcome_code": outcome(), "hours_verified": 30})),
            "submit": true, "reasons": {"hours_verified": "pay stub"}});
        app.api("ada").put_json(&asked.door(), ask).await.is(200);
        assert_eq!(lacking(&checkpoint(&app, &asked).await), ["evidence"]);

        let paper = document(&app, &asked, "stub").await;
        let ada = app.api("ada");
        let added = ada.post_json(&door(&asked, "/evidence"), piece(&paper, "pay_stub")).await;
        let added = added.is(201).json();
        assert_eq!((&added["counts"], &added["strength"]), (&json!(true), &json!("A")));
        let now = checkpoint(&app, &asked).await;
        assert_eq!(now["evidence"][0], added);
        assert_eq!((lacking(&now), &now["milestone"]["state"]), (vec![], &json!("eligible")));

        let done = tick(&app, "ada", &asked, "2026-03-04").await.is(200).json();
        assert_eq!(
            (&done["state"], &done["milestone"]["state"]),
            (&json!("achieved"), &json!("achieved"))
        );
        assert_eq!(done["milestone"]["achieved_on"], "2026-03-04");
        assert_eq!(lacking(&done), [""; 0]);
        // The same once more changes nothing; another day is a conflict.
        let again = tick(&app, "ada", &asked, "2026-03-04").await.is(200).json();
        assert_eq!(again["version"], done["version"]);
        tick(&app, "ada", &asked, "2026-03-03").await.is(409);
        let ticks = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'tick milestone'";
        assert_eq!(app.count(ticks).await, 1, "what did not happen is not written down");
    })
    .await;
}

#[tokio::test]
async fn a_tick_is_taken_back_with_a_reason_and_stays_in_the_history() {
    both(|app| async move {
        let asked = reviewed(&app).await;
        let paper = document(&app, &asked, "stub").await;
        let added =
            app.api("ada").post_json(&door(&asked, "/evidence"), piece(&paper, "pay_stub")).await;
        let evidence = format!("/api/v1/evidence/{}", text(&added.is(201).json()["id"]));
        for (on, says) in [("2026-03-05", "ahead"), ("2026-02-03", "before")] {
            let refused = tick(&app, "ada", &asked, on).await.is(422).json();
            assert_eq!(refused["errors"][0]["field"], "achieved_on", "{says}: {refused}");
        }
        tick(&app, "ada", &asked, "2026-03-04").await.is(200);

        delete(&app, "ada", &evidence).await.is(409);
        let milestone = door(&asked, "/milestone");
        let bare = delete(&app, "ada", &milestone).await.is(422).json();
        assert_eq!(lacking(&bare), ["reason"]);
        let back = delete(&app, "ada", &format!("{milestone}?reason=wrong%20job")).await.is(200);
        let back = back.json();
        assert_eq!(
            (&back["state"], &back["milestone"]["state"]),
            (&json!("reviewed"), &json!("eligible"))
        );
        let one = &back["milestone"]["reversed"][0];
        assert_eq!(
            (&one["reason"], &one["achieved_on"]),
            (&json!("wrong job"), &json!("2026-03-04"))
        );
        delete(&app, "ada", &format!("{milestone}?reason=again")).await.is(409);

        delete(&app, "ada", &format!("{evidence}?reason=another%20person")).await.is(204);
        delete(&app, "ada", &evidence).await.is(404);
        let now = checkpoint(&app, &asked).await;
        assert_eq!(now["milestone"]["state"], "reversed");
        assert_eq!(now["evidence"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn what_does_not_count_says_why() {
    both(|app| async move {
        let asked = reviewed(&app).await;
        let ada = app.api("ada");
        let paper = document(&app, &asked, "one").await;
        let rows = [
            ("client_attestation", "2026-03-03", "grade C, B is wanted"),
            ("pay_stub", "2026-01-10", "too old"),
        ];
        for (kind, on, says) in rows {
            let mut ask = piece(&paper, kind);
            ask["obtained_on"] = json!(on);
            let made = ada.post_json(&door(&asked, "/evidence"), ask).await.is(201).json();
            assert_eq!(made["counts"], json!(false), "{made}");
            assert!(text(&made["because"]).contains(says), "{made}");
        }
        let unknown = ada.post_json(&door(&asked, "/evidence"), piece(&paper, "no_such")).await;
        let unknown = unknown.is(422).json();
        assert!(text(&unknown["errors"][0]["message"]).contains("pay_stub"), "{unknown}");
        assert_eq!(lacking(&checkpoint(&app, &asked).await), ["evidence"]);
    })
    .await;
}

#[tokio::test]
async fn a_confirmation_by_word_of_mouth_wants_all_five() {
    both(|app| async move {
        let asked = reviewed(&app).await;
        let ada = app.api("ada");
        let told = json!({"firm": "Concession Street Bakery", "phone": "905 555 0199",
            "person": "Rosa Lim, shift manager", "said": "Works 30 hours since February."});
        let ask = |verbal: Value| {
            json!({"type": "verbal_employer", "obtained_on": "2026-03-04", "obtained_how": "phone",
                "verbal": verbal})
        };
        let mut blank = told.clone();
        blank["phone"] = json!(" ");
        let refused = ada.post_json(&door(&asked, "/evidence"), ask(blank)).await.is(422).json();
        assert_eq!(refused["errors"][0]["field"], "phone", "{refused}");
        let made = ada.post_json(&door(&asked, "/evidence"), ask(told)).await.is(201).json();
        assert_eq!((&made["counts"], &made["strength"]), (&json!(true), &json!("B")));
        assert_eq!(made["verbal"]["heard_by"], "ada", "whoever records it: {made}");
        assert_eq!(made["document"], json!(null));
        tick(&app, "ada", &asked, "2026-03-04").await.is(200);
    })
    .await;
}

#[tokio::test]
async fn a_new_file_becomes_document_and_evidence_at_once() {
    both(|app| async move {
        let asked = reviewed(&app).await;
        let fields = [
            ("type", "pay_stub"),
            ("covers_to", "2026-02-28"),
            ("obtained_on", "2026-03-04"),
            ("obtained_how", "email"),
        ];
        let path = door(&asked, "/evidence");
        let post = |fields: &[(&str, &str)], bytes: &[u8]| {
            let body = form(fields, &[("file", "March.pdf", bytes)]);
            let request = app.api("ada").request(Method::POST, &path);
            let request = request.header(header::CONTENT_TYPE, kind());
            app.send(request.body(Body::from(body)).expect("a request"))
        };
        let made = post(&fields, &pdf("march")).await.is(201).json();
        assert_eq!(made["obtained_how"], "email");
        let listed = format!("/api/v1/people/{}/documents", asked.person);
        let listed = app.api("ada").get(&listed).await.is(200).json();
        assert_eq!(listed["items"][0]["id"], made["document"]);
        // The same file once more: one document, one piece.
        let again = post(&fields, &pdf("march")).await.is(201).json();
        assert_eq!(again, made);
        // What is wrong beside the file keeps nothing.
        let wrong = [("type", "pay_stub"), ("obtained_on", "soon"), ("obtained_how", "email")];
        let refused = post(&wrong, &pdf("april")).await.is(422).json();
        assert_eq!(refused["errors"][0]["field"], "obtained_on");
        let ahead =
            [("type", "pay_stub"), ("obtained_on", "2026-03-09"), ("obtained_how", "email")];
        post(&ahead, &pdf("may")).await.is(422);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM documents").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM evidence").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_document_that_proves_something_stays_in_the_archive() {
    both(|app| async move {
        let asked = reviewed(&app).await;
        let paper = document(&app, &asked, "stub").await;
        let ada = app.api("ada");
        let path = door(&asked, "/evidence");
        let added = ada.post_json(&path, piece(&paper, "pay_stub")).await.is(201).json();
        app.sign_in("ada").await;
        let removal = format!("/documents/{paper}/removal");
        app.post_form(&removal, &[("reason", "wrong")]).await.is(422);
        delete(&app, "ada", &format!("/api/v1/evidence/{}", text(&added["id"]))).await.is(204);
        app.post_form(&removal, &[("reason", "wrong")]).await.is(303);
        // Gone from the archive, it proves nothing; nor does another person's.
        ada.post_json(&path, piece(&paper, "pay_stub")).await.is(422);
        let other = answered(&app).await;
        let theirs = document(&app, &other, "theirs").await;
        let refused = ada.post_json(&path, piece(&theirs, "pay_stub")).await.is(422).json();
        assert_eq!(refused["errors"][0]["field"], "document");
    })
    .await;
}

#[tokio::test]
async fn who_leads_the_team_may_let_it_go_without() {
    both(|app| async move {
        let asked = reviewed(&app).await;
        let path = door(&asked, "/evidence-waiver");
        app.api("ada").post_json(&path, json!({"reason": "no papers"})).await.is(403);
        let theo = app.api("theo");
        assert_eq!(
            lacking(&theo.post_json(&path, json!({"reason": " "})).await.is(422).json()),
            ["reason"]
        );
        let waived = theo.post_json(&path, json!({"reason": "works abroad"})).await.is(201).json();
        assert_eq!(waived["milestone"]["state"], "eligible");
        theo.post_json(&path, json!({"reason": "again"})).await.is(409);
        let back = delete(&app, "theo", &path).await.is(200).json();
        assert_eq!(lacking(&back), ["evidence"]);
        delete(&app, "theo", &path).await.is(409);
    })
    .await;
}

#[tokio::test]
async fn two_who_tick_at_once_tick_once() {
    both(|app| async move {
        let asked = reviewed(&app).await;
        let paper = document(&app, &asked, "stub").await;
        let path = door(&asked, "/evidence");
        let ada = app.api("ada");
        let both: Vec<_> =
            (0..8).map(|_| ada.post_json(&path, piece(&paper, "pay_stub"))).collect();
        let added = futures_util::future::join_all(both).await;
        let first = added[0].json();
        for one in &added {
            assert_eq!((one.status, &one.json()["id"]), (201, &first["id"]));
        }
        let ticks: Vec<_> = (0..8).map(|_| tick(&app, "ada", &asked, "2026-03-04")).collect();
        for one in futures_util::future::join_all(ticks).await {
            one.is(200);
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM milestones").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM evidence").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_page_adds_chooses_ticks_and_takes_back() {
    both(|app| async move {
        let asked = reviewed(&app).await;
        document(&app, &asked, "March").await;
        app.sign_in("ada").await;
        let page = format!("/checkpoints/{}/evidence", asked.checkpoint);
        let shown = app.get(&page).await.is(200);
        for said in ["0 of 1, grade B or better", "Add evidence", "March.pdf", "not eligible yet"] {
            assert!(shown.text.contains(said), "{said}: {}", shown.text);
        }
        let found = app.get(&format!("{page}?find=april")).await.is(200);
        assert!(found.text.contains("No document in this person’s archive fits"));
        let refused = app.post_form(&page, &[("type", "pay_stub")]).await.is(422);
        for said in ["Choose a document of this person’s archive", "Choose how it was obtained"] {
            assert!(refused.text.contains(said), "{said}: {}", refused.text);
        }
        let id = shown.text.split("name=\"document\"").nth(1).expect("a choice");
        let id = id.split("value=\"").nth(1).expect("a value").split('"').next().expect("an end");
        let fields = [
            ("document", id),
            ("type", "pay_stub"),
            ("obtained_how", "email"),
            ("obtained_on", "2026-03-03"),
        ];
        app.post_form(&page, &fields).await.is(303);
        let shown = app.get(&page).await.is(200);
        assert!(shown.text.contains("1 of 1, grade B or better"), "{}", shown.text);

        let milestone = format!("/checkpoints/{}/milestone", asked.checkpoint);
        let refused = app.post_form(&milestone, &[("achieved_on", "2026-03-04")]).await.is(422);
        assert!(refused.text.contains("Tick the box"), "{}", refused.text);
        app.post_form(&milestone, &[("tick", "yes"), ("achieved_on", "2026-03-04")]).await.is(303);
        let row = format!("/people/{}?tab=checkpoints", asked.person);
        let row = app.get(&row).await.is(200);
        assert!(row.text.contains("Achieved on Wed 4 Mar 2026, ticked by ada"), "{}", row.text);
        let back = format!("{milestone}/removal");
        app.post_form(&back, &[("reason", "")]).await.is(422);
        app.post_form(&back, &[("reason", "wrong job")]).await.is(303);
        let shown = app.get(&page).await.is(200);
        assert!(shown.text.contains("Taken back by ada"), "{}", shown.text);
    })
    .await;
}
