//! A run as JSON: how it is kept.

use crate::flows::wire;
use domain::flows::{Flow, Given, Run, State, Visit};
use domain::forms::{Value, Values};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize, Deserialize)]
struct Kept {
    path: Vec<KeptVisit>,
    sitting_from: usize,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    drafts: BTreeMap<String, Drafts>,
}

#[derive(Serialize, Deserialize)]
struct KeptVisit {
    node: String,
    #[serde(flatten)]
    given: KeptGiven,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    skipped: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instead_of: Option<String>,
}

#[derive(Default, Serialize, Deserialize)]
struct KeptGiven {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    fields: Map<String, Json>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    record: bool,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    proposed: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
}

/// What was given at a node before somebody went back: one, or as many as it was visited.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Drafts {
    Several(Vec<KeptGiven>),
    One(KeptGiven),
}

/// Writes a run.
#[must_use]
pub fn write(run: &Run) -> String {
    let given = |given: &Given| KeptGiven {
        answer: given.answer.clone(),
        fields: wire::object(&given.fields),
        reason: given.override_reason.clone(),
        record: given.is_record,
        proposed: given.proposed.clone(),
        at: given.at,
    };
    let visit = |visit: &Visit| KeptVisit {
        node: visit.node.clone(),
        given: given(&visit.given),
        skipped: visit.is_skipped,
        instead_of: visit.instead_of.clone(),
    };
    let pile = |(node, drafts): (&String, &Vec<Given>)| {
        (node.clone(), Drafts::Several(drafts.iter().map(given).collect()))
    };
    let kept = Kept {
        path: run.path.iter().map(visit).collect(),
        sitting_from: run.sitting_from,
        drafts: run.drafts.iter().filter(|(_, drafts)| !drafts.is_empty()).map(pile).collect(),
    };
    serde_json::to_string(&kept).unwrap_or_default()
}

/// Reads a run of a flow; none where it is no such text.
#[must_use]
pub fn read(flow: &Flow, state: State, text: &str) -> Option<Run> {
    let kept: Kept = serde_json::from_str(text).ok()?;
    let given = |node: &str, given: KeptGiven| Given {
        answer: given.answer,
        fields: fields(flow, node, &given.fields),
        override_reason: given.reason,
        is_record: given.record,
        proposed: given.proposed,
        at: given.at,
    };
    let visit = |kept: KeptVisit| Visit {
        given: given(&kept.node, kept.given),
        node: kept.node,
        is_skipped: kept.skipped,
        instead_of: kept.instead_of,
    };
    let pile = |(node, drafts): (String, Drafts)| {
        let drafts = match drafts {
            Drafts::Several(drafts) => drafts,
            Drafts::One(draft) => vec![draft],
        };
        let drafts = drafts.into_iter().map(|draft| given(&node, draft)).collect();
        (node, drafts)
    };
    Some(Run {
        path: kept.path.into_iter().map(visit).collect(),
        sitting_from: kept.sitting_from,
        state,
        drafts: kept.drafts.into_iter().map(pile).collect(),
    })
}

fn fields(flow: &Flow, node: &str, all: &Map<String, Json>) -> Values {
    let Some(node) = flow.node(node) else { return Values::new() };
    let value = |(id, json): (&String, &Json)| -> Option<(String, Value)> {
        Some((id.clone(), wire::read(&node.field(id)?.kind, json)?))
    };
    all.iter().filter_map(value).collect()
}
