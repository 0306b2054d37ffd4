//! `kill -9` while checkpoints are submitted, against a funder's program that goes on living: what
//! was approved arrives, each once, and every answer comes home.

use crate::crash::a_month_ago;
use crate::force::{kill, until};
use crate::mailbox::Mailbox;
use crate::office::Office;
use crate::program::Program;
use crate::program::doors::Doors;
use crate::rounds::rounds;
use crate::sending::make;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often the server is ended by force, in full.
const KILLS: usize = 200;
/// Until enough has happened to be interrupted.
const LOAD: Duration = Duration::from_secs(60);
/// Until every answer is home: leases of the killed run out first, and lost answers are asked for.
const SETTLED: Duration = Duration::from_secs(300);

/// Submissions whose approval was acknowledged.
type Approved = Arc<Mutex<BTreeSet<String>>>;

/// Whoever prepares, and whoever approves.
#[derive(Clone)]
struct Two {
    adviser: Doors,
    leader: Doors,
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_while_submissions_leave_send_none_twice_and_lose_none() {
    let (mailbox, approved) = (Mailbox::open().await, Approved::default());
    let office = Office::open("submitting", &mailbox).await;
    // Time enough to be killed between the funder's yes and our mark.
    office.funder.put("/behaviour", &json!({ "delay_ms": 40 })).await;
    let kills = rounds(KILLS);
    let mut program = office.start().await;
    for round in 0..kills {
        load_and_kill(&office, program, (&approved, round)).await;
        program = office.start().await;
        office.is_whole().await;
    }
    let approved = std::mem::take(&mut *approved.lock().unwrap_or_else(PoisonError::into_inner));
    assert!(approved.len() >= kills / 2, "{} were approved in {kills} rounds", approved.len());
    settled(&office.doors(&program), &approved).await;
    let taken = office.funder.get("/taken").await;
    let taken = taken["items"].as_array().expect("a list");
    for one in taken {
        assert_eq!(one["sent"], 1, "sent twice: {one}");
    }
    let ids: BTreeSet<&str> = taken.iter().map(|one| one["id"].as_str().expect("an id")).collect();
    assert_eq!(ids.len(), taken.len(), "one is there twice");
    assert!(approved.iter().all(|id| ids.contains(id.as_str())), "one never arrived");
    println!("{kills} kills, {} submissions, each with the funder once", approved.len());
    program.stop().await;
    office.is_whole().await;
}

async fn load_and_kill(office: &Office, program: Program, (approved, round): (&Approved, usize)) {
    let two = Two { adviser: office.doors(&program), leader: office.leader(&program) };
    let submitting = {
        let approved = Arc::clone(approved);
        tokio::spawn(async move {
            for turn in 0.. {
                if submit(&two, &approved, (round, turn)).await.is_err() {
                    return;
                }
            }
        })
    };
    let posts = async || {
        let taken = office.funder.get("/taken").await;
        taken["items"].as_array().map_or(0, Vec::len)
    };
    let (before, wanted) = (posts().await, 1 + round % 3);
    let count = || approved.lock().unwrap_or_else(PoisonError::into_inner).len();
    let acknowledged = count();
    let is_time = async || {
        let is_time = match round.is_multiple_of(2) {
            // The funder took one and has not said so yet.
            true => posts().await > before,
            false => count() >= acknowledged + wanted,
        };
        is_time.then_some(())
    };
    until("something to interrupt", LOAD, is_time).await;
    kill(program).await;
    submitting.await.expect("whoever submits ends when the server is gone");
}

/// One person whose job was lost, from entry to approval.
async fn submit(
    two: &Two,
    approved: &Approved,
    (round, turn): (usize, usize),
) -> Result<(), reqwest::Error> {
    let person = json!({ "given_name": "Sent", "family_name": format!("R{round}T{turn}"),
        "language": "en", "year_of_birth": 1990 });
    let person = make(&two.adviser, "/api/v1/people", person).await?;
    let id = person["id"].as_str().expect("an id");
    let job = json!({ "programme": "au-wa", "employer": "Bakery", "job_title": "Baker",
        "started_on": a_month_ago(), "hours_per_week": 30 });
    let placed = make(&two.adviser, &format!("/api/v1/people/{id}/placements"), job).await?;
    let checkpoint = placed["checkpoints"][0]["id"].as_str().expect("a checkpoint");
    let answers =
        json!({ "agree": "yes", "work_status": "looking", "outcome_code": "une_looking" });
    let review = json!({ "answers": answers, "source": "client_phone", "submit": true });
    let path = format!("/api/v1/checkpoints/{checkpoint}/response");
    did(&two.adviser, (Method::PUT, &path), &review, 200).await?;
    let path = format!("/api/v1/checkpoints/{checkpoint}/submission");
    let made = did(&two.adviser, (Method::POST, &path), &json!({}), 202).await?;
    let id = made["id"].as_str().expect("an id").to_owned();
    let path = format!("/api/v1/submissions/{id}/approval");
    did(&two.leader, (Method::POST, &path), &json!({}), 202).await?;
    approved.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
    Ok(())
}

async fn did(
    doors: &Doors,
    (method, path): (Method, &str),
    body: &Value,
    wanted: u16,
) -> Result<Value, reqwest::Error> {
    let (status, answer) = doors.ask(method, path, (Some(body), None)).await?;
    assert_eq!(status, wanted, "{path}: {answer}");
    Ok(answer)
}

/// Waits until every one is confirmed.
async fn settled(doors: &Doors, approved: &BTreeSet<String>) {
    let mut open = approved.clone();
    until("every submission is confirmed", SETTLED, async || {
        for id in open.clone() {
            let kept = doors.get(&format!("/api/v1/submissions/{id}")).await;
            if kept["state"] == "confirmed" {
                open.remove(&id);
            }
        }
        open.is_empty().then_some(())
    })
    .await;
}
