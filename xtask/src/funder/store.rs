//! What the funder holds, in memory and bounded.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

/// Ways to fail that the field has seen. *Taken* means that the submission is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// 503 with `Retry-After: 1`, and not taken
    Closed,
    /// 500, and not taken
    Error,
    /// Taken, then 500
    ErrorTaken,
    /// Taken, then no answer for `stall_ms`
    StallTaken,
    /// The connection breaks, and not taken
    Reset,
    /// Taken, then the connection breaks
    ResetTaken,
    /// Taken, then an answer that is not JSON
    MalformedTaken,
    /// 401
    Stranger,
}

/// What it answers when nothing fails.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answers {
    #[default]
    Confirmed,
    /// Taken, and decided later
    Accepted,
    Rejected,
}

/// What `PUT /behaviour` takes; what is left out is as a good funder does it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Behaviour {
    /// The faults of the next calls of either kind, in turn; then all is well.
    pub faults: Vec<Fault>,
    pub answers: Answers,
    pub stall_ms: u64,
    /// How long every call takes, after what was sent is taken.
    pub delay_ms: u64,
    /// Fails with the first fault for ever.
    pub for_ever: bool,
}

/// One reason.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reason {
    pub code: String,
    pub message: String,
}

/// What became of one, as it is answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answer {
    pub state: String,
    pub receipt: Option<String>,
    #[serde(default)]
    pub reasons: Vec<Reason>,
}

/// A submission that was taken.
#[derive(Clone, Debug, Serialize)]
pub struct Taken {
    pub id: String,
    pub payload: String,
    /// How often it was sent; the first time counts.
    pub sent: u64,
    pub answer: Answer,
}

pub struct State {
    keep: usize,
    behaviour: Behaviour,
    taken: VecDeque<Taken>,
    receipts: u64,
    calls: BTreeMap<&'static str, u64>,
}

impl State {
    pub fn new(keep: usize) -> State {
        let behaviour = Behaviour::default();
        let (taken, calls) = (VecDeque::new(), BTreeMap::new());
        State { keep: keep.max(1), behaviour, taken, receipts: 0, calls }
    }

    pub fn behave(&mut self, behaviour: Behaviour) {
        self.behaviour = behaviour;
    }

    /// How long a call stalls that fails so, and how long every call takes.
    pub fn waits_ms(&self) -> (u64, u64) {
        (self.behaviour.stall_ms, self.behaviour.delay_ms)
    }

    pub fn count(&mut self, what: &'static str) {
        *self.calls.entry(what).or_default() += 1;
    }

    pub fn calls(&self) -> &BTreeMap<&'static str, u64> {
        &self.calls
    }

    pub fn all(&self) -> impl Iterator<Item = &Taken> {
        self.taken.iter()
    }

    pub fn find(&self, id: &str) -> Option<&Taken> {
        self.taken.iter().find(|one| one.id == id)
    }

    pub fn decide(&mut self, id: &str, answer: Answer) -> bool {
        let found = self.taken.iter_mut().find(|one| one.id == id);
        found.map(|one| one.answer = answer).is_some()
    }

    /// The fault of the next call, or none.
    pub fn next_fault(&mut self) -> Option<Fault> {
        if self.behaviour.for_ever {
            return self.behaviour.faults.first().copied();
        }
        (!self.behaviour.faults.is_empty()).then(|| self.behaviour.faults.remove(0))
    }

    /// Keeps one, or counts it as sent again. None where it is known with other bytes.
    pub fn take(&mut self, id: &str, payload: &str) -> Option<Answer> {
        if let Some(known) = self.taken.iter_mut().find(|one| one.id == id) {
            known.sent += 1;
            return (known.payload == payload).then(|| known.answer.clone());
        }
        self.receipts += 1;
        let receipt = Some(format!("F-{:06}", self.receipts));
        let answer = match self.behaviour.answers {
            Answers::Confirmed => Answer { state: "confirmed".into(), receipt, reasons: vec![] },
            Answers::Accepted => Answer { state: "accepted".into(), receipt, reasons: vec![] },
            Answers::Rejected => {
                let (code, message) = ("hours".into(), "hours missing".into());
                let reasons = vec![Reason { code, message }];
                Answer { state: "rejected".into(), receipt, reasons }
            }
        };
        let (id, payload) = (id.to_owned(), payload.to_owned());
        self.taken.push_back(Taken { id, payload, sent: 1, answer: answer.clone() });
        if self.taken.len() > self.keep {
            self.taken.pop_front();
        }
        Some(answer)
    }
}
