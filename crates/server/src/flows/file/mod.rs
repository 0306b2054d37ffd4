//! Reading a flow: a YAML file into a `Flow`, with every problem at once and where it stands.

mod effects;
mod nodes;
mod papers;
mod say;
mod walks;

use crate::programmes::file::{
    Node, PackProblem, Place, Problems, Value, read_forms, read_settings,
};
use domain::flows::check::{Part, check};
use domain::flows::{Flow, NODES_MAX, Role};
use std::collections::{BTreeMap, BTreeSet};

/// Characters of a title or a label, at most.
const LABEL_LENGTH_MAX: usize = 160;
/// Characters of what is said at a node, at most.
const TEXT_LENGTH_MAX: usize = 2_000;
const VERSION_MAX: i64 = 1_000_000;
const ROLES_MAX: usize = 30;
const WALKS_MAX: usize = 200;

/// The keys of a flow.
const KEYS: [&str; 14] = [
    "code",
    "version",
    "title",
    "category",
    "author",
    "created",
    "description",
    "roles",
    "settings",
    "start",
    "nodes",
    "templates",
    "forms",
    "walks",
];

/// Where the parts of nodes stand in the file.
type Places = BTreeMap<(String, Part), Place>;

/// Reads a flow. `name` is what problems call the file.
///
/// # Errors
///
/// Everything that is wrong with it, in the order of the file.
pub fn read_flow(text: &str, name: &str) -> Result<Flow, Vec<PackProblem>> {
    let node = Node::read(text, name).map_err(|problem| vec![problem])?;
    let mut problems = Problems::of(name);
    let lines: Vec<&str> = text.lines().collect();
    no_bare_words(&node, &lines, &mut problems);
    let mut places = Places::new();
    let flow = flow(&node, &mut places, &mut problems);
    match flow {
        Some(flow) if problems.is_empty() => {
            for fault in check(&flow) {
                let own = (fault.node.clone(), fault.part);
                let whole = (fault.node.clone(), Part::Whole);
                let place = places.get(&own).or_else(|| places.get(&whole));
                let start = node.get("start").map_or(node.place, |start| start.place);
                problems.add(place.copied().unwrap_or(start), say::fault(&flow, &fault));
            }
            if problems.is_empty() { Ok(flow) } else { Err(problems.into_sorted()) }
        }
        Some(_) | None => Err(problems.into_sorted()),
    }
}

/// Words that other readers of YAML take for true or false: they stand in quotes, or a file says
/// two things.
fn no_bare_words(node: &Node, lines: &[&str], check: &mut Problems) {
    let mut look = |text: &str, place: Place| {
        let is_one = ["yes", "no", "on", "off", "y", "n"].contains(&text.to_lowercase().as_str());
        let line = usize::try_from(place.line - 1).ok().and_then(|at| lines.get(at));
        let begins = usize::try_from(place.column - 1).ok().and_then(|at| line?.chars().nth(at));
        if is_one && !matches!(begins, Some('"' | '\'')) {
            let sentence = "stands bare, which some readers take for true or false";
            check.add(place, format!("`{text}` {sentence}: put it in quotes"));
        }
    };
    match &node.value {
        Value::Text(text) => look(text, node.place),
        Value::List(nodes) => nodes.iter().for_each(|node| no_bare_words(node, lines, check)),
        Value::Map(entries) => {
            for entry in entries {
                look(&entry.key, entry.key_place);
            }
            entries.iter().for_each(|entry| no_bare_words(&entry.node, lines, check));
        }
        Value::Nothing | Value::Yes(_) | Value::Whole(_) | Value::Number(_) => {}
    }
}

fn flow(node: &Node, places: &mut Places, check: &mut Problems) -> Option<Flow> {
    let top = check.fields(node, "a flow", &KEYS)?;
    let code = top.required("code", check).and_then(|node| check.code(node));
    let version = top.required("version", check);
    let version = version.and_then(|node| check.whole(node, 1, VERSION_MAX));
    let words = |key: &str, most: usize, check: &mut Problems| {
        top.required(key, check).and_then(|node| check.words(node, most))
    };
    let title = words("title", LABEL_LENGTH_MAX, check);
    let category = words("category", LABEL_LENGTH_MAX, check);
    let description = words("description", TEXT_LENGTH_MAX, check);
    let author = top.required("author", check);
    let author = author.and_then(|node| check.text(node, LABEL_LENGTH_MAX));
    let created = top.required("created", check).and_then(|node| check.text(node, 10));
    let roles = top.required("roles", check).map(|node| roles(node, check));
    let settings = top.optional("settings").map(|node| read_settings(node, check));
    let start = top.required("start", check).and_then(|node| check.text(node, LABEL_LENGTH_MAX));
    let settings = settings.unwrap_or_default();
    let listed = top.required("nodes", check);
    let listed = listed.map_or(&[][..], |node| check.list(node, "nodes", NODES_MAX));
    let named = nodes::Named::of(&settings, listed);
    let mut seen = BTreeSet::new();
    let mut nodes = Vec::new();
    for node in listed {
        nodes.extend(nodes::read(node, (&named, &mut seen), places, check));
    }
    let templates = top.optional("templates");
    let templates = templates.map(|node| papers::templates(node, check)).unwrap_or_default();
    let forms = top.optional("forms").map(|node| read_forms(node, check)).unwrap_or_default();
    let listed_walks = top.optional("walks");
    let listed_walks = listed_walks.map_or(&[][..], |node| check.list(node, "walks", WALKS_MAX));
    let walks = listed_walks.iter().filter_map(|node| walks::read(node, &nodes, check)).collect();
    Some(Flow {
        code: code?,
        version: u32::try_from(version?).ok()?,
        title: title?,
        category: category?,
        author: author?,
        created: created?,
        description: description?,
        roles: roles?,
        settings,
        start: start?,
        nodes,
        templates,
        forms,
        walks,
    })
}

fn roles(node: &Node, check: &mut Problems) -> Vec<Role> {
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for node in check.list(node, "roles", ROLES_MAX) {
        let keys = ["code", "label", "otherwise", "outside"];
        let Some(fields) = check.fields(node, "a role", &keys) else { continue };
        let code = fields.required("code", check);
        let code = code.and_then(|node| check.new_code(node, "role", &mut seen));
        let label = fields.required("label", check);
        let label = label.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
        let otherwise = fields.optional("otherwise").and_then(|node| check.code(node));
        let is_outside = fields.optional("outside").and_then(|node| check.yes(node));
        let (Some(code), Some(label)) = (code, label) else { continue };
        found.push(Role { code, label, otherwise, is_outside: is_outside.unwrap_or(false) });
    }
    found
}

#[cfg(test)]
#[path = "read_test.rs"]
mod tests;
