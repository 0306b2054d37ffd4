//! Pinning, waiving, calling missed and taking back: what the page and the door both do.

use super::desk::{self, OnFile};
use super::store::{self, Kept};
use crate::access::Viewer;
use crate::app::App;
use crate::failure::{Failure, Lacking};
use crate::page::Words;
use crate::people;
use crate::people::act::{REASON_LENGTH_MAX, text_sentence};
use crate::record::{Deed, Writer};
use domain::access::Right;
use domain::checkpoints::{Ending, EndingKind, Moved, SubmissionState};
use domain::ids::CheckpointId;
use domain::people::line;
use domain::programmes::window_of;
use jiff::civil::Date;

/// What is to be done with a checkpoint. Exactly one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deal {
    /// A person's own date instead of the programme's.
    Pin(Date),
    /// Back to the programme's date.
    Unpin,
    Waive,
    Miss,
    /// Takes a waiver, or a missed one, back.
    Reopen,
}

impl Deal {
    fn action(self) -> &'static str {
        match self {
            Self::Pin(_) => "pin checkpoint",
            Self::Unpin => "unpin checkpoint",
            Self::Waive => "waive checkpoint",
            Self::Miss => "call checkpoint missed",
            Self::Reopen => "reopen checkpoint",
        }
    }
}

/// Does one of the deals within a unit of work that the caller commits.
///
/// # Errors
///
/// `NotFound`, `Missing` without a reason, `Refused` for an impossible date, `Conflict` for a
/// stale version or a checkpoint that is past it.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    id: &CheckpointId,
    (deal, reason, version): (Deal, &str, Option<i64>),
) -> Result<Writer, Failure> {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let reason = read_reason(reason, words)?;
    let person = {
        let mut reader = app.reader(viewer).await?;
        store::person_of(&mut reader, id).await?.ok_or(Failure::NotFound)?
    };
    let detail = match deal {
        Deal::Pin(on) => on.to_string(),
        Deal::Unpin | Deal::Waive | Deal::Miss | Deal::Reopen => String::new(),
    };
    let deed =
        Deed { action: deal.action(), person: Some(person), subject: id.as_str(), detail: &detail };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &person).await?;
    let file = desk::load(app, &mut writer, &person).await?;
    let one = file.checkpoint(id)?;
    if version.is_some_and(|version| version != one.kept.version) {
        let current = super::api::answer(&file, one);
        return Err(Failure::Conflict {
            sentence: words.say("people-changed-meanwhile"),
            current: serde_json::to_value(current).ok().map(Box::new),
        });
    }
    match deal {
        Deal::Pin(on) => pin(&mut writer, &file, one, (on, &reason), words).await?,
        Deal::Unpin => unpin(&mut writer, &file, one, words).await?,
        Deal::Waive => end(&mut writer, one, (EndingKind::Waived, reason), words).await?,
        Deal::Miss => end(&mut writer, one, (EndingKind::Missed, reason), words).await?,
        Deal::Reopen => reopen(&mut writer, &file, one, words).await?,
    }
    desk::settle(app, &mut writer, &person).await?;
    Ok(writer)
}

fn read_reason(reason: &str, words: Words) -> Result<String, Failure> {
    if reason.trim().is_empty() {
        let sentence = words.say("checkpoints-reason-wanted");
        return Err(Failure::Missing(vec![Lacking::new("reason", sentence)]));
    }
    line(reason, REASON_LENGTH_MAX)
        .map_err(|why| Failure::field("reason", text_sentence(why, words)))
}

/// A finished checkpoint never moves and never ends.
fn refuse_finished(one: &OnFile, words: Words) -> Result<(), Failure> {
    let checkpoint = &one.kept.checkpoint;
    let reviewed = checkpoint.review.is_submitted();
    let finished = reviewed
        || checkpoint.achieved_on.is_some()
        || checkpoint.submission != SubmissionState::None;
    if finished {
        return Err(Failure::conflict(words.say("checkpoints-finished-already")));
    }
    Ok(())
}

fn refuse_ended(one: &OnFile, words: Words) -> Result<(), Failure> {
    refuse_finished(one, words)?;
    match one.kept.checkpoint.ending.as_ref().map(|ending| ending.kind) {
        None => Ok(()),
        Some(EndingKind::Stopped(_)) => {
            Err(Failure::conflict(words.say("checkpoints-stopped-already")))
        }
        Some(EndingKind::Missed | EndingKind::MissedByClosing | EndingKind::Waived) => {
            Err(Failure::conflict(words.say("checkpoints-ended-already")))
        }
    }
}

async fn pin(
    writer: &mut Writer,
    file: &desk::File,
    one: &OnFile,
    (on, reason): (Date, &str),
    words: Words,
) -> Result<(), Failure> {
    refuse_ended(one, words)?;
    // A job that began on some day has nothing to be asked about before it.
    let first = file.placement_of(one).map(|kept| kept.placement.started_on);
    if let Some(first) = first.filter(|first| on < *first) {
        let first = words.date(first);
        let sentence = words.with("placements-not-before", &[("first", first.into())]);
        return Err(Failure::field("pinned_on", sentence));
    }
    let mut kept = one.kept.clone();
    kept.checkpoint.pinned_on = Some(on);
    kept.pinned_reason = Some(reason.to_owned());
    put_window(&mut kept, one, on, words)?;
    store::record_dates(writer, &kept).await?;
    Ok(())
}

async fn unpin(
    writer: &mut Writer,
    file: &desk::File,
    one: &OnFile,
    words: Words,
) -> Result<(), Failure> {
    refuse_ended(one, words)?;
    let mut kept = one.kept.clone();
    kept.checkpoint.pinned_on = None;
    kept.pinned_reason = None;
    let expected = super::explain::expected_of(file, one).unwrap_or(kept.checkpoint.expected_on);
    kept.checkpoint.expected_on = expected;
    put_window(&mut kept, one, expected, words)?;
    store::record_dates(writer, &kept).await?;
    Ok(())
}

fn put_window(kept: &mut Kept, one: &OnFile, on: Date, words: Words) -> Result<(), Failure> {
    let rule = one.programme.checkpoint(&kept.checkpoint.code);
    let window = rule.map(|rule| window_of(rule, on));
    match window {
        Some(Ok(window)) => {
            kept.checkpoint.opens_on = window.opens_on;
            kept.checkpoint.closes_on = window.closes_on;
            Ok(())
        }
        Some(Err(_)) => Err(Failure::field("pinned_on", words.say("api-wants-day"))),
        None => Ok(()),
    }
}

async fn end(
    writer: &mut Writer,
    one: &OnFile,
    (kind, reason): (EndingKind, String),
    words: Words,
) -> Result<(), Failure> {
    refuse_ended(one, words)?;
    let ending = Ending { kind, reason };
    store::record_ending(writer, &one.kept.checkpoint.id, Some(&ending)).await?;
    Ok(())
}

async fn reopen(
    writer: &mut Writer,
    file: &desk::File,
    one: &OnFile,
    words: Words,
) -> Result<(), Failure> {
    match one.kept.checkpoint.ending.as_ref().map(|ending| ending.kind) {
        Some(EndingKind::Missed | EndingKind::MissedByClosing | EndingKind::Waived) => {
            store::record_ending(writer, &one.kept.checkpoint.id, None).await?;
            // Entered anew on the day it is opened again: a window that has closed is not closed
            // over and over by the clock, and stays overdue until somebody records an outcome.
            store::record_made_on(writer, &one.kept.checkpoint.id, file.today()).await?;
            Ok(())
        }
        Some(EndingKind::Stopped(_)) => {
            Err(Failure::conflict(words.say("checkpoints-stopped-already")))
        }
        None => Err(Failure::conflict(words.say("checkpoints-not-ended"))),
    }
}

/// Records the new dates of checkpoints that a correction moves.
///
/// # Errors
///
/// What the database says.
pub async fn record_moved(
    writer: &mut Writer,
    present: &[&Kept],
    moved: &[Moved],
) -> Result<(), Failure> {
    for one in moved {
        let Some(kept) = present.iter().find(|kept| kept.checkpoint.id == one.checkpoint) else {
            continue;
        };
        let mut kept = (*kept).clone();
        kept.checkpoint.expected_on = one.now.due_on;
        kept.checkpoint.opens_on = one.now.opens_on;
        kept.checkpoint.closes_on = one.now.closes_on;
        store::record_dates(writer, &kept).await?;
    }
    Ok(())
}
