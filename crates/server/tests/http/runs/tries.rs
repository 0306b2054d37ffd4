//! Tries that are entered by hand, on the page and by programs.

use super::{Walk, id, placed, support};
use crate::harness::both;
use serde_json::json;

/// A page asks to choose from its lists; a program is told the words.
#[tokio::test]
async fn a_try_without_an_outcome_is_asked_for_one_in_words() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        app.sign_in("ada").await;
        let page = format!("/people/{}/attempts/new", zoe.person);
        let form = [
            ("party", "client"),
            ("channel", "phone"),
            ("direction", "out"),
            ("note", "rang twice"),
        ];
        let told = app.post_form(&page, &form).await.is(422).text;
        assert!(told.contains("Choose what came of it.") && told.contains("rang twice"), "{told}");
        assert!(!told.contains("Say one of"), "{told}");
        let told = app.post_form(&page, &[("party", "nobody"), ("channel", "pigeon")]).await;
        let told = told.is(422).text;
        for wanted in ["Choose whom you tried.", "Choose how.", "Choose who tried whom."] {
            assert!(told.contains(wanted), "{wanted}: {told}");
        }
        app.post_form("/language", &[("language", "fr"), ("back", "/")]).await.is(303);
        let told = app.post_form(&page, &form).await.is(422).text;
        assert!(told.contains("Choisissez ce qui en est sorti."), "{told}");
        let door = format!("/api/v1/people/{}/attempts", zoe.person);
        let shrug = json!({ "party": "client", "channel": "phone", "outcome": "shrug" });
        let told = app.api("theo").post_json(&door, shrug).await.is(422);
        assert_eq!(told.json()["errors"][0]["field"], "outcome");
        assert!(told.text.contains("no_answer") && told.text.contains("busy"), "{}", told.text);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM contact_attempts").await, 0);
    })
    .await;
}

/// The day and the time of an attempt may be given: by now, and not long ago. What came later is
/// known better.
#[tokio::test]
async fn an_attempt_is_entered_with_its_day_and_time() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        app.sign_in("ada").await;
        let page = format!("/people/{}/attempts/new", zoe.person);
        let form = app.get(&page).await.is(200).text;
        assert!(form.contains("name=\"at\"") && form.contains("value=\"2026-03-04\""), "{form}");
        let (number, other) = ("416 555 0123", "416 555 0124");
        let entered = async |at: &str, time: &str, outcome: &str, number: &str| {
            let form = [
                ("party", "client"),
                ("channel", "phone"),
                ("direction", "out"),
                ("outcome", outcome),
                ("number", number),
                ("at", at),
                ("time", time),
            ];
            app.post_form(&page, &form).await
        };
        for (at, time, said) in [
            ("2026-03-04", "23:59", "That is still to come."),
            ("2026-03-05", "09:00", "That is still to come."),
            ("2026-02-01", "09:00", "more than 30 days ago"),
            ("2026-03-03", "", "Write a time of day"),
            ("2026-03-03", "noon", "Write a time of day"),
            ("3 March", "09:00", "Give a day as"),
        ] {
            let told = entered(at, time, "no_answer", number).await.is(422).text;
            assert!(told.contains(said), "{at} {time}: {told}");
        }
        // Now where nothing else is said, then an hour of two days ago.
        entered("2026-03-04", "", "reached", number).await.is(303);
        entered("2026-03-02", "16:40", "number_unusable", number).await.is(303);
        entered("2026-03-02", "16:45", "number_unusable", other).await.is(303);
        let door = format!("/api/v1/people/{}/attempts", zoe.person);
        let all = app.api("ada").get(&door).await.is(200).json();
        let at = |place: usize| all["items"][place]["at"].as_str().unwrap_or_default().to_owned();
        assert_eq!(at(1), "2026-03-02T21:45:00Z", "{all}");
        assert_eq!(at(2), "2026-03-02T21:40:00Z", "{all}");
        let tab = app.get(&format!("/people/{}?tab=support", zoe.person)).await.is(200).text;
        assert!(tab.contains("Try next: 416 555 0123"), "it was answered since: {tab}");
        // Programs say the moment.
        let call = json!({ "party": "client", "channel": "phone", "outcome": "busy" });
        let mut call = call.as_object().cloned().expect("an object");
        for (at, is) in [
            ("2026-03-03T10:00:00-05:00", 201),
            ("2026-03-09T10:00:00-04:00", 422),
            ("2026-01-09T10:00:00-05:00", 422),
            ("yesterday", 422),
        ] {
            call.insert("at".to_owned(), json!(at));
            let told = app.api("ada").post_json(&door, json!(call)).await.is(is).json();
            match is {
                201 => assert_eq!(told["at"], "2026-03-03T15:00:00Z", "{told}"),
                _ => assert_eq!(told["errors"][0]["field"], "at", "{told}"),
            }
        }
    })
    .await;
}

/// An attempt that is entered afterwards belongs to the round that was under way then; what came
/// before they were reached is closed off, whenever that is entered.
#[tokio::test]
async fn what_is_entered_afterwards_stands_in_its_own_round() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let door = format!("/api/v1/people/{}/attempts", zoe.person);
        let enter = async |outcome: &str, at: &str| {
            let call = json!({ "party": "client", "channel": "phone", "outcome": outcome,
                "at": at });
            app.api("ada").post_json(&door, call).await.is(201);
        };
        enter("no_answer", "2026-03-01T15:00:00Z").await;
        enter("no_answer", "2026-03-03T15:00:00Z").await;
        enter("reached", "2026-03-02T15:00:00Z").await;
        assert_eq!(support(&app, &zoe).await["attempt"], 2);
        // One more, and one by a call: the round is given up.
        enter("no_answer", "2026-03-03T16:00:00Z").await;
        app.at("2026-03-04T16:00:00Z");
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "no_answer").await;
        walk.passes(&["log_no_answer", "send_iws_letter"])
            .await
            .says("q_attempts_left", "yes")
            .await;
        walk.passes(&["schedule_backoff"]).await.says("q_any_answer", "no").await;
        walk.says("q_advice_needed", "no").await;
        let closed = json!({ "fields": { "claim_closed": true } });
        walk.at("call_provider_direct", closed).await.says("q_reclaim", "no").await;
        walk.says("q_employer_recently_asked", "yes").await;
        assert_eq!(support(&app, &zoe).await["attempt"], 3);
        walk.ends("end_wait_next_call").await;
        assert_eq!(support(&app, &zoe).await["attempt"], 1);
        enter("busy", "2026-03-04T15:30:00Z").await;
        assert_eq!(support(&app, &zoe).await["attempt"], 1, "it was of the round before");
        enter("busy", "2026-03-04T16:00:00Z").await;
        assert_eq!(support(&app, &zoe).await["attempt"], 2);
    })
    .await;
}

/// A call to a number that does not work stands with the attempts, however it is entered, and uses
/// up none of them; a later answer on the number is known better than what a sitting still enters.
#[tokio::test]
async fn a_dead_number_stands_with_the_attempts_by_every_way() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let call = json!({ "person": zoe.person, "type": "tracking_call",
            "due_at": "2026-03-04T15:00:00Z" });
        let entry = app.api("ada").post_json("/api/v1/diary", call).await.is(201).json();
        let outcome = json!({ "outcome": "number_unusable" });
        app.api("ada").patch_json(&format!("/api/v1/diary/{}", id(&entry)), outcome).await.is(200);
        let door = format!("/api/v1/people/{}/attempts", zoe.person);
        let all = app.api("ada").get(&door).await.is(200).json();
        assert_eq!(all["items"][0]["outcome"], "number_unusable", "{all}");
        assert_eq!(support(&app, &zoe).await["attempt"], 1);
        // While a sitting is still open, they answer on that very number.
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary", "call_client"])
            .await
            .says("q_answered", "number_unusable")
            .await;
        walk.passes(&["log_number_unusable", "find_another_number"]).await;
        app.at("2026-03-04T15:20:00Z");
        let reached = json!({ "party": "client", "channel": "phone", "outcome": "reached",
            "direction": "in", "number": "+14165550123" });
        app.api("ada").post_json(&door, reached).await.is(201);
        walk.says("q_number_found", "no").await.passes(&["write_instead"]).await;
        walk.says("q_advice_needed", "no").await;
        app.sign_in("ada").await;
        let tab = format!("/people/{}?tab=support", zoe.person);
        assert!(app.get(&tab).await.is(200).text.contains("416 555 0123"));
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM unusable_numbers").await, 0);
    })
    .await;
}
