//! One journey's own office: a server with the seeded cast and a clock, and browsers.

use crate::adviser::Adviser;
use crate::browser::{Drivers, Screen};
use crate::client::Client;
use crate::program::doors::Doors;
use crate::program::life::Life;
use crate::program::{Folder, Program};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use reqwest::Method;
use serde_json::{Value, json};

/// Everything of one journey.
pub struct Office {
    program: Program,
    drivers: Drivers,
    /// Ada's token.
    pub ada: Doors,
    /// The office's day when the journey begins: a working day, at ten in the morning.
    pub today: Date,
    zone: TimeZone,
    _folder: Folder,
}

impl Office {
    /// Opens on the working day after the machine's own: any clock, and no midnight, will do.
    pub async fn opens(name: &str) -> Self {
        let folder = Folder::new(name);
        folder.seed().await;
        let (program, drivers) = tokio::join!(Program::demo(&folder), Drivers::start(name));
        let zone = TimeZone::get("America/Toronto").expect("a zone");
        let ada = Doors::new(&program.address, "demo-token-ada");
        let today = next_working_day(&zone);
        let office = Self { program, drivers, ada, today, zone, _folder: folder };
        office.moves_to(today).await;
        office
    }

    /// Moves the demo's clock to ten in the morning of a day, and does all that is due by then.
    pub async fn moves_to(&self, day: Date) {
        let ten = day.at(10, 0, 0, 0).to_zoned(self.zone.clone()).expect("a moment");
        let now = json!({ "now": ten.timestamp().to_string() });
        let moved = self.ada.ask(Method::PUT, "/demo/clock", (Some(&now), None)).await;
        assert!(moved.is_ok_and(|(status, _)| status == 204), "the clock is moved");
        self.ada.post("/demo/tick", &json!({})).await;
    }

    pub async fn adviser(&self, screen: Screen) -> Adviser {
        Adviser { browser: self.drivers.browser(&self.program.address, screen).await }
    }

    /// A client's telephone, with nothing on it yet.
    pub async fn client(&self, screen: Screen) -> Client {
        Client { browser: self.drivers.browser(&self.program.address, screen).await }
    }

    /// What would have left, newest first.
    pub async fn outbox(&self) -> Vec<Value> {
        let listed = self.ada.get("/demo/outbox").await;
        listed["items"].as_array().cloned().unwrap_or_default()
    }

    /// The link of the newest message to an address.
    pub async fn newest_link(&self, to: &str) -> String {
        let sent = self.outbox().await;
        let message = sent.iter().find(|message| message["to"] == to);
        let message = message.unwrap_or_else(|| panic!("nothing was sent to {to}: {sent:?}"));
        message["links"][0].as_str().expect("a link").to_owned()
    }

    /// Somebody new, born in 1990, whose first checkpoint is open: the link to it and its id.
    pub async fn asks_somebody(&self, name: &str) -> (String, String) {
        let person = json!({
            "given_name": "Linka", "family_name": name, "language": "en", "year_of_birth": 1990,
        });
        let person = self.ada.post("/api/v1/people", &person).await;
        let job = json!({
            "programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
            "started_on": self.today.saturating_sub(28.days()).to_string(), "hours_per_week": 30,
        });
        let person = person["id"].as_str().expect("an id");
        let placed = self.ada.post(&format!("/api/v1/people/{person}/placements"), &job).await;
        let checkpoint = placed["checkpoints"][0]["id"].as_str().expect("an id").to_owned();
        let path = format!("/api/v1/checkpoints/{checkpoint}/invitations");
        let asked = self.ada.post(&path, &json!({ "channel": "link" })).await;
        (asked["url"].as_str().expect("a link").to_owned(), checkpoint)
    }

    /// Somebody new who answered their first checkpoint: the person and the checkpoint.
    pub async fn answered(&self, name: &str, life: &Life) -> (String, String) {
        let (link, checkpoint) = self.asks_somebody(name).await;
        let client = self.client(Screen::Phone).await;
        client.goes_the_whole_way(&link, life, &format!("Linka {name}")).await;
        (self.person(&name.to_lowercase()).await, checkpoint)
    }

    /// Somebody new as well, asked by a text message in a language: the link and the checkpoint.
    pub async fn texts_somebody(&self, name: &str, language: &str) -> (String, String) {
        let person = json!({
            "given_name": "Linka", "family_name": name, "language": language,
            "year_of_birth": 1990, "phones": ["+14165550199"],
            "consent": { "email": false, "sms": true },
        });
        let person = self.ada.post("/api/v1/people", &person).await;
        let job = json!({
            "programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
            "started_on": self.today.saturating_sub(28.days()).to_string(), "hours_per_week": 30,
        });
        let person = person["id"].as_str().expect("an id");
        let placed = self.ada.post(&format!("/api/v1/people/{person}/placements"), &job).await;
        let checkpoint = placed["checkpoints"][0]["id"].as_str().expect("an id").to_owned();
        let path = format!("/api/v1/checkpoints/{checkpoint}/invitations");
        let asked = self.ada.post(&path, &json!({ "channel": "sms" })).await;
        (asked["url"].as_str().expect("a link").to_owned(), checkpoint)
    }

    /// Somebody of the cast, by a part of the name.
    pub async fn person(&self, name: &str) -> String {
        let listed = self.ada.get(&format!("/api/v1/people?q={name}")).await;
        let id = listed["items"][0]["id"].as_str();
        id.unwrap_or_else(|| panic!("nobody is called {name}: {listed}")).to_owned()
    }

    /// A checkpoint of a person, by the programme's name for it.
    pub async fn checkpoint(&self, person: &str, code: &str) -> Value {
        let listed = self.ada.get(&format!("/api/v1/people/{person}/checkpoints")).await;
        let items = listed["items"].as_array().cloned().unwrap_or_default();
        let found = items.into_iter().find(|one| one["checkpoint"] == code);
        found.unwrap_or_else(|| panic!("{person} has no checkpoint {code}: {listed}"))
    }
}

#[expect(clippy::disallowed_methods, reason = "a demo begins at the machine's own time")]
fn next_working_day(zone: &TimeZone) -> Date {
    let mut day = Timestamp::now().to_zoned(zone.clone()).date();
    loop {
        day = day.saturating_add(1.day());
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            return day;
        }
    }
}
