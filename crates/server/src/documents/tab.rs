//! A person's documents on their page: what is there, and adding more.

use super::say::{Type, type_said, types_of};
use super::store::{self, Kept};
use crate::access::Viewer;
use crate::checkpoints::desk::File;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Problems, Words};
use crate::people::web::Asked;
use crate::people::web::head::Head;
use askama::Template;
use domain::access::Right;
use domain::documents::{FileKind, STAFF_BYTES_MAX, State};

/// Documents shown, at most; the rest is behind the door for programs until it is needed here.
const SHOWN_MAX: i64 = 200;

/// What a browser offers first when a file is chosen.
pub const ACCEPTS: &str = ".pdf,.jpg,.jpeg,.png,.heic,.heif,.txt,application/pdf,image/*";

/// A person's documents.
#[derive(Template)]
#[template(path = "documents/tab.html")]
pub struct TabPage {
    frame: Frame,
    head: Head,
    problems: Problems,
    rows: Vec<DocumentRow>,
    may_add: bool,
    file: Field,
    type_field: Field,
    covers_from: Field,
    covers_to: Field,
    hint: String,
    is_more: bool,
}

/// One document in words.
#[derive(Debug, Clone)]
pub struct DocumentRow {
    pub id: String,
    /// Where it is looked at.
    pub address: String,
    pub name: String,
    pub type_said: String,
    pub kind: &'static str,
    pub size: String,
    pub added: String,
    pub by: String,
    pub covers: String,
    pub is_locked: bool,
    /// What the scanner says, where it does not open; with its tone.
    pub closed: Option<(&'static str, String)>,
    pub is_used: bool,
}

/// What was typed on the form, and what was wrong with it.
#[derive(Debug, Default)]
pub struct Typed {
    pub type_code: String,
    pub covers_from: String,
    pub covers_to: String,
    /// What the files prove, where they were added from a checkpoint.
    pub proves: Proves,
    pub problems: Problems,
}

/// The fields of a form whose files are evidence of a checkpoint as well.
#[derive(Debug, Default)]
pub struct Proves {
    pub checkpoint: String,
    pub obtained_on: String,
    pub obtained_how: String,
}

/// The page.
///
/// # Errors
///
/// What the database says.
pub async fn page(viewer: &Viewer, around: Asked, typed: &Typed) -> Result<TabPage, Failure> {
    let Asked { file, frame, head, mut reader } = around;
    let words = frame.words;
    let types = types_of(&file, words);
    let person = &file.kept.person.id;
    let mut kept = store::list(&mut reader, person, None, SHOWN_MAX + 1).await?;
    let is_more = kept.len() as i64 > SHOWN_MAX;
    kept.truncate(usize::try_from(SHOWN_MAX).unwrap_or_default());
    let rows = kept.iter().map(|one| row(words, (&file, &types), one)).collect();
    let field = |name: &str, key: &str, value: &str| {
        Field::new(words, name, key).value(value).problem(&typed.problems)
    };
    let size = words.size(STAFF_BYTES_MAX);
    Ok(TabPage {
        rows,
        is_more,
        may_add: viewer.role.holds(Right::RecordPeople),
        file: Field::new(words, "file", "documents-file").problem(&typed.problems),
        type_field: type_field(words, &types, &typed.type_code).problem(&typed.problems),
        covers_from: field("covers_from", "documents-covers-from", &typed.covers_from).optional(),
        covers_to: field("covers_to", "documents-covers-to", &typed.covers_to).optional(),
        hint: words.with("documents-file-hint", &[("size", size.into())]),
        problems: typed.problems.clone(),
        frame: frame.refused(&typed.problems),
        head,
    })
}

/// The field in which a type is chosen.
#[must_use]
pub fn type_field(words: Words, types: &[Type], chosen: &str) -> Field {
    let mut choices = vec![Choice::new("", words.say("field-choose"))];
    choices.extend(types.iter().map(|one| Choice::new(one.code.as_str(), one.label.as_str())));
    Field::new(words, "type", "documents-type").choices(choices).value(chosen)
}

/// A document in words.
#[must_use]
pub fn row(words: Words, (file, types): (&File, &[Type]), kept: &Kept) -> DocumentRow {
    let at = kept.added_at.to_zoned(file.kept.office_zone.clone());
    let by = match (&kept.added_by_name, kept.added_by.as_str()) {
        (Some(name), _) => name.clone(),
        (None, "client") => words.say("people-did-client"),
        (None, _) => words.say("people-did-cairn"),
    };
    let day = |day: Option<jiff::civil::Date>| day.map(|day| words.date(day));
    let covers = match (day(kept.covers_from), day(kept.covers_to)) {
        (Some(from), Some(to)) => {
            words.with("documents-covers", &[("from", from.into()), ("to", to.into())])
        }
        (Some(from), None) => words.with("documents-covers-since", &[("from", from.into())]),
        (None, Some(to)) => words.with("documents-covers-until", &[("to", to.into())]),
        (None, None) => String::new(),
    };
    DocumentRow {
        id: kept.id.to_string(),
        address: super::look::address_of(&kept.id),
        name: kept.name.clone(),
        type_said: type_said(types, &kept.type_code),
        kind: match kept.kind {
            FileKind::Pdf => "PDF",
            FileKind::Jpeg => "JPG",
            FileKind::Png => "PNG",
            FileKind::Heic => "HEIC",
            FileKind::Text => "TXT",
        },
        size: words.size(kept.bytes),
        added: words.moment_near(&at, file.today()),
        by,
        covers,
        closed: closed(words, kept),
        is_locked: kept.remark.is_some(),
        is_used: kept.uses > 0,
    }
}

fn closed(words: Words, kept: &Kept) -> Option<(&'static str, String)> {
    match kept.state {
        State::Clean => None,
        State::Scanning => Some(("wait", words.say("documents-waits"))),
        State::Quarantined => {
            let found = kept.found.clone().unwrap_or_default();
            Some(("bad", words.with("documents-closed", &[("found", found.into())])))
        }
    }
}
