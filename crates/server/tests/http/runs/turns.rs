//! Whose turn a call is: on the lists of those who go on with it, until they do.

use super::{Walk, id, left, lost, placed, reached};
use crate::harness::{TestApp, both};
use serde_json::json;

/// Whether somebody's day names a person among the calls to go on with.
async fn is_on_the_day_of(app: &TestApp, who: &str, run: &str) -> bool {
    app.sign_in(who).await;
    let page = app.get("/?whose=mine").await.is(200).text;
    let calls = page.split("id=\"g-calls\"").nth(1).unwrap_or_default();
    calls.contains(&format!("/runs/{run}"))
}

#[tokio::test]
async fn a_returned_claim_goes_back_to_whoever_prepared_it() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        let run = walk.id().to_owned();
        assert!(is_on_the_day_of(&app, "ada", &run).await, "left open");
        reached(&mut walk).await;
        walk.says("q_change_frequency", "no").await.at("q_claim_due", json!({})).await;
        walk.passes(&["complete_validation"]).await.at("q_claim_kind", json!({})).await;
        walk.passes(&["job_outcome_checklist"]).await.ends("end_await_countersign").await;
        assert!(!is_on_the_day_of(&app, "ada", &run).await, "it waits for a decision");
        let claim = walk.effect("claim.prepare")["subject"].as_str().expect("a claim").to_owned();
        let door = format!("/api/v1/claims/{claim}/countersignature");
        let returned = json!({ "given": false, "reason": "no pay stub" });
        app.api("theo").post_json(&door, returned).await.is(200);
        // A team leader's question leads on.
        assert!(is_on_the_day_of(&app, "theo", &run).await);
        let mut walk = walk.by("theo").await;
        let over = walk.send("answers", json!({ "answer": "yes", "override_reason": "so" })).await;
        assert!(over.is(422).text.contains("It was not countersigned"));
        walk.at("q_countersigned", json!({})).await;
        // What the assessor does, the leader could do, and leaves to whoever prepared it.
        assert_eq!(walk.node(), "complete_validation");
        walk.ends("complete_validation").await;
        assert_eq!(walk.now["waits_for"], json!(["role:assessor"]));
        assert!(is_on_the_day_of(&app, "ada", &run).await);
        assert!(!is_on_the_day_of(&app, "theo", &run).await);
        let mut walk = walk.by("ada").await;
        walk.at("complete_validation", json!({})).await.at("q_claim_kind", json!({})).await;
        walk.passes(&["job_outcome_checklist"]).await.ends("end_await_countersign").await;
        app.api("theo").post_json(&door, json!({})).await.is(200);
        assert!(is_on_the_day_of(&app, "theo", &run).await);
        assert!(!is_on_the_day_of(&app, "sam", &run).await);
    })
    .await;
}

#[tokio::test]
async fn what_a_role_is_asked_for_is_not_done_by_another() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        left(&mut walk, json!({ "end_date": "2026-02-27" })).await;
        lost(&mut walk).await;
        let tasks = app.api("theo").get("/api/v1/tasks").await.is(200).json();
        let all = tasks["items"].as_array().expect("a list");
        let task = all.iter().find(|task| task["kind"] == "allocate_adviser").expect("one");
        let door = format!("/api/v1/tasks/{}", id(task));
        app.api("ada").patch_json(&door, json!({ "state": "done" })).await.is(403);
        // A new adviser is allocated by doing the task; nobody who looks after no people.
        let bob = app.viewer("bob").user.to_string();
        let wrong = json!({ "state": "done", "adviser": app.viewer("ines").user.to_string() });
        app.api("theo").patch_json(&door, wrong).await.is(422);
        let done = json!({ "state": "done", "adviser": bob });
        app.api("theo").patch_json(&door, done.clone()).await.is(200);
        // Bob opens the file of his own caseload without a reason.
        app.api("bob").get(&format!("/api/v1/people/{}", zoe.person)).await.is(200);
        let other = all.iter().find(|task| task["kind"] == "book_rapid_response").expect("one");
        let door = format!("/api/v1/tasks/{}", id(other));
        app.api("theo").patch_json(&door, done).await.is(422);
    })
    .await;
}

/// A version that has a role no more says nothing of the calls of the version before it.
#[tokio::test]
async fn a_call_waits_for_a_role_that_the_newer_version_does_not_have() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        let run = walk.id().to_owned();
        reached(&mut walk).await;
        walk.says("q_change_frequency", "no").await.at("q_claim_due", json!({})).await;
        walk.passes(&["complete_validation"]).await.says("q_claim_kind", "sustainment").await;
        walk.ends("sustainment_claim").await;
        assert_eq!(walk.now["waits_for"], json!(["role:sustainment_officer"]));
        assert!(is_on_the_day_of(&app, "sam", &run).await);
        let shown = app.api("max").get("/api/v1/flows/tracking-call").await.is(200).json();
        let source = shown["source"].as_str().expect("a text");
        let next = source.replace("version: 1\n", "version: 2\n");
        let role = next.find("  - code: sustainment_officer\n").expect("the role");
        let after = next[role..].find("  - code: prime_validation\n").expect("the role after it");
        let next = format!("{}{}", &next[..role], &next[role + after..]);
        let next = next.replace("sustainment_officer", "records_lead");
        app.sign_in("max").await;
        app.post_form("/flows/tracking-call/publish", &[("source", &next)]).await.is(303);
        for (who, is_theirs) in [("sam", true), ("rita", false), ("ada", false)] {
            assert_eq!(is_on_the_day_of(&app, who, &run).await, is_theirs, "{who}");
        }
        app.sign_in("sam").await;
        let page = format!("/runs/{run}");
        let shown = app.get(&page).await.is(200).text;
        assert!(shown.contains("value=\"take\""), "{shown}");
        app.post_form(&page, &[("button", "take")]).await.is(303);
        let mut walk = walk.by("sam").await;
        assert_eq!((walk.state(), &walk.now["version"]), ("open", &json!(1)));
        let period = json!({ "period_start": "2026-01-30", "period_end": "2026-02-28" });
        walk.at("sustainment_claim", json!({ "fields": period })).await;
        walk.ends("end_schedule_review").await;
        assert!(!is_on_the_day_of(&app, "sam", &run).await, "it is done");
    })
    .await;
}
