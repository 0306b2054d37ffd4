//! Surveys: the client's pages by the link of a message, the answers for programs, the review.

mod client;
mod disowned;
mod faces;
mod gate;
mod input;
mod once;
pub mod program;
mod quick;
mod review;
pub mod staff;
mod stop;
mod strangers;

use crate::harness::{Answer, TestApp};
use serde_json::{Value, json};

/// What somebody answers who works in the same job.
pub const SAME_JOB: [(&str, &str); 11] = [
    ("agree", "yes"),
    ("work_status", "same_job"),
    ("job_confirm", "yes"),
    ("hours_week", "32,5"),
    ("hours_vary", "same"),
    ("wage_amount", "$18.50"),
    ("wage_period", "hour"),
    ("barriers", "transport"),
    ("need_help", "no"),
    ("comment", "No bus before 6 on Sundays."),
    ("declare-name", "Zoë O’Brien"),
];

/// Somebody with a job and a survey that is due on the tests' day.
pub struct Asked {
    pub person: String,
    pub checkpoint: String,
    pub token: String,
}

impl Asked {
    pub fn door(&self) -> String {
        format!("/api/v1/checkpoints/{}/response", self.checkpoint)
    }
}

pub async fn asked(app: &TestApp) -> Asked {
    asked_as(app, json!({"year_of_birth": 1990})).await
}

/// As [`asked`], with more or other words about the person.
pub async fn asked_as(app: &TestApp, more: Value) -> Asked {
    let mut person = json!({"given_name": "Zoë", "family_name": "O’Brien", "language": "en",
        "phones": ["+14165550123"], "emails": ["zoe@mail.example"]});
    for (name, value) in more.as_object().into_iter().flatten() {
        person[name] = value.clone();
    }
    let ada = app.api("ada");
    let made = ada.post_json("/api/v1/people", person).await.is(201).json();
    let person = text(&made["id"]);
    let job = json!({"programme": "on-ies", "employer": "Concession Street Bakery",
        "job_title": "Baker", "started_on": "2026-02-04", "hours_per_week": 30,
        "pay_cents": 1850, "pay_period": "hour"});
    let path = format!("/api/v1/people/{person}/placements");
    let job = ada.post_json(&path, job).await.is(201).json();
    let checkpoint = text(&job["checkpoints"][0]["id"]);
    let token = link(app, &checkpoint).await;
    Asked { person, checkpoint, token }
}

/// Another link to the survey of a checkpoint.
pub async fn link(app: &TestApp, checkpoint: &str) -> String {
    let path = format!("/api/v1/checkpoints/{checkpoint}/invitations");
    let made = app.api("ada").post_json(&path, json!({"channel": "link"})).await.is(201).json();
    let url = text(&made["url"]);
    url.rsplit('/').next().expect("a secret").to_owned()
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// The value of a hidden field.
pub fn hidden(page: &str, name: &str) -> String {
    let start = format!(r#"name="{name}" value=""#);
    let value = page.split(start.as_str()).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    value.split('"').next().expect("a value").to_owned()
}

/// A client's telephone.
pub struct Phone {
    pub browser: TestApp,
    /// The page that is open, and where it is.
    pub page: Answer,
    pub at: String,
}

impl Phone {
    /// Opens a link and follows it to the first page.
    pub async fn open(app: &TestApp, token: &str) -> Self {
        let browser = app.another();
        let door = browser.get(&format!("/s/{token}")).await.is(303);
        assert_eq!(door.location(), "/s", "the secret leaves the address");
        let page = browser.get("/s").await;
        Self { browser, page, at: "/s".to_owned() }
    }

    /// Opens a link and begins.
    pub async fn begin(app: &TestApp, token: &str, year: &str) -> Self {
        let mut phone = Self::open(app, token).await;
        phone.press(&[("year", year)]).await;
        assert_eq!(phone.page.status, 200, "{}", phone.page.text);
        phone
    }

    /// Posts the form of the open page and follows where it leads.
    pub async fn press(&mut self, fields: &[(&str, &str)]) {
        let to = self.at.clone();
        self.press_to(&to, fields).await;
    }

    /// The same, where the form posts to another address than its page's.
    pub async fn press_to(&mut self, to: &str, fields: &[(&str, &str)]) {
        to.clone_into(&mut self.at);
        let nonce = hidden(&self.page.text, "nonce");
        let mut all = vec![("nonce", nonce.as_str())];
        all.extend_from_slice(fields);
        self.page = self.browser.post_bare(to, &all).await;
        self.follow().await;
    }

    pub async fn go(&mut self, path: &str) {
        path.clone_into(&mut self.at);
        self.page = self.browser.get(path).await;
        self.follow().await;
    }

    async fn follow(&mut self) {
        for _ in 0..5 {
            if self.page.status != 303 {
                return;
            }
            self.at = self.page.location().to_owned();
            self.page = self.browser.get(&self.at).await;
        }
        panic!("led in circles to {}", self.at);
    }

    /// Answers every page with what fits of these, until the answers are to be checked.
    pub async fn answer(&mut self, answers: &[(&str, &str)]) {
        for _ in 0..40 {
            if self.at == "/s/q/check" || !self.at.starts_with("/s/q/") {
                return;
            }
            let is_here =
                |(name, _): &&(&str, &str)| self.page.text.contains(&format!(r#"name="{name}""#));
            let fields: Vec<(&str, &str)> = answers.iter().filter(is_here).copied().collect();
            let before = self.at.clone();
            self.press(&fields).await;
            assert_ne!(before, self.at, "{}", self.page.text);
        }
        panic!("no end of questions, at {}", self.at);
    }

    /// Sends the answers from the page where they are checked.
    pub async fn send(&mut self) {
        assert_eq!(self.at, "/s/q/check", "{}", self.page.text);
        self.press(&[("declare-agreed", "yes"), ("declare-name", "Zoë O’Brien")]).await;
    }

    pub fn says(&self, text: &str) -> bool {
        self.page.text.contains(text)
    }
}

/// The response of a checkpoint as programs see it.
pub async fn response(app: &TestApp, asked: &Asked) -> Value {
    app.api("ada").get(&asked.door()).await.is(200).json()
}
