//! A flow step by step: what each is, and where it leads. The drawing is made of it, and so is the
//! list beside the drawing for whoever does not see it.

use super::draw::Walked;
use crate::page::Words;
use domain::flows::{Flow, Kind, Node};

/// What a step is, as it is drawn and said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Instruction,
    Question,
    /// A question that the record answers, where it can.
    Automatic,
    /// An end of the sitting, after which the run goes on.
    Wait,
    End,
}

impl Sort {
    pub const ALL: [Self; 5] =
        [Self::Instruction, Self::Question, Self::Automatic, Self::Wait, Self::End];

    #[must_use]
    pub fn of(node: &Node) -> Self {
        match &node.kind {
            Kind::Instruction { .. } => Self::Instruction,
            Kind::Question { auto: None, .. } => Self::Question,
            Kind::Question { auto: Some(_), .. } => Self::Automatic,
            Kind::End { wakes } if wakes.is_empty() => Self::End,
            Kind::End { .. } => Self::Wait,
        }
    }

    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Instruction => "instruction",
            Self::Question => "question",
            Self::Automatic => "automatic",
            Self::Wait => "wait",
            Self::End => "end",
        }
    }

    #[must_use]
    pub fn said(self, words: Words) -> String {
        words.say(&format!("flows-kind-{}", self.word()))
    }
}

/// Why one goes from a step to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead<'f> {
    Next,
    Answer(&'f domain::words::Words),
    /// When the wait is over.
    Wake,
    /// Where the step may not be entered.
    Otherwise(&'f domain::words::Words),
}

/// Where a step leads, each place once for each reason.
#[must_use]
pub fn leads(node: &Node) -> Vec<(&str, Lead<'_>)> {
    let mut leads: Vec<(&str, Lead<'_>)> = Vec::new();
    let mut add = |to, lead| {
        if !leads.contains(&(to, lead)) {
            leads.push((to, lead));
        }
    };
    match &node.kind {
        Kind::Instruction { next } => add(next.as_str(), Lead::Next),
        Kind::Question { answers, .. } => {
            answers.iter().for_each(|one| add(one.to.as_str(), Lead::Answer(&one.label)));
        }
        Kind::End { wakes } => wakes.iter().for_each(|one| add(one.at.as_str(), Lead::Wake)),
    }
    if let Some(one) = &node.requires {
        add(one.otherwise.as_str(), Lead::Otherwise(&one.because));
    }
    leads
}

/// A step in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub id: String,
    pub title: String,
    /// What it is, whether it was added, and where a run stands there or passed it.
    pub said: Vec<String>,
    pub leads: Vec<Onward>,
}

/// Where a step of the list leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onward {
    /// The answer, or why else one goes there.
    pub said: String,
    pub id: String,
    pub title: String,
}

/// The steps of a flow in its order; with the place where a run stands, where there is one.
#[must_use]
pub fn steps(flow: &Flow, words: Words, walked: Option<Walked<'_>>) -> Vec<Step> {
    let step = |node: &Node| Step {
        id: node.id.clone(),
        title: node.title.in_language(words.locale.into()).to_owned(),
        said: said(flow, node, words, walked),
        leads: leads(node).into_iter().filter_map(|lead| onward(flow, lead, words)).collect(),
    };
    flow.nodes.iter().map(step).collect()
}

fn said(flow: &Flow, node: &Node, words: Words, walked: Option<Walked<'_>>) -> Vec<String> {
    let passed = match walked {
        Some(walked) if walked.here == node.id => Some("runs-here"),
        Some(walked) if walked.visited.contains(&node.id.as_str()) => Some("flows-passed"),
        None if node.id == flow.start => Some("flows-start"),
        Some(_) | None => None,
    };
    let added = node.added_because.as_ref().map(|_| "flows-added");
    let more = [added, passed].into_iter().flatten().map(|key| words.say(key));
    std::iter::once(Sort::of(node).said(words)).chain(more).collect()
}

fn onward(flow: &Flow, (to, lead): (&str, Lead<'_>), words: Words) -> Option<Onward> {
    let language = words.locale.into();
    let title = flow.node(to)?.title.in_language(language).to_owned();
    let said = match lead {
        Lead::Next => words.say("flows-then"),
        Lead::Wake => words.say("flows-woken"),
        Lead::Answer(label) => label.in_language(language).to_owned(),
        Lead::Otherwise(because) => because.in_language(language).to_owned(),
    };
    Some(Onward { said, id: to.to_owned(), title })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{read_flow, shipped};
    use crate::page::Locale;

    #[test]
    fn every_step_is_said_once_and_leads_to_steps_that_are_there() {
        for one in shipped() {
            let flow = read_flow(one.text, one.code).expect("is without problems");
            for locale in [Locale::En, Locale::Fr] {
                let steps = steps(&flow, Words { locale }, None);
                let ids: Vec<&str> = steps.iter().map(|step| step.id.as_str()).collect();
                let own: Vec<&str> = flow.nodes.iter().map(|node| node.id.as_str()).collect();
                assert_eq!(ids, own);
                for (step, node) in steps.iter().zip(&flow.nodes) {
                    assert_eq!(step.leads.len(), leads(node).len(), "{}", step.id);
                    assert!(step.leads.iter().all(|lead| ids.contains(&lead.id.as_str())));
                    // Only an end leads nowhere.
                    let is_over = Sort::of(node) == Sort::End && node.requires.is_none();
                    assert_eq!(step.leads.is_empty(), is_over, "{}", step.id);
                    let all = step.said.iter().chain(step.leads.iter().map(|lead| &lead.said));
                    assert!(all.into_iter().all(|said| !said.contains('⟦')), "{step:?}");
                }
            }
        }
    }

    #[test]
    fn a_step_says_what_it_is_and_where_one_stands() {
        let one = shipped().iter().find(|one| one.code == "tracking-call").expect("is shipped");
        let flow = read_flow(one.text, one.code).expect("is without problems");
        let words = Words { locale: Locale::En };
        let visited = ["open_diary", "call_client", "q_answered"];
        let walked = Walked { here: "q_answered", visited: &visited };
        let cases = [
            ("open_diary", None, "instruction, the first step"),
            ("open_diary", Some(walked), "instruction, passed in this call"),
            ("q_answered", Some(walked), "question, you are here"),
            ("q_attempts_left", None, "question that the record answers where it can"),
            ("end_retry_next_day", None, "wait: the call goes on from here later"),
        ];
        for (id, walked, said) in cases {
            let all = steps(&flow, words, walked);
            let step = all.iter().find(|step| step.id == id).expect("a step");
            assert_eq!(step.said[..said.split(", ").count()].join(", "), said, "{id}");
        }
        let all = steps(&flow, words, None);
        let asked = all.iter().find(|step| step.id == "contact_employer").expect("a step");
        let refused = asked.leads.iter().find(|lead| lead.id == "employer_not_allowed");
        assert!(refused.expect("another way").said.contains("may not be contacted"));
    }
}
