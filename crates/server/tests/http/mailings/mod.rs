//! Many asked at once: looked at, sent once, decided again for each, and taken back.

mod door;
mod once;
mod page;

use crate::harness::{Answer, TestApp};
use crate::messaging::{Placed, placed, placed_as};
use serde_json::{Value, json};

/// Three who can be asked, and one who agreed to nothing.
pub async fn four(app: &TestApp) -> (Vec<Placed>, Placed) {
    let mut people = Vec::new();
    for language in ["en", "fr", "en"] {
        people.push(placed_as(app, "ada", json!({"language": language})).await);
    }
    let no = json!({"given_name": "Noah", "consent": {"email": false, "sms": false}});
    let silent = placed_as(app, "ada", no).await;
    (people, silent)
}

/// Writes what waits to be written, and nothing else.
pub async fn write(app: &TestApp) {
    server::mailings::jobs::run_until_idle(app).await.expect("works");
}

/// Some minutes later by the office's clock.
pub fn later(app: &TestApp, minutes: i64) {
    let now = app.clock.now();
    app.clock.set(now + jiff::SignedDuration::from_mins(minutes));
}

/// The value of a hidden field on a page.
pub fn hidden(page: &str, name: &str) -> String {
    let start = format!(r#"name="{name}" value=""#);
    let value = page.split(start.as_str()).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    value.split('"').next().expect("a value").to_owned()
}

/// Opens the page on which a mailing to these people is looked at.
pub async fn opened(app: &TestApp, people: &[&Placed]) -> Answer {
    let ticked: Vec<String> =
        people.iter().map(|one| format!("checkpoint={}", one.checkpoint)).collect();
    app.get(&format!("/mailings/new?{}", ticked.join("&"))).await.is(200)
}

/// Posts the form of that page, with more or other fields.
pub async fn post(app: &TestApp, page: &Answer, more: &[(&str, &str)]) -> Answer {
    app.post_form("/mailings", fields(page, more).as_slice()).await
}

/// The fields of that form.
pub fn fields<'a>(page: &Answer, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all: Vec<(&str, &str)> = Vec::new();
    for name in ["chosen", "shown", "back", "once"] {
        let value: &'static str = Box::leak(hidden(&page.text, name).into_boxed_str());
        all.push((name, value));
    }
    for (name, value) in [("way", "best"), ("base", "own")] {
        if more.iter().all(|(known, _)| *known != name) {
            all.push((name, value));
        }
    }
    all.extend(more);
    all
}

/// Makes a mailing by the door, and gives its answer.
pub async fn made(app: &TestApp, people: &[&Placed], more: Value) -> Value {
    let ids: Vec<&str> = people.iter().map(|one| one.checkpoint.as_str()).collect();
    let mut body = json!({"channel": "best", "checkpoints": ids});
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    app.api("ada").post_json("/api/v1/mailings", body).await.is(201).json()
}

/// How far a mailing is, by the door.
pub async fn counts(app: &TestApp, id: &str) -> Value {
    app.api("ada").get(&format!("/api/v1/mailings/{id}")).await.is(200).json()["counts"].clone()
}

/// Somebody answers by telephone, and it is recorded.
pub async fn answers(app: &TestApp, one: &Placed) {
    let path = format!("/api/v1/checkpoints/{}/response", one.checkpoint);
    let body = json!({"answers": {"work_status": "looking", "job_end_date": "2026-03-01",
        "job_end_reason": "laid_off", "outcome_code": outcome()}, "source": "client_phone",
        "submit": true});
    app.api("ada").put_json(&path, body).await.is(200);
}

/// The first outcome of the programme.
fn outcome() -> String {
    let pack = server::programmes::find_shipped("on-ies").expect("is shipped");
    let programme = server::programmes::read_programme(pack.text, "on-ies").expect("reads");
    programme.outcomes.first().expect("an outcome").code.clone()
}

/// Somebody wants no more messages.
pub async fn opts_out(app: &TestApp, one: &Placed) {
    let path = format!("/api/v1/people/{}", one.person);
    let body = json!({"do_not_contact": true, "reason": "asked on the telephone"});
    app.api("ada").patch_json(&path, body).await.is(200);
}

/// Three people who can be asked.
pub async fn three(app: &TestApp) -> Vec<Placed> {
    let mut people = Vec::new();
    for _ in 0..3 {
        people.push(placed(app, "ada").await);
    }
    people
}
