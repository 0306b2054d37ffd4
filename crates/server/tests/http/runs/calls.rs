//! Tracking calls as they are walked, and what they leave behind.

use super::{Placed, Walk, diary, id, left, left_for_another, lost, placed, reached, support};
use crate::harness::{TestApp, both};
use serde_json::json;

/// Somebody is reached and still works: everything that the call says is in the record.
#[tokio::test]
async fn a_call_that_is_answered_is_written_up_and_the_next_one_is_booked() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let entry =
            json!({ "person": zoe.person, "type": "tracking_call", "due_at": "2026-03-04" });
        let entry = app.api("ada").post_json("/api/v1/diary", entry).await.is(201).json();
        let body = json!({ "person": zoe.person, "diary_entry": id(&entry) });
        let mut walk = Walk::of(&app, "tracking-call", body.clone()).await;
        assert_eq!((walk.state(), walk.node()), ("open", "open_diary"));
        assert_eq!(walk.now["placement"], zoe.job);
        // From one entry one calls once.
        let again =
            app.api("ada").post_json("/api/v1/flows/tracking-call/runs", body).await.is(409);
        assert_eq!(id(&again.json()["current"]), walk.id());
        reached(&mut walk).await;
        assert_eq!(walk.pending(), ["contact.reset", "diary.log", "iws.agree"]);
        assert!(walk.done().is_empty(), "nothing is done on the way");
        walk.says("q_change_frequency", "no").await;
        assert_eq!(walk.now["node"]["auto"]["answer"], "none");
        walk.at("q_claim_due", json!({})).await;
        let field = walk.now["node"]["fields"][0].clone();
        assert_eq!(
            (&field["id"], &field["default"]),
            (&json!("next_review"), &json!("2026-03-18"))
        );
        walk.ends("end_schedule_review").await;
        assert_eq!(walk.state(), "closed");
        let done = ["contact.reset", "diary.log", "iws.agree", "diary.schedule"];
        assert_eq!(walk.done(), done);
        assert!(walk.pending().is_empty());
        walk.send("finish", json!({})).await.is(409);
        // The call that was due is the one that is written up.
        let door = format!("/api/v1/diary/{}", id(&entry));
        let closed = app.api("ada").get(&door).await.is(200).json();
        assert_eq!(closed["outcome"], "reached");
        assert_eq!(closed["note"], "She likes it.\nThe bus is late.");
        let next = diary(&app, "2026-03-18").await;
        assert_eq!((next.len(), &next[0]["type"]), (1, &json!("tracking_call")));
        let agreed = support(&app, &zoe).await;
        assert_eq!(agreed["agreement"]["needs"], json!(["travel"]));
        let door = format!("/api/v1/people/{}/attempts", zoe.person);
        let tries = app.api("ada").get(&door).await.is(200).json();
        assert_eq!(
            (&tries["items"][0]["outcome"], &tries["items"][0]["aapor"]),
            (&json!("reached"), &json!("1.10"))
        );
        // It stands in the file's timeline and on its pages.
        app.sign_in("ada").await;
        let tab = app.get(&format!("/people/{}?tab=support", zoe.person)).await.is(200).text;
        assert!(tab.contains("Support was accepted") && tab.contains("travel"), "{tab}");
        let page = app.get(&format!("/runs/{}", walk.id())).await.is(200).text;
        assert!(page.contains("She likes it.") && page.contains("Booked: Tracking call"), "{page}");
    })
    .await;
}

/// Three calls in vain: each an entry and a try of its own, one letter, the next working day each
/// time, then a call weeks ahead; the second round asks for advice.
#[tokio::test]
async fn after_three_attempts_the_next_call_lies_weeks_ahead() {
    both(|app| async move {
        let mina = placed(&app, "Mina", "2026-02-20").await;
        let mut walk = three_attempts(&app, &mina).await;
        assert_eq!(walk.node(), "schedule_backoff");
        assert_eq!(walk.now["node"]["fields"][0]["default"], "2");
        walk.at("schedule_backoff", json!({ "fields": { "weeks": "3" } })).await;
        walk.says("q_any_answer", "no").await;
        assert_eq!(walk.now["node"]["auto"]["answer"], "no", "the first round");
        walk.at("q_advice_needed", json!({})).await;
        let told = json!({ "fields": { "claim_closed": true, "checked_with": "Helpline" } });
        walk.at("call_provider_direct", told).await;
        walk.at("q_reclaim", json!({})).await;
        walk.at("q_employer_recently_asked", json!({})).await;
        // Nothing allows the employer to be asked.
        walk.passes(&["employer_not_allowed"]).await;
        walk.ends("end_wait_next_call").await;
        let wanted = ["diary.log", "contact.attempt", "letter.send", "diary.schedule"];
        assert_eq!(&walk.done()[..4], wanted);
        let letters = walk.done().iter().filter(|what| **what == "letter.send").count();
        assert_eq!(letters, 1, "once in a round");
        let letter = walk.now["done_effects"][2]["subject"].as_str().expect("a letter").to_owned();
        assert_eq!(walk.effect("diary.ensure")["left_out"], "booked_already");
        // Friday's, Monday's and Tuesday's: logged apart, the last one open three weeks ahead.
        let ahead = diary(&app, "2026-03-31").await;
        assert_eq!((ahead.len(), &ahead[0]["attempt"]), (1, &json!(1)));
        let outcomes = "SELECT COUNT(*) AS many FROM diary_entries
            WHERE kind = 'tracking_call' AND outcome IN ('no_answer', 'answer_machine',
                'someone_else')";
        assert_eq!(app.count(outcomes).await, 3);
        let now = support(&app, &mina).await;
        assert_eq!((&now["attempt"], &now["cycles_without_contact"]), (&json!(1), &json!(1)));
        // The letter is in the person's language, as a page and as a PDF.
        app.sign_in("ada").await;
        let page = app.get(&format!("/letters/{letter}")).await.is(200).text;
        assert!(page.contains("Bonjour Mina") && page.contains("lang=\"fr\""), "{page}");
        let pdf = app.get(&format!("/letters/{letter}/print.pdf")).await.is(200);
        assert!(pdf.bytes.starts_with(b"%PDF-"), "a PDF");
        second_round(&app, &mut walk).await;
        // What was heard, and that one asked and heard nothing.
        let tab = app.get(&format!("/people/{}?tab=support", mina.person)).await.is(200).text;
        let heard = crate::desk::part(&tab, "benefits");
        assert!(heard.contains("<dd>could not say</dd>"), "{heard}");
        assert!(heard.contains("Asked Tue 10") && heard.contains("still closed (Helpline)"));
    })
    .await;
}

/// Each call an entry and a try of its own, and the next one on the next working day.
async fn three_attempts<'a>(app: &'a TestApp, mina: &Placed) -> Walk<'a> {
    // A Friday, a Monday, a Tuesday.
    let days = ["2026-03-06T15:00:00Z", "2026-03-09T15:00:00Z", "2026-03-10T15:00:00Z"];
    app.at(days[0]);
    let mut walk = Walk::begin(app, mina).await;
    walk.passes(&["open_diary"]).await;
    let answers = ["no_answer", "answer_machine", "someone_else"];
    for (at, answer) in answers.into_iter().enumerate() {
        walk.passes(&["call_client"]).await;
        let warned = walk.now["node"]["warnings"][0].as_str().unwrap_or_default();
        assert!(warned.contains("family member"), "{warned}");
        walk.says("q_answered", answer).await;
        let fields = &walk.now["node"]["fields"];
        assert_eq!(fields[1]["default"], answer);
        walk.at("log_no_answer", json!({ "fields": { "note": "rang" } })).await;
        if at == 0 {
            walk.passes(&["send_iws_letter"]).await;
        }
        let auto = if at == 2 { "yes" } else { "no" };
        assert_eq!(walk.now["node"]["auto"]["answer"], auto, "{}", walk.now["node"]);
        walk.at("q_attempts_left", json!({})).await;
        if at < 2 {
            walk.ends("end_retry_next_day").await;
            assert_eq!(walk.state(), "waiting");
            assert_eq!(walk.now["waits_for"], json!(["diary_due.tracking_call"]));
            walk.send("answers", json!({})).await.is(409);
            // Not before its time.
            app.run_jobs().await;
            assert_eq!(walk.look().await["state"], "waiting");
            app.at(days[at + 1]);
            app.run_jobs().await;
            walk.look().await;
            assert_eq!((walk.state(), walk.node()), ("open", "call_client"));
        }
    }
    walk
}

/// The second round asks a team leader for advice, once.
async fn second_round(app: &TestApp, walk: &mut Walk<'_>) {
    app.at("2026-03-31T15:00:00Z");
    app.run_jobs().await;
    walk.look().await;
    walk.passes(&["call_client"]).await.says("q_answered", "no_answer").await;
    walk.passes(&["log_no_answer", "send_iws_letter"]).await;
    assert_eq!(walk.now["node"]["auto"]["answer"], "no");
    walk.says("q_attempts_left", "yes").await;
    walk.passes(&["schedule_backoff"]).await.says("q_any_answer", "no").await;
    walk.at("q_advice_needed", json!({})).await;
    assert_eq!(walk.node(), "seek_advice");
    walk.passes(&["seek_advice"]).await;
    walk.at("call_provider_direct", json!({})).await;
    // What was heard three weeks ago is not heard again by a blank.
    assert_eq!(walk.now["node"]["auto"], json!(null), "{}", walk.now["node"]);
    walk.says("q_reclaim", "unknown").await;
    walk.at("q_employer_recently_asked", json!({})).await;
    walk.passes(&["employer_not_allowed"]).await.ends("end_wait_next_call").await;
    assert_eq!(app.count("SELECT COUNT(*) AS many FROM benefit_checks").await, 1);
    let task = walk.effect("task.create");
    assert_eq!(task["type"], "employer_contact_basis");
    assert_eq!(task["left_out"], "asked_already", "the first round's is still open");
    let tasks = app.api("theo").get("/api/v1/tasks").await.is(200).json();
    let kinds: Vec<&str> = tasks["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|task| task["kind"].as_str().unwrap_or_default())
        .collect();
    assert!(kinds.contains(&"advice_no_contact"), "{kinds:?}");
    assert_eq!(tasks["items"][0]["owner"], json!(null), "anybody of the role");
}

/// How often one keeps in touch: in the three places that the drawing names, from one act.
#[tokio::test]
async fn a_change_of_frequency_stands_in_three_places_and_changes_the_next_calls() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        reached(&mut walk).await;
        walk.says("q_change_frequency", "yes").await;
        let change = json!({ "fields": { "new_interval_weeks": 4, "effective_from": "2026-03-09",
            "reason": "settled in" } });
        walk.at("change_frequency", change).await.at("q_claim_due", json!({})).await;
        walk.ends("end_schedule_review").await;
        let now = support(&app, &zoe).await;
        assert_eq!(now["interval_weeks"], 2, "from the ninth on");
        let entry = &now["assessments"][0];
        assert_eq!((&entry["weeks"], &entry["from"]), (&json!(4), &json!("2026-03-09")));
        assert_eq!(now["notes"][0]["dated_on"], "2026-03-09");
        let said = "Contact every 4 weeks from Mon 9 Mar 2026: settled in";
        assert_eq!(now["notes"][0]["text"], said);
        let logged = "SELECT COUNT(*) AS many FROM diary_entries WHERE kind = 'frequency_change'";
        let changed = diary(&app, "2026-03-04").await;
        let changed = changed.iter().find(|one| one["type"] == "frequency_change");
        assert_eq!(changed.expect("an entry")["note"], said);
        assert_eq!(app.count(logged).await, 1);
        app.at("2026-03-10T15:00:00Z");
        assert_eq!(support(&app, &zoe).await["interval_weeks"], 4);
        // By hand as well, and the booked call moves with it.
        let door = format!("/api/v1/people/{}/assessments", zoe.person);
        let high = json!({ "risk": "high", "from": "2026-03-10", "reason": "the bus strike" });
        let after = app.api("ada").post_json(&door, high.clone()).await.is(201).json();
        assert_eq!((&after["interval_weeks"], &after["risk"]), (&json!(1), &json!("high")));
        assert_eq!(after["notes"].as_array().map(Vec::len), Some(2));
        assert_eq!(app.count(logged).await, 2);
        assert_eq!(diary(&app, "2026-03-17").await.len(), 1, "the next call");
        app.api("ada").post_json(&door, high).await.is(422);
        for (wrong, field) in [
            (json!({ "risk": "huge", "from": "2026-03-10" }), "risk"),
            (json!({ "risk": "low", "weeks": 27, "from": "2026-03-10" }), "weeks"),
            (json!({ "risk": "low", "from": "2026-02-01" }), "from"),
            (json!({ "risk": "low", "from": "2026-09-01" }), "from"),
        ] {
            let told = app.api("ada").post_json(&door, wrong.clone()).await.is(422).json();
            assert_eq!(told["errors"][0]["field"], field, "{wrong}");
        }
        app.sign_in("ada").await;
        let page = app.get(&format!("/people/{}?tab=summary", zoe.person)).await.is(200).text;
        assert!(page.contains("settled in") && page.contains("the bus strike"), "{page}");
    })
    .await;
}

/// Out of work: the end of the job with its source, the assessment, the stage, the diary, the
/// tasks, once for each job that was lost.
#[tokio::test]
async fn a_lost_job_is_closed_and_handed_back_once() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let door = format!("/api/v1/people/{}/assessments", zoe.person);
        let low = json!({ "risk": "low", "from": "2026-02-20" });
        app.api("ada").post_json(&door, low).await.is(201);
        let call = json!({ "person": zoe.person, "type": "tracking_call", "due_at": "2026-03-16" });
        app.api("ada").post_json("/api/v1/diary", call).await.is(201);
        let mut walk = Walk::begin(&app, &zoe).await;
        let said = json!({ "end_date": "2026-02-27", "leaving_reason": "laid_off" });
        left(&mut walk, said).await;
        lost(&mut walk).await;
        assert_eq!(walk.state(), "closed");
        assert_eq!(walk.effect("employment.end")["left_out"], "ended_already", "the same day");
        let kept = app.api("ada").get(&format!("/api/v1/people/{}/checkpoints", zoe.person)).await;
        let states = kept.is(200).json();
        assert!(states.to_string().contains("the job ended on"), "{states}");
        let reason = "SELECT COUNT(*) AS many FROM placements
            WHERE ended_on = '2026-02-27' AND end_reason LIKE '%Laid off%'
                AND end_source = 'client'";
        assert_eq!(app.count(reason).await, 1);
        assert_eq!(support(&app, &zoe).await["risk"], json!(null));
        let stage = "SELECT COUNT(*) AS many FROM enrolments WHERE stage = 'job_search'";
        assert_eq!(app.count(stage).await, 1);
        let open = "SELECT COUNT(*) AS many FROM diary_entries WHERE outcome IS NULL";
        assert_eq!(app.count(open).await, 0);
        app.run_jobs().await;
        let outbox = "SELECT COUNT(*) AS many FROM notices WHERE state = 'sent'";
        assert_eq!(app.count(outbox).await, 1, "to the team leader");
        let named = "SELECT COUNT(*) AS many FROM notices WHERE body LIKE '%Zo%'";
        assert_eq!(app.count(named).await, 0, "no name in a mailbox");
        let outbox_now = app.api("theo").get("/demo/outbox").await.is(200).json();
        let link = outbox_now["items"][0]["links"][0].as_str().unwrap_or_default();
        assert!(link.ends_with(&format!("/people/{}", zoe.person)), "{outbox_now}");
        // A second call about the same job asks for nothing twice.
        let mut again = Walk::begin(&app, &zoe).await;
        left(&mut again, json!({ "end_date": "2026-02-27" })).await;
        again.says("q_new_job", "no").await;
        again.passes(&["close_employment", "remove_sra_change_stage", "email_not_working"]).await;
        assert!(!again.pending().contains(&"task.create"), "{:?}", again.pending());
        again.ends("end_not_working").await;
        assert!(!again.done().contains(&"task.create"), "{:?}", again.done());
        let tasks = "SELECT COUNT(*) AS many FROM tasks";
        assert_eq!(app.count(tasks).await, 2);
        app.run_jobs().await;
        assert_eq!(app.count(outbox).await, 1, "the team leader is told once");
        // A team leader books the session by doing the task.
        let tasks = app.api("theo").get("/api/v1/tasks").await.is(200).json();
        let all = tasks["items"].as_array().expect("a list");
        let task = all.iter().find(|task| task["kind"] == "book_rapid_response").expect("one");
        let door = format!("/api/v1/tasks/{}", id(task));
        let done = json!({ "state": "done", "book_at": "2026-03-06T10:00:00-05:00" });
        let done = app.api("theo").patch_json(&door, done).await.is(200).json();
        assert_eq!(done["state"], "done");
        let booked = diary(&app, "2026-03-06").await;
        assert_eq!(booked[0]["type"], "rapid_response");
    })
    .await;
}

/// Whoever looks after the file sees what is to be completed.
async fn are_on_the_day(app: &TestApp, forms: &[String]) {
    let day = app.get("/").await.is(200).text;
    assert!(day.contains("Forms to complete"), "{day}");
    assert!(forms.iter().all(|form| day.contains(form)), "{day}");
}

/// A new job: forms are complete before the e-mail leaves, which carries a link and no content.
#[tokio::test]
async fn forms_are_complete_before_the_mail_goes() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        left_for_another(&mut walk, "2026-02-27").await;
        walk.ends("end_schedule_review").await;
        app.run_jobs().await;
        let held = "SELECT COUNT(*) AS many FROM notices WHERE state = 'held'";
        assert_eq!(app.count(held).await, 1);
        let forms: Vec<String> = walk.now["done_effects"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|one| one["do"] == "form.fill")
            .map(|one| one["subject"].as_str().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(forms.len(), 2);
        app.sign_in("ada").await;
        are_on_the_day(&app, &forms).await;
        let page = app.get(&format!("/forms/{}", forms[0])).await.is(200).text;
        assert!(
            page.contains("value=\"Zoë\"")
                && page.contains("R-Zoë")
                && page.contains("NOC code of the job"),
            "from the record: {page}"
        );
        let start = [("version", "1"), ("person", "Zoë"), ("family", "Dubois")];
        let with = |more: &[(&'static str, &'static str)]| {
            start.iter().chain(more).copied().collect::<Vec<_>>()
        };
        let door = format!("/forms/{}", forms[0]);
        let told =
            app.post_form(&door, &with(&[("button", "complete"), ("employer", "Mill")])).await;
        let told = told.is(422).text;
        assert!(told.contains("Fill this in") && told.contains("Mill"), "{told}");
        let keep = with(&[("button", "keep"), ("employer", "Mill")]);
        app.post_form(&door, &keep).await.is(303);
        let all = [
            ("employer", "Mill"),
            ("job_title", "Miller"),
            ("first_day", "2026-03-02"),
            ("hours", "30"),
            ("button", "complete"),
        ];
        let mut whole = with(&all);
        app.post_form(&door, &whole).await.is(422);
        whole[0] = ("version", "2");
        app.post_form(&door, &whole).await.is(303);
        app.post_form(&door, &whole).await.is(422);
        app.run_jobs().await;
        assert_eq!(app.count(held).await, 1, "the other form is open");
        let change =
            [("button", "complete"), ("change", "a new job"), ("changed_on", "2026-03-02")];
        app.post_form(&format!("/forms/{}", forms[1]), &with(&change)).await.is(303);
        app.run_jobs().await;
        assert_eq!(app.count(held).await, 0);
        let sent = "SELECT COUNT(*) AS many FROM notices WHERE state = 'sent'
            AND body LIKE '%/forms/frm_%' AND body NOT LIKE '%Mill%'";
        assert_eq!(app.count(sent).await, 1);
        let pdf = app.get(&format!("/forms/{}/print.pdf", forms[0])).await.is(200);
        assert!(pdf.bytes.starts_with(b"%PDF-"));
        // The assessment is for the next job.
        let next = support(&app, &zoe).await;
        assert_eq!(next["assessments"][0]["placement"], json!(null));
    })
    .await;
}

/// A number that does not work uses up no attempt; another one is put into the file.
#[tokio::test]
async fn a_dead_number_is_no_attempt() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary", "call_client"])
            .await
            .says("q_answered", "number_unusable")
            .await;
        walk.at("log_number_unusable", json!({})).await;
        let wrong = json!({ "fields": { "new_number": "call me" } });
        walk.send("answers", wrong).await.is(422);
        walk.at("find_another_number", json!({ "fields": { "new_number": "416 555 0199" } })).await;
        walk.at("q_number_found", json!({})).await;
        reached_again(&mut walk).await;
        let person = app.api("ada").get(&format!("/api/v1/people/{}", zoe.person)).await.is(200);
        assert!(person.text.contains("+14165550199"), "{}", person.text);
        let now = support(&app, &zoe).await;
        assert_eq!((&now["attempt"], &now["cycles_without_contact"]), (&json!(1), &json!(0)));
        let unusable = "SELECT COUNT(*) AS many FROM unusable_numbers";
        assert_eq!(app.count(unusable).await, 1);
        // The one that was found is the one that was called.
        let tries = format!("/api/v1/people/{}/attempts", zoe.person);
        let tries = app.api("ada").get(&tries).await.is(200).json();
        let mut all = tries["items"].as_array().expect("a list").iter();
        let reached = all.find(|one| one["outcome"] == "reached");
        assert_eq!(reached.expect("the call")["number"], "+14165550199", "{tries}");
        dials_the_second(&app, &zoe).await;
    })
    .await;
}

/// Whoever dials the second number and finds it dead keeps the first.
async fn dials_the_second(app: &TestApp, zoe: &Placed) {
    let mut walk = Walk::begin(app, zoe).await;
    walk.passes(&["open_diary"]).await;
    let proposed = &walk.now["node"]["fields"][0]["default"];
    assert_eq!(proposed, "+14165550199", "where they answered");
    let dialled = json!({ "fields": { "number_called": "416 555 0177" } });
    walk.at("call_client", dialled).await.says("q_answered", "number_unusable").await;
    walk.passes(&["log_number_unusable"]).await;
    assert_eq!(walk.now["node"]["fields"][0]["default"], "+14165550199", "it still works");
    let dead = json!({ "fields": { "new_number": "416 555 0177" } });
    walk.at("find_another_number", dead).await;
    walk.at("q_number_found", json!({})).await.passes(&["write_instead"]).await;
    assert_eq!(walk.now["node"]["auto"]["answer"], "no", "the first round");
    walk.at("q_advice_needed", json!({})).await;
    walk.at("call_provider_direct", json!({})).await.says("q_reclaim", "unknown").await;
    walk.at("q_employer_recently_asked", json!({})).await;
    walk.passes(&["employer_not_allowed"]).await.ends("end_wait_next_call").await;
    let dead = "SELECT COUNT(*) AS many FROM unusable_numbers";
    assert_eq!(app.count(dead).await, 2);
    let now = support(app, zoe).await;
    assert_eq!((&now["attempt"], &now["cycles_without_contact"]), (&json!(1), &json!(1)));
    let mut next = Walk::begin(app, zoe).await;
    next.passes(&["open_diary"]).await;
    assert_eq!(next.now["node"]["fields"][0]["default"], "+14165550199", "it still works");
    // Nobody can be called in the second round either: advice is sought. The dead number is no
    // other one because it is written in another way.
    next.passes(&["call_client"]).await.says("q_answered", "number_unusable").await;
    let same = json!({ "fields": { "new_number": "(416) 555-0199" } });
    next.passes(&["log_number_unusable"]).await.at("find_another_number", same).await;
    assert_eq!(next.now["node"]["auto"]["answer"], "no");
    next.at("q_number_found", json!({})).await.passes(&["write_instead"]).await;
    next.at("q_advice_needed", json!({})).await;
    assert_eq!(next.node(), "seek_advice");
}

async fn reached_again(walk: &mut Walk<'_>) {
    walk.passes(&["call_client"]).await.says("q_answered", "yes").await;
    walk.says("q_still_working", "yes").await;
    walk.at("offer_iws", json!({ "fields": { "conversation": "ok" } })).await;
    walk.says("q_change_frequency", "no").await.says("q_claim_due", "none").await;
    walk.ends("end_schedule_review").await;
}
