use super::*;
use crate::programmes::{find_shipped, read_programme};
use domain::surveys::{KnownJob, Questionnaire};
use jiff::civil::date;

fn checkin() -> Questionnaire {
    let pack = find_shipped("on-ies").expect("is shipped");
    let programme = read_programme(pack.text, "on-ies.yaml").expect("is sound");
    programme.questionnaire("checkin-3m").expect("is there").clone()
}

fn known(may_show: bool) -> Known {
    Known {
        today: date(2026, 4, 2),
        due_on: date(2026, 3, 31),
        point: "m3".to_owned(),
        job: Some(KnownJob {
            employer: "{start} & Co".to_owned(),
            job_title: "Baker".to_owned(),
            started_on: date(2026, 2, 28),
        }),
        may_show,
        release_on_file: false,
        on_assistance_at_intake: None,
    }
}

fn said(id: &str, known: &Known, locale: Locale) -> String {
    let questionnaire = checkin();
    let question = questionnaire.question(id).expect("is asked");
    question_text(question, known, locale, |day| day.to_string())
}

#[test]
fn what_is_known_is_filled_in_only_where_it_may_be_shown() {
    let shown = said("job_confirm", &known(true), Locale::En);
    let expected = "Our records: Baker at {start} & Co, since 2026-02-28. Is that right?";
    assert_eq!(shown, expected);
    let hidden = said("job_confirm", &known(false), Locale::En);
    let unknown = "Is it the same job, with the same employer, as when we last spoke?";
    assert_eq!(hidden, unknown);
    let mut nobody = known(true);
    nobody.job = None;
    assert_eq!(said("job_confirm", &nobody, Locale::En), unknown);
    let french = said("work_status", &known(false), Locale::Fr);
    assert_eq!(french, "Quelle est votre situation au 2026-03-31\u{a0}?");
}

#[test]
fn answers_are_read_in_words() {
    let questionnaire = checkin();
    let say = |id: &str, answer: Answer, locale| {
        let question = questionnaire.question(id).expect("is asked");
        answer_text(question, &answer, &Words::new(locale), "CAD")
    };
    let en = Locale::En;
    assert_eq!(
        say("work_status", Answer::Choice("looking".into()), en),
        "I am not working and I am looking for work"
    );
    assert_eq!(say("work_status", Answer::PreferNot, Locale::Fr), "Je préfère ne pas répondre");
    assert_eq!(say("leave_return", Answer::NotKnown, en), "I do not know yet");
    let hours = Answer::Number(Decimal::from_hundredths(3_750));
    assert_eq!(say("hours_week", hours.clone(), en), "37.5\u{a0}hours");
    assert_eq!(say("hours_week", hours, Locale::Fr), "37,5\u{a0}heures");
    assert_eq!(say("job_sat", Answer::Number(Decimal::whole(5)), en), "Very satisfied");
    let many = Answer::Many { chosen: vec!["pay".into(), "hours".into()], note: None };
    assert_eq!(say("job_changes", many, en), "My pay · My hours");
    assert_eq!(say("evidence", Answer::Files(vec!["doc_1".into()]), en), "1 file");
}

type Say = Box<dyn Fn(&Words) -> String>;

/// One of every refusal, missing thing and warning.
fn everything() -> Vec<Say> {
    let day = date(2026, 4, 2);
    let one = Decimal::whole(1);
    let mut refusals = vec![
        AnswerRefused::TooLong { length_max: 120 },
        AnswerRefused::ControlCharacters,
        AnswerRefused::SeveralLines,
        AnswerRefused::NotANumber,
        AnswerRefused::OutOfRange { min: one, max: one },
        AnswerRefused::NotADate,
        AnswerRefused::DateIncomplete,
        AnswerRefused::NoSuchDay { year: 2025, month: 2, day: 30 },
        AnswerRefused::TooEarly { earliest: day },
        AnswerRefused::TooLate { latest: day },
        AnswerRefused::InTheFuture { today: day },
        AnswerRefused::NotAChoice,
        AnswerRefused::AloneWithOthers { choice: "none".into() },
        AnswerRefused::TooManyRows { times_max: 3 },
        AnswerRefused::InRow {
            row: 1,
            question: "x".into(),
            refused: Box::new(AnswerRefused::NotANumber),
        },
        AnswerRefused::NotTicked,
        AnswerRefused::NameMissing,
        AnswerRefused::NotAPhone,
        AnswerRefused::NotAnEmail,
        AnswerRefused::TooManyFiles { files_max: 3 },
        AnswerRefused::NotAFile,
        AnswerRefused::NotAnOccupation,
        AnswerRefused::MayNotPreferNot,
        AnswerRefused::MayNotBeUnknown,
        AnswerRefused::UnknownPart { part: "x".into() },
        AnswerRefused::UnknownQuestion,
    ];
    for step in [1, 50, 100, 25] {
        refusals.push(AnswerRefused::NotOnStep { step: Decimal::from_hundredths(step) });
    }
    for wanted in [
        Wanted::Text,
        Wanted::Number,
        Wanted::Choice,
        Wanted::Choices,
        Wanted::Date,
        Wanted::Rows,
        Wanted::Declaration,
        Wanted::Contact,
        Wanted::Files,
        Wanted::Answers,
    ] {
        refusals.push(AnswerRefused::Unfit { wanted });
    }
    let warnings = [
        Warning::ManyHours { hours: one, usual_max: one },
        Warning::PayBelowMinimum { per_hour_cents: 1, minimum_cents: 2 },
        Warning::JobsOverlap { ended_on: day, started_on: day },
        Warning::GapUnexplained { ended_on: day, started_on: day },
        Warning::IncomeWithoutJob,
        Warning::StartAfterDue { started_on: day, due_on: day },
    ];
    let mut all: Vec<Say> = Vec::new();
    for refused in refusals {
        all.push(Box::new(move |words| sentence(&refused, words)));
    }
    for kind in [MissingKind::Answer, MissingKind::Reason, MissingKind::Source] {
        all.push(Box::new(move |words| missing_sentence(kind, "?", words)));
    }
    for warning in warnings {
        all.push(Box::new(move |words| warning_sentence(&warning, words, "CAD")));
    }
    all
}

#[test]
fn every_sentence_is_there_in_both_languages() {
    for say in everything() {
        let both = [Locale::En, Locale::Fr].map(|locale| say(&Words::new(locale)));
        for said in &both {
            assert!(!said.contains(['⟦', '{']), "{said}");
        }
        assert_ne!(both[0], both[1]);
    }
    let range = AnswerRefused::OutOfRange { min: Decimal::whole(0), max: Decimal::whole(100) };
    let said = sentence(&range, &Words::new(Locale::En));
    assert_eq!(said, "Write a number from 0 to 100.");
}
