//! An administrator changes a questionnaire and publishes it: who is asked already stays with the
//! old words, who comes now is asked in the new ones.

use crate::adviser::Adviser;
use crate::browser::Screen;
use crate::office::Office;

const MONTH: &str = "/setup/programmes/on-ies/draft/q/checkin-1m";
const NEW_WORDS: &str = "How are things with your work on {due_date}?";

async fn changes(max: &Adviser) {
    let browser = &max.browser;
    browser.opens("/setup/programmes/on-ies").await;
    browser.looks("setup-versions").await;
    browser.presses("Copy to change it").await;
    browser.looks("draft").await;
    browser.opens(MONTH).await;
    browser.looks("draft-questions").await;
    // Both languages side by side.
    browser.opens(&format!("{MONTH}/questions/work_status")).await;
    browser.types("text-en", NEW_WORDS).await;
    browser.types("text-fr", "").await;
    browser.looks("draft-question").await;
    browser.presses("Save").await;
    browser.opens("/setup/programmes/on-ies/draft/publication").await;
    assert!(browser.text().await.contains("The French text is missing."));
    browser.looks("draft-refused").await;
    browser.opens(&format!("{MONTH}/questions/work_status#text-fr")).await;
    browser.types("text-fr", "Comment va votre travail au {due_date} ?").await;
    browser.presses("Save").await;
    adds_a_question(max).await;
    browser.presses_in("travel_far", "Travel far?").await;
    assert!(browser.place().await.ends_with("/questions/travel_far"));
}

/// A new question, asked under an answer chosen from lists.
async fn adds_a_question(max: &Adviser) {
    let browser = &max.browser;
    browser.opens(&format!("{MONTH}/new-question")).await;
    browser.looks("draft-kind").await;
    browser.picks("kind", "single").await;
    browser.presses("Go on").await;
    browser.types("text-en", "Travel far?").await;
    browser.types("text-fr", "Le trajet est-il long ?").await;
    for (row, en, fr) in [("1", "Yes", "Oui"), ("2", "No", "Non")] {
        browser.types(&format!("choice-{row}-en"), en).await;
        browser.types(&format!("choice-{row}-fr"), fr).await;
    }
    browser.presses("Add a row").await;
    browser.picks("when-1-subject", "work_status").await;
    browser.presses("Show what can be chosen").await;
    browser.picks("when-1-verb", "one-of").await;
    browser.chooses("when-1-value", "new_job").await;
    browser.picks("screen", "own").await;
    browser.picks("after", "work_status").await;
    browser.looks("draft-new-question").await;
    browser.presses("Add the question").await;
}

/// Tries the draft out as a client would meet it, and looks at the routes.
async fn tries_out(max: &Adviser) {
    let browser = &max.browser;
    browser.opens(&format!("{MONTH}/trial")).await;
    browser.looks("draft-trial").await;
    browser.presses("Begin").await;
    browser.chooses("agree", "yes").await;
    browser.presses("Continue").await;
    assert!(browser.text().await.contains("How are things with your work"));
    browser.looks("draft-trial-page").await;
    browser.presses("Français").await;
    assert!(browser.text().await.contains("Comment va votre travail"));
    browser.chooses("work_status", "new_job").await;
    browser.presses("Continuer").await;
    assert!(browser.text().await.contains("Le trajet est-il long"));
    browser.opens(&format!("{MONTH}/routes")).await;
    browser.looks("draft-routes").await;
}

async fn journey(name: &str, screen: Screen) {
    let office = Office::opens(name).await;
    let (old_link, _) = office.asks_somebody("Before").await;
    let max = office.adviser(screen).await;
    max.signs_in("max").await;
    changes(&max).await;
    tries_out(&max).await;
    max.browser.opens("/setup/programmes/on-ies/draft/publication").await;
    max.browser.looks("draft-publication").await;
    max.browser.presses("Publish version 2").await;
    assert!(max.browser.text().await.contains("Published."));
    let (new_link, _) = office.asks_somebody("After").await;
    for (link, words) in [(old_link, "best describes"), (new_link, "How are things with your work")]
    {
        let client = office.client(Screen::Phone).await;
        client.opens(&link).await;
        client.begins("1990").await;
        client.browser.chooses("agree", "yes").await;
        client.continues().await;
        assert!(client.browser.text().await.contains(words), "{words}");
    }
}

#[tokio::test]
async fn an_administrator_publishes_a_questionnaire_at_the_desk() {
    journey("questionnaire-desk", Screen::Desk).await;
}

#[tokio::test]
async fn an_administrator_publishes_a_questionnaire_on_a_telephone() {
    journey("questionnaire-phone", Screen::Phone).await;
}
