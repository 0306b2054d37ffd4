//! Nobody calls or writes to whoever is not to be contacted; entries of the diary end as the call
//! went; what cannot be is refused.

use super::{Placed, Walk, diary, id, left, placed};
use crate::harness::{TestApp, both};
use serde_json::{Value, json};

async fn booked(app: &TestApp, placed: &Placed, day: &str) -> String {
    let call = json!({ "person": placed.person, "type": "tracking_call", "due_at": day });
    id(&app.api("ada").post_json("/api/v1/diary", call).await.is(201).json()).to_owned()
}

async fn entry(app: &TestApp, entry: &str) -> Value {
    app.api("ada").get(&format!("/api/v1/diary/{entry}")).await.is(200).json()
}

async fn from_entry<'a>(app: &'a TestApp, placed: &Placed, entry: &str) -> Walk<'a> {
    let body = json!({ "person": placed.person, "diary_entry": entry });
    Walk::of(app, "tracking-call", body).await
}

#[tokio::test]
async fn whoever_is_not_to_be_contacted_is_neither_called_nor_written_to() {
    both(|app| async move {
        for (name, standing) in [
            ("Ann", json!({ "do_not_contact": true, "reason": "asked by telephone" })),
            ("Ben", json!({ "withdrawn_on": "2026-03-03", "reason": "moved away" })),
            ("Cai", json!({ "died_on": "2026-03-03", "reason": "told by family" })),
        ] {
            let one = placed(&app, name, "2026-02-20").await;
            let call = booked(&app, &one, "2026-03-10").await;
            let mut walk = Walk::begin(&app, &one).await;
            walk.passes(&["open_diary", "call_client"]).await;
            let door = format!("/api/v1/people/{}", one.person);
            app.api("ada").patch_json(&door, standing).await.is(200);
            assert_eq!(entry(&app, &call).await["outcome"], "cancelled", "{name}");
            // A call that was under way is written up, and nothing more is said to them.
            walk.says("q_answered", "no_answer").await;
            walk.passes(&["log_no_answer", "send_iws_letter"]).await;
            walk.says("q_attempts_left", "no").await.ends("end_retry_next_day").await;
            for what in ["letter.send", "diary.schedule"] {
                assert_eq!(walk.effect(what)["left_out"], "not_to_be_called", "{name} {what}");
            }
            let begin = json!({ "person": one.person });
            let told =
                app.api("ada").post_json("/api/v1/flows/tracking-call/runs", begin).await.is(409);
            assert!(told.text.contains("not to be contacted"), "{}", told.text);
            let call =
                json!({ "person": one.person, "type": "tracking_call", "due_at": "2026-03-10" });
            app.api("ada").post_json("/api/v1/diary", call).await.is(422);
            let page = format!("/runs/{}", walk.id());
            app.sign_in("ada").await;
            assert!(app.get(&page).await.is(200).text.contains("they are not to be contacted"));
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM letters").await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_entry_of_a_call_says_that_they_were_reached() {
    both(|app| async move {
        for (name, new_job) in [("Ann", "no"), ("Ben", "yes")] {
            let one = placed(&app, name, "2026-02-06").await;
            let call = booked(&app, &one, "2026-03-04").await;
            let mut walk = from_entry(&app, &one, &call).await;
            left(&mut walk, json!({ "end_date": "2026-02-27" })).await;
            walk.says("q_new_job", new_job).await;
            while !walk.node().starts_with("end_") {
                let node = walk.node().to_owned();
                walk.passes(&[node.as_str()]).await;
            }
            let end = walk.node().to_owned();
            walk.ends(&end).await;
            assert_eq!(entry(&app, &call).await["outcome"], "reached", "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_call_booked_about_a_job_that_is_over_is_about_the_next_one() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-01-12").await;
        let call = booked(&app, &one, "2026-03-04").await;
        let job = json!({ "programme": "on-ies", "employer": "Mill", "job_title": "Miller",
            "started_on": "2026-02-23", "hours_per_week": 30 });
        let door = format!("/api/v1/people/{}/placements", one.person);
        let next = app.api("ada").post_json(&door, job).await.is(201).json();
        let over = json!({ "ended_on": "2026-02-20", "reason": "closed" });
        app.api("ada").patch_json(&format!("/api/v1/placements/{}", one.job), over).await.is(200);
        let open = entry(&app, &call).await;
        assert_eq!(open["outcome"], json!(null), "{open}");
        let walk = from_entry(&app, &one, &call).await;
        assert_eq!(walk.now["placement"], id(&next));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_where_it_is_said() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &one).await;
        walk.passes(&["open_diary", "call_client"]).await;
        walk.says("q_answered", "yes").await.says("q_still_working", "yes").await;
        let blank =
            json!({ "visit": walk.now["node"]["visit"], "fields": { "conversation": " \n" } });
        let told = walk.send("answers", blank).await.is(422);
        assert!(told.text.contains("conversation"), "{}", told.text);
        walk.at("offer_iws", json!({ "fields": { "conversation": "ok" } })).await;
        walk.says("q_change_frequency", "no").await;
        let long = json!({ "visit": walk.now["node"]["visit"], "answer": "job_outcome",
            "override_reason": "x".repeat(301) });
        let told = walk.send("answers", long).await.is(422);
        assert!(told.text.contains("At most 300"), "{}", told.text);
        walk.says("q_claim_due", "none").await;
        let past = json!({ "fields": { "next_review": "2026-03-03" } });
        let told = walk.send("finish", past).await.is(422);
        assert!(
            told.text.contains("next_review") && told.text.contains("Give a day"),
            "{}",
            told.text
        );
        assert_eq!(diary(&app, "2026-03-03").await.len(), 0);
        walk.ends("end_schedule_review").await;
    })
    .await;
}

#[tokio::test]
async fn a_day_on_which_the_job_cannot_have_ended_is_refused_where_it_is_typed() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &one).await;
        walk.passes(&["open_diary", "call_client"]).await;
        walk.says("q_answered", "yes").await.says("q_still_working", "no").await;
        for day in ["9999-01-01", "1990-01-01"] {
            let wrong = json!({ "fields": { "end_date": day, "leaving_reason": "laid_off" } });
            let told = walk.send("answers", wrong).await.is(422).json();
            assert_eq!(told["errors"][0]["field"], "end_date");
            let sentence = told["errors"][0]["message"].to_string();
            assert!(sentence.contains("from Fri 6 Feb 2026 to Wed 4 Mar 2026"), "{told}");
        }
        assert_eq!(walk.node(), "ask_end_date");
    })
    .await;
}

/// A page with *Call* that lay open while somebody entered the death, or closed the call.
#[tokio::test]
async fn an_old_button_calls_nobody_who_is_not_to_be_called() {
    both(|app| async move {
        app.sign_in("ada").await;
        for (name, gone) in [
            ("Ann", Some(json!({ "died_on": "2026-03-03" }))),
            ("Ben", Some(json!({ "do_not_contact": true }))),
            ("Cem", None),
        ] {
            let one = placed(&app, name, "2026-02-06").await;
            let mut walk = Walk::begin(&app, &one).await;
            walk.passes(&["open_diary", "call_client"]).await;
            walk.says("q_answered", "no_answer").await.passes(&["log_no_answer"]).await;
            walk.passes(&["send_iws_letter"]).await.at("q_attempts_left", json!({})).await;
            walk.ends("end_retry_next_day").await;
            let entry = diary(&app, "2026-03-05").await;
            let entry = entry.iter().find(|kept| kept["person"] == one.person.as_str());
            let entry = id(entry.expect("the next call")).to_owned();
            let (door, body) = match gone {
                Some(change) => (format!("/api/v1/people/{}", one.person), change),
                None => (format!("/api/v1/diary/{entry}"), json!({ "outcome": "done" })),
            };
            app.api("ada").patch_json(&door, body).await.is(200);
            app.post_form(&format!("/diary/{entry}/call"), &[]).await.is(409);
            let stands = if name == "Cem" { "waiting" } else { "closed" };
            assert_eq!(walk.look().await["state"], stands, "{name}");
        }
        // Nobody waits for an employer either, about whoever died.
        let open = "SELECT COUNT(*) AS many FROM diary_entries WHERE outcome IS NULL";
        assert_eq!(app.count(open).await, 0);
    })
    .await;
}

/// Entered for the wrong person, and taken back: they are called again.
#[tokio::test]
async fn whoever_may_be_called_again_is_called() {
    both(|app| async move {
        let open = "SELECT COUNT(*) AS many FROM diary_entries
            WHERE kind = 'tracking_call' AND outcome IS NULL";
        let one = placed(&app, "Ann", "2026-02-06").await;
        let never = placed(&app, "Ben", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &one).await;
        walk.passes(&["open_diary", "call_client"]).await;
        walk.says("q_answered", "no_answer").await.passes(&["log_no_answer"]).await;
        walk.passes(&["send_iws_letter"]).await.at("q_attempts_left", json!({})).await;
        walk.ends("end_retry_next_day").await;
        for (gone, back) in [
            (json!({ "died_on": "2026-03-03" }), json!({ "died_on": null })),
            (json!({ "do_not_contact": true }), json!({ "do_not_contact": false })),
        ] {
            for person in [&one.person, &never.person] {
                let door = format!("/api/v1/people/{person}");
                app.api("ada").patch_json(&door, gone.clone()).await.is(200);
            }
            assert_eq!(app.count(open).await, 0);
            for person in [&one.person, &never.person] {
                let door = format!("/api/v1/people/{person}");
                app.api("ada").patch_json(&door, back.clone()).await.is(200);
            }
            let call = diary(&app, "2026-03-18").await;
            assert_eq!(call[0]["person"], one.person.as_str(), "after the usual weeks");
            assert_eq!(app.count(open).await, 1, "who was called before, and nobody else");
        }
    })
    .await;
}
