//! Circles that go round by themselves.

use super::super::{Flow, Kind, Node};
use super::ways;
use std::collections::{BTreeMap, BTreeSet};

/// Circles in which nothing waits and nobody decides: instructions and questions that answer
/// themselves. Each is told once, beginning with its first node in the flow.
pub(super) fn circles(flow: &Flow) -> Vec<Vec<String>> {
    let goes_by_itself = |node: &&Node| match &node.kind {
        Kind::Instruction { .. } => true,
        Kind::Question { auto, .. } => auto.is_some(),
        Kind::End { .. } => false,
    };
    let (mut found, mut told) = (Vec::new(), BTreeSet::new());
    for start in flow.nodes.iter().filter(goes_by_itself) {
        let Some(circle) = circle(flow, start, &goes_by_itself) else { continue };
        if circle.iter().all(|id| !told.contains(id)) {
            told.extend(circle.iter().cloned());
            found.push(circle);
        }
    }
    found
}

/// The shortest way from a node back to itself through such nodes.
fn circle(
    flow: &Flow,
    start: &Node,
    goes_by_itself: &impl Fn(&&Node) -> bool,
) -> Option<Vec<String>> {
    let mut from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = std::collections::VecDeque::from([start]);
    while let Some(node) = open.pop_front() {
        for (_, target) in ways(node) {
            if target == start.id {
                let mut circle = vec![node.id.clone()];
                let mut at = node.id.as_str();
                while at != start.id {
                    at = from.get(at)?;
                    circle.push(at.to_owned());
                }
                circle.reverse();
                return Some(circle);
            }
            let next = flow.node(target).filter(goes_by_itself);
            if let Some(next) = next.filter(|next| !from.contains_key(next.id.as_str())) {
                from.insert(&next.id, &node.id);
                open.push_back(next);
            }
        }
    }
    None
}
