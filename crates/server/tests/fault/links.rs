//! Links that machines open, and links that two people answer at the same instant.

use crate::program::doors::Doors;
use crate::program::life::STILL_WORKING;
use crate::program::{Folder, Program, cairn};
use crate::sitting::{Page, Sitting};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::process::Command;

/// Times that a scanner opens a link.
const OPENINGS: usize = 100;
/// Links that are answered from two sides.
const PAIRS: usize = 20;

/// A demo with somebody who is asked.
struct Asked {
    program: Program,
    ada: Doors,
    folder: Folder,
}

impl Asked {
    async fn start(name: &str) -> Self {
        let folder = Folder::new(name);
        folder.seed().await;
        let program = Program::demo(&folder).await;
        let ada = Doors::new(&program.address, "demo-token-ada");
        Self { program, ada, folder }
    }

    /// Somebody new with an open checkpoint and a link to it.
    async fn somebody(&self, name: &str) -> (String, String, String) {
        let person = json!({
            "given_name": "Linka", "family_name": name, "language": "en", "year_of_birth": 1990,
        });
        let person = self.ada.post("/api/v1/people", &person).await;
        let person = text(&person["id"]);
        let job = json!({
            "programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
            "started_on": a_month_ago(), "hours_per_week": 30,
        });
        let placed = self.ada.post(&format!("/api/v1/people/{person}/placements"), &job).await;
        let checkpoint = text(&placed["checkpoints"][0]["id"]);
        let path = format!("/api/v1/checkpoints/{checkpoint}/invitations");
        let asked = self.ada.post(&path, &json!({ "channel": "link" })).await;
        (person, checkpoint, text(&asked["url"]))
    }

    /// Everything that opening a link must not change.
    async fn everything(&self, (person, checkpoint): (&str, &str)) -> Value {
        let checkpoint = format!("/api/v1/checkpoints/{checkpoint}");
        json!({
            "checkpoint": self.ada.get(&checkpoint).await,
            "response": self.ada.get(&format!("{checkpoint}/response")).await,
            "messages": self.ada.get(&format!("{checkpoint}/messages")).await,
            "timeline": self.ada.get(&format!("/api/v1/people/{person}/timeline")).await,
            "outbox": self.ada.get("/demo/outbox").await,
            "entries": self.entries().await,
        })
    }

    /// Entries of the audit in all, of which every change makes one.
    async fn entries(&self) -> Value {
        let data = self.folder.path().to_str().expect("a path in letters");
        let verify =
            Command::new(cairn()).args(["verify", "--json", "--data", data]).output().await;
        let said = verify.expect("cairn verify runs").stdout;
        let said: Value = serde_json::from_slice(&said).expect("JSON");
        assert_eq!(said["ok"], true, "{said}");
        said["audit"]["entries"].clone()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

#[expect(clippy::disallowed_methods, reason = "a demo begins at the machine's own time")]
fn a_month_ago() -> String {
    let zone = TimeZone::get("America/Toronto").expect("a zone");
    Timestamp::now().to_zoned(zone).date().saturating_sub(28.days()).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_openings_by_machines_change_nothing() {
    let asked = Asked::start("openings").await;
    let (person, checkpoint, link) = asked.somebody("Scanned").await;
    let own = (person.as_str(), checkpoint.as_str());
    // What looking makes of its own is made before.
    asked.everything(own).await;
    let before = asked.everything(own).await;
    let mut patient = Sitting::new(&asked.program.address);
    for opening in 0..OPENINGS {
        // Some come anew each time, some keep their cookie and follow where it leads.
        let mut stranger = Sitting::new(&asked.program.address);
        let who = if opening % 3 == 0 { &mut patient } else { &mut stranger };
        let method = if opening % 2 == 0 { Method::GET } else { Method::HEAD };
        let page = who.ask(method, &link, &[]).await.expect("an answer");
        assert_eq!((page.status, page.path.as_str()), (200, "/s"), "{}", page.text);
    }
    assert_eq!(asked.everything(own).await, before);
    let page = patient.begin(&link, "1990").await.expect("an answer");
    assert_eq!(page.path, "/s/q/agree", "and the person can still answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_link_sent_twice_at_one_instant_is_one_response() {
    let asked = Asked::start("pairs").await;
    for pair in 0..PAIRS {
        let (person, checkpoint, link) = asked.somebody(&format!("Pair{pair}")).await;
        let site = &asked.program.address;
        let (mut one, mut other) = (Sitting::new(site), Sitting::new(site));
        let (mine, yours) = tokio::join!(check(&mut one, &link), check(&mut other, &link));
        let (mine, yours) = tokio::join!(one.send(&mine), other.send(&yours));
        for page in [mine, yours] {
            let page = page.expect("an answer");
            assert!(page.is_receipt(), "both see the receipt: {} {}", page.status, page.text);
        }
        let path = format!("/api/v1/checkpoints/{checkpoint}/response");
        let response = asked.ada.get(&path).await;
        assert_eq!(response["state"], "submitted", "{response}");
        let timeline = asked.ada.get(&format!("/api/v1/people/{person}/timeline")).await;
        let items = timeline["items"].as_array().expect("a list");
        let is_sending = |item: &&Value| {
            item["text"].as_str().is_some_and(|text| text.starts_with("sent the answers"))
        };
        let sent = items.iter().filter(is_sending).count();
        assert_eq!(sent, 1, "one response, not {sent}: {timeline}");
    }
}

/// Goes through the whole survey to the check of the answers.
async fn check(sitting: &mut Sitting, link: &str) -> Page {
    let page = sitting.begin(link, "1990").await.expect("an answer");
    sitting.answer_all(page, &STILL_WORKING).await.expect("an answer")
}
