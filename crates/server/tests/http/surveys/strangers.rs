//! Whoever has no business here: programs that open links, people who guess, links of yesterday.

use super::{Phone, SAME_JOB, asked, link};
use crate::harness::{TestApp, both};
use axum::body::Body;
use axum::http::Method;
use serde_json::json;

/// Every table that a survey could change, counted and summed up.
async fn stand(app: &TestApp) -> Vec<i64> {
    let mut stand = Vec::new();
    for sql in [
        "SELECT COUNT(*) AS many FROM responses",
        "SELECT COUNT(*) AS many FROM survey_sittings",
        "SELECT COUNT(*) AS many FROM audit_entries",
        "SELECT COUNT(*) AS many FROM guesses",
        "SELECT COUNT(*) AS many FROM survey_links WHERE gate_wrong > 0
            OR locked_at IS NOT NULL OR revoked_at IS NOT NULL",
        "SELECT CAST(SUM(version) AS BIGINT) AS many FROM checkpoints",
    ] {
        stand.push(app.count(sql).await);
    }
    stand
}

#[tokio::test]
async fn a_hundred_openings_change_nothing() {
    both(|app| async move {
        let asked = asked(&app).await;
        let before = stand(&app).await;
        let browser = app.another();
        for _ in 0..100 {
            for path in [format!("/s/{}", asked.token), "/s".to_owned(), "/s/q/agree".to_owned()] {
                for method in [Method::GET, Method::HEAD] {
                    let request = browser.request(method, &path).body(Body::empty());
                    let answer = browser.send(request.expect("a request")).await;
                    assert!([200, 303].contains(&answer.status), "{path} {}", answer.status);
                }
            }
        }
        assert_eq!(stand(&app).await, before);
        let phone = Phone::begin(&app, &asked.token, "1990").await;
        let begun = stand(&app).await;
        for _ in 0..20 {
            phone.browser.get("/s").await.is(303);
            phone.browser.get("/s/q/agree").await.is(200);
        }
        assert_eq!(stand(&app).await, begun);
    })
    .await;
}

#[tokio::test]
async fn every_link_that_lets_nobody_in_looks_the_same() {
    both(|app| async move {
        let mut pages = Vec::new();
        let mut look = async |token: &str| {
            let answer = app.another().get(&format!("/s/{token}")).await.is(404);
            // The demo's line with its clock tells the time, not the link.
            let told = answer.text.lines().filter(|line| !line.contains(r#"class="training""#));
            pages.push(told.collect::<Vec<_>>().join("\n").replace(token, "…"));
        };
        look("0123456789abcdefghijkl").await;
        look("short").await;
        let used = asked(&app).await;
        let mut phone = Phone::begin(&app, &used.token, "1990").await;
        phone.answer(&SAME_JOB).await;
        phone.send().await;
        look(&used.token).await;
        let died = asked(&app).await;
        let path = format!("/api/v1/people/{}", died.person);
        let change = json!({"died_on": "2026-03-01", "reason": "the family called"});
        app.api("ada").patch_json(&path, change).await.is(200);
        look(&died.token).await;
        let alone = asked(&app).await;
        let path = format!("/api/v1/people/{}", alone.person);
        let change = json!({"do_not_contact": true, "reason": "asked us to stop"});
        app.api("ada").patch_json(&path, change).await.is(200);
        look(&alone.token).await;
        let waived = asked(&app).await;
        let path = format!("/api/v1/checkpoints/{}", waived.checkpoint);
        let change = json!({"waived": true, "reason": "agreed with the funder"});
        app.api("ada").patch_json(&path, change).await.is(200);
        look(&waived.token).await;
        let late = asked(&app).await;
        app.at("2026-04-03T12:00:00Z");
        Phone::open(&app, &late.token).await;
        app.at("2026-04-04T12:00:00Z");
        look(&late.token).await;
        assert!(pages.iter().all(|page| *page == pages[0]), "{pages:#?}");
        assert!(pages[0].contains("This link no longer works"));
    })
    .await;
}

#[tokio::test]
async fn who_guesses_has_to_wait_and_who_opens_old_links_does_not() {
    both(|app| async move {
        let asked = asked(&app).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        phone.press(&[("agree", "no")]).await;
        for _ in 0..40 {
            app.another().get(&format!("/s/{}", asked.token)).await.is(404);
        }
        for guess in 0..30 {
            app.another().get(&format!("/s/{guess:022}")).await.is(404);
        }
        let answer = app.another().get("/s/0000000000000000000099").await.is(429);
        assert!(!answer.header("retry-after").is_empty());
        // And whoever is right has to wait as well: the answer must not tell.
        let right = link_of_another(&app).await;
        app.another().get(&format!("/s/{right}")).await.is(429);
    })
    .await;
}

async fn link_of_another(app: &TestApp) -> String {
    let other = asked(app).await;
    link(app, &other.checkpoint).await
}

#[tokio::test]
async fn a_browser_without_a_link_is_told_to_open_it() {
    both(|app| async move {
        for path in ["/s", "/s/q/agree"] {
            let page = app.another().get(path).await.is(200);
            assert!(page.text.contains("Open the link in your message again"), "{}", page.text);
            assert_eq!(page.header("referrer-policy"), "no-referrer");
            assert_eq!(page.header("cache-control"), "no-store");
        }
        let browser = app.another();
        browser.set_cookie(app.survey_cookie(), "nonsense.<b>.xx");
        browser.get("/s").await.is(200);
        let page = browser.get("/s?language=fr").await.is(303);
        assert_eq!(page.location(), "/s");
        let page = browser.get("/s").await.is(200);
        assert!(page.text.contains("Ouvrez de nouveau le lien"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn the_first_page_takes_five_statements_at_most() {
    both(|app| async move {
        let asked = asked(&app).await;
        let path = format!("/api/v1/checkpoints/{}/invitations", asked.checkpoint);
        let sent = app.api("ada").post_json(&path, json!({"channel": "sms"})).await.is(201).json();
        let url = super::text(&sent["url"]);
        let texted = url.rsplit('/').next().expect("a secret").to_owned();
        for token in [asked.token.clone(), texted] {
            let browser = app.another();
            let path = format!("/s/{token}");
            let (door, at_the_door) = db::testing::counting(browser.get(&path)).await;
            door.is(303);
            let (page, on_the_page) = db::testing::counting(browser.get("/s")).await;
            page.is(200);
            assert!(at_the_door > 0 && on_the_page > 0, "they are counted");
            let all = at_the_door + on_the_page;
            assert!(on_the_page <= 5 && all <= 7, "{at_the_door} and then {on_the_page}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_first_page_is_small() {
    let app = TestApp::sqlite().await;
    let asked = asked(&app).await;
    let phone = Phone::open(&app, &asked.token).await;
    let mut bytes = phone.page.text.len();
    for part in phone.page.text.split(r#"href="/assets/"#).skip(1) {
        let name = part.split('"').next().expect("a name");
        let asset = phone.browser.get(&format!("/assets/{name}")).await.is(200);
        bytes += asset.text.len();
    }
    assert!(bytes <= 40_000, "{bytes} bytes");
    assert!(!phone.says("<script"), "nothing runs");
    let cookie = phone.browser.get(&format!("/s/{}", asked.token)).await;
    let cookie = cookie.header("set-cookie").to_owned();
    for word in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(word), "{cookie}");
    }
}
