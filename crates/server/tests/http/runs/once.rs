//! Once: what an employer answers, what becomes of a claim; and a call that cannot be read.

use super::employers::{asked_by_mail, mailed, nonce_of};
use super::{Walk, id, placed};
use crate::harness::{Answer, TestApp, both};
use futures_util::future::join_all;
use serde_json::{Value, json};

/// How many of some answers have a status.
fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

#[tokio::test]
async fn an_answer_that_an_employer_sends_twenty_times_is_one() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-02").await;
        let mut walk = asked_by_mail(&app, &zoe).await;
        let (link, anybody) = (mailed(&app).await, app.another());
        let nonce = nonce_of(&anybody.get(&link).await.is(200).text);
        let answer = [("nonce", nonce.as_str()), ("still", "yes"), ("by", "Mr Lee, owner")];
        let answers = join_all((0..20).map(|_| anybody.post_bare(&link, &answer))).await;
        for answer in answers {
            assert_eq!(answer.is(303).location(), link, "all are thanked");
        }
        for once in [
            "SELECT COUNT(*) AS many FROM employer_asks WHERE answered_at IS NOT NULL",
            "SELECT COUNT(*) AS many FROM evidence",
            "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'answer as employer'",
            "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'wake run'",
            "SELECT COUNT(*) AS many FROM contact_attempts WHERE direction = 'in'",
        ] {
            assert_eq!(app.count(once).await, 1, "{once}");
        }
        walk.look().await;
        assert_eq!((walk.state(), walk.node()), ("open", "q_employer_replied"));
    })
    .await;
}

/// Sends one body to a door twenty times at once, by several people in turn: one is taken, and the
/// others hear that it was.
async fn one_of_twenty(app: &TestApp, who: &[&str], door: &str, body: impl Fn(usize) -> Value) {
    let people: Vec<_> = who.iter().map(|name| app.api(name)).collect();
    let sent = (0..20).map(|at| people[at % people.len()].post_json(door, body(at)));
    let answers = join_all(sent).await;
    let taken = count(&answers, 200) + count(&answers, 201);
    assert_eq!((taken, count(&answers, 409)), (1, 19), "{door}");
}

#[tokio::test]
async fn a_claim_is_prepared_countersigned_and_passed_on_once() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        one_of_twenty(&app, &["ada"], "/api/v1/claims", |_| json!({ "placement": zoe.job })).await;
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM claims").await, 1);
        let all = format!("/api/v1/people/{}/outcomes", zoe.person);
        let claim = app.api("ada").get(&all).await.is(200).json()["claims"][0].clone();
        // One gives it while the other returns it: one of both is decided.
        let door = format!("/api/v1/claims/{}", id(&claim));
        let decide = |at: usize| json!({ "given": at.is_multiple_of(2), "reason": "so it is" });
        let countersign = format!("{door}/countersignature");
        one_of_twenty(&app, &["theo", "sam"], &countersign, decide).await;
        let decided = "SELECT COUNT(*) AS many FROM audit_entries
            WHERE action IN ('countersign claim', 'return claim')";
        assert_eq!(app.count(decided).await, 1);
        let now = app.api("ada").get(&door).await.is(200).json();
        if now["state"] == "returned" {
            passed_again(&app, id(&claim)).await;
            app.api("theo").post_json(&countersign, json!({})).await.is(200);
        }
        one_of_twenty(&app, &["theo", "sam"], &format!("{door}/submission"), |_| json!({})).await;
        let passed = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'submit claim'";
        assert_eq!(app.count(passed).await, 1);
        let now = app.api("ada").get(&door).await.is(200).json();
        assert_eq!(now["state"], "submitted");
    })
    .await;
}

/// What came back is passed on again from its page, pressed twenty times.
async fn passed_again(app: &TestApp, claim: &str) {
    app.sign_in("ada").await;
    let page = format!("/claims/{claim}");
    let again = [("button", "again")];
    let answers = join_all((0..20).map(|_| app.post_form(&page, &again))).await;
    assert_eq!((count(&answers, 303), count(&answers, 422)), (1, 19));
}

#[tokio::test]
async fn a_returned_claim_is_passed_on_again_once() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        let claim = json!({ "placement": zoe.job });
        let claim = app.api("ada").post_json("/api/v1/claims", claim).await.is(201).json();
        let door = format!("/api/v1/claims/{}/countersignature", id(&claim));
        let back = json!({ "given": false, "reason": "no pay stub" });
        app.api("theo").post_json(&door, back).await.is(200);
        passed_again(&app, id(&claim)).await;
        for twice in ["prepare claim", "pass claim"] {
            let all = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = $1";
            let mut reader = app.db.reader().await.expect("reads");
            let row = reader.one(all, db::binds![twice]).await.expect("answers").expect("a row");
            assert_eq!(row.get::<i64>("many").expect("a number"), 2, "{twice}");
        }
    })
    .await;
}

/// A page tells who may: by their rights, not by what they are called.
#[tokio::test]
async fn whoever_may_not_countersign_is_told_who_may() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        let claim = json!({ "placement": zoe.job });
        let claim = app.api("ada").post_json("/api/v1/claims", claim).await.is(201).json();
        app.sign_in("ada").await;
        let page = format!("/claims/{}", id(&claim));
        let told = app.post_form(&page, &[("button", "give")]).await.is(403).text;
        let said = "Who can do it: team leader, claims officer and administrator.";
        assert!(told.contains(said), "{told}");
        app.post_form("/language", &[("language", "fr"), ("back", "/")]).await.is(303);
        let told = app.post_form(&page, &[("button", "give")]).await.is(403).text;
        assert!(told.contains("Qui peut le faire"), "{told}");
        assert!(told.contains("responsable des demandes de paiement"), "{told}");
    })
    .await;
}

/// A call that cannot be read is left alone for a while, and keeps nobody else's from waking.
#[tokio::test]
async fn a_call_that_cannot_be_read_keeps_no_other_from_waking() {
    both(|app| async move {
        let mut walks = Vec::new();
        for name in ["Zoë", "Mina"] {
            let one = placed(&app, name, "2026-02-20").await;
            let mut walk = Walk::begin(&app, &one).await;
            walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "no_answer").await;
            walk.passes(&["log_no_answer", "send_iws_letter"]).await;
            walk.at("q_attempts_left", json!({})).await.ends("end_retry_next_day").await;
            walks.push(walk);
        }
        let mut writer = app.db.writer().await.expect("writes");
        let broken = "UPDATE runs SET walk = 'nothing that can be read' WHERE id = $1";
        writer.run(broken, db::binds![walks[0].id()]).await.expect("a row");
        writer.commit().await.expect("commits");
        app.at("2026-03-05T15:00:00Z");
        app.run_jobs().await;
        walks[1].look().await;
        assert_eq!((walks[1].state(), walks[1].node()), ("open", "call_client"));
        let waits = "SELECT COUNT(*) AS many FROM runs WHERE state = 'waiting'";
        assert_eq!(app.count(waits).await, 1);
    })
    .await;
}
