//! The whole path, from a person's entry to the answers that go on to be checked.

use crate::adviser::{Adviser, JOSEPHINE, Job};
use crate::browser::Screen;
use crate::client::Client;
use crate::office::Office;
use crate::program::life::STILL_WORKING;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};

#[tokio::test]
async fn from_entry_to_review_at_a_desk() {
    walk("path-desk", Screen::Desk).await;
}

#[tokio::test]
async fn from_entry_to_review_on_a_telephone() {
    walk("path-phone", Screen::Phone).await;
}

async fn walk(name: &str, screen: Screen) {
    let office = Office::opens(name).await;
    let adviser = office.adviser(screen).await;
    signs_in(&adviser).await;
    let person = adviser.enters_a_person(&JOSEPHINE).await;
    adviser.browser.looks("person-entered").await;
    places(&office, &adviser, &person).await;

    let month = office.checkpoint(&person, "m1").await;
    office.moves_to(day_in(&month, "opens_on")).await;
    asks(&office, &adviser, (&person, &month)).await;
    office.moves_to(day_in(&month, "due_on")).await;
    let sent = office.outbox().await;
    let is_reminder =
        |one: &Value| one["subject"].as_str().is_some_and(|it| it.contains("Reminder"));
    let sent = sent.iter().filter(|one| one["to"] == JOSEPHINE.email && !is_reminder(one)).count();
    assert_eq!(sent, 1, "who was asked by hand is not asked again because it is due");

    let client = office.client(Screen::Phone).await;
    answers(&office, &client).await;
    reviews(&office, &adviser, (&person, &month)).await;
}

async fn signs_in(adviser: &Adviser) {
    adviser.browser.opens("/").await;
    assert_eq!(adviser.browser.place().await, "/sign-in", "whoever is not known");
    adviser.browser.looks("sign-in").await;
    adviser.signs_in("ada").await;
    adviser.browser.opens("/").await;
    adviser.browser.looks("my-day").await;
    adviser.browser.opens("/people").await;
    adviser.browser.looks("people").await;
    adviser.browser.opens("/people/new").await;
    adviser.browser.looks("person-new").await;
}

/// Placing makes four dated checkpoints, counted from the first day of work.
async fn places(office: &Office, adviser: &Adviser, person: &str) {
    let started_on = office.today.saturating_sub(10.days());
    adviser.browser.opens(&format!("/people/{person}/placements/new")).await;
    adviser.browser.looks("placement-new").await;
    adviser.places(person, &Job::since(started_on)).await;
    adviser.browser.looks("placed").await;
    adviser.opens_checkpoints(person).await;
    for (code, months) in [("m1", 1), ("m3", 3), ("m6", 6), ("m12", 12)] {
        let kept = office.checkpoint(person, code).await;
        assert_eq!(day_in(&kept, "due_on"), started_on.saturating_add(months.months()));
        let row = adviser.row(kept["id"].as_str().expect("an id")).await;
        let due = day_in(&kept, "due_on");
        let said = format!("{} {}", due.day(), due.strftime("%b"));
        assert!(row.contains(&said), "the row of {code} lacks {said}: {row}");
    }
}

/// *Send survey*, by e-mail, with words of the adviser's own.
async fn asks(office: &Office, adviser: &Adviser, (person, month): (&str, &Value)) {
    let id = month["id"].as_str().expect("an id");
    adviser.opens_checkpoint(person, id).await;
    adviser.browser.looks("checkpoint-open").await;
    adviser.begins_a_follow_up(id, "By e-mail").await;
    adviser.browser.looks("follow-up").await;
    adviser.writes("How is the bakery?", "It was good to see you on Friday.").await;
    adviser.browser.presses("Preview").await;
    assert!(adviser.browser.text().await.contains("It was good to see you on Friday."));
    assert_eq!(adviser.browser.value("subject").await, "How is the bakery?");
    adviser.browser.looks("follow-up-preview").await;
    adviser.browser.presses("Send follow-up").await;
    adviser.browser.looks("asked").await;
    let asked = office.checkpoint(person, "m1").await;
    assert_eq!(asked["state"], "asked");

    // What is due leaves now, however much else the moved clock has made due.
    office.ada.post("/demo/tick", &json!({})).await;
    adviser.browser.opens("/demo/outbox").await;
    let outbox = adviser.browser.text().await;
    assert!(
        outbox.contains("How is the bakery?") && outbox.contains("Hello Joséphine"),
        "{outbox}"
    );
    adviser.browser.looks("outbox").await;
}

/// The client answers on a telephone: the gate, one thing on a page, the check, the receipt.
async fn answers(office: &Office, client: &Client) {
    client.opens(&office.newest_link(JOSEPHINE.email).await).await;
    assert_eq!(client.browser.place().await, "/s", "the secret leaves the address line");
    client.browser.looks("client-gate").await;
    client.browser.presses("Stop messages").await;
    client.browser.looks("client-stop").await;
    client.browser.presses("Back").await;
    client.begins(JOSEPHINE.year_of_birth).await;
    let look = async |client: &Client, question: &str| {
        client.browser.looks(&format!("client-{question}")).await;
    };
    client.answers_all(&STILL_WORKING, look).await;
    client.browser.looks("client-check").await;
    client.sends("Joséphine Achterberg").await;
    assert!(client.browser.heading().await.starts_with("Thank you"));
    client.browser.looks("client-receipt").await;
}

/// *View*, one answer corrected with its reason, the questions for staff, *Submit*.
async fn reviews(office: &Office, adviser: &Adviser, (person, month): (&str, &Value)) {
    let browser = &adviser.browser;
    let id = month["id"].as_str().expect("an id");
    adviser.opens_checkpoint(person, id).await;
    browser.looks("checkpoint-answered").await;
    browser.shows_readers("person").await;
    browser.presses_in(id, "View").await;
    let answers = browser.text().await;
    assert!(answers.contains("32") && answers.contains("Thank you for asking."), "{answers}");
    browser.looks("answers").await;
    browser.presses("Review these answers").await;
    adviser.opens_checkpoint(person, id).await;

    adviser.corrects("hours_week", "30", "").await;
    adviser.submits().await;
    browser.looks_at_refusal("review-refused").await;
    assert!(browser.has(".error-summary").await, "{}", browser.text().await);
    assert_eq!(browser.value("a.hours_week").await, "30", "what was typed is kept");

    adviser.corrects("hours_week", "30", "The pay stub shows 30 hours.").await;
    adviser.answers_for_staff().await;
    adviser.submits().await;
    let reviewed = office.checkpoint(person, "m1").await;
    assert_eq!(reviewed["state"], "reviewed", "{}", browser.text().await);
    let response = office.ada.get(&format!("/api/v1/checkpoints/{id}/response")).await;
    assert_eq!(response["client_answers"]["hours_week"], 32, "what the client said stays");
    assert_eq!(response["answers"]["hours_week"], 30);
    assert_eq!(response["changed"][0]["reason"], "The pay stub shows 30 hours.");
    adviser.opens_checkpoint(person, id).await;
    browser.looks("checkpoint-reviewed").await;
    browser.opens(&format!("/people/{person}?tab=timeline")).await;
    browser.looks("timeline").await;
}

fn day_in(checkpoint: &Value, field: &str) -> Date {
    let day = checkpoint[field].as_str().unwrap_or_default();
    day.parse().unwrap_or_else(|_| panic!("no {field} in {checkpoint}"))
}
