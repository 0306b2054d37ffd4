//! Once: twenty submissions at the same instant, forms of yesterday, forms of another link.

use super::{Phone, SAME_JOB, asked, hidden, link, response};
use crate::harness::both;
use futures_util::future::join_all;
use serde_json::json;

#[tokio::test]
async fn twenty_at_once_are_one_response_and_all_see_the_receipt() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phones = Vec::new();
        for _ in 0..4 {
            let mut phone = Phone::begin(&app, &asked.token, "1990").await;
            phone.answer(&SAME_JOB).await;
            phones.push(phone);
        }
        let sent = (0..20).map(|n| {
            let phone = &phones[n % phones.len()];
            async move {
                let nonce = hidden(&phone.page.text, "nonce");
                let fields = [
                    ("nonce", nonce.as_str()),
                    ("declare-agreed", "yes"),
                    ("declare-name", "Zoë O’Brien"),
                ];
                let answer = phone.browser.post_bare("/s/q/check", &fields).await;
                match answer.status {
                    303 => phone.browser.get(answer.location()).await,
                    _ => answer,
                }
            }
        });
        for answer in join_all(sent).await {
            let answer = answer.is(200);
            assert!(answer.text.contains("Thank you"), "{}", answer.text);
        }
        let sent = "SELECT COUNT(*) AS many FROM audit_entries
            WHERE action = 'send survey answers'";
        assert_eq!(app.count(sent).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM responses").await, 1);
        // Whoever was not in it when it was sent sees no receipt.
        app.another().get(&format!("/s/{}", asked.token)).await.is(404);
        let submitted = "SELECT COUNT(*) AS many FROM survey_sittings
            WHERE submitted_at IS NOT NULL";
        assert_eq!(app.count(submitted).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_form_of_yesterday_changes_nothing() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        let nonce = hidden(&phone.page.text, "nonce");
        phone.answer(&SAME_JOB).await;
        phone.send().await;
        let before = response(&app, &asked).await;
        let stale = [("nonce", nonce.as_str()), ("agree", "no")];
        let answer = phone.browser.post_bare("/s/q/agree", &stale).await.is(200);
        assert!(answer.text.contains("Thank you"));
        assert_eq!(response(&app, &asked).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_form_of_another_link_is_refused_and_nothing_is_lost() {
    both(|app| async move {
        let asked = asked(&app).await;
        let second = link(&app, &asked.checkpoint).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        phone.press(&[("agree", "yes")]).await;
        let nonce = hidden(&phone.page.text, "nonce");
        phone.browser.get(&format!("/s/{second}")).await.is(303);
        let fields = [("nonce", nonce.as_str()), ("work_status", "same_job")];
        // The other link has no sitting here yet: its first page, and nothing is taken.
        let answer = phone.browser.post_bare("/s/q/work_status", &fields).await.is(303);
        assert_eq!(answer.location(), "/s");
        phone.go("/s").await;
        phone.press(&[("year", "1990")]).await;
        let answer = phone.browser.post_bare("/s/q/work_status", &fields).await.is(409);
        assert!(answer.text.contains("You opened another link in the meantime"));
        assert_eq!(response(&app, &asked).await["client_answers"], json!({"agree": "yes"}));
        let answer = phone.browser.post_bare("/s/q/work_status", &[("nonce", "x")]).await;
        assert_eq!(answer.status, 409);
        // A browser that lost its cookie is told what to do.
        let answer = app.another().post_bare("/s/q/work_status", &fields).await.is(409);
        assert!(answer.text.contains("Open the link in your message again"), "{}", answer.text);
    })
    .await;
}

#[tokio::test]
async fn a_survey_sent_within_seconds_is_kept_and_marked() {
    both(|app| async move {
        for (sends_at, is_fast) in [("2026-03-04T15:00:02Z", true), ("2026-03-04T16:00:00Z", false)]
        {
            app.at("2026-03-04T15:00:00Z");
            let asked = asked(&app).await;
            let mut phone = Phone::begin(&app, &asked.token, "1990").await;
            phone.answer(&SAME_JOB).await;
            app.at(sends_at);
            phone.send().await;
            assert_eq!(response(&app, &asked).await["state"], "submitted");
            let browser = app.another();
            browser.sign_in("ada").await;
            let path = format!("/checkpoints/{}/answers", asked.checkpoint);
            let page = browser.get(&path).await.is(200);
            let is_marked = page.text.contains("within three seconds");
            assert_eq!(is_marked, is_fast, "{}", page.text);
        }
    })
    .await;
}

#[tokio::test]
async fn who_comes_back_and_sends_at_once_has_taken_their_time() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        phone.answer(&SAME_JOB).await;
        app.at("2026-03-04T20:00:00Z");
        let mut again = Phone::begin(&app, &asked.token, "1990").await;
        again.go("/s/q/check").await;
        again.send().await;
        assert_eq!(response(&app, &asked).await["state"], "submitted");
        let browser = app.another();
        browser.sign_in("ada").await;
        let page = browser.get(&format!("/checkpoints/{}/answers", asked.checkpoint)).await.is(200);
        assert!(!page.text.contains("within three seconds"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn answers_stay_with_the_version_that_was_opened() {
    both(|app| async move {
        let (opened, unopened) = (asked(&app).await, asked(&app).await);
        let mut phone = Phone::begin(&app, &opened.token, "1990").await;
        phone.press(&[("agree", "yes")]).await;
        // A newer version is published that asks in other words, and every checkpoint moves to it.
        let newer = include_str!("../../../../../packs/on-ies.yaml")
            .replacen("\nversion: 1\n", "\nversion: 2\n", 1)
            .replace("What best describes your situation on", "Where do you stand on");
        let mut writer = app.db.writer().await.expect("writes");
        writer
            .run(
                "INSERT INTO pack_versions (agency_id, pack, version, sha256, source, made_at)
                 SELECT agency_id, pack, 2, 'newer', $1, made_at FROM pack_versions
                 WHERE pack = 'on-ies' AND version = 1",
                db::binds![newer.as_str()],
            )
            .await
            .expect("a newer version");
        let moved = writer.run("UPDATE checkpoints SET pack_version = 2", db::binds![]).await;
        assert!(moved.is_ok_and(|rows| rows > 0));
        writer.commit().await.expect("commits");

        phone.go("/s/q/work_status").await;
        assert!(phone.says("What best describes your situation on"), "{}", phone.page.text);
        phone.answer(&SAME_JOB).await;
        phone.send().await;
        assert!(phone.says("Thank you"), "{}", phone.page.text);
        let old = "SELECT COUNT(*) AS many FROM responses WHERE pack_version = 1
            AND client_state = 'submitted'";
        assert_eq!(app.count(old).await, 1);
        assert_eq!(response(&app, &opened).await["client_answers"]["hours_week"], json!(32.5));

        let mut other = Phone::begin(&app, &unopened.token, "1990").await;
        other.press(&[("agree", "yes")]).await;
        assert!(other.says("Where do you stand on"), "{}", other.page.text);
        let new = "SELECT COUNT(*) AS many FROM responses WHERE pack_version = 2";
        assert_eq!(app.count(new).await, 1);
    })
    .await;
}
