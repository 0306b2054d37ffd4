//! A disk that fills up and is freed, and a database that cannot be written.

use crate::force::until;
use crate::program::doors::Doors;
use crate::program::{Folder, Program};
use reqwest::Method;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

/// After room was made, writing works again within this time and without a restart.
const FREED_WITHIN: Duration = Duration::from_secs(10);
/// Writes until a full disk is felt: SQLite uses the room that it has first.
const WRITES_MAX: usize = 2_000;
/// The small disk, in bytes: the demo, its write-ahead log and some room.
const DISK_BYTES: u64 = 96_000_000;

/// A small disk of its own, where the rights to make one are there.
struct Disk {
    folder: Folder,
}

impl Disk {
    fn new(name: &str) -> Option<Self> {
        let disk = Self { folder: Folder::new(name) };
        disk.mount(&format!("size={DISK_BYTES}")).then_some(disk)
    }

    fn mount(&self, options: &str) -> bool {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(self.folder.path());
        mount.status().is_ok_and(|status| status.success())
    }

    fn ballast(&self) -> PathBuf {
        self.folder.path().join("ballast")
    }

    /// Takes all the room there is.
    fn fill(&self) {
        let bytes = usize::try_from(DISK_BYTES).expect("a length");
        std::fs::write(self.ballast(), vec![0_u8; bytes]).expect_err("the disk is full");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: the server may still be closing its files.
        Command::new("umount").arg("-l").arg(self.folder.path()).status().ok();
    }
}

async fn enter(ada: &Doors, name: &str) -> (u16, Value) {
    let person = json!({ "given_name": "Dora", "family_name": name, "language": "en" });
    let asked = ada.ask(Method::POST, "/api/v1/people", (Some(&person), None)).await;
    asked.expect("an answer")
}

/// Refused, with the status and a sentence that say why; nothing acknowledged.
fn says_why(status: u16, problem: &Value) {
    assert!([503, 507].contains(&status), "{status}: {problem}");
    let said = problem["detail"].as_str().unwrap_or_default();
    assert!(said.split(' ').count() > 4, "a sentence that helps: {problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_in_words_and_works_again_once_freed() {
    let Some(disk) = Disk::new("full-disk") else {
        return println!("skipped: making a small disk needs the rights of root");
    };
    disk.folder.seed().await;
    let program = Program::demo(&disk.folder).await;
    let ada = Doors::new(&program.address, "demo-token-ada");
    let (status, known) = enter(&ada, "Before").await;
    assert_eq!(status, 201, "{known}");
    disk.fill();

    let mut acknowledged = Vec::new();
    let refused = loop {
        let (status, answer) = enter(&ada, &format!("Meanwhile{}", acknowledged.len())).await;
        if status != 201 {
            break (status, answer);
        }
        acknowledged.push(answer["id"].as_str().expect("an id").to_owned());
        assert!(acknowledged.len() < WRITES_MAX, "the full disk is never felt");
    };
    says_why(refused.0, &refused.1);
    ada.get("/api/v1/people?limit=5").await;
    let path = format!("/api/v1/people/{}", known["id"].as_str().expect("an id"));
    let opened = ada.ask(Method::GET, &path, (None, None)).await.expect("an answer");
    if opened.0 != 200 {
        says_why(opened.0, &opened.1);
    }

    std::fs::remove_file(disk.ballast()).expect("room is made");
    let works = async || (enter(&ada, "After").await.0 == 201).then_some(());
    until("writing works again", FREED_WITHIN, works).await;
    for id in acknowledged {
        ada.get(&format!("/api/v1/people/{id}")).await;
    }
    program.stop().await;
    let data = disk.folder.path().to_str().expect("a path in letters");
    let verify = Command::new(crate::program::cairn()).args(["verify", "--data", data]).status();
    assert!(verify.is_ok_and(|status| status.success()), "the database is whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_cannot_be_written_is_read_and_says_so() {
    let Some(disk) = Disk::new("read-only-disk") else {
        return println!("skipped: a read-only disk needs the rights of root");
    };
    disk.folder.seed().await;
    assert!(disk.mount("remount,ro"), "the disk can be read only");

    let program = Program::demo(&disk.folder).await;
    let ada = Doors::new(&program.address, "demo-token-ada");
    let people = ada.get("/api/v1/people?limit=5").await;
    assert_eq!(people["items"].as_array().map(Vec::len), Some(5));
    let (status, problem) = enter(&ada, "Nobody").await;
    assert_eq!(status, 503, "{problem}");
    says_why(status, &problem);
    let health = ada.ask(Method::GET, "/health", (None, None)).await.expect("an answer");
    assert_eq!((health.0, &health.1["database"]), (503, &json!("read-only")));
}
