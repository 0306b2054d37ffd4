//! What the gateway has taken and seen, in memory and bounded.

use std::collections::{BTreeMap, HashMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::behaviour::{Behaviour, Fate, Fault};

/// What a caller sends.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub to: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// A message that was taken, that is, one that a telephone would show.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    pub id: String,
    #[serde(flatten)]
    pub ask: Ask,
    pub key: Option<String>,
    pub taken_at_ms: u64,
}

/// What becomes of one call. The message, where there is one, has been taken.
#[derive(Debug)]
pub enum Verdict {
    Accepted(Message),
    /// The key is known: the answer it had, and no second message.
    Repeated(Message),
    /// The key is known, with another message.
    KeyReused,
    /// Too many, or too soon after being told to wait.
    Wait {
        retry_after_s: u64,
    },
    Failed(Fault, Option<Message>),
}

pub struct State {
    keep: usize,
    fate: Fate,
    messages: VecDeque<Message>,
    by_key: HashMap<String, String>,
    taken: u64,
    forgotten: u64,
    calls: BTreeMap<&'static str, u64>,
    /// Until when callers have been told to wait.
    closed_until_ms: u64,
    second: (u64, u64),
}

impl State {
    pub fn new(keep: usize) -> State {
        State {
            keep: keep.max(1),
            fate: Fate::new(Behaviour::default()),
            messages: VecDeque::new(),
            by_key: HashMap::new(),
            taken: 0,
            forgotten: 0,
            calls: BTreeMap::new(),
            closed_until_ms: 0,
            second: (0, 0),
        }
    }

    pub fn behave(&mut self, behaviour: Behaviour) {
        self.fate = Fate::new(behaviour);
        self.closed_until_ms = 0;
    }

    pub fn behaviour(&self) -> &Behaviour {
        self.fate.behaviour()
    }

    pub fn forget(&mut self) {
        let fate = std::mem::replace(&mut self.fate, Fate::new(Behaviour::default()));
        *self = State { fate, ..State::new(self.keep) };
    }

    /// Messages still remembered, oldest first.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter()
    }

    pub fn find(&self, id: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.id == id)
    }

    /// How often each thing happened, with `taken` and `forgotten` messages.
    pub fn calls(&self) -> BTreeMap<&'static str, u64> {
        let mut calls = self.calls.clone();
        calls.insert("taken", self.taken);
        calls.insert("forgotten", self.forgotten);
        calls
    }

    pub fn count(&mut self, what: &'static str) {
        *self.calls.entry(what).or_default() += 1;
    }

    /// Decides one call. `now_ms` is milliseconds since 1970.
    pub fn take(&mut self, ask: Ask, key: Option<String>, now_ms: u64) -> Verdict {
        if now_ms < self.closed_until_ms {
            self.count("while_told_to_wait");
            let retry_after_s = (self.closed_until_ms - now_ms).div_ceil(1_000);
            return Verdict::Wait { retry_after_s };
        }
        if self.is_over_its_rate(now_ms) {
            self.count("over_rate");
            return Verdict::Wait { retry_after_s: 1 };
        }
        let key = key.filter(|_| self.behaviour().honours_keys);
        if let Some(earlier) = key.as_ref().and_then(|key| self.by_key.get(key)) {
            let earlier = self.find(earlier).cloned();
            return match earlier {
                Some(message) if message.ask == ask => {
                    self.count("repeated");
                    Verdict::Repeated(message)
                }
                _ => {
                    self.count("key_reused");
                    Verdict::KeyReused
                }
            };
        }
        match self.fate.next() {
            None => {
                self.count("accepted");
                Verdict::Accepted(self.keep(ask, key, now_ms))
            }
            Some(fault) => self.fail(fault, ask, key, now_ms),
        }
    }

    fn fail(&mut self, fault: Fault, ask: Ask, key: Option<String>, now_ms: u64) -> Verdict {
        let (name, is_taken) = match fault {
            Fault::TooMany => ("too_many", false),
            Fault::Refused => ("refused", false),
            Fault::Error => ("error", false),
            Fault::Unavailable => ("unavailable", false),
            Fault::Stall => ("stall", false),
            Fault::StallTaken => ("stall_taken", true),
            Fault::Reset => ("reset", false),
            Fault::ResetTaken => ("reset_taken", true),
            Fault::MalformedTaken => ("malformed_taken", true),
            Fault::ErrorIn200 => ("error_in_200", false),
        };
        self.count(name);
        if fault == Fault::TooMany {
            let retry_after_s = self.behaviour().retry_after_s;
            self.closed_until_ms = now_ms + retry_after_s * 1_000;
            return Verdict::Wait { retry_after_s };
        }
        let message = is_taken.then(|| self.keep(ask, key, now_ms));
        Verdict::Failed(fault, message)
    }

    fn keep(&mut self, ask: Ask, key: Option<String>, now_ms: u64) -> Message {
        self.taken += 1;
        let message = Message { id: format!("sms-{}", self.taken), ask, key, taken_at_ms: now_ms };
        if let Some(key) = &message.key {
            self.by_key.insert(key.clone(), message.id.clone());
        }
        self.messages.push_back(message.clone());
        while self.messages.len() > self.keep {
            let oldest = self.messages.pop_front();
            if let Some(key) = oldest.and_then(|message| message.key) {
                self.by_key.remove(&key);
            }
            self.forgotten += 1;
        }
        message
    }

    fn is_over_its_rate(&mut self, now_ms: u64) -> bool {
        let Some(per_second_max) = self.behaviour().per_second_max else { return false };
        let second = now_ms / 1_000;
        if self.second.0 != second {
            self.second = (second, 0);
        }
        self.second.1 += 1;
        self.second.1 > per_second_max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(text: &str) -> Ask {
        Ask { to: "+14165550100".into(), text: text.into(), from: None }
    }

    fn told(behaviour: Behaviour) -> State {
        let mut state = State::new(3);
        state.behave(behaviour);
        state
    }

    fn key(key: &str) -> Option<String> {
        Some(key.to_owned())
    }

    #[test]
    fn the_same_key_is_one_message() {
        let mut state = State::new(3);
        let Verdict::Accepted(first) = state.take(ask("hello"), key("k"), 0) else { panic!() };
        let Verdict::Repeated(again) = state.take(ask("hello"), key("k"), 1) else { panic!() };
        assert_eq!(first.id, again.id);
        assert!(matches!(state.take(ask("other"), key("k"), 2), Verdict::KeyReused));
        assert_eq!(state.messages().count(), 1);
    }

    #[test]
    fn a_broken_answer_may_still_have_been_taken() {
        let mut state = told(Behaviour {
            faults: vec![Fault::ResetTaken],
            times: Some(1),
            ..Behaviour::default()
        });
        let first = state.take(ask("hello"), key("k"), 0);
        assert!(matches!(first, Verdict::Failed(Fault::ResetTaken, Some(_))));
        assert!(matches!(state.take(ask("hello"), key("k"), 1), Verdict::Repeated(_)));
        assert_eq!(state.calls().get("taken"), Some(&1));
    }

    #[test]
    fn told_to_wait_means_wait() {
        let mut state = told(Behaviour {
            faults: vec![Fault::TooMany],
            times: Some(1),
            retry_after_s: 2,
            ..Behaviour::default()
        });
        assert!(matches!(state.take(ask("a"), None, 0), Verdict::Wait { retry_after_s: 2 }));
        assert!(matches!(state.take(ask("a"), None, 1_999), Verdict::Wait { .. }));
        assert!(matches!(state.take(ask("a"), None, 2_000), Verdict::Accepted(_)));
        assert_eq!(state.calls().get("while_told_to_wait"), Some(&1));
    }

    #[test]
    fn memory_is_bounded_and_a_rate_is_kept() {
        let mut state = told(Behaviour { per_second_max: Some(4), ..Behaviour::default() });
        for number in 0..4 {
            let verdict = state.take(ask("a"), key(&format!("k{number}")), 10);
            assert!(matches!(verdict, Verdict::Accepted(_)));
        }
        assert!(matches!(state.take(ask("a"), None, 999), Verdict::Wait { .. }));
        assert_eq!(state.messages().count(), 3);
        assert_eq!(state.by_key.len(), 3);
        assert_eq!(state.calls().get("forgotten"), Some(&1));
    }
}
