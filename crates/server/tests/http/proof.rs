//! The audit proves itself: whatever somebody with the database in hand does to it is found.

use crate::harness::{TestApp, both};
use serde_json::json;
use server::audit::{seal, verify};

/// Two people with a job each, and everything sealed.
async fn lived_in() -> Vec<TestApp> {
    let mut apps = Vec::new();
    for app in [TestApp::sqlite().await, TestApp::postgres().await] {
        live(&app).await;
        seal::seal_all(&app.db, &app.keys, app.clock.real_now()).await.expect("seals");
        apps.push(app);
    }
    apps
}

async fn live(app: &TestApp) {
    let ada = app.api("ada");
    for name in ["O’Brien", "Rahimi"] {
        let person = json!({"given_name": "Zoë", "family_name": name, "language": "en",
            "phones": ["+14165550123"], "emails": ["zoe@mail.example"]});
        let person = ada.post_json("/api/v1/people", person).await.is(201).json();
        let file = format!("/api/v1/people/{}", person["id"].as_str().expect("an id"));
        let job = json!({"programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
            "started_on": "2026-02-04", "hours_per_week": 30});
        ada.post_json(&format!("{file}/placements"), job).await.is(201);
        ada.patch_json(&file, json!({"year_of_birth": 1990})).await.is(200);
        ada.get(&file).await.is(200);
    }
}

async fn problems(app: &TestApp) -> Vec<String> {
    let mut reader = app.db.reader().await.expect("reads");
    verify::verify(&mut reader, &app.keys).await.expect("verifies").problems
}

async fn alter(app: &TestApp, statements: &[&'static str]) {
    let mut writer = app.db.writer().await.expect("writes");
    for sql in statements {
        writer.run(sql, db::binds![]).await.expect(sql);
    }
    writer.commit().await.expect("commits");
}

#[tokio::test]
async fn what_nobody_touched_is_whole() {
    both(|app| async move {
        live(&app).await;
        assert_eq!(problems(&app).await, Vec::<String>::new(), "unsealed");
        seal::seal_all(&app.db, &app.keys, app.clock.real_now()).await.expect("seals");
        live(&app).await;
        assert_eq!(problems(&app).await, Vec::<String>::new(), "sealed and gone on");
    })
    .await;
}

#[tokio::test]
async fn every_alteration_is_found() {
    let alterations: [(&str, &[&'static str]); 8] = [
        (
            "one word changed",
            &["UPDATE audit_entries SET detail = 'bc-workbc' WHERE detail = 'on-ies'"],
        ),
        ("another's name", &["UPDATE audit_entries SET actor = 'nobody' WHERE seq = 2"]),
        ("an entry removed", &["DELETE FROM audit_entries WHERE seq = 2"]),
        (
            "two entries reordered",
            &[
                "UPDATE audit_entries SET seq = 99 WHERE seq = 1",
                "UPDATE audit_entries SET seq = 1 WHERE seq = 2",
                "UPDATE audit_entries SET seq = 2 WHERE seq = 99",
            ],
        ),
        (
            "the tail cut off",
            &["DELETE FROM audit_entries WHERE seq = (SELECT MAX(h.seq) FROM audit_heads h
                WHERE h.chain = audit_entries.chain)"],
        ),
        (
            "the tail cut off, and the recorded end with it",
            &[
                "DELETE FROM audit_entries WHERE seq >= 3",
                "UPDATE audit_heads SET seq = 2, sealed_seq = 2, hash = (SELECT e.hash
                     FROM audit_entries e WHERE e.chain = audit_heads.chain AND e.seq = 2)
                 WHERE seq >= 3",
            ],
        ),
        (
            "whole chains gone",
            &[
                "DELETE FROM audit_entries WHERE chain LIKE 'per_%'",
                "DELETE FROM audit_heads WHERE chain LIKE 'per_%'",
            ],
        ),
        ("a seal altered", &["UPDATE audit_seals SET at = at + 1"]),
    ];
    for (what, statements) in alterations {
        for app in lived_in().await {
            assert_eq!(problems(&app).await, Vec::<String>::new(), "before {what}");
            alter(&app, statements).await;
            assert!(!problems(&app).await.is_empty(), "{what} is not found");
        }
    }
}
