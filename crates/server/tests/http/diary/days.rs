//! Days on which nobody works and days that are past: asked about at a page, never by programs.

use super::{DOOR, book, id, on, placed};
use crate::harness::{TestApp, both};
use crate::runs::{Walk, left, lost, placed as placed_for_runs};
use serde_json::{Value, json};

async fn entry(app: &TestApp, id: &str) -> Value {
    app.api("ada").get(&format!("{DOOR}/{id}")).await.is(200).json()
}

#[tokio::test]
async fn moving_on_a_page_asks_about_days_on_which_nobody_works() {
    both(|app| async move {
        let (person, _) = placed(&app, "Zoë").await;
        let made = book(&app, &person, json!({})).await.is(201).json();
        app.sign_in("ada").await;
        let page = format!("/diary/{}", id(&made));
        // Drawn onto Good Friday in its week.
        let week = "/diary?view=week&whose=mine&on=2026-04-01";
        let drawn = [
            ("button", "move"),
            ("version", "1"),
            ("due_at", "2026-04-03"),
            ("time", "10:30"),
            ("back", week),
        ];
        let told = app.post_form(&page, &drawn).await.is(422).text;
        assert!(told.contains("The next working day is Mon 6 Apr"), "{told}");
        assert!(told.contains("Move it to this day all the same"), "{told}");
        assert!(told.contains("value=\"2026-04-03\"") && told.contains("value=\"10:30\""));
        assert!(told.contains("name=\"back\" value=\"/diary?view=week"), "{told}");
        let stays = entry(&app, id(&made)).await;
        assert_eq!((&stays["due_at"], &stays["version"]), (&made["due_at"], &json!(1)));
        // Who says that it is meant comes back to the week.
        let mut meant = drawn.to_vec();
        meant.push(("anyway", "yes"));
        let back = app.post_form(&page, &meant).await.is(303);
        assert_eq!(back.location(), format!("{week}&done=moved"));
        assert_eq!(entry(&app, id(&made)).await["due_at"], "2026-04-03T14:30:00Z");
        // Another time on the same day is not asked about again.
        let later =
            [("button", "move"), ("version", "2"), ("due_at", "2026-04-03"), ("time", "11:00")];
        app.post_form(&page, &later).await.is(303);
        let past =
            [("button", "move"), ("version", "3"), ("due_at", "2026-03-01"), ("time", "11:00")];
        let told = app.post_form(&page, &past).await.is(422).text;
        assert!(told.contains("That is past. Choose today, Wed 4 Mar 2026"), "{told}");
        assert!(!told.contains("all the same"), "a Sunday that is past: {told}");
        // Programs know better: a Saturday, and Christmas.
        let door = format!("{DOOR}/{}", id(&made));
        app.api("ada").patch_json(&door, json!({ "due_at": "2026-04-04" })).await.is(200);
        book(&app, &person, json!({ "due_at": "2026-12-25" })).await.is(201);
    })
    .await;
}

#[tokio::test]
async fn a_page_books_nothing_into_the_past_that_is_still_open() {
    both(|app| async move {
        let (person, job) = placed(&app, "Zoë").await;
        app.sign_in("ada").await;
        let form = format!("/people/{person}/diary/new");
        let mut fields = vec![
            ("type", "appointment"),
            ("placement", job.as_str()),
            ("due_at", "2026-03-03"),
            ("time", "10:30"),
            ("reason", "Came in by herself"),
        ];
        let told = app.post_form(&form, &fields).await.is(422).text;
        assert!(told.contains("Choose today, Wed 4 Mar 2026, or a later day"), "{told}");
        assert!(told.contains("is entered with its outcome"), "{told}");
        assert!(told.contains("Came in by herself") && told.contains("2026-03-03"), "{told}");
        assert!(!told.contains("all the same"), "{told}");
        fields.push(("outcome", "reached"));
        app.post_form(&form, &fields).await.is(303);
        assert_eq!(on(&app, "2026-03-03").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn booking_says_what_it_replaces() {
    both(|app| async move {
        let (person, job) = placed(&app, "Zoë").await;
        app.sign_in("ada").await;
        let form = format!("/people/{person}/diary/new");
        assert!(!app.get(&form).await.is(200).text.contains("replaces"));
        book(&app, &person, json!({ "due_at": "2026-03-12T10:30:00-04:00" })).await.is(201);
        let page = app.get(&form).await.is(200).text;
        assert!(page.contains("Baker, Bakery: a tracking call"), "{page}");
        assert!(page.contains("replaces the call of Thu 12 Mar, 10:30."), "{page}");
        let post = |kind: &'static str| {
            let fields = [
                ("type", kind),
                ("placement", job.as_str()),
                ("due_at", "2026-03-13"),
                ("time", "10:30"),
            ];
            let (app, form) = (&app, form.as_str());
            async move { app.post_form(form, &fields).await.is(303).location().to_owned() }
        };
        let tab = format!("/people/{person}?tab=diary&done=");
        assert_eq!(post("appointment").await, format!("{tab}booked"));
        let instead = post("tracking_call").await;
        assert_eq!(instead, format!("{tab}booked-instead"));
        let told = app.get(&instead).await.is(200).text;
        assert!(told.contains("What was booked before it is closed as replaced."), "{told}");
    })
    .await;
}

/// A job lost in a call: the task of booking a session, for the team leader.
async fn session(app: &TestApp, name: &str) -> String {
    let placed = placed_for_runs(app, name, "2026-02-20").await;
    let mut walk = Walk::begin(app, &placed).await;
    left(&mut walk, json!({ "end_date": "2026-03-02" })).await;
    lost(&mut walk).await;
    let path = format!("/api/v1/tasks?person={}", placed.person);
    let tasks = app.api("theo").get(&path).await.is(200).json();
    let all = tasks["items"].as_array().expect("a list");
    let task = all.iter().find(|task| task["kind"] == "book_rapid_response");
    id(task.expect("the task")).to_owned()
}

#[tokio::test]
async fn a_task_asks_as_well_before_it_books_on_such_a_day() {
    both(|app| async move {
        let task = session(&app, "Zoë").await;
        app.sign_in("theo").await;
        let page = format!("/tasks/{task}");
        let fields = |day: &'static str| {
            vec![
                ("button", "finish"),
                ("version", "1"),
                ("note", "by telephone"),
                ("due_at", day),
                ("time", "10:00"),
            ]
        };
        let told = app.post_form(&page, &fields("2026-03-03")).await.is(422).text;
        assert!(told.contains("Choose today, Wed 4 Mar 2026"), "{told}");
        let told = app.post_form(&page, &fields("2026-04-03")).await.is(422).text;
        assert!(told.contains("The next working day is Mon 6 Apr"), "{told}");
        assert!(told.contains("Book it on this day all the same"), "{told}");
        assert!(told.contains("by telephone") && told.contains("2026-04-03"), "{told}");
        assert!(on(&app, "2026-04-03").await.is_empty());
        let mut meant = fields("2026-04-03");
        meant.push(("anyway", "yes"));
        app.post_form(&page, &meant).await.is(303);
        assert_eq!(on(&app, "2026-04-03").await[0]["type"], "rapid_response");
        // A program books on the Saturday after without a word.
        let task = session(&app, "Yan").await;
        let done = json!({ "state": "done", "book_at": "2026-04-04" });
        app.api("theo").patch_json(&format!("/api/v1/tasks/{task}"), done).await.is(200);
        assert_eq!(on(&app, "2026-04-04").await[0]["type"], "rapid_response");
    })
    .await;
}

#[tokio::test]
async fn the_head_of_a_day_says_which_holiday_it_is() {
    both(|app| async move {
        placed(&app, "Zoë").await;
        app.sign_in("ada").await;
        let day = app.get("/diary?on=2026-04-03").await.is(200).text;
        assert!(day.contains("Holiday: Good Friday"), "{day}");
        let week = app.get("/diary?view=week&on=2026-04-01").await.is(200).text;
        assert_eq!(week.matches("Holiday: Good Friday").count(), 1, "{week}");
        // That a weekend is one needs no saying.
        assert!(!week.contains("Office closed") && week.contains("day-2026-04-04"), "{week}");
        let lieu = app.get("/diary?on=2026-12-28").await.is(200).text;
        assert!(lieu.contains("Holiday: Boxing Day (in lieu)"), "{lieu}");
        let plain = app.get("/diary?on=2026-04-02").await.is(200).text;
        assert!(!plain.contains("Holiday:") && !plain.contains("Office closed"), "{plain}");
        assert!(plain.contains("Find a person to book for"), "{plain}");
        app.post_form("/language", &[("language", "fr"), ("back", "/diary")]).await.is(303);
        let week = app.get("/diary?view=week&on=2026-04-01").await.is(200).text;
        assert!(week.contains("Jour férié : Vendredi saint"), "{week}");
        assert!(!week.contains("Bureau fermé"), "{week}");
    })
    .await;
}

/// Far days are gone to at once, and whoever is to be booked for is found on the way to the form.
#[tokio::test]
async fn a_day_is_chosen_and_somebody_found_to_book_for() {
    both(|app| async move {
        let (zoe, _) = placed(&app, "Zoë").await;
        app.sign_in("ada").await;
        let page = app.get("/diary?view=week&whose=team&on=2026-06-10").await.is(200).text;
        let pick = page.split("action=\"/diary\">").nth(1).expect("a form to go to a day");
        let pick = pick.split("</form>").next().unwrap_or_default();
        for kept in [
            "name=\"view\" value=\"week\"",
            "name=\"whose\" value=\"team\"",
            "name=\"on\" type=\"date\" value=\"2026-06-10\"",
            "Go to this day",
        ] {
            assert!(pick.contains(kept), "{kept}: {pick}");
        }
        assert!(page.contains("id=\"day-2026-06-12\""), "{page}");
        let list = app.get("/diary?view=list").await.is(200).text;
        assert!(!list.contains("Go to this day"), "a list has no day: {list}");
        // From a free day to somebody, and from them to the form with that day.
        let day = app.get("/diary?on=2026-06-10").await.is(200).text;
        let find = "/people?book=yes&on=2026-06-10";
        assert!(day.replace("&#38;", "&").contains(&format!("href=\"{find}\"")), "{day}");
        let found = app.get(&format!("{find}&q=zoe")).await.is(200).text;
        assert!(found.contains("<title>Find a person to book for · "), "{found}");
        assert!(found.contains("name=\"on\" value=\"2026-06-10\""), "{found}");
        // Who says among whom they look, looks there again; else a search looks everywhere.
        assert!(!found.contains("name=\"whose\""), "{found}");
        let among = app.get(&format!("{find}&whose=mine")).await.is(200).text;
        assert!(among.contains("name=\"whose\" value=\"mine\""), "{among}");
        let form = format!("/people/{zoe}/diary/new?due_at=2026-06-10");
        assert!(found.contains(&format!("href=\"{form}\"")), "{found}");
        let form = app.get(&form).await.is(200).text;
        assert!(form.contains("value=\"2026-06-10\"") && form.contains("name=\"time\""), "{form}");
        // Whoever does not book is shown people as ever.
        app.sign_in("ines").await;
        let page = app.get("/diary?on=2026-06-10").await.is(200).text;
        assert!(!page.contains("book=yes"), "{page}");
        let found = app.get(find).await.is(200).text;
        assert!(!found.contains("/diary/new"), "{found}");
    })
    .await;
}
