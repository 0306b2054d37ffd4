//! A run is kept as it is typed, stays with its version, and is done by one at a time.

use super::{Walk, id, placed, reached};
use crate::harness::both;
use serde_json::{Value, json};

#[tokio::test]
async fn back_and_forth_loses_nothing_and_does_nothing_twice() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        reached(&mut walk).await;
        walk.now = walk.send("back", json!({})).await.is(200).json();
        assert_eq!(walk.node(), "offer_iws");
        let kept = &walk.now["node"]["fields"][0]["value"];
        assert_eq!(kept, "She likes it.\nThe bus is late.");
        for _ in 0..3 {
            walk.now = walk.send("back", json!({})).await.is(200).json();
        }
        assert_eq!(walk.node(), "call_client");
        assert!(walk.pending().is_empty(), "{:?}", walk.pending());
        walk.passes(&["call_client"]).await.says("q_answered", "yes").await;
        walk.says("q_still_working", "yes").await;
        // What was typed stands there on the way on.
        walk.at("offer_iws", json!({})).await.says("q_change_frequency", "no").await;
        walk.says("q_claim_due", "none").await.ends("end_schedule_review").await;
        let logged = walk.done().iter().filter(|what| **what == "diary.log").count();
        assert_eq!(logged, 1);
        let told = walk.send("back", json!({})).await.is(409);
        assert!(told.text.contains("over"), "{}", told.text);
    })
    .await;
}

#[tokio::test]
async fn another_visit_than_the_present_one_is_refused_with_how_it_stands() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary"]).await;
        let old = walk.send("answers", json!({ "visit": 1 })).await.is(409).json();
        assert_eq!(old["current"]["node"]["id"], "call_client");
        // Of many at one instant one goes on.
        let at_once = (0..8).map(|_| walk.send("answers", json!({ "visit": 2 })));
        let all = futures_util::future::join_all(at_once).await;
        assert_eq!(all.iter().filter(|answer| answer.status == 200).count(), 1);
        walk.look().await;
        assert_eq!(walk.node(), "q_answered");
        for (wrong, field) in [
            (json!({}), "answer"),
            (json!({ "answer": "perhaps" }), "answer"),
            (json!({ "answer": "yes", "fields": { "nothing": 1 } }), "nothing"),
        ] {
            let told = walk.send("answers", wrong.clone()).await.is(422).json();
            assert_eq!(told["errors"][0]["field"], field, "{wrong}");
        }
        walk.send("finish", json!({})).await.is(409);
        walk.send("answers", json!({ "answers": "yes" })).await.is(422);
        // The end at one instant: done once.
        reached_end(&mut walk).await;
        let at_once = (0..8).map(|_| walk.send("finish", json!({})));
        let all = futures_util::future::join_all(at_once).await;
        assert_eq!(all.iter().filter(|answer| answer.status == 200).count(), 1);
        let entries = "SELECT COUNT(*) AS many FROM diary_entries";
        assert_eq!(app.count(entries).await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_change_that_counts_today_proposes_the_next_call_by_it() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        for (from, next) in [("2026-03-04", "2026-04-01"), ("2026-03-05", "2026-03-18")] {
            let mut walk = Walk::begin(&app, &zoe).await;
            reached(&mut walk).await;
            walk.says("q_change_frequency", "yes").await;
            let change = json!({ "new_interval_weeks": 4, "effective_from": from });
            walk.at("change_frequency", json!({ "fields": change })).await;
            walk.says("q_claim_due", "none").await;
            assert_eq!(walk.now["node"]["fields"][0]["default"], next, "from {from}");
            let booked = walk.now["pending_effects"].as_array().expect("a list").last().cloned();
            let booked = booked.expect("what is done last");
            assert_eq!((&booked["do"], &booked["on"]), (&json!("diary.schedule"), &json!(next)));
            // Gone back to, and answered otherwise: nothing of it counts.
            for _ in 0..3 {
                walk.now = walk.send("back", json!({})).await.is(200).json();
            }
            walk.says("q_change_frequency", "no").await.says("q_claim_due", "none").await;
            assert_eq!(walk.now["node"]["fields"][0]["default"], "2026-03-18");
            walk.ends("end_schedule_review").await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_summary_says_how_one_keeps_in_touch() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let page = format!("/people/{}?tab=summary", zoe.person);
        app.sign_in("ada").await;
        assert!(app.get(&page).await.is(200).text.contains("no assessment stands"));
        let mut walk = Walk::begin(&app, &zoe).await;
        reached(&mut walk).await;
        walk.says("q_change_frequency", "yes").await;
        let change = json!({ "new_interval_weeks": 4, "effective_from": "2026-03-04" });
        walk.at("change_frequency", json!({ "fields": change })).await;
        walk.says("q_claim_due", "none").await.ends("end_schedule_review").await;
        let said = app.get(&page).await.is(200).text;
        for part in ["very 4 weeks", "Support was accepted: travel", "Tracking call, Wed 1 Apr"] {
            assert!(said.contains(part), "no {part}: {said}");
        }
    })
    .await;
}

async fn reached_end(walk: &mut Walk<'_>) {
    walk.says("q_answered", "yes").await.says("q_still_working", "yes").await;
    walk.at("offer_iws", json!({ "fields": { "conversation": "ok" } })).await;
    walk.says("q_change_frequency", "no").await.says("q_claim_due", "none").await;
}

#[tokio::test]
async fn what_is_typed_is_kept_and_survives_the_session() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary", "call_client"]).await;
        walk.says("q_answered", "yes").await.says("q_still_working", "yes").await;
        app.sign_in("ada").await;
        let visit = walk.now["node"]["visit"].to_string();
        let page = format!("/runs/{}", walk.id());
        let typed =
            [("visit", visit.as_str()), ("conversation", "She likes"), ("iws_accepted", "yes")];
        let told = app.post_form(&format!("{page}/draft"), &typed).await.is(200).text;
        assert!(told.contains("Kept at"), "{told}");
        let other = app.another();
        other.sign_in("ada").await;
        let shown = other.get(&page).await.is(200).text;
        assert!(shown.contains("She likes") && shown.contains("you are here"), "{shown}");
        // The drawing, with the place where one is.
        let map = other.get(&format!("{page}?map=yes")).await.is(200).text;
        assert!(
            map.contains("id=\"flow-offer_iws\" class=\"flow-node flow-instruction flow-here\"")
        );
        assert!(map.contains("flow-passed") && map.contains(">you are here</text>"), "{map}");
        // An old page says so, and keeps nothing.
        let old = [("visit", "1"), ("conversation", "old")];
        other.post_form(&format!("{page}/draft"), &old).await.is(409);
        let old = [("visit", "1"), ("conversation", "Typed on the old page"), ("button", "on")];
        let told = other.post_form(&page, &old).await.is(409).text;
        assert!(told.contains("has moved on") && told.contains("She likes"), "{told}");
        assert!(told.contains("Typed on the old page"), "nobody types it twice: {told}");
        // By the page: missing, then on.
        let bare = [("visit", visit.as_str()), ("conversation", ""), ("button", "on")];
        let told = other.post_form(&page, &bare).await.is(422).text;
        assert!(told.contains("The conversation: fill this in."), "{told}");
        let whole = [("visit", visit.as_str()), ("conversation", "All of it"), ("button", "on")];
        assert_eq!(other.post_form(&page, &whole).await.is(303).location(), page);
        walk.look().await;
        assert_eq!(walk.node(), "q_change_frequency");
    })
    .await;
}

/// Whoever goes back and answers otherwise stands at another node at the same place of the path:
/// the page of before says nothing there.
#[tokio::test]
async fn a_page_of_another_node_at_the_same_place_answers_nothing() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "yes").await;
        app.sign_in("ada").await;
        let page = format!("/runs/{}", walk.id());
        let visit = walk.now["node"]["visit"].to_string();
        let shown = app.get(&page).await.is(200).text;
        assert!(shown.contains("name=\"node\" value=\"q_still_working\""), "{shown}");
        walk.now = walk.send("back", json!({})).await.is(200).json();
        walk.says("q_answered", "no_answer").await;
        assert_eq!((walk.node(), walk.now["node"]["visit"].to_string()), ("log_no_answer", visit));
        let visit = walk.now["node"]["visit"].to_string();
        let old = [
            ("visit", visit.as_str()),
            ("node", "q_still_working"),
            ("note", "Typed before"),
            ("button", "on"),
        ];
        let told = app.post_form(&page, &old).await.is(409).text;
        assert!(told.contains("has moved on") && told.contains("Typed before"), "{told}");
        walk.look().await;
        assert_eq!(walk.node(), "log_no_answer");
        assert_eq!(walk.now["node"]["fields"][2]["value"], json!(null), "{}", walk.now["node"]);
    })
    .await;
}

#[tokio::test]
async fn a_run_stays_with_its_version() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let mina = placed(&app, "Mina", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary"]).await;
        let listed = app.api("ada").get("/api/v1/flows").await.is(200).json();
        let own = &listed["items"][0];
        assert_eq!(
            (&own["id"], &own["version"], &own["runs"]),
            (&json!("tracking-call"), &json!(1), &json!(1))
        );
        assert_eq!((&own["author"], &own["created_on"]), (&json!("Keeley"), &json!("2014-10")));
        let shown = app.api("ada").get("/api/v1/flows/tracking-call").await.is(200).json();
        assert_eq!(shown["views"], 1);
        let again = app.api("ada").get("/api/v1/flows/tracking-call").await.is(200).json();
        assert_eq!(again["views"], 2);
        app.api("ada").get("/api/v1/flows/nothing").await.is(404);
        let source = shown["source"].as_str().expect("a text");
        // A new version: the question is asked in other words.
        app.sign_in("max").await;
        let page = "/flows/tracking-call/publish";
        let same = app.post_form(page, &[("source", source)]).await.is(422).text;
        assert!(same.contains("higher version"), "{same}");
        let broken = source.replace("next: call_client", "next: call_nobody");
        let told = app.post_form(page, &[("source", &broken)]).await.is(422).text;
        assert!(told.contains("leads to `call_nobody`"), "{told}");
        let next = source.replace("version: 1\n", "version: 2\n");
        let parted =
            next.replace("does_not: [letter.send, task.create]", "does_not: [employer.ask]");
        let told = app.post_form(page, &[("source", &parted)]).await.is(422).text;
        assert!(told.contains("should not be done"), "{told}");
        let next = next.replace("Did the client answer?", "Did they pick up?");
        app.post_form(page, &[("source", &next)]).await.is(303);
        assert!(app.get("/flows/tracking-call").await.is(200).text.contains("published by max"));
        // Whoever is under way stays; whoever begins follows it.
        walk.passes(&["call_client"]).await;
        assert_eq!(walk.now["node"]["title"], "Did the client answer?");
        assert_eq!(walk.now["version"], 1);
        let mut other = Walk::begin(&app, &mina).await;
        other.passes(&["open_diary", "call_client"]).await;
        assert_eq!(other.now["node"]["title"], "Did they pick up?");
        assert_eq!(other.now["version"], 2);
        app.sign_in("ada").await;
        app.get(page).await.is(403);
    })
    .await;
}

/// From the diary: a call begins by a press, goes on where it waits, and is opened once.
#[tokio::test]
async fn a_call_is_made_from_the_diary() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let entry =
            json!({ "person": zoe.person, "type": "tracking_call", "due_at": "2026-03-04" });
        let entry = app.api("ada").post_json("/api/v1/diary", entry).await.is(201).json();
        app.sign_in("ada").await;
        let page = app.get(&format!("/diary/{}", id(&entry))).await.is(200).text;
        assert!(page.contains("Call: go through it"), "{page}");
        let call = format!("/diary/{}/call", id(&entry));
        let run = app.post_form(&call, &[]).await.is(303).location().to_owned();
        assert_eq!(app.post_form(&call, &[]).await.is(303).location(), run);
        let mut walk = Walk { app: &app, who: "ada", now: json!({ "id": run["/runs/".len()..] }) };
        walk.look().await;
        walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "no_answer").await;
        walk.passes(&["log_no_answer", "send_iws_letter"])
            .await
            .at("q_attempts_left", json!({}))
            .await;
        walk.ends("end_retry_next_day").await;
        // They call back before the next day: the same run goes on from the next entry.
        let next = super::diary(&app, "2026-03-05").await;
        let call = format!("/diary/{}/call", id(&next[0]));
        assert_eq!(app.post_form(&call, &[]).await.is(303).location(), run);
        walk.look().await;
        assert_eq!((walk.state(), walk.node()), ("open", "call_client"));
        assert_eq!(walk.now["diary_entry"], next[0]["id"]);
        // The same flow from the person's page is that call.
        let begin = format!("/people/{}/runs/new", zoe.person);
        let form = [("flow", "tracking-call"), ("placement", zoe.job.as_str())];
        assert_eq!(app.post_form(&begin, &form).await.is(303).location(), run);
        // Another flow is another.
        let choose = app.get(&format!("/people/{}/runs/new", zoe.person)).await.is(200).text;
        assert!(choose.contains("Job-loss call"), "{choose}");
        let form = [("flow", "job-loss-call"), ("placement", zoe.job.as_str())];
        let other = app.post_form(&format!("/people/{}/runs/new", zoe.person), &form).await.is(303);
        // What is said to Zoë is in her language, with the names of whoever says it.
        let page = app.get(other.location()).await.is(200).text;
        let said = "<blockquote class=\"run-say\" lang=\"fr\"><p>Bonjour, ici ada, de ";
        assert!(page.contains(said) && page.contains("votre emploi a pris fin"));
    })
    .await;
}

/// What is said on the telephone is in the language of whoever hears it, with the names of
/// whoever says it: for programs as on the page, and after a refusal too.
#[tokio::test]
async fn the_words_to_say_are_the_persons_and_name_the_caller() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        assert_eq!(walk.now["node"]["say"], Value::Null);
        walk.passes(&["open_diary"]).await;
        let said = |now: &Value| now["node"]["say"].as_str().unwrap_or_default().to_owned();
        let words = said(&walk.now);
        assert!(words.starts_with("Bonjour, ici ada, de "), "{words}");
        assert!(!words.contains("{{") && !words.contains("____"), "{words}");
        let stale = walk.send("answers", json!({ "visit": 1 })).await.is(409).json();
        assert_eq!(said(&stale["current"]), words, "{stale}");
        // Whoever goes on says their own name.
        walk.app.sign_in("theo").await;
        let page = app.get(&format!("/runs/{}", walk.id())).await.is(200).text;
        assert!(page.contains("lang=\"fr\"><p>Bonjour, ici theo, de "));
        let english = json!({ "language": "en" });
        app.api("ada").patch_json(&format!("/api/v1/people/{}", zoe.person), english).await.is(200);
        let words = said(walk.look().await);
        assert!(words.starts_with("Hello, this is ada from "), "{words}");
    })
    .await;
}
