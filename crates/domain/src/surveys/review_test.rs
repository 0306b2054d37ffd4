use super::super::samples::{choices, condition, known, number, question, questionnaire};
use super::*;
use crate::surveys::{DateBound, Decimal, Kind, Need, Question, Raise, Warning, warnings};
use jiff::civil::{Date, date};

fn choice(code: &str) -> Answer {
    Answer::Choice(code.to_owned())
}

fn hours(hours: i64) -> Answer {
    Answer::Number(Decimal::whole(hours))
}

fn answers<const N: usize>(given: [(&str, Answer); N]) -> Answers {
    given.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect()
}

fn asked(id: &str, kind: Kind, need: Need) -> Question {
    Question { need, ..question(id, kind) }
}

/// agree, work_status, hours_week (working), wage, jobs, income, noc.
fn sample() -> Questionnaire {
    let single = |id: &str, codes: &[&str], need| asked(id, Kind::Single(choices(codes)), need);
    let day = |id: &str| {
        asked(
            id,
            Kind::Date { earliest: DateBound::None, latest: DateBound::Today },
            Need::Optional,
        )
    };
    let mut agree = single("agree", &["yes", "no"], Need::Client);
    agree.self_completed_only = true;
    agree.assume = Some("yes".to_owned());
    let mut status =
        single("work_status", &["same_job", "new_job", "looking", "not_looking"], Need::Client);
    let when = "job_on_file && work_status in ['looking', 'not_looking']";
    status.raises = condition(when).map(|when| Raise {
        when,
        task: "job_lost".to_owned(),
        working_days: Some(2),
    });
    let mut worked = asked("hours_week", number(0, 100, 50), Need::Submission);
    worked.shown_when = condition("work_status in ['same_job', 'new_job']");
    let wage = asked("wage_amount", Kind::Money { max: Decimal::whole(90_000) }, Need::Optional);
    let periods = ["hour", "week", "two_weeks", "month", "year", "per_job"];
    let period = single("wage_period", &periods, Need::Optional);
    let income = Kind::Multi { choices: choices(&["job", "ei"]), note_max: None };
    let mut noc = asked("noc_code", Kind::OccupationCode, Need::Submission);
    noc.staff_only = true;
    noc.required_when = condition("work_status == 'new_job'");
    questionnaire(vec![
        agree,
        status,
        worked,
        wage,
        period,
        day("job_end_date"),
        day("job_start"),
        asked("weeks_without", number(0, 52, 100), Need::Optional),
        asked("income_now", income, Need::Optional),
        noc,
    ])
}

fn missing(client: Option<&Answers>, reviewed: &Answers, reasons: &[(&str, &str)]) -> Vec<String> {
    let reasons = reasons.iter().map(|(id, why)| ((*id).to_owned(), (*why).to_owned())).collect();
    missing_for_submission(&sample(), client, reviewed, &reasons, true, &known())
        .into_iter()
        .map(|one| format!("{} {:?}", one.code, one.kind))
        .collect()
}

#[test]
fn what_is_missing_follows_the_staff_route() {
    let none = Answers::new();
    assert_eq!(missing(None, &none, &[]), ["work_status Answer"]);
    let same = answers([("work_status", choice("same_job"))]);
    assert_eq!(missing(None, &same, &[]), ["hours_week Answer"]);
    let new = answers([("work_status", choice("new_job")), ("hours_week", hours(9))]);
    assert_eq!(missing(None, &new, &[]), ["noc_code Answer"]);
    let looking = answers([("work_status", choice("looking"))]);
    assert_eq!(missing(None, &looking, &[]), Vec::<String>::new());
    let unnamed = BTreeMap::new();
    let without = missing_for_submission(&sample(), None, &looking, &unnamed, false, &known());
    assert_eq!(without, [Missing { code: SOURCE.to_owned(), kind: MissingKind::Source }]);
}

#[test]
fn changing_what_the_client_said_needs_a_reason() {
    let client = answers([
        ("agree", choice("yes")),
        ("work_status", choice("same_job")),
        ("hours_week", hours(32)),
    ]);
    let mut reviewed = client.clone();
    reviewed.remove("agree");
    assert_eq!(missing(Some(&client), &reviewed, &[]), Vec::<String>::new());
    reviewed.insert("hours_week".to_owned(), hours(30));
    // The client left the wage open: filling it in changes nothing that was said.
    reviewed.insert("wage_amount".to_owned(), hours(20));
    assert_eq!(missing(Some(&client), &reviewed, &[]), ["hours_week Reason"]);
    assert_eq!(missing(Some(&client), &reviewed, &[("hours_week", " ")]), ["hours_week Reason"]);
    let told = [("hours_week", "pay stub shows 30")];
    assert_eq!(missing(Some(&client), &reviewed, &told), Vec::<String>::new());
    let found = differences(&sample(), Some(&client), &reviewed, &known());
    let rows: Vec<(&str, bool)> =
        found.iter().map(|one| (one.question.as_str(), one.needs_reason())).collect();
    assert_eq!(rows, [("hours_week", true), ("wage_amount", false)]);
    reviewed.remove("hours_week");
    let both = ["hours_week Answer", "hours_week Reason"];
    assert_eq!(missing(Some(&client), &reviewed, &[]), both);
}

#[test]
fn answers_off_the_route_are_no_difference() {
    let client = answers([
        ("agree", choice("yes")),
        ("work_status", choice("looking")),
        // Set aside already while the client answered.
        ("hours_week", hours(32)),
    ]);
    let mut reviewed = client.clone();
    reviewed.insert("work_status".to_owned(), choice("same_job"));
    let found = differences(&sample(), Some(&client), &reviewed, &known());
    let was: Vec<Option<Answer>> = found.iter().map(|one| one.was.clone()).collect();
    assert_eq!(was, [Some(choice("looking")), None]);
    assert_eq!(differences(&sample(), None, &reviewed, &known()), []);
}

#[test]
fn answers_ask_for_work() {
    let looking = answers([("work_status", choice("looking")), ("agree", choice("yes"))]);
    let expected = Raised {
        question: "work_status".to_owned(),
        task: "job_lost".to_owned(),
        working_days: Some(2),
    };
    assert_eq!(raised(&sample(), &looking, Face::Client, &known()), [expected]);
    let mut nobody = known();
    nobody.job = None;
    assert_eq!(raised(&sample(), &looking, Face::Client, &nobody), []);
    let same = answers([("work_status", choice("same_job"))]);
    assert_eq!(raised(&sample(), &same, Face::Staff, &known()), []);
}

fn warned(reviewed: &Answers) -> Vec<Warning> {
    warnings(&sample(), reviewed, &known(), Some(1_760))
}

#[test]
fn pay_is_compared_by_the_hour() {
    let rows = [
        ("hour", 1_760, 40, None),
        ("hour", 1_759, 40, Some(1_759)),
        ("week", 70_400, 40, None),
        ("week", 70_300, 40, Some(1_758)),
        ("two_weeks", 140_000, 40, Some(1_750)),
        // Comes to 17.596 an hour, which is 17.60 to the cent.
        ("month", 305_000, 40, None),
        ("month", 304_900, 40, Some(1_759)),
        ("year", 3_660_800, 40, None),
        ("year", 3_600_000, 40, Some(1_731)),
        ("week", 100, 0, None),
        ("per_job", 1, 40, None),
    ];
    for (period, cents, week, expected) in rows {
        let reviewed = answers([
            ("work_status", choice("same_job")),
            ("hours_week", hours(week)),
            ("wage_amount", Answer::Number(Decimal::from_hundredths(cents))),
            ("wage_period", choice(period)),
        ]);
        let expected: Vec<Warning> = expected
            .map(|per_hour_cents| Warning::PayBelowMinimum { per_hour_cents, minimum_cents: 1_760 })
            .into_iter()
            .collect();
        assert_eq!(warned(&reviewed), expected, "{period} {cents}");
        assert_eq!(warnings(&sample(), &reviewed, &known(), None), []);
    }
}

#[test]
fn what_hardly_goes_together_is_said() {
    let on = |month, day| Answer::Date(date(2026, month, day));
    let pair = |ended: (i8, i8), started: (i8, i8)| -> (Date, Date) {
        (date(2026, ended.0, ended.1), date(2026, started.0, started.1))
    };
    let (ended_on, started_on) = pair((3, 20), (3, 10));
    let between = |ended, started| answers([("job_end_date", ended), ("job_start", started)]);
    let overlap = Warning::JobsOverlap { ended_on, started_on };
    assert_eq!(warned(&between(on(3, 20), on(3, 10))), [overlap]);
    assert_eq!(warned(&between(on(3, 10), on(3, 11))), []);
    let (ended_on, started_on) = pair((3, 1), (3, 20));
    let mut gap = between(on(3, 1), on(3, 20));
    assert_eq!(warned(&gap), [Warning::GapUnexplained { ended_on, started_on }]);
    gap.insert("weeks_without".to_owned(), hours(2));
    assert_eq!(warned(&gap), []);

    let many = answers([("work_status", choice("same_job")), ("hours_week", hours(61))]);
    let (hours, usual_max) = (Decimal::whole(61), Decimal::whole(60));
    assert_eq!(warned(&many), [Warning::ManyHours { hours, usual_max }]);
    let earned = Answer::Many { chosen: vec!["job".to_owned()], note: None };
    let idle = answers([("work_status", choice("not_looking")), ("income_now", earned)]);
    assert_eq!(warned(&idle), [Warning::IncomeWithoutJob]);
    let (started_on, due_on) = (date(2026, 4, 1), date(2026, 3, 31));
    let late = answers([("job_start", on(4, 1))]);
    assert_eq!(warned(&late), [Warning::StartAfterDue { started_on, due_on }]);
}
