//! How a pack's checkpoints get to the funder: `submission`.

use super::LABEL_LENGTH_MAX;
use super::node::Node;
use super::problems::{CODE_LENGTH_MAX, Problems, one_of};
use domain::programmes::submission::{
    Approval, Connector, DayOrder, Extract, Fact, Mapped, Section, Source, SubmissionRule,
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
const DAYS: [(&str, DayOrder); 3] = [
    ("year-first", DayOrder::YearFirst),
    ("day-first", DayOrder::DayFirst),
    ("month-first", DayOrder::MonthFirst),
];

/// Reads the rule. `questions` are the ids of the pack's questions.
pub(super) fn read(
    node: &Node,
    questions: &BTreeSet<String>,
    check: &mut Problems,
) -> Option<SubmissionRule> {
    let known = ["connector", "approval", "sections", "extract"];
    let fields = check.fields(node, "submission", &known)?;
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
    let extract = fields.optional("extract").and_then(|node| extract(node, &names, check));
    Some(SubmissionRule { connector: connector?, approval: approval?, sections, extract })
}

/// Reads how the funder's extract is read. `names` are those of the submission's fields.
fn extract(node: &Node, names: &BTreeSet<String>, check: &mut Problems) -> Option<Extract> {
    let fields = check.fields(node, "an extract", &["match", "columns", "days"])?;
    let name = |node: &Node, check: &mut Problems| {
        let name = check.text(node, NAME_LENGTH_MAX)?;
        if names.contains(&name) {
            return Some(name);
        }
        let sentence = format!("`{name}` is no field of this submission: name one of its sections");
        check.add(node.place, sentence);
        None
    };
    let list = fields.required("match", check)?;
    let nodes = check.list(list, "match", FIELDS_MAX);
    if nodes.is_empty() {
        check.add(list.place, "rows are matched by something: name a field such as the reference");
    }
    let matched_by: Vec<String> = nodes.iter().filter_map(|node| name(node, check)).collect();
    let mut columns = Vec::new();
    let own = fields.optional("columns");
    for node in own.map_or(&[][..], |node| check.list(node, "columns", FIELDS_MAX)) {
        let Some(fields) = check.fields(node, "a column", &["field", "column"]) else { continue };
        let field = fields.required("field", check).and_then(|node| name(node, check));
        let column = fields.required("column", check);
        let column = column.and_then(|node| check.text(node, NAME_LENGTH_MAX));
        columns.extend(field.zip(column));
    }
    let days = fields.optional("days");
    let days = days.map_or(Some(DayOrder::YearFirst), |node| check.one_of(node, &DAYS));
    Some(Extract { matched_by, columns, days: days? })
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
