//! Pages of messages, in both languages, read by a strict reader.

use super::*;
use crate::messaging::store::MessageState;
use crate::page::Locale;
use crate::page::html_check::check;

fn sample(words: Words, channel: Channel) -> SheetPage {
    let is_print = channel == Channel::Print;
    let key = match channel {
        Channel::Email => "messaging-sheet-email",
        Channel::Sms => "messaging-sheet-sms",
        Channel::Link => "messaging-sheet-link",
        Channel::Print => "messaging-sheet-print",
        Channel::Phone => "messaging-sheet-phone",
    };
    let title = words.with(key, &[("name", "Ali".into())]);
    SheetPage {
        frame: Frame::new(words, "Stonebridge Employment", title),
        crumb: vec![("People".to_owned(), "/people".to_owned())],
        aside: "3 months".to_owned(),
        facts: vec![(words.say("messaging-state"), words.say("messaging-is-handed-over"))],
        hint: words.say("messaging-sheet-print-hint"),
        language: words.locale.as_tag(),
        link: (channel == Channel::Link).then(|| "http://127.0.0.1:8080/s/abc".to_owned()),
        letter: is_print.then(|| Letter {
            agency: "Stonebridge Employment".to_owned(),
            address: "18 Wharf Row".to_owned(),
            phone: "905 555 0100".to_owned(),
            day: "30 September".to_owned(),
        }),
        subject: (channel == Channel::Email).then(|| "A few questions".to_owned()),
        text: "Hello Ali,\n<script>".to_owned(),
        form: is_print.then(|| "<p>1. About how many hours?</p>".to_owned()),
        call: (channel == Channel::Phone).then(|| "/checkpoints/1/call".to_owned()),
        back: "/people/1".to_owned(),
        is_print,
    }
}

#[test]
fn every_page_reads_well_in_both_languages() {
    for locale in [Locale::En, Locale::Fr] {
        for channel in Channel::ALL {
            let page = sample(Words::new(locale), channel).render().expect("a page");
            let faults = check(&page);
            assert!(faults.is_empty(), "{channel:?} {locale}: {faults:?}\n{page}");
            assert!(!page.contains('⟦') && !page.contains("<b>") && !page.contains("<script>"));
        }
    }
}

#[test]
fn every_state_has_its_words() {
    for locale in [Locale::En, Locale::Fr] {
        for state in [
            MessageState::Waiting,
            MessageState::Leaving,
            MessageState::Sent,
            MessageState::HandedOver,
            MessageState::Undeliverable,
            MessageState::Withheld,
            MessageState::Failed,
            MessageState::Unknown,
        ] {
            let key = format!("messaging-is-{}", state.word().replace('_', "-"));
            assert!(Words::new(locale).has(&key), "{key}");
        }
    }
}
