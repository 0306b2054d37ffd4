//! The desk of whoever leads a team: what is asked of them, what waits, a caseload handed over.

use crate::harness::{TestApp, both};
use crate::runs::{Walk, id, left, lost, placed, reached};
use serde_json::{Value, json};

/// A job lost in a call: two tasks for team leaders.
async fn out_of_work(app: &TestApp) -> String {
    let zoe = placed(app, "Zoë", "2026-02-20").await;
    let mut walk = Walk::begin(app, &zoe).await;
    left(&mut walk, json!({ "end_date": "2026-03-02" })).await;
    lost(&mut walk).await;
    zoe.person
}

async fn items(app: &TestApp, who: &str, path: &str) -> Vec<Value> {
    let listed = app.api(who).get(path).await.is(200).json();
    listed["items"].as_array().expect("a list").clone()
}

async fn desk(app: &TestApp, who: &str) -> String {
    app.sign_in(who).await;
    app.get("/desk").await.is(200).text
}

/// What stands on a page in the section with this heading.
pub fn part<'a>(page: &'a str, heading: &str) -> &'a str {
    let from = page.split(&format!("id=\"{heading}\"")).nth(1);
    let from = from.unwrap_or_else(|| panic!("no {heading}: {page}"));
    from.split("</section>").next().unwrap_or(from)
}

/// A claim about somebody's job that waits for its countersignature.
pub async fn waiting(app: &TestApp, who: &str, name: &str) -> String {
    let one = placed(app, name, "2026-01-30").await;
    let claim = json!({ "placement": one.job });
    let claim = app.api(who).post_json("/api/v1/claims", claim).await.is(201).json();
    id(&claim).to_owned()
}

#[tokio::test]
async fn it_shows_what_is_asked_of_a_role_and_what_waits() {
    both(|app| async move {
        out_of_work(&app).await;
        let mut walk = Walk::begin(&app, &placed(&app, "Yan", "2026-01-30").await).await;
        reached(&mut walk).await;
        walk.says("q_change_frequency", "no").await.says("q_claim_due", "job_outcome").await;
        walk.passes(&["complete_validation"]).await.says("q_claim_kind", "job_outcome").await;
        walk.passes(&["job_outcome_checklist"]).await.ends("end_await_countersign").await;
        let claim = walk.effect("claim.prepare")["subject"].as_str().expect("a claim").to_owned();
        let theo = desk(&app, "theo").await;
        for said in ["Book a rapid response session", "Allocate an adviser", &claim] {
            assert!(theo.contains(said), "no {said}");
        }
        // A decision leads the call on, to a question that is a team leader's.
        let door = format!("/api/v1/claims/{claim}/countersignature");
        app.api("sam").post_json(&door, json!({})).await.is(200);
        let theo = desk(&app, "theo").await;
        assert!(!theo.contains(&format!("/claims/{claim}\"")), "it waits no more");
        // The question is a team leader's; theirs ends where the records lead goes on.
        let mut walk = walk.by("theo").await;
        walk.at("q_countersigned", json!({})).await.passes(&["contact_prime_validation"]).await;
        walk.now = walk.send("finish", json!({})).await.is(200).json();
        assert_eq!(walk.now["waits_for"], json!(["role:records_lead"]));
        let run = format!("/runs/{}", walk.id());
        assert!(!desk(&app, "theo").await.contains(&run), "it waits for somebody else");
        app.at("2026-03-07T15:00:00Z");
        let max = desk(&app, "max").await;
        let calls = part(&max, "calls");
        assert!(calls.contains(&run), "who stands in for every role");
        // The step says what is to be done; the flow's name comes after it.
        let why = "<span class=\"why\">· Tracking call (in-work support), for 3 days";
        assert!(calls.contains(why) && !calls.contains("what\">Tracking"), "{calls}");
        app.sign_in("ada").await;
        app.get("/desk").await.is(403);
        assert!(!app.get("/").await.is(200).text.contains("href=\"/desk\""));
        app.sign_in("max").await;
        assert!(app.get("/").await.is(200).text.contains("href=\"/desk\""));
    })
    .await;
}

/// The oldest first, with its age; what one prepared oneself is named apart, and not counted.
#[tokio::test]
async fn claims_that_wait_have_an_age_and_ones_own_are_not_counted() {
    both(|app| async move {
        let first = waiting(&app, "ada", "Zoë").await;
        app.at("2026-03-06T15:00:00Z");
        let own = waiting(&app, "theo", "Mina").await;
        let second = waiting(&app, "ada", "Yan").await;
        app.at("2026-03-09T15:00:00Z");
        let theo = desk(&app, "theo").await;
        let claims = part(&theo, "claims");
        let place = |claim: &str| {
            let found = claims.find(&format!("/claims/{claim}\""));
            found.unwrap_or_else(|| panic!("no {claim}: {claims}"))
        };
        assert!(place(&first) < place(&second), "{claims}");
        for said in ["for 5 days", "for 3 days", "class=\"count\">2<", "You prepared this claim"] {
            assert!(claims.contains(said), "no {said}: {claims}");
        }
        assert!(place(&own) > place(&second), "{claims}");
        // The navigation counts the same two; the claim itself says why it is not theirs.
        let nav = theo.split("href=\"/claims\"").nth(1).and_then(|rest| rest.split("</a>").next());
        assert!(nav.is_some_and(|nav| nav.contains(">2<")), "{nav:?}");
        let page = app.get(&format!("/claims/{own}")).await.is(200).text;
        assert!(page.contains("Somebody else countersigns it"), "{page}");
        let max = desk(&app, "max").await;
        assert!(part(&max, "claims").contains("class=\"count\">3<"), "{max}");
        assert!(!max.contains("You prepared this claim"));
        // What came back and was passed on again waits from then on.
        let door = format!("/api/v1/claims/{first}/countersignature");
        let back = json!({ "given": false, "reason": "no pay stub" });
        let kept = app.api("sam").post_json(&door, back).await.is(200).json();
        let again = json!({ "placement": kept["placement"] });
        app.api("ada").post_json("/api/v1/claims", again).await.is(201);
        app.at("2026-03-11T15:00:00Z");
        let theo = desk(&app, "theo").await;
        let claims = part(&theo, "claims");
        assert!(claims.contains("for 2 days") && !claims.contains("for 7 days"), "{claims}");
        assert!(claims.find(&first) > claims.find(&second), "{claims}");
    })
    .await;
}

#[tokio::test]
async fn a_caseload_is_handed_over_with_all_that_is_open() {
    both(|app| async move {
        let person = out_of_work(&app).await;
        let mut walk = Walk::begin(&app, &placed(&app, "Yan", "2026-01-30").await).await;
        reached(&mut walk).await;
        walk.says("q_change_frequency", "no").await.says("q_claim_due", "none").await;
        walk.ends("end_schedule_review").await;
        crate::tasks::one(&app).await;
        let (ada, bob) = (app.viewer("ada").user.to_string(), app.viewer("bob").user.to_string());
        app.run_jobs().await;
        assert!(!items(&app, "ada", "/api/v1/work").await.is_empty());
        let moves = previewed(&app, &ada, &bob).await;
        let fields = [("from", ada.as_str()), ("to", bob.as_str())];
        let told = app.post_form("/desk", &fields).await.is(303).location().to_owned();
        let told = app.get(&told).await.is(200).text;
        assert!(told.contains(&format!("Handed over: {moves}.")), "no {moves}: {told}");
        // Pressed twice, it is done once.
        let told = app.post_form("/desk", &fields).await.is(303).location().to_owned();
        assert!(app.get(&told).await.is(200).text.contains("Nobody moved"));
        let seen = app.api("bob").get(&format!("/api/v1/people/{person}")).await.is(200).json();
        assert_eq!(seen["owner"], bob.as_str());
        app.api("ada").get(&format!("/api/v1/people/{person}")).await.is(403);
        // What was booked goes with them, and so does what is done day by day.
        let booked = "/api/v1/diary?on=2026-03-18";
        assert_eq!(items(&app, "ada", booked).await.len(), 0);
        assert_eq!(items(&app, "bob", booked).await.len(), 1);
        let work = items(&app, "ada", "/api/v1/work").await;
        assert!(work.is_empty(), "{work:?}");
        assert!(!items(&app, "bob", "/api/v1/work").await.is_empty());
        let told = app.api("bob").get(&format!("/api/v1/people/{person}/timeline")).await.is(200);
        assert_eq!(told.text.matches("handed the file over").count(), 1, "{}", told.text);
        // What is more than moves at once is told.
        let some = "/desk?done=handed&files=500&tasks=1&entries=0&left=112";
        let some = app.get(some).await.is(200).text;
        for said in ["500 people, 1 open task, 0 entries of the diary", "112 people stay"] {
            assert!(some.contains(said), "no {said}: {some}");
        }
    })
    .await;
}

/// Who may give and take; then the page that says what would move, which moves nothing. Gives what
/// it says.
async fn previewed(app: &TestApp, ada: &str, bob: &str) -> String {
    let ines = app.viewer("ines").user.to_string();
    let page = desk(app, "theo").await;
    let select = |name: &str| {
        let from = page.split(&format!("name=\"{name}\"")).nth(1).expect("a field");
        from.split("</select>").next().expect("its choices").to_owned()
    };
    let (from, to) = (select("from"), select("to"));
    assert!(from.contains(ada) && !from.contains(bob), "who looks after people: {from}");
    assert!(to.contains(bob) && !to.contains(&ines), "who may: {to}");
    let refused = [("", ""), (ada, ada), (ada, ines.as_str()), (bob, ada)];
    for (from, to) in refused {
        let told = app.get(&format!("/desk/handover?from={from}&to={to}")).await.is(422).text;
        assert!(told.contains("class=\"field is-wrong\""), "{told}");
    }
    for (from, to) in &refused[..3] {
        app.post_form("/desk", &[("from", from), ("to", to)]).await.is(422);
    }
    let shown = format!("/desk/handover?from={ada}&to={bob}");
    let shown = app.get(&shown).await.is(200).text;
    let of_ada = [
        "SELECT COUNT(*) AS many FROM people p JOIN users u ON u.id = p.owner_id
         WHERE u.name = 'ada'",
        "SELECT COUNT(*) AS many FROM tasks t JOIN users u ON u.id = t.owner_id
         WHERE u.name = 'ada' AND t.state = 'open'",
        "SELECT COUNT(*) AS many FROM diary_entries d JOIN users u ON u.id = d.owner_id
         WHERE u.name = 'ada' AND d.outcome IS NULL",
    ];
    let mut many = Vec::new();
    for (sql, name) in of_ada.into_iter().zip(["People", "Open tasks", "Open entries"]) {
        let one = app.count(sql).await;
        assert!(one > 0, "{name}");
        let fact =
            shown.split(&format!("<dt>{name}")).nth(1).and_then(|it| it.split("<dd>").nth(1));
        assert!(fact.is_some_and(|fact| fact.starts_with(&format!("{one}<"))), "{name}: {shown}");
        many.push(one);
    }
    let tasks = if many[1] == 1 { "task" } else { "tasks" };
    let entries = if many[2] == 1 { "entry" } else { "entries" };
    format!("{} people, {} open {tasks}, {} {entries} of the diary", many[0], many[1], many[2])
}

/// Whoever takes over sees their own office alone: people of another one stay, and that is told.
#[tokio::test]
async fn nobody_takes_over_people_whom_they_do_not_see() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let mut writer = app.db.writer().await.expect("writes");
        let moved = "UPDATE people SET office_id =
                (SELECT u.office_id FROM users u WHERE u.name = 'chloe')
            WHERE id = $1";
        writer.run(moved, db::binds![zoe.person.as_str()]).await.expect("a row");
        writer.commit().await.expect("commits");
        let of_ada = "SELECT COUNT(*) AS many FROM people p
            JOIN users u ON u.agency_id = p.agency_id AND u.id = p.owner_id
            WHERE u.name = 'ada'";
        placed(&app, "Mina", "2026-02-20").await;
        app.sign_in("max").await;
        let [ada, bob, chloe] = ["ada", "bob", "chloe"].map(|who| app.viewer(who).user.to_string());
        let page = app.get(&format!("/desk/handover?from={ada}&to={bob}")).await.is(200).text;
        assert!(page.contains("1 person stays: they are of an office"), "{page}");
        let fields = [("from", ada.as_str()), ("to", bob.as_str())];
        app.post_form("/desk", &fields).await.is(303);
        assert_eq!(app.count(of_ada).await, 1, "she stays");
        let fields = [("from", ada.as_str()), ("to", chloe.as_str())];
        app.post_form("/desk", &fields).await.is(303);
        app.api("chloe").get(&format!("/api/v1/people/{}", zoe.person)).await.is(200);
        assert_eq!(app.count(of_ada).await, 0);
    })
    .await;
}

/// What does not fit on the day is counted whole, and one press away.
#[tokio::test]
async fn more_calls_than_a_day_shows_are_counted_and_one_press_away() {
    both(|app| async move {
        for number in 0..27 {
            let one = placed(&app, &format!("Yan{number}"), "2026-02-20").await;
            Walk::begin(&app, &one).await;
        }
        app.sign_in("ada").await;
        let day = app.get("/").await.is(200).text;
        let calls = part(&day, "g-calls");
        assert_eq!(calls.matches("href=\"/runs/").count(), 25, "{calls}");
        assert!(calls.contains("all 27"), "{calls}");
        let whole = app.get("/?whose=mine&all=calls").await.is(200).text;
        assert_eq!(part(&whole, "g-calls").matches("href=\"/runs/").count(), 27);
    })
    .await;
}
