//! A funder's program, in a process of its own, that can be told to fail.

use super::{approved, checkpoint, out_of_work, submission};
use crate::harness::{TestApp, both_with};
use serde_json::{Value, json};
use server::config::{self, Mode};
use server::submissions::funder::Funder;
use server::submissions::jobs;
use std::process::Stdio;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Longer than the longest wait between two tries.
const A_TRY_LATER: i64 = 11;

/// The funder; it ends when this goes.
struct Program {
    address: String,
    http: reqwest::Client,
    _process: Child,
}

impl Program {
    async fn start() -> Self {
        let mut process = Command::new(crate::messaging::texts::program())
            .args(["funder", "--listen", "127.0.0.1:0", "--until-stdin-closes"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the funder of `cargo build -p xtask`");
        let stdout = process.stdout.take().expect("its words");
        let ready = BufReader::new(stdout).lines().next_line().await;
        let ready = ready.expect("reads").expect("a line");
        let address = ready.strip_prefix("ready ").expect("an address").to_owned();
        Self { address, http: reqwest::Client::new(), _process: process }
    }

    fn settings(&self) -> config::Funder {
        let url = format!("{}/submissions", self.address);
        config::Funder { url, secret: "funder-secret".to_owned(), timeout_s: 1 }
    }

    async fn put(&self, path: &str, body: Value) {
        let request = self.http.put(format!("{}{path}", self.address)).json(&body);
        let answer = request.send().await.expect("an answer");
        assert!(answer.status().is_success(), "{body}: {}", answer.status());
    }

    async fn behave(&self, behaviour: Value) {
        self.put("/behaviour", behaviour).await;
    }

    /// What it holds, and how it was called.
    async fn taken(&self) -> Value {
        let answer = self.http.get(format!("{}/taken", self.address)).send().await;
        let bytes = answer.expect("an answer").bytes().await.expect("a body");
        serde_json::from_slice(&bytes).expect("JSON")
    }

    /// How often it holds one, and how often it was sent.
    async fn holds(&self, id: &str) -> (usize, u64) {
        let taken = self.taken().await;
        let all = taken["items"].as_array().expect("a list").iter();
        let own: Vec<&Value> = all.filter(|one| one["id"] == id).collect();
        (own.len(), own.first().and_then(|one| one["sent"].as_u64()).unwrap_or_default())
    }
}

/// On both engines, with the funder's program.
async fn with_funder<F: Future<Output = ()>>(test: impl Fn(TestApp, Arc<Program>) -> F) {
    let program = Arc::new(Program::start().await);
    let settings = program.settings();
    let change = |changed: &mut config::Settings| {
        changed.mode = Mode::Serve;
        changed.funder = Some(settings.clone());
    };
    both_with(change, |app| {
        let program = Arc::clone(&program);
        let test = &test;
        async move {
            program.behave(json!({})).await;
            test(app, program).await;
        }
    })
    .await;
}

/// Some minutes later by the office's clock; a new process, as after a restart.
async fn later(app: &TestApp, minutes: i64) {
    let now = app.clock.now();
    app.clock.set(now + jiff::SignedDuration::from_mins(minutes));
    let funder = Arc::new(Funder::of(&app.settings));
    jobs::run_with(app, &funder).await.expect("works");
}

async fn state(app: &TestApp, id: &str) -> String {
    crate::surveys::text(&submission(app, id).await["state"])
}

async fn on_its_way(app: &TestApp, name: &str) -> (super::Ready, String) {
    let ready = out_of_work(app, "au-wa", name).await;
    let id = approved(app, &ready).await;
    (ready, id)
}

#[tokio::test]
async fn it_is_signed_sent_once_and_the_answer_stands_at_the_checkpoint() {
    with_funder(|app, program| async move {
        let (ready, id) = on_its_way(&app, "Taken").await;
        assert_eq!(program.holds(&id).await.0, 0, "nothing leaves before the worker looks");
        later(&app, 0).await;
        let kept = submission(&app, &id).await;
        assert_eq!(kept["state"], "confirmed", "{kept}");
        assert!(kept["receipt"].as_str().is_some_and(|text| text.starts_with("F-")), "{kept}");
        assert_eq!(checkpoint(&app, &ready).await["state"], "confirmed");
        later(&app, A_TRY_LATER).await;
        assert_eq!(program.holds(&id).await, (1, 1), "never twice");
        assert_eq!(program.taken().await["calls"]["unsigned"], Value::Null);
        // The bytes that arrived are those that were frozen.
        let taken = program.taken().await;
        let own = taken["items"].as_array().expect("a list").iter().find(|one| one["id"] == id);
        app.sign_in("sam").await;
        let frozen = app.get(&format!("/submissions/{id}/payload")).await.is(200).text;
        assert_eq!(own.expect("it arrived")["payload"], frozen);
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_is_lost_is_asked_for_before_anything_is_sent_again() {
    with_funder(|app, program| async move {
        for fault in ["reset_taken", "error_taken", "malformed_taken", "stall_taken"] {
            let (_, id) = on_its_way(&app, fault).await;
            program.behave(json!({"faults": [fault], "stall_ms": 3_000})).await;
            later(&app, 0).await;
            assert_eq!(state(&app, &id).await, "sending", "{fault}");
            // Its questions are lost as well, for a while.
            program.behave(json!({"faults": ["reset", "error"]})).await;
            later(&app, A_TRY_LATER).await;
            later(&app, A_TRY_LATER).await;
            assert_eq!(state(&app, &id).await, "sending", "{fault}");
            later(&app, A_TRY_LATER).await;
            assert_eq!(state(&app, &id).await, "confirmed", "{fault}");
            assert_eq!(program.holds(&id).await, (1, 1), "{fault}: sent once");
        }
        // What never arrived is sent again, after the funder said so.
        let (_, id) = on_its_way(&app, "Lost").await;
        program.behave(json!({"faults": ["reset"]})).await;
        later(&app, 0).await;
        assert_eq!((state(&app, &id).await.as_str(), program.holds(&id).await.0), ("sending", 0));
        later(&app, A_TRY_LATER).await;
        later(&app, A_TRY_LATER).await;
        assert_eq!(state(&app, &id).await, "confirmed");
        assert_eq!(program.holds(&id).await, (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_funder_that_is_closed_for_three_days_loses_nothing() {
    with_funder(|app, program| async move {
        program.behave(json!({"faults": ["closed"], "for_ever": true})).await;
        let (_, id) = on_its_way(&app, "Waits").await;
        for _ in 0..18 {
            later(&app, 4 * 60).await;
        }
        assert_eq!(state(&app, &id).await, "sending", "it is waited for");
        app.sign_in("ada").await;
        let board = app.get("/submissions").await.is(200).text;
        assert!(board.contains("On its way for more than a day"), "{board}");
        program.behave(json!({})).await;
        later(&app, A_TRY_LATER).await;
        assert_eq!(state(&app, &id).await, "confirmed");
        assert_eq!(program.holds(&id).await, (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_refusal_comes_back_with_its_reasons() {
    with_funder(|app, program| async move {
        program.behave(json!({"answers": "rejected"})).await;
        let (ready, id) = on_its_way(&app, "Refused").await;
        later(&app, 0).await;
        let kept = submission(&app, &id).await;
        assert_eq!(kept["state"], "rejected");
        assert_eq!(kept["reasons"], json!([{"code": "hours", "message": "hours missing"}]));
        let now = checkpoint(&app, &ready).await;
        assert_eq!(now["submission"]["reasons"][0]["message"], "hours missing");
        program.behave(json!({})).await;
        let next = approved(&app, &ready).await;
        later(&app, A_TRY_LATER).await;
        assert_eq!(
            (state(&app, &id).await, state(&app, &next).await),
            ("rejected".into(), "confirmed".into())
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_answered_later_is_asked_for_until_it_is() {
    with_funder(|app, program| async move {
        program.behave(json!({"answers": "accepted"})).await;
        let (_, id) = on_its_way(&app, "Later").await;
        later(&app, 0).await;
        assert_eq!(state(&app, &id).await, "sent");
        super::act(&app, "ada", &id, "removal", json!({"reason": "no"})).await.is(409);
        later(&app, A_TRY_LATER).await;
        assert_eq!(state(&app, &id).await, "sent");
        let answer = json!({"state": "confirmed", "receipt": "F-late"});
        program.put(&format!("/submissions/{id}/answer"), answer).await;
        later(&app, A_TRY_LATER).await;
        let kept = submission(&app, &id).await;
        assert_eq!((&kept["state"], &kept["receipt"]), (&json!("confirmed"), &json!("F-late")));
        assert_eq!(program.holds(&id).await, (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_key_is_given_up_and_sent_again_by_a_person() {
    with_funder(|app, program| async move {
        program.behave(json!({"faults": ["stranger"]})).await;
        let (_, id) = on_its_way(&app, "Stranger").await;
        later(&app, 0).await;
        assert_eq!(state(&app, &id).await, "failed");
        super::act(&app, "ada", &id, "removal", json!({"reason": "no"})).await.is(409);
        let again = super::act(&app, "ada", &id, "retry", json!({})).await.is(202).json();
        assert_eq!(again["state"], "sending");
        // It may have arrived: whoever took it out could submit it twice.
        super::act(&app, "ada", &id, "removal", json!({"reason": "no"})).await.is(409);
        super::act(&app, "ada", &id, "retry", json!({})).await.is(409);
        later(&app, A_TRY_LATER).await;
        assert_eq!(state(&app, &id).await, "confirmed");
        assert_eq!(program.holds(&id).await, (1, 1));
    })
    .await;
}

#[tokio::test]
async fn after_five_failures_the_funder_is_left_alone_for_a_while() {
    with_funder(|app, program| async move {
        let before = program.taken().await["calls"]["posts"].as_u64().unwrap_or_default();
        for number in 0..8 {
            on_its_way(&app, &format!("Many{number}")).await;
        }
        program.behave(json!({"faults": ["error"], "for_ever": true})).await;
        later(&app, 0).await;
        let calls = program.taken().await["calls"]["posts"].as_u64().unwrap_or_default() - before;
        assert!((5..=8).contains(&calls), "{calls}");
        // A process that knows the line is closed calls nobody; one trial then opens it.
        let funder = Arc::new(Funder::of(&app.settings));
        program.behave(json!({"faults": ["closed"], "for_ever": true})).await;
        let now = app.clock.now();
        app.clock.set(now + jiff::SignedDuration::from_mins(A_TRY_LATER));
        jobs::run_with(&app, &funder).await.expect("works");
        let first = program.taken().await["calls"].clone();
        let now = app.clock.now();
        app.clock.set(now + jiff::SignedDuration::from_mins(A_TRY_LATER));
        jobs::run_with(&app, &funder).await.expect("works");
        assert_eq!(program.taken().await["calls"], first, "told to wait, it is not called");
    })
    .await;
}
