use super::super::samples::{choices, condition, known, number, question, questionnaire};
use super::*;
use crate::surveys::{Ending, EndingKind, Face, KnownJob, Raise};

fn single(id: &str, codes: &[&str]) -> Question {
    question(id, Kind::Single(choices(codes)))
}

fn shown(mut question: Question, when: &str) -> Question {
    question.shown_when = condition(when);
    question
}

fn faults(questions: Vec<Question>) -> Vec<FaultKind> {
    definition_faults(&questionnaire(questions)).into_iter().map(|fault| fault.kind).collect()
}

fn text(id: &str) -> Question {
    question(id, Kind::Text { length_max: 9 })
}

#[test]
fn a_sound_questionnaire_has_no_faults() {
    let mut agree = single("agree", &["yes", "no"]);
    agree.self_completed_only = true;
    agree.assume = Some("yes".to_owned());
    agree.ends = vec![Ending { choice: "no".to_owned(), how: EndingKind::Refused }];
    let mut hours = shown(question("hours", number(0, 100, 50)), "agree == 'yes'");
    hours.prefer_not = true;
    let amount = shown(text("amount"), "hours != null && hours != 'prefer_not'");
    let point = shown(text("at_three"), "point in ['m3', 'm6'] && job_on_file");
    let many = question("many", Kind::Multi { choices: choices(&["a", "b"]), note_max: None });
    let both = shown(text("both"), "'a' in many && 'b' in many");
    let day = shown(text("day"), "due_on > '2026-01-01' && on_assistance_at_intake == true");
    assert_eq!(faults(vec![agree, hours, amount, point, many, both, day]), []);
}

#[test]
fn every_fault_is_named() {
    let unknown = |condition: &str, name: &str| FaultKind::UnknownName {
        condition: condition.to_owned(),
        name: name.to_owned(),
    };
    let later = |condition: &str, name: &str| FaultKind::LaterQuestion {
        condition: condition.to_owned(),
        name: name.to_owned(),
    };
    let never = |condition: &str| FaultKind::NeverShown { condition: condition.to_owned() };
    let status = || single("status", &["a", "b"]);
    let rows = [
        (vec![], FaultKind::NoQuestions),
        (vec![text("a"), text("a")], FaultKind::DuplicateQuestion),
        (vec![text("A")], FaultKind::BadCode { code: "A".to_owned() }),
        (vec![text("point")], FaultKind::ReservedName { name: "point".to_owned() }),
        (vec![text("source")], FaultKind::ReservedName { name: "source".to_owned() }),
        (vec![text("check")], FaultKind::ReservedName { name: "check".to_owned() }),
        (vec![shown(text("a"), "b == 'x'")], unknown("b == 'x'", "b")),
        (vec![shown(text("a"), "b == 'x'"), text("b")], later("b == 'x'", "b")),
        (vec![shown(text("a"), "a == 'x'")], later("a == 'x'", "a")),
        (vec![status(), shown(text("t"), "status == 'c'")], never("status == 'c'")),
        (
            vec![
                status(),
                shown(single("x", &["y"]), "status == 'a'"),
                shown(text("t"), "status == 'b' && x == 'y'"),
            ],
            never("status == 'b' && x == 'y'"),
        ),
        (
            vec![shown(text("t"), "job_on_file && !job_on_file")],
            never("job_on_file && !job_on_file"),
        ),
        (vec![single("s", &["a", "a"])], FaultKind::DuplicateChoice { code: "a".to_owned() }),
        (vec![single("s", &[])], FaultKind::NoChoices),
        (vec![question("n", number(9, 9, 100))], FaultKind::BadBounds),
        (vec![question("n", number(0, 9, 0))], FaultKind::BadBounds),
        (vec![question("t", Kind::Text { length_max: 0 })], FaultKind::BadBounds),
    ];
    for (questions, expected) in rows {
        let found = faults(questions);
        assert_eq!(found, [expected]);
    }
}

#[test]
fn a_condition_that_fails_for_some_answers_is_named() {
    let mut hours = question("hours", number(0, 100, 50));
    let asked = || shown(text("t"), "hours > 5.0");
    let found = faults(vec![hours.clone(), asked()]);
    assert!(matches!(&found[..], [FaultKind::ConditionFails { .. }]), "{found:?}");
    hours.prefer_not = true;
    let found = faults(vec![hours, shown(text("t"), "hours != null && hours > 5.0")]);
    assert!(matches!(&found[..], [FaultKind::ConditionFails { .. }]), "{found:?}");
}

#[test]
fn texts_choices_and_needs_fit_together() {
    let mut job = text("a");
    job.text = Words::new("At {employer}?", "Chez {employer} ?");
    assert_eq!(faults(vec![job.clone()]), [FaultKind::SpeaksOfJob]);
    job.text_unknown = Some(Words::new("There?", "Là ?"));
    assert_eq!(faults(vec![job.clone()]), []);
    job.text.en = "At {place}?".to_owned();
    let unknown = FaultKind::UnknownPlaceholder { name: "place".to_owned() };
    assert_eq!(faults(vec![job.clone()]), [unknown]);
    job.text = Words::new("x", " ");
    let missing = FaultKind::MissingText { language: Language::French };
    assert_eq!(faults(vec![job]), [missing]);

    let mut single = single("s", &["a"]);
    single.assume = Some("b".to_owned());
    assert_eq!(faults(vec![single]), [FaultKind::UnknownChoice { code: "b".to_owned() }]);
    let mut staff = text("a");
    staff.staff_only = true;
    staff.need = Need::Client;
    assert_eq!(faults(vec![staff]), [FaultKind::NobodyIsAsked]);
    let mut folded = text("a");
    folded.need = Need::Client;
    folded.place = Place::More;
    assert_eq!(faults(vec![folded]), [FaultKind::RequiredButFolded]);
    let mut raising = text("a");
    let when = crate::expression::Condition::compile("b == 'x'").expect("is CEL");
    raising.raises = Some(Raise { when, task: "t".to_owned(), working_days: None });
    let unknown = FaultKind::UnknownName { condition: "b == 'x'".to_owned(), name: "b".to_owned() };
    assert_eq!(faults(vec![raising]), [unknown]);
}

#[test]
fn every_known_name_is_a_fact() {
    let mut known = known();
    known.job = Some(KnownJob {
        employer: "x".to_owned(),
        job_title: "x".to_owned(),
        started_on: known.due_on,
    });
    for face in [Face::Client, Face::Staff] {
        let facts = known.facts(face);
        assert_eq!(facts.len(), KNOWN_NAMES.len());
        assert!(KNOWN_NAMES.iter().all(|name| facts.contains_key(*name)));
    }
}
