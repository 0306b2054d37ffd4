//! The section `checkpoints`: when each falls due, how long it is open, what is asked and proved.

use super::LABEL_LENGTH_MAX;
use super::node::{Node, Place};
use super::problems::{Fields, Problems, one_of};
use super::scalars::{self, Side};
use domain::expression::Condition;
use domain::programmes::milestone::{MilestoneFacts, VARIABLES};
use domain::programmes::{
    CheckpointRule, DocumentType, EvidenceRule, Offset, Shift, Span, Strength,
};
use jiff::civil::{Date, date};
use std::collections::BTreeSet;

/// Checkpoints of one pack, at most.
pub(super) const CHECKPOINTS_MAX: usize = 60;
/// Pieces of evidence for one checkpoint, at most.
const EVIDENCE_MAX: i64 = 20;

/// Grades of evidence, as packs write them.
pub(super) const STRENGTHS: [(&str, Strength); 3] =
    [("A", Strength::A), ("B", Strength::B), ("C", Strength::C)];

const KEYS: [&str; 9] = [
    "code",
    "label",
    "due",
    "opens",
    "closes",
    "shift",
    "questionnaire",
    "evidence",
    "milestone_when",
];

/// What checkpoints name.
pub(super) struct Around<'a> {
    pub questionnaires: &'a BTreeSet<String>,
    pub document_types: &'a [DocumentType],
}

pub(super) fn read(node: &Node, around: &Around<'_>, check: &mut Problems) -> Vec<CheckpointRule> {
    let nodes = check.list(node, "checkpoints", CHECKPOINTS_MAX);
    if nodes.is_empty() {
        check.add(node.place, "a pack has at least one checkpoint".to_owned());
    }
    let mut codes = BTreeSet::new();
    let mut rules = Vec::new();
    let mut dues = Vec::new();
    for node in nodes {
        let Some(fields) = check.fields(node, "a checkpoint", &KEYS) else { continue };
        let due = fields.required("due", check);
        let due = due.and_then(|node| Some((scalars::offset(node, check)?, node.place)));
        dues.extend(due);
        rules.extend(checkpoint(&fields, due.map(|(due, _)| due), around, &mut codes, check));
    }
    in_order(&dues, check);
    rules
}

fn checkpoint(
    fields: &Fields<'_>,
    due: Option<Offset>,
    around: &Around<'_>,
    codes: &mut BTreeSet<String>,
    check: &mut Problems,
) -> Option<CheckpointRule> {
    let code = fields.required("code", check);
    let code = code.and_then(|node| check.new_code(node, "checkpoint", codes));
    let label = fields.required("label", check);
    let label = label.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
    let window = window(fields, check);
    let shift = fields.optional("shift");
    let shift = shift.map_or(Some(Shift::Stay), |node| self::shift(node, due, check));
    let questionnaire = fields.required("questionnaire", check);
    let questionnaire = questionnaire.and_then(|node| questionnaire_named(node, around, check));
    let evidence = fields.required("evidence", check);
    let evidence = evidence.and_then(|node| evidence_rule(node, around, check));
    let milestone_when = fields.optional("milestone_when");
    let milestone_when = milestone_when.map(|node| milestone(node, check));
    let (opens_before, closes_after) = window?;
    Some(CheckpointRule {
        code: code?,
        label: label?,
        due: due?,
        opens_before,
        closes_after,
        shift: shift?,
        questionnaire: questionnaire?,
        evidence: evidence?,
        milestone_when: milestone_when.flatten(),
    })
}

fn window(fields: &Fields<'_>, check: &mut Problems) -> Option<(Span, Span)> {
    let opens_node = fields.required("opens", check);
    let opens = opens_node.and_then(|node| scalars::bound(node, Side::Before, check));
    let closes_node = fields.required("closes", check);
    let closes = closes_node.and_then(|node| scalars::bound(node, Side::After, check));
    let ((opens_before, _), (closes_after, _)) = (opens?, closes?);
    // Any due date shows the order of the three days.
    let due = date(2026, 1, 31);
    let (opens_on, closes_on) = (on(due, opens?)?, on(due, closes?)?);
    if opens_on > closes_on {
        let sentence = "the window opens after it closes: let it open before the due date \
             (`P7D before`) and close after it (`P30D after`)";
        check.add(opens_node?.place, sentence);
    } else if opens_on > due {
        let sentence = "the window opens after the due date: it opens on that day (`P0D`) or \
             before it (`P7D before`)";
        check.add(opens_node?.place, sentence);
    } else if closes_on < due {
        let sentence = "the window closes before the due date: it closes on that day (`P0D`) or \
             after it (`P30D after`)";
        check.add(closes_node?.place, sentence);
    } else {
        return Some((opens_before, closes_after));
    }
    None
}

fn on(due: Date, (span, side): (Span, Side)) -> Option<Date> {
    match side {
        Side::Before => span.before(due).ok(),
        Side::After => span.after(due).ok(),
    }
}

fn shift(node: &Node, due: Option<Offset>, check: &mut Problems) -> Option<Shift> {
    let shift = scalars::shift(node, check)?;
    if shift == Shift::NextWorkingDay && matches!(due, Some(Offset::Quarter(_))) {
        let sentence = "a quarter falls due on its last day, and the next working day lies in the \
             next quarter: write `stay` or `previous_working_day`";
        check.add(node.place, sentence);
        return None;
    }
    Some(shift)
}

fn questionnaire_named(node: &Node, around: &Around<'_>, check: &mut Problems) -> Option<String> {
    let code = check.code(node)?;
    if around.questionnaires.contains(&code) {
        return Some(code);
    }
    let known: Vec<&str> = around.questionnaires.iter().map(String::as_str).collect();
    let sentence = format!("the pack has no questionnaire `{code}`: {}", one_of(&known));
    check.add(node.place, sentence);
    None
}

fn evidence_rule(node: &Node, around: &Around<'_>, check: &mut Problems) -> Option<EvidenceRule> {
    let fields = check.fields(node, "the evidence wanted", &["items", "strength"])?;
    let items = fields.required("items", check);
    let items = items.and_then(|node| check.whole(node, 0, EVIDENCE_MAX));
    let strength_node = fields.required("strength", check)?;
    let strength_min = check.one_of(strength_node, &STRENGTHS)?;
    let items_min = u8::try_from(items?).ok()?;
    let enough = around.document_types.iter().any(|one| one.strength >= Some(strength_min));
    if items_min > 0 && !enough {
        let sentence = "no document type of this pack is strong enough: add one to \
             `document_types`, or ask for less";
        check.add(strength_node.place, sentence);
        return None;
    }
    Some(EvidenceRule { items_min, strength_min })
}

/// A condition must name what is known, and have an answer when little is known.
fn milestone(node: &Node, check: &mut Problems) -> Option<Condition> {
    let known: BTreeSet<&str> = VARIABLES.iter().map(|(name, _)| *name).collect();
    let condition = check.condition(node, &known)?;
    for facts in MilestoneFacts::extremes() {
        if let Err(fault) = condition.holds(&facts.facts()) {
            let sentence = format!(
                "{fault}. It is true or false in every case: where something may be `null`, ask \
                 first, as in `hours_week != null && hours_week >= 20`",
            );
            check.add(node.place, sentence);
            return None;
        }
    }
    Some(condition)
}

/// Checkpoints stand in the order of falling due, from whatever day is counted: `P4W` before `P1M`
/// is not certain (28 February), so every day of two years is tried.
fn in_order(dues: &[(Offset, Place)], check: &mut Problems) {
    for pair in dues.windows(2) {
        let [(earlier, _), (later, place)] = pair else { continue };
        let mut anchors = date(2023, 1, 1).series(jiff::Span::new().days(1)).take(2 * 365 + 1);
        let wrong = anchors.find(|anchor| match (earlier.from(*anchor), later.from(*anchor)) {
            (Ok(earlier), Ok(later)) => earlier >= later,
            (Err(_), _) | (_, Err(_)) => false,
        });
        if let Some(anchor) = wrong {
            let sentence = format!(
                "this falls due no later than the checkpoint before it (counted from {anchor}, \
                 say): write them in the order of falling due, each later than the one before",
            );
            check.add(*place, sentence);
        }
    }
}
