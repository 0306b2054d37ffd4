//! Reading a pack: a YAML file into a `Programme`, with every problem at once.
//!
//! The format is described in `docs/packs.md`. A pack that has one problem is not used at all.

mod checkpoints;
mod contact;
mod draft;
mod fields;
mod forms;
mod lists;
mod node;
mod problems;
mod questions;
mod scalars;
mod settings;
mod submission;
mod templates;
mod write;

pub(in crate::programmes) use draft::{Blank, Reading, read_draft};
pub(crate) use fields::read_field;
pub(crate) use forms::read_forms;
pub use node::FILE_BYTES_MAX;
pub(crate) use node::{Node, Place, Value};
pub use problems::PackProblem;
pub(crate) use problems::{Fields, Problems};
pub(crate) use settings::read_settings;
pub(in crate::programmes) use write::write;

#[cfg(test)]
pub(in crate::programmes) use templates::MEASURE;

use domain::calendar::Region;
use domain::money::{CURRENCIES, is_currency};
use domain::programmes::{Anchor, Programme, ReviewRule, SecondReader, Standing};
use std::collections::BTreeSet;

/// Characters of titles and labels, at most.
const LABEL_LENGTH_MAX: usize = 160;
const VERSION_MAX: i64 = 1_000_000;
const MINIMUM_WAGE_CENTS_MAX: i64 = 100_000;

/// How sure a pack or a fact is, as packs write it.
const STANDINGS: [(&str, Standing); 2] =
    [("confirmed", Standing::Confirmed), ("confirm-with-funder", Standing::ConfirmWithFunder)];

/// The keys of a pack.
const KEYS: [&str; 21] = [
    "code",
    "version",
    "title",
    "status",
    "time_zone",
    "region",
    "currency",
    "minimum_wage_cents",
    "anchor",
    "checkpoints",
    "document_types",
    "outcomes",
    "stages",
    "templates",
    "contact",
    "forms",
    "review",
    "submission",
    "facts",
    "questions",
    "questionnaires",
];

/// Reads a pack. `name` is what problems call the file.
///
/// # Errors
///
/// Everything that is wrong with it, in the order of the file.
pub fn read_programme(text: &str, name: &str) -> Result<Programme, Vec<PackProblem>> {
    let node = Node::read(text, name).map_err(|problem| vec![problem])?;
    let mut check = Problems::of(name);
    let programme = programme(&node, &mut check);
    debug_assert!(programme.is_some() || !check.is_empty(), "what is left out is told");
    match programme {
        Some(programme) if check.is_empty() => Ok(programme),
        Some(_) | None => Err(check.into_sorted()),
    }
}

fn programme(node: &Node, check: &mut Problems) -> Option<Programme> {
    let fields = check.fields(node, "a pack", &KEYS)?;
    let code = fields.required("code", check).and_then(|node| check.code(node));
    let version = fields.required("version", check);
    let version = version.and_then(|node| check.whole(node, 1, VERSION_MAX));
    let title = fields.required("title", check);
    let title = title.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
    let status = fields.required("status", check);
    let status = status.and_then(|node| check.one_of(node, &STANDINGS));
    let time_zone = fields.required("time_zone", check).and_then(|node| time_zone(node, check));
    let region = fields.required("region", check).and_then(|node| region(node, check));
    let currency = fields.required("currency", check).and_then(|node| currency(node, check));
    let minimum_wage = fields.optional("minimum_wage_cents");
    let minimum_wage = minimum_wage.map(|node| check.whole(node, 1, MINIMUM_WAGE_CENTS_MAX));
    let anchor = fields.required("anchor", check).and_then(|node| anchor(node, check));
    let document_types = lists::document_types(fields.optional("document_types"), check);
    let outcomes = lists::outcomes(fields.optional("outcomes"), check);
    let stages = lists::stages(fields.optional("stages"), check);
    let facts = lists::facts(fields.optional("facts"), check);
    let (templates, named) = templates::read(fields.optional("templates"), check);
    let contact = fields.required("contact", check);
    let contact = contact.and_then(|node| contact::read(node, &named, check));
    let forms = fields.optional("forms").map(|node| read_forms(node, check));
    let review = fields.optional("review");
    let review = review.map_or(Some(ReviewRule::NONE), |node| review_rule(node, check));
    let asked = named_in(fields.optional("questionnaires"), "code");
    let around = checkpoints::Around { questionnaires: &asked, document_types: &document_types };
    let checkpoints = fields.required("checkpoints", check);
    let checkpoints = checkpoints.map(|node| checkpoints::read(node, &around, check));
    let choices = questions::Lists { outcomes: &outcomes, document_types: &document_types };
    let (bank, questionnaires) = (fields.optional("questions"), fields.optional("questionnaires"));
    let questionnaires = questions::read(bank, questionnaires, choices, check);
    no_choice_is_alone_in_a_single(bank, check);
    let submission = fields.optional("submission");
    let submission = submission.map(|node| submission::read(node, &named_in(bank, "id"), check));
    Some(Programme {
        code: code?,
        version: u32::try_from(version?).ok()?,
        title: title?,
        status: status?,
        time_zone: time_zone?,
        region: region?,
        currency: currency?,
        anchor: anchor?,
        checkpoints: checkpoints?,
        questionnaires,
        document_types,
        outcomes,
        stages,
        templates,
        contact: contact?,
        forms: forms.unwrap_or_default(),
        review: review?,
        submission: submission.flatten(),
        facts,
        minimum_wage_cents: minimum_wage.flatten(),
    })
}

/// The names of a list's members as written, also of those with problems of their own, so that one
/// mistake is not told twice.
fn named_in(list: Option<&Node>, key: &str) -> BTreeSet<String> {
    let name = |node: &Node| match node.get(key).map(|name| &name.value) {
        Some(Value::Text(name)) => Some(name.clone()),
        Some(_) | None => None,
    };
    members(list).iter().filter_map(name).collect()
}

/// The members of a list; none of what is not a list.
fn members(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.value) {
        Some(Value::List(nodes)) => nodes,
        Some(_) | None => &[],
    }
}

/// `alone` means that a choice excludes the others, and in a single every choice does. Whoever
/// wrote it expects something else to happen.
fn no_choice_is_alone_in_a_single(bank: Option<&Node>, check: &mut Problems) {
    let single = Value::Text("single".to_owned());
    for question in members(bank) {
        if question.get("type").map(|kind| &kind.value) != Some(&single) {
            continue;
        }
        for choice in members(question.get("choices")) {
            let alone = choice.get("alone").filter(|alone| alone.value == Value::Yes(true));
            if let Some(alone) = alone {
                let sentence = "one choice of a `single` excludes the others anyway: leave out \
                     `alone`, or let the question be a `multi`";
                check.add(alone.place, sentence);
            }
        }
    }
}

fn time_zone(node: &Node, check: &mut Problems) -> Option<String> {
    let name = check.text(node, 60)?;
    let zone = jiff::tz::TimeZone::get(&name).ok();
    if zone.as_ref().and_then(|zone| zone.iana_name()) == Some(name.as_str()) {
        return Some(name);
    }
    let sentence = format!("`{name}` is not an IANA time zone: write one as `America/Toronto`");
    check.add(node.place, sentence);
    None
}

/// `none` is kept: a region whose holidays are not known has to be chosen knowingly.
fn region(node: &Node, check: &mut Problems) -> Option<String> {
    let code = check.text(node, 10)?;
    if code == "none" || Region::known(&code).is_some() {
        return Some(code);
    }
    let known = Region::KNOWN.map(|(code, _)| format!("`{code}`")).join(", ");
    let sentence = format!(
        "the public holidays of `{code}` are not known here: known are {known}; write `none` to \
         count only Saturdays and Sundays as free",
    );
    check.add(node.place, sentence);
    None
}

fn currency(node: &Node, check: &mut Problems) -> Option<String> {
    let code = check.text(node, 3)?;
    if is_currency(&code) {
        return Some(code);
    }
    let known = CURRENCIES.join(", ");
    let sentence = format!("`{code}` is not a currency known here (ISO 4217): there are {known}");
    check.add(node.place, sentence);
    None
}

fn anchor(node: &Node, check: &mut Problems) -> Option<Anchor> {
    let anchors = [
        ("placement_start", Anchor::PlacementStart),
        ("exit", Anchor::Exit),
        ("service_end", Anchor::ServiceEnd),
    ];
    check.one_of(node, &anchors)
}

/// `{second_reader: required, sample_percent: 20}`.
fn review_rule(node: &Node, check: &mut Problems) -> Option<ReviewRule> {
    let fields = check.fields(node, "`review`", &["second_reader", "sample_percent"])?;
    let readers = [
        ("none", SecondReader::None),
        ("optional", SecondReader::Optional),
        ("required", SecondReader::Required),
    ];
    let reader = fields.required("second_reader", check);
    let reader = reader.and_then(|node| check.one_of(node, &readers));
    let sample = fields.optional("sample_percent");
    let percent = sample.map_or(Some(100), |node| check.whole(node, 1, 100));
    if let (Some(node), Some(SecondReader::None | SecondReader::Optional)) = (sample, reader) {
        let sentence = "a sample is drawn only where a second reader is `required`: leave \
             `sample_percent` out, or require the reader";
        check.add(node.place, sentence);
    }
    Some(ReviewRule { second_reader: reader?, sample_percent: u8::try_from(percent?).ok()? })
}

#[cfg(test)]
#[path = "read_test.rs"]
mod tests;
