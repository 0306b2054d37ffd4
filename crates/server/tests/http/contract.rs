//! What the doors promise to programs that have only read their description.

use crate::harness::{Answer, TestApp, both};
use axum::body::Body;
use axum::http::Method;
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::collections::BTreeSet;

async fn person(app: &TestApp) -> String {
    let asked = json!({"given_name": "Zoë", "family_name": "Baker", "language": "en",
        "emails": ["zoe@mail.example"], "consent": {"email": true}});
    let made = app.api("ada").post_json("/api/v1/people", asked).await.is(201).json();
    made["id"].as_str().expect("an id").to_owned()
}

async fn placement(app: &TestApp, person: &str) -> Value {
    let asked = json!({"programme": "on-ies", "employer": "Acme", "job_title": "Cook",
        "started_on": "2026-02-04", "hours_per_week": 35});
    let path = format!("/api/v1/people/{person}/placements");
    app.api("ada").post_json(&path, asked).await.is(201).json()
}

async fn twenty(app: &TestApp, path: &str, body: &Value) -> Vec<Answer> {
    let send = (0..20).map(|_| {
        let request = app
            .api("ada")
            .request(Method::POST, path)
            .header("content-type", "application/json")
            .header("idempotency-key", path);
        app.send(request.body(Body::from(body.to_string())).expect("a request"))
    });
    join_all(send).await
}

#[tokio::test]
async fn twenty_at_once_with_one_key_are_done_once_and_answered_alike() {
    both(|app| async move {
        let person = person(&app).await;
        let series = placement(&app, &person).await;
        let checkpoint = series["checkpoints"][0]["id"].as_str().expect("an id");
        let asked = [
            (format!("/api/v1/people/{person}/enrolments"), json!({"programme": "on-lbs"})),
            (format!("/api/v1/checkpoints/{checkpoint}/invitations"), json!({"channel": "email"})),
        ];
        for (path, body) in asked {
            let answers = twenty(&app, &path, &body).await;
            for answer in &answers {
                assert_eq!(answer.status, 201, "{path}: {}", answer.text);
                assert_eq!(answer.text, answers[0].text, "{path}");
            }
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM messages").await, 1);
        // Without the key it is the second, and says so.
        let path = format!("/api/v1/people/{person}/enrolments");
        let again = app.api("ada").post_json(&path, json!({"programme": "on-lbs"})).await;
        let refused = again.is(409).json();
        assert_eq!(refused["title"], "This cannot be done as things stand");
        let detail = refused["detail"].as_str().expect("a sentence");
        assert!(detail.contains("in this programme already"), "{detail}");
    })
    .await;
}

#[tokio::test]
async fn a_preview_refuses_what_the_change_would_refuse() {
    both(|app| async move {
        let person = person(&app).await;
        let placed = placement(&app, &person).await;
        let path = format!("/api/v1/placements/{}", placed["id"].as_str().expect("an id"));
        let preview = format!("{path}?preview=true");
        let ada = app.api("ada");
        let wrong = [
            (422, json!({"ended_on": "2026-01-01", "reason": "x"})),
            (422, json!({"hours_per_week": 20, "from": "2020-01-01"})),
            (422, json!({"started_on": null})),
            (422, json!({"started_on": "20260204"})),
            (409, json!({"hours_per_week": 20, "version": 7})),
        ];
        for (status, body) in wrong {
            let foreseen = ada.patch_json(&preview, body.clone()).await.is(status);
            let refused = ada.patch_json(&path, body.clone()).await.is(status);
            assert_eq!(foreseen.json(), refused.json(), "{body}");
        }
        let ending = json!({"ended_on": "2026-02-20", "reason": "laid off"});
        let changes = ada.patch_json(&preview, ending.clone()).await.is(200).json();
        let ended = ada.patch_json(&path, ending).await.is(200).json();
        for change in changes["changes"].as_array().expect("a list") {
            assert_eq!((&change["field"], &change["now"]), (&json!("state"), &json!("stopped")));
        }
        assert_eq!(changes["changes"].as_array().map(Vec::len), Some(4));
        for checkpoint in ended["checkpoints"].as_array().expect("a list") {
            assert_eq!(checkpoint["state"], "stopped");
        }
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_null_or_begun_is_refused() {
    both(|app| async move {
        let person = person(&app).await;
        let path = format!("/api/v1/people/{person}");
        let ada = app.api("ada");
        for field in ["given_name", "family_name", "language", "emails", "do_not_contact"] {
            let refused = ada.patch_json(&path, json!({field: null})).await.is(422).json();
            assert_eq!(refused["errors"][0]["field"], field);
        }
        assert_eq!(ada.get(&path).await.is(200).json()["version"], 1);
        for list in ["/api/v1/people", "/api/v1/work"] {
            let refused = ada.get(&format!("{list}?after=bogus")).await.is(422).json();
            assert_eq!(refused["errors"][0]["field"], "after");
        }
        // A zero byte is nothing that PostgreSQL would take as text.
        ada.get(&format!("/api/v1/people?after={person}~a%00b")).await.is(422);
        let group = json!({"programme": "on-lbs", "group": "a\u{0}b"});
        let refused = ada.post_json(&format!("{path}/enrolments"), group).await.is(422).json();
        assert_eq!(refused["errors"][0]["field"], "group");
        ada.get("/api/v1/work?whose=everybody").await.is(422);
        let ahead = format!("{path}/explain?on=2026-05-01T10:00");
        assert_eq!(ada.get(&ahead).await.is(422).json()["errors"][0]["field"], "on");
    })
    .await;
}

#[tokio::test]
async fn the_description_names_every_part_of_every_address() {
    let app = TestApp::sqlite().await;
    let document = app.get("/api/v1/openapi.json").await.is(200).json();
    assert_eq!(document["openapi"], "3.1.0");
    let mut names = BTreeSet::new();
    for (path, doors) in document["paths"].as_object().expect("paths") {
        for (method, door) in doors.as_object().expect("doors") {
            let name = door["operationId"].as_str().expect("a name").to_owned();
            assert!(names.insert(name), "{method} {path}: {door}");
            let none = Vec::new();
            let parameters = door["parameters"].as_array().unwrap_or(&none);
            let has = |name: &str, place: &str| {
                parameters.iter().any(|one| one["name"] == name && one["in"] == place)
            };
            for part in path.split('/').filter(|part| part.starts_with('{')) {
                assert!(has(part.trim_matches(['{', '}']), "path"), "{method} {path}: {part}");
            }
            for one in parameters.iter().filter(|one| one["in"] == "path") {
                let name = one["name"].as_str().expect("a name");
                assert!(path.contains(&format!("{{{name}}}")), "{method} {path}: {name}");
            }
            assert_eq!(has("Idempotency-Key", "header"), method == "post", "{method} {path}");
            for (status, answer) in door["responses"].as_object().expect("answers") {
                let said = answer["description"].as_str().unwrap_or_default();
                assert!(!said.is_empty(), "{method} {path} {status}");
            }
            let problem = &door["responses"]["default"]["content"]["application/problem+json"];
            assert!(problem["schema"]["$ref"].is_string(), "{method} {path}: {door}");
        }
    }
}

#[tokio::test]
async fn the_key_of_a_request_is_kept_for_a_week() {
    both(|app| async move {
        let person = person(&app).await;
        let path = format!("/api/v1/people/{person}/enrolments");
        twenty(&app, &path, &json!({"programme": "on-lbs"})).await;
        let keys = "SELECT COUNT(*) AS many FROM once_keys";
        assert_eq!(server::api::forget_old(&app).await.expect("forgets"), 0);
        assert_eq!(app.count(keys).await, 1, "today's is still there");
        let mut writer = app.db.writer().await.expect("writes");
        let eight_days_ms = 8 * 86_400_000_i64;
        let older = "UPDATE once_keys SET made_at = made_at - $1";
        writer.run(older, db::binds![eight_days_ms]).await.expect("ages");
        writer.commit().await.expect("commits");
        assert_eq!(server::api::forget_old(&app).await.expect("forgets"), 1);
        assert_eq!(app.count(keys).await, 0);
    })
    .await;
}
