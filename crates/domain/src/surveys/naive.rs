//! Random questionnaires, and a second implementation of the way through them, written from the
//! documentation and deliberately simple: no order, no facts, no CEL; everything is asked again
//! each time. The tests of journeys and of the form on paper hold the real one against it.

use super::samples::{choices, condition, number, question, questionnaire};
use super::{
    Answer, Answers, Decimal, Ending, EndingKind, Face, Kind, Need, Place, Question, Questionnaire,
};
use proptest::prelude::*;

/// A condition that both implementations understand: one in CEL, the other as it stands.
#[derive(Debug, Clone)]
pub enum Rule {
    /// The earlier question has this answer: a choice, one of several, or any at all.
    Answered(usize, &'static str),
    JobOnFile,
    ByStaff,
    Not(Box<Rule>),
    All(Box<Rule>, Box<Rule>),
    Some(Box<Rule>, Box<Rule>),
}

pub fn any_rule() -> impl Strategy<Value = Rule> {
    let code = prop::sample::select(vec!["a", "b", "c"]);
    let leaf = prop_oneof![
        10 => (any::<usize>(), code).prop_map(|(at, code)| Rule::Answered(at, code)),
        1 => Just(Rule::JobOnFile),
        1 => Just(Rule::ByStaff),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|rule| Rule::Not(Box::new(rule))),
            (inner.clone(), inner.clone())
                .prop_map(|(one, other)| Rule::All(Box::new(one), Box::new(other))),
            (inner.clone(), inner)
                .prop_map(|(one, other)| Rule::Some(Box::new(one), Box::new(other))),
        ]
    })
}

/// One question: its kind, its rules, and how it is put.
#[derive(Debug, Clone)]
pub struct Spec {
    /// 0 one of three, 1 several of three, 2 text, 3 number, 4 repeated.
    pub kind: usize,
    pub rule: Option<Rule>,
    pub staff_only: bool,
    pub alone: bool,
    pub ends: bool,
    /// 0 own, 1 shared, 2 last, 3 more, 4 check.
    pub place: usize,
    /// 0 the client, 1 before submission, 2 nobody.
    pub need: usize,
    pub required_when: Option<Rule>,
    /// 0 to 2 the letters, 3 "prefer not to say".
    pub answer: Option<usize>,
}

pub fn any_spec() -> impl Strategy<Value = Spec> {
    let how = (prop::bool::weighted(0.15), prop::bool::weighted(0.15), prop::bool::weighted(0.2));
    let rule = prop::option::weighted(0.7, any_rule());
    let need = (0_usize..3, prop::option::weighted(0.3, any_rule()));
    let answer = prop::option::weighted(0.7, 0_usize..4);
    (0_usize..5, rule, how, 0_usize..5, need, answer).prop_map(
        |(kind, rule, (staff_only, alone, ends), place, (need, required_when), answer)| Spec {
            kind,
            rule,
            staff_only,
            alone: alone && !staff_only,
            ends: ends && kind == 0,
            place,
            need,
            required_when,
            // Nobody prefers not to say a row.
            answer: if kind == 4 { answer.map(|at| at % 3) } else { answer },
        },
    )
}

pub fn any_specs() -> impl Strategy<Value = Vec<Spec>> {
    prop::collection::vec(any_spec(), 1..9)
}

pub fn any_face() -> impl Strategy<Value = Face> {
    prop::sample::select(Face::ALL.to_vec())
}

pub const LETTERS: [&str; 3] = ["a", "b", "c"];

fn kind(spec: &Spec) -> Kind {
    match spec.kind {
        0 => Kind::Single(choices(&LETTERS)),
        1 => Kind::Multi { choices: choices(&LETTERS), note_max: None },
        2 => Kind::Text { length_max: 9 },
        3 => number(0, 9, 100),
        _ => Kind::Repeat { times_max: 3, questions: vec![question("inner", number(0, 9, 100))] },
    }
}

pub fn answer(spec: &Spec) -> Option<Answer> {
    let letter = |at: usize| LETTERS.get(at).map(|letter| (*letter).to_owned());
    let at = spec.answer?;
    Some(match (spec.kind, letter(at)) {
        (_, None) => Answer::PreferNot,
        (0, Some(letter)) => Answer::Choice(letter),
        (1, Some(letter)) => Answer::Many { chosen: vec![letter], note: None },
        (2, Some(letter)) => Answer::Text(letter),
        (3, Some(_)) => Answer::Number(Decimal::whole(3)),
        (_, Some(_)) => {
            let row = [("inner".to_owned(), Answer::Number(Decimal::whole(3)))];
            Answer::Rows(vec![row.into_iter().collect()])
        }
    })
}

/// The rule as a pack would write it, about the first `many` questions.
fn cel(rule: &Rule, specs: &[Spec], many: usize) -> String {
    match rule {
        Rule::Answered(_, _) if many == 0 => "false".to_owned(),
        Rule::Answered(one, code) => {
            let one = one % many;
            match specs[one].kind {
                0 => format!("q{one} == '{code}'"),
                1 => format!("'{code}' in q{one}"),
                2 => format!("q{one} != ''"),
                3 => format!("q{one} != null"),
                _ => format!("q{one}"),
            }
        }
        Rule::JobOnFile => "job_on_file".to_owned(),
        Rule::ByStaff => "by_staff".to_owned(),
        Rule::Not(rule) => format!("!({})", cel(rule, specs, many)),
        Rule::All(one, other) => {
            format!("({}) && ({})", cel(one, specs, many), cel(other, specs, many))
        }
        Rule::Some(one, other) => {
            format!("({}) || ({})", cel(one, specs, many), cel(other, specs, many))
        }
    }
}

/// The questionnaire and the answers that specs stand for.
pub fn built(specs: &[Spec]) -> (Questionnaire, Answers) {
    let mut questions = Vec::new();
    let mut given = Answers::new();
    for (at, spec) in specs.iter().enumerate() {
        let one = asked(specs, at);
        given.extend(answer(spec).map(|answer| (one.id.clone(), answer)));
        questions.push(one);
    }
    (questionnaire(questions), given)
}

fn asked(specs: &[Spec], at: usize) -> Question {
    let spec = &specs[at];
    let mut one = question(&format!("q{at}"), kind(spec));
    one.shown_when = spec.rule.as_ref().and_then(|rule| condition(&cel(rule, specs, at)));
    let all = specs.len();
    one.required_when =
        spec.required_when.as_ref().and_then(|rule| condition(&cel(rule, specs, all)));
    one.staff_only = spec.staff_only;
    one.self_completed_only = spec.alone;
    one.assume = (spec.alone && spec.kind == 0).then(|| "a".to_owned());
    one.prefer_not = spec.kind < 4;
    one.need = [Need::Client, Need::Submission, Need::Optional][spec.need];
    one.place = match spec.place {
        0 => Place::Own,
        1 => Place::With("shared".to_owned()),
        2 => Place::Last,
        3 => Place::More,
        _ => Place::Check,
    };
    if spec.ends {
        one.ends = vec![Ending { choice: "c".to_owned(), how: EndingKind::Refused }];
    }
    one
}

/// The second implementation.
pub struct Naive<'a> {
    pub specs: &'a [Spec],
    pub face: Face,
}

/// A screen with its questions: the place of each, and whether it is on the route.
pub type NaiveScreen = (String, Vec<(usize, bool)>);

impl Naive<'_> {
    pub fn is_asked(&self, at: usize) -> bool {
        let spec = &self.specs[at];
        match self.face {
            Face::Client => !spec.staff_only,
            Face::Staff => !spec.alone,
            Face::Phone | Face::Paper => !spec.staff_only && !spec.alone,
        }
    }

    fn is_by_staff(&self) -> bool {
        self.face != Face::Client
    }

    fn has_ended_before(&self, at: usize) -> bool {
        (0..at).any(|before| {
            let spec = &self.specs[before];
            let ending = spec.ends && spec.answer == Some(2);
            ending && self.is_asked(before) && self.is_shown(before)
        })
    }

    pub fn has_ended(&self) -> bool {
        self.has_ended_before(self.specs.len())
    }

    pub fn is_shown(&self, at: usize) -> bool {
        let rule = self.specs[at].rule.as_ref();
        let has = |one: usize, code: &str| self.has(one, code);
        !self.has_ended_before(at) && rule.is_none_or(|rule| self.is_met(rule, at, &has))
    }

    pub fn is_taken(&self, at: usize) -> bool {
        self.is_asked(at) && self.is_shown(at)
    }

    fn is_met(&self, rule: &Rule, many: usize, has: &dyn Fn(usize, &str) -> bool) -> bool {
        match rule {
            Rule::Answered(_, _) if many == 0 => false,
            Rule::Answered(one, code) => has(one % many, code),
            Rule::JobOnFile => true,
            Rule::ByStaff => self.is_by_staff(),
            Rule::Not(rule) => !self.is_met(rule, many, has),
            Rule::All(one, other) => self.is_met(one, many, has) && self.is_met(other, many, has),
            Rule::Some(one, other) => self.is_met(one, many, has) || self.is_met(other, many, has),
        }
    }

    fn has(&self, at: usize, code: &str) -> bool {
        let spec = &self.specs[at];
        if !self.is_shown(at) {
            return false;
        }
        if spec.alone && self.is_by_staff() {
            return spec.kind == 0 && code == "a";
        }
        self.is_asked(at) && says(spec, spec.answer, code)
    }

    pub fn ids(&self, keep: impl Fn(usize) -> bool) -> Vec<String> {
        (0..self.specs.len()).filter(|at| keep(*at)).map(|at| format!("q{at}")).collect()
    }

    /// Required now: by its need, unless a condition at the end of the way says otherwise.
    pub fn is_required(&self, at: usize) -> bool {
        let spec = &self.specs[at];
        let needed = spec.need == 0 || spec.need == 1 && self.face == Face::Staff;
        let has = |one: usize, code: &str| self.has(one, code);
        let when = spec.required_when.as_ref();
        needed && when.is_none_or(|rule| self.is_met(rule, self.specs.len(), &has))
    }

    pub fn is_lacking(&self, at: usize) -> bool {
        self.is_taken(at) && self.is_required(at) && self.specs[at].answer.is_none()
    }

    fn screen_of(&self, at: usize) -> String {
        match (self.face, self.specs[at].place) {
            (Face::Staff, _) => "review".to_owned(),
            (Face::Paper, _) => "paper".to_owned(),
            (Face::Phone, _) | (Face::Client, 0) => format!("q{at}"),
            (Face::Client, 1) => "shared".to_owned(),
            (Face::Client, 2 | 3) => "more".to_owned(),
            (Face::Client, _) => "check".to_owned(),
        }
    }

    /// The screens in order, with what an answer on the same screen would bring.
    pub fn screens(&self) -> Vec<NaiveScreen> {
        let mut screens: Vec<NaiveScreen> = Vec::new();
        for at in (0..self.specs.len()).filter(|at| self.is_asked(*at)) {
            let code = self.screen_of(at);
            let beside: Vec<usize> = screens
                .iter()
                .filter(|(name, _)| *name == code)
                .flat_map(|(_, placed)| placed.iter().map(|(at, _)| *at))
                .collect();
            let taken = self.is_taken(at);
            if !taken && (self.has_ended() || !self.may_follow(at, &beside)) {
                continue;
            }
            match screens.iter_mut().find(|(name, _)| *name == code) {
                Some((_, placed)) => placed.push((at, taken)),
                None => screens.push((code, vec![(at, taken)])),
            }
        }
        if self.face == Face::Client {
            let mut last = Vec::new();
            for name in ["more", "check"] {
                let place = screens.iter().position(|(code, _)| code == name);
                last.extend(place.map(|place| screens.remove(place)));
            }
            let has_check = last.last().is_some_and(|(code, _)| code == "check");
            screens.extend(last);
            if !has_check && !self.has_ended() {
                screens.push(("check".to_owned(), Vec::new()));
            }
        }
        screens
    }

    /// Whether any answers to the questions beside it would show this one.
    fn may_follow(&self, at: usize, beside: &[usize]) -> bool {
        let Some(rule) = &self.specs[at].rule else { return false };
        let names: Vec<usize> =
            beside.iter().copied().filter(|one| mentions(rule, *one, at)).collect();
        let mut tried: Vec<Vec<(usize, Option<usize>)>> = vec![Vec::new()];
        for one in &names {
            let options = [None, Some(0), Some(1), Some(2), Some(3)];
            let more = |trial: &Vec<(usize, Option<usize>)>| {
                options.map(|option| {
                    let mut trial = trial.clone();
                    trial.push((*one, option));
                    trial
                })
            };
            tried = tried.iter().flat_map(more).collect();
        }
        let shows = |trial: &Vec<(usize, Option<usize>)>| {
            let has = |one: usize, code: &str| match trial.iter().find(|(at, _)| *at == one) {
                Some((_, option)) => says(&self.specs[one], *option, code),
                None => self.has(one, code),
            };
            self.is_met(rule, at, &has)
        };
        !names.is_empty() && tried.iter().any(shows)
    }

    /// The place of the screen to go on with.
    pub fn next(&self) -> Option<usize> {
        if self.has_ended() {
            return None;
        }
        let screens = self.screens();
        let answered = |(_, placed): &NaiveScreen| {
            placed.iter().any(|(at, taken)| *taken && self.specs[*at].answer.is_some())
        };
        let lacks = |(_, placed): &NaiveScreen| placed.iter().any(|(at, _)| self.is_lacking(*at));
        let reached = screens.iter().rposition(answered).map_or(0, |at| at + 1);
        let lacking = screens.iter().position(lacks).unwrap_or(usize::MAX);
        Some(reached.min(lacking)).filter(|at| *at < screens.len())
    }
}

/// Whether an answer to a question of this kind is what a rule asks for.
fn says(spec: &Spec, answer: Option<usize>, code: &str) -> bool {
    match (answer, spec.kind) {
        (None, _) => false,
        (Some(letter), 0 | 1) => LETTERS.get(letter) == Some(&code),
        // A row is there or not; nobody prefers not to say one.
        (Some(letter), 4) => letter < 3,
        (Some(_), _) => true,
    }
}

fn mentions(rule: &Rule, one: usize, many: usize) -> bool {
    match rule {
        Rule::Answered(at, _) => many > 0 && at % many == one,
        Rule::JobOnFile | Rule::ByStaff => false,
        Rule::Not(rule) => mentions(rule, one, many),
        Rule::All(first, second) | Rule::Some(first, second) => {
            mentions(first, one, many) || mentions(second, one, many)
        }
    }
}
