//! Answers counted question by question.
//!
//! A question is what its id, its kind and its choices are: over several questionnaires and
//! versions of a pack the answers to it are put together, and where kind or choices differ they
//! stand apart, each with its versions. Days, names, codes and papers are facts of a file and no
//! figures; consent to answer is counted with the rates.

use super::filter::Told;
use super::labels::{labels, title, unit};
use crate::page::Words;
use crate::surveys::definition::Definition;
use domain::ids::{CheckpointId, PersonId};
use domain::people::folded;
use domain::reports::{Seen, Spread, Spreading, Tally, Who, line, ticks};
use domain::surveys::{Answer, Answers, Kind, Question, Questionnaire};
use jiff::Timestamp;
use std::collections::{BTreeSet, HashMap};

/// Comments under a question of the report, at most.
pub const COMMENTS_SHOWN: usize = 3;

/// Which comments are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of one question alone: its pack and its id. None: of each the newest.
    pub only: Option<(String, String)>,
    /// A part of the text, folded; empty for all.
    pub search: String,
    pub skip: usize,
    pub take: usize,
}

/// One answer in words. It keeps whose it is, and never says it.
#[derive(Debug, Clone)]
pub struct Comment {
    pub text: String,
    pub at: Timestamp,
    pub person: PersonId,
    pub checkpoint: CheckpointId,
    pub point: String,
    pub pack: String,
}

/// Who gave a response, when and where.
#[derive(Debug, Clone)]
pub struct Origin<'a> {
    pub who: Who,
    pub at: Timestamp,
    pub person: PersonId,
    pub checkpoint: CheckpointId,
    pub point: &'a str,
}

/// All questions while they are counted.
pub struct Board {
    told: Told,
    wanted: Wanted,
    groups: Vec<Group>,
    /// For each definition that was met, the places of its questions.
    known: HashMap<(String, i64, String), Vec<(String, usize)>>,
}

struct Group {
    pack: String,
    kind: String,
    question: Question,
    currency: String,
    /// The pack's version whose wording is shown.
    newest: i64,
    versions: BTreeSet<(String, u32)>,
    sum: Sum,
}

enum Sum {
    /// One of several: a cell for each choice, then for what may stand instead of an answer.
    One(Vec<Tally>),
    /// Any of several: ticked and not, and all who answered.
    Many(Vec<(Tally, Tally)>, Tally),
    Numbers(Spreading, Instead),
    Words {
        all: Tally,
        found: u64,
        kept: Vec<Comment>,
    },
}

/// "Prefer not to say" and "I do not know".
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Instead {
    pub prefer_not: Tally,
    pub not_known: Tally,
}

/// A question with its figures, as page and files show it.
#[derive(Debug, Clone)]
pub struct Figures {
    pub pack: String,
    pub id: String,
    pub title: String,
    /// `checkin-1m 1, checkin-3m 2`.
    pub versions: String,
    /// Another question of the same id stands beside it.
    pub apart: Apart,
    pub body: Body,
}

/// Whether a question of the same id differs in kind or choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    Alone,
    Beside,
}

/// What is shown of a question.
#[derive(Debug, Clone)]
pub enum Body {
    /// Answered by too few people.
    TooFew,
    One {
        rows: Vec<(String, Seen)>,
        all: u64,
    },
    Many {
        rows: Vec<(String, Seen)>,
        all: u64,
    },
    Numbers {
        spread: Spread,
        unit: Unit,
        instead: Vec<(String, u64)>,
    },
    Comments {
        all: u64,
        found: u64,
        kept: Vec<Comment>,
    },
}

/// What numbers are of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Of this currency.
    Money(String),
    /// In words; may be empty.
    Of(String),
}

impl Board {
    #[must_use]
    pub fn new(told: Told, wanted: Wanted) -> Self {
        Self { told, wanted, groups: Vec::new(), known: HashMap::new() }
    }

    /// Counts the answers of one response.
    pub fn add(&mut self, definition: &Definition, answers: &Answers, origin: &Origin<'_>) {
        let programme = definition.programme();
        let own = definition.questionnaire();
        let key = (programme.code.clone(), i64::from(programme.version), own.code.clone());
        if !self.known.contains_key(&key) {
            let places = self.places(definition, own);
            self.known.insert(key.clone(), places);
        }
        let Some(places) = self.known.get(&key) else { return };
        for (id, place) in places {
            if let (Some(answer), Some(group)) = (answers.get(id), self.groups.get_mut(*place)) {
                group.count(answer, origin, &self.wanted);
            }
        }
    }

    /// Finds or makes the groups of a questionnaire's questions.
    fn places(&mut self, definition: &Definition, own: &Questionnaire) -> Vec<(String, usize)> {
        let programme = definition.programme();
        let version = i64::from(programme.version);
        let mut places = Vec::new();
        for question in &own.questions {
            let is_wanted = match &self.wanted.only {
                Some((pack, id)) => *pack == programme.code && *id == question.id,
                None => true,
            };
            let is_hidden = question.staff_only && self.told == Told::Said;
            let Some(sum) = sum_of(question).filter(|_| is_wanted && !is_hidden) else { continue };
            let kind = kind_of(question, definition.currency());
            let is_it = |group: &Group| {
                group.pack == programme.code
                    && group.question.id == question.id
                    && group.kind == kind
            };
            let place = self.groups.iter().position(is_it).unwrap_or_else(|| {
                self.groups.push(Group {
                    pack: programme.code.clone(),
                    kind,
                    question: question.clone(),
                    currency: definition.currency().to_owned(),
                    newest: version,
                    versions: BTreeSet::new(),
                    sum,
                });
                self.groups.len() - 1
            });
            if let Some(group) = self.groups.get_mut(place) {
                group.versions.insert((own.code.clone(), own.version));
                if version > group.newest {
                    (group.newest, group.question) = (version, question.clone());
                }
            }
            places.push((question.id.clone(), place));
        }
        places
    }

    /// Everything that may be shown, in the order in which it is asked.
    #[must_use]
    pub fn figures(self, words: Words) -> Vec<Figures> {
        let ids: Vec<(String, String)> =
            self.groups.iter().map(|one| (one.pack.clone(), one.question.id.clone())).collect();
        let is_twice = |own: &(String, String)| ids.iter().filter(|one| *one == own).count() > 1;
        let mut figures: Vec<Figures> = Vec::with_capacity(self.groups.len());
        for (group, own) in self.groups.into_iter().zip(&ids) {
            let apart = if is_twice(own) { Apart::Beside } else { Apart::Alone };
            figures.push(group.figures(words, apart));
        }
        figures
    }
}

/// How a question is counted; none where it gives no figures.
fn sum_of(question: &Question) -> Option<Sum> {
    if !question.ends.is_empty() {
        return None;
    }
    let instead = usize::from(question.prefer_not) + usize::from(question.not_known.is_some());
    let one = |choices: usize| Some(Sum::One(vec![Tally::default(); choices + instead]));
    match &question.kind {
        Kind::Single(choices) | Kind::Outcome(choices) => one(choices.len()),
        Kind::Scale { from, to, words: _ } => one(usize::try_from(to - from + 1).unwrap_or(0)),
        Kind::Multi { choices, note_max: _ } | Kind::DocumentTypes(choices) => {
            let boxes = vec![(Tally::default(), Tally::default()); choices.len() + instead];
            Some(Sum::Many(boxes, Tally::default()))
        }
        Kind::Number { .. } | Kind::Money { .. } => {
            Some(Sum::Numbers(Spreading::default(), Instead::default()))
        }
        Kind::LongText { .. } => {
            Some(Sum::Words { all: Tally::default(), found: 0, kept: Vec::new() })
        }
        Kind::Text { .. }
        | Kind::Date { .. }
        | Kind::Repeat { .. }
        | Kind::Declaration
        | Kind::Contact
        | Kind::Files { .. }
        | Kind::OccupationCode => None,
    }
}

/// What two questions of one id must share to be counted together.
fn kind_of(question: &Question, currency: &str) -> String {
    let codes: Vec<&str> =
        question.kind.choices().iter().map(|choice| choice.code.as_str()).collect();
    let kind = match &question.kind {
        Kind::Single(_) | Kind::Outcome(_) => format!("one {}", codes.join(" ")),
        Kind::Multi { .. } | Kind::DocumentTypes(_) => format!("any {}", codes.join(" ")),
        Kind::Scale { from, to, words: _ } => format!("scale {from} {to}"),
        Kind::Number { unit, .. } => {
            format!("number {}", unit.as_ref().map_or("", |unit| unit.en.as_str()))
        }
        Kind::Money { .. } => format!("money {currency}"),
        Kind::LongText { .. } => "words".to_owned(),
        Kind::Text { .. }
        | Kind::Date { .. }
        | Kind::Repeat { .. }
        | Kind::Declaration
        | Kind::Contact
        | Kind::Files { .. }
        | Kind::OccupationCode => String::new(),
    };
    let prefer_not = if question.prefer_not { " prefer_not" } else { "" };
    let not_known = question.not_known.as_ref().map_or("", |_| " unknown");
    format!("{kind}{prefer_not}{not_known}")
}

impl Group {
    fn count(&mut self, answer: &Answer, origin: &Origin<'_>, wanted: &Wanted) {
        let place = self.place(answer);
        let who = origin.who;
        match &mut self.sum {
            Sum::One(cells) => {
                if let Some(cell) = place.and_then(|place| cells.get_mut(place)) {
                    cell.add(who);
                }
            }
            Sum::Many(boxes, all) => {
                let chosen: &[String] = match answer {
                    Answer::Many { chosen, note: _ } => chosen,
                    _ => &[],
                };
                let choices = self.question.kind.choices();
                all.add(who);
                for (at, (ticked, not)) in boxes.iter_mut().enumerate() {
                    let is_chosen = choices.get(at).is_some_and(|one| chosen.contains(&one.code));
                    if is_chosen || place == Some(at) { ticked.add(who) } else { not.add(who) }
                }
            }
            Sum::Numbers(spread, instead) => match answer {
                Answer::Number(number) => spread.add(*number, who),
                Answer::PreferNot => instead.prefer_not.add(who),
                Answer::NotKnown => instead.not_known.add(who),
                _ => {}
            },
            Sum::Words { all, found, kept } => {
                let Answer::Text(text) = answer else { return };
                all.add(who);
                if !wanted.search.is_empty() && !folded(text).contains(&wanted.search) {
                    return;
                }
                *found += 1;
                let is_behind = *found > wanted.skip as u64;
                if is_behind && kept.len() < wanted.take {
                    kept.push(Comment {
                        text: text.clone(),
                        at: origin.at,
                        person: origin.person,
                        checkpoint: origin.checkpoint,
                        point: origin.point.to_owned(),
                        pack: self.pack.clone(),
                    });
                }
            }
        }
    }

    /// The cell of an answer among those of its question; none for several ticks and for words.
    fn place(&self, answer: &Answer) -> Option<usize> {
        let question = &self.question;
        let choices = match &question.kind {
            Kind::Scale { from, to, words: _ } => usize::try_from(to - from + 1).unwrap_or(0),
            other => other.choices().len(),
        };
        match (answer, &question.kind) {
            (Answer::Choice(code), kind) => kind.choices().iter().position(|one| one.code == *code),
            (Answer::Number(number), Kind::Scale { from, .. }) => {
                usize::try_from(number.hundredths() / 100 - from).ok().filter(|at| *at < choices)
            }
            (Answer::PreferNot, _) => question.prefer_not.then_some(choices),
            (Answer::NotKnown, _) => Some(choices + usize::from(question.prefer_not)),
            (_, _) => None,
        }
    }

    fn figures(self, words: Words, apart: Apart) -> Figures {
        let versions: Vec<String> =
            self.versions.iter().map(|(code, version)| format!("{code} {version}")).collect();
        let question = &self.question;
        let labelled = |seen: Vec<Seen>| labels(words, question).into_iter().zip(seen).collect();
        let body = match self.sum {
            Sum::One(cells) => match line(&cells) {
                Some(seen) => Body::One { rows: labelled(seen), all: Tally::sum(&cells).count },
                None => Body::TooFew,
            },
            Sum::Many(_, all) if all.count == 0 || all.is_small() => Body::TooFew,
            Sum::Many(boxes, all) => Body::Many { rows: labelled(ticks(&boxes)), all: all.count },
            Sum::Numbers(spread, instead) => match spread.spread() {
                Some(spread) => {
                    let unit = unit(words, question, &self.currency);
                    Body::Numbers { spread, unit, instead: instead.said(words, question) }
                }
                None => Body::TooFew,
            },
            Sum::Words { all, .. } if all.count == 0 || all.is_small() => Body::TooFew,
            Sum::Words { all, found, kept } => Body::Comments { all: all.count, found, kept },
        };
        let (title, id) = (title(words, question), question.id.clone());
        Figures { pack: self.pack, id, title, versions: versions.join(", "), apart, body }
    }
}
