//! What proves a checkpoint, read and decided on: the one place where rows meet the rules.

use super::store::{self, Kept, Tick, Waiver, What};
use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::failure::Failure;
use crate::record::Held;
use crate::surveys::reading;
use domain::checkpoints::ReviewState;
use domain::evidence::{
    Checklist, Eligibility, Job, Milestone, Piece, Terms, Usable, around_due, checklist,
    eligibility, state,
};
use domain::ids::CheckpointId;
use domain::programmes::milestone::MilestoneFacts;
use domain::programmes::{CheckpointRule, Programme, Strength};
use domain::surveys::{Answer, Answers};
use jiff::civil::Date;
use std::collections::HashMap;

/// Everything about the proof of one checkpoint.
pub struct Proof {
    pub pieces: Vec<Kept>,
    pub waiver: Option<Waiver>,
    /// The oldest first.
    pub ticks: Vec<Tick>,
    pub checklist: Checklist,
    pub facts: MilestoneFacts,
    pub eligibility: Eligibility,
    pub milestone: Milestone,
}

impl Proof {
    /// The tick that is in force.
    #[must_use]
    pub fn tick(&self) -> Option<&Tick> {
        self.ticks.iter().find(|tick| tick.reversed.is_none())
    }
}

/// Proofs by checkpoint. One that its programme no longer has a rule for is not among them.
pub type Proofs = HashMap<CheckpointId, Proof>;

/// Reads the proofs of every checkpoint of a file.
///
/// # Errors
///
/// What the database says.
pub async fn of_file(app: &App, held: &mut impl Held, file: &File) -> Result<Proofs, Failure> {
    let person = &file.kept.person.id;
    let pieces = store::of_person(held, person).await?;
    let waivers = store::waivers(held, person).await?;
    let ticks = store::ticks(held, person).await?;
    let mut proofs = Proofs::new();
    for one in &file.checkpoints {
        let id = one.kept.checkpoint.id;
        let Some(rule) = one.programme.checkpoint(&one.kept.checkpoint.code) else { continue };
        let answers = reviewed(app, held, (file, one)).await?;
        let rows = Rows {
            pieces: pieces.iter().filter(|piece| piece.checkpoint == id).cloned().collect(),
            waiver: waivers.iter().find(|waiver| waiver.checkpoint == id).cloned(),
            ticks: ticks.iter().filter(|tick| tick.checkpoint == id).cloned().collect(),
        };
        proofs.insert(id, proof((file, one), rule, rows, answers.as_ref()));
    }
    Ok(proofs)
}

/// Reads the proof of one checkpoint.
///
/// # Errors
///
/// What the database says; `NotFound` where its programme has no rule for it.
pub async fn of_one(
    app: &App,
    held: &mut impl Held,
    (file, one): (&File, &OnFile),
) -> Result<Proof, Failure> {
    let id = one.kept.checkpoint.id;
    of_file(app, held, file).await?.remove(&id).ok_or(Failure::NotFound)
}

struct Rows {
    pieces: Vec<Kept>,
    waiver: Option<Waiver>,
    ticks: Vec<Tick>,
}

fn proof(
    (file, one): (&File, &OnFile),
    rule: &CheckpointRule,
    rows: Rows,
    answers: Option<&Answers>,
) -> Proof {
    let Rows { pieces, waiver, ticks } = rows;
    let checkpoint = &one.kept.checkpoint;
    let judged: Vec<Piece> = pieces.iter().map(|kept| piece(&one.programme, kept)).collect();
    let list = checklist(rule.evidence, checkpoint.opens_on, &judged, waiver.is_some());
    let facts = facts(file, one, answers);
    let eligibility = eligibility(rule, checkpoint.review, &facts, &list);
    let was_reversed = ticks.iter().any(|tick| tick.reversed.is_some());
    let milestone = state(checkpoint, &eligibility, was_reversed);
    Proof { pieces, waiver, ticks, checklist: list, facts, eligibility, milestone }
}

/// What a type of document proves in a programme; none for one that proves nothing.
#[must_use]
pub fn strength_of(programme: &Programme, code: &str) -> Option<Strength> {
    programme.document_types.iter().find(|one| one.code == code).and_then(|one| one.strength)
}

fn piece(programme: &Programme, kept: &Kept) -> Piece {
    let (covers_to, usable) = match &kept.what {
        What::Document(paper) => (paper.covers.1.or(paper.covers.0), paper.usable),
        What::Verbal(_) => (None, Usable::Yes),
    };
    Piece {
        strength: strength_of(programme, &kept.type_code),
        obtained_on: kept.obtained_on,
        covers_to,
        usable,
    }
}

/// The reviewed answers; none while nobody reviewed them.
async fn reviewed(
    app: &App,
    held: &mut impl Held,
    (file, one): (&File, &OnFile),
) -> Result<Option<Answers>, Failure> {
    match one.kept.checkpoint.review {
        ReviewState::Reviewed { .. } | ReviewState::ToRead { .. } => {
            Ok(Some(reading::load(app, held, (file, one)).await?.standing()))
        }
        ReviewState::None | ReviewState::Draft | ReviewState::Returned => Ok(None),
    }
}

/// The facts that the programme's condition is asked with.
fn facts(file: &File, one: &OnFile, answers: Option<&Answers>) -> MilestoneFacts {
    let jobs: Vec<Job> = file.placements.iter().map(job).collect();
    let around = around_due(&jobs, counts_from(file, one), one.kept.checkpoint.due_on());
    let answer = |id: &str| answers.and_then(|answers| answers.get(id));
    let number = |id: &str| match answer(id) {
        Some(Answer::Number(number)) => Some(number.as_f64()),
        _ => None,
    };
    let choice = |id: &str| match answer(id) {
        Some(Answer::Choice(code) | Answer::Text(code)) => Some(code.clone()),
        _ => None,
    };
    let outcome_code = choice("outcome_code").unwrap_or_default();
    let outcome = one.programme.outcomes.iter().find(|outcome| outcome.code == outcome_code);
    let work_status = choice("work_status").unwrap_or_default();
    MilestoneFacts {
        working_on_due: around.is_working,
        hours_week: number("hours_verified").or(number("hours_week")).or(around.hours_week),
        hours_four_weeks: around.hours_four_weeks,
        gap_days_longest: around.gap_days_longest,
        subsidised: choice("subsidised").and_then(|code| match code.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }),
        self_employed: work_status == "self_employed",
        work_status,
        outcome_group: outcome.map(|outcome| outcome.group.clone()).unwrap_or_default(),
        outcome_counts: outcome.is_some_and(|outcome| outcome.counts),
        outcome_code,
    }
}

fn job(kept: &crate::placements::store::Kept) -> Job {
    let terms = kept.terms.iter();
    let terms = terms
        .map(|terms| Terms { from_on: terms.from_on, hours_per_week: terms.hours_per_week })
        .collect();
    Job { started_on: kept.placement.started_on, ended_on: kept.placement.ended_on, terms }
}

/// The day from which the programme counts.
fn counts_from(file: &File, one: &OnFile) -> Option<Date> {
    match file.placement_of(one) {
        Some(kept) => Some(kept.placement.started_on),
        None => {
            let mut all = file.enrolments.iter();
            let enrolment = all.find(|kept| kept.id == one.kept.enrolment)?;
            enrolment.exited_on.or(enrolment.service_ended_on).or(enrolment.started_on)
        }
    }
}
