//! The section `templates`: the texts of messages, letters and calls.

use super::LABEL_LENGTH_MAX;
use super::node::{Node, Place};
use super::problems::{Fields, Problems};
use domain::programmes::template::{Filling, Placeholder, fill, holds, pieces, sms_size};
use domain::programmes::{Purpose, Template, TemplateChannel};
use domain::words::{Language, Words};
use std::collections::BTreeSet;

/// Templates of one pack, at most.
const TEMPLATES_MAX: usize = 40;
const SUBJECT_LENGTH_MAX: usize = 150;
const BODY_LENGTH_MAX: usize = 4_000;
/// Segments of a text message, at most: each is paid for.
const SMS_SEGMENTS_MAX: usize = 2;

const CHANNELS: [(&str, TemplateChannel); 4] = [
    ("email", TemplateChannel::Email),
    ("sms", TemplateChannel::Sms),
    ("letter", TemplateChannel::Letter),
    ("phone_script", TemplateChannel::PhoneScript),
];
const PURPOSES: [(&str, Purpose); 2] =
    [("survey", Purpose::Survey), ("reminder", Purpose::Reminder)];

/// What a text message is measured with: longer names than most, and a link of 50 letters.
pub(in crate::programmes) const MEASURE: Filling<'_> = Filling {
    given_name: "Maximilian",
    agency: "Northern Lights Employment",
    adviser: "Ada",
    link: "https://outcomes.agency.example/s/0123456789abcdef",
    last_day: "30 September 2026",
};

/// For which channels and purposes there is a template, also one with problems of its own, so
/// that one mistake is not told twice.
pub(super) type Named = Vec<(TemplateChannel, Purpose)>;

pub(super) fn read(node: Option<&Node>, check: &mut Problems) -> (Vec<Template>, Named) {
    let nodes = node.map_or(&[][..], |node| check.list(node, "templates", TEMPLATES_MAX));
    let keys = ["code", "channel", "purpose", "label", "subject", "body"];
    let mut codes = BTreeSet::new();
    let (mut found, mut named) = (Vec::new(), Named::new());
    for node in nodes {
        let Some(fields) = check.fields(node, "a template", &keys) else { continue };
        let channel = fields.required("channel", check);
        let channel = channel.and_then(|node| check.one_of(node, &CHANNELS));
        let purpose = fields.required("purpose", check);
        let purpose = purpose.and_then(|node| check.one_of(node, &PURPOSES));
        if let (Some(channel), Some(purpose)) = (channel, purpose) {
            if named.contains(&(channel, purpose)) {
                let sentence = "there is a template for this channel and purpose already: keep one";
                check.add(node.place, sentence);
            }
            named.push((channel, purpose));
        }
        found.extend(template(&fields, (channel, purpose), &mut codes, check));
    }
    (found, named)
}

fn template(
    fields: &Fields<'_>,
    (channel, purpose): (Option<TemplateChannel>, Option<Purpose>),
    codes: &mut BTreeSet<String>,
    check: &mut Problems,
) -> Option<Template> {
    let code = fields.required("code", check);
    let code = code.and_then(|node| check.new_code(node, "template", codes));
    let label = fields.required("label", check);
    let label = label.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
    let subject = channel.and_then(|channel| subject(fields, channel, check));
    let body_node = fields.required("body", check);
    let body = body_node.and_then(|node| check.words(node, BODY_LENGTH_MAX));
    if let (Some(body), Some(node), Some(channel)) = (&body, body_node, channel) {
        check_body(body, node, channel, check);
    }
    Some(Template {
        code: code?,
        channel: channel?,
        purpose: purpose?,
        label: label?,
        subject,
        body: body?,
    })
}

fn subject(fields: &Fields<'_>, channel: TemplateChannel, check: &mut Problems) -> Option<Words> {
    match (channel, fields.optional("subject")) {
        (TemplateChannel::Email, None) => {
            let sentence = "`subject` is missing: an e-mail has one, in both languages";
            check.add(fields.place(), sentence);
            None
        }
        (TemplateChannel::Email, Some(node)) => {
            let words = check.words(node, SUBJECT_LENGTH_MAX)?;
            for language in Language::ALL {
                placeholders(words.in_language(language), in_node(node, language), check);
            }
            Some(words)
        }
        (
            TemplateChannel::Sms | TemplateChannel::Letter | TemplateChannel::PhoneScript,
            subject,
        ) => {
            if let Some(node) = subject {
                check.add(node.place, "only an e-mail has a `subject`: leave it out".to_owned());
            }
            None
        }
    }
}

fn check_body(body: &Words, node: &Node, channel: TemplateChannel, check: &mut Problems) {
    for language in Language::ALL {
        let (text, place) = (body.in_language(language), in_node(node, language));
        if !placeholders(text, place, check) {
            continue;
        }
        // A caller asks the questions; nobody reads an address aloud.
        if channel != TemplateChannel::PhoneScript && !holds(text, Placeholder::Link) {
            let sentence = "the text has no `{{link}}`: without it nobody can answer";
            check.add(place, sentence);
        }
        if channel == TemplateChannel::Sms {
            length_of_sms(text, place, check);
        }
    }
}

fn in_node(node: &Node, language: Language) -> Place {
    node.get(language.tag()).map_or(node.place, |inner| inner.place)
}

/// Whether all placeholders are known.
fn placeholders(text: &str, place: Place, check: &mut Problems) -> bool {
    match pieces(text) {
        Ok(_) => true,
        Err(fault) => {
            check.add(place, fault.to_string());
            false
        }
    }
}

fn length_of_sms(text: &str, place: Place, check: &mut Problems) {
    let Ok(filled) = fill(text, &MEASURE) else { return };
    let size = sms_size(&filled);
    if size.segments <= SMS_SEGMENTS_MAX {
        return;
    }
    let letters: BTreeSet<char> =
        text.chars().filter(|letter| !sms_size(&letter.to_string()).gsm7).collect();
    let letters: Vec<String> = letters.iter().map(char::to_string).collect();
    let why = if size.gsm7 {
        "make it shorter".to_owned()
    } else {
        format!("letters outside GSM-7 ({}) halve what fits: write around them", letters.join(" "))
    };
    let sentence = format!(
        "this text message takes {} segments once filled in; at most {SMS_SEGMENTS_MAX}: {why}",
        size.segments,
    );
    check.add(place, sentence);
}
