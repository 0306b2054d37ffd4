//! `kill -9` while people are asked and answer, against a mail server and a text provider that
//! go on living: each message ends once, and nobody is written to twice by one life.

use crate::crash::{a_month_ago, hold};
use crate::force::{kill, until};
use crate::load::{Caller, Log};
use crate::mailbox::Mailbox;
use crate::office::Office;
use crate::program::Program;
use crate::program::doors::Doors;
use crate::rounds::rounds;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often the server is ended by force, in full.
const KILLS: usize = 200;
/// Until enough has happened to be interrupted.
const LOAD: Duration = Duration::from_secs(60);
/// Until nothing is on its way any more: leases of the killed run out first.
const SETTLED: Duration = Duration::from_secs(240);

/// Checkpoints whose people were asked, as far as we were told.
type Asked = Arc<Mutex<BTreeSet<String>>>;

/// What is waited for before the kill.
#[derive(Clone, Copy)]
enum Moment {
    /// The provider of texts took one and has not said so yet.
    TextTaken,
    /// The mail server took one and has not said so yet.
    MailTaken,
    /// So many writes were acknowledged.
    Written(usize),
}

impl Moment {
    fn of(round: usize) -> Self {
        match round % 3 {
            0 => Self::TextTaken,
            1 => Self::MailTaken,
            _ => Self::Written(1 + (round * 37) % 40),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_while_messages_leave_repeat_none_and_lose_none() {
    let (mailbox, asked) = (Mailbox::open().await, Asked::default());
    let office = Office::open("sending", &mailbox).await;
    // Time enough to be killed between the provider's yes and our mark.
    office.gateway.behave(&json!({ "delay_ms": 40 })).await;
    let kills = rounds(KILLS);
    let (mut program, mut acknowledged) = (office.start().await, 0);
    for round in 0..kills {
        let log = Arc::new(Log::default());
        load_and_kill(&office, program, (&mailbox, &asked, &log, round)).await;
        acknowledged += log.count();
        mailbox.next_life();
        program = office.start().await;
        let doors = office.doors(&program);
        let mut kept = std::mem::take(&mut *log.kept());
        let name = name_of(round);
        tokio::join!(office.is_whole(), hold(&doors, &mut kept, &name));
    }
    let asked = std::mem::take(&mut *asked.lock().unwrap_or_else(PoisonError::into_inner));
    let ended = settled(&office.doors(&program), &asked).await;
    let texts = texts_are_single(&office, &ended).await;
    let mails = mails_are_single_in_a_life(&mailbox, &ended);
    println!(
        "{kills} kills, {acknowledged} acknowledged writes, {texts} texts and {mails} e-mails \
         sent, each ended once"
    );
    program.stop().await;
    office.is_whole().await;
}

fn name_of(round: usize) -> String {
    format!("Round{round:03}")
}

async fn load_and_kill(
    office: &Office,
    program: Program,
    (mailbox, asked, log, round): (&Mailbox, &Asked, &Arc<Log>, usize),
) {
    let site = program.address.clone();
    let doors = office.doors(&program);
    let answering = {
        let (log, site, doors) = (Arc::clone(log), site.clone(), doors.clone());
        tokio::spawn(async move {
            let (round, started_on) = (name_of(round), a_month_ago());
            // An odd number answers first, and enters drafts next.
            Caller { doors, site, log: &log, round, number: 1, started_on }.call().await;
        })
    };
    let asking = {
        let asked = Arc::clone(asked);
        tokio::spawn(async move { ask_on(&doors, &asked, round).await })
    };
    let texts_before = office.gateway.taken().await;
    let mails_before = mailbox.taken().len();
    let is_time = async || {
        let is_time = match Moment::of(round) {
            Moment::TextTaken => office.gateway.taken().await > texts_before,
            Moment::MailTaken => mailbox.taken().len() > mails_before,
            Moment::Written(wanted) => log.count() >= wanted,
        };
        is_time.then_some(())
    };
    until("something to interrupt", LOAD, is_time).await;
    kill(program).await;
    answering.await.expect("the caller ends when the server is gone");
    asking.await.expect("the asker ends when the server is gone");
}

/// Asks one person after the other, by e-mail and by text in turn, until the server is gone.
async fn ask_on(doors: &Doors, asked: &Asked, round: usize) {
    for turn in 0.. {
        if ask_one(doors, asked, (round, turn)).await.is_err() {
            return;
        }
    }
}

async fn ask_one(
    doors: &Doors,
    asked: &Asked,
    (round, turn): (usize, usize),
) -> Result<(), reqwest::Error> {
    let is_text = turn.is_multiple_of(2);
    let mut person = json!({
        "given_name": "Asked", "family_name": format!("R{round}T{turn}"), "language": "en",
        "year_of_birth": 1990, "time_zone": zone_in_daytime(),
    });
    if is_text {
        person["phones"] = json!([format!("+1416{:07}", 5_550_000 + round * 1_000 + turn)]);
    } else {
        person["emails"] = json!([format!("r{round}t{turn}@mail.example")]);
    }
    let person = make(doors, "/api/v1/people", person).await?;
    let id = person["id"].as_str().expect("an id");
    let job = json!({
        "programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
        "started_on": a_month_ago(), "hours_per_week": 30,
    });
    let placed = make(doors, &format!("/api/v1/people/{id}/placements"), job).await?;
    let checkpoint = placed["checkpoints"][0]["id"].as_str().expect("a checkpoint").to_owned();
    asked.lock().unwrap_or_else(PoisonError::into_inner).insert(checkpoint.clone());
    let path = format!("/api/v1/checkpoints/{checkpoint}/invitations");
    let body = json!({ "channel": if is_text { "sms" } else { "email" } });
    let (status, answer) = doors.ask(Method::POST, &path, (Some(&body), None)).await?;
    // 422 where the worker, to whom the same checkpoint is due, was quicker.
    assert!([201, 422].contains(&status), "{path}: {answer}");
    Ok(())
}

pub async fn make(doors: &Doors, path: &str, body: Value) -> Result<Value, reqwest::Error> {
    let (status, answer) = doors.ask(Method::POST, path, (Some(&body), None)).await?;
    assert_eq!(status, 201, "{path}: {answer}");
    Ok(answer)
}

/// A zone in which nobody is asleep now, so that messages leave at once.
#[expect(clippy::disallowed_methods, reason = "the program that is served has the machine's time")]
pub fn zone_in_daytime() -> &'static str {
    let zones = ["America/Toronto", "Europe/Paris", "Asia/Tokyo", "Pacific/Auckland"];
    let is_day = |name: &&str| {
        let zone = TimeZone::get(name).expect("a zone");
        (10..19).contains(&Timestamp::now().to_zoned(zone).hour())
    };
    zones.into_iter().find(is_day).expect("it is daytime somewhere")
}

/// What has ended, by message: its channel and how.
pub type Ended = BTreeMap<String, (String, String)>;

/// Waits until every message of these checkpoints has ended.
pub async fn settled(doors: &Doors, asked: &BTreeSet<String>) -> Ended {
    let (mut ended, mut open) = (Ended::new(), asked.clone());
    until("every message has ended", SETTLED, async || {
        for checkpoint in open.clone() {
            let path = format!("/api/v1/checkpoints/{checkpoint}/messages");
            let messages = doors.get(&path).await;
            let messages = messages["items"].as_array().expect("a list");
            let word = |one: &Value, key: &str| one[key].as_str().expect("a word").to_owned();
            let is_over = |one: &Value| !["waiting", "leaving"].contains(&&*word(one, "state"));
            if messages.iter().all(is_over) {
                let own = messages
                    .iter()
                    .map(|one| (word(one, "id"), (word(one, "channel"), word(one, "state"))));
                ended.extend(own);
                open.remove(&checkpoint);
            }
        }
        open.is_empty().then_some(())
    })
    .await;
    ended
}

/// The messages of a channel, all of which were sent: the providers never refused one.
fn sent<'a>(ended: &'a Ended, channel: &str) -> BTreeSet<&'a str> {
    let own = ended.iter().filter(|(_, (by, _))| by == channel);
    let sent: BTreeSet<_> = own
        .map(|(id, (_, state))| {
            assert_eq!(state, "sent", "{id}");
            id.as_str()
        })
        .collect();
    assert!(!sent.is_empty(), "nothing was sent by {channel}");
    sent
}

/// The provider has each text that we say was sent, once.
async fn texts_are_single(office: &Office, ended: &Ended) -> usize {
    let keys = office.gateway.keys().await;
    let single: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
    assert_eq!(single.len(), keys.len(), "a text was taken twice: {keys:?}");
    let sent = sent(ended, "sms");
    assert!(sent.is_subset(&single), "sent, and not taken: {:?}", &sent - &single);
    sent.len()
}

/// The mail server has each e-mail that we say was sent, and none twice from one life.
fn mails_are_single_in_a_life(mailbox: &Mailbox, ended: &Ended) -> usize {
    let taken = mailbox.taken();
    let single: BTreeSet<_> = taken.iter().collect();
    assert_eq!(single.len(), taken.len(), "an e-mail was taken twice in one life: {taken:?}");
    let sent = sent(ended, "email");
    for id in &sent {
        let known_by = format!("<{id}@");
        let times = taken.iter().filter(|one| one.message_id.starts_with(&known_by)).count();
        assert!(times >= 1, "{id} is said to be sent, and was not taken");
    }
    sent.len()
}
