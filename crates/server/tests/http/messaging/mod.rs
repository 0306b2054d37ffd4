//! Asking people: what is written, what leaves, what does not, and that nothing leaves twice.

mod asking;
mod inbound;
mod mail;
mod needs;
mod page;
pub mod texts;
mod trial;
mod twice;

use crate::harness::{Answer, TestApp};
use serde_json::{Value, json};
use server::config::Mode;
use server::messaging::deliver::Post;
use server::messaging::jobs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Somebody with a job, at the first checkpoint of it, which falls due on the tests' day.
#[derive(Debug, Clone)]
pub struct Placed {
    pub person: String,
    pub job: String,
    pub checkpoint: String,
    pub phone: String,
    pub email: String,
}

/// Enters a person and places them; each has a number and an address of their own.
pub async fn placed(app: &TestApp, by: &str) -> Placed {
    placed_as(app, by, json!({})).await
}

/// As [`placed`], with more or other words about the person.
pub async fn placed_as(app: &TestApp, by: &str, more: Value) -> Placed {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let n = NUMBER.fetch_add(1, Ordering::Relaxed) % 10_000;
    let (phone, email) = (format!("+1416555{n:04}"), format!("zoe{n}@mail.example"));
    let mut person = json!({"given_name": "Zoë", "family_name": "O’Brien", "language": "en",
        "phones": [phone], "emails": [email]});
    for (name, value) in more.as_object().into_iter().flatten() {
        person[name] = value.clone();
    }
    let made = app.api(by).post_json("/api/v1/people", person).await.is(201).json();
    let person = text(&made["id"]);
    let job = json!({"programme": "on-ies", "employer": "Concession Street Bakery",
        "job_title": "Baker", "started_on": "2026-02-04", "hours_per_week": 30,
        "pay_cents": 1850, "pay_period": "hour"});
    let path = format!("/api/v1/people/{person}/placements");
    let job = app.api(by).post_json(&path, job).await.is(201).json();
    let checkpoint = text(&job["checkpoints"][0]["id"]);
    Placed { person, job: text(&job["id"]), checkpoint, phone, email }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// Asks by a door.
pub async fn ask(app: &TestApp, by: &str, one: &Placed, body: Value) -> Answer {
    app.api(by).post_json(&invitations(one), body).await
}

pub fn invitations(one: &Placed) -> String {
    format!("/api/v1/checkpoints/{}/invitations", one.checkpoint)
}

/// Messages of a checkpoint, the latest first.
pub async fn messages(app: &TestApp, one: &Placed) -> Vec<Value> {
    let path = format!("/api/v1/checkpoints/{}/messages", one.checkpoint);
    let listed = app.api("ada").get(&path).await.is(200).json();
    listed["items"].as_array().expect("a list").clone()
}

/// Where the latest message of a checkpoint stands, and why.
pub async fn state(app: &TestApp, one: &Placed) -> (String, Option<String>) {
    let latest = messages(app, one).await.first().cloned().expect("a message");
    (text(&latest["state"]), latest["because"].as_str().map(str::to_owned))
}

/// Sends what is due, and nothing else: no programme asks by itself meanwhile.
pub async fn deliver(app: &TestApp) {
    deliver_by(app, &Arc::new(Post::of(&app.settings))).await;
}

/// As [`deliver`], by a post that remembers what its providers said.
pub async fn deliver_by(app: &TestApp, post: &Arc<Post>) {
    jobs::run_with(app, post).await.expect("works");
}

/// The real thing rather than a demo, so that messages leave.
pub async fn serving(change: impl FnOnce(&mut server::config::Settings)) -> TestApp {
    TestApp::with(|settings| {
        settings.mode = Mode::Serve;
        change(settings);
    })
    .await
}
