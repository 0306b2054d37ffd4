//! `kill -9` in the middle of mixed load, again and again.

use crate::force::{kill, until};
use crate::load::{Asked, Caller, Kept, Log};
use crate::program::doors::Doors;
use crate::program::{Folder, Program, cairn};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use reqwest::Method;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio::process::Command;

/// How often the server is ended by force.
const ROUNDS: usize = 50;
/// Programs that write at once.
const CALLERS: usize = 4;
/// From the start of the program to its first good answer, on a machine that is busy.
const FIRST_ANSWER: Duration = Duration::from_secs(10);
const LOAD: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn fifty_kills_lose_nothing_and_leave_nothing_by_halves() {
    let folder = Folder::new("crash");
    let arguments = ["--data", folder.path().to_str().expect("a path in letters")];
    folder.seed().await;
    let mut program = start(&folder).await;
    let mut acknowledged = 0;
    for round in 0..ROUNDS {
        let log = Arc::new(Log::default());
        // From the very first write to some sixty later.
        let wanted = 1 + (round * 37) % 60;
        load_and_kill(program, (&log, round, wanted)).await;
        acknowledged += log.count();
        program = start(&folder).await;
        let ada = Doors::new(&program.address, "demo-token-ada");
        let mut kept = std::mem::take(&mut *log.kept());
        let name = name_of(round);
        tokio::join!(is_whole(&arguments), hold(&ada, &mut kept, &name));
    }
    println!("{ROUNDS} kills, {acknowledged} acknowledged writes, none lost");
    program.stop().await;
    is_whole(&arguments).await;
}

async fn start(folder: &Folder) -> Program {
    let starting = async {
        let program = Program::demo(folder).await;
        Doors::new(&program.address, "demo-token-ada").get("/api/v1/people?limit=1").await;
        program
    };
    tokio::time::timeout(FIRST_ANSWER, starting).await.expect("a good answer soon after the start")
}

fn name_of(round: usize) -> String {
    format!("Round{round:02}")
}

async fn load_and_kill(program: Program, (log, round, wanted): (&Arc<Log>, usize, usize)) {
    let calling: Vec<_> = (0..CALLERS)
        .map(|number| {
            let (log, site) = (Arc::clone(log), program.address.clone());
            tokio::spawn(async move {
                let doors = Doors::new(&site, "demo-token-ada");
                let (round, started_on) = (name_of(round), a_month_ago());
                Caller { doors, site, log: &log, round, number, started_on }.call().await;
            })
        })
        .collect();
    let is_loaded = async || (log.count() >= wanted).then_some(());
    until("enough is acknowledged", LOAD, is_loaded).await;
    kill(program).await;
    for caller in calling {
        caller.await.expect("a caller ends when the server is gone");
    }
}

#[expect(clippy::disallowed_methods, reason = "a demo begins at the machine's own time")]
pub fn a_month_ago() -> String {
    let zone = TimeZone::get("America/Toronto").expect("a zone");
    Timestamp::now().to_zoned(zone).date().saturating_sub(28.days()).to_string()
}

/// `cairn verify` says that database and audit are whole.
async fn is_whole(arguments: &[&str]) {
    let verified = Command::new(cairn()).arg("verify").args(arguments).output().await;
    let verified = verified.expect("cairn verify runs");
    let said = String::from_utf8_lossy(&verified.stdout);
    let complained = String::from_utf8_lossy(&verified.stderr);
    assert!(verified.status.success(), "cairn verify: {said}{complained}");
}

/// Holds what was acknowledged against what is there.
pub async fn hold(ada: &Doors, kept: &mut Kept, round: &str) {
    // What may or may not have been done is asked for again with its key: then it is there, once.
    for asked in std::mem::take(&mut kept.doubtful) {
        let id = again(ada, &asked).await;
        kept.created.push((asked, id));
    }
    for (asked, id) in &kept.created {
        assert_eq!(again(ada, asked).await, *id, "the same key gives the same: {}", asked.key);
    }
    let people = ada.get(&format!("/api/v1/people?q={round}&limit=200")).await;
    let people = people["items"].as_array().expect("a list").clone();
    let entered = kept.created.iter().filter(|(asked, _)| asked.path == "/api/v1/people").count();
    assert_eq!(people.len(), entered, "each is there once, and nobody else");
    for person in people {
        everything_or_nothing(ada, &person, kept).await;
    }
    for (checkpoint, version) in &kept.drafts {
        let response = response(ada, checkpoint).await;
        assert!(response["version"].as_i64() >= Some(*version), "{checkpoint}: {response}");
        assert_eq!(response["state"], "draft", "{checkpoint}: {response}");
    }
    for (checkpoint, questions) in &kept.answered {
        let response = response(ada, checkpoint).await;
        for question in questions {
            let answer = &response["client_answers"][question];
            assert!(!answer.is_null(), "{checkpoint} lost {question}: {response}");
        }
    }
    for checkpoint in &kept.sent {
        let response = response(ada, checkpoint).await;
        assert_eq!(response["state"], "submitted", "{checkpoint}: {response}");
    }
}

async fn again(ada: &Doors, asked: &Asked) -> String {
    let answer = ada.ask(Method::POST, &asked.path, (Some(&asked.body), Some(&asked.key))).await;
    let (status, answer) = answer.expect("an answer");
    assert_eq!(status, 201, "{}: {answer}", asked.key);
    answer["id"].as_str().expect("an id").to_owned()
}

async fn response(ada: &Doors, checkpoint: &str) -> Value {
    ada.get(&format!("/api/v1/checkpoints/{checkpoint}/response")).await
}

/// A placement has all its checkpoints, a message its link.
async fn everything_or_nothing(ada: &Doors, person: &Value, kept: &Kept) {
    let id = person["id"].as_str().expect("an id");
    let own = |what: &str| {
        let path = format!("/api/v1/people/{id}/{what}");
        kept.created.iter().filter(move |(asked, _)| asked.path == path).count()
    };
    let checkpoints = ada.get(&format!("/api/v1/people/{id}/checkpoints")).await;
    let checkpoints = checkpoints["items"].as_array().expect("a list");
    assert_eq!(checkpoints.len(), 4 * own("placements"), "{id} has {checkpoints:?}");
    assert_eq!(person["employer"].is_string(), !checkpoints.is_empty(), "{person}");
    for checkpoint in checkpoints {
        let one = checkpoint["id"].as_str().expect("an id");
        let path = format!("/api/v1/checkpoints/{one}");
        let messages = ada.get(&format!("{path}/messages")).await;
        let messages = messages["items"].as_array().expect("a list").clone();
        let asked = format!("{path}/invitations");
        let asked = kept.created.iter().filter(|(one, _)| one.path == asked).count();
        let by_hand = messages.iter().filter(|one| one["channel"] == "link");
        assert_eq!(by_hand.clone().count(), asked, "{one}: {messages:?}");
        for message in by_hand {
            assert!(message["url"].is_string(), "a message without its link: {message}");
        }
    }
}
