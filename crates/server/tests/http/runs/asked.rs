//! Tasks that calls ask for, on their pages: done by what they are there to make, and leading to
//! what they are about.

use super::{Walk, id, left, left_for_another, lost, placed};
use crate::harness::{TestApp, both};
use serde_json::{Value, json};

/// The task of a kind that is open about somebody.
async fn open_task(app: &TestApp, person: &str, kind: &str) -> String {
    let path = format!("/api/v1/tasks?person={person}");
    let tasks = app.api("theo").get(&path).await.is(200).json();
    let all = tasks["items"].as_array().expect("a list");
    let task = all.iter().find(|task| task["kind"] == kind);
    id(task.unwrap_or_else(|| panic!("{kind}: {tasks}"))).to_owned()
}

/// A job lost in a call.
async fn job_lost(app: &TestApp, name: &str) -> String {
    let one = placed(app, name, "2026-02-20").await;
    let mut walk = Walk::begin(app, &one).await;
    left(&mut walk, json!({ "end_date": "2026-03-02" })).await;
    lost(&mut walk).await;
    one.person
}

#[tokio::test]
async fn done_on_a_page_says_what_was_booked_or_how_it_was_done() {
    both(|app| async move {
        let zoe = job_lost(&app, "Zoë").await;
        let task = open_task(&app, &zoe, "book_rapid_response").await;
        let page = format!("/tasks/{task}");
        app.sign_in("theo").await;
        let shown = app.get(&page).await.is(200).text;
        assert!(shown.contains("Book and finish") && !shown.contains("09:00"), "{shown}");
        let blank = [("button", "finish"), ("version", "1"), ("note", " "), ("due_at", "")];
        let told = app.post_form(&page, &blank).await.is(422).text;
        assert!(told.contains("href=\"#due_at\">Give the day that was booked"), "{told}");
        // Nothing was done: it is open still, and says so.
        let now = app.api("theo").get(&format!("/api/v1/tasks/{task}")).await.is(200).json();
        assert_eq!((&now["state"], &now["version"]), (&json!("open"), &json!(1)));
        // A day wants its time, and a note says enough alone.
        let day = [("button", "finish"), ("version", "1"), ("due_at", "2026-03-10")];
        let told = app.post_form(&page, &day).await.is(422).text;
        assert!(told.contains("href=\"#time\""), "{told}");
        let note = [("button", "finish"), ("version", "1"), ("note", "booked by telephone")];
        app.post_form(&page, &note).await.is(303);
        // Once it is done, a press more says that it is, and asks for nothing.
        let again = app.post_form(&page, &blank).await.is(422).text;
        assert!(again.contains("Somebody changed this task while you had it open"), "{again}");
    })
    .await;
}

#[tokio::test]
async fn a_person_is_handed_over_by_the_task_or_a_note_says_how() {
    both(|app| async move {
        let zoe = job_lost(&app, "Zoë").await;
        let task = open_task(&app, &zoe, "allocate_adviser").await;
        let page = format!("/tasks/{task}");
        app.sign_in("theo").await;
        let shown = app.get(&page).await.is(200).text;
        assert!(shown.contains("Hand the person over and finish"), "{shown}");
        // An appointment alone makes nobody look after them.
        let day =
            [("button", "finish"), ("version", "1"), ("due_at", "2026-03-10"), ("time", "10:00")];
        let told = app.post_form(&page, &day).await.is(422).text;
        assert!(told.contains("href=\"#adviser\">Choose who looks after"), "{told}");
        let bob = app.viewer("bob").user.to_string();
        let given = [("button", "finish"), ("version", "1"), ("adviser", bob.as_str())];
        app.post_form(&page, &given).await.is(303);
        let person = app.api("theo").get(&format!("/api/v1/people/{zoe}")).await.is(200).json();
        assert_eq!(person["owner"], json!(bob), "{person}");
        // A program knows what it booked, and is not asked; who looks after them stands only here.
        let yan = job_lost(&app, "Yan").await;
        for (kind, status) in [("allocate_adviser", 422), ("book_rapid_response", 200)] {
            let door = format!("/api/v1/tasks/{}", open_task(&app, &yan, kind).await);
            let done = json!({ "state": "done" });
            app.api("theo").patch_json(&door, done).await.is(status);
        }
    })
    .await;
}

#[tokio::test]
async fn a_task_leads_to_its_call_its_forms_and_the_record() {
    both(|app| async move {
        let one = placed(&app, "Zoë", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &one).await;
        left_for_another(&mut walk, "2026-02-27").await;
        walk.ends("end_schedule_review").await;
        let task = open_task(&app, &one.person, "update_employment_record").await;
        app.sign_in("rita").await;
        let page = app.get(&format!("/tasks/{task}")).await.is(200).text;
        assert!(page.contains(&format!("href=\"/runs/{}\">The call of", walk.id())), "{page}");
        let forms: Vec<&Value> = walk.now["done_effects"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|one| one["do"] == "form.fill")
            .collect();
        assert_eq!(forms.len(), 2);
        for form in forms {
            let form = form["subject"].as_str().expect("a form");
            assert!(page.contains(&format!("href=\"/forms/{form}\"")), "{page}");
        }
        assert!(page.contains("?tab=summary#jobs\">The employment record"), "{page}");
        assert!(page.contains("<dt>Where it stands</dt><dd>open</dd>"), "{page}");
        assert!(page.contains("Give it to a colleague"), "{page}");
    })
    .await;
}
