//! What the steps of calls are called, for whoever reads who did what when.

use super::{store, walk};
use crate::app::App;
use crate::audit::store::Line;
use crate::audit::timeline::{ANSWER, BACK, Steps};
use crate::failure::Failure;
use crate::flows;
use crate::page::Words;
use crate::record::Held;
use domain::flows::{Run, Visit};
use domain::ids::RunId;
use std::collections::BTreeMap;

/// The titles of the steps that some lines of a person's timeline left. The lines are the newest
/// first.
///
/// # Errors
///
/// What the database says.
pub async fn of(
    app: &App,
    held: &mut impl Held,
    lines: &[Line],
    words: Words,
) -> Result<Steps, Failure> {
    let mut calls: BTreeMap<RunId, Vec<&Line>> = BTreeMap::new();
    for line in lines.iter().rev().filter(|line| line.action == ANSWER || line.action == BACK) {
        if let Ok(id) = line.subject.parse() {
            calls.entry(id).or_default().push(line);
        }
    }
    let ids: Vec<RunId> = calls.keys().copied().collect();
    let mut steps = Steps::new();
    for kept in store::list_of_ids(held, &ids).await? {
        let flow = flows::store::pinned(app, held, (&kept.flow, kept.flow_version)).await?;
        let Some(run) = walk::read(&flow, kept.state, &kept.walk) else { continue };
        let own = calls.get(&kept.id).map(Vec::as_slice).unwrap_or_default();
        for (seq, node) in left(own, &run) {
            if let Some(node) = flow.node(&node) {
                steps.insert(seq, node.title.in_language(words.locale.into()).to_owned());
            }
        }
    }
    Ok(steps)
}

/// Which node each line of a call left, by the line's place in its chain; the earliest line is
/// first. A line that nothing tells of has none: what somebody went back from and did not come to
/// again is forgotten when the sitting ends.
fn left(lines: &[&Line], run: &Run) -> Vec<(i64, String)> {
    let visits: Vec<&Visit> = run.path.iter().filter(|visit| !visit.is_skipped).collect();
    let mut depth = first_depth(lines, &visits);
    let mut found = Vec::new();
    for line in lines {
        if line.action == BACK {
            depth = depth.map(|depth| depth.saturating_sub(1));
            continue;
        }
        let here = depth.and_then(|depth| visits.get(depth));
        match here.filter(|here| here.given.at == Some(line.at)).and(depth) {
            Some(at) => depth = Some(at),
            // It was left first by this line, however one came there.
            None => {
                let first = visits.iter().position(|visit| visit.given.at == Some(line.at));
                depth = first.or(depth);
            }
        }
        let here = depth.and_then(|depth| visits.get(depth));
        // A visit keeps the moment at which it was first left: one that has a later moment, or
        // none, stands where another one stood then.
        let own = here.filter(|here| here.given.at.is_some_and(|at| at <= line.at));
        let node = own.map(|own| &own.node).or_else(|| gone_back_from(run, line));
        found.extend(node.map(|node| (line.seq, node.clone())));
        depth = depth.map(|depth| depth + 1);
    }
    found
}

/// How many visits were left before the first of the lines: counted back from the first line that
/// left a visit as it is kept.
fn first_depth(lines: &[&Line], visits: &[&Visit]) -> Option<usize> {
    let (mut gone_on, mut gone_back) = (0, 0);
    for line in lines {
        if line.action == BACK {
            gone_back += 1;
            continue;
        }
        if let Some(at) = visits.iter().position(|visit| visit.given.at == Some(line.at)) {
            return (at + gone_back).checked_sub(gone_on);
        }
        gone_on += 1;
    }
    None
}

/// The node that a line left first, where somebody went back from it since.
fn gone_back_from<'a>(run: &'a Run, line: &Line) -> Option<&'a String> {
    let mut piles = run.drafts.iter();
    piles.find(|(_, pile)| pile.iter().any(|given| given.at == Some(line.at))).map(|(node, _)| node)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::flows::{Given, State};
    use jiff::Timestamp;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(minute * 60).expect("a moment")
    }

    fn line(minute: i64, action: &str) -> Line {
        Line {
            at: at(minute),
            seq: minute,
            kind: "change".to_owned(),
            actor: "ada".to_owned(),
            actor_name: None,
            action: action.to_owned(),
            subject: "run_a".to_owned(),
            detail: String::new(),
        }
    }

    fn given(minute: Option<i64>) -> Given {
        Given { at: minute.map(at), ..Given::default() }
    }

    /// A run with visits that were first left at some minutes, and what somebody went back from.
    fn run(path: &[(&str, Option<i64>)], drafts: &[(&str, i64)]) -> Run {
        let visit = |(node, minute): &(&str, Option<i64>)| Visit {
            node: (*node).to_owned(),
            given: given(*minute),
            is_skipped: *node == "passed over",
            instead_of: None,
        };
        let pile = |(node, minute): &(&str, i64)| ((*node).to_owned(), vec![given(Some(*minute))]);
        Run {
            path: path.iter().map(visit).collect(),
            sitting_from: 0,
            state: State::Open,
            drafts: drafts.iter().map(pile).collect(),
        }
    }

    /// A minute, and what happened in it or which step it left.
    type Minute = (i64, &'static str);

    #[test]
    fn each_line_has_the_step_that_it_left() {
        const A: &str = ANSWER;
        const B: &str = BACK;
        let again = [(1, A), (2, A), (3, B), (4, B), (5, A), (6, A), (7, A)];
        let straight = [("a", Some(1)), ("passed over", Some(1)), ("b", Some(2)), ("c", Some(7))];
        let cases: [(&str, &[Minute], Run, &[Minute]); 6] = [
            (
                "the same way again",
                &again,
                run(&straight, &[]),
                &[(1, "a"), (2, "b"), (5, "a"), (6, "b"), (7, "c")],
            ),
            (
                "a page that begins among them",
                &again[3..],
                run(&straight, &[]),
                &[(5, "a"), (6, "b"), (7, "c")],
            ),
            (
                "a page that ends among them",
                &again[..6],
                run(&straight, &[]),
                &[(1, "a"), (2, "b"), (5, "a"), (6, "b")],
            ),
            (
                "another way, and the sitting goes on",
                &again[..6],
                run(&[("a", Some(1)), ("x", Some(6)), ("y", None)], &[("b", 2)]),
                &[(1, "a"), (2, "b"), (5, "a"), (6, "x")],
            ),
            (
                "another way, and the sitting has ended",
                &again,
                run(&[("a", Some(1)), ("x", Some(6)), ("y", Some(7))], &[]),
                &[(1, "a"), (5, "a"), (6, "x"), (7, "y")],
            ),
            ("of another walk", &[(3, A), (4, B)], run(&[("a", Some(1))], &[]), &[]),
        ];
        for (case, lines, run, told) in cases {
            let lines: Vec<Line> = lines.iter().map(|(minute, what)| line(*minute, what)).collect();
            let found = left(&lines.iter().collect::<Vec<_>>(), &run);
            let found: Vec<_> = found.iter().map(|(seq, node)| (*seq, node.as_str())).collect();
            assert_eq!(found, told, "{case}");
        }
    }
}
