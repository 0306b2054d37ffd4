//! The diary: booking, moving, handing over, outcomes; by day, by week and ahead.

mod days;
mod rows;

use crate::harness::{Answer, TestApp, both};
use serde_json::{Value, json};

const DOOR: &str = "/api/v1/diary";

async fn placed(app: &TestApp, name: &str) -> (String, String) {
    let ada = app.api("ada");
    let person = json!({ "given_name": name, "family_name": "Dubois", "language": "en" });
    let person = ada.post_json("/api/v1/people", person).await.is(201).json();
    let id = person["id"].as_str().expect("an id").to_owned();
    let job = json!({ "programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
        "started_on": "2026-02-04", "hours_per_week": 30 });
    let placed = ada.post_json(&format!("/api/v1/people/{id}/placements"), job).await.is(201);
    (id, placed.json()["id"].as_str().expect("an id").to_owned())
}

async fn book(app: &TestApp, person: &str, more: Value) -> Answer {
    let mut entry = json!({ "person": person, "type": "tracking_call", "due_at": "2026-03-05" });
    let own = entry.as_object_mut().expect("an object");
    own.extend(more.as_object().expect("an object").clone());
    app.api("ada").post_json(DOOR, entry).await
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap_or_else(|| panic!("no id: {value}"))
}

async fn on(app: &TestApp, day: &str) -> Vec<Value> {
    let listed = app.api("ada").get(&format!("{DOOR}?on={day}")).await.is(200).json();
    listed["items"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn there_is_one_open_tracking_call_for_each_job() {
    both(|app| async move {
        let (person, job) = placed(&app, "Zoë").await;
        let first = book(&app, &person, json!({ "reason": "Offer support" })).await.is(201).json();
        assert_eq!((&first["placement"], &first["attempt"]), (&json!(job), &json!(1)));
        // Nine in the morning where the office is.
        assert_eq!(first["due_at"], "2026-03-05T14:00:00Z");
        let later = json!({ "due_at": "2026-03-12T10:30:00-04:00", "attempt": 2 });
        let second = book(&app, &person, later).await.is(201).json();
        let first = app.api("ada").get(&format!("{DOOR}/{}", id(&first))).await.is(200).json();
        assert_eq!(first["outcome"], "replaced");
        // At one instant: one stays open.
        let days = ["2026-03-13", "2026-03-16", "2026-03-17", "2026-03-18"];
        let all = days.map(|day| book(&app, &person, json!({ "due_at": day })));
        for answer in futures_util::future::join_all(all).await {
            answer.is(201);
        }
        let open = "SELECT COUNT(*) AS many FROM diary_entries WHERE outcome IS NULL";
        assert_eq!(app.count(open).await, 1);
        // An appointment takes nobody's place.
        book(&app, &person, json!({ "type": "appointment" })).await.is(201);
        book(&app, &person, json!({ "type": "appointment" })).await.is(201);
        assert_eq!(app.count(open).await, 3);
        let door = format!("{DOOR}/{}", id(&second));
        let told = app.api("ada").patch_json(&door, json!({ "outcome": "reached" })).await.is(409);
        assert!(told.text.contains("Another call was booked in its place"), "{}", told.text);
        let deeds = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'replace entry'";
        assert_eq!(app.count(deeds).await, 5);
    })
    .await;
}

#[tokio::test]
async fn what_is_overdue_stays_at_the_top_until_its_outcome_is_put() {
    both(|app| async move {
        let (zoe, _) = placed(&app, "Zoë").await;
        let (mina, _) = placed(&app, "Mina").await;
        let late = book(&app, &zoe, json!({ "due_at": "2026-03-05" })).await.is(201).json();
        book(&app, &mina, json!({ "due_at": "2026-03-09T08:00:00-04:00" })).await.is(201);
        app.at("2026-03-09T15:00:00Z");
        let today = on(&app, "2026-03-09").await;
        assert_eq!(today.len(), 2);
        assert_eq!(id(&today[0]), id(&late));
        app.sign_in("ada").await;
        let page = app.get("/diary").await.is(200).text;
        let (over, own) = (page.find("Overdue"), page.find("Mina Dubois"));
        assert!(over.is_some() && over < own, "{page}");
        assert!(!app.get("/diary?on=2026-03-10").await.is(200).text.contains("Zoë Dubois"));
        // It is put once.
        let door = format!("{DOOR}/{}", id(&late));
        let put = json!({ "outcome": "no_answer", "note": "Rang for a minute", "version": 1 });
        let done = app.api("ada").patch_json(&door, put.clone()).await.is(200).json();
        assert_eq!((&done["outcome"], &done["version"]), (&json!("no_answer"), &json!(2)));
        app.api("ada").patch_json(&door, put).await.is(409);
        let again = app.api("ada").patch_json(&door, json!({ "outcome": "done" })).await.is(409);
        assert!(again.text.contains("ada has put"), "{}", again.text);
        assert_eq!(on(&app, "2026-03-09").await.len(), 1);
        assert_eq!(on(&app, "2026-03-05").await.len(), 1, "it stays where it was");
        let tab = app.get(&format!("/people/{zoe}?tab=diary")).await.is(200).text;
        assert!(tab.contains("No answer") && tab.contains("Nothing is booked"), "{tab}");
        let shown = app.get(&format!("/diary/{}", id(&late))).await.is(200).text;
        assert!(shown.contains("Rang for a minute"), "{shown}");
        let timeline = format!("/api/v1/people/{zoe}/timeline");
        let told = app.api("ada").get(&timeline).await.is(200).text;
        assert!(told.contains("put the outcome of a diary entry"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn an_entry_is_moved_and_handed_over() {
    both(|app| async move {
        let (person, _) = placed(&app, "Zoë").await;
        let entry = book(&app, &person, json!({})).await.is(201).json();
        let door = format!("{DOOR}/{}", id(&entry));
        let (bob, chloe) = (app.viewer("bob").user, app.viewer("chloe").user);
        let both = json!({ "due_at": "2026-03-20T16:00:00-04:00", "owner": bob.to_string() });
        let moved = app.api("ada").patch_json(&door, both).await.is(200).json();
        assert_eq!(moved["due_at"], "2026-03-20T20:00:00Z");
        assert_eq!(moved["owner"], bob.to_string());
        assert!(on(&app, "2026-03-20").await.is_empty(), "it is Bob's");
        let of_bob = app.api("ada").get(&format!("{DOOR}?on=2026-03-20&owner={bob}")).await.is(200);
        assert_eq!(of_bob.json()["items"].as_array().map(Vec::len), Some(1));
        for (change, field) in [
            (json!({ "owner": chloe.to_string() }), "owner"),
            (json!({ "owner": "nobody" }), "owner"),
            (json!({ "due_at": "2026-03-03" }), "due_at"),
            (json!({ "due_at": "2029-03-03" }), "due_at"),
            (json!({ "due_at": "tomorrow" }), "due_at"),
            (json!({ "outcome": "replaced" }), "outcome"),
            (json!({ "outcome": "fine" }), "outcome"),
            (json!({ "note": "only this" }), "note"),
        ] {
            let told = app.api("ada").patch_json(&door, change.clone()).await.is(422).json();
            assert_eq!(told["errors"][0]["field"], field, "{change}: {told}");
        }
        app.api("ada").patch_json(&door, json!({})).await.is(422);
        // By its page as well.
        app.sign_in("ada").await;
        let page = format!("/diary/{}", id(&entry));
        let form = [("button", "move"), ("version", "2"), ("due_at", "2026-03-23"), ("time", "x")];
        let told = app.post_form(&page, &form).await.is(422).text;
        assert!(told.contains("such as 10:30") && told.contains("2026-03-23"), "{told}");
        let form =
            [("button", "move"), ("version", "2"), ("due_at", "2026-03-23"), ("time", "10:30")];
        app.post_form(&page, &form).await.is(303);
        let stale = [("button", "close"), ("version", "2"), ("outcome", "done")];
        assert!(app.post_form(&page, &stale).await.is(422).text.contains("meanwhile"));
        let close = [("button", "close"), ("version", "3"), ("outcome", "done")];
        assert_eq!(
            app.post_form(&page, &close).await.is(303).location(),
            "/diary?done=closed-last"
        );
    })
    .await;
}

#[tokio::test]
async fn booking_on_a_page_knows_the_days_on_which_nobody_works() {
    both(|app| async move {
        let (person, job) = placed(&app, "Zoë").await;
        app.sign_in("ada").await;
        let form = format!("/people/{person}/diary/new");
        app.get(&form).await.is(200);
        // Good Friday.
        let mut fields = vec![
            ("once", "one-form"),
            ("type", "tracking_call"),
            ("placement", job.as_str()),
            ("due_at", "2026-04-03"),
            ("time", "10:30"),
            ("reason", "Offer support"),
        ];
        let told = app.post_form(&form, &fields).await.is(422).text;
        assert!(told.contains("The next working day is Mon 6 Apr"), "{told}");
        assert!(told.contains("Offer support") && told.contains("all the same"), "{told}");
        fields.push(("anyway", "yes"));
        let all = (0..5).map(|_| app.post_form(&form, &fields));
        for answer in futures_util::future::join_all(all).await {
            assert_eq!(
                answer.is(303).location(),
                format!("/people/{person}?tab=diary&done=booked")
            );
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM diary_entries").await, 1);
        let week = app.get("/diary?view=week&on=2026-04-01").await.is(200).text;
        assert!(week.contains("10:30") && week.contains("Zoë Dubois"), "{week}");
        assert_eq!(week.matches("id=\"day-").count(), 7, "{week}");
        let list = app.get("/diary?view=list").await.is(200).text;
        assert!(list.contains("Zoë Dubois"), "{list}");
        for wrong in [("type", "dance"), ("due_at", "soon"), ("placement", "plc_x")] {
            let mut fields = fields.clone();
            fields.retain(|(name, _)| *name != wrong.0 && *name != "once");
            fields.push(wrong);
            app.post_form(&form, &fields).await.is(422);
        }
    })
    .await;
}

#[tokio::test]
async fn bookings_of_programs_count_once_and_what_does_not_fit_is_told() {
    both(|app| async move {
        let (person, _) = placed(&app, "Zoë").await;
        for (more, field) in [
            (json!({ "type": "dance" }), "type"),
            (json!({ "due_at": "then" }), "due_at"),
            (json!({ "due_at": "2025-03-02" }), "due_at"),
            (json!({ "outcome": "replaced" }), "outcome"),
            (json!({ "note": "only this" }), "note"),
            (json!({ "placement": "plc_0" }), "placement"),
            (json!({ "attempt": 0 }), "attempt"),
            (json!({ "reason": "x".repeat(301) }), "reason"),
        ] {
            let told = book(&app, &person, more.clone()).await.is(422).json();
            assert_eq!(told["errors"][0]["field"], field, "{more}: {told}");
        }
        let nobody = "per_01ARZ3NDEKTSV4RRFFQ69G5FAV";
        book(&app, nobody, json!({})).await.is(404);
        // A person without a job has no tracking call, and may have an appointment.
        let ada = app.api("ada");
        let lone = json!({ "given_name": "No", "family_name": "Job", "language": "en" });
        let lone = ada.post_json("/api/v1/people", lone).await.is(201).json();
        book(&app, id(&lone), json!({})).await.is(422);
        book(&app, id(&lone), json!({ "type": "appointment" })).await.is(201);
        // What was held is entered afterwards, beside the call that is open.
        let open = book(&app, &person, json!({})).await.is(201).json();
        let held = json!({ "due_at": "2026-03-02T15:00:00-05:00", "outcome": "reached",
            "note": "Came in by herself" });
        let held = book(&app, &person, held).await.is(201).json();
        let said = (&held["outcome"], &held["note"]);
        assert_eq!(said, (&json!("reached"), &json!("Came in by herself")));
        assert!(!held["closed_at"].is_null());
        let open = app.api("ada").get(&format!("{DOOR}/{}", id(&open))).await.is(200).json();
        assert!(open["outcome"].is_null(), "{open}");
        // What is past and has no outcome is overdue.
        book(&app, &person, json!({ "due_at": "2026-03-02", "type": "site_visit" })).await.is(201);
        assert_eq!(on(&app, "2026-03-04").await.len(), 1);
        // Another office sees nothing of it.
        let entry = book(&app, &person, json!({})).await.is(201).json();
        let other = app.api("chloe");
        other.get(&format!("{DOOR}/{}", id(&entry))).await.is(404);
        other
            .patch_json(&format!("{DOOR}/{}", id(&entry)), json!({ "outcome": "done" }))
            .await
            .is(404);
        let team = other.get(&format!("{DOOR}?on=2026-03-05&owner=team")).await.is(200).json();
        assert_eq!(team["items"].as_array().map(Vec::len), Some(0));
    })
    .await;
}

#[tokio::test]
async fn a_calendar_reads_the_diary_without_anybodys_name() {
    both(|app| async move {
        let (person, _) = placed(&app, "Zoë").await;
        let entry = book(&app, &person, json!({ "attempt": 2, "reason": "Secret" })).await.is(201);
        let entry = entry.json();
        app.sign_in("ada").await;
        app.get("/diary/feed").await.is(200);
        let make = [("button", "make")];
        let address = |page: &str| {
            let at = page.split("class=\"feed-address\">").nth(1).expect("an address");
            let whole = at.split('<').next().expect("an end");
            format!("/diary/feed/{}", whole.split("/diary/feed/").nth(1).expect("its end"))
        };
        let first = address(&app.post_form("/diary/feed", &make).await.is(200).text);
        // A calendar has no session.
        let calendar = app.another().get(&first).await.is(200);
        assert!(calendar.header("content-type").starts_with("text/calendar"));
        let text = calendar.text;
        for secret in ["Zoë", "Dubois", "Bakery", "Secret", person.as_str()] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        let read = calcard::icalendar::ICalendar::parse(&text).expect("a calendar");
        let events: Vec<_> = read
            .components
            .iter()
            .filter(|one| one.component_type == calcard::icalendar::ICalendarComponentType::VEvent)
            .collect();
        assert_eq!(events.len(), 1, "{text}");
        assert_eq!(events[0].uid(), Some(format!("{}@cairn", id(&entry)).as_str()));
        assert!(text.contains("DTSTART:20260305T140000Z"), "{text}");
        assert!(text.contains("SUMMARY:Tracking call\\, attempt 2"), "{text}");
        // What has its outcome is not ahead any more; a new address ends the old one.
        let second = address(&app.post_form("/diary/feed", &make).await.is(200).text);
        app.another().get(&first).await.is(404);
        let door = format!("{DOOR}/{}", id(&entry));
        app.api("ada").patch_json(&door, json!({ "outcome": "done" })).await.is(200);
        assert!(!app.another().get(&second).await.is(200).text.contains("VEVENT"));
        app.post_form("/diary/feed", &[("button", "end")]).await.is(200);
        app.another().get(&second).await.is(404);
        app.another().get("/diary/feed/x.ics").await.is(404);
        app.another().get("/diary/feed/x").await.is(404);
    })
    .await;
}
