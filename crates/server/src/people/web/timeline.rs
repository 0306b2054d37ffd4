//! What was done about a person and who looked, the newest first.

use super::head::Head;
use super::show::Asked;
use crate::access::Viewer;
use crate::audit;
use crate::audit::store::Line;
use crate::audit::timeline::{Happened, said, with_texts};
use crate::failure::Failure;
use crate::page::{Frame, Words};
use crate::people;
use crate::record::Held;
use askama::Template;
use domain::access::Right;

/// Entries shown, at most.
const ENTRIES_MAX: i64 = 200;

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

pub(super) async fn page(viewer: &Viewer, around: Asked) -> Result<TimelinePage, Failure> {
    let Asked { file, frame, head, mut reader } = around;
    let agency = reader.agency();
    let chain = (&agency, &file.kept.person.id);
    let lines = audit::store::timeline(reader.conn(), chain, None, ENTRIES_MAX).await?;
    let words = frame.words;
    let names: Vec<String> = lines.iter().map(|line| by_said(words, line)).collect();
    let person = file.kept.person.id;
    let texts = people::store::texts::words(&mut reader, &person, ENTRIES_MAX).await?;
    let happened = with_texts(said(lines, words), &texts);
    let pairs = happened.iter().zip(names);
    let entry = |(one, by): (&Happened, String)| Entry {
        when: words.moment_near(&one.at.to_zoned(viewer.zone.clone()), file.today()),
        at: one.at.to_string(),
        what: capital(&one.text),
        by,
    };
    let entries = pairs.map(entry).collect();
    let proves = viewer.role.holds(Right::TakeProofs);
    let proof = if proves { format!("/people/{person}/proof.zip") } else { String::new() };
    Ok(TimelinePage { entries, frame, head, proof })
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
