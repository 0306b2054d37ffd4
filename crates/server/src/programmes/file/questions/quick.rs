//! `quick:` of a questionnaire: the question that a text message's link asks first, in two taps.

use super::super::node::Node;
use super::super::problems::Problems;
use domain::surveys::{QUICK_CHOICES_MAX, Quick, QuickChoice};

/// Characters on a button: more would break an old telephone's line twice.
const LABEL_LENGTH_MAX: usize = 40;

/// `{question, choices: [{code, en, fr}]}`.
pub(super) fn quick(node: &Node, check: &mut Problems) -> Option<Quick> {
    let fields = check.fields(node, "`quick`", &["question", "choices"])?;
    let question = fields.required("question", check).and_then(|node| check.code(node));
    let nodes = fields.required("choices", check)?;
    let nodes = check.list(nodes, "choices", QUICK_CHOICES_MAX);
    let mut choices = Vec::new();
    for node in nodes {
        choices.push(choice(node, check)?);
    }
    Some(Quick { question: question?, choices })
}

fn choice(node: &Node, check: &mut Problems) -> Option<QuickChoice> {
    let fields = check.fields(node, "a choice of `quick`", &["code", "en", "fr"])?;
    let code = fields.required("code", check).and_then(|node| check.code(node));
    let mut label =
        |name| fields.required(name, check).and_then(|node| check.text(node, LABEL_LENGTH_MAX));
    let (english, french) = (label("en"), label("fr"));
    Some(QuickChoice { code: code?, label: domain::words::Words::new(&english?, &french?) })
}
