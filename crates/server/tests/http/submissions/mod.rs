//! What goes to a funder: prepared, approved, sent, answered; by the doors and on the pages.

mod files;
mod funder;
mod life;
mod pages;

use crate::documents::{pdf, send};
use crate::harness::{Answer, TestApp};
use crate::surveys::program::{outcome, with};
use crate::surveys::staff::answered;
use crate::surveys::text;
use serde_json::{Value, json};

/// Somebody's checkpoint that may be submitted.
pub struct Ready {
    pub person: String,
    pub checkpoint: String,
}

impl Ready {
    pub fn door(&self, rest: &str) -> String {
        format!("/api/v1/checkpoints/{}{rest}", self.checkpoint)
    }
}

/// Reviewed, proved and ticked, in Ontario: typed into the funder's screen, after an approval.
pub async fn achieved(app: &TestApp) -> Ready {
    let asked = answered(app).await;
    let ada = app.api("ada");
    let ask = json!({"answers": with(json!({"outcome_code": outcome()})), "submit": true});
    ada.put_json(&asked.door(), ask).await.is(200);
    let ready = Ready { person: asked.person.clone(), checkpoint: asked.checkpoint.clone() };
    let sent = send(app, &asked.person, "stub.pdf", &pdf("stub")).await;
    let piece = json!({"document": text(&sent.is(201).json()["id"]), "type": "pay_stub",
        "obtained_on": "2026-03-03", "obtained_how": "client_upload"});
    ada.post_json(&ready.door("/evidence"), piece).await.is(201);
    let tick = json!({"achieved_on": "2026-03-04"});
    ada.put_json(&ready.door("/milestone"), tick).await.is(200);
    ready
}

/// Reviewed, and not working any more: there is no milestone to prove.
pub async fn out_of_work(app: &TestApp, programme: &str, name: &str) -> Ready {
    let ada = app.api("ada");
    let person = json!({"given_name": name, "family_name": "Dubois", "language": "en",
        "reference": format!("REF-{name}"), "year_of_birth": 1990});
    let made = ada.post_json("/api/v1/people", person).await.is(201).json();
    let person = text(&made["id"]);
    let job = json!({"programme": programme, "employer": "=cmd|' /C calc'!A0", "job_title": "Baker",
        "started_on": "2026-02-04", "hours_per_week": 30});
    let path = format!("/api/v1/people/{person}/placements");
    let job = ada.post_json(&path, job).await.is(201).json();
    let checkpoint = text(&job["checkpoints"][0]["id"]);
    let ready = Ready { person, checkpoint };
    let answers =
        json!({"agree": "yes", "work_status": "looking", "outcome_code": not_counting(programme)});
    let ask = json!({"answers": answers, "source": "client_phone", "submit": true});
    ada.put_json(&ready.door("/response"), ask).await.is(200);
    let ended = json!({"ended_on": "2026-02-27", "reason": "laid off"});
    let path = format!("/api/v1/placements/{}", text(&job["id"]));
    ada.patch_json(&path, ended).await.is(200);
    ready
}

/// An outcome that earns nothing.
fn not_counting(programme: &str) -> String {
    let pack = server::programmes::find_shipped(programme).expect("is shipped");
    let programme = server::programmes::read_programme(pack.text, programme).expect("reads");
    let found = programme.outcomes.iter().find(|outcome| !outcome.counts);
    found.expect("an outcome").code.clone()
}

pub async fn prepare(app: &TestApp, who: &str, ready: &Ready) -> Answer {
    app.api(who).post_json(&ready.door("/submission"), json!({})).await
}

pub async fn act(app: &TestApp, who: &str, id: &str, what: &str, body: Value) -> Answer {
    app.api(who).post_json(&format!("/api/v1/submissions/{id}/{what}"), body).await
}

/// Prepared by Ada and approved by Theo: its id.
pub async fn approved(app: &TestApp, ready: &Ready) -> String {
    let made = prepare(app, "ada", ready).await.is(202).json();
    let id = text(&made["id"]);
    act(app, "theo", &id, "approval", json!({})).await.is(202);
    id
}

pub async fn submission(app: &TestApp, id: &str) -> Value {
    app.api("sam").get(&format!("/api/v1/submissions/{id}")).await.is(200).json()
}

pub async fn checkpoint(app: &TestApp, ready: &Ready) -> Value {
    app.api("ada").get(&ready.door("")).await.is(200).json()
}
