//! The review by those who do it: what is typed is kept for its writer, a second person reads, two
//! meet in the same text, an answer is viewed, printed, given back; the work that answers ask for.

use crate::adviser::Adviser;
use crate::browser::Screen;
use crate::office::Office;
use crate::program::life::{Life, STILL_WORKING};
use serde_json::json;
use std::time::Duration;
use thirtyfour::By;

const TAB: &str = "\u{e004}";
const ESCAPE: &str = "\u{e00c}";
/// Until what was typed is kept, on a machine that is busy.
const KEPT: Duration = Duration::from_secs(20);

/// In the same job, and in need of a call.
pub const NEEDS_HELP: Life = Life(&[
    ("agree", "yes"),
    ("work_status", "same_job"),
    ("job_confirm", "yes"),
    ("hours_week", "32"),
    ("hours_vary", "same"),
    ("wage_amount", "19.50"),
    ("wage_period", "hour"),
    ("job_type", "permanent"),
    ("job_fit", "yes"),
    ("barriers", "none"),
    ("need_help", "yes"),
    ("job_sat", "2"),
    ("comment", "The bus is late each day."),
]);

async fn at_the_desk(office: &Office, who: &str, screen: Screen) -> Adviser {
    let adviser = office.adviser(screen).await;
    adviser.signs_in(who).await;
    adviser
}

/// Waits until the page says that what was typed is kept.
async fn is_kept(adviser: &Adviser) {
    adviser.browser.comes_to_say("Saved as typed").await;
}

#[tokio::test]
async fn what_was_typed_outlives_the_session_and_is_nobody_elses() {
    let office = Office::opens("kept").await;
    let (person, checkpoint) = office.answered("Keeper", &STILL_WORKING).await;
    let adviser = at_the_desk(&office, "ada", Screen::Desk).await;
    let browser = &adviser.browser;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    adviser.corrects("hours_week", "29.5", "half a thou").await;
    is_kept(&adviser).await;

    // The session ends, and somebody else sits down at the same browser.
    browser.presses("Sign out").await;
    adviser.signs_in("theo").await;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    let said = browser.text().await;
    assert!(said.contains("Ada Lindqvist has an unfinished draft"), "{said}");
    assert!(!browser.source().await.contains("half a thou"), "nothing of it is shown");
    browser.looks("review-somebody-elses-draft").await;

    browser.presses("Sign out").await;
    adviser.signs_in("ada").await;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    assert_eq!(browser.value("a.hours_week").await, "29.5");
    assert_eq!(browser.value("r.hours_week").await, "half a thou");
    assert!(browser.text().await.contains("is here again"));
    browser.looks("review-restored").await;
    browser.presses("Throw it away").await;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    assert!(!browser.source().await.contains("half a thou"));
}

#[tokio::test]
async fn odd_answers_are_said_while_they_are_typed() {
    let office = Office::opens("odd").await;
    let (person, checkpoint) = office.answered("Odd", &STILL_WORKING).await;
    let adviser = at_the_desk(&office, "ada", Screen::Desk).await;
    let browser = &adviser.browser;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    assert!(!browser.has("[data-warnings] .notice").await);
    adviser.corrects("hours_week", "72", "typed").await;
    browser.keys(TAB).await;
    let warning = browser.find("the warning", By::Css("[data-warnings] .notice")).await;
    let said = warning.text().await.expect("its words");
    assert!(said.contains("72 hours a week is more than 60"), "{said}");
    browser.looks("review-warned").await;
    adviser.corrects("hours_week", "32", "typed").await;
    browser.keys(TAB).await;
    let gone = async {
        let mut pace = tokio::time::interval(Duration::from_millis(100));
        while browser.has("[data-warnings] .notice").await {
            pace.tick().await;
        }
    };
    tokio::time::timeout(KEPT, gone).await.expect("what is put right is not said any more");
}

#[tokio::test]
async fn a_second_person_reads_and_agrees() {
    let office = Office::opens("second").await;
    let (person, checkpoint) = office.answered("Second", &STILL_WORKING).await;
    let ada = at_the_desk(&office, "ada", Screen::Desk).await;
    ada.opens_checkpoint(&person, &checkpoint).await;
    ada.answers_for_staff().await;
    ada.browser.chooses("reader", "yes").await;
    ada.submits().await;
    ada.opens_checkpoint(&person, &checkpoint).await;
    assert!(!ada.browser.has("button[value=agree]").await, "never the first");
    ada.browser.looks("review-waits-for-reader").await;

    for screen in [Screen::Phone, Screen::Desk] {
        let theo = at_the_desk(&office, "theo", screen).await;
        theo.browser.opens("/checkpoints?queue=to_read&whose=team").await;
        theo.browser.looks("queue-to-read").await;
        theo.opens_checkpoint(&person, &checkpoint).await;
        theo.browser.looks("review-second-reading").await;
        if screen == Screen::Phone {
            continue;
        }
        theo.browser.presses("Send back to the adviser").await;
        assert!(theo.browser.text().await.contains("Say what the adviser should put right"));
        theo.browser.presses("Agree").await;
    }
    let read = office.checkpoint(&person, "m1").await;
    assert_eq!(read["state"], "reviewed", "{read}");
}

#[tokio::test]
async fn two_who_write_at_once_choose_for_each_question() {
    let office = Office::opens("merge").await;
    let (person, checkpoint) = office.answered("Merge", &STILL_WORKING).await;
    let ada = at_the_desk(&office, "ada", Screen::Desk).await;
    let theo = at_the_desk(&office, "theo", Screen::Desk).await;
    ada.opens_checkpoint(&person, &checkpoint).await;
    theo.opens_checkpoint(&person, &checkpoint).await;
    theo.corrects("hours_week", "35", "the employer said so").await;
    theo.browser.presses("Save draft").await;
    ada.corrects("hours_week", "30", "pay stub").await;
    ada.browser.presses("Save draft").await;
    let said = ada.browser.text().await;
    for word in ["Changed by two people", "35", "30", "There now", "What I wrote"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    ada.browser.looks_at_refusal("review-two-texts").await;
    ada.browser.resize(Screen::Phone).await;
    ada.browser.looks_at_refusal("review-two-texts-phone").await;
    ada.browser.resize(Screen::Desk).await;
    ada.browser.chooses("m.hours_week", "theirs").await;
    ada.browser.presses("Save draft").await;
    let response = office.ada.get(&format!("/api/v1/checkpoints/{checkpoint}/response")).await;
    assert_eq!(response["answers"]["hours_week"], 35, "{response}");
}

#[tokio::test]
async fn the_answers_open_in_a_dialog_and_print_alone() {
    let office = Office::opens("view").await;
    let (person, checkpoint) = office.answered("Viewed", &STILL_WORKING).await;
    let adviser = at_the_desk(&office, "ada", Screen::Desk).await;
    let browser = &adviser.browser;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    browser.presses_in(&checkpoint, "View").await;
    let inside = "return document.querySelector('dialog[open]').contains(document.activeElement)";
    assert_eq!(browser.run(inside, vec![]).await, json!(true), "the focus goes in");
    for _ in 0..12 {
        browser.keys(TAB).await;
        // The browser's own bar is the only way out; the page behind stays out of reach.
        let behind = "const e = document.activeElement;
            return e !== document.body && !e.closest('dialog[open]')";
        assert_eq!(browser.run(behind, vec![]).await, json!(false), "Tab stays inside");
    }
    browser.looks("view").await;
    let media = json!({ "media": "print" });
    browser.devtools("Emulation.setEmulatedMedia", media).await;
    let seen = "const seen = (css) => [...document.querySelectorAll(css)]
            .some((one) => one.checkVisibility());
        return [seen('dialog[open] table'), seen('.nav'), seen('details.checkpoint')]";
    assert_eq!(browser.run(seen, vec![]).await, json!([true, false, false]), "the answers alone");
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
    browser.keys(ESCAPE).await;
    assert!(!browser.has("dialog[open]#answers").await, "Escape closes it");
    let focused = browser.focused().await;
    assert!(focused.contains("View"), "the focus is back where it came from: {focused}");

    browser.presses("Français").await;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    browser.looks("french-review").await;
}

#[tokio::test]
async fn a_survey_is_given_back_and_comes_again() {
    let office = Office::opens("back").await;
    let (person, checkpoint) = office.answered("Back", &STILL_WORKING).await;
    let adviser = at_the_desk(&office, "ada", Screen::Desk).await;
    let browser = &adviser.browser;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    let told = By::XPath("//details/summary[normalize-space()='Give back to the client']");
    let told = browser.find("the way back", told).await;
    browser.clicks(&told, "the way back").await;
    browser.looks("review-give-back").await;
    browser.types("reason", "32 hours, or 23?").await;
    browser.chooses("channel", "link").await;
    let give = By::XPath("//form[contains(@action, '/return')]//button");
    let give = browser.find("give back", give).await;
    browser.clicks(&give, "give back").await;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    browser.looks("review-given-back").await;
    let now = office.checkpoint(&person, "m1").await;
    assert_eq!(now["state"], "asked", "{now}");
}

#[tokio::test]
async fn an_answer_that_asks_for_help_is_a_task() {
    let office = Office::opens("help").await;
    let (_, _) = office.answered("Help", &NEEDS_HELP).await;
    for screen in [Screen::Phone, Screen::Desk] {
        let adviser = at_the_desk(&office, "ada", screen).await;
        let browser = &adviser.browser;
        browser.opens("/tasks").await;
        assert!(browser.text().await.contains("Linka Help"), "{}", browser.text().await);
        browser.looks("tasks").await;
        let row = By::XPath("//article[contains(., 'Linka Help')]//a[contains(@class, 'button')]");
        let row = browser.find("the task's button", row).await;
        browser.clicks(&row, "the task's button").await;
        browser.looks("task").await;
        if screen == Screen::Phone {
            continue;
        }
        browser.presses("Cancel the task").await;
        browser.looks_at_refusal("task-refused").await;
        browser.types("note", "Called, all is well.").await;
        browser.presses("Done").await;
        browser.opens("/tasks?state=done").await;
        assert!(browser.text().await.contains("Linka Help"));
        browser.looks("tasks-done").await;
    }
}
