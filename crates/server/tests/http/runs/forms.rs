//! Forms of calls, filled in by programs.

use super::{Walk, left_for_another, placed};
use crate::harness::both;
use serde_json::json;

#[tokio::test]
async fn a_program_fills_in_a_form_until_it_is_complete() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        left_for_another(&mut walk, "2026-02-27").await;
        walk.ends("end_schedule_review").await;
        let ada = app.api("ada");
        for (code, whole) in [
            (
                "new_job_declaration",
                json!({ "employer": "Mill", "job_title": "Miller",
                "first_day": "2026-03-02", "hours": 30 }),
            ),
            ("wp07", json!({ "change": "a new job", "changed_on": "2026-03-02" })),
        ] {
            let all = walk.now["done_effects"].as_array().expect("a list");
            let form = all.iter().find(|one| one["form"] == code).expect("was begun");
            let door = format!("/api/v1/forms/{}", form["subject"].as_str().unwrap_or_default());
            let now = ada.get(&door).await.is(200).json();
            assert_eq!((&now["form"], &now["completed_at"]), (&json!(code), &json!(null)));
            assert_eq!((&now["run"], &now["fields"][0]["value"]), (&walk.now["id"], &json!("Zoë")));
            app.api("ines").put_json(&door, json!({ "complete": true })).await.is(403);
            let told = ada.put_json(&door, json!({ "fields": { "colour": "red" } })).await.is(422);
            assert_eq!(told.json()["errors"][0]["field"], "colour");
            // What would be right is said of each kind.
            for (field, wrong, right) in [
                ("hours", json!("many"), "whole number from 1 to 100"),
                ("first_day", json!("soon"), "2026-03-31"),
                ("changed_on", json!(7), "2026-03-31"),
                ("job_title", json!("Mill\u{1}er"), "ordinary signs on one line"),
            ] {
                if now["fields"].as_array().expect("a list").iter().any(|one| one["id"] == field) {
                    let body = json!({ "fields": { field: wrong } });
                    let told = ada.put_json(&door, body).await.is(422).json();
                    let said = told["errors"][0]["message"].as_str().unwrap_or_default();
                    assert!(said.contains(right), "{told}");
                }
            }
            let told = ada.put_json(&door, json!({ "complete": true })).await.is(422).json();
            let missing: Vec<_> = told["errors"].as_array().expect("a list").iter().collect();
            let first = whole.as_object().and_then(|all| all.keys().next()).expect("a field");
            assert!(missing.iter().any(|one| one["field"] == first.as_str()), "{told}");
            ada.put_json(&door, json!({ "version": 7, "fields": whole })).await.is(409);
            let kept = ada.put_json(&door, json!({ "version": 1, "fields": whole })).await.is(200);
            let kept = kept.json();
            assert_eq!((&kept["version"], &kept["completed_at"]), (&json!(2), &json!(null)));
            app.run_jobs().await;
            let held = "SELECT COUNT(*) AS many FROM notices WHERE state = 'held'";
            assert_eq!(app.count(held).await, 1, "nothing leaves before all are complete");
            let done = ada.put_json(&door, json!({ "complete": true })).await.is(200).json();
            assert!(done["completed_at"].is_string(), "{done}");
            ada.put_json(&door, json!({ "fields": {} })).await.is(409);
        }
        app.run_jobs().await;
        let sent = "SELECT COUNT(*) AS many FROM notices WHERE state = 'sent'
            AND body LIKE '%/forms/frm_%/forms/frm_%' AND body NOT LIKE '%Mill%'";
        assert_eq!(app.count(sent).await, 1, "with a link to each");
    })
    .await;
}

/// However many e-mails there were about somebody: the one that waits for its forms leaves.
#[tokio::test]
async fn an_e_mail_that_waits_is_not_forgotten_behind_others() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        left_for_another(&mut walk, "2026-02-27").await;
        walk.ends("end_schedule_review").await;
        let mut writer = app.db.writer().await.expect("writes");
        let other = "INSERT INTO notices (agency_id, id, person_id, user_id, recipient, template,
                subject, body, ask_id, forms, state, made_by, made_at, left_at)
            SELECT agency_id, $1, person_id, user_id, recipient, template, subject, body, ask_id,
                '', 'sent', made_by, made_at + 1000, made_at FROM notices WHERE state = 'held'";
        for number in 0..120 {
            let id = format!("msg_{number:026}");
            writer.run(other, db::binds![id.as_str()]).await.expect("a row");
        }
        writer.commit().await.expect("commits");
        for (code, fields) in [
            (
                "new_job_declaration",
                json!({ "employer": "Mill", "job_title": "Miller", "first_day": "2026-03-02",
                    "hours": 30 }),
            ),
            ("wp07", json!({ "change": "a new job", "changed_on": "2026-03-02" })),
        ] {
            let all = walk.now["done_effects"].as_array().expect("a list");
            let form = all.iter().find(|one| one["form"] == code).expect("was begun");
            let door = format!("/api/v1/forms/{}", form["subject"].as_str().unwrap_or_default());
            let whole = json!({ "fields": fields, "complete": true });
            app.api("ada").put_json(&door, whole).await.is(200);
            // Its page says what the e-mail still waits for, and that it leaves in the end.
            app.sign_in("ada").await;
            let page = format!("{}?done=complete", &door["/api/v1".len()..]);
            let shown = app.get(&page).await.is(200).text;
            let is_last = code == "wp07";
            assert_eq!(shown.contains("The e-mail leaves when this is complete too"), !is_last);
            assert_eq!(shown.contains("The e-mail that waited for it is on its way."), is_last);
        }
        let held = "SELECT COUNT(*) AS many FROM notices WHERE state = 'held'";
        assert_eq!(app.count(held).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_complete_form_says_what_its_e_mail_still_waits_for() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-06").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        left_for_another(&mut walk, "2026-02-27").await;
        walk.ends("end_schedule_review").await;
        let all = walk.now["done_effects"].as_array().expect("a list").clone();
        let door = |code: &str| {
            let form = all.iter().find(|one| one["form"] == code).expect("was begun");
            format!("/forms/{}", form["subject"].as_str().unwrap_or_default())
        };
        let (declaration, wp07) = (door("new_job_declaration"), door("wp07"));
        app.sign_in("ada").await;
        let whole = [
            ("button", "complete"),
            ("version", "1"),
            ("person", "Zoë"),
            ("family", "Dubois"),
            ("employer", "Mill"),
            ("job_title", "Miller"),
            ("first_day", "2026-03-02"),
            ("hours", "30"),
        ];
        let done = app.post_form(&declaration, &whole).await.is(303).location().to_owned();
        let told = app.get(&done).await.is(200).text;
        assert!(told.contains("Complete.") && !told.contains("on its way"), "{told}");
        assert!(told.contains("The e-mail leaves when this is complete too:"), "{told}");
        assert!(told.contains(&format!("<a href=\"{wp07}\">")), "{told}");
        let changed = [
            ("button", "complete"),
            ("version", "1"),
            ("person", "Zoë"),
            ("family", "Dubois"),
            ("change", "a new job"),
            ("changed_on", "2026-03-02"),
        ];
        let done = app.post_form(&wp07, &changed).await.is(303).location().to_owned();
        let told = app.get(&done).await.is(200).text;
        assert!(told.contains("The e-mail that waited for it is on its way."), "{told}");
        let other = app.get(&declaration).await.is(200).text;
        assert!(!other.contains("The e-mail leaves when"), "{other}");
    })
    .await;
}
