//! What holds on every walk through every shipped flow, whatever is answered, filled in, taken
//! back and known.

use super::{read_flow, shipped};
use domain::calendar::Region;
use domain::expression::{Fact, Facts};
use domain::flows::due::due;
use domain::flows::step::{Around, Refused, answer, back, begin, finish, save, take_over, wake};
use domain::flows::walk::{some, usual};
use domain::flows::{FACTS, FactKind, Flow, Given, Kind, Node, Once, Run, State};
use domain::forms::Value;
use domain::words::Language;
use jiff::civil::Date;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static FLOWS: LazyLock<Vec<Flow>> = LazyLock::new(|| {
    let read = |text: &str, code: &str| read_flow(text, code).expect("is without problems");
    shipped().iter().map(|one| read(one.text, one.code)).collect()
});

const TODAY: Date = Date::constant(2026, 3, 2);

/// A record in which some facts are others than usual.
fn facts(seed: u64) -> Facts {
    let mut facts = usual();
    for (at, (name, kind)) in FACTS.iter().enumerate() {
        let turn = seed.rotate_right(at as u32 * 5) & 31;
        let fact = match kind {
            FactKind::Yes => Fact::Yes(turn & 1 == 1),
            FactKind::Number if turn == 0 => Fact::Nothing,
            FactKind::Number => Fact::Number((turn % 6) as f64),
            FactKind::Text if turn & 1 == 0 => Fact::Nothing,
            FactKind::Text => Fact::Text("2026-02-20".to_owned()),
            FactKind::Word(words) => Fact::Text(words[turn as usize % words.len()].to_owned()),
        };
        facts.insert((*name).to_owned(), fact);
    }
    facts
}

/// What may be given at a node: each answer, with the fields that are needed filled in, and once
/// more with every field.
fn givens(node: &Node) -> Vec<Given> {
    let mut all = Vec::new();
    let answers: Vec<Option<String>> = match &node.kind {
        Kind::Question { answers, .. } => answers.iter().map(|one| Some(one.id.clone())).collect(),
        Kind::Instruction { .. } | Kind::End { .. } => vec![None],
    };
    for answer in answers {
        for is_all in [false, true] {
            let fields = node.fields.iter().filter(|field| is_all || field.is_required);
            let fields = fields.map(|field| (field.id.clone(), some(&field.kind, TODAY)));
            let override_reason = answer.is_some().then(|| "so it is".to_owned());
            all.push(Given {
                answer: answer.clone(),
                fields: fields.collect(),
                override_reason,
                ..Given::default()
            });
        }
    }
    all
}

/// Every run to which one act leads.
fn moves(flow: &Flow, run: &Run, around: Around<'_>) -> Vec<Run> {
    let node = run.here().and_then(|here| flow.node(&here.node)).expect("it stands somewhere");
    let mut all: Vec<Result<Run, Refused>> = Vec::new();
    match run.state {
        State::Open => {
            for given in givens(node) {
                all.push(answer(flow, run.clone(), around, (None, given.clone())));
                all.push(finish(flow, run.clone(), around, (None, given)));
            }
        }
        State::Waiting => {
            all.push(take_over(flow, run.clone(), around));
            if let Kind::End { wakes } = &node.kind {
                let events = wakes.iter().map(|one| one.event.as_str());
                all.extend(events.map(|event| wake(flow, run.clone(), around, event)));
            }
        }
        State::Closed => {}
    }
    let broken = all.iter().find(|one| matches!(one, Err(Refused::Broken(_))));
    assert!(broken.is_none(), "{broken:?}");
    all.into_iter().flatten().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_state_has_a_way_on_and_no_effect_is_gathered_twice(
        which in any::<usize>(),
        seed in any::<u64>(),
        turns in proptest::collection::vec(any::<u16>(), 1..60),
        holds_all in any::<bool>(),
    ) {
        let flow = &FLOWS[which % FLOWS.len()];
        let facts = facts(seed);
        let all: Vec<String> = flow.roles.iter().map(|role| role.code.clone()).collect();
        let roles: &[String] = if holds_all { &all } else { &all[..1] };
        let (first_day, region, language) = (None, Region::Ontario, Language::French);
        let settings = &[];
        let around =
            Around { facts: &facts, today: TODAY, first_day, region, roles, language, settings };
        let everyone = Around { roles: &all, ..around };
        let mut run = begin(flow, around).expect("it begins");
        let mut done: BTreeSet<String> = BTreeSet::new();
        for turn in turns {
            // Another role sits down with what waits for it.
            let next = match moves(flow, &run, around) {
                none if none.is_empty() => moves(flow, &run, everyone),
                some => some,
            };
            if run.state == State::Closed {
                prop_assert!(next.is_empty());
                break;
            }
            prop_assert!(!next.is_empty(), "no way on from {:?}", run.here());
            let next = next[usize::from(turn) % next.len()].clone();
            let has_ended = run.state == State::Open && next.state != State::Open;
            if has_ended {
                for one in due(flow, &next, around).expect("is told") {
                    let is_new = one.once != Once::Visit || done.insert(one.key.clone());
                    prop_assert!(is_new, "{} twice", one.key);
                }
            }
            run = next;
        }
    }

    #[test]
    fn back_and_forth_is_where_one_was(
        which in any::<usize>(),
        seed in any::<u64>(),
        turns in proptest::collection::vec(any::<u16>(), 2..40),
    ) {
        let flow = &FLOWS[which % FLOWS.len()];
        let facts = facts(seed);
        let roles: Vec<String> = flow.roles.iter().map(|role| role.code.clone()).collect();
        let (first_day, region, language) = (None, Region::Ontario, Language::English);
        let (roles, settings) = (&roles[..], &[]);
        let around =
            Around { facts: &facts, today: TODAY, first_day, region, roles, language, settings };
        let mut run = begin(flow, around).expect("it begins");
        for turn in turns {
            let next = moves(flow, &run, around);
            let chosen = next.get(usize::from(turn) % next.len().max(1)).cloned();
            let Some(next) = chosen else { break };
            if next.state == State::Open && next.sitting_from == run.sitting_from {
                // What is typed and not sent on stands there again as well.
                let node = flow.node(&next.here().expect("here").node).expect("a node");
                let typed = Given { answer: None, ..givens(node).pop().expect("something") };
                let typed = save(flow, next.clone(), next.visit(), typed).expect("fits");
                for stood in [next.clone(), typed] {
                    let mut gone = back(flow, stood.clone(), around, None).expect("goes back");
                    prop_assert_eq!(&gone.path.last().map(|it| &it.node),
                        &run.path.last().map(|it| &it.node));
                    // A node that was visited several times has what was typed each time.
                    let mut steps = 1;
                    while steps <= usize::from(turn) % 12
                        && let Ok(further) = back(flow, gone.clone(), around, None)
                    {
                        (gone, steps) = (further, steps + 1);
                    }
                    for _ in 0..steps {
                        gone = answer(flow, gone, around, (None, Given::default()))
                            .expect("goes on");
                    }
                    prop_assert_eq!(gone, stood);
                }
            }
            run = next;
        }
    }
}

#[test]
fn what_was_left_behind_leaves_no_effect() {
    let flow = &FLOWS[0];
    let facts = usual();
    let roles = ["assessor".to_owned()];
    let language = Language::English;
    let around = Around {
        facts: &facts,
        today: TODAY,
        first_day: None,
        region: Region::Ontario,
        roles: &roles,
        language,
        settings: &[],
    };
    let say = |run: Run, word: &str| {
        let answered = Given { answer: Some(word.to_owned()), ..Given::default() };
        answer(flow, run, around, (None, answered)).expect("goes on")
    };
    let go = |run: Run| answer(flow, run, around, (None, Given::default())).expect("goes on");
    let mut run = say(go(go(begin(flow, around).expect("begins"))), "no_answer");
    run = go(run);
    let gathered = |run: &Run| -> Vec<&str> {
        due(flow, run, around).expect("is told").iter().map(|one| one.what.word()).collect()
    };
    assert_eq!(gathered(&run), ["diary.log", "contact.attempt"]);
    for _ in 0..2 {
        run = back(flow, run, around, None).expect("goes back");
    }
    assert!(gathered(&run).is_empty());
    run = say(run, "yes");
    assert!(gathered(&run).is_empty());
    run = say(run, "yes");
    assert_eq!(gathered(&run), ["contact.reset"]);
}

/// Consent is taken away, and given again, while somebody sits there.
#[test]
fn what_a_step_asks_for_is_asked_again_of_whoever_comes_back_or_answers() {
    let flow = &FLOWS[0];
    let allowed = usual();
    let mut barred = usual();
    barred.insert("employer_contact_basis".to_owned(), Fact::Text("none".to_owned()));
    let roles = ["assessor".to_owned()];
    let around = |facts| Around {
        facts,
        today: TODAY,
        first_day: None,
        region: Region::Ontario,
        roles: &roles,
        language: Language::English,
        settings: &[],
    };
    let fax = Value::Text("fax".to_owned());
    let fields = [("channel".to_owned(), fax.clone())].into_iter().collect();
    let by_fax = Given { fields, ..Given::default() };
    let stands = |run: &Run| run.here().map(|here| here.node.clone()).unwrap_or_default();
    let begun = domain::flows::step::begin_at(flow, around(&allowed), "contact_employer");
    let begun = begun.expect("begins");
    let asked = answer(flow, begun.clone(), around(&allowed), (None, by_fax.clone()));
    let asked = asked.expect("goes on");
    assert_eq!(stands(&asked), "q_employer_confirmed");
    // Taken away behind it, and while one stands at it.
    let came_back = back(flow, asked, around(&barred), None).expect("goes back");
    let answered = answer(flow, begun, around(&barred), (None, by_fax)).expect("goes elsewhere");
    for mut run in [came_back, answered] {
        assert_eq!(stands(&run), "employer_not_allowed");
        assert_eq!(run.here().and_then(|it| it.instead_of.as_deref()), Some("contact_employer"));
        assert!(due(flow, &run, around(&barred)).expect("is told").is_empty());
        run = answer(flow, run, around(&barred), (None, Given::default())).expect("goes on");
        // Given again: one stands where one was meant to, with what was typed.
        run = back(flow, run, around(&allowed), None).expect("goes back");
        assert_eq!(stands(&run), "contact_employer");
        assert_eq!(run.here().and_then(|it| it.given.fields.get("channel")), Some(&fax));
    }
}

#[test]
fn a_sitting_ends_where_another_role_goes_on() {
    let flow = &FLOWS[0];
    let mut facts = usual();
    facts.insert("claim_due".to_owned(), Fact::Text("sustainment".to_owned()));
    let (own, officer) = (["assessor".to_owned()], ["sustainment_officer".to_owned()]);
    let language = Language::English;
    let around = Around {
        facts: &facts,
        today: TODAY,
        first_day: None,
        region: Region::Ontario,
        roles: &own,
        language,
        settings: &[],
    };
    let go = |run: Run| answer(flow, run, around, (None, Given::default()));
    let run = domain::flows::step::begin_at(flow, around, "complete_validation").expect("begins");
    let run = go(go(run).expect("goes on")).expect("the record answers");
    assert_eq!(run.here().map(|it| it.node.as_str()), Some("sustainment_claim"));
    let nobody = Err(Refused::NotYours("sustainment_officer".to_owned()));
    assert_eq!(go(run.clone()), nobody);
    let run = finish(flow, run, around, (None, Given::default())).expect("hands over");
    assert_eq!(run.state, State::Waiting);
    assert_eq!(take_over(flow, run.clone(), around), nobody);
    let around = Around { roles: &officer, ..around };
    let run = take_over(flow, run, around).expect("takes over");
    let gone = back(flow, run.clone(), around, None);
    assert_eq!(gone, Err(Refused::AtBegin), "what is done is done");
    let node = flow.node("sustainment_claim").expect("a node");
    let given = givens(node).remove(0);
    let run = answer(flow, run, around, (None, given)).expect("goes on");
    assert_eq!(run.here().map(|it| it.node.as_str()), Some("end_schedule_review"));
}

#[test]
fn yes_without_the_date_does_not_pass() {
    let flow = &FLOWS[0];
    let facts = usual();
    let roles = ["assessor".to_owned()];
    let language = Language::English;
    let around = Around {
        facts: &facts,
        today: TODAY,
        first_day: None,
        region: Region::Ontario,
        roles: &roles,
        language,
        settings: &[],
    };
    let run = domain::flows::step::begin_at(flow, around, "ask_end_date").expect("begins");
    let run = answer(flow, run, around, (None, Given::default())).expect("goes on");
    let yes = Given { answer: Some("yes".to_owned()), ..Given::default() };
    let asked = answer(flow, run.clone(), around, (None, yes.clone()));
    assert_eq!(asked, Err(Refused::ReasonWanted("no".to_owned())));
    let reason = Some("they will remember".to_owned());
    let asked = answer(flow, run, around, (None, Given { override_reason: reason, ..yes }));
    assert!(matches!(asked, Err(Refused::NotYet(_))), "{asked:?}");
}

/// Sentences of the page that say something to be done or asked.
#[test]
fn every_sentence_of_the_drawn_page_is_carried_by_a_node() {
    let flow = FLOWS.iter().find(|flow| flow.code == "tracking-call").expect("is shipped");
    let carried: BTreeSet<&str> =
        flow.nodes.iter().flat_map(|node| &node.carries).map(String::as_str).collect();
    let wanted: Vec<String> = (12..=55).map(|number| format!("S{number}")).collect();
    // The page's own reasons to write a claim down twice stand on one node.
    let missing: Vec<&String> =
        wanted.iter().filter(|one| !carried.contains(one.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let page = include_str!("../../../../docs/tracking-call.md");
    for node in &flow.nodes {
        for sentence in &node.carries {
            let row = page.lines().find(|line| line.starts_with(&format!("| {sentence} |")));
            let row = row.unwrap_or_else(|| panic!("docs/tracking-call.md has no {sentence}"));
            assert!(row.contains(&format!("`{}`", node.id)), "{sentence} names {}", node.id);
        }
    }
}

/// The tests that the page of the drawing names are there.
#[test]
fn the_page_of_the_drawing_names_tests_that_are_there() {
    let tests = concat!(
        include_str!("../../tests/http/runs/calls.rs"),
        include_str!("../../tests/http/runs/claims.rs"),
        include_str!("../../tests/http/runs/employers.rs"),
        include_str!("../../tests/http/runs/keeping.rs"),
        include_str!("../../tests/http/desk.rs"),
        include_str!("../../tests/browser/calls.rs"),
        include_str!("../../tests/fault/calling.rs"),
    );
    let page = include_str!("../../../../docs/tracking-call.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| S")).collect();
    assert_eq!(rows.len(), 44);
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [_, _, _, _, named, screens] = cells.as_slice() else { panic!("cells: {row}") };
        assert!(!screens.is_empty(), "no screen: {row}");
        for name in named.split(", ").map(|name| name.trim_matches('`')) {
            assert!(tests.contains(&format!("fn {name}(")), "no test {name}: {row}");
        }
    }
}
