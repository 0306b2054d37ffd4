//! The line to a provider: when it may be called, and when it is left alone.
//!
//! After five failures in a row it rests, then one call tries it out. A provider that asks us to
//! wait is not called before that time is over, and then by one call first. A message that fails
//! for a reason of its own says nothing about the line, so one bad address holds up nobody.

/// Failures in a row after which the provider rests.
pub const FAILURES_MAX: u32 = 5;
/// How long it rests, in milliseconds.
pub const REST_MS: i64 = 30_000;
/// The longest that a provider can ask us to wait, in milliseconds: more is a mistake of theirs.
const WAIT_MS_MAX: i64 = 3_600_000;

/// The line to one provider, as this process knows it. All moments are real time, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Line {
    failures: u32,
    closed_until_ms: i64,
    is_on_trial: bool,
    /// When the call that tries it out began.
    trial_at_ms: Option<i64>,
}

/// Whether the provider may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    Now,
    /// Not before this moment.
    NotBefore {
        ms: i64,
    },
    /// One call tries it out; what it hears decides for the others.
    AfterTrial,
}

/// What a call told about the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It works, whatever it said of the message.
    Works,
    Fails,
    TooMany {
        wait_ms: i64,
    },
}

impl Line {
    /// Asks for leave to call. `Now` to somebody who tries it out holds until `told`, or for as
    /// long as a rest, should that somebody never come back.
    pub fn may_call(&mut self, now_ms: i64) -> Call {
        if now_ms < self.closed_until_ms {
            return Call::NotBefore { ms: self.closed_until_ms };
        }
        if !self.is_on_trial {
            return Call::Now;
        }
        match self.trial_at_ms {
            Some(began) if now_ms < began + REST_MS => Call::AfterTrial,
            Some(_) | None => {
                self.trial_at_ms = Some(now_ms);
                Call::Now
            }
        }
    }

    /// Whether a call that had leave must not be made after all: the line closed meanwhile.
    #[must_use]
    pub fn is_closed(&self, now_ms: i64) -> bool {
        now_ms < self.closed_until_ms
    }

    /// Hears what a call told.
    pub fn told(&mut self, told: Told, now_ms: i64) {
        self.trial_at_ms = None;
        match told {
            // A call that began before the line closed says nothing about what came after.
            Told::Works if self.is_closed(now_ms) => self.failures = 0,
            Told::Works => *self = Self::default(),
            Told::Fails => {
                self.failures += 1;
                if self.is_on_trial || self.failures >= FAILURES_MAX {
                    self.close(now_ms + REST_MS);
                }
            }
            Told::TooMany { wait_ms } => self.close(now_ms + wait_ms.clamp(0, WAIT_MS_MAX)),
        }
    }

    /// Lets the next one try it out: the call that had leave was not made.
    pub fn not_called(&mut self) {
        self.trial_at_ms = None;
    }

    fn close(&mut self, until_ms: i64) {
        self.closed_until_ms = self.closed_until_ms.max(until_ms);
        self.is_on_trial = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn five_failures_in_a_row_give_a_rest_and_then_one_call_tries() {
        let mut line = Line::default();
        for at in 0..4 {
            assert_eq!(line.may_call(at), Call::Now);
            line.told(Told::Fails, at);
        }
        line.told(Told::Works, 4);
        for at in 5..10 {
            assert_eq!(line.may_call(at), Call::Now);
            line.told(Told::Fails, at);
        }
        let until = 9 + REST_MS;
        assert_eq!(line.may_call(until - 1), Call::NotBefore { ms: until });
        assert_eq!(line.may_call(until), Call::Now, "one tries");
        assert_eq!(line.may_call(until), Call::AfterTrial, "the others wait");
        line.told(Told::Fails, until + 5);
        assert!(line.is_closed(until + 6));
        let later = until + 5 + REST_MS;
        assert_eq!(line.may_call(later), Call::Now);
        line.told(Told::Works, later);
        assert_eq!((line.may_call(later), line.may_call(later)), (Call::Now, Call::Now));
    }

    #[test]
    fn a_trial_that_never_ends_is_begun_again() {
        let mut line = Line::default();
        line.told(Told::TooMany { wait_ms: 1_000 }, 0);
        assert_eq!(line.may_call(999), Call::NotBefore { ms: 1_000 });
        assert_eq!(line.may_call(1_000), Call::Now);
        assert_eq!(line.may_call(1_000 + REST_MS - 1), Call::AfterTrial);
        assert_eq!(line.may_call(1_000 + REST_MS), Call::Now);
    }

    proptest! {
        /// Whatever happens, and however many calls are on their way at once, nobody begins one
        /// while we were asked to wait.
        #[test]
        fn told_to_wait_means_wait(
            steps in prop::collection::vec((0..2_000_i64, 0..5_u8, 0..5_000_i64), 1..80),
        ) {
            let (mut line, mut now_ms, mut wait_until, mut calls) = (Line::default(), 0, 0, 0_u32);
            for (passes, what, wait_ms) in steps {
                now_ms += passes;
                let told = match what {
                    0 => Told::Works,
                    1 => Told::Fails,
                    2 => Told::TooMany { wait_ms },
                    _ => {
                        if line.may_call(now_ms) == Call::Now {
                            prop_assert!(now_ms >= wait_until);
                            calls += 1;
                        }
                        continue;
                    }
                };
                if calls == 0 {
                    continue;
                }
                calls -= 1;
                line.told(told, now_ms);
                if let Told::TooMany { wait_ms } = told {
                    wait_until = wait_until.max(now_ms + wait_ms);
                }
            }
        }
    }
}
