//! The client's harder ways: two taps in French without script, the keyboard alone to the end, a
//! page enlarged four times, a signal that goes away in the middle, a survey that some program
//! answered first.

use crate::browser::Screen;
use crate::client::Client;
use crate::office::Office;
use crate::program::life::STILL_WORKING;
use serde_json::{Value, json};
use thirtyfour::By;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
/// Presses of Tab until something is reached, at most.
const TABS_MAX: usize = 40;

async fn response(office: &Office, checkpoint: &str) -> Value {
    office.ada.get(&format!("/api/v1/checkpoints/{checkpoint}/response")).await
}

impl Client {
    /// Presses one of the large buttons of the quick question.
    async fn taps(&self, choice: &str) {
        let button = By::Css(format!(".quick button[value={choice}]"));
        let button = self.browser.find("a large button", button).await;
        self.browser.clicks(&button, choice).await;
    }

    /// Presses Tab until something that fits has the focus.
    async fn tabs_to(&self, css: &str) {
        let script = "return document.activeElement.matches(arguments[0]);";
        for _ in 0..TABS_MAX {
            if self.browser.run(script, vec![json!(css)]).await == true {
                return;
            }
            self.browser.keys(TAB).await;
        }
        panic!("Tab does not reach {css} at {}", self.browser.place().await);
    }

    /// Answers what stands on the page by keys alone, and goes on.
    async fn answers_by_keys(&self) {
        let script = "const seen = new Map();
            for (const field of document.querySelectorAll('#survey [name]')) {
                if (field.type === 'hidden' || field.tagName === 'BUTTON') continue;
                if (field.checkVisibility()) seen.set(field.name, field.type);
            }
            return [...seen];";
        let fields = self.browser.run(script, vec![]).await;
        let fields: Vec<(String, String)> = serde_json::from_value(fields).expect("names");
        for (name, kind) in fields {
            let known = STILL_WORKING.0.iter().find(|(question, _)| *question == name);
            let Some((_, answer)) = known else { continue };
            match kind.as_str() {
                "radio" | "checkbox" => self.chooses_by_keys(&name, answer).await,
                "select-one" => {
                    self.tabs_to(&format!("[name={name}]")).await;
                    self.browser.keys("\u{e015}").await;
                }
                _ => {
                    self.tabs_to(&format!("[name={name}]")).await;
                    self.browser.keys(answer).await;
                }
            }
        }
        self.tabs_to("#survey .button.primary").await;
        self.presses_enter().await;
    }

    /// Chooses one of several with the arrows and the space bar.
    async fn chooses_by_keys(&self, name: &str, value: &str) {
        self.tabs_to(&format!("[name={name}]")).await;
        let script = "const it = document.activeElement;
            return [it.value === arguments[0], it.checked];";
        for _ in 0..12 {
            let state = self.browser.run(script, vec![json!(value)]).await;
            if state[0] == true {
                if state[1] != true {
                    self.browser.keys(" ").await;
                }
                return;
            }
            self.browser.keys("\u{e015}").await;
        }
        panic!("the arrows do not reach {value} of {name}");
    }

    async fn presses_enter(&self) {
        let script = "window.isLeft = true; return true;";
        self.browser.run(script, vec![]).await;
        self.browser.keys(ENTER).await;
        self.browser.has_left().await;
    }
}

#[tokio::test]
async fn in_french_without_script_two_taps_and_then_the_rest() {
    let office = Office::opens("quick").await;
    let (link, checkpoint) = office.texts_somebody("Deux-Touches", "fr").await;
    let client = office.client(Screen::Phone).await;
    client.browser.without_script().await;
    client.opens(&link).await;
    client.browser.looks("client-quick").await;
    client.taps("same_job").await;
    assert!(client.browser.text().await.contains("Toujours en emploi"));
    client.browser.looks("client-quick-taken").await;
    let kept = response(&office, &checkpoint).await;
    assert_eq!((&kept["state"], &kept["source"]), (&json!("partial"), &json!("client_sms")));
    client.browser.presses("Répondre aux autres questions").await;
    client.browser.looks("client-quick-gate").await;
    client.begins("1990").await;
    let look = async |client: &Client, question: &str| {
        client.browser.looks(&format!("client-fr-{question}")).await;
    };
    client.answers_all(&STILL_WORKING, look).await;
    client.browser.looks("client-fr-check").await;
    client.sends("Linka Deux-Touches").await;
    assert!(client.browser.heading().await.starts_with("Merci"));
    client.browser.looks("client-fr-thanks").await;
    assert_eq!(response(&office, &checkpoint).await["state"], "submitted");
}

#[tokio::test]
async fn the_keyboard_alone_leads_to_the_receipt() {
    let office = Office::opens("keys-all").await;
    let (link, checkpoint) = office.asks_somebody("Keys").await;
    let client = office.client(Screen::Phone).await;
    client.opens(&link).await;
    client.tabs_to("[name=year]").await;
    client.browser.keys("1990").await;
    client.presses_enter().await;
    for _ in 0..20 {
        if client.is_at_the_check().await {
            break;
        }
        client.answers_by_keys().await;
    }
    client.tabs_to("[name=declare-agreed]").await;
    client.browser.keys(" ").await;
    client.tabs_to("[name=declare-name]").await;
    client.browser.keys("Linka Keys").await;
    client.tabs_to("#survey .button.primary").await;
    client.presses_enter().await;
    assert!(client.browser.heading().await.starts_with("Thank you"));
    assert_eq!(response(&office, &checkpoint).await["state"], "submitted");
}

#[tokio::test]
async fn enlarged_four_times_nothing_is_cut_and_nothing_hides() {
    let office = Office::opens("enlarged").await;
    let (link, _) = office.texts_somebody("Large", "en").await;
    let client = office.client(Screen::Enlarged).await;
    client.opens(&link).await;
    client.browser.looks("client-large-quick").await;
    client.browser.presses("Something else, or answer all the questions now").await;
    client.begins("1985").await;
    client.browser.looks_at_refusal("client-large-wrong-year").await;
    assert!(client.browser.focus_is_seen(".error-summary").await, "the summary takes the focus");
    client.begins("1990").await;
    let look = async |client: &Client, question: &str| {
        client.browser.looks(&format!("client-large-{question}")).await;
    };
    client.answers_all(&STILL_WORKING, look).await;
    client.browser.looks("client-large-check").await;
    client.sends("Linka Large").await;
    client.browser.looks("client-large-thanks").await;
}

#[tokio::test]
async fn a_signal_that_goes_away_costs_one_screen_at_most() {
    let office = Office::opens("offline").await;
    let (link, checkpoint) = office.asks_somebody("Tunnel").await;
    let client = office.client(Screen::Phone).await;
    client.opens(&link).await;
    client.begins("1990").await;
    for _ in 0..3 {
        client.answers(&STILL_WORKING).await;
        client.continues().await;
    }
    assert_eq!(client.question().await, "hours_week");
    client.answers(&STILL_WORKING).await;
    client.browser.loses_its_signal().await;
    let button = client.browser.find("Continue", By::Css("#survey .button.primary")).await;
    // The browser's own page says that there is no signal; whether the driver minds is its affair.
    drop(button.click().await);
    let kept = response(&office, &checkpoint).await;
    assert_eq!(kept["client_answers"]["work_status"], "same_job", "saved as they go");
    client.browser.finds_its_signal().await;
    client.opens(&link).await;
    // What was typed may have been saved just before the tunnel: then the next question is open.
    let open = client.question().await;
    assert!(["hours_week", "wage"].contains(&open.as_str()), "where it was left, not {open}");
    client.answers_all(&STILL_WORKING, async |_: &Client, _: &str| {}).await;
    client.sends("Linka Tunnel").await;
    assert_eq!(response(&office, &checkpoint).await["state"], "submitted");
}

#[tokio::test]
async fn answers_of_a_program_are_put_by_in_one_act() {
    let office = Office::opens("disown").await;
    let (link, checkpoint) = office.asks_somebody("Scanned").await;
    let scanner = office.client(Screen::Phone).await;
    scanner.opens(&link).await;
    scanner.begins("1990").await;
    scanner.answers_all(&STILL_WORKING, async |_: &Client, _: &str| {}).await;
    scanner.sends("Robot").await;
    let adviser = office.adviser(Screen::Desk).await;
    adviser.signs_in("ada").await;
    adviser.browser.opens(&format!("/checkpoints/{checkpoint}/answers")).await;
    adviser.browser.presses("Not the client’s answers?").await;
    adviser.browser.looks("answers-disown").await;
    adviser.browser.presses("These were not the client’s answers").await;
    assert!(adviser.browser.text().await.contains("open again on the same link"));
    adviser.browser.looks("answers-disowned-row").await;
    adviser.browser.opens(&format!("/checkpoints/{checkpoint}/answers")).await;
    adviser.browser.looks("answers-disowned").await;
    assert_eq!(response(&office, &checkpoint).await["state"], "none");
}

#[tokio::test]
async fn a_slow_old_telephone_comes_to_the_end() {
    let office = Office::opens("slow-old").await;
    let (link, checkpoint) = office.asks_somebody("Slowa").await;
    let client = office.client(Screen::Narrow).await;
    client.browser.is_slow_and_old().await;
    client.goes_the_whole_way(&link, &STILL_WORKING, "Slowa Old").await;
    assert_eq!(response(&office, &checkpoint).await["state"], "submitted");
}
