//! A year with somebody, through the doors for programs: dates, acts, what stops and what moves.

use crate::harness::{TestApp, both};
use serde_json::{Value, json};

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

/// A field of each checkpoint, in their order.
fn each<'a>(checkpoints: &'a Value, field: &str) -> Vec<&'a str> {
    let items = checkpoints.as_array().unwrap_or_else(|| panic!("no list: {checkpoints}"));
    items.iter().map(|one| one[field].as_str().unwrap_or("none")).collect()
}

async fn person(app: &TestApp) -> String {
    let person = json!({"given_name": "Zoë", "family_name": "O’Brien", "language": "en",
        "phones": ["+14165550123"], "emails": ["zoe@mail.example"]});
    let made = app.api("ada").post_json("/api/v1/people", person).await.is(201).json();
    text(&made["id"]).to_owned()
}

async fn placed(app: &TestApp, person: &str, started_on: &str) -> Value {
    let job = json!({"programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
        "started_on": started_on, "hours_per_week": 30});
    let path = format!("/api/v1/people/{person}/placements");
    app.api("ada").post_json(&path, job).await.is(201).json()
}

async fn checkpoints(app: &TestApp, person: &str) -> Value {
    let path = format!("/api/v1/people/{person}/checkpoints");
    app.api("ada").get(&path).await.is(200).json()["items"].clone()
}

#[tokio::test]
async fn a_year_passes_and_each_thing_happens_once() {
    both(|app| async move {
        let person = person(&app).await;
        app.at("2026-01-31T15:00:00Z");
        let job = placed(&app, &person, "2026-01-31").await;
        let due = ["2026-02-28", "2026-04-30", "2026-07-31", "2027-01-31"];
        assert_eq!(each(&job["checkpoints"], "due_on"), due, "months clamp and count from the day");
        let explained = format!("/api/v1/people/{person}/explain?on=2026-02-28");
        let acts = app.api("ada").get(&explained).await.is(200).json();
        let acts = acts["items"].as_array().expect("a list").clone();
        let asks = acts.iter().find(|one| one["what"] == "send_survey" && one["will"] == true);
        assert!(asks.is_some_and(|one| !text(&one["because"]).is_empty()), "{acts:?}");

        let mut sent = Vec::new();
        for day in 1..=460 {
            let start: jiff::Timestamp = "2026-01-31T16:00:00Z".parse().expect("a moment");
            app.clock.set(start + jiff::SignedDuration::from_hours(24 * day));
            sent.extend(app.run_jobs().await);
            // Looked at again at once, nothing is left to do.
            assert_eq!(app.run_jobs().await, Vec::<String>::new(), "day {day}");
        }
        let outbox = app.api("max").get("/demo/outbox").await.is(200).json();
        let outbox = outbox["items"].as_array().expect("a list").len();
        assert_eq!(outbox, 12, "each of four is asked once and reminded twice: {sent:?}");
        let all = checkpoints(&app, &person).await;
        assert_eq!(each(&all, "state"), ["missed"; 4], "nobody answered: {all}");
        assert!(all.as_array().into_iter().flatten().all(|one| one["next_act"].is_null()));
        let timeline = format!("/api/v1/people/{person}/timeline");
        let lines = app.api("ada").get(&timeline).await.is(200).json();
        assert!(!lines["items"].as_array().expect("a list").is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_correction_moves_what_nobody_touched_and_no_other_job() {
    both(|app| async move {
        let person = person(&app).await;
        let first = placed(&app, &person, "2026-02-04").await;
        let second = placed(&app, &person, "2026-02-10").await;
        assert_eq!(first["enrolment"], second["enrolment"]);
        let pinned = text(&first["checkpoints"][1]["id"]);
        let pin = json!({"pinned_on": "2026-05-20", "reason": "away until then"});
        let ada = app.api("ada");
        ada.patch_json(&format!("/api/v1/checkpoints/{pinned}"), pin).await.is(200);

        let path = format!("/api/v1/placements/{}", text(&first["id"]));
        let change = json!({"started_on": "2026-02-11", "reason": "the employer said so"});
        let preview = ada.patch_json(&format!("{path}?preview=true"), change.clone()).await;
        let preview = preview.is(200).json();
        let before = checkpoints(&app, &person).await;
        assert!(each(&before, "due_on").contains(&"2026-03-04"), "a preview changes nothing");
        ada.patch_json(&path, change).await.is(200);
        let after = checkpoints(&app, &person).await;
        for change in preview["changes"].as_array().expect("a list") {
            let is_it = |one: &&Value| one["id"] == change["checkpoint"];
            let found = after.as_array().into_iter().flatten().find(is_it).expect("is there");
            assert_eq!(found[text(&change["field"])], change["now"], "as it was shown");
        }
        for was in before.as_array().into_iter().flatten() {
            let mut all = after.as_array().into_iter().flatten();
            let now = all.find(|one| one["id"] == was["id"]).expect("is there");
            let is_other = was["placement"] == second["id"];
            let stays = is_other || text(&was["id"]) == pinned;
            assert_eq!(was["pinned_on"], now["pinned_on"]);
            assert_eq!(was["due_on"] == now["due_on"], stays, "{was} {now}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_end_a_withdrawal_and_a_death_stop_what_should_stop() {
    both(|app| async move {
        let ada = app.api("ada");
        let ended = person(&app).await;
        let job = placed(&app, &ended, "2026-02-04").await;
        let path = format!("/api/v1/placements/{}", text(&job["id"]));
        let ending = json!({"ended_on": "2026-03-02", "reason": "laid off"});
        ada.patch_json(&path, ending).await.is(200);
        for change in [
            json!({"withdrawn_on": "2026-03-02", "reason": "moved away"}),
            json!({"died_on": "2026-03-02", "reason": "the family called"}),
        ] {
            let person = person(&app).await;
            placed(&app, &person, "2026-02-04").await;
            ada.patch_json(&format!("/api/v1/people/{person}"), change).await.is(200);
            let all = checkpoints(&app, &person).await;
            assert_eq!(each(&all, "state"), ["stopped"; 4], "{all}");
        }
        let all = checkpoints(&app, &ended).await;
        assert_eq!(each(&all, "state"), ["stopped"; 4], "all were due after the last day");
        assert!(each(&all, "none_because").iter().all(|said| *said != "none"), "{all}");
        app.at("2026-03-05T18:00:00Z");
        app.run_jobs().await;
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM messages").await, 0);
        // Taken back, it goes on.
        let back = json!({"ended_on": null, "reason": "it was another's"});
        ada.patch_json(&path, back).await.is(200);
        let all = checkpoints(&app, &ended).await;
        assert!(each(&all, "state").iter().all(|state| *state != "stopped"), "{all}");
    })
    .await;
}
