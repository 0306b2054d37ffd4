//! Text messages that come in: stopping, starting, help, a quick answer by reply; and what is not
//! from the provider.

use super::{Placed, ask, placed_as};
use crate::harness::{Answer, TestApp, both_with};
use axum::body::Body;
use axum::http::{Method, header};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use server::config::{Settings, Sms};
use sha2::Sha256;

const SECRET: &str = "a-secret-of-the-provider";

fn settings(settings: &mut Settings) {
    settings.sms = Some(Sms {
        url: "http://127.0.0.1:9/messages".to_owned(),
        token: None,
        from: "Stonebridge".to_owned(),
        idempotent: true,
        timeout_s: 1,
        inbound_secret: Some(SECRET.to_owned()),
    });
}

fn signature(stamp: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("a key");
    mac.update(format!("{stamp}.").as_bytes());
    mac.update(body);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn bring(app: &TestApp, body: String, (stamp, signed): (&str, &str)) -> Answer {
    let request = app
        .request(Method::POST, "/inbound/sms")
        .header(header::CONTENT_TYPE, "application/json")
        .header("Cairn-Timestamp", stamp)
        .header("Cairn-Signature", signed);
    app.send(request.body(Body::from(body)).expect("a request")).await
}

/// A text as the provider brings it.
async fn comes(app: &TestApp, id: &str, from: &str, text: &str) -> Answer {
    let body = json!({"id": id, "from": from, "text": text}).to_string();
    let stamp = app.clock.real_now().as_second().to_string();
    let signed = signature(&stamp, body.as_bytes());
    bring(app, body, (&stamp, &signed)).await
}

async fn reply(app: &TestApp, id: &str, from: &str, text: &str) -> Value {
    comes(app, id, from, text).await.is(200).json()["reply"].clone()
}

async fn texted(app: &TestApp) -> Placed {
    let one = placed_as(app, "ada", json!({"year_of_birth": 1990})).await;
    ask(app, "ada", &one, json!({"channel": "sms"})).await.is(201);
    app.run_jobs().await;
    one
}

async fn response(app: &TestApp, one: &Placed) -> Value {
    let path = format!("/api/v1/checkpoints/{}/response", one.checkpoint);
    app.api("ada").get(&path).await.is(200).json()
}

#[tokio::test]
async fn stop_ends_messages_at_once_and_start_takes_it_back() {
    both_with(settings, |app| async move {
        let one = texted(&app).await;
        for (n, word) in ["STOP", "Arrêt!", "unsubscribe", " cancel.", "END", "Quit", "arret"]
            .into_iter()
            .enumerate()
        {
            let said = reply(&app, &format!("stop-{n}"), &one.phone, word).await;
            let said = said.as_str().expect("one confirmation");
            assert!(said.contains("Stonebridge") && said.contains("START"), "{said}");
            let refused = ask(&app, "ada", &one, json!({"channel": "sms"})).await.is(422).json();
            assert_eq!(refused["missing"][0]["code"], "consent", "{word}: {refused}");
            let said = reply(&app, &format!("start-{n}"), &one.phone, "start").await;
            assert!(said.as_str().is_some_and(|said| said.contains("STOP")), "{said}");
        }
        // E-mail is another way, which nobody stopped.
        reply(&app, "stop-last", &one.phone, "stop").await;
        app.at("2026-03-05T15:00:00Z");
        ask(&app, "ada", &one, json!({"channel": "email"})).await.is(201);
    })
    .await;
}

#[tokio::test]
async fn nothing_leaves_after_a_stop_that_came_before_it() {
    both_with(settings, |app| async move {
        let one = placed_as(&app, "ada", json!({"year_of_birth": 1990})).await;
        ask(&app, "ada", &one, json!({"channel": "sms"})).await.is(201);
        reply(&app, "stop-1", &one.phone, "STOP").await;
        app.run_jobs().await;
        app.at("2026-03-25T15:00:00Z").run_jobs().await;
        let left = "SELECT COUNT(*) AS many FROM messages
            WHERE channel = 'sms' AND state = 'sent'";
        assert_eq!(app.count(left).await, 0, "decided again at the moment of leaving");
    })
    .await;
}

#[tokio::test]
async fn a_number_is_asked_about_once_and_a_yes_keeps_it() {
    both_with(settings, |app| async move {
        let one = texted(&app).await;
        // A yes to nothing is a word for staff.
        assert_eq!(reply(&app, "a", &one.phone, "yes").await, Value::Null);
        let said = reply(&app, "b", &one.phone, "3").await;
        let said = said.as_str().expect("a question");
        assert!(said.contains("Not working") && said.contains("YES"), "{said}");
        assert_eq!(response(&app, &one).await["state"], "none", "a number alone is no answer");
        let said = reply(&app, "c", &one.phone, "1").await;
        assert!(said.as_str().is_some_and(|said| said.contains("Still working")), "{said}");
        let said = reply(&app, "d", &one.phone, "Yes!").await;
        assert!(said.as_str().is_some_and(|said| said.contains("Still working")), "{said}");
        let kept = response(&app, &one).await;
        assert_eq!((&kept["state"], &kept["source"]), (&json!("partial"), &json!("client_sms")));
        assert_eq!(kept["client_answers"], json!({"work_status": "same_job"}));
        assert_eq!(reply(&app, "e", &one.phone, "yes").await, Value::Null, "it was kept already");
        // A yes of the day after next is no answer to what was asked.
        reply(&app, "f", &one.phone, "2").await;
        app.at("2026-03-06T16:00:00Z");
        assert_eq!(reply(&app, "g", &one.phone, "yes").await, Value::Null);
        assert_eq!(response(&app, &one).await["client_answers"]["work_status"], "same_job");
    })
    .await;
}

#[tokio::test]
async fn ten_repeats_count_once() {
    both_with(settings, |app| async move {
        let one = texted(&app).await;
        reply(&app, "first", &one.phone, "1").await;
        let mut said = Vec::new();
        for _ in 0..10 {
            said.push(reply(&app, "second", &one.phone, "yes").await);
        }
        assert!(said.iter().all(|one| *one == said[0] && one.is_string()), "{said:?}");
        let at_once = (0..10).map(|_| comes(&app, "third", &one.phone, "Call me, please"));
        for answer in futures_util::future::join_all(at_once).await {
            answer.is(200);
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM inbound_texts").await, 3);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM quick_answers").await, 1);
    })
    .await;
}

#[tokio::test]
async fn words_are_shown_to_staff_and_help_says_who_we_are() {
    both_with(settings, |app| async move {
        let one = texted(&app).await;
        assert_eq!(reply(&app, "w", &one.phone, "I start at 6 now 🙂 <b>").await, Value::Null);
        let said = reply(&app, "h", &one.phone, "Aide").await;
        let said = said.as_str().expect("who we are");
        assert!(said.contains("Stonebridge Employment") && said.contains("STOP"), "{said}");
        let path = format!("/api/v1/people/{}/timeline", one.person);
        let told = app.api("ada").get(&path).await.is(200);
        assert!(told.text.contains("I start at 6 now 🙂 <b>"), "{}", told.text);
        let ada = app.another();
        ada.sign_in("ada").await;
        let page = ada.get(&format!("/people/{}?tab=timeline", one.person)).await.is(200);
        assert!(page.text.contains("I start at 6 now 🙂 &#60;b&#62;"), "{}", page.text);
        // A number of nobody: nothing is said, nothing is kept.
        assert_eq!(reply(&app, "x", "+14165559999", "STOP").await, Value::Null);
        assert_eq!(reply(&app, "y", "Bank", "STOP").await, Value::Null);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM inbound_texts").await, 2);
    })
    .await;
}

#[tokio::test]
async fn what_is_forged_old_too_long_or_odd_is_refused() {
    both_with(settings, |app| async move {
        let one = texted(&app).await;
        let now = app.clock.real_now().as_second();
        let body = json!({"id": "1", "from": one.phone, "text": "STOP"}).to_string();
        let (fresh, old) = (now.to_string(), (now - 301).to_string());
        let early = (now + 301).to_string();
        let right = signature(&fresh, body.as_bytes());
        let other = body.replace("STOP", "3");
        let long = json!({"id": "1", "from": one.phone, "text": "x".repeat(1 << 20)}).to_string();
        let odd = json!({"id": "1", "from": one.phone, "text": 3}).to_string();
        let more = json!({"id": "1", "from": one.phone, "text": "x", "to": "y"}).to_string();
        let sign = |stamp: &str, body: &str| signature(stamp, body.as_bytes());
        for (status, body, stamp, signed) in [
            (401, &body, "", right.as_str()),
            (401, &body, "yesterday", right.as_str()),
            (403, &body, fresh.as_str(), ""),
            (403, &body, fresh.as_str(), "00"),
            (403, &body, fresh.as_str(), &"é".repeat(32)),
            (403, &other, fresh.as_str(), right.as_str()),
            (403, &body, old.as_str(), right.as_str()),
            (403, &body, old.as_str(), sign(&old, &body).as_str()),
            (403, &body, early.as_str(), sign(&early, &body).as_str()),
            (413, &long, fresh.as_str(), sign(&fresh, &long).as_str()),
            (422, &odd, fresh.as_str(), sign(&fresh, &odd).as_str()),
            (422, &more, fresh.as_str(), sign(&fresh, &more).as_str()),
        ] {
            let signed = if signed.is_ascii() { signed } else { "zz" };
            bring(&app, body.clone(), (stamp, signed)).await.is(status);
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM inbound_texts").await, 0);
        let closed = "SELECT COUNT(*) AS many FROM contact_points WHERE consent = 'withdrawn'";
        assert_eq!(app.count(closed).await, 0);
    })
    .await;
    // Without a secret there is no such address.
    let bare = TestApp::sqlite().await;
    comes(&bare, "1", "+14165550123", "STOP").await.is(404);
}
