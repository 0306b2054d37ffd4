//! Which questions are on the way, computed from the answers each time.

use super::facts::{assumed, fact, holds, possible};
use super::{Answer, Answers, EndingKind, Known, Need, Place, Question, Questionnaire};
use crate::expression::{ConditionFault, Facts};
use std::collections::BTreeSet;

/// To whom the questions are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// The client, alone with a phone.
    Client,
    /// Staff: reviewing, or asking on the client's behalf.
    Staff,
    /// The client on the telephone, asked by staff: one question at a time.
    Phone,
    /// The client with a pen: everything that staff do not answer themselves, on one form.
    Paper,
}

impl Face {
    pub const ALL: [Self; 4] = [Self::Client, Self::Staff, Self::Phone, Self::Paper];

    /// Whether staff ask or write down what is answered here: `by_staff` in conditions.
    #[must_use]
    pub fn is_by_staff(self) -> bool {
        match self {
            Self::Client => false,
            Self::Staff | Self::Phone | Self::Paper => true,
        }
    }
}

/// The way through a questionnaire that these answers take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    /// In order. The client's last screen is the one to check the answers on (`check`).
    pub screens: Vec<Screen>,
    /// Ids of the questions on the route, in the questionnaire's order.
    pub taken: Vec<String>,
    /// Place in `screens` of the first that lacks a required answer or was not yet reached. None
    /// when there is nothing left to ask.
    pub next: Option<usize>,
    /// Ids of required questions on the route without an answer.
    pub lacking: Vec<String>,
    /// Ids of questions of this face that are answered but off the route, then of answers whose
    /// question does not exist. They are kept and shown as such, and never submitted.
    pub set_aside: Vec<String>,
    /// Whether an answer ended it, and how.
    pub ended: Option<EndingKind>,
    /// Conditions without an answer, by question: the pack is wrong. Their questions are left out.
    pub faults: Vec<(String, ConditionFault)>,
}

/// What stands on one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// Unique in the journey: `more`, `check`, `review` (all that staff see), `paper` (all of the
    /// form), the shared name, or the id of the only question. Fit for an address.
    pub code: String,
    pub questions: Vec<Placed>,
}

/// A question on its screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub id: String,
    /// False for a question that only an answer on this same screen would put on the route, such
    /// as the period beside an amount. The page shows it as well; its answer counts once it is
    /// on the route.
    pub on_route: bool,
    pub required: bool,
    /// In the part of the page that opens on demand.
    pub folded: bool,
}

/// The screen that staff see: everything on one page.
pub const REVIEW_SCREEN: &str = "review";
/// The one screen of the form on paper.
pub const PAPER_SCREEN: &str = "paper";
/// The client's last screen but one: what nobody must answer.
pub const MORE_SCREEN: &str = "more";
/// The client's last screen: check your answers, then send.
pub const CHECK_SCREEN: &str = "check";

/// Combinations of answers that are tried to see whether a question may follow on its screen.
const TRIALS_MAX: usize = 400;

impl Journey {
    /// The screen with this code.
    #[must_use]
    pub fn screen(&self, code: &str) -> Option<&Screen> {
        self.screens.iter().find(|screen| screen.code == code)
    }

    /// The screen after this one: where *Continue* leads.
    #[must_use]
    pub fn after(&self, code: &str) -> Option<&Screen> {
        let at = self.screens.iter().position(|screen| screen.code == code)?;
        self.screens.get(at + 1)
    }

    /// The screen before this one: where *Back* leads.
    #[must_use]
    pub fn before(&self, code: &str) -> Option<&Screen> {
        let at = self.screens.iter().position(|screen| screen.code == code)?;
        self.screens.get(at.checked_sub(1)?)
    }

    #[must_use]
    pub fn is_on_route(&self, id: &str) -> bool {
        self.taken.iter().any(|taken| taken == id)
    }

    /// Nothing that is required is missing: the answers may be sent.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.ended.is_some() || self.lacking.is_empty()
    }
}

/// How a question meets a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Put {
    Asked,
    /// Not asked; something stands for the answer.
    Assumed,
    Hidden,
}

pub(super) fn put(question: &Question, face: Face) -> Put {
    match face {
        Face::Client | Face::Phone | Face::Paper if question.staff_only => Put::Hidden,
        Face::Staff | Face::Phone | Face::Paper if question.self_completed_only => Put::Assumed,
        Face::Client | Face::Staff | Face::Phone | Face::Paper => Put::Asked,
    }
}

/// The route alone, before it is laid out on screens.
struct Route<'a> {
    taken: Vec<&'a Question>,
    facts: Facts,
    /// The question that ended it, and how.
    ended: Option<(&'a str, EndingKind)>,
    faults: Vec<(String, ConditionFault)>,
}

/// Computes the way through a questionnaire.
///
/// Questions are met in order. A condition sees the answers of the questions before it, and an
/// answer counts only while its own question is on the route: elsewhere it reads as unanswered.
/// The same answers always give the same journey.
#[must_use]
pub fn journey(
    questionnaire: &Questionnaire,
    answers: &Answers,
    face: Face,
    known: &Known,
) -> Journey {
    let route = walk(questionnaire, answers, face, known);
    let taken: Vec<String> = route.taken.iter().map(|question| question.id.clone()).collect();
    let screens = screens(questionnaire, face, &route);
    let lacking: Vec<String> = screens
        .iter()
        .flat_map(|screen| &screen.questions)
        .filter(|one| one.required && one.on_route && !answers.contains_key(&one.id))
        .map(|one| one.id.clone())
        .collect();
    Journey {
        next: next(&screens, &lacking, answers, route.ended.is_some()),
        set_aside: set_aside(questionnaire, answers, face, &taken),
        ended: route.ended.map(|(_, how)| how),
        faults: route.faults,
        screens,
        taken,
        lacking,
    }
}

/// Only the ids on the route and the facts at its end, for decisions that draw no page.
pub(super) fn route_facts(
    questionnaire: &Questionnaire,
    answers: &Answers,
    face: Face,
    known: &Known,
) -> (BTreeSet<String>, Facts) {
    let route = walk(questionnaire, answers, face, known);
    (route.taken.iter().map(|question| question.id.clone()).collect(), route.facts)
}

fn walk<'a>(
    questionnaire: &'a Questionnaire,
    answers: &Answers,
    face: Face,
    known: &Known,
) -> Route<'a> {
    let mut route =
        Route { taken: Vec::new(), facts: known.facts(face), ended: None, faults: Vec::new() };
    for question in &questionnaire.questions {
        let shown = route.ended.is_none() && is_shown(question, &mut route);
        let fact = match put(question, face) {
            Put::Asked if shown => {
                let answer = answers.get(&question.id);
                route.taken.push(question);
                route.ended = ending(question, answer).map(|how| (question.id.as_str(), how));
                fact(&question.kind, answer)
            }
            Put::Assumed if shown => assumed(question),
            Put::Asked | Put::Assumed | Put::Hidden => fact(&question.kind, None),
        };
        route.facts.insert(question.id.clone(), fact);
    }
    route
}

fn is_shown(question: &Question, route: &mut Route<'_>) -> bool {
    let Some(condition) = &question.shown_when else { return true };
    match holds(condition, &route.facts) {
        Ok(answer) => answer,
        Err(fault) => {
            route.faults.push((question.id.clone(), fault));
            false
        }
    }
}

fn ending(question: &Question, answer: Option<&Answer>) -> Option<EndingKind> {
    let Some(Answer::Choice(code)) = answer else { return None };
    question.ends.iter().find(|ending| ending.choice == *code).map(|ending| ending.how)
}

/// Whether an answer must be given on this face, as the facts stand.
///
/// A condition without an answer leaves the question required: too much asked is noticed.
pub(super) fn is_required(question: &Question, face: Face, facts: &Facts) -> bool {
    let needed = match (question.need, face) {
        (Need::Client, _) | (Need::Submission, Face::Staff) => true,
        (Need::Submission, Face::Client | Face::Phone | Face::Paper) | (Need::Optional, _) => false,
    };
    let when = question.required_when.as_ref();
    needed && when.is_none_or(|condition| holds(condition, facts).unwrap_or(true))
}

fn screens(questionnaire: &Questionnaire, face: Face, route: &Route<'_>) -> Vec<Screen> {
    let mut screens: Vec<Screen> = Vec::new();
    let mut more = Screen { code: MORE_SCREEN.to_owned(), questions: Vec::new() };
    let mut check = Screen { code: CHECK_SCREEN.to_owned(), questions: Vec::new() };
    for question in &questionnaire.questions {
        if put(question, face) != Put::Asked {
            continue;
        }
        let code = screen_code(question, face);
        let screen = match code {
            MORE_SCREEN if face == Face::Client => Some(&mut more),
            CHECK_SCREEN if face == Face::Client => Some(&mut check),
            other => screens.iter_mut().find(|screen| screen.code == other),
        };
        let on_route = route.taken.iter().any(|taken| taken.id == question.id);
        let beside = screen.as_ref().map_or(&[][..], |screen| &screen.questions);
        let follows =
            || route.ended.is_none() && may_follow(questionnaire, question, beside, &route.facts);
        if !on_route && !follows() {
            continue;
        }
        let placed = Placed {
            id: question.id.clone(),
            on_route,
            required: is_required(question, face, &route.facts),
            folded: face == Face::Client && question.place == Place::More,
        };
        match screen {
            Some(screen) => screen.questions.push(placed),
            None => screens.push(Screen { code: code.to_owned(), questions: vec![placed] }),
        }
    }
    if !more.questions.is_empty() {
        screens.push(more);
    }
    let to_send = face == Face::Client && route.ended.is_none();
    if to_send || !check.questions.is_empty() {
        screens.push(check);
    }
    screens
}

fn screen_code(question: &Question, face: Face) -> &str {
    match (face, &question.place) {
        (Face::Staff, _) => REVIEW_SCREEN,
        (Face::Paper, _) => PAPER_SCREEN,
        (Face::Phone, _) | (Face::Client, Place::Own) => &question.id,
        (Face::Client, Place::With(name)) => name,
        (Face::Client, Place::Last | Place::More) => MORE_SCREEN,
        (Face::Client, Place::Check) => CHECK_SCREEN,
    }
}

/// Whether some answer to the questions that already stand on the screen puts this one on the
/// route, everything else staying as it is.
fn may_follow(
    questionnaire: &Questionnaire,
    question: &Question,
    beside: &[Placed],
    facts: &Facts,
) -> bool {
    let Some(condition) = &question.shown_when else { return false };
    let names = condition.variables();
    let movable: Vec<&Question> = beside
        .iter()
        .filter(|placed| names.contains(&placed.id))
        .filter_map(|placed| questionnaire.question(&placed.id))
        .collect();
    let mut trials = vec![facts.clone()];
    trials[0].retain(|name, _| names.contains(name));
    for dependency in &movable {
        let values = possible(dependency);
        if trials.len() * values.len() > TRIALS_MAX {
            // Too many to try: showing one question too many harms nobody.
            return true;
        }
        trials = trials
            .iter()
            .flat_map(|trial| values.iter().map(|value| with(trial, &dependency.id, value.clone())))
            .collect();
    }
    !movable.is_empty() && trials.iter().any(|trial| condition.holds(trial).unwrap_or(false))
}

fn with(facts: &Facts, name: &str, fact: crate::expression::Fact) -> Facts {
    let mut facts = facts.clone();
    facts.insert(name.to_owned(), fact);
    facts
}

/// The first screen that lacks something, or the one after the last that was answered.
fn next(screens: &[Screen], lacking: &[String], answers: &Answers, ended: bool) -> Option<usize> {
    if ended {
        return None;
    }
    let answered = |screen: &Screen| {
        screen.questions.iter().any(|one| one.on_route && answers.contains_key(&one.id))
    };
    let lacks = |screen: &Screen| screen.questions.iter().any(|one| lacking.contains(&one.id));
    let reached = screens.iter().rposition(answered).map_or(0, |last| last + 1);
    let first_lacking = screens.iter().position(lacks).unwrap_or(screens.len());
    Some(reached.min(first_lacking)).filter(|at| *at < screens.len())
}

fn set_aside(
    questionnaire: &Questionnaire,
    answers: &Answers,
    face: Face,
    taken: &[String],
) -> Vec<String> {
    let mut aside: Vec<String> = questionnaire
        .questions
        .iter()
        .filter(|question| put(question, face) == Put::Asked)
        .filter(|question| answers.contains_key(&question.id) && !taken.contains(&question.id))
        .map(|question| question.id.clone())
        .collect();
    let unknown = answers.keys().filter(|id| questionnaire.question(id).is_none()).cloned();
    aside.extend(unknown);
    aside
}

#[cfg(test)]
#[path = "journey_test.rs"]
mod tests;
