//! A tree as YAML again: the text of a pack that was changed on a page.
//!
//! Reading what this writes gives the same tree, and so the same programme. Comments are no part
//! of the tree: a copy that is changed loses them.

use super::node::{Node, Value};
use std::fmt::Write as _;

/// Columns of a line, as far as its texts allow.
const WIDTH: usize = 96;
/// Words that YAML may take for something else than a text.
const TAKEN: [&str; 11] =
    ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"];

/// Writes a tree as text, ending with a line break.
#[must_use]
pub fn write(node: &Node) -> String {
    let mut text = String::new();
    match &node.value {
        Value::Map(entries) if !entries.is_empty() => map(node, 0, &mut text),
        Value::Nothing
        | Value::Yes(_)
        | Value::Whole(_)
        | Value::Number(_)
        | Value::Text(_)
        | Value::List(_)
        | Value::Map(_) => {
            text.push_str(&flow(node));
            text.push('\n');
        }
    }
    text
}

fn map(node: &Node, indent: usize, text: &mut String) {
    let Value::Map(entries) = &node.value else { return };
    for (at, entry) in entries.iter().enumerate() {
        if at > 0 {
            text.extend(std::iter::repeat_n(' ', indent));
        }
        text.push_str(&scalar_text(&entry.key));
        text.push(':');
        value(&entry.node, indent, text);
    }
}

/// What stands behind a key or a dash, with the end of its line.
fn value(node: &Node, indent: usize, text: &mut String) {
    let line = flow(node);
    let is_short = indent + line.chars().count() + 20 <= WIDTH;
    match &node.value {
        Value::Map(entries) if !entries.is_empty() && !is_short => {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', indent + 2));
            map(node, indent + 2, text);
        }
        Value::List(nodes) if !nodes.is_empty() && !is_short => {
            text.push('\n');
            for node in nodes {
                member(node, indent + 2, text);
            }
        }
        Value::Nothing
        | Value::Yes(_)
        | Value::Whole(_)
        | Value::Number(_)
        | Value::Text(_)
        | Value::List(_)
        | Value::Map(_) => {
            text.push(' ');
            text.push_str(&line);
            text.push('\n');
        }
    }
}

fn member(node: &Node, indent: usize, text: &mut String) {
    text.extend(std::iter::repeat_n(' ', indent));
    let line = flow(node);
    let is_short = indent + line.chars().count() + 2 <= WIDTH;
    match &node.value {
        Value::Map(entries) if !entries.is_empty() && !is_short => {
            text.push_str("- ");
            map(node, indent + 2, text);
        }
        Value::Nothing
        | Value::Yes(_)
        | Value::Whole(_)
        | Value::Number(_)
        | Value::Text(_)
        | Value::List(_)
        | Value::Map(_) => {
            text.push_str("- ");
            text.push_str(&line);
            text.push('\n');
        }
    }
}

/// A value within one line.
fn flow(node: &Node) -> String {
    match &node.value {
        Value::Nothing => "~".to_owned(),
        Value::Yes(yes) => yes.to_string(),
        Value::Whole(number) => number.to_string(),
        Value::Number(number) => format!("{number:?}"),
        Value::Text(text) => scalar_text(text),
        Value::List(nodes) => {
            let members: Vec<String> = nodes.iter().map(flow).collect();
            format!("[{}]", members.join(", "))
        }
        Value::Map(entries) => {
            let entry = |entry: &super::node::Entry| {
                format!("{}: {}", scalar_text(&entry.key), flow(&entry.node))
            };
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// A text: bare where it is a plain code, else in double quotes.
fn scalar_text(text: &str) -> String {
    let rest =
        |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || "_-".contains(sign);
    let is_code =
        text.starts_with(|sign: char| sign.is_ascii_lowercase()) && text.chars().all(rest);
    if is_code && !TAKEN.contains(&text) {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for sign in text.chars() {
        match sign {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // Line breaks of other alphabets, and what nobody could see in the file.
            sign if sign.is_control() || "\u{2028}\u{2029}\u{feff}".contains(sign) => {
                // Writing to a text cannot fail.
                let _ = write!(quoted, "\\U{:08x}", u32::from(sign));
            }
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programmes::{read_programme, shipped};
    use proptest::prelude::*;

    /// The same tree, wherever its values stand.
    fn bare(node: &Node) -> Node {
        let value = match &node.value {
            Value::List(nodes) => Value::List(nodes.iter().map(bare).collect()),
            Value::Map(entries) => Value::Map(
                entries
                    .iter()
                    .map(|entry| super::super::node::Entry::new(&entry.key, bare(&entry.node)))
                    .collect(),
            ),
            other => other.clone(),
        };
        Node::new(value)
    }

    #[test]
    fn every_shipped_pack_reads_the_same_when_written() {
        for pack in shipped() {
            let node = Node::read(pack.text, pack.code).expect("is YAML");
            let text = write(&node);
            let again = Node::read(&text, pack.code).expect(&text);
            assert_eq!(bare(&node), bare(&again), "{}", pack.code);
            assert_eq!(
                read_programme(&text, pack.code).map_err(|problems| problems[0].to_string()),
                read_programme(pack.text, pack.code).map_err(|problems| problems[0].to_string()),
            );
            assert_eq!(write(&again), text, "{}: written twice the same", pack.code);
        }
    }

    fn any_node() -> impl Strategy<Value = Node> {
        let leaf = prop_oneof![
            Just(Value::Nothing),
            any::<bool>().prop_map(Value::Yes),
            any::<i64>().prop_map(Value::Whole),
            (-1_000_000_i64..1_000_000).prop_map(|n| Value::Number(n as f64 / 100.0)),
            any::<String>().prop_map(Value::Text),
            "[a-z]{1,5}|yes|no|~|null|1e5|0x1f|12:30|- a|# x|a: b|\\{x\\}|1_0| x |é«»\u{202e}"
                .prop_map(Value::Text),
        ];
        leaf.prop_map(Node::new).prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5)
                    .prop_map(|nodes| Node::new(Value::List(nodes))),
                prop::collection::btree_map(".{0,8}|[a-z]{1,6}", inner, 0..5).prop_map(|entries| {
                    let entries = entries.into_iter();
                    let entry =
                        |(key, node): (String, Node)| super::super::node::Entry::new(&key, node);
                    Node::new(Value::Map(entries.map(entry).collect()))
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_tree_is_read_back(node in any_node()) {
            let root = Node::new(Value::Map(vec![super::super::node::Entry::new("x", node)]));
            let text = write(&root);
            let again = Node::read(&text, "x").map(|node| bare(&node));
            prop_assert_eq!(again, Ok(root), "{}", text);
        }
    }
}
