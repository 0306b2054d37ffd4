//! What would have left: a page for people, a list for programs.

use crate::access::{Viewer, words_of};
use crate::app::App;
use crate::employers;
use crate::failure::Failure;
use crate::messaging::{compose, store};
use crate::page::{Frame, Section, Words};
use crate::papers;
use crate::work::frame::waiting;
use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;

/// Messages shown, at most: the latest.
const SHOWN_MAX: i64 = 200;

/// One message as it would have left.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Left {
    id: String,
    /// `email` or `sms`.
    channel: &'static str,
    to: String,
    subject: Option<String>,
    text: String,
    links: Vec<String>,
    sent_at: Timestamp,
}

/// The outbox.
#[derive(Template)]
#[template(path = "demo/outbox.html")]
struct OutboxPage {
    frame: Frame,
    items: Vec<Shown>,
}

struct Shown {
    icon: &'static str,
    heading: String,
    to: String,
    when: String,
    text: String,
    links: Vec<String>,
}

/// `GET /demo/outbox`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let left = list(&app, &viewer).await?;
    if is_program(&headers) {
        return Ok(Json(json!({ "items": left })).into_response());
    }
    let words = words_of(&headers, Some(&viewer));
    let mut frame = app.frame_for(Some(&viewer), words, "/demo/outbox");
    frame.title = words.say("demo-outbox");
    frame.section = Some(Section::Outbox);
    frame.counts = waiting(&app, &mut app.reader(&viewer).await?, &viewer).await?;
    let items = left.into_iter().map(|left| shown(left, &viewer, words)).collect();
    Ok(Html(OutboxPage { frame, items }.render()?).into_response())
}

/// A browser asks for a page; anything that brings a token or wants JSON is a program.
fn is_program(headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let wants_page = accepts.is_some_and(|accepts| accepts.contains("text/html"));
    !wants_page
        && (headers.contains_key(header::AUTHORIZATION)
            || accepts.is_some_and(|accepts| accepts.contains("json")))
}

async fn list(app: &App, viewer: &Viewer) -> Result<Vec<Left>, Failure> {
    let mut reader = app.reader(viewer).await?;
    let kept = store::outbox(&mut reader, SHOWN_MAX).await?;
    let left = kept.into_iter().map(|message| {
        let exact = compose::exact(app, &message);
        Left {
            id: message.id.to_string(),
            channel: message.channel.word(),
            to: message.recipient.unwrap_or_default(),
            subject: exact.subject,
            text: exact.body,
            links: exact.address.into_iter().collect(),
            sent_at: message.left_at.unwrap_or(message.made_at),
        }
    });
    let mut left: Vec<Left> = left.collect();
    for trial in store::trials::outbox(&mut reader, SHOWN_MAX).await? {
        left.push(Left {
            id: trial.id.to_string(),
            channel: trial.channel.word(),
            to: trial.to,
            subject: trial.text.subject,
            text: trial.text.body,
            // A sample leads nowhere that could be answered.
            links: Vec::new(),
            sent_at: trial.at,
        });
    }
    let own = compose::own_address(app);
    for notice in papers::store::outbox(&mut reader, SHOWN_MAX).await? {
        let text = match &notice.ask {
            Some(ask) => employers::act::with_link(app, ask, &notice.body),
            None => notice.body,
        };
        left.push(Left {
            id: notice.id.to_string(),
            channel: "email",
            to: notice.recipient,
            subject: Some(notice.subject),
            links: own_links(&own, &text),
            text,
            sent_at: notice.left_at.unwrap_or(notice.made_at),
        });
    }
    left.sort_by_key(|one| std::cmp::Reverse(one.sent_at));
    Ok(left)
}

/// The addresses of ours that stand in a text.
fn own_links(own: &str, text: &str) -> Vec<String> {
    let all = text.split_whitespace().filter(|word| word.starts_with(own));
    all.map(str::to_owned).collect()
}

fn shown(left: Left, viewer: &Viewer, words: Words) -> Shown {
    Shown {
        icon: if left.channel == "sms" { "chat" } else { "mail" },
        heading: left.subject.unwrap_or_else(|| left.to.clone()),
        to: left.to,
        when: words.moment(&left.sent_at.to_zoned(viewer.zone.clone())),
        text: left.text,
        links: left.links,
    }
}

#[cfg(test)]
pub(super) fn samples(words: Words) -> Vec<String> {
    let one = |icon| Shown {
        icon,
        heading: "A few questions".to_owned(),
        to: "zoe@example.org".to_owned(),
        when: "Tue 30 Sep".to_owned(),
        text: "Hello Zoë,\n<b>not bold</b>".to_owned(),
        links: vec!["http://127.0.0.1:8080/s/abc".to_owned()],
    };
    let frame = || Frame::new(words, "Stonebridge", words.say("demo-outbox"));
    [vec![one("mail"), one("chat")], Vec::new()]
        .map(|items| OutboxPage { frame: frame(), items }.render().unwrap())
        .into()
}
