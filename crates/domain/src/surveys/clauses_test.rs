use super::*;
use crate::expression::{Condition, Fact, Facts};
use crate::surveys::samples::{choices, number as number_kind, question};
use crate::surveys::{Kind, Question};
use crate::words::Words;
use proptest::prelude::*;

/// One question of each kind that a row may speak of.
fn asked() -> Vec<Question> {
    let mut hours = question("hours", number_kind(0, 100, 50));
    hours.prefer_not = true;
    hours.not_known = Some(Words::new("x", "x"));
    let mut status = question("status", Kind::Single(choices(&["same", "new", "none"])));
    status.prefer_not = true;
    vec![
        status,
        question("changes", Kind::Multi { choices: choices(&["pay", "title"]), note_max: None }),
        hours,
        question("town", Kind::Text { length_max: 40 }),
        question(
            "began",
            Kind::Date {
                earliest: super::super::DateBound::None,
                latest: super::super::DateBound::None,
            },
        ),
        question("contact", Kind::Contact),
    ]
}

fn all_subjects() -> Vec<Subject> {
    subjects(&asked(), &["m1".to_owned(), "m3".to_owned()])
}

fn row(subject: &str, verb: Verb, values: &[&str]) -> Clause {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    Clause { subject: subject.to_owned(), verb, values }
}

#[test]
fn rows_are_written_as_cel_and_read_back() {
    let cases = [
        (row("status", Verb::Is, &["same"]), "status == 'same'"),
        (row("status", Verb::NoneOf, &["same", "new"]), "!(status in ['same', 'new'])"),
        (row("status", Verb::Answered, &[]), "status != ''"),
        (row("changes", Verb::OneOf, &["pay"]), "'pay' in changes"),
        (
            row("changes", Verb::OneOf, &["pay", "title"]),
            "('pay' in changes || 'title' in changes)",
        ),
        (row("changes", Verb::Unanswered, &[]), "size(changes) == 0"),
        (
            row("hours", Verb::MoreThan, &["37.5"]),
            "(hours != null && hours != 'prefer_not' && hours != 'unknown' && hours > 37.5)",
        ),
        (row("hours", Verb::IsNot, &["prefer_not"]), "hours != 'prefer_not'"),
        (row("began", Verb::LessThan, &["2026-01-01"]), "(began != '' && began < '2026-01-01')"),
        (row("town", Verb::Is, &["L’Orignal d'en \\ bas"]), "town == 'L’Orignal d\\'en \\\\ bas'"),
        (row("contact", Verb::Is, &["no"]), "contact == false"),
        (row("point", Verb::OneOf, &["m1", "m3"]), "point in ['m1', 'm3']"),
    ];
    let subjects = all_subjects();
    for (clause, expected) in cases {
        let clauses = Clauses::new(Joined::All, vec![clause]);
        let text = clauses.to_condition(&subjects).expect(expected).expect("has rows");
        assert_eq!(text, expected);
        assert!(Condition::compile(&text).is_ok(), "{text}");
        assert_eq!(read_clauses(&text, &subjects), Some(clauses), "{text}");
    }
}

#[test]
fn what_packs_write_fits_the_rows() {
    let cases = [
        ("contact", vec![row("contact", Verb::Is, &["yes"])]),
        ("!by_staff", vec![row("by_staff", Verb::Is, &["no"])]),
        ("hours != null && hours >= 20", vec![row("hours", Verb::AtLeast, &["20"])]),
        (
            "hours != null && hours != 'prefer_not'",
            vec![row("hours", Verb::Answered, &[]), row("hours", Verb::IsNot, &["prefer_not"])],
        ),
        (
            "job_on_file && status != '' && !(status in ['same', \"none\"])",
            vec![
                row("job_on_file", Verb::Is, &["yes"]),
                row("status", Verb::Answered, &[]),
                row("status", Verb::NoneOf, &["same", "none"]),
            ],
        ),
    ];
    for (text, rows) in cases {
        let read = read_clauses(text, &all_subjects());
        assert_eq!(read, Some(Clauses::new(Joined::All, rows)), "{text}");
    }
    let any = read_clauses("status == 'new' || 'title' in changes", &all_subjects());
    assert_eq!(any.map(|any| any.joined), Some(Joined::Any));
}

#[test]
fn what_rows_cannot_say_stays_a_text() {
    for text in [
        "status == 'same' || (status == 'new' && point == 'm1')",
        "status == 'same' && point == 'm1' || by_staff",
        "hours > 20",
        "nobody == 'x'",
        "status.startsWith('s')",
        "status == 'it\\x41'",
        "hours + 1.0 > 3.0",
        "status in []",
        "(",
        "",
        "'open",
        "status in ['same'",
        "!!contact",
    ] {
        assert_eq!(read_clauses(text, &all_subjects()), None, "{text}");
    }
    assert_eq!(read_clauses(&"(".repeat(2_000), &all_subjects()), None);
}

#[test]
fn rows_that_are_no_condition_say_which_and_why() {
    let cases = [
        (row("nobody", Verb::Is, &["x"]), ClauseFault::UnknownSubject),
        (row("changes", Verb::MoreThan, &["1"]), ClauseFault::VerbDoesNotFit),
        (row("status", Verb::Is, &[]), ClauseFault::ValueWanted),
        (row("status", Verb::Is, &["gone"]), ClauseFault::UnknownCode),
        (row("hours", Verb::MoreThan, &["many"]), ClauseFault::NotANumber),
        (row("hours", Verb::MoreThan, &["prefer_not"]), ClauseFault::NotANumber),
        (row("began", Verb::MoreThan, &["2026-02-30"]), ClauseFault::NotADay),
        (row("town", Verb::Is, &[" "]), ClauseFault::ValueWanted),
        (row("contact", Verb::Is, &["maybe"]), ClauseFault::UnknownCode),
    ];
    let good = row("status", Verb::Answered, &[]);
    for (clause, why) in cases {
        let clauses = Clauses::new(Joined::Any, vec![good.clone(), clause]);
        let refused = clauses.to_condition(&all_subjects());
        assert_eq!(refused, Err(ClauseRefused { row: 1, why }));
    }
    let many = Clauses::new(Joined::All, vec![good; CLAUSES_MAX + 1]);
    assert!(many.to_condition(&all_subjects()).is_err());
}

/// Any row that fits its subject.
fn any_row() -> impl Strategy<Value = Clause> {
    let subjects = all_subjects();
    let count = subjects.len();
    (0..count, any::<prop::sample::Index>(), prop::collection::vec(any::<prop::sample::Index>(), 4))
        .prop_map(move |(at, verb, picks)| {
            let subject = &subjects[at];
            let verb = *verb.get(subject.kind.verbs());
            let pick = |index: &prop::sample::Index| match subject.kind {
                SubjectKind::Number => index.get(&["0", "7", "37.5", "99.25"]).to_string(),
                SubjectKind::Day => index.get(&["2026-01-31", "1999-12-31"]).to_string(),
                SubjectKind::Words => index.get(&["x", "it's", "a \\ b", "« é »"]).to_string(),
                SubjectKind::Choice | SubjectKind::Several | SubjectKind::Truth => {
                    index.get(&subject.codes).clone()
                }
            };
            let many = match verb {
                Verb::Answered | Verb::Unanswered => 0,
                Verb::OneOf | Verb::NoneOf => 1 + picks[3].index(3),
                Verb::Is
                | Verb::IsNot
                | Verb::MoreThan
                | Verb::LessThan
                | Verb::AtLeast
                | Verb::AtMost => 1,
            };
            let values = picks.iter().take(many).map(pick).collect();
            Clause { subject: subject.name.clone(), verb, values }
        })
}

fn facts(pick: usize) -> Facts {
    let questions = asked();
    let mut facts: Facts = questions
        .iter()
        .enumerate()
        .map(|(at, question)| {
            let possible = super::super::facts::possible(question);
            (question.id.clone(), possible[(pick / (at + 1)) % possible.len()].clone())
        })
        .collect();
    facts.extend(crate::surveys::samples::known().facts(crate::surveys::Face::Client));
    if pick.is_multiple_of(3) {
        facts.insert("on_assistance_at_intake".to_owned(), Fact::Yes(true));
    }
    facts
}

proptest! {
    /// Whatever rows say is said by their text, and read back as the same rows.
    #[test]
    fn rows_survive_the_way_through_text(
        rows in prop::collection::vec(any_row(), 1..6),
        is_any in any::<bool>(),
    ) {
        let joined = if is_any { Joined::Any } else { Joined::All };
        let clauses = Clauses::new(joined, rows);
        let subjects = all_subjects();
        let text = clauses.to_condition(&subjects).expect("fits").expect("has rows");
        prop_assert_eq!(read_clauses(&text, &subjects), Some(clauses), "{}", text);
    }

    /// A condition of rows has an answer whatever was answered, and joining means what it says.
    #[test]
    fn rows_always_have_an_answer(
        rows in prop::collection::vec(any_row(), 1..4), pick in 0_usize..400,
    ) {
        let subjects = all_subjects();
        let holds = |joined, rows: Vec<Clause>| {
            let text = Clauses::new(joined, rows).to_condition(&subjects);
            let text = text.expect("fits").expect("has rows");
            Condition::compile(&text).expect("is CEL").holds(&facts(pick)).expect("has an answer")
        };
        let each: Vec<bool> =
            rows.iter().map(|row| holds(Joined::All, vec![row.clone()])).collect();
        prop_assert_eq!(holds(Joined::All, rows.clone()), each.iter().all(|holds| *holds));
        prop_assert_eq!(holds(Joined::Any, rows), each.iter().any(|holds| *holds));
    }
}
