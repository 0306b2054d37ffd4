//! A questionnaire as a form to be filled in with a pen: which questions stand on it, under which
//! numbers, who has to answer each, and where an answer leads past some of them.
//!
//! Paper cannot ask again. So what a condition says is tried out beforehand, answer by answer, and
//! put into words of the form: "only if you ticked … at question 1", "go to question 9". Where no
//! such words would be true for every answer, the form leaves it to the reader.

use super::facts::{assumed, holds, possible};
use super::journey::{Put, put};
use super::paper_terms::only;
use super::{Face, Kind, Known, NOT_KNOWN, PREFER_NOT, Question, Questionnaire, fact};
use crate::expression::{Condition, Fact, Facts};
use std::collections::{BTreeMap, BTreeSet};

/// Combinations of answers that are tried for one question.
const TRIALS_MAX: usize = 5_000;

/// A questionnaire as a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// In the order of the questionnaire.
    pub lines: Vec<Line>,
}

/// One question of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// From 1, without gaps.
    pub number: usize,
    pub question: String,
    /// Who has to answer it. None: everybody who comes to it.
    pub only: Option<Only>,
    /// After which choices one goes on further down.
    pub jumps: Vec<Jump>,
}

/// When a question is to be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Only {
    All(Vec<Term>),
    Any(Vec<Term>),
    /// The condition cannot be said by numbers and answers.
    IfItApplies,
}

/// One part of a condition, about a question before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The number of that question.
    pub number: usize,
    pub question: String,
    pub says: Says,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// One of these codes.
    Chose(Vec<String>),
    /// None of these codes, or nothing at all.
    DidNotChoose(Vec<String>),
    /// Anything in words, figures or a date; or one of these boxes beside it.
    Answered { or: Vec<String> },
}

/// Where a choice leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jump {
    pub choice: String,
    /// The number of the next question. None: to the end of the form.
    pub to: Option<usize>,
}

impl Form {
    #[must_use]
    pub fn line(&self, question: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.question == question)
    }
}

/// Lays a questionnaire out as a form for somebody of whom this is known.
///
/// Left out are the questions that staff answer, those that only a client alone is asked, papers,
/// which are enclosed, and what no answer at all would bring.
#[must_use]
pub fn paper_form(questionnaire: &Questionnaire, known: &Known) -> Form {
    let trials = Trials { questions: &questionnaire.questions, known: known.facts(Face::Paper) };
    let mut lines = Vec::new();
    let mut tried = Vec::new();
    for at in 0..questionnaire.questions.len() {
        let question = &questionnaire.questions[at];
        let is_asked = put(question, Face::Paper) == Put::Asked;
        if !is_asked || matches!(question.kind, Kind::Files { .. }) {
            continue;
        }
        let found = trials.of(at, None);
        if !found.may_be_shown() {
            continue;
        }
        let number = lines.len() + 1;
        let (id, jumps) = (question.id.clone(), Vec::new());
        let only = only(&found, &lines);
        lines.push(Line { number, question: id, only, jumps });
        tried.push(at);
    }
    for (place, line) in lines.iter_mut().enumerate() {
        line.jumps = jumps(&trials, &tried, place);
    }
    Form { lines }
}

/// What one answer says on paper.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// Nothing: left blank, or not come to.
    Nothing,
    /// A box is ticked.
    Code(String),
    /// Two boxes are, where several may be.
    Both(String, String),
    /// Something is written.
    Written,
}

/// The values that are tried for a question, and what each says.
fn values(question: &Question) -> Vec<(Fact, Said)> {
    let blank = fact(&question.kind, None);
    let said = |fact: &Fact| match fact {
        _ if *fact == blank => Said::Nothing,
        Fact::Text(code) if is_box(question, code) => Said::Code(code.clone()),
        Fact::List(codes) => codes.first().map_or(Said::Nothing, |code| Said::Code(code.clone())),
        Fact::Number(step) if is_listed(&question.kind) => Said::Code(format!("{step:.0}")),
        Fact::Nothing | Fact::Yes(_) | Fact::Number(_) | Fact::Text(_) => Said::Written,
    };
    let mut values: Vec<(Fact, Said)> =
        possible(question).into_iter().map(|fact| (fact.clone(), said(&fact))).collect();
    if let Kind::Text { .. } | Kind::LongText { .. } = &question.kind {
        values.push((Fact::Text("y".to_owned()), Said::Written));
    }
    if let Kind::Multi { choices, note_max: _ } | Kind::DocumentTypes(choices) = &question.kind {
        let others: Vec<&str> =
            choices.iter().filter(|one| !one.alone).map(|one| one.code.as_str()).collect();
        for (place, one) in others.iter().enumerate() {
            for other in &others[place + 1..] {
                let (one, other) = ((*one).to_owned(), (*other).to_owned());
                let list = Fact::List(vec![one.clone(), other.clone()]);
                values.push((list, Said::Both(one, other)));
            }
        }
    }
    values
}

fn is_box(question: &Question, code: &str) -> bool {
    let stands_in = code == PREFER_NOT && question.prefer_not
        || code == NOT_KNOWN && question.not_known.is_some();
    stands_in || question.kind.choices().iter().any(|choice| choice.code == code)
}

/// Whether every answer is a box of the form.
fn is_listed(kind: &Kind) -> bool {
    match kind {
        Kind::Single(_)
        | Kind::Multi { .. }
        | Kind::Outcome(_)
        | Kind::DocumentTypes(_)
        | Kind::Scale { .. } => true,
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Number { .. }
        | Kind::Money { .. }
        | Kind::Date { .. }
        | Kind::Repeat { .. }
        | Kind::Declaration
        | Kind::Contact
        | Kind::Files { .. }
        | Kind::OccupationCode => false,
    }
}

struct Trials<'a> {
    questions: &'a [Question],
    known: Facts,
}

/// What was found by trying.
pub(super) struct Found<'a> {
    /// The questions that the condition names, in order.
    pub(super) named: Vec<&'a Question>,
    /// What each of them says, and whether the question then stands on the route.
    pub(super) tried: Vec<(Vec<Said>, bool)>,
    /// Something written, of which there is more than can be tried, had a say.
    hangs_on_words: bool,
    pub(super) is_whole: bool,
}

impl Found<'_> {
    fn may_be_shown(&self) -> bool {
        !self.is_whole || self.hangs_on_words || self.tried.iter().any(|(_, shown)| *shown)
    }
}

impl<'a> Trials<'a> {
    /// Tries the answers on which a question hangs; `fixed` is the place of one that is given.
    fn of(&self, at: usize, fixed: Option<(usize, &Fact)>) -> Found<'a> {
        let before = self.closure(at);
        let names = self.names(at);
        let options: Vec<Vec<(Fact, Said)>> =
            before.iter().map(|place| self.options(*place, fixed)).collect();
        let size = options.iter().fold(1_usize, |size, some| size.saturating_mul(some.len()));
        let named: Vec<&Question> = before
            .iter()
            .map(|place| &self.questions[*place])
            .filter(|one| names.contains(&one.id) && put(one, Face::Paper) == Put::Asked)
            .collect();
        let mut found =
            Found { named, tried: Vec::new(), hangs_on_words: false, is_whole: size <= TRIALS_MAX };
        for number in 0..size.min(TRIALS_MAX) {
            let mut rest = number;
            let mut chosen = Vec::new();
            for some in &options {
                chosen.push(&some[rest % some.len()]);
                rest /= some.len();
            }
            self.try_one((at, fixed.map(|(place, _)| place)), (&before, &chosen), &mut found);
        }
        found
    }

    /// The values of one question; a box of a choice is always ticked by who comes to it.
    fn options(&self, place: usize, fixed: Option<(usize, &Fact)>) -> Vec<(Fact, Said)> {
        let question = &self.questions[place];
        let all = values(question);
        match (put(question, Face::Paper), fixed) {
            (Put::Assumed, _) => vec![(assumed(question), Said::Nothing)],
            (Put::Hidden, _) => vec![(fact(&question.kind, None), Said::Nothing)],
            (Put::Asked, Some((given, value))) if given == place => {
                all.into_iter().filter(|(one, _)| one == value).collect()
            }
            (Put::Asked, _) if is_listed(&question.kind) => {
                all.into_iter().filter(|(_, said)| *said != Said::Nothing).collect()
            }
            (Put::Asked, _) => all,
        }
    }

    /// Where an answer is given, only what brings somebody to its question counts.
    fn try_one(
        &self,
        (at, fixed): (usize, Option<usize>),
        (before, chosen): (&[usize], &[&(Fact, Said)]),
        found: &mut Found<'_>,
    ) {
        let mut facts = self.known.clone();
        let mut says: BTreeMap<&str, Said> = BTreeMap::new();
        let mut hangs = false;
        for (place, (value, said)) in before.iter().zip(chosen) {
            let question = &self.questions[*place];
            let shown = is_shown(question, &facts);
            if !shown && fixed == Some(*place) {
                return;
            }
            let asked = put(question, Face::Paper) == Put::Asked;
            hangs |= shown && asked && !is_listed(&question.kind) && *said == Said::Written;
            let value = if shown { value.clone() } else { fact(&question.kind, None) };
            facts.insert(question.id.clone(), value);
            says.insert(&question.id, if shown { said.clone() } else { Said::Nothing });
        }
        let shown = is_shown(&self.questions[at], &facts);
        found.hangs_on_words |= hangs && !shown;
        let of = |one: &&Question| says.get(one.id.as_str()).cloned().unwrap_or(Said::Nothing);
        found.tried.push((found.named.iter().map(of).collect(), shown));
    }

    fn names(&self, at: usize) -> BTreeSet<String> {
        let condition = self.questions[at].shown_when.as_ref();
        condition.map(Condition::variables).unwrap_or_default()
    }

    /// The places of all questions on which this one hangs, in order.
    fn closure(&self, at: usize) -> Vec<usize> {
        let mut names = self.names(at);
        let mut places = Vec::new();
        for place in (0..at).rev() {
            if names.contains(&self.questions[place].id) {
                names.extend(self.names(place));
                places.push(place);
            }
        }
        places.reverse();
        places
    }
}

fn is_shown(question: &Question, facts: &Facts) -> bool {
    let condition = question.shown_when.as_ref();
    condition.is_none_or(|condition| holds(condition, facts).unwrap_or(false))
}

/// Where the choices of a line lead past the next one.
fn jumps(trials: &Trials<'_>, places: &[usize], line: usize) -> Vec<Jump> {
    let question = &trials.questions[places[line]];
    if !matches!(question.kind, Kind::Single(_)) {
        return Vec::new();
    }
    let mut jumps = Vec::new();
    for (value, said) in values(question) {
        let Said::Code(choice) = said else { continue };
        let ends = question.ends.iter().any(|ending| ending.choice == choice);
        let fixed = Some((places[line], &value));
        let may = |next: &usize| trials.of(places[*next], fixed).may_be_shown();
        let next = (line + 1..places.len()).find(may).filter(|_| !ends);
        if next != Some(line + 1) && (ends || line + 1 < places.len()) {
            jumps.push(Jump { choice, to: next.map(|next| next + 1) });
        }
    }
    jumps
}

#[cfg(test)]
#[path = "paper_test.rs"]
mod tests;
