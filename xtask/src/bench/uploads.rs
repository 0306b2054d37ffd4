//! Documents on their way in: how fast beside a bare copy, and in how much memory.

use std::io::{Read, Write};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::client::Client;
use super::house::House;
use super::program::Program;
use super::scene::{Folder, Scene};
use super::table::{Aim, Figure, Section};

const MEGABYTE: usize = 1_000_000;
/// Nearly the largest document that staff may add.
const LARGE: usize = 24 * MEGABYTE;
const COPIES: usize = 20;
const TWO_GIGABYTES: usize = 2_000 * MEGABYTE;
const BORDER: &str = "----cairn-bench-border";
const COPY: &str = "copying with hashing";
const PEAK: &str = "peak memory, 20 documents of 1 MB";

pub fn of_documents(scene: &Scene) -> Result<Section> {
    let copied = copied()?;
    let (fast, _) = sent(scene, "uploads", (LARGE, COPIES))?;
    let (_, small) = sent(scene, "uploads-small", (MEGABYTE, COPIES))?;
    let (_, many) = sent(scene, "uploads-many", (LARGE, TWO_GIGABYTES / LARGE))?;
    let endless = refused(scene)?;
    let flat = Aim::RatioAtMost(1.5);
    let peak = |name: &str, figure: f64| Figure::of(name, figure, "megabytes").to(PEAK).aim(flat);
    Ok(Section {
        title: "Uploads",
        words: "One program sends documents of 24 MB one after the other over the interface: each \
                is hashed, sealed, written, synced to the disk and recorded before it is answered. \
                Beside it the same bytes are copied from one file to another in portions of \
                256 KiB, hashed and synced. Memory is the most that a server held that did nothing \
                else; the body of 2 GB has no length and is cut off at 25 MB with 413.",
        figures: vec![
            Figure::of(COPY, copied, "megabytes per second"),
            Figure::of("uploads of 24 MB", fast, "megabytes per second")
                .to(COPY)
                .aim(Aim::RatioAtLeast(0.25)),
            Figure::of(PEAK, small, "megabytes"),
            peak("peak memory, 2 GB in documents of 24 MB", many),
            peak("peak memory, one body of 2 GB", endless),
        ],
    })
}

/// Megabytes per second of a bare copy.
fn copied() -> Result<f64> {
    let folder = Folder::new("uploads-copied")?;
    let from = folder.0.join("from");
    std::fs::write(&from, document(LARGE, 0))?;
    let began = Instant::now();
    for copy in 0..COPIES {
        let mut source = std::fs::File::open(&from)?;
        let mut target = std::fs::File::create(folder.0.join(copy.to_string()))?;
        let (mut hash, mut portion) = (Sha256::new(), vec![0; 256 * 1024]);
        loop {
            let read = source.read(&mut portion)?;
            if read == 0 {
                break;
            }
            hash.update(&portion[..read]);
            target.write_all(&portion[..read])?;
        }
        target.sync_all()?;
        std::hint::black_box(hash.finalize());
    }
    Ok((COPIES * LARGE / MEGABYTE) as f64 / began.elapsed().as_secs_f64())
}

/// A server, and the path where a person's documents go.
fn open(scene: &Scene, name: &str) -> Result<(House, Program, Client, String)> {
    let house = House::new(scene, name, None)?;
    let token = house.user("adviser")?;
    let server = house.start()?;
    let mut client = Client::connect(&server.door(Some(&token)))?;
    let person = json!({"given_name": "Bench", "family_name": "Papers", "language": "en"});
    let person = client.post("/api/v1/people", &person)?;
    let id = person["id"].as_str().context("no id in the answer")?;
    let path = format!("/api/v1/people/{id}/documents");
    Ok((house, server, client, path))
}

/// Megabytes per second, and the most memory that the server held.
fn sent(scene: &Scene, name: &str, (bytes, many): (usize, usize)) -> Result<(f64, f64)> {
    let (_house, server, mut client, path) = open(scene, name)?;
    let bodies = |number: usize| {
        let document = document(bytes, number);
        [head().as_bytes(), &document, format!("\r\n--{BORDER}--\r\n").as_bytes()].concat()
    };
    let mut seconds = 0.0;
    for number in 0..many {
        let body = bodies(number);
        let began = Instant::now();
        let status = client.pour(&path, (&kind(), Some(body.len())), |to| to.write_all(&body))?;
        seconds += began.elapsed().as_secs_f64();
        if status != 201 {
            bail!("a document of {bytes} bytes got {status}");
        }
    }
    let peak = server.memory()?.peak_megabytes;
    Ok(((bytes * many / MEGABYTE) as f64 / seconds, peak))
}

/// The most memory that a server held that was sent a body of 2 GB without a length.
fn refused(scene: &Scene) -> Result<f64> {
    let (_house, server, mut client, path) = open(scene, "uploads-refused")?;
    let portion = document(MEGABYTE, 0);
    let status = client.pour(&path, (&kind(), None), |to| {
        let mut chunk = |bytes: &[u8]| {
            write!(to, "{:x}\r\n", bytes.len())?;
            to.write_all(bytes)?;
            to.write_all(b"\r\n")
        };
        chunk(head().as_bytes())?;
        for _ in 0..TWO_GIGABYTES / MEGABYTE {
            chunk(&portion)?;
        }
        to.write_all(b"0\r\n\r\n")
    })?;
    if status != 413 {
        bail!("a body without an end got {status}");
    }
    Ok(server.memory()?.peak_megabytes)
}

fn kind() -> String {
    format!("multipart/form-data; boundary={BORDER}")
}

fn head() -> String {
    format!(
        "--{BORDER}\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\nother\r\n\
         --{BORDER}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\
         Content-Type: application/pdf\r\n\r\n"
    )
}

/// A PDF of some length, unlike every other.
fn document(bytes: usize, number: usize) -> Vec<u8> {
    let mut document = format!("%PDF-1.7\n{number}\n").into_bytes();
    document.extend((document.len()..bytes).map(|at| (at * 7 + at / 251) as u8));
    document.extend(b"%%EOF\n");
    document
}
