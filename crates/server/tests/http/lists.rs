//! Lists that go on: by pages on screen, by `limit` and `after` for programs.

use crate::desk::{part, waiting};
use crate::harness::{TestApp, both};
use crate::runs::{id, placed};
use serde_json::{Value, json};

/// The ids of a list, page by page of two, and how many pages there are.
async fn by_twos(app: &TestApp, door: &str, name: &str) -> (Vec<String>, usize) {
    let (mut ids, mut pages, mut after) = (Vec::new(), 0, String::new());
    loop {
        let page = app.api("ada").get(&format!("{door}?limit=2{after}")).await.is(200).json();
        let rows = page[name].as_array().expect("a list");
        assert!(rows.len() <= 2, "{page}");
        ids.extend(rows.iter().map(|row| id(row).to_owned()));
        pages += 1;
        match &page["next"] {
            Value::String(next) => after = format!("&after={next}"),
            _ => return (ids, pages),
        }
    }
}

#[tokio::test]
async fn tries_and_outcomes_go_on_behind_their_last_line() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let door = format!("/api/v1/people/{}/attempts", zoe.person);
        let tried = json!({ "party": "client", "channel": "phone", "outcome": "no_answer" });
        let mut made = Vec::new();
        // Three at one moment, two at another.
        for at in ["2026-03-04T15:00:00Z", "2026-03-05T15:00:00Z"] {
            app.at(at);
            for _ in 0..if made.is_empty() { 3 } else { 2 } {
                let one = app.api("ada").post_json(&door, tried.clone()).await.is(201).json();
                made.push(id(&one).to_owned());
            }
        }
        let (mut found, pages) = by_twos(&app, &door, "items").await;
        assert_eq!((found.len(), pages), (5, 3));
        assert!(made[3..].contains(&found[0]), "the latest first");
        found.sort();
        made.sort();
        assert_eq!(found, made, "each once");
        app.api("ada").get(&format!("{door}?after=yesterday")).await.is(422);
        let door = format!("/api/v1/people/{}/outcomes", zoe.person);
        let mut jobs = vec![zoe.job.clone()];
        for employer in ["Mill", "Farm"] {
            let job = json!({ "programme": "on-ies", "employer": employer, "job_title": "Baker",
                "started_on": "2026-02-20", "hours_per_week": 30 });
            let path = format!("/api/v1/people/{}/placements", zoe.person);
            jobs.push(id(&app.api("ada").post_json(&path, job).await.is(201).json()).to_owned());
        }
        for job in &jobs {
            let claim = json!({ "placement": job });
            app.api("ada").post_json("/api/v1/claims", claim).await.is(201);
        }
        let (mut claims, pages) = by_twos(&app, &door, "claims").await;
        claims.sort();
        claims.dedup();
        assert_eq!((claims.len(), pages), (3, 2));
        app.api("ada").get(&format!("{door}?after=yesterday")).await.is(422);
    })
    .await;
}

/// More claims than one page shows: the desk counts them all and leads to the rest.
#[tokio::test]
async fn claims_go_on_on_a_next_page() {
    both(|app| async move {
        let first = waiting(&app, "ada", "First").await;
        app.at("2026-03-05T15:00:00Z");
        for at in 0..49 {
            waiting(&app, "ada", &format!("Number {at}")).await;
        }
        app.at("2026-03-06T15:00:00Z");
        let last = waiting(&app, "ada", "Last").await;
        app.sign_in("theo").await;
        let desk = app.get("/desk").await.is(200).text;
        let claims = part(&desk, "claims");
        assert!(claims.contains("class=\"count\">51<") && claims.contains(&first), "{claims}");
        assert!(!claims.contains(&last), "fifty are shown");
        assert!(claims.contains("href=\"/claims?state=awaiting_countersignature\""), "{claims}");
        let page = app.get("/claims?state=awaiting_countersignature").await.is(200).text;
        assert!(page.contains(&first) && !page.contains(&last), "the oldest first");
        let next =
            page.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
        let next = next.expect("a next page").replace("&amp;", "&").replace("&#38;", "&");
        let page = app.get(&next).await.is(200).text;
        assert!(page.contains(&last) && !page.contains(&first), "{page}");
    })
    .await;
}

#[tokio::test]
async fn claims_open_with_what_the_viewer_has_to_do() {
    both(|app| async move {
        let opened = async |who: &str| {
            app.sign_in(who).await;
            let page = app.get("/claims").await.is(200).text;
            let here = page.split("\" aria-current=\"page\"").filter_map(|before| {
                let state = before.rsplit("href=\"").next()?.strip_prefix("/claims?state=")?;
                Some(state.to_owned())
            });
            here.collect::<Vec<_>>()
        };
        let one = waiting(&app, "ada", "Zoë").await;
        waiting(&app, "theo", "Mina").await;
        assert_eq!(opened("theo").await, ["awaiting_countersignature"]);
        app.sign_in("theo").await;
        let list = app.get("/claims").await.is(200).text;
        assert!(list.contains(">to be countersigned<"), "{list}");
        assert!(list.contains("To be countersigned") && list.contains("Passed on"), "{list}");
        assert!(list.contains("<td data-said=\"Since\">today</td>"), "{list}");
        let door = format!("/api/v1/claims/{one}/countersignature");
        let back = json!({ "given": false, "reason": "no pay stub" });
        app.api("theo").post_json(&door, back).await.is(200);
        // What is left to countersign is Theo's own.
        assert_eq!(opened("theo").await, ["returned"]);
        assert_eq!(opened("sam").await, ["awaiting_countersignature"]);
        assert_eq!(opened("ada").await, ["returned"]);
    })
    .await;
}
