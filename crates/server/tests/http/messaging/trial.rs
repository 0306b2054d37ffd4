//! *Send a test to me*.

use super::{deliver, messages, placed};
use crate::harness::{Answer, TestApp, both};
use serde_json::Value;

async fn outbox(app: &TestApp) -> Vec<Value> {
    let listed = app.api("ada").get("/demo/outbox").await.is(200).json();
    listed["items"].as_array().expect("a list").clone()
}

fn hidden(page: &Answer, name: &str) -> String {
    let value = page.text.split(&format!(r#"name="{name}" value=""#)).nth(1).expect("the field");
    value.split('"').next().expect("a value").to_owned()
}

async fn test(app: &TestApp, path: &str, (channel, body): (&str, &str), phone: &str) -> Answer {
    let page = app.get(&format!("{path}?channel={channel}")).await.is(200);
    let shown = hidden(&page, "shown");
    let fields = [
        ("shown", shown.as_str()),
        ("channel", channel),
        ("language", "en"),
        ("subject", if channel == "email" { "A question" } else { "" }),
        ("body", body),
        ("trial_phone", phone),
        ("do", "test"),
    ];
    app.post_form(path, &fields).await
}

#[tokio::test]
async fn a_test_goes_to_oneself_and_counts_for_nobody() {
    both(|app| async move {
        let one = placed(&app, "ada").await;
        app.sign_in("ada").await;
        let path = format!("/checkpoints/{}/follow-up", one.checkpoint);
        let text = "Hi {{given_name}}: {{link}}";
        let sent = test(&app, &path, ("email", text), "").await.is(200);
        assert!(sent.text.contains("A test is on its way to ada@test.example"), "{}", sent.text);
        assert!(sent.text.contains("Hi {{given_name}}"), "what was typed is kept");
        let refused = test(&app, &path, ("sms", text), "twelve").await.is(422);
        assert!(refused.text.contains("should be a telephone number"), "{}", refused.text);
        test(&app, &path, ("sms", text), "416 555 0199").await.is(200);
        let again = app.get(&format!("{path}?channel=sms")).await.is(200);
        assert!(again.text.contains("+14165550199"), "typed once");
        test(&app, &path, ("email", "no link"), "").await.is(422);
        deliver(&app).await;
        deliver(&app).await;
        let left = outbox(&app).await;
        assert_eq!(left.len(), 2, "{left:?}");
        let expected = format!("Hi Zoë: http://127.0.0.1:8080{SAMPLE}");
        assert!(left.iter().all(|one| one["text"] == expected), "{left:?}");
        assert!(messages(&app, &one).await.is_empty(), "nobody was asked");
        let audited = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'send trial'";
        assert_eq!(app.count(audited).await, 2);
        let sample = app.another().get(SAMPLE).await.is(200);
        assert!(sample.text.contains("This link is a sample"), "{}", sample.text);
    })
    .await;
}

const SAMPLE: &str = "/s/xxxxxxxxxxxxxxxxxxxxxx";

#[tokio::test]
async fn ten_tests_in_an_hour_are_enough() {
    let app = TestApp::sqlite().await;
    let one = placed(&app, "ada").await;
    app.sign_in("ada").await;
    let path = format!("/checkpoints/{}/follow-up", one.checkpoint);
    for _ in 0..10 {
        test(&app, &path, ("email", "{{link}}"), "").await.is(200);
    }
    let refused = test(&app, &path, ("email", "{{link}}"), "").await.is(422);
    assert!(refused.text.contains("10 tests in an hour are enough"), "{}", refused.text);
    app.at("2026-03-04T16:01:00Z");
    test(&app, &path, ("email", "{{link}}"), "").await.is(200);
    assert_eq!(app.count("SELECT COUNT(*) AS many FROM trials").await, 11);
}
