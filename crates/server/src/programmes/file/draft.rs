//! Reading a draft: what can be read of it, and everything that keeps it from being published.
//!
//! A draft may lack translations while it is written. They are found first; then the text of the
//! other language stands in for them, so that all the rest is checked as well.

use super::node::{Entry, Node, Value};
use super::problems::Problems;
use super::{PackProblem, programme};
use domain::programmes::Programme;
use domain::surveys::DefinitionFault;
use domain::words::Language;

/// Keys of a question that hold a text in both languages, or none.
const OPTIONAL: [&str; 4] = ["text_unknown", "hint", "unit", "not_known"];

/// A draft as far as it can be read.
#[derive(Debug)]
pub struct Reading {
    pub tree: Node,
    /// Every text that is lacking reads as in the other language.
    pub programme: Option<Programme>,
    pub blanks: Vec<Blank>,
    pub faults: Vec<FaultAt>,
    /// What else is wrong with the pack. No form of ours makes any of these.
    pub others: Vec<PackProblem>,
}

/// A text that is not there in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    pub question: String,
    /// The field of the question's form, without its language: `text`, `choice-2`.
    pub field: String,
    pub language: Language,
}

/// What is wrong with a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultAt {
    pub questionnaire: String,
    pub fault: DefinitionFault,
}

/// Reads the text of a draft.
///
/// # Errors
///
/// When it is no YAML, which no form of ours makes of it.
pub fn read_draft(text: &str, name: &str) -> Result<Reading, PackProblem> {
    let tree = Node::read(text, name)?;
    let mut whole = tree.clone();
    let mut blanks = Vec::new();
    for question in whole.list_mut("questions").into_iter().flatten() {
        let id = question.text_at("id").to_owned();
        fill(question, (&id, ""), &mut blanks);
    }
    let mut check = Problems::of(name);
    let programme = programme(&whole, &mut check);
    let (faults, others) = check.into_parts();
    Ok(Reading { tree, programme, blanks, faults, others })
}

/// Notes every text of a question that is lacking, and puts the other language in its place.
fn fill(question: &mut Node, (id, begins): (&str, &str), blanks: &mut Vec<Blank>) {
    let Value::Map(entries) = &mut question.value else { return };
    for entry in entries {
        let key = entry.key.clone();
        let lists = ["choices", "words", "questions"];
        match key.as_str() {
            "text" => pair(&mut entry.node, (id, &format!("{begins}text")), blanks),
            other if OPTIONAL.contains(&other) => {
                let field = format!("{begins}{}", other.replace('_', "-"));
                pair(&mut entry.node, (id, &field), blanks);
            }
            other if lists.contains(&other) => members(entry, (id, begins), blanks),
            _ => {}
        }
    }
}

fn members(entry: &mut Entry, (id, begins): (&str, &str), blanks: &mut Vec<Blank>) {
    let Value::List(nodes) = &mut entry.node.value else { return };
    for (at, node) in nodes.iter_mut().enumerate() {
        if entry.key == "questions" {
            fill(node, (id, &format!("inner-{}-", at + 1)), blanks);
        } else {
            pair(node, (id, &format!("{begins}choice-{}", at + 1)), blanks);
        }
    }
}

fn pair(node: &mut Node, (id, field): (&str, &str), blanks: &mut Vec<Blank>) {
    let text = |key: &str| node.text_at(key).trim().to_owned();
    let (en, fr) = (text("en"), text("fr"));
    for (language, own, other) in [(Language::English, &en, &fr), (Language::French, &fr, &en)] {
        if !own.is_empty() {
            continue;
        }
        let (question, field) = (id.to_owned(), field.to_owned());
        blanks.push(Blank { question, field, language });
        let instead = if other.is_empty() { "…" } else { other.as_str() };
        node.set(language.tag(), Node::text(instead));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programmes::find_shipped;

    #[test]
    fn a_shipped_pack_has_nothing_against_it() {
        let pack = find_shipped("on-ies").expect("is shipped");
        let reading = read_draft(pack.text, pack.code).expect("is YAML");
        assert!(reading.programme.is_some());
        assert_eq!((reading.blanks, reading.faults, reading.others), Default::default());
    }

    #[test]
    fn what_is_lacking_is_named_and_the_rest_is_read() {
        let text = find_shipped("on-ies").expect("is shipped").text;
        let text = text
            .replacen(
                "fr: \"Acceptez-vous de répondre\u{a0}? Vous pouvez arrêter en tout temps.\"",
                "fr: \"\"",
                1,
            )
            .replacen("en: \"Yes, I agree\"", "en: \" \"", 1)
            .replacen("shown_when: work_status == 'same_job'", "shown_when: nobody == 'x'", 1);
        let reading = read_draft(&text, "x").expect("is YAML");
        let said: Vec<(&str, &str, Language)> = reading
            .blanks
            .iter()
            .map(|one| (one.question.as_str(), one.field.as_str(), one.language))
            .collect();
        let expected =
            [("agree", "text", Language::French), ("agree", "choice-1", Language::English)];
        assert_eq!(said, expected);
        let programme = reading.programme.expect("is read");
        let agree = programme.questionnaires[0].question("agree").expect("is there");
        assert_eq!(agree.text.fr, agree.text.en);
        assert!(
            reading.faults.iter().any(|one| one.fault.question.as_deref() == Some("job_confirm"))
        );
        assert_eq!(reading.others, []);
    }
}
