//! The pages of staff: who may see which, what forms refuse, and that numbers equal lists.

use crate::harness::{Answer, TestApp, both};
use serde_json::{Value, json};

/// A person with a job since 4 January 2026, entered and placed by somebody.
async fn placed(app: &TestApp, by: &str, family_name: &str, started_on: &str) -> Value {
    let person = entered(app, by, family_name).await;
    let path = format!("/api/v1/people/{}/placements", text(&person["id"]));
    let job = json!({"programme": "on-ies", "employer": "Concession Street Bakery",
        "job_title": "Baker", "started_on": started_on, "hours_per_week": 30,
        "pay_cents": 1850, "pay_period": "hour"});
    let job = app.api(by).post_json(&path, job).await.is(201).json();
    json!({"person": person["id"], "job": job["id"],
        "checkpoint": job["checkpoints"][0]["id"]})
}

async fn entered(app: &TestApp, by: &str, family_name: &str) -> Value {
    let person = json!({"given_name": "Zoë", "family_name": family_name, "language": "en",
        "phones": ["+14165550123"], "emails": ["zoe@mail.example"]});
    app.api(by).post_json("/api/v1/people", person).await.is(201).json()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// The value of a hidden field in the form that is sent to an address.
fn hidden_in(page: &str, address: &str, name: &str) -> String {
    let form = page.split(&format!(r#"action="{address}""#)).nth(1);
    hidden(form.unwrap_or_else(|| panic!("no form for {address}: {page}")), name)
}

/// The value of a hidden field on a page.
fn hidden(page: &str, name: &str) -> String {
    let start = format!(r#"name="{name}" value=""#);
    let value = page.split(start.as_str()).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    value.split('"').next().expect("a value").to_owned()
}

#[tokio::test]
async fn each_page_for_each_role() {
    both(|app| async move {
        let one = placed(&app, "ada", "O’Brien", "2026-01-04").await;
        let (person, job) = (text(&one["person"]), text(&one["job"]));
        let file = format!("/people/{person}");
        // What everybody sees; what only those see who record; what only those see who place.
        let lists = ["/", "/?whose=team", "/people", "/people?q=zoe", "/checkpoints", "/setup"];
        let records =
            ["/people/new".to_owned(), format!("{file}/edit"), format!("{file}/standing")];
        let places = ["start", "ending", "terms"].map(|form| format!("/placements/{job}/{form}"));
        let reads = ["", "?tab=summary", "?tab=checkpoints", "?tab=timeline", "/why"]
            .map(|part| format!("{file}{part}"));
        for (name, recording, placing) in
            [("ada", 200, 200), ("theo", 200, 200), ("rita", 200, 200), ("sam", 403, 403)]
        {
            let browser = app.another();
            browser.sign_in(name).await;
            for path in lists {
                browser.get(path).await.is(200);
            }
            for path in &reads {
                browser.get(path).await.is(200);
            }
            for path in &records {
                browser.get(path).await.is(recording);
            }
            for path in &places {
                browser.get(path).await.is(placing);
            }
            browser.get(&format!("{file}/placements/new")).await.is(placing);
        }
        // Outside the caseload a reason is asked for first; in another office nothing is there.
        for (name, status) in [("bob", 303), ("ines", 303), ("chloe", 404), ("fay", 404)] {
            let browser = app.another();
            browser.sign_in(name).await;
            for path in &reads {
                browser.get(path).await.is(status);
            }
            let list = browser.get("/people?q=zoe&whose=team").await.is(200);
            assert_eq!(list.text.contains("O’Brien"), status == 303, "{name}");
        }
        for path in lists {
            let answer = app.another().get(path).await.is(303);
            assert!(answer.location().starts_with("/sign-in"), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_person_is_entered_and_what_was_typed_is_kept() {
    both(|app| async move {
        app.sign_in("ada").await;
        let wrong = [
            ("given_name", "<script>alert(1)</script>"),
            ("family_name", ""),
            ("language", "en"),
            ("phones", "call me"),
            ("emails", "nobody"),
            ("year_of_birth", "soon"),
            ("time_zone", "America/Toronto"),
        ];
        let page = app.post_form("/people/new", &wrong).await.is(422);
        assert!(page.text.contains("&#60;script&#62;alert(1)"), "it is shown as it was typed");
        assert!(!page.text.contains("<script>alert"), "and never becomes markup");
        for field in ["family_name", "phones[0]", "emails[0]", "year_of_birth"] {
            assert!(page.text.contains(&format!(r##"href="#{field}""##)), "{field}");
        }
        let right = [
            ("given_name", "<b>Ali</b>"),
            ("family_name", "Rahimi"),
            ("language", "fr"),
            ("phones", "905 555 0176"),
            ("phones", ""),
            ("consent_sms", "yes"),
            ("time_zone", "America/Vancouver"),
        ];
        let done = app.post_form("/people/new", &right).await.is(303);
        let page = app.get(done.location()).await.is(200);
        assert!(page.text.contains("&#60;b&#62;Ali&#60;/b&#62; Rahimi"));
        assert!(page.text.contains("905 555 0176") && page.text.contains("agreed to messages"));
        // Sent twice, it is not entered twice without a second look.
        let again = app.post_form("/people/new", &right).await.is(422);
        assert!(again.text.contains("may be here already"));
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM people").await, 1);
        let mut sure = right.to_vec();
        sure.push(("sure", "yes"));
        app.post_form("/people/new", &sure).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM people").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_stale_form_shows_both() {
    both(|app| async move {
        app.sign_in("ada").await;
        let person = entered(&app, "ada", "O’Brien").await;
        let path = format!("/people/{}/edit", text(&person["id"]));
        let version = hidden(&app.get(&path).await.is(200).text, "version");
        let form = |family: &'static str, version: &str| {
            vec![
                ("given_name", "Zoë".to_owned()),
                ("family_name", family.to_owned()),
                ("language", "en".to_owned()),
                ("time_zone", "America/Toronto".to_owned()),
                ("version", version.to_owned()),
            ]
        };
        let post = async |fields: Vec<(&str, String)>| -> Answer {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            app.post_form(&path, &fields).await
        };
        post(form("Byrne", &version)).await.is(303);
        let page = post(form("Quinn", &version)).await.is(422);
        assert!(page.text.contains("Byrne") && page.text.contains(r#"value="Quinn""#));
        let now = hidden(&page.text, "version");
        post(form("Quinn", &now)).await.is(303);
    })
    .await;
}

#[tokio::test]
async fn placing_refuses_what_cannot_be() {
    both(|app| async move {
        app.sign_in("ada").await;
        let person = entered(&app, "ada", "O’Brien").await;
        let path = format!("/people/{}/placements/new", text(&person["id"]));
        let form = |programme, started_on, hours, pay, period| {
            [
                ("programme", programme),
                ("employer", "Bakery"),
                ("job_title", "Baker"),
                ("started_on", started_on),
                ("hours_per_week", hours),
                ("pay_cents", pay),
                ("pay_cents-period", period),
            ]
        };
        for (fields, wrong) in [
            (form("on-ies", "2026-02-30", "30", "", ""), "started_on"),
            (form("on-ies", "2027-01-01", "30", "", ""), "started_on"),
            (form("on-ies", "", "30", "", ""), "started_on"),
            (form("no-such", "2026-01-04", "30", "", ""), "programme"),
            (form("on-ies", "2026-01-04", "many", "", ""), "hours_per_week"),
            (form("on-ies", "2026-01-04", "30", "much", "hour"), "pay_cents"),
            (form("on-ies", "2026-01-04", "30", "18.50", ""), "pay_cents"),
        ] {
            let page = app.post_form(&path, &fields).await.is(422);
            assert!(page.text.contains(&format!(r##"href="#{wrong}""##)), "{wrong}: {fields:?}");
            assert!(page.text.contains(r#"value="Baker""#), "what was typed is kept");
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM checkpoints").await, 0);
        let once = hidden(&app.get(&path).await.is(200).text, "once");
        let mut right = form("on-ies", "2026-01-04", "37,5", "18.50", "hour").to_vec();
        right.push(("once", &once));
        let done = app.post_form(&path, &right).await.is(303);
        let page = app.get(done.location()).await.is(200);
        assert!(page.text.contains("Bakery"));
        // Sent twice, it places once; other words in it are not taken for the first.
        app.post_form(&path, &right).await.is(303);
        right[2].1 = "Miller";
        let other = app.post_form(&path, &right).await.is(409);
        assert!(other.text.contains("This form was sent already"), "{}", other.text);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM placements").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM checkpoints").await, 4);
    })
    .await;
}

#[tokio::test]
async fn a_correction_does_what_was_shown_and_nothing_else() {
    both(|app| async move {
        app.sign_in("ada").await;
        let one = placed(&app, "ada", "O’Brien", "2026-01-04").await;
        let path = format!("/placements/{}/start", text(&one["job"]));
        let version = hidden(&app.get(&path).await.is(200).text, "version");
        let day = |on| [("started_on", on), ("version", version.as_str())];
        let shown = app.post_form(&path, &day("2026-01-11")).await.is(200);
        assert!(shown.text.contains("is-changed"), "what would move is shown");
        let due = "SELECT COUNT(*) AS many FROM checkpoints WHERE due_on = '2026-02-11'";
        assert_eq!(app.count(due).await, 0, "and nothing is done");
        // Somebody pins a checkpoint meanwhile: what was shown is not what would happen.
        let pin = json!({"pinned_on": "2026-02-20", "reason": "on holiday"});
        let checkpoint = format!("/api/v1/checkpoints/{}", text(&one["checkpoint"]));
        app.api("ada").patch_json(&checkpoint, pin).await.is(200);
        let seen = hidden(&shown.text, "seen");
        let confirm = |seen: String| {
            vec![
                ("started_on", "2026-01-11".to_owned()),
                ("version", version.clone()),
                ("seen", seen),
                ("confirm", "yes".to_owned()),
            ]
        };
        let post = async |fields: Vec<(&str, String)>| -> Answer {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            app.post_form(&path, &fields).await
        };
        let stale = post(confirm(seen)).await.is(422);
        post(confirm(hidden(&stale.text, "seen"))).await.is(303);
        let moved = "SELECT COUNT(*) AS many FROM checkpoints WHERE expected_on = '2026-04-11'";
        assert_eq!(app.count(moved).await, 1, "the untouched ones moved");
        for wrong in ["2026-02-30", "2027-01-01", ""] {
            app.post_form(&path, &day(wrong)).await.is(422);
        }
    })
    .await;
}

#[tokio::test]
async fn ending_a_job_shows_what_stops() {
    both(|app| async move {
        app.sign_in("ada").await;
        let one = placed(&app, "ada", "O’Brien", "2026-01-04").await;
        let path = format!("/placements/{}/ending", text(&one["job"]));
        let version = hidden(&app.get(&path).await.is(200).text, "version");
        let form = |on, reason| [("ended_on", on), ("reason", reason), ("version", &*version)];
        for (on, reason) in [
            ("2026-01-03", "left"),
            ("2027-01-01", "left"),
            ("2026-02-30", "left"),
            ("", "left"),
            ("2026-02-20", ""),
        ] {
            app.post_form(&path, &form(on, reason)).await.is(422);
        }
        let shown = app.post_form(&path, &form("2026-02-20", "left")).await.is(200);
        let seen = hidden(&shown.text, "seen");
        let mut confirm = form("2026-02-20", "left").to_vec();
        confirm.extend([("seen", seen.as_str()), ("confirm", "yes")]);
        app.post_form(&path, &confirm).await.is(303);
        let stopped = "SELECT COUNT(*) AS many FROM checkpoints WHERE ending = 'placement_ended'";
        assert_eq!(app.count(stopped).await, 3, "what was due after the last day");
    })
    .await;
}

#[tokio::test]
async fn outcomes_of_a_checkpoint_want_a_reason() {
    both(|app| async move {
        app.sign_in("ada").await;
        let one = placed(&app, "ada", "O’Brien", "2026-01-04").await;
        let checkpoint = text(&one["checkpoint"]);
        let tab = format!("/people/{}?tab=checkpoints&open={checkpoint}", text(&one["person"]));
        let path = |noun: &str| format!("/checkpoints/{checkpoint}/{noun}");
        let page = app.get(&tab).await.is(200).text;
        let version = hidden_in(&page, &path("waiver"), "version");
        let page = app.post_form(&path("waiver"), &[("version", &version)]).await.is(422);
        assert!(page.text.contains(r##"href="#reason""##));
        let odd = [("pinned_on", "2026-02-30"), ("reason", "away"), ("version", &*version)];
        let page = app.post_form(&path("pin"), &odd).await.is(422);
        assert!(page.text.contains(r#"value="away""#), "the reason is kept");
        let stale = [("reason", "moved away"), ("version", "0")];
        app.post_form(&path("waiver"), &stale).await.is(422);
        let right = [("reason", "moved away"), ("version", &*version)];
        app.post_form(&path("waiver"), &right).await.is(303);
        let page = app.get(&tab).await.is(200);
        assert!(page.text.contains("moved away"));
        let version = hidden_in(&page.text, &path("reopening"), "version");
        let back = [("reason", "came back"), ("version", &*version)];
        app.post_form(&path("reopening"), &back).await.is(303);
        let other = app.another();
        other.sign_in("chloe").await;
        other.post_form(&path("waiver"), &right).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn a_withdrawal_says_what_stops_and_stops_it() {
    both(|app| async move {
        app.sign_in("ada").await;
        let one = placed(&app, "ada", "O’Brien", "2026-01-04").await;
        let path = format!("/people/{}/standing", text(&one["person"]));
        let page = app.get(&path).await.is(200);
        assert!(page.text.contains("3 months, due"), "what would stop is named");
        let version = hidden(&page.text, "version");
        let form = |what, on, reason| {
            [("what", what), ("on", on), ("reason", reason), ("version", &*version)]
        };
        for fields in [
            form("withdrawn", "", "asked us"),
            form("withdrawn", "2027-01-01", "asked us"),
            form("withdrawn", "2026-02-30", "asked us"),
            form("withdrawn", "2026-03-01", ""),
            form("", "2026-03-01", "asked us"),
        ] {
            app.post_form(&path, &fields).await.is(422);
        }
        let done = app.post_form(&path, &form("withdrawn", "2026-03-01", "asked us")).await.is(303);
        let page = app.get(done.location()).await.is(200);
        assert!(page.text.contains("Withdrew on Sun 1 Mar 2026"), "it stands at the top");
        let stopped = "SELECT COUNT(*) AS many FROM checkpoints WHERE ending = 'withdrawn'";
        assert_eq!(app.count(stopped).await, 4);
    })
    .await;
}

#[tokio::test]
async fn numbers_equal_lists() {
    both(|app| async move {
        for (name, started_on) in [
            ("One", "2026-01-04"),
            ("Two", "2026-02-04"),
            ("Three", "2026-02-10"),
            ("Four", "2025-12-04"),
            ("Five", "2026-02-06"),
        ] {
            placed(&app, "ada", name, started_on).await;
        }
        app.sign_in("ada").await;
        let mut seen = 0;
        for queue in ["overdue", "due_today", "to_review", "waiting", "closing", "open", "upcoming"]
        {
            let page = app.get(&format!("/checkpoints?queue={queue}")).await.is(200).text;
            let rows = page.matches("data-row").count();
            let tab = page.split("class=\"tabs\"").nth(1).expect("tabs");
            let here = tab.split("aria-current=\"page\"").nth(1).expect("the current tab");
            let count = here.split("<span class=\"count\">").nth(1).expect("its number");
            let count: usize = count.split('<').next().expect("a number").parse().expect("digits");
            assert_eq!(rows, count, "{queue}");
            seen += rows;
        }
        assert!(seen >= 5, "{seen}");
        let day = app.get("/").await.is(200).text;
        let counts = day.split("class=\"group-head\"").skip(1).map(|group| {
            let count = group.split("<span class=\"count\">").nth(1).expect("its number");
            count.split('<').next().expect("a number").parse::<usize>().expect("digits")
        });
        assert_eq!(counts.sum::<usize>(), day.matches("data-row").count());
    })
    .await;
}
