//! The printed form of every shipped questionnaire, in both languages, read by a strict reader.

use super::*;
use crate::page::Locale;
use crate::page::html_check::check;
use crate::programmes::{find_shipped, read_programme, shipped};
use domain::surveys::KnownJob;
use jiff::civil::date;

fn known(point: &str) -> Known {
    Known {
        today: date(2026, 4, 2),
        due_on: date(2026, 3, 31),
        point: point.to_owned(),
        job: Some(KnownJob {
            employer: "Concession Street Bakery".to_owned(),
            job_title: "Baker".to_owned(),
            started_on: date(2026, 2, 28),
        }),
        may_show: true,
        release_on_file: false,
        on_assistance_at_intake: None,
    }
}

fn rendered(questionnaire: &Questionnaire, point: &str, locale: Locale, currency: &str) -> String {
    let back_to = vec!["Stonebridge Employment".to_owned(), "18 Wharf Row".to_owned()];
    let place = (&CheckpointId::from_number(7), currency, back_to);
    let form = PaperForm::new(questionnaire, &known(point), Words::new(locale), place);
    form.render().expect("a form")
}

/// Runs over every questionnaire that a checkpoint of a shipped pack asks.
fn every(test: impl Fn(&Questionnaire, &str, &str)) {
    for pack in shipped() {
        let programme = read_programme(pack.text, pack.code).expect("a pack");
        for checkpoint in &programme.checkpoints {
            let questionnaire = programme.questionnaire(&checkpoint.questionnaire);
            test(questionnaire.expect("is there"), &checkpoint.code, &programme.currency);
        }
    }
}

#[test]
fn every_shipped_form_reads_well_in_one_language_at_a_time() {
    every(|questionnaire, point, currency| {
        for locale in [Locale::En, Locale::Fr] {
            let form = rendered(questionnaire, point, locale, currency);
            let page = format!(
                "<!doctype html><html lang=\"{locale}\"><head><title>x</title></head><body>\
                 <main><h1>x</h1>{form}</main></body></html>"
            );
            let faults = check(&page);
            assert!(faults.is_empty(), "{} {locale}: {faults:?}\n{form}", questionnaire.code);
            assert!(!form.contains('⟦') && !form.contains('{'), "{form}");
            for one in &questionnaire.questions {
                let (own, other) = match locale {
                    Locale::En => (&one.text.en, &one.text.fr),
                    Locale::Fr => (&one.text.fr, &one.text.en),
                };
                let is_long = other.chars().count() > 20 && own != other;
                assert!(!is_long || !form.contains(other.as_str()), "{locale}: {other}");
            }
        }
    });
}

#[test]
fn what_others_may_not_read_does_not_stand_on_a_form() {
    every(|questionnaire, point, currency| {
        let form = rendered(questionnaire, point, Locale::En, currency);
        assert!(!form.contains("Baker") && !form.contains("Concession"), "{form}");
        let staff = questionnaire.questions.iter().filter(|one| one.staff_only);
        for question in staff.filter(|one| one.text.en.chars().count() > 25) {
            assert!(!form.contains(&question.text.en), "{}", question.id);
        }
    });
}

#[test]
fn conditions_stand_on_the_form_by_number() {
    let pack = find_shipped("on-ies").expect("is shipped");
    let programme = read_programme(pack.text, pack.code).expect("a pack");
    let point = &programme.checkpoints[0];
    let questionnaire = programme.questionnaire(&point.questionnaire).expect("is there");
    let form = rendered(questionnaire, &point.code, Locale::En, "CAD");
    let job = "Only if you ticked “I work in the same job” at question 1.";
    assert!(form.contains(job), "{form}");
    assert!(form.contains("→ go to question "), "{form}");
    assert!(form.contains("Only if you wrote an answer at question "), "{form}");
    assert!(!form.contains("Only if it concerns you"), "every condition can be said\n{form}");
    assert!(form.contains(&reference(&CheckpointId::from_number(7))));
}
