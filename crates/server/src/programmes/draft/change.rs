//! What a draft is changed by: its tree before, its tree after. Nothing here reads or writes.

use crate::programmes::file::{Node, Value};

/// Questions of one questionnaire and of the bank, at most; as the reader of packs has it.
pub const LINES_MAX: usize = 120;
pub const BANK_MAX: usize = 300;

/// Where a question goes in its questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

/// Why a draft stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeRefused {
    /// There is no such questionnaire or question in it, or not any more.
    NotThere,
    /// It is asked there already.
    AskedAlready,
    /// Another question has this id.
    IdTaken,
    Full {
        questions_max: usize,
    },
}

/// The questionnaire with this code.
#[must_use]
pub fn questionnaire<'a>(tree: &'a Node, code: &str) -> Option<&'a Node> {
    let list = tree.get("questionnaires").map(Node::members).unwrap_or_default();
    list.iter().find(|one| one.text_at("code") == code)
}

/// The bank's question with this id.
#[must_use]
pub fn entry<'a>(tree: &'a Node, id: &str) -> Option<&'a Node> {
    bank(tree).iter().find(|one| one.text_at("id") == id)
}

/// Every question that the pack has.
#[must_use]
pub fn bank(tree: &Node) -> &[Node] {
    tree.get("questions").map(Node::members).unwrap_or_default()
}

/// The lines of a questionnaire.
#[must_use]
pub fn lines<'a>(tree: &'a Node, code: &str) -> &'a [Node] {
    let found = questionnaire(tree, code).and_then(|one| one.get("questions"));
    found.map(Node::members).unwrap_or_default()
}

/// The line with which a questionnaire asks a question.
#[must_use]
pub fn line<'a>(tree: &'a Node, code: &str, id: &str) -> Option<&'a Node> {
    lines(tree, code).iter().find(|line| line.text_at("id") == id)
}

/// The codes of the questionnaires that ask a question.
#[must_use]
pub fn asked_in(tree: &Node, id: &str) -> Vec<String> {
    let list = tree.get("questionnaires").map(Node::members).unwrap_or_default();
    let codes = list.iter().map(|one| one.text_at("code").to_owned());
    codes.filter(|code| line(tree, code, id).is_some()).collect()
}

fn lines_mut<'a>(tree: &'a mut Node, code: &str) -> Option<&'a mut Vec<Node>> {
    let list = tree.list_mut("questionnaires")?;
    list.iter_mut().find(|one| one.text_at("code") == code)?.list_mut("questions")
}

/// Moves a question by one place. At the end of the list it stays where it is.
///
/// # Errors
///
/// `NotThere`.
pub fn move_line(tree: &mut Node, (code, id): (&str, &str), way: Way) -> Result<(), ChangeRefused> {
    let lines = lines_mut(tree, code).ok_or(ChangeRefused::NotThere)?;
    let at = lines.iter().position(|line| line.text_at("id") == id);
    let at = at.ok_or(ChangeRefused::NotThere)?;
    let to = match way {
        Way::Up => at.checked_sub(1),
        Way::Down => Some(at + 1).filter(|to| *to < lines.len()),
    };
    if let Some(to) = to {
        lines.swap(at, to);
    }
    Ok(())
}

/// Takes a question out of a questionnaire. The bank keeps it.
///
/// # Errors
///
/// `NotThere`.
pub fn remove_line(tree: &mut Node, (code, id): (&str, &str)) -> Result<(), ChangeRefused> {
    let lines = lines_mut(tree, code).ok_or(ChangeRefused::NotThere)?;
    let before = lines.len();
    lines.retain(|line| line.text_at("id") != id);
    if lines.len() == before {
        return Err(ChangeRefused::NotThere);
    }
    set_aside_if_unasked(tree, id);
    Ok(())
}

/// Asks a question of the bank in a questionnaire: behind `after`, or last. `was` is the line with
/// which the version that the draft began with asks it: put back, it is needed and placed as there.
///
/// # Errors
///
/// `NotThere`, `AskedAlready`, `Full`.
pub fn add_line(
    tree: &mut Node,
    (code, id): (&str, &str),
    (after, was): (Option<&str>, Option<Node>),
) -> Result<(), ChangeRefused> {
    if entry(tree, id).is_none() {
        return Err(ChangeRefused::NotThere);
    }
    let lines = lines_mut(tree, code).ok_or(ChangeRefused::NotThere)?;
    if lines.iter().any(|line| line.text_at("id") == id) {
        return Err(ChangeRefused::AskedAlready);
    }
    if lines.len() >= LINES_MAX {
        return Err(ChangeRefused::Full { questions_max: LINES_MAX });
    }
    let line = was.unwrap_or_else(|| {
        let mut line = Node::new(Value::Map(Vec::new()));
        line.set("id", Node::text(id));
        line.set("need", Node::text("O"));
        line
    });
    let behind = lines.iter().position(|line| Some(line.text_at("id")) == after);
    lines.insert(behind.map_or(lines.len(), |at| at + 1), line);
    set_aside_if_unasked(tree, id);
    Ok(())
}

/// Puts a new question into the bank.
///
/// # Errors
///
/// `IdTaken`, `Full`.
pub fn add_entry(tree: &mut Node, entry: Node) -> Result<(), ChangeRefused> {
    let id = entry.text_at("id").to_owned();
    let bank = tree.list_mut("questions").ok_or(ChangeRefused::NotThere)?;
    if bank.iter().any(|one| one.text_at("id") == id) {
        return Err(ChangeRefused::IdTaken);
    }
    if bank.len() >= BANK_MAX {
        return Err(ChangeRefused::Full { questions_max: BANK_MAX });
    }
    bank.push(entry);
    Ok(())
}

/// Puts a changed question and its changed line in their places.
///
/// # Errors
///
/// `NotThere`.
pub fn replace(
    tree: &mut Node,
    (code, id): (&str, &str),
    (entry, line): (Node, Node),
) -> Result<(), ChangeRefused> {
    let bank = tree.list_mut("questions").ok_or(ChangeRefused::NotThere)?;
    let kept = bank.iter_mut().find(|one| one.text_at("id") == id);
    *kept.ok_or(ChangeRefused::NotThere)? = entry;
    let lines = lines_mut(tree, code).ok_or(ChangeRefused::NotThere)?;
    let kept = lines.iter_mut().find(|line| line.text_at("id") == id);
    *kept.ok_or(ChangeRefused::NotThere)? = line;
    Ok(())
}

/// Gives the pack its number.
pub fn set_version(tree: &mut Node, version: i64) {
    tree.set("version", Node::new(Value::Whole(version)));
}

/// A question that no questionnaire asks is marked as set aside, and one that is asked is not.
fn set_aside_if_unasked(tree: &mut Node, id: &str) {
    let is_asked = !asked_in(tree, id).is_empty();
    let bank = tree.list_mut("questions").into_iter().flatten();
    for entry in bank.filter(|entry| entry.text_at("id") == id) {
        if is_asked {
            entry.remove("aside");
        } else {
            entry.set("aside", Node::new(Value::Yes(true)));
        }
    }
}

/// An id for a question from its text: a few of its words, in small letters; with a number behind
/// it where that is taken.
#[must_use]
pub fn proposed_id(text: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let folded = domain::people::folded(text);
    let words = folded.split(|sign: char| !sign.is_ascii_alphanumeric());
    let skipped = ["the", "a", "an", "is", "are", "do", "you", "your", "of", "to", "in", "at"];
    let words = words.filter(|word| !word.is_empty() && !skipped.contains(word));
    let mut id = String::new();
    for word in words.take(4) {
        if id.len() + word.len() > 30 {
            break;
        }
        if !id.is_empty() {
            id.push('_');
        }
        id.push_str(word);
    }
    if !id.starts_with(|sign: char| sign.is_ascii_lowercase()) {
        id = format!("question_{id}").trim_end_matches('_').to_owned();
    }
    if !is_taken(&id) {
        return id;
    }
    let numbered = (2..1_000).map(|number| format!("{id}_{number}"));
    numbered.into_iter().find(|id| !is_taken(id)).unwrap_or(id)
}

#[cfg(test)]
#[path = "change_test.rs"]
mod tests;
