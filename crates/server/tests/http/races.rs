//! Twenty at once, for each write that may happen once.

use crate::harness::{Answer, TestApp, both};
use futures_util::future::join_all;
use serde_json::{Value, json};

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn hidden(page: &str, name: &str) -> String {
    let value = page.split(&format!(r#"name="{name}" value=""#)).nth(1).expect("the field");
    value.split('"').next().expect("a value").to_owned()
}

/// Posts one form twenty times at once; all are led to the same place.
async fn twenty_forms(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> String {
    let once = hidden(&app.get(path).await.is(200).text, "once");
    let mut fields = fields.to_vec();
    fields.push(("once", &once));
    let answers: Vec<Answer> = join_all((0..20).map(|_| app.post_form(path, &fields))).await;
    for answer in &answers {
        assert_eq!(answer.status, 303, "{}", answer.text);
        assert_eq!(answer.location(), answers[0].location());
    }
    answers[0].location().to_owned()
}

#[tokio::test]
async fn a_form_pressed_twenty_times_makes_one_person_and_one_placement() {
    both(|app| async move {
        app.sign_in("ada").await;
        let ali = [
            ("given_name", "Ali"),
            ("family_name", "Rahimi"),
            ("language", "en"),
            ("emails", "ali@mail.example"),
            ("time_zone", "America/Toronto"),
        ];
        let there = twenty_forms(&app, "/people/new", &ali).await;
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM people").await, 1);
        let file = there.split('?').next().expect("an address");
        let job = [
            ("programme", "on-ies"),
            ("employer", "Bakery"),
            ("job_title", "Baker"),
            ("started_on", "2026-02-04"),
            ("hours_per_week", "30"),
        ];
        twenty_forms(&app, &format!("{file}/placements/new"), &job).await;
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM placements").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM enrolments").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM checkpoints").await, 4);
    })
    .await;
}

async fn placed(app: &TestApp) -> Value {
    let ada = app.api("ada");
    let person = json!({"given_name": "Zoë", "family_name": "O’Brien", "language": "en",
        "phones": ["+14165550123"], "emails": ["zoe@mail.example"]});
    let person = ada.post_json("/api/v1/people", person).await.is(201).json();
    let job = json!({"programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
        "started_on": "2026-02-04", "hours_per_week": 30});
    let path = format!("/api/v1/people/{}/placements", text(&person["id"]));
    ada.post_json(&path, job).await.is(201).json()
}

/// Sends one change twenty times at once, each on the version that was seen: one is taken.
async fn one_of_twenty(app: &TestApp, path: &str, change: &Value) {
    let ada = app.api("ada");
    let answers = join_all((0..20).map(|_| ada.patch_json(path, change.clone()))).await;
    let taken = answers.iter().filter(|answer| answer.status == 200).count();
    let stale = answers.iter().filter(|answer| answer.status == 409).count();
    assert_eq!((taken, stale), (1, 19), "{path} {change}");
}

#[tokio::test]
async fn of_twenty_changes_on_one_version_one_is_taken() {
    both(|app| async move {
        let job = placed(&app).await;
        let ending = json!({"ended_on": "2026-03-01", "reason": "laid off",
            "version": job["version"]});
        let path = format!("/api/v1/placements/{}", text(&job["id"]));
        let month = &placed(&app).await["checkpoints"][0];
        let checkpoint = format!("/api/v1/checkpoints/{}", text(&month["id"]));
        let waiver = json!({"waived": true, "reason": "agreed", "version": month["version"]});
        for (path, change) in [(path, ending), (checkpoint, waiver)] {
            one_of_twenty(&app, &path, &change).await;
        }
    })
    .await;
}

#[tokio::test]
async fn many_workers_at_once_send_each_message_once() {
    both(|app| async move {
        for _ in 0..10 {
            placed(&app).await;
        }
        app.at("2026-03-09T18:00:00Z");
        join_all((0..20).map(|_| app.run_jobs())).await;
        let asked = app.count("SELECT COUNT(*) AS many FROM messages").await;
        let people = "SELECT COUNT(DISTINCT checkpoint_id) AS many FROM messages";
        assert!(asked > 0, "something was due");
        assert_eq!(asked, app.count(people).await, "one message for each checkpoint");
        let left = app.api("max").get("/demo/outbox").await.is(200).json();
        let left = left["items"].as_array().map_or(0, Vec::len);
        assert_eq!(i64::try_from(left).ok(), Some(asked), "each left once");
    })
    .await;
}
