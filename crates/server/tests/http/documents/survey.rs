//! Files that a client sends with their answers.

use super::{form, kind, pdf, png, stored_in_the_end};
use crate::harness::{Answer, TestApp, both};
use crate::surveys::{Asked, Phone, SAME_JOB, asked, hidden, link, response};
use axum::body::Body;
use axum::http::{Method, header};
use serde_json::json;

const SCREEN: &str = "/s/q/more";

/// A telephone that stands at the question for papers.
async fn at_papers(app: &TestApp) -> (Asked, Phone) {
    let asked = asked(app).await;
    let mut phone = Phone::begin(app, &asked.token, "1990").await;
    to_papers(&mut phone).await;
    (asked, phone)
}

async fn to_papers(phone: &mut Phone) {
    for _ in 0..40 {
        if phone.at == SCREEN {
            return;
        }
        let here = |(name, _): &&(&str, &str)| phone.says(&format!(r#"name="{name}""#));
        let fields: Vec<(&str, &str)> = SAME_JOB.iter().filter(here).copied().collect();
        phone.press(&fields).await;
    }
    panic!("nobody asks for papers: {}", phone.at);
}

/// Sends files with a button, and follows where it leads.
async fn post(phone: &mut Phone, files: &[(&str, &[u8])], button: (&str, &str)) -> Answer {
    let nonce = hidden(&phone.page.text, "nonce");
    let files: Vec<(&str, &str, &[u8])> =
        files.iter().map(|(name, bytes)| ("evidence", *name, *bytes)).collect();
    let mut body = form(&[("nonce", &nonce)], &files);
    // The button stands behind the files.
    let end = b"------cairn-test-border--\r\n".len();
    body.truncate(body.len() - end);
    body.extend(form(&[button], &[]));
    let request = phone.browser.request(Method::POST, &format!("{SCREEN}/files"));
    let request = request.header(header::CONTENT_TYPE, kind()).body(Body::from(body));
    let answer = phone.browser.send(request.expect("a request")).await;
    match answer.status {
        303 => {
            let to = answer.location().to_owned();
            phone.go(&to).await;
        }
        _ => phone.page = answer,
    }
    Answer {
        status: phone.page.status,
        headers: phone.page.headers.clone(),
        text: phone.page.text.clone(),
        bytes: phone.page.bytes.clone(),
    }
}

const ADD: (&str, &str) = ("add", "yes");
const GO_ON: (&str, &str) = ("", "");

#[tokio::test]
async fn a_photo_goes_from_the_telephone_to_the_archive() {
    both(|app| async move {
        let (asked, mut phone) = at_papers(&app).await;
        assert!(phone.says("multipart/form-data") && phone.says(r#"type="file" multiple"#));
        post(&mut phone, &[("../IMG_1.PNG", &png(30, 20))], ADD).await.is(200);
        assert_eq!(phone.at, SCREEN);
        assert!(phone.says("IMG_1.png"), "{}", phone.page.text);
        post(&mut phone, &[("stub.pdf", &pdf("stub"))], GO_ON).await.is(200);
        phone.answer(&SAME_JOB).await;
        assert!(phone.says("IMG_1.png<br>stub.pdf"), "{}", phone.page.text);
        // A form that was open in the other window when the answers were sent.
        let before = phone.page.text.clone();
        phone.send().await;
        assert!(phone.says("Thank you."), "{}", phone.page.text);
        assert!(!phone.says("stub.pdf"), "answers are hidden");

        let kept = response(&app, &asked).await;
        let ids = kept["client_answers"]["evidence"].as_array().expect("a list").clone();
        assert_eq!(ids.len(), 2);
        let path = format!("/api/v1/people/{}/documents", asked.person);
        let listed = app.api("ada").get(&path).await.is(200).json();
        let first = &listed["items"][1];
        assert_eq!(first["id"], ids[0]);
        assert_eq!((&first["type"], &first["added_by"]), (&json!("pay_stub"), &json!("client")));

        app.sign_in("ada").await;
        for page in ["answers", "questionnaire"] {
            let page = app.get(&format!("/checkpoints/{}/{page}", asked.checkpoint)).await.is(200);
            let to = format!("/documents/{}/look", ids[0].as_str().expect("an id"));
            assert!(
                page.text.contains(&format!(r#"<a href="{to}">IMG_1.png</a>"#)),
                "{}",
                page.text
            );
            app.get(&to).await.is(200);
        }
        phone.page.text = before;
        let gone = post(&mut phone, &[("late.pdf", &pdf("late"))], ADD).await;
        assert!(gone.text.contains("Thank you."), "what was sent stays as it is");
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM documents").await, 2);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_good_stays() {
    both(|app| async move {
        let (_, mut phone) = at_papers(&app).await;
        let program = b"MZ\x90\0\x03\0\0\0".as_slice();
        let both_files = [("good.pdf", pdf("good")), ("bad.pdf", program.to_vec())];
        let files: Vec<(&str, &[u8])> =
            both_files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        post(&mut phone, &files, GO_ON).await.is(422);
        assert!(phone.says("bad: This is a program"), "{}", phone.page.text);
        assert!(phone.says("good.pdf"), "{}", phone.page.text);
        let large = [b"%PDF-1.7\n".to_vec(), vec![b' '; 10_000_001], b"%%EOF".to_vec()].concat();
        post(&mut phone, &[("large.pdf", &large)], ADD).await.is(422);
        assert!(phone.says("larger than 10 MB") || phone.says("larger than 10\u{a0}MB"));
        for name in ["two.pdf", "three.pdf", "four.pdf"] {
            post(&mut phone, &[(name, &pdf(name))], ADD).await;
        }
        assert_eq!(phone.page.status, 422);
        assert!(phone.says("three.pdf") && !phone.says("four.pdf"), "{}", phone.page.text);
        assert!(!phone.says(r#"type="file""#), "there is room for three");
        assert_eq!(stored_in_the_end(&app, 4).await, 4, "the fourth goes with the sweep");
    })
    .await;
}

#[tokio::test]
async fn a_file_is_taken_back_and_only_ones_own() {
    both(|app| async move {
        let (asked, mut phone) = at_papers(&app).await;
        post(&mut phone, &[("mine.pdf", &pdf("mine"))], ADD).await.is(200);
        let id = hidden_remove(&phone.page.text);
        let theirs = super::send(&app, &asked.person, "theirs.pdf", &pdf("theirs")).await.is(201);
        let theirs = theirs.json()["id"].as_str().expect("an id").to_owned();
        post(&mut phone, &[], ("remove", &theirs)).await.is(200);
        assert!(phone.says("mine.pdf") && !phone.says("theirs.pdf"));
        post(&mut phone, &[], ("remove", &id)).await.is(200);
        assert!(!phone.says("mine.pdf"));
        let path = format!("/api/v1/people/{}/documents", asked.person);
        let listed = app.api("ada").get(&path).await.is(200).json();
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "{listed}");
        let kept = response(&app, &asked).await;
        assert!(kept["client_answers"].get("evidence").is_none(), "{kept}");
    })
    .await;
}

fn hidden_remove(page: &str) -> String {
    let after = page.split(r#"name="remove" value=""#).nth(1).expect("a button");
    after.split('"').next().expect("an id").to_owned()
}

#[tokio::test]
async fn another_browser_reads_no_names() {
    both(|app| async move {
        let (asked, mut phone) = at_papers(&app).await;
        post(&mut phone, &[("secret name.pdf", &pdf("mine"))], ADD).await.is(200);
        let token = link(&app, &asked.checkpoint).await;
        let mut other = Phone::begin(&app, &token, "1990").await;
        other.go(SCREEN).await;
        assert_eq!(other.at, SCREEN);
        assert!(!other.says("secret name"), "{}", other.page.text);
        assert!(other.says("File 1, sent from another device"), "{}", other.page.text);
    })
    .await;
}

#[tokio::test]
async fn a_link_sends_ten_files_an_hour_and_a_form_of_another_link_none() {
    both(|app| async move {
        let (_, mut phone) = at_papers(&app).await;
        for round in 0..10 {
            let name = format!("{round}.pdf");
            post(&mut phone, &[(&name, b"MZ")], ADD).await.is(422);
        }
        post(&mut phone, &[("last.pdf", &pdf("last"))], ADD).await.is(422);
        assert!(phone.says("Many files came by this link"), "{}", phone.page.text);

        let body = form(&[("nonce", "guessed")], &[("evidence", "x.pdf", &pdf("x"))]);
        let request = phone.browser.request(Method::POST, &format!("{SCREEN}/files"));
        let request = request.header(header::CONTENT_TYPE, kind()).body(Body::from(body));
        phone.browser.send(request.expect("a request")).await.is(409);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM documents").await, 0);
    })
    .await;
}
