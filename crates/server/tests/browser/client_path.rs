//! The client's own ways: without script, with a keyboard alone, stopping and coming back.

use crate::browser::Screen;
use crate::client::Client;
use crate::office::Office;
use crate::program::life::STILL_WORKING;
use serde_json::Value;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
/// Presses of Tab until a field is reached, at most.
const TABS_MAX: usize = 10;

async fn response(office: &Office, checkpoint: &str) -> Value {
    office.ada.get(&format!("/api/v1/checkpoints/{checkpoint}/response")).await
}

#[tokio::test]
async fn the_survey_works_without_script_on_the_narrowest_screen() {
    let office = Office::opens("no-script").await;
    let (link, checkpoint) = office.asks_somebody("Noscript").await;
    let client = office.client(Screen::Narrow).await;
    client.browser.without_script().await;
    client.opens(&link).await;
    client.begins("1990").await;
    let look = async |client: &Client, question: &str| {
        client.browser.looks(&format!("no-script-{question}")).await;
    };
    client.answers_all(&STILL_WORKING, look).await;
    client.sends("Linka Noscript").await;
    assert!(client.browser.heading().await.starts_with("Thank you"));
    assert_eq!(response(&office, &checkpoint).await["state"], "submitted");
}

#[tokio::test]
async fn somebody_stops_comes_back_and_changes_the_language() {
    let office = Office::opens("resume").await;
    let (link, checkpoint) = office.asks_somebody("Patient").await;
    let client = office.client(Screen::Phone).await;
    client.opens(&link).await;
    client.begins("1985").await;
    client.browser.looks_at_refusal("client-gate-wrong").await;
    client.begins("1990").await;
    client.continues().await;
    client.browser.looks_at_refusal("client-unanswered").await;
    for _ in 0..3 {
        client.answers(&STILL_WORKING).await;
        client.continues().await;
    }
    assert_eq!(client.question().await, "hours_week");
    client.answers(&STILL_WORKING).await;
    client.switches_language().await;
    assert_eq!(client.browser.value("hours_week").await, "32", "what was typed goes along");
    client.browser.looks("client-french").await;
    client.continues().await;
    client.goes_back().await;
    assert_eq!(client.browser.value("hours_week").await, "32");

    client.forgets_everything().await;
    client.opens(&link).await;
    client.begins("1990").await;
    assert_eq!(client.question().await, "wage", "it goes on where it was left");
    assert_eq!(response(&office, &checkpoint).await["state"], "partial");
}

#[tokio::test]
async fn signing_in_and_a_question_need_no_mouse() {
    let office = Office::opens("keyboard").await;
    let adviser = office.adviser(Screen::Desk).await;
    adviser.browser.opens("/sign-in").await;
    adviser.browser.reaches("email").await;
    adviser.browser.keys(&format!("ada@demo.example{TAB}cairn-demo{ENTER}")).await;
    adviser.browser.find("the day", thirtyfour::By::Css("nav a[aria-current]")).await;

    let (link, _) = office.asks_somebody("Keys").await;
    let client = office.client(Screen::Phone).await;
    client.opens(&link).await;
    client.browser.reaches("year").await;
    client.browser.keys(&format!("1990{ENTER}")).await;
    client.browser.field("agree").await;
    client.browser.reaches("agree").await;
    client.browser.keys(&format!(" {ENTER}")).await;
    client.browser.field("work_status").await;
    assert_eq!(client.question().await, "work_status");
}

impl crate::browser::Browser {
    /// Presses Tab until a field has the focus.
    async fn reaches(&self, name: &str) {
        for _ in 0..TABS_MAX {
            if self.focused().await == name {
                return;
            }
            self.keys(TAB).await;
        }
        panic!("Tab does not reach {name} at {}", self.place().await);
    }
}
