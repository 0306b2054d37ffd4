//! Coming to a node: whether it may be entered, what is passed over, and what stands there again.

use super::known::holds;
use super::run::{Given, Run, Visit};
use super::step::{Around, Refused};
use super::{Flow, Kind, NODES_MAX, Node};
use crate::words::Words;

/// Enters a node, or the one that stands in its stead, past those that are passed over.
pub(super) fn enter(
    flow: &Flow,
    mut run: Run,
    around: Around<'_>,
    target: &str,
) -> Result<Run, Refused> {
    let mut target = target.to_owned();
    // A flow that was checked ends here long before.
    for _ in 0..=NODES_MAX {
        let (node, instead_of) = admitted(flow, &run, around, &target)?;
        if let (Kind::Instruction { next }, Some(condition)) = (&node.kind, &node.skip_when)
            && holds(flow, &run, around, condition)?
        {
            let (node, given) = (node.id.clone(), Given::default());
            visit(&mut run, Visit { node, given, is_skipped: true, instead_of })?;
            target.clone_from(next);
            continue;
        }
        stand(&mut run, node, instead_of)?;
        return Ok(run);
    }
    Err(Refused::Broken(format!("`{target}` leads round and round")))
}

/// Somebody comes back to the node where the run stands. Whether what it asks for holds is asked
/// again: where it did not and does now, one stands at the node that was meant.
pub(super) fn come_back(flow: &Flow, run: Run, around: Around<'_>) -> Result<Run, Refused> {
    let meant = |here: &Visit| here.instead_of.clone().unwrap_or_else(|| here.node.clone());
    ask_to_stand(flow, run, around, (meant, false)).map(|(run, _)| run)
}

/// Whether the node where the run stands may still be answered; else the run as it stands where
/// one goes instead.
pub(super) fn may_stay(flow: &Flow, run: Run, around: Around<'_>) -> Result<(Run, bool), Refused> {
    ask_to_stand(flow, run, around, (|here: &Visit| here.node.clone(), true))
}

/// Asks again whether a node may be entered: consent may have been taken away since, or given.
/// Where that leads elsewhere, the run stands there instead, and what was given waits for whoever
/// comes to the node again. Where it was answered, that is another visit: what is sent from the
/// page of this one once more answers nothing. Gives whether it stayed.
fn ask_to_stand(
    flow: &Flow,
    mut run: Run,
    around: Around<'_>,
    (meant, is_answered): (impl Fn(&Visit) -> String, bool),
) -> Result<(Run, bool), Refused> {
    let Some(here) = run.path.pop() else { return Ok((run, true)) };
    // As the run stood when it came here: what is filled in here is no matter of it.
    let (node, instead_of) = admitted(flow, &run, around, &meant(&here))?;
    if node.id == here.node {
        run.path.push(here);
        return Ok((run, true));
    }
    let Visit { node: left, given, instead_of: before, .. } = here;
    run.drafts.entry(left.clone()).or_default().push(given);
    if is_answered {
        let given = Given::default();
        visit(&mut run, Visit { node: left, given, is_skipped: true, instead_of: before })?;
    }
    stand(&mut run, node, instead_of)?;
    Ok((run, false))
}

/// Why an end may not be come to any more; none where it may.
pub(super) fn why_not_here(
    flow: &Flow,
    run: &Run,
    around: Around<'_>,
    node: &Node,
) -> Result<Option<Words>, Refused> {
    let Some(requires) = &node.requires else { return Ok(None) };
    // As the run stood when it came here.
    let mut before = run.clone();
    before.path.pop();
    let is_met = holds(flow, &before, around, &requires.when)?;
    Ok((!is_met).then(|| requires.because.clone()))
}

/// The node that is entered where one goes to another: that one, or where it leads instead, with
/// the one that could not be entered.
fn admitted<'f>(
    flow: &'f Flow,
    run: &Run,
    around: Around<'_>,
    target: &str,
) -> Result<(&'f Node, Option<String>), Refused> {
    let (mut target, mut instead_of) = (target, None);
    for _ in 0..=NODES_MAX {
        let node = flow.node(target);
        let node = node.ok_or_else(|| Refused::Broken(format!("no node `{target}`")))?;
        match &node.requires {
            Some(requires) if !holds(flow, run, around, &requires.when)? => {
                instead_of.get_or_insert_with(|| node.id.clone());
                target = &requires.otherwise;
            }
            Some(_) | None => return Ok((node, instead_of)),
        }
    }
    Err(Refused::Broken(format!("`{target}` leads round and round")))
}

/// Stands at a node, with what was given there before somebody went back from it.
fn stand(run: &mut Run, node: &Node, instead_of: Option<String>) -> Result<(), Refused> {
    let mut given = drafted(run, &node.id);
    ask_again(&mut given);
    visit(run, Visit { node: node.id.clone(), given, is_skipped: false, instead_of })
}

fn visit(run: &mut Run, visit: Visit) -> Result<(), Refused> {
    if run.path.len() >= super::VISITS_MAX {
        return Err(Refused::TooLong);
    }
    run.path.push(visit);
    Ok(())
}

/// What was given at a node before somebody went back from it.
fn drafted(run: &mut Run, node: &str) -> Given {
    let Some(pile) = run.drafts.get_mut(node) else { return Given::default() };
    let given = pile.pop().unwrap_or_default();
    if pile.is_empty() {
        run.drafts.remove(node);
    }
    given
}

/// What the record answered is asked of the record again, and what was proposed is proposed again.
pub(super) fn ask_again(given: &mut Given) {
    if std::mem::take(&mut given.is_record) {
        given.answer = None;
    }
    for field in std::mem::take(&mut given.proposed) {
        given.fields.remove(&field);
    }
}
