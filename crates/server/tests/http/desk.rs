//! The desk of whoever leads a team: what is asked of them, what waits, a caseload handed over.

use crate::harness::{TestApp, both};
use crate::runs::{Walk, placed, reached};
use crate::surveys::hidden;
use serde_json::{Value, json};

/// A job lost in a call: two tasks for team leaders.
async fn lost(app: &TestApp) -> String {
    let zoe = placed(app, "Zoë", "2026-02-20").await;
    let mut walk = Walk::begin(app, &zoe).await;
    walk.passes(&["open_diary", "call_client"]).await;
    walk.says("q_answered", "yes").await.says("q_still_working", "no").await;
    walk.at("ask_end_date", json!({ "fields": { "end_date": "2026-03-02" } })).await;
    walk.says("q_knows_end_date", "yes").await.says("q_new_job", "no").await;
    while !walk.node().starts_with("end_") {
        let node = walk.node().to_owned();
        walk.passes(&[node.as_str()]).await;
    }
    let end = walk.node().to_owned();
    walk.ends(&end).await;
    zoe.person
}

async fn items(app: &TestApp, who: &str, path: &str) -> Vec<Value> {
    let listed = app.api(who).get(path).await.is(200).json();
    listed["items"].as_array().expect("a list").clone()
}

async fn desk(app: &TestApp, who: &str) -> String {
    app.sign_in(who).await;
    app.get("/desk").await.is(200).text
}

#[tokio::test]
async fn it_shows_what_is_asked_of_a_role_and_what_waits() {
    both(|app| async move {
        lost(&app).await;
        let mut walk = Walk::begin(&app, &placed(&app, "Yan", "2026-01-30").await).await;
        reached(&mut walk).await;
        walk.says("q_change_frequency", "no").await.says("q_claim_due", "job_outcome").await;
        walk.passes(&["complete_validation"]).await.says("q_claim_kind", "job_outcome").await;
        walk.passes(&["job_outcome_checklist"]).await.ends("end_await_countersign").await;
        let claim = walk.effect("claim.prepare")["subject"].as_str().expect("a claim").to_owned();
        let theo = desk(&app, "theo").await;
        for said in ["Book a rapid response session", "Allocate an adviser", &claim] {
            assert!(theo.contains(said), "no {said}");
        }
        // A decision leads the call on, to a question that is a team leader's.
        let door = format!("/api/v1/claims/{claim}/countersignature");
        app.api("sam").post_json(&door, json!({})).await.is(200);
        let theo = desk(&app, "theo").await;
        assert!(!theo.contains(&format!("/claims/{claim}\"")), "it waits no more");
        // The question is a team leader's; theirs ends where the records lead goes on.
        let mut walk = walk.by("theo").await;
        walk.at("q_countersigned", json!({})).await.passes(&["contact_prime_validation"]).await;
        walk.now = walk.send("finish", json!({})).await.is(200).json();
        assert_eq!(walk.now["waits_for"], json!(["role:records_lead"]));
        let run = format!("/runs/{}", walk.id());
        assert!(!desk(&app, "theo").await.contains(&run), "it waits for somebody else");
        assert!(desk(&app, "max").await.contains(&run), "who stands in for every role");
        app.sign_in("ada").await;
        app.get("/desk").await.is(403);
        assert!(!app.get("/").await.is(200).text.contains("href=\"/desk\""));
        app.sign_in("max").await;
        assert!(app.get("/").await.is(200).text.contains("href=\"/desk\""));
    })
    .await;
}

#[tokio::test]
async fn a_caseload_is_handed_over_with_all_that_is_open() {
    both(|app| async move {
        let person = lost(&app).await;
        let mut walk = Walk::begin(&app, &placed(&app, "Yan", "2026-01-30").await).await;
        reached(&mut walk).await;
        walk.says("q_change_frequency", "no").await.says("q_claim_due", "none").await;
        walk.ends("end_schedule_review").await;
        let (ada, bob) = (app.viewer("ada").user.to_string(), app.viewer("bob").user.to_string());
        app.run_jobs().await;
        assert!(!items(&app, "ada", "/api/v1/work").await.is_empty());
        let at_first = desk(&app, "theo").await;
        let once = hidden(&at_first, "once");
        let ines = app.viewer("ines").user.to_string();
        for (from, to) in [("", ""), (ada.as_str(), ada.as_str()), (&ada, &ines)] {
            let fields = [("once", once.as_str()), ("from", from), ("to", to)];
            app.post_form("/desk", &fields).await.is(422);
        }
        let fields = [("once", once.as_str()), ("from", ada.as_str()), ("to", bob.as_str())];
        for _ in 0..2 {
            app.post_form("/desk", &fields).await.is(303);
        }
        assert_eq!(app.get("/desk?done=handed").await.is(200).status, 200);
        let seen = app.api("bob").get(&format!("/api/v1/people/{person}")).await.is(200).json();
        assert_eq!(seen["owner"], bob.as_str());
        app.api("ada").get(&format!("/api/v1/people/{person}")).await.is(403);
        // What was booked goes with them, and so does what is done day by day.
        let booked = "/api/v1/diary?on=2026-03-18";
        assert_eq!(items(&app, "ada", booked).await.len(), 0);
        assert_eq!(items(&app, "bob", booked).await.len(), 1);
        let work = items(&app, "ada", "/api/v1/work").await;
        assert!(work.is_empty(), "{work:?}");
        assert!(!items(&app, "bob", "/api/v1/work").await.is_empty());
        let told = app.api("bob").get(&format!("/api/v1/people/{person}/timeline")).await.is(200);
        assert_eq!(told.text.matches("handed the file over").count(), 1, "{}", told.text);
    })
    .await;
}
