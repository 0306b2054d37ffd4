//! The diary at a desk and on a telephone: booked from a person's page, seen by day, week and
//! list, moved, closed; and the address that a calendar reads.

use crate::browser::{Browser, Screen};
use crate::office::Office;
use crate::submissions::in_french;
use domain::calendar::{Region, is_working_day};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;
use thirtyfour::By;

/// Draws the only open entry onto a day.
const DRAWS: &str = "const [day] = arguments, data = new DataTransfer();
    const say = (on, type) => on.dispatchEvent(
        new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
    const entry = document.querySelector('[data-entry]');
    const to = document.querySelector(`[data-day='${day}']`);
    say(entry, 'dragstart'); say(to, 'dragover'); say(to, 'drop');";
const STANDS: &str = "const [day] = arguments;
    return document.querySelectorAll(`[data-day='${day}'] [data-entry]`).length;";

#[tokio::test]
async fn a_call_is_booked_seen_moved_and_closed() {
    let office = Office::opens("diary").await;
    office.asks_somebody("Diary").await;
    let person = office.person("diary").await;
    let today = a_monday_after(office.today);
    office.moves_to(today).await;
    let adviser = office.adviser(Screen::Desk).await;
    adviser.signs_in("ada").await;
    is_booked(&adviser.browser, (&person, today)).await;
    is_drawn(&adviser.browser, today).await;
    let entry = is_closed(&office, &adviser.browser, (&person, today)).await;
    is_read_by_a_calendar(&office, &adviser.browser, (&person, &entry)).await;
}

/// A Monday, so that its week lies ahead, on which somebody works, as on the day after.
fn a_monday_after(day: Date) -> Date {
    let to_monday = 7 - i64::from(day.weekday().to_monday_zero_offset());
    let mut monday = day.saturating_add(to_monday.days());
    let is_worked = |day: Date| is_working_day(day, Region::Ontario);
    while !is_worked(monday) || !is_worked(monday.saturating_add(1.day())) {
        monday = monday.saturating_add(7.days());
    }
    monday
}

async fn is_booked(browser: &Browser, (person, today): (&str, Date)) {
    browser.opens(&format!("/people/{person}?tab=diary")).await;
    browser.looks("diary-of-person-empty").await;
    browser.presses("Book an appointment").await;
    browser.looks("diary-book").await;
    // Nobody works on its Sunday.
    let sunday = today.saturating_add(6.days());
    browser.types("due_at", &sunday.to_string()).await;
    browser.types("reason", "Offer support").await;
    browser.presses("Book").await;
    browser.looks_at_refusal("diary-nobody-works").await;
    assert!(browser.text().await.contains("The next working day is"));
    browser.types("due_at", &today.to_string()).await;
    browser.types("time", "16:30").await;
    browser.presses("Book").await;
    assert!(browser.text().await.contains("It is in the diary."));
    browser.looks("diary-of-person").await;
    for view in ["day", "week", "list"] {
        browser.opens(&format!("/diary?view={view}")).await;
        assert!(browser.text().await.contains("Linka Diary"), "{view}");
        browser.looks(&format!("diary-{view}")).await;
    }
    browser.opens("/diary").await;
    let paper = browser.on_paper("diary-day").await;
    let has = |said: &str| paper.contains(said);
    assert!(has("Ada Lindqvist") && has("16:30") && has("Linka Diary"), "{paper}");
    assert!(!has("Week") && !has("Put outcome") && !has("My day"), "{paper}");
}

/// Drawn onto the next day of its week, and back. Onto its Sunday only by whoever says so.
async fn is_drawn(browser: &Browser, today: Date) {
    browser.opens("/diary?view=week").await;
    for day in [today.saturating_add(1.day()), today] {
        browser.run(DRAWS, vec![day.to_string().into()]).await;
        browser.comes_to_say("It was moved.").await;
        let stands = browser.run(STANDS, vec![day.to_string().into()]).await;
        assert_eq!(stands, json!(1), "{day}");
    }
    let sunday = today.saturating_add(6.days());
    browser.run(DRAWS, vec![sunday.to_string().into()]).await;
    browser.comes_to_say("The next working day is").await;
    browser.looks_at_refusal("diary-drawn-onto-sunday").await;
    browser.opens("/diary?view=week").await;
    let stands = browser.run(STANDS, vec![today.to_string().into()]).await;
    assert_eq!(stands, json!(1), "it stays where it was");
    browser.opens("/").await;
    assert!(browser.text().await.contains("In the diary today"));
}

async fn is_closed(office: &Office, browser: &Browser, (person, today): (&str, Date)) -> String {
    // By the keyboard alone: to the row, past its call, in, to another day.
    browser.opens("/diary").await;
    browser.keys("j").await;
    browser.keys(".").await;
    browser.keys("\u{e004}").await;
    browser.keys("\u{e007}").await;
    browser.find("the entry", By::Css("form[data-keep]")).await;
    browser.looks("diary-entry").await;
    let phone = office.adviser(Screen::Phone).await;
    phone.signs_in("ada").await;
    let entry = browser.place().await;
    phone.browser.opens(&entry).await;
    phone.browser.looks("diary-entry").await;
    browser.types("due_at", &today.saturating_add(1.day()).to_string()).await;
    browser.presses_in("move-part", "Move").await;
    assert!(browser.text().await.contains("It was moved."));
    assert!(!browser.text().await.contains("Linka Diary"));
    phone.browser.picks("outcome", "no_answer").await;
    phone.browser.presses("Put outcome").await;
    // It was moved meanwhile.
    phone.browser.looks_at_refusal("diary-stale").await;
    phone.browser.opens(&entry).await;
    phone.browser.picks("outcome", "no_answer").await;
    phone.browser.types("note", "Rang for a minute").await;
    phone.browser.presses("Put outcome").await;
    assert!(phone.browser.text().await.contains("The outcome is kept."));
    phone.browser.looks("diary-day").await;
    phone.browser.opens(&format!("/people/{person}?tab=diary")).await;
    phone.browser.looks("diary-of-person").await;
    entry
}

async fn is_read_by_a_calendar(office: &Office, browser: &Browser, (person, entry): (&str, &str)) {
    browser.opens("/diary/feed").await;
    browser.presses("Make an address").await;
    let address = browser.find("the address", By::Css(".feed-address")).await;
    let address = address.text().await.expect("an address");
    assert!(address.ends_with(".ics"), "{address}");
    browser.looks("diary-feed").await;
    let tab = format!("/people/{person}?tab=diary");
    let book = format!("/people/{person}/diary/new");
    in_french(
        office,
        "ada",
        &[
            ("diary-french", "/diary"),
            ("diary-week-french", "/diary?view=week"),
            ("diary-of-person-french", &tab),
            ("diary-book-french", &book),
            ("diary-entry-french", entry),
            ("diary-feed-french", "/diary/feed"),
        ],
    )
    .await;
}
