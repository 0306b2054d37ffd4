//! Entering, correcting and submitting answers as staff: what the page and the door both do.

use super::api::response_answer;
use super::reading::{self, Overlay, Reading, Reasons, seal_reasons};
use super::source::Source;
use super::store::{self, NewChange, StaffState};
use super::wire::answer_to_json;
use super::wording::{missing_sentence, question_text};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::{self, desk};
use crate::failure::{Failure, Lacking};
use crate::page::Words;
use crate::people;
use crate::people::act::{REASON_LENGTH_MAX, text_sentence};
use crate::record::{Deed, Writer};
use crate::sealed::Sealed;
use crate::tasks;
use domain::access::Right;
use domain::checkpoints::second::{Wish, submitted};
use domain::checkpoints::{Checkpoint, EndingKind, ReviewState};
use domain::ids::{ChangeId, CheckpointId, PersonId};
use domain::people::line;
use domain::surveys::{
    Answer, Answers, Face, Missing, MissingKind, missing_for_submission, raised,
};

/// Whether what was entered is to be kept for later, or goes on to be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Draft,
    Submit,
}

/// What staff entered. It takes the place of whatever staff entered before.
#[derive(Debug, Clone)]
pub struct Entry {
    pub overlay: Overlay,
    pub reasons: Reasons,
    /// None leaves the source as it was.
    pub source: Option<Source>,
    pub step: Step,
    /// Whether a second person is to read it first, where that is left open.
    pub wish: Wish,
    /// The version that was seen; left out, it is not checked.
    pub version: Option<i64>,
}

impl Entry {
    /// What is submitted as the programme says, whatever the version.
    #[must_use]
    pub fn submitting(overlay: Overlay, reasons: Reasons, source: Source) -> Self {
        let (step, wish) = (Step::Submit, Wish::AsTheProgrammeSays);
        Self { overlay, reasons, source: Some(source), step, wish, version: None }
    }
}

/// Keeps what staff entered within a unit of work that the caller commits.
///
/// # Errors
///
/// `NotFound`; `Conflict` for a stale version, with the present state, or for a checkpoint that is
/// past it; `Missing` with everything that a submission still lacks.
pub async fn save(
    app: &App,
    viewer: &Viewer,
    (id, person): (&CheckpointId, &PersonId),
    entry: &Entry,
) -> Result<Writer, Failure> {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let action = match entry.step {
        Step::Draft => "draft review",
        Step::Submit => "submit review",
    };
    let deed = Deed { action, person: Some(*person), subject: id.as_str(), detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, person).await?;
    let file = desk::load(app, &mut writer, person).await?;
    let one = file.checkpoint(id)?;
    let present = reading::load(app, &mut writer, (&file, one)).await?;
    if entry.version.is_some_and(|version| version != present.response.version) {
        let current = response_answer(&present, &store::changes(&mut writer, id).await?);
        return Err(Failure::Conflict {
            sentence: words.say("surveys-changed-meanwhile"),
            current: serde_json::to_value(current).ok().map(Box::new),
        });
    }
    refuse_closed(&one.kept.checkpoint, &present, (entry.step, words))?;
    let entered = Entered::of(&present, entry);
    if entry.step == Step::Submit {
        let lacking = entered.lacking(&present, words);
        if !lacking.is_empty() {
            return Err(Failure::Missing(lacking));
        }
    }
    keep(app, &mut writer, (id, person), (&present, &entered, entry)).await?;
    let file = desk::settle(app, &mut writer, person).await?;
    if entry.step == Step::Submit {
        let (questionnaire, after) = (present.questionnaire(), &entered.after);
        let asked_for = raised(questionnaire, after, Face::Staff, &present.known);
        let one = file.checkpoint(id)?;
        tasks::act::open_raised(app, &mut writer, (&file, one), &asked_for).await?;
    }
    Ok(writer)
}

fn refuse_closed(
    checkpoint: &Checkpoint,
    present: &Reading,
    (step, words): (Step, Words),
) -> Result<(), Failure> {
    if let Some(key) = closed_because(checkpoint) {
        return Err(Failure::conflict(words.say(key)));
    }
    if present.response.staff == StaffState::ToRead {
        return Err(Failure::conflict(words.say("surveys-waits-for-reader")));
    }
    // What was submitted is corrected by submitting again: a draft would take it back unsaid.
    if present.response.staff == StaffState::Reviewed && step == Step::Draft {
        return Err(Failure::conflict(words.say("surveys-reviewed-already")));
    }
    Ok(())
}

/// The key of the sentence why nothing may be entered at a checkpoint any more, if so.
#[must_use]
pub fn closed_because(checkpoint: &Checkpoint) -> Option<&'static str> {
    if checkpoint.submission.is_with_funder() {
        return Some("surveys-with-funder");
    }
    match checkpoint.ending.as_ref().map(|ending| ending.kind) {
        Some(EndingKind::Missed | EndingKind::MissedByClosing) => Some("surveys-reopen-first"),
        Some(EndingKind::Waived) => Some("surveys-waived"),
        Some(EndingKind::Stopped(_)) => Some("surveys-stopped"),
        None => None,
    }
}

/// What stands after an entry.
struct Entered {
    overlay: Overlay,
    before: Answers,
    after: Answers,
    reasons: Reasons,
    source: Option<Source>,
}

impl Entered {
    fn of(present: &Reading, entry: &Entry) -> Self {
        let before = present.standing();
        let after = present.with(&entry.overlay);
        let mut reasons = entry.reasons.clone();
        for (id, reason) in &present.reasons {
            // A reason stands as long as the answer that it explains.
            if before.get(id) == after.get(id) {
                reasons.entry(id.clone()).or_insert_with(|| reason.clone());
            }
        }
        let source = entry.source.or(present.response.source);
        Self { overlay: entry.overlay.clone(), before, after, reasons, source }
    }

    fn lacking(&self, present: &Reading, words: Words) -> Vec<Lacking> {
        let mut missing = missing_for_submission(
            present.questionnaire(),
            present.client.as_ref(),
            &self.after,
            &self.reasons,
            self.source.is_some(),
            &present.known,
        );
        if present.response.staff == StaffState::Reviewed {
            for id in self.corrected(present) {
                if missing.iter().all(|one| one.code != id) && !self.reasons.contains_key(&id) {
                    missing.push(Missing { code: id, kind: MissingKind::Reason });
                }
            }
            let questions = &present.questionnaire().questions;
            let place = |one: &Missing| questions.iter().position(|asked| asked.id == one.code);
            missing.sort_by_key(|one| place(one).unwrap_or(usize::MAX));
        }
        missing.iter().map(|one| lacking(one, present, words)).collect()
    }

    /// Reviewed answers on the route that are changed or taken out: each wants a reason.
    fn corrected(&self, present: &Reading) -> Vec<String> {
        let route = present.journey(&self.after);
        let differs = |(id, was): &(&String, &Answer)| self.after.get(*id) != Some(*was);
        let changed = self.before.iter().filter(differs).map(|(id, _)| id);
        changed.filter(|id| route.is_on_route(id)).cloned().collect()
    }
}

/// The sentence for one thing that is missing.
#[must_use]
pub fn lacking(missing: &Missing, reading: &Reading, words: Words) -> Lacking {
    let question = reading.questionnaire().question(&missing.code);
    let date = |day| words.date_long(day);
    let text = question.map(|one| question_text(one, &reading.known, words.locale, date));
    let sentence = missing_sentence(missing.kind, &text.unwrap_or_default(), &words);
    Lacking::new(missing.code.clone(), sentence)
}

async fn keep(
    app: &App,
    writer: &mut Writer,
    (id, person): (&CheckpointId, &PersonId),
    (present, entered, entry): (&Reading, &Entered, &Entry),
) -> Result<(), Failure> {
    record_changes(app, writer, id, (present, entered)).await?;
    let mut response = present.response.clone();
    response.source = entered.source;
    response.staff_reasons = Some(seal_reasons(&entered.reasons));
    response.staff_by = Some(writer_name(writer));
    response.staff_at = Some(writer.at());
    match entry.step {
        Step::Draft => {
            response.staff = StaffState::Draft;
            response.staff_answers = Some(present.seal_overlay(&entered.overlay));
        }
        Step::Submit => {
            let rule = present.definition.programme().review;
            response.staff = match submitted(rule, entry.wish, id, writer.at()) {
                ReviewState::ToRead { .. } => StaffState::ToRead,
                ReviewState::None
                | ReviewState::Draft
                | ReviewState::Reviewed { .. }
                | ReviewState::Returned => StaffState::Reviewed,
            };
            response.staff_answers = Some(present.seal(&entered.after));
            // The review holds whatever the client has said by now, and nothing more is awaited.
            let is_over = [store::Flag::AfterReview, store::Flag::Returned];
            response.flags.retain(|flag| !is_over.contains(flag));
        }
    }
    store::record(writer, (id, person), &response).await?;
    let (answer, review) = (response.answer_state(), response.review_state());
    checkpoints::store::record_response(writer, id, answer, review).await?;
    Ok(())
}

/// A reason that is missing.
#[must_use]
pub fn lacking_reason(sentence: String) -> Failure {
    Failure::Missing(vec![Lacking::new("reason", sentence)])
}

/// Reads a reason: one line; none where it is blank.
///
/// # Errors
///
/// `Refused` at its field.
pub fn read_reason(text: &str, words: Words) -> Result<Option<String>, Failure> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Ok(None);
    }
    let read = line(&text, REASON_LENGTH_MAX);
    read.map(Some).map_err(|why| Failure::field("reason", text_sentence(why, words)))
}

fn writer_name(writer: &Writer) -> String {
    use crate::record::Held;
    writer.actor().name.clone()
}

/// Records each answer that is another than the one recorded last: the client's, then what staff
/// made of it, step by step.
async fn record_changes(
    app: &App,
    writer: &mut Writer,
    id: &CheckpointId,
    (present, entered): (&Reading, &Entered),
) -> Result<(), Failure> {
    let history = store::changes(writer, id).await?;
    let is_correction = present.response.staff == StaffState::Reviewed;
    for question in &present.questionnaire().questions {
        let key = &question.id;
        let sealed = |answer: Option<&Answer>| {
            answer.map(|answer| Sealed::new(answer_to_json(question, answer).to_string()))
        };
        let said = present.client.as_ref().and_then(|client| client.get(key));
        let last = history.iter().rev().find(|one| one.question == *key);
        let now = sealed(entered.after.get(key));
        let reason = entered.reasons.get(key).map(|text| Sealed::new(text.as_str()));
        let is_asked = present.client.is_some() && !question.staff_only;
        let was = match last {
            Some(last) => last.now.clone(),
            None if is_asked => sealed(said),
            None if is_correction => sealed(entered.before.get(key)),
            None => continue,
        };
        let is_explained_anew =
            now != sealed(said) && last.is_some_and(|last| last.reason != reason);
        if was == now && !is_explained_anew {
            continue;
        }
        let number = ChangeId::from_number(app.new_number());
        let change = NewChange { id: number, question: key, was, now, reason };
        store::record_change(writer, id, &change).await?;
    }
    Ok(())
}
