//! The evidence and the milestone of one checkpoint, as its row and its own page show them.

use super::proof::Proof;
use super::say;
use super::store::{Kept, Tick};
use crate::access::Viewer;
use crate::checkpoints::desk::{File, OnFile};
use crate::documents::look;
use crate::page::{Field, Words};
use domain::access::Right;
use domain::evidence::{Eligible, Milestone, Verdict};

/// What a checkpoint's row shows.
pub struct ProofRow {
    /// Of the page where evidence is added.
    pub address: String,
    /// Where a tick goes, and below which one is taken back.
    pub milestone_address: String,
    pub counted: String,
    pub count_icon: &'static str,
    pub count_tone: &'static str,
    pub pieces: Vec<PieceRow>,
    pub milestone: String,
    /// `good`, `accent` or nothing.
    pub tone: &'static str,
    /// What has to hold: whether it does, and in words.
    pub points: Vec<PointRow>,
    /// The tick box with its day; only where a person may tick.
    pub tick: Option<Tickable>,
    /// Who ticked, and when.
    pub ticked: String,
}

/// One thing that has to hold.
pub struct PointRow {
    pub is_kept: bool,
    pub icon: &'static str,
    pub said: String,
    /// What would be right; empty where it holds.
    pub lacks: String,
}

/// The form of a tick.
pub struct Tickable {
    pub action: String,
    pub tick: Field,
    pub on: Field,
}

/// One piece of evidence in words.
pub struct PieceRow {
    pub id: String,
    pub kind: String,
    pub what: String,
    /// Where its document is; empty for a confirmation by word of mouth.
    pub address: String,
    pub obtained: String,
    pub by: String,
    pub tone: &'static str,
    pub verdict: String,
}

/// Makes the row of a checkpoint.
#[must_use]
pub fn row(
    words: Words,
    viewer: &Viewer,
    (file, one): (&File, &OnFile),
    proof: &Proof,
) -> ProofRow {
    let id = &one.kept.checkpoint.id;
    let pieces = proof.pieces.iter().zip(&proof.checklist.verdicts);
    let points = proof.eligibility.points.iter().map(|(point, holds)| PointRow {
        is_kept: *holds == Eligible::Yes,
        icon: if *holds == Eligible::Yes { "check" } else { "cross" },
        said: say::point(words, *point),
        lacks: match holds {
            Eligible::Yes => String::new(),
            Eligible::NotYet => say::lacks(words, *point, (one, proof)),
        },
    });
    let may_tick = viewer.role.holds(Right::Review)
        && proof.milestone == Milestone::Eligible
        && !one.kept.checkpoint.submission.is_with_funder();
    let is_enough = proof.checklist.is_enough();
    let (count_icon, count_tone) = if is_enough { ("check", "good") } else { ("info", "wait") };
    ProofRow {
        milestone_address: format!("/checkpoints/{id}/milestone"),
        address: format!("/checkpoints/{id}/evidence"),
        counted: say::counted(words, &proof.checklist),
        count_icon,
        count_tone,
        pieces: pieces.map(|(kept, verdict)| piece(words, (file, one), kept, *verdict)).collect(),
        milestone: say::milestone(words, proof.milestone),
        tone: match proof.milestone {
            Milestone::Achieved | Milestone::Claimed | Milestone::Paid => "good",
            Milestone::Rejected => "bad",
            Milestone::Eligible => "accent",
            Milestone::NotEligible | Milestone::Reversed => "",
        },
        points: points.collect(),
        tick: may_tick.then(|| tickable(words, (file, one))),
        ticked: proof.tick().map(|tick| ticked(words, file, tick)).unwrap_or_default(),
    }
}

fn piece(words: Words, (file, one): (&File, &OnFile), kept: &Kept, verdict: Verdict) -> PieceRow {
    let (kind, what) = say::piece(words, one, kept);
    let (tone, verdict) = say::verdict(words, verdict);
    let address = match &kept.what {
        super::store::What::Document(paper) => look::address_of(&paper.id),
        super::store::What::Verbal(_) => String::new(),
    };
    PieceRow {
        id: kept.id.to_string(),
        kind,
        what,
        address,
        obtained: say::obtained(words, file, kept),
        by: kept.added_by_name.clone().unwrap_or_else(|| words.say("people-did-cairn")),
        tone,
        verdict,
    }
}

/// The day that is offered: the due date, or today where that still lies ahead.
fn tickable(words: Words, (file, one): (&File, &OnFile)) -> Tickable {
    let id = one.kept.checkpoint.id;
    let on = one.kept.checkpoint.due_on().min(file.today());
    Tickable {
        action: format!("/checkpoints/{id}/milestone"),
        tick: Field::new(words, "tick", "evidence-tick").id(format!("{id}-tick")),
        on: Field::new(words, "achieved_on", "evidence-achieved-on")
            .id(format!("{id}-achieved-on"))
            .value(on.to_string()),
    }
}

fn ticked(words: Words, file: &File, tick: &Tick) -> String {
    let at = tick.at.to_zoned(file.kept.office_zone.clone());
    let args = [
        ("on", words.date(tick.achieved_on).into()),
        ("by", tick.by_name.clone().unwrap_or_else(|| tick.by.clone()).into()),
        ("at", words.moment_near(&at, file.today()).into()),
    ];
    words.with("evidence-ticked", &args)
}

/// Every tick that was taken back, in sentences.
#[must_use]
pub fn history(words: Words, file: &File, proof: &Proof) -> Vec<String> {
    let all = proof.ticks.iter().filter_map(|tick| {
        let back = tick.reversed.as_ref()?;
        let at = back.at.to_zoned(file.kept.office_zone.clone());
        let args = [
            ("ticked", ticked(words, file, tick).into()),
            ("by", back.by_name.clone().unwrap_or_else(|| back.by.clone()).into()),
            ("at", words.moment_near(&at, file.today()).into()),
            ("reason", (&back.because).into()),
        ];
        Some(words.with("evidence-unticked", &args))
    });
    all.collect()
}
