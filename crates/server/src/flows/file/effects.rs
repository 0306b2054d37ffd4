//! The effects of a node.

use super::nodes::Named;
use crate::programmes::file::{Node as Yaml, Problems};
use domain::flows::effect::Takes;
use domain::flows::{Effect, Once, Param, What};
use std::collections::BTreeMap;

const WORDS_MAX: usize = 10;

pub(super) fn read(node: &Yaml, named: &Named, check: &mut Problems) -> Option<Effect> {
    let whats: Vec<(&str, What)> = What::ALL.iter().map(|what| (what.word(), *what)).collect();
    let Some(word) = node.get("do") else {
        check.add(node.place, "`do` is missing: an effect says with it what is done");
        return None;
    };
    let what = check.one_of(word, &whats)?;
    let mut keys = vec!["do", "once", "when"];
    keys.extend(what.takes().iter().map(|(name, _, _)| *name));
    let fields = check.fields(node, "this effect", &keys)?;
    let once = Once::ALL.map(|once| (once.word(), once));
    let once = fields.optional("once").map(|node| check.one_of(node, &once));
    let when = fields.optional("when").map(|node| named.condition(node, check));
    let mut params = BTreeMap::new();
    for (name, takes, _) in what.takes() {
        let Some(node) = fields.optional(name) else { continue };
        params.insert(*name, param(*takes, node, named, check)?);
    }
    if once.as_ref().is_some_and(Option::is_none) || when.as_ref().is_some_and(Option::is_none) {
        return None;
    }
    let once = once.flatten().unwrap_or(Once::Visit);
    Some(Effect { what, params, once, when: when.flatten() })
}

fn param(takes: Takes, node: &Yaml, named: &Named, check: &mut Problems) -> Option<Param> {
    match takes {
        Takes::Yes => check.yes(node).map(Param::Yes),
        Takes::Word => check.code(node).map(Param::Word),
        Takes::Setting => check.code(node).map(Param::Setting),
        Takes::Role => check.code(node).map(Param::Role),
        Takes::Words => {
            let nodes = check.list(node, "forms", WORDS_MAX);
            Some(Param::Words(nodes.iter().filter_map(|node| check.code(node)).collect()))
        }
        Takes::Field => field(node, check),
        Takes::FieldOrWord => {
            let text = check.text(node, 60)?;
            match text.strip_prefix('$') {
                Some(id) => Some(Param::Field(id.to_owned())),
                None => Some(Param::Word(text)),
            }
        }
        Takes::When => {
            let text = check.text(node, 60)?;
            match text.strip_prefix('$') {
                Some(id) => Some(Param::Field(id.to_owned())),
                None if named.settings.contains(&text) => Some(Param::Setting(text)),
                None => Some(Param::Fact(text)),
            }
        }
    }
}

fn field(node: &Yaml, check: &mut Problems) -> Option<Param> {
    let text = check.text(node, 60)?;
    if let Some(id) = text.strip_prefix('$') {
        return Some(Param::Field(id.to_owned()));
    }
    check.add(node.place, format!("`{text}` is no field: write a field's name after `$`"));
    None
}
