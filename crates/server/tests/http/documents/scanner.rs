//! Documents and `clamd`, a process of its own with a signature of ours.

use super::{pdf, person, send};
use crate::harness::{TestApp, both_with};
use server::config::{Clamav, ClamavAddress, Settings};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What our own signature finds: no virus, and nothing that another scanner knows.
const MARK: &str = "CAIRN-TEST-SIGNATURE-7f3a91";
/// The standard test file of the field, in two halves: this file is none.
const EICAR: [&str; 2] =
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-", r"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"];

/// A scanner; it ends when this goes.
struct Scanner {
    folder: PathBuf,
    process: Mutex<Option<Child>>,
}

impl Scanner {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(server::keys::random_secret());
        std::fs::create_dir_all(folder.join("signatures")).expect("a folder");
        let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
        let signatures =
            format!("Cairn.Test:0:*:{}\nEicar.Test:0:*:{}\n", hex(MARK), hex(&EICAR.concat()));
        std::fs::write(folder.join("signatures/own.ndb"), signatures).expect("signatures");
        let line = |name: &str, value: &str| format!("{name} {value}\n");
        let path = |name: &str| folder.join(name).display().to_string();
        let settings = [
            line("DatabaseDirectory", &path("signatures")),
            line("LocalSocket", &path("socket")),
            line("Foreground", "yes"),
            line("StreamMaxLength", "30M"),
            line("MaxThreads", "2"),
            // A superuser who starts it stays one; else it would look for a user of its own.
            line("User", "root"),
        ];
        let settings = settings.concat();
        let settings = match is_superuser() {
            true => settings,
            false => settings.replace("User root\n", ""),
        };
        std::fs::write(folder.join("clamd.conf"), settings).expect("settings");
        Self { folder, process: Mutex::default() }
    }

    /// Starts it, and waits until it answers.
    async fn start(&self) {
        let program = std::env::var("CAIRN_TEST_CLAMD").unwrap_or("/usr/sbin/clamd".to_owned());
        let process = Command::new(program)
            .arg(format!("--config-file={}", self.folder.join("clamd.conf").display()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("clamd, of the package clamav-daemon");
        *self.process.lock().expect("is free") = Some(process);
        let ready = async {
            let mut pace = tokio::time::interval(Duration::from_millis(50));
            let socket = self.folder.join("socket");
            while tokio::net::UnixStream::connect(&socket).await.is_err() {
                pace.tick().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), ready).await.expect("clamd answers");
    }

    fn settings(&self) -> Clamav {
        let address = ClamavAddress::Socket(self.folder.join("socket"));
        Clamav { address, timeout_s: 20 }
    }
}

/// Whether whoever runs this is the superuser.
fn is_superuser() -> bool {
    std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").expect("is there")) == 0
}

impl Drop for Scanner {
    fn drop(&mut self) {
        if let Ok(mut process) = self.process.lock()
            && let Some(mut process) = process.take()
        {
            process.kill().ok();
            process.wait().ok();
        }
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

async fn with_scanner<F: Future<Output = ()>>(test: impl Fn(TestApp, Arc<Scanner>) -> F) {
    let scanner = Arc::new(Scanner::new());
    let settings = scanner.settings();
    let change = |changed: &mut Settings| changed.clamav = Some(settings.clone());
    both_with(change, |app| test(app, Arc::clone(&scanner))).await;
}

async fn state(app: &TestApp, person: &str) -> Vec<String> {
    let path = format!("/api/v1/people/{person}/documents");
    let all = app.api("ada").get(&path).await.is(200).json();
    let all = all["items"].as_array().expect("a list").iter().rev();
    all.map(|one| one["state"].as_str().expect("a state").to_owned()).collect()
}

#[tokio::test]
async fn nothing_opens_before_the_scanner_has_looked_and_what_it_finds_stays_closed() {
    with_scanner(|app, scanner| async move {
        let zoe = person(&app).await;
        let mut ids = Vec::new();
        // The mark lies across two pieces of the sealed file, and behind the first megabyte.
        let far = [pdf("far"), vec![b' '; 1_114_100], MARK.into(), b"%%EOF".to_vec()].concat();
        let eicar = EICAR.concat();
        let files: [(&str, Vec<u8>); 4] = [
            ("clean.pdf", pdf("clean")),
            ("marked.pdf", pdf(MARK)),
            ("far.pdf", far),
            ("eicar.txt", eicar.clone().into_bytes()),
        ];
        let was_there = scanner.process.lock().expect("is free").is_some();
        for (name, bytes) in &files {
            let made = send(&app, &zoe, name, bytes).await.is(201).json();
            assert_eq!(made["state"], "scanning", "{name}");
            ids.push(made["id"].as_str().expect("an id").to_owned());
        }
        let content = |id: &str| format!("/api/v1/documents/{id}/content");
        let told = app.api("ada").get(&content(&ids[0])).await.is(409).json();
        assert!(told["detail"].as_str().expect("a sentence").contains("has not looked"), "{told}");
        if !was_there {
            // A scanner that is away keeps them waiting, and is asked again.
            app.run_jobs().await;
            assert_eq!(state(&app, &zoe).await, ["scanning"; 4]);
            scanner.start().await;
        }
        app.at("2026-03-05T15:00:00Z");
        let done = app.run_jobs().await;
        assert_eq!(done.iter().filter(|one| one.starts_with("scan document")).count(), 4);
        let found = state(&app, &zoe).await;
        assert_eq!(found, ["clean", "quarantined", "quarantined", "quarantined"]);
        app.api("ada").get(&content(&ids[0])).await.is(200);
        for id in &ids[1..] {
            let told = app.api("ada").get(&content(id)).await.is(409).json();
            assert!(told["detail"].as_str().is_some_and(|said| said.contains("stays closed")));
        }
        app.sign_in("ada").await;
        let page = app.get(&format!("/people/{zoe}?tab=documents")).await.is(200).text;
        assert!(page.contains("kept closed: Cairn.Test"), "{page}");
        assert!(page.contains("kept closed: Eicar.Test"), "{page}");
        assert!(page.contains("Scanned for viruses before anybody opens it"), "{page}");
        assert_eq!(page.matches("/look\"").count(), 1, "only the clean one is a link: {page}");
        let deeds = "SELECT COUNT(*) AS many FROM audit_entries
             WHERE action = 'quarantine document'";
        assert_eq!(app.count(deeds).await, 3);
        assert!(app.run_jobs().await.is_empty(), "nothing is scanned twice");
    })
    .await;
}

#[tokio::test]
async fn what_the_scanner_would_not_let_out_proves_nothing() {
    with_scanner(|app, scanner| async move {
        if scanner.process.lock().expect("is free").is_none() {
            scanner.start().await;
        }
        let asked = crate::surveys::staff::answered(&app).await;
        let ada = app.api("ada");
        let door = format!("/api/v1/checkpoints/{}/evidence", asked.checkpoint);
        let sent = send(&app, &asked.person, "stub.pdf", &pdf(MARK)).await.is(201).json();
        let piece = serde_json::json!({"document": sent["id"], "type": "pay_stub",
            "obtained_on": "2026-03-03", "obtained_how": "client_upload"});
        ada.post_json(&door, piece).await.is(201);
        app.sign_in("ada").await;
        let page = format!("/checkpoints/{}/evidence", asked.checkpoint);
        let waiting = app.get(&page).await.is(200).text;
        assert!(waiting.contains("scan"), "{waiting}");
        app.run_jobs().await;
        assert_eq!(state(&app, &asked.person).await, ["quarantined"]);
        let tick = serde_json::json!({"achieved_on": "2026-03-04"});
        let milestone = format!("/api/v1/checkpoints/{}/milestone", asked.checkpoint);
        ada.put_json(&milestone, tick).await.is(422);
    })
    .await;
}
