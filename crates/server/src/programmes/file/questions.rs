//! The `questions:` and `questionnaires:` of a pack.
//!
//! A pack writes every question once, in a bank, and each questionnaire names those that it asks,
//! with how much they are needed. What cannot be read is left out and told with its place, so one
//! reading names everything that is wrong; the static check of the domain follows.

mod kinds;
mod quick;
mod told;

use super::draft::FaultAt;
use super::node::{Node, Place as At, Value};
use super::problems::{Fields, Problems};
use domain::expression::{CONDITION_LENGTH_MAX, Condition};
use domain::programmes::{DocumentType, OutcomeCode};
use domain::surveys::{
    Ending, EndingKind, Gate, Kind, MORE_SCREEN, Need, Place, Question, Questionnaire, Raise,
    definition_faults,
};
use std::collections::{BTreeMap, BTreeSet};

/// Entries of the bank, questionnaires, and lines of one questionnaire, at most.
const BANK_MAX: usize = 300;
const QUESTIONNAIRES_MAX: usize = 40;
const LINES_MAX: usize = 120;
/// Characters of a question, a hint, a label.
const TEXT_LENGTH_MAX: usize = 400;
const WORKING_DAYS_MAX: i64 = 60;
const VERSION_MAX: i64 = 1_000_000;

/// What else of the pack questions choose from.
#[derive(Debug, Clone, Copy)]
pub struct Lists<'a> {
    pub outcomes: &'a [OutcomeCode],
    pub document_types: &'a [DocumentType],
}

/// One entry of the bank: a question of which no questionnaire said yet how much it is needed.
struct Entry {
    question: Question,
    /// As written. What it means depends on the need, which a questionnaire gives.
    screen: Option<String>,
    /// Where no questionnaire has to ask it: it is kept to be put back.
    aside: bool,
    at: At,
}

/// Reads the bank and the questionnaires, and checks them. Everything wrong is noted; what could
/// be read is returned all the same.
pub fn read(
    questions: Option<&Node>,
    questionnaires: Option<&Node>,
    lists: Lists<'_>,
    check: &mut Problems,
) -> Vec<Questionnaire> {
    let mut bank: BTreeMap<String, Option<Entry>> = BTreeMap::new();
    let entries = questions.map_or(&[][..], |node| check.list(node, "questions", BANK_MAX));
    let mut seen = BTreeSet::new();
    for node in entries {
        let Some((id, entry)) = entry(node, lists, check) else { continue };
        if !seen.insert(id.clone()) {
            let sentence = format!("the question `{id}` stands twice in the bank: keep one");
            check.add(node.place, sentence);
            continue;
        }
        bank.insert(id, entry);
    }
    let mut read = Vec::new();
    let (mut codes, mut asked) = (BTreeSet::new(), BTreeSet::new());
    let nodes = questionnaires
        .map_or(&[][..], |node| check.list(node, "questionnaires", QUESTIONNAIRES_MAX));
    for node in nodes {
        read.extend(questionnaire(node, &bank, &mut codes, &mut asked, check));
    }
    for (id, entry) in &bank {
        if let Some(entry) = entry.as_ref().filter(|entry| !entry.aside && !asked.contains(id)) {
            check.add(entry.at, format!("no questionnaire asks `{id}`: ask it, or take it out"));
        }
    }
    read
}

fn questionnaire(
    node: &Node,
    bank: &BTreeMap<String, Option<Entry>>,
    codes: &mut BTreeSet<String>,
    asked: &mut BTreeSet<String>,
    check: &mut Problems,
) -> Option<Questionnaire> {
    let known = ["code", "version", "title", "gate", "quick", "questions"];
    let fields = check.fields(node, "a questionnaire", &known)?;
    let code = fields.required("code", check);
    let code = code.and_then(|node| check.new_code(node, "questionnaire", codes));
    let version = fields.required("version", check);
    let version = version.and_then(|node| check.whole(node, 1, VERSION_MAX));
    let title = fields.required("title", check);
    let title = title.and_then(|node| check.words(node, TEXT_LENGTH_MAX));
    let gates = [("year_of_birth", Gate::YearOfBirth)];
    let gate = fields.optional("gate").and_then(|node| check.one_of(node, &gates));
    let quick = fields.optional("quick").and_then(|node| quick::quick(node, check));
    let lines = fields.required("questions", check);
    let lines = lines.map_or(&[][..], |node| check.list(node, "questions", LINES_MAX));
    let mut places = BTreeMap::new();
    let mut questions = Vec::new();
    let mut whole = true;
    for line in lines {
        let Some((id, read)) = self::line(line, bank, check) else { continue };
        asked.insert(id.clone());
        places.insert(id, line.place);
        whole &= read.is_some();
        questions.extend(read);
    }
    let version = u32::try_from(version?).ok()?;
    let (code, title) = (code?, title?);
    let questionnaire = Questionnaire { code, version, title, gate, quick, questions };
    // A question left out above would make every condition that names it wrong as well.
    if whole {
        examine(&questionnaire, node.place, &places, check);
    }
    Some(questionnaire)
}

/// One line of a questionnaire: `{id, need, required_when?, screen?}`. The question is None where
/// the bank's entry could not be read.
fn line(
    node: &Node,
    bank: &BTreeMap<String, Option<Entry>>,
    check: &mut Problems,
) -> Option<(String, Option<Question>)> {
    let known = ["id", "need", "required_when", "screen"];
    let fields = check.fields(node, "a line of a questionnaire", &known)?;
    let id_node = fields.required("id", check)?;
    let id = check.code(id_node)?;
    let needs = [("R", Need::Client), ("S", Need::Submission), ("O", Need::Optional)];
    let need = fields.required("need", check).and_then(|node| check.one_of(node, &needs));
    let required_when = condition(&fields, "required_when", check);
    let screen = fields.optional("screen").and_then(|node| screen(node, check));
    let Some(entry) = bank.get(&id) else {
        check.add(id_node.place, format!("the bank has no question `{id}`"));
        return Some((id, None));
    };
    let (Some(entry), Some(need)) = (entry, need) else { return Some((id, None)) };
    let mut question = entry.question.clone();
    question.need = need;
    question.required_when = required_when;
    question.place = place(&question, screen.or_else(|| entry.screen.clone()));
    Some((id, Some(question)))
}

const ENTRY_KEYS: [&str; 31] = [
    "id",
    "text",
    "text_unknown",
    "hint",
    "type",
    "choices",
    "length",
    "note",
    "min",
    "max",
    "step",
    "unit",
    "earliest",
    "latest",
    "from",
    "to",
    "words",
    "times",
    "questions",
    "files",
    "shown_when",
    "staff",
    "self_completed",
    "assume",
    "screen",
    "prefer_not",
    "not_known",
    "ends",
    "raises",
    "column",
    "aside",
];

/// An entry of the bank. The entry is None where it could not be read; its id is known.
fn entry(node: &Node, lists: Lists<'_>, check: &mut Problems) -> Option<(String, Option<Entry>)> {
    let fields = check.fields(node, "a question", &ENTRY_KEYS)?;
    let id = fields.required("id", check).and_then(|node| check.code(node))?;
    let question = question(&id, &fields, lists, check);
    let screen = fields.optional("screen").and_then(|node| screen(node, check));
    let aside = fields.optional("aside").and_then(|node| check.yes(node)).unwrap_or(false);
    let entry = question.map(|question| Entry { question, screen, aside, at: fields.place() });
    Some((id, entry))
}

fn question(
    id: &str,
    fields: &Fields<'_>,
    lists: Lists<'_>,
    check: &mut Problems,
) -> Option<Question> {
    let text = fields.required("text", check);
    let text = text.and_then(|node| check.words(node, TEXT_LENGTH_MAX));
    let kind = kinds::kind(fields, lists, check);
    let mut words =
        |name: &str| fields.optional(name).and_then(|node| check.words(node, TEXT_LENGTH_MAX));
    let (text_unknown, hint) = (words("text_unknown"), words("hint"));
    let not_known = words("not_known");
    let mut yes = |name: &str| fields.optional(name).and_then(|node| check.yes(node));
    let (staff, alone) = (yes("staff"), yes("self_completed"));
    let prefer_not = yes("prefer_not");
    let shown_when = condition(fields, "shown_when", check);
    // Without its condition the question would always be asked; what is wrong is noted already.
    let readable = shown_when.is_some() == fields.optional("shown_when").is_some();
    let assume = fields.optional("assume").and_then(|node| check.code(node));
    let raises = fields.optional("raises").and_then(|node| raise(node, check));
    let ends = fields.optional("ends").map(|node| endings(node, check)).unwrap_or_default();
    let column = fields.optional("column").and_then(|node| check.text(node, TEXT_LENGTH_MAX));
    Some(Question {
        id: id.to_owned(),
        text: text.filter(|_| readable)?,
        text_unknown,
        hint,
        kind: kind?,
        need: Need::Optional,
        required_when: None,
        staff_only: staff.unwrap_or(false),
        self_completed_only: alone.unwrap_or(false),
        assume,
        shown_when,
        place: Place::Own,
        prefer_not: prefer_not.unwrap_or(false),
        not_known,
        raises,
        ends,
        column,
    })
}

/// Reads a condition. Which names it may use depends on the questionnaire, and is checked there.
fn condition(fields: &Fields<'_>, name: &str, check: &mut Problems) -> Option<Condition> {
    let node = fields.optional(name)?;
    let text = check.text(node, CONDITION_LENGTH_MAX)?;
    match Condition::compile(&text) {
        Ok(condition) => Some(condition),
        Err(fault) => {
            check.add(node.place, fault.to_string());
            None
        }
    }
}

fn raise(node: &Node, check: &mut Problems) -> Option<Raise> {
    let fields = check.fields(node, "`raises`", &["when", "task", "working_days"])?;
    let when = fields.required("when", check).and_then(|_| condition(&fields, "when", check));
    let task = fields.required("task", check).and_then(|node| check.code(node));
    let days = fields.optional("working_days");
    let days = days.and_then(|node| check.whole(node, 0, WORKING_DAYS_MAX));
    let working_days = days.and_then(|days| u8::try_from(days).ok());
    Some(Raise { when: when?, task: task?, working_days })
}

/// `{no: refused, …}`: which choices end the questionnaire, and how.
fn endings(node: &Node, check: &mut Problems) -> Vec<Ending> {
    let Value::Map(entries) = &node.value else {
        check.add(node.place, "`ends` maps choices to `refused` or `wrong_person`");
        return Vec::new();
    };
    let kinds = [("refused", EndingKind::Refused), ("wrong_person", EndingKind::WrongPerson)];
    let mut ends = Vec::new();
    for entry in entries {
        if let Some(how) = check.one_of(&entry.node, &kinds) {
            ends.push(Ending { choice: entry.key.clone(), how });
        }
    }
    ends
}

fn screen(node: &Node, check: &mut Problems) -> Option<String> {
    let name = check.code(node)?;
    if name.contains('-') {
        check.add(node.place, format!("`{name}` names a screen: no `-` in it"));
        return None;
    }
    Some(name)
}

/// Left out, a declaration stands where the answers are checked, files on a screen of their own,
/// what nobody must answer under "more", and everything else alone.
fn place(question: &Question, screen: Option<String>) -> Place {
    match screen.as_deref() {
        Some("own") => Place::Own,
        Some("last") => Place::Last,
        Some("check") => Place::Check,
        Some(MORE_SCREEN) => Place::More,
        Some(name) => Place::With(name.to_owned()),
        None if question.kind == Kind::Declaration => Place::Check,
        // In the open: one press brings a camera, and a page of its own would be one more.
        None if matches!(question.kind, Kind::Files { .. }) => Place::Last,
        None => match question.need {
            Need::Optional if !question.staff_only => Place::More,
            Need::Optional | Need::Client | Need::Submission => Place::Own,
        },
    }
}

/// The static check, with the place of the questionnaire's line for each question.
fn examine(
    questionnaire: &Questionnaire,
    at: At,
    places: &BTreeMap<String, At>,
    check: &mut Problems,
) {
    for fault in definition_faults(questionnaire) {
        let id = fault.question.as_deref();
        let place = id.and_then(|id| places.get(id)).copied().unwrap_or(at);
        let code = &questionnaire.code;
        let subject = match id {
            Some(id) => format!("`{id}` of `{code}`"),
            None => format!("`{code}`"),
        };
        let sentence = format!("{subject}: {}", told::told(&fault.kind));
        check.add_fault(place, sentence, FaultAt { questionnaire: code.clone(), fault });
    }
}

#[cfg(test)]
#[path = "questions_test.rs"]
mod tests;
