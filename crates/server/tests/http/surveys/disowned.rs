//! Answers that some program sent: staff see it, put them by in one act, and the client answers.

use super::{Phone, SAME_JOB, asked, hidden, response};
use crate::harness::both;
use serde_json::json;

#[tokio::test]
async fn a_program_answers_staff_put_it_by_and_the_client_answers_on_the_same_link() {
    both(|app| async move {
        let asked = asked(&app).await;
        // Some scanner runs the forms as well, within a moment.
        let mut scanner = Phone::begin(&app, &asked.token, "1990").await;
        scanner.answer(&SAME_JOB).await;
        scanner.send().await;
        assert!(scanner.says("Thank you"));
        let sent = response(&app, &asked).await;
        let ada = app.another();
        ada.sign_in("ada").await;
        let path = format!("/checkpoints/{}/answers", asked.checkpoint);
        let page = ada.get(&path).await.is(200);
        assert!(page.text.contains("within three seconds"), "{}", page.text);
        let act = format!("/checkpoints/{}/disowning", asked.checkpoint);
        let version = hidden(&page.text, "version");

        // Seen before something more came in: nothing is done unseen.
        let stale = ada.post_form(&act, &[("version", "0")]).await.is(409);
        assert!(stale.text.contains("More answers came in"), "{}", stale.text);
        let done = ada.post_form(&act, &[("version", &version)]).await.is(303);
        assert!(done.location().contains("done=disowned"));
        let person = ada.get(done.location().split('#').next().expect("a path")).await.is(200);
        assert!(person.text.contains("The answers are put by"), "{}", person.text);
        ada.post_form(&act, &[("version", &version)]).await.is(409);

        let kept = response(&app, &asked).await;
        assert_eq!((&kept["state"], &kept["client_answers"]), (&json!("none"), &json!({})));
        let history = ada.get(&path).await.is(200);
        assert!(history.text.contains("Put by as not the client’s, by ada"), "{}", history.text);
        assert!(history.text.contains("18.50"), "what came stays to be read: {}", history.text);
        assert!(history.text.contains("were not the client’s. They are put by"));

        // The client comes by the same link, and it is open.
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        assert_eq!(phone.at, "/s/q/agree");
        phone.answer(&SAME_JOB).await;
        app.at("2026-03-04T15:05:00Z");
        phone.send().await;
        assert!(phone.says("Thank you"), "{}", phone.page.text);
        let again = response(&app, &asked).await;
        assert_eq!(again["state"], "submitted");
        assert_eq!(again["client_answers"], sent["client_answers"]);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM disowned_answers").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_staff_entered_is_not_put_by() {
    both(|app| async move {
        let asked = asked(&app).await;
        let draft = json!({"answers": {"work_status": "looking"}, "source": "client_phone"});
        app.api("ada").put_json(&asked.door(), draft).await.is(200);
        let ada = app.another();
        ada.sign_in("ada").await;
        let page = ada.get(&format!("/checkpoints/{}/answers", asked.checkpoint)).await.is(200);
        assert!(!page.text.contains("/disowning"), "{}", page.text);
        let act = format!("/checkpoints/{}/disowning", asked.checkpoint);
        let refused = ada.post_form(&act, &[("version", "1")]).await.is(409);
        assert!(refused.text.contains("nothing to put by"), "{}", refused.text);
        assert_eq!(response(&app, &asked).await["answers"], json!({"work_status": "looking"}));
    })
    .await;
}
