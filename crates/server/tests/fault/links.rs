//! Links that machines open, and links that two people answer at the same instant.

use crate::mailbox::Mailbox;
use crate::office::Office;
use crate::program::doors::Doors;
use crate::program::life::STILL_WORKING;
use crate::program::{Folder, Program, cairn};
use crate::rounds::rounds;
use crate::sitting::{Page, Sitting};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::process::Command;

/// Times that a scanner opens a link.
const OPENINGS: usize = 1_000;
/// Scanners that open it at once.
const SCANNERS: usize = 8;
/// Times that a browser opens it, with script and nobody before it.
const BROWSERS: usize = 3;
const BROWSER_WAIT: Duration = Duration::from_secs(60);
/// Links that are answered from two sides, in full.
const PAIRS: usize = 1_000;
/// Pairs that are on their way at once.
const LANES: usize = 4;

/// A demo with somebody who is asked.
struct Asked {
    program: Program,
    ada: Doors,
    folder: Folder,
}

impl Asked {
    async fn start(name: &str) -> Self {
        let folder = Folder::new(name);
        folder.seed().await;
        let program = Program::demo(&folder).await;
        let ada = Doors::new(&program.address, "demo-token-ada");
        Self { program, ada, folder }
    }

    /// Everything that opening a link must not change.
    async fn everything(&self, (person, checkpoint): (&str, &str)) -> Value {
        let checkpoint = format!("/api/v1/checkpoints/{checkpoint}");
        let mut timeline = self.ada.get(&format!("/api/v1/people/{person}/timeline")).await;
        let items = timeline["items"].as_array_mut().expect("items");
        // Looking is an entry of its own, again in the next quarter of an hour.
        items.retain(|item| item["kind"] != "view");
        json!({
            "checkpoint": self.ada.get(&checkpoint).await,
            "response": self.ada.get(&format!("{checkpoint}/response")).await,
            "messages": self.ada.get(&format!("{checkpoint}/messages")).await,
            "timeline": timeline,
            "outbox": self.ada.get("/demo/outbox").await,
        })
    }

    /// Entries of the audit in all, of which every change makes one.
    async fn entries(&self) -> Value {
        let data = self.folder.path().to_str().expect("a path in letters");
        let verify =
            Command::new(cairn()).args(["verify", "--json", "--data", data]).output().await;
        let said = verify.expect("cairn verify runs").stdout;
        let said: Value = serde_json::from_slice(&said).expect("JSON");
        assert_eq!(said["ok"], true, "{said}");
        said["audit"]["entries"].clone()
    }
}

/// Somebody new with an open checkpoint and a link to it.
async fn somebody(ada: &Doors, name: &str) -> (String, String, String) {
    let person = json!({
        "given_name": "Linka", "family_name": name, "language": "en", "year_of_birth": 1990,
    });
    let person = ada.post("/api/v1/people", &person).await;
    let person = text(&person["id"]);
    let job = json!({
        "programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
        "started_on": a_month_ago(), "hours_per_week": 30,
    });
    let placed = ada.post(&format!("/api/v1/people/{person}/placements"), &job).await;
    let checkpoint = text(&placed["checkpoints"][0]["id"]);
    let path = format!("/api/v1/checkpoints/{checkpoint}/invitations");
    let asked = ada.post(&path, &json!({ "channel": "link" })).await;
    (person, checkpoint, text(&asked["url"]))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

#[expect(clippy::disallowed_methods, reason = "a demo begins at the machine's own time")]
fn a_month_ago() -> String {
    let zone = TimeZone::get("America/Toronto").expect("a zone");
    Timestamp::now().to_zoned(zone).date().saturating_sub(28.days()).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_openings_by_machines_change_nothing() {
    let asked = Asked::start("openings").await;
    let (person, checkpoint, link) = somebody(&asked.ada, "Scanned").await;
    let own = (person.as_str(), checkpoint.as_str());
    let before = asked.everything(own).await;
    // All entries, those of looking too, are counted with no look of ours between.
    let entries = asked.entries().await;
    let site = &asked.program.address;
    let scanners = (0..SCANNERS).map(|scanner| {
        let (site, link) = (site.clone(), link.clone());
        tokio::spawn(async move { scan(&site, &link, scanner).await })
    });
    for scanner in scanners.collect::<Vec<_>>() {
        scanner.await.expect("a scanner opens the link");
    }
    browse(&asked, &link).await;
    assert_eq!(asked.entries().await, entries);
    assert_eq!(asked.everything(own).await, before);
    let page = Sitting::new(site).begin(&link, "1990").await.expect("an answer");
    assert_eq!(page.path, "/s/q/agree", "and the person can still answer");
}

/// Opens the link as one of the scanners does: some come anew each time, some keep their cookie
/// and follow where it leads.
async fn scan(site: &str, link: &str, scanner: usize) {
    let mut patient = Sitting::new(site);
    for opening in (scanner..OPENINGS).step_by(SCANNERS) {
        let mut stranger = Sitting::new(site);
        let who = if opening % 3 == 0 { &mut patient } else { &mut stranger };
        let method =
            if (opening / SCANNERS).is_multiple_of(2) { Method::GET } else { Method::HEAD };
        let page = who.ask(method, link, &[]).await.expect("an answer");
        assert_eq!((page.status, page.path.as_str()), (200, "/s"), "{}", page.text);
    }
}

/// Opens the link in a browser that runs what script there is.
async fn browse(asked: &Asked, link: &str) {
    let Ok(chromium) = std::env::var("CAIRN_TEST_CHROMIUM") else {
        return println!("skipped: CAIRN_TEST_CHROMIUM names no browser");
    };
    for number in 0..BROWSERS {
        let profile = asked.folder.path().join(format!("browser{number}"));
        let mut browser = Command::new(&chromium);
        browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]);
        browser.arg("--virtual-time-budget=2000").kill_on_drop(true);
        browser.arg(format!("--user-data-dir={}", profile.display())).arg(link);
        let opened = tokio::time::timeout(BROWSER_WAIT, browser.output()).await;
        let opened = opened.expect("the browser ends in time").expect("the browser runs");
        let shown = String::from_utf8_lossy(&opened.stdout);
        assert!(shown.contains("name=\"nonce\""), "the browser shows the first page: {shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_link_sent_twice_at_one_instant_is_one_response() {
    let asked = Asked::start("pairs").await;
    pairs_are_single("SQLite", &asked.ada, &asked.program).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_link_sent_twice_is_one_response_on_postgresql() {
    let (mailbox, database) = (Mailbox::open().await, db::testing::postgres().await);
    let url = database.settings().url;
    let office = Office::open_on("pairs-postgresql", &mailbox, Some(url)).await;
    let program = office.start().await;
    pairs_are_single("PostgreSQL", &office.doors(&program), &program).await;
    program.stop().await;
}

async fn pairs_are_single(engine: &str, ada: &Doors, program: &Program) {
    let pairs = rounds(PAIRS);
    let lanes = (0..LANES).map(|lane| {
        let (ada, site) = (ada.clone(), program.address.clone());
        tokio::spawn(async move {
            for pair in (lane..pairs).step_by(LANES) {
                twice(&ada, &site, pair).await;
            }
        })
    });
    for lane in lanes.collect::<Vec<_>>() {
        lane.await.expect("each pair is one response");
    }
    println!("{engine}: {pairs} links sent from two sides at once, {pairs} responses");
}

/// One link in two browsers, whose answers are sent at the same instant.
async fn twice(ada: &Doors, site: &str, pair: usize) {
    let (person, checkpoint, link) = somebody(ada, &format!("Pair{pair}")).await;
    let (mut one, mut other) = (Sitting::new(site), Sitting::new(site));
    let (mine, yours) = if pair.is_multiple_of(10) {
        // Both fill in everything, side by side.
        tokio::join!(check(&mut one, &link), check(&mut other, &link))
    } else {
        // One fills it in, the other opens what is there.
        let mine = check(&mut one, &link).await;
        other.begin(&link, "1990").await.expect("an answer");
        (mine, other.ask(Method::GET, "/s/q/check", &[]).await.expect("an answer"))
    };
    let (mine, yours) = tokio::join!(one.send(&mine), other.send(&yours));
    for page in [mine, yours] {
        let page = page.expect("an answer");
        assert!(page.is_receipt(), "both see the receipt: {} {}", page.status, page.text);
    }
    let path = format!("/api/v1/checkpoints/{checkpoint}/response");
    let response = ada.get(&path).await;
    assert_eq!(response["state"], "submitted", "{response}");
    let timeline = ada.get(&format!("/api/v1/people/{person}/timeline")).await;
    let items = timeline["items"].as_array().expect("a list");
    let is_sending = |item: &&Value| {
        item["text"].as_str().is_some_and(|text| text.starts_with("sent the answers"))
    };
    let sent = items.iter().filter(is_sending).count();
    assert_eq!(sent, 1, "one response, not {sent}: {timeline}");
}

/// Goes through the whole survey to the check of the answers.
async fn check(sitting: &mut Sitting, link: &str) -> Page {
    let page = sitting.begin(link, "1990").await.expect("an answer");
    sitting.answer_all(page, &STILL_WORKING).await.expect("an answer")
}
