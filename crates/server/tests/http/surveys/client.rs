//! A client's whole way: in both languages, forth and back, and what is typed wrongly.

use super::{Phone, SAME_JOB, asked, asked_as, hidden, response};
use crate::harness::both;
use serde_json::json;

#[tokio::test]
async fn from_the_link_to_the_receipt() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::open(&app, &asked.token).await;
        assert!(phone.says("A few questions from Stonebridge Employment"));
        for secret in ["Baker", "Zoë", "job", "1-month", asked.token.as_str()] {
            assert!(!phone.says(secret), "before the gate: {secret}");
        }
        phone.press(&[("year", "1990")]).await;
        assert_eq!(phone.at, "/s/q/agree");
        assert!(phone.says("Question 1 of about"), "{}", phone.page.text);
        phone.press(&[("agree", "yes")]).await;
        assert!(phone.says("What best describes your situation on Wednesday 4 March?"));
        assert_eq!(response(&app, &asked).await["state"], "partial");
        phone.answer(&SAME_JOB).await;
        assert!(phone.says("32.5 hours") || phone.says("32.5\u{a0}hours"), "{}", phone.page.text);
        assert!(phone.says("$18.50") && phone.says("No bus before 6 on Sundays."));
        phone.send().await;
        assert!(phone.says("Thank you. Your answers are on their way."), "{}", phone.page.text);
        assert!(phone.says("Stop messages") && !phone.says("18.50"), "answers are hidden");
        let kept = response(&app, &asked).await;
        assert_eq!((&kept["state"], &kept["source"]), (&json!("submitted"), &json!("client_web")));
        assert_eq!(kept["client_answers"]["hours_week"], json!(32.5));
        assert_eq!(kept["client_answers"]["wage_amount"], json!(18.5));
        assert_eq!(kept["answers"], kept["client_answers"]);
        assert_eq!(kept["changed"], json!([]));
        let path = format!("/api/v1/checkpoints/{}", asked.checkpoint);
        let checkpoint = app.api("ada").get(&path).await.is(200).json();
        assert_eq!(checkpoint["state"], "answered");
    })
    .await;
}

#[tokio::test]
async fn in_french_there_is_no_english() {
    both(|app| async move {
        let asked = asked_as(&app, json!({"language": "fr", "year_of_birth": 1990})).await;
        let mut phone = Phone::open(&app, &asked.token).await;
        let mut pages = vec![phone.page.text.clone()];
        phone.press(&[("year", "90")]).await;
        assert_eq!(phone.page.status, 422);
        pages.push(phone.page.text.clone());
        phone.press(&[("year", "1990")]).await;
        assert!(phone.says("Question 1 sur environ"), "{}", phone.page.text);
        for _ in 0..40 {
            pages.push(phone.page.text.clone());
            if phone.at == "/s/q/check" {
                break;
            }
            let here = |(name, _): &&(&str, &str)| phone.says(&format!(r#"name="{name}""#));
            let fields: Vec<(&str, &str)> = SAME_JOB.iter().filter(here).copied().collect();
            phone.press(&fields).await;
        }
        assert!(phone.says("32,5") && phone.says("18,50"), "{}", phone.page.text);
        phone.send().await;
        pages.push(phone.page.text.clone());
        let english = [
            "Continue<",
            ">Back<",
            "Question of",
            "Prefer not",
            "Thank you",
            "You can stop",
            "Start<",
            "answers",
            "Change<",
            "Not answered",
            "(optional",
            "⟦",
        ];
        for page in &pages {
            assert!(page.contains(r#"<html lang="fr">"#));
            for word in english {
                assert!(!page.contains(word), "{word}: {page}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_switch_keeps_what_was_typed() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        phone.press(&[("agree", "yes")]).await;
        phone.press(&[("work_status", "same_job"), ("language", "fr")]).await;
        assert!(phone.says("J’occupe le même emploi"), "{}", phone.page.text);
        let chosen = phone.page.text.split(r#"value="same_job""#).nth(1).expect("the choice");
        assert!(chosen.trim_start().starts_with("checked"), "{chosen:.40}");
        phone.press(&[("work_status", "same_job")]).await;
        assert!(phone.says("Nos dossiers\u{a0}: Baker chez Concession Street Bakery"));
        assert!(phone.says("depuis mercredi 4 février"), "{}", phone.page.text);
    })
    .await;
}

#[tokio::test]
async fn one_stops_and_comes_back_where_one_was() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        phone.press(&[("agree", "yes")]).await;
        phone.press(&[("work_status", "same_job")]).await;
        let left_at = phone.at.clone();
        // The same browser by the same link: no gate again. Another one: the gate, then the place.
        phone.browser.get(&format!("/s/{}", asked.token)).await.is(303);
        phone.go("/s").await;
        assert_eq!(phone.at, left_at);
        let mut other = Phone::begin(&app, &asked.token, "1990").await;
        assert_eq!(other.at, left_at);
        // Back keeps what was chosen on the page that is left.
        other.press(&[("job_confirm", "some_changes"), ("back", "yes")]).await;
        assert_eq!(other.at, "/s/q/work_status");
        other.press(&[("work_status", "same_job")]).await;
        let chosen = other.page.text.split(r#"value="some_changes""#).nth(1).expect("the choice");
        assert!(chosen.trim_start().starts_with("checked"), "{chosen:.40}");
    })
    .await;
}

#[tokio::test]
async fn a_route_that_was_tampered_with_leads_back() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        for screen in ["check", "noc_code", "nothing", "job_title", "..%2F..%2F"] {
            phone.go(&format!("/s/q/{screen}")).await;
            assert_eq!(phone.at, "/s/q/agree", "{screen}");
        }
        // Answers to questions that do not stand on the page are not looked at.
        phone.press(&[("agree", "yes"), ("noc_code", "64100"), ("hours_week", "60")]).await;
        let kept = response(&app, &asked).await;
        assert_eq!(kept["client_answers"], json!({"agree": "yes"}));
        let nonce = hidden(&phone.page.text, "nonce");
        let fields = [("nonce", nonce.as_str()), ("noc_code", "64100")];
        let answer = phone.browser.post_bare("/s/q/noc_code", &fields).await.is(303);
        assert_eq!(answer.location(), "/s/q/work_status");
        assert_eq!(response(&app, &asked).await["client_answers"], json!({"agree": "yes"}));
    })
    .await;
}

#[tokio::test]
async fn an_answer_left_by_another_way_is_set_aside() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        phone.answer(&SAME_JOB).await;
        phone.go("/s/q/work_status?from=check").await;
        phone.press(&[("from", "check"), ("work_status", "looking")]).await;
        assert_ne!(phone.at, "/s/q/check", "another way is walked, not jumped over");
        phone.answer(&[("barriers", "transport"), ("need_help", "no")]).await;
        assert!(!phone.says("18.50"), "{}", phone.page.text);
        phone.send().await;
        let kept = response(&app, &asked).await;
        assert_eq!(kept["client_answers"]["hours_week"], json!(32.5), "never lost");
        assert_eq!(kept["set_aside"]["hours_week"], json!(32.5));
        assert_eq!(kept["answers"].get("hours_week"), None);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_and_stays_as_typed() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        phone.press(&[]).await;
        assert_eq!(phone.page.status, 422);
        assert!(phone.says("Answer this question to go on.") && phone.says(r##"href="#agree""##));
        assert!(phone.says("<title>Error: Question 1"), "{}", phone.page.text);
        phone.press(&[("agree", "yes")]).await;
        phone.press(&[("work_status", "new_job")]).await;
        let script = "<script>alert(1)</script>";
        phone.press(&[("employer_name", script)]).await;
        let mut seen = Vec::new();
        for _ in 0..30 {
            match phone.at.rsplit('/').next().expect("a screen") {
                "job_start" => {
                    let date = [("job_start-day", "31"), ("job_start-month", "2")];
                    let year = ("job_start-year", "2026");
                    phone.press(&[date[0], date[1], year]).await;
                    assert_eq!(phone.page.status, 422, "{}", phone.page.text);
                    assert!(phone.says("is not in the calendar"), "{}", phone.page.text);
                    assert!(phone.says(r#"value="31""#));
                    phone.press(&[("job_start-day", "1"), ("job_start-month", "2"), year]).await;
                    seen.push("date");
                }
                "hours_week" => {
                    phone.press(&[("hours_week", "forty")]).await;
                    assert_eq!(phone.page.status, 422);
                    assert!(phone.says("Write a number, such as 37.5."), "{}", phone.page.text);
                    assert!(phone.says(r#"value="forty""#));
                    phone.press(&[("hours_week", "40")]).await;
                    seen.push("number");
                }
                "check" => break,
                _ => phone.press(&[("work_status", "new_job")]).await,
            }
        }
        assert_eq!(seen, ["date", "number"]);
        assert!(phone.says("&#60;script&#62;alert(1)") && !phone.says(script));
        phone.press(&[("declare-agreed", "yes")]).await;
        assert_eq!(phone.page.status, 422);
        assert!(phone.says("Write your name as well as ticking the box."), "{}", phone.page.text);
        phone.press(&[]).await;
        assert!(phone.says("Tick the box and write your name, then send."), "{}", phone.page.text);
        phone.send().await;
        assert!(phone.says("Thank you"));
    })
    .await;
}

#[tokio::test]
async fn ten_megabytes_are_refused_with_a_sentence() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        let long = "x".repeat(10_000_000);
        phone.press(&[("agree", "yes"), ("comment", &long)]).await;
        assert_eq!(phone.page.status, 413);
        assert!(phone.says("make it shorter"), "{}", phone.page.text);
        assert_eq!(response(&app, &asked).await["state"], "none");
    })
    .await;
}

#[tokio::test]
async fn who_does_not_want_to_answer_is_left_in_peace() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        phone.press(&[("agree", "no")]).await;
        assert!(phone.says("You will get no reminder"), "{}", phone.page.text);
        let kept = response(&app, &asked).await;
        assert_eq!(kept["state"], "submitted");
        assert_eq!(kept["client_answers"], json!({"agree": "no"}));
        let other = app.another().get(&format!("/s/{}", asked.token)).await.is(404);
        assert!(other.text.contains("This link no longer works"));
    })
    .await;
}

#[tokio::test]
async fn somebody_else_ends_it_and_learns_nothing() {
    both(|app| async move {
        let asked = asked_as(&app, json!({})).await;
        let second = super::link(&app, &asked.checkpoint).await;
        let mut phone = Phone::begin(&app, &asked.token, "").await;
        phone.press(&[("agree", "not_this_person")]).await;
        assert!(phone.says("We will correct our records."), "{}", phone.page.text);
        assert!(!phone.says("Zoë") && !phone.says("Baker"));
        assert_eq!(response(&app, &asked).await["state"], "none");
        let flagged = "SELECT COUNT(*) AS many FROM audit_entries
            WHERE action = 'report wrong person'";
        assert_eq!(app.count(flagged).await, 1);
        app.another().get(&format!("/s/{}", asked.token)).await.is(404);
        // Another link may well reach the right person.
        let mut right = Phone::begin(&app, &second, "").await;
        right.answer(&SAME_JOB).await;
        right.send().await;
        assert!(right.says("Thank you"));
    })
    .await;
}
