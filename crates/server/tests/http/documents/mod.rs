//! The archive of documents: what comes in, what is handed out, and what never does.

mod bucket;
mod hostile;
mod look;
mod page;
mod program;
mod rotation;
mod scanner;
mod survey;

use crate::harness::{Answer, TestApp};
use axum::body::{Body, Bytes};
use axum::http::{Method, header};
use futures_util::Stream;
use serde_json::json;
use std::convert::Infallible;

const BORDER: &str = "----cairn-test-border";

/// A small PDF; `mark` makes it another one.
pub fn pdf(mark: &str) -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj <</Mark ({mark})>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n")
        .into_bytes()
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file.extend(b"\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\xaeB`\x82");
    file
}

/// A form's parts: fields, then files by field, name and bytes.
pub fn form(fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!(
            "--{BORDER}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(head.as_bytes());
    }
    for (field, name, bytes) in files {
        body.extend(file_head(field, name).as_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BORDER}--\r\n").as_bytes());
    body
}

pub fn file_head(field: &str, name: &str) -> String {
    format!(
        "--{BORDER}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
}

pub fn kind() -> String {
    format!("multipart/form-data; boundary={BORDER}")
}

pub async fn person(app: &TestApp) -> String {
    let person = json!({"given_name": "Zoë", "family_name": "O’Brien", "language": "en"});
    let made = app.api("ada").post_json("/api/v1/people", person).await.is(201).json();
    made["id"].as_str().expect("an id").to_owned()
}

/// Sends a file to a person's archive.
pub async fn send(app: &TestApp, person: &str, name: &str, bytes: &[u8]) -> Answer {
    let body = form(&[("type", "pay_stub")], &[("file", name, bytes)]);
    send_body(app, person, Body::from(body)).await
}

pub async fn send_body(app: &TestApp, person: &str, body: Body) -> Answer {
    let path = format!("/api/v1/people/{person}/documents");
    let request = app.api("ada").request(Method::POST, &path).header(header::CONTENT_TYPE, kind());
    app.send(request.body(body).expect("a request")).await
}

/// A body that comes in portions.
pub fn portions(all: impl Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static) -> Body {
    Body::from_stream(all)
}

pub fn portion(bytes: &[u8]) -> Result<Bytes, std::io::Error> {
    Ok::<_, Infallible>(Bytes::copy_from_slice(bytes)).map_err(|never| match never {})
}

/// Files in the store of documents, whole and half.
pub fn stored(app: &TestApp) -> usize {
    let Ok(shelves) = std::fs::read_dir(&app.settings.documents) else { return 0 };
    let files = shelves.flatten().filter_map(|shelf| std::fs::read_dir(shelf.path()).ok());
    files.map(|files| files.flatten().count()).sum()
}

/// Waits, for a while, until so many are left: what is refused is removed in the background.
pub async fn stored_in_the_end(app: &TestApp, wanted: usize) -> usize {
    let looking = async {
        let mut pace = tokio::time::interval(std::time::Duration::from_millis(5));
        while stored(app) != wanted {
            pace.tick().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(5), looking).await.ok();
    stored(app)
}
