//! Adding, correcting and removing documents: what pages and doors both do.

use super::intake::Arrived;
use super::say::{OTHER, Type};
use super::scan;
use super::store::{self, Corrected, Kept, New};
use crate::access::Viewer;
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::people;
use crate::people::act::{REASON_LENGTH_MAX, text_sentence};
use crate::record::{Actor, Deed, Writer};
use domain::access::Right;
use domain::documents::{AGENCY_BYTES_MAX, clean_name};
use domain::ids::{DocumentId, PersonId};
use domain::people::line;
use jiff::civil::Date;

/// What is said of a document beside its bytes, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub type_code: String,
    pub covers: (Option<Date>, Option<Date>),
}

/// Reads what is said of a document. `types` are those that may be chosen.
///
/// # Errors
///
/// Every field that is wrong, with what would be right.
pub fn read(
    types: &[Type],
    (type_code, from, to): (&str, &str, &str),
    words: Words,
) -> Result<Said, Problems> {
    let mut problems = Problems::new();
    let is_known = types.iter().any(|one| one.code == type_code);
    if !is_known {
        let codes: Vec<&str> = types.iter().map(|one| one.code.as_str()).collect();
        let known = codes.join(", ");
        problems.add("type", words.with("documents-type-wanted", &[("known", known.into())]));
    }
    let mut day = |field: &str, typed: &str| -> Option<Date> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let day = typed.parse::<crate::api::Day>().ok();
        if day.is_none() {
            problems.add(field, words.say("people-day-wanted"));
        }
        day.map(|day| day.0)
    };
    let covers = (day("covers_from", from), day("covers_to", to));
    if let (Some(from), Some(to)) = covers
        && to < from
    {
        let from = words.date(from);
        problems.add("covers_to", words.with("documents-covers-order", &[("from", from.into())]));
    }
    let said = Said { type_code: type_code.to_owned(), covers };
    if problems.is_empty() { Ok(said) } else { Err(problems) }
}

/// What came of adding.
pub enum Added {
    /// It is new.
    New(Kept),
    /// The person's archive holds the same bytes already: that document, as it is.
    Again(Kept),
}

impl Added {
    #[must_use]
    pub fn kept(&self) -> &Kept {
        match self {
            Self::New(kept) | Self::Again(kept) => kept,
        }
    }
}

/// Adds a file that has arrived to a person's archive, within a unit of work that the caller
/// commits. A file with the same bytes is there once.
///
/// # Errors
///
/// `Refused` when the agency's room is used up.
pub async fn add(
    app: &App,
    actor: impl Into<Actor>,
    person: &PersonId,
    (arrived, said): (&mut Arrived, &Said),
) -> Result<(Writer, Added), Failure> {
    let actor = actor.into();
    let deed = |action, id| Deed { action, person: Some(*person), subject: id, detail: "" };
    let id = arrived.id;
    let mut writer = app.writer(actor.clone(), deed("add document", id.as_str())).await?;
    people::act::lock(&mut writer, person).await?;
    if let Some(same) = store::find_same(&mut writer, person, &arrived.sha256).await? {
        drop(writer);
        let deed = deed("add document again", same.id.as_str());
        let mut writer = app.writer(actor, deed).await?;
        // Between the two nobody holds the person: it may have been removed.
        people::act::lock(&mut writer, person).await?;
        let same = store::find(&mut writer, &same.id).await?.ok_or(Failure::Busy)?;
        return Ok((writer, Added::Again(same)));
    }
    if store::bytes_of_agency(&mut writer).await? + arrived.bytes > AGENCY_BYTES_MAX {
        let size = Words::default().size(AGENCY_BYTES_MAX);
        tracing::warn!(size, "an agency's archive is full");
        return Err(Failure::DiskFull);
    }
    let object = arrived.hand_over();
    let new = New {
        id,
        person: *person,
        object: &object,
        type_code: &said.type_code,
        name: &arrived.name,
        kind: arrived.kind,
        remark: arrived.remark,
        bytes: arrived.bytes,
        sha256: &arrived.sha256,
        state: scan::state_of_new(app),
        covers: said.covers,
    };
    store::record_new(&mut writer, &new).await?;
    scan::enqueue(app, &mut writer, &id).await?;
    let kept = store::find(&mut writer, &id).await?.ok_or(Failure::NotFound)?;
    Ok((writer, Added::New(kept)))
}

/// What a document is to be called and said to be.
#[derive(Debug, Clone)]
pub struct Correction {
    pub name: String,
    pub said: Said,
    /// The version that was seen.
    pub version: i64,
}

/// Corrects what is said of a document.
///
/// # Errors
///
/// `NotFound`, `Refused` by field, `Conflict` when it changed meanwhile.
pub async fn correct(
    app: &App,
    viewer: &Viewer,
    kept: &Kept,
    correction: &Correction,
) -> Result<(), Failure> {
    let words = Words { locale: viewer.language.into() };
    if let Err(why) = line(&correction.name, domain::documents::NAME_LENGTH_MAX) {
        return Err(Failure::field("name", text_sentence(why, words)));
    }
    let mut writer = begun(app, viewer, kept, "correct document").await?;
    let now = store::find(&mut writer, &kept.id).await?.ok_or(Failure::NotFound)?;
    if now.version != correction.version {
        return Err(Failure::conflict(words.say("documents-changed-meanwhile")));
    }
    let name = clean_name(&correction.name, now.kind);
    let said = &correction.said;
    let corrected = Corrected { type_code: &said.type_code, name: &name, covers: said.covers };
    store::record_correction(&mut writer, &kept.id, &corrected).await?;
    writer.commit().await?;
    Ok(())
}

/// Removes a document on which nothing stands.
///
/// # Errors
///
/// `NotFound`, `Refused` without a reason, `Conflict` when something stands on it.
pub async fn remove(app: &App, viewer: &Viewer, kept: &Kept, reason: &str) -> Result<(), Failure> {
    let words = Words { locale: viewer.language.into() };
    let reason = line(reason, REASON_LENGTH_MAX)
        .map_err(|why| Failure::field("reason", text_sentence(why, words)))?;
    let mut writer = begun(app, viewer, kept, "remove document").await?;
    let now = store::find(&mut writer, &kept.id).await?.ok_or(Failure::NotFound)?;
    if now.uses > 0 {
        return Err(Failure::conflict(words.say("documents-in-use")));
    }
    store::record_removal(&mut writer, &kept.id, &reason).await?;
    writer.commit().await?;
    Ok(())
}

async fn begun(
    app: &App,
    viewer: &Viewer,
    kept: &Kept,
    action: &'static str,
) -> Result<Writer, Failure> {
    viewer.may(Right::RecordPeople)?;
    let id: DocumentId = kept.id;
    let deed = Deed { action, person: Some(kept.person), subject: id.as_str(), detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &kept.person).await?;
    Ok(writer)
}

/// The type of what a client sends: the first that their programme lists.
#[must_use]
pub fn type_of_client(types: &[domain::programmes::DocumentType]) -> String {
    types.first().map_or(OTHER, |one| one.code.as_str()).to_owned()
}
