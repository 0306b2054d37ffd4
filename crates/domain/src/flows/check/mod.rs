//! What is wrong with a flow, before anybody walks it.

mod circles;
mod effects;

use self::circles::circles;
pub use self::effects::{EVENTS, asks_about_the_job};
use self::effects::{effects, events};
use super::{AutoBy, FACTS, FactKind, Flow, Kind, Node, SettingValue};
use crate::expression::{Condition, Fact, Facts};
use crate::forms::{Default, FieldKind};
use std::collections::{BTreeMap, BTreeSet};

/// Where in a node something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Whole,
    Next,
    Requires,
    Skip,
    Auto,
    Actor,
    Answer(usize),
    Wake(usize),
    Field(usize),
    Effect(usize),
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The node; empty for the flow as a whole.
    pub node: String,
    pub part: Part,
    pub kind: FaultKind,
}

/// What it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// There is no node of this name.
    NoNode(String),
    /// No way leads here from the start.
    Unreachable,
    /// A question without an answer.
    DeadEnd,
    /// Nobody's answer and no wait breaks this circle.
    LoopWithoutWait(Vec<String>),
    /// The question answers itself with this, and has no such answer.
    NoBranch(String),
    NoSetting(String),
    NoFact(String),
    NoRole(String),
    /// An end is nobody's turn: it would never be taken over.
    EndOfRole,
    /// No node on the way here has this field.
    NoField(String),
    /// What the effect needs.
    NoParam(&'static str),
    /// The value is of another kind than the effect takes.
    WrongParam(&'static str),
    NoTemplate(String),
    NoForm(String),
    /// The value is none of the words that the effect knows.
    NoWord(&'static str, String),
    /// Nothing of this name ever happens.
    NoEvent(String),
    /// A name is both a setting and a field, or a fact.
    NameTwice(String),
    Condition(String),
}

/// Everything that is wrong, in the order of the nodes.
#[must_use]
pub fn check(flow: &Flow) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut at = |node: &str, part: Part, kind: FaultKind| {
        found.push(Fault { node: node.to_owned(), part, kind });
    };
    names(flow, &mut at);
    if flow.node(&flow.start).is_none() {
        at("", Part::Whole, FaultKind::NoNode(flow.start.clone()));
    }
    let samples = samples(flow);
    let before = before(flow);
    for node in &flow.nodes {
        for (part, target) in ways(node) {
            if flow.node(target).is_none() {
                at(&node.id, part, FaultKind::NoNode(target.to_owned()));
            }
        }
        if matches!(&node.kind, Kind::Question { answers, .. } if answers.is_empty()) {
            at(&node.id, Part::Whole, FaultKind::DeadEnd);
        }
        if let Some(role) = node.actor.as_ref().filter(|role| flow.role(role).is_none()) {
            at(&node.id, Part::Actor, FaultKind::NoRole(role.clone()));
        }
        if node.actor.is_some() && matches!(node.kind, Kind::End { .. }) {
            at(&node.id, Part::Actor, FaultKind::EndOfRole);
        }
        auto(node, &mut at);
        fields(flow, node, &mut at);
        events(node, &mut at);
        effects(flow, node, &before, &mut at);
        for (part, condition) in conditions(node) {
            if let Some(why) = samples.iter().find_map(|facts| condition.holds(facts).err()) {
                at(&node.id, part, FaultKind::Condition(why.to_string()));
            }
        }
    }
    let reached = reached(flow, &flow.start);
    for node in flow.nodes.iter().filter(|node| !reached.contains(node.id.as_str())) {
        at(&node.id, Part::Whole, FaultKind::Unreachable);
    }
    for circle in circles(flow) {
        let first = circle.first().cloned().unwrap_or_default();
        at(&first, Part::Whole, FaultKind::LoopWithoutWait(circle));
    }
    found
}

fn names(flow: &Flow, at: &mut impl FnMut(&str, Part, FaultKind)) {
    let facts: BTreeSet<&str> = FACTS.iter().map(|(name, _)| *name).collect();
    let settings: BTreeSet<&str> = flow.settings.iter().map(|one| one.name.as_str()).collect();
    for name in settings.intersection(&facts) {
        at("", Part::Whole, FaultKind::NameTwice((*name).to_owned()));
    }
    for node in &flow.nodes {
        for (place, field) in node.fields.iter().enumerate() {
            if facts.contains(field.id.as_str()) || settings.contains(field.id.as_str()) {
                at(&node.id, Part::Field(place), FaultKind::NameTwice(field.id.clone()));
            }
        }
    }
}

/// Where one can go from a node, with the part that says so.
fn ways(node: &Node) -> Vec<(Part, &str)> {
    let mut ways = Vec::new();
    match &node.kind {
        Kind::Instruction { next } => ways.push((Part::Next, next.as_str())),
        Kind::Question { answers, .. } => {
            let to = answers.iter().enumerate();
            ways.extend(to.map(|(place, one)| (Part::Answer(place), one.to.as_str())));
        }
        Kind::End { wakes } => {
            let at = wakes.iter().enumerate();
            ways.extend(at.map(|(place, one)| (Part::Wake(place), one.at.as_str())));
        }
    }
    ways.extend(node.requires.iter().map(|one| (Part::Requires, one.otherwise.as_str())));
    ways
}

/// Every node that some way from here leads to, itself among them.
fn reached<'f>(flow: &'f Flow, from: &'f str) -> BTreeSet<&'f str> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(id) = open.pop() {
        let Some(node) = flow.node(id).filter(|_| reached.insert(id)) else { continue };
        open.extend(ways(node).into_iter().map(|(_, target)| target));
    }
    reached
}

/// The fields that some way to a node may have filled, its own among them.
fn before(flow: &Flow) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut before: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for node in flow.nodes.iter().filter(|node| !node.fields.is_empty()) {
        for later in reached(flow, &node.id) {
            let own = node.fields.iter().map(|field| field.id.as_str());
            before.entry(later).or_default().extend(own);
        }
    }
    before
}

fn auto(node: &Node, at: &mut impl FnMut(&str, Part, FaultKind)) {
    let Kind::Question { answers, auto: Some(auto) } = &node.kind else { return };
    let has = |id: &str| answers.iter().any(|answer| answer.id == id);
    match &auto.by {
        AutoBy::First(rules) => {
            for (_, answer) in rules.iter().filter(|(_, answer)| !has(answer)) {
                at(&node.id, Part::Auto, FaultKind::NoBranch(answer.clone()));
            }
        }
        AutoBy::Fact(name) => match known(name) {
            Some(FactKind::Word(words)) => {
                for word in words.iter().filter(|word| !has(word)) {
                    at(&node.id, Part::Auto, FaultKind::NoBranch((*word).to_owned()));
                }
            }
            Some(FactKind::Yes | FactKind::Number | FactKind::Text) | None => {
                at(&node.id, Part::Auto, FaultKind::NoFact(name.clone()));
            }
        },
    }
}

fn known(name: &str) -> Option<FactKind> {
    FACTS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

fn fields(flow: &Flow, node: &Node, at: &mut impl FnMut(&str, Part, FaultKind)) {
    for (place, field) in node.fields.iter().enumerate() {
        let part = Part::Field(place);
        match &field.default {
            Some(Default::Fact(fact))
                if matches!(field.kind, FieldKind::Day | FieldKind::Phone | FieldKind::Text) =>
            {
                if known(fact) != Some(FactKind::Text) {
                    at(&node.id, part, FaultKind::NoFact(fact.clone()));
                }
            }
            Some(Default::FactElse(fact, _)) => {
                let is_text = field.kind == FieldKind::Text && known(fact) == Some(FactKind::Text);
                if !is_text {
                    at(&node.id, part, FaultKind::NoFact(fact.clone()));
                }
            }
            Some(Default::Fact(fact) | Default::WeeksAhead(fact)) => {
                if known(fact) != Some(FactKind::Number) {
                    at(&node.id, part, FaultKind::NoFact(fact.clone()));
                }
            }
            Some(Default::AnswerAt(question)) if flow.node(question).is_none() => {
                at(&node.id, part, FaultKind::NoNode(question.clone()));
            }
            Some(Default::Words(_) | Default::Today | Default::AnswerAt(_)) | None => {}
        }
    }
}

/// The conditions of a node.
fn conditions(node: &Node) -> Vec<(Part, &Condition)> {
    let mut all = Vec::new();
    all.extend(node.requires.iter().map(|one| (Part::Requires, &one.when)));
    all.extend(node.skip_when.iter().map(|one| (Part::Skip, one)));
    for (place, answer) in node.answers().iter().enumerate() {
        all.extend(answer.requires.iter().map(|(one, _)| (Part::Answer(place), one)));
    }
    if let Kind::Question { auto: Some(auto), .. } = &node.kind
        && let AutoBy::First(rules) = &auto.by
    {
        all.extend(rules.iter().map(|(one, _)| (Part::Auto, one)));
    }
    for (place, effect) in node.effects.iter().enumerate() {
        all.extend(effect.when.iter().map(|one| (Part::Effect(place), one)));
    }
    all
}

/// The names that conditions may ask for.
#[must_use]
pub fn names_known(flow: &Flow) -> BTreeSet<&str> {
    let facts = FACTS.iter().map(|(name, _)| *name);
    let settings = flow.settings.iter().map(|one| one.name.as_str());
    let fields = flow.nodes.iter().flat_map(|node| &node.fields).map(|one| one.id.as_str());
    facts.chain(settings).chain(fields).collect()
}

/// Two records with which every condition has to have an answer: one in which everything is
/// known, and one in which nothing is.
fn samples(flow: &Flow) -> [Facts; 2] {
    [true, false].map(|is_known| {
        let mut all = Facts::new();
        for (name, kind) in FACTS {
            let fact = match kind {
                FactKind::Yes => Fact::Yes(is_known),
                FactKind::Number if is_known => Fact::Number(1.0),
                FactKind::Text if is_known => Fact::Text("2026-03-02".to_owned()),
                FactKind::Number | FactKind::Text => Fact::Nothing,
                FactKind::Word(words) => {
                    Fact::Text(words.first().copied().unwrap_or_default().to_owned())
                }
            };
            all.insert(name.to_owned(), fact);
        }
        for setting in &flow.settings {
            let fact = match &setting.value {
                SettingValue::Word(word) => Fact::Text(word.clone()),
                SettingValue::Count(many)
                | SettingValue::WorkingDays(many)
                | SettingValue::Weeks(many) => Fact::Number(f64::from(*many)),
            };
            all.insert(setting.name.clone(), fact);
        }
        for field in flow.nodes.iter().flat_map(|node| &node.fields) {
            let fact = match &field.kind {
                _ if !is_known => Fact::Nothing,
                FieldKind::Yes => Fact::Yes(true),
                FieldKind::Whole { least, .. } => Fact::Number(*least as f64),
                FieldKind::Days | FieldKind::Several(_) => Fact::List(Vec::new()),
                FieldKind::Day => Fact::Text("2026-01-31".to_owned()),
                FieldKind::Text | FieldKind::LongText | FieldKind::Phone => {
                    Fact::Text("x".to_owned())
                }
                FieldKind::Choice(choices) => {
                    Fact::Text(choices.first().map(|one| one.id.clone()).unwrap_or_default())
                }
            };
            all.insert(field.id.clone(), fact);
        }
        all
    })
}
