//! The telephone and the paper at the desk: an interview by number keys alone, a form typed in by
//! Tab alone, and the letter as it is printed.

use crate::adviser::Adviser;
use crate::browser::Screen;
use crate::office::Office;
use serde_json::{Value, json};
use thirtyfour::By;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const BACKSPACE: &str = "\u{e003}";
/// Questions that are gone through, and fields that are tabbed over, at most.
const STEPS_MAX: usize = 60;
const TABS_MAX: usize = 400;

async fn response(office: &Office, checkpoint: &str) -> Value {
    office.ada.get(&format!("/api/v1/checkpoints/{checkpoint}/response")).await
}

/// Presses keys that lead to another page, and waits for it.
async fn leads(adviser: &Adviser, keys: &str) {
    let browser = &adviser.browser;
    browser.run("window.isHere = true;", vec![]).await;
    browser.keys(keys).await;
    for _ in 0..4_000 {
        let script = "return !window.isHere && document.readyState === 'complete';";
        if browser.driver.execute(script, vec![]).await.is_ok_and(|done| *done.json() == true) {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("{keys:?} leads nowhere from {}", browser.place().await);
}

async fn question(adviser: &Adviser) -> String {
    let place = adviser.browser.place().await;
    let path = place.split('?').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_interview_needs_number_keys_and_enter() {
    let office = Office::opens("interview").await;
    let (_, checkpoint) = office.asks_somebody("Ring").await;
    let adviser = office.adviser(Screen::Desk).await;
    adviser.signs_in("ada").await;
    adviser.browser.opens(&format!("/checkpoints/{checkpoint}/call")).await;
    adviser.browser.looks("call-start").await;
    leads(&adviser, &format!("1{ENTER}")).await;
    assert_eq!(question(&adviser).await, "work_status");
    adviser.browser.looks("call-question").await;
    leads(&adviser, &format!("1{ENTER}")).await;
    assert_eq!(question(&adviser).await, "job_confirm");
    leads(&adviser, BACKSPACE).await;
    assert_eq!(question(&adviser).await, "work_status", "Backspace on nothing goes back");
    adviser.browser.presses("Continue").await;
    for _ in 0..STEPS_MAX {
        let here = question(&adviser).await;
        let keys = match here.as_str() {
            "check" => break,
            "job_confirm" | "hours_vary" | "wage_period" | "barriers" => "1",
            "hours_week" => "32,5",
            "need_help" => "2",
            _ => "",
        };
        if here == "hours_week" {
            adviser.browser.looks("call-number").await;
        }
        if keys.is_empty() {
            // In words of several lines Enter begins another line; and on nothing a driver's Enter
            // would be heard by the next page as well.
            adviser.browser.presses("Continue").await;
        } else {
            leads(&adviser, &format!("{keys}{ENTER}")).await;
        }
        assert!(!adviser.browser.has(".error-summary").await, "at {here}");
    }
    assert_eq!(question(&adviser).await, "check");
    adviser.browser.looks("call-check").await;
    let kept = response(&office, &checkpoint).await;
    assert_eq!(kept["source"], "client_phone");
    assert_eq!(kept["answers"]["work_status"], "same_job");
    assert_eq!(kept["answers"]["hours_week"], json!(32.5));
    assert_eq!(kept["answers"]["barriers"], json!(["transport"]));
    adviser.browser.presses("To the questionnaire").await;
    adviser.browser.find("the questionnaire", By::Css("table.answers")).await;
}

#[tokio::test]
async fn an_interview_works_without_script_on_a_telephone() {
    let office = Office::opens("interview-bare").await;
    let (_, checkpoint) = office.asks_somebody("Bare").await;
    let adviser = office.adviser(Screen::Phone).await;
    adviser.signs_in("ada").await;
    adviser.browser.without_script().await;
    adviser.browser.opens(&format!("/checkpoints/{checkpoint}/call?language=fr")).await;
    adviser.browser.looks("call-start-bare").await;
    adviser.browser.chooses("outcome", "speaking").await;
    adviser.browser.presses("Continue").await;
    adviser.browser.chooses("a.work_status", "same_job").await;
    adviser.browser.looks("call-question-bare").await;
    adviser.browser.presses("Continue").await;
    assert_eq!(question(&adviser).await, "job_confirm");
    adviser.browser.chooses("a.job_confirm", "yes").await;
    adviser.browser.presses("Continue").await;
    let optional = question(&adviser).await;
    adviser.browser.presses("Skip").await;
    assert_ne!(question(&adviser).await, optional);
    let kept = response(&office, &checkpoint).await;
    assert_eq!(kept["answers"], json!({"work_status": "same_job", "job_confirm": "yes"}));
}

#[tokio::test]
async fn a_form_is_typed_in_by_tab_alone() {
    let office = Office::opens("paper").await;
    let (_, checkpoint) = office.asks_somebody("Pen").await;
    let adviser = office.adviser(Screen::Desk).await;
    adviser.signs_in("ada").await;
    let browser = &adviser.browser;
    browser.opens(&format!("/checkpoints/{checkpoint}/paper")).await;
    browser.looks("paper-entry").await;
    let row = |id: &str| format!("[data-question='{id}'].is-off");
    assert!(browser.has(&row("job_confirm")).await, "off the way until work_status says so");
    for (name, keys) in [
        ("a.work_status", "I work in the same"),
        ("a.job_confirm", "Yes"),
        ("a.hours_week", "32.5"),
        ("a.comment", "No bus on Sundays."),
    ] {
        tabs_to(&adviser, name).await;
        browser.keys(keys).await;
    }
    browser.keys(TAB).await;
    let on = By::Css("[data-question='job_confirm']:not(.is-off)");
    browser.find("the question that follows", on).await;
    browser.looks("paper-entry-typed").await;
    tabs_to(&adviser, "do").await;
    leads(&adviser, ENTER).await;
    let kept = response(&office, &checkpoint).await;
    assert_eq!(kept["source"], "client_paper");
    assert_eq!(kept["answers"]["hours_week"], json!(32.5));
    assert_eq!(kept["answers"]["comment"], "No bus on Sundays.");
    let narrow = office.adviser(Screen::Phone).await;
    narrow.signs_in("ada").await;
    narrow.browser.opens(&format!("/checkpoints/{checkpoint}/paper?language=fr")).await;
    narrow.browser.looks("paper-entry-narrow").await;
}

async fn tabs_to(adviser: &Adviser, name: &str) {
    for _ in 0..TABS_MAX {
        if adviser.browser.focused().await == name {
            return;
        }
        adviser.browser.keys(TAB).await;
    }
    panic!("Tab does not reach {name}");
}

#[tokio::test]
async fn questions_that_follow_come_at_once_on_the_page_of_staff() {
    let office = Office::opens("follow").await;
    let (_, checkpoint) = office.asks_somebody("Follow").await;
    let adviser = office.adviser(Screen::Desk).await;
    adviser.signs_in("ada").await;
    let browser = &adviser.browser;
    browser.opens(&format!("/checkpoints/{checkpoint}/questionnaire")).await;
    assert!(browser.is_folded("[name='a.job_confirm']").await, "nothing leads there yet");
    tabs_to(&adviser, "a.work_status").await;
    browser.keys("I work in the same").await;
    browser.keys(TAB).await;
    browser.find("the question that follows", By::Css("[name='a.job_confirm']")).await;
}

#[tokio::test]
async fn a_letter_with_its_form_prints_well() {
    let office = Office::opens("letter").await;
    let (_, checkpoint) = office.asks_somebody("Post").await;
    let path = format!("/api/v1/checkpoints/{checkpoint}/invitations");
    let made = office.ada.post(&path, &json!({"channel": "print"})).await;
    let message = made["id"].as_str().expect("an id");
    for screen in [Screen::Desk, Screen::Phone] {
        let adviser = office.adviser(screen).await;
        adviser.signs_in("ada").await;
        adviser.browser.opens(&format!("/messages/{message}")).await;
        adviser.browser.looks("letter").await;
        let marker =
            "return getComputedStyle(document.querySelector('.paper-form > li')).listStyleType";
        let marker = adviser.browser.run(marker, Vec::new()).await;
        assert_eq!(marker, "decimal", "the form says where to go on by numbers");
        if screen == Screen::Desk {
            prints(&adviser).await;
        }
    }
}

/// Prints the page on both papers and keeps them for people to look at.
async fn prints(adviser: &Adviser) {
    for (name, width, height) in [("letter", 8.5, 11.0), ("a4", 8.27, 11.69)] {
        let paper = json!({"paperWidth": width, "paperHeight": height,
            "preferCSSPageSize": false, "printBackground": false});
        let printed = adviser.browser.devtools("Page.printToPDF", paper).await;
        let pdf = printed["data"].as_str().expect("a document");
        let pdf = thirtyfour::support::base64_decode(pdf).expect("a document");
        assert!(pdf.starts_with(b"%PDF"), "a document");
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
        let folder = folder.parent().unwrap_or(folder).join("pictures");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("form-{name}.pdf")), pdf).expect("it is kept");
    }
}
