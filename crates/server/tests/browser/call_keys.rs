//! The keys of a guided call that are no answers, and their switch.

use crate::browser::Screen;
use crate::calls::{answers, booked, node, presses_key};
use crate::office::Office;

/// Enter goes on; where somebody switched single keys off, none of them does anything, and the
/// buttons do as before.
#[tokio::test]
async fn enter_goes_on_and_the_switch_holds_in_a_call() {
    let office = Office::opens("calls-switch").await;
    let (_, _, entry) = booked(&office, "Switch", 10).await;
    let adviser = office.adviser(Screen::Desk).await;
    let browser = &adviser.browser;
    adviser.signs_in("ada").await;
    browser.opens(&format!("/diary/{entry}")).await;
    browser.presses("Call: go through it step by step").await;
    answers(browser, "Enter", "Number that you call").await;
    answers(browser, "Enter", "Did the client answer?").await;
    let run = browser.place().await;
    browser.opens("/sessions").await;
    browser.presses("Switch the keys off").await;
    browser.opens(&run).await;
    for key in ["1", "m", "Backspace", "Enter"] {
        presses_key(browser, key).await;
    }
    assert!(!browser.text().await.contains("Close the map"));
    browser.presses("No answer").await;
    assert_eq!(node(browser).await, "Log this call on its own");
    browser.opens("/sessions").await;
    browser.presses("Switch the keys on").await;
    browser.opens(&run).await;
    answers(browser, "m", "Close the map").await;
}
