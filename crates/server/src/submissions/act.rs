//! Preparing a submission and everything that people do with it: what pages and doors both do.

use super::jobs;
use super::payload::Payload;
use super::say;
use super::store::{self, EventKind, Kept, New, NewFile, Step};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk;
use crate::evidence::proof;
use crate::failure::{Failure, Lacking};
use crate::page::Words;
use crate::people;
use crate::people::act::{REASON_LENGTH_MAX, text_sentence};
use crate::programmes;
use crate::record::{Deed, Held, Writer};
use crate::surveys::reading;
use domain::access::Right;
use domain::ids::{CheckpointId, PersonId, SubmissionFileId, SubmissionId};
use domain::people::line;
use domain::programmes::submission::Approval;
use domain::submissions::{Ask, Lacks, ROUNDS_MAX, Reason, State, decide, read_reference, ready};
use jiff::civil::Date;

/// Submissions that go into one file, at most.
pub const IN_FILE_MAX: i64 = 5_000;

/// Prepares a checkpoint's submission within a unit of work that the caller commits.
///
/// # Errors
///
/// `Missing` with everything that is to be done before; `NotFound`; `Conflict` where the programme
/// has no way to its funder.
pub async fn prepare(
    app: &App,
    viewer: &Viewer,
    checkpoint: &CheckpointId,
) -> Result<(Writer, Kept), Failure> {
    viewer.may(Right::Submit)?;
    let words = words_of(viewer);
    let person = {
        let mut reader = app.reader(viewer).await?;
        let found = crate::checkpoints::store::person_of(&mut reader, checkpoint).await?;
        found.ok_or(Failure::NotFound)?
    };
    let id = SubmissionId::from_number(app.new_number());
    let whose = (&person, checkpoint.as_str());
    let mut writer = begin(app, viewer, "prepare submission", (whose, id.as_str())).await?;
    let file = desk::load(app, &mut writer, &person).await?;
    let one = file.checkpoint(checkpoint)?;
    let Some(rule) = &one.programme.submission else {
        return Err(Failure::conflict(words.say("submissions-no-way")));
    };
    let proof = proof::of_one(app, &mut writer, (&file, one)).await?;
    let lacks = ready(&one.kept.checkpoint, &proof.eligibility);
    if !lacks.is_empty() {
        return Err(Failure::Missing(lacking(words, &lacks)));
    }
    let rounds = store::of_checkpoint(&mut writer, checkpoint).await?.len();
    if rounds as i64 >= ROUNDS_MAX {
        let most = [("most", ROUNDS_MAX.into())];
        return Err(Failure::conflict(words.with("submissions-too-many", &most)));
    }
    let reading = reading::load(app, &mut writer, (&file, one)).await?;
    let frozen = Payload::of((&id, rule), (&file, one), (&reading, &proof)).freeze()?;
    let state = match rule.approval {
        Approval::SecondPerson => State::AwaitingApproval,
        Approval::None => State::Queued,
    };
    let new = New {
        id,
        person,
        checkpoint: *checkpoint,
        pack: (&one.kept.pack, one.kept.pack_version),
        connector: rule.connector,
        state,
        frozen: &frozen,
    };
    if !store::record_new(&mut writer, &new).await? {
        return Err(Failure::Missing(lacking(words, &[Lacks::OnItsWay])));
    }
    let kept = store::find(&mut writer, &id).await?.ok_or(Failure::NotFound)?;
    follow(app, &mut writer, &kept).await?;
    Ok((writer, kept))
}

/// What a checkpoint lacks, in sentences.
#[must_use]
pub fn lacking(words: Words, lacks: &[Lacks]) -> Vec<Lacking> {
    let one = |lacks: &Lacks| Lacking::new(lacks.word(), say::lacks(words, *lacks));
    lacks.iter().map(one).collect()
}

/// Approves a submission.
///
/// # Errors
///
/// `Forbidden`; `NotFound`; `Conflict` for whoever prepared it, and where nothing waits for it.
pub async fn approve(
    app: &App,
    viewer: &Viewer,
    id: &SubmissionId,
) -> Result<(Writer, Kept), Failure> {
    viewer.may(Right::ApproveSubmissions)?;
    let (mut writer, kept) = open(app, viewer, (id, "approve submission")).await?;
    let by_preparer = kept.prepared_by == writer.actor().name;
    let state = decided(&kept, Ask::Approve { by_preparer }, viewer)?;
    let step = Step { is_approval: true, is_ready: true, ..Step::default() };
    store::record_step(&mut writer, &kept, (state, &step)).await?;
    store::record_event(&mut writer, id, EventKind::Approved, "").await?;
    finish(app, writer, id).await
}

/// Sends again what was given up; the funder is asked first where it may have it.
///
/// # Errors
///
/// `Forbidden`; `NotFound`; `Conflict` where nothing was given up.
pub async fn retry(
    app: &App,
    viewer: &Viewer,
    id: &SubmissionId,
) -> Result<(Writer, Kept), Failure> {
    viewer.may(Right::Submit)?;
    let (mut writer, kept) = open(app, viewer, (id, "retry submission")).await?;
    let state = decided(&kept, Ask::Retry, viewer)?;
    let step = Step { is_ready: true, ..Step::default() };
    store::record_step(&mut writer, &kept, (state, &step)).await?;
    store::record_event(&mut writer, id, EventKind::Retried, "").await?;
    finish(app, writer, id).await
}

/// Takes a submission out; what it stood on can be changed again. Programs may leave the reason
/// out, people give one.
///
/// # Errors
///
/// `Forbidden`; `NotFound`; `Missing` for a blank reason; `Conflict` where the funder may have it.
pub async fn remove(
    app: &App,
    viewer: &Viewer,
    id: &SubmissionId,
    reason: Option<&str>,
) -> Result<(Writer, Kept), Failure> {
    viewer.may(Right::Submit)?;
    let words = words_of(viewer);
    if reason.is_some_and(|reason| reason.trim().is_empty()) {
        let sentence = words.say("checkpoints-reason-wanted");
        return Err(Failure::Missing(vec![Lacking::new("reason", sentence)]));
    }
    let reason = line(reason.unwrap_or_default(), REASON_LENGTH_MAX)
        .map_err(|why| Failure::field("reason", text_sentence(why, words)))?;
    let (mut writer, kept) = open(app, viewer, (id, "remove submission")).await?;
    let state = decided(&kept, Ask::Remove, viewer)?;
    store::record_step(&mut writer, &kept, (state, &Step::default())).await?;
    store::record_event(&mut writer, id, EventKind::Removed, &reason).await?;
    finish(app, writer, id).await
}

/// What the funder said, as somebody read it on the funder's own screen.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    /// With the funder's number; programs may not have one.
    Confirmed {
        reference: Option<&'a str>,
    },
    Rejected {
        because: &'a str,
    },
}

/// Notes the funder's answer; none to commit where the same confirmation stands there already.
///
/// # Errors
///
/// `Forbidden`; `NotFound`; `Refused` without a usable number or reason; `Conflict` where the
/// funder cannot have answered.
pub async fn answer(
    app: &App,
    viewer: &Viewer,
    id: &SubmissionId,
    said: Said<'_>,
) -> Result<(Option<Writer>, Kept), Failure> {
    viewer.may(Right::Submit)?;
    let words = words_of(viewer);
    let (ask, reference, because) = match said {
        Said::Confirmed { reference } => {
            let wanted = || Failure::field("reference", words.say("submissions-reference-wanted"));
            let read = |text: &str| read_reference(text).ok_or_else(wanted);
            (Ask::Confirm, reference.map(read).transpose()?, None)
        }
        Said::Rejected { because } => {
            let read = line(because, REASON_LENGTH_MAX);
            let read = read.map_err(|why| Failure::field("because", text_sentence(why, words)))?;
            if read.is_empty() {
                return Err(Failure::field("because", words.say("submissions-because-wanted")));
            }
            (Ask::Reject, None, Some(read))
        }
    };
    let (mut writer, kept) = open(app, viewer, (id, "note funder answer")).await?;
    let is_same = reference.is_none() || kept.receipt == reference;
    if ask == Ask::Confirm && kept.state == State::Confirmed && is_same {
        return Ok((None, kept));
    }
    let state = decided(&kept, ask, viewer)?;
    let reasons: Vec<Reason> = because
        .iter()
        .map(|message| Reason { code: "by_hand".to_owned(), message: message.clone() })
        .collect();
    let step = Step {
        receipt: reference.as_deref(),
        reasons: (!reasons.is_empty()).then_some(&reasons[..]),
        ..Step::default()
    };
    store::record_step(&mut writer, &kept, (state, &step)).await?;
    let (kind, detail) = match because {
        Some(because) => (EventKind::Rejected, because),
        None => (EventKind::Confirmed, reference.unwrap_or_else(|| "-".to_owned())),
    };
    store::record_event(&mut writer, id, kind, &detail).await?;
    let (writer, kept) = finish(app, writer, id).await?;
    Ok((Some(writer), kept))
}

/// Notes that the funder has paid for what it confirmed.
///
/// # Errors
///
/// `Forbidden`; `NotFound`; `Refused` for a day ahead; `Conflict` where nothing was confirmed.
pub async fn pay(
    app: &App,
    viewer: &Viewer,
    id: &SubmissionId,
    on: Date,
) -> Result<(Writer, Kept), Failure> {
    viewer.may(Right::ApproveSubmissions)?;
    let words = words_of(viewer);
    let (mut writer, kept) = open(app, viewer, (id, "note payment")).await?;
    if kept.state != State::Confirmed {
        return Err(Failure::conflict(words.say("submissions-not-confirmed")));
    }
    let file = desk::load(app, &mut writer, &kept.person).await?;
    if on > file.today() {
        return Err(Failure::field("paid_on", words.say("evidence-not-ahead")));
    }
    let step = Step { paid_on: Some(on), ..Step::default() };
    store::record_step(&mut writer, &kept, (State::Confirmed, &step)).await?;
    store::record_event(&mut writer, id, EventKind::Paid, &on.to_string()).await?;
    finish(app, writer, id).await
}

/// Puts everything of a pack's version that is ready into one file.
///
/// # Errors
///
/// `Forbidden`; `Conflict` where nothing is ready.
pub async fn export(
    app: &App,
    viewer: &Viewer,
    (pack, version): (&str, i64),
) -> Result<(Writer, SubmissionFileId), Failure> {
    viewer.may(Right::ApproveSubmissions)?;
    let words = words_of(viewer);
    let id = SubmissionFileId::from_number(app.new_number());
    let deed =
        Deed { action: "make submission file", person: None, subject: id.as_str(), detail: pack };
    let mut writer = app.writer(viewer, deed).await?;
    let chosen = store::for_file(&mut writer, (pack, version), IN_FILE_MAX).await?;
    if chosen.is_empty() {
        return Err(Failure::conflict(words.say("submissions-nothing-for-file")));
    }
    let new = NewFile { id, pack: (pack, version), entries: chosen.len() as i64 };
    store::record_file(&mut writer, &new).await?;
    for kept in &chosen {
        people::act::lock(&mut writer, &kept.person).await?;
        // Whoever was quicker has taken it out, or into another file.
        let now = store::find(&mut writer, &kept.id).await?.ok_or(Failure::NotFound)?;
        if now.version != kept.version {
            return Err(Failure::Busy);
        }
        let deed = Deed {
            action: "put into submission file",
            person: Some(kept.person),
            subject: kept.id.as_str(),
            detail: id.as_str(),
        };
        writer.also(deed).await?;
        let state = decided(kept, Ask::Export, viewer)?;
        let step = Step { file: Some(id), ..Step::default() };
        store::record_step(&mut writer, kept, (state, &step)).await?;
        store::record_event(&mut writer, &kept.id, EventKind::Exported, id.as_str()).await?;
    }
    Ok((writer, id))
}

fn decided(kept: &Kept, ask: Ask, viewer: &Viewer) -> Result<State, Failure> {
    let words = words_of(viewer);
    if kept.is_replaced {
        return Err(Failure::conflict(words.say("submissions-replaced")));
    }
    decide(kept.state, kept.connector, ask)
        .map_err(|why| Failure::conflict(say::refused(words, why)))
}

/// What follows from a submission that has just changed: its way to the funder, the explanations.
async fn follow(app: &App, writer: &mut Writer, kept: &Kept) -> Result<(), Failure> {
    desk::settle(app, writer, &kept.person).await?;
    jobs::enqueue(writer, kept).await
}

async fn finish(
    app: &App,
    mut writer: Writer,
    id: &SubmissionId,
) -> Result<(Writer, Kept), Failure> {
    let kept = store::find(&mut writer, id).await?.ok_or(Failure::NotFound)?;
    follow(app, &mut writer, &kept).await?;
    Ok((writer, kept))
}

/// The person locked, and the submission as it now stands.
async fn open(
    app: &App,
    viewer: &Viewer,
    (id, action): (&SubmissionId, &'static str),
) -> Result<(Writer, Kept), Failure> {
    let seen = {
        let mut reader = app.reader(viewer).await?;
        store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?
    };
    let whose = (&seen.person, seen.checkpoint.as_str());
    let mut writer = begin(app, viewer, action, (whose, id.as_str())).await?;
    let kept = store::find(&mut writer, id).await?.ok_or(Failure::NotFound)?;
    Ok((writer, kept))
}

async fn begin(
    app: &App,
    viewer: &Viewer,
    action: &'static str,
    ((person, detail), subject): ((&PersonId, &str), &str),
) -> Result<Writer, Failure> {
    let deed = Deed { action, person: Some(*person), subject, detail };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, person).await?;
    Ok(writer)
}

/// The programme that a submission was prepared by.
///
/// # Errors
///
/// What the database says.
pub async fn programme_of(
    app: &App,
    held: &mut impl Held,
    kept: &Kept,
) -> Result<std::sync::Arc<domain::programmes::Programme>, Failure> {
    programmes::store::pinned(app, held, (kept.pack.as_str(), kept.pack_version)).await
}

fn words_of(viewer: &Viewer) -> Words {
    Words { locale: viewer.language.into() }
}
