//! *Send follow-up* as an adviser uses it.

use super::{ask, deliver, messages, placed, placed_as, state, text};
use crate::harness::{Answer, TestApp, both};
use serde_json::json;

/// The value of a hidden field on a page.
fn hidden(page: &Answer, name: &str) -> String {
    let start = format!(r#"name="{name}" value=""#);
    let value = page.text.split(start.as_str()).nth(1);
    let value = value.unwrap_or_else(|| panic!("no {name}: {}", page.text));
    value.split('"').next().expect("a value").to_owned()
}

/// Posts the form that a page shows, with some fields in other words.
async fn post(app: &TestApp, path: &str, page: &Answer, fields: &[(&str, &str)]) -> Answer {
    let kept: Vec<(String, String)> =
        ["shown", "purpose", "attempt"].map(|name| (name.to_owned(), hidden(page, name))).into();
    let mut all: Vec<(&str, &str)> =
        kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    all.extend(fields);
    app.post_form(path, &all).await
}

#[tokio::test]
async fn a_follow_up_is_looked_at_and_sent_once() {
    both(|app| async move {
        let one = placed(&app, "ada").await;
        app.sign_in("ada").await;
        let path = format!("/checkpoints/{}/follow-up", one.checkpoint);
        let page = app.get(&format!("{path}?channel=email")).await.is(200);
        assert!(page.text.contains("Send a follow-up to Zoë"), "{}", page.text);
        assert!(page.text.contains("Hello {{given_name}}"), "the words stay editable");
        assert!(page.text.contains("As Zoë will see it") && page.text.contains("Hello Zoë,"));
        assert!(messages(&app, &one).await.is_empty(), "looking sends nothing");

        let typed = [
            ("channel", "email"),
            ("language", "en"),
            ("subject", "A <b>question</b>"),
            ("body", "Dear {{given_name}}: {{link}}"),
        ];
        let mut look = typed.to_vec();
        look.push(("do", "preview"));
        let looked = post(&app, &path, &page, &look).await.is(200);
        assert!(looked.text.contains("Dear Zoë: http://127.0.0.1:8080/s/xxx"), "{}", looked.text);
        assert!(!looked.text.contains("<b>question"), "what was typed is no markup");
        assert!(messages(&app, &one).await.is_empty(), "a preview sends nothing");

        let mut send = typed.to_vec();
        send.push(("do", "send"));
        let sent = post(&app, &path, &looked, &send).await.is(303);
        let id = &one.checkpoint;
        let expected = format!("/people/{}?tab=checkpoints&open={id}&done=asked#{id}", one.person);
        assert_eq!(sent.location(), expected);
        // A second click, and somebody's page from before, send nothing more.
        post(&app, &path, &looked, &send).await.is(409);
        assert_eq!(messages(&app, &one).await.len(), 1);
        deliver(&app).await;
        assert_eq!(state(&app, &one).await.0, "sent");
    })
    .await;
}

#[tokio::test]
async fn other_words_are_seen_before_they_are_sent() {
    let app = TestApp::sqlite().await;
    let one = placed(&app, "ada").await;
    app.sign_in("ada").await;
    let path = format!("/checkpoints/{}/follow-up", one.checkpoint);
    let page = app.get(&path).await.is(200);
    let sms = [
        ("channel", "sms"),
        ("language", "fr"),
        ("subject", "x"),
        ("body", "{{link}}"),
        ("do", "send"),
    ];
    let looked = post(&app, &path, &page, &sms).await.is(422);
    assert!(looked.text.contains("Read them, then send"), "{}", looked.text);
    assert!(looked.text.contains("bonjour {{given_name}}"), "the text in French");
    assert!(looked.text.contains("text messages, each paid for:"), "{}", looked.text);
    assert!(messages(&app, &one).await.is_empty());

    let costly = [
        ("channel", "sms"),
        ("language", "fr"),
        ("do", "preview"),
        ("body", "Forêt {{given_name}}: {{link}}"),
    ];
    let looked = post(&app, &path, &looked, &costly).await.is(200);
    assert!(looked.text.contains("UCS-2") && looked.text.contains("twice as large: ê"));
    let wrong = [("channel", "sms"), ("language", "fr"), ("do", "send"), ("body", "{{wage}}")];
    let refused = post(&app, &path, &looked, &wrong).await.is(422);
    assert!(refused.text.contains("{{wage}} is not known"), "{}", refused.text);
}

#[tokio::test]
async fn a_closed_way_says_why() {
    let app = TestApp::sqlite().await;
    let one = placed_as(&app, "ada", json!({"phones": [], "consent": {"email": false}})).await;
    app.sign_in("ada").await;
    let path = format!("/checkpoints/{}/follow-up?channel=sms", one.checkpoint);
    let page = app.get(&path).await.is(200);
    assert!(page.text.contains("there is no telephone number"), "{}", page.text);
    assert!(page.text.contains("has not agreed to e-mail"), "{}", page.text);
    assert!(page.text.contains("Make the link"), "the first open way is chosen");
    let change = json!({"died_on": "2026-03-03", "reason": "told by family"});
    let person = format!("/api/v1/people/{}", one.person);
    app.api("ada").patch_json(&person, change).await.is(200);
    let page = app.get(&path).await.is(200);
    assert!(page.text.contains("Nobody is asked any more"), "{}", page.text);
    assert!(!page.text.contains(r#"value="send""#), "nothing to press");
}

#[tokio::test]
async fn a_link_a_letter_and_a_script_are_handed_over() {
    both(|app| async move {
        app.sign_in("ada").await;
        for (channel, wanted) in [
            ("link", "data-copy=\"http://127.0.0.1:8080/s/"),
            ("print", "18 Wharf Row"),
            ("phone", "What to say to Zoë"),
        ] {
            let one = placed(&app, "ada").await;
            let path = format!("/checkpoints/{}/follow-up", one.checkpoint);
            let page = app.get(&format!("{path}?channel={channel}")).await.is(200);
            let body = if channel == "link" { "" } else { "Dear {{given_name}}, {{last_day}}" };
            let fields = [("channel", channel), ("language", "en"), ("do", "send"), ("body", body)];
            let sent = post(&app, &path, &page, &fields).await.is(303);
            let shown = app.get(sent.location()).await.is(200);
            assert!(shown.text.contains(wanted), "{channel}: {}", shown.text);
            let asks = shown.text.contains("paper-form");
            assert_eq!(asks, channel != "link", "{channel}");
            assert_eq!(state(&app, &one).await.0, "handed_over");
        }
        let other = placed(&app, "ada").await;
        let made = ask(&app, "ada", &other, json!({"channel": "link"})).await.is(201).json();
        let page = format!("/messages/{}", text(&made["id"]));
        app.get(&page).await.is(200);
        for (name, status) in [("fay", 404), ("chloe", 404), ("ines", 403), ("bob", 303)] {
            let browser = app.another();
            browser.sign_in(name).await;
            browser.get(&page).await.is(status);
            browser.get(&format!("/checkpoints/{}/follow-up", other.checkpoint)).await.is(status);
        }
    })
    .await;
}
