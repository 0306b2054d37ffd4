//! A tour of what staff see, in French, at a desk and on a telephone.

use crate::adviser::Adviser;
use crate::browser::Screen;
use crate::office::Office;
use crate::program::life::STILL_WORKING;
use crate::reviews::NEEDS_HELP;
use serde_json::json;

/// The questionnaire that an administrator changes here.
const QUESTIONS: &str = "/setup/programmes/on-ies/draft/q/checkin-1m";

const LANGUAGE: &str = "return document.documentElement.lang;";

#[tokio::test]
async fn the_pages_of_staff_in_french_at_a_desk() {
    tour("french-desk", Screen::Desk).await;
}

#[tokio::test]
async fn the_pages_of_staff_in_french_on_a_telephone() {
    tour("french-phone", Screen::Phone).await;
}

async fn tour(name: &str, screen: Screen) {
    let office = Office::opens(name).await;
    let (person, checkpoint) = office.answered("Tournée", &NEEDS_HELP).await;
    let (_, unanswered) = office.asks_somebody("Attente").await;
    let adviser = in_french(&office, "ada", screen).await;
    lists(&office, &adviser).await;
    one_person(&adviser, (&person, &checkpoint)).await;
    asking(&office, &adviser, &unanswered).await;
    second_reading(&office, &adviser, screen).await;
    let leader = in_french(&office, "theo", screen).await;
    for (name, address) in [
        ("reports", "/reports"),
        ("feedback", "/reports/feedback?from="),
        ("comments", "/reports/feedback/comments?from=&question=on-ies.comment"),
    ] {
        visits(&leader, name, address).await;
    }
    setting_up(&in_french(&office, "max", screen).await).await;
}

async fn in_french(office: &Office, who: &str, screen: Screen) -> Adviser {
    let adviser = office.adviser(screen).await;
    adviser.signs_in(who).await;
    // Who has chosen it once has it everywhere.
    let language = adviser.browser.run(LANGUAGE, vec![]).await;
    if language != "fr" {
        if screen == Screen::Phone {
            adviser.browser.presses("Menu").await;
        }
        adviser.browser.presses("Français").await;
    }
    adviser
}

/// Opens a page, which is in French, and looks at it.
async fn visits(adviser: &Adviser, name: &str, address: &str) {
    adviser.browser.opens(address).await;
    looks(adviser, name).await;
}

async fn looks(adviser: &Adviser, name: &str) {
    let language = adviser.browser.run(LANGUAGE, vec![]).await;
    assert_eq!(language, "fr", "{name} at {}", adviser.browser.place().await);
    adviser.browser.looks(&format!("french-{name}")).await;
}

async fn lists(office: &Office, adviser: &Adviser) {
    for (name, address) in [
        ("my-day", "/"),
        ("people", "/people"),
        ("people-new", "/people/new"),
        ("checkpoints", "/checkpoints"),
        ("tasks", "/tasks"),
        ("messages", "/messages"),
        ("mailings", "/mailings"),
        ("many", "/mailings/new?queue=overdue&whose=mine&all=yes"),
        ("sessions", "/sessions"),
        ("setup", "/setup"),
    ] {
        visits(adviser, name, address).await;
    }
    let cast = office.person("brien").await;
    for tab in ["overview", "checkpoints", "timeline", "files"] {
        visits(adviser, &format!("person-{tab}"), &format!("/people/{cast}?tab={tab}")).await;
    }
    visits(adviser, "why", &format!("/people/{cast}/why")).await;
    let tasks = office.ada.get("/api/v1/tasks").await;
    let task = tasks["items"][0]["id"].as_str().expect("a task");
    visits(adviser, "task", &format!("/tasks/{task}")).await;
}

/// What somebody answered, and the work on it.
async fn one_person(adviser: &Adviser, (person, checkpoint): (&str, &str)) {
    adviser.opens_checkpoint(person, checkpoint).await;
    looks(adviser, "review").await;
    let own = format!("/checkpoints/{checkpoint}");
    visits(adviser, "answers", &format!("{own}/answers")).await;
    visits(adviser, "questionnaire", &format!("{own}/questionnaire")).await;
    visits(adviser, "evidence", &format!("{own}/evidence")).await;
}

/// The ways to ask somebody.
async fn asking(office: &Office, adviser: &Adviser, checkpoint: &str) {
    let own = format!("/checkpoints/{checkpoint}");
    for way in ["email", "sms", "link", "print"] {
        visits(adviser, &format!("follow-up-{way}"), &format!("{own}/follow-up?channel={way}"))
            .await;
    }
    visits(adviser, "paper", &format!("{own}/paper")).await;
    visits(adviser, "call", &format!("{own}/call")).await;
    adviser.browser.chooses("outcome", "speaking").await;
    adviser.browser.presses("Continuer").await;
    looks(adviser, "call-question").await;
    visits(adviser, "call-check", &format!("{own}/call/check")).await;
    let door = format!("/api/v1{own}/invitations");
    let letter = office.ada.post(&door, &json!({ "channel": "print" })).await;
    let letter = letter["id"].as_str().expect("an id");
    visits(adviser, "letter", &format!("/messages/{letter}")).await;
}

async fn second_reading(office: &Office, adviser: &Adviser, screen: Screen) {
    let (person, checkpoint) = office.answered("Relue", &STILL_WORKING).await;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    adviser.answers_for_staff().await;
    adviser.browser.chooses("reader", "yes").await;
    adviser.browser.presses("Soumettre pour vérification").await;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    looks(adviser, "review-waits-for-reader").await;
    let leader = in_french(office, "theo", screen).await;
    leader.opens_checkpoint(&person, &checkpoint).await;
    looks(&leader, "review-second-reading").await;
}

/// The draft of a questionnaire, page by page.
async fn setting_up(administrator: &Adviser) {
    visits(administrator, "versions", "/setup/programmes/on-ies").await;
    administrator.browser.presses("Copier pour modifier").await;
    looks(administrator, "draft").await;
    for (name, part) in [
        ("draft-questions", ""),
        ("draft-question", "/questions/work_status"),
        ("draft-kind", "/new-question"),
        ("draft-new-question", "/new-question?kind=single"),
        ("draft-trial", "/trial"),
        ("draft-routes", "/routes"),
    ] {
        visits(administrator, name, &format!("{QUESTIONS}{part}")).await;
    }
    let publication = "/setup/programmes/on-ies/draft/publication";
    visits(administrator, "draft-publication", publication).await;
}
