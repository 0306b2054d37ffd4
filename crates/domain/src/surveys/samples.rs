//! Questions and facts for the tests of this noun.

use super::{Choice, Decimal, Kind, Known, KnownJob, Need, Place, Question, Questionnaire};
use crate::expression::Condition;
use crate::words::Words;
use jiff::civil::date;

pub fn choices(codes: &[&str]) -> Vec<Choice> {
    let choice = |code: &&str| Choice {
        code: code.trim_end_matches('!').to_owned(),
        label: Words::new("x", "x"),
        alone: code.ends_with('!'),
    };
    codes.iter().map(choice).collect()
}

pub fn condition(source: &str) -> Option<Condition> {
    Some(Condition::compile(source).expect("is CEL"))
}

pub fn question(id: &str, kind: Kind) -> Question {
    Question {
        id: id.to_owned(),
        text: Words::new("x", "x"),
        text_unknown: None,
        hint: None,
        kind,
        need: Need::Optional,
        required_when: None,
        staff_only: false,
        self_completed_only: false,
        assume: None,
        shown_when: None,
        place: Place::Own,
        prefer_not: false,
        not_known: None,
        raises: None,
        ends: Vec::new(),
        column: None,
    }
}

pub fn questionnaire(questions: Vec<Question>) -> Questionnaire {
    Questionnaire {
        code: "q".to_owned(),
        version: 1,
        title: Words::new("x", "x"),
        gate: None,
        quick: None,
        questions,
    }
}

pub fn number(min: i64, max: i64, step_hundredths: i64) -> Kind {
    Kind::Number {
        min: Decimal::whole(min),
        max: Decimal::whole(max),
        step: Decimal::from_hundredths(step_hundredths),
        unit: None,
    }
}

pub fn known() -> Known {
    Known {
        today: date(2026, 4, 2),
        due_on: date(2026, 3, 31),
        point: "m1".to_owned(),
        job: Some(KnownJob {
            employer: "Chez Ada".to_owned(),
            job_title: "Baker".to_owned(),
            started_on: date(2026, 2, 28),
        }),
        may_show: true,
        release_on_file: false,
        on_assistance_at_intake: None,
    }
}
