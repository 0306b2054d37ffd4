//! Asking by a door: exactly what is written, and every reason why it is not.

use super::{Placed, ask, deliver, invitations, messages, placed, placed_as, state, text};
use crate::harness::{TestApp, both};
use futures_util::future::join_all;
use serde_json::{Value, json};

async fn outbox(app: &TestApp) -> Vec<Value> {
    let listed = app.api("ada").get("/demo/outbox").await.is(200).json();
    listed["items"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn an_invitation_says_exactly_what_leaves() {
    both(|app| async move {
        let one = placed(&app, "ada").await;
        let body = json!({"channel": "email", "subject": "{{agency}} asks {{given_name}}",
            "body": "Hello {{given_name}},\n{{ link }}\nuntil {{last_day}}, {{adviser}}"});
        let made = ask(&app, "ada", &one, body).await.is(201).json();
        let url = text(&made["url"]);
        let secret = url.strip_prefix("http://127.0.0.1:8080/s/").expect("our own address");
        assert!(secret.len() == 22 && secret.bytes().all(|c| c.is_ascii_alphanumeric()));
        assert_eq!(made["state"], "waiting");
        assert_eq!(made["to"], one.email);
        assert_eq!(made["subject"], "Stonebridge Employment asks Zoë");
        let expected = format!("Hello Zoë,\n{url}\nuntil Friday 3 April 2026, ada");
        assert_eq!(made["body"], expected);
        assert!(outbox(&app).await.is_empty(), "it waits");

        deliver(&app).await;
        let left = outbox(&app).await;
        assert_eq!(left.len(), 1);
        assert_eq!((&left[0]["id"], &left[0]["text"]), (&made["id"], &made["body"]));
        assert_eq!((&left[0]["to"], &left[0]["links"]), (&made["to"], &json!([url])));
        assert_eq!(left[0]["channel"], "email");
        assert_eq!(state(&app, &one).await.0, "sent");
        let path = format!("/api/v1/checkpoints/{}", one.checkpoint);
        assert_eq!(app.api("ada").get(&path).await.json()["state"], "asked");

        // The secret stands nowhere; its hash does.
        let hash = server::keys::sha256_hex(secret.as_bytes());
        let mut reader = app.db.reader().await.expect("reads");
        let found = reader
            .one(
                "SELECT prefix, ends_on FROM survey_links WHERE token_hash = $1",
                db::binds![&hash],
            )
            .await
            .expect("answers")
            .expect("a link");
        assert_eq!(found.get::<String>("prefix").expect("text"), secret[..4]);
        assert_eq!(found.get::<String>("ends_on").expect("text"), "2026-04-03");
        let stored = reader.one("SELECT body FROM messages", db::binds![]).await.expect("answers");
        let stored: String = stored.expect("a message").get("body").expect("text");
        assert!(stored.contains("{{link}}") && !stored.contains(secret), "{stored}");
    })
    .await;
}

#[tokio::test]
async fn each_way_has_its_own_words_and_its_own_state() {
    both(|app| async move {
        for (channel, state, has_link) in [
            ("email", "waiting", true),
            ("sms", "waiting", true),
            ("link", "handed_over", true),
            ("print", "handed_over", true),
            ("phone", "handed_over", false),
        ] {
            let one = placed(&app, "ada").await;
            let made = ask(&app, "ada", &one, json!({"channel": channel})).await.is(201).json();
            assert_eq!(made["state"], state, "{made}");
            assert_eq!(made["url"].is_string(), has_link, "{made}");
            assert_eq!(made["subject"].is_string(), channel == "email", "{made}");
            assert_eq!(made["to"].is_string(), state == "waiting", "{made}");
            let body = text(&made["body"]);
            assert!(!body.contains("{{"), "{body}");
            assert!(!has_link || body.contains(&text(&made["url"])), "{body}");
        }
        deliver(&app).await;
        assert_eq!(outbox(&app).await.len(), 2, "nothing else leaves");
        let french = placed_as(&app, "ada", json!({"language": "fr"})).await;
        let made = ask(&app, "ada", &french, json!({"channel": "email"})).await.is(201).json();
        assert!(text(&made["body"]).starts_with("Bonjour Zoë"), "{made}");
        assert!(text(&made["body"]).contains("vendredi 3 avril 2026"), "{made}");
    })
    .await;
}

/// The codes of what is missing.
fn codes(refused: &Value) -> Vec<String> {
    let missing = refused["missing"].as_array().unwrap_or_else(|| panic!("{refused}"));
    for one in missing {
        assert!(text(&one["message"]).len() > 10, "{one}");
    }
    missing.iter().map(|one| text(&one["code"])).collect()
}

#[tokio::test]
async fn whoever_may_not_be_asked_is_not_and_it_is_said_why() {
    both(|app| async move {
        let (email, sms, link) =
            (json!({"channel": "email"}), json!({"channel": "sms"}), json!({"channel": "link"}));
        let said_no = placed_as(&app, "ada", json!({"consent": {"email": false}})).await;
        let refused = ask(&app, "ada", &said_no, email.clone()).await.is(422).json();
        assert_eq!(codes(&refused), ["consent"]);
        ask(&app, "ada", &said_no, sms.clone()).await.is(201);
        let no_phone = placed_as(&app, "ada", json!({"phones": []})).await;
        let refused = ask(&app, "ada", &no_phone, sms.clone()).await.is(422).json();
        assert_eq!(codes(&refused), ["no_address"]);

        for (change, code) in [
            (json!({"withdrawn_on": "2026-03-03", "reason": "moved"}), "withdrawn"),
            (json!({"died_on": "2026-03-03", "reason": "told by family"}), "died"),
            (json!({"do_not_contact": true, "reason": "asked"}), "do_not_contact"),
        ] {
            let one = placed(&app, "ada").await;
            let path = format!("/api/v1/people/{}", one.person);
            app.api("ada").patch_json(&path, change).await.is(200);
            for way in [&email, &sms, &link] {
                let refused = ask(&app, "ada", &one, way.clone()).await.is(422).json();
                assert_eq!(codes(&refused), [code]);
            }
        }
        for (change, code) in [
            (json!({"waived": true, "reason": "long ill"}), "waived"),
            (json!({"missed": true, "reason": "gone abroad"}), "missed"),
        ] {
            let one = placed(&app, "ada").await;
            let path = format!("/api/v1/checkpoints/{}", one.checkpoint);
            app.api("ada").patch_json(&path, change).await.is(200);
            let refused = ask(&app, "ada", &one, link.clone()).await.is(422).json();
            assert_eq!(codes(&refused), [code]);
        }
        let ended = placed(&app, "ada").await;
        let path = format!("/api/v1/placements/{}", ended.job);
        let end = json!({"ended_on": "2026-03-01", "reason": "laid off"});
        app.api("ada").patch_json(&path, end).await.is(200);
        let refused = ask(&app, "ada", &ended, email.clone()).await.is(422).json();
        assert_eq!(codes(&refused), ["ended"]);
        assert!(messages(&app, &ended).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_text_that_cannot_be_sent_is_refused_by_field() {
    let app = TestApp::sqlite().await;
    let one = placed(&app, "ada").await;
    let long = |n: usize| format!("{{{{link}}}}{}", "x".repeat(n));
    let rows = [
        (json!({"channel": "fax"}), "channel"),
        (json!({"channel": "email", "body": "Hello"}), "body"),
        (json!({"channel": "email", "body": "{{link}} {{wage}}"}), "body"),
        (json!({"channel": "email", "body": "{{link"}), "body"),
        (json!({"channel": "email", "body": ""}), "body"),
        (json!({"channel": "email", "body": long(10_000)}), "body"),
        (json!({"channel": "email", "subject": "a\r\nBcc: eve@other.example"}), "subject"),
        (json!({"channel": "email", "subject": "{{link}}"}), "subject"),
        (json!({"channel": "email", "subject": "x".repeat(201)}), "subject"),
        (json!({"channel": "sms", "subject": "Hello"}), "subject"),
        (json!({"channel": "sms", "body": long(480)}), "body"),
        (json!({"channel": "email", "to": "eve@other.example"}), "to"),
    ];
    for (body, field) in rows {
        let refused = ask(&app, "ada", &one, body.clone()).await.is(422).json();
        assert_eq!(refused["errors"][0]["field"], field, "{body} {refused}");
    }
    let unknown = json!({"channel": "sms", "body": "{{link}} {{wage}}"});
    let refused = ask(&app, "ada", &one, unknown).await.is(422).json();
    let sentence = text(&refused["errors"][0]["message"]);
    assert!(sentence.contains("{{wage}}") && sentence.contains("{{given_name}}"), "{sentence}");
    assert!(messages(&app, &one).await.is_empty());
}

#[tokio::test]
async fn the_same_key_is_one_message_with_the_same_link() {
    both(|app| async move {
        let one = placed(&app, "ada").await;
        let send = async |body: Value| {
            let request = app
                .api("ada")
                .request(axum::http::Method::POST, &invitations(&one))
                .header("content-type", "application/json")
                .header("idempotency-key", "k1");
            app.send(request.body(body.to_string().into()).expect("a request")).await
        };
        let first = send(json!({"channel": "link"})).await.is(201).json();
        let again = send(json!({"channel": "link"})).await.is(201).json();
        assert_eq!(first, again);
        send(json!({"channel": "print"})).await.is(422);
        assert_eq!(messages(&app, &one).await.len(), 1);
        let kept = app.db.reader().await.expect("reads");
        let mut kept = kept;
        let row = kept.one("SELECT answer FROM once_keys WHERE key = 'k1'", db::binds![]).await;
        let answer: String = row.expect("answers").expect("a key").get("answer").expect("text");
        let url = text(&first["url"]);
        let (_, secret) = url.rsplit_once('/').expect("an address");
        assert!(!answer.contains(secret), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn asked_once_a_day_in_one_way_and_again_the_day_after() {
    both(|app| async move {
        let one = placed(&app, "ada").await;
        let email = json!({"channel": "email"});
        ask(&app, "ada", &one, email.clone()).await.is(201);
        ask(&app, "ada", &one, email.clone()).await.is(409);
        deliver(&app).await;
        ask(&app, "ada", &one, email.clone()).await.is(409);
        ask(&app, "ada", &one, json!({"channel": "sms"})).await.is(201);
        // Two messages a day are the programme's ceiling, at whatever checkpoint.
        app.at("2026-03-04T18:00:00Z");
        let refused = ask(&app, "ada", &one, json!({"channel": "phone"})).await;
        refused.is(201);
        app.at("2026-03-05T15:00:00Z");
        deliver(&app).await;
        ask(&app, "ada", &one, email).await.is(201);
        let all = messages(&app, &one).await;
        let numbers: Vec<_> = all.iter().map(|one| (&one["purpose"], &one["attempt"])).collect();
        let expected = [("reminder", 3), ("reminder", 2), ("reminder", 1), ("survey", 1)];
        for (found, expected) in numbers.into_iter().zip(expected) {
            assert_eq!(found, (&json!(expected.0), &json!(expected.1)));
        }
    })
    .await;
}

#[tokio::test]
async fn who_may_ask_and_about_whom() {
    both(|app| async move {
        let one = placed(&app, "ada").await;
        let link = || json!({"channel": "link"});
        for (name, status) in
            [("sam", 403), ("ines", 403), ("rita", 403), ("fay", 404), ("chloe", 404), ("bob", 403)]
        {
            ask(&app, name, &one, link()).await.is(status);
        }
        let path = format!("{}?access_reason=covering", invitations(&one));
        for outside_the_caseload in ["bob", "max"] {
            app.api(outside_the_caseload).post_json(&path, link()).await.is(201);
        }
        ask(&app, "theo", &one, link()).await.is(201);
        let listed = format!("/api/v1/checkpoints/{}/messages?access_reason=audit", one.checkpoint);
        let seen = app.api("ines").get(&listed).await.is(200).json();
        assert!(seen["items"][0]["url"].is_null(), "who may not ask gets no link: {seen}");
        app.api("fay").get(&listed).await.is(404);
        let nowhere = Placed { checkpoint: "chk_00000000000000000000000000".into(), ..one };
        ask(&app, "ada", &nowhere, link()).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn twenty_at_once_are_one() {
    both(|app| async move {
        let one = placed(&app, "ada").await;
        for channel in ["email", "link"] {
            let asked = (0..20).map(|_| ask(&app, "ada", &one, json!({ "channel": channel })));
            let answers = join_all(asked).await;
            let statuses: Vec<u16> = answers.into_iter().map(|answer| answer.status).collect();
            assert!(statuses.iter().all(|one| matches!(one, 201 | 409)), "{statuses:?}");
            if channel == "email" {
                assert_eq!(statuses.iter().filter(|one| **one == 201).count(), 1);
            }
        }
        let doubled = app
            .count(
                "SELECT COUNT(*) AS many FROM (SELECT purpose FROM messages
                 GROUP BY checkpoint_id, purpose, attempt HAVING COUNT(*) > 1) AS twice",
            )
            .await;
        assert_eq!(doubled, 0);
        deliver(&app).await;
        assert_eq!(outbox(&app).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn it_is_decided_again_when_it_leaves() {
    both(|app| async move {
        for (change, because) in [
            (json!({"withdrawn_on": "2026-03-04", "reason": "moved"}), "withdrawn"),
            (json!({"do_not_contact": true, "reason": "asked"}), "do_not_contact"),
            (json!({"consent": {"email": false}}), "consent"),
            (json!({"emails": []}), "no_address"),
        ] {
            let one = placed(&app, "ada").await;
            ask(&app, "ada", &one, json!({"channel": "email"})).await.is(201);
            let path = format!("/api/v1/people/{}", one.person);
            app.api("ada").patch_json(&path, change).await.is(200);
            deliver(&app).await;
            let withheld = ("withheld".to_owned(), Some(because.to_owned()));
            assert_eq!(state(&app, &one).await, withheld);
        }
        assert!(outbox(&app).await.is_empty());
        // A corrected address is where it goes.
        let one = placed(&app, "ada").await;
        ask(&app, "ada", &one, json!({"channel": "email"})).await.is(201);
        let path = format!("/api/v1/people/{}", one.person);
        let change = json!({"emails": ["right@mail.example"]});
        app.api("ada").patch_json(&path, change).await.is(200);
        deliver(&app).await;
        assert_eq!(outbox(&app).await[0]["to"], "right@mail.example");
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_in_the_night_leaves_in_the_morning() {
    both(|app| async move {
        // Ten in the evening in Toronto.
        app.at("2026-03-05T03:00:00Z");
        let one = placed(&app, "ada").await;
        ask(&app, "ada", &one, json!({"channel": "sms"})).await.is(201);
        deliver(&app).await;
        app.at("2026-03-05T13:29:00Z");
        deliver(&app).await;
        assert_eq!(state(&app, &one).await.0, "waiting");
        app.at("2026-03-05T13:30:00Z");
        deliver(&app).await;
        assert_eq!(state(&app, &one).await.0, "sent");

        // Due by day, but the worker comes at night: it waits for the next morning.
        let other = placed(&app, "ada").await;
        ask(&app, "ada", &other, json!({"channel": "sms"})).await.is(201);
        app.at("2026-03-06T04:00:00Z");
        deliver(&app).await;
        assert_eq!(state(&app, &other).await.0, "waiting");
        app.at("2026-03-06T14:00:00Z");
        deliver(&app).await;
        assert_eq!(state(&app, &other).await.0, "sent");
        assert_eq!(outbox(&app).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_falls_due_is_asked_by_itself() {
    both(|app| async move {
        let one = placed(&app, "ada").await;
        app.run_jobs().await;
        assert_eq!(outbox(&app).await.len(), 1, "on the due date at ten");
        app.run_jobs().await;
        app.at("2026-03-09T15:00:00Z");
        app.run_jobs().await;
        app.at("2026-03-20T15:00:00Z");
        app.run_jobs().await;
        let all = messages(&app, &one).await;
        let ways: Vec<_> = all.iter().map(|one| text(&one["channel"])).collect();
        assert_eq!(ways, ["email", "sms", "email"], "the survey, a text, another e-mail");
        assert!(all.iter().all(|one| one["state"] == "sent" && one["made_by"] == "checkpoints"));
        app.at("2026-05-20T15:00:00Z");
        app.run_jobs().await;
        let path = format!("/api/v1/checkpoints/{}", one.checkpoint);
        assert_eq!(app.api("ada").get(&path).await.json()["state"], "missed");
    })
    .await;
}
