//! What is asked again on the way back, what is asked of a role once, and what cannot have been.

use super::{Placed, Walk, diary, id, left, placed, reached, support};
use crate::harness::{TestApp, both};
use serde_json::{Value, json};

/// Whom one may ask at the employer, and whether.
async fn employer(app: &TestApp, placed: &Placed, contact: Value) {
    let mut all = json!({ "basis": "consent", "basis_note": "signed on 2 March" });
    for (field, value) in contact.as_object().expect("fields") {
        all[field] = value.clone();
    }
    let door = format!("/api/v1/placements/{}/employer", placed.job);
    app.api("ada").put_json(&door, all).await.is(200);
}

/// In vain three times, as far as the helpline is called.
async fn to_the_helpline(walk: &mut Walk<'_>) {
    walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "no_answer").await;
    walk.passes(&["log_no_answer"]).await;
    if walk.node() == "send_iws_letter" {
        walk.passes(&["send_iws_letter"]).await;
    }
    walk.says("q_attempts_left", "yes").await.passes(&["schedule_backoff"]).await;
    walk.says("q_any_answer", "no").await.at("q_advice_needed", json!({})).await;
    if walk.node() == "seek_advice" {
        walk.passes(&["seek_advice"]).await;
    }
    assert_eq!(walk.node(), "call_provider_direct");
}

/// To where the employer is asked.
async fn to_the_employer(walk: &mut Walk<'_>) {
    to_the_helpline(walk).await;
    walk.at("call_provider_direct", json!({ "fields": { "claim_closed": true } })).await;
    walk.at("q_reclaim", json!({})).await.at("q_employer_recently_asked", json!({})).await;
}

async fn back(walk: &mut Walk<'_>) {
    walk.now = walk.send("back", json!({})).await.is(200).json();
}

async fn tasks(app: &TestApp, placed: &Placed, state: &str) -> Vec<Value> {
    let door = format!("/api/v1/tasks?whose=team&state={state}&person={}", placed.person);
    let all = app.api("theo").get(&door).await.is(200).json();
    all["items"].as_array().expect("a list").clone()
}

fn kinds(tasks: &[Value]) -> Vec<&str> {
    tasks.iter().map(|one| one["kind"].as_str().unwrap_or_default()).collect()
}

/// Only the question is answered: it says as much as the field of the step before it.
#[tokio::test]
async fn a_check_is_entered_from_the_answer_to_the_question() {
    both(|app| async move {
        for (name, answer, closed) in [
            ("Ann", "no", json!(true)),
            ("Ben", "yes", json!(false)),
            ("Cem", "unknown", json!(null)),
        ] {
            let one = placed(&app, name, "2026-02-02").await;
            let mut walk = Walk::begin(&app, &one).await;
            to_the_helpline(&mut walk).await;
            walk.at("call_provider_direct", json!({ "fields": { "checked_with": "Jo" } })).await;
            assert!(!walk.pending().contains(&"benefit_check.record"), "not answered yet");
            walk.says("q_reclaim", answer).await;
            let pending = walk.pending().contains(&"benefit_check.record");
            assert_eq!(pending, !closed.is_null(), "{name}");
            match answer {
                "yes" => {
                    let dates = json!({ "fields": { "reclaim_dates": ["2026-03-02"] } });
                    walk.at("email_reclaim", dates).await.passes(&["end_date_from_papers"]).await;
                    walk.at("q_end_date_complete", json!({})).await.ends("end_wait_end_date").await;
                }
                _ => {
                    walk.at("q_employer_recently_asked", json!({})).await;
                    walk.passes(&["employer_not_allowed"]).await.ends("end_wait_next_call").await;
                }
            }
            match closed.is_null() {
                true => assert!(!walk.done().contains(&"benefit_check.record"), "{name}"),
                false => {
                    assert_eq!(walk.effect("benefit_check.record")["closed"], closed, "{name}")
                }
            }
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM benefit_checks").await, 2);
    })
    .await;
}

#[tokio::test]
async fn days_of_a_new_claim_that_cannot_be_are_refused_and_each_counts_once() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &one).await;
        to_the_helpline(&mut walk).await;
        walk.at("call_provider_direct", json!({ "fields": { "claim_closed": false } })).await;
        walk.says("q_reclaim", "yes").await;
        for days in
            [json!(["2030-01-01"]), json!(["1900-01-01"]), json!(["2026-03-02", "2026-02-05"])]
        {
            let wrong = json!({ "fields": { "reclaim_dates": days } });
            let told = walk.send("answers", wrong).await.is(422).json();
            assert_eq!(told["errors"][0]["field"], "reclaim_dates", "{told}");
            let sentence = told["errors"][0]["message"].to_string();
            assert!(sentence.contains("from Fri 6 Feb 2026 to Thu 4 Jun 2026"), "{told}");
        }
        let twice = json!({ "fields": { "reclaim_dates": ["2026-03-02", "2026-03-02"] } });
        walk.at("email_reclaim", twice).await;
        let path = walk.now["path"].as_array().expect("a path");
        let step = path.iter().find(|step| step["node"] == "email_reclaim").expect("the step");
        assert_eq!(step["fields"]["reclaim_dates"], json!(["2026-03-02"]));
    })
    .await;
}

/// Consent is taken away while one sits there: the step is not passed, whether one comes back to it
/// or stands there still; given again, it stands as it was.
#[tokio::test]
async fn what_a_step_asks_for_is_asked_again_of_whoever_comes_back() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-02-02").await;
        employer(&app, &one, json!({ "phone": "416 555 0188" })).await;
        let mut walk = Walk::begin(&app, &one).await;
        to_the_employer(&mut walk).await;
        let by_phone = json!({ "fields": { "channel": "phone" } });
        walk.at("contact_employer", by_phone.clone()).await;
        walk.says("q_employer_confirmed", "no").await;
        employer(&app, &one, json!({ "basis": "none" })).await;
        let told = walk.send("finish", json!({})).await.is(422).text;
        assert!(told.contains("Nothing allows the employer to be asked"), "{told}");
        back(&mut walk).await;
        back(&mut walk).await;
        assert_eq!(walk.node(), "employer_not_allowed", "not the step that was passed");
        let path = walk.now["path"].as_array().expect("a path").clone();
        assert_eq!(path.last().expect("a step")["instead_of"], "contact_employer");
        assert!(!walk.pending().contains(&"employer.ask"), "{:?}", walk.pending());
        // Allowed again: the step stands as it was typed.
        employer(&app, &one, json!({ "phone": "416 555 0188" })).await;
        walk.passes(&["employer_not_allowed"]).await;
        back(&mut walk).await;
        assert_eq!(walk.node(), "contact_employer");
        assert_eq!(walk.now["node"]["fields"][0]["value"], "phone");
        // Taken away while one stands there.
        employer(&app, &one, json!({ "basis": "none" })).await;
        let visit = walk.now["node"]["visit"].clone();
        walk.at("contact_employer", by_phone).await;
        assert_eq!(walk.node(), "employer_not_allowed");
        // Why one stands elsewhere is told, and what was sent once more answers nothing.
        let told = walk.now["node"]["warnings"].to_string();
        assert!(told.contains("neither consent nor another basis"), "{told}");
        walk.send("answers", json!({ "visit": visit })).await.is(409);
        walk.passes(&["employer_not_allowed"]).await.ends("end_wait_next_call").await;
        assert!(!walk.done().contains(&"employer.ask"), "{:?}", walk.done());
        assert_eq!(kinds(&tasks(&app, &one, "open").await), ["employer_contact_basis"]);
    })
    .await;
}

#[tokio::test]
async fn nobody_faxes_or_calls_a_number_that_is_not_known() {
    both(|app| async move {
        app.sign_in("ada").await;
        for (name, channel, sentence, number) in [
            ("Ann", "fax", "There is no fax number of the employer.", "fax"),
            ("Ben", "phone", "There is no telephone number of the employer.", "phone"),
        ] {
            let one = placed(&app, name, "2026-02-02").await;
            employer(&app, &one, json!({ "email": "lee@bakery.example" })).await;
            let mut walk = Walk::begin(&app, &one).await;
            to_the_employer(&mut walk).await;
            let ask = json!({ "fields": { "channel": channel } });
            walk.at("contact_employer", ask).await.says("q_employer_confirmed", "no").await;
            let told = walk.send("finish", json!({})).await.is(422).text;
            assert!(told.contains(sentence), "{told}");
            let visit = walk.now["node"]["visit"].to_string();
            let form =
                [("visit", visit.as_str()), ("node", "end_wait_employer"), ("button", "finish")];
            let page = format!("/runs/{}", walk.id());
            let told = app.post_form(&page, &form).await.is(422).text;
            assert!(told.contains(sentence), "{told}");
            employer(&app, &one, json!({ number: "416 555 0189" })).await;
            walk.ends("end_wait_employer").await;
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM employer_asks").await, 2);
    })
    .await;
}

/// It stands with the tries, with its number and its outcome, and uses up none of them.
#[tokio::test]
async fn a_call_to_a_dead_number_stands_with_the_tries() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &one).await;
        walk.passes(&["open_diary", "call_client"]).await;
        walk.says("q_answered", "number_unusable").await.passes(&["log_number_unusable"]).await;
        walk.at("find_another_number", json!({})).await.at("q_number_found", json!({})).await;
        walk.passes(&["call_client"]).await.says("q_answered", "no_answer").await;
        walk.passes(&["log_no_answer", "send_iws_letter"]).await;
        walk.at("q_attempts_left", json!({})).await.ends("end_retry_next_day").await;
        let door = format!("/api/v1/people/{}/attempts", one.person);
        let tries = app.api("ada").get(&door).await.is(200).json();
        let tries = tries["items"].as_array().expect("a list");
        assert_eq!(tries.len(), 2, "{tries:?}");
        let dead = tries.iter().find(|one| one["outcome"] == "number_unusable").expect("the call");
        assert_eq!((&dead["number"], &dead["aapor"]), (&json!("+14165550123"), &json!("4.32")));
        assert_eq!((&dead["party"], &dead["placement"]), (&json!("client"), &json!(one.job)));
        assert_eq!(support(&app, &one).await["attempt"], 2, "one of the round was made");
        let unusable = "SELECT COUNT(*) AS many FROM unusable_numbers";
        assert_eq!(app.count(unusable).await, 1);
    })
    .await;
}

/// Whoever loses one of two jobs still works: nobody is told otherwise, nor asked for anything.
#[tokio::test]
async fn whoever_loses_one_of_two_jobs_still_works() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-02-02").await;
        let mill = json!({ "programme": "on-ies", "employer": "Mill", "job_title": "Miller",
            "started_on": "2026-02-16", "hours_per_week": 12 });
        let door = format!("/api/v1/people/{}/placements", one.person);
        app.api("ada").post_json(&door, mill).await.is(201);
        let about = json!({ "person": one.person, "placement": one.job });
        let mut walk = Walk::of(&app, "tracking-call", about).await;
        left(&mut walk, json!({ "end_date": "2026-02-27" })).await;
        walk.says("q_new_job", "no").await.passes(&["close_employment"]).await;
        walk.ends("end_one_job_over").await;
        assert_eq!(walk.state(), "closed");
        assert_eq!(walk.effect("stage.change")["left_out"], "other_job");
        assert!(tasks(&app, &one, "open").await.is_empty());
        let mail = "SELECT COUNT(*) AS many FROM notices WHERE template = 'one_job_over'
            AND body LIKE '%another one goes on%'";
        assert_eq!(app.count(mail).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM notices").await, 1);
    })
    .await;
}

/// A visit that asks for the last day is asked for once while nobody made it, and by nobody any
/// more once the day is known.
#[tokio::test]
async fn a_visit_is_asked_for_once_and_not_once_the_day_is_known() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-02-02").await;
        employer(&app, &one, json!({ "phone": "416 555 0188" })).await;
        let mut walk = Walk::begin(&app, &one).await;
        walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "yes").await;
        walk.says("q_still_working", "no").await.at("ask_end_date", json!({})).await;
        walk.at("q_knows_end_date", json!({})).await;
        let nothing = json!({ "fields": { "conversation": "Nobody picked up" } });
        for day in ["2026-03-11T15:00:00Z", "2026-03-18T15:00:00Z"] {
            walk.at("ask_employer_end_date", nothing.clone()).await;
            walk.at("q_end_date_complete", json!({})).await;
            walk.passes(&["request_site_visit_end_date"]).await.ends("end_wait_end_date").await;
            assert_eq!(kinds(&tasks(&app, &one, "open").await), ["arrange_site_visit"]);
            app.at(day);
            app.run_jobs().await;
            walk.look().await;
        }
        assert_eq!(walk.effect("task.create")["left_out"], "asked_already");
        assert_eq!(walk.effect("email.send")["left_out"], "asked_already");
        app.run_jobs().await;
        assert_eq!(app.count(VISIT_MAILS).await, 1, "nor are they written to again");
        let told = json!({ "end_date": "2026-02-27", "conversation": "Left on the 27th" });
        walk.at("ask_employer_end_date", json!({ "fields": told })).await;
        walk.at("q_end_date_complete", json!({})).await;
        super::lost(&mut walk).await;
        let open = tasks(&app, &one, "open").await;
        assert!(!kinds(&open).contains(&"arrange_site_visit"), "{open:?}");
        let given_up = tasks(&app, &one, "cancelled").await;
        assert_eq!(given_up[0]["note"], "The last day of the job is known.");
    })
    .await;
}

/// E-mails by which a visit was asked for.
const VISIT_MAILS: &str = "SELECT COUNT(*) AS many FROM notices
    WHERE template = 'site_visit_request' AND state = 'sent'";

/// To where the last day is asked for.
async fn to_the_last_day(walk: &mut Walk<'_>) {
    walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "yes").await;
    walk.says("q_still_working", "no").await.at("ask_end_date", json!({})).await;
    walk.at("q_knows_end_date", json!({})).await;
}

/// Nobody says the last day: a visit is asked for.
async fn asks_for_a_visit(walk: &mut Walk<'_>) {
    let nothing = json!({ "fields": { "conversation": "Nobody picked up" } });
    walk.at("ask_employer_end_date", nothing).await.at("q_end_date_complete", json!({})).await;
    walk.passes(&["request_site_visit_end_date"]).await.ends("end_wait_end_date").await;
}

/// A last day that is entered by hand is known as well as one that a call has found out.
#[tokio::test]
async fn a_last_day_by_hand_takes_back_what_asks_for_it() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-02-02").await;
        employer(&app, &one, json!({ "phone": "416 555 0188" })).await;
        let mut walk = Walk::begin(&app, &one).await;
        to_the_last_day(&mut walk).await;
        asks_for_a_visit(&mut walk).await;
        assert_eq!(diary(&app, "2026-03-11").await[0]["outcome"], json!(null));
        let door = format!("/api/v1/placements/{}", one.job);
        let ended = json!({ "ended_on": "2026-02-27", "reason": "closed" });
        for _ in 0..2 {
            app.api("ada").patch_json(&door, ended.clone()).await.is(200);
            assert!(tasks(&app, &one, "open").await.is_empty());
            let given_up = tasks(&app, &one, "cancelled").await;
            assert_eq!(kinds(&given_up), ["arrange_site_visit"]);
            assert_eq!(given_up[0]["note"], "The last day of the job is known.");
            let chase = diary(&app, "2026-03-11").await;
            assert_eq!(chase[0]["type"], "end_date_chase");
            assert_eq!(chase[0]["outcome"], "cancelled");
            assert_eq!(walk.look().await["state"], "closed", "nothing comes that would wake it");
        }
    })
    .await;
}

/// A role that has a task keeps no other role from being asked the same; one that has it in the
/// stead of a role that nobody held does.
#[tokio::test]
async fn each_role_is_asked_once() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-02-02").await;
        employer(&app, &one, json!({ "phone": "416 555 0188" })).await;
        let mut walk = Walk::begin(&app, &one).await;
        to_the_last_day(&mut walk).await;
        let open = "SELECT COUNT(*) AS many FROM tasks
            WHERE kind = 'arrange_site_visit' AND state = 'open'";
        for (day, held_by, visits) in [
            ("2026-03-11T15:00:00Z", "UPDATE tasks SET role = 'administrator'", 1),
            ("2026-03-18T15:00:00Z", "UPDATE tasks SET role = 'records_lead', run_id = NULL", 1),
            ("2026-03-25T15:00:00Z", "UPDATE tasks SET role = role", 2),
        ] {
            asks_for_a_visit(&mut walk).await;
            app.run_jobs().await;
            assert_eq!((app.count(open).await, app.count(VISIT_MAILS).await), (visits, visits));
            let mut writer = app.db.writer().await.expect("writes");
            writer.run(held_by, db::binds![]).await.expect("a task");
            writer.commit().await.expect("commits");
            app.at(day);
            app.run_jobs().await;
            walk.look().await;
        }
    })
    .await;
}

/// An employer without a number is not called: the call says what is missing, and nothing stands.
#[tokio::test]
async fn an_employer_without_a_number_was_not_called() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-02-02").await;
        employer(&app, &one, json!({ "email": "lee@bakery.example" })).await;
        let mut walk = Walk::begin(&app, &one).await;
        to_the_last_day(&mut walk).await;
        let told = json!({ "conversation": "Nobody picked up", "call_result": "no_answer" });
        walk.at("ask_employer_end_date", json!({ "fields": told })).await;
        walk.at("q_end_date_complete", json!({})).await;
        walk.passes(&["request_site_visit_end_date"]).await;
        let told = walk.send("finish", json!({})).await.is(422).text;
        assert!(told.contains("There is no telephone number of the employer"), "{told}");
        let called = "SELECT COUNT(*) AS many FROM contact_attempts WHERE party = 'employer'";
        assert_eq!(app.count(called).await, 0);
        employer(&app, &one, json!({ "phone": "416 555 0188" })).await;
        walk.ends("end_wait_end_date").await;
        assert_eq!(app.count(called).await, 1);
    })
    .await;
}

/// What cannot be printed is refused where it is sent, and left out of what is still being typed.
#[tokio::test]
async fn what_cannot_be_printed_is_not_kept() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-02-02").await;
        let mut walk = Walk::begin(&app, &one).await;
        walk.passes(&["open_diary", "call_client"]).await;
        let odd = json!({ "answer": "yes", "override_reason": "so\u{1} they said" });
        let told = walk.send("answers", odd).await.is(422).json();
        assert_eq!(told["errors"][0]["field"], "override_reason", "{told}");
        walk.says("q_answered", "yes").await.says("q_still_working", "yes").await;
        let odd = json!({ "fields": { "conversation": "\u{1}{\"job_goes_on\":null}" } });
        let told = walk.send("answers", odd).await.is(422).json();
        assert_eq!(told["errors"][0]["field"], "conversation", "{told}");
        let said = told["errors"][0]["message"].as_str().unwrap_or_default();
        assert_eq!(said, "Use letters, digits, ordinary signs and line breaks.");
        app.sign_in("ada").await;
        let visit = walk.now["node"]["visit"].to_string();
        let typed = [("visit", visit.as_str()), ("conversation", "Rang\u{1}\r\n\ttwice")];
        app.post_form(&format!("/runs/{}/draft", walk.id()), &typed).await.is(200);
        let fields = walk.look().await["node"]["fields"].clone();
        let talk = fields.as_array().expect("a list").iter().find(|it| it["id"] == "conversation");
        assert_eq!(talk.expect("a field")["value"], "Rang\r\n\ttwice");
    })
    .await;
}

/// The next day on which somebody works is the one that is proposed, and the one that is booked.
#[tokio::test]
async fn the_next_review_is_proposed_on_a_working_day() {
    both(|app| async move {
        // Two weeks before Good Friday.
        app.at("2026-03-20T15:00:00Z");
        let one = placed(&app, "Ann", "2026-03-09").await;
        let mut walk = Walk::begin(&app, &one).await;
        reached(&mut walk).await;
        walk.says("q_change_frequency", "no").await.says("q_claim_due", "none").await;
        assert_eq!(walk.now["node"]["fields"][0]["default"], "2026-04-06");
        walk.ends("end_schedule_review").await;
        assert_eq!(diary(&app, "2026-04-06").await.len(), 1);
    })
    .await;
}

/// As many in vain as the programme allows: it is said, and forbids nothing.
#[tokio::test]
async fn attempts_that_are_used_up_are_told_where_one_is_about_to_call() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-02-02").await;
        let mut walk = Walk::begin(&app, &one).await;
        walk.passes(&["open_diary"]).await;
        app.sign_in("ada").await;
        let pages = [format!("/people/{}?tab=support", one.person), format!("/runs/{}", walk.id())];
        let said = "in vain: 5 since they were last reached, 5 allowed.";
        let door = format!("/api/v1/people/{}/attempts", one.person);
        for made in 1..=5 {
            for page in &pages {
                let page = app.get(page).await.is(200).text;
                assert!(!page.contains("since they were last reached"), "after {made}");
            }
            let tried = json!({ "party": "client", "channel": "phone", "outcome": "no_answer" });
            app.api("ada").post_json(&door, tried).await.is(201);
        }
        for page in &pages {
            let page = app.get(page).await.is(200).text;
            assert!(page.contains(said) && page.contains("Try next"), "{page}");
        }
        app.at("2026-03-04T16:00:00Z");
        walk.passes(&["call_client"]).await.says("q_answered", "yes").await;
        walk.says("q_still_working", "yes").await;
        walk.at("offer_iws", json!({ "fields": { "conversation": "ok" } })).await;
        walk.says("q_change_frequency", "no").await.says("q_claim_due", "none").await;
        walk.ends("end_schedule_review").await;
        assert!(!app.get(&pages[0]).await.is(200).text.contains(said), "they were reached");
        // Whoever rings back is reached as well.
        app.at("2026-03-04T16:30:00Z");
        let tried = json!({ "party": "client", "channel": "phone", "outcome": "no_answer" });
        for _ in 0..5 {
            app.api("ada").post_json(&door, tried.clone()).await.is(201);
        }
        assert!(app.get(&pages[0]).await.is(200).text.contains(said), "five once more");
        app.at("2026-03-04T17:00:00Z");
        let rang = json!({ "party": "client", "channel": "phone", "direction": "in",
            "outcome": "reached" });
        app.api("ada").post_json(&door, rang).await.is(201);
        assert!(!app.get(&pages[0]).await.is(200).text.contains(said), "they rang back");
    })
    .await;
}

/// An appointment is not overdue when it is made, and what is still to come has no outcome.
#[tokio::test]
async fn days_that_cannot_be_are_refused_by_tasks_and_the_diary() {
    both(|app| async move {
        let one = placed(&app, "Ann", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &one).await;
        left(&mut walk, json!({ "end_date": "2026-02-27" })).await;
        super::lost(&mut walk).await;
        let open = tasks(&app, &one, "open").await;
        let of = |kind: &str| {
            let task = open.iter().find(|task| task["kind"] == kind).expect("a task");
            format!("/api/v1/tasks/{}", id(task))
        };
        let theo = app.api("theo");
        for at in ["2026-03-03", "2026-02-01T10:00:00Z", "2031-01-01"] {
            let done = json!({ "state": "done", "book_at": at });
            let told = theo.patch_json(&of("book_rapid_response"), done).await.is(422).json();
            assert_eq!(told["errors"][0]["field"], "book_at", "{told}");
        }
        let done = json!({ "state": "done", "book_at": "2026-03-04" });
        theo.patch_json(&of("book_rapid_response"), done).await.is(200);
        let bare = json!({ "state": "done" });
        let told = theo.patch_json(&of("allocate_adviser"), bare).await.is(422).json();
        assert_eq!(told["errors"][0]["field"], "adviser", "{told}");
        let note = json!({ "state": "done", "note": "She stays with Ada" });
        theo.patch_json(&of("allocate_adviser"), note).await.is(200);

        let entry = diary(&app, "2026-03-04").await;
        let entry = entry.iter().find(|one| one["type"] == "rapid_response").expect("booked");
        let door = format!("/api/v1/diary/{}", id(entry));
        let ahead = json!({ "outcome": "done", "due_at": "2026-03-09" });
        let told = theo.patch_json(&door, ahead).await.is(422).json();
        assert_eq!(told["errors"][0]["field"], "outcome", "{told}");
        let kept = theo.get(&door).await.is(200).json();
        assert_eq!((&kept["outcome"], &kept["due_at"]), (&json!(null), &entry["due_at"]));
        let held = json!({ "outcome": "done", "due_at": "2026-03-04T14:00:00Z" });
        theo.patch_json(&door, held).await.is(200);
    })
    .await;
}
