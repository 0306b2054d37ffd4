//! Stopping messages by the link of a message.

use super::{Phone, asked, hidden, text};
use crate::harness::{TestApp, both};
use serde_json::{Value, json};

/// What left for the client, the newest first.
async fn messages(app: &TestApp, checkpoint: &str) -> Vec<Value> {
    let path = format!("/api/v1/checkpoints/{checkpoint}/messages");
    let listed = app.api("ada").get(&path).await.is(200).json();
    listed["items"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn whoever_holds_the_link_can_stop_messages() {
    both(|app| async move {
        let asked = asked(&app).await;
        let before = messages(&app, &asked.checkpoint).await.len();
        let phone = Phone::open(&app, &asked.token).await;
        assert!(phone.says(r#"href="/s/stop""#), "the first page leads there, without the gate");
        let page = phone.browser.get("/s/stop").await.is(200);
        let asked_again = format!("/api/v1/checkpoints/{}/invitations", asked.checkpoint);
        phone.browser.post_bare("/s/stop", &[("nonce", "guessed")]).await.is(409);

        let form = [("nonce", &*hidden(&page.text, "nonce"))];
        for _ in 0..2 {
            let done = phone.browser.post_bare("/s/stop", &form).await.is(200);
            assert!(done.text.contains("You will get no more messages"), "{}", done.text);
        }
        for channel in ["email", "sms"] {
            let ada = app.api("ada");
            let refused = ada.post_json(&asked_again, json!({"channel": channel})).await;
            let refused = refused.is(422).json();
            assert_eq!(text(&refused["missing"][0]["code"]), "consent", "{refused}");
        }
        app.at("2026-03-25T18:00:00Z");
        app.run_jobs().await;
        let after = messages(&app, &asked.checkpoint).await;
        assert_eq!(after.len(), before, "no reminder leaves: {after:?}");
    })
    .await;
}

#[tokio::test]
async fn twenty_stops_at_once_are_one() {
    both(|app| async move {
        let asked = asked(&app).await;
        let phone = Phone::open(&app, &asked.token).await;
        let page = phone.browser.get("/s/stop").await.is(200);
        let form = [("nonce", &*hidden(&page.text, "nonce"))];
        let stops = (0..20).map(|_| phone.browser.post_bare("/s/stop", &form));
        for answer in futures_util::future::join_all(stops).await {
            answer.is(200);
        }
        let closed = "SELECT COUNT(*) AS many FROM contact_points WHERE consent = 'withdrawn'";
        assert_eq!(app.count(closed).await, 2, "the e-mail address and the number");
    })
    .await;
}

#[tokio::test]
async fn an_address_of_somebody_else_gets_nothing_more() {
    both(|app| async move {
        let asked = asked(&app).await;
        let ask = format!("/api/v1/checkpoints/{}/invitations", asked.checkpoint);
        let ada = app.api("ada");
        let sent = ada.post_json(&ask, json!({"channel": "email"})).await.is(201).json();
        let url = text(&sent["url"]);
        let token = url.rsplit('/').next().expect("a secret");
        let mut phone = Phone::begin(&app, token, "1990").await;
        phone.press(&[("agree", "not_this_person")]).await;
        assert!(phone.says("Thank you for telling us"), "{}", phone.page.text);

        app.at("2026-03-05T15:00:00Z");
        let refused = ada.post_json(&ask, json!({"channel": "email"})).await.is(422).json();
        assert_eq!(text(&refused["missing"][0]["code"]), "consent", "{refused}");
        ada.post_json(&ask, json!({"channel": "sms"})).await.is(201);
    })
    .await;
}
