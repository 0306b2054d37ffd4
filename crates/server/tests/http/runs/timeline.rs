//! What calls leave behind, read in either language: the timeline of a person, and the reasons and
//! notes that the program puts itself.

use super::employers::asked_by_mail;
use super::{Placed, Walk, diary, left, placed, reached, support};
use crate::harness::{TestApp, both};
use serde_json::{Value, json};

/// From now on Ada reads in a language.
async fn speaks(app: &TestApp, language: &str) {
    app.sign_in("ada").await;
    app.post_form("/language", &[("language", language), ("back", "/")]).await.is(303);
}

async fn tab(app: &TestApp, zoe: &Placed, name: &str) -> String {
    app.get(&format!("/people/{}?tab={name}", zoe.person)).await.is(200).text
}

async fn told(app: &TestApp, zoe: &Placed) -> Vec<String> {
    let door = format!("/api/v1/people/{}/timeline", zoe.person);
    let all = app.api("ada").get(&door).await.is(200).json();
    let text = |one: &Value| one["text"].as_str().unwrap_or_default().to_owned();
    all["items"].as_array().expect("a list").iter().map(text).collect()
}

#[tokio::test]
async fn a_call_is_one_row_of_the_timeline_and_its_details_are_sentences() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        left(&mut walk, json!({ "end_date": "2026-02-27", "leaving_reason": "laid_off" })).await;
        app.at("2026-03-04T15:20:00Z");
        super::lost(&mut walk).await;
        let away = json!({ "withdrawn_on": "2026-03-03", "reason": "moved away", "version": 1 });
        app.api("ada").patch_json(&format!("/api/v1/people/{}", zoe.person), away).await.is(200);
        speaks(&app, "en").await;
        let page = tab(&app, &zoe, "timeline").await;
        assert!(!page.contains("Answered a step of a call"), "{page}");
        assert_eq!(page.matches("Went through 10 steps of a call").count(), 1, "{page}");
        for said in [
            "today at 10:00 to 10:20",
            "Entered in the diary what took place (tracking call, reached, held)",
            "Changed the placement (ended on Fri 27 Feb 2026, said by the client)",
            "Changed the person’s record (withdrawn on Tue 3 Mar 2026)",
            "<h2>Placed the person into Outcomes</h2>",
            "<h2>Changed the stage</h2>",
        ] {
            assert!(page.contains(said), "no {said}: {page}");
        }
        speaks(&app, "fr").await;
        let page = tab(&app, &zoe, "timeline").await;
        for said in [
            "A franchi 10 étapes d’un appel",
            "aujourd’hui à 10\u{a0}h\u{a0}00, jusqu’à 10\u{a0}h\u{a0}20",
            "(fin le ven. 27 févr. 2026, selon la personne)",
            "(appel de suivi, jointe, tenu)",
        ] {
            assert!(page.contains(said), "no {said}: {page}");
        }
        // Programs read each step, by its name.
        speaks(&app, "en").await;
        let rows = told(&app, &zoe).await;
        let steps = rows.iter().filter(|row| row.starts_with("answered a step of a call ("));
        assert_eq!(steps.count(), 10, "{rows:?}");
        for step in ["(Open today’s diary)", "(Does the client have a new job?)"] {
            assert!(rows.iter().any(|row| row.ends_with(step)), "no {step}: {rows:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_step_that_is_answered_again_has_its_name_again() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        for (minute, node, given) in [
            ("01", "open_diary", json!({})),
            ("02", "call_client", json!({})),
            ("03", "q_answered", json!({ "answer": "yes" })),
            ("04", "q_still_working", json!({ "answer": "no" })),
            ("05", "", json!({})),
            ("06", "", json!({})),
            ("07", "q_answered", json!({ "answer": "yes" })),
            ("08", "q_still_working", json!({ "answer": "yes" })),
        ] {
            app.at(&format!("2026-03-04T15:{minute}:00Z"));
            if node.is_empty() {
                walk.now = walk.send("back", json!({})).await.is(200).json();
            } else {
                walk.at(node, given).await;
            }
        }
        let rows = told(&app, &zoe).await;
        let said = rows.iter().filter(|row| row.starts_with("answered a step of a call"));
        let said: Vec<&String> = said.collect();
        assert_eq!(said.len(), 6, "{rows:?}");
        assert!(said.iter().all(|row| row.ends_with(')')), "{said:?}");
        assert_eq!(said[..2], said[2..4], "{said:?}");
        assert!(said[0] != said[1] && said[1] != said[4] && said[4] != said[5], "{said:?}");
    })
    .await;
}

#[tokio::test]
async fn the_beginning_of_a_long_file_is_reached_from_its_timeline() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let notes = format!("/api/v1/people/{}/notes", zoe.person);
        for at in 0..210 {
            let note = json!({ "dated_on": "2026-03-04", "text": format!("Note {at}") });
            app.api("ada").post_json(&notes, note).await.is(201);
        }
        let door = format!("/api/v1/people/{}/timeline", zoe.person);
        let newer = app.api("ada").get(&door).await.is(200).json();
        let after = newer["next"].as_str().expect("there is more");
        let older = app.api("ada").get(&format!("{door}?after={after}")).await.is(200).json();
        let first = older["items"].as_array().and_then(|all| all.last()).expect("a row").clone();
        let first: String = first["text"].as_str().expect("words").chars().skip(1).collect();
        let rows = |page: &str| page.matches("<article class=\"act\">").count();
        let link = |page: &str| {
            let page = page.replace("&#38;", "&");
            let begin = page.find("rel=\"next\" href=\"")?;
            page[begin..].split('"').nth(3).map(str::to_owned)
        };
        speaks(&app, "en").await;
        let page = tab(&app, &zoe, "timeline").await;
        assert_eq!(rows(&page), 200, "{page}");
        assert!(!page.contains(&first) && page.contains("Earlier entries"), "{page}");
        assert!(!page.contains("Latest entries"), "{page}");
        let earlier = link(&page).expect("a way to what was before");
        let page = app.get(&earlier).await.is(200).text;
        assert!(page.contains(&first) && page.contains("Latest entries"), "{page}");
        assert_eq!(link(&page), None, "{page}");
        // Nothing stands twice, and nothing is left out.
        let seq: usize = earlier.split("before=").nth(1).expect("a place").parse().expect("one");
        assert_eq!(rows(&page), seq - 1, "{page}");
        speaks(&app, "fr").await;
        let page = tab(&app, &zoe, "timeline").await;
        assert!(page.contains("Entrées précédentes"), "{page}");
    })
    .await;
}

/// Of a diary's day, one kind's reason and note.
async fn entry(app: &TestApp, kind: &str) -> (Value, Value) {
    let all = diary(app, "2026-03-04").await;
    let one = all.iter().find(|one| one["type"] == kind).unwrap_or_else(|| panic!("no {kind}"));
    (one["reason"].clone(), one["note"].clone())
}

#[tokio::test]
async fn what_the_program_puts_is_said_to_whoever_reads_it() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        reached(&mut walk).await;
        walk.says("q_change_frequency", "yes").await;
        let change = json!({ "fields": { "new_interval_weeks": 2, "effective_from": "2026-03-09",
            "reason": "misses shifts" } });
        walk.at("change_frequency", change).await.at("q_claim_due", json!({})).await;
        walk.ends("end_schedule_review").await;
        let note = json!({ "dated_on": "2026-03-04", "text": "Prefers mornings" });
        let door = format!("/api/v1/people/{}/notes", zoe.person);
        app.api("ada").post_json(&door, note).await.is(201);
        let mina = placed(&app, "Mina", "2026-02-20").await;
        asked_by_mail(&app, &mina).await;
        let words = [
            (
                "en",
                "Contact every 2 weeks from Mon 9 Mar 2026: misses shifts",
                "E-mail, with a link",
                "Offer IWS",
            ),
            (
                "fr",
                "Contact toutes les 2 semaines à partir du lun. 9 mars 2026\u{a0}: misses shifts",
                "Courriel, avec un lien",
                "Offrir le soutien en emploi",
            ),
        ];
        for (language, change, asked, offered) in words {
            speaks(&app, language).await;
            let notes = support(&app, &zoe).await["notes"].clone();
            let texts: Vec<&str> =
                [0, 1].iter().filter_map(|at: &usize| notes[*at]["text"].as_str()).collect();
            assert_eq!(texts, [change, "Prefers mornings"]);
            assert_eq!(entry(&app, "frequency_change").await.1, change);
            assert_eq!(entry(&app, "employer_contact").await.0, asked);
            assert_eq!(entry(&app, "tracking_call").await.0.as_str().unwrap_or(offered), offered);
            let page = tab(&app, &zoe, "summary").await;
            assert!(page.contains(change) && page.contains("Prefers mornings"), "{page}");
            let page = tab(&app, &mina, "diary").await;
            assert!(page.contains(asked) && page.contains(offered), "{page}");
        }
    })
    .await;
}

#[tokio::test]
async fn why_a_job_ended_is_said_in_the_language_of_whoever_reads() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        left(&mut walk, json!({ "end_date": "2026-02-27", "leaving_reason": "laid_off" })).await;
        super::lost(&mut walk).await;
        let door = format!("/api/v1/placements/{}", zoe.job);
        for (language, reason) in [("fr", "Mise à pied"), ("en", "Laid off")] {
            speaks(&app, language).await;
            // Whoever sends back what stands has typed nothing.
            let again = json!({ "ended_on": "2026-02-27", "reason": reason });
            let job = app.api("ada").patch_json(&door, again).await.is(200).json();
            assert_eq!(job["reason"], reason);
            let page = tab(&app, &zoe, "summary").await;
            assert!(page.contains(reason), "no {reason}: {page}");
        }
        let typed = json!({ "ended_on": "2026-02-27", "reason": "The shop closed" });
        app.api("ada").patch_json(&door, typed).await.is(200);
        speaks(&app, "fr").await;
        let job = app.api("ada").patch_json(&door, json!({})).await.is(200).json();
        assert_eq!(job["reason"], "The shop closed");
        // Who takes the end back sends the form with the reason that stood in it.
        let back = json!({ "ended_on": null, "reason": "The shop closed" });
        let job = app.api("ada").patch_json(&door, back).await.is(200).json();
        assert_eq!((&job["ended_on"], &job["reason"]), (&Value::Null, &Value::Null));
    })
    .await;
}
