use super::*;
use crate::programmes::shipped;
use domain::forms::{FieldKind, Source};
use domain::programmes::template::Placeholder;
use domain::programmes::{AskChannel, Offset, Purpose, Shift, Span, Strength, TemplateChannel};
use domain::words::Words;
use jiff::civil::time;
use proptest::prelude::*;

/// A small pack without problems.
const SMALL: &str = r#"code: small
version: 3
title: {en: Small, fr: Petit}
status: confirmed
time_zone: America/Toronto
region: CA-ON
currency: CAD
minimum_wage_cents: 1760
anchor: placement_start
checkpoints:
  - code: w4
    label: {en: 4 weeks, fr: 4 semaines}
    due: P4W
    opens: P7D before
    closes: P30D after
    shift: next_working_day
    questionnaire: status
    evidence: {items: 1, strength: B}
    milestone_when: working_on_due && hours_week != null && hours_week >= 20
  - code: m3
    label: {en: 3 months, fr: 3 mois}
    due: P3M
    opens: P2W
    closes: P1M
    questionnaire: status
    evidence: {items: 0, strength: C}
document_types:
  - code: pay_stub
    label: {en: Pay stub, fr: Talon de paie}
    strength: A
    advice: {en: Hide the number., fr: Cachez le numéro.}
  - {code: resume, label: {en: Résumé, fr: CV}}
outcomes:
  - {code: emp, group: employed, label: {en: Employed, fr: En emploi}, counts: true}
stages:
  - {code: intake, label: {en: Intake, fr: Accueil}}
templates:
  - code: mail
    channel: email
    purpose: survey
    label: {en: Mail, fr: Courriel}
    subject: {en: From {agency}, fr: De nous}
    body: {en: "Hi {{given_name}} {{link}}", fr: "Bonjour {{ link }}"}
  - code: text
    channel: sms
    purpose: survey
    label: {en: Text, fr: Texto}
    body: {en: "{{agency}} {{link}} STOP", fr: "{{agency}} {{link}} ARRET"}
  - code: again
    channel: sms
    purpose: reminder
    label: {en: Again, fr: Encore}
    body: {en: "{{agency}} {{link}}", fr: "{{agency}} {{link}}"}
contact:
  asks_by_itself: true
  ask_after: P1D
  ask_at: "10:00"
  channels: [email, sms]
  reminders:
    - {after: P3D, channel: sms}
  reminders_shift: next_working_day
  quiet: {from: "21:00", until: "08:30"}
  messages_per_day: 2
  attempts: 5
  consent_by_notice: true
forms:
  - code: checklist
    title: {en: Checklist, fr: Liste}
    fields:
      - {id: name, label: {en: Name, fr: Nom}, type: text, required: true, from: given_name}
      - {id: hours, label: {en: Hours, fr: Heures}, type: int, least: 1, most: 100}
facts:
  - says: {en: A fact., fr: Un fait.}
    standing: confirmed
    source: https://example.org
    as_of: "2026"
questions:
  - {id: note, text: {en: Note, fr: Note}, type: text, length: 10}
questionnaires:
  - code: status
    version: 1
    title: {en: Status, fr: Situation}
    questions:
      - {id: note, need: O}
"#;

fn small() -> String {
    // Flow mappings end plain texts at a brace.
    SMALL.replace("From {agency}", "\"From {{agency}}\"")
}

fn told(text: &str) -> Vec<String> {
    let problems = read_programme(text, "f").err().unwrap_or_default();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn everything_that_is_written_is_read() {
    let programme = read_programme(&small(), "f").expect("is without problems");
    assert_eq!((programme.code.as_str(), programme.version), ("small", 3));
    assert_eq!(programme.status, Standing::Confirmed);
    assert_eq!(programme.anchor, Anchor::PlacementStart);
    assert_eq!(programme.minimum_wage_cents, Some(1760));
    let [w4, m3] = programme.checkpoints.as_slice() else { panic!("are two checkpoints") };
    assert_eq!((w4.due, w4.shift), (Offset::Weeks(4), Shift::NextWorkingDay));
    assert_eq!((w4.opens_before, w4.closes_after), (Span::Days(7), Span::Days(30)));
    assert!(w4.milestone_when.is_some());
    assert_eq!((m3.due, m3.shift), (Offset::Months(3), Shift::Stay));
    assert_eq!((m3.opens_before, m3.closes_after), (Span::Weeks(2), Span::Months(1)));
    assert_eq!((m3.evidence.items_min, m3.evidence.strength_min), (0, Strength::C));
    assert_eq!(programme.document_types[1].strength, None);
    assert_eq!(programme.stages[0].label, Words::new("Intake", "Accueil"));
    assert!(programme.outcomes[0].counts);
    let contact = &programme.contact;
    assert_eq!((contact.ask_after, contact.ask_at), (Span::Days(1), time(10, 0, 0, 0)));
    assert_eq!(contact.channels, [AskChannel::Email, AskChannel::Sms]);
    assert_eq!(contact.quiet_until, time(8, 30, 0, 0));
    assert_eq!(contact.reminders[0].after, Span::Days(3));
    assert!(programme.template(TemplateChannel::Sms, Purpose::Reminder).is_some());
    assert_eq!(programme.questionnaires.len(), 1);
    let [name, hours] = programme.form("checklist").map_or(&[][..], |form| &form.fields) else {
        panic!("are two fields")
    };
    assert_eq!((name.from, name.field.is_required), (Some(Source::GivenName), true));
    assert_eq!(hours.field.kind, FieldKind::Whole { least: 1, most: 100 });
    assert_eq!(programme.facts[0].as_of.as_deref(), Some("2026"));
}

/// What is changed in the small pack, and the problem with its place.
const WRONG: &[(&str, &str, &str)] = &[
    ("version: 3", "version: 3\ncolour: red", "f:3:1: `colour` is not a key of a pack"),
    ("version: 3", "version: 3\nversion: 4", "f:3:1: `version` stands twice"),
    ("version: 3", "version: \"3\"", "f:2:10: this is a whole number from 1"),
    ("version: 3", "version: 0", "f:2:10: this is a whole number from 1"),
    ("version: 3\n", "", "f:1:1: `version` is missing: a pack needs it"),
    (
        "version: 3",
        "version: 3\nreview: {second_reader: three}",
        "f:3:25: `three` is not known here: it is one of `none`, `optional`, `required`",
    ),
    ("version: 3", "version: 3\nreview: {}", "`second_reader` is missing"),
    (
        "version: 3",
        "version: 3\nreview: {second_reader: required, sample_percent: 101}",
        "f:3:51: this is a whole number from 1 to 100",
    ),
    (
        "version: 3",
        "version: 3\nreview: {second_reader: optional, sample_percent: 20}",
        "f:3:51: a sample is drawn only where a second reader is `required`",
    ),
    ("version: 3", "version: 3\nreview: {readers: 2}", "`readers` is not a key of `review`"),
    ("code: small", "code: Small Pack", "f:1:7: `Small Pack` is not a code"),
    ("code: small", "code: 12", "f:1:7: this is a text here, not a whole number; put it in quotes"),
    ("fr: Petit", "fr: \"\"", "f:3:24: `fr` is empty: write the text in both languages"),
    ("fr: Petit", "fr: ~", "f:3:24: `fr` is empty"),
    (", fr: Petit", "", "f:3:8: `fr` is missing: write the text in both languages"),
    ("fr: Petit", "fr: Petit, de: Klein", "f:3:31: `de` is not a key of a text in both languages"),
    (
        "status: confirmed",
        "status: sure",
        "f:4:9: `sure` is not known here: it is one of \
      `confirmed`, `confirm-with-funder`",
    ),
    ("America/Toronto", "America/Torronto", "f:5:12: `America/Torronto` is not an IANA time zone"),
    ("America/Toronto", "america/toronto", "is not an IANA time zone"),
    ("CA-ON", "CA-XX", "f:6:9: the public holidays of `CA-XX` are not known here: known are"),
    ("currency: CAD", "currency: CAX", "f:7:11: `CAX` is not a currency known here"),
    ("1760", "-5", "f:8:21: this is a whole number from 1"),
    ("anchor: placement_start", "anchor: start", "f:9:9: `start` is not known here"),
    ("code: m3", "code: w4", "f:20:11: the code `w4` is taken: each checkpoint has its own"),
    ("due: P3M", "due: P28D", "f:22:10: this falls due no later than the checkpoint before it"),
    ("due: P3M", "due: P1M\n    # as 28 February", "in the order of falling due"),
    ("due: P3M", "due: 3 months", "f:22:10: `3 months` is not a distance from the anchor"),
    ("due: P3M", "due: P-3M", "is not a distance from the anchor"),
    ("due: P3M", "due: P99999D", "up to a hundred years"),
    ("due: P3M", "due: 3", "f:22:10: this is a text here, not a whole number"),
    ("opens: P2W", "opens: P40D after", "f:23:12: the window opens after it closes"),
    ("opens: P2W", "opens: P4D after", "f:23:12: the window opens after the due date"),
    ("closes: P1M", "closes: P3D before", "f:24:13: the window closes before the due date"),
    ("closes: P1M", "closes: P3D later", "f:24:13: `P3D later` is not a length of time"),
    ("closes: P1M\n", "\n", "`closes` is missing: a checkpoint needs it"),
    ("due: P4W", "due: Q1", "the next working day lies in the next quarter"),
    ("shift: next", "shift: nxt", "f:16:12: `nxt_working_day` is not known here"),
    (
        "questionnaire: status\n    evidence: {items: 1",
        "questionnaire: other\n    evidence: \
      {items: 1",
        "f:17:20: the pack has no questionnaire `other`: it is `status`",
    ),
    ("strength: A", "strength: C", "f:18:36: no document type of this pack is strong enough"),
    ("items: 1", "items: many", "f:18:23: this is a whole number from 0 to 20"),
    ("working_on_due &&", "working_on_due &&&", "f:19:21: this is not a CEL condition"),
    (
        "working_on_due &&",
        "works &&",
        "f:19:21: the condition asks for `works`, which is not known",
    ),
    ("hours_week != null && ", "", "true or false in every case"),
    ("hours_week >= 20", "hours_week + 20.0", "true or false in every case"),
    (
        "strength: A\n",
        "strength: D\n",
        "f:30:15: `D` is not known here: it is one of `A`, `B`, `C`",
    ),
    ("code: resume", "code: pay_stub", "the code `pay_stub` is taken: each document type"),
    ("counts: true", "counts: yes", "this is `true` or `false`, not a text"),
    (
        "{{agency}} {{link}} STOP",
        "{{agency}} {{wage}}",
        "`{{wage}}` is not a placeholder: there are",
    ),
    ("{{agency}} {{link}} STOP", "{{agency}} {{link", "`{{` is not closed with `}}`"),
    ("{{agency}} {{link}} STOP", "{{agency}} STOP", "the text has no `{{link}}`"),
    ("\"From {{agency}}\"", "\"From {{nobody}}\"", "`{{nobody}}` is not a placeholder"),
    (
        "    subject: {en: \"From {{agency}}\", fr: De nous}\n",
        "",
        "`subject` is missing: an e-mail",
    ),
    (
        "label: {en: Text, fr: Texto}",
        "label: {en: Text, fr: Texto}\n    subject: {en: a, fr: b}",
        "only an e-mail has a `subject`",
    ),
    ("purpose: reminder", "purpose: survey", "there is a template for this channel and purpose"),
    ("purpose: reminder", "purpose: survey", "`channel: sms` and `purpose: reminder`: add one"),
    ("channel: email", "channel: letter", "`channel: email` and `purpose: survey`: add one"),
    ("channels: [email, sms]", "channels: [email]", "this is not among the `channels`"),
    ("channels: [email, sms]", "channels: []", "a pack that asks by itself needs a channel"),
    ("channels: [email, sms]", "channels: [email, fax]", "`fax` is not known here"),
    ("channels: [email, sms]", "channels: [email, sms, sms]", "a pack has at most 2"),
    (
        "ask_at: \"10:00\"",
        "ask_at: \"21:00\"",
        "`ask_at` lies in the quiet hours, so nothing would \
      ever be sent then: choose a time from 08:30 to 21:00",
    ),
    ("ask_at: \"10:00\"", "ask_at: \"08:29\"", "`ask_at` lies in the quiet hours"),
    ("ask_at: \"10:00\"", "ask_at: \"25:00\"", "`25:00` is not a time of day"),
    ("from: \"21:00\"", "from: \"07:00\"", "quiet hours run from the evening"),
    ("attempts: 5", "attempts: 1", "the first asking and 1 reminders are 2 attempts"),
    ("after: P3D", "after: P0D", "this reminder comes no later"),
    ("    source: https://example.org\n", "", "a confirmed fact names its `source`"),
    ("{id: hours,", "{id: name,", "`name` is taken: each field of a form has its own id"),
    ("{id: hours,", "{id: hours, default: today,", "`default` is not a key of a field of a form"),
    ("from: given_name", "from: given", "`given` is not known here: it is one of `given_name`"),
    (", most: 100", "", "`most` is missing"),
    ("id: note, need", "id: nope, need", "the bank has no question `nope`"),
    (
        "type: text, length: 10",
        "type: single, choices: [{code: a, en: A, fr: A, alone: true}]",
        "f:78:99: one choice of a `single` excludes the others anyway",
    ),
    (
        "type: text, length: 10",
        "type: single, choices: [{code: a, en: A, fr: A}], \
      ends: {b: refused}",
        "`note`",
    ),
];

#[test]
fn every_problem_says_where_and_what_would_be_right() {
    let mut missed = Vec::new();
    for (from, to, expected) in WRONG {
        let text = small().replacen(from, to, 1);
        assert_ne!(text, small(), "{from}");
        let told = told(&text);
        if !told.iter().any(|one| one.contains(expected)) {
            missed.push(format!("{to}: {expected}\n{told:#?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn all_problems_are_told_at_once() {
    let mut text = small();
    for (from, to) in [
        ("currency: CAD", "currency: CAX\nwhat: 1"),
        ("due: P4W", "due: soon"),
        ("label: {en: 3 months, fr: 3 mois}", "lable: 3 months"),
        ("counts: true", "counts: 1"),
        ("{{agency}} {{link}} ARRET", "ARRET"),
        ("messages_per_day: 2", "messages_per_day: 0"),
    ] {
        text = text.replacen(from, to, 1);
    }
    let told = told(&text);
    let places: Vec<&str> = told.iter().filter_map(|one| one.split(": ").next()).collect();
    assert_eq!(places.len(), 8, "{told:#?}");
    let lines: Vec<u32> = places
        .iter()
        .filter_map(|place| place.split(':').nth(1).and_then(|line| line.parse().ok()))
        .collect();
    assert!(lines.is_sorted(), "{told:#?}");
}

#[test]
fn one_mistake_is_told_once() {
    for (from, to) in [
        // The questionnaire exists, although its title does not; so does the template.
        ("title: {en: Status, fr: Situation}", "title: {en: Status}"),
        ("label: {en: Again, fr: Encore}", "label: {en: Again}"),
        ("code: m3", "code: w4"),
    ] {
        let told = told(&small().replacen(from, to, 1));
        assert_eq!(told.len(), 1, "{told:#?}");
    }
}

#[test]
fn text_messages_have_a_length() {
    let long = |letter: &str, times| {
        let body = format!("{{{{agency}}}} {{{{link}}}} {}", letter.repeat(times));
        told(&small().replacen("{{agency}} {{link}} ARRET", &body, 1))
    };
    assert_eq!(long("a", 200), Vec::<String>::new());
    let told = long("a", 300);
    assert!(told[0].contains("takes 3 segments once filled in; at most 2: make it shorter"));
    let told = long("ê", 100);
    assert!(told[0].contains("letters outside GSM-7 (ê) halve what fits"), "{told:#?}");
}

#[test]
fn there_are_limits() {
    let points: String = (1..=61)
        .map(|week| {
            format!(
                "  - {{code: w{week}, label: {{en: a, fr: a}}, due: P{week}W, opens: P0D, closes: P0D, \
                 questionnaire: status, evidence: {{items: 0, strength: C}}}}\n"
            )
        })
        .collect();
    let (before, after) = (small(), small());
    let before = before.split("  - code: w4").next().expect("is there").to_owned();
    let after = after.split_once("document_types:").expect("is there").1.to_owned();
    let told = told(&format!("{before}{points}document_types:{after}"));
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("checkpoints: 61 of them; a pack has at most 60"), "{told:#?}");
    let long = "x".repeat(LABEL_LENGTH_MAX + 1);
    let told = self::told(&small().replacen("fr: Petit", &format!("fr: {long}"), 1));
    assert!(told[0].contains("this text has 161 characters; at most 160 fit"), "{told:#?}");
    assert!(!self::told("").is_empty());
    assert!(self::told("- a\n- b\n")[0].contains("a pack is a mapping here, not a list"));
}

#[test]
fn the_documentation_names_everything() {
    let docs = include_str!("../../../../../docs/packs.md");
    let variables = domain::programmes::milestone::VARIABLES.map(|(name, _)| name);
    let placeholders = Placeholder::ALL.map(Placeholder::name);
    let regions = Region::KNOWN.map(|(code, _)| code);
    let codes = shipped().iter().map(|pack| pack.code);
    let names = KEYS.into_iter().chain(variables).chain(placeholders).chain(regions).chain(codes);
    for name in names {
        assert!(docs.contains(name), "docs/packs.md does not name `{name}`");
    }
}

proptest! {
    /// Whatever is cut out of a pack, there is a programme or a problem, and no panic.
    #[test]
    fn a_torn_pack_is_told(from in 0usize..3_000, length in 0usize..400) {
        let letters: Vec<char> = small().chars().collect();
        let from = from.min(letters.len());
        let until = (from + length).min(letters.len());
        let text: String = letters[..from].iter().chain(&letters[until..]).collect();
        if let Err(problems) = read_programme(&text, "f") {
            prop_assert!(!problems.is_empty());
            let lines = text.lines().count() as u64 + 1;
            for problem in problems {
                prop_assert!(problem.line >= 1 && problem.line <= lines, "{}", problem);
                prop_assert!(!problem.sentence.contains('\n'), "{}", problem);
            }
        }
    }
}
