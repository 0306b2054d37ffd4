use super::super::naive::{Spec, answer, any_specs, built};
use super::super::samples::{choices, condition, known, question, questionnaire};
use super::*;
use crate::surveys::{Answers, Decimal, Ending, EndingKind, journey};
use proptest::prelude::*;

fn single(id: &str, codes: &[&str], when: &str) -> Question {
    let mut question = question(id, Kind::Single(choices(codes)));
    question.shown_when = condition(when);
    question
}

/// A small form such as packs have: a fork, an amount with its period, several at once.
fn small() -> Questionnaire {
    let mut agree = single("agree", &["yes", "no"], "true");
    agree.self_completed_only = true;
    agree.assume = Some("yes".to_owned());
    let work = single("work", &["same", "new", "looking"], "agree == 'yes'");
    let confirm = single("confirm", &["yes", "no"], "work == 'same'");
    let many = Kind::Multi { choices: choices(&["title", "pay", "none!"]), note_max: None };
    let mut changes = question("changes", many);
    changes.shown_when = condition("confirm == 'no'");
    let mut title = question("title", Kind::Text { length_max: 9 });
    title.shown_when = condition("work == 'new' || 'title' in changes");
    let mut amount = question("amount", Kind::Money { max: Decimal::whole(9) });
    amount.shown_when = condition("work in ['same', 'new']");
    amount.prefer_not = true;
    let period = single("period", &["hour"], "amount != null && amount != 'prefer_not'");
    let mut ended = question(
        "ended",
        Kind::Number {
            min: Decimal::whole(0),
            max: Decimal::whole(90),
            step: Decimal::whole(1),
            unit: None,
        },
    );
    ended.shown_when = condition("work != '' && work != 'same'");
    let long = single("long", &["yes"], "ended != null && ended >= 20.0");
    let never = single("never", &["yes"], "on_assistance_at_intake == true");
    let mut staff = single("staff", &["yes"], "true");
    staff.staff_only = true;
    let mut stop = single("stop", &["go", "no"], "true");
    stop.ends = vec![Ending { choice: "no".to_owned(), how: EndingKind::Refused }];
    let last = question("last", Kind::LongText { length_max: 9 });
    questionnaire(vec![
        agree, work, confirm, changes, title, amount, period, ended, long, never, staff, stop, last,
    ])
}

fn chose(number: usize, question: &str, codes: &[&str]) -> Term {
    let codes = codes.iter().map(|code| (*code).to_owned()).collect();
    Term { number, question: question.to_owned(), says: Says::Chose(codes) }
}

#[test]
fn conditions_are_said_by_numbers_and_answers() {
    let form = paper_form(&small(), &known());
    let ids: Vec<&str> = form.lines.iter().map(|line| line.question.as_str()).collect();
    let expected = [
        "work", "confirm", "changes", "title", "amount", "period", "ended", "long", "stop", "last",
    ];
    assert_eq!(ids, expected);
    let numbers: Vec<usize> = form.lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, (1..=10).collect::<Vec<_>>());
    let only = |id: &str| form.line(id).expect("is there").only.clone();
    assert_eq!(only("work"), None);
    assert_eq!(only("confirm"), Some(Only::All(vec![chose(1, "work", &["same"])])));
    assert_eq!(only("changes"), Some(Only::All(vec![chose(2, "confirm", &["no"])])));
    let either = vec![chose(1, "work", &["new"]), chose(3, "changes", &["title"])];
    assert_eq!(only("title"), Some(Only::Any(either)));
    let not = Term {
        number: 1,
        question: "work".to_owned(),
        says: Says::DidNotChoose(vec!["looking".to_owned()]),
    };
    assert_eq!(only("amount"), Some(Only::All(vec![not])));
    let written =
        Term { number: 5, question: "amount".to_owned(), says: Says::Answered { or: Vec::new() } };
    assert_eq!(only("period"), Some(Only::All(vec![written])));
    assert_eq!(only("long"), Some(Only::IfItApplies), "no box says “20 or more”");
    assert_eq!((only("stop"), only("last")), (None, None));
}

#[test]
fn choices_lead_past_what_does_not_concern_one() {
    let form = paper_form(&small(), &known());
    let jumps = |id: &str| -> Vec<(String, Option<usize>)> {
        let line = form.line(id).expect("is there");
        line.jumps.iter().map(|jump| (jump.choice.clone(), jump.to)).collect()
    };
    let to = |choice: &str, to: usize| (choice.to_owned(), Some(to));
    assert_eq!(jumps("work"), [to("new", 4), to("looking", 7)]);
    assert_eq!(jumps("confirm"), [to("yes", 5)]);
    assert_eq!(jumps("stop"), [("no".to_owned(), None)]);
}

/// What somebody ticks or writes, as the form would say it.
fn said(question: &Question, answers: &Answers) -> Said {
    let value = fact(&question.kind, answers.get(&question.id));
    let same = values(question).into_iter().find(|(one, _)| *one == value);
    same.map_or(Said::Written, |(_, said)| said)
}

/// Somebody with a pen: reads from the top, obeys what the form says, and nothing else.
fn filled_in(questionnaire: &Questionnaire, form: &Form, answers: &Answers) -> Option<Vec<String>> {
    let mut says: BTreeMap<&str, Said> = BTreeMap::new();
    let mut taken = Vec::new();
    let mut number = 1;
    while let Some(line) = form.lines.iter().find(|line| line.number == number) {
        number += 1;
        let question = questionnaire.question(&line.question).expect("is asked");
        let is_true = |term: &Term| {
            let said = says.get(term.question.as_str()).cloned().unwrap_or(Said::Nothing);
            match (&term.says, said) {
                (Says::Chose(codes), Said::Code(code)) => codes.contains(&code),
                (Says::DidNotChoose(codes), Said::Code(code)) => !codes.contains(&code),
                (Says::Answered { or }, Said::Code(code)) => or.contains(&code),
                (Says::Answered { .. }, Said::Written) => true,
                (Says::Chose(_) | Says::Answered { .. }, _) => false,
                (Says::DidNotChoose(_), _) => true,
            }
        };
        let concerns = match &line.only {
            None => true,
            Some(Only::All(terms)) => terms.iter().all(is_true),
            Some(Only::Any(terms)) => terms.iter().any(is_true),
            Some(Only::IfItApplies) => return None,
        };
        if !concerns {
            continue;
        }
        taken.push(line.question.clone());
        let said = said(question, answers);
        if let Said::Code(code) = &said
            && let Some(jump) = line.jumps.iter().find(|jump| jump.choice == *code)
        {
            match jump.to {
                Some(to) => number = to,
                None => return Some(taken),
            }
        }
        says.insert(&question.id, said);
    }
    Some(taken)
}

proptest! {
    /// Following the numbers of the form is following the route.
    #[test]
    fn a_reader_with_a_pen_takes_the_route(mut specs in any_specs()) {
        for spec in &mut specs {
            if spec.kind < 2 {
                spec.answer = Some(spec.answer.unwrap_or(0));
            }
        }
        let (questionnaire, given) = built(&specs);
        let form = paper_form(&questionnaire, &known());
        if let Some(taken) = filled_in(&questionnaire, &form, &given) {
            let route = journey(&questionnaire, &given, Face::Paper, &known());
            prop_assert_eq!(taken, route.taken);
        }
    }

    /// Nothing that any answers would bring is missing from the form.
    #[test]
    fn the_form_holds_whatever_may_be_asked(specs in any_specs()) {
        let (questionnaire, given) = built(&specs);
        let form = paper_form(&questionnaire, &known());
        let route = journey(&questionnaire, &given, Face::Paper, &known());
        for id in &route.taken {
            // A choice that is left open is a slip; the form is for those who tick one.
            let is_slip = specs.iter().any(|spec: &Spec| spec.kind < 2 && answer(spec).is_none());
            prop_assert!(is_slip || form.line(id).is_some(), "{} is not on the form", id);
        }
    }
}

#[test]
fn two_boxes_at_once_are_thought_of() {
    let many = Kind::Multi { choices: choices(&["a", "b", "c"]), note_max: None };
    let first = question("first", many);
    let when = |id: &str, condition_text: &str| single(id, &["yes"], condition_text);
    let form = paper_form(
        &questionnaire(vec![
            first,
            when("one", "'a' in first || 'b' in first"),
            when("none", "!('a' in first)"),
            when("both", "'a' in first && 'b' in first"),
        ]),
        &known(),
    );
    let only = |id: &str| form.line(id).expect("is there").only.clone();
    assert_eq!(only("one"), Some(Only::All(vec![chose(1, "first", &["a", "b"])])));
    let not = Says::DidNotChoose(vec!["a".to_owned()]);
    let not = Term { number: 1, question: "first".to_owned(), says: not };
    assert_eq!(only("none"), Some(Only::All(vec![not])));
    assert_eq!(only("both"), Some(Only::IfItApplies));
}
