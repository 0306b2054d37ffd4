//! What an adviser does at the desk, in the words of the office.

use crate::browser::Browser;
use jiff::civil::Date;
use thirtyfour::By;

/// The demo's password.
const PASSWORD: &str = "cairn-demo";

/// Somebody who is entered.
pub struct NewPerson {
    pub given_name: &'static str,
    pub family_name: &'static str,
    /// `en` or `fr`.
    pub language: &'static str,
    pub phone: &'static str,
    pub email: &'static str,
    pub year_of_birth: &'static str,
}

/// Who the journeys are about.
pub const JOSEPHINE: NewPerson = NewPerson {
    given_name: "Joséphine",
    family_name: "Achterberg",
    language: "en",
    phone: "416 555 0142",
    email: "josephine@mail.example",
    year_of_birth: "1991",
};

/// A job that somebody is placed into.
pub struct Job {
    pub employer: &'static str,
    pub title: &'static str,
    pub hours: &'static str,
    pub pay: &'static str,
    pub started_on: Date,
}

impl Job {
    /// A bakery, from a day on.
    pub fn since(started_on: Date) -> Self {
        let (employer, title) = ("Cannon Street Bakery", "Baker");
        Self { employer, title, hours: "32", pay: "19.50", started_on }
    }
}

/// A member of staff and the browser at the desk.
pub struct Adviser {
    pub browser: Browser,
}

impl Adviser {
    /// Signs in as one of the demo's staff, such as `ada`.
    pub async fn signs_in(&self, who: &str) {
        self.browser.opens("/sign-in").await;
        self.browser.types("email", &format!("{who}@demo.example")).await;
        self.browser.types("password", PASSWORD).await;
        self.browser.presses("Sign in").await;
        let place = self.browser.place().await;
        assert!(!place.starts_with("/sign-in"), "{who} is not signed in");
    }

    /// Enters somebody, and gives their id.
    pub async fn enters_a_person(&self, person: &NewPerson) -> String {
        self.browser.opens("/people/new").await;
        self.browser.types("given_name", person.given_name).await;
        self.browser.types("family_name", person.family_name).await;
        self.browser.chooses("language", person.language).await;
        self.browser.types("phones", person.phone).await;
        self.browser.types("emails", person.email).await;
        self.browser.chooses("consent_sms", "yes").await;
        self.browser.chooses("consent_email", "yes").await;
        self.browser.types("year_of_birth", person.year_of_birth).await;
        self.browser.presses("Enter").await;
        let place = self.browser.place().await;
        let id = place.strip_prefix("/people/").and_then(|rest| rest.split('?').next());
        id.filter(|id| id.starts_with("per_"))
            .unwrap_or_else(|| panic!("nobody was entered: {place}"))
            .to_owned()
    }

    /// Places somebody into Outcomes.
    pub async fn places(&self, person: &str, job: &Job) {
        self.browser.opens(&format!("/people/{person}/placements/new")).await;
        self.browser.picks("programme", "on-ies").await;
        self.browser.types("employer", job.employer).await;
        self.browser.types("job_title", job.title).await;
        self.browser.types("started_on", &job.started_on.to_string()).await;
        self.browser.types("hours_per_week", job.hours).await;
        self.browser.types("pay_cents", job.pay).await;
        self.browser.picks("pay_cents-period", "hour").await;
        self.browser.presses("Place into Outcomes").await;
    }

    /// Opens the tab *Checkpoints* of somebody.
    pub async fn opens_checkpoints(&self, person: &str) {
        self.browser.opens(&format!("/people/{person}?tab=checkpoints")).await;
    }

    /// Opens one checkpoint in its place, by its id.
    pub async fn opens_checkpoint(&self, person: &str, checkpoint: &str) {
        let address = format!("/people/{person}?tab=checkpoints&open={checkpoint}#{checkpoint}");
        self.browser.opens(&address).await;
    }

    /// *Send survey* and one of its ways.
    pub async fn begins_a_follow_up(&self, checkpoint: &str, way: &str) {
        self.browser.presses_in(checkpoint, "Send survey").await;
        self.browser.presses_in(&format!("{checkpoint}-send"), way).await;
    }

    /// Writes a subject and puts a sentence before the text.
    pub async fn writes(&self, subject: &str, sentence: &str) {
        self.browser.types("subject", subject).await;
        let text = self.browser.value("body").await;
        self.browser.types("body", &format!("{sentence}\n\n{text}")).await;
    }

    /// Puts another answer in the place of the client's, with the reason.
    pub async fn corrects(&self, question: &str, answer: &str, reason: &str) {
        let answers = format!("[name='a.{question}']");
        let folded =
            By::XPath(format!("//details[not(@open)][.//*[@name='a.{question}']]/summary"));
        if self.browser.is_folded(&answers).await {
            let summary = self.browser.find("the answer as given", folded).await;
            self.browser.clicks(&summary, "the answer as given").await;
        }
        self.browser.types(&format!("a.{question}"), answer).await;
        self.browser.types(&format!("r.{question}"), reason).await;
    }

    /// Answers what only staff are asked.
    pub async fn answers_for_staff(&self) {
        self.browser.types("a.noc_code", "63202").await;
        self.browser.picks("a.subsidised", "no").await;
        self.browser.picks("a.outcome_code", "emp_full_time").await;
        self.browser.types("a.hours_verified", "30").await;
        self.browser.chooses("a.verify_method", "pay_stub").await;
    }

    /// *Submit for checking*.
    pub async fn submits(&self) {
        self.browser.presses("Submit for checking").await;
    }

    /// The state of a checkpoint as its row says it.
    pub async fn row(&self, checkpoint: &str) -> String {
        let row = By::Css(format!("#{checkpoint} > summary"));
        let row = self.browser.find("the row of the checkpoint", row).await;
        row.text().await.expect("its text")
    }
}
