//! Evidence and milestones as programs see them.

use super::proof::{self, Proof};
use super::say;
use super::store::{Kept, Tick, What};
use crate::checkpoints::desk::OnFile;
use crate::page::Words;
use domain::evidence::{Verbal, Verdict};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A piece of evidence.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceAnswer {
    pub(super) id: String,
    checkpoint: String,
    /// Null for a confirmation by word of mouth.
    document: Option<String>,
    /// Of the document's bytes.
    sha256: Option<String>,
    /// A code of the programme.
    #[schema(rename = "type")]
    r#type: String,
    /// `A`, `B` or `C`; null where its type proves nothing.
    strength: Option<&'static str>,
    #[schema(value_type = String, format = Date)]
    obtained_on: Date,
    /// `client_upload`, `email`, `post`, `in_person`, `phone`, `site_visit` or `system`.
    obtained_how: &'static str,
    verbal: Option<VerbalAnswer>,
    /// Whether it counts toward what the programme wants.
    counts: bool,
    /// Why it does not, or that it does.
    because: String,
    added_by: String,
    #[schema(value_type = String, format = DateTime)]
    added_at: Timestamp,
}

/// A confirmation by word of mouth; all five are wanted, with the day.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerbalAnswer {
    pub firm: String,
    pub phone: String,
    /// Who spoke for the firm, with what they do there.
    pub person: String,
    pub said: String,
    /// Who heard it; whoever records it where left out.
    pub heard_by: Option<String>,
}

/// Where a checkpoint's milestone stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct MilestoneAnswer {
    /// `not_eligible`, `eligible`, `achieved`, `claimed`, `paid`, `rejected` or `reversed`.
    state: &'static str,
    #[schema(value_type = Option<String>, format = Date)]
    achieved_on: Option<Date>,
    by: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Timestamp>,
    /// Every tick that was taken back, the oldest first.
    reversed: Vec<ReversedAnswer>,
}

/// A tick that was taken back.
#[derive(Debug, Serialize, ToSchema)]
struct ReversedAnswer {
    #[schema(value_type = String, format = Date)]
    achieved_on: Date,
    ticked_by: String,
    #[schema(value_type = String, format = DateTime)]
    ticked_at: Timestamp,
    reversed_by: String,
    #[schema(value_type = String, format = DateTime)]
    reversed_at: Timestamp,
    reason: String,
}

/// The evidence of a checkpoint as programs see it.
#[must_use]
pub fn pieces(one: &OnFile, proof: &Proof) -> Vec<EvidenceAnswer> {
    let all = proof.pieces.iter().zip(&proof.checklist.verdicts);
    all.map(|(kept, verdict)| answer(one, kept, *verdict)).collect()
}

fn answer(one: &OnFile, kept: &Kept, verdict: Verdict) -> EvidenceAnswer {
    let words = Words { locale: Default::default() };
    let (document, sha256, verbal) = match &kept.what {
        What::Document(paper) => (Some(paper.id.to_string()), Some(paper.sha256.clone()), None),
        What::Verbal(told) => (None, None, Some(verbal_answer(told))),
    };
    EvidenceAnswer {
        id: kept.id.to_string(),
        checkpoint: kept.checkpoint.to_string(),
        document,
        sha256,
        r#type: kept.type_code.clone(),
        strength: proof::strength_of(&one.programme, &kept.type_code).map(say::grade),
        obtained_on: kept.obtained_on,
        obtained_how: kept.how.word(),
        verbal,
        counts: verdict == Verdict::Counts,
        because: say::verdict(words, verdict).1,
        added_by: kept.added_by.clone(),
        added_at: kept.added_at,
    }
}

fn verbal_answer(told: &Verbal) -> VerbalAnswer {
    let told = told.clone();
    VerbalAnswer {
        firm: told.firm,
        phone: told.phone,
        person: told.person,
        said: told.said,
        heard_by: Some(told.heard_by),
    }
}

/// The milestone of a checkpoint as programs see it.
#[must_use]
pub fn milestone(proof: &Proof) -> MilestoneAnswer {
    let tick = proof.tick();
    let reversed = |tick: &Tick| {
        let reversal = tick.reversed.clone()?;
        Some(ReversedAnswer {
            achieved_on: tick.achieved_on,
            ticked_by: tick.by.clone(),
            ticked_at: tick.at,
            reversed_by: reversal.by,
            reversed_at: reversal.at,
            reason: reversal.because,
        })
    };
    MilestoneAnswer {
        state: proof.milestone.word(),
        achieved_on: tick.map(|tick| tick.achieved_on),
        by: tick.map(|tick| tick.by.clone()),
        at: tick.map(|tick| tick.at),
        reversed: proof.ticks.iter().filter_map(reversed).collect(),
    }
}
