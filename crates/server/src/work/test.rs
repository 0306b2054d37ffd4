//! Walks over the pages of the demo as a reader would, link by link, in both languages, and has
//! each read by the strict reader.

use crate::access::store;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Settings;
use crate::keys::{Keys, sha256_hex};
use crate::page::html_check::check;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::words::Language;
use http_body_util::BodyExt;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use tower::ServiceExt;

/// Pages of one shape that are looked at, at most: `/people/{id}` is one shape.
const OF_A_SHAPE_MAX: usize = 4;

async fn training() -> (db::testing::Scratch, App) {
    let scratch = db::testing::sqlite().await;
    scratch.migrate(crate::migrations::ALL).await.expect("the schema is made");
    let clock = Clock::still("2026-03-04T15:00:00Z".parse().expect("is a moment"));
    let listen = "127.0.0.1:8080".parse().expect("is an address");
    let settings = Settings::demo(listen, std::path::Path::new("."));
    let app = App::new((*scratch).clone(), clock, Keys::new([7; 32]), settings);
    crate::seeds::demo(&app).await.expect("the cast lives");
    (scratch, app)
}

async fn get(app: &App, token: &str, address: &str) -> (StatusCode, String) {
    let request = Request::get(address)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::empty())
        .expect("a request");
    let answer = crate::routes::router(app.clone()).oneshot(request).await.expect("an answer");
    let status = answer.status();
    let body = answer.into_body().collect().await.expect("a body").to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}

/// Addresses of ours on a page, without what only jumps on it.
fn links(page: &str, here: &str) -> Vec<String> {
    let path = here.split('?').next().unwrap_or(here);
    let found = page.split("<a ").skip(1).filter_map(|tag| {
        let tag = tag.split('>').next()?;
        let address = tag.split("href=\"").nth(1)?.split('"').next()?.replace("&amp;", "&");
        let address = address.replace("&#38;", "&");
        let address = address.split('#').next()?.to_owned();
        if address.starts_with('?') { Some(format!("{path}{address}")) } else { Some(address) }
    });
    found.filter(|address| address.starts_with('/')).collect()
}

/// An address with its identifiers and days taken out.
fn shape(address: &str) -> String {
    let is_id = |part: &str| part.len() == 30 && part.as_bytes().get(3) == Some(&b'_');
    let is_day = |part: &str| part.len() == 10 && part.parse::<jiff::civil::Date>().is_ok();
    let parts = address.split(['/', '=', '~', '&', '?']);
    parts
        .map(|part| {
            if is_id(part) {
                "{id}"
            } else if is_day(part) {
                "{day}"
            } else {
                part
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// What addresses of files end with.
const FILES: [&str; 5] = [".csv", ".xlsx", ".zip", ".pdf", "/payload"];

async fn walk(app: &App, token: &str, faults: &mut Vec<String>) -> usize {
    let mut seen = BTreeSet::new();
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    let mut waiting = VecDeque::from(["/".to_owned()]);
    let mut many = 0;
    while let Some(address) = waiting.pop_front() {
        // Who comes with a token gets the outbox as a document for programs; files are no pages.
        let path = address.split('?').next().unwrap_or_default();
        let is_file = FILES.iter().any(|ending| path.ends_with(ending));
        if address.starts_with("/demo/outbox") || is_file {
            continue;
        }
        let often = shapes.entry(shape(&address)).or_default();
        if *often == OF_A_SHAPE_MAX || !seen.insert(address.clone()) {
            continue;
        }
        *often += 1;
        many += 1;
        let (status, page) = get(app, token, &address).await;
        // A file outside the caseload asks for a reason first, and an auditor changes nothing.
        if status.is_redirection() || status == StatusCode::FORBIDDEN {
            continue;
        }
        if status != StatusCode::OK {
            faults.push(format!("{token} {address}: {status}"));
            continue;
        }
        faults.extend(check(&page).iter().map(|fault| format!("{token} {address}: {fault}")));
        waiting.extend(links(&page, &address));
    }
    many
}

async fn speaks(app: &App, token: &str, language: Language) {
    let mut writer = app.db.writer().await.expect("writes");
    let hash = sha256_hex(token.as_bytes());
    let viewer = store::find_by_token(&mut writer, &hash).await.expect("reads").expect("is known");
    store::record_language(&mut writer, &viewer, language).await.expect("speaks");
    writer.commit().await.expect("is kept");
}

#[tokio::test]
async fn every_link_of_the_demo_leads_to_a_page_that_reads_well() {
    let (_scratch, app) = training().await;
    let mut faults = Vec::new();
    for language in Language::ALL {
        for token in ["demo-token-ada", "demo-token-theo", "demo-token-ines"] {
            speaks(&app, token, language).await;
            let many = walk(&app, token, &mut faults).await;
            assert!(many > 20, "{token} found only {many} pages");
        }
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
