//! Whatever is typed into a field of any kind: kept, or refused with a sentence where it happened
//! and with every letter still there.

use super::{Phone, asked, response};
use crate::harness::{TestApp, both};
use serde_json::{Value, json};

/// What is typed into a field, and what comes of it.
enum Comes {
    /// Kept, and read as this.
    Kept(Value),
    /// Refused with a sentence that says this.
    Refused(&'static str),
}

use Comes::{Kept, Refused};

/// How somebody comes to a question: what is answered before.
const BEFORE: [(&str, &str); 14] = [
    ("agree", "yes"),
    ("work_status", "multiple_jobs"),
    ("employer_name", "Mill"),
    ("job_title", "Baker"),
    ("job_start-day", "1"),
    ("job_start-month", "2"),
    ("job_start-year", "2026"),
    ("hours_week", "30"),
    ("hours_vary", "same"),
    ("wage_amount", "18.50"),
    ("wage_period", "hour"),
    ("need_help", "no"),
    ("other_jobs-1-job_title", "Painter"),
    ("job_title", "Baker"),
];

/// Goes on as far as a screen on which there is a field of this name.
async fn reach(app: &TestApp, token: &str, field: &str) -> Phone {
    let mut phone = Phone::begin(app, token, "1990").await;
    for _ in 0..40 {
        if phone.says(&format!(r#"name="{field}""#)) {
            return phone;
        }
        let is_here = |(name, _): &&(&str, &str)| phone.says(&format!(r#"name="{name}""#));
        let fields: Vec<(&str, &str)> = BEFORE.iter().filter(is_here).copied().collect();
        let before = phone.at.clone();
        phone.press(&fields).await;
        assert_ne!(before, phone.at, "{field}: {}", phone.page.text);
    }
    panic!("no field {field}, at {}", phone.at);
}

/// A text as the page shows it in a field.
fn shown(text: &str) -> String {
    let text = text.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;");
    text.replace('"', "&#34;").replace('\'', "&#39;")
}

/// A field, what is typed into it, and what comes of it.
fn rows<'a>(long: &'a str, table: &'a str) -> Vec<(&'a str, &'a str, Comes)> {
    vec![
        // A line of text.
        ("employer_name", "🥐 Боулангерие", Kept(json!("🥐 Боулангерие"))),
        ("employer_name", "مخبز الحي", Kept(json!("مخبز الحي"))),
        ("employer_name", "Z\u{308}oe\u{301}", Kept(json!("Z\u{308}o\u{e9}"))),
        ("employer_name", "<b>&\"Mill\"", Kept(json!("<b>&\"Mill\""))),
        ("employer_name", long, Refused("Write at most 120 characters.")),
        ("employer_name", "Mill\u{0}", Refused("Write letters, digits and signs only.")),
        ("employer_name", table, Refused("Write this on one line.")),
        // A number.
        ("hours_week", "37,5", Kept(json!(37.5))),
        ("hours_week", " 40 ", Kept(json!(40))),
        ("hours_week", "forty", Refused("Write a number, such as 37.5.")),
        ("hours_week", "٣٧", Refused("Write a number, such as 37.5.")),
        ("hours_week", "-3", Refused("Write a number from 0 to")),
        ("hours_week", "1e9", Refused("Write a number, such as 37.5.")),
        ("hours_week", "999999999999999999999", Refused("Write a number")),
        ("hours_week", "37.3", Refused("Write a whole or a half number")),
        ("hours_week", "🙂", Refused("Write a number, such as 37.5.")),
        // Money, with its sign.
        ("wage_amount", "$1 850,50", Kept(json!(1850.5))),
        ("wage_amount", "18.505", Refused("Write an amount in dollars and cents")),
        ("wage_amount", "a lot", Refused("Write a number")),
        ("wage_amount", "$18.50", Kept(json!(18.5))),
        // One of several.
        ("work_status", "pirate", Refused("Choose from the answers of this question.")),
        ("work_status", "same_job ", Kept(json!("same_job"))),
        // Three fields of a day.
        ("job_start-day", "31", Refused("is not in the calendar")),
        ("job_start-day", "first", Refused("Write a date")),
    ]
}

#[tokio::test]
async fn every_kind_of_field_takes_or_refuses_and_keeps_what_was_typed() {
    let long = "é".repeat(121);
    let very_long = "x".repeat(4_001);
    let table = "Mon\t8\nTue\t7\nWed\t8";
    let rows = rows(&long, table);
    both(|app| {
        let rows = &rows;
        let very_long = &very_long;
        async move {
            for (field, typed, comes) in rows {
                let asked = asked(&app).await;
                let mut phone = reach(&app, &asked.token, field).await;
                let at = phone.at.clone();
                let mut fields = vec![(*field, *typed)];
                let month = if *typed == "31" { "2" } else { "1" };
                let rest = [("job_start-month", month), ("job_start-year", "2026")];
                let rest = rest.into_iter().chain([("wage_period", "hour")]);
                fields.extend(rest.filter(|(name, _)| {
                    name.split('-').next() == field.split('-').next()
                        || (*name == "wage_period" && *field == "wage_amount")
                }));
                phone.press(&fields).await;
                match comes {
                    Kept(value) => {
                        assert_ne!(phone.at, at, "{field} {typed}: {}", phone.page.text);
                        let kept = response(&app, &asked).await;
                        assert_eq!(kept["client_answers"][*field], *value, "{field} {typed}");
                    }
                    Refused(sentence) => {
                        assert_eq!(phone.page.status, 422, "{field} {typed}: {}", phone.page.text);
                        assert!(phone.says(sentence), "{field} {typed}: {}", phone.page.text);
                        assert!(phone.says("error-summary"), "{field} {typed}");
                        let is_choice = *field == "work_status";
                        let is_there = is_choice
                            || phone.says(&shown(typed))
                            || typed.contains(['\u{0}', '\n']);
                        assert!(is_there, "{field} {typed}: {}", phone.page.text);
                    }
                }
            }
            // A long text, on the last screen.
            let asked = asked(&app).await;
            let mut phone = reach(&app, &asked.token, "comment").await;
            phone.press(&[("need_help", "no"), ("comment", very_long)]).await;
            assert_eq!(phone.page.status, 422);
            assert!(phone.says("Write at most"), "{}", phone.page.text);
            assert!(phone.says(very_long), "what was typed is kept");
            phone.press(&[("need_help", "no"), ("comment", table)]).await;
            assert_eq!(phone.at, "/s/q/check", "a pasted table is words: {}", phone.page.text);
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_that_stood_open_for_a_week_still_keeps_what_was_typed() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = reach(&app, &asked.token, "hours_week").await;
        app.at("2026-03-11T18:00:00Z");
        phone.press(&[("hours_week", "32")]).await;
        assert_eq!(phone.page.status, 200, "{}", phone.page.text);
        assert_eq!(response(&app, &asked).await["client_answers"]["hours_week"], json!(32));
    })
    .await;
}
