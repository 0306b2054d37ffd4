use super::super::samples::{choices, known, number, question};
use super::*;
use crate::words::Words;
use proptest::prelude::*;

fn text(typed: &str) -> Given {
    Given::Text(typed.to_owned())
}

fn list(typed: &[&str]) -> Given {
    Given::Several(typed.iter().map(|one| text(one)).collect())
}

fn parts(parts: &[(&str, Given)]) -> Given {
    Given::Parts(parts.iter().map(|(name, part)| ((*name).to_owned(), part.clone())).collect())
}

fn three(year: &str, month: &str, day: &str) -> Given {
    Given::Day { year: year.to_owned(), month: month.to_owned(), day: day.to_owned() }
}

fn read(question: &Question, given: &Given) -> Reading {
    super::super::read_answer(question, given, &known())
}

fn check(kind: Kind, given: &Given, expected: &Reading) {
    assert_eq!(&read(&question("a", kind.clone()), given), expected, "{kind:?} {given:?}");
}

fn words_of(answer: &str) -> Reading {
    Ok(Some(Answer::Text(answer.to_owned())))
}

#[test]
fn texts_are_composed_trimmed_and_bounded() {
    let rows = [
        (text("  Chez Ada "), words_of("Chez Ada")),
        (text("E\u{301}mile"), words_of("Émile")),
        (text("éééé éééé"), words_of("éééé éééé")),
        (text(" \n "), Ok(None)),
        (Given::Nothing, Ok(None)),
        (text("eleven chars"), Err(AnswerRefused::TooLong { length_max: 10 })),
        (text("a\nb"), Err(AnswerRefused::SeveralLines)),
        (text("a\u{7}b"), Err(AnswerRefused::ControlCharacters)),
        (text("a\0b"), Err(AnswerRefused::ControlCharacters)),
        (Given::Number("3".into()), Err(AnswerRefused::Unfit { wanted: Wanted::Text })),
        (list(&["a", "b"]), Err(AnswerRefused::Unfit { wanted: Wanted::Text })),
    ];
    for (given, expected) in rows {
        check(Kind::Text { length_max: 10 }, &given, &expected);
    }
    check(Kind::LongText { length_max: 10 }, &text("a\r\nb"), &words_of("a\nb"));
    check(
        Kind::LongText { length_max: 10 },
        &text("a\u{7}"),
        &Err(AnswerRefused::ControlCharacters),
    );
}

#[test]
fn numbers_keep_to_their_range_and_step() {
    let hours = || number(0, 100, 50);
    let range = AnswerRefused::OutOfRange { min: Decimal::whole(0), max: Decimal::whole(100) };
    let step = AnswerRefused::NotOnStep { step: Decimal::from_hundredths(50) };
    let is = |hundredths| Ok(Some(Answer::Number(Decimal::from_hundredths(hundredths))));
    let rows = [
        (text("37,5"), is(3_750)),
        (text(" 37.5 "), is(3_750)),
        (Given::Number("37.5".into()), is(3_750)),
        (Given::Number("0".into()), is(0)),
        (text("100"), is(10_000)),
        (text("100.5"), Err(range.clone())),
        (text("-1"), Err(range)),
        (text("37.25"), Err(step.clone())),
        (text("37.255"), Err(step)),
        (text("many"), Err(AnswerRefused::NotANumber)),
        (text("NaN"), Err(AnswerRefused::NotANumber)),
        (text("inf"), Err(AnswerRefused::NotANumber)),
        (text("1e1"), Err(AnswerRefused::NotANumber)),
        (text(""), Ok(None)),
        (Given::Yes(true), Err(AnswerRefused::Unfit { wanted: Wanted::Number })),
    ];
    for (given, expected) in rows {
        check(hours(), &given, &expected);
    }
    let money = || Kind::Money { max: Decimal::whole(1_000_000) };
    check(money(), &text("1 200.50"), &is(120_050));
    check(money(), &text("18,50 $"), &is(1_850));
    check(money(), &text("$18.50"), &is(1_850));
    let cent = AnswerRefused::NotOnStep { step: Decimal::from_hundredths(1) };
    check(money(), &text("18.505"), &Err(cent));
    let scale = || Kind::Scale { from: 0, to: 10, words: Vec::new() };
    check(scale(), &text("0"), &is(0));
    let whole = AnswerRefused::NotOnStep { step: Decimal::whole(1) };
    check(scale(), &Given::Number("2.5".into()), &Err(whole));
}

#[test]
fn dates_are_days_of_the_calendar_between_their_bounds() {
    let since = || Kind::Date { earliest: DateBound::JobStart, latest: DateBound::Today };
    let day = |year, month, day| Ok(Some(Answer::Date(date(year, month, day))));
    let rows = [
        (text("2026-03-31"), day(2026, 3, 31)),
        (three("2026", "3", "9"), day(2026, 3, 9)),
        (three(" ", "", ""), Ok(None)),
        (three("2026", "", "9"), Err(AnswerRefused::DateIncomplete)),
        (three("26", "3", "9"), Err(AnswerRefused::NotADate)),
        (three("2026", "March", "9"), Err(AnswerRefused::NotADate)),
        (text("2025-02-30"), Err(AnswerRefused::NoSuchDay { year: 2025, month: 2, day: 30 })),
        (three("2026", "13", "9"), Err(AnswerRefused::NoSuchDay { year: 2026, month: 13, day: 9 })),
        (text("2026-04-02"), day(2026, 4, 2)),
        (text("2026-04-03"), Err(AnswerRefused::InTheFuture { today: date(2026, 4, 2) })),
        (text("2026-02-27"), Err(AnswerRefused::TooEarly { earliest: date(2026, 2, 28) })),
        (text("2026-02-28"), day(2026, 2, 28)),
        (text("31/03/2026"), Err(AnswerRefused::NotADate)),
        (text("2026-3-31"), Err(AnswerRefused::NotADate)),
        (text("+026-03-31"), Err(AnswerRefused::NotADate)),
        (Given::Number("20260331".into()), Err(AnswerRefused::Unfit { wanted: Wanted::Date })),
    ];
    for (given, expected) in rows {
        check(since(), &given, &expected);
    }
    let any = || Kind::Date { earliest: DateBound::None, latest: DateBound::None };
    check(any(), &text("1899-12-31"), &Err(AnswerRefused::TooEarly { earliest: EARLIEST }));
    check(any(), &text("2101-01-01"), &Err(AnswerRefused::TooLate { latest: LATEST }));
    let due = || Kind::Date { earliest: DateBound::None, latest: DateBound::Due };
    let late = AnswerRefused::TooLate { latest: date(2026, 3, 31) };
    check(due(), &text("2026-04-01"), &Err(late));
}

#[test]
fn what_was_accepted_once_is_read_again_on_any_day() {
    let since = Kind::Date { earliest: DateBound::JobStart, latest: DateBound::Today };
    let read = super::super::read_stored_answer(&question("a", since), &text("2027-01-01"));
    assert_eq!(read, Ok(Some(Answer::Date(date(2027, 1, 1)))));
}

#[test]
fn choices_are_codes_of_the_question() {
    let one = || Kind::Single(choices(&["a", "b"]));
    check(one(), &text("b"), &Ok(Some(Answer::Choice("b".into()))));
    check(one(), &text("c"), &Err(AnswerRefused::NotAChoice));
    check(one(), &text(""), &Ok(None));
    check(one(), &text("prefer_not"), &Err(AnswerRefused::MayNotPreferNot));
    check(one(), &text("unknown"), &Err(AnswerRefused::MayNotBeUnknown));
    check(one(), &Given::Yes(true), &Err(AnswerRefused::Unfit { wanted: Wanted::Choice }));
    let several = || Kind::Multi { choices: choices(&["a", "b", "none!"]), note_max: None };
    let many = |codes: &[&str], note: Option<&str>| {
        let chosen = codes.iter().map(|code| (*code).to_owned()).collect();
        Ok(Some(Answer::Many { chosen, note: note.map(str::to_owned) }))
    };
    check(several(), &list(&["b", "a", "b"]), &many(&["a", "b"], None));
    check(several(), &text("a"), &many(&["a"], None));
    check(several(), &list(&[]), &Ok(None));
    check(several(), &list(&["none"]), &many(&["none"], None));
    check(several(), &list(&["a", "x"]), &Err(AnswerRefused::NotAChoice));
    let alone = AnswerRefused::AloneWithOthers { choice: "none".into() };
    check(several(), &list(&["a", "none"]), &Err(alone));
    let noted = || Kind::Multi { choices: choices(&["a", "b"]), note_max: Some(5) };
    let given = |note: &str| parts(&[("chosen", list(&["a"])), ("note", text(note))]);
    check(noted(), &given("hello"), &many(&["a"], Some("hello")));
    check(noted(), &given(""), &many(&["a"], None));
    check(noted(), &given("hello!"), &Err(AnswerRefused::TooLong { length_max: 5 }));
    check(noted(), &list(&["a"]), &many(&["a"], None));
    let unknown = AnswerRefused::UnknownPart { part: "note".into() };
    check(several(), &given("hello"), &Err(unknown));
}

#[test]
fn not_answering_is_an_answer_where_it_is_offered() {
    let mut wage = question("wage", Kind::Money { max: Decimal::whole(100) });
    assert_eq!(read(&wage, &text("prefer_not")), Err(AnswerRefused::MayNotPreferNot));
    wage.prefer_not = true;
    assert_eq!(read(&wage, &text("prefer_not")), Ok(Some(Answer::PreferNot)));
    let mut many = question("many", Kind::Multi { choices: choices(&["a"]), note_max: None });
    many.prefer_not = true;
    assert_eq!(read(&many, &list(&["prefer_not"])), Ok(Some(Answer::PreferNot)));
    assert_eq!(read(&many, &list(&["prefer_not", "a"])), Err(AnswerRefused::NotAChoice));
    let kind = Kind::Date { earliest: DateBound::None, latest: DateBound::Today };
    let mut day = question("day", kind);
    assert_eq!(read(&day, &text("unknown")), Err(AnswerRefused::MayNotBeUnknown));
    day.not_known = Some(Words::new("x", "x"));
    assert_eq!(read(&day, &text("unknown")), Ok(Some(Answer::NotKnown)));
    let free = question("free", Kind::Text { length_max: 20 });
    assert_eq!(read(&free, &text("unknown")), words_of("unknown"));
    let listed = question("listed", Kind::Single(choices(&["unknown"])));
    assert_eq!(read(&listed, &text("unknown")), Ok(Some(Answer::Choice("unknown".into()))));
}

#[test]
fn declarations_need_the_tick_and_the_name() {
    let given = |agreed: Given, name: &str| parts(&[("agreed", agreed), ("name", text(name))]);
    let declared = Ok(Some(Answer::Declared { name: "Zoë".into() }));
    let rows = [
        (given(Given::Yes(true), "Zoë"), declared.clone()),
        (given(text("on"), " Zoë "), declared),
        (given(Given::Yes(true), ""), Err(AnswerRefused::NameMissing)),
        (given(Given::Nothing, "Zoë"), Err(AnswerRefused::NotTicked)),
        (given(Given::Yes(false), ""), Ok(None)),
        (given(Given::Nothing, ""), Ok(None)),
        (Given::Yes(true), Err(AnswerRefused::NameMissing)),
        (text("yes"), Err(AnswerRefused::Unfit { wanted: Wanted::Declaration })),
        (
            parts(&[("agree", Given::Yes(true))]),
            Err(AnswerRefused::UnknownPart { part: "agree".into() }),
        ),
    ];
    for (given, expected) in rows {
        check(Kind::Declaration, &given, &expected);
    }
}

#[test]
fn contact_details_look_like_what_they_are() {
    let given = |phone: &str, email: &str| parts(&[("phone", text(phone)), ("email", text(email))]);
    let both = Answer::Contact {
        phone: Some("+1 (416) 555-0123".into()),
        email: Some("zoe@example.ca".into()),
    };
    let rows = [
        (given("+1 (416) 555-0123", "zoe@example.ca"), Ok(Some(both))),
        (given("", ""), Ok(None)),
        (given("555", ""), Err(AnswerRefused::NotAPhone)),
        (given("call me maybe", ""), Err(AnswerRefused::NotAPhone)),
        (given("", "zoe@example"), Err(AnswerRefused::NotAnEmail)),
        (given("", "zoe example@example.ca"), Err(AnswerRefused::NotAnEmail)),
        (given("", "a@b@example.ca"), Err(AnswerRefused::NotAnEmail)),
        (given(&"1".repeat(31), ""), Err(AnswerRefused::TooLong { length_max: 30 })),
    ];
    for (given, expected) in rows {
        check(Kind::Contact, &given, &expected);
    }
}

#[test]
fn rows_files_and_occupations_have_their_limits() {
    let inner = vec![
        question("title", Kind::Text { length_max: 5 }),
        question("hours", number(0, 100, 50)),
    ];
    let jobs = || Kind::Repeat { times_max: 2, questions: inner.clone() };
    let row = |title: &str| parts(&[("title", text(title)), ("hours", Given::Nothing)]);
    let kept = Answers::from([("title".to_owned(), Answer::Text("Cook".to_owned()))]);
    let rows = Given::Several(vec![row("Cook"), row("")]);
    check(jobs(), &rows, &Ok(Some(Answer::Rows(vec![kept]))));
    check(jobs(), &Given::Several(vec![row("")]), &Ok(None));
    let many = Given::Several(vec![row("a"), row("b"), row("c")]);
    check(jobs(), &many, &Err(AnswerRefused::TooManyRows { times_max: 2 }));
    let wrong = AnswerRefused::InRow {
        row: 2,
        question: "title".into(),
        refused: Box::new(AnswerRefused::TooLong { length_max: 5 }),
    };
    check(jobs(), &Given::Several(vec![row("a"), row("Manager")]), &Err(wrong));
    let files = || Kind::Files { files_max: 2 };
    let ids = |ids: &[&str]| Ok(Some(Answer::Files(ids.iter().map(|id| (*id).into()).collect())));
    check(
        files(),
        &list(&["doc_1", "doc_1", "doc_2"]),
        &Err(AnswerRefused::TooManyFiles { files_max: 2 }),
    );
    check(files(), &list(&["doc_1", "doc_2"]), &ids(&["doc_1", "doc_2"]));
    check(files(), &list(&["../etc"]), &Err(AnswerRefused::NotAFile));
    check(Kind::OccupationCode, &text("64100"), &words_of("64100"));
    check(Kind::OccupationCode, &Given::Number("64100".into()), &words_of("64100"));
    check(Kind::OccupationCode, &text("6410"), &Err(AnswerRefused::NotAnOccupation));
}

fn any_given() -> impl Strategy<Value = Given> {
    let leaf = prop_oneof![
        Just(Given::Nothing),
        "\\PC{0,12}".prop_map(Given::Text),
        "-?[0-9]{0,20}[.,]?[0-9]{0,4}".prop_map(Given::Number),
        any::<bool>().prop_map(Given::Yes),
        ("[0-9]{0,5}", "[0-9]{0,3}", "[0-9]{0,3}").prop_map(|(year, month, day)| Given::Day {
            year,
            month,
            day
        }),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Given::Several),
            prop::collection::btree_map("[a-z]{1,6}", inner, 0..4).prop_map(Given::Parts),
        ]
    })
}

proptest! {
    /// Whatever is given to whatever question: an answer, nothing, or a refusal.
    #[test]
    fn nothing_makes_reading_fall_over(given in any_given(), at in 0_usize..11) {
        let kinds = [
            Kind::Single(choices(&["a"])),
            Kind::Multi { choices: choices(&["a", "b!"]), note_max: Some(3) },
            Kind::Text { length_max: 5 },
            number(0, 9, 50),
            Kind::Money { max: Decimal::whole(9) },
            Kind::Date { earliest: DateBound::JobStart, latest: DateBound::Today },
            Kind::Repeat { times_max: 2, questions: vec![question("a", Kind::Contact)] },
            Kind::Declaration,
            Kind::Contact,
            Kind::Files { files_max: 2 },
            Kind::OccupationCode,
        ];
        let _ = read(&question("a", kinds[at].clone()), &given);
    }
}
