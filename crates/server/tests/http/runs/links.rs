//! The page of an employer's link once it was answered, and what it refuses.

use super::employers::{asked_by_mail, mailed, nonce_of};
use super::placed;
use crate::harness::{TestApp, both};

const ANSWERED: &str = "SELECT COUNT(*) AS many FROM employer_asks WHERE answered_at IS NOT NULL";

/// A link that is out about Zoë, and what its form carries along.
async fn out(app: &TestApp) -> (String, String) {
    let zoe = placed(app, "Zoë", "2026-02-02").await;
    asked_by_mail(app, &zoe).await;
    let link = mailed(app).await;
    let nonce = nonce_of(&app.another().get(&link).await.is(200).text);
    (link, nonce)
}

/// Reloaded, opened again, or passed on: thanks, the day, and nothing about the person.
#[tokio::test]
async fn a_link_that_was_answered_thanks_and_says_nothing_about_anybody() {
    both(|app| async move {
        let (link, nonce) = out(&app).await;
        let anybody = app.another();
        let answer =
            [("nonce", nonce.as_str()), ("still", "yes"), ("hours", "30"), ("by", "Mr Lee")];
        assert_eq!(anybody.post_bare(&link, &answer).await.is(303).location(), link);
        app.at("2026-03-09T15:00:00Z");
        let thanked = anybody.get(&link).await.is(200).text;
        assert!(thanked.contains("Thank you") && thanked.contains("4 March"), "{thanked}");
        assert!(thanked.contains("need not do anything else"), "{thanked}");
        let french = anybody.get(&format!("{link}?language=fr")).await.is(200).text;
        assert!(french.contains("est arrivée le mercredi 4 mars"), "{french}");
        for page in [&thanked, &french] {
            assert!(page.contains("name=\"language\""), "{page}");
            for told in ["Zoë", "Dubois", "Baker", "Mr Lee", "30 h"] {
                assert!(!page.contains(told), "{told}: {page}");
            }
        }
        // Somebody else of the firm, who had it open, in French, and says something else.
        let other =
            [("nonce", nonce.as_str()), ("still", "no"), ("by", "Ms Roy"), ("locale", "fr")];
        let led = anybody.post_bare(&link, &other).await.is(303);
        assert_eq!(led.location(), format!("{link}?language=fr"));
        assert_eq!(app.count(ANSWERED).await, 1);
        let deeds =
            "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'answer as employer'";
        assert_eq!(app.count(deeds).await, 1, "the second one changes nothing");
        app.at("2026-04-10T15:00:00Z");
        anybody.get(&link).await.is(404);
        anybody.post_bare(&link, &other).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn an_answered_link_ends_with_its_basis() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-02").await;
        asked_by_mail(&app, &zoe).await;
        let (link, anybody) = (mailed(&app).await, app.another());
        let nonce = nonce_of(&anybody.get(&link).await.is(200).text);
        let answer = [("nonce", nonce.as_str()), ("still", "yes"), ("by", "Mr Lee")];
        anybody.post_bare(&link, &answer).await.is(303);
        anybody.get(&link).await.is(200);
        app.sign_in("ada").await;
        let form = [("basis", "none"), ("language", "en"), ("version", "1")];
        app.post_form(&format!("/placements/{}/employer", zoe.job), &form).await.is(303);
        let told = anybody.get(&link).await.is(404).text;
        assert!(told.contains("does not work any more"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn the_thanks_say_whom_to_call_where_the_agency_has_a_telephone() {
    both(|app| async move {
        let (link, nonce) = out(&app).await;
        let anybody = app.another();
        let answer = [("nonce", nonce.as_str()), ("still", "yes"), ("by", "Mr Lee")];
        anybody.post_bare(&link, &answer).await.is(303);
        let wrong = "If something in it was wrong, call";
        assert!(!anybody.get(&link).await.is(200).text.contains(wrong));
        let mut writer = app.db.writer().await.expect("writes");
        let sql = "UPDATE agencies SET phone = '905 555 0100'";
        writer.run(sql, db::binds![]).await.expect("an agency");
        writer.commit().await.expect("commits");
        let told = anybody.get(&link).await.is(200).text;
        assert!(
            told.contains(&format!("{wrong} Stonebridge Employment at 905 555 0100.")),
            "{told}"
        );
    })
    .await;
}

/// What cannot be is said, and what was typed stands there still.
#[tokio::test]
async fn what_an_employer_cannot_say_is_refused_with_a_sentence() {
    both(|app| async move {
        let (link, nonce) = out(&app).await;
        let anybody = app.another();
        let form = [
            ("nonce", nonce.as_str()),
            ("still", "yes"),
            ("last_day", "2026-03-02"),
            ("hours", "30"),
            ("by", "Mr Lee, owner"),
        ];
        let told = anybody.post_bare(&link, &form).await.is(422).text;
        assert!(told.contains("Leave the last day empty, or answer No."), "{told}");
        let kept = ["value=\"yes\" checked", "value=\"2026-03-02\"", "value=\"30\""];
        for typed in kept.into_iter().chain(["value=\"Mr Lee, owner\""]) {
            assert!(told.contains(typed), "{typed}: {told}");
        }
        let long = "x".repeat(10_000);
        let form = [("nonce", nonce.as_str()), ("still", "yes"), ("by", &long)];
        let told = anybody.post_bare(&link, &form).await.is(422).text;
        assert!(told.contains("Write at most 500 characters."), "{told}");
        assert!(!told.contains("Say who you are."), "{told}");
        assert_eq!(app.count(ANSWERED).await, 0);
    })
    .await;
}
