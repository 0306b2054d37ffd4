//! How the gateway has been told to behave, and what that means for the next call.

use serde::{Deserialize, Serialize};

/// Ways to fail that the field has seen. *Taken* means that the message is kept, so that sending
/// it again without its key would be a second message.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// 429 with `Retry-After`; further calls are refused until it is over
    TooMany,
    /// 400: this message will never be taken
    Refused,
    /// 500
    Error,
    /// 503
    Unavailable,
    /// No answer for `stall_ms`, and not taken
    Stall,
    /// Taken, then no answer for `stall_ms`
    StallTaken,
    /// The connection breaks, and not taken
    Reset,
    /// Taken, then the connection breaks
    ResetTaken,
    /// Taken, then an answer that is not JSON
    MalformedTaken,
    /// 200 with an error in the body, and not taken
    #[serde(rename = "error_in_200")]
    ErrorIn200,
}

/// What `PUT /behaviour` takes; what is left out is as a good provider does it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Behaviour {
    /// Faults to choose from, evenly; none means that every call succeeds.
    pub faults: Vec<Fault>,
    /// Of a hundred calls, how many fail.
    pub share_percent: u64,
    /// After so many faults all is well again.
    pub times: Option<u64>,
    /// The same seed gives the same row of faults.
    pub seed: u64,
    pub retry_after_s: u64,
    pub stall_ms: u64,
    /// How long every call takes.
    pub delay_ms: u64,
    /// More calls than this within a second get a 429.
    pub per_second_max: Option<u64>,
    /// Whether the same `Idempotency-Key` gives the same answer, as good providers do.
    pub honours_keys: bool,
}

impl Default for Behaviour {
    fn default() -> Behaviour {
        Behaviour {
            faults: Vec::new(),
            share_percent: 100,
            times: None,
            seed: 1,
            retry_after_s: 1,
            stall_ms: 60_000,
            delay_ms: 0,
            per_second_max: None,
            honours_keys: true,
        }
    }
}

/// Chooses the fate of each call in turn.
pub struct Fate {
    behaviour: Behaviour,
    random: u64,
    faults: u64,
}

impl Fate {
    pub fn new(behaviour: Behaviour) -> Fate {
        let random = behaviour.seed;
        Fate { behaviour, random, faults: 0 }
    }

    pub fn behaviour(&self) -> &Behaviour {
        &self.behaviour
    }

    /// The fault of the next call, or none.
    pub fn next(&mut self) -> Option<Fault> {
        let behaviour = &self.behaviour;
        let spent = behaviour.times.is_some_and(|times| self.faults >= times);
        if behaviour.faults.is_empty() || spent {
            return None;
        }
        let share_percent = behaviour.share_percent;
        let count = behaviour.faults.len() as u64;
        if self.draw() % 100 >= share_percent {
            return None;
        }
        let index = self.draw() % count;
        self.faults += 1;
        self.behaviour.faults.get(usize::try_from(index).unwrap_or_default()).copied()
    }

    /// SplitMix64: small, and the same everywhere.
    fn draw(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fates(behaviour: &Behaviour, calls: usize) -> Vec<Option<Fault>> {
        let mut fate = Fate::new(behaviour.clone());
        (0..calls).map(|_| fate.next()).collect()
    }

    #[test]
    fn all_is_well_unless_told() {
        assert_eq!(fates(&Behaviour::default(), 3), [None, None, None]);
    }

    #[test]
    fn faults_end_after_so_many() {
        let twice =
            Behaviour { faults: vec![Fault::Error], times: Some(2), ..Behaviour::default() };
        assert_eq!(fates(&twice, 3), [Some(Fault::Error), Some(Fault::Error), None]);
    }

    #[test]
    fn a_share_is_kept_and_a_seed_repeats() {
        let some = Behaviour {
            faults: vec![Fault::Reset, Fault::Stall],
            share_percent: 30,
            ..Behaviour::default()
        };
        let first = fates(&some, 10_000);
        let failed = first.iter().flatten().count();
        assert!((2_800..3_200).contains(&failed), "{failed}");
        assert_eq!(first, fates(&some, 10_000));
    }
}
