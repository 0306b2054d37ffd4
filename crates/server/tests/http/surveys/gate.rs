//! The year of birth: what it opens, and what five wrong ones close.

use super::{Phone, asked, asked_as, hidden, link};
use crate::harness::both;
use futures_util::future::join_all;
use serde_json::json;

#[tokio::test]
async fn five_wrong_years_lock_the_link_and_staff_are_told() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::open(&app, &asked.token).await;
        phone.press(&[("year", "199O")]).await;
        assert!(phone.says("Write the year in four digits"), "{}", phone.page.text);
        for left in ["4 tries left", "3 tries left", "2 tries left", "one try left"] {
            phone.press(&[("year", "1991")]).await;
            assert_eq!(phone.page.status, 422);
            assert!(phone.says(left), "{left}: {}", phone.page.text);
        }
        phone.press(&[("year", "1991")]).await;
        assert_eq!(phone.page.status, 404);
        assert!(phone.says("This link no longer works"));
        // The right one comes too late, here and elsewhere.
        app.another().get(&format!("/s/{}", asked.token)).await.is(404);
        let locked = "SELECT COUNT(*) AS many FROM audit_entries
            WHERE action = 'lock survey link'";
        assert_eq!(app.count(locked).await, 1);
        let browser = app.another();
        browser.sign_in("ada").await;
        let path = format!("/checkpoints/{}/questionnaire", asked.checkpoint);
        let page = browser.get(&path).await.is(200);
        assert!(page.text.contains("A link was locked"), "{}", page.text);
        // A new link is a new start.
        let fresh = link(&app, &asked.checkpoint).await;
        assert_eq!(Phone::begin(&app, &fresh, "1990").await.at, "/s/q/agree");
    })
    .await;
}

#[tokio::test]
async fn twenty_guesses_at_once_count_like_twenty_in_a_row() {
    both(|app| async move {
        let asked = asked(&app).await;
        let phone = Phone::open(&app, &asked.token).await;
        let nonce = hidden(&phone.page.text, "nonce");
        let pass = phone.browser.cookie(app.survey_cookie()).expect("a pass");
        let guess = |year: usize| {
            let (browser, nonce) = (app.another(), nonce.clone());
            browser.set_cookie(app.survey_cookie(), &pass);
            async move {
                let year = year.to_string();
                browser.post_bare("/s", &[("nonce", &nonce), ("year", &year)]).await.status
            }
        };
        let statuses = join_all((1950..1970).map(guess)).await;
        let told = statuses.iter().filter(|status| **status == 422).count();
        let shut = statuses.iter().filter(|status| **status == 404).count();
        assert_eq!((told, shut), (4, 16), "{statuses:?}");
    })
    .await;
}

#[tokio::test]
async fn without_a_year_nothing_that_we_know_is_shown() {
    both(|app| async move {
        let asked = asked_as(&app, json!({})).await;
        let mut phone = Phone::open(&app, &asked.token).await;
        assert!(!phone.says("in which year"));
        phone.press(&[]).await;
        phone.press(&[("agree", "yes")]).await;
        phone.press(&[("work_status", "same_job")]).await;
        assert!(phone.says("Is it the same job, with the same employer"), "{}", phone.page.text);
        assert!(!phone.says("Baker") && !phone.says("Concession") && !phone.says("Zoë"));
        phone.go("/s/q/work_status").await;
        phone.press(&[("work_status", "looking")]).await;
        assert_eq!(phone.at, "/s/q/job_end_date");
        // A date before the job began is refused only to who may know when it began.
        let early = [("job_end_date-day", "1"), ("job_end_date-month", "1")];
        phone.press(&[early[0], early[1], ("job_end_date-year", "2020")]).await;
        assert_ne!(phone.at, "/s/q/job_end_date", "{}", phone.page.text);
    })
    .await;
}
