use super::*;
use domain::programmes::Strength;
use domain::surveys::{
    Answer, Answers, Decimal, Face, Journey, Kind, Known, KnownJob, Missing, MissingKind, journey,
    missing_for_submission,
};
use domain::words::{Language, Words};
use jiff::civil::date;

const ONTARIO: &str = include_str!("../../../../../packs/on-ies.yaml");

fn read_text(text: &str) -> (Vec<Questionnaire>, Vec<String>) {
    let words = || Words::new("x", "x");
    let outcomes = ["emp_full_time", "une_looking"].map(|code| OutcomeCode {
        code: code.to_owned(),
        group: "employed".to_owned(),
        label: words(),
        counts: true,
    });
    let document_types = ["pay_stub", "resume"].map(|code| DocumentType {
        code: code.to_owned(),
        label: words(),
        strength: (code == "pay_stub").then_some(Strength::A),
        advice: None,
    });
    let lists = Lists { outcomes: &outcomes, document_types: &document_types };
    let node = Node::read(text, "pack.yaml").expect("is YAML");
    let mut check = Problems::of("pack.yaml");
    let read = read(node.get("questions"), node.get("questionnaires"), lists, &mut check);
    (read, check.into_sorted().iter().map(ToString::to_string).collect())
}

fn ontario() -> Vec<Questionnaire> {
    let (read, problems) = read_text(ONTARIO);
    assert!(problems.is_empty(), "{problems:#?}");
    read
}

fn known(point: &str) -> Known {
    Known {
        today: date(2026, 4, 2),
        due_on: date(2026, 3, 31),
        point: point.to_owned(),
        job: Some(KnownJob {
            employer: "Chez Ada".to_owned(),
            job_title: "Baker".to_owned(),
            started_on: date(2026, 2, 28),
        }),
        may_show: true,
        release_on_file: false,
        on_assistance_at_intake: Some(false),
    }
}

const POINTS: [(&str, &str); 4] =
    [("checkin-1m", "m1"), ("checkin-3m", "m3"), ("checkin-6m", "m6"), ("checkin-12m", "m12")];

/// Each question of the table with its need at 1, 3, 6 and 12 months; N: S on a new job.
const NEEDS: &str = "agree RRRR, work_status RRRR, job_confirm RRRR, job_changes OOOO, \
    employer_name RRRR, employer_place OOOO, employer_contact OOOO, job_title SSSS, \
    job_start SSSS, other_jobs OOOO, hours_week SSSS, hours_vary OOOO, hours_4wk OOOO, \
    wage_amount SSSS, wage_period SSSS, job_type OOOO, benefits -O-O, job_fit O-OO, \
    progress -OOO, job_end_date SSSS, job_end_reason SSSS, weeks_without -OSS, leave_kind OOOO, \
    leave_return OOOO, train_kind SSSS, train_place OOOO, train_load SSSS, income_now -OOS, \
    assist_change -OOO, barriers OOOO, need_help OOOO, help_kind OOOO, job_sat OOOO, \
    svc_sat O-OO, recommend ---O, comment OOOO, contact_ok OOO-, contact_new OOO-, \
    employer_ok OOOO, evidence OOOO, declare RRRR, noc_code SNNN, subsidised SSSS, \
    outcome_code SSSS, hours_verified SSSS, verify_method SSSS";

#[test]
fn the_four_questionnaires_ask_what_the_table_says() {
    for (at, questionnaire) in ontario().iter().enumerate() {
        let expected = NEEDS.split(", ").filter_map(|line| {
            let (id, needs) = line.split_once(' ')?;
            let need = needs.as_bytes()[at];
            (need != b'-').then_some((id, char::from(need)))
        });
        let found = questionnaire.questions.iter().map(|question| {
            let need = match (question.need, &question.required_when) {
                (Need::Client, _) => 'R',
                (Need::Submission, None) => 'S',
                (Need::Submission, Some(_)) => 'N',
                (Need::Optional, _) => 'O',
            };
            (question.id.as_str(), need)
        });
        assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
        assert_eq!(questionnaire.code, POINTS[at].0);
        assert_eq!(questionnaire.gate, Some(Gate::YearOfBirth));
    }
}

fn choice(code: &str) -> Answer {
    Answer::Choice(code.to_owned())
}

fn many(code: &str) -> Answer {
    Answer::Many { chosen: vec![code.to_owned()], note: None }
}

fn answers<const N: usize>(given: [(&str, Answer); N]) -> Answers {
    given.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect()
}

/// Whether the condition table shows a question on the client's route. Written from the table,
/// with nothing of the pack.
fn is_shown(id: &str, status: &str, point: &str, confirmed: &str, title_changed: bool) -> bool {
    let new = ["new_job", "multiple_jobs"].contains(&status);
    let working = new || ["same_job", "self_employed", "on_leave"].contains(&status);
    match id {
        "agree" | "work_status" | "need_help" | "svc_sat" | "recommend" | "comment"
        | "contact_ok" | "contact_new" | "declare" | "income_now" => true,
        "job_confirm" => status == "same_job",
        "job_changes" => status == "same_job" && (confirmed == "some_changes" || point != "m1"),
        "employer_name" | "employer_place" | "employer_contact" => new,
        "job_title" => new || status == "self_employed" || title_changed,
        "job_start" => new || status == "self_employed",
        "other_jobs" => status == "multiple_jobs",
        "hours_week" | "hours_vary" | "wage_amount" | "job_fit" | "progress" | "job_sat"
        | "employer_ok" | "evidence" => working,
        "job_type" | "benefits" => working && status != "self_employed",
        "job_end_date" | "job_end_reason" => status != "same_job" && status != "on_leave",
        "weeks_without" => point != "m1" && !(status == "same_job" && confirmed == "yes"),
        "leave_kind" | "leave_return" => status == "on_leave",
        "train_kind" | "train_place" | "train_load" => status == "in_training",
        "barriers" => working || status == "looking",
        // Nobody said that hours vary, gave a wage, asked for help or was on assistance.
        "hours_4wk" | "wage_period" | "help_kind" | "assist_change" => false,
        other => panic!("{other} is not in the table"),
    }
}

#[test]
fn every_situation_takes_the_route_of_the_table() {
    let statuses = [
        "same_job",
        "new_job",
        "multiple_jobs",
        "self_employed",
        "on_leave",
        "in_training",
        "looking",
        "not_looking",
        "prefer_not",
    ];
    for (questionnaire, (code, point)) in ontario().iter().zip(POINTS) {
        for status in statuses {
            for (confirmed, title) in [("yes", false), ("some_changes", true), ("no", false)] {
                let status_answer =
                    if status == "prefer_not" { Answer::PreferNot } else { choice(status) };
                let mut given = answers([
                    ("agree", choice("yes")),
                    ("work_status", status_answer),
                    ("job_confirm", choice(confirmed)),
                ]);
                if title {
                    given.insert("job_changes".to_owned(), many("title"));
                }
                let journey = journey(questionnaire, &given, Face::Client, &known(point));
                let title = title && status == "same_job";
                let expected: Vec<&str> = questionnaire
                    .questions
                    .iter()
                    .filter(|question| !question.staff_only)
                    .map(|question| question.id.as_str())
                    .filter(|id| is_shown(id, status, point, confirmed, title))
                    .collect();
                assert_eq!(journey.taken, expected, "{code} {status} {confirmed}");
                assert_eq!(journey.faults, []);
                if status != "same_job" {
                    assert_eq!(journey.set_aside[0], "job_confirm", "{code} {status}");
                }
            }
        }
    }
}

/// Answers screen after screen as somebody whose job has not changed, leaving what is optional.
fn unchanged(questionnaire: &Questionnaire, point: &str) -> (usize, Journey) {
    let mut given = Answers::new();
    let mut screens = 0;
    let mut at = "agree".to_owned();
    loop {
        screens += 1;
        let before = journey(questionnaire, &given, Face::Client, &known(point));
        for placed in &before.screen(&at).expect("is there").questions {
            let answer = match placed.id.as_str() {
                "agree" | "job_confirm" => choice("yes"),
                "work_status" => choice("same_job"),
                "hours_week" => Answer::Number(Decimal::whole(37)),
                "wage_amount" => Answer::Number(Decimal::from_hundredths(1_850)),
                "wage_period" => choice("hour"),
                "income_now" => many("job"),
                "need_help" => choice("no"),
                "declare" => Answer::Declared { name: "Ada".to_owned() },
                _ => continue,
            };
            given.insert(placed.id.clone(), answer);
        }
        let after = journey(questionnaire, &given, Face::Client, &known(point));
        match after.after(&at) {
            Some(screen) => at.clone_from(&screen.code),
            None => return (screens, after),
        }
    }
}

#[test]
fn a_person_whose_job_has_not_changed_answers_in_eight_screens() {
    for (questionnaire, (code, point)) in ontario().iter().zip(POINTS) {
        let (screens, journey) = unchanged(questionnaire, point);
        // The gate is the eighth.
        assert!(screens < 8, "{code}: {screens}");
        assert!(journey.is_complete(), "{code}: {:?}", journey.lacking);
        assert_eq!(journey.next, None);
        let codes: Vec<&str> = journey.screens.iter().map(|screen| screen.code.as_str()).collect();
        let job = if point == "m1" { "job_confirm" } else { "job" };
        let expected = ["agree", "work_status", job, "hours_week", "wage", "more", "check"];
        assert_eq!(codes, expected, "{code}");
        let more = journey.screen("more").expect("is there");
        let open: Vec<&str> = more
            .questions
            .iter()
            .filter(|placed| !placed.folded)
            .map(|placed| placed.id.as_str())
            .collect();
        assert_eq!(open, ["need_help", "help_kind", "evidence"], "{code}");
    }
}

#[test]
fn the_period_stands_beside_the_amount_before_it_is_given() {
    let questionnaires = ontario();
    let given = answers([("agree", choice("yes")), ("work_status", choice("same_job"))]);
    let journey = journey(&questionnaires[0], &given, Face::Client, &known("m1"));
    let wage = journey.screen("wage").expect("is there");
    let placed: Vec<(&str, bool)> =
        wage.questions.iter().map(|placed| (placed.id.as_str(), placed.on_route)).collect();
    assert_eq!(placed, [("wage_amount", true), ("wage_period", false)]);
}

#[test]
fn everything_that_submission_needs_is_named() {
    for (questionnaire, (code, point)) in ontario().iter().zip(POINTS) {
        for status in ["same_job", "new_job", "multiple_jobs", "self_employed", "in_training"] {
            let reviewed = answers([
                ("work_status", choice(status)),
                ("wage_amount", Answer::Number(Decimal::whole(20))),
            ]);
            let known = known(point);
            let reasons = BTreeMap::new();
            let missing =
                missing_for_submission(questionnaire, None, &reviewed, &reasons, false, &known);
            let named: Vec<&str> = missing.iter().map(|one| one.code.as_str()).collect();
            let route = journey(questionnaire, &reviewed, Face::Staff, &known);
            let new = ["new_job", "multiple_jobs", "self_employed"].contains(&status);
            let mut expected: Vec<&str> = NEEDS
                .split(", ")
                .filter_map(|line| line.split_once(' '))
                .filter(|(id, needs)| {
                    let at = POINTS.iter().position(|one| one.0 == code).expect("is one");
                    let needed = match needs.as_bytes()[at] {
                        b'R' | b'S' => true,
                        b'N' => new,
                        _ => false,
                    };
                    needed && route.is_on_route(id) && !reviewed.contains_key(*id)
                })
                .map(|(id, _)| id)
                .collect();
            expected.push("source");
            assert_eq!(named, expected, "{code} {status}");
            let (last, answers) = missing.split_last().expect("something is missing");
            assert_eq!(last, &Missing { code: "source".to_owned(), kind: MissingKind::Source });
            assert!(answers.iter().all(|one| one.kind == MissingKind::Answer));
            assert!(!named.contains(&"agree") && !named.contains(&"declare"));
        }
    }
}

#[test]
fn both_languages_are_complete_and_french_spaces_do_not_break() {
    let mut texts = Vec::new();
    for question in ontario().iter().flat_map(|one| &one.questions) {
        texts.push(question.text.clone());
        texts.extend(question.hint.clone());
        texts.extend(question.kind.choices().iter().map(|choice| choice.label.clone()));
    }
    for words in texts {
        for language in Language::ALL {
            assert!(!words.in_language(language).trim().is_empty(), "{words:?}");
        }
        for sign in ['?', ':', '!', ';'] {
            for (at, _) in words.fr.match_indices(sign) {
                assert!(words.fr[..at].ends_with('\u{a0}'), "{}", words.fr);
            }
        }
    }
}

#[test]
fn the_pack_fills_in_outcomes_and_papers_that_prove_something() {
    let questionnaires = ontario();
    let choices = |id: &str| {
        let question = questionnaires[0].question(id).expect("is asked");
        question.kind.choices().iter().map(|one| one.code.clone()).collect::<Vec<_>>()
    };
    assert_eq!(choices("outcome_code"), ["emp_full_time", "une_looking"]);
    assert_eq!(choices("verify_method"), ["pay_stub"]);
    let help = questionnaires[0].question("help_kind").expect("is asked");
    assert!(matches!(help.kind, Kind::Multi { note_max: Some(300), .. }));
}

#[test]
fn everything_wrong_is_told_with_its_place() {
    let asks = |entry: &str, line: &str| {
        format!(
            "questions:\n  - {entry}\nquestionnaires:\n  - code: q\n    version: 1\n    title: \
             {{en: a, fr: a}}\n    questions:\n      - {line}\n"
        )
    };
    let text = "{id: a, text: {en: a, fr: a}, type: text}";
    let rows = [
        (asks(text, "{id: b, need: O}"), ":8:14: the bank has no question `b`"),
        (asks(text, "{id: b, need: O}"), ":2:5: no questionnaire asks `a`"),
        (asks(text, "{id: a, need: X}"), ":8:23: `X` is not known here"),
        (asks("{id: a, text: {en: a}, type: text}", "{id: a, need: O}"), ":2:19: `fr` is missing"),
        (
            asks("{id: a, text: {en: a, fr: a}, type: texts}", "{id: a, need: O}"),
            "`texts` is not known here",
        ),
        (
            asks("{id: a, text: {en: a, fr: a}, type: text, max: 3}", "{id: a, need: O}"),
            "`max` does not go with this type",
        ),
        (
            asks(
                "{id: a, text: {en: a, fr: a}, type: single, choices: [{code: x, en: a, fr: a}, \
                 {code: x, en: a, fr: a}]}",
                "{id: a, need: O}",
            ),
            "the code `x` is taken",
        ),
        (
            asks(
                "{id: a, text: {en: a, fr: a}, type: text, shown_when: \"b = 1\"}",
                "{id: a, need: O}",
            ),
            "this is not a CEL condition",
        ),
        (
            asks(
                "{id: a, text: {en: a, fr: a}, type: text, shown_when: b == 'x'}",
                "{id: a, need: O}",
            ),
            ":8:9: `a` of `q`: the condition `b == 'x'` names `b`",
        ),
        (
            asks(text, "{id: a, need: O}\n      - {id: a, need: O}"),
            ":9:9: `a` of `q`: the question is asked twice",
        ),
        (
            asks("{id: point, text: {en: a, fr: a}, type: text}", "{id: point, need: O}"),
            "`point` already means something else",
        ),
    ];
    for (text, expected) in rows {
        let (_, problems) = read_text(&text);
        let told = problems.iter().any(|problem| problem.contains(expected));
        assert!(told, "{expected}\n{problems:#?}");
    }
}
