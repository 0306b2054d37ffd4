//! `kill -9` in the middle of uploads: no file that was acknowledged is lost, no row is without
//! its bytes, and what is left of the others is swept.

use crate::force::{kill, until};
use crate::program::doors::Doors;
use crate::program::{Folder, Program, cairn};
use crate::rounds::rounds;
use db::Database;
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use server::app::App;
use server::clock::Clock;
use server::config::Settings;
use server::keys::Keys;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::process::Command;
use tokio::sync::Mutex;

/// How often the server is ended by force, in full rounds.
const ROUNDS: usize = 200;
/// After how many kills everything that a row names is opened and compared.
const PROVED_EVERY: usize = 10;
/// Programs that send files at once.
const SENDERS: usize = 4;
const LOAD: Duration = Duration::from_secs(60);
const TOKEN: &str = "demo-token-ada";

/// What was acknowledged: ids of documents and the bytes that they are.
#[derive(Default)]
struct Log {
    kept: Mutex<Vec<(String, Vec<u8>)>>,
    many: AtomicUsize,
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_in_the_middle_of_uploads_lose_no_file() {
    let folder = Folder::new("uploads");
    folder.seed().await;
    let data = folder.path().to_str().expect("a path in letters").to_owned();
    let mut program = Program::demo(&folder).await;
    let person = json!({"given_name": "Up", "family_name": "Load", "language": "en"});
    let made = Doors::new(&program.address, TOKEN).post("/api/v1/people", &person).await;
    let person = made["id"].as_str().expect("an id").to_owned();
    let mut all = Vec::new();
    let rounds = rounds(ROUNDS);
    for round in 0..rounds {
        let log = Arc::new(Log::default());
        let sending: Vec<_> = (0..SENDERS)
            .map(|sender| {
                let (log, site) = (Arc::clone(&log), program.address.clone());
                let (person, round) = (person.clone(), round * SENDERS + sender);
                tokio::spawn(async move { send_until_gone(&log, &site, (&person, round)).await })
            })
            .collect();
        let wanted = 1 + (round * 7) % 12;
        let is_loaded = async || (log.many.load(Ordering::Relaxed) >= wanted).then_some(());
        until("enough files are acknowledged", LOAD, is_loaded).await;
        kill(program).await;
        for one in sending {
            one.await.expect("a sender ends when the server is gone");
        }
        all.append(&mut *log.kept.lock().await);
        program = Program::demo(&folder).await;
        // It opens every document there is: after each kill that would be the longest part.
        if round % PROVED_EVERY == PROVED_EVERY - 1 {
            is_whole(&data).await;
        }
    }
    hold(&program.address, &person, &all).await;
    program.stop().await;
    let swept = no_orphan_stays(&folder).await;
    println!(
        "{rounds} kills, {} acknowledged files, none lost; {swept} that nobody was told of swept",
        all.len()
    );
}

/// A day later the sweep removes what no row names, and nothing else; gives how much that was.
async fn no_orphan_stays(folder: &Folder) -> usize {
    let nowhere = "127.0.0.1:0".parse().expect("an address");
    let settings = Settings::demo(nowhere, folder.path());
    let keys = Keys::from_file(&settings.secret_file).expect("the secret");
    let db = Database::open(&db::Settings::new(&settings.database_url)).await.expect("opens");
    let app = App::new(db.clone(), Clock::real(), keys, settings.clone());
    let later = app.clock.real_now() + jiff::SignedDuration::from_hours(25);
    let swept = server::documents::sweep::sweep(&app, later).await.expect("sweeps");
    let mut reader = db.reader().await.expect("reads");
    let rows = reader.all("SELECT object FROM documents", db::binds![]).await.expect("reads");
    let shelves = std::fs::read_dir(&settings.documents).expect("a folder").flatten();
    let files = shelves.filter_map(|shelf| std::fs::read_dir(shelf.path()).ok());
    let objects = files.map(Iterator::count).sum::<usize>();
    assert_eq!(objects, rows.len(), "every object has a row, and every row its object");
    swept
}

/// Sends one file after the other, of a few hundred kilobytes each.
async fn send_until_gone(log: &Log, site: &str, (person, round): (&str, usize)) {
    let http = Client::new();
    for number in 0.. {
        let mut file = format!("%PDF-1.7\n{round} {number}\n").into_bytes();
        file.resize(150_000 + 40_000 * (number % 9), b' ');
        file.extend(b"\n%%EOF\n");
        let part = Part::bytes(file.clone()).file_name("a.pdf");
        let asked = http
            .request(Method::POST, format!("{site}/api/v1/people/{person}/documents"))
            .bearer_auth(TOKEN)
            .multipart(Form::new().text("type", "other").part("file", part))
            .send()
            .await;
        let Ok(answer) = asked else { return };
        let status = answer.status();
        let Ok(bytes) = answer.bytes().await else { return };
        assert_eq!(status, 201, "{}", String::from_utf8_lossy(&bytes));
        let made: Value = serde_json::from_slice(&bytes).expect("JSON");
        let id = made["id"].as_str().expect("an id").to_owned();
        log.kept.lock().await.push((id, file));
        log.many.fetch_add(1, Ordering::Relaxed);
    }
}

/// `cairn verify` opens every document that a row names.
async fn is_whole(data: &str) {
    let verified = Command::new(cairn()).args(["verify", "--data", data]).output().await;
    let verified = verified.expect("cairn verify runs");
    let said = String::from_utf8_lossy(&verified.stdout);
    let complained = String::from_utf8_lossy(&verified.stderr);
    assert!(verified.status.success(), "cairn verify: {said}{complained}");
}

/// Holds what was acknowledged against what is handed out.
async fn hold(site: &str, person: &str, all: &[(String, Vec<u8>)]) {
    let http = Client::new();
    for (id, file) in all {
        let asked = http.get(format!("{site}/api/v1/documents/{id}/content")).bearer_auth(TOKEN);
        let answer = asked.send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{id} of {person}");
        let bytes = answer.bytes().await.expect("its bytes");
        assert!(bytes == file.as_slice(), "{id} came back as something else");
    }
}
