//! `kill -9` at each step of a guided call: it goes on where it stood, what was acknowledged is
//! kept, and what the call does is done once.

use crate::crash::a_month_ago;
use crate::force::{kill, until};
use crate::mailbox::Mailbox;
use crate::office::Office;
use crate::program::Program;
use crate::program::doors::Doors;
use crate::rounds::rounds;
use crate::sending::make;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

/// How often the server is ended by force, in full.
const KILLS: usize = 200;
/// Until e-mails have left: leases of the killed run out first.
const SETTLED: Duration = Duration::from_secs(180);

/// Out of work after a re-claim: letters, e-mails, tasks, the end of the job, all of it.
fn steps() -> Vec<(&'static str, Value)> {
    let answer = |node, answer: &str| (node, json!({ "answer": answer }));
    let on = |node| (node, json!({}));
    let told = |node, fields: Value| (node, json!({ "fields": fields }));
    vec![
        on("open_diary"),
        on("call_client"),
        answer("q_answered", "no_answer"),
        told("log_no_answer", json!({ "note": "rang for a minute" })),
        on("send_iws_letter"),
        ("q_attempts_left", json!({ "answer": "yes", "override_reason": "called from home" })),
        on("schedule_backoff"),
        answer("q_any_answer", "no"),
        on("q_advice_needed"),
        told("call_provider_direct", json!({ "claim_closed": false })),
        on("q_reclaim"),
        told("email_reclaim", json!({ "reclaim_dates": [lately()] })),
        told("end_date_from_papers", json!({ "end_date": lately() })),
        on("q_end_date_complete"),
        answer("q_new_job", "no"),
        on("close_employment"),
        on("remove_sra_change_stage"),
        on("email_not_working"),
    ]
}

/// A day that is over wherever the office lies.
#[expect(clippy::disallowed_methods, reason = "a demo begins at the machine's own time")]
fn lately() -> String {
    Timestamp::now().to_zoned(TimeZone::UTC).date().saturating_sub(2.days()).to_string()
}

/// A call on its way.
struct Call {
    person: String,
    run: String,
}

async fn begin(doors: &Doors, round: usize) -> Call {
    let person = json!({ "given_name": "Called", "family_name": format!("R{round}"),
        "language": "en", "phones": ["+14165550123"] });
    let person = make(doors, "/api/v1/people", person).await.expect("a person");
    let person = person["id"].as_str().expect("an id").to_owned();
    let job = json!({ "programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
        "started_on": a_month_ago(), "hours_per_week": 30 });
    let place = format!("/api/v1/people/{person}/placements");
    make(doors, &place, job).await.expect("a job");
    let begun = json!({ "person": person });
    let run = make(doors, "/api/v1/flows/tracking-call/runs", begun).await.expect("a run");
    Call { person, run: run["id"].as_str().expect("an id").to_owned() }
}

async fn stands(doors: &Doors, call: &Call) -> Value {
    doors.get(&format!("/api/v1/runs/{}", call.run)).await
}

/// Sends the step that comes next; at the end of all steps that is the end of the sitting.
async fn step(doors: &Doors, call: &Call, now: &Value) -> Result<(u16, Value), reqwest::Error> {
    let node = now["node"]["id"].as_str().expect("a node");
    let all = steps();
    let (what, mut body) = match all.into_iter().find(|(own, _)| *own == node) {
        Some((_, body)) => ("answers", body),
        None => ("finish", json!({})),
    };
    body["visit"] = now["node"]["visit"].clone();
    let path = format!("/api/v1/runs/{}/{what}", call.run);
    doors.ask(Method::POST, &path, (Some(&body), None)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_killed_at_each_step_goes_on_and_does_all_of_it_once() {
    let mailbox = Mailbox::open().await;
    let office = Office::open("calling", &mailbox).await;
    let steps_of_all = steps().len() + 1;
    // Each step at least once also in the usual run: beginning, in the middle, acknowledged.
    let kills = rounds(KILLS).max(steps_of_all);
    let mut program = office.start().await;
    let mut calls = Vec::new();
    for round in 0..kills {
        let doors = office.doors(&program);
        let call = begin(&doors, round).await;
        let mut now = stands(&doors, &call).await;
        for _ in 0..round % steps_of_all {
            let (status, after) = step(&doors, &call, &now).await.expect("an answer");
            assert_eq!(status, 200, "{after}");
            now = after;
        }
        program = killed_in_a_step(&office, program, (&call, &now, round)).await;
        finished(&office.doors(&program), &call).await;
        calls.push(call);
    }
    let doors = office.doors(&program);
    for call in &calls {
        is_once(&doors, call).await;
    }
    // Two e-mails of each call to the one team leader.
    let wanted = calls.len() * 2;
    until("every e-mail has left", SETTLED, async || {
        let ids: BTreeSet<String> =
            mailbox.taken().into_iter().map(|taken| taken.message_id).collect();
        (ids.len() >= wanted).then_some(())
    })
    .await;
    let ids: BTreeSet<String> = mailbox.taken().into_iter().map(|it| it.message_id).collect();
    assert_eq!(ids.len(), wanted, "an e-mail was written twice");
    println!("{kills} kills over {steps_of_all} steps, {} calls, each done once", calls.len());
    program.stop().await;
    office.is_whole().await;
}

/// Sends a step and kills the server while it is under way, or a moment after.
async fn killed_in_a_step(
    office: &Office,
    program: Program,
    (call, now, round): (&Call, &Value, usize),
) -> Program {
    let doors = office.doors(&program);
    // From before it is read to after it is answered, in thirds of a millisecond.
    let within = Duration::from_micros(333 * (round as u64 * 7 % 40));
    let heard = {
        let mut sending = std::pin::pin!(step(&doors, call, now));
        let early = tokio::time::timeout(within, &mut sending).await;
        kill(program).await;
        match early {
            Ok(heard) => heard,
            // It ends when the server is gone.
            Err(_) => sending.await,
        }
    };
    let program = office.start().await;
    let after = stands(&office.doors(&program), call).await;
    let was = now["node"]["visit"].as_u64();
    match heard {
        // What was acknowledged is kept.
        Ok((200, said)) => assert_eq!(after["node"]["visit"], said["node"]["visit"], "{after}"),
        Ok((status, said)) => panic!("{status}: {said}"),
        Err(_) => assert!(after["node"]["visit"].as_u64() >= was, "it went back: {after}"),
    }
    program
}

/// Goes on to the end, wherever it stands.
async fn finished(doors: &Doors, call: &Call) {
    for _ in 0..=steps().len() + 1 {
        let now = stands(doors, call).await;
        if now["state"] == "closed" {
            return;
        }
        let (status, after) = step(doors, call, &now).await.expect("an answer");
        assert_eq!(status, 200, "{after}");
    }
    panic!("the call has no end");
}

/// Everything that the call does is in the record, each once.
async fn is_once(doors: &Doors, call: &Call) {
    let done = stands(doors, call).await;
    let all = done["done_effects"].as_array().expect("a list");
    let count = |what: &str| all.iter().filter(|one| one["do"] == what).count();
    for (what, wanted) in [
        ("contact.attempt", 1),
        ("letter.send", 1),
        ("email.send", 2),
        ("task.create", 2),
        ("employment.end", 2),
        ("diary.cancel_future", 1),
    ] {
        assert_eq!(count(what), wanted, "{what}: {done}");
    }
    let tries = doors.get(&format!("/api/v1/people/{}/attempts", call.person)).await;
    assert_eq!(tries["items"].as_array().map(Vec::len), Some(1));
    let tasks = doors.get(&format!("/api/v1/tasks?person={}", call.person)).await;
    assert_eq!(tasks["items"].as_array().map(Vec::len), Some(2));
}
