//! The claim: prepared, countersigned by somebody else, passed on by whoever does that.

use super::{Placed, Walk, id, placed, reached};
use crate::harness::{TestApp, both};
use serde_json::{Value, json};

/// To where the checklist is filled in; the one-month point of the job is due.
async fn to_countersignature(walk: &mut Walk<'_>) {
    reached(walk).await;
    walk.says("q_change_frequency", "no").await;
    assert_eq!(walk.now["node"]["auto"]["answer"], "job_outcome");
    walk.at("q_claim_due", json!({})).await.passes(&["complete_validation"]).await;
    walk.at("q_claim_kind", json!({})).await.passes(&["job_outcome_checklist"]).await;
    walk.ends("end_await_countersign").await;
}

/// Fills in whatever a form still wants.
async fn completed(app: &TestApp, form: &str) {
    let now = app.api("ada").get(form).await.is(200).json();
    let mut fields = serde_json::Map::new();
    for one in now["fields"].as_array().expect("a list") {
        if one["required"] == true && one["value"].is_null() {
            let value = match one["type"].as_str().unwrap_or_default() {
                "bool" => json!(true),
                "date" => json!("2026-03-02"),
                "int" => json!(30),
                "choice" => one["values"][0].clone(),
                _ => json!("by the pay stub"),
            };
            fields.insert(id(one).to_owned(), value);
        }
    }
    let whole = json!({ "fields": fields, "complete": true });
    app.api("ada").put_json(form, whole).await.is(200);
}

/// What is claimed is not due again, and stands on the pages of whoever countersigns.
async fn is_claimed(app: &TestApp, zoe: &Placed, claim: &str) {
    let of_sam = "SELECT COUNT(*) AS many FROM people p JOIN users u ON u.agency_id = p.agency_id
        AND u.id = p.owner_id WHERE u.role = 'claims_officer'";
    assert_eq!(app.count(of_sam).await, 1);
    // What is claimed is not due again; the next point is a sustainment.
    let after = outcomes(app, "sam", &zoe.person).await;
    assert_eq!(after["due"], json!([]));
    assert_eq!(after["claims"][0]["state"], "submitted");
    app.sign_in("theo").await;
    let list = app.get("/claims?state=submitted").await.is(200).text;
    assert!(list.contains("Zoë Dubois") && list.contains("Job outcome"), "{list}");
    let page = app.get(&format!("/claims/{claim}")).await.is(200).text;
    assert!(page.contains("countersig") || page.contains("passed on"), "{page}");
}

async fn outcomes(app: &TestApp, who: &str, person: &str) -> Value {
    app.api(who).get(&format!("/api/v1/people/{person}/outcomes")).await.is(200).json()
}

/// A page of the call that says why the claim came back.
async fn is_told(app: &TestApp, run: &str) -> String {
    let page = app.get(&format!("/runs/{run}")).await.is(200).text;
    assert!(page.contains("The claim was returned by theo") && page.contains("no pay stub"));
    page
}

/// Ada’s page of the call says why the claim came back, and offers nothing that would end what
/// nobody began.
async fn tells_why_it_came_back(app: &TestApp, run: &str) {
    app.sign_in("ada").await;
    let page = is_told(app, run).await;
    assert!(page.contains("who goes on from here.") && !page.contains("End the sitting"));
}

#[tokio::test]
async fn a_job_outcome_goes_from_hand_to_hand() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        let due = outcomes(&app, "ada", &zoe.person).await;
        assert_eq!(due["due"][0]["kind"], "job_outcome");
        let mut walk = Walk::begin(&app, &zoe).await;
        to_countersignature(&mut walk).await;
        assert_eq!(walk.now["waits_for"], json!(["approval.decided"]));
        let claim = walk.effect("claim.prepare")["subject"].as_str().expect("a claim").to_owned();
        let door = format!("/api/v1/claims/{claim}/countersignature");
        // Whoever prepared it does not countersign, nor whoever may not.
        app.api("ada").post_json(&door, json!({})).await.is(403);
        let form = format!(
            "/api/v1/forms/{}",
            walk.effect("form.fill")["subject"].as_str().expect("a form")
        );
        completed(&app, &form).await;
        let returned = json!({ "given": false });
        app.api("theo").post_json(&door, returned).await.is(422);
        let returned = json!({ "given": false, "reason": "no pay stub" });
        let returned = app.api("theo").post_json(&door, returned).await.is(200).json();
        assert_eq!(
            (&returned["state"], &returned["reason"]),
            (&json!("returned"), &json!("no pay stub"))
        );
        app.sign_in("sam").await;
        let page = app.get(&format!("/claims/{claim}")).await.is(200).text;
        assert!(page.contains("<dt>Decided by</dt>"), "{page}");
        walk.look().await;
        assert_eq!((walk.state(), walk.node()), ("open", "q_countersigned"));
        assert_eq!(walk.now["node"]["waits_for_role"], "team_leader");
        walk.send("answers", json!({})).await.is(403);
        tells_why_it_came_back(&app, walk.id()).await;
        let mut walk = walk.by("theo").await;
        assert_eq!(walk.now["node"]["auto"]["answer"], "no");
        walk.at("q_countersigned", json!({})).await;
        assert_eq!(walk.node(), "complete_validation");
        is_told(&app, walk.id()).await;
        walk.passes(&["complete_validation"]).await.at("q_claim_kind", json!({})).await;
        walk.passes(&["job_outcome_checklist"]).await.ends("end_await_countersign").await;
        // What was wrong in the checklist can be put right.
        let again = app.api("ada").get(&form).await.is(200).json();
        assert_eq!(again["completed_at"], Value::Null, "{again}");
        completed(&app, &form).await;
        // While it is with others again, nothing is decided on it.
        app.sign_in("sam").await;
        let page = app.get(&format!("/claims/{claim}")).await.is(200).text;
        assert!(!page.contains("Decided by"), "{page}");
        // Theo prepared it anew: somebody else countersigns.
        app.api("theo").post_json(&door, json!({ "given": true })).await.is(409);
        let given = app.api("sam").post_json(&door, json!({})).await.is(200).json();
        assert_eq!(given["state"], "countersigned");
        app.api("sam").post_json(&door, json!({})).await.is(409);
        walk.look().await;
        walk.at("q_countersigned", json!({})).await.passes(&["contact_prime_validation"]).await;
        // The records lead transfers: Theo's sitting ends here.
        assert_eq!(walk.node(), "transfer_after_job_outcome");
        walk.ends("transfer_after_job_outcome").await;
        assert_eq!(walk.now["waits_for"], json!(["role:records_lead"]));
        assert_eq!(walk.effect("claim.submit")["via"], "prime_validation");
        let mut walk = walk.by("rita").await;
        walk.at("transfer_after_job_outcome", json!({})).await;
        walk.ends("end_schedule_review").await;
        assert_eq!(walk.state(), "closed");
        let owner = app.viewer("sam").user.to_string();
        assert_eq!(walk.effect("case.transfer")["subject"], json!(owner));
        is_claimed(&app, &zoe, &claim).await;
    })
    .await;
}

/// Whoever countersigns at the page is told what is open, and says why where they do so anyway.
#[tokio::test]
async fn a_checklist_that_is_open_is_told_before_it_is_countersigned() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        to_countersignature(&mut walk).await;
        let claim = walk.effect("claim.prepare")["subject"].as_str().expect("a claim").to_owned();
        let form = walk.effect("form.fill")["subject"].as_str().expect("a form").to_owned();
        app.sign_in("theo").await;
        let page = format!("/claims/{claim}");
        let shown = app.get(&page).await.is(200).text;
        assert!(shown.contains("Not complete yet") && shown.contains(&form), "{shown}");
        let give =
            |reason: &'static str| [("version", "2"), ("button", "give"), ("reason", reason)];
        let told = app.post_form(&page, &give("")).await.is(422).text;
        assert!(told.contains("is not complete. Have it completed first"), "{told}");
        app.post_form(&page, &give("The paper lies in the file")).await.is(303);
        let shown = app.get(&page).await.is(200).text;
        assert!(shown.contains("The paper lies in the file"), "{shown}");
        let logged = "SELECT COUNT(*) AS many FROM audit_entries
            WHERE action = 'countersign claim' AND detail = 'form open'";
        assert_eq!(app.count(logged).await, 1);
        // The form was of the programme's pack, which asks for the hours.
        app.sign_in("ada").await;
        let form = app.get(&format!("/forms/{form}")).await.is(200).text;
        assert!(form.contains("Without Ontario Works"), "{form}");
    })
    .await;
}

/// The next point is a sustainment: the officer enters it, once.
async fn is_entered(app: &TestApp, zoe: &Placed) {
    let mut walk = Walk::begin(app, zoe).await;
    reached(&mut walk).await;
    walk.says("q_change_frequency", "no").await;
    assert_eq!(walk.now["node"]["auto"]["answer"], "sustainment");
    let told = walk.send("answers", json!({ "answer": "none" })).await.is(422).json();
    assert_eq!(told["errors"][0]["field"], "override_reason");
    walk.at("q_claim_due", json!({})).await.passes(&["complete_validation"]).await;
    walk.at("q_claim_kind", json!({})).await.ends("sustainment_claim").await;
    // Whoever hands it on leaves the next call in the diary.
    assert_eq!(walk.now["waits_for"], json!(["role:sustainment_officer"]));
    let open = "SELECT COUNT(*) AS many FROM diary_entries
        WHERE kind = 'tracking_call' AND outcome IS NULL";
    assert_eq!(app.count(open).await, 1);
    let mut walk = walk.by("sam").await;
    let wrong = json!({ "fields": { "period_start": "2026-02-20", "period_end": "2025-11-20" } });
    walk.at("sustainment_claim", wrong).await;
    let told = walk.send("finish", json!({})).await.is(422).text;
    assert!(told.contains("period_start") && told.contains("Give both days"), "{told}");
    walk.now = walk.send("back", json!({})).await.is(200).json();
    let period = json!({ "fields": { "po_line": "PO 8", "period_start": "2025-11-20",
        "period_end": "2026-02-20" } });
    walk.at("sustainment_claim", period).await.ends("end_schedule_review").await;
    assert_eq!(walk.effect("claim.submit")["left_out"], json!(null));
    let after = outcomes(app, "sam", &zoe.person).await;
    assert_eq!(after["claims"][0]["kind"], "sustainment");
    assert_eq!((&after["claims"][0]["state"], &after["due"]), (&json!("submitted"), &json!([])));
}

#[tokio::test]
async fn a_sustainment_is_entered_by_its_officer() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2025-11-20").await;
        // The first point is claimed already, by hand.
        let new = json!({ "placement": zoe.job });
        let claim = app.api("ada").post_json("/api/v1/claims", new).await.is(201).json();
        assert_eq!(claim["state"], "awaiting_countersignature");
        app.sign_in("theo").await;
        let waiting = app.get("/claims").await.is(200).text;
        assert!(waiting.contains("Zoë Dubois"), "{waiting}");
        let page = format!("/claims/{}", id(&claim));
        let form = [("version", "2"), ("button", "return"), ("reason", "")];
        let told = app.post_form(&page, &form).await.is(422).text;
        assert!(told.contains("Say why the claim goes back"), "{told}");
        let form = [("version", "2"), ("button", "give"), ("reason", "")];
        assert_eq!(
            app.post_form(&page, &form).await.is(303).location(),
            "/claims?done=countersigned"
        );
        // While it is with others, nothing is due, and tracking goes on.
        let mut walk = Walk::begin(&app, &zoe).await;
        reached(&mut walk).await;
        walk.says("q_change_frequency", "no").await;
        assert_eq!(walk.now["node"]["auto"]["answer"], "none", "it is with others");
        walk.at("q_claim_due", json!({})).await.ends("end_schedule_review").await;
        // No call waits for it: whoever passed it on says so.
        let shown = app.get(&page).await.is(200).text;
        assert!(shown.contains("Note that it is passed on"), "{shown}");
        let half = [("version", "3"), ("button", "submit"), ("period_from", "2025-12-20")];
        assert!(app.post_form(&page, &half).await.is(422).text.contains("Give both days"));
        let whole = [("version", "3"), ("button", "submit"), ("line", "PO 7")];
        app.post_form(&page, &whole).await.is(303);
        let door = format!("/api/v1/claims/{}/submission", id(&claim));
        app.api("sam").post_json(&door, json!({})).await.is(409);
        app.api("ada").post_json(&door, json!({})).await.is(403);
        is_entered(&app, &zoe).await;
    })
    .await;
}

/// Whatever somebody calls it: what was due is not claimed without a countersignature.
#[tokio::test]
async fn a_job_outcome_is_not_claimed_as_something_else() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        reached(&mut walk).await;
        walk.says("q_change_frequency", "no").await.at("q_claim_due", json!({})).await;
        walk.passes(&["complete_validation"]).await.says("q_claim_kind", "sustainment").await;
        walk.ends("sustainment_claim").await;
        let mut walk = walk.by("sam").await;
        let period = json!({ "period_start": "2026-01-30", "period_end": "2026-02-28" });
        walk.at("sustainment_claim", json!({ "fields": period })).await;
        walk.ends("end_schedule_review").await;
        let after = outcomes(&app, "sam", &zoe.person).await;
        assert_eq!(after["claims"][0]["kind"], "sustainment");
        assert_eq!(after["due"][0]["kind"], "job_outcome", "it is due still: {after}");
        // And one that waits for its countersignature is no sustainment.
        let mut walk = Walk::begin(&app, &zoe).await;
        to_countersignature(&mut walk).await;
        let mut other = Walk::begin(&app, &zoe).await;
        reached(&mut other).await;
        other.says("q_change_frequency", "no").await.says("q_claim_due", "sustainment").await;
        other.passes(&["complete_validation"]).await;
        other.says("q_claim_kind", "sustainment").await;
        let told = other.send("finish", json!({})).await.is(409).text;
        assert!(told.contains("to be countersigned"), "{told}");
    })
    .await;
}

/// One job has one outcome, whatever somebody answers.
#[tokio::test]
async fn the_outcome_of_a_job_is_claimed_once() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        let claim = json!({ "placement": zoe.job });
        let claim = app.api("ada").post_json("/api/v1/claims", claim).await.is(201).json();
        let door = format!("/api/v1/claims/{}", id(&claim));
        app.api("theo").post_json(&format!("{door}/countersignature"), json!({})).await.is(200);
        app.api("theo").post_json(&format!("{door}/submission"), json!({})).await.is(200);
        let mut walk = Walk::begin(&app, &zoe).await;
        reached(&mut walk).await;
        walk.says("q_change_frequency", "no").await.says("q_claim_due", "job_outcome").await;
        walk.passes(&["complete_validation"]).await.says("q_claim_kind", "job_outcome").await;
        walk.passes(&["job_outcome_checklist"]).await;
        let told = walk.send("finish", json!({})).await.is(409).text;
        assert!(told.contains("is claimed already"), "{told}");
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM claims").await, 1);
    })
    .await;
}

/// What came back is on the day of whoever prepared it, with its reason, and counted there.
#[tokio::test]
async fn a_returned_claim_is_on_the_day_of_whoever_prepared_it() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        let claim = json!({ "placement": zoe.job });
        let claim = app.api("ada").post_json("/api/v1/claims", claim).await.is(201).json();
        let door = format!("/api/v1/claims/{}/countersignature", id(&claim));
        let page = format!("href=\"/claims/{}\"", id(&claim));
        for (who, waits) in [("ada", false), ("theo", true), ("bob", false)] {
            app.sign_in(who).await;
            assert_eq!(app.get("/").await.is(200).text.contains(&page), waits, "{who}");
        }
        let back = json!({ "given": false, "reason": "the pay stub is missing" });
        app.api("theo").post_json(&door, back).await.is(200);
        for (who, waits) in [("ada", true), ("theo", false), ("bob", false)] {
            app.sign_in(who).await;
            let day = app.get("/").await.is(200).text;
            assert_eq!(day.contains(&page), waits, "{who}");
            assert_eq!(day.contains("the pay stub is missing"), waits, "{who}");
        }
        // From its page it is passed on again; bob does not see the file without a reason.
        let page = format!("/claims/{}", id(&claim));
        app.sign_in("bob").await;
        app.post_form(&page, &[("button", "again")]).await.is(403);
        app.sign_in("ada").await;
        assert!(app.get(&page).await.is(200).text.contains("value=\"again\""));
        let done = app.post_form(&page, &[("button", "again")]).await.is(303);
        assert_eq!(done.location(), "/claims?done=passed");
        assert!(!app.get(&page).await.is(200).text.contains("value=\"again\""));
        app.post_form(&page, &[("button", "give")]).await.is(403);
        // Where a call is under way, it goes on there.
        app.api("theo").post_json(&door, json!({ "given": false, "reason": "no" })).await.is(200);
        let walk = Walk::begin(&app, &zoe).await;
        let shown = app.get(&page).await.is(200).text;
        assert!(shown.contains(&format!("href=\"/runs/{}\"", walk.id())), "{shown}");
        assert!(!shown.contains("value=\"again\""), "{shown}");
    })
    .await;
}
