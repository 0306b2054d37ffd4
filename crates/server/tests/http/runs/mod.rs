//! Walks through flows: what is asked, what is kept, what is done, and once.

mod again;
mod asked;
mod barred;
mod calls;
mod claims;
mod drawn;
mod employers;
mod forms;
mod keeping;
mod links;
mod once;
mod pages;
mod records;
mod timeline;
mod tries;
mod turns;

use crate::harness::{Answer, TestApp};
use serde_json::{Value, json};

/// A person with a job, placed by Ada.
pub struct Placed {
    pub person: String,
    pub job: String,
}

pub async fn placed(app: &TestApp, name: &str, started_on: &str) -> Placed {
    let ada = app.api("ada");
    let person = json!({ "given_name": name, "family_name": "Dubois", "language": "fr",
        "reference": format!("R-{name}"), "phones": ["+14165550123", "+14165550124"] });
    let person = ada.post_json("/api/v1/people", person).await.is(201).json();
    let person = id(&person).to_owned();
    let job = json!({ "programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
        "started_on": started_on, "hours_per_week": 30 });
    let job = ada.post_json(&format!("/api/v1/people/{person}/placements"), job).await.is(201);
    Placed { person, job: id(&job.json()).to_owned() }
}

pub fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap_or_else(|| panic!("no id: {value}"))
}

/// A run as it is walked.
pub struct Walk<'a> {
    pub app: &'a TestApp,
    pub who: &'static str,
    pub now: Value,
}

impl<'a> Walk<'a> {
    /// Begins a tracking call about somebody's job.
    pub async fn begin(app: &'a TestApp, placed: &Placed) -> Self {
        Self::of(app, "tracking-call", json!({ "person": placed.person })).await
    }

    pub async fn of(app: &'a TestApp, flow: &str, body: Value) -> Self {
        let door = format!("/api/v1/flows/{flow}/runs");
        let now = app.api("ada").post_json(&door, body).await.is(201).json();
        Self { app, who: "ada", now }
    }

    /// Goes on as somebody else.
    pub async fn by(self, who: &'static str) -> Self {
        let mut walk = Self { who, ..self };
        walk.look().await;
        walk
    }

    pub fn id(&self) -> &str {
        id(&self.now)
    }

    pub fn node(&self) -> &str {
        self.now["node"]["id"].as_str().unwrap_or_default()
    }

    pub fn state(&self) -> &str {
        self.now["state"].as_str().unwrap_or_default()
    }

    pub async fn look(&mut self) -> &Value {
        let door = format!("/api/v1/runs/{}", self.id());
        self.now = self.app.api(self.who).get(&door).await.is(200).json();
        &self.now
    }

    pub async fn send(&self, what: &str, body: Value) -> Answer {
        let door = format!("/api/v1/runs/{}/{what}", self.id());
        self.app.api(self.who).post_json(&door, body).await
    }

    /// Leaves a node, or answers a question, and gives where the run stands then.
    pub async fn at(&mut self, node: &str, given: Value) -> &mut Self {
        assert_eq!(self.node(), node, "{}", self.now);
        let mut given = given;
        given["visit"] = self.now["node"]["visit"].clone();
        self.now = self.send("answers", given).await.is(200).json();
        self
    }

    pub async fn says(&mut self, node: &str, answer: &str) -> &mut Self {
        // Where the record says otherwise, there is a reason.
        let auto = self.now["node"]["auto"]["answer"].as_str().map(str::to_owned);
        let reason = auto.filter(|auto| auto != answer).map(|_| "as they told me");
        self.at(node, json!({ "answer": answer, "override_reason": reason })).await
    }

    /// Passes over instructions that ask for nothing.
    pub async fn passes(&mut self, nodes: &[&str]) -> &mut Self {
        for node in nodes {
            self.at(node, json!({})).await;
        }
        self
    }

    pub async fn ends(&mut self, node: &str) -> &mut Self {
        assert_eq!(self.node(), node, "{}", self.now);
        self.now = self.send("finish", json!({})).await.is(200).json();
        self
    }

    /// What was done, by its word.
    pub fn done(&self) -> Vec<&str> {
        words(&self.now["done_effects"])
    }

    pub fn pending(&self) -> Vec<&str> {
        words(&self.now["pending_effects"])
    }

    /// The first effect of a word that was done.
    pub fn effect(&self, what: &str) -> &Value {
        let all = self.now["done_effects"].as_array().expect("a list");
        let found = all.iter().rev().find(|one| one["do"] == what);
        found.unwrap_or_else(|| panic!("{what} was not done: {:?}", self.done()))
    }
}

fn words(list: &Value) -> Vec<&str> {
    let all = list.as_array().expect("a list").iter();
    all.map(|one| one["do"].as_str().unwrap_or_default()).collect()
}

/// A call that was answered: to where it is asked whether the frequency changes.
pub async fn reached(walk: &mut Walk<'_>) {
    walk.passes(&["open_diary", "call_client"]).await;
    walk.says("q_answered", "yes").await.says("q_still_working", "yes").await;
    let talk = json!({ "fields": { "conversation": "She likes it.\nThe bus is late.",
        "iws_accepted": true, "support_needed": ["travel"] } });
    walk.at("offer_iws", talk).await;
}

/// A call that was answered: they say that the job ended, to where it is asked whether they have
/// another one.
pub async fn left(walk: &mut Walk<'_>, said: Value) {
    walk.passes(&["open_diary", "call_client"]).await;
    walk.says("q_answered", "yes").await.says("q_still_working", "no").await;
    walk.at("ask_end_date", json!({ "fields": said })).await;
    walk.at("q_knows_end_date", json!({})).await;
    assert_eq!(walk.node(), "q_new_job", "{}", walk.now);
}

/// They have another job, whose forms are begun: to the end, where the next call is booked.
pub async fn left_for_another(walk: &mut Walk<'_>, ended_on: &str) {
    left(walk, json!({ "end_date": ended_on })).await;
    walk.says("q_new_job", "yes").await.passes(&["new_job_forms"]).await;
}

/// They have no other job: to the end of the call, which closes the job and hands the file back.
pub async fn lost(walk: &mut Walk<'_>) {
    walk.says("q_new_job", "no").await;
    walk.passes(&["close_employment", "remove_sra_change_stage", "email_not_working"]).await;
    walk.ends("end_not_working").await;
}

/// What one sees of the diary of a day.
pub async fn diary(app: &TestApp, day: &str) -> Vec<Value> {
    let listed = app.api("ada").get(&format!("/api/v1/diary?on={day}")).await.is(200).json();
    listed["items"].as_array().expect("a list").clone()
}

pub async fn support(app: &TestApp, placed: &Placed) -> Value {
    let door = format!("/api/v1/people/{}/support", placed.person);
    app.api("ada").get(&door).await.is(200).json()
}
