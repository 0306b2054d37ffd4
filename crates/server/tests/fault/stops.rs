//! STOP at the same instant as a message leaves: once it is acknowledged, nothing follows.

use crate::crash::a_month_ago;
use crate::mailbox::Mailbox;
use crate::office::{INBOUND_SECRET, Office};
use crate::program::doors::Doors;
use crate::rounds::rounds;
use crate::sending::{make, settled, zone_in_daytime};
use crate::sitting::Sitting;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use reqwest::Method;
use serde_json::json;
use sha2::Sha256;

/// People who say STOP while a message to them leaves, in full.
const STOPS: usize = 1_000;
/// That are on their way at once.
const LANES: usize = 4;
/// How long after the acknowledgement a message that was on its way may still arrive.
const LATE_MS: u64 = 1_000;
/// Looks at another page before the STOP, at most: sometimes it comes first, sometimes the text.
const LOOKS_MAX: usize = 12;
/// How long the provider takes for a text.
const DELAY_MS: usize = 40;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leaves_after_a_stop_was_acknowledged() {
    let mailbox = Mailbox::open().await;
    nothing_follows("SQLite", &Office::open("stops", &mailbox).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leaves_after_a_stop_was_acknowledged_on_postgresql() {
    let (mailbox, database) = (Mailbox::open().await, db::testing::postgres().await);
    let url = database.settings().url;
    let office = Office::open_on("stops-postgresql", &mailbox, Some(url)).await;
    nothing_follows("PostgreSQL", &office).await;
}

async fn nothing_follows(engine: &str, office: &Office) {
    office.gateway.behave(&json!({ "delay_ms": DELAY_MS })).await;
    let program = office.start().await;
    let stops = rounds(STOPS);
    let lanes = (0..LANES).map(|lane| {
        let (doors, site) = (office.doors(&program), program.address.clone());
        tokio::spawn(async move {
            let mut ended = Vec::new();
            for turn in (lane..stops).step_by(LANES) {
                ended.push(asked_and_stopped(&doors, &site, turn).await);
            }
            ended
        })
    });
    let mut ended = Vec::new();
    for lane in lanes.collect::<Vec<_>>() {
        ended.extend(lane.await.expect("each is asked and stopped"));
    }
    let checkpoints = ended.iter().map(|one| one.checkpoint.clone()).collect();
    settled(&office.doors(&program), &checkpoints).await;
    let texts = office.gateway.texts().await;
    let mut before = 0;
    for Stopped { number, acknowledged_ms, .. } in &ended {
        let own = texts.iter().filter(|(to, _)| to == number);
        for (_, taken_ms) in own {
            before += 1;
            assert!(
                *taken_ms <= acknowledged_ms + LATE_MS,
                "{engine}: a text left {} ms after the STOP of {number}",
                taken_ms - acknowledged_ms
            );
        }
    }
    assert!(before > 0, "{engine}: no text left at all, so nothing was raced");
    assert!(before < ended.len(), "{engine}: no STOP was in time, so nothing was raced");
    println!("{engine}: {stops} STOPs, {before} texts before them, none after");
    program.stop().await;
    office.is_whole().await;
}

/// Somebody whose STOP was acknowledged.
struct Stopped {
    number: String,
    checkpoint: String,
    acknowledged_ms: u64,
}

/// Asks somebody by text and lets them stop at about the same instant.
async fn asked_and_stopped(doors: &Doors, site: &str, turn: usize) -> Stopped {
    let number = format!("+1416{:07}", 5_550_000 + turn);
    let person = json!({
        "given_name": "Stopper", "family_name": format!("T{turn}"), "language": "en",
        "time_zone": zone_in_daytime(), "phones": [number],
    });
    let person = make(doors, "/api/v1/people", person).await.expect("an answer");
    let id = person["id"].as_str().expect("an id");
    // Due in some days, so that nobody asks by themselves.
    let job = json!({
        "programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
        "started_on": a_month_ago(), "hours_per_week": 30,
    });
    let path = format!("/api/v1/people/{id}/placements");
    let placed = make(doors, &path, job).await.expect("an answer");
    let checkpoint = placed["checkpoints"][0]["id"].as_str().expect("a checkpoint");
    let path = format!("/api/v1/checkpoints/{checkpoint}/invitations");
    let link = make(doors, &path, json!({ "channel": "link" })).await.expect("an answer");
    let link = link["url"].as_str().expect("a link");
    let text = json!({ "channel": "sms" });
    let asking = doors.ask(Method::POST, &path, (Some(&text), None));
    let stopping = async {
        let mut page = Sitting::new(site);
        page.ask(Method::GET, link, &[]).await.expect("an answer");
        let form = page.ask(Method::GET, "/s/stop", &[]).await.expect("an answer");
        for _ in 0..turn * 7 % LOOKS_MAX {
            page.ask(Method::GET, "/health", &[]).await.expect("an answer");
        }
        // Half of them by a text, the others by the page of their link.
        if turn.is_multiple_of(2) {
            says_stop(site, turn, &number).await;
        } else {
            let fields = [("nonce", form.hidden("nonce"))];
            let done = page.ask(Method::POST, "/s/stop", &fields).await.expect("an answer");
            assert_eq!(done.status, 200, "{}", done.text);
        }
        now_ms()
    };
    let (asked, acknowledged_ms) = tokio::join!(asking, stopping);
    let (status, answer) = asked.expect("an answer");
    assert!([201, 422].contains(&status), "{path}: {answer}");
    Stopped { number, checkpoint: checkpoint.to_owned(), acknowledged_ms }
}

/// The provider brings a STOP of a number.
async fn says_stop(site: &str, turn: usize, number: &str) {
    let id = format!("SM{turn}");
    let body = json!({ "id": id, "from": number, "text": "STOP" }).to_string();
    let stamp = (now_ms() / 1_000).to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(INBOUND_SECRET.as_bytes()).expect("any length");
    mac.update(stamp.as_bytes());
    mac.update(b".");
    mac.update(body.as_bytes());
    let signature = mac.finalize().into_bytes();
    let signature: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
    let request = reqwest::Client::new().post(format!("{site}/inbound/sms"));
    let request = request.header("Content-Type", "application/json");
    let request = request.header("Cairn-Timestamp", stamp).header("Cairn-Signature", signature);
    let answer = request.body(body).send().await.expect("an answer");
    assert_eq!(answer.status(), 200, "{number}");
}

#[expect(clippy::disallowed_methods, reason = "the program that is served has the machine's time")]
fn now_ms() -> u64 {
    u64::try_from(Timestamp::now().as_millisecond()).expect("after 1970")
}
