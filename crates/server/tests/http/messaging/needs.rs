//! What nobody knows, or what did not arrive, is shown to staff, who say what became of it.

use super::texts::{Gateway, by};
use super::{Placed, ask, deliver, messages, placed, state, text};
use crate::harness::{Answer, TestApp};
use serde_json::json;

/// A text whose answer was lost, by a provider that knows no keys.
async fn doubtful(app: &TestApp, gateway: &Gateway) -> Placed {
    let one = placed(app, "ada").await;
    ask(app, "ada", &one, json!({"channel": "sms"})).await.is(201);
    gateway.behave(json!({"faults": ["reset_taken"], "times": 1})).await;
    deliver(app).await;
    assert_eq!(state(app, &one).await.0, "unknown");
    one
}

async fn settle(app: &TestApp, one: &Placed, as_what: &str) -> Answer {
    let id = text(&messages(app, one).await.last().expect("a message")["id"]);
    app.post_form(&format!("/messages/{id}/settling"), &[("as", as_what)]).await
}

#[tokio::test]
async fn what_may_have_arrived_waits_for_somebody_who_says_so() {
    let gateway = Gateway::start().await;
    let app = by(&gateway, false).await;
    let one = doubtful(&app, &gateway).await;
    app.sign_in("ada").await;
    for place in ["/", "/checkpoints"] {
        let page = app.get(place).await.is(200);
        assert!(page.text.contains("One message needs you"), "{place}: {}", page.text);
    }
    let row = app.get("/checkpoints?queue=due_today").await.is(200);
    assert!(row.text.contains("nobody knows whether the last message arrived"), "{}", row.text);
    let list = app.get("/messages").await.is(200);
    assert!(list.text.contains("answer was lost") && list.text.contains("It arrived"));
    let file = format!("/people/{}?tab=checkpoints&open={}", one.person, one.checkpoint);
    let file = app.get(&file).await.is(200);
    assert!(file.text.contains("/settling") && file.text.contains("It arrived"), "{}", file.text);
    settle(&app, &one, "perhaps").await.is(422);
    let done = settle(&app, &one, "arrived").await.is(303);
    let page = app.get(done.location()).await.is(200);
    assert!(page.text.contains("counts as asked") && page.text.contains("No message needs you"));
    assert_eq!(state(&app, &one).await.0, "sent");
    // The second finds it done; nothing was sent by any of it.
    assert_eq!(settle(&app, &one, "again").await.location(), "/messages?done=settled-already");
    deliver(&app).await;
    assert_eq!(gateway.shown().await.get(&one.phone), Some(&1));
    let timeline = format!("/api/v1/people/{}/timeline", one.person);
    let timeline = app.api("ada").get(&timeline).await.is(200).text;
    assert!(timeline.contains("said what became of a message (it arrived)"), "{timeline}");
}

#[tokio::test]
async fn what_is_asked_again_is_another_message_that_somebody_sends() {
    let gateway = Gateway::start().await;
    let app = by(&gateway, false).await;
    let one = doubtful(&app, &gateway).await;
    app.sign_in("theo").await;
    let again = settle(&app, &one, "again").await.is(303);
    assert_eq!(again.location(), format!("/checkpoints/{}/follow-up", one.checkpoint));
    assert_eq!(messages(&app, &one).await.len(), 1, "nothing is sent blindly");
    assert!(app.get("/messages").await.text.contains("No message needs you"));
    ask(&app, "ada", &one, json!({"channel": "link"})).await.is(201);
    assert_eq!(messages(&app, &one).await.len(), 2);
}

#[tokio::test]
async fn what_was_certainly_refused_cannot_have_arrived() {
    let gateway = Gateway::start().await;
    let app = by(&gateway, false).await;
    let one = placed(&app, "ada").await;
    ask(&app, "ada", &one, json!({"channel": "sms"})).await.is(201);
    gateway.behave(json!({"faults": ["refused"], "times": 1})).await;
    deliver(&app).await;
    if state(&app, &one).await.0 != "undeliverable" {
        panic!("{:?}", state(&app, &one).await);
    }
    app.sign_in("ada").await;
    let list = app.get("/messages").await.is(200);
    assert!(list.text.contains("Ask again") && !list.text.contains("It arrived"));
    settle(&app, &one, "arrived").await.is(409);
    // Once somebody has asked another way, it needs nobody.
    ask(&app, "ada", &one, json!({"channel": "link"})).await.is(201);
    assert!(app.get("/messages").await.text.contains("No message needs you"));
    app.sign_in("fay").await;
    assert!(app.get("/messages?whose=team").await.is(200).text.contains("No message needs you"));
    settle(&app, &one, "again").await.is(404);
}
