//! The life of a submission, by the doors.

use super::{achieved, act, approved, checkpoint, out_of_work, prepare, submission};
use crate::harness::both;
use crate::surveys::program::{outcome, with};
use crate::surveys::staff::answered;
use crate::surveys::text;
use axum::http::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

fn lacking(answer: &Value) -> Vec<String> {
    let missing = answer["missing"].as_array().unwrap_or_else(|| panic!("{answer}"));
    missing.iter().map(|one| text(&one["code"])).collect()
}

#[tokio::test]
async fn a_checkpoint_is_submitted_approved_by_another_confirmed_and_paid() {
    both(|app| async move {
        let ready = achieved(&app).await;
        let made = prepare(&app, "ada", &ready).await.is(202).json();
        let id = text(&made["id"]);
        assert_eq!(made["state"], "awaiting_approval");
        assert_eq!(made["receipt"], Value::Null);
        let now = checkpoint(&app, &ready).await;
        assert_eq!((&now["state"], &now["submission"]["id"]), (&json!("submitted"), &made["id"]));
        assert_eq!(now["milestone"]["state"], "claimed");
        assert_eq!(app.api("ada").get(&ready.door("/submission")).await.is(200).json(), made);

        // The one who prepared it never approves it, whoever they are.
        act(&app, "ada", &id, "approval", json!({})).await.is(403);
        let theirs = achieved(&app).await;
        let own = prepare(&app, "theo", &theirs).await.is(202).json();
        let refused = act(&app, "theo", &text(&own["id"]), "approval", json!({})).await.is(409);
        assert!(refused.text.contains("somebody else approves it"), "{}", refused.text);
        let number = json!({"reference": "CaMS-1"});
        act(&app, "ada", &id, "confirmation", number.clone()).await.is(409);

        let done = act(&app, "theo", &id, "approval", json!({})).await.is(202).json();
        assert_eq!(done["state"], "approved");
        act(&app, "theo", &id, "approval", json!({})).await.is(409);
        act(&app, "sam", &id, "payment", json!({"paid_on": "2026-03-04"})).await.is(409);
        let blank = json!({"reference": " \n"});
        let refused = act(&app, "ada", &id, "confirmation", blank).await.is(422).json();
        assert_eq!(refused["errors"][0]["field"], "reference", "{refused}");

        let done = act(&app, "ada", &id, "confirmation", number.clone()).await.is(202).json();
        assert_eq!((&done["state"], &done["receipt"]), (&json!("confirmed"), &json!("CaMS-1")));
        // The same number once more changes nothing, another one is refused.
        let again = act(&app, "ada", &id, "confirmation", number).await.is(202).json();
        assert_eq!(again["version"], done["version"]);
        act(&app, "ada", &id, "confirmation", json!({"receipt": "CaMS-2"})).await.is(409);
        assert_eq!(checkpoint(&app, &ready).await["state"], "confirmed");

        act(&app, "sam", &id, "payment", json!({"paid_on": "2026-03-05"})).await.is(422);
        act(&app, "sam", &id, "payment", json!({"paid_on": "2026-03-04"})).await.is(200);
        let now = checkpoint(&app, &ready).await;
        assert_eq!(
            (&now["state"], &now["milestone"]["state"]),
            (&json!("confirmed"), &json!("paid"))
        );
        let refused = prepare(&app, "ada", &ready).await.is(422).json();
        assert_eq!(lacking(&refused), ["confirmed"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_is_named_and_what_was_lost_needs_no_milestone() {
    both(|app| async move {
        let asked = answered(&app).await;
        let ready = super::Ready { person: asked.person, checkpoint: asked.checkpoint };
        let refused = prepare(&app, "ada", &ready).await.is(422).json();
        assert_eq!(lacking(&refused), ["review", "evidence", "milestone"], "{refused}");
        prepare(&app, "rita", &ready).await.is(403);
        prepare(&app, "chloe", &ready).await.is(404);
        app.api("ada").get(&ready.door("/submission")).await.is(404);

        // Nobody works there any more: that is what the funder is told.
        let lost = out_of_work(&app, "bc-workbc", "Nora").await;
        let made = prepare(&app, "ada", &lost).await.is(202).json();
        assert_eq!(made["state"], "awaiting_approval");
        let now = checkpoint(&app, &lost).await;
        assert_eq!(
            (&now["state"], &now["milestone"]["state"]),
            (&json!("submitted"), &json!("not_eligible"))
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_that_it_stands_on_changes_while_it_is_away() {
    both(|app| async move {
        let ready = achieved(&app).await;
        let made = prepare(&app, "ada", &ready).await.is(202).json();
        let id = text(&made["id"]);
        let now = checkpoint(&app, &ready).await;
        let evidence = format!("/api/v1/evidence/{}", text(&now["evidence"][0]["id"]));
        let ada = app.api("ada");
        ada.ask(Method::DELETE, &evidence, None).await.is(409);
        let untick = format!("{}?reason=wrong", ready.door("/milestone"));
        ada.ask(Method::DELETE, &untick, None).await.is(409);
        let answers = json!({"answers": {"hours_week": 1}, "submit": true});
        ada.put_json(&ready.door("/response"), answers).await.is(409);
        assert_eq!(lacking(&prepare(&app, "ada", &ready).await.is(422).json()), ["on_its_way"]);

        // Taken out, with a reason, it can be put right and submitted again: other bytes.
        let refused = act(&app, "ada", &id, "removal", json!({"reason": " "})).await.is(422).json();
        assert_eq!(lacking(&refused), ["reason"]);
        let why = json!({"reason": "wrong hours"});
        let gone = act(&app, "ada", &id, "removal", why).await.is(202).json();
        assert_eq!(gone["state"], "removed");
        assert_eq!(checkpoint(&app, &ready).await["submission"], Value::Null);
        act(&app, "theo", &id, "approval", json!({})).await.is(409);
        let next = prepare(&app, "ada", &ready).await.is(202).json();
        assert_ne!(next["id"], made["id"]);
        assert_ne!(next["payload_sha256"], made["payload_sha256"]);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_is_put_right_and_submitted_anew() {
    both(|app| async move {
        let ready = achieved(&app).await;
        let id = approved(&app, &ready).await;
        let refused = act(&app, "ada", &id, "rejection", json!({"reason": " "})).await.is(422);
        assert!(refused.text.contains("because"), "{}", refused.text);
        let why = json!({"reason": "hours missing"});
        let done = act(&app, "ada", &id, "rejection", why).await.is(200).json();
        assert_eq!(done["reasons"][0]["message"], "hours missing");
        let now = checkpoint(&app, &ready).await;
        let states = (&now["state"], &now["milestone"]["state"], &now["submission"]["state"]);
        assert_eq!(states, (&json!("achieved"), &json!("rejected"), &json!("rejected")));

        let answers = with(json!({"outcome_code": outcome(), "hours_verified": 31}));
        let better = json!({"answers": answers, "submit": true,
            "reasons": {"hours_verified": "letter"}});
        app.api("ada").put_json(&ready.door("/response"), better).await.is(200);
        let next = prepare(&app, "ada", &ready).await.is(202).json();
        assert_eq!(next["state"], "awaiting_approval", "it is approved anew as well");
        let number = json!({"reference": "CaMS-9"});
        act(&app, "ada", &id, "confirmation", number).await.is(409);
        assert_eq!(submission(&app, &id).await["state"], "rejected", "it stays in the history");
        assert_eq!(checkpoint(&app, &ready).await["submission"]["id"], next["id"]);
    })
    .await;
}

#[tokio::test]
async fn twenty_at_once_prepare_one_and_approve_once() {
    both(|app| async move {
        let ready = achieved(&app).await;
        let all = (0..20).map(|_| prepare(&app, "ada", &ready));
        let all = futures_util::future::join_all(all).await;
        let made: Vec<_> = all.iter().filter(|answer| answer.status == 202).collect();
        assert_eq!(made.len(), 1, "{:?}", all.iter().map(|one| one.status).collect::<Vec<_>>());
        assert!(all.iter().all(|answer| answer.status == 202 || answer.status == 422));
        let id = text(&made[0].json()["id"]);
        let all = (0..20).map(|_| act(&app, "theo", &id, "approval", json!({})));
        let all = futures_util::future::join_all(all).await;
        assert_eq!(all.iter().filter(|answer| answer.status == 202).count(), 1);
        let rows = app.count("SELECT COUNT(*) AS many FROM submissions").await;
        let deeds =
            "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'approve submission'";
        assert_eq!((rows, app.count(deeds).await), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn the_hash_is_of_the_very_bytes() {
    both(|app| async move {
        let ready = achieved(&app).await;
        let id = approved(&app, &ready).await;
        app.sign_in("sam").await;
        let bytes = app.get(&format!("/submissions/{id}/payload")).await.is(200).text;
        let hash: String =
            Sha256::digest(bytes.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(submission(&app, &id).await["payload_sha256"], hash);
        let said: Value = serde_json::from_str(&bytes).expect("JSON");
        assert_eq!(
            (&said["format"], &said["submission"]),
            (&json!("cairn-submission-1"), &json!(id))
        );
        assert_eq!(said["checkpoint"]["achieved_on"], "2026-03-04");
        let field = |section: usize, name: &str| {
            let fields = said["sections"][section]["fields"].as_array().expect("fields");
            let found = fields.iter().find(|field| field["name"] == name);
            found.unwrap_or_else(|| panic!("no {name}: {said}"))["value"].clone()
        };
        assert_eq!(field(0, "family_name"), "O’Brien");
        assert_eq!(field(1, "answered_by"), "client_web");
        assert_eq!(field(2, "started_on"), "2026-02-04");
        assert_eq!(field(3, "hours_verified"), 30);
        assert_eq!(field(3, "job_end_date"), Value::Null);
        assert_eq!(field(3, "evidence"), json!(["pay_stub"]));
        assert_eq!(said["evidence"][0]["sha256"].as_str().map(str::len), Some(64));
    })
    .await;
}
