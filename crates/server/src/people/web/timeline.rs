//! What was done about a person and who looked, the newest first.

use super::head::Head;
use super::show::Asked;
use crate::access::Viewer;
use crate::app::App;
use crate::audit;
use crate::audit::store::Line;
use crate::audit::timeline::{Entry as Done, by_sitting, calls, with_text};
use crate::failure::Failure;
use crate::page::{Frame, Words};
use crate::people;
use crate::record::Held;
use crate::runs;
use askama::Template;
use domain::access::Right;
use jiff::civil::Date;

/// The newest lines of the audit that are shown.
const SHOWN_MAX: usize = 200;
/// Lines that are read: a sitting of which some are shown has begun among the rest.
const READ_MAX: i64 = 400;

#[derive(Template)]
#[template(path = "people/timeline.html")]
pub(super) struct TimelinePage {
    pub frame: Frame,
    pub head: Head,
    pub entries: Vec<Entry>,
    /// Where the person's proof pack is taken; empty for whoever may not.
    pub proof: String,
}

/// One thing that was done or seen.
pub(super) struct Entry {
    pub when: String,
    /// For programs: the moment as RFC 3339.
    pub at: String,
    pub what: String,
    pub by: String,
}

pub(super) async fn page(
    app: &App,
    viewer: &Viewer,
    around: Asked,
) -> Result<TimelinePage, Failure> {
    let Asked { file, frame, head, mut reader } = around;
    let (agency, person) = (reader.agency(), file.kept.person.id);
    let chain = (&agency, &person);
    let lines = audit::store::timeline(reader.conn(), chain, None, READ_MAX).await?;
    let words = frame.words;
    let steps = runs::steps::of(app, &mut reader, &calls(&lines), words).await?;
    let texts = people::store::texts::words(&mut reader, &person, READ_MAX).await?;
    let entry = |one: Done| {
        let text = one.said(words, &steps);
        Entry {
            when: when_said(words, (&one, viewer), file.today()),
            at: one.from.to_string(),
            what: capital(&with_text(text, texts.get(&one.line.subject))),
            by: by_said(words, &one.line),
        }
    };
    let shown = by_sitting(lines).into_iter().filter(|one| one.place < SHOWN_MAX);
    let entries = shown.map(entry).collect();
    let proves = viewer.role.holds(Right::TakeProofs);
    let proof = if proves { format!("/people/{person}/proof.zip") } else { String::new() };
    Ok(TimelinePage { entries, frame, head, proof })
}

/// When it was done; of what took a while from when until when.
fn when_said(words: Words, (one, viewer): (&Done, &Viewer), today: Date) -> String {
    let [from, until] = [one.from, one.until].map(|at| at.to_zoned(viewer.zone.clone()));
    let first = words.moment_near(&from, today);
    let last = match from.date() == until.date() {
        true => words.time(&until),
        false => words.moment_near(&until, today),
    };
    if words.time(&from) == last {
        return first;
    }
    words.with("people-timeline-span", &[("from", first.into()), ("until", last.into())])
}

/// Who did it: a member of staff, the client, or one of our jobs.
fn by_said(words: Words, line: &Line) -> String {
    match (&line.actor_name, line.actor.as_str()) {
        (Some(name), _) => name.clone(),
        (None, "client") => words.say("people-did-client"),
        (None, _) => words.say("people-did-cairn"),
    }
}

/// The same words with a capital letter at their beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
