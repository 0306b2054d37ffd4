//! Health, counts and the document of the doors.

use crate::harness::{TestApp, both};

#[tokio::test]
async fn a_healthy_app_says_so() {
    both(|app| async move {
        let health = app.get("/health").await.is(200).json();
        assert_eq!(health["live"], true);
        assert_eq!(health["ready"], true);
        assert_eq!(health["database"], "ok");
        assert_eq!(health["can_write"], true);
        assert_eq!(health["problem"], serde_json::Value::Null);
    })
    .await;
}

#[tokio::test]
async fn work_that_is_late_shows_in_seconds() {
    both(|app| async move {
        let job = queue::Job {
            agency: app.viewer("ada").agency.to_string(),
            kind: "nobody does this".to_owned(),
            key: "1".to_owned(),
            body: String::new(),
            due_at_ms: app.clock.now().as_millisecond() - 90_000,
            tries_max: 1,
        };
        let mut writer = app.db.writer().await.expect("writes");
        queue::enqueue(&mut writer, &job).await.expect("enqueues");
        writer.commit().await.expect("commits");
        assert_eq!(app.get("/health").await.is(200).json()["oldest_due_s"], 90);
    })
    .await;
}

#[tokio::test]
async fn a_newer_schema_is_not_ready() {
    both(|app| async move {
        let mut writer = app.db.writer().await.expect("writes");
        let sql = "INSERT INTO schema_migrations (name, sha256, applied_at)
                   VALUES ('9999_later', '', 0)";
        writer.run(sql, db::binds![]).await.expect("inserts");
        writer.commit().await.expect("commits");
        let health = app.get("/health").await.is(503).json();
        assert_eq!(health["ready"], false);
        assert_eq!(health["database"], "newer schema");
    })
    .await;
}

#[tokio::test]
async fn counts_name_routes_and_nobody() {
    let app = TestApp::sqlite().await;
    app.get("/s/0123456789012345678901").await;
    app.get("/sign-in?next=/people%3Fq%3DLindqvist").await.is(200);
    let counts = app.get("/metrics").await.is(200);
    assert!(counts.header("content-type").starts_with("text/plain; version=0.0.4"));
    assert!(counts.text.contains("cairn_requests_total{"), "{}", counts.text);
    assert!(counts.text.contains(r#"route="/sign-in""#), "{}", counts.text);
    for secret in ["0123456789012345678901", "Lindqvist"] {
        assert!(!counts.text.contains(secret));
    }
}

#[tokio::test]
async fn the_doors_are_described_for_anybody() {
    let app = TestApp::sqlite().await;
    let document = app.get("/api/v1/openapi.json").await.is(200).json();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["info"]["title"], "Cairn");
    assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    assert!(document["components"]["schemas"]["ProblemDocument"]["properties"]["type"].is_object());
    assert!(document["paths"]["/api/v1/people"]["post"].is_object());
}
