//! Mixed load with a log of what was acknowledged, to be held against the server later.

use crate::program::doors::Doors;
use crate::program::life::STILL_WORKING;
use crate::sitting::Sitting;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The year in which everybody here was born.
const YEAR: &str = "1990";

/// What the server acknowledged, and what it may have done without saying so.
#[derive(Default)]
pub struct Log {
    acknowledged: AtomicUsize,
    kept: Mutex<Kept>,
}

#[derive(Default)]
pub struct Kept {
    /// By path of the asking and its key: the id that was given.
    pub created: Vec<(Asked, String)>,
    /// Asked, but the server was gone before it answered.
    pub doubtful: Vec<Asked>,
    /// Version of the latest draft, by checkpoint.
    pub drafts: BTreeMap<String, i64>,
    /// What clients answered, by checkpoint.
    pub answered: BTreeMap<String, Vec<&'static str>>,
    /// Checkpoints whose client was shown the receipt.
    pub sent: Vec<String>,
}

/// One asking that may be repeated with its key.
#[derive(Clone)]
pub struct Asked {
    pub path: String,
    pub body: Value,
    pub key: String,
}

impl Log {
    /// Writes that were acknowledged so far.
    pub fn count(&self) -> usize {
        self.acknowledged.load(Ordering::Relaxed)
    }

    fn keep(&self, keep: impl FnOnce(&mut Kept)) {
        keep(&mut self.kept());
        self.acknowledged.fetch_add(1, Ordering::Relaxed);
    }

    pub fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One program that uses the doors.
pub struct Caller<'a> {
    pub doors: Doors,
    pub site: String,
    pub log: &'a Log,
    /// `Round07`: whoever is entered has it as a name.
    pub round: String,
    pub number: usize,
    /// The first day of the jobs: their first checkpoint is open now.
    pub started_on: String,
}

/// The server is gone.
struct Gone;

impl From<reqwest::Error> for Gone {
    fn from(_: reqwest::Error) -> Self {
        Self
    }
}

impl Caller<'_> {
    /// Enters people, places them, asks them and answers for them until the server is gone.
    pub async fn call(self) {
        for turn in 0.. {
            let name = format!("C{}N{turn}", self.number);
            if self.live(&name, turn).await.is_err() {
                return;
            }
        }
    }

    async fn live(&self, name: &str, turn: usize) -> Result<(), Gone> {
        let person = json!({
            "given_name": self.round, "family_name": name, "language": "en",
            "year_of_birth": 1990, "emails": [format!("{name}.{}@mail.example", self.round)],
        });
        let person = self.create("/api/v1/people".to_owned(), person, name).await?;
        let person = person["id"].as_str().expect("a person's id").to_owned();
        let job = json!({
            "programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
            "started_on": self.started_on, "hours_per_week": 30,
        });
        let path = format!("/api/v1/people/{person}/placements");
        let placement = self.create(path, job, name).await?;
        let month = placement["checkpoints"][0]["id"].as_str().expect("a checkpoint").to_owned();
        let path = format!("/api/v1/checkpoints/{month}/invitations");
        let asked = self.create(path, json!({ "channel": "link" }), name).await?;
        let link = asked["url"].as_str().expect("a link");
        if (self.number + turn).is_multiple_of(2) {
            self.draft(&month).await
        } else {
            self.answer(&month, link).await
        }
    }

    /// Asks for something to be made, once.
    async fn create(&self, path: String, body: Value, name: &str) -> Result<Value, Gone> {
        let key = format!("{} {name} {path}", self.round);
        let asked = Asked { path, body, key };
        let answer =
            self.doors.ask(Method::POST, &asked.path, (Some(&asked.body), Some(&asked.key)));
        let Ok((status, answer)) = answer.await else {
            self.log.kept().doubtful.push(asked);
            return Err(Gone);
        };
        assert_eq!(status, 201, "{}: {answer}", asked.path);
        let id = answer["id"].as_str().expect("an id").to_owned();
        self.log.keep(|kept| kept.created.push((asked, id)));
        Ok(answer)
    }

    /// Staff enter answers: three drafts, one over the other.
    async fn draft(&self, checkpoint: &str) -> Result<(), Gone> {
        let path = format!("/api/v1/checkpoints/{checkpoint}/response");
        for hours in [20, 25, 30] {
            let body = json!({
                "answers": { "agree": "yes", "work_status": "same_job", "hours_week": hours },
                "source": "client_phone",
            });
            let (status, answer) = self.doors.ask(Method::PUT, &path, (Some(&body), None)).await?;
            assert_eq!(status, 200, "{path}: {answer}");
            let version = answer["version"].as_i64().expect("a version");
            self.log.keep(|kept| {
                kept.drafts.insert(checkpoint.to_owned(), version);
            });
        }
        Ok(())
    }

    /// The client answers page by page, and sends.
    async fn answer(&self, checkpoint: &str, link: &str) -> Result<(), Gone> {
        let mut sitting = Sitting::new(&self.site);
        let mut page = sitting.begin(link, YEAR).await?;
        while page.path != "/s/q/check" {
            let (next, given) = sitting.answer(&page, &STILL_WORKING).await?;
            page = next;
            self.log.keep(|kept| {
                kept.answered.entry(checkpoint.to_owned()).or_default().extend(given);
            });
        }
        let receipt = sitting.send(&page).await?;
        assert!(receipt.is_receipt(), "{}", receipt.text);
        self.log.keep(|kept| kept.sent.push(checkpoint.to_owned()));
        Ok(())
    }
}
