//! What was done about a person and who looked, the newest first.

use super::head::Head;
use super::show::Asked;
use crate::access::Viewer;
use crate::app::App;
use crate::audit;
use crate::audit::store::Line;
use crate::audit::timeline::{Entry as Done, by_sitting, cut, with_text};
use crate::failure::Failure;
use crate::page::{Frame, Words};
use crate::people;
use crate::record::Held;
use crate::runs;
use askama::Template;
use domain::access::Right;
use jiff::civil::Date;

/// Lines of the audit that one page shows, at least.
const SHOWN_LEAST: usize = 200;
/// Lines that are read: a sitting of which some are shown has begun among the rest, and is cut
/// where it began still earlier.
const READ_MAX: i64 = 400;

#[derive(Template)]
#[template(path = "people/timeline.html")]
pub(super) struct TimelinePage {
    pub frame: Frame,
    pub head: Head,
    pub entries: Vec<Entry>,
    /// Where what was done before that is shown; none at the beginning of the file.
    pub older: Option<String>,
    /// Where the newest is shown; none there.
    pub newest: Option<String>,
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

/// `before` is the place in the person's chain before which the page begins; none for the newest.
pub(super) async fn page(
    app: &App,
    viewer: &Viewer,
    around: Asked,
    before: Option<i64>,
) -> Result<TimelinePage, Failure> {
    let Asked { file, frame, head, mut reader } = around;
    let (agency, person) = (reader.agency(), file.kept.person.id);
    let chain = (&agency, &person);
    let mut lines = audit::store::timeline(reader.conn(), chain, before, READ_MAX + 1).await?;
    let (read, places) = (lines.len(), lines.iter().map(|line| line.seq).collect::<Vec<_>>());
    lines.truncate(usize::try_from(READ_MAX).unwrap_or_default());
    let words = frame.words;
    let steps = runs::steps::of(app, &mut reader, &lines, words).await?;
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
    let mut shown = by_sitting(lines);
    let end = cut(&mut shown, SHOWN_LEAST);
    let last = places.get(end.saturating_sub(1)).filter(|_| read > end);
    let base = format!("/people/{person}?tab=timeline");
    let older = last.map(|last| format!("{base}&before={last}"));
    let newest = before.map(|_| base);
    let entries = shown.into_iter().map(entry).collect();
    let proves = viewer.role.holds(Right::TakeProofs);
    let proof = if proves { format!("/people/{person}/proof.zip") } else { String::new() };
    Ok(TimelinePage { entries, older, newest, frame, head, proof })
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
