//! The page that asks, in both languages, read by a strict reader.

use super::*;
use crate::page::Locale;
use crate::page::html_check::check;
use domain::messaging::AskRefused;
use jiff::civil::date;

fn head() -> Head {
    Head {
        name: "Ali Rahimi".to_owned(),
        address: "/people/1".to_owned(),
        lines: vec!["Dental receptionist, Dundurn Dental Care".to_owned()],
        phones: vec!["905 555 0176".to_owned()],
        emails: vec!["ali.rahimi@mail.example".to_owned()],
        language: "English".to_owned(),
        local: String::new(),
        standing: Vec::new(),
        path: Vec::new(),
        next: String::new(),
        tabs: Vec::new(),
        ask: None,
        call: None,
        survey: None,
        may_place: false,
    }
}

fn sample(words: Words, channel: Channel, problems: Problems) -> FollowUpPage {
    let draft = Draft {
        channel,
        language: words.locale.into(),
        template: Some("email_survey".to_owned()),
        subject: (channel == Channel::Email).then(|| "A <b>few</b> questions".to_owned()),
        body: "Hello {{given_name}},\n\n{{link}}".to_owned(),
    };
    let allowed = |channel| match channel {
        Channel::Sms => Err("No text message: Ali stopped texts.".to_owned()),
        _ => Ok(Allowed {
            purpose: domain::programmes::Purpose::Survey,
            attempt: 1,
            to: None,
            leaves_at: jiff::Timestamp::UNIX_EPOCH,
        }),
    };
    let ways = Channel::ALL.map(|channel| Way { channel, allowed: allowed(channel) });
    let values = Values {
        given_name: "Ali".to_owned(),
        agency: "Stonebridge Employment".to_owned(),
        adviser: "Ada".to_owned(),
        last_day: words.date_long(date(2025, 10, 27)),
    };
    let title = words.with("messaging-follow-up", &[("name", "Ali".into())]);
    let mut frame = Frame::new(words, "Stonebridge Employment", title.clone());
    frame.csrf = "a-token".to_owned();
    let hints = vec![words.say("messaging-says-nothing")];
    let templates = vec![Choice::new("a", "First asking"), Choice::new("b", "Reminder")];
    FollowUpPage {
        frame: frame.refused(&problems),
        head: head(),
        title,
        aside: "3 months".to_owned(),
        action: "/checkpoints/1/follow-up".to_owned(),
        back: "/people/1".to_owned(),
        how: how(words, &ways, channel),
        closed: closed(words, &ways),
        language: languages(words, draft.language),
        subject: subject(words, &draft, &problems),
        body: body(words, &draft, &problems),
        chips: chips(words, &values, "http://127.0.0.1:8080/s/xxxx"),
        hidden: vec![("shown", draft.shown()), ("purpose", "survey".to_owned())],
        template: Some(
            Field::new(words, "template", "messaging-template-label").choices(templates),
        ),
        size: (channel == Channel::Sms).then(|| size(words, "Forêt")),
        hints,
        test: trial::Offer::sample(words, channel),
        preview: Preview {
            heading: words.with("messaging-as-seen", &[("name", "Ali".into())]),
            agency: values.agency.clone(),
            to: "ali.rahimi@mail.example".to_owned(),
            subject: draft.subject.clone(),
            text: "Hello Ali".to_owned(),
        },
        button: words.say(button_key(channel)),
        foot: vec![words.with("messaging-today", &[("sent", 1.into()), ("most", 2.into())])],
        problems,
    }
}

#[test]
fn the_page_reads_well_in_both_languages() {
    for locale in [Locale::En, Locale::Fr] {
        let words = Words::new(locale);
        for channel in Channel::ALL {
            let mut wrong = Problems::on_page(words.say("messaging-look-first"));
            // Only a message that is written here has a text that can be wrong.
            if matches!(channel, Channel::Email | Channel::Sms) {
                wrong.add("body", words.say("messaging-body-wanted"));
            }
            for problems in [Problems::new(), wrong] {
                let page = sample(words, channel, problems).render().expect("a page");
                let faults = check(&page);
                assert!(faults.is_empty(), "{channel:?} {locale}: {faults:?}\n{page}");
                assert!(!page.contains('⟦') && !page.contains("<b>few"), "{page}");
            }
        }
    }
}

#[test]
fn every_reason_and_every_problem_has_a_sentence() {
    use crate::messaging::compose::problems_of;
    use domain::messaging::{FillRefused, TextProblem, TextRefused};
    let problems = TextRefused(vec![
        TextProblem::SubjectWanted,
        TextProblem::SubjectNotWanted,
        TextProblem::SubjectNotOneLine,
        TextProblem::SubjectTooLong { length: 201, length_max: 200 },
        TextProblem::SubjectHoldsLink,
        TextProblem::SubjectPlaceholder(FillRefused::NotClosed),
        TextProblem::BodyWanted,
        TextProblem::BodyTooLong { length: 481, length_max: 480 },
        TextProblem::BodyUnprintable,
        TextProblem::BodyPlaceholder(FillRefused::Unknown("wage".to_owned())),
        TextProblem::LinkWanted,
    ]);
    for locale in [Locale::En, Locale::Fr] {
        let words = Words::new(locale);
        for problem in &problems_of(&problems, words) {
            assert!(!problem.sentence.contains('⟦'), "{problem:?}");
        }
        for channel in Channel::ALL {
            assert!(!not_set_up_sentence(words, channel).contains('⟦'));
            assert!(!words.say(button_key(channel)).contains('⟦'));
        }
    }
    assert_eq!(AskRefused::ConsentWithdrawn.code(), "consent");
}
