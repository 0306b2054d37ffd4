use super::super::samples::{choices, condition, known, number, question, questionnaire};
use super::*;
use crate::surveys::{Decimal, Ending, Kind};
use proptest::prelude::*;

fn choice(code: &str) -> Answer {
    Answer::Choice(code.to_owned())
}

fn answers<const N: usize>(given: [(&str, Answer); N]) -> Answers {
    given.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect()
}

/// agree, status (a, b), then what depends on it, with two shared screens and the last two.
fn small() -> Questionnaire {
    let single = |id: &str, codes: &[&str]| question(id, Kind::Single(choices(codes)));
    let mut agree = single("agree", &["yes", "no", "other"]);
    agree.need = Need::Client;
    agree.self_completed_only = true;
    agree.assume = Some("yes".to_owned());
    agree.ends = vec![
        Ending { choice: "no".to_owned(), how: EndingKind::Refused },
        Ending { choice: "other".to_owned(), how: EndingKind::WrongPerson },
    ];
    let mut status = single("status", &["a", "b"]);
    status.need = Need::Client;
    status.shown_when = condition("agree == 'yes'");
    let mut detail = question("detail", Kind::Text { length_max: 9 });
    detail.shown_when = condition("status == 'a'");
    let mut deeper = question("deeper", Kind::Text { length_max: 9 });
    deeper.shown_when = condition("detail != ''");
    let mut amount = question("amount", Kind::Money { max: Decimal::whole(9) });
    amount.need = Need::Submission;
    amount.prefer_not = true;
    amount.place = Place::With("pay".to_owned());
    let mut period = single("period", &["hour"]);
    period.shown_when = condition("amount != null && amount != 'prefer_not'");
    period.place = Place::With("pay".to_owned());
    period.need = Need::Submission;
    let mut comment = question("comment", Kind::LongText { length_max: 9 });
    comment.place = Place::More;
    let mut help = single("help", &["yes", "no"]);
    help.place = Place::Last;
    let mut declare = question("declare", Kind::Declaration);
    declare.place = Place::Check;
    declare.need = Need::Client;
    declare.self_completed_only = true;
    let mut code = question("code", Kind::OccupationCode);
    code.staff_only = true;
    code.need = Need::Submission;
    code.required_when = condition("status == 'b'");
    questionnaire(vec![agree, status, detail, deeper, amount, period, comment, help, declare, code])
}

fn codes(journey: &Journey) -> Vec<&str> {
    journey.screens.iter().map(|screen| screen.code.as_str()).collect()
}

#[test]
fn the_client_walks_screen_by_screen() {
    let start = journey(&small(), &Answers::new(), Face::Client, &known());
    assert_eq!(codes(&start), ["agree", "pay", "more", "check"]);
    assert_eq!((start.next, start.is_complete()), (Some(0), false));
    assert_eq!(start.lacking, ["agree", "declare"]);

    let mut given = answers([("agree", choice("yes")), ("status", choice("a"))]);
    let on = journey(&small(), &given, Face::Client, &known());
    assert_eq!(codes(&on), ["agree", "status", "detail", "pay", "more", "check"]);
    assert_eq!(on.next, Some(2));
    assert_eq!(on.after("detail").map(|screen| screen.code.as_str()), Some("pay"));
    assert_eq!(on.before("status").map(|screen| screen.code.as_str()), Some("agree"));
    assert_eq!((on.before("agree"), on.after("check")), (None, None));
    let more = on.screen("more").expect("is there");
    let folded: Vec<(&str, bool)> =
        more.questions.iter().map(|one| (one.id.as_str(), one.folded)).collect();
    assert_eq!(folded, [("comment", true), ("help", false)]);

    given.insert("amount".to_owned(), Answer::PreferNot);
    given.insert("declare".to_owned(), Answer::Declared { name: "Z".to_owned() });
    let done = journey(&small(), &given, Face::Client, &known());
    assert_eq!((done.next, done.is_complete()), (None, true));
    let pay = done.screen("pay").expect("is there");
    let on_route: Vec<bool> = pay.questions.iter().map(|one| one.on_route).collect();
    assert_eq!(on_route, [true, false]);
}

#[test]
fn some_answers_end_it_at_once() {
    for (code, how) in [("no", EndingKind::Refused), ("other", EndingKind::WrongPerson)] {
        let given = answers([("agree", choice(code)), ("status", choice("a"))]);
        let journey = journey(&small(), &given, Face::Client, &known());
        assert_eq!(journey.taken, ["agree"]);
        assert_eq!(codes(&journey), ["agree"]);
        assert_eq!(journey.set_aside, ["status"]);
        assert_eq!((journey.ended, journey.next), (Some(how), None));
        assert!(journey.is_complete());
    }
}

#[test]
fn staff_see_everything_on_one_page_and_are_not_asked_for_consent() {
    let given = answers([
        ("agree", choice("no")),
        ("status", choice("b")),
        ("detail", Answer::Text("old".to_owned())),
        ("gone", choice("x")),
    ]);
    let journey = journey(&small(), &given, Face::Staff, &known());
    assert_eq!(codes(&journey), [REVIEW_SCREEN]);
    assert_eq!(journey.taken, ["status", "amount", "comment", "help", "code"]);
    assert_eq!(journey.set_aside, ["detail", "gone"]);
    assert_eq!(journey.lacking, ["amount", "code"]);
    assert_eq!(journey.ended, None);
}

#[test]
fn an_answer_off_the_route_counts_for_nothing_behind_it() {
    let given = answers([
        ("agree", choice("yes")),
        ("status", choice("b")),
        ("detail", Answer::Text("x".to_owned())),
        ("deeper", Answer::Text("y".to_owned())),
    ]);
    let journey = journey(&small(), &given, Face::Client, &known());
    assert!(!journey.is_on_route("detail") && !journey.is_on_route("deeper"));
    assert_eq!(journey.set_aside, ["detail", "deeper"]);
}

#[test]
fn a_condition_without_an_answer_leaves_its_question_out_and_says_so() {
    let mut broken = question("broken", number(0, 9, 100));
    broken.shown_when = condition("nobody == 'x'");
    let journey = journey(&questionnaire(vec![broken]), &Answers::new(), Face::Client, &known());
    assert_eq!(journey.taken, Vec::<String>::new());
    assert_eq!(journey.faults.len(), 1);
}

/// A condition that both implementations understand: one in CEL, the other as it stands.
#[derive(Debug, Clone)]
enum Rule {
    /// The earlier question has this answer: a choice, one of several, or any at all.
    Answered(usize, &'static str),
    JobOnFile,
    Not(Box<Rule>),
    All(Box<Rule>, Box<Rule>),
    Some(Box<Rule>, Box<Rule>),
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let code = prop::sample::select(vec!["a", "b", "c"]);
    let leaf = prop_oneof![
        8 => (any::<usize>(), code).prop_map(|(at, code)| Rule::Answered(at, code)),
        1 => Just(Rule::JobOnFile),
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

/// One question: its kind, its rule, and how it is put.
#[derive(Debug, Clone)]
struct Spec {
    kind: usize,
    rule: Option<Rule>,
    staff_only: bool,
    alone: bool,
    ends: bool,
    place: usize,
    answer: Option<usize>,
}

fn any_spec() -> impl Strategy<Value = Spec> {
    let how = (prop::bool::weighted(0.15), prop::bool::weighted(0.15), prop::bool::weighted(0.2));
    let rule = prop::option::weighted(0.7, any_rule());
    (0_usize..4, rule, how, 0_usize..5, prop::option::weighted(0.7, 0_usize..4)).prop_map(
        |(kind, rule, (staff_only, alone, ends), place, answer)| Spec {
            kind,
            rule,
            staff_only,
            alone: alone && !staff_only,
            ends: ends && kind == 0,
            place,
            answer,
        },
    )
}

const LETTERS: [&str; 3] = ["a", "b", "c"];

fn kind(spec: &Spec) -> Kind {
    match spec.kind {
        0 => Kind::Single(choices(&LETTERS)),
        1 => Kind::Multi { choices: choices(&LETTERS), note_max: None },
        2 => Kind::Text { length_max: 9 },
        _ => number(0, 9, 100),
    }
}

fn answer(spec: &Spec) -> Option<Answer> {
    let letter = |at: usize| LETTERS.get(at).map(|letter| (*letter).to_owned());
    let at = spec.answer?;
    Some(match (spec.kind, letter(at)) {
        (_, None) => Answer::PreferNot,
        (0, Some(letter)) => Answer::Choice(letter),
        (1, Some(letter)) => Answer::Many { chosen: vec![letter], note: None },
        (2, Some(letter)) => Answer::Text(letter),
        (_, Some(_)) => Answer::Number(Decimal::whole(3)),
    })
}

/// The rule as a pack would write it, about the questions before `at`.
fn cel(rule: &Rule, specs: &[Spec], at: usize) -> String {
    match rule {
        Rule::Answered(_, _) if at == 0 => "false".to_owned(),
        Rule::Answered(before, code) => {
            let before = before % at;
            match specs[before].kind {
                0 => format!("q{before} == '{code}'"),
                1 => format!("'{code}' in q{before}"),
                2 => format!("q{before} != ''"),
                _ => format!("q{before} != null"),
            }
        }
        Rule::JobOnFile => "job_on_file".to_owned(),
        Rule::Not(rule) => format!("!({})", cel(rule, specs, at)),
        Rule::All(one, other) => {
            format!("({}) && ({})", cel(one, specs, at), cel(other, specs, at))
        }
        Rule::Some(one, other) => {
            format!("({}) || ({})", cel(one, specs, at), cel(other, specs, at))
        }
    }
}

fn built(specs: &[Spec]) -> (Questionnaire, Answers) {
    let mut questions = Vec::new();
    let mut given = Answers::new();
    for (at, spec) in specs.iter().enumerate() {
        let mut one = question(&format!("q{at}"), kind(spec));
        one.shown_when = spec.rule.as_ref().and_then(|rule| condition(&cel(rule, specs, at)));
        one.staff_only = spec.staff_only;
        one.self_completed_only = spec.alone;
        one.assume = (spec.alone && spec.kind == 0).then(|| "a".to_owned());
        one.prefer_not = true;
        one.need = [Need::Client, Need::Submission, Need::Optional][spec.place % 3];
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
        given.extend(answer(spec).map(|answer| (one.id.clone(), answer)));
        questions.push(one);
    }
    (questionnaire(questions), given)
}

/// The second implementation: no order, no facts, no CEL; everything asked again each time.
struct Naive<'a> {
    specs: &'a [Spec],
    face: Face,
}

impl Naive<'_> {
    fn is_asked(&self, at: usize) -> bool {
        let spec = &self.specs[at];
        !(self.face == Face::Client && spec.staff_only || self.face == Face::Staff && spec.alone)
    }

    fn has_ended_before(&self, at: usize) -> bool {
        (0..at).any(|before| {
            let spec = &self.specs[before];
            let ending = spec.ends && spec.answer == Some(2);
            ending && self.is_asked(before) && self.is_shown(before)
        })
    }

    fn is_shown(&self, at: usize) -> bool {
        let rule = self.specs[at].rule.as_ref();
        !self.has_ended_before(at) && rule.is_none_or(|rule| self.is_met(rule, at))
    }

    fn is_met(&self, rule: &Rule, at: usize) -> bool {
        match rule {
            Rule::Answered(_, _) if at == 0 => false,
            Rule::Answered(before, code) => self.has(before % at, code),
            Rule::JobOnFile => true,
            Rule::Not(rule) => !self.is_met(rule, at),
            Rule::All(one, other) => self.is_met(one, at) && self.is_met(other, at),
            Rule::Some(one, other) => self.is_met(one, at) || self.is_met(other, at),
        }
    }

    fn has(&self, at: usize, code: &str) -> bool {
        let spec = &self.specs[at];
        if !self.is_shown(at) {
            return false;
        }
        if self.face == Face::Staff && spec.alone {
            return spec.kind == 0 && code == "a";
        }
        if !self.is_asked(at) {
            return false;
        }
        match (spec.answer, spec.kind) {
            (None, _) => false,
            (Some(letter), 0 | 1) => LETTERS.get(letter) == Some(&code),
            (Some(_), _) => true,
        }
    }

    fn ids(&self, keep: impl Fn(usize) -> bool) -> Vec<String> {
        (0..self.specs.len()).filter(|at| keep(*at)).map(|at| format!("q{at}")).collect()
    }
}

fn any_specs() -> impl Strategy<Value = Vec<Spec>> {
    prop::collection::vec(any_spec(), 1..8)
}

fn any_face() -> impl Strategy<Value = Face> {
    prop::sample::select(vec![Face::Client, Face::Staff])
}

proptest! {
    #[test]
    fn both_implementations_take_the_same_route(specs in any_specs(), face in any_face()) {
        let (questionnaire, given) = built(&specs);
        let journey = journey(&questionnaire, &given, face, &known());
        let naive = Naive { specs: &specs, face };
        let taken = naive.ids(|at| naive.is_asked(at) && naive.is_shown(at));
        let aside = naive.ids(|at| {
            specs[at].answer.is_some() && naive.is_asked(at) && !naive.is_shown(at)
        });
        prop_assert_eq!(&journey.taken, &taken);
        prop_assert_eq!(&journey.set_aside, &aside);
        prop_assert!(journey.faults.is_empty());
    }

    #[test]
    fn replaying_and_what_is_set_aside_change_nothing(
        specs in any_specs(),
        face in any_face(),
    ) {
        let (questionnaire, given) = built(&specs);
        let first = journey(&questionnaire, &given, face, &known());
        prop_assert_eq!(&first, &journey(&questionnaire, &given, face, &known()));
        let mut kept = given.clone();
        kept.retain(|id, _| first.taken.contains(id));
        let again = journey(&questionnaire, &kept, face, &known());
        prop_assert_eq!(again.set_aside.len(), 0);
        let bare = |journey: &Journey| Journey { set_aside: Vec::new(), ..journey.clone() };
        prop_assert_eq!(bare(&first), again);
    }

    #[test]
    fn answering_off_the_route_changes_only_what_is_set_aside(
        specs in any_specs(),
        face in any_face(),
        at in any::<prop::sample::Index>(),
        letter in 0_usize..4,
    ) {
        let (questionnaire, mut given) = built(&specs);
        let first = journey(&questionnaire, &given, face, &known());
        let at = at.index(specs.len());
        prop_assume!(!first.is_on_route(&format!("q{at}")));
        let other = answer(&Spec { answer: Some(letter), ..specs[at].clone() });
        given.extend(other.map(|answer| (format!("q{at}"), answer)));
        let again = journey(&questionnaire, &given, face, &known());
        let bare = |journey: &Journey| Journey { set_aside: Vec::new(), ..journey.clone() };
        prop_assert_eq!(bare(&first), bare(&again));
    }

    #[test]
    fn conditions_hold_for_all_on_the_route_and_screens_hold_each_once(
        specs in any_specs(),
        face in any_face(),
    ) {
        let (questionnaire, given) = built(&specs);
        let journey = journey(&questionnaire, &given, face, &known());
        let (_, facts) = route_facts(&questionnaire, &given, face, &known());
        for id in &journey.taken {
            let question = questionnaire.question(id).expect("is asked");
            if let Some(condition) = &question.shown_when {
                prop_assert_eq!(holds(condition, &facts), Ok(true));
            }
        }
        let mut placed: Vec<&str> = journey
            .screens
            .iter()
            .flat_map(|screen| &screen.questions)
            .filter(|one| one.on_route)
            .map(|one| one.id.as_str())
            .collect();
        placed.sort_unstable();
        let mut taken: Vec<&str> = journey.taken.iter().map(String::as_str).collect();
        taken.sort_unstable();
        prop_assert_eq!(placed, taken);
        let codes: BTreeSet<&str> = codes(&journey).into_iter().collect();
        prop_assert_eq!(codes.len(), journey.screens.len());
        prop_assert_eq!(journey.next.is_none() || !journey.screens.is_empty(), true);
    }
}
