//! The headers of every kind of answer.

use crate::harness::{Answer, TestApp};
use axum::body::Body;
use axum::http::Method;

fn is_protected(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{what}: {policy}");
    assert!(!policy.contains("unsafe"), "{what}: {policy}");
    for part in ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert!(answer.header("permissions-policy").contains("camera=()"), "{what}");
    assert!(!answer.header("referrer-policy").is_empty(), "{what}");
}

#[tokio::test]
async fn every_kind_of_answer_is_protected_and_not_kept() {
    let app = TestApp::sqlite().await;
    let signed_in = app.another();
    signed_in.sign_in("ada").await;
    let answers = [
        ("a page", signed_in.get("/sessions").await.is(200)),
        ("the door", app.get("/sign-in").await.is(200)),
        ("a redirect", app.get("/sessions").await.is(303)),
        ("not there", app.get("/nowhere").await.is(404)),
        ("not there, signed in", signed_in.get("/nowhere").await.is(404)),
        ("a form refused", app.post_bare("/sign-in", &[]).await.is(422)),
        ("a document", app.get("/api/v1/openapi.json").await.is(200)),
        ("a problem", app.get("/api/v1/people").await.is(401)),
        ("health", app.get("/health").await.is(200)),
        ("counts", app.get("/metrics").await.is(200)),
        ("an asset that is not there", app.get("/assets/x.css").await.is(404)),
    ];
    for (what, answer) in &answers {
        is_protected(answer, what);
        assert_eq!(answer.header("cache-control"), "no-store", "{what}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{what}");
        assert_eq!(answer.header("strict-transport-security"), "", "{what}");
    }
}

#[tokio::test]
async fn assets_are_kept_for_ever() {
    let app = TestApp::sqlite().await;
    let answer = app.get(server::page::asset("staff.css")).await.is(200);
    is_protected(&answer, "an asset");
    assert!(answer.header("cache-control").contains("immutable"));
}

#[tokio::test]
async fn pages_behind_links_say_nothing_of_where_somebody_came_from() {
    let app = TestApp::sqlite().await;
    for path in ["/s/0123456789012345678901", "/e/0123456789012345678901"] {
        let answer = app.get(path).await;
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        is_protected(&answer, path);
    }
}

#[tokio::test]
async fn browsers_are_told_to_stay_with_tls() {
    let app = TestApp::with(|settings| {
        settings.public_url = Some("https://cairn.example".to_owned());
    })
    .await;
    let answer = app.get("/sign-in").await.is(200);
    assert!(answer.header("strict-transport-security").starts_with("max-age=63072000"));
}

#[tokio::test]
async fn other_methods_are_refused_and_the_right_ones_named() {
    let app = TestApp::sqlite().await;
    let send = async |method: &str, path: &str| {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        app.send(app.request(method, path).body(Body::empty()).expect("a request")).await
    };
    for method in ["OPTIONS", "TRACE", "DELETE"] {
        let answer = send(method, "/sign-in").await.is(405);
        let allowed = answer.header("allow");
        assert!(allowed.contains("GET") && allowed.contains("POST"), "{method}: {allowed}");
        assert!(!answer.text.is_empty());
    }
    let head = send("HEAD", "/sign-in").await.is(200);
    assert!(head.text.is_empty() && head.header("content-type").starts_with("text/html"));
    let post = app.post_bare("/sessions", &[]).await.is(405);
    assert!(post.header("allow").contains("GET"));
}
