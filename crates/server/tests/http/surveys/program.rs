//! The response of a checkpoint for programs.

use super::{Asked, Phone, SAME_JOB, asked, response, text};
use crate::harness::{TestApp, both};
use serde_json::{Value, json};

/// All that staff have to answer besides a client in the same job.
pub fn staff_answers() -> Value {
    json!({"job_end_date": null, "job_type": "permanent", "noc_code": "63202",
        "subsidised": "no", "outcome_code": "employed_ft", "hours_verified": 30,
        "verify_method": ["pay_stub"]})
}

async fn answered(app: &TestApp) -> Asked {
    let asked = asked(app).await;
    let mut phone = Phone::begin(app, &asked.token, "1990").await;
    phone.answer(&SAME_JOB).await;
    phone.send().await;
    asked
}

/// Staff's answers with some more.
pub fn with(more: Value) -> Value {
    let mut answers = staff_answers();
    for (name, value) in more.as_object().into_iter().flatten() {
        answers[name] = value.clone();
    }
    answers
}

fn codes(answer: &Value) -> Vec<String> {
    let missing = answer["missing"].as_array().unwrap_or_else(|| panic!("{answer}"));
    missing.iter().map(|one| text(&one["code"])).collect()
}

#[tokio::test]
async fn nothing_is_there_before_anybody_answers() {
    both(|app| async move {
        let asked = asked(&app).await;
        let kept = response(&app, &asked).await;
        let nothing = json!({"state": "none", "client_answers": {}, "answers": {},
            "set_aside": {}, "changed": [], "source": null, "version": 0});
        assert_eq!(kept, nothing);
        // A reason opens a file outside one's caseload; another office has no such file.
        app.api("bob").get(&asked.door()).await.is(403);
        let reasoned = format!("{}?access_reason=covering%20for%20Ada", asked.door());
        app.api("bob").get(&reasoned).await.is(200);
        app.api("chloe").get(&asked.door()).await.is(404);
        app.api("sam").get(&asked.door()).await.is(200);
        app.api("sam").put_json(&asked.door(), json!({"answers": {}})).await.is(403);
    })
    .await;
}

#[tokio::test]
async fn staff_answer_for_a_client() {
    both(|app| async move {
        let asked = asked(&app).await;
        let ada = app.api("ada");
        let some = json!({"answers": {"work_status": "looking"}});
        let draft = ada.put_json(&asked.door(), some).await.is(200).json();
        assert_eq!((&draft["state"], &draft["version"]), (&json!("draft"), &json!(1)));
        let ask = json!({"answers": {"work_status": "looking"}, "submit": true});
        let lacking = ada.put_json(&asked.door(), ask).await.is(422).json();
        let codes = codes(&lacking);
        assert!(codes.contains(&"outcome_code".to_owned()), "{codes:?}");
        assert_eq!(codes.last().map(String::as_str), Some("source"));
        let ask = json!({
            "answers": {"work_status": "looking", "job_end_date": "2026-03-01",
                "job_end_reason": "laid_off", "hours_week": 40, "outcome_code": outcome()},
            "source": "client_phone", "submit": true, "version": 1});
        let done = ada.put_json(&asked.door(), ask).await.is(200).json();
        assert_eq!((&done["state"], &done["source"]), (&json!("reviewed"), &json!("client_phone")));
        assert_eq!(done["set_aside"], json!({"hours_week": 40}), "off the route");
        assert_eq!(done["answers"].get("hours_week"), None);
        assert_eq!(done["changed"], json!([]), "nobody said otherwise");
        let path = format!("/api/v1/checkpoints/{}", asked.checkpoint);
        assert_eq!(ada.get(&path).await.is(200).json()["state"], "reviewed");
    })
    .await;
}

/// An outcome code of the pack.
pub fn outcome() -> String {
    let pack = server::programmes::find_shipped("on-ies").expect("is shipped");
    let programme = server::programmes::read_programme(pack.text, "on-ies").expect("reads");
    programme.outcomes.first().expect("an outcome").code.clone()
}

#[tokio::test]
async fn a_change_wants_a_reason_and_keeps_who_and_when() {
    both(|app| async move {
        let asked = answered(&app).await;
        let ada = app.api("ada");
        let code = outcome();
        let answers = with(json!({"hours_week": 30, "outcome_code": code}));
        let ask = json!({"answers": answers, "submit": true});
        let lacking = ada.put_json(&asked.door(), ask).await.is(422).json();
        assert!(codes(&lacking).contains(&"hours_week".to_owned()), "{lacking}");
        let said = text(&lacking["missing"][0]["message"]);
        assert!(said.starts_with("Say why the client’s answer was changed"), "{said}");
        let ask = json!({"answers": answers, "submit": true,
            "reasons": {"hours_week": "pay stub 7 to 20 February shows 30"}});
        let done = ada.put_json(&asked.door(), ask).await.is(200).json();
        assert_eq!(done["client_answers"]["hours_week"], json!(32.5), "never altered");
        assert_eq!(done["answers"]["hours_week"], json!(30));
        let changed = done["changed"].as_array().expect("a list");
        let one = changed.iter().find(|one| one["question"] == "hours_week").expect("is named");
        assert_eq!((&one["was"], &one["now"]), (&json!(32.5), &json!(30)));
        assert_eq!(one["by"], json!(app.viewer("ada").user.to_string()));
        assert_eq!(one["at"], json!("2026-03-04T15:00:00Z"));
        assert_eq!(one["reason"], "pay stub 7 to 20 February shows 30");
        // A correction is another submission, each difference with its reason again.
        let mut corrected = done["answers"].clone();
        corrected["hours_week"] = json!(31);
        corrected["subsidised"] = json!("yes");
        let ask = json!({"answers": corrected, "submit": true});
        let lacking = ada.put_json(&asked.door(), ask).await.is(422).json();
        assert_eq!(codes(&lacking), ["hours_week", "subsidised"]);
        let reasons = json!({"hours_week": "second pay stub", "subsidised": "agreement found"});
        let ask = json!({"answers": corrected, "reasons": reasons, "submit": true});
        let done = ada.put_json(&asked.door(), ask).await.is(200).json();
        let changed = done["changed"].as_array().expect("a list");
        let one = changed.iter().find(|one| one["question"] == "hours_week").expect("is named");
        assert_eq!((&one["was"], &one["now"]), (&json!(32.5), &json!(31)));
        let history = "SELECT COUNT(*) AS many FROM answer_changes WHERE question = 'hours_week'";
        assert_eq!(app.count(history).await, 2, "history is kept");
        let draft = json!({"answers": corrected});
        let refused = ada.put_json(&asked.door(), draft).await.is(409).json();
        assert!(text(&refused["detail"]).contains("submitted already"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_answer_is_named_by_its_question() {
    both(|app| async move {
        let asked = asked(&app).await;
        let ask = json!({
            "answers": {"hours_week": "forty", "job_start": "2026-02-31", "shoe_size": 42,
                "work_status": "sleeping"},
            "reasons": {"shoe_size": "asked"}, "source": "a bird"});
        let refused = app.api("ada").put_json(&asked.door(), ask).await.is(422).json();
        let errors = refused["errors"].as_array().expect("errors");
        let fields: Vec<String> = errors.iter().map(|one| text(&one["field"])).collect();
        for field in
            ["hours_week", "job_start", "shoe_size", "work_status", "reasons.shoe_size", "source"]
        {
            assert!(fields.iter().any(|one| one == field), "{field}: {refused}");
        }
        let unknown = json!({"answers": {}, "hours": 3});
        app.api("ada").put_json(&asked.door(), unknown).await.is(422);
        assert_eq!(response(&app, &asked).await["state"], "none");
    })
    .await;
}

#[tokio::test]
async fn two_who_write_at_once_lose_nothing() {
    both(|app| async move {
        let asked = answered(&app).await;
        let ada = app.api("ada");
        let seen = response(&app, &asked).await["version"].clone();
        let first = json!({"answers": {"hours_week": 30}, "version": seen});
        ada.put_json(&asked.door(), first).await.is(200);
        let second = json!({"answers": {"hours_week": 35}, "version": seen});
        let refused = app.api("theo").put_json(&asked.door(), second.clone()).await.is(409).json();
        assert_eq!(refused["current"]["answers"]["hours_week"], json!(30), "{refused}");
        let mut unchecked = second;
        unchecked["version"] = Value::Null;
        app.api("theo").put_json(&asked.door(), unchecked).await.is(200);
        // What is left out stands as the client gave it; null takes it out.
        let draft = json!({"answers": {"barriers": null}});
        let kept = ada.put_json(&asked.door(), draft).await.is(200).json();
        assert_eq!(kept["answers"]["hours_week"], json!(32.5));
        assert_eq!(kept["answers"].get("barriers"), None);
    })
    .await;
}

#[tokio::test]
async fn an_ended_checkpoint_takes_no_answers() {
    both(|app| async move {
        let asked = asked(&app).await;
        let ada = app.api("ada");
        let path = format!("/api/v1/checkpoints/{}", asked.checkpoint);
        let ask = json!({"answers": {"work_status": "looking"}});
        for (ending, words) in [("missed", "Reopen it first"), ("waived", "Take the waiver back")] {
            let end = json!({ending: true, "reason": "nobody answers"});
            ada.patch_json(&path, end).await.is(200);
            let refused = ada.put_json(&asked.door(), ask.clone()).await.is(409).json();
            assert!(text(&refused["detail"]).contains(words), "{refused}");
            let again = json!({ending: false, "reason": "they called"});
            ada.patch_json(&path, again).await.is(200);
        }
        ada.put_json(&asked.door(), ask).await.is(200);
    })
    .await;
}

#[tokio::test]
async fn a_client_who_sends_after_the_review_is_kept_beside_it() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        let ask = json!({
            "answers": {"work_status": "looking", "job_end_date": "2026-03-01",
                "job_end_reason": "laid_off", "outcome_code": outcome()},
            "source": "client_phone", "submit": true});
        app.api("ada").put_json(&asked.door(), ask).await.is(200);
        phone.answer(&SAME_JOB).await;
        phone.send().await;
        assert!(phone.says("Thank you"), "{}", phone.page.text);
        let kept = response(&app, &asked).await;
        assert_eq!(kept["state"], "reviewed");
        assert_eq!(kept["answers"]["work_status"], "looking", "finished things never move");
        assert_eq!(kept["client_answers"]["work_status"], "same_job");
        assert_eq!(kept["source"], "client_phone");
    })
    .await;
}
