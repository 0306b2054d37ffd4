//! The rows of the diary: all of today's, what is offered first, on the screen and on paper.

use super::{DOOR, book, id, on, placed};
use crate::harness::both;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// More than is shown of what is overdue, and one entry of today.
#[tokio::test]
async fn today_is_never_crowded_out_by_what_is_overdue() {
    both(|app| async move {
        let (zoe, _) = placed(&app, "Zoë").await;
        let (mina, _) = placed(&app, "Mina").await;
        let late = json!({ "type": "appointment", "due_at": "2026-03-02" });
        for _ in 0..53 {
            book(&app, &zoe, late.clone()).await.is(201);
        }
        let own = book(&app, &mina, json!({ "due_at": "2026-03-04" })).await.is(201).json();
        let own = format!("href=\"/diary/{}\"", id(&own));
        app.sign_in("ada").await;
        for page in ["/diary", "/"] {
            let page = app.get(page).await.is(200).text;
            assert!(page.contains(&own), "{page}");
        }
        let day = app.get("/diary").await.is(200).text;
        assert!(day.contains("50 of 53 are shown.") && day.contains("See the others"), "{day}");
        // The list pages through all of them; the week says how many there are.
        let list = app.get("/diary?view=list").await.is(200).text;
        let older = list.split("rel=\"next\" href=\"").nth(1).expect("a next page");
        let older = older.split('"').next().expect("an address").replace("&#38;", "&");
        let rest = app.get(&older).await.is(200).text;
        assert_eq!(rest.matches("class=\"work entry\"").count(), 4, "{rest}");
        let week = app.get("/diary?view=week&on=2026-03-11").await.is(200).text;
        assert!(week.contains("53 entries are overdue"), "{week}");
        // Programs follow `next`, and miss nothing.
        let (mut seen, mut last) = (BTreeSet::new(), Value::Null);
        let mut path = format!("{DOOR}?on=2026-03-04&limit=20");
        loop {
            let page = app.api("ada").get(&path).await.is(200).json();
            for item in page["items"].as_array().expect("a list") {
                assert!(seen.insert(id(item).to_owned()), "twice: {item}");
                last = item["person"].clone();
            }
            let Some(next) = page["next"].as_str() else { break };
            path = format!("{DOOR}?on=2026-03-04&limit=20&after={next}");
        }
        assert_eq!((seen.len(), last), (54, json!(mina)));
        let wrong = format!("{DOOR}?on=2026-03-04&after=late~then");
        app.api("ada").get(&wrong).await.is(422);
    })
    .await;
}

#[tokio::test]
async fn a_call_of_today_is_made_from_its_row() {
    both(|app| async move {
        let (zoe, _) = placed(&app, "Zoë").await;
        let (mina, _) = placed(&app, "Mina").await;
        let call = book(&app, &zoe, json!({ "due_at": "2026-03-04" })).await.is(201).json();
        let seen = json!({ "type": "appointment", "due_at": "2026-03-04" });
        let seen = book(&app, &zoe, seen).await.is(201).json();
        let ahead = book(&app, &mina, json!({ "due_at": "2026-03-05" })).await.is(201).json();
        app.sign_in("ada").await;
        let acts = |entry: &Value| {
            let page = format!("/diary/{}", id(entry));
            (format!("action=\"{page}/call\""), format!("href=\"{page}\""))
        };
        let (calls, opens) = acts(&call);
        for page in ["/diary", "/diary?view=list", "/"] {
            let page = app.get(page).await.is(200).text;
            let (first, then) = (page.find(&calls), page.find(&opens));
            assert!(first.is_some() && first < then, "{page}");
            assert!(!page.contains(&acts(&seen).0), "an appointment: {page}");
            assert!(!page.contains(&acts(&ahead).0), "tomorrow's: {page}");
        }
        // Whoever needs a reason to open the file gives it first.
        app.sign_in("bob").await;
        let team = app.get("/diary?whose=team").await.is(200).text;
        assert!(team.contains(&opens) && !team.contains(&calls), "{team}");
        app.sign_in("ada").await;
        let run = app.post_form(&format!("/diary/{}/call", id(&call)), &[]).await.is(303);
        assert!(run.location().starts_with("/runs/"), "{}", run.location());
    })
    .await;
}

#[tokio::test]
async fn rows_of_somebody_with_two_jobs_name_the_employer() {
    both(|app| async move {
        let (person, job) = placed(&app, "Zoë").await;
        let entry = json!({ "reason": "Offer support", "placement": job });
        book(&app, &person, entry).await.is(201);
        app.sign_in("ada").await;
        let day = "/diary?on=2026-03-05";
        let named = "· Bakery, Offer support";
        assert!(!app.get(day).await.is(200).text.contains(named));
        let other = json!({ "programme": "on-ies", "employer": "Mill", "job_title": "Miller",
            "started_on": "2026-02-16", "hours_per_week": 12 });
        let door = format!("/api/v1/people/{person}/placements");
        app.api("ada").post_json(&door, other).await.is(201);
        let page = app.get(day).await.is(200).text;
        assert!(page.contains(named), "{page}");
    })
    .await;
}

/// A day on paper: whose it is, and with each entry the job, and the number for whoever may call.
#[tokio::test]
async fn a_day_on_paper_says_whose_it_is_and_whom_to_call() {
    both(|app| async move {
        let (person, _) = placed(&app, "Zoë").await;
        let door = format!("/api/v1/people/{person}");
        let phones = json!({ "phones": ["+14165550122", "+14165550123"] });
        app.api("ada").patch_json(&door, phones).await.is(200);
        let dead = json!({ "party": "client", "channel": "phone", "outcome": "number_unusable",
            "number": "(416) 555-0122" });
        app.api("ada").post_json(&format!("{door}/attempts"), dead).await.is(201);
        book(&app, &person, json!({ "due_at": "2026-03-05" })).await.is(201);
        app.sign_in("ada").await;
        let page = app.get("/diary?on=2026-03-05").await.is(200).text;
        let head = "<p class=\"on-paper\">ada, Thursday 5 March 2026</p>";
        assert!(page.contains(head), "{page}");
        let beside = "<span class=\"on-paper\">Baker, Bakery · 416 555 0123</span>";
        assert!(page.contains(beside), "{page}");
        // Under the head of its day a row says the time of day alone.
        assert!(page.contains("<span class=\"when\">09:00</span>"), "{page}");
        // Bob would be asked for a reason before he opens the file.
        app.sign_in("bob").await;
        let page = app.get("/diary?on=2026-03-05&whose=team").await.is(200).text;
        assert!(page.contains("Zoë Dubois") && page.contains("Baker, Bakery"), "{page}");
        assert!(!page.contains("416 555 0123"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn what_is_written_on_an_open_entry_is_mended() {
    both(|app| async move {
        let (person, _) = placed(&app, "Zoë").await;
        let entry = json!({ "reason": "Ofer suport" });
        let entry = book(&app, &person, entry).await.is(201).json();
        let (page, door) = (format!("/diary/{}", id(&entry)), format!("{DOOR}/{}", id(&entry)));
        app.sign_in("ada").await;
        let mend = [("button", "reason"), ("version", "1"), ("reason", "Offer support")];
        let done = app.post_form(&page, &mend).await.is(303).location().to_owned();
        let shown = app.get(&done).await.is(200).text;
        assert!(shown.contains("What is written on it is kept."), "{shown}");
        assert!(app.post_form(&page, &mend).await.is(422).text.contains("meanwhile"));
        let long = "x".repeat(301);
        let long = [("button", "reason"), ("version", "2"), ("reason", long.as_str())];
        assert!(app.post_form(&page, &long).await.is(422).text.contains(&long[2].1[..300]));
        let note = [("button", "note"), ("version", "2"), ("note", "Asks for Ben")];
        app.post_form(&page, &note).await.is(303);
        let kept = app.api("ada").get(&door).await.is(200).json();
        let written = (&kept["reason"], &kept["note"], &kept["outcome"]);
        assert_eq!(written, (&json!("Offer support"), &json!("Asks for Ben"), &Value::Null));
        // It stays with the entry when that is moved and when it gets its outcome.
        let moved = json!({ "due_at": "2026-03-06" });
        let moved = app.api("ada").patch_json(&door, moved).await.is(200).json();
        assert_eq!(moved["note"], "Asks for Ben");
        let put = json!({ "outcome": "no_answer", "note": "Rang for a minute" });
        let put = app.api("ada").patch_json(&door, put).await.is(200).json();
        assert_eq!(put["note"], "Asks for Ben\nRang for a minute");
        let late = [("button", "reason"), ("version", "5"), ("reason", "Too late")];
        let told = app.post_form(&page, &late).await.is(422).text;
        assert!(told.contains("ada has put its outcome"), "{told}");
        assert_eq!(on(&app, "2026-03-06").await[0]["reason"], "Offer support");
        let timeline = format!("/api/v1/people/{person}/timeline");
        let told = app.api("ada").get(&timeline).await.is(200).text;
        assert!(told.contains("mended what is written on a diary entry"), "{told}");
    })
    .await;
}

/// Whoever closes the last call of a job that goes on is told that nothing follows it.
#[tokio::test]
async fn closing_the_last_call_by_hand_says_that_none_follows() {
    both(|app| async move {
        let (person, _) = placed(&app, "Zoë").await;
        app.sign_in("ada").await;
        for (kind, is_told) in [("tracking_call", true), ("appointment", false)] {
            let entry = json!({ "type": kind, "due_at": "2026-03-04" });
            let entry = book(&app, &person, entry).await.is(201).json();
            let page = format!("/diary/{}", id(&entry));
            let note = [("button", "note"), ("version", "1"), ("note", "Asks for Ben")];
            app.post_form(&page, &note).await.is(303);
            let close = [
                ("button", "close"),
                ("version", "2"),
                ("outcome", "no_answer"),
                ("note", "Rang.\nTwice."),
            ];
            let done = app.post_form(&page, &close).await.is(303).location().to_owned();
            let shown = app.get(&done).await.is(200).text;
            assert!(shown.contains("The outcome is kept."), "{shown}");
            assert_eq!(shown.contains("No next call is in the diary"), is_told, "{kind}");
            let kept = app.api("ada").get(&format!("{DOOR}/{}", id(&entry))).await.is(200).json();
            assert_eq!(kept["note"], "Rang.\nTwice.", "as it stood on the page");
        }
    })
    .await;
}

/// On a person's page a row says what, and when with its day; their name stands at the head. Enter
/// opens the entry wherever it stands.
#[tokio::test]
async fn on_a_persons_page_rows_say_what_and_on_which_day() {
    both(|app| async move {
        let (zoe, _) = placed(&app, "Zoë").await;
        let entry = book(&app, &zoe, json!({ "due_at": "2026-03-04" })).await.is(201).json();
        let page = format!("/diary/{}", id(&entry));
        app.sign_in("ada").await;
        let tab = format!("/people/{zoe}?tab=diary");
        let open = app.get(&tab).await.is(200).text;
        let opens = format!("<a class=\"button\" href=\"{page}\" data-main>");
        for text in [&open, &app.get("/diary").await.is(200).text] {
            assert!(text.contains(&opens), "{text}");
        }
        let done = json!({ "outcome": "no_answer" });
        app.api("ada").patch_json(&format!("{DOOR}/{}", id(&entry)), done).await.is(200);
        let was = app.get(&tab).await.is(200).text;
        let was = was.split("id=\"was\"").nth(1).expect("what was");
        for said in ["today at ", &format!("<a class=\"who\" href=\"{page}\">Tracking call</a>")] {
            assert!(was.contains(said), "{said}: {was}");
        }
        assert!(!was.contains("Zoë"), "{was}");
        let closed = app.get(&page).await.is(200).text;
        assert!(closed.contains("<title>Tracking call · Zoë Dubois · "), "{closed}");
    })
    .await;
}
