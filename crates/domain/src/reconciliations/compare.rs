//! Which row is about which submission, and where the two differ.

use super::plain::{Nature, fold};
use crate::programmes::submission::DayOrder;
use std::collections::HashMap;

/// Pairs of one group that are weighed against one another, at most; a larger group is paired in
/// its order.
const WEIGHED_MAX: usize = 2_500;

/// The fields that both sides have, in order.
#[derive(Debug, Clone)]
pub struct Compared {
    pub natures: Vec<Nature>,
    /// Places of the fields that tell which submission a row is about.
    pub key: Vec<usize>,
    pub order: DayOrder,
}

/// A submission of ours: its values by the fields that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    pub values: Vec<String>,
    /// The funder has it, or should have it.
    pub is_expected: bool,
}

/// What became of a row or of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Differs,
    OnlyTheirs,
    /// Theirs, and there once more: another row is about the same submission.
    Twice,
    OnlyOurs,
    Agrees,
}

impl Kind {
    pub const ALL: [Self; 5] =
        [Self::Differs, Self::OnlyTheirs, Self::Twice, Self::OnlyOurs, Self::Agrees];

    /// The word of rows and addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Differs => "differs",
            Self::OnlyTheirs => "only_theirs",
            Self::Twice => "twice",
            Self::OnlyOurs => "only_ours",
            Self::Agrees => "agrees",
        }
    }

    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// One line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub kind: Kind,
    /// Which of theirs, and which of ours.
    pub theirs: Option<usize>,
    pub ours: Option<usize>,
    /// Places of the fields that say something else.
    pub differs: Vec<usize>,
}

/// Compares. Every row of theirs is there once, in its order; what only we have follows. None of
/// ours stands beside two of theirs.
#[must_use]
pub fn compare(compared: &Compared, ours: &[Ours], theirs: &[Vec<String>]) -> Vec<Row> {
    let key = |values: &[String]| -> Option<Vec<String>> {
        let folded: Vec<String> =
            compared.key.iter().map(|at| folded(compared, values, *at)).collect();
        (!folded.iter().any(String::is_empty)).then_some(folded)
    };
    let mut groups: HashMap<Vec<String>, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (at, one) in ours.iter().enumerate() {
        if let Some(key) = key(&one.values) {
            groups.entry(key).or_default().0.push(at);
        }
    }
    let known = |key: &Vec<String>| groups.contains_key(key);
    let keys: Vec<Option<Vec<String>>> =
        theirs.iter().map(|values| key(values).filter(&known)).collect();
    for (at, key) in keys.into_iter().enumerate() {
        if let Some(group) = key.and_then(|key| groups.get_mut(&key)) {
            group.1.push(at);
        }
    }
    let mut beside: Vec<Option<usize>> = vec![None; theirs.len()];
    let (mut is_known, mut is_met) = (vec![false; theirs.len()], vec![false; ours.len()]);
    for (mine, yours) in groups.values() {
        for at in yours {
            is_known[*at] = true;
        }
        for (our, their) in pairs(compared, (mine, ours), (yours, theirs)) {
            beside[their] = Some(our);
            is_met[our] = true;
        }
    }
    let row = |(at, our): (usize, &Option<usize>)| {
        let differs = our.map(|our| differing(compared, &ours[our].values, &theirs[at]));
        let kind = match &differs {
            Some(none) if none.is_empty() => Kind::Agrees,
            Some(_) => Kind::Differs,
            None if is_known[at] => Kind::Twice,
            None => Kind::OnlyTheirs,
        };
        Row { kind, theirs: Some(at), ours: *our, differs: differs.unwrap_or_default() }
    };
    let mut rows: Vec<Row> = beside.iter().enumerate().map(row).collect();
    let lost = (0..ours.len()).filter(|at| !is_met[*at] && ours[*at].is_expected);
    rows.extend(lost.map(|at| Row {
        kind: Kind::OnlyOurs,
        theirs: None,
        ours: Some(at),
        differs: Vec::new(),
    }));
    rows
}

/// Which of ours stands beside which of theirs within one key: what agrees most first.
fn pairs(
    compared: &Compared,
    (mine, ours): (&[usize], &[Ours]),
    (yours, theirs): (&[usize], &[Vec<String>]),
) -> Vec<(usize, usize)> {
    if mine.len() * yours.len() > WEIGHED_MAX || (mine.len() == 1 && yours.len() == 1) {
        return mine.iter().copied().zip(yours.iter().copied()).collect();
    }
    let mut all: Vec<(usize, usize, usize)> = Vec::new();
    for our in mine {
        for their in yours {
            let differs = differing(compared, &ours[*our].values, &theirs[*their]).len();
            all.push((differs, *their, *our));
        }
    }
    all.sort_unstable();
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for (_, their, our) in all {
        let is_free = chosen.iter().all(|(taken, met)| *taken != our && *met != their);
        if is_free {
            chosen.push((our, their));
        }
    }
    chosen
}

fn differing(compared: &Compared, ours: &[String], theirs: &[String]) -> Vec<usize> {
    (0..compared.natures.len())
        .filter(|at| folded(compared, ours, *at) != folded(compared, theirs, *at))
        .collect()
}

fn folded(compared: &Compared, values: &[String], at: usize) -> String {
    let text = values.get(at).map(String::as_str).unwrap_or_default();
    let nature = compared.natures.get(at).copied().unwrap_or(Nature::Words);
    fold(nature, compared.order, text)
}

#[cfg(test)]
#[path = "compare_test.rs"]
mod tests;
