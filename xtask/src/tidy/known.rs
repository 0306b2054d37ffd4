//! The ratchet: exceptions that stand in `known.txt`, and may shrink but not grow.
//!
//! A line is `rule path number`, where the number is how often the rule is broken there, or
//! `rule path#name number` for a rule of size, where it is the size.

use std::collections::BTreeMap;

use super::Found;
use super::tree::Tree;

const LIST: &str = "xtask/src/tidy/known.txt";

/// Takes out what is known and no worse, and adds what the list itself has wrong.
pub fn hold(tree: &Tree, found: Vec<Found>) -> Vec<Found> {
    let (known, mut wrong) = read(tree);
    let mut groups: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for one in found {
        let name = one.size.as_ref().map(|(name, _)| format!("#{name}")).unwrap_or_default();
        groups.entry(format!("{} {}{name}", one.rule, one.path)).or_default().push(one);
    }
    for (key, (line, limit)) in &known {
        let is = groups.get(key).map_or(0, |group| worst(group));
        if is < *limit {
            let advice = if is == 0 { "strike it out".to_owned() } else { format!("write {is}") };
            let what = format!("`{key}` has got better: {advice}");
            wrong.push(Found::new(LIST, *line, "known", what));
        }
    }
    groups.retain(|key, group| known.get(key).is_none_or(|(_, limit)| worst(group) > *limit));
    wrong.extend(groups.into_values().flatten());
    wrong
}

fn worst(group: &[Found]) -> usize {
    let sizes = group.iter().filter_map(|one| one.size.as_ref());
    sizes.map(|(_, size)| *size).max().unwrap_or(group.len())
}

fn read(tree: &Tree) -> (BTreeMap<String, (usize, usize)>, Vec<Found>) {
    let (mut known, mut wrong) = (BTreeMap::new(), Vec::new());
    let Some(list) = tree.find(LIST) else { return (known, wrong) };
    for (line, text) in list.lines() {
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        match text.rsplit_once(' ') {
            Some((key, number)) if let Ok(number) = number.parse() => {
                known.insert(key.to_owned(), (line, number));
            }
            _ => wrong.push(Found::new(LIST, line, "known", "write `rule path number`")),
        }
    }
    (known, wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(size: usize) -> Found {
        let size = Some(("f".to_owned(), size));
        Found { size, ..Found::new("a.rs", 1, "long-function", "long") }
    }

    fn held(list: &str, found: Vec<Found>) -> Vec<String> {
        let tree = Tree::of(&[(LIST, list)]);
        hold(&tree, found).into_iter().map(|found| found.what).collect()
    }

    #[test]
    fn the_known_may_stay_and_not_grow() {
        let list = "# why\nlong-function a.rs#f 80\n";
        assert!(held(list, vec![long(80)]).is_empty());
        assert_eq!(held(list, vec![long(81)]), ["long"]);
        assert_eq!(held(list, vec![long(79)]), ["`long-function a.rs#f` has got better: write 79"]);
    }

    #[test]
    fn what_is_gone_is_struck_out() {
        let said = held("sql-outside b.rs 2\nnonsense\n", vec![]);
        assert_eq!(said[0], "write `rule path number`");
        assert!(said[1].ends_with("strike it out"));
    }
}
