//! Settings of flows: those of a flow itself, and those that a programme sets instead.

use super::node::Node;
use super::problems::Problems;
use domain::flows::{Setting, SettingValue};
use std::collections::BTreeSet;

/// Settings of one flow, at most.
const SETTINGS_MAX: usize = 60;
/// Characters of why a setting is what it is, at most.
const BECAUSE_LENGTH_MAX: usize = 2_000;

/// A list of `{name, count | working_days | weeks | word, because?}`.
pub(crate) fn read_settings(node: &Node, check: &mut Problems) -> Vec<Setting> {
    const KINDS: [&str; 4] = ["count", "working_days", "weeks", "word"];
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for node in check.list(node, "settings", SETTINGS_MAX) {
        let keys = ["name", "count", "working_days", "weeks", "word", "because"];
        let Some(fields) = check.fields(node, "a setting", &keys) else { continue };
        let name = fields.required("name", check);
        let name = name.and_then(|node| check.new_code(node, "setting", &mut seen));
        let because = fields.optional("because");
        let because = because.map(|node| check.words(node, BECAUSE_LENGTH_MAX));
        let given: Vec<&str> =
            KINDS.into_iter().filter(|kind| fields.optional(kind).is_some()).collect();
        let [kind] = given.as_slice() else {
            let sentence = "a setting has one value: `count`, `working_days`, `weeks` or `word`";
            check.add(fields.place(), sentence);
            continue;
        };
        let Some(node) = fields.optional(kind) else { continue };
        let value = match *kind {
            "word" => check.code(node).map(SettingValue::Word),
            kind => check.whole(node, 0, 1_000).and_then(|it| u16::try_from(it).ok()).map(|it| {
                match kind {
                    "working_days" => SettingValue::WorkingDays(it),
                    "weeks" => SettingValue::Weeks(it),
                    _ => SettingValue::Count(it),
                }
            }),
        };
        let (Some(name), Some(value)) = (name, value) else { continue };
        found.push(Setting { name, value, because: because.flatten() });
    }
    found
}
