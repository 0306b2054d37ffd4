//! The conditions of a form in its own terms: numbers, boxes that are ticked, lines that are
//! written.

use super::Question;
use super::paper::{Found, Line, Only, Said, Says, Term};
use std::collections::BTreeSet;

/// Who has to answer, in words that are true for everything that was tried.
pub(super) fn only(found: &Found<'_>, lines: &[Line]) -> Option<Only> {
    if found.is_whole && found.tried.iter().all(|(_, shown)| *shown) {
        return None;
    }
    let said = || {
        let all = every(found);
        if found.tried.iter().all(|(says, shown)| *shown == holds_all(&all, says)) {
            return terms(found, &all, lines).map(Only::All);
        }
        let any = some(found);
        if found.tried.iter().all(|(says, shown)| *shown == holds_any(&any, says)) {
            return terms(found, &any, lines).map(Only::Any);
        }
        None
    };
    let said = if found.is_whole { said() } else { None };
    Some(said.unwrap_or(Only::IfItApplies))
}

/// For each named question what it may say where the question is shown.
fn every(found: &Found<'_>) -> Vec<BTreeSet<Said>> {
    let shown = |place: usize| {
        let tried = found.tried.iter().filter(|(_, shown)| *shown);
        tried.map(move |(says, _)| says[place].clone()).collect()
    };
    (0..found.named.len()).map(shown).collect()
}

/// For each named question what alone is enough.
fn some(found: &Found<'_>) -> Vec<BTreeSet<Said>> {
    let enough = |place: usize| {
        let mut said: BTreeSet<Said> =
            found.tried.iter().map(|(says, _)| says[place].clone()).collect();
        for (says, _) in found.tried.iter().filter(|(_, shown)| !*shown) {
            said.remove(&says[place]);
        }
        said
    };
    (0..found.named.len()).map(enough).collect()
}

fn holds_all(sets: &[BTreeSet<Said>], says: &[Said]) -> bool {
    sets.iter().zip(says).all(|(set, said)| set.contains(said))
}

fn holds_any(sets: &[BTreeSet<Said>], says: &[Said]) -> bool {
    sets.iter().zip(says).any(|(set, said)| set.contains(said))
}

/// Each set as a term, but for those that say nothing. None where one cannot be said.
fn terms(found: &Found<'_>, sets: &[BTreeSet<Said>], lines: &[Line]) -> Option<Vec<Term>> {
    let mut terms = Vec::new();
    for (place, set) in sets.iter().enumerate() {
        let whole: BTreeSet<Said> =
            found.tried.iter().map(|(says, _)| says[place].clone()).collect();
        if set.is_empty() || *set == whole {
            continue;
        }
        let question = &found.named[place].id;
        let line = lines.iter().find(|line| line.question == *question)?;
        let says = says(set, &whole, found.named[place])?;
        terms.push(Term { number: line.number, question: question.clone(), says });
    }
    Some(terms).filter(|terms| !terms.is_empty())
}

/// One set in words, the shorter way round. None where neither is true for two boxes at once.
fn says(set: &BTreeSet<Said>, whole: &BTreeSet<Said>, question: &Question) -> Option<Says> {
    let others: BTreeSet<Said> = whole.difference(set).cloned().collect();
    let (chosen, left) = (codes(set, question), codes(&others, question));
    let may_be_blank = set.contains(&Said::Nothing);
    let pairs_are = |fits: fn(bool, bool) -> bool| {
        whole.iter().all(|said| match said {
            Said::Both(one, other) => {
                set.contains(said) == fits(chosen.contains(one), chosen.contains(other))
            }
            Said::Nothing | Said::Code(_) | Said::Written => true,
        })
    };
    let chose =
        !may_be_blank && !set.contains(&Said::Written) && pairs_are(|one, other| one || other);
    let did_not = (may_be_blank || !whole.contains(&Said::Nothing))
        && !others.contains(&Said::Written)
        && pairs_are(|one, other| one && other);
    match (chose, did_not) {
        (true, true) if left.len() < chosen.len() => Some(Says::DidNotChoose(left)),
        (true, _) => Some(Says::Chose(chosen)),
        (false, true) => Some(Says::DidNotChoose(left)),
        (false, false) if !may_be_blank && !others.contains(&Said::Written) => {
            Some(Says::Answered { or: chosen }).filter(|_| set.contains(&Said::Written))
        }
        (false, false) => None,
    }
}

/// The boxes of a set, as they stand on the form.
fn codes(set: &BTreeSet<Said>, question: &Question) -> Vec<String> {
    let code = |said: &Said| match said {
        Said::Code(code) => Some(code.clone()),
        Said::Nothing | Said::Both(..) | Said::Written => None,
    };
    in_order(set.iter().filter_map(code).collect(), question)
}

/// Codes as they stand on the form.
fn in_order(mut codes: Vec<String>, question: &Question) -> Vec<String> {
    let choices = question.kind.choices();
    let place = |code: &String| choices.iter().position(|one| one.code == *code);
    codes.sort_by_key(|code| place(code).unwrap_or(usize::MAX));
    codes
}
