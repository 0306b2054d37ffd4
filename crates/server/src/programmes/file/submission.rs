//! How a pack's checkpoints get to the funder: `submission`.

use super::LABEL_LENGTH_MAX;
use super::node::Node;
use super::problems::{CODE_LENGTH_MAX, Problems, one_of};
use domain::programmes::submission::{
    Approval, Connector, Fact, Mapped, Section, Source, SubmissionRule,
};
use std::collections::BTreeSet;

/// Sections, and fields of each, at most.
const SECTIONS_MAX: usize = 20;
const FIELDS_MAX: usize = 60;
/// Characters of a funder's own name of a field, at most.
const NAME_LENGTH_MAX: usize = 80;

const CONNECTORS: [(&str, Connector); 3] =
    [("transcribe", Connector::Transcribe), ("file", Connector::File), ("http", Connector::Http)];
const APPROVALS: [(&str, Approval); 2] =
    [("none", Approval::None), ("second-person", Approval::SecondPerson)];

/// Reads the rule. `questions` are the ids of the pack's questions.
pub(super) fn read(
    node: &Node,
    questions: &BTreeSet<String>,
    check: &mut Problems,
) -> Option<SubmissionRule> {
    let fields = check.fields(node, "submission", &["connector", "approval", "sections"])?;
    let connector = fields.required("connector", check);
    let connector = connector.and_then(|node| check.one_of(node, &CONNECTORS));
    let approval = fields.required("approval", check);
    let approval = approval.and_then(|node| check.one_of(node, &APPROVALS));
    let list = fields.required("sections", check);
    let nodes = list.map_or(&[][..], |node| check.list(node, "sections", SECTIONS_MAX));
    if let (Some(list), true) = (list, nodes.is_empty()) {
        check.add(list.place, "a submission says something: name a section with a field");
    }
    let (mut codes, mut names) = (BTreeSet::new(), BTreeSet::new());
    let sections = nodes.iter().filter_map(|node| {
        let fields = check.fields(node, "a section", &["code", "title", "fields"])?;
        let code = fields.required("code", check);
        let code = code.and_then(|node| check.new_code(node, "section", &mut codes));
        let title = fields.required("title", check);
        let title = title.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
        let own = fields.required("fields", check);
        let own = own.map_or(&[][..], |node| check.list(node, "fields", FIELDS_MAX));
        let fields =
            own.iter().filter_map(|node| mapped(node, questions, &mut names, check)).collect();
        Some(Section { code: code?, title: title?, fields })
    });
    let sections = sections.collect();
    Some(SubmissionRule { connector: connector?, approval: approval?, sections })
}

fn mapped(
    node: &Node,
    questions: &BTreeSet<String>,
    names: &mut BTreeSet<String>,
    check: &mut Problems,
) -> Option<Mapped> {
    let fields = check.fields(node, "a field of a submission", &["name", "label", "from"])?;
    let at = fields.required("name", check);
    let name = at.and_then(|node| check.text(node, NAME_LENGTH_MAX));
    if let (Some(at), Some(name)) = (at, &name)
        && !names.insert(name.clone())
    {
        check.add(at.place, format!("the field `{name}` stands there twice: each name once"));
    }
    let label = fields.required("label", check);
    let label = label.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
    let from = fields.required("from", check).and_then(|node| source(node, questions, check));
    Some(Mapped { name: name?, label: label?, source: from? })
}

fn source(node: &Node, questions: &BTreeSet<String>, check: &mut Problems) -> Option<Source> {
    let word = check.text(node, CODE_LENGTH_MAX + "answer.".len())?;
    if let Some(fact) = Fact::of_word(&word) {
        return Some(Source::Of(fact));
    }
    if let Some(question) = word.strip_prefix("answer.")
        && questions.contains(question)
    {
        return Some(Source::Answer(question.to_owned()));
    }
    let known = one_of(&Fact::ALL.map(Fact::word));
    let sentence = format!(
        "`{word}` cannot be submitted: {known}, or `answer.` with the id of a question of this pack"
    );
    check.add(node.place, sentence);
    None
}
