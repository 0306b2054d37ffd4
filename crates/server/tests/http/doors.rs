//! What programs are told, and the doors of the demo.

use crate::harness::{Answer, TestApp, both};
use axum::body::Body;
use axum::http::{Method, header};
use serde_json::json;

fn is_problem(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let document = answer.json();
    assert_eq!(document["status"], status);
    for field in ["type", "title", "detail"] {
        let text = document[field].as_str().unwrap_or_default();
        assert!(!text.is_empty() && !text.contains('⟦'), "{field}: {document}");
    }
}

#[tokio::test]
async fn every_refusal_is_a_problem_document() {
    let app = TestApp::sqlite().await;
    is_problem(&app.get("/api/v1/people").await, 401);
    assert_eq!(app.get("/api/v1/people").await.header("www-authenticate"), "Bearer");
    is_problem(&app.api("nobody-there").get("/api/v1/people").await, 401);
    let ada = app.api("ada");
    is_problem(&ada.get("/api/v1/nothing").await, 404);
    is_problem(&ada.get("/api/v1/people/per_nonsense").await, 404);
    is_problem(&ada.ask(Method::DELETE, "/api/v1/people", None).await, 405);
    is_problem(&ada.post_json("/api/v1/people", json!({})).await, 422);
    is_problem(&ada.get("/api/v1/people?limit=many").await, 422);
    let send = async |kind: &str, body: Vec<u8>| {
        let request = ada.request(Method::POST, "/api/v1/people").header("content-type", kind);
        app.send(request.body(Body::from(body)).expect("a request")).await
    };
    is_problem(&send("text/plain", b"{}".to_vec()).await, 415);
    is_problem(&send("application/json", b"{".to_vec()).await, 400);
    is_problem(&send("application/json", vec![b' '; 2 << 20]).await, 413);
}

#[tokio::test]
async fn what_is_wrong_is_said_by_field() {
    let app = TestApp::sqlite().await;
    let asked = json!({"given_name": "Zoë", "family_name": "O’Brien", "language": "en", "shoe": 1});
    let refused = app.api("ada").post_json("/api/v1/people", asked).await.is(422).json();
    assert_eq!(refused["errors"][0]["field"], "shoe");
    let message = refused["errors"][0]["message"].as_str().expect("a sentence");
    assert!(message.contains("given_name"), "{message}");
}

#[tokio::test]
async fn a_token_never_needs_a_form_value_and_a_session_always_does() {
    let app = TestApp::sqlite().await;
    app.sign_in("ada").await;
    // A session opens the doors too, but not to another site's request.
    let request = app
        .request(Method::PUT, "/demo/clock")
        .header(header::CONTENT_TYPE, "application/json")
        .header("sec-fetch-site", "cross-site");
    let body = Body::from(r#"{"now":"2026-06-01T09:00:00Z"}"#);
    app.send(request.body(body).expect("a request")).await.is(403);
}

#[tokio::test]
async fn programs_move_the_clock_and_ask_for_what_is_due() {
    both(|app| async move {
        let max = app.api("max");
        let moved = max.put_json("/demo/clock", json!({"now": "2026-06-01T09:00:00-04:00"})).await;
        assert_eq!((moved.status, moved.text.as_str()), (204, ""));
        assert_eq!(app.clock.now().to_string(), "2026-06-01T13:00:00Z");
        assert!(max.post_json("/demo/tick", json!({})).await.is(200).json()["done"].is_array());
        let outbox = max.get("/demo/outbox").await.is(200).json();
        assert!(outbox["items"].is_array());
        is_problem(&max.put_json("/demo/clock", json!({"now": "soon"})).await, 422);
        is_problem(&max.put_json("/demo/clock", json!({"when": "x"})).await, 422);
        is_problem(&max.put_json("/demo/clock", json!({"now": "2250-01-01T00:00:00Z"})).await, 422);
        let nobody = app.request(Method::PUT, "/demo/clock").body(Body::empty());
        is_problem(&app.send(nobody.expect("a request")).await, 401);
    })
    .await;
}

#[tokio::test]
async fn the_clock_is_remembered() {
    both(|app| async move {
        let max = app.api("max");
        max.put_json("/demo/clock", json!({"now": "2030-01-01T00:00:00Z"})).await.is(204);
        let clock = server::clock::Clock::real();
        let again =
            server::app::App::new(app.db.clone(), clock, app.keys.clone(), app.settings.clone());
        server::demo::restore_clock(&again).await.expect("reads");
        assert_eq!(again.clock.now().strftime("%Y-%m-%d").to_string(), "2030-01-01");
    })
    .await;
}

#[tokio::test]
async fn people_move_the_clock_on_its_page() {
    both(|app| async move {
        app.sign_in("ada").await;
        assert!(app.get("/demo").await.is(200).text.contains("Wed 4 Mar"));
        let moved = app.post_form("/demo/clock", &[("move", "week")]).await.is(303);
        assert!(moved.location().starts_with("/demo?moved="));
        assert_eq!(app.clock.now().to_string(), "2026-03-11T14:00:00Z");
        app.post_form("/demo/clock", &[("move", "date"), ("date", "2026-04-01")]).await.is(303);
        assert_eq!(app.clock.now().to_string(), "2026-04-01T13:00:00Z");
        let wrong = app.post_form("/demo/clock", &[("move", "date"), ("date", "soon")]).await;
        assert!(wrong.is(422).text.contains("A day looks like"));
        app.post_form("/demo/clock", &[("move", "tick")]).await.is(303);
        assert!(app.get("/demo/outbox").await.is(200).text.contains("Nothing was sent yet"));
    })
    .await;
}

#[tokio::test]
async fn outside_a_demo_its_doors_are_not_there() {
    let app = TestApp::with(|settings| settings.mode = server::config::Mode::Serve).await;
    let max = app.api("max");
    max.put_json("/demo/clock", json!({"now": "2030-01-01T00:00:00Z"})).await.is(404);
    max.post_json("/demo/tick", json!({})).await.is(404);
    max.get("/demo/outbox").await.is(404);
    max.get("/demo").await.is(404);
}
