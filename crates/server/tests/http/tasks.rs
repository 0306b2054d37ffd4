//! Tasks: opened by answers, done, cancelled, handed over, applied.

use crate::harness::{TestApp, both};
use crate::surveys::program::outcome;
use crate::surveys::{Asked, Phone, SAME_JOB, asked, hidden, text};
use serde_json::{Value, json};

/// What somebody answers who wants to be called, has a new number and wants no more messages.
async fn asks_for_much(app: &TestApp) -> Asked {
    let asked = asked(app).await;
    let mut answers = SAME_JOB.to_vec();
    answers.retain(|(name, _)| *name != "need_help");
    answers.extend([
        ("need_help", "yes"),
        ("contact_ok", "do_not_contact"),
        ("contact_new-phone", "416 555 0199"),
        ("contact_new-email", "zoe.new@mail.example"),
    ]);
    let mut phone = Phone::begin(app, &asked.token, "1990").await;
    phone.answer(&answers).await;
    phone.send().await;
    asked
}

/// A task of Ada's.
pub async fn one(app: &TestApp) -> String {
    let asked = asks_for_much(app).await;
    task(app, &asked, "call_back").await["id"].as_str().expect("an id").to_owned()
}

async fn tasks(app: &TestApp, asked: &Asked) -> Vec<Value> {
    let path = format!("/api/v1/tasks?person={}", asked.person);
    let listed = app.api("ada").get(&path).await.is(200).json();
    listed["items"].as_array().expect("tasks").clone()
}

async fn task(app: &TestApp, asked: &Asked, kind: &str) -> Value {
    let all = tasks(app, asked).await;
    all.iter().find(|one| one["kind"] == kind).unwrap_or_else(|| panic!("{kind}: {all:?}")).clone()
}

fn door(task: &Value) -> String {
    format!("/api/v1/tasks/{}", text(&task["id"]))
}

#[tokio::test]
async fn answers_open_tasks_once() {
    both(|app| async move {
        let asked = asks_for_much(&app).await;
        let all = tasks(&app, &asked).await;
        let mut kinds: Vec<&str> = all.iter().filter_map(|one| one["kind"].as_str()).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["approve_contact", "call_back", "confirm_do_not_contact"]);
        let call = task(&app, &asked, "call_back").await;
        // Wednesday; two working days on.
        assert_eq!(call["due_on"], "2026-03-06");
        assert_eq!(call["owner"], app.viewer("ada").user.to_string());
        // The review says the same, and is corrected: nothing is opened a second time.
        for hours in [30, 31] {
            let answers = json!({"need_help": "yes", "hours_week": hours, "job_end_date": null,
                "job_type": "permanent", "noc_code": "63202", "subsidised": "no",
                "outcome_code": outcome(), "hours_verified": 30,
                "verify_method": ["pay_stub"]});
            let ask = json!({"answers": answers, "reasons": {"hours_week": "pay stub"},
                "submit": true});
            app.api("ada").put_json(&asked.door(), ask).await.is(200);
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM tasks").await, 3);
        let path = format!("/api/v1/people/{}/timeline", asked.person);
        let lines = app.api("ada").get(&path).await.is(200).json();
        assert!(lines.to_string().contains("opened a task (call back)"), "{lines}");
        let path = format!("/api/v1/people/{}/explain", asked.person);
        let lines = app.api("ada").get(&path).await.is(200).json();
        assert!(lines.to_string().contains("asked for a call at 1 month"), "{lines}");
    })
    .await;
}

#[tokio::test]
async fn staff_who_enter_a_lost_job_open_its_task() {
    both(|app| async move {
        let asked = asked(&app).await;
        let ask = json!({
            "answers": {"work_status": "looking", "job_end_date": "2026-03-01",
                "job_end_reason": "laid_off", "outcome_code": outcome()},
            "source": "client_phone"});
        app.api("ada").put_json(&asked.door(), ask.clone()).await.is(200);
        assert_eq!(tasks(&app, &asked).await, Vec::<Value>::new(), "a draft asks for nothing");
        let mut whole = ask;
        whole["submit"] = json!(true);
        app.api("ada").put_json(&asked.door(), whole).await.is(200);
        assert_eq!(task(&app, &asked, "job_lost").await["question"], "work_status");
    })
    .await;
}

#[tokio::test]
async fn a_task_is_closed_once_and_says_by_whom() {
    both(|app| async move {
        let asked = asks_for_much(&app).await;
        let call = task(&app, &asked, "call_back").await;
        let ada = app.api("ada");
        for wrong in [
            json!({}),
            json!({"state": "open"}),
            json!({"state": "cancelled"}),
            json!({"state": "done", "apply": true}),
            json!({"owner": app.viewer("sam").user.to_string()}),
            json!({"owner": app.viewer("chloe").user.to_string()}),
        ] {
            ada.patch_json(&door(&call), wrong).await.is(422);
        }
        app.api("sam").patch_json(&door(&call), json!({"state": "done"})).await.is(403);
        app.api("bob").patch_json(&door(&call), json!({"state": "done"})).await.is(403);
        app.api("chloe").patch_json(&door(&call), json!({"state": "done"})).await.is(404);
        let bob = app.viewer("bob").user.to_string();
        let handed = ada.patch_json(&door(&call), json!({"owner": bob})).await.is(200).json();
        assert_eq!((&handed["owner"], &handed["version"]), (&json!(bob), &json!(2)));
        let of_bob = app.api("bob").get("/api/v1/tasks").await.is(200).json();
        assert_eq!(of_bob["items"][0]["id"], call["id"]);
        let stale = json!({"state": "done", "version": 1});
        let refused = ada.patch_json(&door(&call), stale).await.is(409).json();
        assert_eq!(refused["current"]["owner"], json!(bob), "{refused}");
        let done = json!({"state": "done", "note": "spoke for ten minutes", "version": 2});
        let done = ada.patch_json(&door(&call), done).await.is(200).json();
        assert_eq!(
            (&done["state"], &done["note"]),
            (&json!("done"), &json!("spoke for ten minutes"))
        );
        assert_eq!(done["closed_by"], app.viewer("ada").user.to_string());
        let again = ada.patch_json(&door(&call), json!({"state": "done"})).await.is(409).json();
        assert!(text(&again["detail"]).contains("done already, by ada"), "{again}");
        let work = ada.get("/api/v1/work?queue=tasks").await.is(200).json();
        assert_eq!(work["counts"]["tasks"], json!(2), "{work}");
        assert_eq!(work["items"].as_array().map(Vec::len), Some(2), "{work}");
    })
    .await;
}

#[tokio::test]
async fn twenty_at_once_close_a_task_once() {
    both(|app| async move {
        let asked = asks_for_much(&app).await;
        let door = door(&task(&app, &asked, "call_back").await);
        let ada = app.api("ada");
        let all = (0..20).map(|_| ada.patch_json(&door, json!({"state": "done"})));
        let answers = futures_util::future::join_all(all).await;
        let done = answers.iter().filter(|answer| answer.status == 200).count();
        let told = answers.iter().filter(|answer| answer.status == 409).count();
        assert_eq!((done, told), (1, 19));
    })
    .await;
}

#[tokio::test]
async fn what_was_asked_for_goes_into_the_file_with_one_act() {
    both(|app| async move {
        let asked = asks_for_much(&app).await;
        let ada = app.api("ada");
        let contact = task(&app, &asked, "approve_contact").await;
        let apply = json!({"state": "done", "apply": true});
        ada.patch_json(&door(&contact), apply.clone()).await.is(200);
        let path = format!("/api/v1/people/{}", asked.person);
        let person = ada.get(&path).await.is(200).json();
        assert_eq!(person["phones"], json!(["+14165550199"]));
        assert_eq!(person["emails"], json!(["zoe.new@mail.example"]));
        assert_eq!(person["consent"]["email"], "by_notice", "as it was for the old one");
        let stop = task(&app, &asked, "confirm_do_not_contact").await;
        ada.patch_json(&door(&stop), apply.clone()).await.is(200);
        assert_eq!(ada.get(&path).await.is(200).json()["do_not_contact"], json!(true));
        ada.patch_json(&door(&stop), apply).await.is(409);
    })
    .await;
}

#[tokio::test]
async fn tasks_stand_where_work_stands() {
    both(|app| async move {
        let asked = asks_for_much(&app).await;
        app.sign_in("ada").await;
        let day = app.get("/").await.is(200);
        assert!(day.text.contains("g-tasks") && day.text.contains("asked for a call at 1 month"));
        let person = app.get(&format!("/people/{}?tab=summary", asked.person)).await.is(200);
        assert!(person.text.contains("Call back") && person.text.contains("/tasks/tsk_"));
        let list = app.get("/tasks").await.is(200);
        assert_eq!(list.text.matches("data-row").count(), 3);
        let call = task(&app, &asked, "call_back").await;
        let path = format!("/tasks/{}", text(&call["id"]));
        let page = app.get(&path).await.is(200);
        assert!(page.text.contains("Yes, please call me"), "the answer: {}", page.text);
        let version = hidden(&page.text, "version");
        let post = |button: &'static str, note: &'static str| {
            let (app, path, version) = (&app, &path, version.as_str());
            async move {
                let fields = [("version", version), ("button", button), ("note", note)];
                app.post_form(path, &fields).await
            }
        };
        let refused = post("cancel", " ").await.is(422);
        assert!(refused.text.contains("Say why the task need not be done"), "{}", refused.text);
        let done = post("finish", "left a message, then she called").await.is(303);
        let list = app.get(done.location()).await.is(200);
        assert!(list.text.contains("The task is done."));
        assert_eq!(list.text.matches("data-row").count(), 2);
        let page = app.get(&path).await.is(200);
        assert!(page.text.contains("left a message, then she called"));
        assert!(!page.text.contains(r#"value="finish""#), "nothing more to do");
        // In French, too.
        app.post_form("/language", &[("language", "fr"), ("back", "/tasks")]).await.is(303);
        assert!(app.get("/tasks?state=done").await.is(200).text.contains("Rappeler"));
    })
    .await;
}
