//! Texts to a real provider's interface, in a process of its own, that can be told to fail.

use super::{Placed, ask, deliver, deliver_by, placed, serving, state};
use crate::harness::TestApp;
use serde_json::{Value, json};
use server::config::Sms;
use server::messaging::deliver::Post;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const TOKEN: &str = "gateway-token";

/// The provider; it ends when this goes.
pub struct Gateway {
    address: String,
    http: reqwest::Client,
    _process: Child,
}

impl Gateway {
    pub async fn start() -> Self {
        let mut process = Command::new(program())
            .args(["gateway", "--listen", "127.0.0.1:0", "--until-stdin-closes"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the gateway of `cargo build -p xtask`");
        let stdout = process.stdout.take().expect("its words");
        let ready = BufReader::new(stdout).lines().next_line().await;
        let ready = ready.expect("reads").expect("a line");
        let address = ready.strip_prefix("ready ").expect("an address").to_owned();
        Self { address, http: reqwest::Client::new(), _process: process }
    }

    pub fn settings(&self, idempotent: bool) -> Sms {
        Sms {
            url: format!("{}/messages", self.address),
            token: Some(TOKEN.to_owned()),
            from: "Stonebridge".to_owned(),
            idempotent,
            timeout_s: 1,
            inbound_secret: None,
        }
    }

    /// Tells it how to fail.
    pub async fn behave(&self, behaviour: Value) {
        let request = self.http.put(format!("{}/behaviour", self.address)).bearer_auth(TOKEN);
        let answer = request.json(&behaviour).send().await.expect("an answer");
        assert!(answer.status().is_success(), "{behaviour}: {}", answer.status());
    }

    async fn get(&self, path: &str) -> Value {
        let request = self.http.get(format!("{}{path}", self.address)).bearer_auth(TOKEN);
        let bytes = request.send().await.expect("an answer").bytes().await.expect("a body");
        serde_json::from_slice(&bytes).expect("JSON")
    }

    pub async fn calls(&self, what: &str) -> u64 {
        self.get("/calls").await[what].as_u64().unwrap_or_default()
    }

    /// The keys of what one telephone shows.
    pub async fn keys_of(&self, number: &str) -> Vec<String> {
        let listed = self.get("/messages").await;
        let all = listed["items"].as_array().expect("a list").iter();
        let own = all.filter(|message| message["to"] == number);
        own.map(|message| message["key"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// What telephones show: how many messages for each number.
    pub async fn shown(&self) -> BTreeMap<String, u32> {
        let listed = self.get("/messages").await;
        let mut shown = BTreeMap::new();
        for message in listed["items"].as_array().expect("a list") {
            let to = message["to"].as_str().expect("a number").to_owned();
            *shown.entry(to).or_default() += 1;
        }
        shown
    }
}

pub fn program() -> PathBuf {
    if let Some(path) = std::env::var_os("CAIRN_TEST_XTASK") {
        return path.into();
    }
    let test = std::env::current_exe().expect("the test's own file");
    test.ancestors().nth(2).expect("the folder of programs").join("xtask")
}

pub async fn by(gateway: &Gateway, idempotent: bool) -> TestApp {
    serving(|settings| settings.sms = Some(gateway.settings(idempotent))).await
}

async fn asked(app: &TestApp) -> Placed {
    let one = placed(app, "ada").await;
    ask(app, "ada", &one, json!({"channel": "sms"})).await.is(201);
    one
}

/// Some minutes later by the office's clock; a new post, as after a restart.
pub async fn later(app: &TestApp, minutes: i64) {
    let now = app.clock.now();
    app.clock.set(now + jiff::SignedDuration::from_mins(minutes));
    deliver(app).await;
}

#[tokio::test]
async fn a_text_arrives_with_its_link_and_its_key() {
    let gateway = Gateway::start().await;
    let app = by(&gateway, true).await;
    let one = placed(&app, "ada").await;
    let made = ask(&app, "ada", &one, json!({"channel": "sms"})).await.is(201).json();
    deliver(&app).await;
    assert_eq!(state(&app, &one).await.0, "sent");
    let message = gateway.get("/messages").await["items"][0].clone();
    assert_eq!((&message["to"], &message["text"]), (&json!(one.phone), &made["body"]));
    assert_eq!((&message["key"], &message["from"]), (&made["id"], &json!("Stonebridge")));
    let mut reader = app.db.reader().await.expect("reads");
    let row = reader.one("SELECT provider_reference FROM messages", db::binds![]).await;
    let row = row.expect("answers").expect("a message");
    assert_eq!(row.get::<String>("provider_reference").expect("text"), "sms-1");
}

/// What becomes of a message that meets one fault, now and after some minutes, and how many
/// messages a telephone shows at the end.
#[tokio::test]
async fn each_fault_has_its_own_end() {
    let gateway = Gateway::start().await;
    let lost = Some("answer_lost");
    for (fault, idempotent, now, then, shown) in [
        ("refused", true, ("undeliverable", Some("number")), "undeliverable", 0),
        ("error_in_200", true, ("undeliverable", Some("refused")), "undeliverable", 0),
        ("error", false, ("waiting", None), "sent", 1),
        ("unavailable", false, ("waiting", None), "sent", 1),
        ("reset", true, ("leaving", None), "sent", 1),
        ("reset_taken", true, ("leaving", None), "sent", 1),
        ("stall_taken", true, ("leaving", None), "sent", 1),
        ("malformed_taken", true, ("leaving", None), "sent", 1),
        ("reset", false, ("unknown", lost), "unknown", 0),
        ("reset_taken", false, ("unknown", lost), "unknown", 1),
        ("stall", false, ("unknown", lost), "unknown", 0),
        ("stall_taken", false, ("unknown", lost), "unknown", 1),
        ("malformed_taken", false, ("unknown", lost), "unknown", 1),
    ] {
        let app = by(&gateway, idempotent).await;
        let honours_keys = idempotent;
        gateway
            .behave(json!({"faults": [fault], "times": 1, "stall_ms": 60_000,
                "honours_keys": honours_keys}))
            .await;
        let one = asked(&app).await;
        deliver(&app).await;
        let (state_now, because) = state(&app, &one).await;
        let said = format!("{fault}, idempotent: {idempotent}");
        assert_eq!((state_now.as_str(), because.as_deref()), now, "{said}");
        for _ in 0..4 {
            later(&app, 10).await;
        }
        assert_eq!(state(&app, &one).await.0, then, "{said}");
        let found = gateway.shown().await.get(&one.phone).copied().unwrap_or_default();
        assert_eq!(found, shown, "{said}");
    }
}

#[tokio::test]
async fn told_to_wait_means_that_nobody_calls() {
    let gateway = Gateway::start().await;
    let app = by(&gateway, true).await;
    gateway.behave(json!({"faults": ["too_many"], "times": 1, "retry_after_s": 2})).await;
    let post = Arc::new(Post::of(&app.settings));
    asked(&app).await;
    deliver_by(&app, &post).await;
    assert_eq!(gateway.calls("too_many").await, 1);
    // Twenty more wait inside their jobs until the provider may be called again.
    let mut people = Vec::new();
    for _ in 0..20 {
        people.push(asked(&app).await);
    }
    deliver_by(&app, &post).await;
    for one in &people {
        assert_eq!(state(&app, one).await.0, "sent");
    }
    assert_eq!(gateway.calls("while_told_to_wait").await, 0);
    later(&app, 2).await;
    assert_eq!(gateway.shown().await.len(), 21);
}

#[tokio::test]
async fn a_provider_that_fails_rests_and_mail_goes_on() {
    let gateway = Gateway::start().await;
    let app = by(&gateway, true).await;
    gateway.behave(json!({"faults": ["unavailable"], "stall_ms": 10})).await;
    let post = Arc::new(Post::of(&app.settings));
    for _ in 0..20 {
        asked(&app).await;
    }
    deliver_by(&app, &post).await;
    let called = gateway.calls("unavailable").await;
    // Eight are on their way at once when the fifth failure is heard.
    assert!((5..=12).contains(&called), "{called} calls");
    deliver_by(&app, &post).await;
    assert_eq!(gateway.calls("unavailable").await, called, "it rests");
}

/// Case 9 of our faults: whatever a provider does, each message ends in one state, and no
/// telephone shows two.
#[tokio::test]
async fn whatever_a_provider_does_each_message_ends_once() {
    for idempotent in [true, false] {
        let gateway = Gateway::start().await;
        let app = by(&gateway, idempotent).await;
        gateway
            .behave(json!({"faults": ["error", "unavailable", "reset", "reset_taken", "refused",
                "malformed_taken", "error_in_200", "too_many"], "share_percent": 40, "seed": 7,
                "retry_after_s": 0, "honours_keys": idempotent}))
            .await;
        let mut people = Vec::new();
        for _ in 0..40 {
            people.push(asked(&app).await);
        }
        for _ in 0..30 {
            later(&app, 10).await;
        }
        let shown = gateway.shown().await;
        for one in &people {
            let (state, _) = state(&app, one).await;
            let many = shown.get(&one.phone).copied().unwrap_or_default();
            match state.as_str() {
                "sent" => assert_eq!(many, 1, "{one:?}"),
                "undeliverable" | "failed" => assert_eq!(many, 0, "{one:?}"),
                "unknown" => assert!(many <= 1, "{one:?}"),
                other => panic!("{other} is no end: {one:?}"),
            }
        }
        let sent = app.count("SELECT COUNT(*) AS many FROM messages WHERE state = 'sent'").await;
        assert!(sent > 15, "{sent} of 40 were sent");
    }
}
