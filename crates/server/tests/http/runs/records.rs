//! What a call leaves in the record: when somebody was tried and with what result, for which job,
//! and as the programme wants it.

use super::{Placed, Walk, diary, id, left, left_for_another, lost, placed, support};
use crate::harness::{TestApp, both};
use db::binds;
use serde_json::{Value, json};

async fn tries(app: &TestApp, placed: &Placed) -> Vec<Value> {
    let door = format!("/api/v1/people/{}/attempts", placed.person);
    let listed = app.api("ada").get(&door).await.is(200).json();
    listed["items"].as_array().expect("a list").clone()
}

/// An attempt in vain, to where it is asked whether there were three.
async fn in_vain(walk: &mut Walk<'_>) {
    walk.says("q_answered", "no_answer").await.passes(&["log_no_answer"]).await;
    if walk.node() == "send_iws_letter" {
        walk.passes(&["send_iws_letter"]).await;
    }
}

/// A sitting that lies open over a weekend: tries stand at the moment of the call, and whoever
/// calls back in it begins no new round.
#[tokio::test]
async fn a_try_is_dated_by_its_call_and_a_round_ends_with_the_sitting() {
    both(|app| async move {
        let mina = placed(&app, "Mina", "2026-02-20").await;
        app.at("2026-03-06T15:00:00Z");
        let mut walk = Walk::begin(&app, &mina).await;
        walk.passes(&["open_diary", "call_client"]).await;
        in_vain(&mut walk).await;
        walk.says("q_attempts_left", "yes").await.passes(&["schedule_backoff"]).await;
        app.at("2026-03-06T20:00:00Z");
        walk.says("q_any_answer", "yes").await;
        in_vain(&mut walk).await;
        // Asked for again in the sitting it is booked once, as it was said last.
        walk.says("q_attempts_left", "yes").await;
        walk.at("schedule_backoff", json!({ "fields": { "weeks": "1" } })).await;
        let booked = walk.now["pending_effects"].as_array().expect("a list").iter();
        let booked: Vec<_> = booked.filter(|one| one["do"] == "diary.schedule").collect();
        assert_eq!((booked.len(), &booked[0]["in"]), (1, &json!("1")));
        walk.says("q_any_answer", "no").await.at("q_advice_needed", json!({})).await;
        walk.passes(&["call_provider_direct"]).await.says("q_reclaim", "unknown").await;
        walk.at("q_employer_recently_asked", json!({})).await;
        app.at("2026-03-09T15:00:00Z");
        walk.passes(&["employer_not_allowed"]).await.ends("end_wait_next_call").await;
        let tried: Vec<Value> =
            tries(&app, &mina).await.iter().map(|one| one["at"].clone()).collect();
        assert_eq!(tried, ["2026-03-06T20:00:00Z", "2026-03-06T15:00:00Z"]);
        let logged = diary(&app, "2026-03-06").await;
        assert_eq!(logged.iter().filter(|one| one["outcome"] == "no_answer").count(), 2);
        let rounds = "SELECT COUNT(*) AS many FROM contact_attempts WHERE round = 1";
        assert_eq!(app.count(rounds).await, 2, "both of the round that was given up");
        let now = support(&app, &mina).await;
        assert_eq!((&now["attempt"], &now["cycles_without_contact"]), (&json!(1), &json!(1)));
    })
    .await;
}

/// What was proposed and nobody changed follows the answer that it comes from.
#[tokio::test]
async fn a_corrected_answer_corrects_what_was_proposed_from_it() {
    both(|app| async move {
        let mina = placed(&app, "Mina", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &mina).await;
        walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "no_answer").await;
        // A page sends what it proposes as if it had been typed.
        let sent = json!({ "fields": { "outcome": "no_answer", "note": "rang" } });
        walk.at("log_no_answer", sent).await;
        for _ in 0..2 {
            walk.now = walk.send("back", json!({})).await.is(200).json();
        }
        walk.says("q_answered", "answer_machine").await;
        let fields = walk.now["node"]["fields"].as_array().expect("a list").clone();
        let outcome = fields.iter().find(|one| one["id"] == "outcome").expect("an outcome");
        let note = fields.iter().find(|one| one["id"] == "note").expect("a note");
        assert_eq!(
            (&outcome["default"], &outcome["value"]),
            (&json!("answer_machine"), &json!(null))
        );
        assert_eq!(note["value"], "rang", "what was typed stays");
        walk.passes(&["log_no_answer", "send_iws_letter"]).await;
        walk.says("q_attempts_left", "no").await.ends("end_retry_next_day").await;
        assert_eq!(tries(&app, &mina).await[0]["outcome"], "answer_machine");
    })
    .await;
}

/// A sitting that was woken on one day and went on on another: what was done is of the day on
/// which it was done.
#[tokio::test]
async fn what_is_done_after_waking_is_of_its_own_day() {
    both(|app| async move {
        let mina = placed(&app, "Mina", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &mina).await;
        walk.passes(&["open_diary", "call_client"]).await;
        in_vain(&mut walk).await;
        walk.at("q_attempts_left", json!({})).await.ends("end_retry_next_day").await;
        app.at("2026-03-05T15:00:00Z");
        app.run_jobs().await;
        walk.look().await;
        app.at("2026-03-06T19:00:00Z");
        walk.passes(&["call_client"]).await;
        in_vain(&mut walk).await;
        walk.at("q_attempts_left", json!({})).await.ends("end_retry_next_day").await;
        assert_eq!(tries(&app, &mina).await[0]["at"], "2026-03-06T19:00:00Z");
    })
    .await;
}

/// What an entry was booked for is the reason of the call, unless the call says another.
#[tokio::test]
async fn the_reason_of_the_entry_is_the_reason_of_the_call() {
    both(|app| async move {
        let mina = placed(&app, "Mina", "2026-02-20").await;
        for (typed, kept) in [(None, "Bus pass"), (Some("Child care"), "Child care")] {
            let entry = json!({ "person": mina.person, "type": "tracking_call",
                "due_at": "2026-03-04", "reason": "Bus pass" });
            let entry = app.api("ada").post_json("/api/v1/diary", entry).await.is(201).json();
            let body = json!({ "person": mina.person, "diary_entry": id(&entry) });
            let mut walk = Walk::of(&app, "tracking-call", body).await;
            walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "no_answer").await;
            assert_eq!(walk.now["node"]["fields"][0]["default"], "Bus pass");
            let fields = typed.map_or(json!({}), |reason| json!({ "reason": reason }));
            walk.at("log_no_answer", json!({ "fields": fields })).await;
            if walk.node() == "send_iws_letter" {
                walk.passes(&["send_iws_letter"]).await;
            }
            walk.says("q_attempts_left", "no").await.ends("end_retry_next_day").await;
            let door = format!("/api/v1/diary/{}", id(&entry));
            let closed = app.api("ada").get(&door).await.is(200).json();
            assert_eq!(
                (&closed["reason"], &closed["outcome"]),
                (&json!(kept), &json!("no_answer"))
            );
        }
    })
    .await;
}

/// Ends the only job of somebody who has no other, to the end of the call.
async fn loses(app: &TestApp, zoe: &Placed) {
    let mut walk = Walk::begin(app, zoe).await;
    left(&mut walk, json!({ "end_date": "2026-02-27", "leaving_reason": "laid_off" })).await;
    lost(&mut walk).await;
}

#[tokio::test]
async fn an_end_that_was_taken_back_was_no_loss() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let weekly = json!({ "risk": "high", "from": "2026-02-20" });
        let door = format!("/api/v1/people/{}/assessments", zoe.person);
        app.api("ada").post_json(&door, weekly).await.is(201);
        let door = format!("/api/v1/placements/{}", zoe.job);
        let tasks = "SELECT COUNT(*) AS many FROM tasks WHERE state = 'open'";
        loses(&app, &zoe).await;
        let job = app.api("ada").patch_json(&door, json!({})).await.is(200).json();
        assert_eq!((&job["reason"], &job["end_source"]), (&json!("Laid off"), &json!("client")));
        app.sign_in("ada").await;
        let page = app.get(&format!("/people/{}?tab=summary", zoe.person)).await.is(200).text;
        assert!(page.contains("Said by") && page.contains("The client"), "{page}");
        assert_eq!(app.count(tasks).await, 2);
        loses(&app, &zoe).await;
        assert_eq!(app.count(tasks).await, 2, "the same loss");
        let mended = json!({ "ended_on": "2026-02-27", "reason": "laid off in winter" });
        let job = app.api("ada").patch_json(&door, mended).await.is(200).json();
        assert_eq!(job["end_source"], "client", "who mends the reason says nothing of the day");
        let stage = "SELECT COUNT(*) AS many FROM enrolments WHERE stage = 'outcomes'";
        let calls = "SELECT COUNT(*) AS many FROM diary_entries WHERE outcome IS NULL";
        assert_eq!((app.count(stage).await, app.count(calls).await), (0, 0));
        let back = json!({ "ended_on": null });
        let job = app.api("ada").patch_json(&door, back).await.is(200).json();
        assert_eq!(job["end_source"], Value::Null);
        assert_eq!((app.count(stage).await, app.count(calls).await), (1, 1), "tracked on");
        let now = support(&app, &zoe).await;
        assert_eq!((&now["risk"], &now["interval_weeks"]), (&json!("high"), &json!(1)));
        assert_eq!(diary(&app, "2026-03-11").await.len(), 1, "as often as before");
        assert_eq!(app.count(tasks).await, 0, "nobody books them into a session");
        loses(&app, &zoe).await;
        assert_eq!(app.count(tasks).await, 2, "this time they are out of work");
    })
    .await;
}

/// A call that waits about one job is not made about it any more once it is over and another goes
/// on: who calls from the entry speaks about that one, and no letter goes to the old employer.
#[tokio::test]
async fn a_call_about_a_job_that_is_over_is_about_the_next_one() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary", "call_client"]).await;
        in_vain(&mut walk).await;
        walk.at("q_attempts_left", json!({})).await.ends("end_retry_next_day").await;
        let entry = id(&diary(&app, "2026-03-05").await[0]).to_owned();
        let next = json!({ "programme": "on-ies", "employer": "Mill", "job_title": "Miller",
            "started_on": "2026-03-02", "hours_per_week": 30 });
        let door = format!("/api/v1/people/{}/placements", zoe.person);
        let next = app.api("ada").post_json(&door, next).await.is(201).json();
        let old = format!("/api/v1/placements/{}", zoe.job);
        app.api("ada").patch_json(&old, json!({ "ended_on": "2026-02-28" })).await.is(200);
        app.at("2026-03-05T23:00:00Z");
        app.run_jobs().await;
        assert_eq!(walk.look().await["state"], "closed");
        let body = json!({ "person": zoe.person, "diary_entry": entry });
        let walk = Walk::of(&app, "tracking-call", body).await;
        assert_eq!((&walk.now["placement"], walk.node()), (&next["id"], "open_diary"));
    })
    .await;
}

/// Whoever was tracked and finds another job is called about that one: what was booked about the
/// old one is about the new one, and where nothing was booked it is after the usual weeks.
#[tokio::test]
async fn the_first_call_about_the_next_job_is_in_the_diary() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let open = "SELECT COUNT(*) AS many FROM diary_entries WHERE outcome IS NULL";
        assert_eq!(app.count(open).await, 0, "nobody called them yet");
        let mut walk = Walk::begin(&app, &zoe).await;
        left_for_another(&mut walk, "2026-02-27").await;
        let next = json!({ "fields": { "next_review": "2026-03-11" } });
        walk.now = walk.send("finish", next).await.is(200).json();
        let place = |employer: &str| {
            json!({ "programme": "on-ies", "employer": employer, "job_title": "Miller",
                "started_on": "2026-03-02", "hours_per_week": 30 })
        };
        // Who was spoken to without a booking stands in the diary as well.
        let spoken = diary(&app, "2026-03-04").await;
        let call = spoken.iter().find(|one| one["type"] == "tracking_call").expect("the call");
        assert_eq!(call["outcome"], "reached");
        let door = format!("/api/v1/people/{}/placements", zoe.person);
        let mill = app.api("ada").post_json(&door, place("Mill")).await.is(201).json();
        let call = diary(&app, "2026-03-11").await;
        let outcomes: Vec<_> =
            call.iter().map(|one| (one["placement"].clone(), one["outcome"].clone())).collect();
        assert!(outcomes.contains(&(mill["id"].clone(), Value::Null)), "{outcomes:?}");
        assert!(outcomes.contains(&(json!(zoe.job), json!("replaced"))), "{outcomes:?}");
        // A second job beside the first has a call of its own.
        let farm = app.api("ada").post_json(&door, place("Farm")).await.is(201).json();
        let call = diary(&app, "2026-03-18").await;
        assert_eq!(call[0]["placement"], farm["id"]);
        assert_eq!(app.count(open).await, 2);
    })
    .await;
}

/// Whoever is enrolled is followed by a newer version of the programme, which says something else.
async fn programme_says(app: &TestApp, (before, after): (&str, &str)) {
    let pack = include_str!("../../../../../packs/on-ies.yaml");
    assert!(pack.contains(before), "{before}");
    let other = pack.replacen("\nversion: 1\n", "\nversion: 2\n", 1).replacen(before, after, 1);
    let mut writer = app.db.writer().await.expect("writes");
    let newer = "INSERT INTO pack_versions (agency_id, pack, version, sha256, source, made_at)
         SELECT agency_id, pack, 2, 'newer', $1, made_at FROM pack_versions
         WHERE pack = 'on-ies' AND version = 1";
    writer.run(newer, binds![other.as_str()]).await.expect("a newer version");
    let moved = writer.run("UPDATE enrolments SET pack_version = 2", binds![]).await;
    assert!(moved.is_ok_and(|rows| rows > 0));
    writer.commit().await.expect("commits");
}

/// Whoever should have been called about the old job by now is called on the next working day.
#[tokio::test]
async fn a_call_that_is_overdue_about_the_old_job_waits_no_longer() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        left_for_another(&mut walk, "2026-02-27").await;
        let next = json!({ "fields": { "next_review": "2026-03-11" } });
        walk.now = walk.send("finish", next).await.is(200).json();
        // A Friday.
        app.at("2026-03-13T15:00:00Z");
        let mill = json!({ "programme": "on-ies", "employer": "Mill", "job_title": "Miller",
            "started_on": "2026-03-02", "hours_per_week": 30 });
        let door = format!("/api/v1/people/{}/placements", zoe.person);
        let mill = app.api("ada").post_json(&door, mill).await.is(201).json();
        let call = diary(&app, "2026-03-16").await;
        let call = call.iter().find(|one| one["placement"] == mill["id"]).expect("the call");
        assert_eq!(call["due_at"], "2026-03-16T13:00:00Z", "nine in the morning");
        let open = "SELECT COUNT(*) AS many FROM diary_entries
            WHERE kind = 'tracking_call' AND outcome IS NULL";
        assert_eq!(app.count(open).await, 1);
    })
    .await;
}

/// To where it is asked whether they have another job, and whether the record says so.
async fn asks_for_another(app: &TestApp, (placed, job): (&Placed, &str)) -> Value {
    let about = json!({ "person": placed.person, "placement": job });
    let mut walk = Walk::of(app, "tracking-call", about).await;
    left(&mut walk, json!({ "end_date": "2026-03-03" })).await;
    walk.now["node"]["auto"]["answer"].clone()
}

/// What a helpline said of benefits is about the job that was lost then: neither about another one,
/// nor about this one once its end was taken back.
#[tokio::test]
async fn what_was_heard_of_benefits_is_about_its_own_job() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary", "call_client"]).await;
        in_vain(&mut walk).await;
        walk.says("q_attempts_left", "yes").await.passes(&["schedule_backoff"]).await;
        walk.says("q_any_answer", "no").await.at("q_advice_needed", json!({})).await;
        walk.at("call_provider_direct", json!({ "fields": { "claim_closed": false } })).await;
        walk.says("q_reclaim", "unknown").await.at("q_employer_recently_asked", json!({})).await;
        walk.passes(&["employer_not_allowed"]).await.ends("end_wait_next_call").await;
        let second = json!({ "programme": "on-ies", "employer": "Mill", "job_title": "Miller",
            "started_on": "2026-02-16", "hours_per_week": 12 });
        let door = format!("/api/v1/people/{}/placements", zoe.person);
        let second = app.api("ada").post_json(&door, second).await.is(201).json();
        assert_eq!(asks_for_another(&app, (&zoe, &zoe.job)).await, "no", "claimed again");
        assert_eq!(asks_for_another(&app, (&zoe, id(&second))).await, Value::Null);
        app.at("2026-03-05T15:00:00Z");
        let door = format!("/api/v1/placements/{}", zoe.job);
        for end in [json!("2026-03-03"), Value::Null] {
            app.api("ada").patch_json(&door, json!({ "ended_on": end })).await.is(200);
        }
        assert_eq!(asks_for_another(&app, (&zoe, &zoe.job)).await, Value::Null);
    })
    .await;
}

/// The programme has the last word on where a lost job leads back to.
#[tokio::test]
async fn a_lost_job_leads_to_the_stage_that_the_programme_names() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let calls = "  calls:\n";
        let named = "  calls:\n    - {name: stage_on_job_loss, word: action_plan}\n";
        programme_says(&app, (calls, named)).await;
        loses(&app, &zoe).await;
        let stage = "SELECT COUNT(*) AS many FROM enrolments WHERE stage = 'action_plan'";
        assert_eq!(app.count(stage).await, 1);
    })
    .await;
}

/// The programme has the last word on how often one tries.
#[tokio::test]
async fn guided_calls_keep_to_the_settings_of_the_programme() {
    both(|app| async move {
        let mina = placed(&app, "Mina", "2026-02-20").await;
        let once = "before_backoff, count: 1}";
        programme_says(&app, ("before_backoff, count: 3}", once)).await;
        let mut walk = Walk::begin(&app, &mina).await;
        walk.passes(&["open_diary", "call_client"]).await;
        in_vain(&mut walk).await;
        assert_eq!(walk.now["node"]["auto"]["answer"], "yes", "after one attempt");
    })
    .await;
}

/// Tries that were entered by hand count; the letter of the round is written all the same, once.
#[tokio::test]
async fn the_letter_of_a_round_is_written_after_tries_by_hand_as_well() {
    both(|app| async move {
        let mina = placed(&app, "Mina", "2026-02-20").await;
        let call = json!({ "person": mina.person, "type": "tracking_call",
            "due_at": "2026-03-04" });
        let call = app.api("ada").post_json("/api/v1/diary", call).await.is(201).json();
        let door = format!("/api/v1/diary/{}", id(&call));
        app.api("ada").patch_json(&door, json!({ "outcome": "no_answer" })).await.is(200);
        let tried: Vec<Value> =
            tries(&app, &mina).await.iter().map(|one| one["outcome"].clone()).collect();
        assert_eq!(tried, ["no_answer"], "what the diary says was tried");
        assert_eq!(support(&app, &mina).await["attempt"], 2);
        let mut walk = Walk::begin(&app, &mina).await;
        walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "no_answer").await;
        walk.passes(&["log_no_answer", "send_iws_letter"]).await;
        walk.at("q_attempts_left", json!({})).await.ends("end_retry_next_day").await;
        let letters = "SELECT COUNT(*) AS many FROM letters";
        assert_eq!(app.count(letters).await, 1);
        app.at("2026-03-05T15:00:00Z");
        app.run_jobs().await;
        walk.look().await;
        walk.passes(&["call_client"]).await.says("q_answered", "no_answer").await;
        walk.passes(&["log_no_answer"]).await;
        assert_eq!(walk.node(), "q_attempts_left", "the round has its letter");
        // Reached by hand: tries are counted from nought.
        let call = json!({ "person": mina.person, "type": "tracking_call",
            "due_at": "2026-03-05" });
        let call = app.api("ada").post_json("/api/v1/diary", call).await.is(201).json();
        let door = format!("/api/v1/diary/{}", id(&call));
        app.api("ada").patch_json(&door, json!({ "outcome": "reached" })).await.is(200);
        assert_eq!(support(&app, &mina).await["attempt"], 1);
        let call = json!({ "person": mina.person, "type": "tracking_call",
            "due_at": "2026-03-05" });
        let call = app.api("ada").post_json("/api/v1/diary", call).await.is(201).json();
        let door = format!("/api/v1/diary/{}", id(&call));
        app.api("ada").patch_json(&door, json!({ "outcome": "cancelled" })).await.is(200);
        assert_eq!(support(&app, &mina).await["attempt"], 1, "what was not held is no try");
    })
    .await;
}

/// The other number of the file is proposed where the first is dead; one that was called dead by
/// mistake is tried again once it is given again, or they answer on it.
#[tokio::test]
async fn another_number_of_the_file_is_proposed_and_a_dead_one_may_live_again() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary", "call_client"]).await;
        walk.says("q_answered", "number_unusable").await.passes(&["log_number_unusable"]).await;
        assert_eq!(walk.now["node"]["fields"][0]["default"], "+14165550124");
        walk.at("find_another_number", json!({})).await;
        assert_eq!(walk.now["node"]["auto"]["answer"], "yes");
        walk.at("q_number_found", json!({})).await;
        assert_eq!(walk.now["node"]["fields"][0]["default"], "+14165550124", "called next");
        walk.passes(&["call_client"]).await.says("q_answered", "yes").await;
        walk.says("q_still_working", "yes").await;
        walk.at("offer_iws", json!({ "fields": { "conversation": "ok" } })).await;
        walk.says("q_change_frequency", "no").await.says("q_claim_due", "none").await;
        walk.ends("end_schedule_review").await;
        let dead = "SELECT COUNT(*) AS many FROM unusable_numbers";
        assert_eq!(app.count(dead).await, 1);
        let door = format!("/api/v1/people/{}", zoe.person);
        for phones in [json!(["+14165550124"]), json!(["+14165550124", "+14165550123"])] {
            let mended = json!({ "phones": phones });
            app.api("ada").patch_json(&door, mended).await.is(200);
        }
        assert_eq!(app.count(dead).await, 0, "given again");
        for (outcome, left) in [("number_unusable", 1), ("no_answer", 1), ("reached", 0)] {
            let tried = json!({ "party": "client", "channel": "phone", "outcome": outcome,
                "number": "416 555 0123" });
            app.api("ada").post_json(&format!("{door}/attempts"), tried).await.is(201);
            assert_eq!(app.count(dead).await, left, "{outcome}");
        }
    })
    .await;
}

/// The last day that stands in the record is filled in, and nobody is asked for it.
#[tokio::test]
async fn an_end_that_is_in_the_record_is_not_asked_for() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let door = format!("/api/v1/placements/{}", zoe.job);
        app.api("ada").patch_json(&door, json!({ "ended_on": "2026-02-27" })).await.is(200);
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary", "call_client"]).await;
        walk.says("q_answered", "yes").await.says("q_still_working", "no").await;
        assert_eq!(walk.now["node"]["fields"][0]["default"], "2026-02-27");
        walk.at("ask_end_date", json!({})).await;
        assert_eq!(walk.now["node"]["auto"]["answer"], "yes");
    })
    .await;
}

/// A run that cannot be read any more keeps nobody else's from waking.
#[tokio::test]
async fn one_broken_run_keeps_no_other_from_waking() {
    both(|app| async move {
        let mut walks = Vec::new();
        for name in ["Zoë", "Mina"] {
            let mut walk = Walk::begin(&app, &placed(&app, name, "2026-02-20").await).await;
            walk.passes(&["open_diary", "call_client"]).await;
            in_vain(&mut walk).await;
            walk.at("q_attempts_left", json!({})).await.ends("end_retry_next_day").await;
            walks.push(walk.id().to_owned());
        }
        let mut writer = app.db.writer().await.expect("writes");
        let broken = "UPDATE runs SET walk = '[' WHERE id = $1";
        writer.run(broken, binds![walks[0].as_str()]).await.expect("a row");
        writer.commit().await.expect("commits");
        app.at("2026-03-05T15:00:00Z");
        app.run_jobs().await;
        let door = format!("/api/v1/runs/{}", walks[1]);
        assert_eq!(app.api("ada").get(&door).await.is(200).json()["state"], "open");
    })
    .await;
}

/// Once a week instead of every two weeks: the call that is booked comes no later.
#[tokio::test]
async fn whoever_is_called_more_often_is_not_called_later() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let call = json!({ "person": zoe.person, "type": "tracking_call",
            "due_at": "2026-03-09" });
        app.api("ada").post_json("/api/v1/diary", call).await.is(201);
        let door = format!("/api/v1/people/{}/assessments", zoe.person);
        let weekly = json!({ "risk": "high", "from": "2026-03-05" });
        app.api("ada").post_json(&door, weekly).await.is(201);
        assert_eq!(diary(&app, "2026-03-09").await.len(), 1, "and not on the twelfth");
    })
    .await;
}
