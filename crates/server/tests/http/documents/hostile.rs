//! Files that mean no good, and uploads that end badly: nothing of them stays.

use super::stored_in_the_end;
use super::{file_head, form, pdf, person, png, portion, portions, send, send_body};
use crate::harness::both;
use axum::body::{Body, Bytes};
use futures_util::{StreamExt, stream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes that the process holds in memory.
fn resident_bytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: usize = status.split(' ').nth(1).and_then(|text| text.parse().ok()).unwrap_or(0);
    pages * 4096
}

#[tokio::test]
async fn what_is_no_document_is_refused_with_what_would_be_right() {
    both(|app| async move {
        let zoe = person(&app).await;
        let polyglot = {
            let mut file = pdf("two");
            file.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\x2a\0\0\0\0\0");
            file
        };
        // Two hundred million zeros, packed: it is refused by its first bytes and never unpacked.
        let bomb = [&b"PK\x03\x04\x14\0\0\0\x08\0"[..], &[0; 200_000]].concat();
        for (name, bytes, said) in [
            ("stub.pdf", b"MZ\x90\0\x03\0\0\0".to_vec(), "This is a program"),
            ("stub.pdf", b"#!/bin/sh\nrm -rf /\n".to_vec(), "This is a script"),
            ("stub.pdf", b"<html><script>alert(1)</script>".to_vec(), "Web pages"),
            ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "Web pages"),
            ("stub.pdf", polyglot, "something else besides"),
            ("bomb.zip", bomb, "Archives such as ZIP"),
            ("x.png", png(50_000, 50_000), "50,000 by 50,000"),
            ("cut.pdf", b"%PDF-1.7\n1 0 obj".to_vec(), "damaged or cut off"),
            ("empty.pdf", Vec::new(), "This file is empty"),
            ("x.pdf", vec![0; 3_000], "Only PDF, JPG"),
        ] {
            let before = resident_bytes();
            let answer = send(&app, &zoe, name, &bytes).await.is(422).json();
            let sentence = answer["errors"][0]["message"].as_str().expect("a sentence").to_owned();
            assert!(sentence.contains(said), "{name}: {sentence}");
            assert_eq!(answer["errors"][0]["field"], "file");
            assert!(resident_bytes() < before + (64 << 20), "{name} took memory");
        }
        assert_eq!(stored_in_the_end(&app, 0).await, 0, "nothing is kept");
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM documents").await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_upload_that_is_cut_off_leaves_nothing() {
    both(|app| async move {
        let zoe = person(&app).await;
        let whole = form(&[("type", "pay_stub")], &[("file", "a.pdf", &vec![b'x'; 3_000_000])]);
        let half = whole[..whole.len() / 2].to_vec();
        let cut = stream::iter([
            portion(&half),
            Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset)),
        ]);
        send_body(&app, &zoe, portions(cut)).await.is(400);
        // Ends in peace, but without its end.
        send_body(&app, &zoe, Body::from(half)).await.is(400);
        assert_eq!(stored_in_the_end(&app, 0).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM documents").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_client_that_goes_away_leaves_nothing() {
    both(|app| async move {
        let zoe = person(&app).await;
        let begun = form(&[("type", "pay_stub")], &[("file", "a.pdf", &vec![b'x'; 900_000])]);
        let first = stream::iter([portion(&begun[..600_000])]);
        let body = portions(first.chain(stream::pending()));
        let sending = send_body(&app, &zoe, body);
        let waited = tokio::time::timeout(std::time::Duration::from_millis(300), sending).await;
        assert!(waited.is_err(), "it was still waiting for the rest");
        assert_eq!(stored_in_the_end(&app, 0).await, 0, "the half of it is gone with its sender");
    })
    .await;
}

#[tokio::test]
async fn a_body_without_an_end_is_cut_at_the_limit_in_flat_memory() {
    both(|app| async move {
        let zoe = person(&app).await;
        let sent = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&sent);
        let zeros = Bytes::from(vec![b'x'; 64 * 1024]);
        let head = [form(&[("type", "pay_stub")], &[]), Vec::new()].concat();
        let head = [
            &head[..head.len() - b"------cairn-test-border--\r\n".len()],
            file_head("file", "big.pdf").as_bytes(),
            b"%PDF-1.7\n",
        ]
        .concat();
        // Ten gigabytes, if anybody took them.
        let endless = stream::iter(0..160_000).map(move |_| {
            counted.fetch_add(zeros.len(), Ordering::Relaxed);
            Ok(zeros.clone())
        });
        let before = resident_bytes();
        let all = stream::iter([portion(&head)]).chain(endless);
        send_body(&app, &zoe, portions(all)).await.is(413);
        let taken = sent.load(Ordering::Relaxed);
        assert!(taken <= 25_000_000 + 2 * 65_536, "it went on reading: {taken}");
        assert!(resident_bytes() < before + (32 << 20), "memory grew");
        assert_eq!(stored_in_the_end(&app, 0).await, 0);
    })
    .await;
}
