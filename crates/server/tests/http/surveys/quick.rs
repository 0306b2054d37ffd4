//! Two taps from a text message: one answer, kept as a part, before the gate.

use super::{Asked, Phone, SAME_JOB, asked, hidden, link, response, text};
use crate::harness::{TestApp, both};
use futures_util::future::join_all;
use serde_json::json;

/// The secret of a link that left in a text message.
async fn texted(app: &TestApp, asked: &Asked) -> String {
    let path = format!("/api/v1/checkpoints/{}/invitations", asked.checkpoint);
    let made = app.api("ada").post_json(&path, json!({"channel": "sms"})).await.is(201).json();
    let url = text(&made["url"]);
    url.rsplit('/').next().expect("a secret").to_owned()
}

/// Presses one of the large buttons.
async fn tap(phone: &mut Phone, choice: &str) {
    let nonce = hidden(&phone.page.text, "nonce");
    let fields = [("nonce", nonce.as_str()), ("choice", choice)];
    phone.page = phone.browser.post_bare("/s/quick", &fields).await;
}

#[tokio::test]
async fn two_taps_are_a_partial_answer_and_the_rest_follows() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::open(&app, &texted(&app, &asked).await).await;
        assert!(phone.says("What best describes your situation on Wednesday 4 March?"));
        for label in ["Still working", "New job", "Not working"] {
            assert!(phone.says(label), "{label}: {}", phone.page.text);
        }
        for secret in ["Baker", "Zoë", "Concession"] {
            assert!(!phone.says(secret), "before the gate: {secret}");
        }
        tap(&mut phone, "same_job").await;
        assert_eq!(phone.page.status, 200, "{}", phone.page.text);
        assert!(phone.says("You answered: Still working"), "{}", phone.page.text);
        let kept = response(&app, &asked).await;
        assert_eq!((&kept["state"], &kept["source"]), (&json!("partial"), &json!("client_sms")));
        assert_eq!(kept["client_answers"], json!({"work_status": "same_job"}));

        // The rest goes through the gate, with the answer filled in, and is sent from there.
        phone.go("/s/start").await;
        phone.press_to("/s", &[("year", "1990")]).await;
        assert_eq!(phone.at, "/s/q/agree");
        phone.press(&[("agree", "yes")]).await;
        let chosen = phone.page.text.split(r#"value="same_job""#).nth(1).expect("the choice");
        assert!(chosen.trim_start().starts_with("checked"), "{chosen:.40}");
        phone.answer(&SAME_JOB).await;
        phone.send().await;
        assert!(phone.says("Thank you"), "{}", phone.page.text);
        let kept = response(&app, &asked).await;
        assert_eq!((&kept["state"], &kept["source"]), (&json!("submitted"), &json!("client_web")));
    })
    .await;
}

#[tokio::test]
async fn the_last_tap_wins_and_every_one_is_kept() {
    both(|app| async move {
        let asked = asked(&app).await;
        let token = texted(&app, &asked).await;
        let mut phone = Phone::open(&app, &token).await;
        for choice in ["same_job", "same_job", "looking", "new_job"] {
            tap(&mut phone, choice).await;
            assert_eq!(phone.page.status, 200);
        }
        let kept = response(&app, &asked).await;
        assert_eq!(kept["client_answers"], json!({"work_status": "new_job"}));
        let rows = "SELECT COUNT(*) AS many FROM quick_answers";
        assert_eq!(app.count(rows).await, 3, "a second tap on the same button says nothing new");
        // A page that is opened later tells nobody what was tapped.
        let other = Phone::open(&app, &token).await;
        assert!(!other.says("You answered"), "{}", other.page.text);

        // Once the other questions are begun, it is changed among them.
        phone.go("/s/start").await;
        phone.press_to("/s", &[("year", "1990")]).await;
        phone.press(&[("agree", "yes")]).await;
        let nonce = hidden(&other.page.text, "nonce");
        let late = [("nonce", nonce.as_str()), ("choice", "looking")];
        assert_eq!(other.browser.post_bare("/s/quick", &late).await.is(303).location(), "/s");
        let kept = response(&app, &asked).await;
        assert_eq!(kept["client_answers"]["work_status"], "new_job");
        assert!(Phone::open(&app, &token).await.says("in which year"));
    })
    .await;
}

#[tokio::test]
async fn twenty_taps_in_four_browsers_at_once_are_one_answer() {
    both(|app| async move {
        let asked = asked(&app).await;
        let token = texted(&app, &asked).await;
        let mut phones = Vec::new();
        for _ in 0..4 {
            phones.push(Phone::open(&app, &token).await);
        }
        let taps = (0..20).map(|n| {
            let phone = &phones[n % 4];
            async move {
                let nonce = hidden(&phone.page.text, "nonce");
                let fields = [("nonce", nonce.as_str()), ("choice", "new_job")];
                phone.browser.post_bare("/s/quick", &fields).await.status
            }
        });
        assert_eq!(join_all(taps).await, [200; 20]);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM quick_answers").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM responses").await, 1);
        let said = "SELECT COUNT(*) AS many FROM audit_entries
            WHERE action = 'answer in two taps'";
        assert_eq!(app.count(said).await, 20, "who tapped when stays on record");
    })
    .await;
}

#[tokio::test]
async fn only_a_link_that_was_texted_asks_in_two_taps() {
    both(|app| async move {
        let asked = asked(&app).await;
        let other = link(&app, &asked.checkpoint).await;
        let mut phone = Phone::open(&app, &other).await;
        assert!(!phone.says("Still working") && phone.says("in which year"));
        tap(&mut phone, "same_job").await;
        assert_eq!((phone.page.status, phone.page.location()), (303, "/s"));
        assert_eq!(response(&app, &asked).await["state"], "none");

        let mut phone = Phone::open(&app, &texted(&app, &asked).await).await;
        for odd in ["", "on_leave", "<script>", "same_job same_job", "🙂"] {
            tap(&mut phone, odd).await;
            assert_eq!(phone.page.status, 422, "{odd}");
            assert!(phone.says("Tap one of these answers."), "{}", phone.page.text);
        }
        let forged = [("nonce", "guessed"), ("choice", "same_job")];
        phone.browser.post_bare("/s/quick", &forged).await.is(409);
        phone.browser.get("/s/quick?choice=same_job").await.is(405);
        assert_eq!(response(&app, &asked).await["state"], "none");
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM quick_answers").await, 0);
    })
    .await;
}

#[tokio::test]
async fn in_french_the_buttons_are_french() {
    both(|app| async move {
        let asked = super::asked_as(&app, json!({"language": "fr"})).await;
        let mut phone = Phone::open(&app, &texted(&app, &asked).await).await;
        for label in ["Toujours en emploi", "Nouvel emploi", "Sans emploi", "Touchez"] {
            assert!(phone.says(label), "{label}: {}", phone.page.text);
        }
        tap(&mut phone, "looking").await;
        assert!(phone.says("Votre réponse\u{a0}: Sans emploi"), "{}", phone.page.text);
        assert!(phone.says(r#"<html lang="fr">"#) && !phone.says("Tap "));
    })
    .await;
}
