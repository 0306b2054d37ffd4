//! Evidence and milestones in words.

use super::proof::Proof;
use super::store::{Kept, What};
use crate::checkpoints::desk::{File, OnFile};
use crate::checkpoints::view::language;
use crate::documents::say::{Type, type_said};
use crate::failure::Failure;
use crate::page::{Choice, Problems, Words};
use crate::people::act::text_sentence;
use domain::evidence::{Checklist, How, Milestone, Point, VerbalLacks, Verdict};
use domain::people::TextRefused;
use domain::programmes::Strength;

/// The types of evidence that the programme of a checkpoint knows.
#[must_use]
pub fn types_of(one: &OnFile, words: Words) -> Vec<Type> {
    let all = one.programme.document_types.iter();
    let label = |label: &domain::words::Words| label.in_language(language(words)).to_owned();
    all.map(|kind| Type { code: kind.code.clone(), label: label(&kind.label) }).collect()
}

/// Says which types there are when another was given.
///
/// # Errors
///
/// `Refused` at `type`.
pub fn check_type(one: &OnFile, code: &str, words: Words) -> Result<(), Failure> {
    let types = &one.programme.document_types;
    if types.iter().any(|kind| kind.code == code) {
        return Ok(());
    }
    let known: Vec<&str> = types.iter().map(|kind| kind.code.as_str()).collect();
    let known = [("known", known.join(", ").into())];
    Err(Failure::field("type", words.with("documents-type-wanted", &known)))
}

/// A piece: `Pay stub, March.pdf`.
#[must_use]
pub fn piece(words: Words, one: &OnFile, kept: &Kept) -> (String, String) {
    let kind = type_said(&types_of(one, words), &kept.type_code);
    let what = match &kept.what {
        What::Document(paper) => paper.name.clone(),
        What::Verbal(told) => {
            let args = [
                ("person", (&told.person).into()),
                ("firm", (&told.firm).into()),
                ("phone", (&told.phone).into()),
                ("said", (&told.said).into()),
                ("by", (&told.heard_by).into()),
            ];
            words.with("evidence-told", &args)
        }
    };
    (kind, what)
}

/// How it was obtained, and when.
#[must_use]
pub fn obtained(words: Words, file: &File, kept: &Kept) -> String {
    let on = words.date_near(kept.obtained_on, file.today());
    words.with("evidence-obtained", &[("how", how(words, kept.how).into()), ("on", on.into())])
}

/// A way of obtaining.
#[must_use]
pub fn how(words: Words, how: How) -> String {
    words.say(&format!("evidence-how-{}", how.word().replace('_', "-")))
}

/// The ways to choose from.
#[must_use]
pub fn ways(words: Words) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", words.say("field-choose"))];
    choices.extend(How::ALL.into_iter().map(|one| Choice::new(one.word(), how(words, one))));
    choices
}

/// A grade by its letter.
#[must_use]
pub const fn grade(strength: Strength) -> &'static str {
    match strength {
        Strength::A => "A",
        Strength::B => "B",
        Strength::C => "C",
    }
}

/// What becomes of a piece, and whether that is good.
#[must_use]
pub fn verdict(words: Words, verdict: Verdict) -> (&'static str, String) {
    match verdict {
        Verdict::Counts => ("good", words.say("evidence-counts")),
        Verdict::ProvesNothing => ("wait", words.say("evidence-proves-nothing")),
        Verdict::TooWeak { is, wanted } => {
            let args = [("is", grade(is).into()), ("wanted", grade(wanted).into())];
            ("wait", words.with("evidence-too-weak", &args))
        }
        Verdict::TooOld { until, opens_on } => {
            let args =
                [("until", words.date(until).into()), ("opens", words.date(opens_on).into())];
            ("wait", words.with("evidence-too-old", &args))
        }
        Verdict::Scanning => ("wait", words.say("evidence-scanning")),
        Verdict::Quarantined => ("bad", words.say("evidence-quarantined")),
    }
}

/// What is wrong with a confirmation, at its fields.
#[must_use]
pub fn verbal(words: Words, lacks: &[VerbalLacks]) -> Problems {
    let mut problems = Problems::new();
    for lack in lacks {
        match *lack {
            VerbalLacks::Wanted { field } => {
                problems
                    .add(field, words.say(&format!("evidence-wanted-{}", field.replace('_', "-"))));
            }
            VerbalLacks::TooLong { field, length_max } => {
                let why = TextRefused::TooLong { length_max };
                problems.add(field, text_sentence(why, words));
            }
            VerbalLacks::Ahead => problems.add("obtained_on", words.say("evidence-not-ahead")),
        }
    }
    problems
}

/// `1 of 1, grade B or better`.
#[must_use]
pub fn counted(words: Words, list: &Checklist) -> String {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let args = [
        ("counted", number(list.counted).into()),
        ("wanted", number(list.wanted).into()),
        ("grade", grade(list.strength_min).into()),
    ];
    if list.is_waived {
        words.with("evidence-count-waived", &args)
    } else if list.wanted == 0 {
        words.with("evidence-count-none", &args)
    } else {
        words.with("evidence-count", &args)
    }
}

/// What has to hold, in words.
#[must_use]
pub fn point(words: Words, point: Point) -> String {
    words.say(&format!("evidence-point-{}", point.word()))
}

/// What does not hold yet, and what would be right.
#[must_use]
pub fn lacks(words: Words, point: Point, (one, proof): (&OnFile, &Proof)) -> String {
    match point {
        Point::Reviewed => words.say("evidence-lacks-review"),
        Point::Evidence => {
            let counted = counted(words, &proof.checklist);
            words.with("evidence-lacks-evidence", &[("counted", counted.into())])
        }
        Point::Condition => {
            let rule = one.programme.checkpoint(&one.kept.checkpoint.code);
            let condition = rule.and_then(|rule| rule.milestone_when.as_ref());
            let condition = condition.map(|one| one.source().to_owned()).unwrap_or_default();
            let args = [
                ("working", working(words, proof).into()),
                ("hours", hours(words, proof.facts.hours_week).into()),
                ("condition", condition.into()),
            ];
            words.with("evidence-lacks-condition", &args)
        }
    }
}

/// What the decision read about the job, each with its figure.
#[must_use]
pub fn facts(words: Words, proof: &Proof) -> Vec<(String, String)> {
    let facts = &proof.facts;
    let gap =
        facts.gap_days_longest.map(|days| words.with("evidence-days", &[("days", days.into())]));
    let unknown = || words.say("evidence-unknown");
    vec![
        (words.say("evidence-fact-working"), working(words, proof)),
        (words.say("evidence-fact-hours"), hours(words, facts.hours_week)),
        (words.say("evidence-fact-four-weeks"), hours(words, facts.hours_four_weeks)),
        (words.say("evidence-fact-gap"), gap.unwrap_or_else(unknown)),
    ]
}

fn working(words: Words, proof: &Proof) -> String {
    let key = if proof.facts.working_on_due { "evidence-yes" } else { "evidence-no" };
    words.say(key)
}

fn hours(words: Words, hours: Option<f64>) -> String {
    match hours {
        Some(hours) => words.decimal(hours),
        None => words.say("evidence-unknown"),
    }
}

/// Where a milestone stands.
#[must_use]
pub fn milestone(words: Words, milestone: Milestone) -> String {
    words.say(&format!("evidence-milestone-{}", milestone.word().replace('_', "-")))
}
