use super::*;
use crate::programmes::{find_shipped, read_programme};
use domain::surveys::{AnswerRefused, Decimal, Questionnaire};
use jiff::civil::date;

fn checkin() -> Questionnaire {
    let pack = find_shipped("on-ies").expect("is shipped");
    let programme = read_programme(pack.text, "on-ies.yaml").expect("is sound");
    programme.questionnaire("checkin-3m").expect("is there").clone()
}

fn read(ids: &[&str], fields: &[(&str, &str)]) -> Typed {
    let questionnaire = checkin();
    let questions = ids.iter().map(|id| questionnaire.question(id).expect("is asked"));
    let fields: Vec<(String, String)> =
        fields.iter().map(|(name, typed)| ((*name).to_owned(), (*typed).to_owned())).collect();
    let known = Known {
        today: date(2026, 4, 2),
        due_on: date(2026, 3, 31),
        point: "m3".to_owned(),
        job: None,
        may_show: true,
        release_on_file: false,
        on_assistance_at_intake: None,
    };
    read_form(questions, &fields, &known)
}

fn answer(id: &str, fields: &[(&str, &str)]) -> Option<Answer> {
    let typed = read(&[id], fields);
    assert_eq!(typed.refused, [], "{id}");
    typed.answers.get(id).cloned()
}

#[test]
fn forms_are_read_as_they_post() {
    let many = |codes: &[&str], note: Option<&str>| Answer::Many {
        chosen: codes.iter().map(|code| (*code).to_owned()).collect(),
        note: note.map(str::to_owned),
    };
    let row = Answers::from([
        ("job_title".to_owned(), Answer::Text("Cook".to_owned())),
        ("job_start".to_owned(), Answer::Date(date(2026, 3, 9))),
    ]);
    let contact = Answer::Contact { phone: Some("416 555 0123".to_owned()), email: None };
    let rows = [
        ("hours_week", vec![("hours_week", "37,5")], Some(number(3_750))),
        ("wage_amount", vec![("wage_amount", "1 200.50")], Some(number(120_050))),
        (
            "wage_amount",
            vec![("wage_amount", "18"), ("wage_amount-choice", "prefer_not")],
            Some(Answer::PreferNot),
        ),
        ("wage_amount", vec![("wage_amount", ""), ("wage_amount-choice", "")], None),
        (
            "job_start",
            vec![("job_start-year", "2026"), ("job_start-month", "3"), ("job_start-day", "9")],
            Some(Answer::Date(date(2026, 3, 9))),
        ),
        ("job_start", vec![("job_start", "2026-03-09")], Some(Answer::Date(date(2026, 3, 9)))),
        ("job_end_date", vec![("job_end_date-choice", "unknown")], Some(Answer::NotKnown)),
        (
            "barriers",
            vec![("barriers", "pay"), ("barriers", "transport")],
            Some(many(&["transport", "pay"], None)),
        ),
        ("barriers", vec![("barriers", "prefer_not")], Some(Answer::PreferNot)),
        (
            "help_kind",
            vec![("help_kind", "training"), ("help_kind-note", "forklift")],
            Some(many(&["training"], Some("forklift"))),
        ),
        ("help_kind", vec![], None),
        (
            "other_jobs",
            vec![
                ("other_jobs-1-job_title", ""),
                ("other_jobs-2-job_title", "Cook"),
                ("other_jobs-2-job_start-year", "2026"),
                ("other_jobs-2-job_start-month", "3"),
                ("other_jobs-2-job_start-day", "9"),
            ],
            Some(Answer::Rows(vec![row])),
        ),
        (
            "declare",
            vec![("declare-agreed", "yes"), ("declare-name", "Ada")],
            Some(Answer::Declared { name: "Ada".to_owned() }),
        ),
        ("contact_new", vec![("contact_new-phone", "416 555 0123")], Some(contact)),
        ("evidence", vec![("evidence", "doc_1")], Some(Answer::Files(vec!["doc_1".to_owned()]))),
    ];
    for (id, fields, expected) in rows {
        assert_eq!(answer(id, &fields), expected, "{id} {fields:?}");
    }
}

fn number(hundredths: i64) -> Answer {
    Answer::Number(Decimal::from_hundredths(hundredths))
}

#[test]
fn blank_takes_out_and_refused_leaves_as_it_was() {
    let questionnaire = checkin();
    let ids = ["hours_week", "comment", "job_title"];
    let typed = read(&ids, &[("hours_week", "many"), ("comment", ""), ("job_title", "Cook")]);
    assert_eq!(typed.refused, [("hours_week".to_owned(), AnswerRefused::NotANumber)]);
    let mut answers = Answers::from([
        ("hours_week".to_owned(), number(3_000)),
        ("comment".to_owned(), Answer::Text("old".to_owned())),
        ("work_status".to_owned(), Answer::Choice("same_job".to_owned())),
    ]);
    let questions = ids.iter().map(|id| questionnaire.question(id).expect("is asked"));
    put_into(&mut answers, &typed, questions);
    let kept: Vec<&str> = answers.keys().map(String::as_str).collect();
    assert_eq!(kept, ["hours_week", "job_title", "work_status"]);
    assert_eq!(answers["hours_week"], number(3_000));
}
