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
