//! What a client does with a link: on a telephone, in three minutes, perhaps not at once.

use crate::browser::Browser;
use crate::program::life::Life;
use serde_json::json;
use thirtyfour::By;

/// Pages of a survey that are gone through, at most.
const PAGES_MAX: usize = 60;

/// A client and the browser that they hold.
pub struct Client {
    pub browser: Browser,
}

impl Client {
    pub async fn opens(&self, link: &str) {
        self.browser.opens(link).await;
    }

    /// Passes the gate and begins.
    pub async fn begins(&self, year_of_birth: &str) {
        self.browser.types("year", year_of_birth).await;
        self.continues().await;
    }

    /// Presses the page's first button, whatever its language.
    pub async fn continues(&self) {
        let button = By::Css("#survey .button.primary");
        let button = self.browser.find("button that goes on", button).await;
        self.browser.clicks(&button, "the button that goes on").await;
    }

    pub async fn goes_back(&self) {
        let button = self.browser.find("Back", By::Css("#survey button[name=back]")).await;
        self.browser.clicks(&button, "Back").await;
    }

    /// Switches to the other language.
    pub async fn switches_language(&self) {
        let button = By::Css(".client-bar button[name=language]");
        let button = self.browser.find("the other language", button).await;
        self.browser.clicks(&button, "the other language").await;
    }

    pub async fn is_at_the_check(&self) -> bool {
        self.browser.place().await == "/s/q/check"
    }

    /// The code of the page's question, as its address names it.
    pub async fn question(&self) -> String {
        let place = self.browser.place().await;
        let question = place.strip_prefix("/s/q/").unwrap_or_else(|| panic!("at {place}"));
        question.to_owned()
    }

    /// Fills in what stands on the page, and what it offers besides.
    pub async fn answers(&self, life: &Life) {
        if self.browser.has("#survey details:not([open])").await {
            let more = By::Css("#survey details:not([open]) > summary");
            let more = self.browser.find("more questions", more).await;
            self.browser.clicks(&more, "more questions").await;
        }
        for (name, kind) in self.fields().await {
            let known = life.0.iter().find(|(question, _)| *question == name);
            let Some((_, answer)) = known else { continue };
            match kind.as_str() {
                "radio" | "checkbox" => self.browser.chooses(&name, answer).await,
                "select-one" => self.browser.picks(&name, answer).await,
                _ => self.browser.types(&name, answer).await,
            }
        }
    }

    /// The fields that can be seen: names and kinds, each once.
    async fn fields(&self) -> Vec<(String, String)> {
        let script = "const seen = new Map();
            for (const field of document.querySelectorAll('#survey [name]')) {
                if (field.type === 'hidden' || field.tagName === 'BUTTON') continue;
                if (field.checkVisibility()) seen.set(field.name, field.type);
            }
            return [...seen];";
        let fields = self.browser.run(script, vec![]).await;
        serde_json::from_value(fields).expect("names and kinds")
    }

    /// Answers page after page as far as the check of the answers; `look` is called at each.
    pub async fn answers_all(&self, life: &Life, mut look: impl AsyncFnMut(&Client, &str)) {
        for _ in 0..PAGES_MAX {
            if self.is_at_the_check().await {
                return;
            }
            let question = self.question().await;
            self.answers(life).await;
            look(self, &question).await;
            self.continues().await;
            assert!(!self.browser.has(".error-summary").await, "{}", self.browser.text().await);
        }
        panic!("the survey has no end: {}", self.browser.place().await);
    }

    /// Declares the answers to be true and sends them.
    pub async fn sends(&self, name: &str) {
        self.browser.chooses("declare-agreed", "yes").await;
        self.browser.types("declare-name", name).await;
        self.continues().await;
    }

    /// The whole way of somebody who was asked by a link: in, through every page, sent.
    pub async fn goes_the_whole_way(&self, link: &str, life: &Life, name: &str) {
        self.opens(link).await;
        self.begins("1990").await;
        self.answers_all(life, async |_, _| {}).await;
        self.sends(name).await;
        assert!(self.browser.heading().await.starts_with("Thank you"));
    }

    /// Cookies and all are gone: another browser, or another day.
    pub async fn forgets_everything(&self) {
        self.browser.devtools("Network.clearBrowserCookies", json!({})).await;
    }
}
