//! Documents in a bucket of a store that speaks S3: a server in a process of its own.

use super::{form, kind, pdf, person, portion, portions, send, send_body};
use crate::harness::{TestApp, both_with};
use server::config::{S3, Settings};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// The store; it ends when this goes, and what it holds is removed.
pub struct Bucket {
    folder: PathBuf,
    address: String,
    process: Mutex<Option<Child>>,
}

impl Bucket {
    async fn start() -> Self {
        let folder = std::env::temp_dir().join(server::keys::random_secret());
        let (process, address) = begin(&folder, "127.0.0.1:0").await;
        Self { folder, address, process: Mutex::new(Some(process)) }
    }

    /// Ends it as a power cut would.
    fn goes_away(&self) {
        let mut process = self.process.lock().expect("is free").take().expect("runs");
        process.start_kill().expect("ends");
    }

    async fn comes_back(&self) {
        let listen = self.address.strip_prefix("http://").expect("an address");
        let (process, _) = begin(&self.folder, listen).await;
        *self.process.lock().expect("is free") = Some(process);
    }

    pub fn settings(&self) -> S3 {
        S3 {
            bucket: "documents".to_owned(),
            url: Some(self.address.clone()),
            region: "us-east-1".to_owned(),
            prefix: "office/one".to_owned(),
            access_key: "store-key".to_owned(),
            secret_key: "store-secret".to_owned(),
            timeout_s: 2,
        }
    }

    /// Objects that are whole.
    pub fn objects(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        walk(&self.folder.join("documents"), &mut found);
        found
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

async fn begin(folder: &Path, listen: &str) -> (Child, String) {
    let mut process = Command::new(crate::messaging::texts::program())
        .args(["store", "--listen", listen, "--until-stdin-closes", "--folder"])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the store of `cargo build -p xtask --features bench`");
    let stdout = process.stdout.take().expect("its words");
    let ready = BufReader::new(stdout).lines().next_line().await;
    let ready = ready.expect("reads").expect("a line");
    (process, ready.strip_prefix("ready ").expect("an address").to_owned())
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if entry.path().is_dir() {
            walk(&entry.path(), found);
        } else {
            found.push(entry.path());
        }
    }
}

/// On both engines, each with documents in a bucket.
async fn with_bucket<F: Future<Output = ()>>(test: impl Fn(TestApp, Arc<Bucket>) -> F) {
    let bucket = Arc::new(Bucket::start().await);
    let settings = bucket.settings();
    let change = |changed: &mut Settings| changed.s3 = Some(settings.clone());
    both_with(change, |app| test(app, Arc::clone(&bucket))).await;
}

/// A PDF of some length whose bytes do not repeat.
fn long(bytes: usize) -> Vec<u8> {
    let body: Vec<u8> = (0..bytes).map(|at| (at * 7 + at / 251) as u8).collect();
    [pdf("long"), body, b"%%EOF\n".to_vec()].concat()
}

async fn comes_back_whole(app: &TestApp, id: &str, bytes: &[u8]) {
    let path = format!("/api/v1/documents/{id}/content");
    assert!(app.api("ada").get(&path).await.is(200).bytes == bytes, "other bytes");
}

#[tokio::test]
async fn documents_of_every_length_are_sealed_into_a_bucket_and_come_back() {
    with_bucket(|app, bucket| async move {
        let zoe = person(&app).await;
        let before = bucket.objects().len();
        // By one request, and in several parts.
        for (at, length) in [10, 5_300_000, 17_000_000].into_iter().enumerate() {
            let bytes = long(length);
            let made = send(&app, &zoe, "a.pdf", &bytes).await.is(201).json();
            let id = made["id"].as_str().expect("an id");
            comes_back_whole(&app, id, &bytes).await;
            assert_eq!(bucket.objects().len(), before + at + 1);
        }
        for file in bucket.objects() {
            let kept = std::fs::read(&file).expect("reads");
            assert!(!kept.windows(5).any(|word| word == b"%PDF-"), "it lies open in the bucket");
        }
        assert!(!app.settings.documents.exists(), "nothing goes into the folder");
        let whole = server::documents::verify::verify(&app.db, &app.archive()).await;
        let whole = whole.expect("verifies");
        assert_eq!((whole.documents, whole.problems.len()), (3, 0), "{:?}", whole.problems);

        // What was refused, cut off or is there already leaves nothing behind.
        let objects = bucket.objects().len();
        send(&app, &zoe, "a.pdf", &long(10)).await.is(201);
        send(&app, &zoe, "a.pdf", b"MZ\x90\0\x03\0\0\0").await.is(422);
        let large = vec![b'x'; 25_100_000];
        send(&app, &zoe, "a.pdf", &[pdf("x"), large].concat()).await.is(413);
        let start = form(&[("type", "pay_stub")], &[("file", "a.pdf", &long(6_000_000))]);
        let cut = futures_util::stream::iter([
            portion(&start[..5_900_000]),
            Err(std::io::Error::other("the line is cut")),
        ]);
        assert!(send_body(&app, &zoe, portions(cut)).await.status >= 400);
        let gone = async {
            let mut pace = tokio::time::interval(std::time::Duration::from_millis(20));
            while bucket.objects().len() != objects {
                pace.tick().await;
            }
        };
        let waited = tokio::time::timeout(std::time::Duration::from_secs(10), gone).await;
        waited.unwrap_or_else(|_| panic!("{objects} and {}", bucket.objects().len()));

        // What no row names goes a day later, and nothing else does.
        let loose = bucket.objects().pop().expect("one").with_file_name("loose");
        std::fs::write(&loose, "x").expect("writes");
        let later = app.clock.real_now() + jiff::SignedDuration::from_hours(25);
        let removed = server::documents::sweep::sweep(&app, later).await.expect("sweeps");
        assert!(removed >= 1 && !loose.exists(), "{removed}");
        let whole = server::documents::verify::verify(&app.db, &app.archive()).await;
        assert_eq!(whole.expect("verifies").problems, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_store_that_is_away_is_said_and_nothing_is_half_kept() {
    with_bucket(|app, bucket| async move {
        let zoe = person(&app).await;
        let made = send(&app, &zoe, "a.pdf", &pdf("before")).await.is(201).json();
        let id = made["id"].as_str().expect("an id").to_owned();
        bucket.goes_away();
        let told = send(&app, &zoe, "b.pdf", &pdf("while it is away")).await.is(503);
        assert_eq!(told.json()["type"], "urn:cairn:problem:store-away");
        assert!(told.json()["detail"].as_str().is_some_and(|said| said.contains("half-stored")));
        assert_eq!(told.header("retry-after"), "60");
        send(&app, &zoe, "c.pdf", &long(6_000_000)).await.is(503);
        let path = format!("/api/v1/documents/{id}/content");
        app.api("ada").get(&path).await.is(503);
        app.sign_in("ada").await;
        let body = form(
            &[("csrf", &app.csrf()), ("type", "pay_stub")],
            &[("file", "d.pdf", &pdf("from the page"))],
        );
        let path = format!("/people/{zoe}/documents");
        let request = app.request(axum::http::Method::POST, &path);
        let request = request.header("content-type", kind()).body(body.into());
        let page = app.send(request.expect("a request")).await.is(503).text;
        assert!(page.contains("The documents cannot be reached"), "{page}");
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM documents").await, 1);

        bucket.comes_back().await;
        comes_back_whole(&app, &id, &pdf("before")).await;
        let again = send(&app, &zoe, "b.pdf", &pdf("while it is away")).await.is(201).json();
        comes_back_whole(&app, again["id"].as_str().expect("an id"), &pdf("while it is away"))
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_bucket_is_copied_out_and_back() {
    with_bucket(|app, bucket| async move {
        let zoe = person(&app).await;
        let bytes = long(5_300_000);
        let made = send(&app, &zoe, "a.pdf", &bytes).await.is(201).json();
        let copy = std::env::temp_dir().join(server::keys::random_secret());
        let archive = app.archive();
        let out = server::documents::copying::out(&archive, &copy).await.expect("copies");
        assert_eq!(out as usize, bucket.objects().len());
        for object in bucket.objects() {
            std::fs::remove_file(object).expect("removes");
        }
        let back = server::documents::copying::back(&archive, &copy).await.expect("copies");
        assert_eq!(back, out);
        comes_back_whole(&app, made["id"].as_str().expect("an id"), &bytes).await;
        std::fs::remove_dir_all(&copy).expect("is tidied away");
    })
    .await;
}
