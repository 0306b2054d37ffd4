//! Support and calls where a person has two jobs, one after another or at once.

use crate::desk::part;
use crate::harness::{TestApp, both};
use crate::runs::{Placed, id, placed, support};
use crate::surveys::hidden;
use serde_json::{Value, json};

async fn place(app: &TestApp, person: &str, (employer, started_on): (&str, &str)) -> String {
    let job = json!({ "programme": "on-ies", "employer": employer, "job_title": "Miller",
        "started_on": started_on, "hours_per_week": 30 });
    let door = format!("/api/v1/people/{person}/placements");
    id(&app.api("ada").post_json(&door, job).await.is(201).json()).to_owned()
}

async fn tab(app: &TestApp, person: &str) -> String {
    app.sign_in("ada").await;
    app.get(&format!("/people/{person}?tab=support")).await.is(200).text
}

/// Each job that goes on has a section of its own: how often, whom to ask, its calls.
#[tokio::test]
async fn two_jobs_at_once_have_a_section_each() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let mill = place(&app, &zoe.person, ("Mill", "2026-02-20")).await;
        let asked = json!({ "basis": "consent", "basis_note": "signed", "name": "Mr Lee" });
        let door = format!("/api/v1/placements/{}/employer", zoe.job);
        app.api("ada").put_json(&door, asked).await.is(200);
        let change = format!("/people/{}/support/frequency", zoe.person);
        let form = tab(&app, &zoe.person).await;
        for job in [&mill, &zoe.job] {
            assert!(form.contains(&format!("{change}?placement={job}")), "{form}");
        }
        let form = app.get(&format!("{change}?placement={}", zoe.job)).await.is(200).text;
        assert!(form.contains("Baker, Bakery") && form.contains("Miller, Mill"), "{form}");
        let once = hidden(&form, "once");
        let high = [
            ("once", once.as_str()),
            ("placement", zoe.job.as_str()),
            ("risk", "high"),
            ("from", "2026-03-04"),
            ("reason", "the bus strike"),
        ];
        app.post_form(&change, &high).await.is(303);
        let page = tab(&app, &zoe.person).await;
        let (mills, bakerys) = (part(&page, "job-1"), part(&page, "job-2"));
        assert!(mills.contains("Miller, Mill") && bakerys.contains("Baker, Bakery"), "{page}");
        for (said, own, other) in [
            ("High risk: every week", bakerys, mills),
            ("Mr Lee", bakerys, mills),
            ("no assessment stands", mills, bakerys),
            ("Nobody may be asked", mills, bakerys),
        ] {
            assert!(own.contains(said) && !other.contains(said), "{said}: {page}");
        }
        // The job stands in a column of its own, and the reason alone under its heading.
        let table = part(&page, "assessed");
        assert!(table.contains("<th scope=\"col\">Job</th>"), "{table}");
        assert!(table.contains("<td>Bakery</td>") && table.contains("<td>the bus strike</td>"));
        calls(&app, &zoe, (&mill, bakerys)).await;
    })
    .await;
}

/// A call is begun about the job of its section, and stands there.
async fn calls(app: &TestApp, zoe: &Placed, (mill, bakerys): (&str, &str)) {
    let begin = format!("/people/{}/runs/new", zoe.person);
    let (once, flow) = (hidden(bakerys, "once"), hidden(bakerys, "flow"));
    let job = hidden(bakerys, "placement");
    assert_eq!(job, zoe.job);
    let fields = [("once", once.as_str()), ("flow", flow.as_str()), ("placement", job.as_str())];
    let run = app.post_form(&begin, &fields).await.is(303).location().to_owned();
    let page = tab(app, &zoe.person).await;
    assert!(part(&page, "job-2").contains(&run) && !part(&page, "job-1").contains(&run), "{page}");
    // When that job is over, its call stands with the others.
    let ended = json!({ "ended_on": "2026-03-03", "reason": "closed" });
    app.api("ada").patch_json(&format!("/api/v1/placements/{job}"), ended).await.is(200);
    let page = tab(app, &zoe.person).await;
    assert!(page.contains("job-1") && !page.contains("job-2"), "{page}");
    assert!(part(&page, "calls").contains(&run), "{page}");
    assert!(page.contains(&format!("value=\"{mill}\"")), "{page}");
}

/// *Call* is the guided call: where one is begun, the one that is booked, the one that is open.
#[tokio::test]
async fn the_head_leads_to_the_guided_call_and_names_the_survey() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        let head = async || {
            let page = tab(&app, &zoe.person).await;
            let head = page.split("<header class=\"person\">").nth(1).expect("a head");
            head.split("</header>").next().expect("its end").to_owned()
        };
        let new = format!("href=\"/people/{}/runs/new\"", zoe.person);
        let shown = head().await;
        assert!(shown.contains(&new) && shown.contains("Call</a>"), "{shown}");
        let survey = shown.split("href=\"/checkpoints/").nth(1).expect("the survey");
        let survey = survey.split("</a>").next().expect("its words");
        assert!(survey.contains("/call\"") && survey.contains("Survey by telephone"), "{shown}");
        let entry =
            json!({ "person": zoe.person, "type": "tracking_call", "due_at": "2026-03-09" });
        let entry = app.api("ada").post_json("/api/v1/diary", entry).await.is(201).json();
        let call = format!("/diary/{}/call", id(&entry));
        let shown = head().await;
        assert!(shown.contains(&format!("action=\"{call}\"")) && !shown.contains(&new), "{shown}");
        let run = app.post_form(&call, &[]).await.is(303).location().to_owned();
        assert!(run.starts_with("/runs/"), "{run}");
        let shown = head().await;
        assert!(shown.contains(&format!("href=\"{run}\"")) && !shown.contains(&call), "{shown}");
        // Whoever asked not to be contacted is not called.
        let stop = json!({ "do_not_contact": true, "reason": "said so" });
        let person = format!("/api/v1/people/{}", zoe.person);
        app.api("ada").patch_json(&person, stop).await.is(200);
        assert!(!head().await.contains(&run));
    })
    .await;
}

/// What was assessed for the next job counts for the one that follows, and for no other.
#[tokio::test]
async fn an_assessment_for_the_next_job_counts_for_one_job() {
    both(|app| async move {
        let person = json!({ "given_name": "Mina", "family_name": "Dubois", "language": "en" });
        let person = app.api("ada").post_json("/api/v1/people", person).await.is(201).json();
        let mina = Placed { person: id(&person).to_owned(), job: String::new() };
        let door = format!("/api/v1/people/{}/assessments", mina.person);
        let high = json!({ "risk": "high", "from": "2026-03-04", "reason": "first weeks" });
        app.api("ada").post_json(&door, high).await.is(201);
        assert!(tab(&app, &mina.person).await.contains("<td>for the next job</td>"));
        app.at("2026-03-05T15:00:00Z");
        let mill = place(&app, &mina.person, ("Mill", "2026-03-02")).await;
        let now = support(&app, &mina).await;
        assert_eq!(
            (&now["risk"], &now["assessments"][0]["placement"]),
            (&json!("high"), &json!(mill))
        );
        assert!(tab(&app, &mina.person).await.contains("<td>Mill</td>"));
        app.at("2026-03-06T15:00:00Z");
        place(&app, &mina.person, ("Farm", "2026-03-05")).await;
        let now = support(&app, &mina).await;
        assert_eq!((&now["risk"], &now["interval_weeks"]), (&Value::Null, &json!(2)), "{now}");
        assert_eq!(now["assessments"][0]["placement"], json!(mill), "nothing is lost");
    })
    .await;
}

/// What is known is offered: the numbers of the file, and the risk that stands.
#[tokio::test]
async fn forms_of_support_begin_with_what_is_known() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        app.sign_in("ada").await;
        let attempt = format!("/people/{}/attempts/new", zoe.person);
        let form = app.get(&attempt).await.is(200).text;
        assert!(form.contains("list=\"number-known\""), "{form}");
        assert!(form.contains("<option value=\"416 555 0123\"></option>"), "{form}");
        assert!(form.contains(">No answer<") && form.contains(">Telephone<"), "{form}");
        assert!(form.contains("<title>Enter an attempt · Zoë Dubois · "), "{form}");
        // Of many pages that are open about one person each says which it is.
        for (page, title) in [
            ("/support/frequency", "Change how often we keep in touch"),
            ("/support/agreement", "What was agreed on support"),
            ("?tab=summary", "Summary"),
            ("?tab=diary", "Diary"),
            ("?tab=timeline", "Timeline"),
        ] {
            let text = app.get(&format!("/people/{}{page}", zoe.person)).await.is(200).text;
            assert!(text.contains(&format!("<title>{title} · Zoë Dubois · ")), "{page}: {text}");
        }
        let change = format!("/people/{}/support/frequency", zoe.person);
        let form = app.get(&change).await.is(200).text;
        assert!(!form.contains("value=\"high\" selected"), "{form}");
        let once = hidden(&form, "once");
        let high = [
            ("once", once.as_str()),
            ("risk", "high"),
            ("weeks", "2"),
            ("from", "2026-03-04"),
            ("reason", "the bus strike"),
        ];
        app.post_form(&change, &high).await.is(303);
        let form = app.get(&change).await.is(200).text;
        assert!(form.contains("value=\"high\" selected"), "{form}");
        assert!(form.contains("name=\"weeks\"") && form.contains("value=\"2\""), "{form}");
        // The weeks that stood beside one risk are not carried to another.
        let (was_risk, was_weeks) = (hidden(&form, "was_risk"), hidden(&form, "was_weeks"));
        let once = hidden(&form, "once");
        let low = [
            ("once", once.as_str()),
            ("was_risk", was_risk.as_str()),
            ("was_weeks", was_weeks.as_str()),
            ("risk", "low"),
            ("weeks", "2"),
            ("from", "2026-03-05"),
            ("reason", "the bus runs again"),
        ];
        app.post_form(&change, &low).await.is(303);
        let door = format!("/api/v1/people/{}/support", zoe.person);
        let now = app.api("ada").get(&door).await.is(200).json();
        let last = now["assessments"].as_array().and_then(|all| all.first()).expect("one");
        assert_eq!((&last["risk"], &last["weeks"]), (&json!("low"), &json!(3)), "{now}");
    })
    .await;
}

/// Attempts and the employer's numbers are told as people say them; the codes of the standard list
/// are for programs, and explained where one points at an attempt.
#[tokio::test]
async fn what_is_said_on_the_tab_is_said_in_words() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2025-06-02").await;
        let asked = json!({ "basis": "consent", "basis_note": "signed", "name": "Mr Lee",
            "phone": "+14165550190" });
        let door = format!("/api/v1/placements/{}/employer", zoe.job);
        app.api("ada").put_json(&door, asked).await.is(200);
        let door = format!("/api/v1/people/{}/attempts", zoe.person);
        let tried = json!({ "party": "client", "channel": "phone", "outcome": "no_answer" });
        let mut odd = tried.clone();
        odd["note"] = json!("rang\u{7}");
        let odd = app.api("ada").post_json(&door, odd).await.is(422).text;
        assert!(odd.contains("A note holds letters, numbers and signs, and at most"), "{odd}");
        app.api("ada").post_json(&door, tried).await.is(201);
        let page = tab(&app, &zoe.person).await;
        assert!(page.contains("416 555 0190") && !page.contains("+14165550190"), "{page}");
        assert!(page.contains("Contact attempts") && page.contains("No other call yet."), "{page}");
        assert_eq!(page.matches("AAPOR").count(), 1, "{page}");
        let explained = "title=\"For reports: outcome code 3.13 of the AAPOR list\"";
        assert!(page.contains(explained), "{page}");
        let form = app.get(&format!("/placements/{}/employer", zoe.job)).await.is(200).text;
        assert!(form.contains("value=\"416 555 0190\""), "{form}");
        // Of a window that closed before anybody was asked, nobody says that it is open.
        let points = app.get(&format!("/people/{}?tab=checkpoints", zoe.person)).await.is(200).text;
        assert!(points.contains("window closed, "), "{points}");
        assert!(points.contains(", nobody was asked"), "{points}");
        assert!(!points.contains("the window is open, nobody was asked"), "{points}");
    })
    .await;
}
