//! Mailings, for programs.

use super::{counts, four, later, made, three, write};
use crate::harness::{TestApp, both};
use crate::messaging::{deliver, text};
use axum::body::Body;
use axum::http::{Method, header};
use serde_json::{Value, json};

#[tokio::test]
async fn a_mailing_is_made_looked_at_and_taken_back_by_programs() {
    both(|app| async move {
        let (people, silent) = four(&app).await;
        let all: Vec<_> = people.iter().chain([&silent]).collect();
        let mailing = made(&app, &all, json!({})).await;
        assert_eq!(mailing["counts"], json!({"preparing": 3, "left_out": 1}));
        assert_eq!(mailing["leaves_at"], "2026-03-04T15:05:00Z");
        let out = &mailing["left_out"][0];
        assert_eq!(
            (&out["checkpoint"], &out["code"]),
            (&json!(silent.checkpoint), &json!("consent"))
        );
        assert!(text(&out["message"]).contains("Noah"), "{out}");
        let id = text(&mailing["id"]);
        let path = format!("/api/v1/mailings/{id}");
        let seen = app.api("theo").get(&path).await.is(200).json();
        assert_eq!(seen["left_out"].as_array().map(Vec::len), Some(1));
        app.api("fay").get(&path).await.is(404);
        app.api("rita").get(&path).await.is(403);
        let withdrawal = format!("{path}/withdrawal");
        app.api("fay").post_json(&withdrawal, json!({})).await.is(404);
        let undone = app.api("ada").post_json(&withdrawal, json!({})).await.is(200).json();
        assert_eq!(undone["counts"], json!({"withdrawn": 3, "left_out": 1}));
        let late = app.api("theo").post_json(&withdrawal, json!({})).await.is(409).json();
        assert!(text(&late["detail"]).contains("ada took this back already"), "{late}");
        write(&app).await;
        later(&app, 10);
        deliver(&app).await;
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM messages").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_whole_queue_is_asked_in_words_of_ones_own() {
    let app = TestApp::sqlite().await;
    three(&app).await;
    let body = json!({"channel": "sms", "queue": "due_today", "body": "Hi {{given_name}} {{link}}",
        "now": true});
    let made = app.api("ada").post_json("/api/v1/mailings", body).await.is(201).json();
    write(&app).await;
    deliver(&app).await;
    assert_eq!(counts(&app, &text(&made["id"])).await, json!({"sent": 3}));
    let own = "SELECT COUNT(*) AS many FROM messages
        WHERE channel = 'sms' AND body = 'Hi Zoë {{link}}'";
    assert_eq!(app.count(own).await, 3);
}

#[tokio::test]
async fn the_same_key_makes_one_mailing_and_another_body_none() {
    both(|app| async move {
        let people = three(&app).await;
        let send = |checkpoints: Vec<String>| {
            let app = &app;
            async move {
                let body = json!({"channel": "email", "checkpoints": checkpoints});
                let request = app.api("ada").request(Method::POST, "/api/v1/mailings");
                let request = request
                    .header(header::CONTENT_TYPE, "application/json")
                    .header("idempotency-key", "monday")
                    .body(Body::from(body.to_string()));
                app.send(request.expect("a request")).await
            }
        };
        let ids: Vec<String> = people.iter().map(|one| one.checkpoint.clone()).collect();
        let first = send(ids.clone()).await.is(201).json();
        let again = send(ids.clone()).await.is(201).json();
        assert_eq!(first["id"], again["id"]);
        send(ids[..1].to_vec()).await.is(422);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM mailings").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_wrongly_is_told_by_field() {
    let app = TestApp::sqlite().await;
    let people = three(&app).await;
    let own = json!([people[0].checkpoint]);
    let rows: [(Value, &str); 11] = [
        (json!({"channel": "pigeon", "checkpoints": own}), "channel"),
        (json!({"channel": "email"}), "checkpoints"),
        (json!({"channel": "email", "checkpoints": []}), "checkpoints"),
        (json!({"channel": "email", "checkpoints": ["chk_1"]}), "checkpoints"),
        (json!({"channel": "email", "checkpoints": own, "queue": "open"}), "checkpoints"),
        (json!({"channel": "email", "queue": "yesterday"}), "queue"),
        (json!({"channel": "email", "checkpoints": own, "subject": "x"}), "subject"),
        (json!({"channel": "email", "checkpoints": own, "body": "{{link}}"}), "subject"),
        (json!({"channel": "sms", "checkpoints": own, "body": "no address"}), "body"),
        (json!({"channel": "sms", "checkpoints": own, "body": "{{wage}}"}), "body"),
        (
            json!({"channel": "email", "checkpoints": own, "body": "{{link}}",
                "subject": "a\r\nBcc: b@mail.example"}),
            "subject",
        ),
    ];
    for (body, field) in rows {
        let told = app.api("ada").post_json("/api/v1/mailings", body.clone()).await.is(422).json();
        assert_eq!(told["errors"][0]["field"], field, "{body} {told}");
        assert!(text(&told["errors"][0]["message"]).len() > 10, "{told}");
    }
    let unknown = json!({"channel": "email", "checkpoints": own, "when": "now"});
    app.api("ada").post_json("/api/v1/mailings", unknown).await.is(422);
    let others = json!({"channel": "email", "checkpoints": own});
    app.api("fay").post_json("/api/v1/mailings", others).await.is(404);
    let many: Vec<String> =
        (0..2_001).map(|n| domain::ids::CheckpointId::from_number(n).to_string()).collect();
    let many = json!({"channel": "email", "checkpoints": many});
    let told = app.api("ada").post_json("/api/v1/mailings", many).await.is(422).json();
    assert!(text(&told["errors"][0]["message"]).contains("at most"), "{told}");
    assert_eq!(app.count("SELECT COUNT(*) AS many FROM mailings").await, 0);
}
