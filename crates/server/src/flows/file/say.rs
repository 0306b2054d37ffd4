//! What is wrong with a flow, in sentences that say what would be right.

use domain::flows::Flow;
use domain::flows::check::{EVENTS, Fault, FaultKind};

/// The sentence.
pub(super) fn fault(flow: &Flow, fault: &Fault) -> String {
    let node = &fault.node;
    match &fault.kind {
        FaultKind::NoNode(id) if node.is_empty() => {
            format!("there is no node `{id}`: name the node at which a run starts")
        }
        FaultKind::NoNode(id) => {
            format!("`{node}` leads to `{id}`, which does not exist: name a node of this flow")
        }
        FaultKind::Unreachable => {
            format!("no way leads to `{node}` from `{}`: lead to it, or take it out", flow.start)
        }
        FaultKind::DeadEnd => format!("`{node}` has no answer: a question needs one at least"),
        FaultKind::LoopWithoutWait(circle) => format!(
            "{} lead round and round: put a wait or a question that a person answers between them",
            named(circle)
        ),
        FaultKind::NoBranch(answer) => format!(
            "`{node}` may answer itself with `{answer}`, which is none of its answers: add it",
        ),
        FaultKind::NoSetting(name) => {
            let known: Vec<String> = flow.settings.iter().map(|one| one.name.clone()).collect();
            format!("there is no setting `{name}`: settings are {}", named(&known))
        }
        FaultKind::NoFact(name) => format!(
            "`{name}` is no fact of the record that fits here: a number of weeks, a word of a \
             closed list, or true and false",
        ),
        FaultKind::NoRole(role) => {
            let known: Vec<String> = flow.roles.iter().map(|one| one.code.clone()).collect();
            format!("there is no role `{role}`: roles are {}", named(&known))
        }
        FaultKind::EndOfRole => format!(
            "`{node}` is an end, which is nobody's turn: put the role on the node before it",
        ),
        FaultKind::NoField(id) => format!(
            "no node on the way to `{node}` has a field `{id}`: add it there, or name another",
        ),
        FaultKind::NoParam(name) => format!("`{name}` is missing: this effect needs it"),
        FaultKind::WrongParam(name) => format!("`{name}` is of another kind than it should be"),
        FaultKind::NoTemplate(code) => format!(
            "there is no template `{code}` that leaves this way: write it under `templates`, a \
             letter for `letter.send` and an e-mail for `email.send`",
        ),
        FaultKind::NoForm(code) => {
            format!("there is no form `{code}`: write its fields under `forms`")
        }
        FaultKind::NoWord(name, word) => {
            format!("`{word}` is no `{name}` that is known: docs/flows.md has the words of each")
        }
        FaultKind::NoEvent(event) => format!(
            "`{event}` never happens: a run wakes by `diary_due.` with a kind of the diary, by \
             `task_done.` with a kind of task, or by {}",
            named(&EVENTS[2..].iter().map(|event| (*event).to_owned()).collect::<Vec<_>>())
        ),
        FaultKind::NameTwice(name) => {
            format!("`{name}` is the name of a setting or a fact already: call it something else",)
        }
        FaultKind::Condition(why) => format!(
            "{why}; every condition has to have an answer also where nothing is known: ask for \
             `!= null` first",
        ),
    }
}

fn named(ids: &[String]) -> String {
    ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
}
