//! The review on its pages: the table, what is refused, and the answers as they were given.

use super::{Asked, Phone, SAME_JOB, asked, response};
use crate::harness::{Answer, TestApp, both};
use serde_json::json;

pub async fn answered(app: &TestApp) -> Asked {
    let asked = asked(app).await;
    let mut phone = Phone::begin(app, &asked.token, "1990").await;
    phone.answer(&SAME_JOB).await;
    phone.send().await;
    asked
}

fn page(asked: &Asked) -> String {
    format!("/checkpoints/{}/questionnaire", asked.checkpoint)
}

/// The fields that the form of a page would post if nothing was touched.
pub fn fields(page: &Answer) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let form = page.text.split("/response\"").nth(1).expect("a form");
    let form = form.split("</form>").next().expect("its end");
    let mut select = String::new();
    for tag in form.split('<').skip(1) {
        let value = |name: &str| {
            let start = format!(r#"{name}=""#);
            let after = tag.split(start.as_str()).nth(1)?;
            Some(after.split('"').next()?.replace("&#39;", "'").replace("&#38;", "&"))
        };
        let name = value(" name").or_else(|| value("\n  name")).or_else(|| value("\n    name"));
        if tag.starts_with("input") {
            let is_box = tag.contains(r#"type="checkbox""#) || tag.contains(r#"type="radio""#);
            if is_box && !tag.contains(" checked") {
                continue;
            }
            if let Some(name) = name {
                fields.push((name, value("value").unwrap_or_default()));
            }
        } else if tag.starts_with("select") {
            select = name.unwrap_or_default();
        } else if tag.starts_with("option") && tag.contains(" selected") {
            fields.push((select.clone(), value("value").unwrap_or_default()));
        } else if tag.starts_with("textarea") {
            let text = tag.split_once('>').map_or("", |(_, text)| text);
            fields.push((name.unwrap_or_default(), text.trim_start_matches('\n').to_owned()));
        }
    }
    fields
}

pub fn set(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    fields.retain(|(field, _)| field != name);
    fields.push((name.to_owned(), value.to_owned()));
}

pub async fn post(app: &TestApp, asked: &Asked, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    app.post_bare(&format!("/checkpoints/{}/response", asked.checkpoint), &fields).await
}

#[tokio::test]
async fn a_form_that_nobody_touched_changes_nothing() {
    both(|app| async move {
        let asked = answered(&app).await;
        let before = response(&app, &asked).await;
        app.sign_in("ada").await;
        let shown = app.get(&page(&asked)).await.is(200);
        assert!(shown.text.contains("Zoë said") && shown.text.contains("as the client said"));
        assert!(shown.text.contains("Before it can be submitted"), "{}", shown.text);
        let mut untouched = fields(&shown);
        set(&mut untouched, "button", "draft");
        let done = post(&app, &asked, &untouched).await.is(303);
        let (person, id) = (&asked.person, &asked.checkpoint);
        let home = format!("/people/{person}?tab=checkpoints&open={id}&done=saved#{id}");
        assert_eq!(done.location(), home);
        let after = response(&app, &asked).await;
        assert_eq!(after["answers"], before["answers"]);
        assert_eq!((&after["changed"], &after["state"]), (&json!([]), &json!("draft")));
    })
    .await;
}

#[tokio::test]
async fn a_change_on_the_page_wants_its_reason() {
    both(|app| async move {
        let asked = answered(&app).await;
        app.sign_in("ada").await;
        let shown = app.get(&page(&asked)).await.is(200);
        let mut typed = fields(&shown);
        set(&mut typed, "a.hours_week", "30");
        set(&mut typed, "a.noc_code", "632O2");
        set(&mut typed, "button", "submit");
        let refused = post(&app, &asked, &typed).await.is(422);
        assert!(refused.text.contains("five digits") && refused.text.contains("632O2"));
        set(&mut typed, "a.noc_code", "63202");
        let refused = post(&app, &asked, &typed).await.is(422);
        assert!(refused.text.contains("Say why the client’s answer was changed"));
        assert!(refused.text.contains(r#"value="30""#), "what was typed is kept");
        assert!(refused.text.contains("is-changed"));
        for (name, value) in [
            ("a.hours_verified", "30"),
            ("a.subsidised", "no"),
            ("a.verify_method", "pay_stub"),
            ("a.job_type", "permanent"),
            ("r.hours_week", "pay stub shows 30"),
        ] {
            set(&mut typed, name, value);
        }
        let outcome = refused.text.split(r#"name="a.outcome_code""#).nth(1).expect("outcomes");
        let outcome = outcome.split(r#"<option value=""#).nth(2).expect("an outcome");
        set(&mut typed, "a.outcome_code", outcome.split('"').next().expect("a code"));
        let done = post(&app, &asked, &typed).await;
        assert_eq!(done.status, 303, "{}", done.text);
        let kept = response(&app, &asked).await;
        assert_eq!(
            (&kept["state"], &kept["answers"]["hours_week"]),
            (&json!("reviewed"), &json!(30))
        );
        let shown = app.get(&page(&asked)).await.is(200);
        assert!(shown.text.contains("Submit the correction"));
        assert!(shown.text.contains("by ada"), "who changed what: {}", shown.text);
    })
    .await;
}

#[tokio::test]
async fn a_stale_form_shows_both_texts() {
    both(|app| async move {
        let asked = answered(&app).await;
        app.sign_in("ada").await;
        let shown = app.get(&page(&asked)).await.is(200);
        let mut typed = fields(&shown);
        let other = json!({"answers": {"hours_week": 35}});
        app.api("theo").put_json(&asked.door(), other).await.is(200);
        set(&mut typed, "a.hours_week", "30");
        set(&mut typed, "button", "draft");
        let refused = post(&app, &asked, &typed).await.is(409);
        for text in ["There now", "You wrote", "35", r#"value="30""#] {
            assert!(refused.text.contains(text), "{text}: {}", refused.text);
        }
        // Sent again as it stands there, it is taken: nothing has to be typed a second time.
        let mut again = fields(&refused);
        set(&mut again, "button", "draft");
        post(&app, &asked, &again).await.is(303);
        assert_eq!(response(&app, &asked).await["answers"]["hours_week"], json!(30));
    })
    .await;
}

#[tokio::test]
async fn the_answers_stand_as_they_were_given() {
    both(|app| async move {
        let asked = answered(&app).await;
        app.sign_in("ada").await;
        let path = format!("/checkpoints/{}/answers", asked.checkpoint);
        let shown = app.get(&path).await.is(200);
        for text in [
            "What Zoë answered",
            "No bus before 6 on Sundays.",
            "$18.50",
            "in English",
            "from the link",
            "data-print",
            "<dialog",
        ] {
            assert!(shown.text.contains(text), "{text}: {}", shown.text);
        }
        let sam = app.another();
        sam.sign_in("sam").await;
        sam.get(&path).await.is(200);
        let read = sam.get(&page(&asked)).await.is(200);
        assert!(!read.text.contains("Submit for checking"), "only read");
        let fields = [("button", "draft")];
        let path = format!("/checkpoints/{}/response", asked.checkpoint);
        sam.post_form(&path, &fields).await.is(403);
        let bob = app.another();
        bob.sign_in("bob").await;
        bob.get(&page(&asked)).await.is(303);
        let chloe = app.another();
        chloe.sign_in("chloe").await;
        chloe.get(&page(&asked)).await.is(404);
    })
    .await;
}
