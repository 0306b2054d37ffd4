//! What a checkpoint's row says of its submission, and the button that prepares one.

use super::say;
use super::store::Kept;
use crate::access::Viewer;
use crate::checkpoints::desk::{File, OnFile};
use crate::evidence::proof::Proof;
use crate::page::Words;
use domain::access::Right;
use domain::submissions::{State, ready};

/// The part of a row.
pub struct SubmissionRow {
    /// Where it is prepared; empty where it cannot be now.
    pub action: String,
    /// Where it is looked at; empty where there is none.
    pub address: String,
    /// Its state, or empty.
    pub state: String,
    pub tone: &'static str,
    /// Since when, by which way, with which number.
    pub said: String,
    /// Its proof pack; empty for whoever may not take one.
    pub proof: String,
    /// What is to be done before, or the funder's reasons.
    pub lines: Vec<String>,
}

/// The tone of a state's tag.
#[must_use]
pub fn tone(state: State) -> &'static str {
    match state {
        State::AwaitingApproval | State::Queued | State::Approved => "wait",
        State::Sending | State::Sent => "accent",
        State::Confirmed => "good",
        State::Failed | State::Rejected => "bad",
        State::Removed => "",
    }
}

/// The part of a checkpoint's row; none where its programme has no way to the funder.
#[must_use]
pub fn row(
    words: Words,
    viewer: &Viewer,
    (file, one): (&File, &OnFile),
    (kept, proof): (Option<&Kept>, &Proof),
) -> Option<SubmissionRow> {
    one.programme.submission.as_ref()?;
    let lacks = ready(&one.kept.checkpoint, &proof.eligibility);
    let is_ready = lacks.is_empty();
    let may = is_ready && viewer.role.holds(Right::Submit);
    let id = &one.kept.checkpoint.id;
    let action = if may { format!("/checkpoints/{id}/submission") } else { String::new() };
    let proves = viewer.role.holds(Right::TakeProofs);
    let proof = if proves { format!("/checkpoints/{id}/proof.zip") } else { String::new() };
    let Some(kept) = kept else {
        let lines = lacks.iter().map(|one| say::lacks(words, *one)).collect();
        return Some(SubmissionRow {
            action,
            address: String::new(),
            state: String::new(),
            tone: "",
            said: String::new(),
            proof,
            lines,
        });
    };
    let reasons = kept.reasons.iter().map(|reason| reason.message.clone());
    Some(SubmissionRow {
        action,
        address: format!("/submissions/{}", kept.id),
        state: say::state(words, kept),
        tone: tone(kept.state),
        said: said(words, file, kept),
        proof,
        lines: if kept.state == State::Rejected { reasons.collect() } else { Vec::new() },
    })
}

/// Since when it stands there, by which way, and under which number.
#[must_use]
pub fn said(words: Words, file: &File, kept: &Kept) -> String {
    let at = kept.state_at.to_zoned(file.kept.office_zone.clone());
    let args = [
        ("when", words.moment_near(&at, file.today()).into()),
        ("way", say::connector(words, kept.connector).into()),
        ("receipt", kept.receipt.clone().unwrap_or_default().into()),
    ];
    let key = if kept.receipt.is_some() { "submissions-said-receipt" } else { "submissions-said" };
    words.with(key, &args)
}
