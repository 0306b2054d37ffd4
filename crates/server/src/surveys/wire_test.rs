use super::*;
use crate::programmes::{find_shipped, read_programme};
use domain::surveys::Choice;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::json;
use std::sync::LazyLock;

fn checkin() -> Questionnaire {
    // Read once: a property test asks for it again and again.
    static READ: LazyLock<Questionnaire> = LazyLock::new(|| {
        let pack = find_shipped("on-ies").expect("is shipped");
        let programme = read_programme(pack.text, "on-ies.yaml").expect("is sound");
        programme.questionnaire("checkin-3m").expect("is there").clone()
    });
    READ.clone()
}

fn known() -> Known {
    Known {
        today: date(2026, 4, 2),
        due_on: date(2026, 3, 31),
        point: "m3".to_owned(),
        job: None,
        may_show: true,
        release_on_file: false,
        on_assistance_at_intake: None,
    }
}

#[test]
fn answers_read_and_write_as_the_interface_says() {
    let sent = json!({
        "agree": "yes",
        "work_status": "multiple_jobs",
        "job_start": "2026-03-02",
        "other_jobs": [{"employer_name": "Zoë & Co", "hours": 7.5}],
        "hours_week": 37.5,
        "wage_amount": 18.5,
        "wage_period": "hour",
        "job_end_date": "unknown",
        "job_end_reason": "prefer_not",
        "income_now": ["job", "ei"],
        "help_kind": {"chosen": ["training"], "note": "forklift"},
        "job_sat": 4,
        "contact_new": {"phone": "416 555 0123"},
        "evidence": ["doc_1"],
        "declare": {"agreed": true, "name": "Ada"},
        "noc_code": "64100",
        "verify_method": ["pay_stub"],
    });
    let questionnaire = checkin();
    let (answers, refused) = answers_from_json(&questionnaire, &sent, &known());
    assert_eq!(refused, []);
    let written = answers_to_json(&questionnaire, &answers);
    assert_eq!(written.to_string(), sent.to_string());
    assert_eq!(answers_from_store(&questionnaire, &written), (answers, Vec::new()));
}

#[test]
fn what_cannot_be_read_is_told_by_field_and_the_rest_is_kept() {
    let sent = json!({
        "nobody_asked": 1,
        "work_status": "happy",
        "hours_week": 200,
        "job_start": "2026-04-03",
        "other_jobs": [{"hours": 1}, {"hours": -1}],
        "income_now": ["none", "job"],
        "wage_amount": "18,50",
        "hours_4wk": null,
        "comment": "",
    });
    let (answers, refused) = answers_from_json(&checkin(), &sent, &known());
    let fields: Vec<&str> = refused.iter().map(|(field, _)| field.as_str()).collect();
    let expected = [
        "nobody_asked",
        "work_status",
        "hours_week",
        "job_start",
        "other_jobs.2.hours",
        "income_now",
    ];
    assert_eq!(fields, expected);
    assert_eq!(refused[0].1, AnswerRefused::UnknownQuestion);
    assert_eq!(refused[3].1, AnswerRefused::InTheFuture { today: date(2026, 4, 2) });
    let wage = Answer::Number(Decimal::from_hundredths(1_850));
    assert_eq!(answers, Answers::from([("wage_amount".to_owned(), wage)]));
    let (answers, refused) = answers_from_json(&checkin(), &json!([1]), &known());
    assert_eq!((answers.len(), refused[0].0.as_str()), (0, "answers"));
}

/// Some answer to a question: all kinds, all parts.
fn any_answer(question: &Question) -> BoxedStrategy<Answer> {
    let text = "[A-Za-zéÉœ&']{1,3}( [0-9a-zç]{1,6})?";
    let codes =
        |choices: &[Choice]| choices.iter().map(|choice| choice.code.clone()).collect::<Vec<_>>();
    let several = |choices: &[Choice]| {
        let joined: Vec<String> =
            choices.iter().filter(|one| !one.alone).map(|one| one.code.clone()).collect();
        let most = joined.len();
        prop::sample::subsequence(joined, 1..=most)
    };
    let number = |min: Decimal, max: Decimal, step: Decimal| {
        (0..=(max.hundredths() - min.hundredths()) / step.hundredths()).prop_map(move |steps| {
            Decimal::from_hundredths(min.hundredths() + steps * step.hundredths())
        })
    };
    let whole = Decimal::whole;
    match &question.kind {
        Kind::Single(choices) | Kind::Outcome(choices) => {
            prop::sample::select(codes(choices)).prop_map(Answer::Choice).boxed()
        }
        Kind::Multi { choices, note_max } => {
            let note = match note_max {
                Some(_) => prop::option::of(text).boxed(),
                None => Just(None).boxed(),
            };
            (several(choices), note)
                .prop_map(|(chosen, note)| Answer::Many { chosen, note })
                .boxed()
        }
        Kind::DocumentTypes(choices) => {
            several(choices).prop_map(|chosen| Answer::Many { chosen, note: None }).boxed()
        }
        Kind::Text { .. } | Kind::LongText { .. } => text.prop_map(Answer::Text).boxed(),
        Kind::Number { min, max, step, unit: _ } => {
            number(*min, *max, *step).prop_map(Answer::Number).boxed()
        }
        Kind::Money { max } => {
            number(whole(0), *max, Decimal::from_hundredths(1)).prop_map(Answer::Number).boxed()
        }
        Kind::Scale { from, to, words: _ } => {
            number(whole(*from), whole(*to), whole(1)).prop_map(Answer::Number).boxed()
        }
        Kind::Date { .. } => (2020_i16..2026, 1_i8..=12, 1_i8..=28)
            .prop_map(|(year, month, day)| Answer::Date(date(year, month, day)))
            .boxed(),
        Kind::Repeat { times_max, questions } => {
            let most = usize::try_from(*times_max).expect("is small");
            prop::collection::vec(any_answers(questions.clone(), true), 1..=most)
                .prop_map(Answer::Rows)
                .boxed()
        }
        Kind::Declaration => text.prop_map(|name| Answer::Declared { name }).boxed(),
        Kind::Contact => ("[0-9]{7,12}", prop::bool::ANY, prop::bool::ANY)
            .prop_map(|(digits, phone, email)| Answer::Contact {
                phone: (phone || !email).then(|| digits.clone()),
                email: email.then(|| format!("{digits}@example.ca")),
            })
            .boxed(),
        Kind::Files { files_max } => {
            let ids: Vec<String> = (0..*files_max).map(|at| format!("doc_{at}")).collect();
            let most = ids.len();
            prop::sample::subsequence(ids, 1..=most).prop_map(Answer::Files).boxed()
        }
        Kind::OccupationCode => "[0-9]{5}".prop_map(Answer::Text).boxed(),
    }
}

/// Answers to all of these questions, or to some.
fn any_answers(questions: Vec<Question>, all: bool) -> BoxedStrategy<Answers> {
    let each: Vec<_> = questions
        .iter()
        .map(|question| {
            let mut given = any_answer(question);
            if question.prefer_not {
                given = prop_oneof![4 => given, 1 => Just(Answer::PreferNot)].boxed();
            }
            if question.not_known.is_some() {
                given = prop_oneof![4 => given, 1 => Just(Answer::NotKnown)].boxed();
            }
            let given =
                if all { given.prop_map(Some).boxed() } else { prop::option::of(given).boxed() };
            (Just(question.id.clone()), given)
        })
        .collect();
    each.prop_map(|each| {
        each.into_iter().filter_map(|(id, given)| given.map(|given| (id, given))).collect()
    })
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_is_read_again(answers in any_answers(checkin().questions, false)) {
        let questionnaire = checkin();
        let written = answers_to_json(&questionnaire, &answers);
        // Through the text, as it is stored and sent.
        let parsed: Value = serde_json::from_str(&written.to_string()).expect("is JSON");
        let (stored, refused) = answers_from_store(&questionnaire, &parsed);
        prop_assert_eq!(refused, Vec::<FieldRefused>::new());
        prop_assert_eq!(&stored, &answers);
        let (sent, refused) = answers_from_json(&questionnaire, &parsed, &known());
        prop_assert_eq!(refused, Vec::<FieldRefused>::new());
        prop_assert_eq!(&sent, &answers);
        prop_assert_eq!(answers_to_json(&questionnaire, &sent).to_string(), written.to_string());
    }
}
