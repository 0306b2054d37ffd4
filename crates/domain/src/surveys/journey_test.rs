use super::super::naive::{Naive, Rule, Spec, answer, any_face, any_specs, built};
use super::super::samples::{choices, condition, known, number, question, questionnaire};
use super::*;
use crate::surveys::{Decimal, Doubt, Ending, Kind, doubts};
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

/// The rule for whoever asks: nothing in it hangs on that.
fn whoever_asks(rule: &Rule) -> Rule {
    match rule {
        Rule::ByStaff => Rule::JobOnFile,
        Rule::Answered(..) | Rule::JobOnFile => rule.clone(),
        Rule::Not(rule) => Rule::Not(Box::new(whoever_asks(rule))),
        Rule::All(one, other) => {
            Rule::All(Box::new(whoever_asks(one)), Box::new(whoever_asks(other)))
        }
        Rule::Some(one, other) => {
            Rule::Some(Box::new(whoever_asks(one)), Box::new(whoever_asks(other)))
        }
    }
}

/// A client who answers only what must be answered, and ends nothing where that can be helped;
/// with the questions that were met.
fn walked(questionnaire: &Questionnaire) -> (Journey, Vec<String>) {
    let (mut given, mut met) = (Answers::new(), Vec::new());
    loop {
        let now = journey(questionnaire, &given, Face::Client, &known());
        let Some(id) = now.lacking.first().filter(|_| now.ended.is_none()).cloned() else {
            return (now, met);
        };
        assert!(!met.contains(&id), "asked again: {id}");
        let question = questionnaire.question(&id).expect("is asked");
        let goes_on = |code: &str| !question.ends.iter().any(|ending| ending.choice == code);
        let chosen = match &question.kind {
            Kind::Single(choices) => {
                let on = choices.iter().find(|choice| goes_on(&choice.code));
                on.or(choices.first().filter(|_| !question.prefer_not))
            }
            _ => None,
        };
        let answer = match &question.kind {
            Kind::Repeat { .. } => Answer::Rows(Vec::new()),
            _ => chosen.map_or(Answer::PreferNot, |one| choice(&one.code)),
        };
        given.insert(id.clone(), answer);
        met.push(id);
    }
}

proptest! {
    #[test]
    fn both_implementations_take_the_same_route(specs in any_specs(), face in any_face()) {
        let (questionnaire, mut given) = built(&specs);
        given.insert("gone".to_owned(), choice("x"));
        let journey = journey(&questionnaire, &given, face, &known());
        let naive = Naive { specs: &specs, face };
        let mut aside = naive.ids(|at| {
            specs[at].answer.is_some() && naive.is_asked(at) && !naive.is_shown(at)
        });
        aside.push("gone".to_owned());
        prop_assert_eq!(&journey.taken, &naive.ids(|at| naive.is_taken(at)));
        prop_assert_eq!(&journey.set_aside, &aside);
        prop_assert_eq!(journey.ended.is_some(), naive.has_ended());
        prop_assert!(journey.faults.is_empty());
    }

    #[test]
    fn both_implementations_lay_out_the_same_screens(specs in any_specs(), face in any_face()) {
        let (questionnaire, given) = built(&specs);
        let journey = journey(&questionnaire, &given, face, &known());
        let naive = Naive { specs: &specs, face };
        let of = |screen: &Screen| {
            let placed = screen.questions.iter().map(|one| (one.id.clone(), one.on_route));
            (screen.code.clone(), placed.collect::<Vec<_>>())
        };
        let screens: Vec<_> = journey.screens.iter().map(of).collect();
        let named = |placed: Vec<(usize, bool)>| {
            placed.into_iter().map(|(at, taken)| (format!("q{at}"), taken)).collect::<Vec<_>>()
        };
        let expected: Vec<_> =
            naive.screens().into_iter().map(|(code, placed)| (code, named(placed))).collect();
        prop_assert_eq!(screens, expected);
        let mut lacking = journey.lacking.clone();
        lacking.sort();
        prop_assert_eq!(lacking, naive.ids(|at| naive.is_lacking(at)));
        for one in journey.screens.iter().flat_map(|screen| &screen.questions) {
            let at: usize = one.id[1..].parse().expect("a place");
            prop_assert_eq!(one.required, naive.is_required(at));
            prop_assert_eq!(one.folded, face == Face::Client && specs[at].place == 3);
        }
        prop_assert_eq!(journey.next, naive.next());
        prop_assert_eq!(
            journey.is_complete(),
            naive.has_ended() || naive.ids(|at| naive.is_lacking(at)).is_empty()
        );
    }

    /// The same facts take the same questions on every face, but for what is documented: staff's
    /// own questions, those for whoever answers alone, and what hangs on who asks.
    #[test]
    fn the_same_facts_take_the_same_questions_on_every_face(mut specs in any_specs()) {
        for spec in &mut specs {
            if spec.alone {
                // Whoever answers alone says what is assumed of the others.
                spec.answer = (spec.kind == 0).then_some(0);
            }
            if spec.staff_only {
                spec.answer = None;
            }
            for rule in spec.rule.iter_mut().chain(&mut spec.required_when) {
                *rule = whoever_asks(rule);
            }
        }
        let (questionnaire, given) = built(&specs);
        let shared = |face: Face| {
            let taken = journey(&questionnaire, &given, face, &known()).taken;
            let common = |id: &String| {
                let spec = &specs[id[1..].parse::<usize>().expect("a place")];
                !spec.alone && !spec.staff_only
            };
            taken.into_iter().filter(common).collect::<Vec<_>>()
        };
        let client = shared(Face::Client);
        for face in [Face::Staff, Face::Phone, Face::Paper] {
            prop_assert_eq!(&client, &shared(face), "{:?}", face);
        }
    }

    /// On the telephone and on paper whatever is typed, on the route or off it, leads the same way.
    #[test]
    fn telephone_and_paper_never_part(specs in any_specs()) {
        let (questionnaire, given) = built(&specs);
        let phone = journey(&questionnaire, &given, Face::Phone, &known());
        let paper = journey(&questionnaire, &given, Face::Paper, &known());
        prop_assert_eq!(&phone.taken, &paper.taken);
        prop_assert_eq!(&phone.set_aside, &paper.set_aside);
        prop_assert_eq!(&phone.lacking, &paper.lacking);
        prop_assert_eq!(phone.ended, paper.ended);
        for screen in &phone.screens {
            prop_assert_eq!(screen.questions.len(), 1);
            prop_assert_eq!(&screen.code, &screen.questions[0].id);
        }
    }

    /// What the check finds is exact enough: where it doubts nothing, a client who never chooses an
    /// answer that ends the survey gets to the end of it, whatever the conditions are.
    #[test]
    fn where_nothing_is_doubted_the_end_is_reached(
        specs in any_specs(),
        ends in prop::collection::vec((0_usize..8, any::<bool>()), 9),
    ) {
        let (mut questionnaire, _) = built(&specs);
        for (question, (endings, prefer_not)) in questionnaire.questions.iter_mut().zip(ends) {
            if let Kind::Single(choices) = &question.kind {
                let ending = |(at, choice): (usize, &crate::surveys::Choice)| {
                    let how = EndingKind::Refused;
                    (endings >> at & 1 == 1).then(|| Ending { choice: choice.code.clone(), how })
                };
                question.ends = choices.iter().enumerate().filter_map(ending).collect();
                question.prefer_not = prefer_not;
            }
        }
        let traps: Vec<String> = doubts(&questionnaire, &[])
            .into_iter()
            .filter_map(|doubt| match doubt {
                Doubt::EveryAnswerEnds { question } => Some(question),
                Doubt::UnknownCode { .. } => None,
            })
            .collect();
        let (last, met) = walked(&questionnaire);
        if met.iter().all(|id| !traps.contains(id)) {
            prop_assert_eq!((last.ended, last.is_complete()), (None, true), "{:?}", met);
        } else {
            prop_assert_eq!(last.ended, Some(EndingKind::Refused));
        }
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
