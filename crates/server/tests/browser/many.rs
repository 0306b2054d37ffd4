//! An adviser asks many at once, and takes it back.

use crate::adviser::Adviser;
use crate::browser::Screen;
use crate::office::Office;
use jiff::ToSpan;
use serde_json::json;
use thirtyfour::By;

#[tokio::test]
async fn many_are_asked_and_taken_back_at_a_desk() {
    walk("many-desk", Screen::Desk).await;
}

#[tokio::test]
async fn many_are_asked_and_taken_back_on_a_telephone() {
    walk("many-phone", Screen::Phone).await;
}

async fn walk(name: &str, screen: Screen) {
    let office = Office::opens(name).await;
    let adviser = office.adviser(screen).await;
    adviser.signs_in("ada").await;
    adviser.browser.opens("/checkpoints?queue=overdue&whose=mine").await;
    adviser.browser.looks("many-list").await;
    ticks(&adviser, screen).await;
    adviser.browser.looks("many-ticked").await;
    press(&adviser, ".send-bar button[type=submit]").await;
    assert!(adviser.browser.place().await.starts_with("/mailings/new"));
    adviser.browser.looks("many-preview").await;

    // All that match, in words that are changed here.
    adviser.browser.opens("/mailings/new?queue=overdue&whose=mine&all=yes").await;
    adviser.browser.picks("base", "reminder").await;
    adviser.browser.presses("Look again").await;
    adviser.browser.looks("many-words").await;
    adviser.browser.types("body-email-en", "Hello {{given_name}}, no address").await;
    press(&adviser, "button[value=send]").await;
    adviser.browser.looks_at_refusal("many-refused").await;
    adviser.browser.types("body-email-en", "Hello {{given_name}}: {{link}}").await;
    press(&adviser, "button[value=send]").await;
    assert!(adviser.browser.place().await.starts_with("/mailings/mlg_"));
    adviser.browser.looks("many-waiting").await;
    taken_back(&office, &adviser, screen).await;
    adviser.browser.looks("many-taken-back").await;
    adviser.browser.opens("/mailings").await;
    adviser.browser.looks("mailings").await;
    adviser.browser.opens("/messages").await;
    adviser.browser.looks("messages-that-need-you").await;
    counts_while_typing(&office, &adviser).await;
    adviser.browser.opens("/s/xxxxxxxxxxxxxxxxxxxxxx").await;
    adviser.browser.looks("sample-link").await;
}

/// By another program at a desk, whose page tells it by itself; with the button on a telephone.
async fn taken_back(office: &Office, adviser: &Adviser, screen: Screen) {
    match screen {
        Screen::Desk => {
            let door = format!("/api/v1{}/withdrawal", adviser.browser.place().await);
            office.ada.post(&door, &json!({})).await;
            adviser.browser.comes_to_say("Taken back.").await;
            assert!(!adviser.browser.has("form[action$='/withdrawal']").await);
        }
        Screen::Phone | Screen::Narrow | Screen::Enlarged => {
            press(adviser, "form[action$='/withdrawal'] button").await;
            assert!(adviser.browser.text().await.contains("nothing more of this mailing leaves"));
        }
    }
}

/// By keys at a desk, and by hand on a telephone: the whole page, and without the first.
async fn ticks(adviser: &Adviser, screen: Screen) {
    press(adviser, "[data-ticks-all] input").await;
    match screen {
        Screen::Desk => adviser.browser.keys("jx").await,
        Screen::Phone | Screen::Narrow | Screen::Enlarged => {
            press(adviser, "[data-row] .pick input").await
        }
    }
    let all = "return document.querySelectorAll('[data-row] .pick input').length";
    let some = "return document.querySelectorAll('[data-row] .pick input:checked').length";
    let all = adviser.browser.run(all, Vec::new()).await.as_u64().expect("a number");
    let some = adviser.browser.run(some, Vec::new()).await.as_u64().expect("a number");
    assert_eq!((some, all > 1), (all - 1, true), "all but the first are ticked");
}

/// The count of texts follows what is typed, before anything is posted; and a test goes to Ada.
async fn counts_while_typing(office: &Office, adviser: &Adviser) {
    let person = json!({"given_name": "Zoë", "family_name": "Counted", "language": "en",
        "phones": ["+14165550177"], "emails": ["zoe.counted@mail.example"]});
    let person = office.ada.post("/api/v1/people", &person).await;
    let job = json!({"programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
        "started_on": office.today.saturating_sub(28.days()).to_string(), "hours_per_week": 30});
    let path = format!("/api/v1/people/{}/placements", person["id"].as_str().expect("an id"));
    let placed = office.ada.post(&path, &job).await;
    let checkpoint = placed["checkpoints"][0]["id"].as_str().expect("an id");
    let path = format!("/checkpoints/{checkpoint}/follow-up");
    adviser.browser.opens(&format!("{path}?channel=email")).await;
    adviser.browser.presses("Send a test to me").await;
    adviser.browser.looks("follow-up-test").await;
    assert!(adviser.browser.text().await.contains("on its way to ada@demo.example"));
    adviser.browser.opens(&format!("{path}?channel=sms")).await;
    for (text, said) in [
        ("{{link}} plain", "One text message"),
        ("{{link}} Forêt", "UCS-2"),
        ("{{link}} €€", "GSM-7"),
    ] {
        adviser.browser.types("body", text).await;
        let counted = adviser.browser.find("the count", By::Css("[data-segments-of]")).await;
        let typed = counted.text().await.expect("its text");
        assert!(typed.contains(said), "{text}: {typed}");
        // The server counts the same.
        adviser.browser.presses("Preview").await;
        let counted = adviser.browser.find("the count", By::Css("[data-segments-of]")).await;
        assert_eq!(counted.text().await.expect("its text"), typed, "{text}");
    }
    adviser.browser.looks("follow-up-sms").await;
}

async fn press(adviser: &Adviser, css: &str) {
    let found = adviser.browser.find(css, By::Css(css)).await;
    adviser.browser.clicks(&found, css).await;
}
