//! A mailing after it was sent: how far it is, what became of each person, and the list of all.

use super::said::{self, LEFT_OUT, RESULTS};
use super::store::{self, Kept, Line};
use crate::access::Viewer;
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::checkpoints::view::name_of;
use crate::failure::Failure;
use crate::page::{Frame, Pager, Section, Tab, Words};
use crate::people::web::head::full_name;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use crate::work::pager::{ROWS, pager};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::ids::{MailingId, PersonId};
use domain::mailings::Way;
use jiff::Timestamp;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "mailings/show.html")]
struct ShowPage {
    frame: Frame,
    id: String,
    facts: Vec<(String, String)>,
    /// How far it is, in a sentence with its tone.
    progress: (&'static str, String),
    /// The verb of taking back; empty where nothing waits.
    withdraw: String,
    /// Whether something will change by itself soon.
    is_on_its_way: bool,
    results: Vec<Tab>,
    rows: Vec<Row>,
    pager: Pager,
}

/// One person, and what became of their message.
struct Row {
    who: String,
    address: String,
    what: String,
    channel: String,
    tone: &'static str,
    result: String,
    why: String,
    when: String,
}

/// `GET /mailings/{id}`
pub(super) async fn one(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<MailingId>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::Ask)?;
    let words = Words { locale: viewer.language.into() };
    let asked = question(&uri);
    let mut reader = app.reader(&viewer).await?;
    let kept = store::find(&mut reader, &id).await?.ok_or(Failure::NotFound)?;
    let counts = store::results(&mut reader, &id).await?;
    let title =
        words.with("mailings-title", &[("when", when(words, &viewer, kept.made_at).into())]);
    let (section, address) = (Section::Checkpoints, address_of(&uri));
    let mut frame = staff_frame(&app, &mut reader, &viewer, title, section, address).await?;
    frame.flash = flash_of(words, "mailings", asked.given("done"));
    let wanted = asked.given("result").filter(|word| RESULTS.contains(word) || *word == LEFT_OUT);
    let after = asked.given("after").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut lines = store::lines(&mut reader, &id, (after, wanted), ROWS as i64 + 1).await?;
    let next = (lines.len() > ROWS).then(|| lines.truncate(ROWS)).and(lines.last());
    let next = next.map(|last| last.position.to_string());
    let mut people: Vec<PersonId> = lines.iter().map(|line| line.person).collect();
    people.sort_unstable();
    people.dedup();
    let files = desk::load_many(&app, &mut reader, &people).await?;
    let base = match wanted {
        Some(result) => format!("/mailings/{id}?result={result}&"),
        None => format!("/mailings/{id}?"),
    };
    let standing = standing(&counts);
    let is_open = kept.withdrawn_at.is_none();
    let page = ShowPage {
        facts: facts(words, &viewer, &kept),
        progress: progress(words, &viewer, (&kept, app.clock.now()), &standing),
        withdraw: if is_open && standing.waits > 0 {
            words.with("mailings-withdraw", &[("count", standing.waits.into())])
        } else {
            String::new()
        },
        is_on_its_way: standing.waits + standing.leaving > 0,
        results: tabs(words, &id, (&counts, wanted)),
        rows: rows(words, &viewer, &lines, &files),
        pager: pager(&asked, &base, lines.len(), next),
        id: id.to_string(),
        frame,
    };
    shown(&page, false)
}

/// How many are where.
#[derive(Debug, Clone, Copy, Default)]
struct Standing {
    all: usize,
    waits: usize,
    leaving: usize,
    sent: usize,
    needs: usize,
    left_out: usize,
}

fn standing(counts: &[(String, i64)]) -> Standing {
    let mut standing = Standing::default();
    for (result, many) in counts {
        let many = usize::try_from(*many).unwrap_or_default();
        standing.all += many;
        match result.as_str() {
            "preparing" | "waiting" => standing.waits += many,
            "leaving" => standing.leaving += many,
            "sent" => standing.sent += many,
            "unknown" | "undeliverable" | "failed" => standing.needs += many,
            LEFT_OUT => standing.left_out += many,
            _ => {}
        }
    }
    standing
}

fn when(words: Words, viewer: &Viewer, at: Timestamp) -> String {
    words.moment(&at.to_zoned(viewer.zone.clone()))
}

fn facts(words: Words, viewer: &Viewer, kept: &Kept) -> Vec<(String, String)> {
    let way = words.say(match kept.way {
        Way::Best => "mailings-by-best",
        Way::Email => "messaging-by-email",
        Way::Sms => "messaging-by-sms",
    });
    let mut facts = vec![
        (words.say("mailings-made-by"), kept.made_by_name.clone().unwrap_or_default()),
        (words.say("messaging-how"), way),
        (words.say("mailings-leaves"), when(words, viewer, kept.leaves_at)),
    ];
    if let Some(at) = kept.withdrawn_at {
        let by = kept.withdrawn_by_name.clone().unwrap_or_default();
        let args = [("by", by.into()), ("when", when(words, viewer, at).into())];
        facts.push((words.say("mailings-withdrawn"), words.with("mailings-withdrawn-by", &args)));
    }
    facts
}

fn progress(
    words: Words,
    viewer: &Viewer,
    (kept, now): (&Kept, Timestamp),
    standing: &Standing,
) -> (&'static str, String) {
    let Standing { waits, leaving, sent, needs, .. } = *standing;
    let counts = [
        ("waits", waits.into()),
        ("sent", sent.into()),
        ("leaving", leaving.into()),
        ("needs", needs.into()),
    ];
    if kept.withdrawn_at.is_some() {
        return ("wait", words.with("mailings-progress-withdrawn", &counts));
    }
    if waits > 0 && kept.leaves_at > now {
        let at = words.time(&kept.leaves_at.to_zoned(viewer.zone.clone()));
        let args = [("waits", waits.into()), ("at", at.into())];
        return ("", words.with("mailings-progress-grace", &args));
    }
    if waits + leaving > 0 {
        return ("", words.with("mailings-progress-leaving", &counts));
    }
    if needs > 0 {
        return ("bad", words.with("mailings-progress-needs", &counts));
    }
    ("good", words.with("mailings-progress-done", &counts))
}

fn tabs(
    words: Words,
    id: &MailingId,
    (counts, here): (&[(String, i64)], Option<&str>),
) -> Vec<Tab> {
    let many = |result: &str| {
        let own = counts.iter().find(|(known, _)| known == result);
        own.map_or(0, |(_, many)| usize::try_from(*many).unwrap_or_default())
    };
    let all: usize = counts.iter().map(|(result, _)| many(result)).sum();
    let everybody = Tab::new(words.say("mailings-everybody"), format!("/mailings/{id}"));
    let mut tabs = vec![everybody.count(all).here(here.is_none())];
    for result in RESULTS.into_iter().chain([LEFT_OUT]) {
        if many(result) > 0 || here == Some(result) {
            let address = format!("/mailings/{id}?result={result}");
            let tab = Tab::new(said::result(words, result), address);
            tabs.push(tab.count(many(result)).here(here == Some(result)));
        }
    }
    tabs
}

fn rows(
    words: Words,
    viewer: &Viewer,
    lines: &[Line],
    files: &HashMap<PersonId, File>,
) -> Vec<Row> {
    let row = |line: &Line| {
        let file = files.get(&line.person)?;
        let one = file.checkpoint(&line.checkpoint).ok()?;
        let result = line.result();
        let code = line.because.as_ref().or(line.message_because.as_ref());
        // What was taken back says so by its result.
        let code = code.filter(|_| result != "withdrawn");
        let id = line.checkpoint;
        Some(Row {
            who: full_name(file),
            address: format!("/people/{}?tab=checkpoints&open={id}#{id}", line.person),
            what: name_of(words, one),
            channel: line
                .channel
                .map(|channel| words.say(&format!("messaging-by-{}", store::channel_word(channel))))
                .unwrap_or_default(),
            tone: said::tone(result),
            result: said::result(words, result),
            why: code.map(|code| said::because(words, code)).unwrap_or_default(),
            when: when(words, viewer, line.at),
        })
    };
    lines.iter().filter_map(row).collect()
}

#[derive(Template)]
#[template(path = "mailings/list.html")]
struct ListPage {
    frame: Frame,
    columns: Vec<String>,
    rows: Vec<Mailing>,
    pager: Pager,
}

/// One mailing of the list.
struct Mailing {
    address: String,
    when: String,
    by: String,
    to: String,
    tone: &'static str,
    state: String,
}

/// `GET /mailings`
pub(super) async fn index(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::Ask)?;
    let words = Words { locale: viewer.language.into() };
    let asked: Posted = question(&uri);
    let mut reader = app.reader(&viewer).await?;
    let (title, section) = (words.say("mailings-list"), Section::Checkpoints);
    let frame = staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    let after = asked.given("after").and_then(|text| text.parse::<MailingId>().ok());
    let mut all = store::list(&mut reader, after.as_ref(), ROWS as i64 + 1).await?;
    let next = (all.len() > ROWS).then(|| all.truncate(ROWS)).and(all.last());
    let next = next.map(|last| last.id.to_string());
    let mut rows = Vec::with_capacity(all.len());
    for kept in &all {
        let standing = standing(&store::results(&mut reader, &kept.id).await?);
        let (tone, state) = progress(words, &viewer, (kept, app.clock.now()), &standing);
        let people = standing.all - standing.left_out;
        rows.push(Mailing {
            address: format!("/mailings/{}", kept.id),
            when: when(words, &viewer, kept.made_at),
            by: kept.made_by_name.clone().unwrap_or_default(),
            to: words.with("mailings-people", &[("count", people.into())]),
            tone,
            state,
        });
    }
    let page = ListPage {
        columns: ["when", "by", "to", "state"]
            .map(|column| words.say(&format!("mailings-column-{column}")))
            .to_vec(),
        pager: pager(&asked, "/mailings?", rows.len(), next),
        rows,
        frame,
    };
    shown(&page, false)
}
