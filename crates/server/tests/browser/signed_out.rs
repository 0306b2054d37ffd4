//! Somebody is signed out while a form is open, and loses nothing of it.

use crate::browser::Screen;
use crate::office::Office;
use serde_json::json;

const SIGNS_IN: &str = "const done = arguments[arguments.length - 1];
    const body = new URLSearchParams({ email: 'ada@demo.example', password: 'cairn-demo' });
    fetch('/sign-in', { method: 'POST', body }).then((answer) => done(answer.ok));";

#[tokio::test]
async fn a_form_outlives_the_session_at_a_desk() {
    walk("signed-out-desk", Screen::Desk).await;
}

#[tokio::test]
async fn a_form_outlives_the_session_on_a_telephone() {
    walk("signed-out-phone", Screen::Phone).await;
}

async fn walk(name: &str, screen: Screen) {
    let office = Office::opens(name).await;
    let adviser = office.adviser(screen).await;
    let browser = &adviser.browser;
    adviser.signs_in("ada").await;
    browser.opens("/people/new").await;
    browser.types("given_name", "Zoë").await;
    browser.types("family_name", "Outlived").await;
    browser.chooses("language", "en").await;
    browser.types("phones", "416 555 0188").await;
    browser.devtools("Network.clearBrowserCookies", json!({})).await;
    browser.presses("Enter").await;
    assert!(browser.text().await.contains("nothing of what you typed is lost"));
    browser.looks_at_refusal("signed-out").await;
    // Beside this page: in another tab of the same browser.
    assert_eq!(browser.run_slowly(SIGNS_IN, Vec::new()).await, json!(true));
    browser.presses("Send again").await;
    let place = browser.place().await;
    assert!(place.starts_with("/people/per_"), "{place}");
    assert!(browser.text().await.contains("Zoë Outlived"));
}
