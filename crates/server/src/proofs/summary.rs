//! The part of a pack that people read first: a PDF that says what the other files prove.

use crate::checkpoints::desk::{File, OnFile};
use crate::checkpoints::view::{language, name_of};
use crate::evidence;
use crate::evidence::proof::Proof;
use crate::messaging::api::MessageAnswer;
use crate::page::Words;
use crate::page::pdf::Block;
use crate::submissions;
use crate::submissions::store::Kept as Submission;
use crate::surveys::reading::Reading;
use crate::surveys::store::Change;
use crate::surveys::wording::{answer_text, question_text};
use domain::surveys::Answer;

/// Everything of one checkpoint.
pub struct Told<'a> {
    pub one: &'a OnFile,
    pub reading: &'a Reading,
    pub changes: &'a [Change],
    pub proof: Option<&'a Proof>,
    pub submissions: &'a [Submission],
    pub messages: &'a [MessageAnswer],
}

/// The head of a person's part.
#[must_use]
pub fn person(words: Words, file: &File) -> Vec<Block> {
    let person = &file.kept.person;
    let mut blocks = vec![
        Block::NewPage,
        Block::Heading(1, format!("{} {}", person.given_name, person.family_name)),
        fact(words, "proofs-pdf-id", person.id.to_string()),
    ];
    if let Some(reference) = &file.kept.reference {
        blocks.push(fact(words, "proofs-pdf-reference", reference.clone()));
    }
    for kept in &file.placements {
        let until = kept.placement.ended_on.map(|day| words.date(day));
        let key = if until.is_some() { "proofs-pdf-job-said-until" } else { "proofs-pdf-job-said" };
        let args = [
            ("title", (&kept.job_title).into()),
            ("employer", (&kept.employer).into()),
            ("from", words.date(kept.placement.started_on).into()),
            ("until", until.unwrap_or_default().into()),
        ];
        blocks.push(fact(words, "proofs-pdf-job", words.with(key, &args)));
    }
    blocks
}

fn fact(words: Words, key: &str, value: String) -> Block {
    Block::Fact(words.say(key), value)
}

/// The part of a checkpoint.
#[must_use]
pub fn checkpoint(words: Words, file: &File, told: &Told<'_>) -> Vec<Block> {
    let Told { one, proof, .. } = told;
    let kept = &one.kept.checkpoint;
    let title = one.programme.title.in_language(language(words)).to_owned();
    let state = words.say(&format!("stone-{}", file.state(one).word()));
    let mut blocks = vec![
        Block::Heading(2, name_of(words, one)),
        fact(words, "proofs-pdf-programme", title),
        fact(words, "proofs-pdf-due", words.date_long(kept.due_on())),
        fact(words, "proofs-pdf-state", state),
    ];
    if let Some(proof) = proof {
        let said = evidence::say::milestone(words, proof.milestone);
        blocks.push(fact(words, "proofs-pdf-milestone", said));
    }
    let headed = |key: &str, own: Vec<Block>| {
        let head = (!own.is_empty()).then(|| Block::Heading(3, words.say(key)));
        head.into_iter().chain(own)
    };
    blocks.extend(headed("proofs-pdf-answers", answers(words, told)));
    if let Some(proof) = proof {
        blocks.extend(headed("proofs-pdf-evidence", pieces(words, one, proof)));
    }
    blocks.extend(headed("proofs-pdf-contacts", contacts(told)));
    for submission in told.submissions {
        blocks.push(Block::Heading(3, words.say("proofs-pdf-submission")));
        blocks.push(fact(words, "proofs-pdf-id", submission.id.to_string()));
        let state = submissions::say::state(words, submission);
        blocks.push(fact(words, "proofs-pdf-state", state));
        if let Some(receipt) = &submission.receipt {
            blocks.push(fact(words, "submissions-fact-receipt", receipt.clone()));
        }
        blocks.push(fact(words, "submissions-fact-hash", submission.payload_sha256.clone()));
    }
    blocks
}

/// Each answer that stands, with what the client said where that differs.
fn answers(words: Words, told: &Told<'_>) -> Vec<Block> {
    let reading = told.reading;
    let (standing, currency) = (reading.standing(), reading.definition.currency());
    let mut blocks = Vec::new();
    let changed = reading.changed(told.changes);
    for question in &reading.questionnaire().questions {
        let said = |answer: &Answer| answer_text(question, answer, &words, currency);
        let change = changed.iter().find(|one| one.difference.question == question.id);
        let now = standing.get(&question.id).map(said);
        let value = match (now, change) {
            (None, None) => continue,
            (Some(now), None) => now,
            (now, Some(change)) => {
                let was = change.difference.was.as_ref().map(said);
                let args = [
                    ("now", now.unwrap_or_default().into()),
                    ("was", was.unwrap_or_default().into()),
                    ("by", change.by_name.clone().unwrap_or_else(|| change.by.clone()).into()),
                    ("reason", change.reason.clone().unwrap_or_default().into()),
                ];
                words.with("proofs-pdf-changed", &args)
            }
        };
        let text =
            question_text(question, &reading.known, words.locale, |day| words.date_long(day));
        blocks.push(Block::Fact(text, value));
    }
    blocks
}

fn pieces(words: Words, one: &OnFile, proof: &Proof) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (kept, verdict) in proof.pieces.iter().zip(&proof.checklist.verdicts) {
        let (kind, what) = evidence::say::piece(words, one, kept);
        let verdict = evidence::say::verdict(words, *verdict).1;
        let on = words.date(kept.obtained_on);
        blocks.push(Block::Fact(kind, format!("{what} · {on} · {verdict}")));
    }
    if let Some(waiver) = &proof.waiver {
        blocks.push(fact(words, "proofs-pdf-waived", waiver.reason.clone()));
    }
    blocks
}

fn contacts(told: &Told<'_>) -> Vec<Block> {
    let all = told.messages.iter();
    all.map(|message| Block::Fact(message.made_at().to_string(), message.said())).collect()
}
