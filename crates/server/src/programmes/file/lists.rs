//! The plain lists of a pack: document types, outcomes, stages and facts.

use super::checkpoints::STRENGTHS;
use super::node::Node;
use super::problems::{Fields, Problems};
use super::{LABEL_LENGTH_MAX, STANDINGS};
use domain::programmes::{DocumentType, Fact, OutcomeCode, Stage, Standing};
use std::collections::BTreeSet;

/// Members of each of these lists, at most.
const LIST_MAX: usize = 100;
const ADVICE_LENGTH_MAX: usize = 300;
const FACT_LENGTH_MAX: usize = 800;
const SOURCE_LENGTH_MAX: usize = 400;

type Codes = BTreeSet<String>;

/// Reads each member whose keys are right.
fn each<T>(
    node: Option<&Node>,
    (many, one): (&'static str, &'static str),
    keys: &[&str],
    check: &mut Problems,
    mut read: impl FnMut(&Fields<'_>, &mut Codes, &mut Problems) -> Option<T>,
) -> Vec<T> {
    let nodes = node.map_or(&[][..], |node| check.list(node, many, LIST_MAX));
    let mut codes = Codes::new();
    let mut found = Vec::new();
    for node in nodes {
        let Some(fields) = check.fields(node, one, keys) else { continue };
        found.extend(read(&fields, &mut codes, check));
    }
    found
}

pub(super) fn document_types(node: Option<&Node>, check: &mut Problems) -> Vec<DocumentType> {
    let keys = ["code", "label", "strength", "advice"];
    let names = ("document types", "a document type");
    each(node, names, &keys, check, |fields, codes, check| {
        let code = fields.required("code", check);
        let code = code.and_then(|node| check.new_code(node, "document type", codes));
        let label = fields.required("label", check);
        let label = label.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
        let strength = fields.optional("strength");
        let strength = strength.map(|node| check.one_of(node, &STRENGTHS));
        let advice = fields.optional("advice");
        let advice = advice.map(|node| check.words(node, ADVICE_LENGTH_MAX));
        Some(DocumentType {
            code: code?,
            label: label?,
            strength: strength.flatten(),
            advice: advice.flatten(),
        })
    })
}

pub(super) fn outcomes(node: Option<&Node>, check: &mut Problems) -> Vec<OutcomeCode> {
    let keys = ["code", "group", "label", "counts"];
    each(node, ("outcomes", "an outcome"), &keys, check, |fields, codes, check| {
        let code = fields.required("code", check);
        let code = code.and_then(|node| check.new_code(node, "outcome", codes));
        let group = fields.required("group", check).and_then(|node| check.code(node));
        let label = fields.required("label", check);
        let label = label.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
        let counts = fields.required("counts", check).and_then(|node| check.yes(node));
        Some(OutcomeCode { code: code?, group: group?, label: label?, counts: counts? })
    })
}

pub(super) fn stages(node: Option<&Node>, check: &mut Problems) -> Vec<Stage> {
    each(node, ("stages", "a stage"), &["code", "label"], check, |fields, codes, check| {
        let code = fields.required("code", check);
        let code = code.and_then(|node| check.new_code(node, "stage", codes));
        let label = fields.required("label", check);
        let label = label.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
        Some(Stage { code: code?, label: label? })
    })
}

pub(super) fn facts(node: Option<&Node>, check: &mut Problems) -> Vec<Fact> {
    let keys = ["says", "standing", "source", "as_of"];
    each(node, ("facts", "a fact"), &keys, check, |fields, _, check| {
        let says = fields.required("says", check);
        let says = says.and_then(|node| check.words(node, FACT_LENGTH_MAX));
        let standing = fields.required("standing", check);
        let standing = standing.and_then(|node| check.one_of(node, &STANDINGS));
        let text = |node: Option<&Node>, check: &mut Problems| {
            node.and_then(|node| check.text(node, SOURCE_LENGTH_MAX))
        };
        let source = text(fields.optional("source"), check);
        let as_of = text(fields.optional("as_of"), check);
        let bare = fields.optional("source").is_none() || fields.optional("as_of").is_none();
        if standing == Some(Standing::Confirmed) && bare {
            let sentence = "a confirmed fact names its `source` and, in `as_of`, when that said \
                 so; otherwise its standing is `confirm-with-funder`";
            check.add(fields.place(), sentence);
        }
        Some(Fact { says: says?, standing: standing?, source, as_of })
    })
}
