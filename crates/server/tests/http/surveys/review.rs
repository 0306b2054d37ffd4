//! The review by several people: a second reader, a survey given back, drafts of one's own, two at
//! once.

use super::program::{outcome, with};
use super::staff::{answered, fields, post, set};
use super::{Asked, Phone, SAME_JOB, asked, response, text};
use crate::harness::{TestApp, both};
use serde_json::{Value, json};

fn door(asked: &Asked, rest: &str) -> String {
    format!("/api/v1/checkpoints/{}{rest}", asked.checkpoint)
}

fn page(asked: &Asked) -> String {
    format!("/checkpoints/{}/questionnaire", asked.checkpoint)
}

async fn state(app: &TestApp, asked: &Asked) -> Value {
    app.api("ada").get(&door(asked, "")).await.is(200).json()["state"].clone()
}

/// Submitted by Ada, who wants a colleague to read it.
async fn to_read(app: &TestApp) -> Asked {
    let asked = answered(app).await;
    let answers = with(json!({"hours_week": 30, "outcome_code": outcome()}));
    let ask = json!({"answers": answers, "reasons": {"hours_week": "pay stub shows 30"},
        "submit": true, "second_reader": true});
    let done = app.api("ada").put_json(&asked.door(), ask).await.is(200).json();
    assert_eq!(done["state"], "draft", "nothing is reviewed before it is read: {done}");
    asked
}

#[tokio::test]
async fn a_second_reader_is_never_the_first() {
    both(|app| async move {
        let asked = to_read(&app).await;
        assert_eq!(state(&app, &asked).await, "answered");
        let read = door(&asked, "/second-reading");
        let own = app.api("ada").post_json(&read, json!({"agree": true})).await.is(403).json();
        assert!(text(&own["detail"]).contains("had a hand"), "{own}");
        app.api("sam").post_json(&read, json!({"agree": true})).await.is(403);
        app.api("chloe").post_json(&read, json!({"agree": true})).await.is(404);
        let theo = app.api("theo");
        let lacking = theo.post_json(&read, json!({"agree": false})).await.is(422).json();
        assert_eq!(lacking["missing"][0]["code"], "reason", "{lacking}");
        // Nobody changes it while it waits.
        let again = json!({"answers": {}, "submit": true});
        let refused = theo.put_json(&asked.door(), again).await.is(409).json();
        assert!(text(&refused["detail"]).contains("second reader"), "{refused}");
        let work = theo.get("/api/v1/work?queue=to_read").await.is(200).json();
        assert_eq!(
            (&work["counts"]["to_read"], &work["counts"]["to_review"]),
            (&json!(1), &json!(0))
        );
        assert_eq!(work["items"][0]["id"], json!(asked.checkpoint));
        theo.post_json(&read, json!({"agree": true})).await.is(201);
        assert_eq!(state(&app, &asked).await, "reviewed");
        assert_eq!(response(&app, &asked).await["answers"]["hours_week"], json!(30));
        theo.post_json(&read, json!({"agree": true})).await.is(409);
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_back_comes_back_with_its_note() {
    both(|app| async move {
        let asked = to_read(&app).await;
        app.sign_in("theo").await;
        let shown = app.get(&page(&asked)).await.is(200);
        for said in ["Second reading", "Agree", "pay stub shows 30", "Zoë said"] {
            assert!(shown.text.contains(said), "{said}: {}", shown.text);
        }
        let version = super::hidden(&shown.text, "version");
        let path = format!("/checkpoints/{}/second-reading", asked.checkpoint);
        let fields = [("version", version.as_str()), ("button", "back"), ("reason", "")];
        let refused = app.post_form(&path, &fields).await.is(422);
        assert!(refused.text.contains("Say what the adviser should put right"));
        let fields =
            [("version", version.as_str()), ("button", "back"), ("reason", "which pay stub?")];
        app.post_form(&path, &fields).await.is(303);
        let kept = response(&app, &asked).await;
        assert_eq!((&kept["state"], &kept["answers"]["hours_week"]), (&json!("draft"), &json!(30)));
        let ada = app.another();
        ada.sign_in("ada").await;
        let shown = ada.get(&page(&asked)).await.is(200);
        assert!(shown.text.contains("which pay stub?"), "the note: {}", shown.text);
        assert!(shown.text.contains("pay stub shows 30"), "and the draft with its reason");
        let work = app.api("ada").get("/api/v1/work?queue=to_review").await.is(200).json();
        assert_eq!(work["items"][0]["id"], json!(asked.checkpoint), "{work}");
    })
    .await;
}

#[tokio::test]
async fn twenty_at_once_read_it_once() {
    both(|app| async move {
        let asked = to_read(&app).await;
        let read = door(&asked, "/second-reading");
        let theo = app.api("theo");
        let all = (0..20).map(|_| theo.post_json(&read, json!({"agree": true})));
        let answers = futures_util::future::join_all(all).await;
        let read = answers.iter().filter(|answer| answer.status == 201).count();
        let told = answers.iter().filter(|answer| answer.status == 409).count();
        assert_eq!((read, told), (1, 19));
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM second_readings").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_survey_goes_back_and_what_was_sent_stays() {
    both(|app| async move {
        let asked = answered(&app).await;
        let ada = app.api("ada");
        let back = door(&asked, "/return");
        let without = json!({"reason": " ", "channel": "link"});
        ada.post_json(&back, without).await.is(422);
        ada.post_json(&back, json!({"reason": "hours", "channel": "fax"})).await.is(422);
        let ask = json!({"reason": "32.5 hours, or 30?", "channel": "email"});
        ada.post_json(&back, ask.clone()).await.is(201);
        let again = ada.post_json(&back, ask).await.is(409).json();
        assert!(text(&again["detail"]).contains("sent nothing"), "{again}");
        assert_eq!(state(&app, &asked).await, "asked");
        app.run_jobs().await;
        let outbox = ada.get("/demo/outbox").await.is(200).json();
        let message = &outbox["items"][0];
        assert!(text(&message["subject"]).contains("look at your answers once more"), "{message}");
        assert!(!message.to_string().contains("32.5"), "a message never says why: {message}");
        // The first link opens again, with the answers in it; so does the new one.
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        let mut answers = SAME_JOB.to_vec();
        answers.retain(|(name, _)| *name != "hours_week");
        answers.push(("hours_week", "30"));
        phone.go("/s/q/hours_week").await;
        phone.answer(&answers).await;
        phone.send().await;
        let kept = response(&app, &asked).await;
        assert_eq!(
            (&kept["state"], &kept["client_answers"]["hours_week"]),
            (&json!("submitted"), &json!(30))
        );
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM client_submissions").await, 2);
        let first = "SELECT COUNT(*) AS many FROM client_submissions
            WHERE number = 1 AND answers LIKE '%32.5%'";
        assert_eq!(app.count(first).await, 1, "the first is as it was sent");
        app.sign_in("ada").await;
        let path = format!(
            "/people/{}?tab=checkpoints&open={}&view=answers",
            asked.person, asked.checkpoint
        );
        let shown = app.get(&path).await.is(200);
        assert!(shown.text.contains("<dialog") && shown.text.contains("Sent before"));
        assert!(shown.text.contains("32.5 hours"), "both are in sight: {}", shown.text);
        let shown = app.get(&page(&asked)).await.is(200);
        assert!(shown.text.contains("32.5 hours, or 30?"), "and why: {}", shown.text);
    })
    .await;
}

#[tokio::test]
async fn a_working_copy_is_its_writers_alone() {
    both(|app| async move {
        let asked = answered(&app).await;
        app.sign_in("ada").await;
        let shown = app.get(&page(&asked)).await.is(200);
        let mut typed = fields(&shown);
        set(&mut typed, "a.hours_week", "29.5");
        set(&mut typed, "r.hours_week", "half a thou");
        let own: Vec<(&str, &str)> =
            typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let path = format!("/checkpoints/{}/working-copy", asked.checkpoint);
        let kept = app.post_bare(&path, &own).await.is(200).json();
        assert!(text(&kept["told"]).starts_with("Saved as typed"), "{kept}");
        assert_eq!(response(&app, &asked).await["state"], "submitted", "nothing was entered");
        // The session ends; in a new one it is there.
        let later = app.another();
        later.sign_in("ada").await;
        let shown = later.get(&page(&asked)).await.is(200);
        for said in [r#"value="29.5""#, "half a thou", "is here again"] {
            assert!(shown.text.contains(said), "{said}: {}", shown.text);
        }
        // Another user of the same browser sees that there is one, and nothing of it.
        app.post_form("/sign-out", &[]).await.is(303);
        app.sign_in("theo").await;
        let shown = app.get(&page(&asked)).await.is(200);
        assert!(shown.text.contains("ada has an unfinished draft"), "{}", shown.text);
        assert!(!shown.text.contains("29.5") && !shown.text.contains("half a thou"));
        let takeover = format!("{path}/takeover");
        let user = app.viewer("ada").user.to_string();
        app.post_form(&takeover, &[("user", &user)]).await.is(303);
        let shown = app.get(&page(&asked)).await.is(200);
        assert!(shown.text.contains("half a thou"), "taken over: {}", shown.text);
        app.post_form(&takeover, &[("user", &user)]).await.is(409);
        let lines = door_of_person(&app, &asked).await;
        assert!(lines.contains("took over a colleague’s unsaved draft"), "{lines}");
        app.post_form(&format!("{path}/removal"), &[]).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM working_copies").await, 0);
    })
    .await;
}

async fn door_of_person(app: &TestApp, asked: &Asked) -> String {
    let path = format!("/api/v1/people/{}/timeline", asked.person);
    app.api("ada").get(&path).await.is(200).text
}

#[tokio::test]
async fn the_second_of_two_chooses_for_each_question() {
    both(|app| async move {
        let asked = answered(&app).await;
        app.sign_in("ada").await;
        let shown = app.get(&page(&asked)).await.is(200);
        let mut typed = fields(&shown);
        let other = json!({"answers": {"hours_week": 35, "comment": "Bus at 5 now."}});
        app.api("theo").put_json(&asked.door(), other).await.is(200);
        set(&mut typed, "a.hours_week", "30");
        set(&mut typed, "button", "draft");
        let refused = post(&app, &asked, &typed).await.is(409);
        let choices = |name: &str| {
            let start = format!(r#"name="m.{name}" value=""#);
            let all = refused.text.split(start.as_str()).skip(1);
            let on = all
                .filter(|rest| rest.split('>').next().is_some_and(|tag| tag.contains("checked")));
            on.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(choices("hours_week"), ["mine"], "both wrote: {}", refused.text);
        assert_eq!(choices("comment"), ["theirs"], "only Theo wrote");
        let mut again = fields(&refused);
        set(&mut again, "m.hours_week", "theirs");
        set(&mut again, "button", "draft");
        post(&app, &asked, &again).await.is(303);
        let kept = response(&app, &asked).await;
        assert_eq!(kept["answers"]["hours_week"], json!(35));
        assert_eq!(kept["answers"]["comment"], json!("Bus at 5 now."));
    })
    .await;
}

#[tokio::test]
async fn what_changed_since_the_checkpoint_before_is_marked() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        phone.answer(&SAME_JOB).await;
        phone.send().await;
        let path = format!("/api/v1/people/{}/checkpoints", asked.person);
        let all = app.api("ada").get(&path).await.is(200).json();
        let second = text(&all["items"][1]["id"]);
        let door = format!("/api/v1/checkpoints/{second}/response");
        let draft = json!({"answers": {"work_status": "same_job", "hours_week": 40}});
        app.api("ada").put_json(&door, draft).await.is(200);
        app.sign_in("ada").await;
        let shown = app.get(&format!("/checkpoints/{second}/questionnaire")).await.is(200);
        assert!(
            shown.text.contains("</svg>was 32.5\u{a0}hours at 1 month</small>"),
            "{}",
            shown.text
        );
        assert_eq!(shown.text.matches("class=\"since\"").count(), 1, "and nothing else");
    })
    .await;
}
