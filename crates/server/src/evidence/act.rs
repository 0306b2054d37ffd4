//! Adding evidence and taking it off, waiving it, ticking a milestone and taking the tick back:
//! what pages and doors both do.

use super::proof::{self, Proof};
use super::say;
use super::store::{self, Kept, New};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{self, File, OnFile};
use crate::documents;
use crate::documents::intake::Arrived;
use crate::failure::{Failure, Lacking};
use crate::page::Words;
use crate::people;
use crate::people::act::{REASON_LENGTH_MAX, text_sentence};
use crate::record::{Deed, Held, Writer};
use domain::access::Right;
use domain::evidence::{AchievedRefused, How, PIECES_MAX, Verbal, achieved};
use domain::ids::{CheckpointId, DocumentId, EvidenceId, PersonId, PlacementId, WaiverId};
use domain::people::line;
use jiff::civil::Date;

/// A piece to be added, read.
#[derive(Debug, Clone)]
pub struct Ask {
    pub type_code: String,
    pub obtained_on: Date,
    pub how: How,
    pub of: Of,
}

/// What it is.
#[derive(Debug, Clone)]
pub enum Of {
    Document(DocumentId),
    Verbal(Verbal),
}

/// Adds a piece within a unit of work that the caller commits. A document that stands there as the
/// same type already gives that piece.
///
/// # Errors
///
/// `NotFound`, `Refused` by field, `Conflict` when the checkpoint is with the funder.
pub async fn add(
    app: &App,
    viewer: &Viewer,
    checkpoint: &CheckpointId,
    ask: &Ask,
) -> Result<(Writer, Kept), Failure> {
    let id = EvidenceId::from_number(app.new_number());
    let begun = begin(app, viewer, checkpoint, (Right::RecordPeople, "add evidence", id.as_str()));
    let (mut writer, file) = begun.await?;
    let kept = link(&mut writer, (&file, checkpoint), (id, ask), words_of(viewer)).await?;
    Ok((writer, kept))
}

/// Adds a file that has arrived to the archive and the piece that it is, both in one unit of work.
///
/// # Errors
///
/// As [`add`] and `documents::act::add`.
pub async fn add_file(
    app: &App,
    viewer: &Viewer,
    (file, checkpoint): (&File, &CheckpointId),
    (arrived, said): (&mut Arrived, &documents::act::Said),
    (obtained_on, how): (Date, How),
) -> Result<(Writer, Kept), Failure> {
    viewer.may(Right::RecordPeople)?;
    let person = &file.kept.person.id;
    let (mut writer, added) = documents::act::add(app, viewer, person, (arrived, said)).await?;
    let id = EvidenceId::from_number(app.new_number());
    let deed = Deed {
        action: "add evidence",
        person: Some(*person),
        subject: id.as_str(),
        detail: checkpoint.as_str(),
    };
    writer.also(deed).await?;
    let now = desk::load(app, &mut writer, person).await?;
    let of = Of::Document(added.kept().id);
    let ask = Ask { type_code: said.type_code.clone(), obtained_on, how, of };
    let kept = link(&mut writer, (&now, checkpoint), (id, &ask), words_of(viewer)).await?;
    Ok((writer, kept))
}

/// Document types that hold what an employer said, the first that a programme knows.
const CONFIRMATIONS: [&str; 3] = ["employer_confirmation", "employer_letter", "verbal_employer"];

/// Adds what an employer said to the checkpoint of a job that it may prove, within a unit of work
/// that does more: the first that is open by now and not with the funder, else the next. None where
/// there is no such checkpoint.
///
/// # Errors
///
/// What the database says.
pub async fn confirmed_in(
    app: &App,
    writer: &mut Writer,
    (file, placement): (&File, &PlacementId),
    (told, how): (&Verbal, How),
) -> Result<Option<EvidenceId>, Failure> {
    let today = file.today();
    let may_prove = |one: &&OnFile| {
        let checkpoint = &one.kept.checkpoint;
        one.kept.placement == Some(*placement)
            && checkpoint.ending.is_none()
            && checkpoint.achieved_on.is_none()
            && !checkpoint.submission.is_with_funder()
    };
    // Before the first one opens it stands at the next: whoever completes that one needs it.
    let soonest = |one: &&OnFile| {
        let checkpoint = &one.kept.checkpoint;
        (checkpoint.opens_on > today, checkpoint.due_on())
    };
    let one = file.checkpoints.iter().filter(may_prove).min_by_key(soonest);
    let Some(one) = one else { return Ok(None) };
    let types = &one.programme.document_types;
    let known = CONFIRMATIONS.into_iter().find(|code| types.iter().any(|kind| kind.code == *code));
    let Some(type_code) = known else { return Ok(None) };
    let (id, checkpoint) = (EvidenceId::from_number(app.new_number()), one.kept.checkpoint.id);
    let (person, subject) = (Some(file.kept.person.id), id.as_str());
    let detail = checkpoint.as_str();
    writer.also(Deed { action: "add evidence", person, subject, detail }).await?;
    let ask = Ask {
        type_code: type_code.to_owned(),
        obtained_on: today,
        how,
        of: Of::Verbal(told.clone()),
    };
    let kept = link(writer, (file, &checkpoint), (id, &ask), Words::default()).await?;
    Ok(Some(kept.id))
}

async fn link(
    writer: &mut Writer,
    (file, checkpoint): (&File, &CheckpointId),
    (id, ask): (EvidenceId, &Ask),
    words: Words,
) -> Result<Kept, Failure> {
    let one = file.checkpoint(checkpoint)?;
    refuse_with_funder(one, words)?;
    say::check_type(one, &ask.type_code, words)?;
    if ask.obtained_on > file.today() {
        return Err(Failure::field("obtained_on", words.say("evidence-not-ahead")));
    }
    let person = file.kept.person.id;
    let there = store::of_person(writer, &person).await?;
    let own = there.iter().filter(|piece| piece.checkpoint == *checkpoint).count();
    if own as i64 >= PIECES_MAX {
        let most = [("most", PIECES_MAX.into())];
        return Err(Failure::field("document", words.with("evidence-too-many", &most)));
    }
    let (document, verbal) = match &ask.of {
        Of::Document(document) => {
            own_document(writer, &person, document, words).await?;
            (Some(*document), None)
        }
        Of::Verbal(verbal) => (None, Some(verbal)),
    };
    let new = New {
        id,
        person,
        checkpoint: *checkpoint,
        type_code: &ask.type_code,
        obtained_on: ask.obtained_on,
        how: ask.how,
        document,
        verbal,
    };
    if store::record_new(writer, &new).await? {
        return store::find(writer, &id).await?.ok_or(Failure::NotFound);
    }
    store::find_same(writer, &new).await?.ok_or(Failure::Busy)
}

/// Another person's document looks as if it were not there.
async fn own_document(
    held: &mut impl Held,
    person: &PersonId,
    document: &DocumentId,
    words: Words,
) -> Result<(), Failure> {
    let found = documents::store::find(held, document).await?;
    match found.filter(|kept| kept.person == *person) {
        Some(_) => Ok(()),
        None => Err(Failure::field("document", words.say("evidence-document-wanted"))),
    }
}

/// Takes a piece off its checkpoint. The document stays in the archive.
///
/// # Errors
///
/// `NotFound`; `Conflict` while a milestone stands on it.
pub async fn remove(
    app: &App,
    viewer: &Viewer,
    kept: &Kept,
    reason: &str,
) -> Result<Writer, Failure> {
    let words = words_of(viewer);
    let because = read_reason_if_given(reason, words)?;
    let deed = (Right::RecordPeople, "take off evidence", kept.id.as_str());
    let (mut writer, file) = begin(app, viewer, &kept.checkpoint, deed).await?;
    store::find(&mut writer, &kept.id).await?.ok_or(Failure::NotFound)?;
    refuse_ticked(file.checkpoint(&kept.checkpoint)?, words)?;
    store::record_removal(&mut writer, &kept.id, &because).await?;
    Ok(writer)
}

/// Lets a checkpoint go without evidence.
///
/// # Errors
///
/// `Forbidden`, `Missing` without a reason, `Conflict` where it does already.
pub async fn waive(
    app: &App,
    viewer: &Viewer,
    checkpoint: &CheckpointId,
    reason: &str,
) -> Result<Writer, Failure> {
    let words = words_of(viewer);
    let reason = read_reason(reason, words)?;
    let id = WaiverId::from_number(app.new_number());
    let deed = (Right::WaiveEvidence, "waive evidence", checkpoint.as_str());
    let (mut writer, file) = begin(app, viewer, checkpoint, deed).await?;
    let one = file.checkpoint(checkpoint)?;
    refuse_ticked(one, words)?;
    let whose = (&id, &one.kept.person, checkpoint);
    if !store::record_waiver(&mut writer, whose, &reason).await? {
        return Err(Failure::conflict(words.say("evidence-waived-already")));
    }
    Ok(writer)
}

/// Takes a waiver back.
///
/// # Errors
///
/// `Forbidden`; `Conflict` where there is none, or a milestone stands on it.
pub async fn end_waiver(
    app: &App,
    viewer: &Viewer,
    checkpoint: &CheckpointId,
) -> Result<Writer, Failure> {
    let words = words_of(viewer);
    let deed = (Right::WaiveEvidence, "take back waiver", checkpoint.as_str());
    let (mut writer, file) = begin(app, viewer, checkpoint, deed).await?;
    refuse_ticked(file.checkpoint(checkpoint)?, words)?;
    if !store::record_waiver_end(&mut writer, checkpoint).await? {
        return Err(Failure::conflict(words.say("evidence-not-waived")));
    }
    Ok(writer)
}

/// Ticks a milestone; none to commit where it is ticked with the same day already.
///
/// # Errors
///
/// `Missing` with everything that does not hold yet, `Refused` for an impossible day, `Conflict`
/// where it is ticked with another day.
pub async fn tick(
    app: &App,
    viewer: &Viewer,
    checkpoint: &CheckpointId,
    on: Date,
) -> Result<Option<Writer>, Failure> {
    let words = words_of(viewer);
    let deed = (Right::Review, "tick milestone", checkpoint.as_str());
    let (mut writer, file) = begin(app, viewer, checkpoint, deed).await?;
    let one = file.checkpoint(checkpoint)?;
    match one.kept.checkpoint.achieved_on {
        Some(there) if there == on => return Ok(None),
        Some(there) => {
            let args = [("on", words.date(there).into())];
            return Err(Failure::conflict(words.with("evidence-ticked-already", &args)));
        }
        None => {}
    }
    refuse_with_funder(one, words)?;
    let first = file.placement_of(one).map(|kept| kept.placement.started_on);
    let on = achieved(on, first, file.today()).map_err(|why| {
        let sentence = match why {
            AchievedRefused::Ahead => words.say("evidence-not-ahead"),
            AchievedRefused::BeforeFirstDay { first } => {
                words.with("placements-not-before", &[("first", words.date(first).into())])
            }
        };
        Failure::field("achieved_on", sentence)
    })?;
    let proof = proof::of_one(app, &mut writer, (&file, one)).await?;
    if !proof.eligibility.is_eligible() {
        return Err(Failure::Missing(lacking(one, &proof, words)));
    }
    store::record_tick(&mut writer, (&one.kept.person, checkpoint), on).await?;
    desk::settle(app, &mut writer, &one.kept.person).await?;
    Ok(Some(writer))
}

/// Takes a tick back. It stays in the history.
///
/// # Errors
///
/// `Missing` without a reason; `Conflict` where there is none or the funder has it.
pub async fn untick(
    app: &App,
    viewer: &Viewer,
    checkpoint: &CheckpointId,
    reason: &str,
) -> Result<Writer, Failure> {
    let words = words_of(viewer);
    let reason = read_reason(reason, words)?;
    let deed = (Right::Review, "take back milestone", checkpoint.as_str());
    let (mut writer, file) = begin(app, viewer, checkpoint, deed).await?;
    let one = file.checkpoint(checkpoint)?;
    refuse_with_funder(one, words)?;
    if one.kept.checkpoint.achieved_on.is_none() {
        return Err(Failure::conflict(words.say("evidence-not-ticked")));
    }
    store::record_reversal(&mut writer, checkpoint, &reason).await?;
    desk::settle(app, &mut writer, &one.kept.person).await?;
    Ok(writer)
}

/// Everything that a milestone still lacks, in sentences.
#[must_use]
pub fn lacking(one: &OnFile, proof: &Proof, words: Words) -> Vec<Lacking> {
    let all = proof.eligibility.lacking();
    all.map(|point| Lacking::new(point.word(), say::lacks(words, point, (one, proof)))).collect()
}

fn words_of(viewer: &Viewer) -> Words {
    Words { locale: viewer.language.into() }
}

/// The person locked, and their file as it now stands.
async fn begin(
    app: &App,
    viewer: &Viewer,
    checkpoint: &CheckpointId,
    (right, action, subject): (Right, &'static str, &str),
) -> Result<(Writer, File), Failure> {
    viewer.may(right)?;
    let person = {
        let mut reader = app.reader(viewer).await?;
        let found = crate::checkpoints::store::person_of(&mut reader, checkpoint).await?;
        found.ok_or(Failure::NotFound)?
    };
    let detail = if subject == checkpoint.as_str() { "" } else { checkpoint.as_str() };
    let deed = Deed { action, person: Some(person), subject, detail };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &person).await?;
    let file = desk::load(app, &mut writer, &person).await?;
    Ok((writer, file))
}

fn refuse_with_funder(one: &OnFile, words: Words) -> Result<(), Failure> {
    if one.kept.checkpoint.submission.is_with_funder() {
        return Err(Failure::conflict(words.say("evidence-with-funder")));
    }
    Ok(())
}

fn refuse_ticked(one: &OnFile, words: Words) -> Result<(), Failure> {
    refuse_with_funder(one, words)?;
    match one.kept.checkpoint.achieved_on {
        Some(_) => Err(Failure::conflict(words.say("evidence-stands-on-it"))),
        None => Ok(()),
    }
}

fn read_reason(reason: &str, words: Words) -> Result<String, Failure> {
    if reason.trim().is_empty() {
        let sentence = words.say("checkpoints-reason-wanted");
        return Err(Failure::Missing(vec![Lacking::new("reason", sentence)]));
    }
    read_reason_if_given(reason, words)
}

fn read_reason_if_given(reason: &str, words: Words) -> Result<String, Failure> {
    if reason.trim().is_empty() {
        return Ok(String::new());
    }
    line(reason, REASON_LENGTH_MAX)
        .map_err(|why| Failure::field("reason", text_sentence(why, words)))
}
